//! Where a command writes: standard output, or a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

use crate::error::Error;

/// A place to write to. A file is there only after [`Output::finish`].
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file, written beside its final place and renamed at the end; only its owner may read it.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Standard output, or `file`.
    ///
    /// # Errors
    /// The folder of `file` cannot be written.
    pub fn open(file: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = file else { return Ok(Self::Stdout(BufWriter::new(io::stdout().lock()))) };
        let temp = NamedTempFile::new_in(folder(path)).map_err(|error| Error::write(path, &error))?;
        Ok(Self::File(BufWriter::new(temp), path.to_owned()))
    }

    /// Puts what was written where it belongs.
    ///
    /// # Errors
    /// It cannot be written or renamed.
    pub fn finish(self) -> Result<(), Error> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::File(out, path) => persist(out, &path).map_err(|error| Error::write(&path, &error)),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

fn persist(out: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
    let temp = out.into_inner()?;
    temp.as_file().sync_all()?;
    temp.persist(path)?;
    File::open(folder(path))?.sync_all()
}

/// The folder that `path` lies in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_file_appears_whole_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        let mut out = Output::open(Some(&path)).unwrap();
        out.write_all(b"{}").unwrap();
        assert!(!path.exists());
        out.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"{}");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_given_up_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut out = Output::open(Some(&folder.path().join("out.json"))).unwrap();
        out.write_all(b"{").unwrap();
        drop(out);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
