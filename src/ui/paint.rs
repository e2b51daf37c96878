//! Putting lines of roles into cells. Everything stays inside its area and inside the buffer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::role::{Role, Theme};
use crate::app::sheet::{Line, Run};
use crate::app::width;

/// Writes `text` at a cell, as far as `room` cells go; where it ends.
pub(super) fn text(buf: &mut Buffer, x: u16, y: u16, text: &str, room: usize, style: Style) -> u16 {
    let inside = y < buf.area.bottom() && x < buf.area.right() && y >= buf.area.y && x >= buf.area.x;
    if !inside || room == 0 {
        return x;
    }
    buf.set_stringn(x, y, text, room, style).0
}

/// Writes a line over the first row of `area`. What stands at the right keeps its place; what stands at the left gives
/// way with `…`. `over` is laid over the style of every cell.
pub(super) fn line(buf: &mut Buffer, area: Rect, line: &Line, theme: &Theme, over: Option<Style>) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let all = usize::from(area.width);
    let right: usize = line.right.iter().map(|(_, t)| width::of(t)).sum();
    // The right side is dropped before it leaves the left one less than half.
    let right = if right * 2 > all { 0 } else { right };
    let gap = usize::from(right > 0 && right < all);
    runs(buf, area.x, area.y, all - right - gap, &line.runs, theme);
    if right > 0 {
        let at = area.right().saturating_sub(u16::try_from(right).unwrap_or(u16::MAX));
        runs(buf, at, area.y, right, &line.right, theme);
    }
    if let Some(style) = over {
        buf.set_style(Rect { height: 1, ..area }, style);
    }
}

fn runs(buf: &mut Buffer, mut x: u16, y: u16, room: usize, runs: &[Run], theme: &Theme) {
    let needed: usize = runs.iter().map(|(_, t)| width::of(t)).sum();
    let mut left = room;
    for (role, words) in runs {
        let style = theme.style(*role);
        if left == 0 {
            return;
        }
        if needed > room && width::of(words) >= left {
            text(buf, x, y, &width::cut(&format!("{words}……"), left), left, style);
            return;
        }
        x = text(buf, x, y, words, left, style);
        left -= width::of(words).min(left);
    }
}

/// Fills the first row of `area`.
pub(super) fn row(buf: &mut Buffer, area: Rect, symbol: &str, style: Style) {
    let area = area.intersection(buf.area);
    if !area.is_empty() {
        text(buf, area.x, area.y, &symbol.repeat(usize::from(area.width)), usize::from(area.width), style);
    }
}

/// Fills the first column of `area`.
pub(super) fn column(buf: &mut Buffer, area: Rect, symbol: &str, style: Style) {
    let area = area.intersection(buf.area);
    if area.width > 0 {
        for y in area.top()..area.bottom() {
            text(buf, area.x, y, symbol, 1, style);
        }
    }
}

/// Empties `area`.
pub(super) fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
        }
    }
}

/// The heading of a pane, with a thin rule to the edge.
pub(super) fn heading(buf: &mut Buffer, area: Rect, title: &str, right: &str, active: bool, theme: &Theme) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    row(buf, area, "─", theme.style(Role::Rule));
    let style = theme.style(if active { Role::Active } else { Role::Title });
    let room = usize::from(area.width);
    let end = text(buf, area.x, area.y, &width::cut(&format!(" {title} "), room), room, style);
    let label = format!(" {right} ");
    let cells = width::of(&label);
    if !right.is_empty() && usize::from(area.right().saturating_sub(end)) > cells {
        let at = area.right() - u16::try_from(cells).unwrap_or_default();
        text(buf, at, area.y, &label, cells, theme.style(Role::Dim));
    }
}
