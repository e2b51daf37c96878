//! Right-to-left words in the order that they are read in, for terminals that do not turn them round themselves. Only
//! the screen changes: what is searched, copied and kept stays in the order of the text.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use unicode_bidi::{BidiInfo, Level};

use crate::app::App;

/// Reorders what stands in the panes.
pub(super) fn reorder(app: &App, buf: &mut Buffer) {
    let areas = &app.areas;
    let over = app.overlays.iter().map(crate::app::overlay::Overlay::inner);
    let panes = [areas.head, areas.list, areas.column(), areas.status].into_iter().chain(areas.panes);
    // An overlay hides what lies under it: then it alone is reordered.
    let shown: Vec<Rect> = if app.overlays.is_empty() { panes.collect() } else { over.collect() };
    for area in shown {
        let area = area.intersection(buf.area);
        for y in area.top()..area.bottom() {
            row(buf, Rect { y, height: 1, ..area });
        }
    }
}

/// Reorders a row of cells; its margins stay.
fn row(buf: &mut Buffer, area: Rect) {
    let symbols: Vec<String> =
        (area.left()..area.right()).map(|x| buf[(x, area.y)].symbol().to_owned()).collect();
    if symbols.iter().all(|s| s.is_ascii()) {
        return;
    }
    let Some(first) = symbols.iter().position(|s| s.trim() != "") else { return };
    let last = symbols.iter().rposition(|s| s.trim() != "").unwrap_or(first);
    // Where the cell of each byte is known, an order of bytes is an order of cells.
    let mut text = String::new();
    let mut starts = Vec::new();
    for symbol in symbols.get(first..=last).unwrap_or_default() {
        starts.push(text.len());
        text.push_str(if symbol.is_empty() { " " } else { symbol });
    }
    let info = BidiInfo::new(&text, None);
    if !info.has_rtl() {
        return;
    }
    let Some(paragraph) = info.paragraphs.first() else { return };
    let levels: Vec<Level> = starts.iter().filter_map(|at| info.levels.get(*at).copied()).collect();
    let order = BidiInfo::reorder_visual(&levels);
    debug_assert!(paragraph.range.end <= text.len());
    let cells: Vec<Cell> =
        (first..=last).filter_map(|n| Some(buf[(area.x + u16::try_from(n).ok()?, area.y)].clone())).collect();
    for (n, from) in order.into_iter().enumerate() {
        if let (Some(cell), Ok(x)) = (cells.get(from), u16::try_from(first + n)) {
            buf[(area.x + x, area.y)] = cell.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn shown(text: &str) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        buf.set_string(0, 0, text, Style::new());
        row(&mut buf, Rect::new(0, 0, 20, 1));
        buf.content.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn only_right_to_left_words_are_turned_round() {
        assert_eq!(shown("  Alep, été"), "  Alep, été");
        assert_eq!(shown("  dit אבג hier"), "  dit גבא hier");
        assert_eq!(shown("  אב 12 גד"), "  דג 12 בא");
    }
}
