//! Loading in the background: threads that read, and messages in the order of the files.

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use super::files::{self, Input};
use super::{watch, work};
use crate::dispatch::Dispatch;
use crate::error::Error;
use crate::wire;

/// What loading tells, to be handed to the library.
#[derive(Debug)]
pub enum Arrival {
    /// What a file or standard input (`None`) gave.
    Loaded {
        /// The file.
        path: Option<PathBuf>,
        /// Its dispatches, or why there are none.
        found: Result<Vec<Dispatch>, Error>,
    },
    /// A file is there no more.
    Removed(PathBuf),
    /// All files that were there at the start have been read.
    Complete,
}

/// Reads all that `paths` name on `threads` threads and sends it in the order of the files; `send` says whether anybody
/// still listens. Returns at once.
///
/// # Errors
/// No thread can be started.
pub fn start(
    paths: Vec<PathBuf>,
    options: wire::Options,
    threads: NonZeroUsize,
    send: impl Fn(Arrival) -> bool + Send + 'static,
) -> io::Result<()> {
    let run = move || {
        if all(&paths, &options, threads, &send) {
            send(Arrival::Complete);
        }
    };
    thread::Builder::new().name("load".to_owned()).spawn(run)?;
    Ok(())
}

/// As [`start`], and then follows the folders among `paths`: what comes, changes or goes is sent after
/// [`Arrival::Complete`], or before it where it happens while the rest is still being read.
///
/// # Errors
/// No thread can be started.
pub fn follow(
    paths: Vec<PathBuf>,
    options: wire::Options,
    threads: NonZeroUsize,
    send: impl Fn(Arrival) -> bool + Send + Sync + 'static,
) -> io::Result<()> {
    let send = Arc::new(send);
    let run = move || {
        // Followed first, so that nothing falls between. Where that fails, what is there is read all the same.
        let later = Arc::clone(&send);
        let _ = watch::start(paths.clone(), options, move |arrival| later(arrival));
        if all(&paths, &options, threads, &*send) {
            send(Arrival::Complete);
        }
    };
    thread::Builder::new().name("load".to_owned()).spawn(run)?;
    Ok(())
}

/// Whether somebody listened to the end.
fn all(
    paths: &[PathBuf],
    options: &wire::Options,
    threads: NonZeroUsize,
    send: &dyn Fn(Arrival) -> bool,
) -> bool {
    let mut listening = true;
    let sink = |(path, found)| {
        listening = send(Arrival::Loaded { path, found });
        if listening { Ok(()) } else { Err(()) }
    };
    work::in_order(files::stories(paths), threads, |input| one(input, options), sink).is_ok()
}

/// What one input gives, with the name of its file.
fn one(input: Input, options: &wire::Options) -> (Option<PathBuf>, Result<Vec<Dispatch>, Error>) {
    let path = match &input {
        Input::File(path, _) | Input::Bad(Error::Read { path, .. }) => Some(path.clone()),
        _ => None,
    };
    (path, files::read(input, options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;

    #[test]
    fn files_arrive_in_order_and_then_it_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..50 {
            fs::write(folder.path().join(format!("{n:02}.txt")), format!("Velmar, jour {n}.")).unwrap();
        }
        fs::write(folder.path().join("49.bin"), [0; 500]).unwrap();
        let (sender, receiver) = mpsc::channel();
        let two = NonZeroUsize::new(2).unwrap();
        let paths = vec![folder.path().to_owned()];
        start(paths, wire::Options::default(), two, move |arrival| sender.send(arrival).is_ok()).unwrap();
        let arrivals: Vec<Arrival> = receiver.iter().collect();
        let names: Vec<String> = arrivals
            .iter()
            .filter_map(|arrival| match arrival {
                Arrival::Loaded { path, .. } => {
                    Some(path.as_ref()?.file_name()?.to_string_lossy().into_owned())
                }
                _ => None,
            })
            .collect();
        assert!(names.is_sorted() && names.len() == 51);
        assert!(matches!(arrivals.last(), Some(Arrival::Complete)));
        assert!(arrivals.iter().any(|a| matches!(a, Arrival::Loaded { found: Err(_), .. })));
    }

    #[test]
    fn what_comes_later_arrives_as_well() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "Velmar est calme.").unwrap();
        let (sender, receiver) = mpsc::channel();
        let paths = vec![folder.path().to_owned()];
        follow(paths, wire::Options::default(), NonZeroUsize::MIN, move |a| sender.send(a).is_ok()).unwrap();
        let next = || receiver.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
        assert!(matches!(next(), Arrival::Loaded { path: Some(path), .. } if path.ends_with("a.txt")));
        assert!(matches!(next(), Arrival::Complete));
        fs::write(folder.path().join("b.txt"), "Velmar est prise.").unwrap();
        assert!(matches!(next(), Arrival::Loaded { path: Some(path), .. } if path.ends_with("b.txt")));
    }
}
