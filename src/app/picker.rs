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
use crate::review::Field;
use crate::wire::clean;

/// Something to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is matched and shown.
    pub label: String,
    /// What stands at the right.
    pub aside: String,
    /// Where it leads.
    pub target: Leads,
}

/// Where a choice leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To an item, a dispatch, an action.
    To(Target),
    /// It is a value of what is corrected.
    Value(String),
    /// What was typed is.
    Typed,
}

impl Choice {
    fn to(label: String, aside: String, target: Target) -> Self {
        Self { label, aside, target: Leads::To(target) }
    }

    /// A name as the value of what is corrected.
    pub(super) fn value(name: String, aside: String) -> Self {
        Self { target: Leads::Value(name.clone()), label: name, aside }
    }

    /// No value at all, called `label`.
    pub(super) const fn none(label: String) -> Self {
        Self { label, aside: String::new(), target: Leads::Value(String::new()) }
    }
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
    /// The property that a value is picked for.
    pub field: Option<Field>,
    /// What a value is called that is typed new; none where it must be one of the choices.
    pub new: Option<String>,
    /// The values picked so far, where there may be several.
    pub ticked: Option<Vec<String>>,
}

impl Picker {
    fn new(title: String, choices: Vec<Choice>) -> Self {
        let found = (0..choices.len()).collect();
        let input = Input::default();
        Self { title, input, choices, found, cursor: 0, field: None, new: None, ticked: None }
    }

    /// A picker of values for a property.
    pub(super) fn for_value(title: String, choices: Vec<Choice>, field: Field) -> Self {
        Self { field: Some(field), ..Self::new(title, choices) }
    }

    /// Whether a choice is among those picked so far.
    #[must_use]
    pub fn is_ticked(&self, choice: &Choice) -> bool {
        self.ticked.as_ref().is_some_and(|ticked| ticked.contains(&choice.label))
    }

    /// Picks what the cursor is on, or no longer.
    fn tick(&mut self) {
        let value = self.chosen_value();
        let (Some(ticked), Some(value)) = (&mut self.ticked, value.filter(|v| !v.is_empty())) else { return };
        if let Some(at) = ticked.iter().position(|t| *t == value) {
            ticked.remove(at);
        } else {
            // What was typed new stays to be seen.
            if !self.choices.iter().any(|c| c.label == value) {
                self.choices.push(Choice::value(value.clone(), String::new()));
            }
            ticked.push(value);
        }
        self.input = Input::default();
        self.find();
    }

    /// The value that the cursor is on.
    fn chosen_value(&self) -> Option<String> {
        match &self.chosen()?.target {
            Leads::Value(value) => Some(value.clone()),
            Leads::Typed => Some(clean::shown(self.input.value().trim()).replace(';', ",")),
            Leads::To(_) => None,
        }
    }

    /// The value that Enter takes: what is picked, of several all.
    fn answer(&self) -> Option<String> {
        match &self.ticked {
            Some(ticked) if !ticked.is_empty() && self.input.value().is_empty() => Some(ticked.join("; ")),
            Some(ticked) => {
                let more = self.chosen_value().filter(|v| !ticked.contains(v));
                Some(ticked.iter().cloned().chain(more).collect::<Vec<_>>().join("; "))
            }
            None => self.chosen_value(),
        }
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
        self.choices.retain(|choice| choice.target != Leads::Typed);
        scored.retain(|(_, n)| *n < self.choices.len());
        self.found = scored.into_iter().map(|(_, n)| n).collect();
        let typed = self.input.value().trim();
        if let Some(new) = &self.new
            && !typed.is_empty()
            && !self.choices.iter().any(|choice| choice.label == typed)
        {
            let choice = Choice { label: typed.to_owned(), aside: new.clone(), target: Leads::Typed };
            self.found.push(self.choices.len());
            self.choices.push(choice);
        }
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
                .filter(|a| **a != Action::Palette)
                .map(|a| Choice::to(m.action(*a).to_owned(), self.keys_of(*a), Target::Action(*a)))
                .chain(self.macro_choices())
                .collect(),
            Action::SavedViews => {
                let views = self.setup.views.iter().enumerate();
                views
                    .map(|(n, (name, query))| Choice::to(name.clone(), query.clone(), Target::View(n)))
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
            Choice::to(label, aside, Target::Macro(letter))
        })
    }

    fn actor_choices(&self) -> Vec<Choice> {
        let Some(items) = self.items() else { return Vec::new() };
        let actors = items.actors.iter().enumerate();
        actors
            .map(|(n, actor)| {
                let names = std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.roles);
                Choice::to(
                    names.map(String::as_str).collect::<Vec<_>>().join(" · "),
                    self.setup.messages.name("actor-kind-short", actor.kind.as_str()).to_owned(),
                    Target::Item(Pane::Actors.item(n)),
                )
            })
            .collect()
    }

    fn dispatch_choice(&self, id: usize) -> Option<Choice> {
        let entry = self.entries.get(id)?;
        let (title, headline) = (entry.title(), entry.headline());
        let label = if title == headline { title.to_owned() } else { format!("{title} · {headline}") };
        let aside = entry.date().map_or_else(String::new, |d| self.setup.messages.date(d, true));
        Some(Choice::to(label, aside, Target::Dispatch(id)))
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
            (Code::Tab, _) if picker.ticked.is_some() => picker.tick(),
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
                    Typed::Left => {
                        self.addition = None;
                        return;
                    }
                    Typed::Done => {
                        if let Some(field) = picker.field {
                            if let Some(value) = picker.answer() {
                                self.picked_value(field, value, effects);
                            } else {
                                self.picker = Some(picker);
                            }
                        } else if let Some(Leads::To(target)) = picker.chosen().map(|c| c.target.clone()) {
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
