//! `depeche extract`: the records of dispatches.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

use super::labels::{self, Spoken};
use super::output::Output;
use super::pipeline::{self, Paths};
use super::{Outcome, read};
use crate::dispatch::Lang;
use crate::error::Error;
use crate::record::sheet::Layout;
use crate::record::{self, Printer, Record};

/// Print what dispatches say: actors, quotes, sources, events, alliances, places
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Paths,
    /// How to print it
    #[arg(short, long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language of fact sheets, `fr` or `en`; by default that of the environment
    #[arg(long, value_name = "LANG", value_parser = read::language)]
    lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object, or an array of several
    Json,
    /// One object a line
    Jsonl,
    /// One row an item, for spreadsheets
    Csv,
    /// A fact sheet
    Markdown,
    /// A fact sheet as plain lines, wrapped to the terminal
    Text,
}

impl Format {
    /// How to print it so, in the words of `labels`.
    fn with(self, labels: &Spoken) -> record::Format<'_> {
        match self {
            Self::Json => record::Format::Json,
            Self::Jsonl => record::Format::Jsonl,
            Self::Csv => record::Format::Csv,
            Self::Markdown => record::Format::Sheet(Layout::Markdown, labels),
            Self::Text => record::Format::Sheet(Layout::Text(labels::width()), labels),
        }
    }
}

/// Extracts from all paths; what cannot be read is reported and the rest goes on.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(options.output.as_deref())?;
    let labels = Spoken::new(options.lang);
    let mut printer = Printer::new(options.format.with(&labels));
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        Ok(printer.print(&Record::new(&dispatch, &items), &mut out)?)
    })?;
    printer.close(&mut out)?;
    out.finish()?;
    Ok(outcome)
}
