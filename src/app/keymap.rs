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

/// A keymap with what there is to say about the layer on top.
#[derive(Clone, Debug, Default)]
pub struct Layered {
    /// The keys.
    pub keymap: Keymap,
    /// What is wrong with the layer.
    pub faults: Vec<Fault>,
    /// Which of its keys stand where a built-in one did, or are hidden by one.
    pub overrides: Vec<Fault>,
}

const BUILT_IN: Layer<'static> =
    Layer { file: "assets/keymap.toml", text: include_str!("../../assets/keymap.toml") };

impl Layered {
    /// Lays a layer on top.
    fn add(&mut self, layer: Layer<'_>) {
        let entries = read(layer, &mut self.faults);
        let Self { keymap, faults, overrides } = self;
        let built_in = keymap.clone();
        keymap.bindings.retain(|(context, _), action| {
            !entries.iter().any(|e| e.context == *context && e.action == *action)
        });
        let mut own = Keymap::default();
        for Entry { context, action, sequences } in &entries {
            for (keys, at) in sequences {
                let label = Key::label(keys);
                if let Some((other, before)) = own.conflicts(*context, keys).first() {
                    let other = Key::label(other);
                    let message = format!("The keys {label} of {action} clash with {other} of {before}.");
                    faults.push(Fault::at(layer, *at, message));
                    continue;
                }
                own.bindings.insert((*context, keys.clone()), *action);
                let hidden = keymap.conflicts(*context, keys);
                if !hidden.is_empty() {
                    let hidden = listed(&hidden);
                    let message = format!("The key {label} of {action} takes the place of {hidden}.");
                    overrides.push(Fault::at(layer, *at, message));
                }
            }
        }
        // A key of one pane alone comes before one that holds everywhere.
        for Entry { action, sequences, .. } in entries.iter().filter(|e| e.context == Context::Global) {
            for (keys, at) in sequences {
                for context in Context::ALL.iter().filter(|c| **c != Context::Global) {
                    let before = keymap.conflicts(*context, keys);
                    let new = built_in.bindings.get(&(Context::Global, keys.clone())) != Some(action);
                    if new && !before.is_empty() && own.conflicts(*context, keys).is_empty() {
                        let (label, before) = (Key::label(keys), listed(&before));
                        let message = format!(
                            "The key {label} of {action} gives way to {before} where {context} has the keys."
                        );
                        overrides.push(Fault::at(layer, *at, message));
                    }
                }
            }
        }
        for ((context, keys), action) in own.bindings {
            for (other, _) in keymap.conflicts(context, &keys) {
                keymap.bindings.remove(&(context, other));
            }
            keymap.bindings.insert((context, keys), action);
        }
    }
}

/// Bindings as a sentence lists them.
fn listed(bindings: &[(Vec<Key>, Action)]) -> String {
    let all: Vec<String> =
        bindings.iter().map(|(keys, action)| format!("{} of {action}", Key::label(keys))).collect();
    all.join(", ")
}

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
        Self::with_layer(None).keymap
    }

    /// The built-in keys with those of `user` on top, whose tables stand at the top level: `[list]`, `[global]` ...
    /// An entry replaces all keys of its action in its context, and a key of the user's takes the place of a built-in one.
    /// Unknown contexts, actions and keys, and keys of the user's that do two things, are reported with their place and
    /// passed over.
    #[must_use]
    pub fn with_layer(user: Option<Layer<'_>>) -> Layered {
        let mut layered = Layered::default();
        layered.add(BUILT_IN);
        layered.overrides.clear();
        if let Some(layer) = user {
            layered.add(layer);
        }
        layered
    }

    /// The bindings of the same context that `keys` equal, begin or go on from.
    fn conflicts(&self, context: Context, keys: &[Key]) -> Vec<(Vec<Key>, Action)> {
        self.in_context(context)
            .filter(|(other, _)| other.starts_with(keys) || keys.starts_with(other))
            .map(|(other, action)| (other.to_vec(), action))
            .collect()
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
        let Layered { keymap, faults, .. } = Keymap::with_layer(Some(Layer { file: "config.toml", text }));
        (keymap, faults.into_iter().map(|f| (f.line, f.column, f.message)).collect())
    }

    #[test]
    fn the_built_in_keys_have_no_fault_and_reach_every_action() {
        let Layered { keymap, faults, .. } = Keymap::with_layer(None);
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
    fn a_key_of_the_user_takes_the_place_of_a_built_in_one() {
        let text = "[global]\nzoom = [\"j\"]\nquit = [\"g\"]\nundo = [\"o\"]\n";
        let layered = Keymap::with_layer(Some(Layer { file: "config.toml", text }));
        assert_eq!(layered.faults, []);
        let keymap = &layered.keymap;
        assert_eq!(keymap.meaning(Context::Text, &keys("j")), Meaning::Action(Action::Zoom));
        assert_eq!(keymap.meaning(Context::Text, &keys("g")), Meaning::Action(Action::Quit));
        assert_eq!(keymap.meaning(Context::Text, &keys("down")), Meaning::Action(Action::Down));
        assert_eq!(keymap.meaning(Context::List, &keys("o")), Meaning::Action(Action::Sort));
        let told: Vec<String> = layered.overrides.iter().map(ToString::to_string).collect();
        let says = |words: &str| told.iter().any(|line| line.contains(words));
        assert!(
            says("config.toml:2:") && says("The key j of zoom takes the place of j of down."),
            "{told:?}"
        );
        assert!(says("gg of top") && says("The key o of undo gives way to o of sort where list"), "{told:?}");
        assert!(Keymap::with_layer(None).overrides.is_empty());
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
