//! Paths to dispatches: the only place that opens what others have written.
//!
//! Folders are walked in the order of names; hidden entries, symbolic links, pipes, sockets and devices inside them are
//! passed over, so neither a loop nor a pipe without a writer can hold the walk. A file is opened without waiting and
//! then asked what it is, because what a path names may have changed in between.

use rustix::fs::{Mode, OFlags};
use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::work;
use crate::budget::{self, Steps};
use crate::dispatch::Dispatch;
use crate::error::{Error, Lost};
use crate::language;
use crate::wire;

/// How the name of an annotation ends.
const SIDECAR: &str = ".gold.json";

/// One thing to read.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, and whether the user named it: then a symbolic link is followed.
    File(PathBuf, bool),
    /// What cannot be opened.
    Bad(Error),
}

/// The files that `paths` name, without the annotations beside them.
pub fn stories(paths: &[PathBuf]) -> impl Iterator<Item = Input> + Send + use<> {
    walk(paths).filter(is_story)
}

/// Whether a file is no annotation, which lie beside the dispatches that they are about.
pub(super) fn is_story(input: &Input) -> bool {
    let annotation = |path: &Path| path.as_os_str().as_encoded_bytes().ends_with(SIDECAR.as_bytes());
    !matches!(input, Input::File(path, false) if annotation(path))
}

/// Every file that `paths` name. Folders are read while walking: nothing is held but the names that are still to come.
pub fn walk(paths: &[PathBuf]) -> impl Iterator<Item = Input> + Send + use<> {
    // A file that vanished between listing and looking was somebody's temporary one.
    Walk::new(paths, |_| {}).filter(|input| match input {
        Input::File(path, false) => path.symlink_metadata().is_ok_and(|meta| meta.is_file()),
        _ => true,
    })
}

/// A walk through paths. What lies in folders is told by the entries of the folders alone: no file is looked at.
pub(super) struct Walk<F> {
    named: VecDeque<PathBuf>,
    /// The folders that the walk is in, each with the entries that are still to come, the last first.
    inside: Vec<(PathBuf, Vec<(OsString, bool)>)>,
    entering: F,
}

impl<F: FnMut(&Path)> Walk<F> {
    /// A walk that calls `entering` with every folder before it looks into it.
    pub(super) fn new(paths: &[PathBuf], entering: F) -> Self {
        Self { named: paths.iter().cloned().collect(), inside: Vec::new(), entering }
    }

    /// Goes into a folder.
    fn enter(&mut self, folder: PathBuf) -> Result<(), Error> {
        (self.entering)(&folder);
        let entries = entries(&folder).map_err(|error| Error::read(&folder, &error))?;
        self.inside.push((folder, entries));
        Ok(())
    }

    /// The next file inside of folders, `None` where all were walked through.
    fn next_inside(&mut self) -> Option<Input> {
        loop {
            let (folder, entries) = self.inside.last_mut()?;
            let Some((name, is_folder)) = entries.pop() else {
                self.inside.pop();
                continue;
            };
            let path = folder.join(name);
            if !is_folder {
                return Some(Input::File(path, false));
            }
            if let Err(error) = self.enter(path) {
                return Some(Input::Bad(error));
            }
        }
    }
}

impl<F: FnMut(&Path)> Iterator for Walk<F> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(input) = self.next_inside() {
                return Some(input);
            }
            let path = self.named.pop_front()?;
            if path.as_os_str() == "-" {
                return Some(Input::Stdin);
            }
            match fs::metadata(&path) {
                Ok(meta) if meta.is_file() => return Some(Input::File(path, true)),
                Ok(meta) if meta.is_dir() => {
                    if let Err(error) = self.enter(path) {
                        return Some(Input::Bad(error));
                    }
                }
                Ok(_) => return Some(Input::Bad(special(path))),
                Err(error) => return Some(Input::Bad(Error::read(&path, &error))),
            }
        }
    }
}

/// The files and folders in a folder by name, backwards, and whether each is a folder; without those that are passed
/// over.
fn entries(folder: &Path) -> io::Result<Vec<(OsString, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type());
        if let Ok(kind) = kind
            && (kind.is_file() || kind.is_dir())
            && !is_passed_over(&name)
        {
            entries.push((name, kind.is_dir()));
        }
    }
    entries.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    Ok(entries)
}

/// Whether a file or folder lies on a file system that other computers write to: its changes are told to nobody here, and
/// its locks may not hold there.
#[must_use]
pub fn is_remote(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|fs| u64::try_from(fs.f_type).is_ok_and(is_remote_kind))
}

/// Whether that is the number of such a file system in `statfs(2)`.
fn is_remote_kind(kind: u64) -> bool {
    const NFS: u64 = 0x6969;
    const SMB: u64 = 0x517b;
    const CIFS: u64 = 0xff53_4d42;
    const SMB2: u64 = 0xfe53_4d42;
    const FUSE: u64 = 0x6573_5546;
    const PLAN9: u64 = 0x0102_1997;
    const AFS: u64 = 0x5346_414f;
    const CEPH: u64 = 0x00c3_6400;
    // Some systems widen the number with its sign.
    matches!(kind & 0xffff_ffff, NFS | SMB | CIFS | SMB2 | FUSE | PLAN9 | AFS | CEPH)
}

/// What tells one state of a file from another: its bytes, when they and when anything about it last changed
/// (nanoseconds since 1970), and where it lies on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    bytes: u64,
    written: i128,
    changed: i128,
    inode: u64,
}

impl Stamp {
    /// The state of a regular file; `None` for anything else.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
        let time = |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        Some(Self {
            bytes: meta.len(),
            written: time(meta.mtime(), meta.mtime_nsec()),
            changed: time(meta.ctime(), meta.ctime_nsec()),
            inode: meta.ino(),
        })
    }

    /// The state of a file that is not there.
    #[must_use]
    pub const fn gone() -> Self {
        Self { bytes: 0, written: 0, changed: 0, inode: 0 }
    }

    /// Whether the file has been as it is for so long that a later change would have another time, however coarse the
    /// clock of the file system.
    #[must_use]
    pub fn has_settled(&self) -> bool {
        const COARSE: Duration = Duration::from_millis(50);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let settled = self.changed.max(self.written).saturating_add_unsigned(COARSE.as_nanos());
        now.as_nanos().cast_signed() >= settled
    }
}

/// Whether a file of that name in a folder is none to read: hidden, or an editor's or transfer's temporary one.
pub(super) fn is_passed_over(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".")
        || name.ends_with(b"~")
        || [".part", ".tmp", ".swp", ".filepart", ".crdownload"]
            .iter()
            .any(|end| name.ends_with(end.as_bytes()))
}

/// What a file was read as.
#[derive(Debug)]
pub struct Inspected {
    /// The file; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its size as it lies on the disk.
    pub bytes: usize,
    /// What was found in it.
    pub report: wire::Report,
}

/// The dispatches of an input.
///
/// # Errors
/// It cannot be read, or holds no dispatch.
pub fn read(input: Input, options: &wire::Options) -> Result<Vec<Dispatch>, Error> {
    Ok(inspect(input, options)?.report.dispatches)
}

/// As [`read`], and tells what the input was read as.
///
/// # Errors
/// As [`read`].
pub fn inspect(input: Input, options: &wire::Options) -> Result<Inspected, Error> {
    let (path, bytes) = match input {
        Input::Bad(error) => return Err(error),
        Input::Stdin => (None, up_to_limit(io::stdin().lock(), options.limits.bytes)),
        Input::File(path, named) => {
            let bytes = open(&path, named).and_then(|file| up_to_limit(file, options.limits.bytes));
            (Some(path), bytes)
        }
    };
    let name = path.as_deref().unwrap_or(Path::new("Standard input"));
    let because = |reason: String| Error::Read { path: name.to_owned(), reason };
    let bytes = bytes.map_err(|error| Error::read(name, &error))?;
    if bytes.len() as u64 > options.limits.bytes {
        let limit = options.limits.bytes >> 20;
        return Err(because(format!(
            "it is larger than {limit} MiB, the most that is read of one file; raise max-file-size or split it"
        )));
    }
    let size = bytes.len();
    let mut report = within(bytes, path.as_deref(), options).map_err(because)?;
    report.dispatches.iter_mut().for_each(language::recognise);
    Ok(Inspected { path, bytes: size, report })
}

/// Larger files have a thread of their own, which can be given up where the parser of others asks for no budget.
const SMALL: usize = 64 << 10;

/// Parses bytes for as long as the limits allow, half of the time that the file may take; the reason, where it gives up.
fn within(bytes: Vec<u8>, path: Option<&Path>, options: &wire::Options) -> Result<wire::Report, String> {
    let time = options.limits.time / 2;
    if bytes.len() <= SMALL {
        return told(budget::spend(time, Steps::default(), || wire::inspect(&bytes, path, options)));
    }
    let (name, owned) = (path.map(Path::to_owned), *options);
    told(work::within(time, move || wire::inspect(&bytes, name.as_deref(), &owned)))
}

/// What came of reading, or the reason why nothing did.
fn told(found: Result<Result<wire::Report, wire::Error>, Lost>) -> Result<wire::Report, String> {
    found.map_err(|lost| lost.to_string())?.map_err(|error| error.to_string())
}

/// Opens a regular file, never waiting for a writer or a device.
fn open(path: &Path, follow: bool) -> io::Result<File> {
    let mut flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    if !follow {
        flags |= OFlags::NOFOLLOW;
    }
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(NOT_A_FILE));
    }
    Ok(file)
}

const NOT_A_FILE: &str = "it is neither a file nor a folder; give a file, or `-` for standard input";

fn special(path: PathBuf) -> Error {
    Error::Read { path, reason: NOT_A_FILE.to_owned() }
}

/// All bytes of a regular file that the user named, whatever its size: a store, an export or gold.
///
/// # Errors
/// It is no regular file, or cannot be read.
pub fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    up_to_limit(open(path, true)?, u64::MAX)
}

/// All bytes up to the limit, and one more where there is more.
fn up_to_limit(from: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn names(paths: &[PathBuf]) -> Vec<String> {
        stories(paths)
            .map(|input| match input {
                Input::Stdin => "-".to_owned(),
                Input::File(path, _) => path.file_name().unwrap().to_string_lossy().into_owned(),
                Input::Bad(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_by_name_and_the_rest_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("b")).unwrap();
        for name in ["c.txt", "a.txt", ".hidden", "b/d.txt", "a.gold.json", "a.txt~"] {
            fs::write(path(name), "x").unwrap();
        }
        symlink(folder.path(), path("b/loop")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, path("pipe"), rustix::fs::FileType::Fifo, Mode::RUSR, 0)
            .unwrap();
        assert_eq!(names(&[folder.path().to_owned()]), ["a.txt", "d.txt", "c.txt"]);
    }

    #[test]
    fn file_systems_of_other_computers_are_told_by_their_number() {
        assert!(is_remote_kind(0x6969) && is_remote_kind(0xffff_ffff_ff53_4d42));
        // ext4, tmpfs, overlay.
        assert!(![0xef53, 0x0102_1994, 0x794c_7630].into_iter().any(is_remote_kind));
        assert!(!is_remote(Path::new("/proc")) && !is_remote(Path::new("/nowhere")));
    }

    #[test]
    fn what_is_named_and_is_no_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RUSR, 0).unwrap();
        assert!(names(std::slice::from_ref(&pipe))[0].contains("neither a file nor a folder"));
        assert!(open(&pipe, true).is_err());
        assert!(bytes(&pipe).unwrap_err().to_string().contains("neither a file nor a folder"));
        let missing = folder.path().join("missing");
        assert!(names(&[missing])[0].contains("no such file"));
    }

    #[test]
    fn a_file_beyond_the_limits_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        fs::write(&path, "Une longue phrase. ".repeat(80_000)).unwrap();
        let reason = |limits| {
            let options = wire::Options { limits, ..wire::Options::default() };
            read(Input::File(path.clone(), true), &options).unwrap_err().to_string()
        };
        let usual = wire::Limits::default();
        let error = reason(wire::Limits { bytes: 1 << 20, ..usual });
        assert!(error.contains("larger than 1 MiB"), "{error}");
        let error = reason(wire::Limits { time: std::time::Duration::ZERO, ..usual });
        assert!(error.contains("given up"), "{error}");
    }

    #[test]
    fn a_link_that_the_user_names_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&file, "Velmar est calme.").unwrap();
        symlink(&file, &link).unwrap();
        assert_eq!(read(Input::File(link.clone(), true), &wire::Options::default()).unwrap().len(), 1);
        assert!(read(Input::File(link, false), &wire::Options::default()).is_err());
    }
}
