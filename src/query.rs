//! The query language that filter, search and `depeche search` share:
//! `actor:lavrov type:assault since:2024-11-27 -lang:en "phrase" /regex/ or slug:alep`.
//!
//! Terms that stand beside each other must all hold, `or` parts alternatives, `-` denies a term. Case and accents do
//! not matter in words. The fields are those of [`Field`].

use regex::{Regex, RegexBuilder};

use crate::dispatch::{
    ActorKind, AllianceKind, AllianceStatus, Category, Dispatch, Extraction, Lang, Modality, QuoteKind,
    SourceKind, Span, Status, named,
};

mod fold;
mod parse;

pub use fold::{Folded, fold};

named! {
    /// What a term looks at; a term without a field looks at headline, slug and text.
    Field {
        Actor = "actor", Speaker = "speaker", Type = "type", Kind = "kind", Place = "place", Lang = "lang",
        Source = "source", Status = "status", Since = "since", Until = "until", Urgency = "urgency", Slug = "slug",
        Review = "review",
    }
}

/// A query, ready to be asked.
#[derive(Clone, Debug)]
pub struct Query {
    /// One of these must hold.
    any: Vec<Vec<Term>>,
}

#[derive(Clone, Debug)]
struct Term {
    denied: bool,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    /// Words in the text.
    Text(Pattern),
    /// Words in what a field holds.
    Field(Field, Pattern),
    /// A fixed name of the record, lower case, in [`Field::Type`], [`Field::Kind`], [`Field::Status`], [`Field::Review`].
    Name(Field, String),
    Lang(Lang),
    Since(String),
    Until(String),
    Urgency(u8, u8),
}

#[derive(Clone, Debug)]
enum Pattern {
    /// Folded words.
    Words(String),
    Regex(Regex),
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Column {column} of the query: {reason}.")]
pub struct Error {
    /// Where, in code points from 1.
    pub column: usize,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A quotation mark or slash without its partner.
    #[error("{0} is not closed")]
    Unclosed(char),
    /// A field that there is not.
    #[error("there is no field called {0}; the fields are {fields}", fields = fields())]
    UnknownField(String),
    /// A value that the field does not take.
    #[error("{field} does not take {value}; it takes {expected}")]
    Value {
        /// The field.
        field: Field,
        /// What was given.
        value: String,
        /// What it takes.
        expected: String,
    },
    /// A field without a value, `-` or `or` without a term.
    #[error("something is missing after {0}")]
    Missing(String),
    /// A regular expression that is none.
    #[error("the regular expression is not valid: {0}")]
    Regex(String),
}

fn fields() -> String {
    Field::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ")
}

/// What a query is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The dispatch.
    pub dispatch: &'a Dispatch,
    /// What was read out of it; without it, terms on actors, speakers and the like do not hold.
    pub items: Option<&'a Extraction>,
    /// The states that its items have in review, such as `accepted`.
    pub review: &'a [&'a str],
}

impl Query {
    /// Reads a query. Without a term it holds for everything.
    ///
    /// # Errors
    /// Where the text is no query, and why.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse::parse(text)
    }

    /// Whether it holds for everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.any.iter().all(Vec::is_empty)
    }

    /// Whether a term asks for something that must be extracted first.
    #[must_use]
    pub fn needs_items(&self) -> bool {
        self.any.iter().flatten().any(|term| match &term.test {
            Test::Field(field, _) | Test::Name(field, _) => !matches!(field, Field::Slug | Field::Status),
            Test::Text(_) | Test::Lang(_) | Test::Since(_) | Test::Until(_) | Test::Urgency(..) => false,
        })
    }

    /// Whether a term looks at the text.
    #[must_use]
    pub fn needs_text(&self) -> bool {
        self.any.iter().flatten().any(|term| matches!(term.test, Test::Text(_)))
    }

    /// Whether it holds for a dispatch.
    #[must_use]
    pub fn matches(&self, of: &Candidate<'_>) -> bool {
        self.any.iter().any(|all| all.iter().all(|term| term.test.holds(of) != term.denied))
    }

    /// Where the terms that are not denied stand in the text of a dispatch, in order.
    #[must_use]
    pub fn hits(&self, of: &Candidate<'_>) -> Vec<Span> {
        let text = Folded::new(&of.dispatch.text);
        let mut hits: Vec<Span> = Vec::new();
        for term in self.any.iter().flatten().filter(|term| !term.denied) {
            match &term.test {
                Test::Text(pattern) => hits.extend(pattern.find(&text, &of.dispatch.text)),
                other => hits.extend(other.spans(of)),
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }
}

/// So much of a line as a regular expression is looked for in at once, in bytes: the search for all its places takes
/// time that grows with the square of the length.
const PIECE: usize = 4 << 10;
/// So many of its places in a text are found at most.
const MOST: usize = 100_000;

/// The start of a line, up to a blank where it is long.
fn piece(line: &str) -> &str {
    if line.len() <= PIECE {
        return line;
    }
    let cut = (1..=PIECE).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
    let start = line.get(..cut).unwrap_or(line);
    start.rfind(' ').and_then(|at| line.get(..=at)).unwrap_or(start)
}

impl Pattern {
    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Words(words) => fold(text).contains(words.as_str()),
            Self::Regex(regex) => text.lines().any(|line| regex.is_match(line)),
        }
    }

    /// Where it stands in a text; line by line, since a search over a whole text is not linear in its length.
    fn find(&self, folded: &Folded, text: &str) -> Vec<Span> {
        match self {
            Self::Words(words) => folded.find(words),
            Self::Regex(regex) => {
                let mut found = Vec::new();
                let mut start = 0;
                for line in text.split('\n') {
                    let mut rest = line;
                    while !rest.is_empty() {
                        let piece = piece(rest);
                        let hits = regex.find_iter(piece).filter(|m| !m.is_empty());
                        let hits = hits.take(MOST - found.len());
                        found.extend(hits.map(|m| Span::new(start + m.start(), start + m.end())));
                        if found.len() == MOST {
                            return found;
                        }
                        start += piece.len();
                        rest = rest.get(piece.len()..).unwrap_or_default();
                    }
                    start += 1;
                }
                found
            }
        }
    }
}

impl Test {
    fn holds(&self, of: &Candidate<'_>) -> bool {
        let meta = &of.dispatch.meta;
        let date = || {
            let dateline = meta.dateline.as_ref().and_then(|d| d.date.as_deref());
            meta.published.as_deref().or(dateline).and_then(|d| d.get(..10))
        };
        match self {
            Self::Text(pattern) => {
                let beside = [meta.headline.as_deref(), meta.slugline.as_deref()];
                pattern.is_in(&of.dispatch.text) || beside.into_iter().flatten().any(|t| pattern.is_in(t))
            }
            Self::Field(Field::Slug, pattern) => meta.slugline.as_deref().is_some_and(|s| pattern.is_in(s)),
            Self::Field(Field::Source, pattern) if meta.credit.iter().any(|c| pattern.is_in(c)) => true,
            Self::Name(Field::Status, name) => meta.status.unwrap_or(Status::Usable).as_str() == name,
            Self::Name(Field::Review, name) => of.review.contains(&name.as_str()),
            Self::Lang(lang) => meta.language == Some(*lang),
            Self::Since(day) => date().is_some_and(|d| d >= day.as_str()),
            Self::Until(day) => date().is_some_and(|d| d.get(..day.len()).is_some_and(|d| d <= day.as_str())),
            Self::Urgency(from, to) => meta.urgency.is_some_and(|u| (*from..=*to).contains(&u)),
            Self::Field(..) | Self::Name(..) => !self.spans(of).is_empty(),
        }
    }

    /// Where the items stand that a field names.
    fn spans(&self, of: &Candidate<'_>) -> Vec<Span> {
        let Some(items) = of.items else { return Vec::new() };
        let called = |pattern: &Pattern, n: usize| {
            items.actors.get(n).is_some_and(|a| {
                pattern.is_in(&a.name) || a.aliases.iter().chain(&a.roles).any(|alias| pattern.is_in(alias))
            })
        };
        match self {
            Self::Field(Field::Actor, pattern) => {
                let actors = items.actors.iter().enumerate().filter(|(n, _)| called(pattern, *n));
                actors.flat_map(|(_, a)| a.mentions.iter().map(|m| m.span)).collect()
            }
            Self::Field(Field::Speaker, pattern) => {
                let quotes =
                    items.quotes.iter().filter(|q| q.speaker.is_some_and(|id| called(pattern, id.0)));
                quotes.map(|q| q.span).collect()
            }
            Self::Field(Field::Place, pattern) => {
                let places = items.places.iter().filter(|p| pattern.is_in(&p.name));
                places.flat_map(|p| p.mentions.clone()).collect()
            }
            Self::Field(Field::Source, pattern) => {
                let sources = items.sources.iter().filter(|s| pattern.is_in(&s.name));
                sources.flat_map(|s| s.mentions.clone()).collect()
            }
            Self::Name(Field::Type, name) => {
                let is = |event: &&crate::dispatch::Event| {
                    event.category.as_str().eq_ignore_ascii_case(name)
                        || event.modality.as_str() == name
                        || event.mode.as_deref() == Some(name)
                };
                items.events.iter().filter(is).map(|e| e.trigger).collect()
            }
            Self::Name(Field::Kind, name) => of_kind(items, name),
            _ => Vec::new(),
        }
    }
}

/// Where everything of a kind stands: actors, relations, quotations, sources.
fn of_kind(items: &Extraction, name: &str) -> Vec<Span> {
    let actors = items.actors.iter().filter(|a| a.kind.as_str() == name);
    let relations = items.alliances.iter().filter(|r| r.kind.as_str() == name || r.status.as_str() == name);
    let quotes = items.quotes.iter().filter(|q| q.kind.as_str() == name);
    let sources = items.sources.iter().filter(|s| s.kind.as_str() == name);
    actors
        .flat_map(|a| a.mentions.iter().map(|m| m.span))
        .chain(relations.map(|r| r.evidence))
        .chain(quotes.map(|q| q.span))
        .chain(sources.flat_map(|s| s.mentions.clone()))
        .collect()
}

/// The states of review that `review:` takes.
const REVIEW: &[&str] = &["open", "accepted", "corrected", "rejected", "noted"];

/// The fixed names that a field takes; empty where it takes any words.
#[must_use]
pub fn values(field: Field) -> Vec<String> {
    macro_rules! names {
        ($($type:ty),+) => {{
            let mut all: Vec<String> = Vec::new();
            $(all.extend(<$type>::ALL.iter().map(|v| v.as_str().to_lowercase()));)+
            all.dedup();
            all
        }};
    }
    match field {
        Field::Type => names!(Category, Modality),
        Field::Kind => names!(ActorKind, AllianceKind, AllianceStatus, QuoteKind, SourceKind),
        Field::Status => names!(Status),
        Field::Review => REVIEW.iter().map(|s| (*s).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What the last word of an unfinished query may become: whole words to put in its place.
#[must_use]
pub fn completions(text: &str) -> Vec<String> {
    let word = text.rsplit(' ').next().unwrap_or_default();
    let (minus, word) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
    if let Some((field, value)) = word.split_once(':') {
        Field::from_name(field).map_or_else(Vec::new, |field| {
            let fits = |v: &String| v.starts_with(&value.to_lowercase());
            values(field).into_iter().filter(fits).map(|v| format!("{minus}{field}:{v} ")).collect()
        })
    } else {
        let fits = |f: &&Field| f.as_str().starts_with(word);
        Field::ALL.iter().filter(fits).map(|f| format!("{minus}{f}:")).collect()
    }
}

fn regex(pattern: &str) -> Result<Regex, String> {
    const SIZE: usize = 1 << 20;
    let built =
        RegexBuilder::new(pattern).case_insensitive(true).size_limit(SIZE).dfa_size_limit(SIZE).build();
    built.map_err(|error| error.to_string().lines().last().unwrap_or_default().trim().to_owned())
}

#[cfg(test)]
mod tests;
