//! The record `depeche/1` as it is written and read: one type an item, offsets in code points.
//!
//! Beyond the fields of the specification every item says why it was extracted (`why`), counts point at their words,
//! and what the sender says beyond the named fields of `meta` is kept.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::dispatch::{
    ActorId, ActorKind, AllianceId, AllianceKind, AllianceStatus, Attribution, Basis, Category, Country,
    EventId, Format, Lang, MentionForm, Modality, ParagraphKind, PlaceId, QuoteId, QuoteKind, SourceId,
    SourceKind, Status,
};

/// `[start, end)` in code points of [`Record::text`].
pub type Offsets = [usize; 2];

/// Text that is borrowed while writing and owned after reading.
pub type Text<'a> = Cow<'a, str>;

/// One dispatch with all that was read out of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Record<'a> {
    pub schema: Text<'a>,
    pub id: Text<'a>,
    pub path: Option<Text<'a>>,
    pub format: Format,
    pub meta: Meta<'a>,
    pub text: Text<'a>,
    pub paragraphs: Vec<Paragraph>,
    #[serde(default)]
    pub actors: Vec<Actor<'a>>,
    #[serde(default)]
    pub alliances: Vec<Alliance<'a>>,
    #[serde(default)]
    pub events: Vec<Event<'a>>,
    #[serde(default)]
    pub quotes: Vec<Quote<'a>>,
    #[serde(default)]
    pub sources: Vec<Source<'a>>,
    #[serde(default)]
    pub places: Vec<Place<'a>>,
    /// What was cleaned, repaired or passed over while reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Text<'a>>,
}

/// What the sender says about a dispatch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Meta<'a> {
    pub headline: Option<Text<'a>>,
    pub language: Option<Lang>,
    pub dateline: Option<Dateline<'a>>,
    pub published: Option<Text<'a>>,
    #[serde(default)]
    pub byline: Vec<Text<'a>>,
    #[serde(default)]
    pub credit: Vec<Text<'a>>,
    pub slugline: Option<Text<'a>>,
    #[serde(default)]
    pub keywords: Vec<Text<'a>>,
    pub urgency: Option<u8>,
    pub version: Option<Text<'a>>,
    pub status: Option<Status>,
    pub note: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<Text<'a>>,
    /// What has no field of its own: `[name, value]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<(Text<'a>, Text<'a>)>,
}

/// Place, date and agency of the dateline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Dateline<'a> {
    pub place: Option<Text<'a>>,
    pub date: Option<Text<'a>>,
    pub agency: Option<Text<'a>>,
}

/// A stretch of text with a job of its own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Paragraph {
    pub span: Offsets,
    pub kind: ParagraphKind,
}

/// Words of the text and where they stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Words<'a> {
    pub span: Offsets,
    #[serde(default)]
    pub text: Text<'a>,
}

/// Why an item was extracted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Why<'a> {
    pub rule: Text<'a>,
    pub cue: Option<Words<'a>>,
    pub confidence: f32,
}

impl Default for Why<'_> {
    fn default() -> Self {
        Self { rule: Text::Borrowed("record/unknown"), cue: None, confidence: 1.0 }
    }
}

/// Who acts, speaks, is acted upon or stands in a relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Actor<'a> {
    pub id: ActorId,
    pub name: Text<'a>,
    pub kind: ActorKind,
    pub country: Option<Country>,
    #[serde(default)]
    pub roles: Vec<Text<'a>>,
    #[serde(default)]
    pub aliases: Vec<Text<'a>>,
    #[serde(default)]
    pub mentions: Vec<Mention<'a>>,
    #[serde(default)]
    pub why: Why<'a>,
}

/// One place in the text that means an actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Mention<'a> {
    pub span: Offsets,
    #[serde(default)]
    pub text: Text<'a>,
    pub form: MentionForm,
}

/// A standing relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Alliance<'a> {
    pub id: AllianceId,
    pub kind: AllianceKind,
    pub a: ActorId,
    pub b: ActorId,
    pub status: AllianceStatus,
    pub evidence: Words<'a>,
    pub basis: Basis,
    pub attribution: Option<Attribution>,
    #[serde(default)]
    pub why: Why<'a>,
}

/// What happened, is planned, threatened or denied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Event<'a> {
    pub id: EventId,
    #[serde(rename = "type")]
    pub category: Category,
    pub mode: Option<Text<'a>>,
    pub cameo: Option<Text<'a>>,
    pub trigger: Words<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Words<'a>>,
    #[serde(default)]
    pub agents: Vec<ActorId>,
    #[serde(default)]
    pub targets: Vec<ActorId>,
    pub place: Option<PlaceId>,
    pub date: Option<EventDate<'a>>,
    pub modality: Modality,
    pub toll: Option<Toll<'a>>,
    pub attribution: Option<Attribution>,
    pub sentence: Offsets,
    #[serde(default)]
    pub why: Why<'a>,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct EventDate<'a> {
    #[serde(default)]
    pub text: Text<'a>,
    pub span: Offsets,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<Text<'a>>,
}

/// What an event cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Toll<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub killed: Option<Count<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wounded: Option<Count<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub displaced: Option<Count<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<Count<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Count<'a>>,
}

impl<'a> Toll<'a> {
    /// Every count under its name, in the order of the specification.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, &Count<'a>)> {
        [
            ("killed", &self.killed),
            ("wounded", &self.wounded),
            ("displaced", &self.displaced),
            ("captured", &self.captured),
            ("missing", &self.missing),
        ]
        .into_iter()
        .filter_map(|(name, count)| Some((name, count.as_ref()?)))
    }

    /// The count of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Count<'a>> {
        self.counts().find(|(n, _)| *n == name).map(|(_, count)| count)
    }
}

/// A number of people and the words that say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Count<'a> {
    pub min: u32,
    pub max: Option<u32>,
    pub approx: bool,
    #[serde(default)]
    pub span: Offsets,
    #[serde(default)]
    pub text: Text<'a>,
}

/// Words somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Quote<'a> {
    pub id: QuoteId,
    pub kind: QuoteKind,
    pub span: Offsets,
    #[serde(default)]
    pub text: Text<'a>,
    pub speaker: Option<ActorId>,
    pub cue: Option<Words<'a>>,
    pub source: Option<SourceId>,
    pub part_of: Option<QuoteId>,
    #[serde(default)]
    pub why: Why<'a>,
}

/// Where the dispatch has something from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Source<'a> {
    pub id: SourceId,
    pub kind: SourceKind,
    pub name: Text<'a>,
    pub actor: Option<ActorId>,
    #[serde(default)]
    pub mentions: Vec<Words<'a>>,
    #[serde(default)]
    pub why: Why<'a>,
}

/// Where things happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the model, under the names of the specification")]
pub struct Place<'a> {
    pub id: PlaceId,
    pub name: Text<'a>,
    pub country: Option<Country>,
    pub lat: Option<f32>,
    pub lon: Option<f32>,
    #[serde(default)]
    pub mentions: Vec<Words<'a>>,
    #[serde(default)]
    pub why: Why<'a>,
}
