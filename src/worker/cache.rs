//! What was read out of dispatches, kept beside the store of decisions, so that it need not be read again: by the words
//! of the dispatch and by the program that read it. It is bounded in size, it may be deleted at any time, and it is never
//! a reason to fail: whatever goes wrong with it, the dispatch is read as if it were not there.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crossbeam_channel::Sender;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::dispatch::{Dispatch, Extraction};
use crate::error::Lost;
use crate::library::aside::{self, Kind};

/// An extraction that is larger than that is damaged.
const LONGEST: u64 = 64 << 20;

/// The file that extractions are kept in.
static FILE: Kind<Kept> = Kind {
    schema: "CREATE TABLE IF NOT EXISTS extractions (
        seq INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, body BLOB NOT NULL, crc INTEGER NOT NULL
    );",
    largest: 512 << 20,
    insert,
    // What is oldest goes.
    make_room: |connection| {
        let some = "DELETE FROM extractions WHERE seq IN (SELECT seq FROM extractions ORDER BY seq LIMIT
            (SELECT count(*) / 8 + 1 FROM extractions))";
        connection.execute(some, []).map(drop)
    },
};

/// An extraction to be kept, packed.
type Kept = (Key, Vec<u8>);

type Key = [u8; 16];

/// The file of what was read.
#[derive(Debug)]
pub struct Cache {
    connection: Mutex<Connection>,
    /// What tells this program, and what else it reads with, from others.
    reader: u64,
    write: Sender<Kept>,
}

/// Where what was read is kept, beside the store of decisions at `store`.
#[must_use]
pub fn beside(store: &Path) -> PathBuf {
    let mut name = store.to_owned().into_os_string();
    name.push("-cache");
    name.into()
}

impl Cache {
    /// Opens the file at `path`, which is made anew where it cannot be used. `knowledge` is whatever else the reading
    /// depends on, such as the words of the user's own lexicon. `None` where nothing can be kept.
    #[must_use]
    pub fn open(path: &Path, knowledge: &[u8]) -> Option<Self> {
        let reader = aside::fingerprint(knowledge)?;
        let (connection, write) = FILE.open(path, mode(path))?;
        Some(Self { connection: Mutex::new(connection), reader, write })
    }

    /// What was read out of `dispatch` before, else what `read` reads out of it now, which is kept.
    ///
    /// # Errors
    /// That of `read`, which is not kept.
    pub fn read(
        &self,
        dispatch: &Dispatch,
        read: impl FnOnce(&Dispatch) -> Result<Extraction, Lost>,
    ) -> Result<Extraction, Lost> {
        let key = self.key(dispatch);
        if let Some(items) = self.find(key, dispatch) {
            return Ok(items);
        }
        let items = read(dispatch)?;
        if let Some(body) = pack(&items) {
            // Where the writer cannot follow, it is read again the next time.
            let _ = self.write.try_send((key, body));
        }
        Ok(items)
    }

    fn find(&self, key: Key, dispatch: &Dispatch) -> Option<Extraction> {
        let row: Option<(Vec<u8>, u32)> = {
            let connection = self.connection.lock().ok()?;
            let mut select =
                connection.prepare_cached("SELECT body, crc FROM extractions WHERE key = ?1").ok()?;
            select.query_row(params![key], |row| Ok((row.get(0)?, row.get(1)?))).optional().ok()?
        };
        let (body, crc) = row?;
        let items = unpack(&body).filter(|_| crc32fast::hash(&body) == crc)?;
        // Every span stands in the text, whoever wrote the file.
        fits(&items, &dispatch.text).then_some(items)
    }

    /// All that an extraction depends on.
    fn key(&self, dispatch: &Dispatch) -> Key {
        let half = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            (seed, self.reader, &dispatch.text, format!("{:?} {:?}", dispatch.meta, dispatch.paragraphs))
                .hash(&mut hasher);
            hasher.finish().to_le_bytes()
        };
        let mut key = [0; 16];
        let (first, second) = key.split_at_mut(8);
        first.copy_from_slice(&half(1));
        second.copy_from_slice(&half(2));
        key
    }
}

/// Deletes what was read, if there is any.
pub fn remove(path: &Path) {
    aside::remove(path);
}

/// As private as the decisions.
fn mode(path: &Path) -> u32 {
    let name = path.file_name().map(|name| name.to_string_lossy().trim_end_matches("-cache").to_owned());
    let store = path.with_file_name(name.unwrap_or_default());
    fs::metadata(store).map_or(0o600, |m| m.permissions().mode() & 0o777)
}

fn insert(transaction: &Transaction<'_>, batch: &[Kept]) -> rusqlite::Result<()> {
    let mut add = transaction
        .prepare_cached("INSERT OR IGNORE INTO extractions (key, body, crc) VALUES (?1, ?2, ?3)")?;
    for (key, body) in batch {
        add.execute(params![key, body, crc32fast::hash(body)])?;
    }
    Ok(())
}

fn pack(items: &Extraction) -> Option<Vec<u8>> {
    let plain = postcard::to_stdvec(items).ok()?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&plain).ok()?;
    encoder.finish().ok()
}

fn unpack(body: &[u8]) -> Option<Extraction> {
    let mut plain = Vec::new();
    DeflateDecoder::new(body).take(LONGEST).read_to_end(&mut plain).ok()?;
    postcard::from_bytes(&plain).ok()
}

/// Whether every item stands in the text and names only items that there are.
fn fits(items: &Extraction, text: &str) -> bool {
    use crate::dispatch::{Attribution, Span};
    let on = |span: &Span| {
        span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
    };
    let actor = |id: &crate::dispatch::ActorId| id.0 < items.actors.len();
    let word = |by: &Attribution| match by {
        Attribution::Actor(id) => actor(id),
        Attribution::Source(id) => id.0 < items.sources.len(),
    };
    items.actors.iter().all(|a| a.mentions.iter().all(|m| on(&m.span)) && a.why.cue.iter().all(on))
        && items.alliances.iter().all(|r| {
            on(&r.evidence)
                && actor(&r.a)
                && actor(&r.b)
                && r.attribution.iter().all(word)
                && r.why.cue.iter().all(on)
        })
        && items.events.iter().all(|e| {
            let toll = e.toll.unwrap_or_default();
            let counts = [toll.killed, toll.wounded, toll.displaced, toll.captured, toll.missing];
            on(&e.trigger)
                && on(&e.sentence)
                && e.mentions.iter().all(on)
                && e.agents.iter().chain(&e.targets).all(actor)
                && e.place.is_none_or(|p| p.0 < items.places.len())
                && e.date.iter().all(|d| on(&d.span))
                && counts.iter().flatten().all(|c| on(&c.span))
                && e.attribution.iter().all(word)
                && e.why.cue.iter().all(on)
        })
        && items.quotes.iter().all(|q| {
            on(&q.span)
                && q.cue.iter().all(on)
                && q.speaker.iter().all(actor)
                && q.source.is_none_or(|s| s.0 < items.sources.len())
                && q.part_of.is_none_or(|p| p.0 < items.quotes.len())
        })
        && items.sources.iter().all(|s| s.mentions.iter().all(on) && s.actor.iter().all(actor))
        && items.places.iter().all(|p| p.mentions.iter().all(on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use std::cell::Cell;
    use std::thread;
    use std::time::Duration;

    fn kept(path: &Path, knowledge: &[u8], dispatch: &Dispatch) -> bool {
        let (_, items) = sample::dispatch();
        let cache = Cache::open(path, knowledge).unwrap();
        let read = Cell::new(false);
        let found = cache.read(dispatch, |_| {
            read.set(true);
            Ok(items.clone())
        });
        assert_eq!(found, Ok(items));
        !read.get()
    }

    /// Waits until the writer has written.
    fn settle(path: &Path) {
        let count = || {
            FILE.connect(path, 0o600)
                .unwrap()
                .query_row("SELECT count(*) FROM extractions", [], |r| r.get::<_, i64>(0))
        };
        let end = std::time::Instant::now() + Duration::from_secs(20);
        while count().unwrap_or(0) == 0 {
            assert!(std::time::Instant::now() < end, "nothing was written");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn what_was_read_once_is_not_read_again_until_anything_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db-cache");
        let (dispatch, _) = sample::dispatch();
        assert!(!kept(&path, b"", &dispatch));
        settle(&path);
        assert!(kept(&path, b"", &dispatch));
        assert!(!kept(&path, b"other words", &dispatch));
        let mut changed = dispatch.clone();
        changed.meta.published = Some("2031-03-05".to_owned());
        assert!(!kept(&path, b"", &changed));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        remove(&path);
        assert!(!kept(&path, b"", &dispatch));
    }

    #[test]
    fn a_file_that_is_damaged_is_no_reason_to_fail() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db-cache");
        let (dispatch, _) = sample::dispatch();
        fs::write(&path, "Une dépêche, et non une base. ".repeat(500)).unwrap();
        assert!(!kept(&path, b"", &dispatch));
        settle(&path);
        let wrong = FILE.connect(&path, 0o600).unwrap();
        wrong.execute("UPDATE extractions SET body = x'00112233'", []).unwrap();
        assert!(!kept(&path, b"", &dispatch));
        // Nor is a folder that may not be written to.
        assert!(Cache::open(Path::new("/proc/nowhere/cache"), b"").is_none());
    }

    #[test]
    fn what_does_not_fit_the_text_is_not_taken() {
        let (dispatch, mut items) = sample::dispatch();
        assert!(fits(&items, &dispatch.text));
        items.quotes[0].span.end = 1 << 40;
        assert!(!fits(&items, &dispatch.text));
    }
}
