//! Prints how far confidences can be trusted: for each class of item, by bands of confidence and by rule, how many items
//! are said to be right and how many are.
//!
//! `cargo run --release --example reliability [GOLD...]`, where each GOLD (default `../shared/gold`) is a folder of gold
//! files beside their dispatches. Where there is none, there is nothing to measure, which is no failure.

use depeche::eval::{Gold, Scores, Verdict};
use depeche::record::Record;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The classes of items, as `eval` names their rows.
const CLASSES: [&str; 7] =
    ["actors", "places", "alliances", "events", "direct quotes", "indirect quotes", "sources"];

/// The lower ends of the bands of confidence.
const BANDS: [f32; 6] = [0.95, 0.9, 0.8, 0.7, 0.5, 0.0];

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders.push("../shared/gold".into());
    }
    let mut scores = Scores::default();
    for folder in &folders {
        score(folder, &mut scores)?;
    }
    let mut out = std::io::stdout().lock();
    if scores.verdicts.is_empty() {
        let names: Vec<String> = folders.iter().map(|f| f.display().to_string()).collect();
        writeln!(out, "skipped: there is no gold in {}", names.join(", "))?;
        return Ok(());
    }
    for class in CLASSES {
        let items: Vec<&Verdict> = scores.verdicts.iter().filter(|v| v.row == class).collect();
        writeln!(out, "{class}: {} items", items.len())?;
        let mut top = f32::INFINITY;
        for low in BANDS {
            let band = items.iter().filter(|v| (low..top).contains(&v.confidence)).copied();
            print(&mut out, &format!("from {low:.2}"), band)?;
            top = low;
        }
        let mut rules: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
        for item in items {
            rules.entry(&item.rule).or_default().push(item);
        }
        for (rule, items) in rules {
            print(&mut out, rule, items.into_iter())?;
        }
    }
    Ok(())
}

/// One line: what is said of the items, what is true of them, and how many they are; nothing where there are none.
fn print<'a>(
    out: &mut impl Write,
    name: &str,
    items: impl Iterator<Item = &'a Verdict>,
) -> std::io::Result<()> {
    let (mut said, mut right, mut all) = (0.0, 0_u16, 0_u16);
    for item in items {
        said += f64::from(item.confidence);
        right += u16::from(item.right);
        all += 1;
    }
    if all == 0 {
        return Ok(());
    }
    let (said, true_share) = (said / f64::from(all), f64::from(right) / f64::from(all));
    writeln!(out, "  {name:28} said {said:.2}  right {true_share:.2}  {right:4} of {all}")
}

/// Adds what is extracted from the dispatches in `folder`, against the gold beside them.
fn score(folder: &Path, scores: &mut Scores) -> Result<(), Box<dyn Error>> {
    if !folder.is_dir() {
        return Ok(());
    }
    let program = std::env::current_exe()?;
    let program = program.parent().and_then(Path::parent).ok_or("the example has no folder")?.join("depeche");
    let records = Command::new(program).args(["extract", "--format=jsonl"]).arg(folder).output()?.stdout;
    for line in std::str::from_utf8(&records)?.lines() {
        let record: Record<'_> = serde_json::from_str(line)?;
        let Some(path) = record.path.as_deref().map(Path::new) else { continue };
        let path = path.with_extension("gold.json");
        if path.is_file() {
            scores.add(&path.display().to_string(), &Gold::from_json(&std::fs::read(&path)?)?, Some(&record));
        }
    }
    Ok(())
}
