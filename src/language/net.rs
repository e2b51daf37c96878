//! A second opinion: feed-forward nets of one hidden layer over the same states that the linear models decide on (after
//! Chen and Manning 2014, "A fast and accurate dependency parser using neural networks"). Their scores are added to those
//! of the linear model, and only where its best class is hardly ahead of the next: two models that are so unlike err in
//! different places, and a net is asked too seldom to cost much.
//!
//! A word is a row of each of five tables, one behind the other: of the word itself, else of its distributional class; of
//! its part of speech, its ending, its readings and its shape. A net sees the words of some places, and facts that add a
//! row each to its hidden layer. The section `vectors` holds the tables, which all nets share:
//!
//! ```text
//! 0   u32  numbers of a row of each of the five tables
//! 20  u32  number of words and classes
//! 24  the high halves of the hashes of words and classes, ascending (u32)
//! ..  rows (i8): of these, of what is unknown; of parts of speech, endings, readings and shapes
//! ```
//!
//! A section of a net:
//!
//! ```text
//! 0   u32  places that it sees
//! 4   u32  numbers of a word
//! 8   u32  facts that it may be told
//! 12  u32  hidden units
//! 16  u32  classes
//! 20  u32  the lead of the linear model below which it is asked
//! 24  for each hidden unit what it makes of all places (i8)
//! ..  for each fact what it adds to the hidden units (i16)
//! ..  what they start from (i32)
//! ..  for each hidden unit what it says for the classes, then what is said for them anyway (f32)
//! ```

use super::container::{Bytes, Container, ModelError, put_len, usize_at};
use super::hash::{combine, mix};
use super::weights::{NEVER, lead};
use super::words::{Word, Words};
use wide::{i16x8, i32x4};

/// The sections that nets stand in.
const VECTORS: &str = "vectors";
/// Rows of the tables after the first: parts of speech with "no word" and the root, endings, readings, shapes.
pub const TABLES: [usize; 4] = [19, 1024, 512, 64];
/// Numbers of the header of a net.
const HEADER: usize = 6;
/// More than any net of ours has of anything: sums stay far from the end of their numbers.
const MOST: usize = 8192;

/// The rows of a word in the tables after the first.
#[must_use]
pub fn traits(word: &Word, tag: u64) -> [usize; 4] {
    let row = |hash: u64, table: usize| usize::try_from(hash >> 20).unwrap_or(0) % TABLES[table];
    let tag = usize::try_from(tag).unwrap_or(0);
    let tag = if tag < 17 { tag } else { 17 + (tag - 17) % 2 };
    [tag, row(word.suffix[2], 1), row(word.lexical, 2), row(word.shape, 3)]
}

/// Under what a word, and the class of a word, are looked up.
#[must_use]
pub const fn key(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Numbers of a word at most, those that are not used zero: a length that is known beforehand is faster.
const ROOM: usize = 72;

/// A word, or what a hidden unit makes of it.
type Row = [i16x8; ROOM / LANES];

/// So many numbers are worked on at once.
const LANES: usize = 8;

/// Such numbers as a row.
fn lanes(numbers: &[i16; ROOM]) -> Row {
    let mut row = [i16x8::ZERO; ROOM / LANES];
    row.iter_mut().zip(numbers.as_chunks().0).for_each(|(lanes, numbers)| *lanes = i16x8::new(*numbers));
    row
}

/// What stands for words.
#[derive(Clone, Debug)]
struct Vectors {
    keys: Vec<u32>,
    bytes: Bytes,
    /// Where each table starts, and the numbers of its rows.
    tables: [(usize, usize); 5],
    /// The numbers of a word.
    width: usize,
}

impl Vectors {
    fn read(bytes: Bytes) -> Option<Self> {
        /// Where the keys start.
        const KEYS: usize = 24;
        let words = usize_at(&bytes, 20)?;
        let mut at = words.checked_mul(4)?.checked_add(KEYS)?;
        let keys = bytes.get(KEYS..at)?.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b)).collect();
        let mut tables = [(0, 0); 5];
        for (n, rows) in std::iter::once(words + 1).chain(TABLES).enumerate() {
            let width = usize_at(&bytes, 4 * n).filter(|w| *w <= MOST)?;
            tables[n] = (at, width);
            at = rows.checked_mul(width)?.checked_add(at)?;
        }
        let width = tables.iter().map(|t| t.1).sum();
        (width > 0 && width <= ROOM && at == bytes.len()).then_some(Self { keys, bytes, tables, width })
    }

    /// The rows of a word.
    fn row(&self, word: &Word, tag: u64) -> Row {
        let found = |hash| place(&self.keys, key(hash));
        let own = found(word.lower).or_else(|| found(word.cluster)).unwrap_or(self.keys.len());
        let [tag, ending, readings, shape] = traits(word, tag);
        let mut row = [0; ROOM];
        let mut free = row.as_mut_slice();
        for (&(start, width), n) in self.tables.iter().zip([own, tag, ending, readings, shape]) {
            let (part, rest) = free.split_at_mut(width);
            let numbers = self.bytes.get(start + n * width..).unwrap_or_default();
            part.iter_mut().zip(numbers).for_each(|(out, n)| *out = i16::from(n.cast_signed()));
            free = rest;
        }
        lanes(&row)
    }
}

/// Where a key stands among ascending ones that are halves of hashes: hardly ever far from where it would stand if they
/// were evenly spread.
fn place(keys: &[u32], key: u32) -> Option<usize> {
    const NEAR: usize = 512;
    let about = usize::try_from((u64::from(key) * keys.len() as u64) >> 32).unwrap_or(0);
    let from = about.saturating_sub(NEAR);
    let near = keys.get(from..(about + NEAR).min(keys.len())).unwrap_or_default();
    near.binary_search(&key).ok().map(|at| from + at)
}

/// A net behind the tables.
#[derive(Clone, Debug)]
struct Layers {
    lead: i32,
    hidden: usize,
    classes: usize,
    /// For each place a row of each hidden unit.
    places: Vec<Row>,
    facts: Vec<i16>,
    start: Vec<i32>,
    /// For each hidden unit a row, and one that counts always.
    out: Vec<f32>,
}

impl Layers {
    /// Reads a section that sees so many places, is told so many facts and knows so many classes.
    fn read(bytes: &[u8], width: usize, (places, facts, classes): (usize, usize, usize)) -> Option<Self> {
        let mut header = (0..HEADER).map(|n| usize_at(bytes, 4 * n));
        let mut next = || header.next().flatten();
        let same = [next()?, next()?, next()?] == [places, width, facts];
        let (hidden, fits, lead) = (next()?, next()? == classes, next()?);
        if !same || !fits || places.checked_mul(width)? > MOST || facts > MOST || hidden == 0 || hidden > MOST
        {
            return None;
        }
        let mut at = 4 * HEADER;
        let mut part = |len: usize| {
            at += len;
            bytes.get(at - len..at)
        };
        let units = part(hidden * places * width)?;
        let row = |place: usize, unit: usize| {
            let mut row = [0; ROOM];
            let numbers = &units[(unit * places + place) * width..][..width];
            row.iter_mut().zip(numbers).for_each(|(out, n)| *out = i16::from(n.cast_signed()));
            lanes(&row)
        };
        let layers = Self {
            lead: i32::try_from(lead).ok()?,
            hidden,
            classes,
            places: (0..places).flat_map(|place| (0..hidden).map(move |unit| row(place, unit))).collect(),
            facts: part(2 * facts * hidden)?.as_chunks().0.iter().map(|b| i16::from_le_bytes(*b)).collect(),
            start: part(4 * hidden)?.as_chunks().0.iter().map(|b| i32::from_le_bytes(*b)).collect(),
            out: part(4 * (hidden + 1) * classes)?
                .as_chunks()
                .0
                .iter()
                .map(|b| f32::from_le_bytes(*b))
                .collect(),
        };
        (at == bytes.len()).then_some(layers)
    }

    /// Adds what it says to scores that may be. At each place is one of the words.
    fn add(
        &self,
        (places, words): (&[usize], &[Known]),
        facts: &[u16],
        scores: &mut [i32],
        memory: &mut Sums,
    ) {
        let Sums { products, hidden: sums, said } = memory;
        sums.clear();
        sums.extend_from_slice(&self.start);
        let mut add = |parts: &[i32]| {
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum = sum.wrapping_add(*part));
        };
        for ((n, units), &place) in (0..).zip(self.places.chunks_exact(self.hidden)).zip(places) {
            if let Some(Some((by, word))) = words.get(place) {
                add(products.of(mix(by ^ n), units, word));
            }
        }
        for &fact in facts {
            let row = self.facts.chunks_exact(self.hidden).nth(usize::from(fact)).unwrap_or_default();
            sums.iter_mut().zip(row).for_each(|(sum, part)| *sum = sum.wrapping_add(i32::from(*part)));
        }
        let mut out = self.out.chunks_exact(self.classes);
        said.clear();
        said.extend_from_slice(out.next_back().unwrap_or_default());
        for (&sum, out) in sums.iter().zip(out).filter(|(sum, _)| **sum > 0) {
            #[expect(clippy::cast_precision_loss, reason = "a sum of products of small numbers")]
            let sum = sum as f32;
            said.iter_mut().zip(out).for_each(|(said, weight)| *said += sum * weight);
        }
        for (score, said) in scores.iter_mut().zip(said).filter(|(score, _)| **score > NEVER / 2) {
            #[expect(clippy::cast_possible_truncation, reason = "saturates")]
            let said = *said as i32;
            *score = score.saturating_add(said.clamp(NEVER / 4, -NEVER / 4));
        }
    }
}

/// What the hidden units of a net make of words at places, of those that were asked for lately: the common words of a text
/// come again and again.
#[derive(Clone, Debug, Default)]
struct Products {
    /// By what each is known, and its number, from 1; zero where there is none.
    kept: Vec<(u64, u16)>,
    numbers: Vec<i32>,
}

impl Products {
    /// How many are kept at most; no text makes them more.
    const KEPT: usize = 4096;

    /// What units make of a word; both together are known by `key`.
    fn of(&mut self, key: u64, units: &[Row], word: &Row) -> &[i32] {
        self.kept.resize(Self::KEPT, (0, 0));
        let place = usize::try_from(key >> 32).unwrap_or(0) % Self::KEPT;
        let (known_by, number) = &mut self.kept[place];
        let new = *number == 0 || *known_by != key;
        if *number == 0 {
            self.numbers.resize(self.numbers.len() + units.len(), 0);
            *number = u16::try_from(self.numbers.len() / units.len()).unwrap_or(1);
        }
        *known_by = key;
        let at = usize::from(*number - 1) * units.len();
        let product = &mut self.numbers[at..at + units.len()];
        if new {
            for (product, unit) in product.iter_mut().zip(units) {
                *product = dot(unit, word);
            }
        }
        product
    }
}

#[inline]
fn dot(a: &Row, b: &Row) -> i32 {
    a.iter().zip(b).fold(i32x4::ZERO, |sum, (a, b)| sum + a.dot(*b)).reduce_add()
}

/// What adding up needs.
#[derive(Clone, Debug, Default)]
struct Sums {
    products: Products,
    hidden: Vec<i32>,
    said: Vec<f32>,
}

/// The nets of a model.
#[derive(Clone, Debug)]
pub struct Nets {
    vectors: Vectors,
    /// A model may do without.
    tagger: Option<Layers>,
    parser: Layers,
    labeller: Layers,
}

/// What a net sees of a state of its stage: how many places, how many facts, how many classes.
pub type Shape = (usize, usize, usize);

impl Nets {
    /// Reads the nets of a model, of the tagger, the parser and the labeller; a model need not have any, nor that of the
    /// tagger.
    ///
    /// # Errors
    /// Where there are sections of them that do not make sense.
    pub fn read(
        file: &Container,
        [tagger, parser, labeller]: [Shape; 3],
    ) -> Result<Option<Self>, ModelError> {
        let Ok(vectors) = file.section(VECTORS) else { return Ok(None) };
        let vectors = Vectors::read(vectors).ok_or(ModelError::Senseless(VECTORS))?;
        let layers = |name, shape| {
            let section = file.section(name)?;
            Layers::read(&section, vectors.width, shape).ok_or(ModelError::Senseless(name))
        };
        let tagger = match layers("tagger.net", tagger) {
            Err(ModelError::Missing(_)) => None,
            layers => Some(layers?),
        };
        let (parser, labeller) = (layers("parser.net", parser)?, layers("labeller.net", labeller)?);
        Ok(Some(Self { vectors, tagger, parser, labeller }))
    }

    /// The lead below which the tagger's net is asked; nothing is where there is none.
    #[must_use]
    pub fn tagger_lead(&self) -> i32 {
        self.tagger.as_ref().map_or(i32::MIN, |layers| layers.lead)
    }

    /// Who is asked about the parts of speech of a sentence; nobody where there is no net of the tagger.
    pub fn tagger<'a>(
        &'a self,
        words: &'a Words,
        tags: &'a [u64],
        memory: &'a mut Memory,
    ) -> Option<Adviser<'a>> {
        Some(self.adviser(self.tagger.as_ref()?, 0, (words, tags), memory))
    }

    /// Who is asked about its transitions.
    pub fn parser<'a>(&'a self, words: &'a Words, tags: &'a [u64], memory: &'a mut Memory) -> Adviser<'a> {
        self.adviser(&self.parser, 1, (words, tags), memory)
    }

    /// Who is asked about its relations.
    pub fn labeller<'a>(&'a self, words: &'a Words, tags: &'a [u64], memory: &'a mut Memory) -> Adviser<'a> {
        self.adviser(&self.labeller, 2, (words, tags), memory)
    }

    /// A net at work, with the place of its sums in the memory.
    fn adviser<'a>(
        &'a self,
        layers: &'a Layers,
        place: usize,
        (words, tags): (&'a Words, &'a [u64]),
        memory: &'a mut Memory,
    ) -> Adviser<'a> {
        let Memory { known, facts, sums } = memory;
        Adviser { vectors: &self.vectors, layers, words, tags, known, facts, sums: &mut sums[place] }
    }
}

/// A word of a sentence that was asked for, with what it is known by.
type Known = Option<(u64, Row)>;

/// What nets need while they are asked, kept for the next time.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The words of the sentence.
    known: Vec<Known>,
    facts: Vec<u16>,
    /// Of the tagger's, the parser's and the labeller's net.
    sums: [Sums; 3],
}

impl Memory {
    /// Forgets the words of the last sentence.
    pub fn start(&mut self) {
        self.known.clear();
    }

    /// Forgets the word at a position, whose tag is another one now.
    pub fn forget(&mut self, position: usize) {
        if let Some(known) = self.known.get_mut(position) {
            *known = None;
        }
    }
}

/// Tells facts, each a number: the first question has the first numbers, the next those behind them.
#[derive(Debug)]
pub struct Facts<'a> {
    told: &'a mut Vec<u16>,
    first: usize,
}

impl<'a> Facts<'a> {
    /// Nothing told yet.
    pub fn new(told: &'a mut Vec<u16>) -> Self {
        told.clear();
        Self { told, first: 0 }
    }

    /// Answers a question of so many answers.
    pub fn one(&mut self, answer: usize, answers: usize) {
        self.told.extend(u16::try_from(self.first + answer));
        self.first += answers;
    }

    /// Answers so many questions with yes or no, of which only yes is told.
    pub fn set(&mut self, mut bits: u64, questions: usize) {
        while bits != 0 {
            self.told.extend(u16::try_from(self.first + bits.trailing_zeros() as usize));
            bits &= bits - 1;
        }
        self.first += questions;
    }
}

/// A net at work on a sentence.
#[derive(Debug)]
pub struct Adviser<'a> {
    vectors: &'a Vectors,
    layers: &'a Layers,
    words: &'a Words,
    tags: &'a [u64],
    known: &'a mut Vec<Known>,
    facts: &'a mut Vec<u16>,
    sums: &'a mut Sums,
}

impl Adviser<'_> {
    /// Adds what the net says to the scores of a linear model, where these leave a doubt. Its words, by position, and the
    /// facts are what `see` gives.
    pub fn advise<const N: usize>(
        &mut self,
        scores: &mut [i32],
        see: impl FnOnce(&mut Vec<u16>) -> [usize; N],
    ) {
        if lead(scores) >= self.layers.lead {
            return;
        }
        self.known.resize(self.tags.len(), None);
        let places = see(self.facts);
        for place in places {
            if let Some(known @ None) = self.known.get_mut(place) {
                let (word, tag) = (self.words.at(place), self.tags[place]);
                // All that a row is made of is said by the letters, the shape and the tag.
                let by = combine(tag, [word.lower, word.shape, 0]);
                *known = Some((by, self.vectors.row(word, tag)));
            }
        }
        self.layers.add((&places, self.known), self.facts, scores, self.sums);
    }
}

/// Writes the section `vectors`: the rows of the keys, then of what has none; the rows of the other tables.
///
/// # Panics
/// On more than 2^32 of anything.
#[must_use]
pub fn write_vectors(keys: &[u32], tables: &[Vec<Vec<i8>>; 5]) -> Vec<u8> {
    let mut out = Vec::new();
    for table in tables {
        put_len(&mut out, table.first().map_or(0, Vec::len));
    }
    put_len(&mut out, keys.len());
    out.extend(keys.iter().flat_map(|k| k.to_le_bytes()));
    out.extend(tables.iter().flatten().flatten().map(|n| n.cast_unsigned()));
    out
}

/// What is written of a net.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// The lead of the linear model below which it is asked.
    pub lead: i32,
    /// For each hidden unit what it makes of all places.
    pub places: Vec<Vec<i8>>,
    /// For each fact what it adds to the hidden units.
    pub facts: Vec<Vec<i16>>,
    /// What they start from.
    pub start: Vec<i32>,
    /// For each hidden unit what it says for the classes, then what is said for them anyway.
    pub out: Vec<Vec<f32>>,
}

impl Plain {
    /// Writes the section of a net over words of so many numbers.
    ///
    /// # Panics
    /// On more than 2^32 of anything.
    #[must_use]
    pub fn write(&self, width: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let len = |rows: &Vec<Vec<i8>>| rows.first().map_or(0, Vec::len);
        put_len(&mut out, len(&self.places) / width.max(1));
        put_len(&mut out, width);
        put_len(&mut out, self.facts.len());
        put_len(&mut out, self.places.len());
        put_len(&mut out, self.out.first().map_or(0, Vec::len));
        out.extend(self.lead.to_le_bytes());
        out.extend(self.places.iter().flatten().map(|n| n.cast_unsigned()));
        out.extend(self.facts.iter().flatten().flat_map(|n| n.to_le_bytes()));
        out.extend(self.start.iter().flat_map(|n| n.to_le_bytes()));
        out.extend(self.out.iter().flatten().flat_map(|n| n.to_le_bytes()));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::container::write;
    use crate::language::lexicon::Lexicon;
    use crate::language::words::Reader;
    use proptest::prelude::*;

    /// The words of no sentence, with their ends.
    fn sentence() -> Words {
        let mut words = Words::default();
        let empty = [("lexicon", fst()), ("classes", vec![0; 4]), ("clusters", vec![])];
        let lexicon = Lexicon::read(&Container::open(write(&empty).into()).unwrap()).unwrap();
        Reader::default().read(&lexicon, [], &mut words);
        words
    }

    fn fst() -> Vec<u8> {
        fst::MapBuilder::memory().into_inner().unwrap()
    }

    const SHAPE: Shape = (2, 3, 4);

    fn tables() -> [Vec<Vec<i8>>; 5] {
        let rows = |count: usize, row: &[i8]| vec![row.to_vec(); count];
        let [tags, endings, readings, shapes] = TABLES;
        let own = vec![vec![1, 0], vec![0, 2], vec![0, 0]];
        [own, rows(tags, &[3]), rows(endings, &[0]), rows(readings, &[0]), rows(shapes, &[])]
    }

    fn plain() -> Plain {
        Plain {
            lead: 100,
            places: vec![vec![1, 0, 0, 0, 0, 0, 10, 0, 0, 0], vec![-1, -1, -1, 0, 0, -1, -1, -1, 0, 0]],
            facts: vec![vec![0, 0], vec![5, 0], vec![0, 0]],
            start: vec![2, 1],
            out: vec![vec![1.0, 2.0, 0.0, 9.0], vec![50.0; 4], vec![0.0, 0.0, 3.0, 0.0]],
        }
    }

    #[test]
    fn what_is_written_says_what_it_should() {
        let vectors = Vectors::read(write_vectors(&[7, 9], &tables()).into()).unwrap();
        assert_eq!(vectors.width, 5);
        let word = |hash: u64| Word {
            lower: hash << 32,
            cluster: if hash < 9 { 9 << 32 } else { 1 },
            ..Word::default()
        };
        let row = |word: Word| vectors.row(&word, 0);
        let [own, of_class, unknown] = [word(7), word(8), word(3 << 20)].map(row);
        assert_eq!(own[0].to_array()[..6], [1, 0, 3, 0, 0, 0], "a word of its own");
        assert_eq!(of_class[0].to_array()[..6], [0, 2, 3, 0, 0, 0], "its class stands for it");
        assert_eq!(unknown[0].to_array()[..6], [0, 0, 3, 0, 0, 0], "nothing is known of it");
        let layers = Layers::read(&plain().write(5), 5, SHAPE).unwrap();
        let mut memory = Sums::default();
        for _ in 0..2 {
            let mut scores = [10, 10, 10, NEVER];
            layers.add((&[0, 1], &[Some((1, own)), Some((2, of_class))]), &[1], &mut scores, &mut memory);
            // The first unit starts from 2, the fact adds 5, the places 1 and 20; the second one is below zero.
            assert_eq!(scores, [10 + 28, 10 + 56, 10 + 3, NEVER]);
        }
    }

    #[test]
    fn what_is_clear_is_not_asked_about() {
        let container =
            |sections: &[(&'static str, Vec<u8>)]| Container::open(write(sections).into()).unwrap();
        let section = plain().write(5);
        let sections = [
            (VECTORS, write_vectors(&[7, 9], &tables())),
            ("parser.net", section.clone()),
            ("labeller.net", section),
        ];
        assert!(Nets::read(&container(&[]), [SHAPE; 3]).unwrap().is_none(), "a model need not have any");
        let lacks = Nets::read(&container(&sections[..2]), [SHAPE; 3]).map(|_| ());
        assert_eq!(lacks, Err(ModelError::Missing("labeller.net")));
        let other = Nets::read(&container(&sections), [SHAPE, SHAPE, (2, 3, 5)]).map(|_| ());
        assert_eq!(other, Err(ModelError::Senseless("labeller.net")));
        let nets = Nets::read(&container(&sections), [SHAPE; 3]).unwrap().unwrap();
        let (words, tags, mut memory) = (sentence(), [0; 3], Memory::default());
        assert!(nets.tagger(&words, &tags, &mut memory).is_none(), "nor that of the tagger");
        assert_eq!(nets.tagger_lead(), i32::MIN);
        let mut advised = |first: i32| {
            memory.start();
            let mut scores = [first, 0, 0, 0];
            nets.parser(&words, &tags, &mut memory).advise(&mut scores, |_| [0, 1]);
            scores
        };
        assert_eq!(advised(100), [100, 0, 0, 0]);
        assert_ne!(advised(99), [99, 0, 0, 0]);
    }

    #[test]
    fn a_word_is_looked_up_again_when_its_tag_is_another() {
        let section = plain().write(5);
        let mut vectors = tables();
        vectors[1][1] = vec![-9];
        let sections = [
            (VECTORS, write_vectors(&[7, 9], &vectors)),
            ("tagger.net", section.clone()),
            ("parser.net", section.clone()),
            ("labeller.net", section),
        ];
        let file = Container::open(write(&sections).into()).unwrap();
        let nets = Nets::read(&file, [SHAPE; 3]).unwrap().unwrap();
        assert_eq!(nets.tagger_lead(), 100);
        let (words, mut tags, mut memory) = (sentence(), [0; 3], Memory::default());
        let advised = |tags: &[u64], memory: &mut Memory| {
            let mut scores = [0; 4];
            nets.tagger(&words, tags, memory).unwrap().advise(&mut scores, |_| [1, 0]);
            scores
        };
        let before = advised(&tags, &mut memory);
        tags[1] = 1;
        assert_eq!(advised(&tags, &mut memory), before, "what is known of a word is kept");
        memory.forget(1);
        let after = advised(&tags, &mut memory);
        assert_ne!(after, before);
        memory.start();
        assert_eq!(advised(&tags, &mut memory), after);
    }

    #[test]
    fn facts_have_numbers_of_their_own() {
        let mut told = vec![9];
        let mut facts = Facts::new(&mut told);
        facts.one(2, 3);
        facts.set(0b1001, 5);
        facts.one(0, 2);
        assert_eq!(told, [2, 3, 6, 8]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            sizes in proptest::collection::vec(0u32..4, 0..8),
        ) {
            let mut sized: Vec<u8> = sizes.iter().flat_map(|n| n.to_le_bytes()).collect();
            sized.extend(&bytes);
            for bytes in [bytes, sized] {
                let _ = Vectors::read(bytes.clone().into());
                let shape = (1, usize::from(bytes.first() == Some(&2)), 1);
                if let Some(layers) = Layers::read(&bytes, 1, shape) {
                    layers.add((&[0, 7], &[Some((1, lanes(&[127; ROOM])))]), &[0, 9], &mut [0], &mut Sums::default());
                }
            }
        }

        #[test]
        fn any_numbers_are_added_up(bytes in proptest::collection::vec(any::<u8>(), 88)) {
            let mut section = plain().write(5);
            let at = section.len() - bytes.len();
            section[at..].copy_from_slice(&bytes);
            let layers = Layers::read(&section, 5, SHAPE).unwrap();
            let mut scores = [i32::MAX, 0, 5, NEVER];
            let words = [Some((1, lanes(&[-128; ROOM]))), None];
            layers.add((&[0, 1], &words), &[0, 1, 2, 3], &mut scores, &mut Sums::default());
            prop_assert_eq!(scores[3], NEVER);
        }
    }
}
