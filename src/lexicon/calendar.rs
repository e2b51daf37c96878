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
    /// Words before a month that has no day behind it: "*in* April 14 people died".
    pub within: HashSet<SmolStr>,
    /// Words that make a night of two days: "in the night *from* Monday *to* Tuesday".
    pub night: HashSet<SmolStr>,
    /// Further forms of the number of a day, such as `1er`.
    pub ordinals: HashMap<SmolStr, i8>,
    /// Phrases before a date that is to come: "a strike *for* Friday".
    pub ahead: Vec<String>,
    /// Phrases before the day on which a text appeared: "*Publié le* 14 mars 2031".
    pub published: Vec<String>,
    /// Whether dates in figures put the day before the month.
    pub day_first: bool,
    /// Phrases before the day by which something is to be done: "*by* Friday".
    pub deadline: Vec<String>,
    /// What a number of may have passed, in all their forms: "three *weeks* ago".
    pub units: HashMap<SmolStr, Unit>,
    /// Phrases behind what has passed till the day of the dispatch: "three days *ago*".
    pub ago: Vec<String>,
    /// The same, before it: "*il y a* trois jours".
    pub ago_before: Vec<String>,
    /// Phrases behind what had passed till the day told last: "three days *earlier*".
    pub earlier: Vec<String>,
    /// Phrases behind what passed from the day told last: "three days *later*".
    pub later: Vec<String>,
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
    /// Whether it is the date of what its complement tells: "au lendemain *du raid*".
    #[serde(default)]
    pub inside: bool,
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
            table.within.extend(more.within);
            table.ordinals.extend(more.ordinals);
            table.ahead.extend(more.ahead);
            table.deadline.extend(more.deadline);
            table.published.extend(more.published);
            table.day_first |= more.day_first;
            table.units.extend(more.units);
            table.ago.extend(more.ago);
            table.ago_before.extend(more.ago_before);
            table.earlier.extend(more.earlier);
            table.later.extend(more.later);
            table.relative.retain(|r| more.relative.iter().all(|m| m.phrase != r.phrase));
            table.relative.extend(more.relative);
        }
        table.relative.sort_by_key(|r| std::cmp::Reverse(r.phrase.split(' ').count()));
        table
    }
}
