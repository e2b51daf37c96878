//! Written words that are two syntactic ones. `du` is always `de` and `le`, `des` is `de` and `les` or an article: where
//! it depends, a classifier looks at the neighbours.

use smol_str::SmolStr;

use super::hash::combine;
use super::words::Words;

/// How many words on either side are looked at.
pub const REACH: usize = 2;

/// Fills `features` with what speaks for taking apart the word at position `i` of written words.
pub fn features(words: &Words, i: usize, features: &mut Vec<u64>) {
    features.clear();
    let (word, before, after) = (words.at(i), words.at(i - 1), words.at(i + 1));
    let (before2, after2) = (words.at(i.saturating_sub(2)), words.at(i + 2));
    let form = word.lower;
    let atoms = [
        [form, 0, 0],
        [form, word.shape, 0],
        [form, before.lower, 0],
        [form, after.lower, 0],
        [form, before.lexical, 0],
        [form, after.lexical, 0],
        [form, before2.lower, before.lower],
        [form, before2.lexical, before.lexical],
        [form, before.lower, after.lexical],
        [form, before.lexical, after.lexical],
        [form, before.suffix[2], 0],
        [form, before.suffix[1], before.lexical],
        [form, after.suffix[2], 0],
        [form, before.cluster, 0],
        [form, after.cluster, 0],
        [form, before.coarse, after.coarse],
        [form, after2.lexical, after.lexical],
        [form, before.shape, 0],
        [form, before2.lower, 0],
        [form, before2.cluster, before.cluster],
        [form, before2.lexical, before.cluster],
    ];
    features.extend((500..).zip(atoms).map(|(template, values)| combine(template, values)));
}

/// The words of a contraction with the capitals of `written`: `Du` is `De` and `le`, `DU` is `DE` and `LE`.
pub fn expand<'a>(written: &str, words: &'a [String]) -> impl Iterator<Item = SmolStr> + 'a {
    let mut capitals = written.chars().map(char::is_uppercase);
    let first = capitals.next().unwrap_or(false);
    let all = first && capitals.next().unwrap_or(false);
    words.iter().enumerate().map(move |(n, word)| {
        let title = first && n == 0;
        let upper = |(i, c): (usize, char)| {
            let capital = if all || title && i == 0 { c.to_uppercase().next() } else { None };
            capital.unwrap_or(c)
        };
        word.chars().enumerate().map(upper).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(written: &str) -> Vec<SmolStr> {
        expand(written, &["à".to_owned(), "les".to_owned()]).collect()
    }

    #[test]
    fn capitals_are_kept() {
        assert_eq!(expanded("aux"), ["à", "les"]);
        assert_eq!(expanded("Aux"), ["À", "les"]);
        assert_eq!(expanded("AUX"), ["À", "LES"]);
    }
}
