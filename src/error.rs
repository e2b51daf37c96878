//! What can go wrong, told to the user: one sentence each, with the file and the way out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::wire::clean;

/// A failure that the user is told of.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The command line does not make sense.
    #[error("{0}")]
    Usage(String),
    /// A file or folder could not be read.
    #[error("{} could not be read: {reason}.", shown(.path))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why, and the way out where there is one; no final stop.
        reason: String,
    },
    /// A file could not be written.
    #[error("{} could not be written: {reason}.", shown(.path))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why; no final stop.
        reason: String,
    },
    /// The store of decisions cannot be used.
    #[error("The store {} cannot be used: {fault}.", shown(.path))]
    Store {
        /// Its file.
        path: PathBuf,
        /// Why, and the way out.
        fault: StoreFault,
    },
    /// Standard output or standard error could not be written.
    #[error("The output could not be written: {}.", reason(.0))]
    Output(#[from] io::Error),
}

/// Why work gave no answer: the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// It panicked.
    #[error("the program failed on it; please report that")]
    Failed,
    /// It was given up.
    #[error("it took too long and was given up; raise max-seconds or split it")]
    Late,
    /// It was not begun, because too much that was given up still runs.
    #[error("too many files before it took too long; read it without them")]
    Crowded,
}

/// Why a store cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// The disk is full.
    Full,
    /// It is damaged.
    Damaged,
    /// It is no database at all.
    NoStore,
    /// It is a database of another program.
    Foreign,
    /// A newer version of this program wrote it.
    Newer,
    /// Somebody else holds it.
    Busy,
    /// It may not be written.
    ReadOnly,
    /// It may not be opened.
    Closed,
    /// None is named, and there is no folder for one.
    NoFolder,
    /// Anything else, as the system says it.
    Other(String),
}

impl StoreFault {
    /// Its name, by which the interface says it in its own language; `None` where the system says what it is.
    #[must_use]
    pub const fn name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Full => "full",
            Self::Damaged => "damaged",
            Self::NoStore => "no-store",
            Self::Foreign => "foreign",
            Self::Newer => "newer",
            Self::Busy => "busy",
            Self::ReadOnly => "read-only",
            Self::Closed => "closed",
            Self::NoFolder => "no-folder",
            Self::Other(_) => return None,
        })
    }
}

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the disk is full; make room and do it again, for nothing was stored",
            Self::Damaged => "it is damaged; restore a backup",
            Self::NoStore => "it is no store; name another file with --store",
            Self::Foreign => "it is a database of another program; name another file with --store",
            Self::Newer => "it was written by a newer version of depeche; update this one",
            Self::Busy => "somebody else has held it for ten seconds; do it again, for nothing was stored",
            Self::ReadOnly => "it may only be read by you; check its permissions",
            Self::Closed => "it cannot be opened; check its folder and permissions",
            Self::NoFolder => "there is no data folder for it; name a file with --store",
            Self::Other(reason) => reason,
        })
    }
}

impl Error {
    /// A file or folder that could not be read, for a reason of the operating system.
    #[must_use]
    pub fn read(path: &Path, error: &io::Error) -> Self {
        Self::Read { path: path.to_owned(), reason: reason(error) }
    }

    /// A file that could not be written, for a reason of the operating system.
    #[must_use]
    pub fn write(path: &Path, error: &io::Error) -> Self {
        Self::Write { path: path.to_owned(), reason: reason(error) }
    }

    /// Whether nobody reads the output any more, which is no failure.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The exit status that tells it to a script: 2 for wrong usage, 1 for all else.
    #[must_use]
    pub const fn exit_status(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// What the operating system says, as the end of a sentence, with the way out.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the name".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be opened by you; check its permissions".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full; make room and try again".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// A path as it may be shown on a terminal.
fn shown(path: &Path) -> String {
    clean::shown(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_sentence_that_names_the_file() {
        let error = Error::read(Path::new("a.txt"), &io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(error.to_string(), "a.txt could not be read: there is no such file; check the name.");
    }

    #[test]
    fn a_file_name_cannot_steer_the_terminal() {
        let error = Error::read(Path::new("a\u{1b}[2J\u{202e}b"), &io::Error::other("bad"));
        assert_eq!(error.to_string(), "a␛[2J⇄b could not be read: bad.");
    }
}
