//! Training of the model of arguments: multinomial logistic regression with a penalty on squares, by stochastic gradients whose steps
//! shrink as a weight has moved (`AdaGrad`; Duchi, Hazan and Singer 2011). Deterministic: the same examples give the same weights.

use std::collections::HashMap;

use super::Features;
use super::model::{Limits, Scores, Table, probabilities};

/// One decision with its truth.
#[derive(Clone, Debug)]
pub struct Example<const N: usize> {
    /// What tells.
    pub features: Features,
    /// Which labels are right, if any: each is.
    pub truth: [bool; N],
    /// How much it counts.
    pub weight: f32,
    /// The text that it is from.
    pub document: usize,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How much an example counts against the penalty on weights.
    pub strength: f32,
    /// In how many examples a feature must be.
    pub least: u32,
    /// How often each example is learned from.
    pub rounds: usize,
}

/// Weights smaller than this are left out.
const SMALL: f32 = 0.02;
/// The first step of a weight.
const STEP: f32 = 0.1;

/// What is being learned of one feature.
#[derive(Clone)]
struct Row<const N: usize> {
    weights: Scores<N>,
    moved: Scores<N>,
    /// Their sum over the later rounds.
    summed: Scores<N>,
    count: u32,
}

impl<const N: usize> Row<N> {
    const NEW: Self = Self { weights: [0.0; N], moved: [0.0; N], summed: [0.0; N], count: 0 };
}

/// Learns from `examples`; the table decides by `limits`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
pub fn fit<const N: usize>(examples: &[&Example<N>], settings: Settings, limits: Limits) -> Table<N> {
    let mut numbers: HashMap<u32, usize> = HashMap::new();
    let mut rows: Vec<Row<N>> = Vec::new();
    let told: Vec<&Example<N>> = examples.iter().copied().filter(|e| e.weight > 0.0).collect();
    let known: Vec<Vec<usize>> = told
        .iter()
        .map(|example| {
            let number = |&feature: &u32| {
                let number = *numbers.entry(feature).or_insert(rows.len());
                if number == rows.len() {
                    rows.push(Row::NEW);
                }
                rows[number].count += 1;
                number
            };
            example.features.0.iter().map(number).collect()
        })
        .collect();
    let mut order: Vec<usize> = (0..told.len()).collect();
    let mut random = 1_u64;
    for round in 0..settings.rounds {
        if 2 * round >= settings.rounds {
            for row in &mut rows {
                row.summed.iter_mut().zip(row.weights).for_each(|(sum, w)| *sum += w);
            }
        }
        shuffle(&mut order, &mut random);
        for &i in &order {
            let example = told[i];
            let mut sums = [0.0; N];
            for &n in &known[i] {
                sums.iter_mut().zip(rows[n].weights).for_each(|(sum, w)| *sum += w);
            }
            let found = probabilities(sums);
            let wanted = wanted(found, example.truth);
            let mut errors = [0.0; N];
            for (n, error) in errors.iter_mut().enumerate() {
                *error = (found[n] - wanted[n]) * example.weight;
            }
            for &number in &known[i] {
                let Row { weights, moved, count, .. } = &mut rows[number];
                if *count < settings.least {
                    continue;
                }
                let strength = settings.strength * *count as f32;
                for (n, weight) in weights.iter_mut().enumerate() {
                    let slope = errors[n] + *weight / strength;
                    moved[n] += slope * slope;
                    *weight -= STEP * slope / moved[n].sqrt().max(1e-3);
                }
            }
        }
    }
    for row in &mut rows {
        row.summed.iter_mut().zip(row.weights).for_each(|(sum, w)| *sum += w);
    }
    let rounds = (settings.rounds - settings.rounds.div_ceil(2) + 1) as f32;
    let told =
        numbers.into_iter().map(|(feature, number)| (feature, rows[number].summed.map(|w| w / rounds)));
    let mut told: Vec<_> = told.filter(|(_, w)| w.iter().any(|w| w.abs() >= SMALL)).collect();
    told.sort_by_key(|t| t.0);
    Table::pack(limits, &told)
}

/// What the probabilities should be: all of it on the labels that are right, in the shares that they have.
fn wanted<const N: usize>(found: Scores<N>, truth: [bool; N]) -> Scores<N> {
    let right: f32 = found.iter().zip(truth).filter(|(_, right)| *right).map(|(p, _)| p.max(1e-6)).sum();
    let mut wanted = [0.0; N];
    for (n, share) in wanted.iter_mut().enumerate().filter(|(n, _)| truth[*n]) {
        *share = found[n].max(1e-6) / right;
    }
    wanted
}

/// For each example the probabilities by a model that learned from the other texts: every text is held out once, one of `folds` parts
/// at a time.
#[must_use]
pub fn cross_validate<const N: usize>(
    examples: &[Example<N>],
    settings: Settings,
    folds: usize,
) -> Vec<Scores<N>> {
    let mut found = vec![[0.0; N]; examples.len()];
    for fold in 0..folds {
        // Texts that follow each other are of one sort.
        let held = |e: &Example<N>| e.document % folds == fold;
        let learned: Vec<&Example<N>> = examples.iter().filter(|e| !held(e)).collect();
        let table = fit(&learned, settings, Limits::default());
        for (example, found) in examples.iter().zip(&mut found).filter(|(e, _)| held(e)) {
            *found = table.weigh(&example.features);
        }
    }
    found
}

/// Puts `order` into another order (Fisher and Yates), by xorshift.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let below = usize::try_from(*random % (i as u64 + 1)).unwrap_or_default();
        order.swap(i, below);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings = Settings { strength: 1.0, least: 2, rounds: 40 };

    /// Forty texts in which feature 1 means the first label and feature 2 none; 9 is in all.
    fn examples() -> Vec<Example<6>> {
        let one = |document: usize| {
            let right = !document.is_multiple_of(3);
            let truth = [right, false, false, false, false, false];
            Example { features: Features(vec![9, 2 - u32::from(right)]), truth, weight: 1.0, document }
        };
        (0..40).map(one).collect()
    }

    #[test]
    fn what_is_held_out_is_told_by_what_was_learned() {
        let examples = examples();
        for (example, found) in examples.iter().zip(cross_validate(&examples, SETTINGS, 5)) {
            assert_eq!(found[0] > 0.5, example.truth[0]);
        }
    }

    #[test]
    fn the_same_examples_give_the_same_weights() {
        let examples = examples();
        let learned = || fit(&examples.iter().collect::<Vec<_>>(), SETTINGS, Limits::default());
        assert_eq!(learned(), learned());
    }

    #[test]
    fn what_counts_nothing_or_is_rare_teaches_nothing() {
        let mut examples = examples();
        for example in &mut examples[1..] {
            example.weight = 0.0;
        }
        let learned = fit(&examples.iter().collect::<Vec<_>>(), SETTINGS, Limits::default());
        assert_eq!(learned, Table::pack(Limits::default(), &[]));
    }
}
