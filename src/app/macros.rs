//! Macros: a list of actions under a letter, from the config or recorded from the keys.

use std::collections::BTreeMap;
use std::fmt;

use super::action::Action;
use super::finding::Letter;
use super::messages::Text;
use super::{App, Effect};

/// The most steps that a macro has.
const LONGEST: usize = 500;
/// The most often that a macro is played for one count.
const MOST: usize = 1_000;

/// A step of a macro: `next-quote`, or with a count `3 down`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// The count before it.
    pub count: Option<usize>,
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
        let (count, name) = match text.trim().split_once(' ') {
            Some((count, name)) => (Some(count.parse().ok().filter(|n| *n > 0)?), name.trim()),
            None => (None, text.trim()),
        };
        let action = Action::from_name(name).filter(|a| can_be_a_step(*a))?;
        Some(Self { action, count })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            Some(n) => write!(f, "{n} {}", self.action),
            None => write!(f, "{}", self.action),
        }
    }
}

/// A macro neither records nor plays; what the palette is used for is recorded instead of the palette.
fn can_be_a_step(action: Action) -> bool {
    !matches!(action, Action::Record | Action::Play | Action::Palette)
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
            steps.push(Step { action, count });
        }
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
                // The next step stands on what this one laid out.
                self.lay_out();
                if self.recorder.refused
                    || self.prompt.is_some()
                    || self.picker.is_some()
                    || self.letter.is_some()
                {
                    break 'played;
                }
            }
        }
        self.recorder.playing = false;
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
        for text in ["next-quote", "3 down"] {
            assert_eq!(Step::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "fly", "0 down", "x down", "play-macro", "record-macro"] {
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
    fn a_step_that_asks_ends_it() {
        let mut app = sample::app(80, 24, 0);
        app.setup.macros.insert('c', vec![Step::parse("search").unwrap(), Step::parse("quit").unwrap()]);
        assert!(sample::press(&mut app, "@ c").is_empty());
        assert!(app.prompt.is_some());
    }
}
