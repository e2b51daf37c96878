//! Help: every action that the program offers with its keys, made from the keymap.

use super::Target;
use crate::app::App;
use crate::app::action::{Action, Section};
use crate::app::keymap::Context;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;

pub(super) fn sheet(app: &App, room: usize) -> (String, Sheet<Target>) {
    let messages = &app.setup.messages;
    let mut sheet = Sheet::default();
    let offered: Vec<(Action, String)> = Action::ALL.iter().map(|a| (*a, app.keys_of(*a))).collect();
    let column = offered.iter().map(|(_, keys)| width::of(keys)).max().unwrap_or_default().min(room / 2);
    let search =
        app.setup.keymap.labels(Context::Sheet, Action::Search).into_iter().next().unwrap_or_default();
    sheet.prose(Role::Dim, &messages.fill(Text::HelpHint, &[("search", &search)]), room, 0);
    for section in Section::ALL {
        let rows: Vec<&(Action, String)> = offered.iter().filter(|(a, _)| a.section() == *section).collect();
        if rows.is_empty() {
            continue;
        }
        sheet.gap();
        sheet.line(Line::of(Role::Title, messages.name("section", section.as_str())));
        for (action, keys) in rows {
            let pad = " ".repeat((column + 2).saturating_sub(width::of(keys)));
            let about = width::cut(messages.action(*action), room.saturating_sub(column + 2));
            let line =
                Line::of(Role::Key, width::cut(keys, column)).then(Role::Plain, pad).then(Role::Plain, about);
            sheet.target(Target::Action(*action), [line]);
        }
    }
    (messages.say(Text::HelpTitle).to_owned(), sheet)
}
