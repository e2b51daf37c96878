//! What comes into the reader: rows that are new or have changed, texts that were fetched, the time.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entry::Entry;
use super::holding::What;
use super::messages::Text;
use super::{App, Effect};
use crate::dispatch::Dispatch;
use crate::library::{Change, State};
use crate::query::Query;

impl App {
    /// Takes in rows. The cursors stay where they are; what is on the screen is replaced where it stands.
    pub(super) fn arrived(&mut self, changes: Vec<Change>) {
        let from = self.entries.len();
        let newest = self.entry().and_then(|e| e.kin.newest);
        let mut touched = Vec::with_capacity(changes.len());
        // The stories that rows are or were takes of.
        let mut families = BTreeSet::new();
        for change in changes {
            match change {
                Change::Put(row) => {
                    let id = row.id;
                    touched.push(id);
                    families.extend(self.put(id, Entry::new(*row)));
                }
                Change::Gone(id) => {
                    if let Some(entry) = self.entries.get_mut(id) {
                        entry.state = State::Removed;
                        families.insert(entry.family);
                    }
                }
            }
        }
        if !self.loading {
            self.news += touched.len();
        }
        let needs_text = self.list.filter.as_ref().is_some_and(|(_, query)| query.needs_text());
        self.fetch_all.0 |= needs_text && !touched.is_empty();
        self.want_reviewed(&touched);
        for family in &families {
            self.stories.relate(&mut self.entries, *family);
        }
        self.note_embargoes(&touched);
        self.note_faults(&touched);
        let families: Vec<usize> = families.into_iter().collect();
        self.relist(|list, entries, stories| list.update(entries, stories, &touched, &families));
        let later = self.entry().and_then(|e| e.kin.newest).filter(|later| Some(*later) != newest);
        if let Some(entry) = later.and_then(|later| self.entries.get(later)) {
            let name = entry.title().to_owned();
            self.say(Text::Later, &[("name", &name)]);
        }
        if self.open.is_none() {
            let readable = |id: &&usize| self.entries.get(**id).is_some_and(|e| e.state != State::Unreadable);
            if let Some(id) = self.list.order.iter().find(readable).copied() {
                self.open_dispatch(id);
            }
        }
        self.resume_among(from);
    }

    /// Puts a row in its place; the families that it was in and is in.
    fn put(&mut self, id: usize, entry: Entry) -> [usize; 2] {
        let family = entry.family;
        let Some(old) = self.entries.get_mut(id) else {
            self.stories.add(id, family);
            self.entries.push(entry);
            return [family; 2];
        };
        let before = old.family;
        if before != family {
            self.stories.remove(id, before);
            self.stories.add(id, family);
        }
        if old.dispatch == entry.dispatch && old.state == entry.state {
            old.family = family;
        } else {
            *old = entry;
            self.replaced(id);
        }
        [before, family]
    }

    /// Lays what is on the screen out again if it is the dispatch that was replaced.
    fn replaced(&mut self, id: usize) {
        if self.open != Some(id) {
            return;
        }
        let text = self.entry().map_or("", |e| e.dispatch.text.as_str());
        self.at = (0..=self.at.min(text.len())).rfind(|at| text.is_char_boundary(*at)).unwrap_or_default();
        self.selection = None;
        self.came_from = None;
        self.laid_out = None;
        self.say(Text::Replaced, &[]);
    }

    /// Keeps the reasons why files cannot be read.
    fn note_faults(&mut self, ids: &[usize]) {
        let unreadable = |e: &&Entry| e.state == State::Unreadable;
        if !self.faults.is_empty()
            || ids.iter().filter_map(|id| self.entries.get(*id)).any(|e| unreadable(&e))
        {
            let faults = self.entries.iter().filter(unreadable);
            self.faults = faults.map(|e| e.dispatch.text.clone()).collect();
        }
    }

    /// All that was asked for is there.
    pub(super) fn loaded(&mut self) {
        self.loading = false;
        if self.open.is_none()
            && let Some(id) = self.list.order.first().copied()
        {
            self.open_dispatch(id);
        }
    }

    /// Takes in the texts of summaries.
    pub(super) fn fetched(&mut self, found: Vec<(usize, Result<Dispatch, String>)>) {
        let mut touched = Vec::with_capacity(found.len());
        for (id, found) in found {
            let Some(entry) = self.entries.get_mut(id).filter(|e| e.state == State::Summary) else {
                continue;
            };
            match found {
                Ok(dispatch) => {
                    entry.dispatch = Arc::new(dispatch);
                    entry.state = State::Whole;
                    entry.requested = false;
                    touched.push(id);
                    if self.open == Some(id) {
                        self.laid_out = None;
                    }
                }
                Err(sentence) => {
                    entry.state = State::Removed;
                    self.fault(sentence);
                }
            }
        }
        self.read_all |= self.fetch_all.1;
        self.want_reviewed(&touched);
        if self.list.filter.is_some() {
            let families: BTreeSet<usize> =
                touched.iter().filter_map(|id| self.entries.get(*id)).map(|e| e.family).collect();
            let families: Vec<usize> = families.into_iter().collect();
            self.relist(|list, entries, stories| list.update(entries, stories, &touched, &families));
        }
        for id in touched {
            self.hold(id, What::Text);
        }
    }

    /// Asks for what a query needs to look into.
    pub(super) fn look_into(&mut self, query: &Query) {
        self.read_all |= query.needs_items();
        self.fetch_all.0 |= query.needs_text();
    }

    /// The dispatches that are likely to be opened next.
    pub(super) fn ahead(&self) -> impl Iterator<Item = usize> + '_ {
        const AHEAD: usize = 3;
        let from = self.open.and_then(|open| self.list.position(open)).map_or(0, |p| p + 1);
        self.list.order.iter().skip(from).take(AHEAD).copied()
    }

    /// Asks for the dispatch on the screen to be read, and those after it, so that they are there when they are opened;
    /// the texts of summaries are fetched first.
    pub(super) fn ask_to_read(&mut self, effects: &mut Vec<Effect>) {
        let Some(open) = self.open else { return };
        let ahead: Vec<usize> = self.ahead().collect();
        for id in std::iter::once(open).chain(ahead) {
            effects.extend(self.entries.get_mut(id).and_then(|entry| ask(id, entry, true, id == open)));
        }
        // The take before it is compared with, and what is ticked goes out: only their texts are needed.
        let before = self.entry().and_then(|e| e.kin.before);
        for id in before.into_iter().chain(self.list.ticked.iter().copied()) {
            effects.extend(self.entries.get_mut(id).and_then(|entry| ask(id, entry, false, false)));
        }
        for id in std::mem::take(&mut self.wanted) {
            effects.extend(self.entries.get_mut(id).and_then(|entry| ask(id, entry, true, false)));
        }
        let (fetch, read) = (std::mem::take(&mut self.fetch_all.0), std::mem::take(&mut self.read_all));
        self.fetch_all.1 |= read;
        if fetch || read {
            let rows = self.entries.iter_mut().enumerate();
            effects.extend(rows.filter_map(|(id, entry)| ask(id, entry, read, false)));
        }
    }
}

/// Asks for a dispatch to be fetched, or if it is there to be read if `read` says so; once.
fn ask(id: usize, entry: &mut Entry, read: bool, urgent: bool) -> Option<Effect> {
    let path = || entry.dispatch.path.clone();
    let effect = match entry.state {
        _ if entry.requested => None,
        State::Summary => Some(Effect::Fetch { id, path: path()?, item: entry.item }),
        State::Unreadable => None,
        State::Whole | State::Removed => {
            read.then(|| Effect::Read { id, dispatch: Arc::clone(&entry.dispatch), urgent })
        }
    };
    entry.requested |= effect.is_some();
    effect
}
