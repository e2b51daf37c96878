//! Following folders: files that come, change and go.
//!
//! On a local file system the operating system tells; on network file systems, whose servers tell nobody, and where
//! watches run out, the folders are walked every few seconds. A file is read once it has rested: until then somebody
//! is still writing it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::{RecursiveMode, Watcher as _};

use super::files::{self, Input};
use super::load::Arrival;
use crate::wire;

/// How long a file must rest before it is read.
const REST: Duration = Duration::from_millis(400);
/// How often folders are walked where nobody tells.
const POLL: Duration = Duration::from_secs(2);
/// Magic numbers of file systems whose changes nobody tells: NFS, SMB, CIFS, FUSE, 9p, AFS, Ceph.
const REMOTE: &[u64] =
    &[0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546, 0x0102_1997, 0x5346_414f, 0x00c3_6400];

/// The state of a file that changed while the folders were walked: like none that a file has.
const UNSURE: Stamp = Stamp { bytes: u64::MAX, changed: None, inode: 0 };

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
    inode: u64,
}

/// Follows the folders among `paths` on a thread of its own and sends what comes, changes or goes from now on; `send`
/// says whether anybody still listens. What is there now is taken as known.
///
/// # Errors
/// No thread can be started.
pub fn start(
    paths: Vec<PathBuf>,
    options: wire::Options,
    send: impl Fn(Arrival) -> bool + Send + 'static,
) -> io::Result<()> {
    let folders: Vec<PathBuf> = paths.into_iter().filter(|path| path.is_dir()).collect();
    if folders.is_empty() {
        return Ok(());
    }
    let mut watch =
        Watch { known: HashMap::new(), folders, resting: HashMap::new(), fresh: HashMap::new(), options };
    let (teller, told) = mpsc::channel();
    let watcher = watch.watcher(teller);
    // Followed before it returns: what changes after that is told, whatever loads it in between. Where the system tells,
    // the folders are walked later, so that nothing waits for that.
    if watcher.is_none() {
        watch.known = scan(&watch.folders);
    }
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || watch.run(watcher.as_ref(), &told, &send))?;
    Ok(())
}

struct Watch {
    folders: Vec<PathBuf>,
    known: HashMap<PathBuf, Stamp>,
    /// Files that have changed, their present state, and since when they are in it.
    resting: HashMap<PathBuf, (Stamp, Instant)>,
    /// Folders that are new: what came into them before they were watched themselves is looked for once more.
    fresh: HashMap<PathBuf, Instant>,
    options: wire::Options,
}

impl Watch {
    fn run(
        &mut self,
        watcher: Option<&notify::RecommendedWatcher>,
        told: &mpsc::Receiver<notify::Result<notify::Event>>,
        send: &dyn Fn(Arrival) -> bool,
    ) {
        // Without a watcher the channel has ended, and only the clock counts.
        let polling = watcher.is_none();
        if !polling {
            self.known = scan(&self.folders);
            // What changed meanwhile may have been loaded before that: whatever it is now, it is new.
            while let Ok(event) = told.try_recv() {
                let changed = event.iter().filter(|e| !matches!(e.kind, notify::EventKind::Access(_)));
                for path in changed.flat_map(|e| &e.paths).filter(|path| !path.is_dir()) {
                    self.known.insert(path.clone(), UNSURE);
                }
                self.note(event);
            }
        }
        let mut walked = Instant::now();
        loop {
            let idle = self.resting.is_empty() && self.fresh.is_empty();
            // With nothing to wait for, the operating system wakes the thread.
            let wait = match (idle, polling) {
                (false, _) => REST,
                (true, true) => POLL,
                (true, false) => Duration::MAX,
            };
            let mut all = false;
            match told.recv_timeout(wait) {
                Ok(event) => all = self.note(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(wait.min(POLL)),
            }
            while let Ok(event) = told.try_recv() {
                all |= self.note(event);
            }
            let settled: Vec<PathBuf> = self
                .fresh
                .iter()
                .filter(|(_, since)| since.elapsed() >= REST)
                .map(|(path, _)| path.clone())
                .collect();
            for (path, stamp) in scan(&settled) {
                self.look(path, Some(stamp));
            }
            self.fresh.retain(|path, _| !settled.contains(path));
            if all || (polling && walked.elapsed() >= POLL) {
                walked = Instant::now();
                if !self.walk(send) {
                    return;
                }
            }
            if !self.settle(send) {
                return;
            }
        }
    }

    /// The operating system's own watch; `None` where there is none to rely on.
    fn watcher(
        &self,
        teller: mpsc::Sender<notify::Result<notify::Event>>,
    ) -> Option<notify::RecommendedWatcher> {
        if self.folders.iter().any(|folder| is_remote(folder)) {
            return None;
        }
        let mut watcher = notify::recommended_watcher(teller).ok()?;
        self.folders
            .iter()
            .all(|folder| watcher.watch(folder, RecursiveMode::Recursive).is_ok())
            .then_some(watcher)
    }

    /// Notes what an event is about; whether everything must be walked because events were lost.
    fn note(&mut self, event: notify::Result<notify::Event>) -> bool {
        let Ok(event) = event else { return true };
        if matches!(event.kind, notify::EventKind::Access(_)) {
            // Our own reading is one.
            return event.need_rescan();
        }
        for path in &event.paths {
            if hidden(path, &self.folders) {
            } else if path.is_dir() {
                self.fresh.entry(path.clone()).or_insert_with(Instant::now);
            } else {
                self.look(path.clone(), stamp(path));
            }
        }
        event.need_rescan()
    }

    /// Takes a look at a file: one that is new or has changed must rest; one that is gone is told at once by
    /// [`Watch::settle`], as a state without bytes.
    fn look(&mut self, path: PathBuf, now: Option<Stamp>) {
        let gone = Stamp { bytes: 0, changed: None, inode: 0 };
        let now = now.unwrap_or(gone);
        if self.known.get(&path) == Some(&now) {
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
        let now = scan(&self.folders);
        let gone: Vec<PathBuf> = self.known.keys().filter(|path| !now.contains_key(*path)).cloned().collect();
        for path in gone {
            self.known.remove(&path);
            if !send(Arrival::Removed(path)) {
                return false;
            }
        }
        for (path, stamp) in now {
            self.look(path, Some(stamp));
        }
        true
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
            let Some(now) = stamp(&path) else {
                let known = self.known.remove(&path).is_some();
                if known && !send(Arrival::Removed(path)) {
                    return false;
                }
                continue;
            };
            if now != before {
                self.look(path, Some(now));
                continue;
            }
            self.known.insert(path.clone(), now);
            let found = files::read(Input::File(path.clone(), false), &self.options);
            if !send(Arrival::Loaded { path: Some(path), found }) {
                return false;
            }
        }
        true
    }
}

/// The state of a regular file; `None` for anything else.
fn stamp(path: &Path) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let meta = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some(Stamp { bytes: meta.len(), changed: meta.modified().ok(), inode: meta.ino() })
}

/// The files in `folders` and their states.
fn scan(folders: &[PathBuf]) -> HashMap<PathBuf, Stamp> {
    files::stories(folders)
        .filter_map(|input| match input {
            Input::File(path, _) => stamp(&path).map(|stamp| (path, stamp)),
            _ => None,
        })
        .collect()
}

/// Whether a name on the way from the followed folder to the file is one that is passed over.
fn hidden(path: &Path, folders: &[PathBuf]) -> bool {
    let inside: HashSet<&Path> = folders.iter().map(PathBuf::as_path).collect();
    path.ancestors()
        .take_while(|part| !inside.contains(part))
        .filter_map(Path::file_name)
        .any(files::is_passed_over)
}

/// Whether a folder lies on a file system that other machines write to unseen.
fn is_remote(folder: &Path) -> bool {
    rustix::fs::statfs(folder)
        .is_ok_and(|fs| u64::try_from(fs.f_type).is_ok_and(|kind| REMOTE.contains(&(kind & 0xffff_ffff))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::Receiver;

    fn next(arrivals: &Receiver<Arrival>) -> (bool, String) {
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        match arrivals.recv_timeout(Duration::from_secs(20)).unwrap() {
            Arrival::Loaded { path, found } => (found.is_ok(), name(&path.unwrap())),
            Arrival::Removed(path) => (false, name(&path)),
            Arrival::Complete => panic!("nothing to complete"),
        }
    }

    #[test]
    fn files_come_change_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("old.txt"), "Velmar est calme.").unwrap();
        let (sender, arrivals) = mpsc::channel();
        start(vec![folder.path().to_owned()], wire::Options::default(), move |a| sender.send(a).is_ok())
            .unwrap();
        thread::sleep(Duration::from_millis(200));
        fs::write(path(".hidden"), "Caché.").unwrap();
        fs::create_dir(path("inside")).unwrap();
        fs::write(path("inside/new.txt"), "Velmar est prise.").unwrap();
        assert_eq!(next(&arrivals), (true, "new.txt".to_owned()));
        fs::write(path("old.txt"), "Velmar est tombée hier.").unwrap();
        assert_eq!(next(&arrivals), (true, "old.txt".to_owned()));
        fs::remove_file(path("old.txt")).unwrap();
        assert_eq!(next(&arrivals), (false, "old.txt".to_owned()));
    }

    #[test]
    fn a_file_under_way_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        let mut watch = Watch {
            folders: vec![folder.path().to_owned()],
            known: HashMap::new(),
            resting: HashMap::new(),
            fresh: HashMap::new(),
            options: wire::Options::default(),
        };
        fs::write(&file, "Velmar").unwrap();
        watch.look(file.clone(), stamp(&file));
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
}
