//! Finding one of many by typing some of its letters: dispatches, actors, actions, saved views.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use super::action::Action;
use super::item::Pane;
use super::key::{Code, Key};
use super::keymap::Context;
use super::messages::Text;
use super::overlay::Target;
use super::prompt::{Typed, type_key};
use super::{App, Effect};

/// Something to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is matched and shown.
    pub label: String,
    /// What stands at the right.
    pub aside: String,
    /// Where it leads.
    pub target: Target,
}

/// A picker at work.
#[derive(Clone, Debug)]
pub struct Picker {
    /// Its heading.
    pub title: String,
    /// What was typed.
    pub input: Input,
    /// Everything there is to pick.
    pub choices: Vec<Choice>,
    /// Positions of the choices that match, the best first.
    pub found: Vec<usize>,
    /// The chosen one of them.
    pub cursor: usize,
}

impl Picker {
    fn new(title: String, choices: Vec<Choice>) -> Self {
        let found = (0..choices.len()).collect();
        Self { title, input: Input::default(), choices, found, cursor: 0 }
    }

    fn find(&mut self) {
        let pattern = Pattern::parse(self.input.value(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (n, choice) in self.choices.iter().enumerate() {
            let score = pattern.score(Utf32Str::new(&choice.label, &mut buffer), &mut matcher);
            scored.extend(score.map(|s| (s, n)));
        }
        scored.sort_by_key(|(score, n)| (std::cmp::Reverse(*score), *n));
        self.found = scored.into_iter().map(|(_, n)| n).collect();
        self.cursor = 0;
    }

    /// What the cursor is on.
    #[must_use]
    pub fn chosen(&self) -> Option<&Choice> {
        self.found.get(self.cursor).and_then(|n| self.choices.get(*n))
    }
}

impl App {
    /// Opens the picker that an action asks for.
    pub(super) fn pick(&mut self, action: Action) {
        let m = &self.setup.messages;
        let choices: Vec<Choice> = match action {
            Action::FindActor => self.actor_choices(),
            Action::Palette => Action::ALL
                .iter()
                .filter(|a| self.offers(**a) && **a != Action::Palette)
                .map(|a| Choice {
                    label: m.action(*a).to_owned(),
                    aside: self.keys_of(*a),
                    target: Target::Action(*a),
                })
                .chain(self.macro_choices())
                .collect(),
            Action::SavedViews => {
                let views = self.setup.views.iter().enumerate();
                views
                    .map(|(n, (name, query))| Choice {
                        label: name.clone(),
                        aside: query.clone(),
                        target: Target::View(n),
                    })
                    .collect()
            }
            _ => self.list.order.iter().filter_map(|id| self.dispatch_choice(*id)).collect(),
        };
        if choices.is_empty() {
            self.say(if action == Action::SavedViews { Text::NoViews } else { Text::NoMatch }, &[]);
            return;
        }
        self.picker = Some(Picker::new(m.title(action), choices));
    }

    fn macro_choices(&self) -> impl Iterator<Item = Choice> {
        let play = self.keys_of(Action::Play);
        self.macros().into_iter().map(move |(letter, steps)| {
            let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
            let (label, aside) = (steps.join(", "), format!("{play}{letter}"));
            Choice { label, aside, target: Target::Macro(letter) }
        })
    }

    fn actor_choices(&self) -> Vec<Choice> {
        let Some(items) = self.items() else { return Vec::new() };
        let actors = items.actors.iter().enumerate();
        actors
            .map(|(n, actor)| {
                let names = std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.roles);
                Choice {
                    label: names.map(String::as_str).collect::<Vec<_>>().join(" · "),
                    aside: self.setup.messages.name("actor-kind-short", actor.kind.as_str()).to_owned(),
                    target: Target::Item(Pane::Actors.item(n)),
                }
            })
            .collect()
    }

    fn dispatch_choice(&self, id: usize) -> Option<Choice> {
        let entry = self.entries.get(id)?;
        let (title, headline) = (entry.title(), entry.headline());
        let label = if title == headline { title.to_owned() } else { format!("{title} · {headline}") };
        let aside = entry.date().map_or_else(String::new, |d| self.setup.messages.date(d, true));
        Some(Choice { label, aside, target: Target::Dispatch(id) })
    }

    /// All keys of an action, for palette and help.
    #[must_use]
    pub fn keys_of(&self, action: Action) -> String {
        let mut keys: Vec<String> = Vec::new();
        for context in Context::ALL {
            for label in self.setup.keymap.labels(*context, action) {
                if !keys.contains(&label) {
                    keys.push(label);
                }
            }
        }
        keys.join("  ")
    }

    /// Takes a key into the picker.
    pub(super) fn picker_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Some(mut picker) = self.picker.take() else { return };
        let last = picker.found.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Down | Code::Tab, _) | (Code::Char('n' | 'j'), true) => {
                picker.cursor = (picker.cursor + 1).min(last);
            }
            (Code::Up, _) | (Code::Char('p' | 'k'), true) => picker.cursor = picker.cursor.saturating_sub(1),
            (Code::PageDown, _) => picker.cursor = (picker.cursor + 10).min(last),
            (Code::PageUp, _) => picker.cursor = picker.cursor.saturating_sub(10),
            _ => {
                let before = picker.input.value().to_owned();
                match type_key(&mut picker.input, key) {
                    Typed::On => {}
                    Typed::Left => return,
                    Typed::Done => {
                        if let Some(choice) = picker.chosen() {
                            let target = choice.target;
                            self.follow(target, effects);
                        }
                        return;
                    }
                }
                if picker.input.value() != before {
                    picker.find();
                }
            }
        }
        self.picker = Some(picker);
    }
}
