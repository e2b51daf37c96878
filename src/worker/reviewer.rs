//! The thread that keeps decisions: it puts them in the store, and tells of those that others put there.

use std::io;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::Answer;
use super::excluding::exclude;
use crate::app::Msg;
use crate::app::deciding::{Limit, Origin, Task};
use crate::app::messages::Text;
use crate::error::Error;
use crate::review::store::{self, Store};
use crate::review::{Entry, Step, place, undoable};
use crate::wire::clean;

/// How often it looks for what others decided.
const PACE: Duration = Duration::from_millis(500);

/// Starts the thread; it ends with the last sender of tasks. The store is opened when it is there or needed: reading
/// alone makes no file.
///
/// # Errors
/// No thread can be started.
pub fn start(
    file: Result<PathBuf, Error>,
    editor: String,
    lexicon: Option<PathBuf>,
    tasks: Receiver<Task>,
    send: Answer,
) -> io::Result<()> {
    let mut reviewer =
        Reviewer { file, editor, lexicon, store: None, refused: false, seen: 0, log: Vec::new() };
    let work = move || {
        if !reviewer.look(&send) {
            return;
        }
        loop {
            let listens = match tasks.recv_timeout(PACE) {
                Ok(Task::Exclude(names)) => send(reviewer.exclude(&names)),
                Ok(task) => match reviewer.take(task) {
                    Ok(Ok(())) => reviewer.report(&send, Origin::Here),
                    Ok(Err(task)) => send(Msg::NothingTo(task)),
                    Err(error) => send(told(error)),
                },
                Err(RecvTimeoutError::Timeout) if reviewer.store.is_none() => reviewer.look(&send),
                Err(RecvTimeoutError::Timeout) => {
                    let changed = reviewer.store.as_mut().is_none_or(Store::is_changed);
                    !changed || reviewer.report(&send, Origin::Elsewhere)
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if !listens {
                return;
            }
        }
    };
    thread::Builder::new().name("review".to_owned()).spawn(work).map(drop)
}

/// A failure, for the interface.
fn told(error: Error) -> Msg {
    match error {
        Error::Store { path, fault } => Msg::StoreFault(path, fault),
        error => Msg::Fault(error.to_string()),
    }
}

struct Reviewer {
    /// The file of the store, or why there is none.
    file: Result<PathBuf, Error>,
    editor: String,
    /// The folder of the user's own lexicon.
    lexicon: Option<PathBuf>,
    store: Option<Store>,
    /// Whether it could not be opened, and was told of.
    refused: bool,
    /// The last entry that was told of.
    seen: i64,
    log: Vec<Entry>,
}

impl Reviewer {
    /// Opens the store if its file is there, and tells what it holds. One that cannot be used is told of once; whoever
    /// decides tries again.
    fn look(&mut self, send: &Answer) -> bool {
        let Ok(file) = &self.file else { return true };
        if self.store.is_some() || self.refused || !file.exists() {
            return true;
        }
        match Store::open(file) {
            Ok(store) => {
                let limit = match store.limit() {
                    Some(store::Limit::ReadOnly) => Some(Limit::ReadOnly),
                    Some(store::Limit::Network) => Some(Limit::Network),
                    None => None,
                };
                self.store = Some(store);
                limit.is_none_or(|limit| send(Msg::Limited(limit))) && self.report(send, Origin::Before)
            }
            Err(error) => {
                self.refused = true;
                send(Msg::Limited(Limit::Unusable)) && send(told(error))
            }
        }
    }

    fn store(&mut self) -> Result<&mut Store, Error> {
        let store = match self.store.take() {
            Some(store) => store,
            None => match &self.file {
                Ok(file) => Store::open(file)?,
                Err(Error::Store { path, fault }) => {
                    return Err(Error::Store { path: path.clone(), fault: fault.clone() });
                }
                Err(error) => return Err(Error::Usage(error.to_string())),
            },
        };
        Ok(self.store.insert(store))
    }

    /// Says in the user's lexicon that names are none.
    fn exclude(&self, names: &[String]) -> Msg {
        let Some(folder) = &self.lexicon else { return Msg::Told(Text::NoLexicon, String::new()) };
        match exclude(folder, names) {
            Ok(path) => Msg::Told(Text::Excluded, clean::shown(&path.to_string_lossy())),
            Err(error) => Msg::Fault(Error::write(folder, &error).to_string()),
        }
    }

    /// Puts a task on disk; it comes back where there was nothing to do.
    fn take(&mut self, task: Task) -> Result<Result<(), Task>, Error> {
        let mut step = Step::new(&self.editor);
        match &task {
            Task::Take(deeds) => {
                for deed in deeds {
                    let path = place(deed.path.as_deref());
                    step.push(deed.dispatch.clone(), path, deed.anchor.clone(), deed.act.clone());
                }
            }
            Task::Exclude(_) => {}
            Task::Undo | Task::Redo => {
                let (undo, redo) = undoable(&self.log, &self.editor);
                let of = if matches!(task, Task::Undo) { undo } else { redo };
                if let Some(of) = of {
                    step.undo(of, &self.log);
                }
            }
        }
        if step.entries().is_empty() {
            return Ok(Err(task));
        }
        self.store()?.append(step.entries(), None)?;
        Ok(Ok(()))
    }

    /// Tells of what is new in the store; whether somebody still listens.
    fn report(&mut self, send: &Answer, origin: Origin) -> bool {
        let seen = self.seen;
        match self.store().and_then(|store| store.since(seen)) {
            Ok(news) if news.is_empty() => true,
            Ok(news) => {
                self.seen = news.last().map_or(seen, |last| last.seq);
                let entries: Vec<Entry> = news.into_iter().map(|stored| stored.entry).collect();
                self.log.extend(entries.iter().cloned());
                send(Msg::Decided(entries, origin))
            }
            Err(error) => send(told(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::deciding::Deed;
    use crate::app::sample;
    use crate::review::{Act, Anchors, Decision};
    use crossbeam_channel::unbounded;
    use std::sync::Arc;

    #[test]
    fn a_task_is_stored_and_told_and_so_is_what_others_do() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("review.db");
        let (dispatch, items) = sample::dispatch();
        let anchor = Anchors::new(&dispatch, &items).of(crate::app::item::Pane::Quotes.item(0)).unwrap();
        let decide = |decision| {
            let (dispatch, anchor) = (dispatch.id.clone(), Some(anchor.clone()));
            Task::Take(vec![Deed { dispatch, path: None, anchor, act: Act::Decide { decision } }])
        };
        let (to, messages) = unbounded();
        let send: Answer = Arc::new(move |msg| to.send(msg).is_ok());
        let (tasks, taken) = unbounded();
        start(Ok(file.clone()), "ana".to_owned(), None, taken, send).unwrap();
        assert!(!file.exists());
        let told = || match messages.recv_timeout(Duration::from_secs(10)).unwrap() {
            Msg::Decided(entries, origin) => (entries, origin),
            other => panic!("{other:?}"),
        };
        tasks.send(decide(Decision::Accepted)).unwrap();
        let (entries, origin) = told();
        assert_eq!((entries.len(), entries[0].editor.as_str(), origin), (1, "ana", Origin::Here));
        tasks.send(Task::Undo).unwrap();
        assert!(matches!(told().0[0].act, Act::Undo { .. }));
        let mut other = Step::new("bo");
        other.add(&dispatch, None, Act::Note { text: "vu".to_owned() });
        Store::open(&file).unwrap().append(other.entries(), None).unwrap();
        let (entries, origin) = told();
        assert_eq!((entries[0].editor.as_str(), origin), ("bo", Origin::Elsewhere));
    }
}
