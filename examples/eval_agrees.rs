//! Checks that `depeche eval` and the reference scorer give the same figures: same gold, same records.
//!
//! `cargo run --release --example eval_agrees [SHARED]`, where SHARED (default `../shared`) holds `gold/` and
//! `tools/score.py`. Without that folder there is nothing to compare, which is no failure.

use serde_json::Value;
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let shared = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "../shared".into()));
    let (gold, scorer) = (shared.join("gold"), shared.join("tools/score.py"));
    let mut out = std::io::stdout().lock();
    if !gold.is_dir() || !scorer.is_file() {
        writeln!(out, "skipped: there is no gold in {}", shared.display())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut agrees = true;
    for lang in [None, Some("fr"), Some("en")] {
        let (ours, theirs) = (ours(&gold, lang)?, theirs(&gold, &scorer, lang)?);
        let differences = differences("", &ours, &theirs);
        agrees &= differences.is_empty();
        let verdict = if differences.is_empty() { "agrees" } else { "DIFFERS" };
        writeln!(out, "{:4} {verdict}, headline {}", lang.unwrap_or("all"), ours["headline"]["mean_f1"])?;
        for difference in differences {
            writeln!(out, "     {difference}")?;
        }
    }
    Ok(if agrees { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn depeche() -> Result<Command, Box<dyn Error>> {
    let folder = std::env::current_exe()?;
    let folder = folder.parent().and_then(Path::parent).ok_or("the example has no folder")?;
    Ok(Command::new(folder.join("depeche")))
}

fn ours(gold: &Path, lang: Option<&str>) -> Result<Value, Box<dyn Error>> {
    let output =
        depeche()?.args(["eval", "--json"]).args(lang.map(|l| format!("--lang={l}"))).arg(gold).output()?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn theirs(gold: &Path, scorer: &Path, lang: Option<&str>) -> Result<Value, Box<dyn Error>> {
    let records = depeche()?.args(["extract", "--format=jsonl"]).arg(gold).output()?.stdout;
    let mut python = Command::new("python3")
        .arg(scorer)
        .arg(gold)
        .args(["-", "--json"])
        .args(lang.map(|l| format!("--lang={l}")))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    python.stdin.take().ok_or("python3 takes no input")?.write_all(&records)?;
    Ok(serde_json::from_slice(&python.wait_with_output()?.stdout)?)
}

/// Where two values differ, by path; figures to the fourth digit.
fn differences(path: &str, ours: &Value, theirs: &Value) -> Vec<String> {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
            keys.sort();
            keys.dedup();
            let of = |map: &serde_json::Map<String, Value>, key: &str| {
                map.get(key).cloned().unwrap_or(Value::Null)
            };
            keys.into_iter().flat_map(|k| differences(&format!("{path}/{k}"), &of(a, k), &of(b, k))).collect()
        }
        (Value::Number(a), Value::Number(b)) if close(a.as_f64(), b.as_f64()) => Vec::new(),
        (a, b) if a == b => Vec::new(),
        (a, b) => vec![format!("{path}: {a} here, {b} there")],
    }
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if (a - b).abs() < 0.000_05)
}
