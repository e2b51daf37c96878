//! The picker: what was typed, and what matches.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{overlay, paint};
use crate::app::App;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;

/// Where a picker stands on a screen of that size.
pub(super) fn area((width, height): (u16, u16)) -> Rect {
    let (w, h) = (width.min(90), height.min(20));
    Rect { x: (width - w) / 2, y: (height - h) / 3, width: w, height: h }
}

pub(super) fn draw(app: &App, buf: &mut Buffer) {
    let Some(picker) = &app.picker else { return };
    let theme = &app.setup.theme;
    let area = area(app.size).intersection(buf.area);
    if area.height < 3 || area.width < 6 {
        return;
    }
    paint::clear(buf, area);
    overlay::frame(buf, area, &picker.title, theme.style(Role::Rule), theme.style(Role::Title));
    overlay::way_out(app, area, buf);
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    let count = format!("{}/{}", picker.found.len(), picker.choices.len());
    let line = Line::of(Role::Title, "> ").then(Role::Plain, picker.input.value()).right(Role::Dim, count);
    paint::line(buf, Rect { height: 1, ..inner }, &line, theme, None);
    let rows = usize::from(inner.height.saturating_sub(1));
    let top = (picker.cursor + 1).saturating_sub(rows);
    if picker.found.is_empty() && rows > 0 {
        let row = Rect { y: inner.y + 1, height: 1, ..inner };
        paint::line(buf, row, &Line::of(Role::Dim, app.setup.messages.say(Text::NoMatch)), theme, None);
    }
    for (offset, n) in picker.found.iter().skip(top).take(rows).enumerate() {
        let Some(choice) = picker.choices.get(*n) else { continue };
        let y = inner.y + 1 + u16::try_from(offset).unwrap_or_default();
        let tick = match &picker.ticked {
            Some(_) if picker.is_ticked(choice) => "✓ ",
            Some(_) => "  ",
            None => "",
        };
        let room = usize::from(inner.width).saturating_sub(width::of(&choice.aside) + 1 + width::of(tick));
        let line = Line::of(Role::Badge, tick)
            .then(Role::Plain, width::cut(&choice.label, room))
            .right(Role::Dim, choice.aside.as_str());
        let over = (top + offset == picker.cursor).then(|| theme.style(Role::Selected));
        paint::line(buf, Rect { y, height: 1, ..inner }, &line, theme, over);
    }
}
