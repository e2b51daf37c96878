//! Words that introduce speech, with their constructions: `cues.toml`.
//!
//! A cue is not a word of a flat list but a word with the places where what is said may stand: after "que", as an
//! infinitive, between marks, before it. The same verb may sit in several classes; what they take adds up.

use foldhash::HashSet;

use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::Phrases;
use super::{Fault, Layer, Table, from_toml};

/// Words that introduce speech, with their constructions.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: Phrases<Takes>,
    prepositions: Phrases<Preposition>,
    complementizers: HashSet<SmolStr>,
    asides: Phrases<()>,
    /// Words that open what the narrator makes of what is said.
    comments: Phrases<()>,
    /// Words that open a clause which says who says the clause behind it.
    manner: Phrases<()>,
    /// Words right before marked words that a crowd shouts.
    cries: Phrases<()>,
    /// Words right before who speaks for somebody.
    mouths: Phrases<()>,
    naming_verbs: HashSet<SmolStr>,
    naming_nouns: HashSet<SmolStr>,
    naming_words: HashSet<SmolStr>,
    accounting_prepositions: HashSet<SmolStr>,
    accounting_nouns: HashSet<SmolStr>,
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

    /// Its object is who is told, not what.
    pub const HEARER: Self = Self(64);
    /// As what its subject says itself to be, behind a reflexive: se dit prêt.
    pub const SELF: Self = Self(128);

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
            "hearer" => Self::HEARER,
            "self" => Self::SELF,
            _ => return None,
        })
    }
}

/// What introduces who speaks: "selon", "according to".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preposition {
    /// Whether it also means other things, so that only a phrase set off by commas counts.
    pub view: bool,
}

impl Cues {
    /// What the verb of dictionary form `lemma` takes, when `after` tells the words that follow it one by one. With
    /// it, how many of those belong to the verb ("faire savoir": 1).
    #[must_use]
    pub fn verb<'a>(&self, lemma: &str, after: impl Fn(usize) -> &'a str) -> Option<(Takes, usize)> {
        longest(&self.verbs, lemma, after)
    }

    /// The preposition that starts with `word`, in lower case, when `after` tells the words that follow it one by one.
    /// With it, how many of those belong to it.
    #[must_use]
    pub fn preposition<'a>(
        &self,
        word: &str,
        after: impl Fn(usize) -> &'a str,
    ) -> Option<(Preposition, usize)> {
        longest(&self.prepositions, word, after)
    }

    /// Whether `word` opens a reported clause.
    #[must_use]
    pub fn is_complementizer(&self, word: &str) -> bool {
        self.complementizers.contains(word)
    }

    /// Whether `word`, with the words after it, opens a clause that says who says the clause behind its comma: comme. With it,
    /// how many of those belong to it.
    #[must_use]
    pub fn manner<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<usize> {
        longest(&self.manner, word, after).map(|((), more)| more)
    }

    /// Whether `word`, with the words after it, stands before what a crowd shouts: aux cris de. With it, how many of those belong
    /// to it.
    #[must_use]
    pub fn cries<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<usize> {
        longest(&self.cries, word, after).map(|((), more)| more)
    }

    /// Whether `word`, with the words after it, stands before who speaks for somebody: par la voix de. With it, how many of those belong
    /// to it.
    #[must_use]
    pub fn mouth<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> Option<usize> {
        longest(&self.mouths, word, after).map(|((), more)| more)
    }

    /// Whether `word`, with the words after it, opens a clause that the narrator sets against what is said: alors que.
    #[must_use]
    pub fn is_aside<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> bool {
        longest(&self.asides, word, after).is_some()
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

    /// Whether `word`, with the words after it, opens what the narrator makes of what is said: raising fears.
    #[must_use]
    pub fn is_comment<'a>(&self, word: &str, after: impl Fn(usize) -> &'a str) -> bool {
        longest(&self.comments, word, after).is_some()
    }

    /// Whether `preposition`, in lower case, and the noun of dictionary form `noun` with somebody's name between them say whose
    /// account a sentence is: by X's count.
    #[must_use]
    pub fn accounts(&self, preposition: &str, noun: &str) -> bool {
        self.accounting_prepositions.contains(preposition) && self.accounting_nouns.contains(noun)
    }

    fn add(&mut self, file: File, layer: Layer<'_>, faults: &mut Vec<Fault>) {
        for (set, words) in [
            (&mut self.complementizers, file.complementizers),
            (&mut self.naming_verbs, file.naming.verbs),
            (&mut self.naming_nouns, file.naming.nouns),
            (&mut self.naming_words, file.naming.words),
            (&mut self.accounting_prepositions, file.accounting.prepositions),
            (&mut self.accounting_nouns, file.accounting.nouns),
        ] {
            set.extend(words.into_iter().map(SmolStr::from));
        }
        for (table, entries) in [
            (&mut self.asides, file.asides),
            (&mut self.comments, file.comments),
            (&mut self.manner, file.manner),
            (&mut self.cries, file.cries),
            (&mut self.mouths, file.mouths),
        ] {
            for words in &entries {
                table.insert(words, ());
            }
        }
        for class in file.verbs {
            let mut takes = Takes::default();
            for name in &class.takes {
                match Takes::from_name(name) {
                    Some(one) => takes = takes.and(one),
                    None => faults.push(unknown(layer, &class.name, name)),
                }
            }
            for lemma in &class.lemmas {
                self.verbs.insert(lemma, known(&self.verbs, lemma).and(takes));
            }
        }
        for group in file.prepositions {
            for words in &group.words {
                self.prepositions.insert(words, Preposition { view: group.view });
            }
        }
    }
}

/// The longest entry that starts with `first` and goes on with the words of `after`, and how many of those it takes.
pub(super) fn longest<'a, V: Copy>(
    table: &Phrases<V>,
    first: &str,
    after: impl Fn(usize) -> &'a str,
) -> Option<(V, usize)> {
    let mut node = table.step(0, &SmolStr::new(first))?;
    let mut found = table.value(node).map(|value| (*value, 0));
    for n in 0.. {
        let Some(next) = table.step(node, &SmolStr::new(after(n))) else { break };
        node = next;
        found = table.value(node).map(|value| (*value, n + 1)).or(found);
    }
    found
}

/// What the entry takes so far.
fn known(table: &Phrases<Takes>, entry: &str) -> Takes {
    let words: Vec<&str> = entry.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else { return Takes::default() };
    let all = longest(table, first, |n| rest.get(n).copied().unwrap_or(""));
    all.filter(|(_, n)| *n == rest.len()).map(|(takes, _)| takes).unwrap_or_default()
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
    asides: Vec<String>,
    #[serde(default)]
    manner: Vec<String>,
    #[serde(default)]
    comments: Vec<String>,
    #[serde(default)]
    cries: Vec<String>,
    #[serde(default)]
    mouths: Vec<String>,
    #[serde(default)]
    verbs: Vec<Class>,
    #[serde(default)]
    prepositions: Vec<Group>,
    #[serde(default)]
    naming: Naming,
    #[serde(default)]
    accounting: Accounting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    #[serde(rename = "class")]
    name: String,
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

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Accounting {
    prepositions: Vec<String>,
    nouns: Vec<String>,
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
        let long = ["après", "les", "dires", "de", "lui"];
        let after = |n: usize| long.get(n).copied().unwrap_or("");
        assert_eq!(cues.preposition("d'", after).map(|(_, n)| n), Some(4));
        let after = |n: usize| ["après", "lui"].get(n).copied().unwrap_or("");
        assert_eq!(cues.preposition("d'", after).map(|(_, n)| n), Some(1));
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
            assert!(!cues.complementizers.is_empty(), "{lang}");
        }
    }
}
