//! Loading in the background: threads that read, and messages in the order of the files.

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use super::Card;
use super::catalogue::{Catalogue, Keeper, Listed};
use super::files::{self, Input, Stamp, Walk};
use super::watch::{Known, Watch};
use super::work;
use crate::dispatch::Dispatch;
use crate::error::Error;
use crate::wire;

/// So many files that the catalogue knows go together.
const AT_ONCE: usize = 64;

/// What loading tells, to be handed to the library.
#[derive(Debug)]
pub enum Arrival {
    /// What files or standard input gave.
    Loaded(Vec<Loaded>),
    /// A file is there no more.
    Removed(PathBuf),
    /// All files that were there at the start have been read.
    Complete,
}

/// What one input gave.
#[derive(Debug)]
pub struct Loaded {
    /// The file; `None` for standard input and the samples.
    pub path: Option<PathBuf>,
    /// Its dispatches, or why there are none.
    pub found: Result<Vec<Card>, Error>,
}

impl Loaded {
    /// What an input gave that was read.
    #[must_use]
    pub fn new(path: Option<PathBuf>, found: Result<Vec<Dispatch>, Error>) -> Self {
        Self { path, found: found.map(|all| all.into_iter().map(Card::new).collect()) }
    }
}

/// Where loading keeps what files held: opened by the thread that loads, with the first file that lies in a folder.
pub type Open = Box<dyn FnOnce() -> Option<Catalogue> + Send>;

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
        let walk = Walk::new(&paths, |_| {});
        if all(walk, None, Known::default(), &options, threads, &send) {
            send(Arrival::Complete);
        }
    };
    thread::Builder::new().name("load".to_owned()).spawn(run)?;
    Ok(())
}

/// As [`start`], and then follows the folders among `paths`: what comes, changes or goes is sent after
/// [`Arrival::Complete`], or before it where it happens while the rest is still being read. Files that the catalogue
/// knows and that have not changed since are not read.
///
/// # Errors
/// No thread can be started.
pub fn follow(
    paths: Vec<PathBuf>,
    options: wire::Options,
    threads: NonZeroUsize,
    catalogue: Open,
    send: impl Fn(Arrival) -> bool + Send + Sync + 'static,
) -> io::Result<()> {
    let send = Arc::new(send);
    let run = move || {
        // Each folder is watched before it is looked into, so that nothing falls between.
        let watch = Watch::new(&paths, options);
        let (watcher, known) = (watch.watcher(), watch.known());
        let later = Arc::clone(&send);
        // Where there is no thread for it, what is there is read all the same.
        let _ = watch.start(move |arrival| later(arrival));
        let walk = Walk::new(&paths, |folder| watcher.add(folder));
        if all(walk, Some(catalogue), known.clone(), &options, threads, &*send) {
            known.complete();
            send(Arrival::Complete);
        }
    };
    thread::Builder::new().name("load".to_owned()).spawn(run)?;
    Ok(())
}

/// Something to do: a single input, or files that the catalogue knows.
enum Job {
    /// An input; a file with its state, and what keeps what it holds.
    Read(Input, Option<(Stamp, Keeper)>),
    /// Files, and what they held.
    Known(Vec<(PathBuf, Listed)>),
}

/// The inputs of a walk as jobs.
struct Inputs<W> {
    walk: W,
    open: Option<Open>,
    catalogue: Option<Catalogue>,
    known: Known,
    /// What comes after the files that went together.
    next: Option<Job>,
}

impl<W: Iterator<Item = Input>> Inputs<W> {
    /// The job of one input, or a file that the catalogue knows; `None` for what is none to read.
    fn job(&mut self, input: Input) -> Option<Result<Job, (PathBuf, Listed)>> {
        let Input::File(path, false) = &input else { return Some(Ok(Job::Read(input, None))) };
        if !files::is_story(&input) {
            return None;
        }
        // A file that vanished between listing and looking was somebody's temporary one.
        let stamp = Stamp::of(path)?;
        self.known.note(path.clone(), stamp);
        if let Some(open) = self.open.take() {
            self.catalogue = open();
        }
        let Some(catalogue) = &mut self.catalogue else { return Some(Ok(Job::Read(input, None))) };
        match catalogue.find(path, &stamp) {
            Some(listed) => Some(Err((path.clone(), listed))),
            None => Some(Ok(Job::Read(input, Some((stamp, catalogue.keeper()))))),
        }
    }
}

impl<W: Iterator<Item = Input>> Iterator for Inputs<W> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if let Some(job) = self.next.take() {
            return Some(job);
        }
        let mut together = Vec::new();
        while together.len() < AT_ONCE {
            let Some(input) = self.walk.next() else { break };
            match self.job(input) {
                Some(Err(known)) => together.push(known),
                Some(Ok(job)) if together.is_empty() => return Some(job),
                Some(Ok(job)) => {
                    self.next = Some(job);
                    break;
                }
                None => {}
            }
        }
        (!together.is_empty()).then_some(Job::Known(together))
    }
}

/// Whether somebody listened to the end.
fn all(
    walk: impl Iterator<Item = Input> + Send,
    open: Option<Open>,
    known: Known,
    options: &wire::Options,
    threads: NonZeroUsize,
    send: &dyn Fn(Arrival) -> bool,
) -> bool {
    let work = |job| match job {
        Job::Read(input, keep) => vec![read(input, keep, options)],
        Job::Known(files) => {
            files.into_iter().map(|(path, listed)| known_before(path, &listed, options)).collect()
        }
    };
    let sink = |loaded| if send(Arrival::Loaded(loaded)) { Ok(()) } else { Err(()) };
    work::in_order(Inputs { walk, open, catalogue: None, known, next: None }, threads, work, sink).is_ok()
}

/// Reads one input, and keeps what it holds if it is a file in that state.
fn read(input: Input, keep: Option<(Stamp, Keeper)>, options: &wire::Options) -> Loaded {
    let path = match &input {
        Input::File(path, _) | Input::Bad(Error::Read { path, .. }) => Some(path.clone()),
        _ => None,
    };
    let loaded = Loaded::new(path, files::read(input, options));
    if let (Some((stamp, keeper)), Some(path), Ok(cards)) = (keep, &loaded.path, &loaded.found) {
        keeper.keep(path, &stamp, cards);
    }
    loaded
}

/// What a file holds that the catalogue knows; if what it knows is damaged, the file is read.
fn known_before(path: PathBuf, listed: &Listed, options: &wire::Options) -> Loaded {
    match listed.cards(&path) {
        Some(cards) => Loaded { path: Some(path), found: Ok(cards) },
        None => read(Input::File(path, false), None, options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;
    use std::time::{Duration, Instant};

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
            .flat_map(|arrival| match arrival {
                Arrival::Loaded(all) => all.as_slice(),
                _ => &[],
            })
            .filter_map(|loaded| Some(loaded.path.as_ref()?.file_name()?.to_string_lossy().into_owned()))
            .collect();
        assert!(names.is_sorted() && names.len() == 51);
        assert!(matches!(arrivals.last(), Some(Arrival::Complete)));
        let fails = |a: &Arrival| matches!(a, Arrival::Loaded(all) if all.iter().any(|l| l.found.is_err()));
        assert!(arrivals.iter().any(fails));
    }

    #[test]
    fn what_comes_later_arrives_as_well() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "Velmar est calme.").unwrap();
        let (sender, receiver) = mpsc::channel();
        let paths = vec![folder.path().to_owned()];
        let none = Box::new(|| None);
        follow(paths, wire::Options::default(), NonZeroUsize::MIN, none, move |a| sender.send(a).is_ok())
            .unwrap();
        let next = || receiver.recv_timeout(Duration::from_secs(20)).unwrap();
        let is = |arrival, name: &str| matches!(arrival, Arrival::Loaded(all) if all[0].path.as_ref().is_some_and(|p| p.ends_with(name)));
        assert!(is(next(), "a.txt"));
        assert!(matches!(next(), Arrival::Complete));
        fs::write(folder.path().join("b.txt"), "Velmar est prise.").unwrap();
        assert!(is(next(), "b.txt"));
    }

    #[test]
    fn what_has_not_changed_is_listed_without_being_read() {
        let folder = tempfile::tempdir().unwrap();
        let (wire, kept) = (folder.path().join("wire"), folder.path().join("catalogue.db"));
        fs::create_dir(&wire).unwrap();
        for n in 0..200 {
            fs::write(wire.join(format!("{n:03}.txt")), format!("Velmar, jour {n}.")).unwrap();
        }
        // What came of each file: whether it is all there, in their order.
        let load = || {
            let (sender, receiver) = mpsc::channel();
            let (paths, kept) = (vec![wire.clone()], kept.clone());
            let open: Open = Box::new(move || Catalogue::open(&kept, b""));
            let two = NonZeroUsize::new(2).unwrap();
            follow(paths, wire::Options::default(), two, open, move |a| sender.send(a).is_ok()).unwrap();
            let mut found = Vec::new();
            while let Arrival::Loaded(all) = receiver.recv_timeout(Duration::from_secs(20)).unwrap() {
                for loaded in all {
                    let card = loaded.found.unwrap().remove(0);
                    assert_eq!(loaded.path, card.dispatch.path);
                    assert!(card.dispatch.text.ends_with(&format!("jour {}.", found.len())));
                    found.push(card.is_whole());
                }
            }
            found
        };
        let end = Instant::now() + Duration::from_secs(30);
        while load().contains(&true) {
            assert!(Instant::now() < end, "the catalogue does not fill");
            thread::sleep(Duration::from_millis(50));
        }
        fs::write(wire.join("007.txt"), "Velmar est prise, jour 7.").unwrap();
        let found = load();
        assert_eq!(found.iter().position(|whole| *whole), Some(7));
        assert_eq!(found.iter().filter(|whole| **whole).count(), 1);
    }
}
