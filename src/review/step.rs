//! What an editor does at once, and undoes at once.

use jiff::Timestamp;
use std::path::Path;
use uuid::Uuid;

use super::{Act, Anchor, Entry};
use crate::dispatch::Dispatch;

/// The entries of one step, in the making.
#[derive(Debug)]
pub struct Step {
    editor: String,
    at: String,
    entries: Vec<Entry>,
}

impl Step {
    /// A step of `editor`, taken now.
    #[must_use]
    pub fn new(editor: &str) -> Self {
        // To the second: for people, not for order.
        let at = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
        Self { editor: editor.to_owned(), at: at.to_string(), entries: Vec::new() }
    }

    /// Adds what is done about an item of `dispatch`, or about the dispatch where `anchor` is none.
    pub fn add(&mut self, dispatch: &Dispatch, anchor: Option<Anchor>, act: Act) {
        self.push(dispatch.id.clone(), place(dispatch.path.as_deref()), anchor, act);
    }

    /// Adds the undoing of `step` wherever one of `entries` belongs to it.
    pub fn undo(&mut self, step: &str, entries: &[Entry]) {
        for entry in entries.iter().filter(|e| e.step == step) {
            if !self.entries.iter().any(|e| e.dispatch == entry.dispatch) {
                let act = Act::Undo { of: step.to_owned() };
                self.push(entry.dispatch.clone(), entry.path.clone(), None, act);
            }
        }
    }

    /// Adds what is done about an item of the dispatch of that identifier, which lies at `path` (none where its path does
    /// not tell it from others).
    pub fn push(&mut self, dispatch: String, path: Option<String>, anchor: Option<Anchor>, act: Act) {
        let uuid = Uuid::now_v7().to_string();
        let step = self.entries.first().map_or_else(|| uuid.clone(), |first| first.step.clone());
        let (at, editor) = (self.at.clone(), self.editor.clone());
        self.entries.push(Entry { uuid, step, at, editor, dispatch, path, anchor, act });
    }

    /// The entries, for the store.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// A path as the store keeps it: whole, so that it means the same wherever the program is run.
#[must_use]
pub fn place(path: Option<&Path>) -> Option<String> {
    path.map(|path| {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Decision;
    use crate::review::fold::tests::{decide, dispatch};
    use crate::review::undoable;

    #[test]
    fn what_is_done_at_once_is_undone_at_once() {
        let dispatch = dispatch("Rien");
        let mut step = Step::new("ana");
        step.add(&dispatch, None, decide(Decision::Accepted));
        step.add(&dispatch, None, decide(Decision::Rejected));
        let mut entries = step.entries().to_vec();
        assert_eq!(entries[0].step, entries[1].step);
        assert_ne!(entries[0].uuid, entries[1].uuid);
        let mut undo = Step::new("ana");
        undo.undo(&entries[0].step, &entries);
        assert_eq!(undo.entries().len(), 1);
        entries.extend(undo.entries().to_vec());
        assert_eq!(undoable(&entries, "ana").0, None);
    }
}
