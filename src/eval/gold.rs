//! A gold file: what a reader found in a dispatch, by snippets of its text.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What there is to be found in one dispatch.
#[derive(Clone, Debug, Default, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Gold {
    pub language: Option<String>,
    #[serde(default)]
    pub actors: Vec<Actor>,
    #[serde(default)]
    pub places: Vec<Place>,
    #[serde(default)]
    pub alliances: Vec<Alliance>,
    #[serde(default)]
    pub events: Vec<Event>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
    #[serde(default)]
    pub sources: Vec<Source>,
}

impl Gold {
    /// Reads the JSON of a gold file.
    ///
    /// # Errors
    /// It is not JSON, or not of that shape.
    pub fn from_json(json: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json)
    }
}

/// One value, or several that are all right.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Any<T> {
    /// Several.
    Of(Vec<T>),
    /// One.
    One(T),
}

impl<T: PartialEq> Any<T> {
    /// Whether `value` is right.
    pub fn holds(&self, value: &T) -> bool {
        self.values().contains(value)
    }

    /// All that is right.
    pub fn values(&self) -> &[T] {
        match self {
            Self::Of(values) => values,
            Self::One(value) => std::slice::from_ref(value),
        }
    }
}

impl Any<String> {
    /// Whether the name `value` is right.
    #[must_use]
    pub fn names(&self, value: &str) -> bool {
        self.values().iter().any(|v| v == value)
    }
}

/// Whether an item counts neither way.
pub trait Optional {
    /// Whether it counts neither way.
    fn optional(&self) -> bool;
}

macro_rules! optional {
    ($($item:ident)+) => {
        $(impl Optional for $item {
            fn optional(&self) -> bool {
                self.optional
            }
        })+
    };
}
optional!(Actor Place Alliance Event Quote Source);

#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Actor {
    pub name: String,
    pub kind: Option<Any<String>>,
    pub country: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub roles: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Place {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Alliance {
    pub kind: Any<String>,
    pub a: String,
    pub b: String,
    pub evidence: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Event {
    #[serde(rename = "type")]
    pub category: Any<String>,
    pub trigger: String,
    /// A longer stretch in which to look for the trigger.
    pub context: Option<String>,
    /// Which occurrence of it is meant, from 0.
    #[serde(default)]
    pub nth: usize,
    /// Stretches in whose sentences it is told as well.
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub agents: Vec<String>,
    #[serde(default)]
    pub targets: Vec<String>,
    pub modality: Option<String>,
    pub date_iso: Option<String>,
    #[serde(default)]
    pub toll: BTreeMap<String, u32>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Quote {
    pub kind: String,
    pub text: String,
    pub context: Option<String>,
    #[serde(default)]
    pub nth: usize,
    /// Who said it; nobody is an answer too.
    #[serde(default = "nobody")]
    pub speaker: Any<Option<String>>,
    #[serde(default)]
    pub optional: bool,
}

fn nobody() -> Any<Option<String>> {
    Any::One(None)
}

#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the record")]
pub struct Source {
    pub kind: Any<String>,
    pub mention: String,
    pub context: Option<String>,
    #[serde(default)]
    pub nth: usize,
    #[serde(default)]
    pub optional: bool,
}
