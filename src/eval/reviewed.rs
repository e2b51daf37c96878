//! Scores against what editors decided: how often each rule was right, and so how far it can be trusted.

use std::collections::BTreeMap;

use crate::review::{Decision, Reviewed, State};

/// What editors made of what one rule read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleReview {
    /// Accepted as it was read.
    pub accepted: usize,
    /// Kept, after a correction.
    pub corrected: usize,
    /// Rejected.
    pub rejected: usize,
    /// Not decided, flagged or skipped.
    pub open: usize,
    /// The confidences of what was decided, added up.
    confidence: f64,
}

/// What editors made of what each rule read.
#[derive(Clone, Debug, Default)]
pub struct RuleReviews {
    rules: BTreeMap<String, RuleReview>,
    /// Items that editors added because no rule had read them.
    pub added: usize,
}

impl RuleReview {
    /// How much of it was decided.
    #[must_use]
    pub const fn decided(&self) -> usize {
        self.accepted + self.corrected + self.rejected
    }

    /// The share of what was decided that was right as it was read; 0 where nothing was decided.
    #[must_use]
    pub fn share(&self) -> f64 {
        ratio(self.accepted, self.decided())
    }

    /// The confidence that the rule claims for what was decided, on average.
    #[must_use]
    pub fn claimed(&self) -> f64 {
        if self.decided() == 0 { 0.0 } else { self.confidence / count(self.decided()) }
    }

    /// The share that the rule keeps to on what is not decided yet, at least: the lower end of the 95 % interval after
    /// Wilson (1927).
    #[must_use]
    pub fn at_least(&self) -> f64 {
        const Z: f64 = 1.96;
        if self.decided() == 0 {
            return 0.0;
        }
        let (n, p) = (count(self.decided()), self.share());
        let middle = p + Z * Z / (2.0 * n);
        let margin = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        ((middle - margin) / (1.0 + Z * Z / n)).max(0.0)
    }
}

impl RuleReviews {
    /// Adds what editors made of a dispatch.
    pub fn add(&mut self, reviewed: &Reviewed) {
        for item in reviewed.every() {
            let Some(why) = item.why(&reviewed.items) else { continue };
            if why.rule.starts_with("review/") {
                self.added += usize::from(reviewed.decision(item) != Decision::Rejected);
                continue;
            }
            let verdict = self.rules.entry(why.rule.to_string()).or_default();
            let state = reviewed.states.get(&item);
            let decision = state.map_or(Decision::Undecided, State::decision);
            let corrected = state.is_some_and(|s| !s.corrections.is_empty());
            match decision {
                Decision::Rejected => verdict.rejected += 1,
                // Who corrects an item says what it is: it need not be accepted as well.
                _ if corrected => verdict.corrected += 1,
                Decision::Accepted => verdict.accepted += 1,
                Decision::Flagged | Decision::Skipped | Decision::Undecided => {
                    verdict.open += 1;
                    continue;
                }
            }
            verdict.confidence += f64::from(why.confidence);
        }
    }

    /// The rules with what was made of them, the most often decided first.
    #[must_use]
    pub fn rows(&self) -> Vec<(&str, &RuleReview)> {
        let mut rows: Vec<(&str, &RuleReview)> =
            self.rules.iter().map(|(rule, v)| (rule.as_str(), v)).collect();
        rows.sort_by_key(|(_, verdict)| std::cmp::Reverse(verdict.decided()));
        rows
    }
}

fn ratio(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { count(part) / count(of) }
}

#[expect(clippy::cast_precision_loss, reason = "a count of items")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::{Item, QuoteId};
    use crate::review::sample::{decide, dispatch, entry, quotes};
    use crate::review::{Act, Field};

    #[test]
    fn a_rule_is_scored_by_what_editors_made_of_it() {
        const TEXT: &str = "un deux trois quatre";
        let (dispatch, items) = (dispatch(TEXT), quotes(TEXT, &["un", "deux", "trois", "quatre"]));
        let bare = Reviewed::new(&dispatch, &items, &[]);
        let at = |n| bare.anchor(Item::Quote(QuoteId(n)));
        let kind = Act::Correct { field: Field::Kind, value: "indirect".to_owned() };
        let entries = [
            entry(1, "ana", at(0), decide(Decision::Accepted)),
            entry(2, "ana", at(1), decide(Decision::Rejected)),
            entry(3, "ana", at(2), kind),
        ];
        let mut verdicts = RuleReviews::default();
        verdicts.add(&Reviewed::new(&dispatch, &items, &entries));
        let rows = verdicts.rows();
        let (rule, verdict) = rows[0];
        assert_eq!(rule, "test/made-up");
        assert_eq!((verdict.accepted, verdict.corrected, verdict.rejected, verdict.open), (1, 1, 1, 1));
        assert!((verdict.claimed() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn few_decisions_are_little_ground_for_trust() {
        let all = |accepted| RuleReview { accepted, ..RuleReview::default() };
        assert!(all(2).at_least() < 0.5 && all(200).at_least() > 0.95);
        assert!(RuleReview::default().at_least() < 1e-9);
    }
}
