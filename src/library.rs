//! Many dispatches: found, loaded, followed, in families.
//!
//! A [`Library`] knows which row each dispatch of each file has, and which rows are takes of one story. What [`load`]
//! reads becomes a [`Change`] of the rows that the reader shows; the dispatches themselves go through, and are not kept
//! here. Those beyond a budget of memory go on as summaries, whose text is read from the file again when it is opened; so
//! do those of files that a [`catalogue::Catalogue`] knows, which are not read at all.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dispatch::{Dispatch, Format, Meta, Paragraph, ParagraphKind, Span};
use crate::wire;

pub mod aside;
pub mod catalogue;
pub mod family;
pub mod files;
pub mod load;
pub mod samples;
pub mod watch;
pub mod work;

use family::{Families, Traits};
use load::{Arrival, Loaded};

/// How many bytes of dispatches the reader holds whole.
const HELD: usize = 96 << 20;
/// How many bytes a dispatch takes beside its text and what the sender says of it.
const OVERHEAD: usize = 1 << 10;
/// How many bytes of its text a summary keeps, for a dispatch without a headline.
const OPENING: usize = 200;

/// What becomes of a row.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is new, or has a new content.
    Put(Box<Row>),
    /// Its file is there no more, or holds fewer dispatches.
    Gone(usize),
}

/// A row with what it holds from now on.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number: the same as long as the program runs, whatever arrives or goes. A new one is one more than the last.
    pub id: usize,
    /// The story that it is a take of.
    pub family: usize,
    /// Which dispatch of its file it is, from 0.
    pub item: usize,
    /// How much of it there is.
    pub state: State,
    /// Words of the body.
    pub words: usize,
    /// The dispatch; for a file that could not be read the reason, in the shape of one.
    pub dispatch: Dispatch,
}

/// How much of a dispatch there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// All of it.
    #[default]
    Whole,
    /// Its text is in its file, and read again when it is opened.
    Summary,
    /// Its file could not be read.
    Unreadable,
    /// Its file is there no more.
    Removed,
}

/// A dispatch, and what a library must know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The dispatch, or a summary of it.
    pub dispatch: Dispatch,
    words: usize,
    traits: Traits,
    /// Whether it is all there.
    #[serde(skip)]
    whole: bool,
}

impl Card {
    /// The card of a whole dispatch.
    #[must_use]
    pub fn new(dispatch: Dispatch) -> Self {
        Self { words: words(&dispatch), traits: Traits::of(&dispatch), whole: true, dispatch }
    }

    /// Its card without what can be read from the file again.
    #[must_use]
    pub fn summary(&self) -> Self {
        let mut card = Self { whole: false, ..self.clone() };
        card.dispatch.path = None;
        summarise(&mut card.dispatch);
        card
    }

    /// Whether all of the dispatch is there.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }
}

/// The rows of all files.
#[derive(Debug, Default)]
pub struct Library {
    by_path: HashMap<Arc<Path>, Vec<usize>>,
    rows: usize,
    families: Families,
    held: usize,
}

impl Library {
    /// What becomes of rows by an arrival; `None` where everything has arrived.
    pub fn receive(&mut self, arrival: Arrival) -> Option<Vec<Change>> {
        match arrival {
            Arrival::Loaded(all) => Some(all.into_iter().flat_map(|loaded| self.take(loaded)).collect()),
            Arrival::Removed(path) => Some(self.remove(&path)),
            Arrival::Complete => None,
        }
    }

    /// What a file, standard input or the samples gave. A file that was there before gives its rows the new content.
    pub fn take(&mut self, Loaded { path, found }: Loaded) -> Vec<Change> {
        let path = path.as_deref();
        let readable = found.is_ok();
        let cards = found.unwrap_or_else(|error| vec![Card::new(unreadable(path, error.to_string()))]);
        let mut old = path.and_then(|path| self.by_path.remove(path)).unwrap_or_default().into_iter();
        let mut ids = Vec::with_capacity(cards.len());
        let mut changes = Vec::with_capacity(cards.len());
        for (item, Card { mut dispatch, words, traits, whole }) in cards.into_iter().enumerate() {
            let before = old.next();
            let id = before.unwrap_or(self.rows);
            self.rows = self.rows.max(id + 1);
            ids.push(id);
            if before.is_some() {
                self.families.forget(id);
            }
            let family = self.families.add(id, &traits);
            let state = match (readable, whole) {
                (false, _) => State::Unreadable,
                (true, true) => self.keep(&mut dispatch),
                (true, false) => State::Summary,
            };
            changes.push(Change::Put(Box::new(Row { id, family, item, state, words, dispatch })));
        }
        for id in old {
            changes.push(Change::Gone(id));
            ids.push(id);
        }
        if let Some(path) = path {
            ids.shrink_to_fit();
            self.by_path.insert(Arc::from(path), ids);
        }
        changes
    }

    /// The rows of a file that is there no more.
    #[must_use]
    pub fn remove(&self, path: &Path) -> Vec<Change> {
        self.by_path.get(path).into_iter().flatten().map(|id| Change::Gone(*id)).collect()
    }

    /// Leaves a dispatch whole while the budget lasts, or where it cannot be read again; makes it a summary else.
    fn keep(&mut self, dispatch: &mut Dispatch) -> State {
        let other: usize =
            dispatch.meta.other.iter().map(|(name, value)| name.len() + value.len() + 48).sum();
        let bytes = OVERHEAD + dispatch.text.len() + other;
        if dispatch.path.is_none() || self.held + bytes <= HELD {
            self.held += bytes;
            return State::Whole;
        }
        summarise(dispatch);
        State::Summary
    }
}

/// Takes off what is read again when the dispatch is opened.
pub fn summarise(dispatch: &mut Dispatch) {
    let end = (0..=OPENING.min(dispatch.text.len())).rfind(|at| dispatch.text.is_char_boundary(*at));
    dispatch.text.truncate(end.unwrap_or_default());
    let end = dispatch.text.len();
    dispatch.paragraphs.retain(|paragraph| paragraph.span.start < end);
    for paragraph in &mut dispatch.paragraphs {
        paragraph.span.end = paragraph.span.end.min(end);
    }
    dispatch.meta.other = Vec::new();
    dispatch.text.shrink_to_fit();
    dispatch.paragraphs.shrink_to_fit();
}

/// Words of the body, by the agency's count or ours.
#[must_use]
pub fn words(dispatch: &Dispatch) -> usize {
    dispatch.meta.words.map_or_else(
        || {
            let body = dispatch.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Body);
            body.map(|p| p.span.of(&dispatch.text).split_whitespace().count()).sum()
        },
        |n| n as usize,
    )
}

/// What stands in the list for a file that could not be read: its name, and why.
fn unreadable(path: Option<&Path>, reason: String) -> Dispatch {
    let name = path.and_then(Path::file_name).map(|name| wire::clean::shown(&name.to_string_lossy()));
    Dispatch {
        id: path.map_or_else(|| "-".to_owned(), |path| wire::clean::shown(&path.to_string_lossy())),
        path: path.map(Path::to_owned),
        format: Format::Text,
        meta: Meta { headline: name, ..Meta::default() },
        paragraphs: vec![Paragraph { span: Span::new(0, reason.len()), kind: ParagraphKind::Furniture }],
        text: reason,
        notices: Vec::new(),
    }
}

/// Seconds since 1970 of an RFC 3339 time, a time without offset (taken as UTC) or a date.
#[must_use]
pub fn seconds(time: &str) -> Option<i64> {
    if let Ok(stamp) = time.parse::<jiff::Timestamp>() {
        return Some(stamp.as_second());
    }
    let civil: jiff::civil::DateTime =
        time.parse().or_else(|_| time.parse::<jiff::civil::Date>().map(|d| d.at(0, 0, 0, 0))).ok()?;
    civil.in_tz("UTC").ok().map(|zoned| zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn dispatch(path: &str, text: &str) -> Dispatch {
        wire::read(text.as_bytes(), Some(Path::new(path)), &wire::Options::default()).unwrap().remove(0)
    }

    /// What became of which rows: the first words, `+` where there is all of it, `?` a summary, `!` unreadable, `-` gone.
    fn told(changes: Vec<Change>) -> Vec<(usize, String)> {
        let sign = |state| match state {
            State::Whole => '+',
            State::Summary => '?',
            State::Unreadable => '!',
            State::Removed => '-',
        };
        let change = |change| match change {
            Change::Put(row) => (row.id, format!("{}{}", sign(row.state), row.dispatch.text)),
            Change::Gone(id) => (id, "-".to_owned()),
        };
        changes.into_iter().map(change).collect()
    }

    #[test]
    fn failures_are_rows_and_rows_keep_their_identity() {
        let mut library = Library::default();
        let mut take = |path: &str, found: Result<Vec<Dispatch>, Error>| {
            told(library.take(Loaded::new(Some(path.into()), found)))
        };
        let two = || Ok(vec![dispatch("a", "Velmar est calme."), dispatch("a", "Kessel aussi.")]);
        let both = [(0, "+Velmar est calme.".to_owned()), (1, "+Kessel aussi.".to_owned())];
        assert_eq!(take("a", two()), both);
        let failure = Error::Read { path: "b".into(), reason: "it is empty".into() };
        assert_eq!(take("b", Err(failure)), [(2, "!b could not be read: it is empty.".to_owned())]);
        let one = take("a", Ok(vec![dispatch("a", "Velmar est prise.")]));
        assert_eq!(one, [(0, "+Velmar est prise.".to_owned()), (1, "-".to_owned())]);
        assert_eq!(take("a", two()), both);
        assert_eq!(take("b", Ok(vec![dispatch("b", "Velmar.")])), [(2, "+Velmar.".to_owned())]);
        assert_eq!(told(library.remove(Path::new("a"))), [(0, "-".to_owned()), (1, "-".to_owned())]);
    }

    #[test]
    fn beyond_the_budget_there_are_summaries() {
        let mut library = Library { held: HELD, ..Library::default() };
        let long = dispatch("a", &"Velmar est calme. ".repeat(100));
        let changes = library.take(Loaded::new(Some("a".into()), Ok(vec![long])));
        let [Change::Put(row)] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((row.state, row.words, row.dispatch.text.len()), (State::Summary, 300, OPENING));
        assert_eq!(row.dispatch.paragraphs.last().map(|p| p.span.end), Some(OPENING));
        let samples = library.take(Loaded::new(None, Ok(samples::read())));
        assert!(samples.iter().all(|c| matches!(c, Change::Put(row) if row.state == State::Whole)));
    }

    #[test]
    fn times_of_all_kinds() {
        assert_eq!(seconds("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(seconds("1970-01-02"), Some(86_400));
        assert_eq!(seconds("1970-01-01T00:00:05"), Some(5));
        assert_eq!(seconds("hier"), None);
    }
}
