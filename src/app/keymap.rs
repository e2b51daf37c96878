//! Which keys do what: `assets/keymap.toml` with the `[keys]` of a config on top.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::action::Action;
use super::key::Key;
use crate::dispatch::named;
use crate::lexicon::{Fault, Layer};

named! {
    /// Where a key holds.
    Context { Global = "global", List = "list", Text = "text", Side = "side", Sheet = "sheet", Span = "span" }
}

/// The keys of every context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<(Context, Vec<Key>), Action>,
}

/// What a sequence of keys means so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This.
    Action(Action),
    /// It needs another key: which ones, and what they would do.
    Prefix(Vec<(Key, Option<Action>)>),
    /// Nothing.
    Nothing,
}

const BUILT_IN: Layer<'static> =
    Layer { file: "assets/keymap.toml", text: include_str!("../../assets/keymap.toml") };

/// One action's keys in one context, with where a layer says so.
struct Entry {
    context: Context,
    action: Action,
    sequences: Vec<(Vec<Key>, usize)>,
}

impl Keymap {
    /// The keys that the program comes with.
    #[must_use]
    pub fn built_in() -> Self {
        Self::with_layer(None).0
    }

    /// The built-in keys with those of `user` on top, whose tables stand at the top level: `[list]`, `[global]` ...
    /// An entry replaces all keys of its action in its context. Unknown contexts, actions and keys, and keys that do
    /// two things, are reported with their place and passed over.
    #[must_use]
    pub fn with_layer(user: Option<Layer<'_>>) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut keymap = Self::default();
        keymap.add(BUILT_IN, &mut faults);
        if let Some(layer) = user {
            keymap.add(layer, &mut faults);
        }
        (keymap, faults)
    }

    fn add(&mut self, layer: Layer<'_>, faults: &mut Vec<Fault>) {
        let entries = read(layer, faults);
        self.bindings.retain(|(context, _), action| {
            !entries.iter().any(|e| e.context == *context && e.action == *action)
        });
        for entry in entries {
            for (keys, at) in entry.sequences {
                match self.conflict(entry.context, &keys) {
                    Some((other, action)) => faults.push(Fault::at(
                        layer,
                        at,
                        format!(
                            "The keys {} of {} clash with {} of {action}.",
                            Key::label(&keys),
                            entry.action,
                            Key::label(other)
                        ),
                    )),
                    None => {
                        self.bindings.insert((entry.context, keys), entry.action);
                    }
                }
            }
        }
    }

    /// The binding of the same context that `keys` equal, begin or go on from.
    fn conflict(&self, context: Context, keys: &[Key]) -> Option<(&[Key], Action)> {
        self.in_context(context).find(|(other, _)| other.starts_with(keys) || keys.starts_with(other))
    }

    fn in_context(&self, context: Context) -> impl Iterator<Item = (&[Key], Action)> {
        self.bindings
            .range((context, Vec::new())..)
            .take_while(move |((c, _), _)| *c == context)
            .map(|((_, keys), action)| (keys.as_slice(), *action))
    }

    /// What `keys` mean where `context` holds before the global keys.
    #[must_use]
    pub fn meaning(&self, context: Context, keys: &[Key]) -> Meaning {
        let contexts =
            if context == Context::Global { &[Context::Global][..] } else { &[context, Context::Global] };
        let mut next: BTreeMap<Key, Option<Action>> = BTreeMap::new();
        for &context in contexts {
            for (bound, action) in self.in_context(context) {
                match bound.strip_prefix(keys) {
                    Some([]) => return Meaning::Action(action),
                    Some([key]) => {
                        next.entry(*key).or_insert(Some(action));
                    }
                    Some([key, ..]) => {
                        next.entry(*key).or_insert(None);
                    }
                    None => {}
                }
            }
        }
        if next.is_empty() { Meaning::Nothing } else { Meaning::Prefix(next.into_iter().collect()) }
    }

    /// The keys of an action as help shows them, in that context or everywhere; the shortest first.
    #[must_use]
    pub fn labels(&self, context: Context, action: Action) -> Vec<String> {
        let mut found: Vec<&[Key]> = Vec::new();
        for context in [context, Context::Global] {
            for (keys, bound) in self.in_context(context) {
                if bound == action && !found.contains(&keys) {
                    found.push(keys);
                }
            }
        }
        found.sort_by_key(|keys| (keys.len(), keys.iter().any(|k| k.ctrl || k.alt)));
        found.into_iter().map(Key::label).collect()
    }

    /// Every binding: context, keys, action.
    pub fn iter(&self) -> impl Iterator<Item = (Context, &[Key], Action)> {
        self.bindings.iter().map(|((context, keys), action)| (*context, keys.as_slice(), *action))
    }
}

fn read(layer: Layer<'_>, faults: &mut Vec<Fault>) -> Vec<Entry> {
    let table = match DeTable::parse(layer.text) {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(0, |s| s.start);
            faults.push(Fault::at(layer, at, format!("This is not TOML: {}.", error.message())));
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for (name, value) in table.get_ref() {
        let Some(context) = Context::from_name(name.get_ref()) else {
            faults.push(Fault::at(layer, name.span().start, unknown("context", name.get_ref())));
            continue;
        };
        let DeValue::Table(actions) = value.get_ref() else {
            faults.push(Fault::at(
                layer,
                value.span().start,
                "A table of actions is expected here.".to_owned(),
            ));
            continue;
        };
        for (name, keys) in actions {
            let Some(action) = Action::from_name(name.get_ref()) else {
                faults.push(Fault::at(layer, name.span().start, unknown("action", name.get_ref())));
                continue;
            };
            entries.push(Entry { context, action, sequences: sequences(layer, keys, faults) });
        }
    }
    entries
}

fn sequences(
    layer: Layer<'_>,
    value: &Spanned<DeValue<'_>>,
    faults: &mut Vec<Fault>,
) -> Vec<(Vec<Key>, usize)> {
    let items: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    let mut found = Vec::new();
    for item in items {
        let at = item.span().start;
        match item.get_ref() {
            DeValue::String(text) => match Key::parse_sequence(text) {
                Some(keys) => found.push((keys, at)),
                None => faults.push(Fault::at(layer, at, unknown("key", text))),
            },
            _ => faults.push(Fault::at(
                layer,
                at,
                "A list of keys in quotation marks is expected here.".to_owned(),
            )),
        }
    }
    found
}

fn unknown(what: &str, name: &str) -> String {
    format!("There is no {what} called `{name}`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        Key::parse_sequence(text).unwrap()
    }

    fn with(text: &str) -> (Keymap, Vec<(usize, usize, String)>) {
        let (keymap, faults) = Keymap::with_layer(Some(Layer { file: "config.toml", text }));
        (keymap, faults.into_iter().map(|f| (f.line, f.column, f.message)).collect())
    }

    #[test]
    fn the_built_in_keys_have_no_fault_and_reach_every_action() {
        let (keymap, faults) = Keymap::with_layer(None);
        assert_eq!(faults, []);
        for action in Action::ALL {
            assert!(keymap.iter().any(|(_, _, a)| a == *action), "{action} has no key");
        }
    }

    #[test]
    fn a_prefix_says_what_may_follow() {
        let keymap = Keymap::built_in();
        assert_eq!(keymap.meaning(Context::Text, &keys("j")), Meaning::Action(Action::Down));
        assert_eq!(keymap.meaning(Context::Text, &keys("] q")), Meaning::Action(Action::NextQuote));
        let Meaning::Prefix(next) = keymap.meaning(Context::Text, &keys("]")) else { panic!("no prefix") };
        assert!(next.contains(&(keys("e")[0], Some(Action::NextEvent))));
        assert_eq!(keymap.meaning(Context::Text, &keys("] z")), Meaning::Nothing);
    }

    #[test]
    fn a_context_comes_before_the_global_keys() {
        let (keymap, faults) = with("[list]\nzoom = [\"j\"]\n");
        assert_eq!(faults, []);
        assert_eq!(keymap.meaning(Context::List, &keys("j")), Meaning::Action(Action::Zoom));
        assert_eq!(keymap.meaning(Context::Text, &keys("j")), Meaning::Action(Action::Down));
    }

    #[test]
    fn an_entry_replaces_the_keys_of_its_action() {
        let (keymap, faults) = with("[global]\nquit = [\"Q\"]\n");
        assert_eq!(faults, []);
        assert_eq!(keymap.meaning(Context::Text, &keys("q")), Meaning::Nothing);
        assert_eq!(keymap.labels(Context::Text, Action::Quit), ["Q"]);
    }

    #[test]
    fn faults_have_line_and_column() {
        let (_, faults) = with(
            "[global]\nfly = \"f\"\nquit = [\"Q\", \"hyper-q\"]\n\n[moon]\n\n[list]\nsort = [\"g\"]\nzoom = \"g g\"\n",
        );
        let places: Vec<(usize, usize)> = faults.iter().map(|(line, column, _)| (*line, *column)).collect();
        assert_eq!(places.len(), 4, "{faults:?}");
        assert!(places.contains(&(2, 1)) && places.contains(&(3, 14)) && places.contains(&(5, 2)));
        assert!(places.contains(&(9, 8)), "{faults:?}");
    }

    #[test]
    fn what_is_no_toml_is_one_fault() {
        let (keymap, faults) = with("[global\n");
        assert_eq!(faults.len(), 1);
        assert_eq!(keymap, Keymap::built_in());
    }
}
