//! Checks that no score has fallen below its floor in `.ci/floors.toml`.
//!
//! `cargo run --release --example floors [SHARED]`, where SHARED (default `../shared`) holds `gold/`. Without that
//! folder there is nothing to score, which is no failure.

use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let gold = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "../shared".into())).join("gold");
    let mut out = std::io::stdout().lock();
    if !gold.is_dir() {
        writeln!(out, "skipped: there is no {}", gold.display())?;
        return Ok(ExitCode::SUCCESS);
    }
    let floors: BTreeMap<String, BTreeMap<String, f64>> =
        toml::from_str(&std::fs::read_to_string(".ci/floors.toml")?)?;
    let mut fallen = false;
    for (lang, rows) in floors {
        let scores = scores(&gold, &lang)?;
        for (row, floor) in rows {
            let figure =
                ["f1", "accuracy", "mean_f1"].iter().find_map(|figure| scores[&row][figure].as_f64());
            let score = figure.ok_or(format!("no such row: {row}"))?;
            let verdict = if score < floor { "BELOW" } else { "at least" };
            fallen |= score < floor;
            writeln!(out, "{lang} {row:24} {score:.4} {verdict} {floor:.4}")?;
        }
    }
    Ok(if fallen { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn scores(gold: &Path, lang: &str) -> Result<Value, Box<dyn Error>> {
    let folder = std::env::current_exe()?;
    let folder = folder.parent().and_then(Path::parent).ok_or("the example has no folder")?;
    let output =
        Command::new(folder.join("depeche")).args(["eval", "--json", "--lang", lang]).arg(gold).output()?;
    Ok(serde_json::from_slice(&output.stdout)?)
}
