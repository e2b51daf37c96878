//! Where sentences end. News is full of stops that end none: abbreviations, initials, decimals, and of sentences that
//! end inside quotation marks or brackets.

use std::ops::Range;

use super::rules::Rules;
use super::tokenize::folded;
use crate::dispatch::Span;

/// Splits the written words of one paragraph into sentences, as ranges of `tokens`, without gap.
pub fn split(text: &str, tokens: &[Span], rules: &Rules, sentences: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let mut quoted = false;
    let mut i = 0;
    while i < tokens.len() {
        let word = tokens[i].of(text);
        if word == "\"" {
            quoted = !quoted;
        }
        i += 1;
        let Some(strength) = end_mark(word, rules) else { continue };
        if i == start + 2 && is_number(tokens[start].of(text)) && word == "." {
            // The number of a list.
            continue;
        }
        let mut end = i;
        while let Some(closer) = tokens.get(end).map(|t| t.of(text)) {
            let spaced = tokens[end].start > tokens[end - 1].end;
            match closer {
                "\"" if quoted => quoted = false,
                ")" | "]" | "»" | "”" | "’" | "›" | "''" => {}
                "'" if !spaced => {}
                _ => break,
            }
            end += 1;
        }
        i = end;
        let next = tokens.get(end).map(|t| t.of(text));
        if next.is_some_and(|next| begins(next, tokens.get(end + 1).map(|t| t.of(text)), strength, rules)) {
            sentences.push(start..end);
            start = end;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
}

/// How surely a mark ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    /// A stop, a mark of question or exclamation, an abbreviation that may end a sentence.
    Plain,
    /// The stop of an initial or of an acronym.
    Weak,
}

fn end_mark(word: &str, rules: &Rules) -> Option<Strength> {
    if word.bytes().all(|b| matches!(b, b'.' | b'!' | b'?')) || word.starts_with('…') {
        return Some(Strength::Plain);
    }
    let stem = word.strip_suffix('.')?;
    match rules.abbreviations.get(folded(word).as_ref()) {
        Some(false) => None,
        Some(true) => Some(Strength::Plain),
        None if stem.chars().any(char::is_alphanumeric) => Some(Strength::Weak),
        None => None,
    }
}

/// Whether `next` can begin a sentence after a mark of that strength.
fn begins(next: &str, after: Option<&str>, strength: Strength, rules: &Rules) -> bool {
    let Some(first) = next.chars().next() else { return false };
    if strength == Strength::Weak {
        return first.is_uppercase() && rules.starters.contains(folded(next).as_ref());
    }
    if is_opener(first) || is_bullet(next) {
        return after.and_then(|w| w.chars().next()).is_none_or(|c| !c.is_lowercase() && c != ',');
    }
    !first.is_lowercase() && (first.is_alphanumeric() || matches!(first, '#' | '@' | '$' | '€' | '£'))
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '«' | '“' | '„' | '‘' | '‹' | '(' | '[' | '\'' | '¿' | '¡')
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "•" | "*" | "·" | "--" | "►" | "▪")
}

fn is_number(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
}
