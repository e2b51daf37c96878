//! `depeche export`: the reviewed record.

use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::HashSet;
use std::io::Write as _;
use std::path::PathBuf;

use super::desk;
use super::labels::{self, Spoken};
use super::output::Output;
use super::pipeline::{self, Paths};
use super::{Outcome, read};
use crate::dispatch::{Item, Lang};
use crate::error::Error;
use crate::record::graph::Graph;
use crate::record::sheet::Layout;
use crate::record::{self, Printer, Record, annotations, plover};
use crate::review::{Decision, Sheet};

/// Export what was extracted as its editors left it: accepted, corrected, rejected, by whom and when
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    desk: desk::StoreOptions,
    #[command(flatten)]
    input: Paths,
    /// How to write it
    #[arg(short, long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Only what was accepted; without it, all that was not rejected, and in JSON all of it with its state
    #[arg(long)]
    accepted: bool,
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language of fact sheets, `fr` or `en`; by default that of the environment
    #[arg(long, value_name = "LANG", value_parser = read::language)]
    lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Records with their review, one object or an array
    Json,
    /// Records with their review, one object a line
    Jsonl,
    /// One row an item
    Csv,
    /// A fact sheet for the desk
    Markdown,
    /// A fact sheet as plain lines
    Text,
    /// W3C Web Annotations (JSON-LD)
    Jsonld,
    /// Event records after PLOVER, one a line
    Plover,
    /// The alliances as a graph for Gephi, yEd, networkx
    Graphml,
    /// The alliances as a graph for Graphviz
    Dot,
}

/// A record with its review.
#[derive(Serialize)]
struct Reviewed<'a> {
    #[serde(flatten)]
    record: &'a Record<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Sheet<'a>>,
}

/// Exports all paths.
///
/// # Errors
/// The store cannot be read, or the output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let desk = options.desk.open()?;
    let labels = Spoken::new(options.lang);
    let mut out = Output::open(options.output.as_deref())?;
    let mut printer = Printer::new(match options.format {
        Format::Csv => record::Format::Csv,
        Format::Markdown => record::Format::Sheet(Layout::Markdown, &labels),
        Format::Text => record::Format::Sheet(Layout::Text(labels::width()), &labels),
        Format::Jsonl => record::Format::Jsonl,
        _ => record::Format::Json,
    });
    let mut graph = Graph::default();
    let mut all_annotations = Vec::new();
    let is_json = matches!(options.format, Format::Json | Format::Jsonl);
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        let (entries, mut reviewed) = desk.reviewed(&dispatch, &items)?;
        let states = reviewed.states.clone();
        let decision =
            |item: Item| states.get(&item).map_or(Decision::Undecided, crate::review::State::decision);
        if options.accepted {
            reviewed.retain(|item| decision(item) == Decision::Accepted);
        } else if !is_json {
            let counting: HashSet<Item> = reviewed.every().filter(|item| reviewed.counts(*item)).collect();
            reviewed.retain(|item| counting.contains(&item));
        }
        let record = Record::new(&dispatch, &reviewed.items);
        match options.format {
            Format::Json | Format::Jsonl => {
                let review = (!options.accepted).then(|| Sheet::new(&reviewed, &entries));
                printer.print_value(&Reviewed { record: &record, review }, &mut out)?;
            }
            Format::Csv | Format::Markdown | Format::Text => printer.print(&record, &mut out)?,
            Format::Jsonld => all_annotations.extend(annotations::annotations(&record)),
            Format::Plover => {
                for event in plover::events(&record) {
                    record::write_line(&mut out, &event)?;
                    out.write_all(b"\n")?;
                }
            }
            Format::Graphml | Format::Dot => graph.add(&record),
        }
        Ok(())
    })?;
    match options.format {
        Format::Graphml => graph.write_graphml(&mut out)?,
        Format::Dot => graph.write_dot(&mut out)?,
        Format::Jsonld => {
            let page = serde_json::json!({
                "@context": annotations::CONTEXT, "type": "AnnotationPage", "items": all_annotations,
            });
            record::write_pretty(&mut out, &page)?;
            out.write_all(b"\n")?;
        }
        Format::Plover => {}
        _ => printer.close(&mut out)?,
    }
    out.finish()?;
    Ok(outcome)
}
