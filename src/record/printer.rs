//! Records one after the other, in one of the formats that they are printed in.

use serde::Serialize;
use std::io::{self, Write};

use super::sheet::{self, Labels, Layout};
use super::{Record, csv, write_line, write_pretty};

/// How records are printed.
#[derive(Clone, Copy)]
pub enum Format<'a> {
    /// One indented object, or an array of several.
    Json,
    /// One object a line.
    Jsonl,
    /// One row an item.
    Csv,
    /// A fact sheet for people.
    Sheet(Layout, &'a dyn Labels),
}

/// Prints records as they come. Whether JSON needs an array is known only once a second record comes: the first is
/// held back until then.
pub struct Printer<'a> {
    format: Format<'a>,
    printed: usize,
    held: Option<Vec<u8>>,
}

impl<'a> Printer<'a> {
    /// A printer that has printed nothing yet.
    #[must_use]
    pub const fn new(format: Format<'a>) -> Self {
        Self { format, printed: 0, held: None }
    }

    /// Prints one record and flushes: who reads a pipe sees it at once.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn print(&mut self, record: &Record<'_>, to: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Jsonl => return self.print_value(record, to),
            Format::Csv => {
                if self.printed == 0 {
                    csv::write_head(to)?;
                }
                csv::write_rows(to, record)?;
            }
            Format::Sheet(layout, labels) => sheet::write(to, record, labels, layout)?,
        }
        self.printed += 1;
        to.flush()
    }

    /// Prints a record with what its caller adds to it as JSON, on one line unless the format is [`Format::Json`].
    ///
    /// # Errors
    /// Those of `to`.
    pub fn print_value(&mut self, value: &impl Serialize, to: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json if self.printed == 0 => {
                let mut held = Vec::new();
                write_pretty(&mut held, value)?;
                self.held = Some(held);
            }
            Format::Json => {
                if let Some(held) = self.held.take() {
                    to.write_all(b"[\n")?;
                    to.write_all(&held)?;
                }
                to.write_all(b",\n")?;
                write_pretty(&mut *to, value)?;
            }
            _ => {
                write_line(&mut *to, value)?;
                to.write_all(b"\n")?;
            }
        }
        self.printed += 1;
        to.flush()
    }

    /// Ends what was printed.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn close(self, to: &mut impl Write) -> io::Result<()> {
        match (self.format, self.held) {
            (Format::Json, Some(only)) => {
                to.write_all(&only)?;
                to.write_all(b"\n")
            }
            (Format::Json, None) if self.printed == 0 => to.write_all(b"[]\n"),
            (Format::Json, None) => to.write_all(b"\n]\n"),
            (Format::Csv, _) if self.printed == 0 => csv::write_head(to),
            (Format::Jsonl | Format::Csv | Format::Sheet(..), _) => Ok(()),
        }
    }
}
