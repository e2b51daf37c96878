//! Stretches between quotation marks, found by a state machine over characters before any parse.

use crate::dispatch::{Dispatch, Span};

/// One stretch between marks, inside one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, without the marks.
    pub inner: Span,
    /// The words with their marks (a mark that is missing at a paragraph's edge adds nothing).
    pub outer: Span,
    /// The run that encloses it, by position.
    pub parent: Option<usize>,
    /// Whether it continues the run before it over a paragraph's end.
    pub continues: bool,
}

/// Every run of `dispatch`, by position of its opening mark.
#[must_use]
pub fn find(_dispatch: &Dispatch) -> Vec<Run> {
    Vec::new()
}
