//! The first run: the keys that matter, from the keymap. Any key closes it and does what it does.

use super::Target;
use crate::app::App;
use crate::app::action::Action;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;

/// What a newcomer needs, the first things first; two actions that belong together share a row.
const FIRST: &[&[Action]] = &[
    &[Action::Down, Action::Up],
    &[Action::NextDispatch, Action::PreviousDispatch],
    &[Action::Actors, Action::Sources],
    &[Action::NextQuote, Action::PreviousQuote],
    &[Action::ToSpeaker, Action::ToSource],
    &[Action::Open],
    &[Action::Accept, Action::Reject],
    &[Action::List],
    &[Action::Search, Action::Filter],
    &[Action::Help, Action::Quit],
];

/// Cells of the column of keys.
const KEYS: usize = 10;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    for actions in FIRST {
        let keys: Vec<String> = actions
            .iter()
            .filter_map(|a| app.setup.keymap.labels(crate::app::keymap::Context::Text, *a).into_iter().next())
            .collect();
        let Some(first) = actions.first().filter(|_| !keys.is_empty()) else { continue };
        let keys = keys.join("  ");
        let pad = " ".repeat(KEYS.saturating_sub(width::of(&keys)).max(2));
        let about = width::cut(m.name("welcome", first.as_str()), room.saturating_sub(KEYS));
        sheet.line(Line::of(Role::Key, keys).then(Role::Plain, format!("{pad}{about}")));
    }
    sheet.gap();
    sheet.prose(Role::Dim, m.say(Text::WelcomeHint), room, 0);
    sheet
}

/// The actions that have words of their own here.
#[cfg(test)]
pub(crate) fn named() -> Vec<&'static str> {
    FIRST.iter().filter_map(|actions| actions.first()).map(|a| a.as_str()).collect()
}
