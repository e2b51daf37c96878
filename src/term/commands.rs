//! Files, editor and commands. No shell: a command is its words, and text goes to it by standard input alone.

use std::fs::OpenOptions;
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::app::Msg;
use crate::app::messages::Text;
use crate::wire::clean;

/// Bytes of a note that are taken.
const LONGEST_NOTE: u64 = 64 << 10;

/// Writes `text` to a new file that only the user may read; what is there already is left alone.
pub(super) fn write(path: &Path, text: &str) -> Msg {
    let shown = clean::shown(&path.to_string_lossy());
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    match written {
        Ok(()) => Msg::Told(Text::Written, shown),
        Err(_) => Msg::Told(Text::NotWritten, shown),
    }
}

/// Runs the user's editor on a file.
pub(super) fn edit(path: &Path) -> Msg {
    let wanted =
        ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    let wanted = wanted.unwrap_or_else(|| "vi".to_owned());
    let mut words = wanted.split_whitespace();
    let Some(program) = words.next() else { return Msg::Told(Text::NotRun, wanted) };
    match Command::new(program).args(words).arg("--").arg(path).status() {
        Ok(_) => Msg::Told(Text::Ran, clean::shown(program)),
        Err(_) => Msg::Told(Text::NotRun, clean::shown(program)),
    }
}

/// Lets the user write a note in her editor.
pub(super) fn compose() -> Msg {
    let written = || -> io::Result<Msg> {
        let file = tempfile::Builder::new().prefix("depeche-").suffix(".txt").tempfile()?;
        let told = edit(file.path());
        if !matches!(told, Msg::Told(Text::Ran, _)) {
            return Ok(told);
        }
        // Editors may put another file in its place.
        let mut text = String::new();
        std::fs::File::open(file.path())?.take(LONGEST_NOTE).read_to_string(&mut text)?;
        Ok(Msg::Composed(text))
    };
    written().unwrap_or_else(|error| Msg::Fault(format!("The note could not be read: {error}.")))
}

/// Runs a command on `text`, then waits for Enter so that what it printed can be read.
pub(super) fn pipe(command: &[String], text: &str, hint: &str) -> Msg {
    let Some((program, arguments)) = command.split_first() else {
        return Msg::Told(Text::NotRun, String::new());
    };
    let run = || -> io::Result<()> {
        let mut child = Command::new(program).args(arguments).stdin(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command may end before it has read everything.
            match stdin.write_all(text.as_bytes()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
                _ => {}
            }
        }
        child.wait()?;
        write!(io::stderr(), "\n{hint}")?;
        io::stdin().lock().read_line(&mut String::new())?;
        Ok(())
    };
    match run() {
        Ok(()) => Msg::Told(Text::Ran, clean::shown(program)),
        Err(_) => Msg::Told(Text::NotRun, clean::shown(program)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        assert!(matches!(write(&path, "un"), Msg::Told(Text::Written, _)));
        assert!(matches!(write(&path, "deux"), Msg::Told(Text::NotWritten, _)));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "un");
    }

    #[test]
    fn a_command_that_is_not_there_is_told_of() {
        assert!(matches!(pipe(&["/nowhere/x".to_owned()], "", ""), Msg::Told(Text::NotRun, _)));
        assert!(matches!(pipe(&[], "", ""), Msg::Told(Text::NotRun, _)));
    }
}
