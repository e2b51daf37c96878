//! Many dispatches: found, loaded, followed, ordered.
//!
//! A [`Library`] holds a row for every dispatch and for every file that could not be read. It is filled by what
//! [`load`] sends from its threads and does no work of its own that takes long. Rows are small; whole dispatches are
//! held as far as a budget allows and read again from their file beyond that.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::dispatch::{Dispatch, Format, Lang, Status};
use crate::error::Error;
use crate::wire;

pub mod family;
pub mod files;
pub mod load;
pub mod samples;
pub mod watch;
pub mod work;

use family::Families;

/// How many bytes of text are held; what goes beyond is read again when it is opened.
const HELD: usize = 48 << 20;

/// A row of the library, the same as long as the program runs, whatever arrives or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(u32);

/// A dispatch, or a file that could not be read.
#[derive(Clone, Debug)]
pub struct Row {
    /// The file; `None` for standard input and samples.
    pub path: Option<Arc<Path>>,
    /// Which dispatch of the file it is, from 0.
    pub item: usize,
    /// What is there.
    pub content: Content,
}

/// What a row shows.
#[derive(Clone, Debug)]
pub enum Content {
    /// A dispatch.
    Story(Box<Summary>),
    /// Why the file could not be read, a sentence.
    Failed(String),
    /// The file is there no more.
    Gone,
}

/// What a list shows of a dispatch.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The dispatch's own identifier.
    pub id: Box<str>,
    /// Its headline, else its first words.
    pub headline: Box<str>,
    /// What it was read as.
    pub format: Format,
    /// Its language, where the sender names it.
    pub language: Option<Lang>,
    /// When it was published, as the sender writes it.
    pub published: Option<Box<str>>,
    /// The same in seconds since 1970, for order; `None` where it cannot be told.
    pub time: Option<i64>,
    /// 1 flash to 6.
    pub urgency: Option<u8>,
    /// Its version.
    pub version: Option<Box<str>>,
    /// Whether the sender stands by it.
    pub status: Option<Status>,
    /// Alert, urgent, lead ...
    pub genre: Option<Box<str>>,
    /// The desk's short name.
    pub slugline: Option<Box<str>>,
}

/// In what order a list shows its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were found: files by name, dispatches as they stand in them.
    #[default]
    Found,
    /// The newest first; without a date last.
    Newest,
    /// The most urgent first, then the newest.
    Urgent,
}

/// All that is loaded.
#[derive(Debug, Default)]
pub struct Library {
    rows: Vec<Row>,
    by_path: HashMap<Arc<Path>, Vec<RowId>>,
    held: HashMap<RowId, Arc<Dispatch>>,
    held_bytes: usize,
    families: Families,
}

impl Library {
    /// Takes what a file, standard input (`None`) or the samples gave. A file that was there before gives its rows the
    /// new content; the identifiers of rows stay. Gives the rows that are new or changed.
    pub fn take(&mut self, path: Option<&Path>, found: Result<Vec<Dispatch>, Error>) -> Vec<RowId> {
        let contents: Vec<(Content, Option<Dispatch>)> = match found {
            Ok(dispatches) => {
                dispatches.into_iter().map(|d| (Content::Story(Box::new(Summary::of(&d))), Some(d))).collect()
            }
            Err(error) => vec![(Content::Failed(error.to_string()), None)],
        };
        let path: Option<Arc<Path>> = path.map(Arc::from);
        let mut old = path.as_ref().and_then(|p| self.by_path.remove(p)).unwrap_or_default().into_iter();
        let mut ids = Vec::with_capacity(contents.len());
        for (item, (content, dispatch)) in contents.into_iter().enumerate() {
            let row = Row { path: path.clone(), item, content };
            let same = old.next().and_then(|id| Some((id, self.rows.get_mut(id.0 as usize)?)));
            let id = if let Some((id, slot)) = same {
                *slot = row;
                id
            } else {
                let Ok(number) = u32::try_from(self.rows.len()) else { break };
                self.rows.push(row);
                RowId(number)
            };
            self.release(id);
            if let Some(dispatch) = dispatch {
                self.families.add(id, &dispatch);
                self.hold(id, dispatch);
            }
            ids.push(id);
        }
        let mut known = ids.clone();
        for id in old {
            self.set_gone(id);
            known.push(id);
        }
        if let Some(path) = path {
            self.by_path.insert(path, known);
        }
        ids
    }

    /// Marks the rows of a file that is there no more.
    pub fn remove(&mut self, path: &Path) {
        for id in self.by_path.get(path).cloned().unwrap_or_default() {
            self.set_gone(id);
        }
    }

    fn set_gone(&mut self, id: RowId) {
        self.release(id);
        self.families.remove(id);
        if let Some(row) = self.rows.get_mut(id.0 as usize) {
            row.content = Content::Gone;
        }
    }

    /// Holds a dispatch while the budget lasts, and one that cannot be read again in any case.
    fn hold(&mut self, id: RowId, dispatch: Dispatch) {
        let bytes = dispatch.text.len();
        if dispatch.path.is_none() || self.held_bytes + bytes <= HELD {
            self.held_bytes += bytes;
            self.held.insert(id, Arc::new(dispatch));
        }
    }

    fn release(&mut self, id: RowId) {
        if let Some(dispatch) = self.held.remove(&id) {
            self.held_bytes -= dispatch.text.len();
        }
    }

    /// A row.
    #[must_use]
    pub fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(id.0 as usize)
    }

    /// How many rows there are, those of failures among them, those that are gone not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.iter().filter(|row| !matches!(row.content, Content::Gone)).count()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows that are there, in that order.
    #[must_use]
    pub fn order(&self, order: Order) -> Vec<RowId> {
        let there = self.rows.iter().enumerate().filter(|(_, row)| !matches!(row.content, Content::Gone));
        let mut ids: Vec<RowId> = there.filter_map(|(n, _)| u32::try_from(n).ok().map(RowId)).collect();
        let summary = |id: &RowId| self.summary(*id);
        let newest = |id: &RowId| std::cmp::Reverse(summary(id).and_then(|s| s.time));
        match order {
            Order::Found => {}
            Order::Newest => ids.sort_by_cached_key(newest),
            Order::Urgent => {
                ids.sort_by_cached_key(|id| {
                    (summary(id).and_then(|s| s.urgency).unwrap_or(u8::MAX), newest(id))
                });
            }
        }
        ids
    }

    /// The versions of the story in a row, itself among them, the newest first.
    #[must_use]
    pub fn versions(&self, id: RowId) -> Vec<RowId> {
        let mut versions = self.families.of(id).to_vec();
        let age = |id: &RowId| {
            let summary = self.summary(*id);
            let version = summary.and_then(|s| s.version.as_deref()?.parse::<u64>().ok());
            (summary.and_then(|s| s.time), version, *id)
        };
        versions.sort_by_key(|id| std::cmp::Reverse(age(id)));
        versions
    }

    /// Whether the sender still stands by the story in a row: what it says of the newest version holds for all.
    #[must_use]
    pub fn status(&self, id: RowId) -> Option<Status> {
        let newest = self.versions(id).into_iter().find_map(|id| self.summary(id)?.status);
        let own = self.summary(id)?.status;
        match newest {
            Some(Status::Canceled | Status::Withheld) => newest,
            _ => own,
        }
    }

    /// What a list shows of a row; `None` where it is no dispatch.
    #[must_use]
    pub fn summary(&self, id: RowId) -> Option<&Summary> {
        match &self.row(id)?.content {
            Content::Story(summary) => Some(summary),
            Content::Failed(_) | Content::Gone => None,
        }
    }

    /// What it takes to open the dispatch of a row, on another thread; `None` where the row is no dispatch.
    #[must_use]
    pub fn request(&self, id: RowId) -> Option<Request> {
        let row = self.row(id)?;
        match row.content {
            Content::Story(_) => {
                Some(Request { path: row.path.clone(), item: row.item, held: self.held.get(&id).cloned() })
            }
            Content::Failed(_) | Content::Gone => None,
        }
    }

    /// The dispatch of a row, where it is held.
    #[must_use]
    pub fn dispatch(&self, id: RowId) -> Option<&Arc<Dispatch>> {
        self.held.get(&id)
    }
}

/// What it takes to get a dispatch: it itself, or where to read it again.
#[derive(Clone, Debug)]
pub struct Request {
    path: Option<Arc<Path>>,
    item: usize,
    held: Option<Arc<Dispatch>>,
}

impl Request {
    /// The dispatch; reads its file where it is not held, so not for the thread that draws.
    ///
    /// # Errors
    /// The file is gone, or holds something else now.
    pub fn dispatch(&self, options: &wire::Options) -> Result<Arc<Dispatch>, Error> {
        if let Some(held) = &self.held {
            return Ok(held.clone());
        }
        let path = self.path.as_deref().unwrap_or(Path::new("-")).to_owned();
        let mut dispatches = files::read(files::Input::File(path.clone(), true), options)?;
        if self.item >= dispatches.len() {
            let reason = "it has changed and no longer holds this dispatch; open its folder again".to_owned();
            return Err(Error::Read { path, reason });
        }
        Ok(Arc::new(dispatches.swap_remove(self.item)))
    }
}

impl Summary {
    /// What a list shows of `dispatch`.
    #[must_use]
    pub fn of(dispatch: &Dispatch) -> Self {
        let boxed = |value: &Option<String>| value.as_deref().map(Box::from);
        let meta = &dispatch.meta;
        let dated = meta.dateline.as_ref().and_then(|line| line.date.clone());
        let published = meta.published.clone().or(dated);
        Self {
            id: dispatch.id.as_str().into(),
            headline: meta.headline.clone().unwrap_or_else(|| first_words(&dispatch.text)).into(),
            format: dispatch.format,
            language: meta.language,
            time: published.as_deref().and_then(seconds),
            published: boxed(&published),
            urgency: meta.urgency,
            version: boxed(&meta.version),
            status: meta.status,
            genre: boxed(&meta.genre),
            slugline: boxed(&meta.slugline),
        }
    }
}

/// As many characters of the first line as a list can show.
fn first_words(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(120).collect()
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

    fn dispatch(path: &str, text: &str) -> Dispatch {
        wire::read(text.as_bytes(), Some(Path::new(path)), &wire::Options::default()).unwrap().remove(0)
    }

    fn headlines(library: &Library, order: Order) -> Vec<String> {
        let shown = |id| match &library.row(id).unwrap().content {
            Content::Story(summary) => summary.headline.to_string(),
            Content::Failed(reason) => reason.clone(),
            Content::Gone => unreachable!(),
        };
        library.order(order).into_iter().map(shown).collect()
    }

    #[test]
    fn failures_are_rows_and_rows_keep_their_identity() {
        let mut library = Library::default();
        let first = library.take(Some(Path::new("a")), Ok(vec![dispatch("a", "Velmar est calme.")]));
        let failure = Error::Read { path: "b".into(), reason: "it is empty".into() };
        library.take(Some(Path::new("b")), Err(failure));
        let again = library.take(Some(Path::new("a")), Ok(vec![dispatch("a", "Velmar est prise.")]));
        assert_eq!(first, again);
        assert_eq!(
            headlines(&library, Order::Found),
            ["Velmar est prise.", "b could not be read: it is empty."]
        );
        library.remove(Path::new("a"));
        assert_eq!(library.len(), 1);
        assert_eq!(library.take(Some(Path::new("a")), Ok(vec![dispatch("a", "Velmar.")])), first);
    }

    #[test]
    fn the_newest_and_the_most_urgent_come_first() {
        let mut library = Library::default();
        for (name, published, urgency) in [
            ("old", Some("2025-01-01"), Some(3)),
            ("none", None, None),
            ("new", Some("2025-01-02T10:00:00+02:00"), Some(4)),
        ] {
            let mut dispatch = dispatch(name, &format!("{name}."));
            dispatch.meta.published = published.map(str::to_owned);
            dispatch.meta.urgency = urgency;
            library.take(Some(Path::new(name)), Ok(vec![dispatch]));
        }
        assert_eq!(headlines(&library, Order::Newest), ["new.", "old.", "none."]);
        assert_eq!(headlines(&library, Order::Urgent), ["old.", "new.", "none."]);
    }

    #[test]
    fn a_kill_reaches_the_versions_before_it() {
        let mut library = Library::default();
        let mut take = |name: &str, version: &str, status| {
            let mut dispatch = dispatch(name, &format!("Velmar, version {version}."));
            dispatch.id = "urn:x".to_owned();
            dispatch.meta.version = Some(version.to_owned());
            dispatch.meta.status = Some(status);
            library.take(Some(Path::new(name)), Ok(vec![dispatch])).remove(0)
        };
        let first = take("a", "1", Status::Usable);
        let second = take("b", "2", Status::Corrected);
        let third = take("c", "10", Status::Canceled);
        assert_eq!(library.versions(first), [third, second, first]);
        assert_eq!(library.status(first), Some(Status::Canceled));
    }

    #[test]
    fn times_of_all_kinds() {
        assert_eq!(seconds("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(seconds("1970-01-02"), Some(86_400));
        assert_eq!(seconds("1970-01-01T00:00:05"), Some(5));
        assert_eq!(seconds("hier"), None);
    }
}
