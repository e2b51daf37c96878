//! `--plain`: one dispatch after the other on standard output, no screen. At a terminal it takes a command a line: the
//! keys and actions of the reader, each with the item that it is about.

use std::io::{self, BufRead as _, IsTerminal as _, Write};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, unbounded};
use jiff::Timestamp;

use super::Jobs;
use crate::app::action::Action;
use crate::app::deciding::{Origin, Task};
use crate::app::item::{Item, Pane};
use crate::app::key::{Code, Key};
use crate::app::keymap::{Context, Meaning};
use crate::app::messages::Text;
use crate::app::overlay::Kind;
use crate::app::{App, Effect, Msg};
use crate::dispatch::Dispatch;
use crate::error::Error;
use crate::library::State;
use crate::worker::fetcher::Wanted;
use crate::worker::{self, Extract};

/// Wide enough that no title is cut.
const WIDTH: u16 = 10_000;
/// How long a decision may take to be on disk before the next command is taken.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads the dispatches out, and hands back what was read. Without a terminal to take commands from, all of them with all
/// that is in them.
///
/// # Errors
/// The output cannot be written.
pub fn run(app: App, jobs: Jobs) -> Result<App, Error> {
    let (to, messages) = unbounded();
    (jobs.load)(Arc::new(move |msg| to.send(msg).is_ok()))?;
    let out = io::stdout().lock();
    let mut plain =
        Plain { app, extract: jobs.extract, fetch: jobs.fetch, review: jobs.review, messages, out };
    plain.take(Msg::Resize(WIDTH, 24));
    while plain.app.loading {
        match plain.messages.recv() {
            Ok(msg) => plain.take(msg),
            Err(_) => break,
        }
    }
    plain.take(Msg::Clock(Timestamp::now()));
    for fault in &plain.app.faults {
        writeln!(io::stderr(), "{fault}")?;
    }
    let stdin = io::stdin();
    if stdin.is_terminal() && io::stdout().is_terminal() {
        plain.listen(stdin.lock().lines())?;
        (jobs.save)(&plain.app);
    } else {
        plain.everything()?;
        plain.out.flush()?;
    }
    Ok(plain.app)
}

/// The reader without a screen.
struct Plain<W> {
    app: App,
    extract: Extract,
    fetch: Box<dyn Fn(Wanted)>,
    review: Box<dyn Fn(Task)>,
    messages: Receiver<Msg>,
    out: W,
}

impl<W: Write> Plain<W> {
    /// Takes in a message; what is asked to be read is read at once.
    fn take(&mut self, msg: Msg) {
        let effects = self.app.update(msg);
        for effect in effects {
            match effect {
                Effect::Read { id, dispatch, urgent: true } => self.read(id, &dispatch),
                Effect::Fetch { id, path, item } => (self.fetch)((id, path, item)),
                _ => {}
            }
        }
    }

    fn read(&mut self, id: usize, dispatch: &Dispatch) {
        worker::read(id, dispatch, &self.extract, |msg| {
            self.app.update(msg);
            true
        });
    }

    fn say(&mut self, text: Text) -> io::Result<()> {
        writeln!(self.out, "{}", self.app.setup.messages.say(text))
    }

    /// All dispatches of the list with all that is in them.
    fn everything(&mut self) -> io::Result<()> {
        for row in 0..self.app.list.order.len() {
            if let Some(id) = self.app.list.order.get(row).copied() {
                self.open(id);
                write!(self.out, "{}", self.app.plain_text())?;
                for pane in Pane::ALL {
                    write!(self.out, "\n{}", self.app.plain_pane(*pane))?;
                }
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    fn open(&mut self, id: usize) {
        self.app.open_dispatch(id);
        self.take(Msg::Resize(WIDTH, 24));
        while self.app.entry().is_some_and(|e| e.state == State::Summary) {
            match self.messages.recv() {
                Ok(msg) => self.take(msg),
                Err(_) => break,
            }
        }
        let unread = self.app.entry().filter(|e| e.reading.is_none()).map(|e| Arc::clone(&e.dispatch));
        if let Some(dispatch) = unread {
            self.read(id, &dispatch);
        }
    }

    /// Takes commands until `q` or the end of the input.
    fn listen(&mut self, lines: impl Iterator<Item = io::Result<String>>) -> io::Result<()> {
        write!(self.out, "{}", self.app.plain_text())?;
        self.say(Text::PlainHint)?;
        self.out.flush()?;
        for line in lines {
            let line = line?;
            while let Ok(msg) = self.messages.try_recv() {
                self.take(msg);
            }
            if !self.command(line.trim())? {
                break;
            }
            self.out.flush()?;
        }
        Ok(())
    }

    /// Answers a command; whether to go on.
    fn command(&mut self, command: &str) -> io::Result<bool> {
        self.app.notice = None;
        if let Some(query) = command.strip_prefix('/') {
            self.app.look_for(query);
            if self.app.notice.as_ref().is_none_or(|n| !n.fault) {
                write!(self.out, "{}", self.app.plain_hits())?;
            }
            self.notice()?;
            return Ok(true);
        }
        let (first, rest) = command.split_once(' ').map_or((command, ""), |(f, r)| (f, r.trim()));
        if let Some(row) = first.strip_prefix('`') {
            self.list(row)?;
            return Ok(true);
        }
        if let Some(pane) = first.parse().ok().and_then(|n: usize| Pane::ALL.get(n.checked_sub(1)?)) {
            write!(self.out, "{}", self.app.plain_pane(*pane))?;
            return Ok(true);
        }
        if let Some(item) = self.item(first) {
            write!(self.out, "{}", self.app.plain_reason(item))?;
            return Ok(true);
        }
        match self.action(first) {
            _ if command.is_empty() => self.step(true)?,
            Some(Action::Quit) => return Ok(false),
            Some(Action::NextDispatch) => self.step(true)?,
            Some(Action::PreviousDispatch) => self.step(false)?,
            Some(Action::Text) => write!(self.out, "{}", self.app.plain_text())?,
            Some(Action::List) => self.list(rest)?,
            Some(Action::Filter) => {
                self.take_filter(rest);
                self.notice()?;
                self.list("")?;
            }
            Some(Action::Correct) => self.correct(rest)?,
            Some(Action::Note) => self.note(rest)?,
            Some(Action::NoteOnDispatch) => {
                let effects = self.app.note_down(rest, true);
                self.answer(effects)?;
            }
            Some(action) if action != Action::Help => self.act(action, rest)?,
            _ => self.say(Text::PlainHint)?,
        }
        Ok(true)
    }

    /// Narrows the list. What a query asks for must be there before it can answer.
    fn take_filter(&mut self, query: &str) {
        let effects = self.app.narrow(query);
        self.await_all(effects);
        while self.app.entries.iter().any(|e| e.requested && e.state == State::Summary) {
            let Ok(msg) = self.messages.recv() else { return };
            let effects = self.app.update(msg);
            self.await_all(effects);
        }
    }

    /// Reads at once what is to be read, and asks for the texts that are to be fetched.
    fn await_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Read { id, dispatch, .. } => self.read(id, &dispatch),
                Effect::Fetch { id, path, item } => (self.fetch)((id, path, item)),
                _ => {}
            }
        }
    }

    /// Corrects an item, `q2 speaker=Anton Brek` or `q2 speaker=a4`; without a property, reads out what can be corrected.
    fn correct(&mut self, rest: &str) -> io::Result<()> {
        let (name, change) = rest.split_once(' ').map_or((rest, ""), |(name, change)| (name, change.trim()));
        let Some(item) = self.item(name) else { return self.say(Text::NothingSelected) };
        self.app.choose(item);
        let known = self.app.correctable(item);
        let (field, value) = change.split_once('=').unwrap_or((change, ""));
        let Some((field, _, can_be)) = known.iter().find(|(known, ..)| known.as_str() == field.trim()) else {
            for (field, now, can_be) in known {
                let can_be =
                    if can_be.is_empty() { String::new() } else { format!(" ({})", can_be.join(", ")) };
                writeln!(self.out, "{field}={now}{can_be}")?;
            }
            return Ok(());
        };
        if !can_be.is_empty() && !can_be.contains(&value.trim()) {
            return writeln!(self.out, "{field}: {}", can_be.join(", "));
        }
        // A name, or the actor, source or place that the panes call so.
        let named = self.item(value.trim()).and_then(|item| self.app.name_of(item));
        let effects = self.app.correct_to(*field, named.as_deref().unwrap_or(value));
        self.answer(effects)
    }

    /// Notes something about an item, or about the dispatch where none is named.
    fn note(&mut self, rest: &str) -> io::Result<()> {
        let (name, text) = rest.split_once(' ').map_or((rest, ""), |(name, text)| (name, text.trim()));
        let item = self.item(name);
        if let Some(item) = item {
            self.app.choose(item);
        }
        let text = if item.is_some() { text } else { rest };
        let effects = self.app.note_down(text, item.is_none());
        self.answer(effects)
    }

    /// The item that a word such as `q2` names: the letter of its pane and its number there.
    fn item(&self, word: &str) -> Option<Item> {
        let mut chars = word.chars();
        let letter = chars.next()?;
        let pane = Pane::ALL.iter().find(|p| p.letter() == letter)?;
        self.app.plain_item(*pane, chars.as_str().parse().ok()?)
    }

    /// The action that a word names, by its name or its keys.
    fn action(&self, word: &str) -> Option<Action> {
        let keys: Vec<Key> = word.chars().map(|c| Key::plain(Code::Char(c))).collect();
        Action::from_name(word).or_else(|| match self.app.setup.keymap.meaning(Context::Text, &keys) {
            Meaning::Action(action) => Some(action),
            _ => None,
        })
    }

    /// The list of dispatches; with the number of a row, the dispatch there.
    fn list(&mut self, row: &str) -> io::Result<()> {
        let row = row.parse().ok().and_then(|n: usize| self.app.list.order.get(n.checked_sub(1)?)).copied();
        if let Some(id) = row {
            self.open(id);
            return write!(self.out, "{}", self.app.plain_text());
        }
        write!(self.out, "{}", self.app.plain_list())
    }

    fn step(&mut self, forwards: bool) -> io::Result<()> {
        let row = self.app.open.and_then(|id| self.app.list.position(id)).unwrap_or_default();
        let next = if forwards { row.checked_add(1) } else { row.checked_sub(1) };
        if let Some(id) = next.and_then(|row| self.app.list.order.get(row).copied()) {
            self.open(id);
            write!(self.out, "{}", self.app.plain_text())
        } else {
            self.say(if forwards { Text::LastDispatch } else { Text::FirstDispatch })
        }
    }

    /// Does what the reader would do, about the item that is named, and reads out what came of it.
    fn act(&mut self, action: Action, rest: &str) -> io::Result<()> {
        if !rest.is_empty() {
            let Some(item) = self.item(rest) else { return self.say(Text::NoMatch) };
            self.app.choose(item);
        }
        let before = self.app.selection;
        let mut effects = self.app.perform(action);
        if Kind::of(action).is_some() {
            let said = self.app.plain_overlay();
            self.app.overlays.clear();
            effects.retain(|e| matches!(e, Effect::Read { .. }));
            write!(self.out, "{said}")?;
        }
        self.app.leave_questions();
        self.answer(effects)?;
        match self.app.selection.filter(|item| before != Some(*item)) {
            Some(item) => write!(self.out, "{}", self.app.plain_reason(item)),
            None => Ok(()),
        }
    }

    /// Does what came of a command, and says what is to be said.
    fn answer(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Review(task) => {
                    (self.review)(task);
                    self.await_decision();
                }
                Effect::Copy(text) => writeln!(self.out, "{text}")?,
                _ => {}
            }
        }
        self.notice()
    }

    /// Waits until the store has answered.
    fn await_decision(&mut self) {
        while let Ok(msg) = self.messages.recv_timeout(PATIENCE) {
            let answered = matches!(
                msg,
                Msg::Decided(_, Origin::Here) | Msg::NothingTo(_) | Msg::StoreFault(..) | Msg::Fault(_)
            );
            self.take(msg);
            if answered {
                return;
            }
        }
    }

    fn notice(&mut self) -> io::Result<()> {
        match &self.app.notice {
            Some(notice) => writeln!(self.out, "{}", notice.text),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::Extraction;
    use crate::review::Step;
    use std::cell::RefCell;
    use std::rc::Rc;

    /// What is said to commands; decisions are answered as the store would.
    fn said(commands: &[&str]) -> String {
        let (to, messages) = unbounded();
        let decided = Rc::new(RefCell::new(0));
        let count = Rc::clone(&decided);
        let review = move |task| {
            *count.borrow_mut() += 1;
            if let Task::Take(deeds) = task {
                let mut step = Step::new("ana");
                for deed in deeds {
                    step.push(deed.dispatch, None, deed.anchor, deed.act);
                }
                to.send(Msg::Decided(step.entries().to_vec(), Origin::Here)).unwrap();
            } else {
                to.send(Msg::Fault("Undone.".to_owned())).unwrap();
            }
        };
        let extract: Extract = Arc::new(|_| Ok(Extraction::default()));
        let app = sample::app(80, 24, 1);
        let mut plain = Plain {
            app,
            extract,
            fetch: Box::new(drop),
            review: Box::new(review),
            messages,
            out: Vec::new(),
        };
        plain.listen(commands.iter().map(|c| Ok((*c).to_owned()))).unwrap();
        let said = String::from_utf8(plain.out).unwrap();
        assert!(!said.contains(['\u{1b}', '─', '│', '▌']), "{said}");
        said
    }

    #[test]
    fn commands_are_answered_line_by_line() {
        let said = said(&["1", "q1", "a9", "/brigade", "/act:x", "J", "J", "K", "0", "?", "q", "never"]);
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
    }

    #[test]
    fn the_list_is_read_filtered_and_opened_by_number() {
        let said = said(&["`", "f slug:convoi", "`1", "f", "quit"]);
        for words in ["1. ", "CONVOI-0", "1 dépêche correspond", "Le convoi numéro 0"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    #[test]
    fn items_are_decided_about_and_the_pane_tells() {
        let said = said(&["a q1", "4", "x q2", "reject q9", "u"]);
        for words in ["» : accepté", "(accepté)", "» : rejeté", "Rien ne correspond", "Undone."] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    #[test]
    fn items_are_corrected_and_noted() {
        let said = said(&[
            "c q1",
            "c q1 speaker=a5",
            "E q1",
            "c q2 kind=song",
            "c q2 kind=indirect",
            "c x9",
            "i q1 à vérifier",
            "i toute la dépêche",
            "i q1",
        ]);
        for words in [
            "speaker=Ilana Morvane\n",
            "kind=direct (direct, ",
            "Anton Brek",
            "kind: direct, ",
            "à vérifier",
            "toute la dépêche",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    #[test]
    fn views_and_ways_are_read_out() {
        let said = said(&["D a1", "gn", "gs", "gx", "gt", "I", "w q1", "gy q1", "]e"]);
        for words in [
            "présidente du Conseil",
            "un diplomate",
            "4 mars 2031",
            "VARDANIE-KESSEL",
            "Mentions 2",
            "« Nous ne laisserons pas ce crime impuni » (Ilana Morvane",
            "ACCUSATION",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}
