//! The command line: arguments to validated options, one file a subcommand.

use clap::{CommandFactory as _, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::error::Error;
use crate::library::work::WATCHED;
use crate::wire::clean;

mod analyze;
mod check;
mod completions;
mod config;
mod desk;
mod eval;
mod export;
mod extract;
mod info;
mod labels;
mod output;
mod pipeline;
mod read;
mod review;
mod search;
mod store;

/// Reads conflict dispatches: who said what, who did what to whom, who stands with whom.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files, folders or `-` for standard input; without any, the folders of the config, else the built-in samples
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    read: read::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Options),
    Analyze(analyze::Options),
    Search(search::Options),
    Check(check::Options),
    Info(info::Options),
    Review(review::Options),
    Export(export::Options),
    Import(store::Import),
    Store(store::Options),
    Eval(eval::Options),
    Config(config::Options),
    Completions(completions::Options),
    /// Print the manual page
    Man,
}

impl Command {
    /// Whether it reads dispatches, so that a user's models matter to it.
    const fn analyzes(&self) -> bool {
        !matches!(self, Self::Import(_) | Self::Store(_) | Self::Config(_) | Self::Completions(_) | Self::Man)
    }
}

/// Whether all of the input was sound and nothing was found that the command looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Found,
}

impl Outcome {
    /// Done only where both are.
    const fn and(self, other: Self) -> Self {
        match self {
            Self::Done => other,
            Self::Found => Self::Found,
        }
    }
}

/// Makes one clean sentence of a panic: what a panic says may hold words of a dispatch. Threads that are watched say
/// nothing: whoever waits for them tells what was lost.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if std::thread::current().name() != Some(WATCHED) {
            let payload = panic.payload();
            let text = payload.downcast_ref::<&str>().copied();
            let why =
                text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason");
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            warn(&format!("The program failed ({why}, {place}); please report that."));
        }
    }));
}

/// Runs the command line `args`, the program's own name first, and says how the process ends: 0 done, 1 something in
/// the input was wrong or found, 2 wrong usage.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    tell_of_panics();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; a closed pipe does not matter to any of them. Arguments may be names
            // of files.
            let _ = if error.use_stderr() {
                let told = error.render().to_string();
                write!(std::io::stderr(), "{}", clean::text(&told, &mut clean::Tally::default()))
            } else {
                error.print()
            };
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if let Some(name) = misplaced(&cli) {
        warn(&format!("Options stand behind the command: depeche {name} [OPTIONS]."));
        return ExitCode::from(2);
    }
    if cli.command.as_ref().is_none_or(Command::analyzes)
        && let Err(error) = crate::config::models::install()
    {
        report(&error);
        return ExitCode::from(error.exit_status());
    }
    let outcome = match cli.command {
        Some(Command::Extract(options)) => extract::run(&options),
        Some(Command::Analyze(options)) => analyze::run(&options),
        Some(Command::Search(options)) => search::run(&options),
        Some(Command::Config(options)) => config::run(&options),
        Some(Command::Check(options)) => check::run(&options),
        Some(Command::Info(options)) => info::run(&options),
        Some(Command::Review(options)) => review::run(&options),
        Some(Command::Export(options)) => export::run(&options),
        Some(Command::Import(options)) => store::import(&options),
        Some(Command::Store(options)) => store::run(&options),
        Some(Command::Completions(options)) => completions::run(&options),
        Some(Command::Man) => completions::run_man(),
        Some(Command::Eval(options)) => eval::run(&options),
        None => read::run(cli.paths, &cli.read),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(error.exit_status())
        }
    }
}

/// The command that stands behind an option of the reader and was so taken for a path, where there is no such file.
fn misplaced(cli: &Cli) -> Option<String> {
    let first = cli.paths.first().filter(|path| cli.command.is_none() && !path.exists())?;
    let command = Cli::command();
    let found = command.get_subcommands().find(|c| first.as_os_str() == c.get_name());
    found.map(|c| c.get_name().to_owned())
}

/// Tells the user of something that does not stop the work.
fn warn(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "depeche: {}", clean::shown(sentence));
}

/// Tells the user of a failure. Where even that fails there is nobody to tell.
fn report(error: &Error) {
    warn(&error.to_string());
}
