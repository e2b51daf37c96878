//! The list of dispatches: which are shown, in which order, and where its cursor is.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::deciding::Opinion;
use super::entry::Entry;
use super::messages::Text;
use super::stories::Stories;
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
    /// Whether each dispatch is listed.
    listed: Vec<bool>,
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
            listed: Vec::new(),
            ticked: BTreeSet::new(),
        }
    }
}

/// What orders the rows: what the sender withdrew on top, then as asked.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a>(bool, Directed<(u8, &'a str, Reverse<Option<i64>>, usize)>);

/// A value that is ordered forwards or backwards.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Directed<T> {
    Forwards(T),
    Backwards(Reverse<T>),
}

impl List {
    /// Lists rows that are new or have changed, or drops them; `families` are those that they are in or were. The cursor
    /// stays on its dispatch. What this costs depends on how many they are, and hardly on how many rows there are.
    pub fn update(&mut self, entries: &[Entry], stories: &Stories, changed: &[usize], families: &[usize]) {
        self.passes.resize(entries.len(), false);
        self.listed.resize(entries.len(), false);
        let chosen = self.chosen();
        let mut leaving = false;
        let mut coming = Vec::new();
        for id in changed {
            self.check(entries, *id);
            leaving |= self.unlist(*id);
        }
        for family in families {
            let takes = stories.takes(*family);
            for id in takes {
                leaving |= self.unlist(*id);
            }
            self.choose(entries, takes, &mut coming);
        }
        if leaving {
            self.order.retain(|id| self.listed.get(*id) == Some(&true));
        }
        self.weave(entries, coming);
        self.go_back(entries, chosen);
    }

    /// Lists everything anew. The cursor stays on its dispatch, if that is still listed.
    pub fn fill(&mut self, entries: &[Entry], stories: &Stories) {
        self.passes.resize(entries.len(), false);
        for id in 0..entries.len() {
            self.check(entries, id);
        }
        self.lay(entries, stories);
    }

    /// Lists a dispatch, or not, by what was just read out of it.
    pub fn recheck(&mut self, entries: &[Entry], stories: &Stories, id: usize) {
        if self.filter.is_none() {
            return;
        }
        let Some(entry) = entries.get(id) else { return };
        if self.passes.get(id).is_some_and(|passed| *passed != self.lets_pass(entries, id)) {
            self.update(entries, stories, &[id], &[entry.family]);
        }
    }

    /// Folds the takes of each story into the newest one that passes the filter, and puts the rows in order.
    fn lay(&mut self, entries: &[Entry], stories: &Stories) {
        let chosen = self.chosen();
        let mut all = Vec::with_capacity(entries.len());
        self.earlier.clear();
        for family in 0..stories.len() {
            self.choose(entries, stories.takes(family), &mut all);
        }
        self.listed.clear();
        self.listed.resize(entries.len(), false);
        self.order.clear();
        self.weave(entries, all);
        self.go_back(entries, chosen);
    }

    /// Adds the takes of a story that are listed: the newest that passes the filter, or all that do.
    fn choose(&mut self, entries: &[Entry], takes: &[usize], chosen: &mut Vec<usize>) {
        let passing = takes.iter().copied().filter(|id| self.passes.get(*id) == Some(&true));
        if !self.folded {
            chosen.extend(passing);
            return;
        }
        let age = |id: &usize| (entries.get(*id).map(Entry::age), *id);
        let (count, newest) = (passing.clone().count(), passing.max_by_key(age));
        for id in takes {
            self.earlier.remove(id);
        }
        if let Some(newest) = newest {
            chosen.push(newest);
            if count > 1 {
                self.earlier.insert(newest, count - 1);
            }
        }
    }

    /// Puts rows where they belong among those that are in order.
    fn weave(&mut self, entries: &[Entry], mut coming: Vec<usize>) {
        for id in &coming {
            if let Some(slot) = self.listed.get_mut(*id) {
                *slot = true;
            }
        }
        coming.sort_by_cached_key(|id| self.rank(entries, *id));
        let mut order = Vec::with_capacity(self.order.len() + coming.len());
        let mut rest = self.order.as_slice();
        for id in coming {
            let rank = self.rank(entries, id);
            let (earlier, later) =
                rest.split_at(rest.partition_point(|other| self.rank(entries, *other) < rank));
            order.extend_from_slice(earlier);
            order.push(id);
            rest = later;
        }
        order.extend_from_slice(rest);
        self.order = order;
    }

    /// Whether a dispatch is listed because it passes the filter.
    pub(super) fn passes(&self, id: usize) -> bool {
        self.filter.is_some() && self.listed.get(id) == Some(&true)
    }

    /// Takes a dispatch for one that is not listed; whether it was.
    fn unlist(&mut self, id: usize) -> bool {
        self.listed.get_mut(id).is_some_and(std::mem::take)
    }

    /// Finds out whether a dispatch passes the filter.
    fn check(&mut self, entries: &[Entry], id: usize) {
        let passes = self.lets_pass(entries, id);
        if let Some(slot) = self.passes.get_mut(id) {
            *slot = passes;
        }
    }

    /// Puts the cursor back on the dispatch that it was on, or on the take that a newer one left it to, as far from the
    /// top of the screen as it was.
    fn go_back(&mut self, entries: &[Entry], chosen: Option<usize>) {
        let above = self.above();
        let row = chosen.and_then(|id| {
            let family = entries.get(id)?.family;
            self.row(entries, id).or_else(|| {
                self.order.iter().position(|other| entries.get(*other).is_some_and(|e| e.family == family))
            })
        });
        self.cursor = row.unwrap_or_default();
        self.top = row.map_or(0, |row| row.saturating_sub(above));
    }

    /// How many rows stand between the top of the screen and the cursor.
    fn above(&self) -> usize {
        self.cursor.saturating_sub(self.top)
    }

    /// The row of a dispatch, found by its rank.
    fn row(&self, entries: &[Entry], id: usize) -> Option<usize> {
        let rank = self.rank(entries, id);
        let row = self.order.partition_point(|other| self.rank(entries, *other) < rank);
        // What was fetched since may have another name now.
        if self.order.get(row) == Some(&id) { Some(row) } else { self.order.iter().position(|o| *o == id) }
    }

    fn lets_pass(&self, entries: &[Entry], id: usize) -> bool {
        let Some((_, query)) = &self.filter else { return true };
        entries.get(id).is_some_and(|entry| {
            let review = entry.reviewed.as_deref().map(Opinion::decisions).unwrap_or_default();
            query.matches(&Candidate { dispatch: &entry.dispatch, items: entry.items(), review: &review })
        })
    }

    fn rank<'a>(&self, entries: &'a [Entry], id: usize) -> Rank<'a> {
        let Some(entry) = entries.get(id) else { return Rank(true, Directed::Forwards(Default::default())) };
        let date = Reverse(entry.time);
        let key = match self.sort {
            Sort::Newest => (0, "", date, id),
            Sort::Urgency => (entry.dispatch.meta.urgency.unwrap_or(u8::MAX), "", date, id),
            Sort::Slug => (0, entry.title(), date, id),
            Sort::Arrival => (0, "", Reverse(None), id),
        };
        let withdrawn = matches!(entry.status(), Status::Withheld | Status::Canceled);
        let key = if self.reversed { Directed::Backwards(Reverse(key)) } else { Directed::Forwards(key) };
        Rank(!withdrawn, key)
    }

    /// Puts the rows in order. The cursor stays on its dispatch.
    pub fn sort(&mut self, entries: &[Entry]) {
        let (chosen, above) = (self.chosen(), self.above());
        let all = std::mem::take(&mut self.order);
        self.weave(entries, all);
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
        self.list.lay(&self.entries, &self.stories);
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
    use proptest::prelude::*;

    fn entry(published: &str, urgency: u8) -> Entry {
        let mut dispatch = sample::plain("x");
        dispatch.meta.published = Some(published.to_owned());
        dispatch.meta.urgency = Some(urgency);
        Entry::new(sample::row(urgency.into(), dispatch))
    }

    /// A list of entries as they arrive.
    #[derive(Default)]
    struct Desk {
        entries: Vec<Entry>,
        stories: Stories,
        list: List,
    }

    impl Desk {
        fn with(entries: Vec<Entry>) -> Self {
            let mut desk = Self::default();
            desk.arrive(entries);
            desk
        }

        fn arrive(&mut self, entries: Vec<Entry>) {
            let changed: Vec<usize> = (self.entries.len()..self.entries.len() + entries.len()).collect();
            let families: Vec<usize> = entries.iter().map(|e| e.family).collect();
            for (id, family) in changed.iter().zip(&families) {
                self.stories.add(*id, *family);
            }
            self.entries.extend(entries);
            for family in &families {
                self.stories.relate(&mut self.entries, *family);
            }
            let families: Vec<usize> = std::collections::BTreeSet::from_iter(families).into_iter().collect();
            self.list.update(&self.entries, &self.stories, &changed, &families);
        }
    }

    #[test]
    fn the_cursor_stays_on_its_dispatch_when_others_arrive() {
        let mut desk = Desk::with(vec![entry("2031-03-01T08:00:00Z", 3), entry("2031-03-02T08:00:00Z", 4)]);
        assert_eq!(desk.list.order, [1, 0]);
        desk.list.set_cursor(0);
        desk.arrive(vec![entry("2031-03-03T08:00:00Z", 1)]);
        let Desk { list, entries, .. } = &mut desk;
        assert_eq!((list.order.as_slice(), list.chosen()), ([2, 1, 0].as_slice(), Some(0)));
        list.sort = Sort::Urgency;
        list.reversed = true;
        list.sort(entries);
        assert_eq!((list.order.as_slice(), list.chosen()), ([1, 0, 2].as_slice(), Some(0)));
    }

    #[test]
    fn dates_are_compared_whatever_their_zone() {
        let desk = Desk::with(vec![entry("2031-03-01T23:30:00+02:00", 3), entry("2031-03-01T22:00:00Z", 4)]);
        assert_eq!(desk.list.order, [1, 0]);
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
        let mut desk = Desk::with(vec![take(0, 1), take(0, 3), take(9, 1)]);
        desk.list.set_cursor(1);
        desk.arrive(vec![take(0, 2)]);
        let list = &desk.list;
        assert_eq!((list.order.len(), list.earlier.get(&1), list.chosen()), (2, Some(&2), Some(1)));
        desk.arrive(vec![take(0, 4)]);
        assert_eq!((desk.list.earlier.get(&4), desk.list.chosen()), (Some(&3), Some(4)));
        let Desk { list, entries, stories } = &mut desk;
        list.folded = false;
        list.fill(entries, stories);
        assert_eq!((list.order.len(), list.chosen()), (5, Some(4)));
    }

    #[test]
    fn what_was_withdrawn_stands_on_top() {
        let mut killed = sample::plain("x");
        killed.meta.status = Some(Status::Canceled);
        let desk = Desk::with(vec![entry("2031-03-02T08:00:00Z", 3), Entry::new(sample::row(1, killed))]);
        assert_eq!(desk.list.order, [1, 0]);
    }

    proptest! {
        #[test]
        fn rows_that_arrive_stand_where_they_would_if_all_were_listed_anew(
            takes in proptest::collection::vec((0_usize..6, 0_u8..4, 0_u8..3, 0_u8..8), 0..40),
            (cuts, sort, reversed, folded) in (1_usize..9, 0_usize..4, any::<bool>(), any::<bool>()),
        ) {
            let take = |&(family, day, urgency, status): &(usize, u8, u8, u8)| {
                let mut dispatch = sample::plain(&format!("{urgency}"));
                dispatch.meta.published = Some(format!("2031-03-0{}", day + 1));
                dispatch.meta.urgency = Some(urgency);
                dispatch.meta.status = (status == 0).then_some(Status::Canceled);
                Entry::new(sample::row(family, dispatch))
            };
            let mut desk = Desk::default();
            (desk.list.sort, desk.list.reversed, desk.list.folded) = (Sort::ALL[sort], reversed, folded);
            for some in takes.chunks(cuts) {
                desk.arrive(some.iter().map(take).collect());
            }
            let mut anew = desk.list.clone();
            anew.fill(&desk.entries, &desk.stories);
            prop_assert_eq!(&desk.list.order, &anew.order);
            prop_assert_eq!(&desk.list.earlier, &anew.earlier);
        }
    }
}
