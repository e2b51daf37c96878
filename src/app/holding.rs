//! What is held of dispatches that nobody looks at. A filter or a dossier reads all of them, and what is read out of one
//! takes more room than its text: those read longest ago are let go, and read again when somebody opens them or asks for
//! all of them anew. Whether they pass the filter is known by then and stays known.

use std::collections::VecDeque;
use std::sync::Arc;

use super::App;
use crate::library::{State, summarise};

/// How much of what was read and fetched is held, in bytes.
const ROOM: usize = 128 << 20;
/// How many dispatches that pass a filter are held whatever room they take: a decision about all of them is about all.
const LISTED: usize = 1000;
/// How many dispatches are looked at when one comes.
const AT_ONCE: usize = 64;
/// What a mark of a reading takes, with its share of the items: measured over news of all lengths.
const MARK: usize = 240;

/// What is held, from the oldest to the newest.
#[derive(Debug)]
pub(super) struct Held {
    order: VecDeque<(usize, What, usize)>,
    bytes: usize,
    room: usize,
    /// A list that is filtered down to so many dispatches stays whole.
    listed: usize,
}

/// What is held of a dispatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// What was read out of it.
    Reading,
    /// Its text, which was fetched and can be fetched again.
    Text,
}

impl Default for Held {
    fn default() -> Self {
        Self { order: VecDeque::new(), bytes: 0, room: ROOM, listed: LISTED }
    }
}

impl App {
    /// Counts in what just came of a dispatch, and lets others go where there is no room.
    pub(super) fn hold(&mut self, id: usize, what: What) {
        let Some(entry) = self.entries.get(id) else { return };
        let bytes = match what {
            What::Reading => entry.reading.as_deref().map_or(0, |reading| reading.marks.len()) * MARK,
            What::Text => entry.dispatch.text.len(),
        };
        self.held.order.push_back((id, what, bytes));
        self.held.bytes += bytes;
        // What has to stay goes to the end of the row. A key waits for no more than these: the next one goes on.
        for _ in 0..self.held.order.len().min(AT_ONCE) {
            if self.held.bytes <= self.held.room {
                break;
            }
            let Some((id, what, bytes)) = self.held.order.pop_front() else { break };
            if self.stays(id) {
                self.held.order.push_back((id, what, bytes));
            } else {
                self.held.bytes -= bytes;
                self.let_go(id, what);
            }
        }
    }

    /// Whether somebody looks at a dispatch, is about to, has decided about it, or filtered for it.
    fn stays(&self, id: usize) -> bool {
        let decided = || self.entries.get(id).is_some_and(|e| e.reviewed.is_some());
        self.open == Some(id)
            || self.list.ticked.contains(&id)
            || self.list.order.len() <= self.held.listed && self.list.passes(id)
            || decided()
            || self.ahead().any(|next| next == id)
    }

    fn let_go(&mut self, id: usize, what: What) {
        let Some(entry) = self.entries.get_mut(id) else { return };
        // A row that another content came for is not what was held.
        match what {
            What::Reading if entry.reading.is_some() => {
                entry.reading = None;
                entry.requested = false;
            }
            What::Text if entry.state == State::Whole && entry.dispatch.path.is_some() => {
                summarise(Arc::make_mut(&mut entry.dispatch));
                entry.state = State::Summary;
                // It speaks of places in the whole text.
                entry.reading = None;
                entry.requested = false;
            }
            What::Reading | What::Text => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Effect, Msg, sample};
    use crate::dispatch::{Dispatch, Extraction};
    use crate::library::Change;

    /// A reader of seven dispatches of the same words, some of them ticked, whose filter asks for an actor, with room for
    /// what was read out of one of them, or of so many that pass; and what the filter asked for.
    fn filtered(ticked: &[usize], listed: usize) -> (App, Vec<Effect>) {
        let mut app = sample::app(80, 24, 0);
        let (dispatch, items) = sample::dispatch();
        let more = |n: usize| Dispatch { id: format!("m{n}"), ..dispatch.clone() };
        sample::arrive(&mut app, (1..7).map(more).collect());
        app.list.ticked.extend(ticked);
        let asked = sample::press(&mut app, "f a c t o r : m o r v a n e enter");
        app.held.listed = listed;
        app.held.room = app.entries[0].reading.as_ref().unwrap().marks.len() * MARK;
        for id in 1..7 {
            app.update(Msg::Read(id, Box::new(items.clone())));
        }
        (app, asked)
    }

    fn read(effects: &[Effect]) -> Vec<usize> {
        effects
            .iter()
            .filter_map(|e| if let Effect::Read { id, .. } = e { Some(*id) } else { None })
            .collect()
    }

    #[test]
    fn what_was_read_longest_ago_goes_and_stays_listed() {
        let (app, asked) = filtered(&[], 0);
        assert_eq!(read(&asked), [4, 5, 6], "those before are read ahead anyway");
        let held: Vec<usize> = (0..7).filter(|id| app.entries[*id].reading.is_some()).collect();
        assert_eq!(held, [0, 1, 2, 3], "what is open, and what comes next");
        assert_eq!(app.list.order.len(), 7);
    }

    #[test]
    fn what_went_is_read_again_when_it_is_asked_for() {
        let (mut app, _) = filtered(&[], 0);
        let asked = sample::press(&mut app, "f ctrl-u a c t o r : b r e k enter");
        assert_eq!(read(&asked), [4, 5, 6]);
    }

    #[test]
    fn what_a_filter_left_stays() {
        let (app, _) = filtered(&[], 7);
        assert!(app.entries.iter().all(|e| e.reading.is_some()));
        let (app, _) = filtered(&[], 6);
        assert!(app.entries[4].reading.is_none());
    }

    #[test]
    fn what_is_ticked_stays() {
        let (app, _) = filtered(&[5], 0);
        let held: Vec<usize> = (4..7).filter(|id| app.entries[*id].reading.is_some()).collect();
        assert_eq!(held, [5]);
    }

    #[test]
    fn texts_that_were_fetched_go_back_to_their_files() {
        // Those before it are read ahead.
        let mut app = sample::app(80, 24, 3);
        let mut whole = sample::plain(&"Le convoi est à Kessel. ".repeat(200));
        whole.path = Some("a.txt".into());
        let mut row = sample::row(app.entries.len(), whole.clone());
        summarise(&mut row.dispatch);
        row.state = State::Summary;
        let id = row.id;
        app.update(Msg::Arrived(vec![Change::Put(Box::new(row))]));
        app.held.room = 10;
        app.update(Msg::Fetched(vec![(id, Ok(whole.clone()))]));
        assert_eq!(app.entries[id].state, State::Summary);
        assert!(app.entries[id].dispatch.text.len() < whole.text.len());
        app.held.room = ROOM;
        app.update(Msg::Fetched(vec![(id, Ok(whole))]));
        app.update(Msg::Read(id, Box::<Extraction>::default()));
        assert_eq!(app.entries[id].state, State::Whole);
    }
}
