//! Parts of speech: a greedy left-to-right classifier over hashed features of the word and its neighbours
//! (an averaged perceptron; Collins 2002).

use super::hash::combine;
use super::net;
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

/// So many words on either side of one are seen by the net.
const AROUND: usize = 4;
/// How many words a net sees.
pub const PLACES: usize = 2 * AROUND + 1;
/// How many facts it may be told.
pub const FACTS: usize = 2 + 32 + 2 * SPELLED;
/// Beginnings and long endings are told apart by so many numbers.
const SPELLED: usize = 256;

/// What a net sees of the word at `position`.
pub fn sight(words: &Words, position: usize, facts: &mut Vec<u16>) -> [usize; PLACES] {
    let word = words.at(position);
    let mut told = net::Facts::new(facts);
    told.one(usize::from(position == 1), 2);
    told.set(word.possible.into(), 32);
    for part in [word.suffix[4], word.prefix[2]] {
        told.one(usize::try_from(part >> 20).unwrap_or(0) % SPELLED, SPELLED);
    }
    std::array::from_fn(|n| (position + n).checked_sub(AROUND).filter(|&p| p <= words.root()).unwrap_or(0))
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

/// The tags of the words of a sentence, as class numbers, into `tags`; `note` is told the scores of each position.
pub fn tag(
    model: &impl Scorer,
    words: &Words,
    tags: &mut Vec<u8>,
    buffer: &mut Vec<u64>,
    mut note: impl FnMut(usize, &[i32]),
) {
    tags.clear();
    let mut scores = vec![0; model.classes()];
    for position in 1..=words.len() {
        let possible = words.at(position).possible;
        for (class, score) in scores.iter_mut().enumerate() {
            *score = if possible >> (class % 32) & 1 == 0 { NEVER } else { 0 };
        }
        weigh(model, (FIRST, &atoms(words, position, tags)), |_| {}, buffer, &mut scores);
        note(position, &scores);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_net_sees_the_words_around_one_and_nothing_beyond_the_ends() {
        let mut words = Words::default();
        let lexicon = crate::language::Engine::load(crate::dispatch::Lang::from_tag("en").unwrap()).unwrap();
        let lexicon = lexicon.model().unwrap().lexicon().clone();
        crate::language::words::Reader::default().read(&lexicon, ["The", "guard", "fled"], &mut words);
        let mut facts = Vec::new();
        assert_eq!(sight(&words, 1, &mut facts), [0, 0, 0, 0, 1, 2, 3, 4, 0]);
        assert!(facts.contains(&1), "the first word");
        assert_eq!(sight(&words, 3, &mut facts), [0, 0, 1, 2, 3, 4, 0, 0, 0]);
        assert!(facts.iter().all(|&f| usize::from(f) < FACTS) && !facts.contains(&1));
    }
}
