//! Paths of the command line to dispatches.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::dispatch::Dispatch;
use crate::error::Error;
use crate::wire;

/// What a file may hold at most, in bytes.
const LIMIT: u64 = 8 << 20;

/// One thing to read.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// What cannot be opened.
    Bad(Error),
}

/// The files that `paths` name, folders walked in the order of their names, hidden entries passed over. Folders are
/// read while walking: nothing is held but the names that are still to come.
pub fn walk(paths: &[PathBuf]) -> impl Iterator<Item = Input> + Send + use<> {
    let mut todo: VecDeque<(PathBuf, bool)> = paths.iter().map(|p| (p.clone(), true)).collect();
    std::iter::from_fn(move || {
        loop {
            let (path, named) = todo.pop_front()?;
            if named && path.as_os_str() == "-" {
                return Some(Input::Stdin);
            }
            match fs::metadata(&path) {
                Ok(meta) if meta.is_file() => return Some(Input::File(path)),
                Ok(meta) if meta.is_dir() => match entries(&path) {
                    Ok(inside) => inside.into_iter().rev().for_each(|p| todo.push_front((p, false))),
                    Err(error) => return Some(Input::Bad(Error::read(&path, &error))),
                },
                Ok(_) if named => {
                    let reason = "it is neither a file nor a folder".to_owned();
                    return Some(Input::Bad(Error::Read { path, reason }));
                }
                Ok(_) => {}
                Err(error) => return Some(Input::Bad(Error::read(&path, &error))),
            }
        }
    })
}

/// The entries of a folder by name, without hidden ones.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .filter(|path| !path.as_ref().is_ok_and(|p: &PathBuf| is_hidden(p)))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The dispatches of an input.
///
/// # Errors
/// It cannot be read.
pub fn read(input: Input, options: &wire::Options) -> Result<Vec<Dispatch>, Error> {
    let (path, bytes) = match input {
        Input::Bad(error) => return Err(error),
        Input::Stdin => (None, up_to_limit(io::stdin().lock())),
        Input::File(path) => {
            let bytes = File::open(&path).and_then(up_to_limit);
            (Some(path), bytes)
        }
    };
    let name = path.as_deref().unwrap_or(Path::new("standard input"));
    let bytes = bytes.map_err(|error| Error::read(name, &error))?;
    if name.to_string_lossy().ends_with(".json") {
        return Ok(Vec::new());
    }
    Ok(wire::read(&bytes, path.as_deref(), options)?)
}

fn up_to_limit(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::other("it is larger than 8 MiB"));
    }
    Ok(bytes)
}
