//! A line to type into, and what happens to it.

use tui_input::{Input, InputRequest};

use super::key::{Code, Key};
use super::messages::Text;
use super::{App, Effect};
use crate::review::{Decision, Field};
use crate::wire::clean;

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A query to find in the text.
    Search,
    /// A query that narrows the list.
    Filter,
    /// Words that narrow the side pane.
    FilterPane,
    /// The file to write to.
    Write,
    /// The command to pass the dispatch to.
    Pipe,
    /// A note on an item or a dispatch.
    Note,
    /// What a property of an item is corrected to.
    Value(Field),
    /// How sure a rule must be for all that is shown to be accepted, in percent.
    AcceptAll,
    /// How sure a rule may be for all that is shown to be rejected, in percent.
    RejectAll,
}

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// The line.
    pub input: Input,
    /// What the last word may become.
    pub choices: Vec<String>,
    /// Which of them stands there, if one does.
    pub chosen: Option<usize>,
    /// The byte that the last word begins at.
    start: usize,
}

/// What a key does to a line.
pub(super) enum Typed {
    /// It changed the line, or nothing.
    On,
    /// Enter.
    Done,
    /// Escape.
    Left,
}

/// Takes a key into a line.
pub(super) fn type_key(input: &mut Input, key: Key) -> Typed {
    let request = match (key.code, key.ctrl, key.alt) {
        (Code::Enter, ..) => return Typed::Done,
        (Code::Esc, ..) | (Code::Char('c' | 'g'), true, _) => return Typed::Left,
        (Code::Char('a'), true, _) | (Code::Home, ..) => InputRequest::GoToStart,
        (Code::Char('e'), true, _) | (Code::End, ..) => InputRequest::GoToEnd,
        (Code::Char('u'), true, _) => InputRequest::DeleteLine,
        (Code::Char('k'), true, _) => InputRequest::DeleteTillEnd,
        (Code::Char('w'), true, _) | (Code::Backspace, _, true) => InputRequest::DeletePrevWord,
        (Code::Char('b'), false, true) => InputRequest::GoToPrevWord,
        (Code::Char('f'), false, true) => InputRequest::GoToNextWord,
        (Code::Char('h'), true, _) | (Code::Backspace, ..) => InputRequest::DeletePrevChar,
        (Code::Delete, ..) | (Code::Char('d'), true, _) => InputRequest::DeleteNextChar,
        (Code::Left, ..) => InputRequest::GoToPrevChar,
        (Code::Right, ..) => InputRequest::GoToNextChar,
        (Code::Char(c), false, false) => InputRequest::InsertChar(c),
        _ => return Typed::On,
    };
    input.handle(request);
    Typed::On
}

impl App {
    /// Begins a line, with what was typed there the last time.
    pub(super) fn ask(&mut self, purpose: Purpose) {
        let before = match purpose {
            Purpose::Filter => self.list.filter.as_ref().map_or("", |(text, _)| text.as_str()),
            Purpose::FilterPane => self.arrangements[self.pane as usize].filter.as_str(),
            Purpose::Write => &self.file_name(),
            Purpose::Value(field) => &self.value_now(field),
            Purpose::AcceptAll => "0",
            Purpose::RejectAll => "100",
            Purpose::Search | Purpose::Pipe | Purpose::Note => "",
        };
        let input = Input::new(before.to_owned());
        self.prompt = Some(Prompt { purpose, input, choices: Vec::new(), chosen: None, start: 0 });
    }

    /// Takes a key into the line.
    pub(super) fn prompt_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Some(mut prompt) = self.prompt.take() else { return };
        if key.code == Code::Tab {
            self.complete(&mut prompt, !key.shift);
            self.prompt = Some(prompt);
            return;
        }
        (prompt.choices, prompt.chosen) = (Vec::new(), None);
        if key.code == Code::Up && prompt.purpose == Purpose::Search {
            let last = self.search.as_ref().map_or("", |s| s.text.as_str());
            prompt.input = Input::new(last.to_owned());
        }
        match type_key(&mut prompt.input, key) {
            Typed::On => {
                if prompt.purpose == Purpose::FilterPane {
                    prompt.input.value().clone_into(&mut self.arrangements[self.pane as usize].filter);
                }
                self.prompt = Some(prompt);
            }
            Typed::Left => {
                self.record_nothing();
                if prompt.purpose == Purpose::FilterPane {
                    self.arrangements[self.pane as usize].filter.clear();
                }
            }
            Typed::Done => self.answer(prompt, effects),
        }
    }

    /// Takes a line that is complete.
    pub(super) fn answer(&mut self, prompt: Prompt, effects: &mut Vec<Effect>) {
        let text = prompt.input.value().to_owned();
        self.record_typed(&text);
        match prompt.purpose {
            Purpose::Search => self.search_for(&text),
            Purpose::Filter => self.filter_by(&text),
            Purpose::FilterPane => {
                self.arrangements[self.pane as usize].filter = text;
                return;
            }
            Purpose::Write => {
                self.write_to(&text, effects);
                return;
            }
            Purpose::Pipe => {
                self.pipe_to(&text, effects);
                return;
            }
            Purpose::Note => {
                self.noted(&text, effects);
                return;
            }
            Purpose::Value(field) => {
                self.set(field, clean::shown(text.trim()), effects);
                return;
            }
            Purpose::AcceptAll => self.decide_all(Decision::Accepted, &text, effects),
            Purpose::RejectAll => self.decide_all(Decision::Rejected, &text, effects),
        }
        // A query that is none stays to be mended.
        if self.notice.as_ref().is_some_and(|n| n.fault) {
            self.prompt = Some(prompt);
        }
    }

    /// Takes text that was pasted: into a line if there is one. It is never taken for keys.
    pub(super) fn paste(&mut self, text: &str) {
        let input = match (&mut self.prompt, &mut self.picker) {
            (Some(prompt), _) => &mut prompt.input,
            (None, Some(picker)) => &mut picker.input,
            (None, None) => {
                self.say(Text::NotPasted, &[]);
                return;
            }
        };
        for c in text.chars().filter(|c| !c.is_control()).take(1_000) {
            input.handle(InputRequest::InsertChar(c));
        }
    }
}

impl App {
    /// Completes the last word of a query: as far as all candidates agree, then to one after the other.
    fn complete(&self, prompt: &mut Prompt, forwards: bool) {
        if !matches!(prompt.purpose, Purpose::Search | Purpose::Filter) {
            return;
        }
        let text = prompt.input.value().to_owned();
        if prompt.choices.is_empty() {
            (prompt.start, prompt.choices) = self.completions(&text);
            let Some(first) = prompt.choices.first() else { return };
            let mut common = first.clone();
            for other in &prompt.choices {
                let agree = common.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
                common = common.chars().take(agree).collect();
            }
            let known = text.get(prompt.start..).unwrap_or_default();
            if prompt.choices.len() == 1 {
                prompt.choices.clear();
            } else if common.chars().count() <= known.chars().count() {
                // Nothing all agree on is left: the first of them, then.
                common.clone_from(first);
                prompt.chosen = Some(0);
            }
            prompt.put(&common);
            return;
        }
        let count = prompt.choices.len();
        let next = match (prompt.chosen, forwards) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(n), true) => (n + 1) % count,
            (Some(n), false) => (n + count - 1) % count,
        };
        prompt.chosen = Some(next);
        if let Some(choice) = prompt.choices.get(next).cloned() {
            prompt.put(&choice);
        }
    }
}

impl Prompt {
    /// Puts a word in the place of the last one.
    fn put(&mut self, word: &str) {
        let kept = self.input.value().get(..self.start).unwrap_or_default();
        self.input = Input::new(format!("{kept}{word}"));
    }
}
