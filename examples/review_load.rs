//! Many editors at once on one store: what a decision takes, and that none is lost.
//!
//! `cargo run --release --example review_load [WRITERS] [DECISIONS]`, by default 8 writers with 2000 decisions each.

use depeche::dispatch::{Dispatch, Format, Meta};
use depeche::review::store::Store;
use depeche::review::{Act, Decision, Step};
use std::collections::HashSet;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut number = |default: usize| args.next().map_or(Ok(default), |n| n.parse());
    let (writers, decisions) = (number(8)?, number(2000)?);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("review.db");
    Store::open(&path)?;
    let started = Instant::now();
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let path = path.as_path();
        let threads: Vec<_> = (0..writers).map(|w| scope.spawn(move || write(path, w, decisions))).collect();
        threads.into_iter().flat_map(|t| t.join().ok().and_then(Result::ok).unwrap_or_default()).collect()
    });
    let elapsed = started.elapsed().as_secs_f64();
    times.sort_unstable();
    let stored = Store::open(&path)?.since(0)?;
    let different: HashSet<&str> = stored.iter().map(|s| s.entry.uuid.as_str()).collect();
    let at = |share: f64| times.get(rank(times.len(), share)).copied().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{writers} writers, {decisions} decisions each")?;
    writeln!(out, "stored {} of {}, {} different", stored.len(), writers * decisions, different.len())?;
    writeln!(out, "a decision takes p50 {:?}, p99 {:?}, longest {:?}", at(0.5), at(0.99), at(1.0))?;
    writeln!(out, "{:.0} decisions a second", rate(stored.len(), elapsed))?;
    if different.len() != writers * decisions {
        return Err("decisions were lost".into());
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a count of decisions")]
fn rate(n: usize, seconds: f64) -> f64 {
    n as f64 / seconds
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank"
)]
fn rank(n: usize, share: f64) -> usize {
    ((n.saturating_sub(1)) as f64 * share) as usize
}

fn write(path: &Path, writer: usize, decisions: usize) -> Result<Vec<Duration>, depeche::error::Error> {
    let mut store = Store::open(path)?;
    let dispatch = Dispatch {
        id: "load".to_owned(),
        path: None,
        format: Format::Text,
        meta: Meta::default(),
        text: String::new(),
        paragraphs: Vec::new(),
        notices: Vec::new(),
    };
    let mut times = Vec::with_capacity(decisions);
    for _ in 0..decisions {
        let mut step = Step::new(&format!("editor {writer}"));
        step.add(&dispatch, None, Act::Decide { decision: Decision::Accepted });
        let started = Instant::now();
        store.append(step.entries(), None)?;
        times.push(started.elapsed());
    }
    Ok(times)
}
