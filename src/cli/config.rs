//! `depeche config`: where the config is, what may stand in it, and whether it is sound.

use clap::Args;
use std::io::Write as _;
use std::path::PathBuf;

use super::Outcome;
use super::output::Output;
use crate::config::file;
use crate::error::Error;

/// Every key with its default.
const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Say where the config is, print every key with its default, or check it
#[derive(Debug, Args)]
pub struct Options {
    /// Print the path of the config file, whether it is there or not
    #[arg(long, conflicts_with_all = ["print", "check"])]
    path: bool,
    /// Print every key with its default; what is asked for unless something else is
    #[arg(long, conflicts_with = "check")]
    print: bool,
    /// Check the config file and the lexicon that it names; exit status 1 where something is wrong with them
    #[arg(long)]
    check: bool,
    /// This config instead of the user's
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Does what is asked.
///
/// # Errors
/// There is no place for a config, it cannot be read, or the output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    let mut outcome = Outcome::Done;
    let path = options.config.clone().or_else(file::path);
    if options.path {
        let path = path.ok_or_else(|| {
            Error::Usage("There is no folder for a config: set HOME or DEPECHE_CONFIG_DIR.".to_owned())
        })?;
        writeln!(out, "{}", crate::wire::clean::shown(&path.to_string_lossy()))?;
    } else if options.check {
        let loaded = file::load(path.as_deref())?;
        let lexicon = file::lexicon(&loaded.config, path.as_deref())?;
        for fault in loaded.faults.iter().chain(lexicon.iter().flat_map(|(_, faults)| faults)) {
            writeln!(out, "{}", crate::wire::clean::shown(&fault.to_string()))?;
            outcome = Outcome::Found;
        }
        for line in &loaded.overrides {
            writeln!(out, "{}", crate::wire::clean::shown(&line.to_string()))?;
        }
    } else {
        out.write_all(EXAMPLE.as_bytes())?;
    }
    out.finish()?;
    Ok(outcome)
}
