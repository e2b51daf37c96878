//! Work on several cores with the order kept and memory bounded.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::num::NonZeroUsize;
use std::thread;

/// Deep recursion over hostile input must not overflow: an overflow cannot be caught.
pub(crate) const STACK: usize = 16 << 20;

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
            if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker).is_err() {
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
    use std::time::Duration;

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
