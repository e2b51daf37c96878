//! What files held when they were last loaded, kept by their path and state, so that a folder that has hardly changed is
//! listed without being read: of each dispatch all but its text, which is read from the file when somebody opens it.

use std::collections::VecDeque;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use crossbeam_channel::Sender;
use rusqlite::{Connection, Transaction, params};

use super::Card;
use super::aside::{self, Kind};
use super::files::Stamp;

/// So many lines are fetched at once.
const PAGE: u16 = 512;

static FILE: Kind<Line> = Kind {
    schema: "CREATE TABLE IF NOT EXISTS files (
        folder BLOB NOT NULL, name BLOB NOT NULL, reader INTEGER NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL,
        PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;",
    largest: 256 << 20,
    insert,
    // Folders that nobody opens any more cannot be told from others: the catalogue begins anew.
    make_room: |connection| connection.execute("DELETE FROM files", []).map(drop),
};

/// What is to be written.
enum Line {
    /// What a file held: its folder, its name, the reader, its state and its cards.
    Known(PathBuf, Vec<u8>, i64, Vec<u8>),
    /// A file is there no more.
    Gone(PathBuf, Vec<u8>),
}

/// The catalogue, open.
#[derive(Debug)]
pub struct Catalogue {
    connection: Connection,
    /// What tells this program, and how it reads, from others.
    reader: i64,
    write: Sender<Line>,
    /// The folder that was asked about last, as it was named, and its absolute path.
    folder: (PathBuf, PathBuf),
    /// Its next files in the order of their names, and whether there are more.
    page: VecDeque<(Vec<u8>, i64, Listed)>,
    more: bool,
}

/// What a file held, and in which state it was then.
#[derive(Clone, Debug)]
pub struct Listed {
    body: Vec<u8>,
    crc: u32,
}

impl Listed {
    /// Whether the file is still as it was.
    fn is_of(&self, stamp: &Stamp) -> bool {
        postcard::take_from_bytes::<Stamp>(&self.body).is_ok_and(|(then, _)| then == *stamp)
    }

    /// The cards of the file at `path`; `None` where they are damaged.
    #[must_use]
    pub fn cards(&self, path: &Path) -> Option<Vec<Card>> {
        let sound = crc32fast::hash(&self.body) == self.crc;
        let (_, mut cards): (Stamp, Vec<Card>) = postcard::from_bytes(&self.body).ok().filter(|_| sound)?;
        for card in &mut cards {
            card.dispatch.path = Some(path.to_owned());
        }
        Some(cards)
    }
}

impl Catalogue {
    /// Opens the catalogue at `path`, which is its owner's alone. `knowledge` is whatever the reading of files depends
    /// on. `None` where nothing can be kept.
    #[must_use]
    pub fn open(path: &Path, knowledge: &[u8]) -> Option<Self> {
        let reader = aside::fingerprint(knowledge)?.cast_signed();
        let (connection, write) = FILE.open(path, 0o600)?;
        let (folder, page, more) = (<(PathBuf, PathBuf)>::default(), VecDeque::new(), false);
        Some(Self { connection, reader, write, folder, page, more })
    }

    /// What the file at `path` held, if it is still in the same state. To be asked about the files of a folder in the
    /// order of their names: those between two of them are there no more, and are forgotten.
    pub fn find(&mut self, path: &Path, stamp: &Stamp) -> Option<Listed> {
        let (folder, name) = (path.parent()?, path.file_name()?.as_bytes());
        if self.folder.0 != folder {
            self.folder = (folder.to_owned(), std::path::absolute(folder).ok()?);
            self.page.clear();
            self.more = true;
        }
        loop {
            match self.page.front() {
                Some((next, ..)) if next.as_slice() < name => {
                    let (gone, ..) = self.page.pop_front()?;
                    // What cannot be said now is said the next time.
                    let _ = self.write.try_send(Line::Gone(self.folder.1.clone(), gone));
                }
                Some((next, ..)) if next == name => {
                    let (_, reader, listed) = self.page.pop_front()?;
                    return Some(listed).filter(|l| reader == self.reader && l.is_of(stamp));
                }
                None if self.more => {
                    let page = self.fetch(name).unwrap_or_default();
                    self.more = page.len() == usize::from(PAGE);
                    self.page = page;
                }
                _ => return None,
            }
        }
    }

    /// The next lines of the folder, from that name on.
    fn fetch(&self, from: &[u8]) -> rusqlite::Result<VecDeque<(Vec<u8>, i64, Listed)>> {
        let mut select = self.connection.prepare_cached(
            "SELECT name, reader, body, crc FROM files WHERE folder = ?1 AND name >= ?2 ORDER BY name LIMIT ?3",
        )?;
        let folder = self.folder.1.as_os_str().as_bytes();
        let line = |row: &rusqlite::Row<'_>| {
            Ok((row.get(0)?, row.get(1)?, Listed { body: row.get(2)?, crc: row.get(3)? }))
        };
        select.query_map(params![folder, from, PAGE], line)?.collect()
    }

    /// What keeps what files hold, to be handed to the threads that read them.
    #[must_use]
    pub fn keeper(&self) -> Keeper {
        Keeper { reader: self.reader, write: self.write.clone() }
    }
}

/// Keeps what files hold.
#[derive(Clone, Debug)]
pub struct Keeper {
    reader: i64,
    write: Sender<Line>,
}

impl Keeper {
    /// Keeps the cards of the file at `path`, which was in that state before it was read.
    pub fn keep(&self, path: &Path, stamp: &Stamp, cards: &[Card]) {
        if !stamp.has_settled() {
            return;
        }
        let summaries: Vec<Card> = cards.iter().map(Card::summary).collect();
        let line = || {
            let folder = std::path::absolute(path.parent()?).ok()?;
            let body = postcard::to_stdvec(&(stamp, summaries)).ok()?;
            Some(Line::Known(folder, path.file_name()?.as_bytes().to_vec(), self.reader, body))
        };
        if let Some(line) = line() {
            // Where the writer cannot follow, the file is read again the next time.
            let _ = self.write.try_send(line);
        }
    }
}

fn insert(transaction: &Transaction<'_>, batch: &[Line]) -> rusqlite::Result<()> {
    let mut put = transaction.prepare_cached(
        "INSERT OR REPLACE INTO files (folder, name, reader, body, crc) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut remove = transaction.prepare_cached("DELETE FROM files WHERE folder = ?1 AND name = ?2")?;
    for line in batch {
        match line {
            Line::Known(folder, name, reader, body) => put.execute(params![
                folder.as_os_str().as_bytes(),
                name,
                reader,
                body,
                crc32fast::hash(body)
            ])?,
            Line::Gone(folder, name) => remove.execute(params![folder.as_os_str().as_bytes(), name])?,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use std::fs;
    use std::thread;
    use std::time::{Duration, Instant};

    /// A folder with files and a catalogue.
    struct Desk {
        folder: tempfile::TempDir,
        catalogue: Catalogue,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let catalogue = Catalogue::open(&folder.path().join("kept/catalogue.db"), b"").unwrap();
            Self { folder, catalogue }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        /// Writes a file and keeps what it holds.
        fn keep(&self, name: &str) -> PathBuf {
            let path = self.path(name);
            fs::write(&path, name).unwrap();
            let mut stamp = Stamp::of(&path).unwrap();
            while !stamp.has_settled() {
                thread::sleep(Duration::from_millis(5));
                stamp = Stamp::of(&path).unwrap();
            }
            let mut dispatch = sample::plain(&"Velmar est calme. ".repeat(50));
            dispatch.meta.headline = Some(name.to_owned());
            self.catalogue.keeper().keep(&path, &stamp, &[Card::new(dispatch)]);
            path
        }

        /// The headline that is known of a file.
        fn find(&mut self, path: &Path) -> Option<String> {
            let listed = self.catalogue.find(path, &Stamp::of(path)?)?;
            let card = listed.cards(path)?.remove(0);
            assert_eq!(card.dispatch.path.as_deref(), Some(path));
            assert!(!card.is_whole() && card.dispatch.text.len() < 300);
            card.dispatch.meta.headline
        }

        /// Waits until that many files are known.
        fn settle(&self, count: u32) {
            let known = || {
                self.catalogue.connection.query_row("SELECT count(*) FROM files", [], |r| r.get::<_, u32>(0))
            };
            let end = Instant::now() + Duration::from_secs(20);
            while known().unwrap() != count {
                assert!(Instant::now() < end, "{:?} files are known", known());
                thread::sleep(Duration::from_millis(10));
            }
        }
    }

    #[test]
    fn files_are_known_until_they_change_or_go() {
        let mut desk = Desk::new();
        let [a, b, c] = ["a.txt", "b.txt", "c.txt"].map(|name| desk.keep(name));
        desk.settle(3);
        assert_eq!(desk.find(&a).as_deref(), Some("a.txt"));
        fs::write(&b, "Another text.").unwrap();
        assert_eq!(desk.find(&b), None);
        assert_eq!(desk.find(&c).as_deref(), Some("c.txt"));
        // Another folder, and back: `b.txt` is no longer asked about.
        fs::create_dir(desk.path("other")).unwrap();
        fs::write(desk.path("other/a.txt"), "A text elsewhere.").unwrap();
        assert_eq!(desk.find(&desk.path("other/a.txt")), None);
        fs::remove_file(&b).unwrap();
        assert_eq!(desk.find(&a).as_deref(), Some("a.txt"));
        assert_eq!(desk.find(&c).as_deref(), Some("c.txt"));
        desk.settle(2);
    }

    #[test]
    fn what_another_program_read_or_is_damaged_is_not_taken() {
        let mut desk = Desk::new();
        let path = desk.keep("a.txt");
        desk.settle(1);
        let mut other = Catalogue::open(&desk.path("kept/catalogue.db"), b"other limits").unwrap();
        assert!(other.find(&path, &Stamp::of(&path).unwrap()).is_none());
        let body = "UPDATE files SET body = substr(body, 1, length(body) - 1) || x'00'";
        FILE.connect(&desk.path("kept/catalogue.db"), 0o600).unwrap().execute(body, []).unwrap();
        assert_eq!(desk.find(&path), None);
    }

    #[test]
    fn a_file_that_has_just_changed_is_not_kept() {
        let path = tempfile::NamedTempFile::new().unwrap();
        assert!(!Stamp::of(path.path()).unwrap().has_settled());
        assert!(Stamp::gone().has_settled());
    }
}
