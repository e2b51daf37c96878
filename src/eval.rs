//! Precision, recall and F1 of records against gold, by the rules of the specification.
//!
//! [`Scores::add`] takes one dispatch at a time; [`Scores::rows`] and [`Scores::headline`] sum up. Reading files is the
//! caller's.

mod compare;
pub mod gold;
mod matching;
mod reviewed;
mod text;

pub use compare::Alignment;
pub use gold::Gold;
pub use reviewed::{RuleReview, RuleReviews};
pub use text::overlap;

/// A row of precision, recall and F1, in the order in which they are shown.
pub const ROWS: [&str; 11] = [
    "actors",
    "places",
    "alliances",
    "alliances, pair only",
    "events",
    "events, any category",
    "event agents",
    "event targets",
    "direct quotes",
    "indirect quotes",
    "sources",
];

/// The rows whose mean F1 is the headline.
const HEADLINE: [&str; 6] = ["actors", "alliances", "events", "direct quotes", "indirect quotes", "sources"];

/// What was found and missed, over all dispatches so far.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    tallies: Vec<(&'static str, Tally)>,
    accuracies: Vec<(String, Accuracy)>,
    /// Every miss, in the order of finding.
    pub errors: Vec<Miss>,
    /// What became of each predicted item that gold decides on, in the order of finding.
    pub verdicts: Vec<Verdict>,
}

/// Whether a predicted item is right, beside how sure its rule was of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The row it counts in.
    pub row: &'static str,
    /// The rule that read it.
    pub rule: String,
    /// How sure the rule was, 0 to 1.
    pub confidence: f32,
    /// Whether gold has it; of a quotation, with that speaker.
    pub right: bool,
}

/// What a prediction got wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The name of the dispatch.
    pub document: String,
    /// The row it counts in.
    pub row: String,
    /// `missed`, `spurious`, `wrong` ...
    pub what: &'static str,
    /// The item, in words.
    pub item: String,
}

/// True and false positives, and false negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In gold and predicted.
    pub right: usize,
    /// Predicted, not in gold.
    pub spurious: usize,
    /// In gold, not predicted.
    pub missed: usize,
}

impl Tally {
    /// The share of what was predicted that is right; 0 where nothing was.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.spurious)
    }

    /// The share of what there is that was predicted; 0 where there is nothing.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// How often a property of matched items is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Right ones.
    pub right: usize,
    /// All.
    pub of: usize,
}

impl Accuracy {
    /// The share of right ones; 0 where there are none.
    #[must_use]
    pub fn share(self) -> f64 {
        share(self.right, self.of)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Scores {
    /// The rows that have anything to show, in their order.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, Tally)> + '_ {
        ROWS.into_iter().filter_map(|row| {
            Some((row, *self.tallies.iter().find(|(name, _)| *name == row).map(|(_, t)| t)?))
        })
    }

    /// The accuracies by name, in alphabetic order.
    #[must_use]
    pub fn accuracies(&self) -> Vec<(&str, Accuracy)> {
        let mut all: Vec<_> = self.accuracies.iter().map(|(name, a)| (name.as_str(), *a)).collect();
        all.sort_by_key(|(name, _)| *name);
        all
    }

    /// The mean F1 of the rows that stand for the whole, 0 without any.
    #[must_use]
    pub fn headline(&self) -> f64 {
        let scores: Vec<f64> =
            self.rows().filter(|(row, _)| HEADLINE.contains(row)).map(|(_, t)| round(t.f1())).collect();
        if scores.is_empty() { 0.0 } else { scores.iter().sum::<f64>() / share_base(scores.len()) }
    }

    fn tally(&mut self, row: &'static str) -> &mut Tally {
        let at = self.tallies.iter().position(|(name, _)| *name == row).unwrap_or_else(|| {
            self.tallies.push((row, Tally::default()));
            self.tallies.len() - 1
        });
        &mut self.tallies[at].1
    }

    fn hit(&mut self, row: &str, right: bool) {
        let at = self.accuracies.iter().position(|(name, _)| name == row).unwrap_or_else(|| {
            self.accuracies.push((row.to_owned(), Accuracy::default()));
            self.accuracies.len() - 1
        });
        let accuracy = &mut self.accuracies[at].1;
        accuracy.right += usize::from(right);
        accuracy.of += 1;
    }
}

/// To four digits, as scores are given.
#[must_use]
pub fn round(score: f64) -> f64 {
    format!("{score:.4}").parse().unwrap_or(score)
}

#[expect(clippy::cast_precision_loss, reason = "there are eleven rows")]
fn share_base(rows: usize) -> f64 {
    rows as f64
}
