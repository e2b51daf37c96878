//! `depeche search`: the query language of the reader, without a screen.

use clap::{Args, ValueEnum};
use std::io::Write as _;
use std::path::Path;

use super::Outcome;
use super::desk::StoreOptions;
use super::output::Output;
use super::pipeline::{self, Paths};
use crate::dispatch::{Dispatch, Span};
use crate::error::Error;
use crate::query::{Candidate, Query};
use crate::record::{self, Printer, Record};

/// Find dispatches: actor:lavrov type:assault since:2024-11-27 -lang:en "a phrase" /a regex/
#[derive(Debug, Args)]
pub struct Options {
    /// What to look for; `depeche search --help` shows the fields
    query: String,
    #[command(flatten)]
    input: Paths,
    /// How to print what is found
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    desk: StoreOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for every place that was found
    Text,
    /// The paths of the dispatches alone
    Paths,
    /// Their records, one a line
    Jsonl,
}

/// Prints the dispatches of all paths for which the query holds.
///
/// # Errors
/// The query is none, or the output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let query = Query::parse(&options.query).map_err(|error| Error::Usage(error.to_string()))?;
    // A search makes no store.
    let desk =
        options.desk.file().ok().filter(|file| file.exists()).map(|_| options.desk.open()).transpose()?;
    let mut out = Output::open(None)?;
    let mut printer = Printer::new(record::Format::Jsonl);
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        let mut states: Vec<&str> = Vec::new();
        if let Some(desk) = &desk {
            let (_, reviewed) = desk.reviewed(&dispatch, &items)?;
            states = reviewed.states.values().map(|state| state.decision().as_str()).collect();
        }
        let candidate = Candidate { dispatch: &dispatch, items: Some(&items), review: &states };
        if !query.matches(&candidate) {
            return Ok(());
        }
        match options.format {
            Format::Text => {
                let hits = query.hits(&candidate);
                if hits.is_empty() {
                    writeln!(
                        out,
                        "{}: {}",
                        name(&dispatch),
                        dispatch.meta.headline.as_deref().unwrap_or_default()
                    )?;
                }
                for hit in hits {
                    writeln!(out, "{}: {}", name(&dispatch), around(&dispatch.text, hit))?;
                }
                out.flush()?;
            }
            Format::Paths => writeln!(out, "{}", name(&dispatch))?,
            Format::Jsonl => printer.print(&Record::new(&dispatch, &items), &mut out)?,
        }
        Ok(())
    })?;
    out.finish()?;
    Ok(outcome)
}

fn name(dispatch: &Dispatch) -> String {
    let path = dispatch.path.as_deref().map_or(dispatch.id.as_str().into(), Path::to_string_lossy);
    crate::wire::clean::shown(&path)
}

/// A hit with so much of its paragraph as tells what it is about.
fn around(text: &str, hit: Span) -> String {
    const CONTEXT: usize = 40;
    let before = text.get(..hit.start).unwrap_or_default();
    let after = text.get(hit.end..).unwrap_or_default();
    let before: Vec<char> = before.chars().rev().take_while(|c| *c != '\n').take(CONTEXT).collect();
    let after = after.chars().take_while(|c| *c != '\n').take(CONTEXT);
    before
        .into_iter()
        .rev()
        .chain(hit.of(text).chars())
        .chain(after)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_shown_inside_its_paragraph() {
        let text = "Avant.\nLa trêve a tenu.\nAprès.";
        let at = text.find("trêve").unwrap_or_default();
        assert_eq!(around(text, Span::new(at, at + "trêve".len())), "La trêve a tenu.");
    }
}
