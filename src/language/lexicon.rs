//! The morphological lexicon: which readings a form can have, as a finite-state map read where it lies.
//!
//! Sections of a model file:
//! - `lexicon` maps each form in lower case to a class (`fst`);
//! - `classes` says what the forms of a class can be. `u32` count; then for each class `u32` signature, `u32` genders and
//!   numbers, `u32` first reading, `u32` number of readings; then the readings, 8 bytes each: part of speech (`u8`), whether it counts only
//!   for the lemma (`u8`, not used as evidence), lemma rule (`u16`), morphology (`u32`, [`Feats::bits`]);
//! - `lemmas` holds the lemma rules ([`super::lemma`]);
//! - `clusters` maps the hashes of forms in lower case to distributional classes: a table of `buckets`, for each
//!   row a `u16`, the fine class in the upper ten bits and the coarse one in the others.

use fst::Map;

use super::buckets;
use super::container::{Bytes, Container, ModelError, put_len, u32_at, usize_at};
use super::{Feats, Upos, hash};

const CLASS: usize = 16;
const READING: usize = 8;
/// How many bits a coarse distributional class has.
const COARSE_BITS: u32 = 6;

/// A lexicon inside a model.
#[derive(Clone, Debug)]
pub struct Lexicon {
    forms: Map<Bytes>,
    clusters: Bytes,
    classes: Bytes,
}

/// What a form can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Forms of the same ambiguity share it.
    pub signature: u32,
    /// Forms of the same genders and numbers share it.
    pub agreement: u32,
    first: usize,
    count: usize,
}

/// One reading of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading {
    /// As a class number of the tagger: its place in [`Upos::ALL`].
    pub upos: u8,
    /// Whether it is here for its lemma alone.
    pub lemma_only: bool,
    /// Which rule makes the lemma of the form.
    pub lemma: u16,
    /// Its morphology.
    pub feats: u32,
}

impl Lexicon {
    /// Reads the sections of a model.
    ///
    /// # Errors
    /// Where a section is missing or is not what it should be.
    pub fn read(file: &Container) -> Result<Self, ModelError> {
        let map = |name| Map::new(file.section(name)?).map_err(|_| ModelError::Senseless(name));
        let classes = file.section("classes")?;
        let fits =
            usize_at(&classes, 0).and_then(|n| n.checked_mul(CLASS)).is_some_and(|n| n + 4 <= classes.len());
        if !fits {
            return Err(ModelError::Senseless("classes"));
        }
        Ok(Self { forms: map("lexicon")?, clusters: file.section("clusters")?, classes })
    }

    /// What is known of a form in lower case.
    #[must_use]
    pub fn get(&self, lower: &str) -> Option<Entry> {
        let class = usize::try_from(self.forms.get(lower)?).ok()?;
        let at = 4 + class.checked_mul(CLASS)?;
        Some(Entry {
            signature: u32_at(&self.classes, at)?,
            agreement: u32_at(&self.classes, at + 4)?,
            first: usize_at(&self.classes, at + 8)?,
            count: usize_at(&self.classes, at + 12)?,
        })
    }

    /// The readings of an entry, the likeliest first.
    #[must_use]
    pub fn readings(&self, entry: Entry) -> impl DoubleEndedIterator<Item = Reading> + '_ {
        let start = 4 + usize_at(&self.classes, 0).unwrap_or(0) * CLASS;
        let from = start.saturating_add(entry.first.saturating_mul(READING));
        let to = from.saturating_add(entry.count.saturating_mul(READING));
        self.classes.get(from..to).unwrap_or_default().chunks_exact(READING).map(|r| Reading {
            upos: r[0],
            lemma_only: r[1] != 0,
            lemma: u16::from_le_bytes([r[2], r[3]]),
            feats: u32::from_le_bytes([r[4], r[5], r[6], r[7]]),
        })
    }

    /// The fine and the coarse distributional class of a form in lower case with that hash, as hashes.
    #[must_use]
    pub fn cluster(&self, lower: u64) -> (u64, u64) {
        match buckets::find(buckets::of(&self.clusters), lower) {
            Some((bucket, row, true)) => {
                let n = u64::from(u16::from_le_bytes(buckets::pair(bucket, row)));
                (hash::mix(n >> COARSE_BITS | 1 << 32), hash::mix(n & ((1 << COARSE_BITS) - 1) | 1 << 33))
            }
            _ => (hash::mix(11), hash::mix(13)),
        }
    }
}

/// Writes the section `clusters`: forms in lower case with their fine class, below 1,024, and their coarse one, below 64.
#[must_use]
pub fn write_clusters<'a>(forms: impl IntoIterator<Item = (&'a str, u16, u16)>) -> Vec<u8> {
    let rows: Vec<(u64, u16)> = forms
        .into_iter()
        .map(|(form, fine, coarse)| (hash::bytes(form.as_bytes()), fine << COARSE_BITS | coarse))
        .collect();
    // Half full: hardly any form finds no room.
    buckets::write(
        rows,
        50,
        |_| 0,
        |bucket| {
            let mut body = [0; 16];
            for (slot, (_, classes)) in body.chunks_mut(2).zip(bucket) {
                slot.copy_from_slice(&classes.to_le_bytes());
            }
            body
        },
    )
}

/// Writes the section `classes`; forms refer to classes by position. A class is a list of readings.
#[must_use]
pub fn write_classes(classes: &[Vec<Reading>]) -> Vec<u8> {
    let mut out = Vec::new();
    put_len(&mut out, classes.len());
    let mut first = 0;
    for readings in classes {
        out.extend(signature(readings).to_le_bytes());
        out.extend(agreement(readings).to_le_bytes());
        put_len(&mut out, first);
        put_len(&mut out, readings.len());
        first += readings.len();
    }
    for r in classes.iter().flatten() {
        out.extend([r.upos, u8::from(r.lemma_only)]);
        out.extend(r.lemma.to_le_bytes());
        out.extend(r.feats.to_le_bytes());
    }
    out
}

/// One bit for each pair of gender and number, said or not, among the readings.
fn agreement(readings: &[Reading]) -> u32 {
    let bit = |r: &Reading| {
        let feats = Feats::from_bits(r.feats);
        4 * feats.number.map_or(0, |n| n as u32 + 1) + feats.gender.map_or(0, |g| g as u32 + 1)
    };
    readings.iter().filter(|r| !r.lemma_only).map(bit).fold(0, |all, bit| all | 1 << bit)
}

/// The set of parts of speech, for verbs with mood and form; zero where nothing counts as evidence.
fn signature(readings: &[Reading]) -> u32 {
    let mut kinds: Vec<(u8, Option<u8>, Option<u8>)> = readings
        .iter()
        .filter(|r| !r.lemma_only)
        .map(|r| {
            let feats = Feats::from_bits(r.feats);
            let verbal =
                Upos::ALL.get(usize::from(r.upos)).is_some_and(|u| matches!(u, Upos::Verb | Upos::Aux));
            let place = |n: Option<u8>| n.filter(|_| verbal);
            (r.upos, place(feats.verb_form.map(|v| v as u8)), place(feats.mood.map(|m| m as u8)))
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        return 0;
    }
    let byte = |n: Option<u8>| n.map_or(0xff, |n| n);
    let all: Vec<u8> = kinds.iter().flat_map(|&(upos, form, mood)| [upos, byte(form), byte(mood)]).collect();
    (hash::bytes(&all) >> 32) as u32 | 1
}
