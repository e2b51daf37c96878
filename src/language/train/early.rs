//! Which feature templates a finished model asks first: those after which most decisions are clear.
//!
//! Found by forward selection over the decisions that the model makes on annotated sentences. A decision is clear once its
//! best class is so far ahead that it is hardly ever another one in the end.

use std::cell::RefCell;

use crate::language::tagger::best;
use crate::language::weights::{First, Plan, Scorer, Templates, Weights, lead};

/// Of so many decisions one may become another.
const ONE_IN: usize = 5000;
/// While templates are chosen, every so manyth decision is looked at, and one in so many may become another.
const GLANCE: usize = 4;
const GLANCE_ONE_IN: usize = 300;
/// What asking twice costs, in templates.
const AGAIN: usize = 3;

/// A model that remembers what each template said to each of its decisions.
pub struct Watch<'a> {
    weights: &'a Weights,
    plan: Plan,
    numbers: Vec<u8>,
    decisions: RefCell<Vec<i32>>,
}

impl Scorer for Watch<'_> {
    fn classes(&self) -> usize {
        self.weights.classes()
    }

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn add(&self, features: &[u64], scores: &mut [i32]) {
        let decisions = &mut self.decisions.borrow_mut();
        let mut part = |features: &[u64]| {
            let mut said = vec![0; self.classes()];
            self.weights.add(features, &mut said);
            scores.iter_mut().zip(&said).for_each(|(score, s)| *score += s);
            decisions.extend(said);
        };
        let (table, more) = features.split_at(self.numbers.len().min(features.len()));
        table.chunks(1).for_each(&mut part);
        part(more);
        decisions.extend_from_slice(scores);
    }
}

impl<'a> Watch<'a> {
    /// Nothing seen yet. The model's table has so many templates.
    #[must_use]
    pub fn new(weights: &'a Weights, templates: usize) -> Self {
        let numbers = weights.templates().numbers(templates);
        let plan = Plan::new(weights.templates(), None);
        Self { weights, plan, numbers, decisions: RefCell::default() }
    }

    /// The templates to ask first, given the decisions seen; `None` where asking twice gains nothing.
    #[must_use]
    pub fn first(self) -> Option<First> {
        let study = Study {
            classes: self.weights.classes(),
            templates: self.numbers.len(),
            decisions: self.decisions.into_inner(),
        };
        let all = study.templates * study.len();
        let mut chosen = Vec::new();
        let mut best = None;
        let mut least = all;
        for template in study.order() {
            chosen.push(template);
            let (clear, lead) = study.clear(&chosen);
            let cost =
                study.len() * chosen.len() + (study.len() - clear) * (study.templates - chosen.len() + AGAIN);
            if cost < least {
                let numbers: Vec<u8> = chosen.iter().map(|&t| self.numbers[t]).collect();
                least = cost;
                best = Some(First { templates: Templates::of(&numbers), lead });
            }
        }
        best
    }
}

/// Decisions seen: of each what every template said, what all other features said, and the sum of it all together with
/// what was given.
struct Study {
    classes: usize,
    templates: usize,
    decisions: Vec<i32>,
}

impl Study {
    fn width(&self) -> usize {
        self.classes * (self.templates + 2)
    }

    fn len(&self) -> usize {
        self.decisions.len() / self.width()
    }

    fn said<'d>(&self, decision: &'d [i32], template: usize) -> &'d [i32] {
        &decision[template * self.classes..(template + 1) * self.classes]
    }

    /// The scores before anything was said.
    fn given(&self, decision: &[i32]) -> Vec<i32> {
        let mut scores = self.said(decision, self.templates + 1).to_vec();
        for template in 0..=self.templates {
            scores.iter_mut().zip(self.said(decision, template)).for_each(|(score, said)| *score -= said);
        }
        scores
    }

    /// The templates in the order in which they make the most decisions clear.
    fn order(&self) -> Vec<usize> {
        let some: Vec<&[i32]> = self.decisions.chunks_exact(self.width()).step_by(GLANCE).collect();
        let mut sums: Vec<Vec<i32>> = some.iter().map(|d| self.given(d)).collect();
        let mut left: Vec<usize> = (0..self.templates).collect();
        let mut order = Vec::new();
        let mut scores = vec![0; self.classes];
        while !left.is_empty() {
            let mut clear = |template: usize| {
                let leads = some.iter().zip(&sums).map(|(decision, sum)| {
                    let said = sum.iter().zip(self.said(decision, template));
                    scores.iter_mut().zip(said).for_each(|(score, (sum, said))| *score = sum + said);
                    self.judge(decision, &scores)
                });
                clear(leads, some.len() / GLANCE_ONE_IN).0
            };
            // Of equals the first.
            let counts: Vec<usize> = left.iter().map(|&template| clear(template)).collect();
            let most =
                counts.iter().max().and_then(|most| counts.iter().position(|c| c == most)).unwrap_or(0);
            let template = left.remove(most);
            order.push(template);
            for (decision, sum) in some.iter().zip(&mut sums) {
                sum.iter_mut().zip(self.said(decision, template)).for_each(|(sum, said)| *sum += said);
            }
        }
        order
    }

    /// How many decisions are clear after these templates, and by what lead one knows.
    fn clear(&self, templates: &[usize]) -> (usize, i32) {
        let leads = self.decisions.chunks_exact(self.width()).map(|decision| {
            let mut scores = self.given(decision);
            for &template in templates {
                scores.iter_mut().zip(self.said(decision, template)).for_each(|(score, said)| *score += said);
            }
            self.judge(decision, &scores)
        });
        clear(leads, self.len() / ONE_IN)
    }

    /// The lead that scores give, and whether it is that of another class than in the end.
    fn judge(&self, decision: &[i32], scores: &[i32]) -> (i32, bool) {
        (lead(scores), best(scores) != best(self.said(decision, self.templates + 1)))
    }
}

/// How many leads, each with whether it misleads, are so large that no more than `wrong` of those as large mislead, and
/// the least of them.
fn clear(leads: impl Iterator<Item = (i32, bool)>, wrong: usize) -> (usize, i32) {
    let mut leads: Vec<(i32, bool)> = leads.collect();
    leads.sort_unstable_by_key(|&(lead, misleads)| (std::cmp::Reverse(lead), !misleads));
    let mut left = wrong;
    let misleading = leads.iter().position(|&(_, misleads)| {
        let stop = misleads && left == 0;
        left -= usize::from(misleads && left > 0);
        stop
    });
    // All that lead as far as the first one too many go with it.
    let least = misleading.map_or(i32::MIN, |at| leads[at].0);
    let clear = leads.partition_point(|&(lead, _)| lead > least);
    (clear, leads[..clear].last().map_or(i32::MAX, |l| l.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::hash::combine;
    use crate::language::weights::{weigh, write};

    #[test]
    fn leads_beyond_the_last_that_misleads_are_clear() {
        let leads = [(9, false), (8, true), (7, false), (7, true), (3, false)];
        assert_eq!(clear(leads.into_iter(), 0), (1, 9));
        assert_eq!(clear(leads.into_iter(), 1), (2, 8));
        assert_eq!(clear(leads.into_iter(), 2), (5, 3));
        assert_eq!(clear([].into_iter(), 1), (0, i32::MAX));
    }

    #[test]
    fn what_decides_is_asked_first() {
        // The second template decides, the others hardly say a thing.
        let word = |n: u64| [n, 0, 0];
        let rows: Vec<(u64, Vec<i8>)> = (0..50)
            .flat_map(|n| {
                let sure = if n % 2 == 0 { vec![90, 0, 0, 0] } else { vec![0, 90, 0, 0] };
                let weak = if n % 3 == 0 { vec![0, 0, 3, 0] } else { vec![0, 0, 0, 3] };
                let other = [50, 52, 53, 54, 55].map(|t| (combine(t, word(n)), weak.clone()));
                std::iter::once((combine(51, word(n)), sure)).chain(other)
            })
            .collect();
        let weights =
            Weights::read(write(4, Templates::of(&[0, 1, 2, 3, 4, 5]), &rows).into(), "test").unwrap();
        let watch = Watch::new(&weights, 6);
        let mut buffer = Vec::new();
        for n in 0..50 {
            let mut scores = [0; 4];
            weigh(&watch, (50, &[word(n); 6]), |_| {}, &mut buffer, &mut scores);
        }
        let first = watch.first().unwrap();
        assert_eq!(first, First { templates: Templates::of(&[1]), lead: 8100 });
    }
}
