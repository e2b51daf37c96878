//! Decisions in the reader: what a key decides, and what editors have decided so far.
//!
//! A decision shows only once the store says that it is on disk: a key becomes a [`Task`], and what is in the store comes
//! back, that of others included.

use std::path::Path;
use std::sync::Arc;

use super::entry::Reading;
use super::item::Item;
use super::layout::Focus;
use super::messages::Text;
use super::{App, Effect};
use crate::app::action::Action;
use crate::dispatch::{Dispatch, Extraction};
use crate::review::{Act, Anchor, Anchors, Decision, Entry, Reviewed, State};

/// Something to be put in the store.
#[derive(Clone, Debug)]
pub enum Task {
    /// A decision on an item.
    Decide {
        /// The dispatch.
        dispatch: Arc<Dispatch>,
        /// The item.
        anchor: Box<Anchor>,
        /// What is decided.
        decision: Decision,
    },
    /// Undo the last step.
    Undo,
    /// Do again what was undone last.
    Redo,
}

/// What editors did so far, in the order of the store.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: Vec<Entry>,
}

/// What editors decided about a dispatch, and what was extracted before they did.
#[derive(Debug)]
pub struct Opinion {
    /// The review; its items are those on the screen.
    reviewed: Reviewed,
    /// The extraction as it was read.
    raw: Extraction,
}

impl Opinion {
    /// What was done about an item.
    #[must_use]
    pub fn state(&self, item: Item) -> Option<&State> {
        self.reviewed.states.get(&item)
    }

    /// The decisions that hold, by name, each once.
    #[must_use]
    pub fn decisions(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = self.reviewed.states.values().map(|s| s.decision().as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The sign of what was done about an item, beside it in a pane: one cell that needs no colour.
#[must_use]
pub fn sign(state: &State) -> &'static str {
    match state.decision() {
        _ if state.is_conflict() => "#",
        Decision::Accepted => "+",
        Decision::Rejected => "x",
        Decision::Flagged => "!",
        Decision::Skipped => "-",
        Decision::Undecided => " ",
    }
}

impl Log {
    /// The entries about a dispatch, found by its identifier or by where it lies.
    fn of(&self, dispatch: &Dispatch) -> Vec<Entry> {
        let path = dispatch.path.as_deref();
        let same_place = |e: &Entry| match (e.path.as_deref(), path) {
            // The store keeps whole paths.
            (Some(whole), Some(path)) => Path::new(whole).ends_with(path),
            _ => false,
        };
        self.entries.iter().filter(|e| e.dispatch == dispatch.id || same_place(e)).cloned().collect()
    }
}

impl App {
    /// Decides about the selected item; from a pane, goes on to the next one.
    pub(super) fn decide(&mut self, decision: Decision, effects: &mut Vec<Effect>) {
        let Some((item, entry)) = self.selection.zip(self.entry()) else {
            self.say(Text::NothingSelected, &[]);
            return;
        };
        let known = entry.reviewed.as_deref().and_then(|o| o.reviewed.anchor(item).cloned());
        let anchor =
            known.or_else(|| entry.items().and_then(|items| Anchors::new(&entry.dispatch, items).of(item)));
        let Some(anchor) = anchor else { return };
        let dispatch = Arc::clone(&entry.dispatch);
        effects.push(Effect::Review(Task::Decide { dispatch, anchor: Box::new(anchor), decision }));
        if self.focus == Focus::Side {
            self.move_by(Action::Down, None);
        }
    }

    /// Takes in what is in the store.
    pub(super) fn decided(&mut self, entries: Vec<Entry>, asked: bool) {
        if let (true, Some(last)) = (asked, entries.last()) {
            self.tell(last);
        }
        self.log.entries.extend(entries);
        for id in 0..self.entries.len() {
            self.review(id);
        }
    }

    fn tell(&mut self, entry: &Entry) {
        match (&entry.act, &entry.anchor) {
            (Act::Decide { decision }, Some(anchor)) => {
                let decision = self.setup.messages.name("decision", decision.as_str()).to_owned();
                let words: String = anchor.exact.chars().take(40).collect();
                self.say(Text::Decided, &[("what", &words), ("decision", &decision)]);
            }
            _ => self.say(Text::StepUndone, &[]),
        }
    }

    /// Lays what editors did over what was read out of a dispatch.
    pub(super) fn review(&mut self, id: usize) {
        let Some(entry) = self.entries.get_mut(id) else { return };
        let Some(reading) = entry.reading.as_deref() else { return };
        let entries = self.log.of(&entry.dispatch);
        if entries.is_empty() && entry.reviewed.is_none() {
            return;
        }
        let raw = entry.reviewed.as_deref().map_or(&reading.items, |o| &o.raw).clone();
        let reviewed = Reviewed::new(&entry.dispatch, &raw, &entries);
        entry.reading = Some(Arc::new(Reading::new(reviewed.items.clone())));
        entry.reviewed = Some(Arc::new(Opinion { reviewed, raw }));
        self.list.recheck(&self.entries, id);
        if self.open == Some(id) {
            self.laid_out = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Msg;
    use crate::app::item::Pane;
    use crate::app::sample;
    use crate::review::Step;

    /// Does what the store would do.
    fn store(app: &mut App, effects: Vec<Effect>) -> Vec<Entry> {
        let mut stored = Vec::new();
        for effect in effects {
            if let Effect::Review(Task::Decide { dispatch, anchor, decision }) = effect {
                let mut step = Step::new("ana");
                step.add(&dispatch, Some(*anchor), Act::Decide { decision });
                stored.extend(step.entries().to_vec());
                app.update(Msg::Decided(step.entries().to_vec(), true));
            }
        }
        stored
    }

    fn state(app: &App, item: Item) -> Decision {
        let opinion = app.entry().unwrap().reviewed.as_deref();
        opinion.and_then(|o| o.state(item)).map_or(Decision::Undecided, State::decision)
    }

    #[test]
    fn a_key_decides_and_shows_once_it_is_stored() {
        let mut app = sample::app(120, 40, 0);
        let effects = sample::press(&mut app, "] q a");
        let first = Pane::Quotes.item(0);
        assert_eq!(state(&app, first), Decision::Undecided);
        assert_eq!(store(&mut app, effects).len(), 1);
        assert_eq!(state(&app, first), Decision::Accepted);
        assert_eq!(app.selection, Some(first), "the text stays where it is");
        assert!(app.notice.is_some());
    }

    #[test]
    fn a_pane_moves_on_to_the_next_item() {
        let mut app = sample::app(120, 40, 0);
        sample::press(&mut app, "4");
        let before = app.selection;
        let effects = sample::press(&mut app, "x");
        store(&mut app, effects);
        assert_ne!(app.selection, before);
        assert_eq!(state(&app, before.unwrap()), Decision::Rejected);
    }

    #[test]
    fn nothing_selected_is_nothing_decided() {
        let mut app = sample::app(120, 40, 0);
        app.selection = None;
        assert!(sample::press(&mut app, "a").iter().all(|e| !matches!(e, Effect::Review(_))));
    }
}
