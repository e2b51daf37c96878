//! A menu: a few choices with a letter each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{overlay, paint};
use crate::app::App;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;

pub(super) fn draw(app: &App, buf: &mut Buffer) {
    let Some(menu) = app.menu() else { return };
    if buf.area.height < 4 || buf.area.width < 12 {
        return;
    }
    let theme = &app.setup.theme;
    let cells = |text: &str| width::of(text);
    let widest =
        menu.rows.iter().map(|r| 3 + cells(&r.label) + 2 + cells(&r.aside)).max().unwrap_or_default();
    let widest = widest.max(cells(&menu.title) + 2);
    let area = overlay::corner(buf, (widest, menu.rows.len()), &menu.title, theme);
    let rows = usize::from(area.height.saturating_sub(2));
    let top = (menu.cursor + 1).saturating_sub(rows);
    for (offset, row) in menu.rows.iter().skip(top).take(rows).enumerate() {
        let y = area.y + 1 + u16::try_from(offset).unwrap_or_default();
        let room = usize::from(area.width).saturating_sub(cells(&row.label) + 9);
        let line = Line::of(Role::Key, row.letter.to_string())
            .then(Role::Plain, format!("  {}", row.label))
            .right(Role::Dim, width::cut(&row.aside, room));
        let over = (top + offset == menu.cursor).then(|| theme.style(Role::Selected));
        let at = Rect { x: area.x + 2, y, width: area.width.saturating_sub(4), height: 1 };
        paint::line(buf, at, &line, theme, over);
    }
}
