//! Months, weekdays and relative dates: `calendar.toml`.

use foldhash::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;

use super::{Fault, Layer, Table, from_toml};

/// Months, weekdays and relative dates. All words are in lower case, as written in texts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// 1 to 12 by name or abbreviation.
    pub months: HashMap<SmolStr, i8>,
    /// 1 (Monday) to 7 by name or abbreviation.
    pub weekdays: HashMap<SmolStr, i8>,
    /// Parts of a day that may follow or precede a date.
    pub parts: HashSet<SmolStr>,
    /// Words that make a date the next one.
    pub next: HashSet<SmolStr>,
    /// Words that make a date the last one.
    pub last: HashSet<SmolStr>,
    /// Words before a year that stands alone, or that place a date within its month or year.
    pub before_year: HashSet<SmolStr>,
    /// Words before a month that stands alone, where its name also means something else.
    pub before_month: HashSet<SmolStr>,
    /// Words that make a night of two days: "in the night *from* Monday *to* Tuesday".
    pub night: HashSet<SmolStr>,
    /// Further forms of the number of a day, such as `1er`.
    pub ordinals: HashMap<SmolStr, i8>,
    /// Phrases that say how far a date lies from the day of the dispatch, longest first.
    pub relative: Vec<Relative>,
}

/// A phrase such as "last week".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    /// The phrase, its words separated by spaces.
    pub phrase: String,
    /// What it counts.
    pub unit: Unit,
    /// How many of them, negative for the past.
    pub offset: i32,
    /// Whether they count from the day last told, where one is: "le lendemain".
    #[serde(default)]
    pub told: bool,
}

/// What a relative date counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A day of its own.
    Day,
    /// No day of its own.
    Week,
    /// A month of its own.
    Month,
    /// A year of its own.
    Year,
    /// A date that the phrase leaves open.
    Vague,
}

impl Table for Calendar {
    const FILE: &'static str = "calendar.toml";

    fn read(layers: &[Layer<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::default();
        for &layer in layers {
            let Some(more) = from_toml::<Self>(layer, faults) else { continue };
            table.months.extend(more.months);
            table.weekdays.extend(more.weekdays);
            table.parts.extend(more.parts);
            table.next.extend(more.next);
            table.last.extend(more.last);
            table.before_year.extend(more.before_year);
            table.before_month.extend(more.before_month);
            table.night.extend(more.night);
            table.ordinals.extend(more.ordinals);
            table.relative.retain(|r| more.relative.iter().all(|m| m.phrase != r.phrase));
            table.relative.extend(more.relative);
        }
        table.relative.sort_by_key(|r| std::cmp::Reverse(r.phrase.split(' ').count()));
        table
    }
}
