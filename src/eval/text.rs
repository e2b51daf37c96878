//! What names and snippets of gold are compared by: folded names, sentences, places in the text. All offsets are code
//! points.

use regex::Regex;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use crate::record::CodePoints;
use crate::record::schema::Offsets;

/// What a comparison of names passes over.
#[derive(Debug, Default, Deserialize)]
struct Folding {
    articles: Vec<String>,
    honorifics: Vec<String>,
    letters: HashMap<char, String>,
}

impl Folding {
    fn built_in() -> &'static Self {
        static FOLDING: OnceLock<Folding> = OnceLock::new();
        // A test reads the asset; without it names are compared with their articles.
        FOLDING.get_or_init(|| toml::from_str(include_str!("../../assets/eval.toml")).unwrap_or_default())
    }
}

/// A name without case, accents, punctuation, leading articles and honorifics.
#[must_use]
pub fn fold(name: &str) -> String {
    let folding = Folding::built_in();
    let mut folded = String::with_capacity(name.len());
    let letters = name.nfkd().filter(|&c| canonical_combining_class(c) == 0).flat_map(char::to_lowercase);
    for letter in letters {
        match folding.letters.get(&letter) {
            Some(plain) => folded.push_str(plain),
            None if letter.is_alphanumeric() || letter == '_' => folded.push(letter),
            None if folded.ends_with(' ') => {}
            None => folded.push(' '),
        }
    }
    let mut rest = folded.trim();
    let leads = |word: &str| {
        [&folding.articles, &folding.honorifics].iter().any(|list| list.iter().any(|w| w == word))
    };
    while let Some((first, after)) = rest.split_once(' ')
        && leads(first)
    {
        rest = after;
    }
    rest.to_owned()
}

/// Where each sentence of a text starts, in code points: after line ends, and after a stop with its closing marks
/// where white space and then something that opens a sentence follow. Simple on purpose: gold and prediction are
/// compared by the same cuts, whatever the program takes for a sentence.
#[derive(Debug)]
pub struct Sentences(Vec<usize>);

impl Sentences {
    /// The sentences of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let run = |from: usize, of: fn(char) -> bool| chars.iter().skip(from).take_while(|&&c| of(c)).count();
        let mut starts = vec![0];
        let mut at = 0;
        while at < chars.len() {
            let newlines = run(at, |c| c == '\n');
            if newlines > 0 {
                at += newlines;
                starts.push(at);
                continue;
            }
            if at > 0 && matches!(chars[at - 1], '.' | '!' | '?' | '…') {
                let closed = at + run(at, |c| matches!(c, '"' | '»' | '”' | '’' | ')' | ']'));
                let spaces = run(closed, char::is_whitespace);
                let next = closed + spaces;
                if spaces > 0 && chars.get(next).is_some_and(|&c| opens(c)) {
                    starts.push(next);
                    at = next;
                    continue;
                }
            }
            at += 1;
        }
        Self(starts)
    }

    /// The position of the sentence that holds the code point `at`.
    #[must_use]
    pub fn of(&self, at: usize) -> usize {
        self.0.partition_point(|&start| start <= at).saturating_sub(1)
    }
}

/// Whether a sentence may start with it.
fn opens(char: char) -> bool {
    matches!(char, '"' | '«' | '“' | '(' | '[' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | '-')
        || char.is_ascii_digit()
}

/// A text in which snippets of gold are looked up: typographic variants are one form, of the same length.
#[derive(Debug)]
pub struct Haystack {
    text: String,
}

impl Haystack {
    /// Gets `text` ready.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: plain(text) }
    }

    /// The `nth` place, from 0, where `snippet` stands inside `within`, or in all of the text; white space may differ.
    #[must_use]
    pub fn find(&self, snippet: &str, within: Option<Offsets>, nth: usize) -> Option<Offsets> {
        let points = CodePoints::new(&self.text);
        let within = within.map_or(crate::dispatch::Span::new(0, self.text.len()), |w| points.span(w));
        let part = within.of(&self.text);
        let snippet = plain(snippet);
        let literal = nth_match(part, &snippet, nth).map(|at| (at, at + snippet.len()));
        let (start, end) = literal.or_else(|| {
            let words: Vec<String> = snippet.split_whitespace().map(regex::escape).collect();
            let loose = Regex::new(&words.join(r"\s+")).ok()?;
            loose.find_iter(part).nth(nth).map(|m| (m.start(), m.end()))
        })?;
        Some([points.before(within.start + start), points.before(within.start + end)])
    }

    /// Where the snippet of a gold item stands, inside its context where it has one.
    #[must_use]
    pub fn locate(&self, snippet: &str, context: Option<&str>, nth: usize) -> Option<Offsets> {
        let within = context.and_then(|c| self.find(c, None, 0));
        self.find(snippet, within, nth).or_else(|| self.find(snippet, None, 0))
    }
}

/// The byte where `snippet` stands for the `nth` time, overlapping places counted.
fn nth_match(text: &str, snippet: &str, nth: usize) -> Option<usize> {
    let mut from = 0;
    for _ in 0..nth {
        let at = from + text.get(from..)?.find(snippet)?;
        from = at + text.get(at..)?.chars().next().map_or(1, char::len_utf8);
    }
    Some(from + text.get(from..)?.find(snippet)?)
}

fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            '–' | '—' => '-',
            other => other,
        })
        .collect()
}

/// The shared part of two spans over all that they cover, 0 to 1.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "offsets of a text are far below 2^52")]
pub fn overlap(a: Option<Offsets>, b: Option<Offsets>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 0.0 };
    let shared = a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    if shared == 0 {
        return 0.0;
    }
    shared as f64 / (a[1].max(b[1]) - a[0].min(b[0])) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_asset_reads() {
        assert!(!Folding::built_in().articles.is_empty());
    }

    #[test]
    fn names_fold() {
        assert_eq!(fold("L’Œuvre d'Éléonore"), "oeuvre d eleonore");
        assert_eq!(fold("Mme la présidente"), "presidente");
        assert_eq!(fold("Les"), "les");
        assert_eq!(fold("—"), "");
    }

    #[test]
    fn sentences_end_where_the_next_one_opens() {
        let text = "Il a dit : “Non.” Elle part. puis rien.\n12 morts";
        let sentences = Sentences::new(text);
        assert_eq!(sentences.0, [0, 18, 40]);
        assert_eq!((sentences.of(17), sentences.of(18), sentences.of(99)), (0, 1, 2));
    }

    #[test]
    fn snippets_are_found_whatever_their_typography() {
        let text = Haystack::new("D’abord « l’été » –\u{a0}puis l’hiver, puis\nrien");
        assert_eq!(text.find("l'été", None, 0), Some([10, 15]));
        assert_eq!(text.find("puis", None, 1), Some([34, 38]));
        assert_eq!(text.find("puis rien", None, 0), Some([34, 43]));
        assert_eq!(text.find("puis", Some([21, 30]), 1), None);
    }

    #[test]
    fn overlap_is_of_the_union() {
        assert!((overlap(Some([0, 4]), Some([2, 6])) - 2.0 / 6.0).abs() < 1e-9);
        assert!(overlap(Some([0, 2]), Some([2, 4])).abs() < 1e-9);
        assert!(overlap(None, Some([2, 4])).abs() < 1e-9);
    }
}
