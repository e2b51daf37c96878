//! Words that state how two actors stand to each other: `relations.toml`.

use foldhash::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

use super::patterns::{Pattern, Phrasebook, known, read_each};
use super::triggers::Frame;
use super::{Fault, Layer, Table, from_toml};
use crate::dispatch::{AllianceKind, AllianceStatus};

/// Words that state how two actors stand to each other.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Words that qualify a relation.
    pub marks: Marks,
    book: Phrasebook<Class, 3>,
    prefixes: Vec<(SmolStr, usize)>,
}

/// The parts of the book of relations.
const VERBS: usize = 0;
const NOUNS: usize = 1;
const HOLDERS: usize = 2;

/// Words that qualify a relation; lemmas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Marks {
    /// Say that it is over.
    pub former: HashSet<SmolStr>,
    /// Two words, a negation and an adverb, that say that it was so and is no more: "*no longer*".
    pub no_more: Vec<[SmolStr; 2]>,
    /// Prefixes that say so.
    pub former_prefixes: Vec<SmolStr>,
    /// Name whom a common stand is against.
    pub against: Vec<SmolStr>,
    /// Bodies that have members: whoever leads one belongs to it; whatever else is led belongs to its leader.
    pub unions: HashSet<SmolStr>,
    /// Nouns for what is part of a body, whose name or description says of which: "the armed *wing* of X", "X's Quds *Force*".
    pub units: HashSet<SmolStr>,
    /// Place one among many: "*among* its closest allies".
    pub among: Vec<SmolStr>,
    /// Verbs whose subject gets the support that is their object: "*enjoys* the support of X".
    pub received: HashSet<SmolStr>,
    /// Verbs whose object is over: "*suspends* its support for X".
    pub ended: HashSet<SmolStr>,
    /// Relative pronouns that can only be objects: "X, *que* soutient Y".
    pub whom: HashSet<SmolStr>,
    /// Relative pronouns that may be objects: "X, *which* Y backs".
    pub which: HashSet<SmolStr>,
    /// Relative pronouns that say whose: "X, *whose* troops".
    pub whose: HashSet<SmolStr>,
    /// Prepositions that a word of relation asks for, so that even a capital behind them is a party: "depends *on* X".
    pub asking: HashSet<SmolStr>,
    /// Prepositions before whose forces are: "troops *from* X".
    pub origins: HashSet<SmolStr>,
    /// Words of a warning: what somebody is warned *against* is not so.
    pub warns: HashSet<SmolStr>,
    /// Pronouns that mean what something leaves or belongs to: "X *en* fait partie".
    pub thence: HashSet<SmolStr>,
    /// Verbs of becoming: "has *turned* into an enemy of X".
    pub becomes: HashSet<SmolStr>,
    /// Words that add to a list as "and" does: "X *ainsi que* Y".
    pub also: HashSet<SmolStr>,
    /// Verbs that put forces where they are to act: "X has *sent* troops to fight Y".
    pub sends: HashSet<SmolStr>,
    /// Prepositions before the time that a relation has lasted from.
    pub since: HashSet<SmolStr>,
    /// Adverbs that say that it has lasted: "has *long* fought X".
    pub long: HashSet<SmolStr>,
    /// Times that it lasts for, in the plural behind a preposition: "fought X for *years*".
    pub spans: HashSet<SmolStr>,
    /// Relative pronouns that mean no person: "the head of X, *which* Y funds".
    pub things: HashSet<SmolStr>,
    /// Words that mean the same parties again: "at war with *each* other".
    pub reciprocal: HashSet<SmolStr>,
    /// Prepositions before the support that the subject of the clause has: "*with* the support of X".
    pub by_means: Vec<SmolStr>,
}

/// Words that state the same kind of relation, with the same frame.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent conditions, any of which may hold")]
pub struct Class {
    /// How the two stand.
    pub kind: AllianceKind,
    /// Whether it holds, where the word itself says so.
    pub status: Option<AllianceStatus>,
    /// Which slot holds `a` and which `b`.
    pub frame: Frame,
    /// Of these prepositions one must be there, where there are any.
    pub with: Vec<SmolStr>,
    /// Whether the relation turns round where what is led is no union.
    pub leads: bool,
    /// Whether persons may stand in it, and with each other.
    pub persons: bool,
    /// Whether `b` must be a body that has members.
    pub unions: bool,
    /// Whether `b` must be a state, government, army or armed group, and `a` no person: a word that is said of much else.
    pub powers: bool,
    /// Whether the noun may stand behind the name of what it is: "the Hezbollah militia" is Hezbollah.
    pub called: bool,
    /// Whether it holds even where it is only what something else is done for: "sent men to fight alongside X".
    pub purpose: bool,
    /// Whether it holds only of who is said to be so: "was one of its leaders", not "its leader X".
    pub predicate: bool,
    /// Whether it holds only in a tense that lasts: "is fighting X", not "fought X".
    pub lasting: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    marks: Option<Marks>,
    #[serde(default)]
    frames: HashMap<String, Frame>,
    #[serde(default, rename = "class")]
    classes: Vec<ClassEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "independent conditions, any of which may hold")]
struct ClassEntry {
    kind: Spanned<String>,
    status: Option<Spanned<String>>,
    frame: Spanned<String>,
    #[serde(default)]
    with: Vec<SmolStr>,
    #[serde(default)]
    leads: bool,
    #[serde(default)]
    persons: bool,
    #[serde(default)]
    unions: bool,
    #[serde(default)]
    powers: bool,
    #[serde(default)]
    called: bool,
    #[serde(default)]
    purpose: bool,
    #[serde(default)]
    predicate: bool,
    #[serde(default)]
    lasting: bool,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    holders: Vec<String>,
    #[serde(default)]
    prefixes: Vec<SmolStr>,
}

impl Table for Relations {
    const FILE: &'static str = "relations.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::default();
        let mut frames: HashMap<String, Frame> = HashMap::default();
        for &layer in layers {
            let Some(file) = from_toml::<File>(layer, faults) else { continue };
            if let Some(marks) = file.marks {
                table.marks = marks;
            }
            frames.extend(file.frames);
            read_each(layer, &file.classes, faults, |entry| {
                table.add(class(entry, &frames)?, entry);
                Ok(())
            });
        }
        table.book.sort();
        table
    }
}

impl Class {
    /// Whether both stand to each other alike.
    #[must_use]
    pub fn symmetric(&self) -> bool {
        matches!(self.kind, AllianceKind::Allied | AllianceKind::Opposes)
    }
}

impl Relations {
    /// The class of that number, as a [`Pattern`] gives it.
    #[must_use]
    pub fn class(&self, number: usize) -> Option<&Class> {
        self.book.class(number)
    }

    /// Verbs, participles and adjectives that begin with that lemma, longest first.
    #[must_use]
    pub fn verbs(&self, lemma: &str) -> &[Pattern] {
        self.book.starting_with(VERBS, lemma)
    }

    /// Nouns for the relation itself that begin with that lemma ("alliance"), longest first.
    #[must_use]
    pub fn nouns(&self, lemma: &str) -> &[Pattern] {
        self.book.starting_with(NOUNS, lemma)
    }

    /// Nouns for one who stands in it that begin with that lemma ("allié"), longest first.
    #[must_use]
    pub fn holders(&self, lemma: &str) -> &[Pattern] {
        self.book.starting_with(HOLDERS, lemma)
    }

    /// The class of the prefix that `word` (in lower case) has, and the rest of the word.
    #[must_use]
    pub fn prefixed<'w>(&self, word: &'w str) -> Option<(usize, &'w str)> {
        self.prefixes.iter().find_map(|(prefix, class)| Some((*class, word.strip_prefix(prefix.as_str())?)))
    }

    /// `lemma` without a prefix that says "former", if it has one.
    #[must_use]
    pub fn without_former<'w>(&self, lemma: &'w str) -> Option<&'w str> {
        self.marks.former_prefixes.iter().find_map(|p| lemma.strip_prefix(p.as_str()))
    }

    fn add(&mut self, class: Class, entry: &ClassEntry) {
        self.prefixes.extend(entry.prefixes.iter().map(|p| (p.clone(), self.book.len())));
        let demands = usize::from(!class.with.is_empty()) + 2 * usize::from(class.predicate);
        self.book.add(class, demands, [&entry.verbs, &entry.nouns, &entry.holders]);
    }
}

/// The class that `entry` describes, or the byte and the description of what is wrong with it.
fn class(entry: &ClassEntry, frames: &HashMap<String, Frame>) -> Result<Class, (usize, String)> {
    Ok(Class {
        kind: known("kind", &entry.kind, AllianceKind::from_name(entry.kind.get_ref()))?,
        status: match &entry.status {
            None => None,
            Some(word) => Some(known("status", word, AllianceStatus::from_name(word.get_ref()))?),
        },
        frame: known("frame", &entry.frame, frames.get(entry.frame.get_ref()).cloned())?,
        with: entry.with.clone(),
        leads: entry.leads,
        persons: entry.persons,
        unions: entry.unions,
        powers: entry.powers,
        called: entry.called,
        purpose: entry.purpose,
        predicate: entry.predicate,
        lasting: entry.lasting,
    })
}
