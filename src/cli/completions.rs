//! `depeche completions` and `depeche man`: what shells and manuals need.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use std::io::Write as _;

use super::output::Output;
use super::{Cli, Outcome};
use crate::error::Error;

/// Print the completions for a shell
#[derive(Debug, Args)]
pub struct Options {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    // The generator panics where it cannot write: it gets a buffer.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), &mut script);
    print(&script)
}

/// Prints the manual page, with a section for every subcommand.
///
/// # Errors
/// The output cannot be written.
pub fn run_man() -> Result<Outcome, Error> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let man = clap_mangen::Man::new(subcommand.clone());
        let title = subcommand.get_name().to_uppercase();
        writeln!(page, ".SH \"{title}\"")?;
        man.render_description_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    print(&page)
}

fn print(text: &[u8]) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    out.write_all(text)?;
    out.finish()?;
    Ok(Outcome::Done)
}
