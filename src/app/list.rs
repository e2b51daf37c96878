//! The list of dispatches: which are shown, in which order, and where its cursor is.

use std::cmp::Reverse;

use super::entry::Entry;
use crate::dispatch::named;

named! {
    /// What the list is sorted by.
    Sort { Newest = "newest", Urgency = "urgency", Slug = "slug", Arrival = "arrival" }
}

/// The list of dispatches.
#[derive(Clone, Debug)]
pub struct List {
    /// Positions of the dispatches, as listed.
    pub order: Vec<usize>,
    /// The chosen row.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// What it is sorted by.
    pub sort: Sort,
    /// Whether backwards.
    pub reversed: bool,
}

impl Default for List {
    fn default() -> Self {
        Self { order: Vec::new(), cursor: 0, top: 0, sort: Sort::Newest, reversed: false }
    }
}

impl List {
    /// Lists the dispatches from position `from` on. The cursor stays on its dispatch.
    pub fn add(&mut self, entries: &[Entry], from: usize) {
        self.order.extend(from..entries.len());
        self.sort(entries);
    }

    /// Puts the rows in order. The cursor stays on its dispatch.
    pub fn sort(&mut self, entries: &[Entry]) {
        let chosen = self.order.get(self.cursor).copied();
        let above = self.cursor - self.top.min(self.cursor);
        let date = |id: &usize| entries.get(*id).and_then(Entry::date);
        match self.sort {
            Sort::Newest => self.order.sort_by_key(|id| (Reverse(date(id)), *id)),
            Sort::Urgency => self.order.sort_by_key(|id| {
                let urgency = entries.get(*id).and_then(|e| e.dispatch.meta.urgency).unwrap_or(u8::MAX);
                (urgency, Reverse(date(id)), *id)
            }),
            Sort::Slug => {
                self.order.sort_by_key(|id| (entries.get(*id).map(Entry::title), Reverse(date(id)), *id));
            }
            Sort::Arrival => self.order.sort_unstable(),
        }
        if self.reversed {
            self.order.reverse();
        }
        if let Some(id) = chosen {
            self.set_cursor(id);
            self.top = self.cursor.saturating_sub(above);
        }
    }

    /// The row of a dispatch.
    #[must_use]
    pub fn position(&self, id: usize) -> Option<usize> {
        match self.order.get(self.cursor) {
            Some(at) if *at == id => Some(self.cursor),
            _ => self.order.iter().position(|o| *o == id),
        }
    }

    /// Puts the cursor on a dispatch, if it is listed.
    pub fn set_cursor(&mut self, id: usize) {
        if let Some(row) = self.position(id) {
            self.cursor = row;
        }
    }

    /// The dispatch at the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        self.order.get(self.cursor).copied()
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.order.len().saturating_sub(1));
    }

    /// Shows the cursor on a screen of `height` rows.
    pub fn reveal(&mut self, height: usize) {
        self.cursor = self.cursor.min(self.order.len().saturating_sub(1));
        self.top = self.top.min(self.order.len().saturating_sub(height));
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(height), self.cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use std::sync::Arc;

    fn entry(published: &str, urgency: u8) -> Entry {
        let mut dispatch = sample::plain("x");
        dispatch.meta.published = Some(published.to_owned());
        dispatch.meta.urgency = Some(urgency);
        Entry::new(Arc::new(dispatch))
    }

    #[test]
    fn the_cursor_stays_on_its_dispatch_when_others_arrive() {
        let mut entries = vec![entry("2031-03-01T08:00:00Z", 3), entry("2031-03-02T08:00:00Z", 4)];
        let mut list = List::default();
        list.add(&entries, 0);
        assert_eq!(list.order, [1, 0]);
        list.set_cursor(0);
        entries.push(entry("2031-03-03T08:00:00Z", 1));
        list.add(&entries, 2);
        assert_eq!((list.order.as_slice(), list.chosen()), ([2, 1, 0].as_slice(), Some(0)));
        list.sort = Sort::Urgency;
        list.reversed = true;
        list.sort(&entries);
        assert_eq!((list.order.as_slice(), list.chosen()), ([1, 0, 2].as_slice(), Some(0)));
    }

    #[test]
    fn the_cursor_is_shown_at_any_height() {
        let mut list = List { order: (0..50).collect(), cursor: 40, ..List::default() };
        for height in [1, 5, 100] {
            list.reveal(height);
            assert!(list.top <= 40 && 40 < list.top + height);
        }
        List::default().reveal(3);
    }
}
