//! What the models see of each word of a sentence, computed once and shared by all stages.

use smol_str::SmolStr;

use super::Upos;
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
    /// One bit for each part of speech that it may be: of the closed classes those that it is known as.
    pub possible: u32,
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

/// Looks up the words of one sentence after another, always in the same lexicon. Text says the same words again and again:
/// what is known of some that were seen lately is kept at hand.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// By the hash of the form; no text makes it grow.
    lately: Vec<Option<Known>>,
}

/// What is known of a form.
#[derive(Clone, Debug)]
struct Known {
    form: SmolStr,
    lower: SmolStr,
    entry: Option<Entry>,
    word: Word,
}

/// How many forms are kept at hand.
const LATELY: usize = 1024;

impl Reader {
    /// Looks up the words of a sentence; what was in `words` before is gone, its memory is reused.
    pub fn read<'f>(
        &mut self,
        lexicon: &Lexicon,
        forms: impl IntoIterator<Item = &'f str>,
        words: &mut Words,
    ) {
        self.lately.resize(LATELY, None);
        words.seen.clear();
        words.entries.clear();
        words.lower.clear();
        words.seen.push(nothing());
        for form in forms {
            let hash = hash::bytes(form.as_bytes());
            let place = &mut self.lately[usize::try_from(hash >> 32).unwrap_or(0) % LATELY];
            let known = match place {
                Some(known) if known.form == form => known,
                _ => place.insert(known(form, hash, lexicon)),
            };
            words.seen.push(known.word);
            words.entries.push(known.entry);
            words.lower.push(known.lower.clone());
        }
        let root = hash::mix(5);
        words.seen.push(Word {
            lower: root,
            form: root,
            lexical: root,
            cluster: root,
            coarse: root,
            ..nothing()
        });
        words.seen.extend([nothing(); BEYOND]);
    }
}

impl Words {
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
        possible: u32::MAX,
    }
}

/// New words do not become pronouns, articles or conjunctions.
const CLOSED: [Upos; 7] = [Upos::Adp, Upos::Aux, Upos::Cconj, Upos::Det, Upos::Part, Upos::Pron, Upos::Sconj];

fn possible(entry: Entry, lexicon: &Lexicon) -> u32 {
    let closed = CLOSED.iter().fold(0, |all, &upos| all | 1 << upos as u32);
    lexicon.readings(entry).fold(!closed, |all, reading| all | 1 << (reading.upos % 32))
}

fn known(form: &str, hash: u64, lexicon: &Lexicon) -> Known {
    let lower = lower_case(form);
    let entry = lexicon.get(&lower);
    Known { form: SmolStr::new(form), word: word(form, hash, &lower, entry, lexicon), lower, entry }
}

fn word(form: &str, hash: u64, lower: &str, entry: Option<Entry>, lexicon: &Lexicon) -> Word {
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
    let lower = hash::bytes(all);
    let (cluster, coarse) = lexicon.cluster(lower);
    Word {
        lower,
        form: hash,
        lexical: entry.map_or(hash::mix(7), |e| hash::mix(u64::from(e.signature))),
        cluster,
        coarse,
        suffix,
        prefix,
        shape: shape(form),
        agreement: entry.map_or(0, |e| u64::from(e.agreement)),
        possible: entry.map_or(u32::MAX, |e| possible(e, lexicon)),
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
