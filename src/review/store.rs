//! Where entries are kept: one `SQLite` file, shared by as many editors and programs as there are.
//!
//! Entries are only ever added, in transactions that are on disk before [`Store::append`] returns (write-ahead log,
//! `synchronous=FULL`). Order is that of the rows; clocks are for people. Nothing is held open while an editor thinks.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, TransactionBehavior, params};
use rustix::fs::{Access, FlockOperation, access, flock};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::Entry;
use crate::dispatch::CONTENT_ID;
use crate::error::{self, Error, StoreFault};
use crate::library::files;
use crate::wire::clean;

/// What tells a store from any other `SQLite` file: `DPCH`.
const APPLICATION: i32 = 0x4450_4348;

/// How each version of the schema follows from the one before; the number of them is the version.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE entries (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        step TEXT NOT NULL,
        at TEXT NOT NULL,
        editor TEXT NOT NULL,
        dispatch TEXT NOT NULL,
        path TEXT,
        anchor TEXT,
        act TEXT NOT NULL
    );
    CREATE INDEX entries_dispatch ON entries (dispatch);
    CREATE INDEX entries_path ON entries (path) WHERE path IS NOT NULL;
    CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
    CREATE TRIGGER entries_hold BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
"];

const COLUMNS: &str = "seq, uuid, step, at, editor, dispatch, path, anchor, act";

/// How long a writer waits for the others before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it asks `SQLite` again in that time, and how long it sleeps at most before it does.
const ATTEMPTS: i32 = 2500;
const LONGEST_WAIT: Duration = Duration::from_millis(4);

/// An open store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// What the file's version was when it was last asked for; `SQLite` counts what others write.
    version: Option<i64>,
    path: PathBuf,
    writable: bool,
    limit: Option<Limit>,
}

/// Why a store does not work as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It may only be read.
    ReadOnly,
    /// It lies on a network file system, whose locks do not hold between computers.
    Network,
}

/// An entry and its place in the order of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its place; later entries have larger ones.
    pub seq: i64,
    /// The entry.
    pub entry: Entry,
}

impl Store {
    /// Opens the store at `path`, which is made where there is none. One that may not be written is opened for reading.
    ///
    /// # Errors
    /// It cannot be made or opened, is damaged, is no store, or was written by a newer program.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let writable = create(path)
            .map_err(|error| Error::Store { path: path.to_owned(), fault: system_fault(&error) })?;
        Self::open_as(path, writable)
    }

    /// Opens the store that is at `path`, to write to it or to read alone.
    fn open_as(path: &Path, writable: bool) -> Result<Self, Error> {
        let fail = |fault| Error::Store { path: path.to_owned(), fault };
        let connection = connect(path, writable).map_err(|error| fail(fault(&error)))?;
        let mut store = Self { connection, version: None, path: path.to_owned(), writable, limit: None };
        store.set_up().map_err(|error| fail(fault(&error)))?;
        store.verify()?;
        if writable {
            store.migrate()?;
        } else {
            store.limit = Some(Limit::ReadOnly);
        }
        Ok(store)
    }

    /// A sentence for the user, where the store does not work as it should.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let path = self.path.display();
        Some(match self.limit? {
            Limit::ReadOnly => {
                format!(
                    "{path}: decisions are shown and cannot be added, because the store may only be read."
                )
            }
            Limit::Network => {
                format!("{path} lies on a network file system: let only one computer at a time write to it.")
            }
        })
    }

    /// Why it does not work as it should.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// Whether entries can be added.
    #[must_use]
    pub const fn is_writable(&self) -> bool {
        self.writable
    }

    /// How a connection behaves.
    fn set_up(&mut self) -> rusqlite::Result<()> {
        let c = &mut self.connection;
        c.busy_handler(Some(wait))?;
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        c.pragma_update(None, "trusted_schema", false)?;
        c.pragma_update(None, "mmap_size", 0)?;
        if self.writable {
            let journal = if files::is_remote(&self.path) {
                self.limit = Some(Limit::Network);
                "DELETE"
            } else {
                "WAL"
            };
            // SQLite does not wait here where another sets up the same new store, lest both wait for each other.
            let mut attempt = 0;
            while let Err(error) = c.pragma_update(None, "journal_mode", journal) {
                if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) || !wait(attempt) {
                    return Err(error);
                }
                attempt += 1;
            }
            c.pragma_update(None, "synchronous", "FULL")?;
        }
        Ok(())
    }

    /// That it is a sound store of a version that this program knows.
    fn verify(&self) -> Result<(), Error> {
        // Of one moment: between two looks somebody else may have made a store of what was an empty file.
        let moment = self.connection.unchecked_transaction().map_err(|e| self.fail(&e))?;
        let number = |name| moment.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let (application, version) = number("application_id")
            .and_then(|a| Ok((a, number("user_version")?)))
            .map_err(|e| self.fail(&e))?;
        let tables: i64 = moment
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|error| self.fail(&error))?;
        drop(moment);
        if application != i64::from(APPLICATION) && tables > 0 {
            return Err(self.refuse(StoreFault::Foreign));
        }
        if version > version_now() {
            return Err(self.refuse(StoreFault::Newer));
        }
        if self.faults()?.is_empty() { Ok(()) } else { Err(self.refuse(StoreFault::Damaged)) }
    }

    fn migrate(&mut self) -> Result<(), Error> {
        let path = self.path.clone();
        let run = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            for migration in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
                transaction.execute_batch(migration)?;
            }
            if version < version_now() {
                transaction.pragma_update(None, "application_id", APPLICATION)?;
                transaction.pragma_update(None, "user_version", version_now())?;
            }
            transaction.commit()
        };
        run(&mut self.connection).map_err(|error| Error::Store { path, fault: fault(&error) })
    }

    /// Adds entries, all or none. They are on disk when this returns. What others added to these dispatches since `seen`
    /// comes back: whoever decides sees what she did not know of.
    ///
    /// # Errors
    /// Nothing was added: the disk is full, the store is read-only, or somebody held it for ten seconds.
    pub fn append(&mut self, entries: &[Entry], seen: Option<i64>) -> Result<Vec<Stored>, Error> {
        let path = self.path.clone();
        self.insert(entries, seen).map_err(|error| Error::Store { path, fault: fault(&error) })
    }

    fn insert(&mut self, entries: &[Entry], seen: Option<i64>) -> rusqlite::Result<Vec<Stored>> {
        let _turn = self.turn()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut others = Vec::new();
        if let Some(seen) = seen {
            let mut dispatches: Vec<&str> = entries.iter().map(|e| e.dispatch.as_str()).collect();
            dispatches.sort_unstable();
            dispatches.dedup();
            let sql = format!("SELECT {COLUMNS} FROM entries WHERE dispatch = ?1 AND seq > ?2 ORDER BY seq");
            let mut statement = transaction.prepare_cached(&sql)?;
            for dispatch in dispatches {
                for stored in statement.query_map(params![dispatch, seen], stored)? {
                    others.push(stored?);
                }
            }
        }
        {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO entries (uuid, step, at, editor, dispatch, path, anchor, act)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (uuid) DO NOTHING",
            )?;
            for e in entries {
                let anchor = e.anchor.as_ref().map(to_json).transpose()?;
                statement.execute(params![
                    e.uuid,
                    e.step,
                    e.at,
                    e.editor,
                    e.dispatch,
                    e.path,
                    anchor,
                    to_json(&e.act)?
                ])?;
            }
        }
        transaction.commit()?;
        Ok(others)
    }

    /// Waits until it is this writer's turn, which ends when what comes back is dropped.
    ///
    /// `SQLite` gives its lock to whoever happens to ask when it is free, so that a writer may be passed over again and
    /// again. The kernel keeps those who wait for the lock of a file in the order of asking, but who has just given it
    /// back may take it again before they wake. Hence two files beside the store: whoever has its turn waits for the
    /// next one in the queue, whose lock the next writer holds meanwhile. Where there can be no such files the lock of
    /// `SQLite` is enough: it alone keeps the store sound.
    fn turn(&self) -> rusqlite::Result<Option<File>> {
        if self.limit == Some(Limit::Network) {
            return Ok(None);
        }
        let Some((queue, turn)) = self.beside("-queue").zip(self.beside("-turn")) else { return Ok(None) };
        let free = |file| flock(file, FlockOperation::NonBlockingLockExclusive).is_ok();
        if free(&queue) && free(&turn) {
            return Ok(Some(turn));
        }
        // Waiting in the kernel cannot be limited in time, waiting for a thread that waits there can.
        let (send, got) = mpsc::channel();
        let waiting = thread::Builder::new().name("turn".to_owned()).spawn(move || {
            let wait = |file| flock(file, FlockOperation::LockExclusive).is_ok();
            let mine = wait(&queue) && wait(&turn);
            drop(queue);
            // Where nobody waits any more the file is closed, and the turn over.
            let _ = send.send(mine.then_some(turn));
        });
        match waiting.map(|_| got.recv_timeout(PATIENCE)) {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) => {
                let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                Err(rusqlite::Error::SqliteFailure(busy, None))
            }
            Err(_) => Ok(None),
        }
    }

    /// The file of that ending beside the store, made with the same permissions where there is none.
    fn beside(&self, ending: &str) -> Option<File> {
        let mut name = self.path.clone().into_os_string();
        name.push(ending);
        let path = PathBuf::from(name);
        if !path.exists() {
            let mode = fs::metadata(&self.path).map_or(0o600, |m| m.permissions().mode() & 0o777);
            // Another editor may be faster.
            let _ = create_private(&path, mode);
        }
        OpenOptions::new().read(true).open(&path).ok()
    }

    /// The entries of a dispatch in their order, found by its identifier or by where it lies.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn entries(&self, dispatch: &str, path: Option<&str>) -> Result<Vec<Entry>, Error> {
        // An identifier that follows the text leaves decisions behind when the text changes; the path finds them again.
        let sql = "WHERE dispatch = ?1 OR (path IS NOT NULL AND path = ?2 AND instr(dispatch, ?3) = 1)";
        let found = self.query(sql, params![dispatch, path, CONTENT_ID])?;
        Ok(found.into_iter().map(|stored| stored.entry).collect())
    }

    /// Every entry after the one at `seen`, in their order.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn since(&self, seen: i64) -> Result<Vec<Stored>, Error> {
        self.query("WHERE seq > ?1", params![seen])
    }

    /// Whether another connection has written since this was asked last, which costs next to nothing; the first answer
    /// is yes.
    pub fn is_changed(&mut self) -> bool {
        let now = self.connection.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0)).ok();
        // What cannot be told is looked at.
        now.is_none() || std::mem::replace(&mut self.version, now) != now
    }

    fn query(&self, filter: &str, values: impl rusqlite::Params) -> Result<Vec<Stored>, Error> {
        let run = || -> rusqlite::Result<Vec<Stored>> {
            let sql = format!("SELECT {COLUMNS} FROM entries {filter} ORDER BY seq");
            let mut statement = self.connection.prepare_cached(&sql)?;
            statement.query_map(values, stored)?.collect()
        };
        run().map_err(|error| self.fail(&error))
    }

    /// What is wrong with the file; empty where nothing is.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn faults(&self) -> Result<Vec<String>, Error> {
        let run = || {
            let mut statement = self.connection.prepare("PRAGMA quick_check(8)")?;
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        let found = run().map_err(|error| self.fail(&error))?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    /// Writes a sound copy to `to`, which must not be there yet, while others go on writing.
    ///
    /// # Errors
    /// `to` is there or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        create_private(to, 0o600).map_err(|error| Error::write(to, &error))?;
        let target = to.to_string_lossy();
        let done = self.connection.execute("VACUUM INTO ?1", params![target]);
        done.map(drop).map_err(|error| Error::Store { path: to.to_owned(), fault: fault(&error) })
    }

    /// Gives room that is not used back to the disk.
    ///
    /// # Errors
    /// Somebody else holds the store, or the disk is full.
    pub fn compact(&self) -> Result<(), Error> {
        let run = || {
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            self.connection.execute_batch("VACUUM")
        };
        run().map_err(|error| self.fail(&error))
    }

    fn fail(&self, error: &rusqlite::Error) -> Error {
        self.refuse(fault(error))
    }

    fn refuse(&self, fault: StoreFault) -> Error {
        Error::Store { path: self.path.clone(), fault }
    }
}

fn version_now() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Makes sure that the file is there, readable by its owner alone, or by the group where its folder is the group's
/// (set-group-ID); `SQLite` gives its log the same permissions. Says whether it can be written.
fn create(path: &Path) -> io::Result<bool> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !path.exists() {
        fs::create_dir_all(folder)?;
        let shared = fs::metadata(folder)?.mode() & 0o2000 != 0;
        match create_private(path, if shared { 0o660 } else { 0o600 }) {
            // Another editor was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => result?,
        }
    }
    // Asked for, not tried: closing a file takes away the locks that this program holds on it.
    access(path, Access::READ_OK)?;
    let writable = |path| access(path, Access::WRITE_OK).is_ok();
    Ok(writable(path) && writable(folder))
}

fn create_private(path: &Path, mode: u32) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    // Whatever the umask took away.
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// Waits before `SQLite` is asked again, and says whether to ask: it has been asked `attempt` times. Its own steps grow to a
/// tenth of a second, which starves those who came first.
fn wait(attempt: i32) -> bool {
    let pause = Duration::from_millis(1 + u64::from(attempt.unsigned_abs()) / 8);
    thread::sleep(pause.min(LONGEST_WAIT));
    attempt < ATTEMPTS
}

fn connect(path: &Path, writable: bool) -> rusqlite::Result<Connection> {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if writable {
        return Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_WRITE);
    }
    let reader = Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if reader.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_ok() {
        return Ok(reader);
    }
    // A log cannot be made in a folder that may not be written: nobody else can be writing there either.
    let name: String = path
        .to_string_lossy()
        .chars()
        .map(|c| if matches!(c, '%' | '?' | '#') { format!("%{:02x}", u32::from(c)) } else { c.to_string() })
        .collect();
    let flags = base | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let anchor: Option<String> = row.get(7)?;
    let act: String = row.get(8)?;
    let entry = Entry {
        uuid: row.get(1)?,
        step: row.get(2)?,
        at: row.get(3)?,
        editor: clean::shown(&row.get::<_, String>(4)?),
        dispatch: row.get(5)?,
        path: row.get(6)?,
        anchor: anchor.as_deref().map(|json| from_json(7, json)).transpose()?,
        act: from_json(8, &act)?,
    };
    Ok(Stored { seq: row.get(0)?, entry })
}

fn to_json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// Reads a column that holds JSON. A store may be shared or imported, so its words are cleaned as those of a file are.
fn from_json<T: serde::de::DeserializeOwned>(column: usize, json: &str) -> rusqlite::Result<T> {
    let read = serde_json::from_str(json).and_then(|mut value| {
        clean_all(&mut value);
        serde_json::from_value(value)
    });
    read.map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn clean_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean::text(text, &mut clean::Tally::default()).into_owned(),
        Value::Array(values) => values.iter_mut().for_each(clean_all),
        Value::Object(fields) => fields.values_mut().for_each(clean_all),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What `SQLite` says.
fn fault(error: &rusqlite::Error) -> StoreFault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreFault::Full,
        Some(ErrorCode::DatabaseCorrupt) => StoreFault::Damaged,
        Some(ErrorCode::NotADatabase) => StoreFault::NoStore,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreFault::Busy,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreFault::ReadOnly,
        Some(ErrorCode::CannotOpen) => StoreFault::Closed,
        _ => StoreFault::Other(error.to_string().trim_end_matches('.').to_owned()),
    }
}

/// What the system says.
fn system_fault(error: &io::Error) -> StoreFault {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreFault::Full,
        io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            StoreFault::Closed
        }
        io::ErrorKind::ReadOnlyFilesystem => StoreFault::ReadOnly,
        _ => StoreFault::Other(error::reason(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::fold::tests::{decide, entry};
    use crate::review::{Act, Decision};
    use std::os::unix::fs::FileExt as _;

    fn entries(from: usize, editor: &str, n: usize) -> Vec<Entry> {
        (from..from + n).map(|i| entry(i, editor, None, decide(Decision::Accepted))).collect()
    }

    #[test]
    fn what_is_added_is_there_after_opening_again_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/review.db");
        let added = entries(0, "ana", 3);
        Store::open(&path).unwrap().append(&added, None).unwrap();
        let store = Store::open(&path).unwrap();
        assert_eq!(store.entries("d", None).unwrap(), added);
        assert_eq!(store.entries("other", None).unwrap(), []);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_of_a_group_makes_a_store_of_the_group() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o2770)).unwrap();
        let path = folder.path().join("review.db");
        Store::open(&path).unwrap().append(&entries(0, "ana", 1), None).unwrap();
        for file in fs::read_dir(folder.path()).unwrap() {
            assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o660);
        }
    }

    #[test]
    fn words_of_a_store_cannot_steer_a_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("review.db")).unwrap();
        let note = Act::Note { text: "a\u{1b}]0;x\u{7}\u{202e}\nb".to_owned() };
        store.append(&[entry(0, "an\u{9b}2Ja", None, note)], None).unwrap();
        let kept = store.since(0).unwrap().remove(0).entry;
        assert_eq!(kept.editor, "an\u{fffd}2Ja");
        assert_eq!(kept.act, Act::Note { text: "a␛]0;x␇⇄\nb".to_owned() });
    }

    #[test]
    fn an_entry_that_is_there_is_not_added_twice() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("review.db")).unwrap();
        store.append(&entries(0, "ana", 2), None).unwrap();
        store.append(&entries(1, "ana", 2), None).unwrap();
        assert_eq!(store.entries("d", None).unwrap().len(), 3);
    }

    #[test]
    fn who_decides_is_told_what_others_added_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db");
        let (mut ana, mut bo) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
        ana.append(&entries(0, "ana", 1), None).unwrap();
        let others = bo.append(&entries(1, "bo", 1), Some(0)).unwrap();
        assert_eq!(others.iter().map(|o| o.entry.editor.as_str()).collect::<Vec<_>>(), ["ana"]);
        assert_eq!(ana.since(others[0].seq).unwrap().len(), 1);
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db");
        thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    let mut store = Store::open(path).unwrap();
                    for i in 0..25 {
                        store.append(&entries(writer * 100 + i, "ana", 1), Some(0)).unwrap();
                    }
                });
            }
        });
        assert_eq!(Store::open(&path).unwrap().since(0).unwrap().len(), 100);
    }

    #[test]
    fn a_new_store_opened_by_several_at_once_is_nobody_elses() {
        for _ in 0..40 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("review.db");
            let start = std::sync::Barrier::new(8);
            thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        start.wait();
                        Store::open(&path).unwrap();
                    });
                }
            });
        }
    }

    #[test]
    fn who_is_stuck_holds_the_others_up_for_no_longer_than_their_patience() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db");
        let mut store = Store::open(&path).unwrap();
        let turn = store.turn().unwrap();
        assert!(turn.is_some());
        let (send, got) = mpsc::channel();
        let other = path.clone();
        let waits = thread::spawn(move || {
            send.send(Store::open(&other).unwrap().append(&entries(0, "bo", 1), None)).unwrap();
        });
        assert!(got.recv_timeout(Duration::from_millis(200)).is_err(), "it waits for its turn");
        drop(turn);
        assert!(got.recv_timeout(PATIENCE).unwrap().is_ok());
        waits.join().unwrap();
        store.append(&entries(1, "ana", 1), None).unwrap();
    }

    #[test]
    fn entries_are_never_changed_or_removed() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("review.db")).unwrap();
        store.append(&entries(0, "ana", 1), None).unwrap();
        assert!(store.connection.execute("DELETE FROM entries", []).is_err());
        assert!(store.connection.execute("UPDATE entries SET editor = 'bo'", []).is_err());
    }

    #[test]
    fn a_copy_is_whole_and_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("review.db"), folder.path().join("copy.db"));
        let mut store = Store::open(&path).unwrap();
        store.append(&entries(0, "ana", 5), None).unwrap();
        store.backup(&copy).unwrap();
        assert_eq!(Store::open(&copy).unwrap().since(0).unwrap(), store.since(0).unwrap());
        assert!(store.backup(&copy).is_err());
        store.compact().unwrap();
        assert_eq!(store.since(0).unwrap().len(), 5);
    }

    fn refusal(path: &Path) -> String {
        Store::open(path).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_sound_store_of_this_version_is_refused_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text.db");
        fs::write(&text, "Une dépêche, et non une base. ".repeat(50)).unwrap();
        assert!(refusal(&text).contains("it is no store"), "{}", refusal(&text));

        let newer = folder.path().join("newer.db");
        Store::open(&newer).unwrap().connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(refusal(&newer).contains("newer version"), "{}", refusal(&newer));

        let foreign = folder.path().join("foreign.db");
        Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(refusal(&foreign).contains("another program"), "{}", refusal(&foreign));

        let damaged = folder.path().join("damaged.db");
        let mut store = Store::open(&damaged).unwrap();
        store.append(&entries(0, "ana", 200), None).unwrap();
        store.compact().unwrap();
        drop(store);
        let file = OpenOptions::new().write(true).open(&damaged).unwrap();
        for page in 1..8 {
            file.write_all_at(&[0x5a; 64], page * 4096).unwrap();
        }
        assert!(refusal(&damaged).contains("damaged"), "{}", refusal(&damaged));
    }

    #[test]
    fn one_that_may_only_be_read_is_read_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db");
        let mut store = Store::open(&path).unwrap();
        store.append(&entries(0, "ana", 3), None).unwrap();
        let mut reader = Store::open_as(&path, false).unwrap();
        assert_eq!((reader.limit(), reader.since(0).unwrap().len()), (Some(Limit::ReadOnly), 3));
        assert!(reader.notice().is_some_and(|told| told.contains("may only be read") && told.ends_with('.')));
        let told = reader.append(&entries(3, "ana", 1), None).unwrap_err().to_string();
        assert!(told.contains("review.db") && told.ends_with('.'), "{told}");
        assert_eq!(store.since(0).unwrap().len(), 3);
    }

    #[test]
    fn a_full_disk_loses_nothing_and_room_lets_it_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("review.db")).unwrap();
        let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let most = |store: &Store, n: i64| store.connection.pragma_update(None, "max_page_count", n).unwrap();
        most(&store, pages + 4);
        let mut kept = 0;
        let told = loop {
            match store.append(&entries(kept, "ana", 5), None) {
                Ok(_) => kept += 5,
                Err(error) => break error.to_string(),
            }
            assert!(kept < 10_000, "it never fills");
        };
        assert!(told.contains("full") && told.ends_with('.'), "{told}");
        assert!(kept > 0 && store.faults().unwrap().is_empty());
        assert_eq!(store.since(0).unwrap().len(), kept);
        most(&store, 1 << 20);
        store.append(&entries(kept, "ana", 5), None).unwrap();
        assert_eq!(store.since(0).unwrap().len(), kept + 5);
    }

    #[test]
    fn a_clock_that_is_set_back_changes_no_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("review.db")).unwrap();
        let at = |n: usize, second: usize, act| Entry {
            at: format!("2025-01-01T00:00:{second:02}Z"),
            ..entry(n, "ana", None, act)
        };
        let note = |text: &str| Act::Note { text: text.to_owned() };
        let told =
            [at(0, 50, note("first")), at(1, 10, note("second")), at(2, 5, Act::Undo { of: "1".to_owned() })];
        for entry in &told {
            store.append(std::slice::from_ref(entry), None).unwrap();
        }
        let stored = store.entries("d", None).unwrap();
        assert_eq!(stored, told);
        assert_eq!(crate::review::undoable(&stored, "ana"), (Some("0"), Some("2")));
    }

    #[test]
    fn undo_reads_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("review.db")).unwrap();
        let undo = entry(7, "ana", None, Act::Undo { of: "6".to_owned() });
        store.append(std::slice::from_ref(&undo), None).unwrap();
        assert_eq!(store.entries("d", None).unwrap(), [undo]);
    }
}
