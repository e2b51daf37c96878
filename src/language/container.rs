//! The file format of every trained model: named sections of bytes behind a checked header.
//!
//! ```text
//! 0   8 bytes  magic "depeche\0"
//! 8   u32      version of the format, 2
//! 12  u32      CRC-32 (IEEE) of everything from byte 16 on
//! 16  u32      number of sections, at most 64
//! 20  entries  name (16 bytes, padded with zeros), offset from the start of the file (u32), length (u32)
//! ..  sections in any order, not overlapping the header, each from a multiple of 64 bytes
//! ```
//!
//! Numbers are little-endian. Sections are read where they lie: an embedded model is never copied or parsed. What a
//! section holds is said by the module that reads it. The section `about` is UTF-8 text for people: what the model was
//! trained on, its scores and licences.

use std::borrow::Cow;
use thiserror::Error;

const MAGIC: &[u8; 8] = b"depeche\0";
const VERSION: u32 = 2;
const NAME: usize = 16;
const ENTRY: usize = NAME + 8;
const HEADER: usize = 20;
const MOST_SECTIONS: usize = 64;
/// A cache line: sections start on one, so that their rows do.
const LINE: usize = 64;

/// Bytes of a model: embedded ones are borrowed for good, a user's are owned.
pub type Bytes = Cow<'static, [u8]>;

/// Why a model cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// It does not start like a model.
    #[error("This is no depeche model.")]
    Foreign,
    /// It was written by another version of the program.
    #[error("The model has format version {0}, this program reads version {VERSION}; train it again.")]
    Version(u32),
    /// It is cut short or was changed.
    #[error("The model is damaged: its checksum does not match; copy or train it again.")]
    Damaged,
    /// A part is not there.
    #[error("The model has no section {0}; train it again.")]
    Missing(&'static str),
    /// A part does not hold what it should.
    #[error("The section {0} of the model does not make sense; train it again.")]
    Senseless(&'static str),
}

/// A model file, its header checked.
#[derive(Clone, Debug)]
pub struct Container {
    bytes: Bytes,
    sections: Vec<(Vec<u8>, std::ops::Range<usize>)>,
}

impl Container {
    /// Checks the header and the checksum of a model.
    ///
    /// # Errors
    /// Where the bytes are no model, of another version, or damaged.
    pub fn open(bytes: Bytes) -> Result<Self, ModelError> {
        let file = Self::unchecked(bytes)?;
        let checked = file.bytes.get(16..).ok_or(ModelError::Damaged)?;
        if u32_at(&file.bytes, 12) != Some(crc32fast::hash(checked)) {
            return Err(ModelError::Damaged);
        }
        Ok(file)
    }

    /// Takes a model that is part of the program, and tested with it: adding up its checksum would read all of it before
    /// the first word is looked up.
    ///
    /// # Errors
    /// Where the bytes are no model or of another version.
    pub fn own(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::unchecked(Cow::Borrowed(bytes))
    }

    fn unchecked(bytes: Bytes) -> Result<Self, ModelError> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(ModelError::Foreign);
        }
        let version = u32_at(&bytes, 8).ok_or(ModelError::Damaged)?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let count = usize_at(&bytes, 16).filter(|&n| n <= MOST_SECTIONS).ok_or(ModelError::Damaged)?;
        let sections = (0..count).map(|i| entry(&bytes, HEADER + i * ENTRY)).collect::<Option<_>>();
        Ok(Self { sections: sections.ok_or(ModelError::Damaged)?, bytes })
    }

    /// The bytes of the section of that name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn section(&self, name: &'static str) -> Result<Bytes, ModelError> {
        let range = self.sections.iter().find(|(n, _)| n == name.as_bytes()).map(|(_, range)| range.clone());
        let range = range.ok_or(ModelError::Missing(name))?;
        match &self.bytes {
            Cow::Borrowed(all) => all.get(range).map(Cow::Borrowed),
            Cow::Owned(all) => all.get(range).map(|part| Cow::Owned(part.to_vec())),
        }
        .ok_or(ModelError::Damaged)
    }

    /// What the model says about itself: training data, scores, licences.
    #[must_use]
    pub fn about(&self) -> String {
        self.section("about").map(|b| String::from_utf8_lossy(&b).into_owned()).unwrap_or_default()
    }
}

fn entry(bytes: &[u8], at: usize) -> Option<(Vec<u8>, std::ops::Range<usize>)> {
    let name = bytes.get(at..at + NAME)?;
    let name = name.iter().copied().take_while(|&b| b != 0).collect();
    let start = usize_at(bytes, at + NAME)?;
    let end = start.checked_add(usize_at(bytes, at + NAME + 4)?)?;
    (end <= bytes.len()).then_some((name, start..end))
}

/// Writes a model file of named sections.
///
/// # Panics
/// Never on names of up to 16 bytes and fewer than 64 sections of together less than 4 GiB.
#[must_use]
pub fn write(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    assert!(sections.len() <= MOST_SECTIONS, "too many sections");
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend([0; 4]);
    put_len(&mut out, sections.len());
    let mut offset = (HEADER + sections.len() * ENTRY).next_multiple_of(LINE);
    for (name, body) in sections {
        assert!(name.len() <= NAME, "a section's name has at most {NAME} bytes");
        out.extend(name.bytes().chain(std::iter::repeat(0)).take(NAME));
        put_len(&mut out, offset);
        put_len(&mut out, body.len());
        offset = (offset + body.len()).next_multiple_of(LINE);
    }
    for (_, body) in sections {
        out.resize(out.len().next_multiple_of(LINE), 0);
        out.extend(body);
    }
    let crc = crc32fast::hash(&out[16..]);
    out[12..16].copy_from_slice(&crc.to_le_bytes());
    out
}

/// Appends a length or offset.
pub(crate) fn put_len(out: &mut Vec<u8>, n: usize) {
    out.extend(u32::try_from(n).expect("a model is smaller than 4 GiB").to_le_bytes());
}

/// The little-endian number at byte `at`, if the bytes reach that far.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The same as a length or offset.
pub(crate) fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).and_then(|n| usize::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        write(&[("about", b"trained on nothing".to_vec()), ("rows", vec![1, 2, 3])])
    }

    #[test]
    fn what_was_written_is_read() {
        let file = Container::open(sample().into()).unwrap();
        assert_eq!(file.about(), "trained on nothing");
        assert_eq!(file.section("rows").unwrap().as_ref(), [1, 2, 3]);
        assert_eq!(file.section("other").unwrap_err(), ModelError::Missing("other"));
    }

    #[test]
    fn a_foreign_file_is_an_error() {
        assert_eq!(Container::open(b"PK\x03\x04 and more".to_vec().into()).unwrap_err(), ModelError::Foreign);
        assert_eq!(Container::open(Vec::new().into()).unwrap_err(), ModelError::Foreign);
    }

    #[test]
    fn every_change_and_every_cut_is_noticed() {
        let good = sample();
        for i in 0..good.len() {
            assert!(Container::open(good[..i].to_vec().into()).is_err(), "cut at {i}");
            let mut bad = good.clone();
            bad[i] ^= 0x10;
            assert!(Container::open(bad.into()).is_err(), "changed at {i}");
        }
    }

    #[test]
    fn another_version_says_so() {
        let mut other = sample();
        other[8] = 9;
        assert_eq!(Container::open(other.into()).unwrap_err(), ModelError::Version(9));
    }
}
