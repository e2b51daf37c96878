//! Patterns of lemmas with gaps, looked up by their first word, and books of them in classes.

use foldhash::HashMap;

use smol_str::SmolStr;
use toml::Spanned;

use super::{Fault, Layer};
use crate::language::hash;

/// A phrase, what it means by number, and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What it belongs to: the number that [`Patterns::insert`] was given.
    pub class: usize,
    /// Whether its first word must be reflexive.
    pub reflexive: bool,
    /// The lemmas after the first, in order.
    pub rest: Vec<Step>,
    demands: usize,
}

/// A further word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its lemma.
    pub lemma: SmolStr,
    /// How many words at most may stand before it.
    pub gap: usize,
    mark: u8,
}

/// The words of a stretch of text, roughly: each leaves one of 256 marks. Tells at once of most words that they are not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sketch([u64; 4]);

impl Sketch {
    /// Adds the word of that hash, by [`hash::bytes`].
    pub fn add(&mut self, hash: u64) {
        let mark = mark(hash);
        self.0[usize::from(mark / 64)] |= 1 << (mark % 64);
    }

    /// Whether all words of `pattern` but the first may be there.
    #[must_use]
    pub fn may_hold(&self, pattern: &Pattern) -> bool {
        pattern.rest.iter().all(|step| self.0[usize::from(step.mark / 64)] >> (step.mark % 64) & 1 == 1)
    }
}

fn mark(hash: u64) -> u8 {
    hash.to_le_bytes()[0]
}

/// How many words may stand inside a verb phrase where it says nothing else: "mettre *également* en cause".
const GAP: usize = 2;
/// How many words may stand in place of an ellipsis.
const LONG_GAP: usize = 24;

/// Patterns by the lemma of their first word.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    by_first: HashMap<SmolStr, Vec<Pattern>>,
}

impl Patterns {
    /// Adds a phrase: lemmas separated by spaces. A leading `~` makes the first word reflexive, `...` allows any words of
    /// a clause before the next one, `+` joins words that allow none between them (`coup+de+feu`), `|` stands between words of which
    /// any will do (`livrer|vendre ... arme|char`), and `_` joins several words to one of those (`weapon|air_cover`). A phrase that is
    /// there already with no further demands is replaced.
    pub fn insert(&mut self, text: &str, class: usize, demands: usize) {
        if let Some(bar) = text.find('|') {
            let from = text.get(..bar).and_then(|t| t.rfind([' ', '+', '~'])).map_or(0, |i| i + 1);
            let to = text.get(bar..).and_then(|t| t.find([' ', '+'])).map_or(text.len(), |i| bar + i);
            let (before, words, after) = (text.get(..from), text.get(from..to), text.get(to..));
            for word in words.unwrap_or_default().split('|') {
                let word = word.replace('_', " ");
                let one = format!("{}{word}{}", before.unwrap_or_default(), after.unwrap_or_default());
                self.insert(&one, class, demands);
            }
            return;
        }
        let reflexive = text.starts_with('~');
        let mut rest = Vec::new();
        let mut gap = GAP;
        for word in text.trim_start_matches('~').split_whitespace() {
            if word == "..." {
                gap = LONG_GAP;
                continue;
            }
            for (i, lemma) in word.split('+').enumerate() {
                let lemma = lemma.to_lowercase();
                let mark = mark(hash::bytes(lemma.as_bytes()));
                rest.push(Step { lemma: lemma.into(), gap: if i == 0 { gap } else { 0 }, mark });
            }
            gap = GAP;
        }
        if rest.is_empty() {
            return;
        }
        let first = rest.remove(0).lemma;
        let phrases = self.by_first.entry(first).or_default();
        if demands == 0 {
            phrases.retain(|p| p.demands > 0 || p.rest != rest || p.reflexive != reflexive);
        }
        phrases.push(Pattern { class, reflexive, rest, demands });
    }

    /// Puts longer phrases before shorter ones, and of the same length the more demanding first.
    pub fn sort(&mut self) {
        for phrases in self.by_first.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse((p.rest.len() + usize::from(p.reflexive), p.demands)));
        }
    }

    /// The phrases whose first lemma is `lemma`.
    #[must_use]
    pub fn starting_with(&self, lemma: &str) -> &[Pattern] {
        self.by_first.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// Words that tell something, in classes that say what: for each part (verbs, nouns, ...) the phrases by their first word.
#[derive(Clone, Debug)]
pub struct Phrasebook<C, const PARTS: usize> {
    classes: Vec<C>,
    parts: [Patterns; PARTS],
}

/// The class of phrases that mean nothing, though their first word may: "prendre part".
const NOTHING: usize = usize::MAX;

impl<C, const PARTS: usize> Default for Phrasebook<C, PARTS> {
    fn default() -> Self {
        Self { classes: Vec::new(), parts: std::array::from_fn(|_| Patterns::default()) }
    }
}

impl<C, const PARTS: usize> Phrasebook<C, PARTS> {
    /// Adds a class with its phrases in each part; of phrases of one length those with more `demands` are tried first.
    pub fn add(&mut self, class: C, demands: usize, phrases: [&[String]; PARTS]) {
        self.insert(self.classes.len(), demands, phrases);
        self.classes.push(class);
    }

    /// Adds phrases that mean nothing and keep shorter ones from being read.
    pub fn exclude(&mut self, phrases: [&[String]; PARTS]) {
        self.insert(NOTHING, 0, phrases);
    }

    fn insert(&mut self, class: usize, demands: usize, phrases: [&[String]; PARTS]) {
        for (patterns, texts) in self.parts.iter_mut().zip(phrases) {
            for text in texts {
                patterns.insert(text, class, demands);
            }
        }
    }

    /// Puts the phrases in the order in which they are to be tried.
    pub fn sort(&mut self) {
        self.parts.iter_mut().for_each(Patterns::sort);
    }

    /// The class of that number, as a [`Pattern`] gives it; `None` for phrases that mean nothing.
    #[must_use]
    pub fn class(&self, number: usize) -> Option<&C> {
        self.classes.get(number)
    }

    /// How many classes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether there is no class at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// The phrases of `part` that begin with that lemma, longest and most demanding first.
    #[must_use]
    pub fn starting_with(&self, part: usize, lemma: &str) -> &[Pattern] {
        self.parts.get(part).map_or(&[], |p| p.starting_with(lemma))
    }
}

/// Reads each of `entries` of `layer` with `read`; what is wrong with one (its byte and the description) is among the `faults`, and the
/// others are read.
pub(super) fn read_each<E>(
    layer: Layer<'_>,
    entries: &[E],
    faults: &mut Vec<Fault>,
    mut read: impl FnMut(&E) -> Result<(), (usize, String)>,
) {
    for entry in entries {
        if let Err((at, message)) = read(entry) {
            faults.push(Fault::at(layer, at, message));
        }
    }
}

/// What `word` names, or the byte and the description of the fault where there is no such `what`.
///
/// # Errors
///
/// `found` is `None`.
pub fn known<T>(what: &str, word: &Spanned<String>, found: Option<T>) -> Result<T, (usize, String)> {
    found.ok_or_else(|| (word.span().start, format!("There is no {what} called \"{}\".", word.get_ref())))
}

impl Pattern {
    /// The positions of its words when the first stands at `at`, `word` giving the lemma and the form of a position in lower case
    /// and `None` where the phrase must not go on. A word of a phrase may be either: a tagger gives "liée" now the one lemma, now
    /// the other.
    pub fn matches<'a>(&self, at: usize, word: impl Fn(usize) -> Option<[&'a str; 2]>) -> Option<Vec<usize>> {
        let mut found = vec![at];
        let mut next = at + 1;
        for step in &self.rest {
            let hit = (next..=next + step.gap)
                .map_while(|i| word(i).map(|w| (i, w)))
                .find(|(_, w)| w.contains(&step.lemma.as_str()))?;
            found.push(hit.0);
            next = hit.0 + 1;
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(phrase: &str, words: &str) -> Option<Vec<usize>> {
        let mut phrases = Patterns::default();
        phrases.insert(phrase, 0, 0);
        let words: Vec<&str> = words.split(' ').collect();
        phrases.starting_with(words[0]).first()?.matches(0, |i| words.get(i).map(|w| [*w; 2]))
    }

    #[test]
    fn words_that_are_missing_are_missed_at_once() {
        let mut phrases = Patterns::default();
        phrases.insert("mettre en cause", 0, 0);
        let phrase = &phrases.starting_with("mettre")[0];
        let marks = |words: &[&str]| {
            let mut marks = Sketch::default();
            for word in words {
                marks.add(hash::bytes(word.as_bytes()));
            }
            marks
        };
        assert!(marks(&["cause", "mettre", "en"]).may_hold(phrase));
        assert!(!marks(&["mettre", "en", "garde"]).may_hold(phrase));
        assert!(!Sketch::default().may_hold(phrase));
    }

    #[test]
    fn words_may_stand_between() {
        assert_eq!(at("mettre en cause", "mettre aussitôt en cause"), Some(vec![0, 2, 3]));
        assert_eq!(at("mettre en cause", "mettre le feu au dépôt en cause"), None);
    }

    #[test]
    fn an_ellipsis_spans_a_clause() {
        assert_eq!(at("mettre ... compte", "mettre la chute de la ville sur le compte"), Some(vec![0, 8]));
    }

    #[test]
    fn joined_words_stand_together() {
        assert_eq!(at("coup+de+feu", "coup de feu"), Some(vec![0, 1, 2]));
        assert_eq!(at("coup+de+feu", "coup de grand feu"), None);
    }

    #[test]
    fn a_further_word_is_its_lemma_or_as_it_is_written() {
        let mut phrases = Patterns::default();
        phrases.insert("bailleur de fonds", 0, 0);
        let words = [["bailleur"; 2], ["de", "de"], ["fond", "fonds"]];
        let phrase = &phrases.starting_with("bailleur")[0];
        assert_eq!(phrase.matches(0, |i| words.get(i).copied()), Some(vec![0, 1, 2]));
    }

    #[test]
    fn capitals_of_an_entry_count_for_nothing() {
        assert_eq!(at("violer ... Charte", "violer la charte"), Some(vec![0, 2]));
    }

    #[test]
    fn any_of_several_words_will_do() {
        let mut phrases = Patterns::default();
        phrases.insert("livrer|vendre ... arme|char", 0, 0);
        let after = |first: &str| {
            phrases.starting_with(first).iter().map(|p| p.rest[0].lemma.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(after("livrer"), ["arme", "char"]);
        assert_eq!(after("vendre"), ["arme", "char"]);
    }

    #[test]
    fn one_of_several_may_have_words_of_its_own() {
        let mut phrases = Patterns::default();
        phrases.insert("prêter ... asile|base_arrière", 0, 0);
        let lemmas = |p: &Pattern| p.rest.iter().map(|s| s.lemma.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            phrases.starting_with("prêter").iter().map(lemmas).collect::<Vec<_>>(),
            ["asile", "base arrière"]
        );
    }

    #[test]
    fn a_later_phrase_replaces_an_earlier_one() {
        let mut phrases = Patterns::default();
        phrases.insert("céder", 0, 0);
        phrases.insert("céder", 1, 0);
        assert_eq!(phrases.starting_with("céder").iter().map(|p| p.class).collect::<Vec<_>>(), [1]);
    }
}
