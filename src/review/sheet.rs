//! What was decided about a dispatch, as it is exported beside its record.

use serde::Serialize;
use std::collections::BTreeMap;

use super::{Decided, Entry, Reviewed, State};
use crate::dispatch::Item;

/// The review of one dispatch. The entries are the whole of it: who imports them has the same review.
#[derive(Debug, Serialize)]
pub struct Sheet<'a> {
    items: BTreeMap<Item, Shown<'a>>,
    dispatch: Shown<'a>,
    orphans: &'a [Entry],
    entries: &'a [Entry],
}

/// What was done about one item.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    decision: &'static str,
    conflict: bool,
    by: Vec<By<'a>>,
    corrections: BTreeMap<&'static str, &'a str>,
    notes: Vec<Note<'a>>,
}

#[derive(Debug, Serialize)]
struct By<'a> {
    editor: &'a str,
    decision: &'static str,
    at: &'a str,
}

#[derive(Debug, Serialize)]
struct Note<'a> {
    editor: &'a str,
    text: &'a str,
}

impl<'a> Sheet<'a> {
    /// What `reviewed` and the `entries` that it was made of say.
    #[must_use]
    pub fn new(reviewed: &'a Reviewed, entries: &'a [Entry]) -> Self {
        Self {
            items: reviewed.states.iter().map(|(item, state)| (*item, Shown::new(state))).collect(),
            dispatch: Shown::new(&reviewed.dispatch),
            orphans: &reviewed.orphans,
            entries,
        }
    }
}

impl<'a> Shown<'a> {
    fn new(state: &'a State) -> Self {
        let by = |d: &'a Decided| By { editor: &d.editor, decision: d.decision.as_str(), at: &d.at };
        Self {
            decision: state.decision().as_str(),
            conflict: state.is_conflict(),
            by: state.decisions.iter().map(by).collect(),
            corrections: state
                .corrections
                .iter()
                .map(|(field, value)| (field.as_str(), value.as_str()))
                .collect(),
            notes: state.notes.iter().map(|(editor, text)| Note { editor, text }).collect(),
        }
    }
}
