//! What a language's `tokens.toml` says about words and sentences.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The rules of one language, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Cut off in front of a word: `l'`.
    pub elisions: HashSet<String>,
    /// Those of them that no name follows, so that with two capitals they are part of one: `N'Djamena`.
    pub elisions_before_verbs: HashSet<String>,
    /// Cut off behind a word, the longest first: `-t-il`, `n't`.
    pub enclitics: Vec<String>,
    /// Never cut.
    pub whole: HashSet<String>,
    /// Whether a hyphen between words is a word of its own.
    pub splits_hyphens: bool,
    /// Prefixes that keep their hyphen nevertheless.
    pub hyphen_prefixes: HashSet<String>,
    /// Whether white space groups the digits of a number.
    pub spaced_thousands: bool,
    /// Abbreviations with their stop, and whether one may end a sentence.
    pub abbreviations: HashMap<String, bool>,
    /// Its commonest words, by which it is known.
    pub common: HashSet<String>,
    /// Further words by which a short text is known.
    pub telling: HashSet<String>,
    /// Words that begin sentences.
    pub starters: HashSet<String>,
    /// Single letters with a stop that are names of their own behind a word in lower case, where they end a sentence: "on X."
    pub letters: HashSet<String>,
    /// Verbs that make their past tense with "be" where others have "have", by their lemmas: they have no passive.
    pub past_with_be: HashSet<String>,
    /// Adverbs that only restrict where a conjunction stands behind the verb, by their lemmas: "ne ... que".
    pub restrictive: HashSet<String>,
    /// Nouns that tell when or how often without a preposition, by their lemmas: "last week".
    pub times: HashSet<String>,
    /// Written words that are two syntactic ones.
    pub contractions: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    common: Vec<String>,
    telling: Vec<String>,
    elisions: Vec<String>,
    #[serde(default)]
    elisions_before_verbs: Vec<String>,
    enclitics: Vec<String>,
    whole: Vec<String>,
    hyphens: Hyphens,
    hyphen_prefixes: Vec<String>,
    spaced_thousands: bool,
    leading: Vec<String>,
    trailing: Vec<String>,
    starters: Vec<String>,
    #[serde(default)]
    letters: Vec<String>,
    past_with_be: Vec<String>,
    #[serde(default)]
    restrictive: Vec<String>,
    times: Vec<String>,
    contractions: HashMap<String, Vec<String>>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Hyphens {
    Keep,
    Split,
}

impl Rules {
    /// Reads a `tokens.toml`.
    ///
    /// # Errors
    /// Where it is no TOML or does not have exactly the expected entries.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut enclitics = file.enclitics;
        enclitics.sort_by_key(|e| std::cmp::Reverse(e.len()));
        let trailing = file.trailing.into_iter().map(|a| (a, true));
        Ok(Self {
            common: file.common.into_iter().collect(),
            telling: file.telling.into_iter().collect(),
            elisions: file.elisions.into_iter().collect(),
            elisions_before_verbs: file.elisions_before_verbs.into_iter().collect(),
            enclitics,
            whole: file.whole.into_iter().collect(),
            splits_hyphens: file.hyphens == Hyphens::Split,
            hyphen_prefixes: file.hyphen_prefixes.into_iter().collect(),
            spaced_thousands: file.spaced_thousands,
            abbreviations: trailing.chain(file.leading.into_iter().map(|a| (a, false))).collect(),
            starters: file.starters.into_iter().collect(),
            letters: file.letters.into_iter().collect(),
            past_with_be: file.past_with_be.into_iter().collect(),
            restrictive: file.restrictive.into_iter().collect(),
            times: file.times.into_iter().collect(),
            contractions: file.contractions,
        })
    }
}
