//! Text to query.

use super::{Error, Field, Pattern, Query, Reason, Term, Test, fold, regex, values};
use crate::dispatch::Lang;

/// A word of the query: bare, or between `"` or `/`, perhaps after a field.
#[derive(Debug)]
struct Word {
    column: usize,
    denied: bool,
    field: Option<(String, usize)>,
    value: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bare,
    Phrase,
    Regex,
}

pub(super) fn parse(text: &str) -> Result<Query, Error> {
    let mut any: Vec<Vec<Term>> = vec![Vec::new()];
    let mut or_at = None;
    for word in words(text)? {
        if word.kind == Kind::Bare
            && word.field.is_none()
            && !word.denied
            && word.value.eq_ignore_ascii_case("or")
        {
            if any.last().is_some_and(Vec::is_empty) {
                return Err(Error { column: word.column, reason: Reason::Missing("or".to_owned()) });
            }
            or_at = Some(word.column);
            any.push(Vec::new());
            continue;
        }
        or_at = None;
        let term = Term { denied: word.denied, test: test(&word)? };
        if let Some(all) = any.last_mut() {
            all.push(term);
        }
    }
    match or_at {
        Some(column) => Err(Error { column, reason: Reason::Missing("or".to_owned()) }),
        None => Ok(Query { any }),
    }
}

/// Cuts a query into its words; columns count code points from 1.
fn words(text: &str) -> Result<Vec<Word>, Error> {
    let chars: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let column = at + 1;
        let denied = chars[at] == '-' && chars.len() > 1;
        at += usize::from(denied);
        let mut field = None;
        let name: String = chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
        let after = at + name.chars().count();
        if !name.is_empty() && chars.get(after) == Some(&':') {
            field = Some((name, at + 1));
            at = after + 1;
        }
        let (value, kind) = if let Some(&mark @ ('"' | '/' | '«' | '“')) = chars.get(at) {
            let closing = match mark {
                '«' => '»',
                '“' => '”',
                same => same,
            };
            let start = at + 1;
            let length = chars[start..].iter().position(|c| *c == closing);
            let Some(length) = length else {
                return Err(Error { column: at + 1, reason: Reason::Unclosed(mark) });
            };
            at = start + length + 1;
            let value: String = chars[start..start + length].iter().collect();
            (value, if mark == '/' { Kind::Regex } else { Kind::Phrase })
        } else {
            let value: String = chars[at..].iter().take_while(|c| !c.is_whitespace()).collect();
            at += value.chars().count();
            (value, Kind::Bare)
        };
        if value.trim().is_empty() {
            let before = field.map_or_else(|| "-".to_owned(), |(name, _)| format!("{name}:"));
            return Err(Error { column, reason: Reason::Missing(before) });
        }
        words.push(Word { column, denied, field, value, kind });
    }
    Ok(words)
}

fn test(word: &Word) -> Result<Test, Error> {
    let value = word.value.as_str();
    let pattern = || match word.kind {
        Kind::Regex => {
            let regex = regex(value);
            regex.map(Pattern::Regex).map_err(|e| Error { column: word.column, reason: Reason::Regex(e) })
        }
        Kind::Bare | Kind::Phrase => Ok(Pattern::Words(fold(value.trim()))),
    };
    let Some((name, column)) = &word.field else { return Ok(Test::Text(pattern()?)) };
    let Some(field) = Field::from_name(&name.to_lowercase()) else {
        return Err(Error { column: *column, reason: Reason::UnknownField(name.clone()) });
    };
    let wrong = |expected: String| {
        let column = column + name.chars().count() + 1;
        Err(Error { column, reason: Reason::Value { field, value: value.to_owned(), expected } })
    };
    let lower = value.to_lowercase();
    match field {
        Field::Actor | Field::Speaker | Field::Place | Field::Source | Field::Slug => {
            Ok(Test::Field(field, pattern()?))
        }
        Field::Type if lower.chars().all(|c| c.is_ascii_alphabetic() || c == '_') => {
            // Modes are many and come from the lexicons: any name may be one.
            Ok(Test::Name(field, lower))
        }
        Field::Type | Field::Kind | Field::Status | Field::Review => {
            let known = values(field);
            if known.contains(&lower) { Ok(Test::Name(field, lower)) } else { wrong(known.join(", ")) }
        }
        Field::Lang => match Lang::from_tag(&lower) {
            Some(lang) => Ok(Test::Lang(lang)),
            None => wrong("two letters".to_owned()),
        },
        Field::Since | Field::Until => match (is_date(value), field) {
            (true, Field::Since) => Ok(Test::Since(value.to_owned())),
            (true, _) => Ok(Test::Until(value.to_owned())),
            (false, _) => wrong("YYYY, YYYY-MM or YYYY-MM-DD".to_owned()),
        },
        Field::Urgency => match range(value) {
            Some((from, to)) => Ok(Test::Urgency(from, to)),
            None => wrong("1 to 9, or a range such as 1-3".to_owned()),
        },
    }
}

/// Whether it is a year, a month or a day.
fn is_date(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    matches!(shape.as_str(), "9999" | "9999-99" | "9999-99-99")
}

fn range(value: &str) -> Option<(u8, u8)> {
    let digit = |text: &str| text.parse::<u8>().ok().filter(|n| (1..=9).contains(n));
    match value.split_once('-') {
        Some((from, to)) => Some((digit(from)?, digit(to)?)),
        None => digit(value).map(|n| (n, n)),
    }
}
