//! The keys that may follow those pressed so far.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{overlay, paint};
use crate::app::App;
use crate::app::key::Key;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;

pub(super) fn draw(app: &App, buf: &mut Buffer) {
    let next = app.next_keys();
    if next.is_empty() || buf.area.height < 6 || buf.area.width < 20 {
        return;
    }
    let theme = &app.setup.theme;
    let lines: Vec<(String, &str)> = next
        .iter()
        .map(|(key, action)| (key.to_string(), action.map_or("…", |a| app.setup.messages.action(a))))
        .collect();
    let widest =
        lines.iter().map(|(key, about)| width::of(key) + 2 + width::of(about)).max().unwrap_or_default();
    let area = overlay::corner(buf, (widest, lines.len()), &Key::label(&app.pending), theme);
    for (n, (key, about)) in lines.iter().take(usize::from(area.height.saturating_sub(2))).enumerate() {
        let y = area.y + 1 + u16::try_from(n).unwrap_or_default();
        let row = Rect { x: area.x + 2, y, width: area.width.saturating_sub(4), height: 1 };
        paint::line(
            buf,
            row,
            &Line::of(Role::Key, key.as_str()).then(Role::Plain, format!("  {about}")),
            theme,
            None,
        );
    }
}
