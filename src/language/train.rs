//! Training of the models from annotated sentences. Deterministic: the same sentences give the same bytes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::conllu::Sentence;
use super::lexicon::Lexicon;
use super::parser::{Move, State, choose, tag_values};
use super::rules::Rules;
use super::tagger::best;
use super::tokenize::folded;
use super::weights::{self, Plan, Scorer, Templates};
use super::words::{Reader, Words};
use super::{Deprel, Feats, Upos, contractions, labeller, morphology, parser, tagger};

pub mod early;

/// Features are hashes already.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = super::hash::bytes(bytes);
    }

    fn write_u64(&mut self, x: u64) {
        self.0 = x;
    }
}

/// An averaged perceptron in training (Collins 2002; the sum over time is kept lazily).
pub struct Perceptron {
    classes: usize,
    templates: Templates,
    plan: Plan,
    rows: HashMap<u64, u32, BuildHasherDefault<Same>>,
    weights: Vec<i32>,
    /// The changes of each weight, each times the decisions made before it.
    early: Vec<i64>,
    clock: i64,
}

impl Scorer for Perceptron {
    fn classes(&self) -> usize {
        self.classes
    }

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn add(&self, features: &[u64], scores: &mut [i32]) {
        for row in features.iter().filter_map(|f| self.rows.get(f)) {
            for (score, weight) in scores.iter_mut().zip(&self.weights[*row as usize * self.classes..]) {
                *score += weight;
            }
        }
    }
}

impl Perceptron {
    /// Weights of zero.
    #[must_use]
    pub fn new(classes: usize, templates: Templates) -> Self {
        Self {
            classes,
            templates,
            plan: Plan::new(templates, None),
            rows: HashMap::default(),
            weights: Vec::new(),
            early: Vec::new(),
            clock: 0,
        }
    }

    /// One decision was made; where `guess` was wrong, the weights move towards `truth`.
    ///
    /// # Panics
    /// On more than 2^32 features.
    pub fn learn(&mut self, features: &[u64], truth: usize, guess: usize) {
        self.clock += 1;
        if truth == guess {
            return;
        }
        for &feature in features {
            let next = u32::try_from(self.rows.len()).expect("fewer than 2^32 features");
            let row = *self.rows.entry(feature).or_insert(next);
            if row == next {
                let cells = (next as usize + 1) * self.classes;
                self.weights.resize(cells, 0);
                self.early.resize(cells, 0);
            }
            for (class, change) in [(truth, 1), (guess, -1)] {
                let at = row as usize * self.classes + class;
                self.weights[at] += change;
                self.early[at] += self.clock * i64::from(change);
            }
        }
    }

    /// The averaged weights of a feature.
    #[expect(clippy::cast_precision_loss, reason = "weights of a few digits")]
    fn averages(&self, feature: u64) -> impl Iterator<Item = f64> + '_ {
        let from = self.rows.get(&feature).map_or(0..0, |&row| {
            let from = row as usize * self.classes;
            from..from + self.classes
        });
        let clock = self.clock.max(1) as f64;
        from.map(move |at| f64::from(self.weights[at]) - self.early[at] as f64 / clock)
    }
}

/// Perceptrons that learned the same from different orders of the examples.
#[must_use]
pub fn seeds(count: u64, train: impl Fn(u64) -> Perceptron + Sync) -> Vec<Perceptron> {
    std::thread::scope(|scope| {
        let train = &train;
        let threads: Vec<_> = (1..=count).map(|seed| scope.spawn(move || train(seed))).collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    })
}

/// The averaged weights of perceptrons that learned the same classes, averaged in turn, rounded to eight bits, as a
/// section. Averages below `floor` of one update are dropped.
#[must_use]
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "rounding is the point")]
pub fn finish(models: &[Perceptron], floor: f64) -> Vec<u8> {
    let classes = models.first().map_or(1, |m| m.classes);
    let templates = models.first().map_or(Templates::ALL, |m| m.templates);
    let mut features: Vec<u64> = models.iter().flat_map(|m| m.rows.keys().copied()).collect();
    features.sort_unstable();
    features.dedup();
    let mut rows: Vec<(u64, Vec<f64>)> = Vec::new();
    for feature in features {
        let mut sums = vec![0.0; classes];
        for model in models {
            sums.iter_mut().zip(model.averages(feature)).for_each(|(sum, w)| *sum += w / models.len() as f64);
        }
        let base = if weights::relative(classes) { sums[0] } else { 0.0 };
        for weight in &mut sums {
            *weight = Some(*weight - base).filter(|w| w.abs() >= floor).unwrap_or(0.0);
        }
        if sums.iter().any(|w| *w != 0.0) {
            rows.push((feature, sums));
        }
    }
    let most = rows.iter().flat_map(|(_, r)| r).map(|w| w.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let round = |w: f64| ((w.abs() / most).sqrt() * 127.0).round().copysign(w) as i8;
    let rows: Vec<(u64, Vec<i8>)> =
        rows.into_iter().map(|(feature, row)| (feature, row.into_iter().map(round).collect())).collect();
    weights::write(classes, templates, &rows)
}

/// A small generator of pseudo-random numbers (xorshift), so that runs repeat.
pub struct Random(u64);

impl Random {
    /// Starts at a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(super::hash::mix(seed + 1))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// A sentence ready to be learned from. Heads are positions of [`Words`], index 0 unused.
pub struct Example {
    /// What the models see.
    pub words: Words,
    /// The right tags.
    pub tags: Vec<u8>,
    /// The tags that the parser will see: guessed by a tagger that did not learn from this sentence.
    pub guessed: Vec<u64>,
    /// The right heads.
    pub heads: Vec<usize>,
    /// The right relations, by position in the list of labels.
    pub labels: Vec<u8>,
    /// The right morphology.
    pub feats: Vec<Feats>,
}

impl Example {
    /// Looks up the words of an annotated sentence. A relation that is not in `labels` counts as its base, else as the
    /// first.
    #[must_use]
    pub fn new(sentence: &Sentence, reader: &mut Reader, lexicon: &Lexicon, labels: &[Deprel]) -> Self {
        let mut words = Words::default();
        reader.read(lexicon, sentence.words.iter().map(|w| w.form.as_str()), &mut words);
        let root = words.root();
        let label = |relation: Deprel| labels.iter().position(|&l| l == relation);
        let tags: Vec<u8> = sentence.words.iter().map(|w| w.upos as u8).collect();
        let mut guessed = Vec::new();
        tag_values(&tags, &mut guessed);
        Self {
            words,
            guessed,
            tags,
            feats: sentence.words.iter().map(|w| w.feats).collect(),
            heads: std::iter::once(0)
                .chain(sentence.words.iter().map(|w| if w.head == 0 { root } else { w.head }))
                .collect(),
            labels: sentence
                .words
                .iter()
                .map(|w| label(w.deprel).or_else(|| label(w.deprel.base())).unwrap_or(0))
                .map(|l| u8::try_from(l).unwrap_or(0))
                .collect(),
        }
    }
}

/// Visits every example once an epoch, in an order that the seed fixes.
fn epochs(examples: usize, epochs: usize, seed: u64, mut visit: impl FnMut(usize, usize, &mut Random)) {
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..examples).collect();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        for &example in &order {
            visit(epoch, example, &mut random);
        }
    }
}

/// Learns to tag.
#[must_use]
pub fn train_tagger(examples: &[&Example], templates: Templates, rounds: usize, seed: u64) -> Perceptron {
    let classes = Upos::ALL.len();
    let mut model = Perceptron::new(classes, templates);
    let mut features = Vec::new();
    let mut scores = vec![0; classes];
    epochs(examples.len(), rounds, seed, |_, e, _| {
        let example = examples[e];
        let mut guessed = Vec::with_capacity(example.tags.len());
        for (position, &truth) in (1..).zip(&example.tags) {
            tagger::features(&example.words, position, &guessed, templates, &mut features);
            scores.fill(0);
            model.add(&features, &mut scores);
            let guess = best(&scores);
            model.learn(&features, usize::from(truth), usize::from(guess));
            guessed.push(guess);
        }
    });
    model
}

/// Learns to find heads, from the states that the parser itself gets into.
#[must_use]
pub fn train_parser(examples: &[&Example], templates: Templates, rounds: usize, seed: u64) -> Perceptron {
    let mut model = Perceptron::new(Move::ALL.len(), templates);
    let mut features = Vec::new();
    let mut scores = [0; 3];
    let mut state = State::default();
    epochs(examples.len(), rounds, seed, |epoch, e, random| {
        let example = examples[e];
        state.start(example.words.len());
        while !state.done() {
            state.features(&example.words, &example.guessed, templates, &mut features);
            scores.fill(0);
            model.add(&features, &mut scores);
            let costs = state.costs(&example.heads);
            let least = Move::ALL.into_iter().filter(|&m| state.allows(m)).map(|m| costs[m as usize]).min();
            let right = |m: Move| Some(costs[m as usize]) == least;
            let (Some(guess), Some(truth)) =
                (choose(&state, &scores, |_| true), choose(&state, &scores, right))
            else {
                break;
            };
            let guess_is_right = right(guess);
            model.learn(
                &features,
                truth as usize,
                if guess_is_right { truth as usize } else { guess as usize },
            );
            let explore = epoch > 0 && random.below(10) < 9;
            state.make(if guess_is_right || explore { guess } else { truth }, &example.guessed);
        }
    });
    model
}

/// Learns to name arcs, from right trees and guessed tags.
#[must_use]
pub fn train_labeller(
    examples: &[&Example],
    (classes, templates): (usize, Templates),
    rounds: usize,
    seed: u64,
) -> Perceptron {
    let mut model = Perceptron::new(classes, templates);
    let mut scores = vec![0; classes];
    let (mut family, mut memory) = (labeller::Family::default(), labeller::Memory::default());
    let mut guessed = Vec::new();
    epochs(examples.len(), rounds, seed, |_, e, _| {
        let Example { words, guessed: tags, heads, labels, .. } = examples[e];
        family.read(heads);
        let sentence = labeller::Sentence { words, tags, heads, family: &family };
        labeller::classify(sentence, &mut memory, &mut guessed, |i, given, features| {
            labeller::features(sentence, i, given, templates, features);
            scores.fill(0);
            model.add(features, &mut scores);
            let guess = best(&scores);
            model.learn(features, usize::from(labels[i - 1]), usize::from(guess));
            guess
        });
    });
    model
}

/// Learns morphology, from right trees and guessed tags.
#[must_use]
pub fn train_morphology(examples: &[&Example], lexicon: &Lexicon, rounds: usize, seed: u64) -> Perceptron {
    let mut model = Perceptron::new(morphology::CLASSES, Templates::ALL);
    let mut features = Vec::new();
    let mut scores = vec![0; morphology::CLASSES];
    let mut family = labeller::Family::default();
    epochs(examples.len(), rounds, seed, |_, e, _| {
        let Example { words, guessed: tags, heads, feats, .. } = examples[e];
        family.read(heads);
        let inflects = |i: usize| Upos::ALL.iter().any(|&u| u as u64 == tags[i] && morphology::inflects(u));
        for (i, &feats) in (1..).zip(feats).filter(|(i, _)| inflects(*i)) {
            let sentence = labeller::Sentence { words, tags, heads, family: &family };
            morphology::features(sentence, i, lexicon, &mut features);
            scores.fill(0);
            model.add(&features, &mut scores);
            for (truth, guess) in morphology::classes(feats).into_iter().zip(morphology::decide(&scores)) {
                model.learn(&features, truth, guess);
            }
        }
    });
    model
}

/// Learns which contractions are two words where.
#[must_use]
pub fn train_contractions(
    sentences: &[Sentence],
    rules: &Rules,
    lexicon: &Lexicon,
    rounds: usize,
    seed: u64,
) -> Perceptron {
    let mut model = Perceptron::new(2, Templates::ALL);
    let mut features = Vec::new();
    let mut scores = [0; 2];
    let (mut reader, mut words) = (Reader::default(), Words::default());
    epochs(sentences.len(), rounds, seed, |_, s, _| {
        let written = written(&sentences[s]);
        reader.read(lexicon, written.iter().map(|(form, _)| *form), &mut words);
        for (i, (form, apart)) in (1..).zip(&written) {
            if rules.contractions.contains_key(folded(form).as_ref()) {
                contractions::features(&words, i, &mut features);
                scores.fill(0);
                model.add(&features, &mut scores);
                model.learn(&features, usize::from(*apart), usize::from(scores[1] >= scores[0]));
            }
        }
    });
    model
}

/// The written words of a sentence, and whether each is several syntactic ones.
fn written(sentence: &Sentence) -> Vec<(&str, bool)> {
    let mut written = Vec::new();
    let mut i = 0;
    while let Some(word) = sentence.words.get(i) {
        if let Some((_, last, form)) = sentence.ranges.iter().find(|(first, _, _)| *first == i) {
            written.push((form.as_str(), true));
            i = last + 1;
        } else {
            written.push((word.form.as_str(), false));
            i += 1;
        }
    }
    written
}

/// Replaces the tags that the parser sees by those of taggers that each learned from the other folds.
pub fn jackknife(examples: &mut [Example], templates: Templates, rounds: usize, folds: usize) {
    let guesses: Vec<Vec<(usize, Vec<u8>)>> = std::thread::scope(|scope| {
        let examples = &*examples;
        let fold = |fold: usize| {
            let rest: Vec<&Example> =
                examples.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, e)| e).collect();
            let model = train_tagger(&rest, templates, rounds, 1);
            let mut buffer = Vec::new();
            let held_out = examples.iter().enumerate().filter(|(i, _)| i % folds == fold);
            held_out
                .map(|(i, e)| {
                    let mut tags = Vec::new();
                    tagger::tag(&model, &e.words, &mut tags, &mut buffer, |_, _| {});
                    (i, tags)
                })
                .collect()
        };
        let threads: Vec<_> = (0..folds).map(|f| scope.spawn(move || fold(f))).collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    for (i, tags) in guesses.into_iter().flatten() {
        parser::tag_values(&tags, &mut examples[i].guessed);
    }
}
