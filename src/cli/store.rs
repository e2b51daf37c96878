//! `depeche store` and `depeche import`: the care of decisions.

use clap::{Args, Subcommand};
use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::desk;
use super::output::Output;
use super::{Outcome, report};
use crate::error::Error;
use crate::library::files;
use crate::review::Entry;
use crate::review::store::Store;
use crate::worker::cache;

/// Check, copy or compact the store of decisions
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    desk: desk::StoreOptions,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check that the store is sound and say what it holds
    Check,
    /// Write a sound copy of the store while others go on working
    Backup {
        /// The copy, which must not be there yet
        file: PathBuf,
    },
    /// Give room that is not used back to the disk, and forget what was read out of dispatches
    Compact,
}

/// Does what is asked.
///
/// # Errors
/// The store cannot be used, or the copy cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let store = options.desk.open()?.store;
    match &options.command {
        Command::Check => {
            let entries = store.since(0)?;
            let mut dispatches: Vec<&str> = entries.iter().map(|s| s.entry.dispatch.as_str()).collect();
            dispatches.sort_unstable();
            dispatches.dedup();
            say(&format!("The store is sound: {} entries on {} dispatches.", entries.len(), dispatches.len()))
        }
        Command::Backup { file } => {
            store.backup(file)?;
            say("The copy is written.")
        }
        Command::Compact => {
            cache::remove(&cache::beside(&options.desk.file()?));
            store.compact()?;
            say("The store is compact.")
        }
    }
}

/// Take over decisions from another store or from a JSON export
#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    desk: desk::StoreOptions,
    /// Stores or exports (JSON, JSONL)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Adds the entries of every file that are not there yet; one that cannot be read is reported.
///
/// # Errors
/// The store cannot be written.
pub fn import(options: &Import) -> Result<Outcome, Error> {
    let mut outcome = Outcome::Done;
    let mut all = Vec::new();
    // Before the store is opened: one of the files may be the store itself.
    for file in &options.files {
        match entries(file) {
            Ok(entries) => all.push(entries),
            Err(error) => {
                report(&error);
                outcome = Outcome::Found;
            }
        }
    }
    let mut store = options.desk.open()?.store;
    let before = store.since(0)?.len();
    for entries in &all {
        store.append(entries, None)?;
    }
    let read: usize = all.iter().map(Vec::len).sum();
    let added = store.since(0)?.len() - before;
    say(&format!("{added} entries imported, {} were there already.", read - added))?;
    Ok(outcome)
}

fn entries(file: &Path) -> Result<Vec<Entry>, Error> {
    let bytes = files::bytes(file).map_err(|error| Error::read(file, &error))?;
    if bytes.starts_with(b"SQLite format 3\0") {
        return Ok(Store::open(file)?.since(0)?.into_iter().map(|stored| stored.entry).collect());
    }
    let fail = |error: serde_json::Error| Error::Read {
        path: file.to_owned(),
        reason: format!("it is neither a store nor an export of depeche: {error}"),
    };
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>() {
        let records = match value.map_err(fail)? {
            Value::Array(records) => records,
            record => vec![record],
        };
        for mut record in records {
            let entries = record.pointer_mut("/review/entries").map_or(Value::Array(Vec::new()), Value::take);
            found.extend(serde_json::from_value::<Vec<Entry>>(entries).map_err(fail)?);
        }
    }
    Ok(found)
}

fn say(done: &str) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    writeln!(out, "{done}")?;
    out.finish()?;
    Ok(Outcome::Done)
}
