//! Dates in the text, resolved against the day of the dispatch.

use foldhash::HashMap;

use jiff::civil::Date;
use jiff::{Span as Lapse, civil};

use crate::dispatch::{Dispatch, Span};
use crate::extract::Reading;
use crate::lexicon::calendar::{Calendar, Relative, Unit};

/// One date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its first token and one past its last.
    pub tokens: (usize, usize),
    /// Where it stands.
    pub span: Span,
    value: Value,
    /// The day told before, from which it counts.
    since: Option<Value>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Weekday { day: i8, weeks: i32, fixed: bool },
    Day { day: i8, month: i8, year: Option<i16> },
    Month { month: i8, year: Option<i16> },
    Year(i16),
    Relative { unit: Unit, offset: i32, told: bool },
}

/// How many words back the day may be told that a later one counts from.
const RECENT: usize = 60;

impl Value {
    /// Whether it is a single day.
    fn is_day(&self) -> bool {
        matches!(self, Self::Weekday { .. } | Self::Day { .. } | Self::Relative { unit: Unit::Day, .. })
    }
}

/// The day that relative dates count from: the dateline's, else that of publication.
#[must_use]
pub fn reference(dispatch: &Dispatch) -> Option<Date> {
    let dateline = dispatch.meta.dateline.as_ref().and_then(|d| d.date.as_deref());
    dateline.or(dispatch.meta.published.as_deref())?.get(..10)?.parse().ok()
}

/// Every date of the text, in its order.
#[must_use]
pub fn find(reading: &Reading<'_>) -> Vec<Mention> {
    let (analysis, calendar) = (reading.analysis, &reading.words.calendar);
    let reader = Reader { reading: *reading, calendar };
    let mut relative: HashMap<&str, Vec<&Relative>> = HashMap::default();
    for phrase in &calendar.relative {
        let first = phrase.phrase.split(' ').next().unwrap_or_default();
        relative.entry(first).or_default().push(phrase);
    }
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < analysis.tokens.len() {
        let hit = reader
            .relative(at, &relative)
            .or_else(|| reader.weekday(at))
            .or_else(|| reader.day(at))
            .or_else(|| reader.month(at))
            .or_else(|| reader.year(at));
        match hit {
            Some((from, to, value)) => {
                let told = found.iter().rev().find(|m| m.since.is_none() && m.value.is_day());
                let since = match value {
                    Value::Relative { told: true, .. } => {
                        told.filter(|m| m.tokens.1 + RECENT > from).map(|m| m.value.clone())
                    }
                    _ => None,
                };
                found.push(Mention { tokens: (from, to), span: analysis.span(from, to), value, since });
                at = to.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

impl Mention {
    /// The date in ISO 8601, as exact as the text allows; `future` tells whether what it dates is still to come. A date that
    /// counts from the day of the dispatch has none where that day is not known.
    #[must_use]
    pub fn iso(&self, reference: Option<Date>, future: bool) -> Option<String> {
        let told = || self.since.as_ref()?.iso(reference, false)?.parse().ok();
        self.value.iso(told().or(reference), future)
    }
}

impl Value {
    fn iso(&self, reference: Option<Date>, future: bool) -> Option<String> {
        match *self {
            Self::Year(year) => Some(format!("{year:04}")),
            Self::Month { month, year } => {
                let year = match year {
                    Some(year) => year,
                    None => nearest_year(reference?, |y| civil::Date::new(y, month, 1).ok(), future)?,
                };
                Some(format!("{year:04}-{month:02}"))
            }
            Self::Day { day, month, year } => {
                let year = match year {
                    Some(year) => year,
                    None => nearest_year(reference?, |y| civil::Date::new(y, month, day).ok(), future)?,
                };
                Some(civil::Date::new(year, month, day).ok()?.to_string())
            }
            Self::Weekday { day, weeks, fixed } => {
                let today = reference?;
                let back = i32::from((today.weekday().to_monday_one_offset() - day).rem_euclid(7));
                let days = if fixed {
                    match weeks {
                        1.. => 7 - back,
                        _ => -(if back == 0 { 7 } else { back }),
                    }
                } else if future && back > 0 {
                    7 - back
                } else {
                    -back
                };
                Some(today.checked_add(Lapse::new().days(days)).ok()?.to_string())
            }
            Self::Relative { unit, offset, .. } => {
                let today = reference?;
                match unit {
                    Unit::Day => Some(today.checked_add(Lapse::new().days(offset)).ok()?.to_string()),
                    Unit::Month => {
                        let then = today.checked_add(Lapse::new().months(offset)).ok()?;
                        Some(format!("{:04}-{:02}", then.year(), then.month()))
                    }
                    Unit::Year => {
                        let then = today.checked_add(Lapse::new().years(offset)).ok()?;
                        Some(format!("{:04}", then.year()))
                    }
                    Unit::Week | Unit::Vague => None,
                }
            }
        }
    }
}

/// The year that puts `date` on the right side of `today`, and nearest to it.
fn nearest_year(today: Date, date: impl Fn(i16) -> Option<Date>, future: bool) -> Option<i16> {
    let year = today.year();
    let this = date(year)?;
    Some(match (future, this.cmp(&today)) {
        (false, std::cmp::Ordering::Greater) => year - 1,
        (true, std::cmp::Ordering::Less) if (this.month(), this.year()) != (today.month(), year) => year + 1,
        _ => year,
    })
}

type Hit = (usize, usize, Value);

struct Reader<'a> {
    reading: Reading<'a>,
    calendar: &'a Calendar,
}

impl<'a> Reader<'a> {
    /// The word at `at`, folded; empty past the end.
    fn word(&self, at: usize) -> &'a str {
        self.reading.lower(at)
    }

    /// The word before `at`, folded; empty where there is none.
    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |b| self.word(b))
    }

    fn relative(&self, at: usize, phrases: &HashMap<&str, Vec<&Relative>>) -> Option<Hit> {
        let stands = |r: &&&Relative| r.phrase.split(' ').enumerate().all(|(i, w)| self.word(at + i) == w);
        let relative = phrases.get(self.word(at))?.iter().find(stands)?;
        let Relative { unit, offset, told, .. } = **relative;
        Some((at, at + relative.phrase.split(' ').count(), Value::Relative { unit, offset, told }))
    }

    fn weekday(&self, at: usize) -> Option<Hit> {
        let calendar = self.calendar;
        let day = *calendar.weekdays.get(self.word(at))?;
        let before = self.before(at);
        let mut from = at;
        let mut to = at + 1;
        // "lundi 3 mars": the number decides, the weekday only stands by.
        if let Some((_, end, value)) = self.day(to) {
            return Some((from, end, value));
        }
        // "la nuit de lundi à mardi" is a night of its first day.
        if calendar.night.contains(self.word(to)) && calendar.weekdays.contains_key(self.word(to + 1)) {
            to += 2;
        }
        let after = self.word(to);
        let (mut weeks, mut fixed) = (0, false);
        if calendar.next.contains(after) || calendar.next.contains(before) {
            (weeks, fixed) = (1, true);
        } else if calendar.last.contains(after) || calendar.last.contains(before) {
            (weeks, fixed) = (-1, true);
        }
        if calendar.next.contains(after) || calendar.last.contains(after) || calendar.parts.contains(after) {
            to += 1;
        }
        if calendar.next.contains(before) || calendar.last.contains(before) || calendar.parts.contains(before)
        {
            from -= 1;
        }
        Some((from, to, Value::Weekday { day, weeks, fixed }))
    }

    fn number(&self, at: usize) -> Option<i16> {
        self.word(at).parse().ok()
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let day = self.calendar.ordinals.get(word).copied().or_else(|| word.parse().ok())?;
        (1..=31).contains(&day).then_some(day)
    }

    fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.word(at);
        let month = *self.calendar.months.get(word)?;
        let dotted = self.word(at + 1) == ".";
        Some((month, at + 1 + usize::from(dotted && !word.ends_with('.') && word.chars().count() <= 5)))
    }

    fn four_digits(&self, at: usize) -> Option<i16> {
        self.number(at).filter(|y| (1000..=2999).contains(y))
    }

    /// The year at `at`, perhaps after a comma, and where the text goes on.
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        if let Some(year) = self.four_digits(at) {
            return (Some(year), at + 1);
        }
        if self.word(at) == ","
            && let Some(year) = self.four_digits(at + 1)
        {
            return (Some(year), at + 2);
        }
        (None, at)
    }

    /// "7 octobre 2023", "October 7, 2023".
    fn day(&self, at: usize) -> Option<Hit> {
        if let (Some(day), Some((month, next))) = (self.day_number(at), self.month_name(at + 1)) {
            let (year, to) = self.year_after(next);
            return Some((at, to, Value::Day { day, month, year }));
        }
        let (month, next) = self.month_name(at)?;
        let day = self.day_number(next)?;
        let (year, to) = self.year_after(next + 1);
        Some((at, to, Value::Day { day, month, year }))
    }

    /// "en septembre 2023", "in early January".
    fn month(&self, at: usize) -> Option<Hit> {
        let (month, next) = self.month_name(at)?;
        let (year, to) = self.year_after(next);
        let led = self.calendar.before_month.contains(self.before(at));
        (year.is_some() || led).then_some((at, to, Value::Month { month, year }))
    }

    /// "en 2014", "fin 2021".
    fn year(&self, at: usize) -> Option<Hit> {
        let year = self.four_digits(at)?;
        self.calendar.before_year.contains(self.before(at)).then_some((at, at + 1, Value::Year(year)))
    }
}
