//! Threads that do what would make the interface wait, and answer with [`Msg`]s.

pub mod cache;
pub mod excluding;
pub mod fetcher;
pub mod reviewer;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, TryRecvError, select, unbounded};

use crate::app::Msg;
use crate::dispatch::{Dispatch, Extraction};
use crate::error::Lost;
use crate::library::Library;
use crate::library::load::Arrival;
use crate::library::work::{STACK, WATCHED};

/// Reads a dispatch.
pub type Extract = Arc<dyn Fn(&Dispatch) -> Result<Extraction, Lost> + Send + Sync>;

/// Where threads send their answers: a channel that wakes the interface.
pub type Answer = Arc<dyn Fn(Msg) -> bool + Send + Sync>;

/// A dispatch to be read, by its position.
type Job = (usize, Arc<Dispatch>);

/// The threads that read dispatches.
#[derive(Debug)]
pub struct Readers {
    urgent: Sender<Job>,
    later: Sender<Job>,
}

impl Readers {
    /// Starts `threads` threads that read with `extract` and send what they read.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(threads: usize, extract: &Extract, send: &Answer) -> std::io::Result<Self> {
        let (urgent, urgent_jobs) = unbounded();
        let (later, later_jobs) = unbounded();
        for _ in 0..threads.max(1) {
            let (urgent, later) = (urgent_jobs.clone(), later_jobs.clone());
            let (extract, send) = (Arc::clone(extract), Arc::clone(send));
            thread::Builder::new().name(WATCHED.to_owned()).stack_size(STACK).spawn(move || {
                while let Some((id, dispatch)) = next(&urgent, &later) {
                    if !read(id, &dispatch, &extract, |msg| send(msg)) {
                        return;
                    }
                }
            })?;
        }
        Ok(Self { urgent, later })
    }

    /// Asks for a dispatch to be read, before all others if it is urgent.
    pub fn ask(&self, id: usize, dispatch: Arc<Dispatch>, urgent: bool) {
        let queue = if urgent { &self.urgent } else { &self.later };
        // Without threads there is nobody to ask; the pane goes on saying that it waits.
        let _ = queue.send((id, dispatch));
    }
}

/// The next job, an urgent one if there is any; `None` once nobody can ask any more.
fn next(urgent: &Receiver<Job>, later: &Receiver<Job>) -> Option<Job> {
    match urgent.try_recv() {
        Ok(job) => Some(job),
        Err(TryRecvError::Disconnected) => None,
        Err(TryRecvError::Empty) => select! {
            recv(urgent) -> job => job.ok(),
            recv(later) -> job => job.ok(),
        },
    }
}

/// Takes what is loaded into one library, and tells `answer` what becomes of its rows. Rows are numbered as they come:
/// whoever takes a number sends it before the next one takes another.
pub fn shelve(answer: Answer) -> impl Fn(Arrival) -> bool + Send + Sync {
    let library = Mutex::new(Library::default());
    move |arrival| {
        let mut library = library.lock().unwrap_or_else(PoisonError::into_inner);
        answer(library.receive(arrival).map_or(Msg::Loaded, Msg::Arrived))
    }
}

/// The next message, if there is one, with all arrivals that wait taken together, so that a list of thousands is sorted
/// once.
#[must_use]
pub fn next_message(messages: &Receiver<Msg>) -> Option<Msg> {
    // Rows are woven into the list whatever its length: a key waits for no more than these.
    const AT_ONCE: usize = 500;
    let mut msg = messages.try_recv().ok()?;
    if let Msg::Arrived(all) = &mut msg {
        while all.len() < AT_ONCE && !messages.is_empty() {
            match messages.try_recv() {
                Ok(Msg::Arrived(more)) => all.extend(more),
                // Order matters to nobody but the end of loading, which may come a little early.
                Ok(other) => return Some(Msg::Both(Box::new(msg), Box::new(other))),
                Err(_) => break,
            }
        }
    }
    Some(msg)
}

/// Reads one dispatch; whether somebody still listens. A rule that panics costs the items of this dispatch alone.
pub fn read(id: usize, dispatch: &Dispatch, extract: &Extract, mut send: impl FnMut(Msg) -> bool) -> bool {
    let items = catch_unwind(AssertUnwindSafe(|| extract(dispatch))).unwrap_or(Err(Lost::Failed));
    let lost = items.as_ref().err().copied();
    let listens = send(Msg::Read(id, Box::new(items.unwrap_or_default())));
    lost.map_or(listens, |lost| send(Msg::Broken(id, lost)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use std::time::Duration;

    #[test]
    fn a_rule_that_panics_costs_one_dispatch() {
        let extract: Extract =
            Arc::new(|d| if d.text == "bad" { panic!("rule") } else { Ok(Extraction::default()) });
        let (to, from) = unbounded();
        let send: Answer = Arc::new(move |msg| to.send(msg).is_ok());
        let readers = Readers::start(1, &extract, &send).unwrap();
        readers.ask(7, Arc::new(sample::plain("bad")), true);
        readers.ask(8, Arc::new(sample::plain("good")), false);
        let mut seen = Vec::new();
        while seen.len() < 3 {
            match from.recv_timeout(Duration::from_secs(10)).unwrap() {
                Msg::Read(id, _) => seen.push((id, true)),
                Msg::Broken(id, Lost::Failed) => seen.push((id, false)),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(seen, [(7, true), (7, false), (8, true)]);
    }
}
