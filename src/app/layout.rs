//! Where the panes stand, by the size of the terminal and what is asked for.

use ratatui::layout::Rect;

use super::item::Pane;

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list of dispatches.
    List,
    /// The text.
    #[default]
    Text,
    /// The side pane.
    Side,
}

/// The areas of a screen. An area that is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The line on top.
    pub head: Rect,
    /// The dispatches.
    pub list: Rect,
    /// The text.
    pub text: Rect,
    /// Everything beside the text.
    pub side: Rect,
    /// The side panes, in the order of [`Pane::ALL`].
    pub panes: [Rect; 5],
    /// The thin rule above the status line.
    pub rule: Rect,
    /// The status line.
    pub status: Rect,
}

/// Cells before the text: the cursor, the letter of an item, a blank.
pub const MARGIN: u16 = 3;
/// The widest a line of text may be: longer ones are hard to read.
const MEASURE: u16 = 88;
/// From this width on the list stands beside the text.
const WIDE: u16 = 100;
/// From this width on a side pane stands beside the text.
const NARROW: u16 = 60;

/// From this height on all side panes stand under each other.
const STACKED: usize = 28;

/// What the layout depends on.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Who has the keys.
    pub focus: Focus,
    /// The current side pane.
    pub pane: Pane,
    /// Whether the pane with the keys takes it all.
    pub zoom: bool,
    /// Whether there is more than one dispatch to list.
    pub several: bool,
    /// Rows that each side pane would fill.
    pub rows: [usize; 5],
}

impl Areas {
    /// Divides a screen of `width` by `height` cells.
    #[must_use]
    pub fn divide(width: u16, height: u16, wish: Wish) -> Self {
        let mut areas = Self::default();
        let mut body = Rect::new(0, 0, width, height);
        if height >= 4 {
            areas.head = Rect { height: 1, ..body };
            body.y += 1;
            body.height -= 1;
        }
        if height >= 2 {
            areas.status = Rect { y: height - 1, height: 1, ..body };
            body.height -= 1;
        }
        if height >= 10 {
            areas.rule = Rect { y: height - 2, height: 1, ..body };
            body.height -= 1;
        }
        if wish.zoom || width < NARROW {
            match wish.focus {
                Focus::List => areas.list = body,
                Focus::Text => areas.text = body,
                Focus::Side => areas.side = body,
            }
        } else if width < WIDE {
            if wish.focus == Focus::List {
                areas.list = body;
            } else {
                let side = (width * 3 / 8).clamp(22, 40);
                areas.text = Rect { width: width - side - 1, ..body };
                areas.side = Rect { x: width - side, width: side, ..body };
            }
        } else {
            areas.beside(body, wish.several);
        }
        areas.stack(wish);
        areas
    }

    /// List, text and side panes beside each other, a cell between them.
    fn beside(&mut self, body: Rect, several: bool) {
        let list = if several { (body.width / 4).clamp(26, 44) } else { 0 };
        let mut side = (body.width / 3).clamp(36, 72);
        let gaps = if several { 2 } else { 1 };
        let mut text = body.width - list - side - gaps;
        if text > MEASURE + MARGIN + 2 {
            side += text - (MEASURE + MARGIN + 2);
            text = MEASURE + MARGIN + 2;
        }
        self.list = Rect { width: list, ..body };
        let x = if several { list + 1 } else { 0 };
        self.text = Rect { x, width: text, ..body };
        self.side = Rect { x: x + text + 1, width: side, ..body };
    }

    /// Divides the side between its panes: all of them where there is room, else the current one alone.
    fn stack(&mut self, wish: Wish) {
        let current = wish.pane as usize;
        if self.side.is_empty() {
            return;
        }
        let height = usize::from(self.side.height);
        if height < STACKED || wish.zoom {
            self.panes[current] = self.side;
            return;
        }
        // Everyone gets a heading and up to three rows; then the current pane takes what it needs up to half of the
        // side, then the others in turn what is left.
        let mut rows = wish.rows.map(|n| 1 + n.clamp(1, 3));
        let mut free = height.saturating_sub(rows.iter().sum());
        let need = |n: usize, has: usize| (wish.rows[n] + 1).saturating_sub(has);
        let more = need(current, rows[current]).min(free).min((height / 2).saturating_sub(rows[current]));
        rows[current] += more;
        free -= more;
        for n in [current, 0, 1, 2, 3, 4] {
            let more = need(n, rows[n]).min(free);
            rows[n] += more;
            free -= more;
        }
        let mut y = self.side.y;
        for (n, area) in self.panes.iter_mut().enumerate() {
            let taken = u16::try_from(rows[n]).unwrap_or(u16::MAX);
            *area = Rect { y, height: taken, ..self.side };
            y = y.saturating_add(taken);
        }
        if let Some(last) = self.panes.last_mut() {
            last.height = self.side.bottom().saturating_sub(last.y);
        }
    }

    /// The area of the text itself, without its margins.
    #[must_use]
    pub fn column(&self) -> Rect {
        let margin = if self.text.width > 24 { MARGIN } else { 1 };
        let right = u16::from(self.text.width > 24);
        let width = self.text.width.saturating_sub(margin + right).min(MEASURE);
        Rect { x: self.text.x + margin.min(self.text.width), width, ..self.text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish { focus: Focus::Text, pane: Pane::Quotes, zoom: false, several: true, rows: [12, 5, 11, 30, 3] }
    }

    #[test]
    fn eighty_columns_show_the_text_and_one_side_pane() {
        let areas = Areas::divide(80, 24, wish());
        assert!(areas.list.is_empty());
        assert_eq!(areas.text.width + 1 + areas.side.width, 80);
        assert_eq!(areas.panes.iter().filter(|p| !p.is_empty()).count(), 1);
    }

    #[test]
    fn wide_screens_show_list_text_and_all_panes() {
        let areas = Areas::divide(120, 40, wish());
        assert_eq!(areas.list.width + areas.text.width + areas.side.width + 2, 120);
        assert_eq!(areas.panes.iter().map(|p| p.height).sum::<u16>(), areas.side.height);
        assert!(areas.panes.iter().all(|p| p.height >= 2));
    }

    #[test]
    fn narrow_screens_show_one_pane() {
        for focus in [Focus::List, Focus::Text, Focus::Side] {
            let areas = Areas::divide(40, 12, Wish { focus, ..wish() });
            assert_eq!([areas.list, areas.text, areas.side].iter().filter(|a| !a.is_empty()).count(), 1);
        }
    }

    #[test]
    fn every_area_lies_on_the_screen_at_any_size() {
        for width in 0..=130 {
            for height in 0..=60 {
                for (zoom, several) in [(false, false), (false, true), (true, true)] {
                    let areas = Areas::divide(width, height, Wish { zoom, several, ..wish() });
                    let screen = Rect::new(0, 0, width, height);
                    for area in [areas.head, areas.list, areas.text, areas.side, areas.status, areas.column()]
                    {
                        assert!(
                            area.is_empty() || screen.intersection(area) == area,
                            "{width}x{height} {area:?}"
                        );
                    }
                    for pane in areas.panes.iter().filter(|p| !p.is_empty()) {
                        assert_eq!(screen.intersection(*pane), *pane, "{width}x{height}");
                    }
                }
            }
        }
    }
}
