//! What the models see of each word of a sentence, computed once and shared by all stages.

use smol_str::SmolStr;

use super::hash;
use super::lexicon::{Entry, Lexicon};

/// A word as hashes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Of its letters in lower case.
    pub lower: u64,
    /// Of its letters as they are.
    pub form: u64,
    /// Of the readings that the lexicon knows.
    pub lexical: u64,
    /// Of its distributional class.
    pub cluster: u64,
    /// Of a coarser distributional class.
    pub coarse: u64,
    /// Of its last one to five letters.
    pub suffix: [u64; 5],
    /// Of its first one to three letters.
    pub prefix: [u64; 3],
    /// Of its pattern of capitals, digits and signs.
    pub shape: u64,
    /// Of the genders and numbers that its readings allow.
    pub agreement: u64,
}

/// The words of one sentence between two ends. Position 0 stands for "no word", words count from 1, the one after the
/// last is the root of the tree, and whatever lies beyond is "no word" again.
#[derive(Clone, Debug, Default)]
pub struct Words {
    seen: Vec<Word>,
    entries: Vec<Option<Entry>>,
    lower: Vec<SmolStr>,
}

/// How many positions after the root may be asked for.
const BEYOND: usize = 3;

impl Words {
    /// Looks up the words of a sentence; what was here before is gone, its memory is reused.
    pub fn read<'a>(&mut self, forms: impl IntoIterator<Item = &'a str>, lexicon: &Lexicon) {
        self.seen.clear();
        self.entries.clear();
        self.lower.clear();
        self.seen.push(nothing());
        for form in forms {
            let lower = lower_case(form);
            let entry = lexicon.get(&lower);
            self.seen.push(word(form, &lower, entry, lexicon));
            self.entries.push(entry);
            self.lower.push(lower);
        }
        let root = hash::mix(5);
        self.seen.push(Word {
            lower: root,
            form: root,
            lexical: root,
            cluster: root,
            coarse: root,
            ..nothing()
        });
        self.seen.extend([nothing(); BEYOND]);
    }

    /// The same words from the last to the first, to train parsers that differ.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut other = self.clone();
        let root = self.root();
        other.seen[1..root].reverse();
        other.entries.reverse();
        other.lower.reverse();
        other
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// The position of the root, after the last word.
    #[must_use]
    pub fn root(&self) -> usize {
        self.len() + 1
    }

    /// The word at a position, up to a few beyond the root.
    #[inline]
    #[must_use]
    pub fn at(&self, position: usize) -> &Word {
        &self.seen[position.min(self.seen.len() - 1)]
    }

    /// What the lexicon knows of the word at a position from 1.
    #[must_use]
    pub fn entry(&self, position: usize) -> Option<Entry> {
        self.entries.get(position.wrapping_sub(1)).copied().flatten()
    }

    /// The word at a position from 1, in lower case.
    #[must_use]
    pub fn lower(&self, position: usize) -> &str {
        self.lower.get(position.wrapping_sub(1)).map_or("", SmolStr::as_str)
    }
}

/// Every language writes the apostrophe in two ways; the models know one.
fn lower_case(form: &str) -> SmolStr {
    if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return SmolStr::new(form);
    }
    form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

fn nothing() -> Word {
    let none = hash::mix(3);
    Word {
        lower: none,
        form: none,
        lexical: none,
        cluster: none,
        coarse: none,
        suffix: [none; 5],
        prefix: [none; 3],
        shape: none,
        agreement: none,
    }
}

fn word(form: &str, lower: &str, entry: Option<Entry>, lexicon: &Lexicon) -> Word {
    let all = lower.as_bytes();
    let end = |n: usize, (from, _): (usize, char)| hash::mix(hash::bytes(&all[from..]) ^ n as u64);
    let mut suffix = [hash::mix(all.len() as u64); 5];
    for ((n, slot), at) in (0..).zip(&mut suffix).zip(lower.char_indices().rev()) {
        *slot = end(n, at);
    }
    let mut prefix = [hash::mix(all.len() as u64); 3];
    for ((n, slot), (from, c)) in (10u64..).zip(&mut prefix).zip(lower.char_indices()) {
        *slot = hash::mix(hash::bytes(&all[..from + c.len_utf8()]) ^ n);
    }
    let (cluster, coarse) = lexicon.cluster(lower);
    Word {
        lower: hash::bytes(all),
        form: hash::bytes(form.as_bytes()),
        lexical: entry.map_or(hash::mix(7), |e| hash::mix(u64::from(e.signature))),
        cluster,
        coarse,
        suffix,
        prefix,
        shape: shape(form),
        agreement: entry.map_or(0, |e| u64::from(e.agreement)),
    }
}

/// Runs of capitals, small letters and digits count once; signs stand for themselves.
fn shape(form: &str) -> u64 {
    let mut hash = 17;
    let mut last = '\0';
    for c in form.chars() {
        let class = match c {
            c if c.is_lowercase() => 'x',
            c if c.is_uppercase() => 'X',
            c if c.is_numeric() => 'd',
            '’' => '\'',
            c => c,
        };
        if class != last {
            hash = hash::combine(hash, [u64::from(class), 0, 0]);
            last = class;
        }
    }
    hash
}
