//! Parts of speech: a greedy left-to-right classifier over hashed features of the word and its neighbours
//! (an averaged perceptron; Collins 2002).

use super::hash::combine;
use super::weights::{NEVER, Scorer, Templates, weigh};
use super::words::Words;

/// Before the first word.
const NONE: u64 = 99;

/// How many templates there are.
pub const TEMPLATES: usize = 42;

/// The number of the first template.
const FIRST: u64 = 100;

/// Fills `features` with what speaks for the tag of the word at `position`, given the tags of the words before it.
pub fn features(words: &Words, position: usize, tags: &[u8], used: Templates, features: &mut Vec<u64>) {
    features.clear();
    used.fill(FIRST, &atoms(words, position, tags), features);
}

/// What the templates are filled with.
#[inline]
fn atoms(words: &Words, i: usize, tags: &[u8]) -> [[u64; 3]; TEMPLATES] {
    let tag = |back: usize| i.checked_sub(back + 1).and_then(|t| tags.get(t)).map_or(NONE, |&t| u64::from(t));
    let (last, second) = (tag(1), tag(2));
    let word = words.at(i);
    let (before, before2) = (words.at(i - 1), words.at(i.saturating_sub(2)));
    let (after, after2) = (words.at(i + 1), words.at(i + 2));
    let tags = combine(0, [last, second, 0]);
    [
        [0, 0, 0],
        [word.lower, 0, 0],
        [word.form, 0, 0],
        [word.suffix[0], 0, 0],
        [word.suffix[1], 0, 0],
        [word.suffix[2], 0, 0],
        [word.suffix[3], 0, 0],
        [word.suffix[4], 0, 0],
        [word.prefix[0], 0, 0],
        [word.prefix[1], 0, 0],
        [word.prefix[2], 0, 0],
        [word.shape, 0, 0],
        [word.shape, u64::from(i == 1), 0],
        [word.lexical, 0, 0],
        [last, 0, 0],
        [tags, 0, 0],
        [last, word.lower, 0],
        [last, word.lexical, 0],
        [tags, word.lexical, 0],
        [before.lower, 0, 0],
        [after.lower, 0, 0],
        [before2.lower, 0, 0],
        [after2.lower, 0, 0],
        [before.lower, word.lower, 0],
        [word.lower, after.lower, 0],
        [after.lexical, 0, 0],
        [before.lexical, 0, 0],
        [after2.lexical, 0, 0],
        [word.lexical, after.lexical, 0],
        [before.lexical, word.lexical, 0],
        [last, word.lexical, after.lexical],
        [word.lexical, after.lexical, after2.lexical],
        [after.suffix[2], 0, 0],
        [before.suffix[2], 0, 0],
        [after.shape, 0, 0],
        [word.suffix[2], word.shape, 0],
        [word.cluster, 0, 0],
        [word.cluster, last, 0],
        [before.cluster, word.lexical, 0],
        [after.cluster, word.lexical, 0],
        [word.coarse, after.coarse, 0],
        [word.coarse, before.coarse, 0],
    ]
}

/// The tags of the words of a sentence, as class numbers, into `tags`.
pub fn tag(model: &impl Scorer, words: &Words, tags: &mut Vec<u8>, buffer: &mut Vec<u64>) {
    tags.clear();
    let mut scores = vec![0; model.classes()];
    for position in 1..=words.len() {
        let possible = words.at(position).possible;
        for (class, score) in scores.iter_mut().enumerate() {
            *score = if possible >> (class % 32) & 1 == 0 { NEVER } else { 0 };
        }
        weigh(model, (FIRST, &atoms(words, position, tags)), |_| {}, buffer, &mut scores);
        tags.push(best(&scores));
    }
}

/// The class of the highest score, the first of equals.
#[must_use]
pub fn best(scores: &[i32]) -> u8 {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    u8::try_from(best).unwrap_or(0)
}
