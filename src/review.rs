//! What editors decide about an extraction: decisions, corrections, notes, and undoing them.
//!
//! Everything an editor does is an [`Entry`] that is only ever added. What holds now is a fold over the entries of a
//! dispatch ([`Reviewed::new`]), laid over what is extracted from it today: an entry finds its item by an [`Anchor`],
//! not by a number, so that it outlives new versions of the dispatch and of the program. What no longer fits is an
//! orphan, listed and never dropped. All of this is pure; [`store`] keeps the entries.

use serde::{Deserialize, Serialize};

use crate::dispatch::named;

mod anchor;
mod correct;
mod fold;
mod sheet;
mod step;
pub mod store;

pub use anchor::{Anchor, Anchors, List};
#[cfg(test)]
pub(crate) use fold::tests as sample;

pub use correct::value;
pub use fold::{Decided, Reviewed, State, standing, undoable};
pub use sheet::Sheet;
pub use step::{Step, place};

/// One thing that an editor did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its own identifier: who imports it twice has it once.
    pub uuid: String,
    /// What was done at once and is undone at once: the `uuid` of the first entry of the step.
    pub step: String,
    /// When, RFC 3339. For people: order is that of the store.
    pub at: String,
    /// Who.
    pub editor: String,
    /// The identifier of the dispatch.
    pub dispatch: String,
    /// Where the dispatch lay, which finds it again if its identifier has changed with its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The item it is about; none where it is about the dispatch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// What was done.
    pub act: Act,
}

/// What an editor can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Act {
    /// Takes a decision on an item.
    Decide {
        /// Which one.
        decision: Decision,
    },
    /// Changes a property of an item.
    Correct {
        /// Which property.
        field: Field,
        /// To what, as the record writes it; actors and sources by name.
        value: String,
    },
    /// Adds an item that was missed, where the anchor says.
    Add,
    /// Says something about an item or the dispatch.
    Note {
        /// What.
        text: String,
    },
    /// Undoes a step; undoing an undo does it again.
    Undo {
        /// Which step.
        of: String,
    },
}

named! {
    /// What was decided about an item.
    Decision {
        Accepted = "accepted", Rejected = "rejected", Skipped = "skipped", Flagged = "flagged",
        Undecided = "undecided",
    }
}

named! {
    /// A property that can be corrected.
    Field {
        Name = "name", Kind = "kind", Country = "country", Span = "span", Merge = "merge", Split = "split",
        Status = "status", A = "a", B = "b", Modality = "modality", Agents = "agents", Targets = "targets",
        Place = "place", Date = "date", Speaker = "speaker", Source = "source",
    }
}
