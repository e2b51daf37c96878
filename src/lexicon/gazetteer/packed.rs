//! Rows packed for look-up where they lie: an automaton from keys to names, and names and rows as fixed records.
//!
//! The built-in tables are packed by the build script and are part of the binary: nothing is parsed, copied or
//! allocated at start. A user's tables are packed when they are read.
//!
//! Records, little-endian, one section after the other, behind a header of four `u32` (rows, names, lists, letters):
//!
//! | section | record |
//! |---|---|
//! | rows, by class | class `u8`, role `u8` (255: none), country 2 bytes (0: none), lat `f32`, lon `f32` (NaN: none), first of its list `u32`, length of its list `u32` |
//! | names, by key | row `u32`, need `u32`, first letter `u32`, length `u16`, language 2 bytes (0: any) |
//! | lists | the names of each row in the order given, `u32` each |
//! | letters | UTF-8 |

use fst::raw::{Fst, Output};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::key::{Letter, Shape, Tracer, fold};
use super::table::Row;
use super::{Class, Country, Lang, Role};

const HEADER: usize = 16;
const ROW: usize = 20;
const NAME: usize = 16;
const NO_ROLE: u8 = u8::MAX;

/// Packed rows.
#[derive(Clone)]
pub struct Packed {
    keys: Fst<Cow<'static, [u8]>>,
    records: Cow<'static, [u8]>,
    rows: usize,
    names: usize,
    lists: usize,
}

/// One name, looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting<'a> {
    pub row: usize,
    pub need: Shape,
    pub lang: Option<Lang>,
    pub text: &'a str,
}

/// One row, looked up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    pub class: Class,
    pub country: Option<Country>,
    pub role: Option<Role>,
    pub at: Option<(f32, f32)>,
}

/// The two byte strings that [`Packed::new`] takes: automaton and records.
///
/// # Errors
/// More than 4 GB of rows, or more than 255 names that share a key.
pub fn pack(mut rows: Vec<Row>) -> Result<(Vec<u8>, Vec<u8>), String> {
    rows.sort_by_key(|row| row.class);
    let mut names: Vec<(usize, usize)> =
        rows.iter().enumerate().flat_map(|(r, row)| (0..row.names.len()).map(move |n| (r, n))).collect();
    names.sort_by_key(|&(r, n)| (rows[r].names[n].key.as_str(), r, n));
    let number = |n: usize| u32::try_from(n).map_err(|_| "There is too much in the gazetteer.".to_owned());

    let mut keys = fst::raw::Builder::memory();
    for group in names.chunk_by(|&(r, n), &(s, m)| rows[r].names[n].key == rows[s].names[m].key) {
        let (r, n) = group[0];
        let first = names.partition_point(|&(s, m)| rows[s].names[m].key < rows[r].names[n].key);
        let count = u8::try_from(group.len())
            .map_err(|_| format!("{} has too many meanings.", rows[r].names[n].text))?;
        let value = ((first as u64) << 8) | u64::from(count);
        keys.insert(&rows[r].names[n].key, value).map_err(|error| error.to_string())?;
    }

    let mut lists: Vec<Vec<usize>> = rows.iter().map(|row| vec![0; row.names.len()]).collect();
    let (mut name_records, mut letters) = (Vec::new(), String::new());
    for (position, &(r, n)) in names.iter().enumerate() {
        lists[r][n] = position;
        let name = &rows[r].names[n];
        name_records.extend(number(r)?.to_le_bytes());
        name_records.extend(name.need.0.to_le_bytes());
        name_records.extend(number(letters.len())?.to_le_bytes());
        name_records.extend(u16::try_from(name.text.len()).map_err(|error| error.to_string())?.to_le_bytes());
        name_records.extend(code(name.lang.as_ref().map(Lang::as_str)));
        letters.push_str(&name.text);
    }
    let mut records = Vec::new();
    for n in [rows.len(), names.len(), names.len(), letters.len()] {
        records.extend(number(n)?.to_le_bytes());
    }
    let mut first = 0;
    for row in &rows {
        let (lat, lon) = row.at.unwrap_or((f32::NAN, f32::NAN));
        records.push(position(Class::ALL, row.class));
        records.push(row.role.map_or(NO_ROLE, |role| position(Role::ALL, role)));
        records.extend(code(row.country.as_ref().map(Country::as_str)));
        records.extend(lat.to_le_bytes());
        records.extend(lon.to_le_bytes());
        records.extend(number(first)?.to_le_bytes());
        records.extend(number(row.names.len())?.to_le_bytes());
        first += row.names.len();
    }
    records.extend(name_records);
    for name in lists.into_iter().flatten() {
        records.extend(number(name)?.to_le_bytes());
    }
    records.extend(letters.as_bytes());
    Ok((keys.into_inner().map_err(|error| error.to_string())?, records))
}

fn code(letters: Option<&str>) -> [u8; 2] {
    letters.and_then(|l| l.as_bytes().try_into().ok()).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, reason = "a class or role is one of some twenty")]
fn position<T: PartialEq + Copy>(all: &[T], one: T) -> u8 {
    all.iter().position(|x| *x == one).unwrap_or_default() as u8
}

impl fmt::Debug for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Packed({} rows, {} names)", self.rows, self.names)
    }
}

impl Packed {
    /// Rows that [`pack`] packed; `None` for anything else.
    pub fn new(keys: Cow<'static, [u8]>, records: Cow<'static, [u8]>) -> Option<Self> {
        let number = |at: usize| -> Option<usize> {
            let bytes = records.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(bytes)).ok()
        };
        let (rows, names, lists, letters) = (number(0)?, number(4)?, number(8)?, number(12)?);
        let length = HEADER + rows * ROW + names * NAME + lists * 4 + letters;
        (records.len() == length).then_some(())?;
        Some(Self { keys: Fst::new(keys).ok()?, rows, names, lists, records })
    }

    fn bytes<const N: usize>(&self, at: usize) -> [u8; N] {
        self.records.get(at..at + N).and_then(|b| b.try_into().ok()).unwrap_or([0; N])
    }

    fn number(&self, at: usize) -> usize {
        u32::from_le_bytes(self.bytes(at)) as usize
    }

    /// The row of that number.
    pub fn row(&self, row: usize) -> Record {
        let at = HEADER + row * ROW;
        let [class, role, country @ ..] = self.bytes::<4>(at);
        let degrees = |at| f32::from_le_bytes(self.bytes(at));
        Record {
            class: Class::ALL.get(usize::from(class)).copied().unwrap_or(Class::Nothing),
            role: Role::ALL.get(usize::from(role)).copied(),
            country: std::str::from_utf8(&country).ok().and_then(Country::from_code),
            at: Some((degrees(at + 4), degrees(at + 8))).filter(|(lat, _)| !lat.is_nan()),
        }
    }

    /// The name of that number.
    pub fn name(&self, name: usize) -> Posting<'_> {
        let at = HEADER + self.rows * ROW + name * NAME;
        let letters = HEADER + self.rows * ROW + self.names * NAME + self.lists * 4 + self.number(at + 8);
        let length = usize::from(u16::from_le_bytes(self.bytes(at + 12)));
        let lang = self.bytes::<2>(at + 14);
        Posting {
            row: self.number(at),
            need: Shape(u32::from_le_bytes(self.bytes(at + 4))),
            lang: std::str::from_utf8(&lang).ok().and_then(Lang::from_tag),
            text: self
                .records
                .get(letters..letters + length)
                .and_then(|b| std::str::from_utf8(b).ok())
                .unwrap_or_default(),
        }
    }

    /// The names of a row, in the order given.
    pub fn names(&self, row: usize) -> impl Iterator<Item = Posting<'_>> {
        let at = HEADER + row * ROW;
        let (first, count) = (self.number(at + 12), self.number(at + 16));
        let lists = HEADER + self.rows * ROW + self.names * NAME;
        (first..first + count).map(move |n| self.name(self.number(lists + n * 4)))
    }

    /// The numbers of the rows of that class.
    pub fn of_class(&self, class: Class) -> Range<usize> {
        let class = position(Class::ALL, class);
        let bound = |after: u8| {
            let (mut low, mut high) = (0, self.rows);
            while low < high {
                let middle = usize::midpoint(low, high);
                if self.bytes::<1>(HEADER + middle * ROW)[0] < after {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        bound(class)..bound(class + 1)
    }

    /// Walks along `word(0)`, `word(1)` ... and returns the most words that are a name, with the names that they may
    /// be; empty words are passed over, but for the first.
    pub fn longest<'t>(&self, word: impl Fn(usize) -> Option<&'t str>) -> Option<(usize, Vec<Posting<'_>>)> {
        let mut walk = Walk::new(&self.keys);
        let mut best: Option<(usize, Output, Shape)> = None;
        for n in 0.. {
            let Some(text) = word(n) else { break };
            if text.is_empty() && n > 0 {
                continue;
            }
            match walk.word(text) {
                Step::Letters => {}
                Step::Joint if n > 0 => continue,
                Step::Joint | Step::Off => break,
            }
            if let Some(value) =
                walk.value().filter(|v| self.postings(*v).any(|p| walk.shape().meets(p.need)))
            {
                best = Some((n + 1, value, walk.shape()));
            }
        }
        best.map(|(words, value, shape)| {
            (words, self.postings(value).filter(|posting| shape.meets(posting.need)).collect())
        })
    }

    fn postings(&self, value: Output) -> impl Iterator<Item = Posting<'_>> {
        let value = usize::try_from(value.value()).unwrap_or_default();
        let first = value >> 8;
        (first..first + (value & 0xff)).map(|name| self.name(name))
    }
}

/// A walk through the automaton along the words of a text.
struct Walk<'a> {
    keys: &'a Fst<Cow<'static, [u8]>>,
    node: fst::raw::Node<'a>,
    output: Output,
    gap: bool,
    tracer: Tracer,
}

/// What a word did to a walk.
enum Step {
    /// It added letters.
    Letters,
    /// It was a hyphen or the like, that may stand inside a name.
    Joint,
    /// No name goes on like this.
    Off,
}

impl<'a> Walk<'a> {
    fn new(keys: &'a Fst<Cow<'static, [u8]>>) -> Self {
        Self { keys, node: keys.root(), output: Output::zero(), gap: false, tracer: Tracer::default() }
    }

    fn word(&mut self, word: &str) -> Step {
        let mut letters = false;
        for c in word.chars() {
            match Letter::of(c) {
                Letter::Stop => return Step::Off,
                Letter::Gap => self.gap |= self.node.addr() != self.keys.root().addr(),
                Letter::Word => {
                    let mut on = true;
                    fold(c, |folded| {
                        let mut utf8 = [0; 4];
                        on =
                            on && (!std::mem::take(&mut self.gap) || {
                                self.tracer.end_word();
                                self.byte(b' ')
                            }) && folded.encode_utf8(&mut utf8).bytes().all(|b| self.byte(b));
                        letters = true;
                    });
                    if !on {
                        return Step::Off;
                    }
                    self.tracer.see(c);
                }
            }
        }
        if !letters {
            return if self.gap { Step::Joint } else { Step::Off };
        }
        self.gap = true;
        Step::Letters
    }

    fn byte(&mut self, byte: u8) -> bool {
        let Some(i) = self.node.find_input(byte) else { return false };
        let transition = self.node.transition(i);
        self.output = self.output.cat(transition.out);
        self.node = self.keys.node(transition.addr);
        true
    }

    fn value(&self) -> Option<Output> {
        self.node.is_final().then(|| self.output.cat(self.node.final_output()))
    }

    fn shape(&self) -> Shape {
        self.tracer.shape()
    }
}
