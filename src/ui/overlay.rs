//! A sheet laid over the panes, in a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{graph, map, paint};
use crate::app::App;
use crate::app::overlay::{Kind, Overlay};
use crate::app::role::{Role, Theme};
use crate::app::width;

pub(super) fn draw(app: &App, shown: &Overlay, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let area = shown.area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    paint::clear(buf, area);
    frame(buf, area, &shown.title, theme.style(Role::Rule), theme.style(Role::Title));
    match shown.kind {
        Kind::Graph => graph::draw(app, shown.canvas(), buf),
        Kind::Map => map::draw(app, shown.canvas(), buf),
        _ => {}
    }
    let inner = shown.inner().intersection(buf.area);
    let rows = usize::from(inner.height);
    for (offset, line) in shown.sheet.lines.iter().skip(shown.view.top).take(rows).enumerate() {
        let y = inner.y.saturating_add(u16::try_from(offset).unwrap_or(u16::MAX));
        let chosen = line.target.is_some_and(|t| t == shown.view.cursor);
        let over = chosen.then(|| theme.style(Role::Selected));
        paint::line(buf, Rect { y, height: 1, ..inner }, line, theme, over);
    }
    let (from, all) = (shown.view.top, shown.sheet.lines.len());
    if all > rows && area.width > 16 {
        let part = format!(" {}–{}/{all} ", from + 1, (from + rows).min(all));
        let cells = width::of(&part);
        let x = area.right().saturating_sub(u16::try_from(cells + 1).unwrap_or_default());
        paint::text(buf, x, area.bottom() - 1, &part, cells, theme.style(Role::Dim));
        way_out(
            app,
            Rect { width: area.width.saturating_sub(u16::try_from(cells).unwrap_or_default()), ..area },
            buf,
        );
    } else {
        way_out(app, area, buf);
    }
}

/// The keys that leave a frame, on its lower edge, where it covers the status line that shows them else.
pub(super) fn way_out(app: &App, area: Rect, buf: &mut Buffer) {
    if area.bottom() <= app.areas.status.y || area.width < 8 {
        return;
    }
    let room = area.width - 4;
    let edge = Rect { x: area.x + 2, y: area.bottom() - 1, width: room, height: 1 };
    paint::line(buf, edge, &app.way_out(usize::from(room) - 1), &app.setup.theme, None);
}

/// An empty framed box over the lower right corner, above the status line, with room for so many cells and rows; its area.
pub(super) fn corner(buf: &mut Buffer, (cells, rows): (usize, usize), title: &str, theme: &Theme) -> Rect {
    let width = u16::try_from(cells + 4).unwrap_or(u16::MAX).min(buf.area.width);
    let height = u16::try_from(rows + 2).unwrap_or(u16::MAX).min(buf.area.height - 1);
    let area = Rect {
        x: buf.area.right() - width,
        y: (buf.area.bottom() - 1).saturating_sub(height),
        width,
        height,
    };
    paint::clear(buf, area);
    frame(buf, area, title, theme.style(Role::Rule), theme.style(Role::Title));
    area
}

/// A thin frame with a title.
pub(super) fn frame(
    buf: &mut Buffer,
    area: Rect,
    title: &str,
    rule: ratatui::style::Style,
    heading: ratatui::style::Style,
) {
    if area.is_empty() {
        return;
    }
    let bottom = area.bottom() - 1;
    let right = area.right() - 1;
    for y in [area.y, bottom] {
        paint::row(buf, Rect { y, height: 1, ..area }, "─", rule);
    }
    for x in [area.x, right] {
        paint::column(buf, Rect { x, width: 1, ..area }, "│", rule);
    }
    for (x, y, corner) in
        [(area.x, area.y, "┌"), (right, area.y, "┐"), (area.x, bottom, "└"), (right, bottom, "┘")]
    {
        paint::text(buf, x, y, corner, 1, rule);
    }
    let room = usize::from(area.width.saturating_sub(4));
    if room > 2 {
        paint::text(buf, area.x + 2, area.y, &width::cut(&format!(" {title} "), room), room, heading);
    }
}
