//! A side pane: its heading with a count, and the visible lines of its sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint;
use crate::app::App;
use crate::app::deciding::sign;
use crate::app::item::Pane;
use crate::app::layout::Focus;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::Line;

pub(super) fn draw(app: &App, pane: Pane, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let (theme, messages) = (&app.setup.theme, &app.setup.messages);
    let n = pane as usize;
    let (sheet, view) = (&app.sheets[n], &app.views[n]);
    let active = app.focus == Focus::Side && app.pane == pane;
    let title = format!("{} {}", n + 1, messages.name("pane", pane.as_str()));
    let selected = app.selection.and_then(|s| sheet.targets.iter().position(|t| *t == s));
    let count = match selected {
        Some(at) => format!("{}/{}", at + 1, sheet.targets.len()),
        None => sheet.targets.len().to_string(),
    };
    paint::heading(buf, area, &title, &count, active, theme);
    let rows = usize::from(area.height.saturating_sub(1));
    if app.items().is_none() {
        let row = Rect { y: area.y + 1, height: u16::from(area.height > 1), ..area };
        let text = if app.open.is_some() { Text::Reading } else { Text::NoDispatch };
        paint::line(buf, row, &Line::of(Role::Dim, format!(" {}", messages.say(text))), theme, None);
        return;
    }
    for (offset, line) in sheet.lines.iter().skip(view.top).take(rows).enumerate() {
        let y = (area.y + 1).saturating_add(u16::try_from(offset).unwrap_or(u16::MAX));
        let row = Rect { y, height: 1, ..area };
        let chosen = line.target.is_some() && line.target == selected;
        let first = view.top + offset == 0
            || sheet.lines.get((view.top + offset).wrapping_sub(1)).is_none_or(|l| l.target != line.target);
        let over = (chosen && active && first).then(|| theme.style(Role::Selected));
        paint::line(buf, row, line, theme, over);
        let item = line.target.filter(|_| first).and_then(|at| sheet.targets.get(at));
        let state = item.and_then(|item| app.entry()?.reviewed.as_deref()?.state(*item));
        if chosen {
            paint::text(buf, row.x, row.y, "▌", 1, theme.style(Role::Badge));
        }
        if let Some(sign) = state.map(sign).filter(|sign| *sign != " ") {
            let role = if sign == "#" { Role::Warning } else { Role::Key };
            paint::text(buf, row.x, row.y, sign, 1, theme.style(role));
        }
    }
}
