//! Words that introduce speech, with their constructions: `cues.toml`.
//!
//! A cue is not a word of a flat list but a word with the places where what is said may stand: after "que", as an
//! infinitive, between marks, before it. The same verb may sit in several classes; what they take adds up.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;

use super::{Fault, Layer, Table, from_toml};

/// Words that introduce speech, with their constructions.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: Entries,
    nouns: Entries,
    prepositions: HashMap<SmolStr, Vec<Preposition>>,
    complementizers: HashSet<SmolStr>,
    naming_verbs: HashSet<SmolStr>,
    naming_nouns: HashSet<SmolStr>,
    naming_words: HashSet<SmolStr>,
}

/// The constructions of a cue, a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takes(u8);

impl Takes {
    /// In marks as such.
    pub const WORDS: Self = Self(1);
    /// As a clause behind a complementizer.
    pub const CLAUSE: Self = Self(2);
    /// As a clause without complementizer.
    pub const BARE: Self = Self(4);
    /// As an infinitive.
    pub const INFINITIVE: Self = Self(8);
    /// Before the cue, without marks.
    pub const TAIL: Self = Self(16);
    /// Marked words in its complement are its subject's wording.
    pub const PHRASE: Self = Self(32);

    /// Whether it holds all of `other`.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What either holds.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "words" => Self::WORDS,
            "clause" => Self::CLAUSE,
            "bare" => Self::BARE,
            "infinitive" => Self::INFINITIVE,
            "tail" => Self::TAIL,
            "phrase" => Self::PHRASE,
            _ => return None,
        })
    }
}

/// Words that introduce who speaks: "selon", "according to".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preposition {
    /// The words after the first.
    pub rest: Vec<SmolStr>,
    /// Whether it also means other things, so that only a phrase set off by commas counts.
    pub view: bool,
}

/// What the words after a first one must be, and what is known then.
type Entries = HashMap<SmolStr, Vec<(Vec<SmolStr>, Takes)>>;

impl Cues {
    /// What the verb of dictionary form `lemma` takes, when `after` tells the words that follow it one by one. With
    /// it, how many of those belong to the verb ("faire savoir": 1).
    #[must_use]
    pub fn verb<'a>(&self, lemma: &str, after: impl Fn(usize) -> &'a str) -> Option<(Takes, usize)> {
        longest(&self.verbs, lemma, after)
    }

    /// What the noun of dictionary form `lemma` takes.
    #[must_use]
    pub fn noun(&self, lemma: &str) -> Option<Takes> {
        longest(&self.nouns, lemma, |_| "").map(|(takes, _)| takes)
    }

    /// The prepositions whose first word is `word`, longest first.
    #[must_use]
    pub fn prepositions(&self, word: &str) -> &[Preposition] {
        self.prepositions.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether `word` opens a reported clause.
    #[must_use]
    pub fn is_complementizer(&self, word: &str) -> bool {
        self.complementizers.contains(word)
    }

    /// Whether marked words after the verb `lemma` are a name.
    #[must_use]
    pub fn names(&self, lemma: &str) -> bool {
        self.naming_verbs.contains(lemma)
    }

    /// Whether marked words right after the noun `lemma` are its name.
    #[must_use]
    pub fn is_named(&self, lemma: &str) -> bool {
        self.naming_nouns.contains(lemma)
    }

    /// Whether `word` by itself makes the marked words after it a name.
    #[must_use]
    pub fn announces_name(&self, word: &str) -> bool {
        self.naming_words.contains(word)
    }

    fn add(&mut self, file: File, layer: Layer<'_>, faults: &mut Vec<Fault>) {
        for (set, words) in [
            (&mut self.complementizers, file.complementizers),
            (&mut self.naming_verbs, file.naming.verbs),
            (&mut self.naming_nouns, file.naming.nouns),
            (&mut self.naming_words, file.naming.words),
        ] {
            set.extend(words.into_iter().map(SmolStr::from));
        }
        for (table, classes) in [(&mut self.verbs, file.verbs), (&mut self.nouns, file.nouns)] {
            for class in classes {
                let mut takes = Takes::default();
                for name in &class.takes {
                    match Takes::from_name(name) {
                        Some(one) => takes = takes.and(one),
                        None => faults.push(unknown(layer, &class.class, name)),
                    }
                }
                for lemma in &class.lemmas {
                    insert(table, lemma, takes);
                }
            }
        }
        for group in file.prepositions {
            for words in &group.words {
                let mut words = words.split_whitespace().flat_map(elided);
                let Some(first) = words.next() else { continue };
                let known = self.prepositions.entry(first).or_default();
                known.push(Preposition { rest: words.collect(), view: group.view });
                known.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
            }
        }
    }
}

/// `word` cut behind its apostrophe, as the tokens of a text are.
fn elided(word: &str) -> impl Iterator<Item = SmolStr> + '_ {
    word.split_inclusive('\'').map(SmolStr::new)
}

fn insert(table: &mut Entries, lemma: &str, takes: Takes) {
    let mut words = lemma.split_whitespace().map(SmolStr::new);
    let Some(first) = words.next() else { return };
    let rest: Vec<SmolStr> = words.collect();
    let known = table.entry(first).or_default();
    if let Some((_, known)) = known.iter_mut().find(|(r, _)| *r == rest) {
        *known = known.and(takes);
    } else {
        known.push((rest, takes));
        known.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
}

fn longest<'a>(table: &Entries, first: &str, after: impl Fn(usize) -> &'a str) -> Option<(Takes, usize)> {
    let fits = |rest: &Vec<SmolStr>| rest.iter().enumerate().all(|(i, word)| after(i) == word);
    table.get(first)?.iter().find(|(rest, _)| fits(rest)).map(|(rest, takes)| (*takes, rest.len()))
}

fn unknown(layer: Layer<'_>, class: &str, name: &str) -> Fault {
    let at = layer.text.find(&format!("\"{name}\"")).unwrap_or_default();
    Fault::at(layer, at, format!("The class {class:?} takes {name:?}, which is no construction."))
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    complementizers: Vec<String>,
    #[serde(default)]
    verbs: Vec<Class>,
    #[serde(default)]
    nouns: Vec<Class>,
    #[serde(default)]
    prepositions: Vec<Group>,
    #[serde(default)]
    naming: Naming,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    class: String,
    takes: Vec<String>,
    lemmas: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(default)]
    view: bool,
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Naming {
    verbs: Vec<String>,
    nouns: Vec<String>,
    words: Vec<String>,
}

impl Table for Cues {
    const FILE: &'static str = "cues.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut cues = Self::default();
        for &layer in layers {
            if let Some(file) = from_toml::<File>(layer, faults) {
                cues.add(file, layer, faults);
            }
        }
        cues
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::Lang;
    use crate::lexicon::Lexicon;

    fn read(text: &str) -> (Cues, Vec<Fault>) {
        let mut faults = Vec::new();
        let cues = Cues::read(&[Layer { file: "cues.toml", text }], &mut faults);
        (cues, faults)
    }

    #[test]
    fn classes_add_up() {
        let (cues, faults) = read(
            "[[verbs]]\nclass = \"a\"\ntakes = [\"words\"]\nlemmas = [\"dire\", \"faire savoir\"]\n\
             [[verbs]]\nclass = \"b\"\ntakes = [\"clause\"]\nlemmas = [\"dire\"]\n",
        );
        assert_eq!(faults, []);
        assert_eq!(cues.verb("dire", |_| ""), Some((Takes::WORDS.and(Takes::CLAUSE), 0)));
        assert_eq!(cues.verb("faire", |_| "savoir"), Some((Takes::WORDS, 1)));
        assert_eq!(cues.verb("faire", |_| "autre"), None);
    }

    #[test]
    fn prepositions_are_cut_like_tokens() {
        let (cues, _) = read("[[prepositions]]\nwords = [\"d'après\", \"d'après les dires de\"]\n");
        let rest: Vec<usize> = cues.prepositions("d'").iter().map(|p| p.rest.len()).collect();
        assert_eq!(rest, [4, 1]);
    }

    #[test]
    fn an_unknown_construction_is_reported_with_its_line() {
        let (_, faults) = read("[[verbs]]\nclass = \"a\"\ntakes = [\"verse\"]\nlemmas = [\"dire\"]\n");
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].line, faults[0].column), (3, 10));
    }

    #[test]
    fn the_built_in_files_are_sound_and_broad() {
        let (lexicon, faults) = Lexicon::with_layers(&[]);
        assert_eq!(faults, []);
        for lang in ["fr", "en"] {
            let words = Lang::from_tag(lang).and_then(|l| lexicon.words(l)).map(|w| &w.cues);
            let cues = words.expect("a built-in language");
            assert!(cues.verbs.len() > 200, "{lang}: {}", cues.verbs.len());
            assert!(cues.prepositions.len() > 3 && !cues.complementizers.is_empty(), "{lang}");
        }
    }
}
