//! Macros: a list of actions under a letter, from the config or recorded from the keys.

use std::collections::BTreeMap;
use std::fmt;

use tui_input::Input;

use super::action::Action;
use super::finding::Letter;
use super::key::{Code, Key};
use super::messages::Text;
use super::{App, Effect};

/// The most steps that a macro has.
const LONGEST: usize = 500;
/// The most often that a macro is played for one count.
const MOST: usize = 1_000;

/// A step of a macro: `next-quote`, with a count `3 down`, or with what is typed where an action asks, `filter lang:fr`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// The count before it.
    pub count: Option<usize>,
    /// What is typed, or the letter, where it asks for one.
    pub typed: Option<String>,
}

/// Macros by letter.
pub type Macros = BTreeMap<char, Vec<Step>>;

/// What was recorded, and what is.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    /// Recorded in this run; they come before those of the config.
    recorded: Macros,
    /// The letter that is being recorded, and its steps so far.
    recording: Option<(char, Vec<Step>)>,
    playing: bool,
    /// Whether an action found nothing to do: a macro ends there.
    pub(super) refused: bool,
    last: Option<char>,
}

impl Step {
    /// Reads a step as a config writes it. `None` where there is no such action.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (count, rest) = match text.split_once(' ').and_then(|(n, rest)| Some((n.parse().ok()?, rest))) {
            Some((count, rest)) => (Some(count).filter(|n| *n > 0).map(Some)?, rest.trim_start()),
            None => (None, text),
        };
        let (name, typed) = rest.split_once(' ').map_or((rest, None), |(name, typed)| (name, Some(typed)));
        let action = Action::from_name(name).filter(|a| can_be_a_step(*a))?;
        let typed = typed.map(|typed| typed.trim_start().to_owned());
        let sound = typed.is_none() || asks(action);
        sound.then_some(Self { action, count, typed })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(n) = self.count {
            write!(f, "{n} ")?;
        }
        write!(f, "{}", self.action)?;
        self.typed.iter().try_for_each(|typed| write!(f, " {typed}"))
    }
}

/// A macro neither records nor plays; what the palette is used for is recorded instead of the palette.
fn can_be_a_step(action: Action) -> bool {
    !matches!(action, Action::Record | Action::Play | Action::Palette)
}

/// Whether an action asks for a line or a letter.
const fn asks(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Search
            | A::Filter
            | A::FilterPane
            | A::Write
            | A::Pipe
            | A::Note
            | A::NoteOnDispatch
            | A::AcceptAll
            | A::RejectAll
            | A::SetMark
            | A::ToMark
    )
}

impl Recorder {
    /// The letter that is being recorded.
    #[must_use]
    pub fn letter(&self) -> Option<char> {
        self.recording.as_ref().map(|(letter, _)| *letter)
    }
}

impl App {
    /// Begins to record once a letter is given, or ends.
    pub(super) fn toggle_recording(&mut self) {
        let Some((letter, steps)) = self.recorder.recording.take() else {
            self.await_letter(Letter::Record);
            return;
        };
        let steps_said =
            self.setup.messages.count(Text::Recorded, steps.len(), &[("letter", &letter.to_string())]);
        self.recorder.recorded.insert(letter, steps);
        self.notice = Some(super::Notice { text: steps_said, fault: false });
    }

    /// Begins to record under a letter.
    pub(super) fn start_recording(&mut self, letter: char) {
        self.recorder.recording = Some((letter, Vec::new()));
        self.say(Text::Recording, &[("letter", &letter.to_string())]);
    }

    /// Adds what is done to the macro that is being recorded.
    pub(super) fn record(&mut self, action: Action, count: Option<usize>) {
        if self.recorder.playing || !can_be_a_step(action) {
            return;
        }
        if let Some((_, steps)) = self.recorder.recording.as_mut().filter(|(_, steps)| steps.len() < LONGEST)
        {
            steps.push(Step { action, count, typed: None });
        }
    }

    /// Adds what was typed, or the letter that was given, to the step that asked for it.
    pub(super) fn record_typed(&mut self, typed: &str) {
        if let Some(step) = self.asking_step() {
            step.typed = Some(typed.to_owned());
        }
    }

    /// Takes the step that asked back, since nothing was answered.
    pub(super) fn record_nothing(&mut self) {
        if self.asking_step().is_some()
            && let Some((_, steps)) = &mut self.recorder.recording
        {
            steps.pop();
        }
    }

    /// The last step that was recorded, if it asked and was not answered.
    fn asking_step(&mut self) -> Option<&mut Step> {
        let (_, steps) = self.recorder.recording.as_mut().filter(|_| !self.recorder.playing)?;
        steps.last_mut().filter(|step| asks(step.action) && step.typed.is_none())
    }

    /// Plays a macro some times over; `@` plays the last one again. It ends early where a step asks for something to be
    /// typed, or finds nothing to do.
    pub(super) fn play(&mut self, letter: char, times: usize, effects: &mut Vec<Effect>) {
        let letter = if letter == '@' { self.recorder.last.unwrap_or(letter) } else { letter };
        let recorded = self.recorder.recorded.get(&letter);
        let Some(steps) = recorded.or_else(|| self.setup.macros.get(&letter)).cloned() else {
            self.say(Text::NoMacro, &[("letter", &letter.to_string())]);
            return;
        };
        self.recorder.last = Some(letter);
        self.recorder.playing = true;
        self.recorder.refused = false;
        'played: for _ in 0..times.min(MOST) {
            for step in &steps {
                self.act(step.action, step.count, effects);
                if let Some(typed) = &step.typed {
                    self.type_for(typed, effects);
                }
                // The next step stands on what this one laid out.
                self.lay_out();
                if self.recorder.refused
                    || self.prompt.is_some()
                    || self.picker.is_some()
                    || self.menu.is_some()
                    || self.letter.is_some()
                {
                    break 'played;
                }
            }
        }
        self.recorder.playing = false;
    }

    /// Answers what a step asks for.
    fn type_for(&mut self, typed: &str, effects: &mut Vec<Effect>) {
        if let Some(letter) = self.letter.take() {
            if let Some(c) = typed.chars().next() {
                self.letter(Key::plain(Code::Char(c)), letter, effects);
            }
        } else if let Some(mut prompt) = self.prompt.take() {
            prompt.input = Input::new(typed.to_owned());
            self.answer(prompt, effects);
        }
    }

    /// Every macro with its steps, the recorded ones before those of the config.
    pub(super) fn macros(&self) -> Macros {
        let mut all = self.setup.macros.clone();
        all.extend(self.recorder.recorded.iter().map(|(letter, steps)| (*letter, steps.clone())));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::item::Pane;
    use crate::app::sample;

    #[test]
    fn steps_are_read_and_shown() {
        for text in ["next-quote", "3 down", "filter lang:fr 3", "set-mark a"] {
            assert_eq!(Step::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "fly", "0 down", "x down", "down 3", "play-macro", "record-macro"] {
            assert_eq!(Step::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_recorded_is_played_again() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "g r a ] e alt-1 j g r g g @ a");
        assert_eq!(app.macros()[&'a'].len(), 2);
        let once = (app.at, app.selection);
        sample::press(&mut app, "g g ] e alt-1 j");
        assert_eq!((app.at, app.selection), once);
        sample::press(&mut app, "g g @ @");
        assert_eq!((app.at, app.selection), once);
        assert_eq!(app.macros()[&'a'].len(), 2, "playing records nothing");
    }

    #[test]
    fn a_macro_of_the_config_ends_where_there_is_no_more() {
        let mut app = sample::app(80, 24, 0);
        app.setup.macros.insert('b', vec![Step::parse("next-quote").unwrap(), Step::parse("copy").unwrap()]);
        let copied = sample::press(&mut app, "alt-9 @ b");
        assert_eq!((copied.len(), app.selection), (2, Some(Pane::Quotes.item(1))));
    }

    #[test]
    fn what_was_typed_is_typed_again() {
        let mut app = sample::app(80, 24, 3);
        sample::press(&mut app, "g r a / b r i g a d e enter m k / esc g r");
        let steps: Vec<String> = app.macros()[&'a'].iter().map(ToString::to_string).collect();
        assert_eq!(steps, ["search brigade", "set-mark k"]);
        let at = app.at;
        sample::press(&mut app, "g g @ a");
        assert_eq!((app.at, app.prompt.is_some()), (at, false));
        app.setup
            .macros
            .insert('f', vec![Step::parse("filter slug:convoi").unwrap(), Step::parse("top").unwrap()]);
        sample::press(&mut app, "@ f");
        assert_eq!((app.list.order.len(), app.list.cursor), (3, 0));
        app.setup
            .macros
            .insert('w', vec![Step::parse("filter lang:x").unwrap(), Step::parse("quit").unwrap()]);
        assert!(sample::press(&mut app, "@ w").is_empty());
        assert!(app.prompt.is_some(), "a query that is none stays to be mended");
    }

    #[test]
    fn a_step_that_asks_ends_it() {
        let mut app = sample::app(80, 24, 0);
        app.setup.macros.insert('c', vec![Step::parse("search").unwrap(), Step::parse("quit").unwrap()]);
        assert!(sample::press(&mut app, "@ c").is_empty());
        assert!(app.prompt.is_some());
    }
}
