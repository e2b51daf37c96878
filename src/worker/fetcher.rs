//! The thread that reads the texts of summaries from their files again.

use std::io;
use std::path::PathBuf;
use std::thread;

use crossbeam_channel::Receiver;

use super::Answer;
use crate::app::Msg;
use crate::dispatch::Dispatch;
use crate::library::files::{self, Input};
use crate::library::work::STACK;
use crate::wire;

/// A summary: its position, its file, and which dispatch of the file it is.
pub type Wanted = (usize, PathBuf, usize);

/// How many are answered for together.
const AT_ONCE: usize = 200;

/// Starts the thread; it ends with the last sender of wishes.
///
/// # Errors
/// No thread can be started.
pub fn start(wanted: Receiver<Wanted>, options: wire::Options, send: Answer) -> io::Result<()> {
    let work = move || {
        let mut shelf = Shelf { file: None, options };
        while let Ok(first) = wanted.recv() {
            let rest = wanted.try_iter().take(AT_ONCE - 1);
            let found =
                std::iter::once(first).chain(rest).map(|(id, path, item)| (id, shelf.get(path, item)));
            if !send(Msg::Fetched(found.collect())) {
                return;
            }
        }
    };
    thread::Builder::new().name("fetch".to_owned()).stack_size(STACK).spawn(work).map(drop)
}

/// The file that was read last: the next dispatch is often from the same one.
struct Shelf {
    file: Option<(PathBuf, Vec<Dispatch>)>,
    options: wire::Options,
}

impl Shelf {
    /// A dispatch of a file; a sentence where there is none.
    fn get(&mut self, path: PathBuf, item: usize) -> Result<Dispatch, String> {
        if self.file.as_ref().is_none_or(|(known, _)| *known != path) {
            let dispatches = files::read(Input::File(path.clone(), true), &self.options);
            self.file = Some((path, dispatches.map_err(|error| error.to_string())?));
        }
        let found = self.file.as_ref().and_then(|(_, dispatches)| dispatches.get(item).cloned());
        found.ok_or_else(|| "The file has changed and no longer holds this dispatch.".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam_channel::unbounded;
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn dispatches_are_read_from_their_files_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl");
        std::fs::write(&file, "{\"text\": \"Velmar est calme.\"}\n{\"text\": \"Kessel aussi.\"}\n").unwrap();
        let (to, messages) = unbounded();
        let (wish, wanted) = unbounded();
        wish.send((7, file.clone(), 1)).unwrap();
        wish.send((8, file.clone(), 2)).unwrap();
        let send: Answer = Arc::new(move |msg| to.send(msg).is_ok());
        start(wanted, wire::Options::default(), send).unwrap();
        let mut found = Vec::new();
        while found.len() < 2 {
            match messages.recv_timeout(Duration::from_secs(10)).unwrap() {
                Msg::Fetched(more) => found.extend(more.into_iter().map(|(id, f)| (id, f.map(|d| d.text)))),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(found[0], (7, Ok("Kessel aussi.".to_owned())));
        assert!(found[1].1.is_err());
    }
}
