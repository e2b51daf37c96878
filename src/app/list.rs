//! The list of dispatches: which are shown, in which order, and where its cursor is.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::deciding::Opinion;
use super::entry::Entry;
use super::messages::Text;
use super::{App, Notice};
use crate::dispatch::{Status, named};
use crate::query::{Candidate, Query};

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
    /// The query that narrows it, as typed and as read.
    pub filter: Option<(String, Query)>,
    /// Whether versions of a story that a later one replaces are left out.
    pub folded: bool,
    /// How many earlier takes of its story each listed dispatch stands for.
    pub earlier: HashMap<usize, usize>,
    /// Whether each dispatch passes the filter.
    passes: Vec<bool>,
    /// The dispatches that were ticked.
    pub ticked: BTreeSet<usize>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            order: Vec::new(),
            cursor: 0,
            top: 0,
            sort: Sort::Newest,
            reversed: false,
            filter: None,
            folded: true,
            earlier: HashMap::new(),
            passes: Vec::new(),
            ticked: BTreeSet::new(),
        }
    }
}

impl List {
    /// Lists rows that are new or have changed, and drops the others that it had. The cursor stays on its dispatch.
    pub fn update(&mut self, entries: &[Entry], changed: impl IntoIterator<Item = usize>) {
        self.passes.resize(entries.len(), false);
        for id in changed {
            let passes = self.lets_pass(entries, id);
            if let Some(slot) = self.passes.get_mut(id) {
                *slot = passes;
            }
        }
        self.lay(entries);
    }

    /// Lists everything anew. The cursor stays on its dispatch, if that is still listed.
    pub fn fill(&mut self, entries: &[Entry]) {
        self.update(entries, 0..entries.len());
    }

    /// Lists a dispatch, or not, by what was just read out of it.
    pub fn recheck(&mut self, entries: &[Entry], id: usize) {
        if self.filter.is_none() {
            return;
        }
        if self.passes.get(id).is_some_and(|passed| *passed != self.lets_pass(entries, id)) {
            self.update(entries, [id]);
        }
    }

    /// Folds the takes of each story into the newest one that passes the filter, and puts the rows in order.
    fn lay(&mut self, entries: &[Entry]) {
        let chosen = self.chosen();
        let listed = (0..entries.len()).filter(|id| self.passes.get(*id) == Some(&true));
        self.earlier.clear();
        if self.folded {
            let mut newest: HashMap<usize, usize> = HashMap::with_capacity(entries.len());
            let age = |id: usize| (entries.get(id).map(Entry::age), id);
            for id in listed {
                let Some(entry) = entries.get(id) else { continue };
                let kept = newest.entry(entry.family).or_insert(id);
                if *kept == id {
                    continue;
                }
                let count = self.earlier.remove(kept).unwrap_or_default() + 1;
                *kept = if age(id) > age(*kept) { id } else { *kept };
                self.earlier.insert(*kept, count);
            }
            self.order = newest.into_values().collect();
        } else {
            self.order = listed.collect();
        }
        // A take that a newer one has replaced in the list leaves the cursor to that one.
        let family = chosen.and_then(|id| entries.get(id)).map(|entry| entry.family);
        let same = |id: &usize| entries.get(*id).map(|entry| entry.family) == family;
        let row = chosen.and_then(|id| {
            let place = |test: &dyn Fn(&usize) -> bool| self.order.iter().position(test);
            place(&|o| *o == id).or_else(|| place(&|o| same(o)))
        });
        if let Some(row) = row {
            let above = self.cursor - self.top.min(self.cursor);
            (self.cursor, self.top) = (row, row.saturating_sub(above));
            self.sort(entries);
            // The row moved, and with it the rows above it on the screen.
            self.top = self.cursor.saturating_sub(above);
        } else {
            self.cursor = usize::MAX;
            self.sort(entries);
            (self.cursor, self.top) = (0, 0);
        }
    }

    fn lets_pass(&self, entries: &[Entry], id: usize) -> bool {
        let Some((_, query)) = &self.filter else { return true };
        entries.get(id).is_some_and(|entry| {
            let review = entry.reviewed.as_deref().map(Opinion::decisions).unwrap_or_default();
            query.matches(&Candidate { dispatch: &entry.dispatch, items: entry.items(), review: &review })
        })
    }

    /// Puts the rows in order: what the sender withdrew on top, then as asked. The cursor stays on its dispatch.
    pub fn sort(&mut self, entries: &[Entry]) {
        let chosen = self.chosen();
        let above = self.cursor - self.top.min(self.cursor);
        let date = |id: &usize| entries.get(*id).and_then(|entry| entry.time);
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
        let withdrawn = |id: &usize| {
            entries.get(*id).is_some_and(|e| matches!(e.status(), Status::Withheld | Status::Canceled))
        };
        self.order.sort_by_key(|id| !withdrawn(id));
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

impl App {
    /// Sorts the list by the next thing that it can be sorted by.
    pub(super) fn sort_list(&mut self) {
        let n = (self.list.sort as usize + 1) % Sort::ALL.len();
        self.list.sort = Sort::ALL[n];
        self.list.sort(&self.entries);
        self.say([Text::ByDate, Text::ByUrgency, Text::BySlug, Text::ByArrival][n], &[]);
    }

    pub(super) fn reverse_list(&mut self) {
        self.list.reversed = !self.list.reversed;
        self.list.sort(&self.entries);
    }

    /// Leaves earlier versions out of the list, or shows them.
    pub(super) fn fold_list(&mut self) {
        self.list.folded = !self.list.folded;
        self.list.lay(&self.entries);
        self.say(if self.list.folded { Text::Folded } else { Text::Unfolded }, &[]);
    }

    /// Ticks the dispatch at the cursor, or takes its tick away, and goes on to the next.
    pub(super) fn tick(&mut self) {
        let Some(id) = self.list.chosen() else { return };
        if !self.list.ticked.remove(&id) {
            self.list.ticked.insert(id);
        }
        self.list.step(1);
        let text = self.setup.messages.count(Text::Ticked, self.list.ticked.len(), &[]);
        self.notice = Some(Notice { text, fault: false });
    }

    /// Ticks every dispatch that is listed; where all are, takes the ticks away.
    pub(super) fn tick_all(&mut self) {
        let list = &mut self.list;
        if list.order.iter().all(|id| list.ticked.contains(id)) {
            list.ticked.clear();
        } else {
            list.ticked.extend(&list.order);
        }
        let text = self.setup.messages.count(Text::Ticked, self.list.ticked.len(), &[]);
        self.notice = Some(Notice { text, fault: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;

    fn entry(published: &str, urgency: u8) -> Entry {
        let mut dispatch = sample::plain("x");
        dispatch.meta.published = Some(published.to_owned());
        dispatch.meta.urgency = Some(urgency);
        Entry::new(sample::row(urgency.into(), dispatch))
    }

    #[test]
    fn the_cursor_stays_on_its_dispatch_when_others_arrive() {
        let mut entries = vec![entry("2031-03-01T08:00:00Z", 3), entry("2031-03-02T08:00:00Z", 4)];
        let mut list = List::default();
        list.fill(&entries);
        assert_eq!(list.order, [1, 0]);
        list.set_cursor(0);
        entries.push(entry("2031-03-03T08:00:00Z", 1));
        list.update(&entries, [2]);
        assert_eq!((list.order.as_slice(), list.chosen()), ([2, 1, 0].as_slice(), Some(0)));
        list.sort = Sort::Urgency;
        list.reversed = true;
        list.sort(&entries);
        assert_eq!((list.order.as_slice(), list.chosen()), ([1, 0, 2].as_slice(), Some(0)));
    }

    #[test]
    fn dates_are_compared_whatever_their_zone() {
        let entries = vec![entry("2031-03-01T23:30:00+02:00", 3), entry("2031-03-01T22:00:00Z", 4)];
        let mut list = List::default();
        list.fill(&entries);
        assert_eq!(list.order, [1, 0]);
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

    #[test]
    fn takes_fold_into_the_newest_and_the_cursor_goes_with_them() {
        let take = |family: usize, n: u32| {
            let mut dispatch = sample::plain("x");
            dispatch.meta.version = Some(n.to_string());
            Entry::new(sample::row(family, dispatch))
        };
        let mut entries = vec![take(0, 1), take(0, 3), take(9, 1)];
        let mut list = List::default();
        list.fill(&entries);
        list.set_cursor(1);
        entries.push(take(0, 2));
        list.update(&entries, [3]);
        assert_eq!((list.order.len(), list.earlier.get(&1), list.chosen()), (2, Some(&2), Some(1)));
        entries.push(take(0, 4));
        list.update(&entries, [4]);
        assert_eq!((list.earlier.get(&4), list.chosen()), (Some(&3), Some(4)));
        list.folded = false;
        list.fill(&entries);
        assert_eq!((list.order.len(), list.chosen()), (5, Some(4)));
    }

    #[test]
    fn what_was_withdrawn_stands_on_top() {
        let mut killed = sample::plain("x");
        killed.meta.status = Some(Status::Canceled);
        let entries = vec![entry("2031-03-02T08:00:00Z", 3), Entry::new(sample::row(1, killed))];
        let mut list = List::default();
        list.fill(&entries);
        assert_eq!(list.order, [1, 0]);
    }
}
