//! Linear weights by hashed feature, read where they lie in the model file.
//!
//! A feature is a 64-bit hash. Its row holds one `i8` weight for each class that it says something about; the weight
//! means its square with its sign, so that small ones are told apart and large ones have room. The table is
//! open-addressed: the high half of the hash chooses the first slot, its low 16 bits are kept in the slot as a
//! fingerprint, a zero fingerprint ends the search.
//!
//! ```text
//! 0   u32  number of classes
//! 4   u32  number of slots, not zero
//! 8   a fingerprint (u16) for each slot
//! ..  a row for each slot
//!        up to 4 classes: one i8 a class
//!        more classes:    number of pairs (u8), where they start (u24, in pairs)
//! ..  pairs: class (u8), weight (i8); only with more than 4 classes
//! ```
//!
//! Most features asked for are unknown: the fingerprints lie together so that finding this out touches little memory.

use super::container::{Bytes, ModelError, put_len, usize_at};

/// Up to that many classes a row is stored in full.
const DENSE: usize = 4;
const HEADER: usize = 8;
const SPARSE_ROW: usize = 4;

/// Something that scores classes by features: finished weights, or those still being trained.
pub trait Scorer {
    /// How many classes there are.
    fn classes(&self) -> usize;

    /// Sets `scores` to the sum of the rows of `features`, one number a class.
    fn score(&self, features: &[u64], scores: &mut [i32]);
}

/// Finished weights.
#[derive(Clone, Debug)]
pub struct Weights {
    classes: usize,
    /// Where the rows start, and where the pairs do.
    rows: usize,
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
        let (classes, slots) = header.ok_or(ModelError::Senseless(name))?;
        let rows = slots.checked_mul(2).and_then(|n| n.checked_add(HEADER));
        let pairs = rows.and_then(|rows| slots.checked_mul(row_size(classes))?.checked_add(rows));
        let (rows, pairs) =
            rows.zip(pairs).filter(|&(_, p)| p <= bytes.len()).ok_or(ModelError::Senseless(name))?;
        if classes == 0 || classes > 256 || slots == 0 {
            return Err(ModelError::Senseless(name));
        }
        Ok(Self { classes, rows, pairs, bytes })
    }
}

/// The slot of a feature among all fingerprints.
#[inline]
fn slot(prints: &[[u8; 2]], feature: u64) -> Option<usize> {
    let print = fingerprint(feature).to_le_bytes();
    let first = first_slot(feature, prints.len());
    let (before, after) = prints.split_at_checked(first)?;
    // A table without an empty slot would never end the search; no sound one is that full.
    let at = after.iter().chain(before).position(|&p| p == print || p == [0, 0])? + first;
    let at = if at < prints.len() { at } else { at - prints.len() };
    (prints[at] == print).then_some(at)
}

impl Scorer for Weights {
    fn classes(&self) -> usize {
        self.classes
    }

    fn score(&self, features: &[u64], scores: &mut [i32]) {
        scores.fill(0);
        let (Some(prints), Some(rows), Some(pairs)) = (
            self.bytes.get(HEADER..self.rows),
            self.bytes.get(self.rows..self.pairs),
            self.bytes.get(self.pairs..),
        ) else {
            return;
        };
        let (prints, _) = prints.as_chunks::<2>();
        let size = row_size(self.classes);
        for at in features.iter().filter_map(|&feature| slot(prints, feature)) {
            let Some(row) = rows.get(at * size..(at + 1) * size) else { continue };
            if self.classes <= DENSE {
                for (score, &weight) in scores.iter_mut().zip(row) {
                    *score += meaning(weight);
                }
            } else {
                let start = 2 * (usize::from(row[1]) | usize::from(row[2]) << 8 | usize::from(row[3]) << 16);
                let pairs = pairs.get(start..start + 2 * usize::from(row[0])).unwrap_or_default();
                for &[class, weight] in pairs.as_chunks::<2>().0 {
                    if let Some(score) = scores.get_mut(usize::from(class)) {
                        *score += meaning(weight);
                    }
                }
            }
        }
    }
}

/// Writes rows of weights, one number a class, as a section. Rows are written in the order given: the same rows give
/// the same bytes.
///
/// # Panics
/// On more than 256 classes or some 16 million pairs of class and weight.
#[must_use]
pub fn write(classes: usize, rows: &[(u64, Vec<i8>)]) -> Vec<u8> {
    assert!((1..=256).contains(&classes), "between 1 and 256 classes");
    let size = row_size(classes);
    // Half empty: most features asked for are unknown, and their search should end soon.
    let slots = rows.len() * 2 + 1;
    let mut prints = vec![[0, 0]; slots];
    let mut table = vec![0u8; slots * size];
    let mut pairs = Vec::new();
    for (feature, row) in rows {
        let mut at = first_slot(*feature, slots);
        while prints[at] != [0, 0] {
            at = (at + 1) % slots;
        }
        prints[at] = fingerprint(*feature).to_le_bytes();
        let slot = &mut table[at * size..(at + 1) * size];
        if classes <= DENSE {
            for (byte, weight) in slot.iter_mut().zip(row) {
                *byte = weight.cast_unsigned();
            }
        } else {
            let start = pairs.len() / 2;
            assert!(start < 1 << 24, "too many pairs");
            for (class, &weight) in (0u8..).zip(row).filter(|(_, w)| **w != 0) {
                pairs.extend([class, weight.cast_unsigned()]);
            }
            let count = pairs.len() / 2 - start;
            slot[0] = u8::try_from(count).expect("fewer than 256 weights in a row");
            slot[1..].copy_from_slice(&start.to_le_bytes()[..3]);
        }
    }
    let mut out = Vec::with_capacity(HEADER + 2 * slots + table.len() + pairs.len());
    put_len(&mut out, classes);
    put_len(&mut out, slots);
    out.extend(prints.as_flattened());
    out.extend(table);
    out.extend(pairs);
    out
}

/// A stored weight means its square, with its sign: fine steps for the many small weights, room for the few large ones.
#[inline]
fn meaning(stored: u8) -> i32 {
    let weight = i32::from(stored.cast_signed());
    weight * weight.abs()
}

const fn row_size(classes: usize) -> usize {
    if classes <= DENSE { classes } else { SPARSE_ROW }
}

/// Never zero, which marks an empty slot.
const fn fingerprint(feature: u64) -> u16 {
    let print = (feature & 0xffff) as u16;
    if print == 0 { 1 } else { print }
}

/// The high half scaled to the number of slots, which need not be a power of two.
#[inline]
const fn first_slot(feature: u64, slots: usize) -> usize {
    (((feature >> 32) * slots as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::hash::combine;
    use proptest::prelude::*;

    fn round_trip(classes: usize, rows: &[(u64, Vec<i8>)]) {
        let weights = Weights::read(write(classes, rows).into(), "test").unwrap();
        let mut scores = vec![7; classes];
        for (feature, row) in rows {
            weights.score(&[*feature], &mut scores);
            assert_eq!(scores, row.iter().map(|&w| meaning(w.cast_unsigned())).collect::<Vec<_>>());
        }
        weights.score(&[combine(99, [1, 2, 3])], &mut scores);
        assert_eq!(scores, vec![0; classes], "an unknown feature says nothing");
    }

    #[test]
    fn dense_and_sparse_rows_come_back() {
        for classes in [3, 17] {
            let rows: Vec<(u64, Vec<i8>)> = (0..500u64)
                .map(|i| {
                    (
                        combine(1, [i, 0, 0]),
                        [-2, -1, 0, 1, 2]
                            .into_iter()
                            .cycle()
                            .skip(i.count_ones() as usize)
                            .take(classes)
                            .collect(),
                    )
                })
                .collect();
            round_trip(classes, &rows);
        }
    }

    #[test]
    fn a_header_that_promises_too_much_is_an_error() {
        let mut bytes = write(3, &[(5, vec![1, 2, 3])]);
        bytes[4] = 200;
        assert!(Weights::read(bytes.into(), "test").is_err());
        assert!(Weights::read(vec![0; 3].into(), "test").is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_score_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), feature: u64) {
            if let Ok(weights) = Weights::read(bytes.into(), "test") {
                let mut scores = vec![0; weights.classes()];
                weights.score(&[feature], &mut scores);
            }
        }
    }
}
