//! Following folders: files that come, change and go.
//!
//! On a local file system the operating system tells; on network file systems, whose servers tell nobody, and where
//! watches run out, the folders are walked every few seconds. A file is read once it has rested: until then somebody
//! is still writing it.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::files::{self, Input, Stamp, Walk};
use super::load::{Arrival, Loaded};
use crate::wire;

/// How long a file must rest before it is read.
const REST: Duration = Duration::from_millis(400);
/// How often folders are walked where nobody tells.
const POLL: Duration = Duration::from_secs(2);
/// What the operating system tells.
type Event = notify::Result<notify::Event>;

/// The files in folders and the state in which each was loaded, shared between whoever loads and whoever follows.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Arc<Mutex<Files>>);

#[derive(Debug, Default)]
struct Files {
    states: HashMap<PathBuf, Stamp>,
    /// Whether all files that were there at the start are among them.
    complete: bool,
}

impl Known {
    /// Notes that a file is loaded in the state that it is in now.
    pub(super) fn note(&self, path: PathBuf, stamp: Stamp) {
        self.lock().states.insert(path, stamp);
    }

    /// Notes that every file is known.
    pub(super) fn complete(&self) {
        self.lock().complete = true;
    }

    fn lock(&self) -> MutexGuard<'_, Files> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The operating system's own watch over folders, each for itself.
#[derive(Clone, Debug)]
pub(super) struct Watcher(Arc<Mutex<Watched>>);

#[derive(Debug)]
struct Watched {
    /// `None` where it cannot be relied on.
    system: Option<RecommendedWatcher>,
    /// The folders as they were named, by the absolute paths that the system tells of.
    folders: HashMap<PathBuf, PathBuf>,
    teller: Sender<Event>,
}

impl Watcher {
    fn new(folders: &[PathBuf], teller: Sender<Event>) -> Self {
        let told = teller.clone();
        let relies = !folders.is_empty() && !folders.iter().any(|folder| files::is_remote(folder));
        let system = if relies { notify::recommended_watcher(told).ok() } else { None };
        Self(Arc::new(Mutex::new(Watched { system, folders: HashMap::new(), teller })))
    }

    /// Watches one more folder, without those inside. Where that fails nothing is watched any more.
    pub(super) fn add(&self, folder: &Path) {
        let mut watched = self.lock();
        let Some(system) = &mut watched.system else { return };
        let absolute = std::path::absolute(folder);
        match absolute.map(|path| (system.watch(&path, RecursiveMode::NonRecursive).is_ok(), path)) {
            Ok((true, path)) => drop(watched.folders.insert(path, folder.to_owned())),
            // It went in the meantime.
            _ if !folder.is_dir() => {}
            _ => {
                watched.system = None;
                // Whoever follows wakes and walks from now on.
                let _ = watched.teller.send(Err(notify::Error::generic("no more watches")));
            }
        }
    }

    /// Whether nobody tells what changes.
    fn is_polling(&self) -> bool {
        self.lock().system.is_none()
    }

    /// A path that the system told of, as it was named.
    fn named(&self, path: &Path) -> PathBuf {
        let folders = &self.lock().folders;
        let whole = folders.get(path).cloned();
        let inside = || Some(folders.get(path.parent()?)?.join(path.file_name()?));
        whole.or_else(inside).unwrap_or_else(|| path.to_owned())
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Follows folders.
pub(super) struct Watch {
    folders: Vec<PathBuf>,
    known: Known,
    watcher: Watcher,
    told: Receiver<Event>,
    /// Files that have changed, their present state, and since when they are in it.
    resting: HashMap<PathBuf, (Stamp, Instant)>,
    options: wire::Options,
}

impl Watch {
    /// Prepares to follow the folders among `paths`.
    pub(super) fn new(paths: &[PathBuf], options: wire::Options) -> Self {
        let folders: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).cloned().collect();
        let (teller, told) = mpsc::channel();
        let watcher = Watcher::new(&folders, teller);
        Self { folders, known: Known::default(), watcher, told, resting: HashMap::new(), options }
    }

    /// What is watched: to be told of every folder before it is looked into.
    pub(super) fn watcher(&self) -> Watcher {
        self.watcher.clone()
    }

    /// What is known: to be told of every file in these folders, and of the end.
    pub(super) fn known(&self) -> Known {
        self.known.clone()
    }

    /// Sends what comes, changes or goes, on a thread of its own; `send` says whether anybody still listens.
    ///
    /// # Errors
    /// No thread can be started.
    pub(super) fn start(mut self, send: impl Fn(Arrival) -> bool + Send + 'static) -> io::Result<()> {
        if self.folders.is_empty() {
            return Ok(());
        }
        thread::Builder::new().name("watch".to_owned()).spawn(move || self.run(&send)).map(drop)
    }

    fn run(&mut self, send: &dyn Fn(Arrival) -> bool) {
        let mut walked = Instant::now();
        // Whether everything must be walked, because nobody told what changed.
        let mut all = false;
        loop {
            let polling = self.watcher.is_polling();
            // With nothing to wait for, the operating system wakes the thread.
            let wait = match (self.resting.is_empty(), polling || all) {
                (false, _) => REST,
                (true, true) => POLL,
                (true, false) => Duration::MAX,
            };
            match self.told.recv_timeout(wait) {
                Ok(event) => all |= self.note(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(wait.min(POLL)),
            }
            while let Ok(event) = self.told.try_recv() {
                all |= self.note(event);
            }
            // Before everything is loaded once, whatever is not known is still to come.
            let complete = self.known.lock().complete;
            if complete && (all || (polling && walked.elapsed() >= POLL)) {
                (walked, all) = (Instant::now(), false);
                if !self.walk(send) {
                    return;
                }
            }
            if !self.settle(send) {
                return;
            }
        }
    }

    /// Notes what an event is about; whether everything must be walked because events were lost.
    fn note(&mut self, event: Event) -> bool {
        let Ok(event) = event else { return true };
        if matches!(event.kind, notify::EventKind::Access(_)) {
            // Our own reading is one.
            return event.need_rescan();
        }
        let watcher = self.watcher();
        for path in event.paths.iter().map(|path| watcher.named(path)) {
            if hidden(&path, &self.folders) {
            } else if path.is_dir() {
                // What is in it already is as new as it is. It may be one that was only touched.
                let walk = Walk::new(&[path], |inside| watcher.add(inside));
                for (path, stamp) in scan(walk) {
                    self.look(path, Some(stamp));
                }
            } else {
                let stamp = Stamp::of(&path);
                self.look(path, stamp);
            }
        }
        event.need_rescan()
    }

    /// Takes a look at a file: one that is new or has changed must rest; one that is gone is told at once by
    /// [`Watch::settle`], as a state without bytes.
    fn look(&mut self, path: PathBuf, now: Option<Stamp>) {
        let now = now.unwrap_or(Stamp::gone());
        if self.known.lock().states.get(&path) == Some(&now) {
            self.resting.remove(&path);
            return;
        }
        match self.resting.get_mut(&path) {
            Some((before, since)) if *before != now => (*before, *since) = (now, Instant::now()),
            Some(_) => {}
            None => {
                self.resting.insert(path, (now, Instant::now()));
            }
        }
    }

    /// Looks at everything; whether somebody still listens.
    fn walk(&mut self, send: &dyn Fn(Arrival) -> bool) -> bool {
        let watcher = self.watcher();
        let now = scan(Walk::new(&self.folders, |folder| watcher.add(folder)));
        if !self.forget(|path| !now.contains_key(path), send) {
            return false;
        }
        for (path, stamp) in now {
            self.look(path, Some(stamp));
        }
        true
    }

    /// Tells of the known files that are there no more; whether somebody still listens.
    fn forget(&self, is_gone: impl Fn(&Path) -> bool, send: &dyn Fn(Arrival) -> bool) -> bool {
        let gone: Vec<PathBuf> = {
            let states = &mut self.known.lock().states;
            states.extract_if(|path, _| is_gone(path)).map(|(path, _)| path).collect()
        };
        gone.into_iter().all(|path| send(Arrival::Removed(path)))
    }

    /// Reads what has rested; whether somebody still listens.
    fn settle(&mut self, send: &dyn Fn(Arrival) -> bool) -> bool {
        let rested: Vec<PathBuf> = self
            .resting
            .iter()
            .filter(|(_, (_, since))| since.elapsed() >= REST)
            .map(|(path, _)| path.clone())
            .collect();
        for path in rested {
            let Some((before, _)) = self.resting.remove(&path) else { continue };
            let Some(now) = Stamp::of(&path) else {
                // A file, or a folder with all that was in it.
                if !self.forget(|known| known.starts_with(&path), send) {
                    return false;
                }
                continue;
            };
            if now != before {
                self.look(path, Some(now));
                continue;
            }
            self.known.note(path.clone(), now);
            let found = files::read(Input::File(path.clone(), false), &self.options);
            if !send(Arrival::Loaded(vec![Loaded::new(Some(path), found)])) {
                return false;
            }
        }
        true
    }
}

/// The files of a walk and their states.
fn scan(walk: impl Iterator<Item = Input>) -> HashMap<PathBuf, Stamp> {
    walk.filter(files::is_story)
        .filter_map(|input| match input {
            Input::File(path, _) => Stamp::of(&path).map(|stamp| (path, stamp)),
            _ => None,
        })
        .collect()
}

/// Whether a name on the way from the followed folder to the file is one that is passed over.
fn hidden(path: &Path, folders: &[PathBuf]) -> bool {
    path.ancestors()
        .take_while(|part| !folders.iter().any(|folder| folder == part))
        .filter_map(Path::file_name)
        .any(files::is_passed_over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Follows a folder; what was told, a sign and a name each.
    fn follow(folder: &Path) -> impl Fn() -> (char, String) {
        let paths = vec![folder.to_owned()];
        let watch = Watch::new(&paths, wire::Options::default());
        let (watcher, known) = (watch.watcher(), watch.known());
        for (path, stamp) in scan(Walk::new(&paths, |folder| watcher.add(folder))) {
            known.note(path, stamp);
        }
        known.complete();
        let (sender, arrivals) = mpsc::channel();
        watch.start(move |arrival| sender.send(arrival).is_ok()).unwrap();
        let root = folder.to_owned();
        let name = move |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        move || match arrivals.recv_timeout(Duration::from_secs(20)).unwrap() {
            Arrival::Loaded(mut all) => {
                let loaded = all.pop().unwrap();
                (if loaded.found.is_ok() { '+' } else { '!' }, name(&loaded.path.unwrap()))
            }
            Arrival::Removed(path) => ('-', name(&path)),
            Arrival::Complete => panic!("nothing to complete"),
        }
    }

    #[test]
    fn files_come_change_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("old.txt"), "Velmar est calme.").unwrap();
        let next = follow(folder.path());
        fs::write(path(".hidden"), "Caché.").unwrap();
        fs::create_dir_all(path("inside/deep")).unwrap();
        fs::write(path("inside/deep/new.txt"), "Velmar est prise.").unwrap();
        assert_eq!(next(), ('+', "inside/deep/new.txt".to_owned()));
        fs::write(path("inside/deep/new.txt"), "Velmar est libre.").unwrap();
        assert_eq!(next(), ('+', "inside/deep/new.txt".to_owned()));
        fs::write(path("old.txt"), "Velmar est tombée hier.").unwrap();
        assert_eq!(next(), ('+', "old.txt".to_owned()));
        fs::remove_file(path("old.txt")).unwrap();
        assert_eq!(next(), ('-', "old.txt".to_owned()));
        let elsewhere = tempfile::tempdir().unwrap();
        fs::rename(path("inside"), elsewhere.path().join("gone")).unwrap();
        assert_eq!(next(), ('-', "inside/deep/new.txt".to_owned()));
    }

    #[test]
    fn a_folder_named_by_a_relative_path_is_followed_under_that_name() {
        let folder = tempfile::tempdir().unwrap();
        let here = std::env::current_dir().unwrap();
        let up: PathBuf = here.components().skip(1).map(|_| "..").collect();
        let relative = up.join(folder.path().strip_prefix("/").unwrap());
        let next = follow(&relative);
        fs::write(folder.path().join("new.txt"), "Velmar est prise.").unwrap();
        assert_eq!(next(), ('+', "new.txt".to_owned()));
    }

    #[test]
    fn a_file_under_way_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        let mut watch = Watch::new(&[folder.path().to_owned()], wire::Options::default());
        fs::write(&file, "Velmar").unwrap();
        watch.look(file.clone(), Stamp::of(&file));
        let settled = |watch: &mut Watch| {
            let sent = std::cell::Cell::new(0);
            watch.settle(&|_| {
                sent.set(sent.get() + 1);
                true
            });
            sent.get()
        };
        assert_eq!(settled(&mut watch), 0);
        fs::write(&file, "Velmar est prise.").unwrap();
        let earlier = Instant::now().checked_sub(REST * 2).unwrap();
        watch.resting.get_mut(&file).unwrap().1 = earlier;
        assert_eq!(settled(&mut watch), 0, "it has grown since");
        watch.resting.get_mut(&file).unwrap().1 = earlier;
        assert_eq!(settled(&mut watch), 1);
    }

    #[test]
    fn where_nobody_tells_folders_are_walked() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("old.txt"), "Velmar est calme.").unwrap();
        let mut watch = Watch::new(&[folder.path().to_owned()], wire::Options::default());
        watch.watcher.lock().system = None;
        watch.known.note(path("gone.txt"), Stamp::gone());
        let count = std::cell::Cell::new(0);
        let send = |arrival| {
            count.set(count.get() + 1);
            matches!(arrival, Arrival::Removed(path) if path.ends_with("gone.txt"))
        };
        assert!(watch.watcher.is_polling() && watch.walk(&send));
        assert_eq!((count.get(), watch.resting.len()), (1, 1));
    }
}
