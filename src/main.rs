//! The command line's entry: an exit code, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    depeche::cli::run(std::env::args_os())
}
