//! `depeche extract`: the records of dispatches.

use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;

use super::Outcome;
use super::output::Output;
use super::pipeline::{self, Paths};
use crate::error::Error;
use crate::record::{self, Record};

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
}

/// Extracts from all paths; what cannot be read is reported and the rest goes on.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(options.output.as_deref())?;
    let mut printer = Printer { format: options.format, printed: 0, held: None };
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        Ok(printer.print(&Record::new(&dispatch, &items), &mut out)?)
    })?;
    printer.close(&mut out)?;
    out.finish()?;
    Ok(outcome)
}

/// Prints records one after the other. Whether JSON needs an array is known only once a second record comes: the first
/// is held back until then.
struct Printer {
    format: Format,
    printed: usize,
    held: Option<Vec<u8>>,
}

impl Printer {
    fn print(&mut self, record: &Record<'_>, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json if self.printed == 0 => {
                let mut first = Vec::new();
                record::write_pretty(&mut first, record)?;
                self.held = Some(first);
            }
            Format::Json => {
                if let Some(first) = self.held.take() {
                    out.write_all(b"[\n")?;
                    out.write_all(&first)?;
                }
                out.write_all(b",\n")?;
                record::write_pretty(&mut *out, record)?;
            }
            Format::Jsonl => {
                record::write_line(&mut *out, record)?;
                out.write_all(b"\n")?;
            }
        }
        self.printed += 1;
        out.flush()
    }

    fn close(self, out: &mut impl Write) -> io::Result<()> {
        match (self.format, self.held) {
            (Format::Json, Some(only)) => {
                out.write_all(&only)?;
                out.write_all(b"\n")
            }
            (Format::Json, None) if self.printed == 0 => out.write_all(b"[]\n"),
            (Format::Json, None) => out.write_all(b"\n]\n"),
            (Format::Jsonl, _) => Ok(()),
        }
    }
}
