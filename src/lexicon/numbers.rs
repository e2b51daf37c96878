//! Numbers in words, words of vagueness, and what a number can count: `numbers.toml`.

use foldhash::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;

use super::{Fault, Layer, Table, from_toml};

/// Numbers in words, words of vagueness, and what a number can count. All words are in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Numbers {
    /// What adds up: `vingt` is 20.
    pub units: HashMap<SmolStr, u32>,
    /// What multiplies what stands before it: `mille` is 1000.
    pub multipliers: HashMap<SmolStr, u32>,
    /// Nouns for a rough number: `dizaine` is 10. In the plural they say no more than "at least two of them".
    pub collectives: HashMap<SmolStr, u32>,
    /// Words that may join the parts of a number: "vingt *et* un".
    pub joints: HashSet<SmolStr>,
    /// What may stand between the digits of thousands.
    pub separators: Vec<char>,
    /// Phrases before a number that is rough.
    pub about: Vec<String>,
    /// Phrases before a number that is the least.
    pub at_least: Vec<String>,
    /// Phrases before a number that is the most.
    pub at_most: Vec<String>,
    /// Joins the least and the most: "entre 3000 *et* 4000".
    pub ranges: HashSet<SmolStr>,
    /// Words that open what says how many are of those just counted: "*dont* trois enfants".
    pub parts: HashSet<SmolStr>,
    /// Lemmas of nouns for people of whom nothing is said but that they are people.
    pub anybody: HashSet<SmolStr>,
    /// Lemmas of what a number may count that is no people: time, money, distance.
    pub measures: HashSet<SmolStr>,
    /// Lemmas of nouns for what the dead lose: "coûter la *vie*".
    pub lives: HashSet<SmolStr>,
    /// Lemmas of verbs and nouns that say who lost it: "*coûter* la vie", "at the *cost* of ten lives".
    pub costs: HashSet<SmolStr>,
    /// Lemmas of verbs that say what became of their object: "*left* four soldiers dead".
    pub leaves: HashSet<SmolStr>,
    /// What befalls people, and how it is told.
    pub tolls: Tolls,
}

/// How each kind of toll is told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tolls {
    /// Dead.
    pub killed: Outcome,
    /// Injured.
    pub wounded: Outcome,
    /// Driven from home.
    pub displaced: Outcome,
    /// Prisoners and hostages.
    pub captured: Outcome,
    /// Unaccounted for.
    pub missing: Outcome,
}

/// How one kind of toll is told; all words are lemmas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outcome {
    /// Verbs whose object (or subject of the passive) is counted.
    pub objects: HashSet<SmolStr>,
    /// Verbs whose subject is counted.
    pub subjects: HashSet<SmolStr>,
    /// Nouns and adjectives that are counted themselves.
    pub nouns: HashSet<SmolStr>,
    /// Nouns for a total that a later number says.
    pub totals: HashSet<SmolStr>,
    /// Nouns for the deed, whose complement is counted: "*massacre* de 45 villageois".
    pub acts: HashSet<SmolStr>,
    /// Nouns and adjectives for what a verb puts its object in: "placés en *garde* à vue", "taken *prisoner*".
    pub ends: HashSet<SmolStr>,
}

impl Table for Numbers {
    const FILE: &'static str = "numbers.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::default();
        for &layer in layers {
            if let Some(more) = from_toml::<Self>(layer, faults) {
                table.extend(more);
            }
        }
        table
    }
}

impl Numbers {
    /// The number below a thousand that a word says, in parts joined by hyphens where it has any: "deux", "cinquante-sept",
    /// "quatre-vingt-deux", "vingt-et-un".
    #[must_use]
    pub fn spelled(&self, word: &str) -> Option<u32> {
        if let Some(unit) = self.units.get(word) {
            return Some(*unit);
        }
        if !word.contains('-') || word.ends_with('-') {
            return None;
        }
        let (mut sum, mut left) = (0u32, word);
        while !left.is_empty() {
            // The longest beginning that is a number: "quatre-vingt" rather than "quatre".
            let ends = left.match_indices('-').map(|(at, _)| at).chain([left.len()]).collect::<Vec<_>>();
            let part = |&end: &usize| left.get(..end).filter(|p| self.part(p)).map(|p| (end, p));
            let (end, part) = ends.iter().rev().find_map(part)?;
            sum = match self.multipliers.get(part) {
                Some(factor) => sum.max(1).checked_mul(*factor)?,
                None => sum.checked_add(self.units.get(part).copied().unwrap_or(0))?,
            };
            left = left.get(end + 1..).unwrap_or_default();
        }
        Some(sum).filter(|sum| *sum > 0)
    }

    /// Whether a part between hyphens belongs to a number.
    fn part(&self, word: &str) -> bool {
        self.units.contains_key(word)
            || self.joints.contains(word)
            || self.multipliers.get(word).is_some_and(|factor| *factor < 1000)
    }

    fn extend(&mut self, more: Self) {
        self.units.extend(more.units);
        self.multipliers.extend(more.multipliers);
        self.collectives.extend(more.collectives);
        self.joints.extend(more.joints);
        self.separators.extend(more.separators);
        self.about.extend(more.about);
        self.at_least.extend(more.at_least);
        self.at_most.extend(more.at_most);
        self.ranges.extend(more.ranges);
        self.parts.extend(more.parts);
        self.anybody.extend(more.anybody);
        self.measures.extend(more.measures);
        self.lives.extend(more.lives);
        self.costs.extend(more.costs);
        self.leaves.extend(more.leaves);
        let tolls = &mut self.tolls;
        for (mine, other) in [
            (&mut tolls.killed, more.tolls.killed),
            (&mut tolls.wounded, more.tolls.wounded),
            (&mut tolls.displaced, more.tolls.displaced),
            (&mut tolls.captured, more.tolls.captured),
            (&mut tolls.missing, more.tolls.missing),
        ] {
            let Outcome { objects, subjects, nouns, totals, acts, ends } = other;
            mine.objects.extend(objects);
            mine.subjects.extend(subjects);
            mine.nouns.extend(nouns);
            mine.totals.extend(totals);
            mine.acts.extend(acts);
            mine.ends.extend(ends);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dispatch::Lang;
    use crate::lexicon::Lexicon;

    #[test]
    fn numbers_in_parts_add_up() {
        let words =
            Lexicon::built_in().words(Lang::from_tag("fr").expect("a tag")).expect("French is built in");
        for (word, value) in [
            ("sept", Some(7)),
            ("cinquante-sept", Some(57)),
            ("quatre-vingt-deux", Some(82)),
            ("quatre-vingt-dix-neuf", Some(99)),
            ("vingt-et-un", Some(21)),
            ("deux-cent-trente-et-un", Some(231)),
            ("soixante-dix-huit", Some(78)),
            ("peut-être", None),
            ("vingt-", None),
            ("-", None),
            ("et", None),
            ("deux-mille", None),
            ("", None),
        ] {
            assert_eq!(words.numbers.spelled(word), value, "{word}");
        }
    }
}
