//! Dates in the text, resolved against the day of the dispatch.

use std::ops::Range;

use foldhash::HashMap;

use jiff::civil::Date;
use jiff::{Span as Lapse, civil};

use crate::dispatch::{Dispatch, Span};
use crate::extract::Reading;
use crate::language::{Analysis, Token, Upos};
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
    /// What the words before it make of it.
    led: Led,
    /// Whether it is the date of what its own complement tells: "au lendemain *du raid*".
    pub inside: bool,
    /// Whether it is only the day on which somebody spoke: no other day counts from it.
    speech: bool,
}

/// What the words before a date make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Led {
    Plain,
    /// It is to come: "a strike *for* Friday".
    Ahead,
    /// Something is to be done till then: "*by* Friday".
    Deadline,
}

/// On which side of the day of the dispatch something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It has happened.
    Past,
    /// It is to come.
    Future,
    /// Nothing says.
    Open,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Weekday { day: i8, weeks: i32, fixed: bool },
    Day { day: i8, month: i8, year: Option<i16> },
    Month { month: i8, year: Option<i16> },
    Year(i16),
    Relative { unit: Unit, offset: i32, told: bool, inside: bool },
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

/// How many paragraphs from the top may tell the day of the dispatch, where nothing else does; the last may as well.
const TOP: usize = 10;
/// How many words of such a paragraph may stand before the date, or in a line that holds little else.
const LINE: usize = 8;
/// How many words may follow a date that closes a line: "(18 avril 2026)", "25 mars 2024 à 18 h 12".
const CLOCK: usize = 6;

/// The day of the dispatch that a line gives in full: one that holds little else ("LE JOURNAL | 18.02.1999"), that opens with it or
/// has it before a dash ("HARL, Sept 14, 2023 (ADP) - ..."), closes with it ("Communiqué de presse, Harl, le 14 mars 2031") or says that
/// it appeared then ("Publié le 14/03/2031 à 18h42").
#[must_use]
pub fn heading(reading: &Reading<'_>, dates: &[Mention]) -> Option<Date> {
    let analysis = reading.analysis;
    let paragraphs = &reading.dispatch.paragraphs;
    let (top, rest) = paragraphs.split_at(paragraphs.len().min(TOP));
    top.iter().chain(rest.last()).find_map(|paragraph| {
        let words = analysis.tokens_in(paragraph.span);
        let date = dates.iter().find(|d| d.tokens.0 >= words.start)?;
        let day = match date.value {
            Value::Day { day, month, year: Some(year) } => Date::new(year, month, day).ok()?,
            _ => return None,
        };
        let inside = date.tokens.1 <= words.end;
        (inside && (date.heads(analysis, &words) || date.closes(reading, &words))).then_some(day)
    })
}

impl Mention {
    /// Whether it stands at the head of a line with these words: in one that holds little else, before a dash, or as a sentence.
    fn heads(&self, analysis: &Analysis, words: &Range<usize>) -> bool {
        let (from, to) = self.tokens;
        let dash = |t: &Token| t.form.chars().all(|c| matches!(c, '-' | '–' | '—' | '_'));
        let stop = |t: &Token| t.form == ".";
        let behind = || analysis.tokens[to..words.end.min(to + LINE)].iter();
        let opens = from == words.start && behind().take(CLOCK).any(stop);
        from < words.start + LINE && (words.len() <= LINE || behind().any(dash) || opens)
    }

    /// Whether it ends a line with these words that is no sentence, set off from what stands before, or is said to be the day on
    /// which it appeared.
    fn closes(&self, reading: &Reading<'_>, words: &Range<usize>) -> bool {
        let (analysis, calendar) = (reading.analysis, &reading.words.calendar);
        let tokens = &analysis.tokens;
        let mark = |t: usize| tokens[t].upos == Upos::Punct;
        let before: Vec<usize> =
            (words.start..self.tokens.0).rev().filter(|&t| tokens[t].form != ":").take(LINE).collect();
        let appeared = calendar.published.iter().any(|phrase| {
            phrase
                .split(' ')
                .rev()
                .zip(before.iter().map(Some).chain(std::iter::repeat(None)))
                .all(|(word, at)| at.is_some_and(|&at| reading.lower(at) == word))
        });
        let article = before.first().is_some_and(|&t| tokens[t].upos == Upos::Det);
        let apart = before.get(usize::from(article)).is_some_and(|&t| mark(t));
        let sentence = words.end.checked_sub(1).is_some_and(|last| tokens[last].form == ".");
        appeared || apart && !sentence && words.end - self.tokens.1 <= CLOCK
    }
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
            .or_else(|| reader.elapsed(at))
            .or_else(|| reader.weekday(at))
            .or_else(|| reader.day(at))
            .or_else(|| reader.figures(at))
            .or_else(|| reader.month(at))
            .or_else(|| reader.year(at));
        match hit {
            Some((from, to, value)) => {
                let told = found.iter().rev().find(|m| m.since.is_none() && !m.speech && m.value.is_day());
                let since = match value {
                    Value::Relative { told: true, .. } => {
                        told.filter(|m| m.tokens.1 + RECENT > from).map(|m| m.value.clone())
                    }
                    _ => None,
                };
                let inside = matches!(value, Value::Relative { inside: true, .. });
                let (led, span, speech) = (reader.led(from), analysis.span(from, to), reader.speech(from));
                found.push(Mention { tokens: (from, to), span, value, since, led, inside, speech });
                at = to.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

impl Mention {
    /// The date in ISO 8601, as exact as the text allows, of what lies on that side of the day of the dispatch. A date that counts
    /// from that day has none where it is not known.
    #[must_use]
    pub fn iso(&self, reference: Option<Date>, when: When) -> Option<String> {
        let told = || self.since.as_ref()?.iso(reference, When::Past)?.parse().ok();
        // "the next day" counts from a day that has been told.
        if self.since.is_none() && matches!(self.value, Value::Relative { offset: 1.., told: true, .. }) {
            return None;
        }
        self.value.iso(told().or(reference), if self.led == Led::Ahead { When::Future } else { when })
    }

    /// Whether it is a single day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        self.value.is_day()
    }

    /// Whether it is a day by which something is to be done.
    #[must_use]
    pub fn is_deadline(&self) -> bool {
        self.led == Led::Deadline
    }

    /// Whether what it dates is still to come, whatever is said of that: "for Friday", "next week".
    #[must_use]
    pub fn is_coming(&self) -> bool {
        match self.value {
            Value::Weekday { weeks, fixed, .. } if fixed => weeks > 0,
            Value::Relative { offset, told, .. } => offset > 0 && !told,
            _ => self.led == Led::Ahead,
        }
    }
}

impl Value {
    fn iso(&self, reference: Option<Date>, when: When) -> Option<String> {
        match *self {
            Self::Year(year) => Some(format!("{year:04}")),
            Self::Month { month, year } => {
                let year = match year {
                    Some(year) => year,
                    None => nearest_year(reference?, |y| civil::Date::new(y, month, 1).ok(), when)?,
                };
                Some(format!("{year:04}-{month:02}"))
            }
            Self::Day { day, month, year } => {
                let year = match year {
                    Some(year) => year,
                    None => nearest_year(reference?, |y| civil::Date::new(y, month, day).ok(), when)?,
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
                } else if when == When::Future && back > 0 {
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
fn nearest_year(today: Date, date: impl Fn(i16) -> Option<Date>, when: When) -> Option<i16> {
    let year = today.year();
    let this = date(year)?;
    let same_month = (this.month(), this.year()) == (today.month(), year);
    Some(match when {
        When::Past if this > today => year - 1,
        When::Future if this < today && !same_month => year + 1,
        When::Open if !same_month => {
            let away = |y: &i16| date(*y).map_or(i32::MAX, |d| (d - today).get_days().abs());
            [year, year - 1, year + 1].into_iter().min_by_key(away)?
        }
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
        let Relative { unit, offset, told, inside, .. } = **relative;
        let to = at + relative.phrase.split(' ').count();
        // "dans la nuit de lundi à mardi": the night of a day that is told.
        let of = &self.reading.words.triggers.syntax.of;
        let named = self.reading.analysis.tokens.get(to).is_some_and(|t| of.contains(&t.lemma))
            && (to + 1..to + 3).any(|t| self.calendar.weekdays.contains_key(self.word(t)));
        (!named).then_some((at, to, Value::Relative { unit, offset, told, inside }))
    }

    /// How many words of the first of `phrases` that stands at `at` there are.
    fn phrase(&self, at: usize, phrases: &[String]) -> Option<usize> {
        let stands = |p: &&String| p.split(' ').enumerate().all(|(i, w)| self.word(at + i) == w);
        phrases.iter().find(stands).map(|p| p.split(' ').count())
    }

    /// "three days ago", "il y a deux mois", "ten days earlier".
    fn elapsed(&self, at: usize) -> Option<Hit> {
        let calendar = self.calendar;
        let opened = self.phrase(at, &calendar.ago_before);
        let number = at + opened.unwrap_or(0);
        let word = self.word(number);
        let many = self.reading.words.numbers.units.get(word).copied().or_else(|| word.parse().ok())?;
        let many = i32::try_from(many).ok().filter(|n| *n <= 99)?;
        let unit = *calendar.units.get(self.word(number + 1))?;
        let to = number + 2;
        let value = |offset, told| Value::Relative { unit, offset, told, inside: false };
        if opened.is_some() {
            return Some((at, to, value(-many, false)));
        }
        let behind = |phrases: &[String]| self.phrase(to, phrases).map(|words| to + words);
        behind(&calendar.ago)
            .map(|end| (at, end, value(-many, false)))
            .or_else(|| behind(&calendar.earlier).map(|end| (at, end, value(-many, true))))
            .or_else(|| behind(&calendar.later).map(|end| (at, end, value(many, true))))
    }

    /// Whether the verb that the word at `at` hangs on is one of speech.
    fn speech(&self, at: usize) -> bool {
        let analysis = self.reading.analysis;
        let verb = analysis.ancestors(at).find(|&a| analysis.tokens[a].upos == Upos::Verb);
        verb.is_some_and(|v| self.reading.words.cues.verb(&analysis.tokens[v].lemma, |_| "").is_some())
    }

    /// What the words before the date that begins at `at`, an article aside, make of it.
    fn led(&self, at: usize) -> Led {
        let article = at.checked_sub(1).is_some_and(|b| self.reading.analysis.tokens[b].upos == Upos::Det);
        let from = if article { at - 1 } else { at };
        let stands = |p: &String| {
            let words = p.split(' ').count();
            from.checked_sub(words)
                .is_some_and(|b| p.split(' ').enumerate().all(|(i, w)| self.word(b + i) == w))
        };
        if self.calendar.ahead.iter().any(stands) {
            Led::Ahead
        } else if self.calendar.deadline.iter().any(stands) {
            Led::Deadline
        } else {
            Led::Plain
        }
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
        // "la nuit de lundi à mardi": what happens at night mostly happens after midnight.
        let mut day = day;
        if calendar.night.contains(self.word(to))
            && let Some(second) = calendar.weekdays.get(self.word(to + 1))
        {
            (day, to) = (*second, to + 2);
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

    /// Whether the abbreviation of a month is a number as well: "plus de *sept* cents".
    fn counts(&self, at: usize) -> bool {
        self.reading.words.numbers.units.contains_key(self.word(at)) && self.word(at + 1) != "."
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

    /// "18.02.1999", "14/03/2031", "2023-10-07". Where the language does not put the day first, only what can be read in one way.
    fn figures(&self, at: usize) -> Option<Hit> {
        let word = self.word(at);
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let date = if let [first, second, year] = word.split(['.', '/']).collect::<Vec<_>>()[..] {
            let year: i16 = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
            let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
            let day_first = self.calendar.day_first || word.contains('.');
            let read = |day, month| Date::new(year, month, day).ok();
            match (read(first, second), read(second, first)) {
                (Some(date), other) if day_first || other.is_none_or(|o| o == date) => date,
                (None, Some(date)) if !day_first => date,
                _ => return None,
            }
        } else {
            word.parse().ok().filter(|_| word.len() == 10)?
        };
        Some((at, at + 1, Value::Day { day: date.day(), month: date.month(), year: Some(date.year()) }))
    }

    /// "7 octobre 2023", "October 7, 2023".
    fn day(&self, at: usize) -> Option<Hit> {
        if let (Some(day), Some((month, next))) = (self.day_number(at), self.month_name(at + 1)) {
            let (year, to) = self.year_after(next);
            return Some((at, to, Value::Day { day, month, year }));
        }
        // "en avril 14 bergers", "in April 14 people": no day stands behind such a month.
        let (month, next) =
            self.month_name(at).filter(|_| !self.calendar.within.contains(self.before(at)))?;
        let day = self.day_number(next)?;
        let (year, to) = self.year_after(next + 1);
        Some((at, to, Value::Day { day, month, year }))
    }

    /// "en septembre 2023", "in early January".
    fn month(&self, at: usize) -> Option<Hit> {
        let (month, next) = self.month_name(at)?;
        let (year, to) = self.year_after(next);
        let led = self.calendar.before_month.contains(self.before(at)) && !self.counts(at);
        (year.is_some() || led).then_some((at, to, Value::Month { month, year }))
    }

    /// "en 2014", "fin 2021".
    fn year(&self, at: usize) -> Option<Hit> {
        let year = self.four_digits(at)?;
        self.calendar.before_year.contains(self.before(at)).then_some((at, at + 1, Value::Year(year)))
    }
}
