//! Morphology: one linear classifier for each feature, all of them over the same rows of weights.
//!
//! The classes of the section `morphology` are those of `ATTRIBUTES` one after the other, the first of each being "not
//! said"; in the packed form of [`Feats::bits`] they are the values of its fields.

use super::hash::combine;
use super::labeller::Sentence;
use super::lexicon::Lexicon;
use super::parser::NOTHING;
use super::weights::Scorer;
use super::{Feats, Upos, hash};

/// Of each field of [`Feats::bits`]: how wide it is, and how many values are in use.
const ATTRIBUTES: [(u32, usize); 11] =
    [(2, 4), (2, 3), (2, 4), (3, 5), (3, 6), (3, 6), (1, 2), (1, 2), (1, 2), (2, 3), (4, 11)];

/// How many classes the model has.
pub const CLASSES: usize = {
    let mut sum = 0;
    let mut i = 0;
    while i < ATTRIBUTES.len() {
        sum += ATTRIBUTES[i].1;
        i += 1;
    }
    sum
};

/// Whether words of that part of speech are inflected at all.
#[must_use]
pub fn inflects(upos: Upos) -> bool {
    use Upos::{Adj, Aux, Det, Noun, Num, Pron, Propn, Verb};
    matches!(upos, Adj | Aux | Det | Noun | Num | Pron | Propn | Verb)
}

/// Fills `features` with what speaks for the morphology of the word at position `i`.
pub fn features(sentence: Sentence<'_>, i: usize, lexicon: &Lexicon, features: &mut Vec<u64>) {
    features.clear();
    let Sentence { words, tags, heads, family } = sentence;
    let tag = tags[i];
    let known = words.entry(i).map_or(0, |entry| {
        let fitting = lexicon.readings(entry).filter(|r| u64::from(r.upos) == tag);
        // The order of readings says nothing.
        fitting.map(|r| hash::mix(u64::from(r.feats) + 1)).fold(1, u64::wrapping_add)
    });
    let (word, before, after, head) = (words.at(i), words.at(i - 1), words.at(i + 1), words.at(heads[i]));
    let child = words.at(family.of(i).first().copied().unwrap_or(NOTHING));
    let last = words.at(family.of(i).last().copied().unwrap_or(NOTHING));
    let atoms = [
        [tag, 0, 0],
        [tag, word.lower, 0],
        [tag, known, 0],
        [tag, word.suffix[0], 0],
        [tag, word.suffix[1], 0],
        [tag, word.suffix[2], 0],
        [tag, word.suffix[3], 0],
        [tag, before.lower, 0],
        [tag, after.lower, 0],
        [tag, before.lower, known],
        [tag, before.lower, word.suffix[0]],
        [tag, child.lower, known],
        [tag, last.lower, 0],
        [tag, head.lower, 0],
        [tag, head.suffix[0], known],
        [tag, head.suffix[1], tags[heads[i]]],
        [tag, before.suffix[1], known],
        [tag, word.shape, word.suffix[0]],
        [tag, before.lower, words.at(i.saturating_sub(2)).lower],
    ];
    features.extend((400..).zip(atoms).map(|(template, values)| combine(template, values)));
}

/// The best class of each attribute.
#[must_use]
pub fn decide(scores: &[i32]) -> [usize; ATTRIBUTES.len()] {
    let mut start = 0;
    ATTRIBUTES.map(|(_, values)| {
        let mut best = start;
        for class in start..start + values {
            if scores.get(class) > scores.get(best) {
                best = class;
            }
        }
        start += values;
        best
    })
}

/// The classes that stand for `feats`, one an attribute.
#[must_use]
pub fn classes(feats: Feats) -> [usize; ATTRIBUTES.len()] {
    let mut bits = feats.bits();
    let mut start = 0;
    ATTRIBUTES.map(|(width, values)| {
        let value = usize::try_from(bits & ((1 << width) - 1)).unwrap_or(0);
        bits >>= width;
        start += values;
        start - values + value.min(values - 1)
    })
}

/// What the classes stand for.
#[must_use]
pub fn feats(classes: [usize; ATTRIBUTES.len()]) -> Feats {
    let (mut bits, mut shift, mut start) = (0, 0, 0);
    for (class, (width, values)) in classes.into_iter().zip(ATTRIBUTES) {
        bits |= u32::try_from(class.saturating_sub(start)).unwrap_or(0) << shift;
        shift += width;
        start += values;
    }
    Feats::from_bits(bits)
}

/// The morphology of the word at position `i`.
#[must_use]
pub fn analyse(
    model: &impl Scorer,
    sentence: Sentence<'_>,
    i: usize,
    lexicon: &Lexicon,
    buffer: &mut Vec<u64>,
) -> Feats {
    let mut scores = [0; CLASSES];
    features(sentence, i, lexicon, buffer);
    model.add(buffer, &mut scores);
    feats(decide(&scores))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_stand_for_feats() {
        for text in [
            "_",
            "Gender=Neut|Number=Plur",
            "Mood=Sub|Person=3|Tense=Pres|VerbForm=Part|Voice=Pass",
            "PronType=Tot",
        ] {
            let all: Feats = text.parse().unwrap();
            assert_eq!(feats(classes(all)), all);
        }
    }

    #[test]
    fn the_fields_are_those_of_the_packed_form() {
        use super::super::{Gender, Mood, Number, PronType, Tense, VerbForm};
        let sizes =
            [Gender::ALL.len(), Number::ALL.len(), 3, Mood::ALL.len(), Tense::ALL.len(), VerbForm::ALL.len()];
        for (size, (width, values)) in sizes.into_iter().zip(ATTRIBUTES) {
            assert!(values == size + 1 && values <= 1 << width);
        }
        assert_eq!(ATTRIBUTES[10].1, PronType::ALL.len() + 1);
    }

    #[test]
    fn the_best_class_of_each_attribute_counts() {
        let mut scores = [0; CLASSES];
        scores[1] = 5;
        scores[4 + 2] = 1;
        assert_eq!(feats(decide(&scores)).to_string(), "Gender=Fem|Number=Sing");
    }
}
