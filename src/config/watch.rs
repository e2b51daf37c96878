//! Following the config and its themes, so that what changes in them holds at once.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher as _};

/// How long changes are gathered: editors write a file in several steps.
const REST: Duration = Duration::from_millis(150);

/// Calls `changed` on a thread of its own whenever a TOML file in the folder of `config`, or in `themes` below it,
/// changes, until it says that nobody listens. Where the system does not tell of changes, nothing is followed.
pub fn start(config: &Path, changed: impl Fn() -> bool + Send + 'static) {
    let Some(folder) = config.parent().map(Path::to_owned) else { return };
    let (teller, told) = channel();
    let Ok(mut watcher) = notify::recommended_watcher(teller) else { return };
    if watcher.watch(&folder, RecursiveMode::NonRecursive).is_err() {
        return;
    }
    // A folder of themes need not be there.
    let _ = watcher.watch(&folder.join("themes"), RecursiveMode::NonRecursive);
    let follow = move || {
        let _watcher = watcher;
        while let Ok(event) = told.recv() {
            let mut ours = is_ours(event);
            while let Ok(event) = told.recv_timeout(REST) {
                ours |= is_ours(event);
            }
            if ours && !changed() {
                return;
            }
        }
    };
    // Without a thread the config holds as it was read.
    let _ = thread::Builder::new().name("config".to_owned()).spawn(follow);
}

fn is_ours(event: notify::Result<Event>) -> bool {
    let toml = |path: &PathBuf| path.extension().is_some_and(|e| e == "toml");
    event.is_ok_and(|e| !matches!(e.kind, EventKind::Access(_)) && e.paths.iter().any(toml))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;

    #[test]
    fn a_change_is_told_once_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config.toml");
        fs::write(&config, "").unwrap();
        let (to, from) = mpsc::channel();
        start(&config, move || to.send(()).is_ok());
        fs::write(folder.path().join("notes.txt"), "no config").unwrap();
        fs::write(&config, "theme = \"mono\"\n").unwrap();
        from.recv_timeout(Duration::from_secs(20)).unwrap();
    }
}
