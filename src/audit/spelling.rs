//! Names that are spelt two ways in one dispatch.

use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{COMPARED, Doubt, Finding};
use crate::dispatch::{ActorKind, Dispatch, Extraction, MentionForm, Span};

/// Shorter words differ by a letter without being the same name: Iran, Irak.
const SHORTEST: usize = 6;

/// Pairs of words in names that differ by one letter, or by accents alone, each pair once, at its later spelling.
///
/// States and public bodies are left out: their names are words of the language, which inflect.
pub fn two_ways(dispatch: &Dispatch, items: &Extraction) -> Vec<Finding> {
    let names = items.actors.iter().filter(|a| {
        matches!(
            a.kind,
            ActorKind::Person | ActorKind::ArmedGroup | ActorKind::Organisation | ActorKind::Media
        )
    });
    let spans = names.flat_map(|a| a.mentions.iter().filter(|m| m.form == MentionForm::Name).map(|m| m.span));
    let mut words: BTreeMap<&str, Span> = BTreeMap::new();
    for span in spans {
        for (word, at) in parts(dispatch, span) {
            let first = words.entry(word).or_insert(at);
            *first = (*first).min(at);
        }
    }
    let words: Vec<(&str, Span, Vec<char>)> = words.into_iter().map(|(w, at)| (w, at, plain(w))).collect();
    let mut findings = Vec::new();
    for (i, (word, at, letters)) in words.iter().enumerate() {
        for (other, other_at, other_letters) in words.iter().take(i).rev().take(COMPARED).rev() {
            let inflected = word.strip_prefix(other).or_else(|| other.strip_prefix(word)).is_some();
            if !inflected && one_apart(letters, other_letters) {
                let (span, against) = ((*at).max(*other_at), (*at).min(*other_at));
                findings.push(Finding { doubt: Doubt::SpeltTwoWays, span, against: Some(against) });
            }
        }
    }
    findings
}

/// The words of a name that are long enough and start with a capital, with their places. Names all in capitals are
/// headlines' and tell nothing.
fn parts(dispatch: &Dispatch, name: Span) -> impl Iterator<Item = (&str, Span)> {
    let text = name.of(&dispatch.text);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| {
        let mut letters = w.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        capital && letters.any(char::is_lowercase) && w.chars().count() >= SHORTEST
    });
    words.map(move |word| {
        let start = name.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        (word, Span::new(start, start + word.len()))
    })
}

/// The letters without accents and case.
fn plain(word: &str) -> Vec<char> {
    word.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

/// Whether one letter inserted, dropped or replaced, or two neighbours swapped, or nothing at all, makes one of the
/// other.
fn one_apart(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let shared = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let short = short.get(shared..).unwrap_or_default();
    let long = long.get(shared..).unwrap_or_default();
    match (short, long) {
        ([], _) => true,
        ([first, second, tail @ ..], [swapped, with, others @ ..])
            if first == with && second == swapped && tail == others =>
        {
            true
        }
        ([_, tail @ ..], [_, others @ ..]) if short.len() == long.len() => tail == others,
        (_, [_, others @ ..]) => short == others,
        (_, []) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: &str, b: &str) -> bool {
        one_apart(&plain(a), &plain(b))
    }

    #[test]
    fn one_letter_accents_or_a_swap() {
        assert!(apart("Veldane", "Veldané"));
        assert!(apart("Karmatov", "Karmatof"));
        assert!(apart("Karmatov", "Karmatovv"));
        assert!(apart("Karmatov", "Kramatov"));
        assert!(apart("Armatov", "Karmatov"));
    }

    #[test]
    fn two_letters_are_two_names() {
        assert!(!apart("Karmatov", "Kermatof"));
        assert!(!apart("Karmatov", "Karma"));
        assert!(!apart("Orlina", "Sorlin"));
    }
}
