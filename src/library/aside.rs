//! Files of what can be found out again: `SQLite`, bounded in size, written behind by a thread of their own. They may be
//! lost or deleted at any time, and whatever goes wrong with them is no reason to fail.

use std::fs::{self, OpenOptions};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction};

const PAGE: i64 = 4096;
/// So many things are written at once, or what there is after so long.
const BATCH: usize = 256;
const PACE: Duration = Duration::from_millis(200);
/// So many things may wait to be written. Where the writer cannot follow they are found out again the next time.
const WAITING: usize = 16 * BATCH;

/// What a file of this kind is like.
#[derive(Debug)]
pub struct Kind<T> {
    /// How its tables are made where there are none.
    pub schema: &'static str,
    /// Bytes that it takes at most.
    pub largest: i64,
    /// Puts things in it.
    pub insert: fn(&Transaction<'_>, &[T]) -> rusqlite::Result<()>,
    /// Makes room in one that is as large as it may be.
    pub make_room: fn(&Connection) -> rusqlite::Result<()>,
}

impl<T: Send + 'static> Kind<T> {
    /// Opens the file at `path`, made with that mode where there is none and anew where it cannot be used: to read from,
    /// and to send things to that are to be written. `None` where nothing can be kept.
    #[must_use]
    pub fn open(&'static self, path: &Path, mode: u32) -> Option<(Connection, Sender<T>)> {
        let reader = self.connect(path, mode).or_else(|_| {
            // Not sound, or of another program: nothing that is in it is needed.
            remove(path);
            self.connect(path, mode)
        });
        let reader = reader.ok()?;
        let mut writer = self.connect(path, mode).ok()?;
        let (write, written) = bounded(WAITING);
        let keep = move || self.keep(&mut writer, &written);
        thread::Builder::new().name("keep".to_owned()).spawn(keep).ok()?;
        Some((reader, write))
    }

    /// Opens the file once more.
    ///
    /// # Errors
    /// Its folder cannot be written, or it is no file of this kind.
    pub fn connect(&self, path: &Path, mode: u32) -> rusqlite::Result<Connection> {
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_millis(250))?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What is lost with the power is found out again.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "max_page_count", self.largest / PAGE)?;
        connection.execute_batch(self.schema)?;
        Ok(connection)
    }

    /// Writes what comes, many things at once, until nobody can send any more.
    fn keep(&self, connection: &mut Connection, written: &Receiver<T>) {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let ended = match written.recv_timeout(PACE) {
                Ok(one) => {
                    batch.push(one);
                    false
                }
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => true,
            };
            if !batch.is_empty() && (ended || batch.len() >= BATCH || written.is_empty()) {
                if self.write(connection, &batch).is_err_and(|error| is_full(&error))
                    && (self.make_room)(connection).is_ok()
                {
                    let _ = self.write(connection, &batch);
                }
                batch.clear();
            }
            if ended {
                return;
            }
        }
    }

    fn write(&self, connection: &mut Connection, batch: &[T]) -> rusqlite::Result<()> {
        let transaction = connection.transaction()?;
        (self.insert)(&transaction, batch)?;
        transaction.commit()
    }
}

/// Whether the file is as large as it may be, or the disk is full.
fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
}

/// Deletes the file at `path`, if there is one.
pub fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.to_owned().into_os_string();
        name.push(end);
        let _ = fs::remove_file(name);
    }
}

/// What tells this program, and whatever else it reads with, from other versions of it: another build reads otherwise.
#[must_use]
pub fn fingerprint(knowledge: &[u8]) -> Option<u64> {
    let program = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = program.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_PKG_VERSION"), program.len(), built, knowledge).hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::params;
    use std::time::Instant;

    static BLOBS: Kind<Vec<u8>> = Kind {
        schema: "CREATE TABLE IF NOT EXISTS blobs (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);",
        largest: 64 * PAGE,
        insert: |transaction, blobs| {
            blobs.iter().try_for_each(|body| {
                transaction.execute("INSERT INTO blobs (body) VALUES (?1)", params![body]).map(drop)
            })
        },
        make_room: |connection| {
            let half = "DELETE FROM blobs WHERE seq <= (SELECT (min(seq) + max(seq)) / 2 FROM blobs)";
            connection.execute(half, []).map(drop)
        },
    };

    #[test]
    fn a_file_grows_no_larger_than_it_may_and_what_is_oldest_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aside.db");
        let (reader, write) = BLOBS.open(&path, 0o600).unwrap();
        let newest = || reader.query_row("SELECT max(seq) FROM blobs", [], |r| r.get::<_, Option<i64>>(0));
        let oldest = || reader.query_row("SELECT min(seq) FROM blobs", [], |r| r.get::<_, Option<i64>>(0));
        let end = Instant::now() + Duration::from_secs(30);
        while oldest().unwrap().is_none_or(|seq| seq < 100) {
            assert!(Instant::now() < end, "nothing made room: {:?}", (oldest(), newest()));
            let _ = write.send(vec![7; 2000]);
        }
        assert!(fs::metadata(&path).unwrap().len() <= (64 * PAGE).cast_unsigned());
        drop(write);
        assert!(newest().unwrap().is_some_and(|seq| seq > 100));
    }
}
