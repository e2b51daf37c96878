//! Relations: once all heads are known, a classifier names each arc from both its ends, their dependents and siblings.
//! Heads come before their dependents, and dependents of one head from left to right, so that what those before were
//! called is known: a verb with a subject hardly has a second one.

use super::hash::combine;
use super::net::{Adviser, Facts};
use super::parser::NOTHING;
use super::tagger::best;
use super::weights::{Scorer, Templates, weigh};
use super::words::Words;

/// The dependents of each word of a sentence, in order (compressed sparse rows). Positions are those of [`Words`].
#[derive(Clone, Debug, Default)]
pub struct Family {
    starts: Vec<usize>,
    children: Vec<usize>,
    rank: Vec<usize>,
}

impl Family {
    /// Reads the heads of a sentence, index 0 unused.
    pub fn read(&mut self, heads: &[usize]) {
        let Self { starts, children, rank } = self;
        starts.clear();
        starts.resize(heads.len() + 2, 0);
        for &head in heads.iter().skip(1) {
            starts[head + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        children.clear();
        children.resize(heads.len(), NOTHING);
        rank.clear();
        rank.resize(heads.len(), 0);
        // Filling backwards turns each end into a start.
        for (child, &head) in heads.iter().enumerate().skip(1).rev() {
            starts[head + 1] -= 1;
            children[starts[head + 1]] = child;
        }
        starts.push(heads.len() - 1);
        starts.remove(0);
        for head in 0..=heads.len() {
            for (n, &child) in children[starts[head]..starts[head + 1]].iter().enumerate() {
                rank[child] = n;
            }
        }
    }

    /// The dependents of a word, in order.
    #[must_use]
    pub fn of(&self, head: usize) -> &[usize] {
        match (self.starts.get(head), self.starts.get(head + 1)) {
            (Some(&from), Some(&to)) => &self.children[from..to],
            _ => &[],
        }
    }
}

/// How many templates there are, and the number of the first.
pub const TEMPLATES: usize = 46;
const FIRST: u64 = 300;

/// How many words a net sees.
pub const PLACES: usize = 15;
/// Distances and dependents that a net does not tell apart any more.
const FAR: usize = 7;
const MANY: usize = 4;

/// How many facts a net may be told where there are so many relations.
#[must_use]
pub const fn facts(count: usize) -> usize {
    3 + FAR + 1 + 2 * (MANY + 1) + 2 * 32 + 64 + 3 * (count + 1)
}

/// How many dependents of the head on either side of a word are looked at.
const SIBLINGS: usize = 6;

/// The relation of a word that has none yet, or is none.
const NO_LABEL: u8 = u8::MAX;

/// What is known of a sentence while its arcs are named. Positions are those of [`Words`], index 0 unused.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// Its words.
    pub words: &'a Words,
    /// Their tags, as feature values.
    pub tags: &'a [u64],
    /// Their heads.
    pub heads: &'a [usize],
    /// Their dependents.
    pub family: &'a Family,
}

/// Fills `features` with what speaks for the relation of the word at position `i` to its head, given the relations of
/// the words that were named before.
pub fn features(sentence: Sentence<'_>, i: usize, labels: &[u8], used: Templates, features: &mut Vec<u64>) {
    features.clear();
    used.fill(FIRST, &atoms(sentence, i, labels), features);
    siblings(sentence, i, labels, features);
}

/// What the templates are filled with.
#[inline]
fn atoms(sentence: Sentence<'_>, i: usize, labels: &[u8]) -> [[u64; 3]; TEMPLATES] {
    let Sentence { words, tags, heads, family } = sentence;
    let root = words.root();
    let head = heads[i];
    let direction = if head == root { 2 } else { u64::from(head > i) };
    let distance = if head == root { 0 } else { (head.abs_diff(i) as u64).min(6) };
    let word = |j: usize| words.at(j).lower;
    let (wi, wh, ti, th) = (word(i), word(head), tags[i], tags[head]);
    let children = family.of(i);
    let first = children.first().copied().unwrap_or(NOTHING);
    let last = children.last().copied().unwrap_or(NOTHING);
    let siblings = family.of(head);
    let rank = family.rank[i];
    let left = rank.checked_sub(1).map_or(NOTHING, |r| siblings[r]);
    let right = siblings.get(rank + 1).copied().unwrap_or(NOTHING);
    let grand = if head == root { NOTHING } else { heads[head] };
    let arc = combine(3, [ti, th, direction]);
    let label = |j: usize| given(labels, j);
    let here = words.at(i);
    let there = words.at(head);
    [
        [direction, 0, 0],
        [wi, direction, 0],
        [ti, direction, 0],
        [wh, direction, 0],
        [th, direction, 0],
        [arc, 0, 0],
        [wi, th, direction],
        [ti, wh, direction],
        [wi, wh, direction],
        [arc, distance, 0],
        [word(first), th, direction],
        [arc, word(first), 0],
        [combine(4, [ti, wh, direction]), word(first), 0],
        [arc, tags[first], 0],
        [arc, tags[last], 0],
        [ti, word(last), direction],
        [arc, tags[i - 1], 0],
        [arc, tags[i + 1], 0],
        [ti, word(i - 1), direction],
        [ti, word(i + 1), direction],
        [arc, tags[left], tags[right]],
        [ti, word(left), direction],
        [ti, word(right), direction],
        [arc, tags[grand], 0],
        [here.lexical, there.lexical, direction],
        [ti, there.lexical, direction],
        [arc, rank.min(4) as u64, 0],
        [here.suffix[2], direction, 0],
        [here.suffix[1], th, direction],
        [arc, children.len().min(4) as u64, 0],
        [ti, here.shape, direction],
        [arc, here.cluster, 0],
        [arc, there.cluster, 0],
        [here.cluster, there.cluster, direction],
        [here.cluster, word(first), th],
        [there.cluster, word(first), ti],
        [here.cluster, word(first), there.cluster],
        [arc, here.shape, there.shape],
        [arc, here.agreement, there.agreement],
        [arc, words.at(first).lower, here.coarse],
        [arc, words.at(first).lower, there.coarse],
        [arc, label(head), 0],
        [wi, label(head), direction],
        [arc, label(left), 0],
        [arc, label(left), label(head)],
        [wh, label(left), ti],
    ]
}

/// What a net sees of the word at position `i`: words, by position, and facts. There are `count` relations.
pub fn sight(
    sentence: Sentence<'_>,
    i: usize,
    labels: &[u8],
    count: usize,
    facts: &mut Vec<u16>,
) -> [usize; PLACES] {
    let Sentence { words, tags, heads, family } = sentence;
    let root = words.root();
    let head = heads[i];
    let (children, rank) = (family.of(i), family.rank[i]);
    // What hangs on the root are no siblings that say anything.
    let siblings = if head == root { &[] } else { family.of(head) };
    let (before, after) = siblings.split_at(rank.min(siblings.len()));
    let after = after.get(1..).unwrap_or_default();
    let some = |word: Option<&usize>| word.copied().unwrap_or(NOTHING);
    let grand = if head == root { NOTHING } else { heads[head] };
    let label = |j: usize| labels.get(j).filter(|l| **l != NO_LABEL).map_or(0, |l| usize::from(*l) + 1);
    let all = |words: &[usize], bit: &dyn Fn(usize) -> u64| {
        words.iter().fold(0, |bits, &word| bits | 1u64 << (bit(word) & 63))
    };
    let mut told = Facts::new(facts);
    told.one(if head == root { 2 } else { usize::from(head > i) }, 3);
    told.one(if head == root { 0 } else { head.abs_diff(i).min(FAR) }, FAR + 1);
    told.one(rank.min(MANY), MANY + 1);
    told.one(children.len().min(MANY), MANY + 1);
    told.set(all(before, &|word| tags[word] & 31), 32);
    told.set(all(after, &|word| tags[word] & 31), 32);
    told.set(all(before, &|word| label(word) as u64), 64);
    for word in [head, some(before.last()), grand] {
        told.one(label(word), count + 1);
    }
    [
        i,
        head,
        grand,
        i - 1,
        i + 1,
        head.saturating_sub(1),
        (head + 1).min(root),
        some(before.last()),
        some(after.first()),
        some(children.first()),
        some(children.get(1)),
        some(children.last()),
        some(siblings.first()),
        some(siblings.last()),
        (i + 2).min(root),
    ]
}

fn given(labels: &[u8], i: usize) -> u64 {
    u64::from(labels.get(i).copied().unwrap_or(NO_LABEL))
}

/// Adds what the other dependents of the head say about the relation of the word at position `i`.
fn siblings(sentence: Sentence<'_>, i: usize, labels: &[u8], features: &mut Vec<u64>) {
    let Sentence { words, tags, heads, family } = sentence;
    let head = heads[i];
    let arc = combine(3, [tags[i], tags[head], u64::from(head > i)]);
    if head != words.root() {
        let (siblings, rank) = (family.of(head), family.rank[i]);
        let near = rank.saturating_sub(SIBLINGS)..(rank + SIBLINGS).min(siblings.len());
        for &sibling in &siblings[near] {
            features.push(combine(350, [arc, tags[sibling], 0]));
            if sibling < i {
                features.push(combine(352, [arc, given(labels, sibling), 0]));
            }
            if sibling < head {
                features.push(combine(351, [arc, words.at(sibling).lower, 0]));
            }
        }
    }
}

/// Gives each arc of a sentence the class that `decide` makes of the position of its dependent, the relations given so far
/// and room for features, into `labels`, which counts from the first word.
pub fn classify(
    sentence: Sentence<'_>,
    memory: &mut Memory,
    labels: &mut Vec<u8>,
    mut decide: impl FnMut(usize, &[u8], &mut Vec<u64>) -> u8,
) {
    let Memory { order, given, features: buffer } = memory;
    let root = sentence.words.root();
    given.clear();
    given.resize(root + 1, NO_LABEL);
    order.clear();
    order.extend_from_slice(sentence.family.of(root));
    let mut next = 0;
    while let Some(&i) = order.get(next) {
        given[i] = decide(i, given, buffer);
        order.extend_from_slice(sentence.family.of(i));
        next += 1;
    }
    labels.clear();
    labels.extend_from_slice(&given[1..root]);
}

/// What naming the arcs of a sentence needs, kept for the next one.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    order: Vec<usize>,
    given: Vec<u8>,
    features: Vec<u64>,
}

/// The relations of the words of a sentence to their heads, as class numbers, into `labels`. Where there is a net it is
/// asked about what the model leaves in doubt.
pub fn label(
    model: &impl Scorer,
    mut net: Option<Adviser<'_>>,
    sentence: Sentence<'_>,
    memory: &mut Memory,
    labels: &mut Vec<u8>,
) {
    let mut scores = vec![0; model.classes()];
    classify(sentence, memory, labels, |i, given, buffer| {
        scores.fill(0);
        let atoms = atoms(sentence, i, given);
        let more = |more: &mut Vec<u64>| siblings(sentence, i, given, more);
        let clear = weigh(model, (FIRST, &atoms), more, buffer, &mut scores);
        if let Some(net) = net.as_mut().filter(|_| !clear) {
            net.advise(&mut scores, |facts| sight(sentence, i, given, model.classes(), facts));
        }
        best(&scores)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_come_in_order_with_their_ranks() {
        // Words 1 to 4; 2 is the root, on position 5.
        let mut family = Family::default();
        family.read(&[0, 2, 5, 2, 2]);
        assert_eq!(family.of(2), [1, 3, 4]);
        assert_eq!(family.of(5), [2]);
        assert!(family.of(1).is_empty());
        assert_eq!(family.rank, [0, 0, 0, 1, 2]);
        family.read(&[0]);
        assert!(family.of(1).is_empty());
    }
}
