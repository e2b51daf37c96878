//! A sentence that the status line has no room for: whole, over the rows above it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint;
use crate::app::App;
use crate::app::role::Role;
use crate::app::sheet::{Line, fold};
use crate::app::width;

/// Rows that it takes at most.
const ROWS: usize = 5;

pub(super) fn draw(app: &App, buf: &mut Buffer) {
    let status = app.areas.status.intersection(buf.area);
    let Some(notice) = app.notice.as_ref().filter(|_| app.stretch.is_none() && !status.is_empty()) else {
        return;
    };
    let hints: usize = app.status_line().right.iter().map(|(_, text)| width::of(text)).sum();
    let room = usize::from(status.width);
    if width::of(&notice.text) + hints + 2 <= room {
        return;
    }
    let role = if notice.fault { Role::Warning } else { Role::Plain };
    let mut rows = fold(&notice.text, room.saturating_sub(2), room.saturating_sub(2));
    rows.truncate(ROWS.min(usize::from(status.y) + 1));
    for (n, row) in rows.iter().rev().enumerate() {
        let y = status.y.saturating_sub(u16::try_from(n).unwrap_or_default());
        let area = Rect { y, height: 1, ..status };
        paint::clear(buf, area);
        paint::line(buf, area, &Line::of(role, format!(" {row}")), &app.setup.theme, None);
    }
}
