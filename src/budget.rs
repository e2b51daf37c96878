//! What a thread may spend on one thing, in time of the processor: a busy machine gives up nothing that an idle one reads.
//!
//! Nothing can stop a thread from outside. So what works for long asks [`check`] between two steps; where the budget is
//! spent, that unwinds up to [`spend`] as a panic does, yet without a word, and nothing that is half done gets out.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::error::Lost;

thread_local! {
    static BUDGET: RefCell<Option<Budget>> = const { RefCell::new(None) };
}

#[derive(Clone, Debug)]
struct Budget {
    /// The thread's clock when it is spent.
    end: Duration,
    steps: Steps,
}

/// How many steps work has taken, for whoever waits for it on another thread.
#[derive(Clone, Debug, Default)]
pub struct Steps(Arc<AtomicU64>);

impl Steps {
    /// How many there are so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What unwinds a thread whose budget is spent.
struct Spent;

/// How long the processor has worked on this thread.
#[must_use]
pub fn clock() -> Duration {
    // No thread has worked for less than no time.
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Does `work` for as long as `time` allows; its `steps` are counted.
///
/// # Errors
/// It panics, or its budget is spent.
pub fn spend<A>(time: Duration, steps: Steps, work: impl FnOnce() -> A) -> Result<A, Lost> {
    let end = clock().saturating_add(time);
    let before = BUDGET.replace(Some(Budget { end, steps }));
    let done = catch_unwind(AssertUnwindSafe(|| {
        check();
        work()
    }));
    BUDGET.set(before);
    done.map_err(|why| lost(&*why))
}

fn lost(why: &(dyn Any + Send)) -> Lost {
    if why.is::<Spent>() { Lost::Late } else { Lost::Failed }
}

/// Takes a step: goes on where there is a budget left, or none was set.
pub fn check() {
    let spent = BUDGET.with_borrow(|budget| {
        budget.as_ref().is_some_and(|budget| {
            budget.steps.0.fetch_add(1, Ordering::Relaxed);
            clock() >= budget.end
        })
    });
    if spent {
        resume_unwind(Box::new(Spent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(1000);

    #[test]
    fn work_within_its_budget_is_done() {
        let steps = Steps::default();
        assert_eq!(spend(LONG, steps.clone(), || [(); 4].map(|()| check()).len()), Ok(4));
        assert_eq!(steps.count(), 5);
        check();
        assert_eq!(steps.count(), 5);
    }

    #[test]
    fn work_beyond_its_budget_ends_at_its_next_step() {
        let endless = || {
            loop {
                check();
            }
        };
        assert_eq!(spend(Duration::from_millis(2), Steps::default(), endless), Err::<(), _>(Lost::Late));
        assert_eq!(spend(Duration::ZERO, Steps::default(), || ()), Err(Lost::Late));
    }

    #[test]
    fn time_in_which_nothing_is_done_costs_nothing() {
        let sleeps = || {
            std::thread::sleep(Duration::from_millis(60));
            check();
        };
        assert_eq!(spend(Duration::from_millis(50), Steps::default(), sleeps), Ok(()));
    }

    #[test]
    fn a_panic_is_told_apart_and_the_budget_around_it_holds_on() {
        let inner = || spend(LONG, Steps::default(), || panic!("a rule"));
        let outer = spend(LONG, Steps::default(), || (inner(), BUDGET.with_borrow(Option::is_some)));
        assert_eq!(outer, Ok((Err::<(), _>(Lost::Failed), true)));
    }
}
