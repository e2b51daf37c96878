//! Where sentences end. News is full of stops that end none: abbreviations, initials, decimals, and of sentences that
//! end inside quotation marks or brackets.

use std::ops::Range;

use super::rules::Rules;
use super::tokenize::folded;
use crate::dispatch::Span;

/// A sentence ends after that many written words, wherever it is: no sentence of prose is nearly as long, and what the
/// stages after this one do grows faster than the sentence.
const LONGEST: usize = 500;

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
        if i >= start + LONGEST {
            sentences.push(start..i);
            start = i;
            continue;
        }
        let Some(strength) = end_mark(word, rules) else { continue };
        if i == start + 2 && is_number(tokens[start].of(text)) && word == "." {
            // The number of a list.
            continue;
        }
        let mut end = i;
        while let Some(closer) = tokens.get(end).map(|t| t.of(text)) {
            let spaced = tokens[end].start > tokens[end - 1].end;
            match closer {
                "\"" if quoted && closes(text, tokens, end) => quoted = false,
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

/// Whether a straight mark closes: not where a space stands in front of it and none behind, as one that opens has it.
fn closes(text: &str, tokens: &[Span], mark: usize) -> bool {
    let space = |at: usize| text.get(at..).is_none_or(|rest| rest.starts_with(char::is_whitespace));
    let apart = tokens[mark - 1].end < tokens[mark].start;
    !apart || space(tokens[mark].end) || tokens[mark].end == text.len()
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
        Some(true) => Some(Strength::Plain),
        None if stem.chars().any(char::is_alphanumeric) => Some(Strength::Weak),
        Some(false) | None => None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize::tokenize;

    /// Checks that the sentences of a text are those between the bars.
    #[track_caller]
    fn check(tag: &str, expected: &str) {
        let rules = match tag {
            "fr" => include_str!("../../assets/lexicon/fr/tokens.toml"),
            _ => include_str!("../../assets/lexicon/en/tokens.toml"),
        };
        let rules = Rules::read(rules).unwrap();
        let text = expected.replace('|', "");
        let (mut tokens, mut found) = (Vec::new(), Vec::new());
        tokenize(&text, 0, &rules, &mut tokens);
        split(&text, &tokens, &rules, &mut found);
        let found: Vec<&str> = found
            .into_iter()
            .map(|s| Span::new(tokens[s.start].start, tokens[s.end - 1].end).of(&text))
            .collect();
        let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_end_sentences() {
        check(
            "fr",
            "Les combats ont cessé. | Le calme est revenu ! | Pour combien de temps ? | Nul ne le sait.",
        );
    }

    #[test]
    fn abbreviations_and_decimals_do_not() {
        check("fr", "M. Tolvan et le gén. Brezel ont perdu 3.5 points, etc. | La suite est connue.");
        check("en", "Lt. Gen. Brezel left the U.S. Army at 5 p.m. on Jan. 3 with Dr. Doriac.");
        check("fr", "J. F. Brezel est né en 1950 av. J.-C. selon lui.");
    }

    #[test]
    fn a_letter_that_is_a_name_ends_a_sentence_behind_a_small_word() {
        check("en", "The minister wrote on X. | Police denied it.");
        check("fr", "Le maire a répondu sur X. | Hier encore, il se taisait.");
        check("en", "Francis X. Doriac wrote to J. Brezel on Monday.");
    }

    #[test]
    fn an_acronym_ends_a_sentence_before_a_word_that_begins_one() {
        check("en", "He works for the U.N. | The agency did not comment.");
        check("en", "He works for the U.N. Security Council.");
    }

    #[test]
    fn a_quotation_may_hold_several_sentences() {
        check("fr", "« Nous tenons la ville. | Personne n'a fui », a déclaré le maire. | Il est resté.");
        check("en", "\"We hold the town. | Nobody has fled,\" the mayor said.");
    }

    #[test]
    fn a_sentence_may_end_inside_quotation_marks() {
        check("fr", "Il a dit : \"C'est fini.\" | Puis il est parti.");
        check("fr", "« Pourquoi ? » a-t-il demandé. | Silence.");
        check("en", "“It is over.” | He left.");
    }

    #[test]
    fn a_straight_mark_after_a_stop_may_open_a_quotation() {
        check("fr", "Il est parti. | \"C'est fini\", a-t-il dit.");
    }

    #[test]
    fn ellipses_go_on_before_small_letters() {
        check("fr", "Il hésite... puis il parle. | Enfin…");
    }

    #[test]
    fn the_number_of_a_list_ends_nothing() {
        check("fr", "1. Les faits sont établis. | Le reste suivra.");
    }

    #[test]
    fn no_sentence_is_without_end() {
        let text = "mot ".repeat(2 * LONGEST + 10);
        let (mut tokens, mut found) = (Vec::new(), Vec::new());
        tokenize(&text, 0, &Rules::default(), &mut tokens);
        split(&text, &tokens, &Rules::default(), &mut found);
        assert_eq!(found, [0..LONGEST, LONGEST..2 * LONGEST, 2 * LONGEST..2 * LONGEST + 10]);
    }

    #[test]
    fn a_headline_is_a_sentence() {
        check("fr", "Le calme revient à Velmara");
    }
}
