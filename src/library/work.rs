//! Work on several cores with the order kept and memory bounded.

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::budget::{self, Steps};
use crate::error::Lost;

/// Deep recursion over hostile input must not overflow: an overflow cannot be caught.
pub(crate) const STACK: usize = 16 << 20;

/// How threads are called whose panics are caught and told of by whoever waits for them.
pub(crate) const WATCHED: &str = "read";

/// How many threads were given up and still run.
static GIVEN_UP: AtomicUsize = AtomicUsize::new(0);
/// No more are started while so many are.
const MOST_GIVEN_UP: usize = 4;
/// How often it is looked whether work goes on, as parts of the time that it has.
const LOOKS: u32 = 8;

/// Does `work` on a thread of its own, for as long as `time` of the processor allows. What takes no step for as long by
/// the clock on the wall, as the code of others may that asks for no budget, is left to itself: it ends when it is done,
/// or with the program.
///
/// # Errors
/// The work panics or takes too long, there can be no thread, or too many were left to themselves already.
pub fn within<A: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> A + Send + 'static,
) -> Result<A, Lost> {
    if GIVEN_UP.load(Ordering::Relaxed) >= MOST_GIVEN_UP {
        return Err(Lost::Crowded);
    }
    let (to, answer) = bounded(1);
    let (steps, over) = (Steps::default(), Arc::new(AtomicBool::new(false)));
    let run = {
        let (steps, over) = (steps.clone(), Arc::clone(&over));
        move || {
            // It has room for the answer, whether anybody waits or not.
            let _ = to.send(budget::spend(time, steps, work));
            if over.swap(true, Ordering::AcqRel) {
                GIVEN_UP.fetch_sub(1, Ordering::Relaxed);
            }
        }
    };
    let thread = thread::Builder::new().name(WATCHED.to_owned()).stack_size(STACK);
    thread.spawn(run).map_err(|_| Lost::Failed)?;
    let (mut seen, mut since) = (steps.count(), Instant::now());
    loop {
        match answer.recv_timeout(time / LOOKS) {
            Ok(done) => return done,
            Err(RecvTimeoutError::Disconnected) => return Err(Lost::Failed),
            Err(RecvTimeoutError::Timeout) if steps.count() != seen => {
                (seen, since) = (steps.count(), Instant::now());
            }
            Err(RecvTimeoutError::Timeout) if since.elapsed() < time => {}
            Err(RecvTimeoutError::Timeout) => {
                // Whoever comes second knows of the other: the thread takes itself off the count when it ends.
                GIVEN_UP.fetch_add(1, Ordering::Relaxed);
                if over.swap(true, Ordering::AcqRel) {
                    GIVEN_UP.fetch_sub(1, Ordering::Relaxed);
                    return answer.recv().unwrap_or(Err(Lost::Failed));
                }
                return Err(Lost::Late);
            }
        }
    }
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
        let long = Duration::from_secs(1000);
        assert_eq!(within(long, || 7), Ok(7));
        assert_eq!(within(long, || panic!("a rule")), Err::<(), _>(Lost::Failed));
        // It asks for no budget, and ends once nobody waits.
        let (to, ended) = bounded::<()>(0);
        let stuck = move || {
            let _ = ended.recv();
        };
        assert_eq!(within(Duration::from_millis(5), stuck), Err(Lost::Late));
        assert!(GIVEN_UP.load(Ordering::Relaxed) > 0);
        drop(to);
        // Other tests may give up threads of their own; all of them end.
        let end = Instant::now() + Duration::from_secs(60);
        while GIVEN_UP.load(Ordering::Relaxed) > 0 {
            assert!(Instant::now() < end, "a thread that was given up does not end");
            thread::sleep(Duration::from_millis(1));
        }
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
