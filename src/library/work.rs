//! Work on several cores with the order kept and memory bounded.

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use crate::error::Lost;

/// Deep recursion over hostile input must not overflow: an overflow cannot be caught.
pub(crate) const STACK: usize = 16 << 20;

/// How threads are called whose panics are caught and told of by whoever waits for them.
pub(crate) const WATCHED: &str = "read";

/// Does `work`, whose panics are no reason to end.
///
/// # Errors
/// It panics.
pub fn caught<A>(work: impl FnOnce() -> A) -> Result<A, Lost> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Lost::Failed)
}

/// Does `work` on a thread of its own, for as long as `time` allows. After that the thread is left to itself, since
/// nothing can stop it from outside; it ends with the program at the latest.
///
/// # Errors
/// The work panics, takes too long, or there can be no thread.
pub fn within<A: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> A + Send + 'static,
) -> Result<A, Lost> {
    let (to, answer) = bounded(1);
    let run = move || {
        // Nobody waits for it once its time is over.
        let _ = to.send(work());
    };
    let thread = thread::Builder::new().name(WATCHED.to_owned()).stack_size(STACK);
    thread.spawn(run).map_err(|_| Lost::Failed)?;
    answer.recv_timeout(time).map_err(|error| match error {
        RecvTimeoutError::Timeout => Lost::Late,
        RecvTimeoutError::Disconnected => Lost::Failed,
    })
}

/// How many jobs may be under way or wait for their turn, for each thread.
const AHEAD: usize = 4;

/// Does `work` on every job on `threads` threads and hands the answers to `sink` in the order of the jobs. At most a
/// few jobs a thread are ahead of the sink, so memory does not grow with their number. The first failure of the sink
/// ends it all.
///
/// # Errors
/// That of the sink.
pub fn in_order<J: Send, A: Send, E>(
    jobs: impl Iterator<Item = J> + Send,
    threads: NonZeroUsize,
    work: impl Fn(J) -> A + Sync,
    mut sink: impl FnMut(A) -> Result<(), E>,
) -> Result<(), E> {
    // Every job carries the way back for its answer; the ways back queue up in the order of the jobs.
    let (to_workers, from_feeder) = bounded::<(J, Sender<A>)>(threads.get());
    let (to_sink, answers) = bounded::<Receiver<A>>(threads.get() * AHEAD);
    let work = &work;
    thread::scope(|scope| {
        scope.spawn(move || {
            for job in jobs {
                let (way_back, answer) = bounded(1);
                if to_sink.send(answer).is_err() || to_workers.send((job, way_back)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..threads.get() {
            let from_feeder = from_feeder.clone();
            let worker = move || {
                for (job, way_back) in from_feeder {
                    // Nobody waits for it after a failure of the sink.
                    let _ = way_back.send(work(job));
                }
            };
            if thread::Builder::new()
                .name(WATCHED.to_owned())
                .stack_size(STACK)
                .spawn_scoped(scope, worker)
                .is_err()
            {
                // Fewer threads do the same work.
                break;
            }
        }
        drop(from_feeder);
        for answer in answers {
            if let Ok(answer) = answer.recv() {
                sink(answer)?;
            }
        }
        Ok(())
    })
}

/// As many threads as the machine has cores.
#[must_use]
pub fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const FOUR: NonZeroUsize = NonZeroUsize::new(4).unwrap();

    #[test]
    fn order_is_kept_whatever_takes_long() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_micros(if n.is_multiple_of(7) { 500 } else { 0 }));
            n
        };
        in_order(0..200, FOUR, slow_first, |n| {
            seen.push(n);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert!(seen.into_iter().eq(0..200));
    }

    #[test]
    fn work_that_panics_or_takes_too_long_is_given_up() {
        assert_eq!(within(Duration::from_secs(20), || 7), Ok(7));
        assert_eq!(within(Duration::from_secs(20), || panic!("a rule")), Err::<(), _>(Lost::Failed));
        let time = Duration::from_millis(5);
        assert_eq!(within(time, || thread::sleep(Duration::from_secs(1))), Err(Lost::Late));
    }

    #[test]
    fn a_failing_sink_ends_the_work() {
        let done = AtomicUsize::new(0);
        let work = |n: usize| {
            done.fetch_add(1, Ordering::Relaxed);
            n
        };
        let result = in_order(0..1_000_000, FOUR, work, |n| if n == 10 { Err("full") } else { Ok(()) });
        assert_eq!(result, Err("full"));
        assert!(done.into_inner() < 100);
    }
}
