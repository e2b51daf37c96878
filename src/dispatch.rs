//! The model: a dispatch, and what was extracted from it. Plain data; no behaviour that needs a lexicon.

// The build script compiles this file as well, from another folder.
#[path = "dispatch/notice.rs"]
mod notice;

pub use notice::Notice;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

/// A byte range `[start, end)` of [`Dispatch::text`], on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, both in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words it covers; empty where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Its length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte `at` lies inside.
    #[must_use]
    pub const fn holds(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share at least a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Declares an enum whose variants have one fixed name each, the one that the record uses.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = concat!("`", $text, "`")] $(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in the record.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of that name, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::dispatch::from_name(from, Self::from_name)
            }
        }
    };
}
pub(crate) use named;

/// Reads a name and looks it up.
pub(crate) fn from_name<'de, D: Deserializer<'de>, T>(
    from: D,
    look_up: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let name = String::deserialize(from)?;
    look_up(&name).ok_or_else(|| D::Error::custom(format_args!("`{name}` is not known here")))
}

/// Writes a value by its `Display` and reads it by a look-up of that name.
macro_rules! by_name {
    ($name:ident, $look_up:path) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from_name(from, $look_up)
            }
        }
    };
}
by_name!(Lang, Lang::from_tag);
by_name!(Country, Country::from_code);

named! {
    /// What a file was read as.
    Format {
        Text = "text", Markdown = "markdown", Html = "html", Rss = "rss", Atom = "atom", Nitf = "nitf",
        NewsMl1 = "newsml1", NewsMlG2 = "newsml-g2", Ninjs = "ninjs", Iptc7901 = "iptc7901",
        Anpa1312 = "anpa1312", Mail = "eml", Jsonl = "jsonl",
    }
}

named! {
    /// What a paragraph is, so that only the body is read for facts.
    ParagraphKind {
        Headline = "headline", Dateline = "dateline", Subhead = "subhead", Body = "body", Credit = "credit",
        Furniture = "furniture",
    }
}

impl ParagraphKind {
    /// Whether it stands over what it tells of.
    #[must_use]
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Headline | Self::Subhead)
    }
}

named! {
    /// Whether the sender still stands by a dispatch.
    Status {
        Usable = "usable", Corrected = "corrected", Withheld = "withheld", Canceled = "canceled",
        Embargoed = "embargoed",
    }
}

/// An ISO 639-1 code of two lower-case letters; what a language is like is data, so the code knows no language by name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 2]);

impl Lang {
    /// A language none of the assets describe.
    pub const UNKNOWN: Self = Self(*b"un");

    /// The language of a tag such as `fr` or `fr-CA`; `None` where it does not start with two ASCII letters.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?.as_bytes();
        match primary {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("un")
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An ISO 3166-1 alpha-2 code, in capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The country of a two-letter code in either case; `None` for anything else. Whether such a country exists is
    /// the gazetteer's to know.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How an identifier begins that was made from the words of a dispatch, because its sender gave none: it changes with them.
pub const CONTENT_ID: &str = "text-";

/// One dispatch as it was received and cleaned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispatch {
    /// The wire's own identifier, else one derived from the content: the same on every run.
    pub id: String,
    /// The file it came from; `None` for standard input and built-in samples.
    pub path: Option<PathBuf>,
    /// What the file was read as.
    pub format: Format,
    /// What the sender says about it.
    pub meta: Meta,
    /// The cleaned text that every span refers to; paragraphs are separated by one `\n`.
    pub text: String,
    /// What each part of `text` is, in order; together they cover all of it but the line ends.
    pub paragraphs: Vec<Paragraph>,
    /// What was cleaned, repaired or passed over while reading, for the user.
    pub notices: Vec<Notice>,
}

impl Dispatch {
    /// So much of a text is read for items, in bytes: more than any dispatch has, and little enough that none takes long.
    /// A bound on the text, not on time, so that the record is the same on every machine.
    pub const READ: usize = 512 << 10;

    /// What is read for items: the dispatch itself, or one of as much of it as [`Self::READ`] allows, up to the end of a
    /// line or, where lines are endless, of a word.
    #[must_use]
    pub fn to_read(&self) -> Cow<'_, Self> {
        if self.text.len() <= Self::READ {
            return Cow::Borrowed(self);
        }
        let cut = (0..=Self::READ).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or_default();
        let start = self.text.get(..cut).unwrap_or_default();
        // An end of a line or word that would leave out most of it is none to stop at.
        let end_of = |last: Option<usize>| last.filter(|&at| at > Self::READ / 2);
        let end = end_of(start.rfind('\n')).or_else(|| end_of(start.rfind(' '))).unwrap_or(cut);
        let within = |p: &Paragraph| Paragraph { span: Span::new(p.span.start, p.span.end.min(end)), ..*p };
        Cow::Owned(Self {
            id: self.id.clone(),
            path: self.path.clone(),
            format: self.format,
            meta: self.meta.clone(),
            text: self.text.get(..end).unwrap_or_default().to_owned(),
            paragraphs: self.paragraphs.iter().take_while(|p| p.span.start < end).map(within).collect(),
            notices: Vec::new(),
        })
    }
}

/// A stretch of text with a job of its own. A dateline that opens a paragraph is a paragraph of its own here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands, without its line end.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
}

/// What the sender says about a dispatch. All text in it is cleaned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline of the envelope or of the text.
    pub headline: Option<String>,
    /// The language that the sender names or that was recognised.
    pub language: Option<Lang>,
    /// Place, date and agency of the dateline.
    pub dateline: Option<Dateline>,
    /// When it was published, RFC 3339 with the sender's offset, or a plain date.
    pub published: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// Whose it is.
    pub credit: Vec<String>,
    /// The desk's short name of the story.
    pub slugline: Option<String>,
    /// The sender's keywords.
    pub keywords: Vec<String>,
    /// 1 flash to 6 least urgent.
    pub urgency: Option<u8>,
    /// The version of the story, as the sender counts.
    pub version: Option<String>,
    /// Whether the sender stands by it.
    pub status: Option<Status>,
    /// Until when it must not be published, RFC 3339.
    pub embargo: Option<String>,
    /// Notes to editors, one paragraph a line.
    pub note: Option<String>,
    /// The identifiers of what it replaces.
    pub replaces: Vec<String>,
    /// The word count that the agency gives.
    pub words: Option<u32>,
    /// Alert, urgent, lead, analysis ...
    pub genre: Option<String>,
    /// What has no field of its own, by the sender's name for it.
    pub other: Vec<(String, String)>,
}

/// `Goma (RD Congo), 27 jan 2025 (AFP) -`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// As written.
    pub place: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// As written.
    pub agency: Option<String>,
}

/// All that was read out of a dispatch. Lists are in text order; identifiers are positions in them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// Who acts, speaks, is acted upon or stands in a relation.
    pub actors: Vec<Actor>,
    /// Standing relations.
    pub alliances: Vec<Alliance>,
    /// What happened, is planned, threatened or denied.
    pub events: Vec<Event>,
    /// Words somebody said.
    pub quotes: Vec<Quote>,
    /// Where the dispatch has something from.
    pub sources: Vec<Source>,
    /// Where things happen.
    pub places: Vec<Place>,
}

/// Declares a typed position in one of the lists of an [`Extraction`].
macro_rules! id {
    ($name:ident, $prefix:literal, $list:literal) => {
        #[doc = concat!("A position in [`Extraction::", $list, "`]; `", $prefix, "1` in the record is position 0.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub usize);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0 + 1)
            }
        }

        impl $name {
            /// The identifier of that name, such as one the record holds.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                name.strip_prefix($prefix)?.parse::<usize>().ok()?.checked_sub(1).map(Self)
            }
        }

        by_name!($name, $name::from_name);
    };
}
id!(ActorId, "a", "actors");
id!(AllianceId, "r", "alliances");
id!(EventId, "e", "events");
id!(QuoteId, "q", "quotes");
id!(SourceId, "s", "sources");
id!(PlaceId, "p", "places");

/// Something that was extracted, by its list and position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// Who acts or speaks.
    Actor(ActorId),
    /// A standing relation.
    Alliance(AllianceId),
    /// What happened.
    Event(EventId),
    /// Words somebody said.
    Quote(QuoteId),
    /// Where it is from.
    Source(SourceId),
    /// Where it happened.
    Place(PlaceId),
}

impl Item {
    /// The item that the record calls so: `q1`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ActorId::from_name(name)
            .map(Self::Actor)
            .or_else(|| AllianceId::from_name(name).map(Self::Alliance))
            .or_else(|| EventId::from_name(name).map(Self::Event))
            .or_else(|| QuoteId::from_name(name).map(Self::Quote))
            .or_else(|| SourceId::from_name(name).map(Self::Source))
            .or_else(|| PlaceId::from_name(name).map(Self::Place))
    }

    /// The reason why it was extracted.
    #[must_use]
    pub fn why(self, items: &Extraction) -> Option<&Why> {
        match self {
            Self::Actor(id) => items.actors.get(id.0).map(|i| &i.why),
            Self::Alliance(id) => items.alliances.get(id.0).map(|i| &i.why),
            Self::Event(id) => items.events.get(id.0).map(|i| &i.why),
            Self::Quote(id) => items.quotes.get(id.0).map(|i| &i.why),
            Self::Source(id) => items.sources.get(id.0).map(|i| &i.why),
            Self::Place(id) => items.places.get(id.0).map(|i| &i.why),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Actor(id) => id.fmt(f),
            Self::Alliance(id) => id.fmt(f),
            Self::Event(id) => id.fmt(f),
            Self::Quote(id) => id.fmt(f),
            Self::Source(id) => id.fmt(f),
            Self::Place(id) => id.fmt(f),
        }
    }
}
by_name!(Item, Item::from_name);

/// Why an item was extracted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The rule that read it, `room/rule` in kebab case: `quotes/cue-after`.
    pub rule: Cow<'static, str>,
    /// The word that gave it away.
    pub cue: Option<Span>,
    /// How sure the rule is, 0 to 1, calibrated on gold.
    pub confidence: f32,
}

impl Why {
    /// A reason with that rule, and that confidence in hundredths: more than that nobody knows.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1")]
    pub const fn new(rule: &'static str, confidence: f32) -> Self {
        let hundredths = (confidence * 100.0 + 0.5) as u8;
        Self { rule: Cow::Borrowed(rule), cue: None, confidence: hundredths as f32 / 100.0 }
    }

    /// The same reason with the word that gave it away.
    #[must_use]
    pub fn with_cue(mut self, cue: Span) -> Self {
        self.cue = Some(cue);
        self
    }
}

named! {
    /// What an actor is.
    ActorKind {
        Person = "person", State = "state", Government = "government", Military = "military",
        ArmedGroup = "armed_group", International = "international", Organisation = "organisation",
        Media = "media", Population = "population",
    }
}

named! {
    /// How a mention names its actor.
    MentionForm { Name = "name", Nominal = "nominal", Pronoun = "pronoun", Metonym = "metonym" }
}

/// Who acts, speaks, is acted upon or stands in a relation, all mentions merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The fullest name in the text, without article or honorific.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Where it is from, if that is certain.
    pub country: Option<Country>,
    /// Titles and functions as written, without article.
    pub roles: Vec<String>,
    /// Its other names and descriptions in the text.
    pub aliases: Vec<String>,
    /// Where it is mentioned, in text order.
    pub mentions: Vec<Mention>,
    /// Why it is an actor.
    pub why: Why,
}

/// One place in the text that means an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands, without article.
    pub span: Span,
    /// How it names the actor.
    pub form: MentionForm,
}

named! {
    /// How two actors stand to each other.
    AllianceKind { Allied = "allied", Backs = "backs", Opposes = "opposes", MemberOf = "member_of" }
}

named! {
    /// Whether a relation holds.
    AllianceStatus { Current = "current", Former = "former", Alleged = "alleged", Denied = "denied" }
}

named! {
    /// What a relation rests on.
    Basis { Stated = "stated", Event = "event" }
}

/// A standing relation from `a` to `b`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alliance {
    /// How they stand.
    pub kind: AllianceKind,
    /// The one that backs, or is a member.
    pub a: ActorId,
    /// The one that is backed, or of which `a` is a member.
    pub b: ActorId,
    /// Whether it holds.
    pub status: AllianceStatus,
    /// The clause that says so.
    pub evidence: Span,
    /// Stated, or derived from an event.
    pub basis: Basis,
    /// Who claims it, where somebody does.
    pub attribution: Option<Attribution>,
    /// Why it was extracted.
    pub why: Why,
}

/// On whose word something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// An actor's.
    Actor(ActorId),
    /// A source's.
    Source(SourceId),
}

impl Attribution {
    /// The attribution that the record writes so: `a1` or `s1`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ActorId::from_name(name).map(Self::Actor).or_else(|| SourceId::from_name(name).map(Self::Source))
    }
}

impl fmt::Display for Attribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Actor(id) => id.fmt(f),
            Self::Source(id) => id.fmt(f),
        }
    }
}
by_name!(Attribution, Attribution::from_name);

named! {
    /// PLOVER event categories (Open Event Data Alliance).
    Category {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE",
        Coerce = "COERCE", Assault = "ASSAULT",
    }
}

named! {
    /// Whether an event is told as fact.
    Modality {
        Asserted = "asserted", Planned = "planned", Hypothetical = "hypothetical", Denied = "denied",
        Claimed = "claimed",
    }
}

/// What happened, is planned, threatened or denied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its PLOVER category.
    pub category: Category,
    /// Its PLOVER mode, such as `occupy`.
    pub mode: Option<String>,
    /// Its CAMEO code.
    pub cameo: Option<String>,
    /// The word that tells it, in its first full telling.
    pub trigger: Span,
    /// Later tellings of the same event.
    pub mentions: Vec<Span>,
    /// Who does it; all parties of a symmetric event.
    pub agents: Vec<ActorId>,
    /// Who gets it.
    pub targets: Vec<ActorId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// When.
    pub date: Option<EventDate>,
    /// Whether it is told as fact.
    pub modality: Modality,
    /// Whom it cost what.
    pub toll: Option<Toll>,
    /// On whose word it stands.
    pub attribution: Option<Attribution>,
    /// The sentence of the trigger.
    pub sentence: Span,
    /// Why it was extracted.
    pub why: Why,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDate {
    /// The words that say so.
    pub span: Span,
    /// `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where the text says no more.
    pub iso: Option<String>,
}

/// What an event cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// Dead.
    pub killed: Option<Count>,
    /// Injured.
    pub wounded: Option<Count>,
    /// Driven from home.
    pub displaced: Option<Count>,
    /// Prisoners and hostages.
    pub captured: Option<Count>,
    /// Unaccounted for.
    pub missing: Option<Count>,
}

/// A number of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// At least.
    pub min: u32,
    /// At most; `None` for "more than".
    pub max: Option<u32>,
    /// Whether the text is vague about it.
    pub approx: bool,
    /// The words that say so.
    pub span: Span,
}

named! {
    /// Whether the words are between marks.
    QuoteKind { Direct = "direct", Indirect = "indirect" }
}

/// Words somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Between marks, or reported.
    pub kind: QuoteKind,
    /// The words, without the marks or the cue.
    pub span: Span,
    /// Whose words.
    pub speaker: Option<ActorId>,
    /// The word that attributes them.
    pub cue: Option<Span>,
    /// The channel that the attribution names.
    pub source: Option<SourceId>,
    /// The first run of the same utterance.
    pub part_of: Option<QuoteId>,
    /// Why it was extracted.
    pub why: Why,
}

named! {
    /// What a source is.
    SourceKind {
        Statement = "statement", Interview = "interview", PressConference = "press_conference",
        Official = "official", Monitor = "monitor", Media = "media", Anonymous = "anonymous",
        Witness = "witness", Document = "document", Agency = "agency",
    }
}

/// Where the dispatch has something from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// What it is called.
    pub name: String,
    /// The actor behind it.
    pub actor: Option<ActorId>,
    /// Where it is named.
    pub mentions: Vec<Span>,
    /// Why it was extracted.
    pub why: Why,
}

/// Where things happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// As the text names it.
    pub name: String,
    /// The country it lies in.
    pub country: Option<Country>,
    /// Degrees north.
    pub lat: Option<f32>,
    /// Degrees east.
    pub lon: Option<f32>,
    /// Where it is named.
    pub mentions: Vec<Span>,
    /// Why it was extracted.
    pub why: Why,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_told_in_hundredths() {
        assert_eq!(Why::new("events/model", 0.864_785).confidence.to_string(), "0.86");
        assert_eq!(Why::new("events/model", 1.0).confidence.to_string(), "1");
    }
}
