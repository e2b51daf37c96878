//! From paths to dispatches with all that was read out of them: several cores, order kept.

use encoding_rs::Encoding;
use std::io::{self, IsTerminal as _, Write as _};
use std::num::{NonZeroU16, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Outcome, report, warn};
use crate::budget::{self, Steps};
use crate::config::{Config, Loaded, file};
use crate::dispatch::{Dispatch, Extraction, Lang, Notice};
use crate::error::{Error, Lost};
use crate::extract;
use crate::language;
use crate::lexicon::Lexicon;
use crate::library::files::{self, Input};
use crate::library::work;
use crate::wire;

/// What every command that reads dispatches takes.
#[derive(Debug, clap::Args)]
pub struct Paths {
    /// Files, folders (walked recursively) or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub how: How,
}

/// How dispatches are read.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct How {
    /// Work on that many threads; by default one a core
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Read files in this encoding, such as `windows-1252`, whatever they seem to be in
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,
    /// Read this config instead of the user's
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub limits: Limits,
}

/// What one file may cost, over what the config says.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[expect(clippy::struct_field_names, reason = "they are the names of the options")]
#[command(next_help_heading = "Limits of one file, by default those of the config")]
pub struct Limits {
    /// Read no file, and unpack none, that is larger than this, in MiB
    #[arg(long, alias = "limit", value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=4096))]
    max_file_size: Option<u64>,
    /// Unpack no more than this of an archive, in MiB
    #[arg(long, value_name = "MIB", hide_short_help = true, value_parser = clap::value_parser!(u64).range(1..=65_536))]
    max_unpacked: Option<u64>,
    /// Read no file whose elements are nested deeper
    #[arg(long, value_name = "N", hide_short_help = true)]
    max_depth: Option<NonZeroU16>,
    /// Read no file with an element that has more attributes
    #[arg(long, value_name = "N", hide_short_help = true)]
    max_attributes: Option<NonZeroUsize>,
    /// Read no file that holds more dispatches
    #[arg(long, value_name = "N", hide_short_help = true)]
    max_dispatches: Option<NonZeroUsize>,
    /// Give up a file that takes longer, in seconds
    #[arg(long, value_name = "S", hide_short_help = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    max_seconds: Option<u64>,
}

impl Limits {
    /// Those of `config` where no option says otherwise.
    fn over(&self, config: &Config) -> wire::Limits {
        let mut limits = config.limits();
        limits.bytes = self.max_file_size.map_or(limits.bytes, |mib| mib << 20);
        limits.unpacked = self.max_unpacked.map_or(limits.unpacked, |mib| mib << 20);
        limits.depth = self.max_depth.map_or(limits.depth, |n| n.get().into());
        limits.attributes = self.max_attributes.map_or(limits.attributes, NonZeroUsize::get);
        limits.dispatches = self.max_dispatches.map_or(limits.dispatches, NonZeroUsize::get);
        limits.time = self.max_seconds.map_or(limits.time, Duration::from_secs);
        limits
    }
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| "no such encoding; try windows-1252 or utf-8".to_owned())
}

impl How {
    /// What the wire is read with.
    ///
    /// # Errors
    /// The config or the lexicon that it names cannot be read.
    pub fn wire(&self) -> Result<wire::Options, Error> {
        let path = self.config.clone().or_else(file::path);
        let loaded = file::load(path.as_deref())?;
        let lexicon = lexicon(&loaded, path.as_deref())?;
        Ok(wire::Options { lexicon, encoding: self.encoding, limits: self.limits.over(&loaded.config) })
    }

    /// On how many threads.
    pub fn threads(&self) -> NonZeroUsize {
        self.jobs.unwrap_or_else(work::cores)
    }
}

/// The lexicon that the config at `path` wants. Its faults are told and passed over. It is read once and stays to the
/// end of the process.
///
/// # Errors
/// The config has a fault, or its lexicon cannot be read: without what it says another record would come out.
pub fn lexicon(loaded: &Loaded, path: Option<&Path>) -> Result<&'static Lexicon, Error> {
    if let Some(fault) = loaded.faults.first() {
        return Err(Error::Usage(fault.to_string()));
    }
    let Some((lexicon, faults)) = file::lexicon(&loaded.config, path)? else {
        return Ok(Lexicon::built_in());
    };
    for fault in &faults {
        warn(&fault.to_string());
    }
    Ok(Box::leak(Box::new(lexicon)))
}

/// Hands every dispatch of `paths` with its extraction to `sink`, in order. What cannot be read is reported, and the
/// rest goes on; the outcome tells.
///
/// # Errors
/// That of the sink.
pub fn each(
    paths: &[PathBuf],
    how: &How,
    mut sink: impl FnMut(Dispatch, Extraction) -> Result<(), Error>,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::Done;
    let mut progress = Progress::new();
    let threads = how.threads();
    let options = how.wire()?;
    work::in_order(
        files::stories(paths),
        threads,
        |input| read(input, &options),
        |read| {
            progress.step();
            match read {
                Ok(found) => {
                    if let Some(error) = found.lost {
                        progress.clear();
                        report(&error);
                        outcome = Outcome::Found;
                    }
                    found.dispatches.into_iter().try_for_each(|(dispatch, items)| sink(dispatch, items))
                }
                Err(error) => {
                    progress.clear();
                    report(&error);
                    outcome = Outcome::Found;
                    Ok(())
                }
            }
        },
    )?;
    progress.clear();
    Ok(outcome)
}

/// What an input gave.
struct Found {
    /// Its dispatches, each with what was read out of it.
    dispatches: Vec<(Dispatch, Extraction)>,
    /// That nothing was read out of some of them, and why.
    lost: Option<Error>,
}

fn read(input: Input, options: &wire::Options) -> Result<Found, Error> {
    let path = match &input {
        Input::File(path, _) => path.clone(),
        Input::Stdin | Input::Bad(_) => PathBuf::from("Standard input"),
    };
    let mut dispatches = Vec::new();
    let mut lost = Vec::new();
    let found = files::read(input, options)?;
    // Reading the file had the other half of the time.
    let end = budget::clock() + options.limits.time / 2;
    for mut dispatch in found {
        let left = end.saturating_sub(budget::clock());
        let items = items(&dispatch, options.lexicon, left).unwrap_or_else(|why| {
            dispatch.notices.push(Notice::NoItems(why.to_string()));
            lost.push(why);
            Extraction::default()
        });
        dispatches.push((dispatch, items));
    }
    let lost = lost.first().map(|why| {
        let reason = format!("{why}; of {} dispatches in it there is the text alone", lost.len());
        Error::Read { path, reason }
    });
    Ok(Found { dispatches, lost })
}

/// All that is read out of a dispatch with what `lexicon` knows, or out of as much of it as is
/// [read for items](Dispatch::to_read), for as long as `time` of the processor allows.
///
/// # Errors
/// A rule panics, or it takes too long.
pub fn items(dispatch: &Dispatch, lexicon: &Lexicon, time: Duration) -> Result<Extraction, Lost> {
    let dispatch = dispatch.to_read();
    budget::spend(time, Steps::default(), || {
        let lang = dispatch.meta.language.unwrap_or(Lang::UNKNOWN);
        let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
        extract::extract(&dispatch, &analysis, lexicon)
    })
}

/// How far it is, on standard error where that is a terminal and the work takes long enough to be told of.
struct Progress {
    started: Instant,
    shown: Option<Instant>,
    done: usize,
    quiet: bool,
}

/// Work that is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// The line is drawn anew no sooner than that.
const PACE: Duration = Duration::from_millis(100);

impl Progress {
    fn new() -> Self {
        Self { started: Instant::now(), shown: None, done: 0, quiet: !io::stderr().is_terminal() }
    }

    fn step(&mut self) {
        self.done += 1;
        let due = self.shown.map_or(self.started.elapsed() >= PATIENCE, |at| at.elapsed() >= PACE);
        if !self.quiet && due {
            let _ = write!(io::stderr(), "\r{} files read", self.done);
            self.shown = Some(Instant::now());
        }
    }

    /// Leaves the line as if nothing had been there.
    fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
