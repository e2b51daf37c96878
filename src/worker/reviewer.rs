//! The thread that keeps decisions: it puts them in the store, and tells of those that others put there.

use std::io;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::Answer;
use crate::app::Msg;
use crate::app::deciding::Task;
use crate::error::Error;
use crate::review::store::Store;
use crate::review::{Act, Entry, Step, undoable};

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
    tasks: Receiver<Task>,
    send: Answer,
) -> io::Result<()> {
    let mut reviewer = Reviewer { file, editor, store: None, seen: 0, log: Vec::new() };
    let work = move || {
        if reviewer.file.as_ref().is_ok_and(|file| file.exists()) && !reviewer.report(&send, false) {
            return;
        }
        loop {
            let asked = match tasks.recv_timeout(PACE) {
                Ok(task) => match reviewer.take(task) {
                    Ok(()) => true,
                    Err(error) if send(Msg::Fault(error.to_string())) => continue,
                    Err(_) => return,
                },
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if reviewer.store.is_some() && !reviewer.report(&send, asked) {
                return;
            }
        }
    };
    thread::Builder::new().name("review".to_owned()).spawn(work).map(drop)
}

struct Reviewer {
    file: Result<PathBuf, Error>,
    editor: String,
    store: Option<Store>,
    /// The last entry that was told of.
    seen: i64,
    log: Vec<Entry>,
}

impl Reviewer {
    fn store(&mut self) -> Result<&mut Store, Error> {
        let store = match self.store.take() {
            Some(store) => store,
            None => match &self.file {
                Ok(file) => Store::open(file)?,
                Err(error) => return Err(Error::Usage(error.to_string())),
            },
        };
        Ok(self.store.insert(store))
    }

    /// Puts a task on disk.
    fn take(&mut self, task: Task) -> Result<(), Error> {
        let mut step = Step::new(&self.editor);
        match task {
            Task::Decide { dispatch, anchor, decision } => {
                step.add(&dispatch, Some(*anchor), Act::Decide { decision });
            }
            Task::Undo | Task::Redo => {
                let (undo, redo) = undoable(&self.log, &self.editor);
                let of = if matches!(task, Task::Undo) { undo } else { redo };
                if let Some(of) = of {
                    step.undo(of, &self.log);
                }
            }
        }
        self.store()?.append(step.entries(), None).map(drop)
    }

    /// Tells of what is new in the store; whether somebody still listens.
    fn report(&mut self, send: &Answer, asked: bool) -> bool {
        let seen = self.seen;
        match self.store().and_then(|store| store.since(seen)) {
            Ok(news) if news.is_empty() => true,
            Ok(news) => {
                self.seen = news.last().map_or(seen, |last| last.seq);
                let entries: Vec<Entry> = news.into_iter().map(|stored| stored.entry).collect();
                self.log.extend(entries.iter().cloned());
                send(Msg::Decided(entries, asked))
            }
            Err(error) => send(Msg::Fault(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::review::{Anchors, Decision};
    use crossbeam_channel::unbounded;
    use std::sync::Arc;

    #[test]
    fn a_task_is_stored_and_told_and_so_is_what_others_do() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("review.db");
        let (dispatch, items) = sample::dispatch();
        let anchor = Anchors::new(&dispatch, &items).of(crate::app::item::Pane::Quotes.item(0)).unwrap();
        let dispatch = Arc::new(dispatch);
        let decide = |decision| Task::Decide {
            dispatch: Arc::clone(&dispatch),
            anchor: Box::new(anchor.clone()),
            decision,
        };
        let (to, messages) = unbounded();
        let send: Answer = Arc::new(move |msg| to.send(msg).is_ok());
        let (tasks, taken) = unbounded();
        start(Ok(file.clone()), "ana".to_owned(), taken, send).unwrap();
        assert!(!file.exists());
        let told = || match messages.recv_timeout(Duration::from_secs(10)).unwrap() {
            Msg::Decided(entries, asked) => (entries, asked),
            other => panic!("{other:?}"),
        };
        tasks.send(decide(Decision::Accepted)).unwrap();
        let (entries, asked) = told();
        assert_eq!((entries.len(), entries[0].editor.as_str(), asked), (1, "ana", true));
        tasks.send(Task::Undo).unwrap();
        assert!(matches!(told().0[0].act, Act::Undo { .. }));
        let mut other = Step::new("bo");
        other.add(&dispatch, None, Act::Note { text: "vu".to_owned() });
        Store::open(&file).unwrap().append(other.entries(), None).unwrap();
        let (entries, asked) = told();
        assert_eq!((entries[0].editor.as_str(), asked), ("bo", false));
    }
}
