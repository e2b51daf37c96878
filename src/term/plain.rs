//! `--plain`: one dispatch after the other on standard output, no screen. At a terminal it takes a command a line.

use std::io::{self, BufRead as _, IsTerminal as _, Write};
use std::sync::Arc;

use crossbeam_channel::unbounded;

use super::Jobs;
use crate::app::item::Pane;
use crate::app::messages::Text;
use crate::app::{App, Effect, Msg};
use crate::error::Error;
use crate::worker::Extract;

/// Wide enough that no title is cut.
const WIDTH: u16 = 10_000;

/// Reads the dispatches out. Without a terminal to take commands from, all of them with all that is in them.
///
/// # Errors
/// The output cannot be written.
pub fn run(mut app: App, jobs: Jobs) -> Result<(), Error> {
    let (to, messages) = unbounded();
    (jobs.load)(Arc::new(move |msg| to.send(msg).is_ok()))?;
    take(&mut app, &jobs.extract, Msg::Resize(WIDTH, 24));
    while app.loading {
        match messages.recv() {
            Ok(msg) => take(&mut app, &jobs.extract, msg),
            Err(_) => break,
        }
    }
    let mut out = io::stdout().lock();
    for fault in &app.faults {
        writeln!(io::stderr(), "{fault}")?;
    }
    let stdin = io::stdin();
    if stdin.is_terminal() && io::stdout().is_terminal() {
        listen(&mut app, &jobs.extract, stdin.lock().lines(), &mut out)?;
        (jobs.save)(&app);
        return Ok(());
    }
    let count = app.list.order.len();
    for row in 0..count {
        if let Some(id) = app.list.order.get(row).copied() {
            open(&mut app, &jobs.extract, id);
            write!(out, "{}", app.plain_text())?;
            for pane in Pane::ALL {
                write!(out, "\n{}", app.plain_pane(*pane))?;
            }
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}

/// Takes in a message; what is asked to be read is read at once.
fn take(app: &mut App, extract: &Extract, msg: Msg) {
    for effect in app.update(msg) {
        if let Effect::Read { id, dispatch, urgent: true } = effect {
            let items = extract(&dispatch);
            app.update(Msg::Read(id, Box::new(items)));
        }
    }
}

fn open(app: &mut App, extract: &Extract, id: usize) {
    app.open_dispatch(id);
    let unread = app.entry().filter(|e| e.reading.is_none()).map(|e| Arc::clone(&e.dispatch));
    if let Some(dispatch) = unread {
        let items = extract(&dispatch);
        app.update(Msg::Read(id, Box::new(items)));
    }
}

/// Takes commands: the keys of the reader, a line each.
fn listen(
    app: &mut App,
    extract: &Extract,
    lines: impl Iterator<Item = io::Result<String>>,
    out: &mut impl Write,
) -> io::Result<()> {
    let hint = app.setup.messages.say(Text::PlainHint).to_owned();
    write!(out, "{}\n{hint}\n", app.plain_text())?;
    out.flush()?;
    for line in lines {
        let line = line?;
        let command = line.trim();
        match command {
            "q" => break,
            "J" | "" => step(app, extract, true, out)?,
            "K" => step(app, extract, false, out)?,
            "0" => write!(out, "{}", app.plain_text())?,
            "?" => writeln!(out, "{hint}")?,
            _ => match command.strip_prefix('/') {
                Some(query) => {
                    app.look_for(query);
                    if app.notice.as_ref().is_none_or(|n| !n.fault) {
                        write!(out, "{}", app.plain_hits())?;
                    }
                    notice(app, out)?;
                }
                None => answer(app, command, out)?,
            },
        }
        out.flush()?;
    }
    Ok(())
}

fn step(app: &mut App, extract: &Extract, forwards: bool, out: &mut impl Write) -> io::Result<()> {
    let row = app.open.and_then(|id| app.list.position(id)).unwrap_or_default();
    let next = if forwards { row.checked_add(1) } else { row.checked_sub(1) };
    if let Some(id) = next.and_then(|row| app.list.order.get(row).copied()) {
        open(app, extract, id);
        write!(out, "{}", app.plain_text())
    } else {
        let text = if forwards { Text::LastDispatch } else { Text::FirstDispatch };
        writeln!(out, "{}", app.setup.messages.say(text))
    }
}

/// A pane by its number, or an item by the letter of its pane and its number there: `4`, `q2`.
fn answer(app: &App, command: &str, out: &mut impl Write) -> io::Result<()> {
    if let Some(pane) = command.parse().ok().and_then(|n: usize| Pane::ALL.get(n.checked_sub(1)?)) {
        return write!(out, "{}", app.plain_pane(*pane));
    }
    let mut chars = command.chars();
    let pane = chars.next().and_then(|letter| Pane::ALL.iter().find(|p| p.letter() == letter));
    let item = pane.zip(chars.as_str().parse().ok()).and_then(|(pane, n)| app.plain_item(*pane, n));
    match item {
        Some(item) => write!(out, "{}", app.plain_reason(item)),
        None => writeln!(out, "{}", app.setup.messages.say(Text::PlainHint)),
    }
}

fn notice(app: &App, out: &mut impl Write) -> io::Result<()> {
    match &app.notice {
        Some(notice) => writeln!(out, "{}", notice.text),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::Extraction;

    #[test]
    fn commands_are_answered_line_by_line() {
        let mut app = sample::app(80, 24, 1);
        let extract: Extract = Arc::new(|_| Extraction::default());
        let commands = ["1", "q1", "a9", "/brigade", "/act:x", "J", "J", "K", "0", "?", "q", "never"];
        let mut out = Vec::new();
        listen(&mut app, &extract, commands.iter().map(|c| Ok((*c).to_owned())), &mut out).unwrap();
        let said = String::from_utf8(out).unwrap();
        for words in [
            "Acteurs 5",
            "1. Ilana Morvane",
            "quotes/cue-after",
            "convoi numéro 0",
            "dernière dépêche",
            "champ act",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains('\u{1b}'));
    }
}
