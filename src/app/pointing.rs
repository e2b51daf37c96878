//! The mouse, where the config asks for it: what a press or a turn of the wheel does where it is.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::action::Action;
use super::item::Pane;
use super::layout::Focus;
use super::{App, Effect, width};

/// What the mouse did at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What it did there.
    pub touch: Touch,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A button was pressed.
    Press,
    /// The wheel was turned, downwards where true.
    Wheel(bool),
}

/// Lines for a notch of the wheel.
const NOTCH: usize = 3;

impl App {
    /// Takes in what the mouse did.
    pub(super) fn point(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        if self.prompt.is_some() || self.picker.is_some() {
            return;
        }
        self.notice = None;
        self.resuming = None;
        match mouse.touch {
            Touch::Wheel(down) => self.wheel(mouse, down, effects),
            Touch::Press if !self.overlays.is_empty() => self.press_overlay(mouse, effects),
            Touch::Press => self.press(mouse, effects),
        }
    }

    fn pane_at(&self, at: Position) -> Option<Pane> {
        Pane::ALL.iter().copied().find(|p| self.areas.panes[*p as usize].contains(at))
    }

    /// Scrolls what is under the pointer, whoever has the keys.
    fn wheel(&mut self, mouse: Mouse, down: bool, effects: &mut Vec<Effect>) {
        let action = if down { Action::ScrollDown } else { Action::ScrollUp };
        let at = Position::new(mouse.x, mouse.y);
        let (focus, pane) = (self.focus, self.pane);
        if self.overlays.is_empty() {
            if self.areas.list.contains(at) {
                self.focus = Focus::List;
            } else if let Some(pane) = self.pane_at(at) {
                (self.focus, self.pane) = (Focus::Side, pane);
            } else {
                self.focus = Focus::Text;
            }
        }
        self.act(action, Some(NOTCH), effects);
        (self.focus, self.pane) = (focus, pane);
    }

    /// A press on a line chooses it, a second one opens it; outside it closes.
    fn press_overlay(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let at = Position::new(mouse.x, mouse.y);
        let Some(overlay) = self.overlays.last_mut() else { return };
        if !overlay.area.contains(at) {
            self.overlays.pop();
            return;
        }
        let inner = overlay.inner();
        let line = row_in(inner, at).map(|row| row + overlay.view.top);
        let target = line.and_then(|n| overlay.sheet.lines.get(n)?.target);
        match target {
            Some(n) if n == overlay.view.cursor => self.act(Action::Open, None, effects),
            Some(n) => overlay.view.cursor = n,
            None => {}
        }
    }

    fn press(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let at = Position::new(mouse.x, mouse.y);
        if self.areas.list.contains(at) {
            self.focus = Focus::List;
            let Some(row) = row_in(self.areas.list, at).and_then(|row| row.checked_sub(1)) else { return };
            let row = row + self.list.top;
            if row == self.list.cursor {
                self.act(Action::Open, None, effects);
            } else if row < self.list.order.len() {
                self.list.cursor = row;
            }
        } else if let Some(pane) = self.pane_at(at) {
            self.show_pane(pane);
            let n = pane as usize;
            let row = row_in(self.areas.panes[n], at).and_then(|row| row.checked_sub(1));
            let line = row.and_then(|row| self.sheets[n].lines.get(row + self.views[n].top));
            if let Some(item) = line.and_then(|l| self.sheets[n].targets.get(l.target?)).copied() {
                self.select(item);
            }
        } else if self.areas.text.contains(at) {
            self.focus = Focus::Text;
            self.press_text(at);
        }
    }

    /// Puts the cursor under the pointer and selects the narrowest item there.
    fn press_text(&mut self, at: Position) {
        let column = self.areas.column();
        let Some(row) = row_in(column, at).and_then(|row| (row + self.top).checked_sub(self.head_rows()))
        else {
            return;
        };
        let Some((row, entry)) = self.page.rows.get(row).filter(|r| r.kind.is_some()).zip(self.entry())
        else {
            return;
        };
        let wanted = usize::from(at.x.saturating_sub(column.x.saturating_add(row.indent)));
        let mut cells = 0;
        let words = row.span.of(&entry.dispatch.text);
        let under = words.grapheme_indices(true).find(|(_, grapheme)| {
            cells += width::of_grapheme(grapheme);
            cells > wanted
        });
        let byte = row.span.start + under.map_or(0, |(n, _)| n);
        let found = self.reading().and_then(|reading| {
            let here = reading.marks_in(row.span).filter(|m| m.span.holds(byte) && m.item.pane().is_some());
            here.min_by_key(|m| m.span.len()).map(|m| m.item)
        });
        self.at = byte;
        if let Some(item) = found {
            self.selection = Some(item);
            self.pane = item.pane().unwrap_or(self.pane);
        }
    }
}

/// The row of an area that a cell stands in.
fn row_in(area: Rect, at: Position) -> Option<usize> {
    at.y.checked_sub(area.y).filter(|row| *row < area.height).map(usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, sample};

    fn touch(app: &mut App, area: Rect, (x, y): (u16, u16), touch: Touch) -> Vec<Effect> {
        app.update(Msg::Mouse(Mouse { x: area.x + x, y: area.y + y, touch }))
    }

    #[test]
    fn a_press_chooses_what_is_under_it() {
        let mut app = sample::app(120, 40, 3);
        let pane = app.areas.panes[Pane::Quotes as usize];
        touch(&mut app, pane, (3, 1), Touch::Press);
        assert_eq!((app.focus, app.selection), (Focus::Side, Some(Pane::Quotes.item(0))));
        let list = app.areas.list;
        touch(&mut app, list, (3, 2), Touch::Press);
        assert_eq!((app.focus, app.list.cursor, app.open), (Focus::List, 1, Some(0)));
        touch(&mut app, list, (3, 2), Touch::Press);
        assert_ne!(app.open, Some(0));
    }

    #[test]
    fn a_press_in_the_text_selects_the_narrowest_item() {
        let mut app = sample::app(120, 40, 0);
        let column = app.areas.column();
        let text = app.entry().unwrap().dispatch.text.clone();
        let brigade = text.find("Brigade").unwrap();
        let row = app.page.row_of(brigade);
        let start = app.page.rows[row].span.start;
        let x = u16::try_from(width::of(crate::dispatch::Span::new(start, brigade).of(&text))).unwrap()
            + app.page.rows[row].indent;
        let y = u16::try_from(row + app.head_rows()).unwrap();
        touch(&mut app, column, (x, y), Touch::Press);
        assert_eq!((app.at, app.selection), (brigade, Some(Pane::Actors.item(1))));
    }

    #[test]
    fn the_wheel_leaves_the_keys_where_they_are() {
        let mut app = sample::app(80, 12, 0);
        sample::press(&mut app, "1");
        let text = app.areas.text;
        touch(&mut app, text, (3, 3), Touch::Wheel(true));
        assert!(app.top > 0 && app.focus == Focus::Side);
    }

    #[test]
    fn overlays_take_presses_and_close_beside_them() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "g s");
        let area = app.overlays[0].inner();
        touch(&mut app, area, (3, 1), Touch::Press);
        assert_eq!(app.overlays[0].view.cursor, 1);
        let mut app = sample::app(120, 40, 0);
        sample::press(&mut app, "I");
        touch(&mut app, Rect::default(), (0, 0), Touch::Press);
        assert!(app.overlays.is_empty());
    }
}
