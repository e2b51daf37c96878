//! `depeche eval`: precision, recall and F1 against gold files, or each rule against what editors decided.

use clap::Args;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::desk;
use super::output::Output;
use super::pipeline::{self, How};
use super::{Outcome, report};
use crate::dispatch::{Dispatch, Extraction};
use crate::error::Error;
use crate::eval::{self, Gold, RuleReviews, Scores};
use crate::library::files::{self, Input};
use crate::record::{self, Record};

/// How the name of a gold file ends; what is before it is the name of the dispatch.
const GOLD: &str = ".gold.json";

/// Score what is extracted from dispatches against gold files, or against what their editors decided
#[derive(Debug, Args)]
pub struct Options {
    /// A folder with NAME.gold.json files, searched recursively
    gold: PathBuf,
    /// Score each rule against what editors decided about the dispatches of all paths, so that one sees which to trust
    #[arg(long, conflicts_with_all = ["lang", "errors"])]
    reviewed: bool,
    #[command(flatten)]
    desk: desk::StoreOptions,
    /// Dispatches, files or folders; a dispatch belongs to the gold file of its name. By default those beside the gold
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    how: How,
    /// Score the gold of one language only, such as `fr`
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// List every miss, tab-separated: dispatch, row, what, item
    #[arg(long)]
    errors: bool,
    /// Print the scores as one JSON object
    #[arg(long)]
    json: bool,
}

/// Extracts from all paths and prints the scores.
///
/// # Errors
/// There is no gold, or the output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    if options.reviewed {
        return reviewed(options);
    }
    let (golds, mut outcome) = golds(options)?;
    let paths = if options.paths.is_empty() { std::slice::from_ref(&options.gold) } else { &options.paths };
    let mut answers: BTreeMap<String, (Dispatch, Extraction)> = BTreeMap::new();
    outcome = outcome.and(pipeline::each(paths, &options.how, |dispatch, items| {
        let name = dispatch
            .path
            .as_deref()
            .and_then(Path::file_stem)
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if golds.contains_key(&name) {
            answers.insert(name, (dispatch, items));
        }
        Ok(())
    })?);
    let mut scores = Scores::default();
    for (name, gold) in &golds {
        let record = answers.get(name).map(|(dispatch, items)| Record::new(dispatch, items));
        scores.add(name, gold, record.as_ref());
    }
    let mut out = Output::open(None)?;
    let answered = answers.len();
    if options.json {
        record::write_line(&mut out, &as_json(&scores, golds.len(), answered))?;
        out.write_all(b"\n")?;
    } else {
        print(&scores, options.errors, golds.len(), answered, &mut out)?;
    }
    out.finish()?;
    Ok(outcome)
}

/// Prints how often each rule was right by what editors decided.
fn reviewed(options: &Options) -> Result<Outcome, Error> {
    let desk = options.desk.open()?;
    let paths: Vec<PathBuf> = std::iter::once(&options.gold).chain(&options.paths).cloned().collect();
    let mut verdicts = RuleReviews::default();
    let outcome = pipeline::each(&paths, &options.how, |dispatch, items| {
        let (entries, reviewed) = desk.reviewed(&dispatch, &items)?;
        if !entries.is_empty() {
            verdicts.add(&reviewed);
        }
        Ok(())
    })?;
    let mut out = Output::open(None)?;
    let rows = verdicts.rows();
    if options.json {
        let rules: Map<String, Value> = rows
            .iter()
            .map(|(rule, v)| {
                let value = json!({
                    "accepted": v.accepted, "corrected": v.corrected, "rejected": v.rejected, "open": v.open,
                    "right": eval::round(v.share()), "at_least": eval::round(v.at_least()),
                    "claimed": eval::round(v.claimed()),
                });
                ((*rule).to_owned(), value)
            })
            .collect();
        record::write_line(&mut out, &json!({ "rules": rules, "added": verdicts.added }))?;
        out.write_all(b"\n")?;
    } else {
        // What one sees of a rule: how often it was right, how often it will be at least, and what it says of itself.
        writeln!(
            out,
            "{:32} {:>8} {:>9} {:>8} {:>6} {:>6} {:>8} {:>7}",
            "", "accepted", "corrected", "rejected", "open", "right", "at least", "claimed"
        )?;
        for (rule, v) in rows.iter().filter(|(_, v)| v.decided() > 0) {
            writeln!(
                out,
                "{rule:32} {:8} {:9} {:8} {:6} {:6.3} {:8.3} {:7.3}",
                v.accepted,
                v.corrected,
                v.rejected,
                v.open,
                v.share(),
                v.at_least(),
                v.claimed()
            )?;
        }
        let open: usize = rows.iter().map(|(_, v)| v.open).sum();
        let decided: usize = rows.iter().map(|(_, v)| v.decided()).sum();
        writeln!(out, "{decided} items decided, {open} open, {} added by editors", verdicts.added)?;
    }
    out.finish()?;
    Ok(outcome)
}

/// The gold files by the name of their dispatch; one that does not read is reported.
fn golds(options: &Options) -> Result<(BTreeMap<String, Gold>, Outcome), Error> {
    let mut golds = BTreeMap::new();
    let mut outcome = Outcome::Done;
    for input in files::walk(std::slice::from_ref(&options.gold)) {
        let path = match input {
            Input::File(path, _) => path,
            Input::Stdin => continue,
            Input::Bad(error) => return Err(error),
        };
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(GOLD) else { continue };
        match read(&path) {
            Ok(gold) if options.lang.is_some() && gold.language != options.lang => {}
            Ok(gold) => {
                golds.insert(name.to_owned(), gold);
            }
            Err(error) => {
                report(&error);
                outcome = Outcome::Found;
            }
        }
    }
    if golds.is_empty() {
        let reason = format!("it holds no gold; gold files are called NAME{GOLD}");
        return Err(Error::Read { path: options.gold.clone(), reason });
    }
    Ok((golds, outcome))
}

fn read(path: &Path) -> Result<Gold, Error> {
    let json = files::bytes(path).map_err(|error| Error::read(path, &error))?;
    Gold::from_json(&json).map_err(|error| Error::Read {
        path: path.to_owned(),
        reason: format!("it is no gold file: {error}"),
    })
}

fn print(
    scores: &Scores,
    errors: bool,
    golds: usize,
    answered: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    if errors {
        for miss in &scores.errors {
            writeln!(out, "{}\t{}\t{}\t{}", miss.document, miss.row, miss.what, miss.item)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{:24} {:>6} {:>6} {:>6} {:>6} {:>6}", "", "P", "R", "F1", "gold", "pred")?;
    for (row, tally) in scores.rows() {
        let (gold, predicted) = (tally.right + tally.missed, tally.right + tally.spurious);
        let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
        writeln!(out, "{row:24} {p:6.3} {r:6.3} {f1:6.3} {gold:6} {predicted:6}")?;
    }
    for (row, accuracy) in scores.accuracies() {
        writeln!(out, "{row:24} {:20.3} of {}", accuracy.share(), accuracy.of)?;
    }
    writeln!(out, "headline mean F1 {:.3} over {answered} of {golds} documents", scores.headline())
}

fn as_json(scores: &Scores, golds: usize, answered: usize) -> Value {
    let mut all = Map::new();
    for (row, tally) in scores.rows() {
        let value = json!({
            "precision": eval::round(tally.precision()), "recall": eval::round(tally.recall()),
            "f1": eval::round(tally.f1()), "gold": tally.right + tally.missed, "predicted": tally.right + tally.spurious,
        });
        all.insert(row.to_owned(), value);
    }
    for (row, accuracy) in scores.accuracies() {
        all.insert(row.to_owned(), json!({ "accuracy": eval::round(accuracy.share()), "of": accuracy.of }));
    }
    all.insert("headline".to_owned(), json!({ "mean_f1": eval::round(scores.headline()) }));
    all.insert("documents".to_owned(), json!({ "gold": golds, "answered": answered }));
    Value::Object(all)
}
