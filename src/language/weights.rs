//! Linear weights by hashed feature, read where they lie in the model file.
//!
//! A feature is a 64-bit hash, the key of a table of `buckets`. A weight is an `i8` and means its square, with its sign,
//! so that small ones are told apart and large ones have room.
//!
//! ```text
//! 0   u32  number of classes
//! 4   u32  number of buckets, not zero
//! 8   u128 one bit for each feature template that is in use; zero means all of them
//! 24  u128 those of them that are asked first; zero means that all are asked at once
//! 40  u32  the lead of the best class over the next that makes the others needless
//! 44  20 zeros
//! 64  buckets of 32 bytes; behind the fingerprints:
//!        up to 3 classes: for each row how much more than for the first class it speaks for the second and for the
//!                         third (2 i8)
//!        more classes:    number of pairs of each row (8 u8), where those of the first row start (u32, in pairs),
//!                         4 zeros
//! ..  pairs: class (u8), weight (i8); only with more than 3 classes
//! ```
//!
//! A table has less room than rows: those of little weight go.

use super::buckets::{self, BODY, BUCKET, Bucket, ROWS};
use super::container::{Bytes, ModelError, put_len, usize_at};
use super::hash::combine;

/// Up to that many classes a row is stored as differences.
const NARROW: usize = 3;
const HEADER: usize = 64;
/// Where the sets of templates and the lead stand in it.
const USED: usize = 8;
const ASKED_FIRST: usize = 24;
const LEAD: usize = 40;
/// How many rows are laid into a hundred places. Where differences are kept a third of them find no room: the weightiest
/// of each bucket measure as well as all of them.
const FILLED: [usize; 2] = [140, 70];
/// Where in the body of a bucket its first pair is told.
const FIRST: usize = ROWS;

/// The feature templates that a model uses. What helps in one language is ballast in another, and every feature costs a
/// look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Templates(u128);

impl Templates {
    /// As many as there are.
    pub const ALL: Self = Self(u128::MAX);

    /// Those of the given numbers, of which none is above 127.
    #[must_use]
    pub fn of(numbers: &[u8]) -> Self {
        Self(numbers.iter().fold(0, |all, &n| all | 1 << (n & 127)))
    }

    /// Their numbers, of a table of so many.
    #[must_use]
    pub fn numbers(self, table: usize) -> Vec<u8> {
        (0..u8::try_from(table.min(128)).unwrap_or(128)).filter(|n| self.0 >> n & 1 == 1).collect()
    }

    /// Without the others.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Adds the features of a table of templates to `features`; the first of them has the number `first` among all.
    #[inline]
    pub fn fill(self, first: u64, atoms: &[[u64; 3]], features: &mut Vec<u64>) {
        let mut left = self.0;
        while let Some(&values) = atoms.get(left.trailing_zeros() as usize) {
            features.push(combine(first + u64::from(left.trailing_zeros()), values));
            left &= left - 1;
        }
    }
}

/// The feature of a template, by its number in a table whose first has the number `first` among all.
#[inline]
fn feature(first: u64, atoms: &[[u64; 3]], number: u8) -> u64 {
    combine(first + u64::from(number), atoms[usize::from(number)])
}

/// In which order the templates of a model are asked, by their numbers.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Those that are asked first, and the lead that makes the others needless.
    first: Option<(Vec<u8>, i32)>,
    /// The others.
    rest: Vec<u8>,
}

impl Plan {
    /// How a model asks these templates.
    #[must_use]
    pub fn new(templates: Templates, first: Option<First>) -> Self {
        let early = first.map_or(Templates(0), |f| f.templates);
        Self {
            first: first.map(|f| (f.templates.numbers(128), f.lead)),
            rest: templates.without(early).numbers(128),
        }
    }

    /// Adds the features of those of `numbers` that a table has.
    #[inline]
    fn fill(numbers: &[u8], first: u64, atoms: &[[u64; 3]], features: &mut Vec<u64>) {
        let known = match numbers.last() {
            Some(&last) if usize::from(last) >= atoms.len() => {
                numbers.partition_point(|&n| usize::from(n) < atoms.len())
            }
            _ => numbers.len(),
        };
        features.extend(numbers[..known].iter().map(|&n| feature(first, atoms, n)));
    }
}

/// The score of a class that cannot be: no row makes up for it.
pub const NEVER: i32 = -(1 << 28);

/// Something that scores classes by features: finished weights, or those still being trained.
pub trait Scorer {
    /// How many classes there are.
    fn classes(&self) -> usize;

    /// Which templates it asks, in which order.
    fn plan(&self) -> &Plan;

    /// Adds the sum of the rows of `features` to `scores`, one number a class. What is added to all classes alike does
    /// not count.
    fn add(&self, features: &[u64], scores: &mut [i32]);
}

/// The feature templates that are asked first. Most decisions are clear by then, and the others are never asked (after
/// Strubell et al. 2015, "Learning dynamic feature selection for fast sequential prediction").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// Which they are.
    pub templates: Templates,
    /// How far the best class has to be ahead of the next.
    pub lead: i32,
}

/// Adds to `scores` what a model says about a table of templates, of which the first has the number `first`, and about
/// the features that `more` adds to them; of those that the model does not ask first only where these leave a doubt.
/// Whether they left none.
#[inline]
pub fn weigh(
    model: &impl Scorer,
    (first, atoms): (u64, &[[u64; 3]]),
    more: impl FnOnce(&mut Vec<u64>),
    buffer: &mut Vec<u64>,
    scores: &mut [i32],
) -> bool {
    let Plan { first: early, rest } = model.plan();
    buffer.clear();
    if let Some((early, enough)) = early {
        Plan::fill(early, first, atoms, buffer);
        model.add(buffer, scores);
        if lead(scores) >= *enough {
            return true;
        }
        buffer.clear();
    }
    Plan::fill(rest, first, atoms, buffer);
    more(buffer);
    model.add(buffer, scores);
    false
}

/// How far the best score is ahead of the next.
#[must_use]
pub fn lead(scores: &[i32]) -> i32 {
    let (mut best, mut next) = (i32::MIN, i32::MIN);
    for &score in scores {
        next = next.max(score.min(best));
        best = best.max(score);
    }
    best.saturating_sub(next)
}

/// Finished weights.
#[derive(Clone, Debug)]
pub struct Weights {
    classes: usize,
    templates: Templates,
    plan: Plan,
    /// Where the pairs start.
    pairs: usize,
    bytes: Bytes,
}

impl Weights {
    /// Reads a section that [`write()`] wrote.
    ///
    /// # Errors
    /// Where the section, called `name`, is not of the size that its header says.
    pub fn read(bytes: Bytes, name: &'static str) -> Result<Self, ModelError> {
        let header = usize_at(&bytes, 0).zip(usize_at(&bytes, 4));
        let (classes, buckets) = header.ok_or(ModelError::Senseless(name))?;
        let pairs = buckets.checked_mul(BUCKET).and_then(|n| n.checked_add(HEADER));
        let pairs = pairs.filter(|&p| p <= bytes.len()).ok_or(ModelError::Senseless(name))?;
        if classes == 0 || classes > 256 || buckets == 0 {
            return Err(ModelError::Senseless(name));
        }
        let set =
            |at| bytes.get(at..at + 16).and_then(<[u8]>::first_chunk).map_or(0, |b| u128::from_le_bytes(*b));
        let some = |set| Some(set).filter(|s| *s != 0).map(Templates);
        let templates = some(set(USED)).unwrap_or(Templates::ALL);
        let lead = usize_at(&bytes, LEAD).and_then(|lead| i32::try_from(lead).ok()).unwrap_or(i32::MAX);
        let first = some(set(ASKED_FIRST)).map(|templates| First { templates, lead });
        Ok(Self { classes, templates, plan: Plan::new(templates, first), pairs, bytes })
    }

    /// The templates that it uses.
    #[must_use]
    pub const fn templates(&self) -> Templates {
        self.templates
    }

    fn narrow(table: &[Bucket], features: &[u64], scores: &mut [i32]) {
        let mut sums = [0; 2];
        buckets::find_each(table, features, |bucket, row| {
            let [second, third] = buckets::pair(bucket, row);
            sums[0] += meaning(second);
            sums[1] += meaning(third);
        });
        for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
            *score += sum;
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a bucket tells 32 bits of where its pairs start")]
    fn wide(table: &[Bucket], pairs: &[[u8; 2]], features: &[u64], scores: &mut [i32]) {
        /// How many features are looked up before their pairs are read.
        const BATCH: usize = 128;
        // Where the pairs of what was found start, and how many they are.
        let (mut starts, mut lens) = ([0u32; BATCH], [0u8; BATCH]);
        // One for every class that a byte can tell: none has to be looked for.
        let mut sums = [0; 1 << u8::BITS];
        for batch in features.chunks(BATCH) {
            let mut count = 0;
            buckets::find_each(table, batch, |bucket, row| {
                let first = buckets::u64_of(bucket, BODY + FIRST) as u32;
                let before = sum_before(buckets::u64_of(bucket, BODY), row) as u32;
                starts[count % BATCH] = first.saturating_add(before);
                lens[count % BATCH] = bucket[BODY + row % ROWS];
                count += 1;
            });
            let found = || starts.iter().zip(&lens).take(count).map(|(&start, &len)| (start as usize, len));
            // The rows' memory is asked for at once: the loop that reads them waits for their lengths.
            let first = |(start, _)| pairs.get(start).map_or(0, |pair: &[u8; 2]| pair[0]);
            std::hint::black_box(found().map(first).fold(0, |all, first| all ^ first));
            for (start, len) in found() {
                for &[class, weight] in pairs.get(start..start + usize::from(len)).unwrap_or_default() {
                    sums[usize::from(class)] += meaning(weight);
                }
            }
        }
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += sum);
    }
}

impl Scorer for Weights {
    fn classes(&self) -> usize {
        self.classes
    }

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn add(&self, features: &[u64], scores: &mut [i32]) {
        let table = buckets::of(self.bytes.get(HEADER..self.pairs).unwrap_or_default());
        if self.classes <= NARROW {
            Self::narrow(table, features, scores);
        } else {
            let pairs = self.bytes.get(self.pairs..).unwrap_or_default().as_chunks().0;
            Self::wide(table, pairs, features, scores);
        }
    }
}

/// The sum of the first `n` of eight bytes.
#[inline]
const fn sum_before(bytes: u64, n: usize) -> u64 {
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
    let bytes = bytes & ((1 << (8 * n)) - 1);
    let pairs = (bytes & EVEN) + ((bytes >> 8) & EVEN);
    pairs.wrapping_mul(0x0001_0001_0001_0001) >> 48
}

/// Writes rows of weights, one number a class, as a section of a model that uses these templates. The same rows give the
/// same bytes.
///
/// # Panics
/// On more than 256 classes, or on more rows or pairs than 32 bits count.
#[must_use]
pub fn write(classes: usize, templates: Templates, rows: &[(u64, Vec<i8>)]) -> Vec<u8> {
    assert!((1..=256).contains(&classes), "between 1 and 256 classes");
    let row = |(feature, weights): &(u64, Vec<i8>)| {
        let pairs = (0u8..).zip(weights).filter(|(_, w)| **w != 0);
        (*feature, pairs.map(|(class, w)| [class, w.cast_unsigned()]).collect::<Vec<_>>())
    };
    let weight =
        |row: &Vec<[u8; 2]>| row.iter().map(|p| p[1].cast_signed().unsigned_abs().into()).max().unwrap_or(0);
    let mut pairs: Vec<[u8; 2]> = Vec::new();
    let buckets = buckets::write(
        rows.iter().map(row).collect(),
        FILLED[usize::from(classes > NARROW)],
        weight,
        |bucket| {
            let mut body = [0; BUCKET - BODY];
            if classes <= NARROW {
                for (slot, (_, row)) in body.chunks_mut(2).zip(bucket) {
                    for [class, weight] in row.iter().filter(|p| p[0] > 0) {
                        slot[usize::from(class - 1)] = *weight;
                    }
                }
                return body;
            }
            let first = u32::try_from(pairs.len()).expect("fewer than 2^32 pairs");
            body[FIRST..FIRST + 4].copy_from_slice(&first.to_le_bytes());
            for (slot, (_, row)) in body.iter_mut().zip(bucket) {
                *slot = u8::try_from(row.len()).expect("fewer than 256 weights in a row");
                pairs.extend(row);
            }
            body
        },
    );
    let mut out = Vec::with_capacity(HEADER + buckets.len() + 2 * pairs.len());
    put_len(&mut out, classes);
    put_len(&mut out, buckets.len() / BUCKET);
    out.extend(if templates == Templates::ALL { 0 } else { templates.0 }.to_le_bytes());
    out.resize(HEADER, 0);
    out.extend(buckets);
    out.extend(pairs.as_flattened());
    out
}

/// A section that [`write()`] wrote, with templates that are asked first.
#[must_use]
pub fn with_first(mut section: Vec<u8>, first: First) -> Vec<u8> {
    section[ASKED_FIRST..ASKED_FIRST + 16].copy_from_slice(&first.templates.0.to_le_bytes());
    section[LEAD..LEAD + 4].copy_from_slice(&first.lead.to_le_bytes());
    section
}

/// Whether rows of so many classes are stored as differences from the first.
#[must_use]
pub const fn relative(classes: usize) -> bool {
    classes <= NARROW
}

/// A stored weight means its square, with its sign: fine steps for the many small weights, room for the few large ones.
#[inline]
const fn meaning(stored: u8) -> i32 {
    MEANINGS[stored as usize]
}

const MEANINGS: [i32; 256] = {
    let mut meanings = [0; 256];
    let mut stored = u8::MIN;
    loop {
        let weight = stored.cast_signed() as i32;
        meanings[stored as usize] = weight * weight.abs();
        if stored == u8::MAX {
            break;
        }
        stored += 1;
    }
    meanings
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(classes: usize) -> Vec<(u64, Vec<i8>)> {
        let row = |i: u64| [-2, -1, 0, 1, 2].into_iter().cycle().skip(i.count_ones() as usize).take(classes);
        (0..500).map(|i| (combine(1, [i, 0, 0]), row(i).collect())).collect()
    }

    #[test]
    fn rows_come_back() {
        for classes in [2, 3, 17, 48] {
            let weights =
                Weights::read(write(classes, Templates::ALL, &rows(classes)).into(), "test").unwrap();
            let mut found = 0;
            for (feature, row) in rows(classes) {
                let mut scores = vec![0; classes];
                weights.add(&[feature], &mut scores);
                let want = (0..).zip(row).map(|(class, w)| {
                    if relative(classes) && class == 0 { 0 } else { meaning(w.cast_unsigned()) }
                });
                found += usize::from(scores == want.collect::<Vec<_>>());
            }
            let least = if relative(classes) { 300 } else { 470 };
            assert!(found > least, "{found} of 500 rows with {classes} classes");
            let mut scores = vec![7; classes];
            weights.add(&[combine(99, [1, 2, 3])], &mut scores);
            assert_eq!(scores, vec![7; classes], "an unknown feature says nothing");
        }
    }

    #[test]
    fn templates_in_use_give_features() {
        let atoms = [[1, 0, 0], [2, 0, 0], [3, 0, 0]];
        let features = |templates: Templates| {
            let mut features = Vec::new();
            templates.fill(10, &atoms, &mut features);
            features
        };
        let all: Vec<u64> = (10..).zip(atoms).map(|(n, values)| combine(n, values)).collect();
        assert_eq!(features(Templates::ALL), all);
        assert_eq!(features(Templates::of(&[0, 2, 9])), [all[0], all[2]]);
        assert_eq!(features(Templates::of(&[])), Vec::<u64>::new());
    }

    #[test]
    fn what_is_clear_at_once_is_asked_no_further() {
        let atoms = [[1, 0, 0], [2, 0, 0]];
        let rows = [(combine(7, atoms[0]), vec![5, 0, 0, 0]), (combine(8, atoms[1]), vec![0, 0, 9, 0])];
        let section = write(4, Templates::of(&[0, 1]), &rows);
        let asked = |lead| {
            let first = First { templates: Templates::of(&[0]), lead };
            let weights = Weights::read(with_first(section.clone(), first).into(), "test").unwrap();
            assert_eq!(weights.plan().first, Some((vec![0], lead)));
            let (mut scores, mut more) = (vec![0, 0, 0, NEVER], false);
            weigh(&weights, (7, &atoms), |_| more = true, &mut Vec::new(), &mut scores);
            (scores, more)
        };
        assert_eq!(asked(25), (vec![25, 0, 0, NEVER], false));
        assert_eq!(asked(26), (vec![25, 0, 81, NEVER], true));
    }

    #[test]
    fn the_lead_is_that_of_the_best_over_the_next() {
        assert_eq!(lead(&[3, -1, 9, 4]), 5);
        assert_eq!(lead(&[2, 2]), 0);
        assert!(lead(&[0, NEVER]) > 1 << 27);
        assert_eq!(lead(&[1]), i32::MAX, "one class alone is sure");
    }

    #[test]
    fn rows_add_up() {
        let rows = [(combine(1, [1, 0, 0]), vec![0, 3, 0, -4]), (combine(1, [2, 0, 0]), vec![1, 2, 0, 0])];
        let weights = Weights::read(write(4, Templates::of(&[1, 7]), &rows).into(), "test").unwrap();
        assert_eq!(weights.templates(), Templates::of(&[1, 7]));
        let mut scores = [9; 4];
        weights.add(&rows.map(|r| r.0), &mut scores);
        assert_eq!(scores, [10, 22, 9, -7]);
    }

    #[test]
    fn a_header_that_promises_too_much_is_an_error() {
        let mut bytes = write(3, Templates::ALL, &[(5, vec![1, 2, 3])]);
        bytes[4] = 200;
        assert!(Weights::read(bytes.into(), "test").is_err());
        assert!(Weights::read(vec![0; 3].into(), "test").is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_score_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), feature: u64) {
            if let Ok(weights) = Weights::read(bytes.into(), "test") {
                let mut scores = vec![0; weights.classes()];
                weights.add(&[feature], &mut scores);
            }
        }
    }
}
