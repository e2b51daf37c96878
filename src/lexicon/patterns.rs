//! Patterns of lemmas with gaps, looked up by their first word.

use std::collections::HashMap;

use smol_str::SmolStr;

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
    /// a clause before the next one, `+` joins words that allow none between them (`coup+de+feu`). A phrase that is there
    /// already with no further demands is replaced.
    pub fn insert(&mut self, text: &str, class: usize, demands: usize) {
        let reflexive = text.starts_with('~');
        let mut rest = Vec::new();
        let mut gap = GAP;
        for word in text.trim_start_matches('~').split_whitespace() {
            if word == "..." {
                gap = LONG_GAP;
                continue;
            }
            for (i, lemma) in word.split('+').enumerate() {
                rest.push(Step { lemma: lemma.into(), gap: if i == 0 { gap } else { 0 } });
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

impl Pattern {
    /// The positions of its words when the first stands at `at`, `lemma` giving the lemma of a position and `None` where
    /// the phrase must not go on.
    pub fn matches<'a>(&self, at: usize, lemma: impl Fn(usize) -> Option<&'a str>) -> Option<Vec<usize>> {
        let mut found = vec![at];
        let mut next = at + 1;
        for step in &self.rest {
            let hit = (next..=next + step.gap)
                .map_while(|i| lemma(i).map(|l| (i, l)))
                .find(|(_, l)| *l == step.lemma)?;
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
        phrases.starting_with(words[0]).first()?.matches(0, |i| words.get(i).copied())
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
    fn a_later_phrase_replaces_an_earlier_one() {
        let mut phrases = Patterns::default();
        phrases.insert("céder", 0, 0);
        phrases.insert("céder", 1, 0);
        assert_eq!(phrases.starting_with("céder").iter().map(|p| p.class).collect::<Vec<_>>(), [1]);
    }
}
