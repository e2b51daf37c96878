//! What reading takes: one dispatch as a whole process, and running text on one core.
//!
//! `cargo run --release --example figures [FILE...]`, by default the samples. The first dispatch of each file is read; give many,
//! since words that came lately are known already: the same text again is read faster than one like it. Peak memory is what
//! the kernel counts as resident (Linux).

use depeche::dispatch::Dispatch;
use depeche::lexicon::Lexicon;
use depeche::{extract, language, wire};
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often the process is started; the median counts.
const RUNS: usize = 21;
/// For how long text is read.
const READING: Duration = Duration::from_secs(2);

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        files =
            std::fs::read_dir("assets/samples")?.map(|f| Ok(f?.path())).collect::<std::io::Result<_>>()?;
        files.sort();
    }
    let mut out = std::io::stdout().lock();
    let (time, memory) = whole_process(&files[0])?;
    writeln!(
        out,
        "extract of one dispatch, whole process: {time:?}, {} KiB resident at most",
        memory.unwrap_or(0)
    )?;

    let mut dispatches = Vec::with_capacity(files.len());
    for file in &files {
        let found = wire::read(&std::fs::read(file)?, Some(file), &wire::Options::default())?;
        let dispatch = found.into_iter().next().ok_or("no dispatch")?;
        let lang = language::identify(&dispatch.text);
        dispatches.push((dispatch, lang));
    }
    let (mut analyzed, mut extracted, mut tokens) = (Duration::ZERO, Duration::ZERO, 0);
    // The models are loaded by then.
    if let Some((dispatch, lang)) = dispatches.first() {
        read(dispatch, *lang);
    }
    while analyzed + extracted < READING {
        for (dispatch, lang) in &dispatches {
            let (a, e, n) = read(dispatch, *lang);
            analyzed += a;
            extracted += e;
            tokens += n;
        }
    }
    let rate = |time: Duration| per_second(tokens, time);
    writeln!(out, "one core: {:.0} tokens a second in all stages", rate(analyzed + extracted))?;
    writeln!(
        out,
        "          {:.0} in the language engine, {:.0} in extraction",
        rate(analyzed),
        rate(extracted)
    )?;
    Ok(())
}

/// Reads a dispatch once: time in the language engine, time in extraction, tokens.
fn read(dispatch: &Dispatch, lang: depeche::dispatch::Lang) -> (Duration, Duration, usize) {
    let started = Instant::now();
    let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
    let analyzed = started.elapsed();
    let items = extract::extract(dispatch, &analysis, Lexicon::built_in());
    let extracted = started.elapsed().saturating_sub(analyzed);
    std::hint::black_box(items);
    (analyzed, extracted, analysis.tokens.len())
}

#[expect(clippy::cast_precision_loss, reason = "a count of tokens")]
fn per_second(n: usize, time: Duration) -> f64 {
    n as f64 / time.as_secs_f64()
}

/// The median time of the program on one file, and the most memory it held, in KiB.
fn whole_process(file: &Path) -> Result<(Duration, Option<u64>), Box<dyn Error>> {
    let folder = std::env::current_exe()?;
    let program = folder.parent().and_then(Path::parent).ok_or("the example has no folder")?.join("depeche");
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let started = Instant::now();
        let status = Command::new(&program).arg("extract").arg(file).stdout(Stdio::null()).status()?;
        times.push(started.elapsed());
        if !status.success() {
            return Err("the program failed".into());
        }
    }
    times.sort_unstable();
    Ok((times[RUNS / 2], peak(&program, file)))
}

/// The peak of resident memory, read from the program's own status while its output waits to be taken.
fn peak(program: &Path, file: &Path) -> Option<u64> {
    // Enough output to fill the pipe: the process waits at its end with all that it ever held.
    let files: Vec<&Path> = vec![file; 40];
    let mut child = Command::new(program)
        .args(["extract", "-j1", "--format=jsonl"])
        .args(files)
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    std::thread::sleep(Duration::from_millis(1500));
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok();
    child.kill().ok()?;
    child.wait().ok()?;
    let line = status?.lines().find(|line| line.starts_with("VmHWM"))?.to_owned();
    line.split_whitespace().nth(1)?.parse().ok()
}
