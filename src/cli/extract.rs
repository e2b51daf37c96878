//! `depeche extract`: the records of dispatches.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

use super::Outcome;
use super::output::Output;
use super::pipeline::{self, Paths};
use crate::error::Error;
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object, or an array of several
    Json,
    /// One object a line
    Jsonl,
    /// One row an item, for spreadsheets
    Csv,
}

impl From<Format> for record::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv,
        }
    }
}

/// Extracts from all paths; what cannot be read is reported and the rest goes on.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(options.output.as_deref())?;
    let mut printer = Printer::new(options.format.into());
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        Ok(printer.print(&Record::new(&dispatch, &items), &mut out)?)
    })?;
    printer.close(&mut out)?;
    out.finish()?;
    Ok(outcome)
}
