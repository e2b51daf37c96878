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
    /// How many earlier versions each listed dispatch stands for.
    pub earlier: HashMap<usize, usize>,
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
            ticked: BTreeSet::new(),
        }
    }
}

/// The story that an entry is a version of; `None` where the sender counts no versions.
fn story(entry: &Entry) -> Option<(&str, Option<&str>)> {
    let meta = &entry.dispatch.meta;
    meta.version.as_ref()?;
    Some((meta.slugline.as_deref().filter(|s| !s.is_empty())?, entry.agency()))
}

/// What orders the versions of a story.
fn age(entry: &Entry) -> (u32, Option<&str>) {
    let version = entry.dispatch.meta.version.as_deref().unwrap_or_default();
    let digits: String = version.chars().filter(char::is_ascii_digit).take(6).collect();
    (digits.parse().unwrap_or_default(), entry.date())
}

/// The dispatch that came before a version of a story, if it is loaded.
#[must_use]
pub fn version_before(entries: &[Entry], id: usize) -> Option<usize> {
    let entry = entries.get(id)?;
    let replaced = |e: &Entry| entry.dispatch.meta.replaces.contains(&e.dispatch.id);
    let named = entries.iter().position(|e| e.dispatch.id != entry.dispatch.id && replaced(e));
    named.or_else(|| {
        let family = story(entry)?;
        let older =
            entries.iter().enumerate().filter(|(_, e)| story(e) == Some(family) && age(e) < age(entry));
        older.max_by_key(|(_, e)| age(e)).map(|(n, _)| n)
    })
}

impl List {
    /// Lists the dispatches from position `from` on. The cursor stays on its dispatch.
    pub fn add(&mut self, entries: &[Entry], from: usize) {
        let versions = entries.iter().skip(from).any(|e| story(e).is_some());
        if self.folded && versions {
            self.fill(entries);
            return;
        }
        let listed: Vec<usize> = (from..entries.len()).filter(|id| self.passes(entries, *id)).collect();
        self.order.extend(listed);
        self.sort(entries);
    }

    /// Lists everything anew. The cursor stays on its dispatch, if that is still listed.
    pub fn fill(&mut self, entries: &[Entry]) {
        let chosen = self.chosen();
        let mut earlier: HashMap<usize, usize> = HashMap::new();
        let mut newest: HashMap<(&str, Option<&str>), usize> = HashMap::new();
        let mut order: Vec<usize> = Vec::with_capacity(entries.len());
        for (id, entry) in entries.iter().enumerate().filter(|(id, _)| self.passes(entries, *id)) {
            let Some(family) = story(entry).filter(|_| self.folded) else {
                order.push(id);
                continue;
            };
            let before = newest.get(&family).copied();
            let newer = before.is_none_or(|b| entries.get(b).is_some_and(|b| age(b) <= age(entry)));
            let kept = if newer { id } else { before.unwrap_or(id) };
            let count = before.map_or(0, |b| earlier.remove(&b).unwrap_or_default() + 1);
            newest.insert(family, kept);
            if count > 0 {
                earlier.insert(kept, count);
            }
        }
        order.extend(newest.into_values());
        self.earlier = earlier;
        self.order = order;
        let kept = chosen.and_then(|id| self.order.iter().position(|o| *o == id));
        self.cursor = kept.unwrap_or_default();
        self.sort(entries);
        if kept.is_none() {
            (self.cursor, self.top) = (0, 0);
        }
    }

    /// Lists a dispatch, or not, by what was just read out of it.
    pub fn recheck(&mut self, entries: &[Entry], id: usize) {
        if self.filter.as_ref().is_none_or(|(_, query)| !query.needs_items()) {
            return;
        }
        let listed = self.order.iter().position(|o| *o == id);
        match (listed, self.passes(entries, id)) {
            (None, true) => {
                self.order.push(id);
                self.sort(entries);
            }
            (Some(row), false) => {
                self.order.remove(row);
                self.cursor -= usize::from(row < self.cursor);
            }
            _ => {}
        }
    }

    fn passes(&self, entries: &[Entry], id: usize) -> bool {
        let Some((_, query)) = &self.filter else { return true };
        entries.get(id).is_some_and(|entry| {
            let review = entry.reviewed.as_deref().map(Opinion::decisions).unwrap_or_default();
            query.matches(&Candidate { dispatch: &entry.dispatch, items: entry.items(), review: &review })
        })
    }

    /// Puts the rows in order: what the sender withdrew on top, then as asked. The cursor stays on its dispatch.
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
        self.list.fill(&self.entries);
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

    /// The version of a story that came before a dispatch.
    #[must_use]
    pub fn version_before(&self, id: usize) -> Option<usize> {
        version_before(&self.entries, id)
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

    #[test]
    fn versions_fold_into_the_latest() {
        let version = |n: u32, words: &str| {
            let mut dispatch = sample::plain(words);
            dispatch.meta.slugline = Some("CONVOI".to_owned());
            dispatch.meta.version = Some(n.to_string());
            Entry::new(Arc::new(dispatch))
        };
        let mut entries = vec![version(1, "a"), version(3, "c"), entry("2031-03-01T08:00:00Z", 3)];
        let mut list = List::default();
        list.add(&entries, 0);
        entries.push(version(2, "b"));
        list.add(&entries, 3);
        assert_eq!((list.order.len(), list.earlier.get(&1)), (2, Some(&2)));
        assert_eq!((version_before(&entries, 1), version_before(&entries, 0)), (Some(3), None));
        list.folded = false;
        list.fill(&entries);
        assert_eq!(list.order.len(), 4);
    }

    #[test]
    fn what_was_withdrawn_stands_on_top() {
        let mut killed = sample::plain("x");
        killed.meta.status = Some(Status::Canceled);
        let entries = vec![entry("2031-03-02T08:00:00Z", 3), Entry::new(Arc::new(killed))];
        let mut list = List::default();
        list.add(&entries, 0);
        assert_eq!(list.order, [1, 0]);
    }
}
