//! Trains the nets that stand beside the linear models: from words with their tags, from the states that the parser's own
//! net gets into, with the costs of the dynamic oracle, and from right trees. All share the rows of words.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use depeche::language::Upos;
use depeche::language::labeller::{self, Family};
use depeche::language::net::{self, Plain, key};
use depeche::language::parser::{self, Move, State};
use depeche::language::tagger;
use depeche::language::train::{Example, Random};
use depeche::language::weights::{Plan, Scorer, Weights, lead};
use depeche::language::words::Word;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Axis};

/// Numbers of a row of each table, and of a word.
const WIDTHS: [usize; 5] = [32, 12, 10, 10, 4];
const WIDTH: usize = WIDTHS[0] + WIDTHS[1] + WIDTHS[2] + WIDTHS[3] + WIDTHS[4];
const HIDDEN: usize = 128;
/// The hidden units that are kept in the end: those that say most.
const KEPT: usize = 96;
/// Sentences that are walked through together, and decisions that are learned from at once.
const TOGETHER: usize = 256;
const BATCH: usize = 128;
/// Steps of Adam (Kingma and Ba 2015), of which the last third are averaged.
const RATE: f32 = 0.001;
/// The share of hidden units that are left out of a decision (Srivastava et al. 2014).
const DROPPED: f32 = 0.3;
/// A word seen this often is taken for an unknown one every other time, one seen more often less often (Kiperwasser and
/// Goldberg 2016).
const RARE: f32 = 0.25;
/// The size of given vectors at the start.
const GIVEN: f32 = 0.5;
/// What a point of log probability weighs, and the lead below which a net is asked, both in mean leads of the linear
/// model: of the tagger's net, and of the others.
const OF_TAGS: (f64, f64) = (0.4, 0.15);
const OF_TREES: (f64, f64) = (0.3, 0.25);

/// As many as a decision has bits for.
pub const MOST_RELATIONS: usize = 64;

/// Numbers to learn, one row for each of something.
#[derive(Clone)]
struct Param {
    now: Array2<f32>,
    average: Array2<f32>,
    gradient: Array2<f32>,
    moments: [Array2<f32>; 2],
    /// The rows that the minibatch has to do with, where most rows have not.
    touched: Option<Vec<bool>>,
}

impl Param {
    fn new(shape: (usize, usize), size: f32, sparse: bool, random: &mut Random) -> Self {
        let now = Array2::from_shape_simple_fn(shape, || size * normal(random));
        let zero = Array2::zeros(shape);
        let touched = sparse.then(|| vec![false; shape.0]);
        Self { now, average: zero.clone(), gradient: zero.clone(), moments: [zero.clone(), zero], touched }
    }

    fn row(&self, row: usize) -> &[f32] {
        row_of(&self.now, row)
    }

    /// Adds to the gradient of a row.
    fn pull(&mut self, row: usize, by: &[f32]) {
        if let Some(touched) = &mut self.touched {
            touched[row] = true;
        }
        let width = by.len();
        let gradient = self.gradient.as_slice_mut().unwrap_or_default();
        gradient[row * width..(row + 1) * width].iter_mut().zip(by).for_each(|(g, b)| *g += b);
    }

    fn step(&mut self, rate: f32, steps: i32) {
        let (keep, keep_square) = (0.9f32, 0.999f32);
        let (first, second) = (1.0 - keep.powi(steps), 1.0 - keep_square.powi(steps));
        let width = self.now.ncols();
        let [m, v] = &mut self.moments;
        let parts = [&mut self.now, &mut self.gradient, m, v];
        let [now, gradient, m, v] = parts.map(|part| part.as_slice_mut().unwrap_or_default());
        for row in 0..now.len() / width {
            if self.touched.as_mut().is_some_and(|t| !std::mem::take(&mut t[row])) {
                continue;
            }
            for i in row * width..(row + 1) * width {
                let g = std::mem::take(&mut gradient[i]);
                m[i] += (1.0 - keep) * (g - m[i]);
                v[i] += (1.0 - keep_square) * (g * g - v[i]);
                now[i] -= rate * (m[i] / first) / ((v[i] / second).sqrt() + 1e-8);
            }
        }
    }

    /// Takes what is learned so far into the average, which has so many parts then.
    fn average(&mut self, parts: f32) {
        self.average.zip_mut_with(&self.now, |average, now| *average += (now - *average) / parts);
    }
}

fn row_of(rows: &Array2<f32>, row: usize) -> &[f32] {
    let width = rows.ncols();
    &rows.as_slice().unwrap_or_default()[row * width..(row + 1) * width]
}

/// Between zero and one.
#[expect(clippy::cast_precision_loss, reason = "24 bits")]
fn unit(random: &mut Random) -> f32 {
    random.below(1 << 24) as f32 / (1 << 24) as f32
}

/// A sum of a few numbers is normal enough.
fn normal(random: &mut Random) -> f32 {
    (0..6).map(|_| unit(random) - 0.5).sum::<f32>() * std::f32::consts::SQRT_2
}

/// The rows of a word in each table.
type Rows = [usize; 5];

/// A decision to learn from.
struct Item {
    /// The words that it is seen by, among those of the sentences that are walked through together.
    places: Vec<usize>,
    facts: Vec<u16>,
    /// One bit for each class that is right.
    right: u64,
}

/// The layers of one net.
#[derive(Clone)]
struct Layers {
    places: Param,
    facts: Param,
    start: Param,
    out: Param,
    base: Param,
}

impl Layers {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn new((places, facts, classes): net::Shape, random: &mut Random) -> Self {
        let size = |inputs: usize| (2.0 / inputs as f32).sqrt();
        Self {
            places: Param::new((places * WIDTH, HIDDEN), size(places * WIDTH), false, random),
            facts: Param::new((facts, HIDDEN), 0.05, true, random),
            start: Param::new((1, HIDDEN), 0.0, false, random),
            out: Param::new((HIDDEN, classes), size(2 * HIDDEN), false, random),
            base: Param::new((1, classes), 0.0, false, random),
        }
    }

    fn params(&mut self) -> [&mut Param; 5] {
        [&mut self.places, &mut self.facts, &mut self.start, &mut self.out, &mut self.base]
    }

    /// The hidden units before they are cut off at zero.
    fn hidden(&self, items: &[Item], input: &Array2<f32>) -> Array2<f32> {
        let mut hidden = input.dot(&self.places.now);
        for (mut row, item) in hidden.rows_mut().into_iter().zip(items) {
            let facts = item.facts.iter().map(|&f| self.facts.row(f.into()));
            for part in facts.chain([self.start.row(0)]) {
                row.iter_mut().zip(part).for_each(|(h, f)| *h += f);
            }
        }
        hidden
    }

    fn scores(&self, hidden: &Array2<f32>) -> Array2<f32> {
        hidden.dot(&self.out.now) + &self.base.now
    }
}

/// The tables of words and the nets behind them.
#[derive(Clone)]
struct Nets {
    tables: Vec<Param>,
    tagger: Layers,
    parser: Layers,
    labeller: Layers,
    steps: i32,
}

impl Nets {
    fn input(tables: &[Param], items: &[Item], words: &[Rows]) -> Array2<f32> {
        let width = items.first().map_or(0, |i| i.places.len()) * WIDTH;
        let mut input = Array2::zeros((items.len(), width));
        let places = items.iter().flat_map(|i| &i.places);
        let numbers = input.as_slice_mut().unwrap_or_default();
        for (out, &place) in numbers.chunks_exact_mut(WIDTH).zip(places) {
            let rows = tables.iter().zip(words[place]).flat_map(|(table, row)| table.row(row));
            out.iter_mut().zip(rows).for_each(|(o, n)| *o = *n);
        }
        input
    }

    /// What the parser's net says.
    fn moves(&self, items: &[Item], words: &[Rows]) -> Array2<f32> {
        let mut hidden = self.parser.hidden(items, &Self::input(&self.tables, items, words));
        hidden.mapv_inplace(|h| h.max(0.0));
        self.parser.scores(&hidden)
    }

    /// One step towards what is right of a minibatch; gives its loss, minus the logarithm of the probability of all that
    /// is right.
    fn learn(&mut self, which: Which, items: &[Item], words: &[Rows], rate: f32, random: &mut Random) -> f32 {
        let layers = match which {
            Which::Tagger => &mut self.tagger,
            Which::Parser => &mut self.parser,
            Which::Labeller => &mut self.labeller,
        };
        let input = Self::input(&self.tables, items, words);
        let mut hidden = layers.hidden(items, &input);
        let keep = 1.0 - DROPPED;
        let mask = hidden.mapv(|h| if h > 0.0 && unit(random) < keep { 1.0 / keep } else { 0.0 });
        hidden *= &mask;
        let mut scores = layers.scores(&hidden);
        let loss = errors(&mut scores, items);
        let mut errors = scores.dot(&layers.out.now.t());
        errors *= &mask;
        let add = |gradient: &mut Array2<f32>, a: &Array2<f32>, b: &Array2<f32>| {
            general_mat_mul(1.0, &a.t(), b, 1.0, gradient);
        };
        add(&mut layers.out.gradient, &hidden, &scores);
        add(&mut layers.places.gradient, &input, &errors);
        layers.base.gradient += &scores.sum_axis(Axis(0)).insert_axis(Axis(0));
        layers.start.gradient += &errors.sum_axis(Axis(0)).insert_axis(Axis(0));
        for (n, item) in items.iter().enumerate() {
            for &fact in &item.facts {
                layers.facts.pull(fact.into(), row_of(&errors, n));
            }
        }
        let back = errors.dot(&layers.places.now.t());
        let places = items.iter().flat_map(|i| &i.places);
        for (error, &place) in back.as_slice().unwrap_or_default().chunks_exact(WIDTH).zip(places) {
            let mut error = error;
            for ((table, row), width) in self.tables.iter_mut().zip(words[place]).zip(WIDTHS) {
                let (own, rest) = error.split_at(width);
                table.pull(row, own);
                error = rest;
            }
        }
        self.steps += 1;
        let steps = self.steps;
        layers.params().into_iter().chain(&mut self.tables).for_each(|p| p.step(rate, steps));
        loss
    }

    fn params(&mut self) -> impl Iterator<Item = &mut Param> {
        let nets = [&mut self.tagger, &mut self.parser, &mut self.labeller];
        self.tables.iter_mut().chain(nets.into_iter().flat_map(Layers::params))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Tagger,
    Parser,
    Labeller,
}

/// Turns scores into the gradient of the loss, which it gives.
#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn errors(scores: &mut Array2<f32>, items: &[Item]) -> f32 {
    let (mut loss, count) = (0.0, items.len() as f32);
    for (mut row, item) in scores.rows_mut().into_iter().zip(items) {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        row.mapv_inplace(|score| (score - most).exp());
        let is_right = |class: usize| item.right >> class & 1 == 1;
        let sum = row.sum();
        let right: f32 = row.iter().enumerate().filter(|(c, _)| is_right(*c)).map(|(_, p)| p).sum();
        let right = right.max(f32::MIN_POSITIVE);
        loss -= (right / sum).ln();
        for (class, p) in row.iter_mut().enumerate() {
            *p = (*p / sum - if is_right(class) { *p / right } else { 0.0 }) / count;
        }
    }
    loss
}

/// Where the words of the treebank stand in the tables.
struct Index {
    keys: BTreeMap<u32, usize>,
    seen: HashMap<u32, u32>,
}

impl Index {
    /// The rows of a word; where there is a generator rare ones are now and then taken for unknown ones.
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    fn rows(&self, word: &Word, tag: u64, random: Option<&mut Random>) -> Rows {
        let seen = self.seen.get(&key(word.lower)).copied().unwrap_or(0) as f32;
        let known = random.is_none_or(|r| unit(r) >= RARE / (RARE + seen));
        let own = Some(word.lower).filter(|_| known).and_then(|w| self.keys.get(&key(w)));
        let row = own.or_else(|| self.keys.get(&key(word.cluster))).copied().unwrap_or(self.keys.len());
        let [tag, ending, reading, shape] = net::traits(word, tag);
        [row, tag, ending, reading, shape]
    }
}

/// A word with its vector.
pub type Given = (Word, Vec<f32>);

/// The sections of the nets beside linear models of these sections. They learn from `examples`, into so
/// many relations; words start from `given` vectors. `say` is told how it goes.
pub fn train(
    examples: &[&Example],
    given: &[Given],
    relations: usize,
    epochs: usize,
    linear: [&Weights; 3],
    say: impl Fn(&str),
) -> Vec<(&'static str, Vec<u8>)> {
    let mut random = Random::new(1);
    let (index, first) = index(given, examples, &mut random);
    let mut tables = vec![first];
    for (rows, &width) in net::TABLES.into_iter().zip(&WIDTHS[1..]) {
        tables.push(Param::new((rows, width), GIVEN, true, &mut random));
    }
    let for_tagger = (tagger::PLACES, tagger::FACTS, Upos::ALL.len());
    let for_parser = (parser::PLACES, parser::FACTS, Move::ALL.len());
    let for_labeller = (labeller::PLACES, labeller::facts(relations), relations);
    let mut nets = Nets {
        tables,
        tagger: Layers::new(for_tagger, &mut random),
        parser: Layers::new(for_parser, &mut random),
        labeller: Layers::new(for_labeller, &mut random),
        steps: 0,
    };
    let all_three = [Which::Tagger, Which::Parser, Which::Labeller];
    let mut orders = all_three.map(|_| (0..examples.len()).collect::<Vec<usize>>());
    let rounds = examples.len().div_ceil(TOGETHER);
    let (mut done, all, mut averaged) = (0, epochs * rounds, 0.0);
    for epoch in 0..epochs {
        for order in &mut orders {
            random.shuffle(order);
        }
        let mut losses = [(0.0, 0usize); 3];
        for round in 0..rounds {
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            let rate = RATE * (1.0 - done as f32 / all as f32).max(0.02);
            for ((which, order), loss) in all_three.iter().zip(&orders).zip(&mut losses) {
                let part = |round: usize| round * order.len() / rounds;
                let some: Vec<&Example> =
                    order[part(round)..part(round + 1)].iter().map(|&e| examples[e]).collect();
                let (words, starts) = rows(&some, &index, &mut random);
                let mut items = match which {
                    Which::Tagger => tags(&some, &starts),
                    Which::Parser => walk(&some, &nets, (&words, &starts), epoch > 0, &mut random),
                    Which::Labeller => name(&some, &starts, relations),
                };
                random.shuffle(&mut items);
                for batch in items.chunks(BATCH) {
                    loss.0 += nets.learn(*which, batch, &words, rate, &mut random);
                    loss.1 += batch.len();
                }
            }
            done += 1;
            if 3 * done > 2 * all {
                averaged += 1.0;
                nets.params().for_each(|p| p.average(averaged));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let losses = losses.map(|(loss, count)| loss / count.max(1) as f32);
        say(&format!(
            "nets: loss {:.4} of tags, {:.4} of transitions, {:.4} of relations",
            losses[0], losses[1], losses[2]
        ));
    }
    finish(&nets, &index, examples, linear)
}

/// The keys of words with vectors and of their classes, and the rows of these.
fn index(given: &[Given], examples: &[&Example], random: &mut Random) -> (Index, Param) {
    let mut vectors: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
    let mut classes: BTreeMap<u32, (Vec<f32>, f32)> = BTreeMap::new();
    for (word, vector) in given {
        vectors.entry(key(word.lower)).or_insert_with(|| vector.clone());
        let (sum, count) = classes.entry(key(word.cluster)).or_insert_with(|| (vec![0.0; vector.len()], 0.0));
        sum.iter_mut().zip(vector).for_each(|(s, v)| *s += v);
        *count += 1.0;
    }
    for (class, (sum, count)) in classes {
        vectors.entry(class).or_insert_with(|| sum.into_iter().map(|s| s / count).collect());
    }
    let mut seen = HashMap::new();
    for example in examples {
        for i in 1..example.words.root() {
            *seen.entry(key(example.words.at(i).lower)).or_default() += 1;
        }
        // "No word" and the root have rows of their own.
        for end in [0, example.words.root()] {
            vectors.entry(key(example.words.at(end).lower)).or_default();
        }
    }
    let mut table = Param::new((vectors.len() + 1, WIDTHS[0]), GIVEN, true, random);
    for (mut row, vector) in table.now.rows_mut().into_iter().zip(vectors.values()) {
        row.iter_mut().zip(vector).for_each(|(n, v)| *n = GIVEN * v);
    }
    let keys = vectors.into_keys().zip(0..).collect();
    (Index { keys, seen }, table)
}

/// The rows of the words of sentences, and where each sentence starts among them.
fn rows(examples: &[&Example], index: &Index, random: &mut Random) -> (Vec<Rows>, Vec<usize>) {
    let (mut words, mut starts) = (Vec::new(), Vec::new());
    for example in examples {
        starts.push(words.len());
        let all = 0..=example.words.root();
        words.extend(all.map(|i| index.rows(example.words.at(i), example.guessed[i], Some(random))));
    }
    (words, starts)
}

/// The words with their tags.
fn tags(examples: &[&Example], starts: &[usize]) -> Vec<Item> {
    let mut items = Vec::new();
    for (Example { words, tags, .. }, start) in examples.iter().zip(starts) {
        for (position, tag) in (1..).zip(tags) {
            let mut facts = Vec::new();
            let places = tagger::sight(words, position, &mut facts).map(|place| start + place).to_vec();
            items.push(Item { places, facts, right: 1 << tag });
        }
    }
    items
}

/// The states that the net gets into when it parses, all sentences at the same time; before it knows a thing it does what
/// is right.
fn walk(
    examples: &[&Example],
    nets: &Nets,
    (words, starts): (&[Rows], &[usize]),
    knows: bool,
    random: &mut Random,
) -> Vec<Item> {
    let mut states = vec![State::default(); examples.len()];
    states.iter_mut().zip(examples).for_each(|(s, e)| s.start(e.words.len()));
    let mut all = Vec::new();
    loop {
        let (mut items, mut whose) = (Vec::new(), Vec::new());
        for (n, (state, example)) in states.iter_mut().zip(examples).enumerate() {
            while !state.done() {
                let mut allowed = Move::ALL.into_iter().filter(|&m| state.allows(m));
                let first = allowed.next();
                if let Some(only) = first.filter(|_| allowed.next().is_none()) {
                    state.make(only, &example.guessed);
                    continue;
                }
                let mut facts = Vec::new();
                let places = state.sight(&mut facts).map(|place| starts[n] + place).to_vec();
                items.push(Item { places, facts, right: right(state, &example.heads) });
                whose.push(n);
                break;
            }
        }
        if items.is_empty() {
            return all;
        }
        let said = knows.then(|| nets.moves(&items, words));
        for (n, &whose) in whose.iter().enumerate() {
            let state = &mut states[whose];
            let share = |step: Move| match &said {
                Some(said) => said[(n, step as usize)].min(50.0).exp(),
                None => f32::from(u8::from(items[n].right >> step as u64 & 1 == 1)),
            };
            let shares = Move::ALL.map(|step| if state.allows(step) { share(step) } else { 0.0 });
            let mut left = unit(random) * shares.iter().sum::<f32>();
            let picked = Move::ALL.into_iter().zip(shares).find(|(_, share)| {
                left -= share;
                *share > 0.0 && left <= 0.0
            });
            let any = || Move::ALL.into_iter().find(|&m| state.allows(m));
            if let Some(step) = picked.map(|(step, _)| step).or_else(any) {
                state.make(step, &examples[whose].guessed);
            }
        }
        all.append(&mut items);
    }
}

/// One bit for each transition that costs the least.
fn right(state: &State, heads: &[usize]) -> u64 {
    let costs = state.costs(heads);
    let allowed = || Move::ALL.into_iter().filter(|&m| state.allows(m));
    let least = allowed().map(|m| costs[m as usize]).min();
    allowed().filter(|&m| Some(costs[m as usize]) == least).fold(0, |bits, m| bits | 1 << m as u64)
}

/// The arcs of right trees.
fn name(examples: &[&Example], starts: &[usize], relations: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let (mut family, mut memory, mut named) = (Family::default(), labeller::Memory::default(), Vec::new());
    for (Example { words, guessed: tags, heads, labels, .. }, start) in examples.iter().zip(starts) {
        family.read(heads);
        let sentence = labeller::Sentence { words, tags, heads, family: &family };
        labeller::classify(sentence, &mut memory, &mut named, |i, given, _| {
            let mut facts = Vec::new();
            let places = labeller::sight(sentence, i, given, relations, &mut facts);
            let places = places.map(|place| start + place).to_vec();
            items.push(Item { places, facts, right: 1 << labels[i - 1] });
            labels[i - 1]
        });
    }
    items
}

/// Rounds the averages to what is stored.
#[expect(clippy::cast_possible_truncation, reason = "rounding is the point")]
fn finish(
    nets: &Nets,
    index: &Index,
    examples: &[&Example],
    linear: [&Weights; 3],
) -> Vec<(&'static str, Vec<u8>)> {
    let mut tables: [Vec<Vec<i8>>; 5] = Default::default();
    let mut units = Vec::new();
    for (rounded, table) in tables.iter_mut().zip(&nets.tables) {
        let mut sizes: Vec<f32> = table.average.iter().map(|n| n.abs()).collect();
        sizes.sort_by(f32::total_cmp);
        // A few large ones are cut off, so that the others keep their differences.
        let unit = sizes[sizes.len() - 1 - sizes.len() / 5000].max(f32::MIN_POSITIVE) / 127.0;
        let round = |n: &f32| (n / unit).round() as i8;
        rounded.extend(table.average.rows().into_iter().map(|row| row.iter().map(round).collect()));
        units.extend(std::iter::repeat_n(unit, table.average.ncols()));
    }
    let keys: Vec<u32> = index.keys.keys().copied().collect();
    let means = mean_leads(examples, linear);
    let section = |layers: &Layers, mean: f64, (weight, doubt): (f64, f64)| {
        weightiest(&plain(layers, &units, (weight * mean) as f32, (doubt * mean) as i32), KEPT).write(WIDTH)
    };
    vec![
        ("vectors", net::write_vectors(&keys, &tables)),
        ("tagger.net", section(&nets.tagger, means[0], OF_TAGS)),
        ("parser.net", section(&nets.parser, means[1], OF_TREES)),
        ("labeller.net", section(&nets.labeller, means[2], OF_TREES)),
    ]
}

/// The numbers of words are in `units`, and what is made of them the other way round; each hidden unit is scaled so that
/// its largest number is 127, and what it says the other way round.
#[expect(clippy::cast_possible_truncation, reason = "rounding is the point")]
fn plain(layers: &Layers, units: &[f32], weight: f32, lead: i32) -> Plain {
    let mut plain = Plain { lead, ..Plain::default() };
    plain.facts = vec![Vec::new(); layers.facts.now.nrows()];
    for (n, column) in layers.places.average.columns().into_iter().enumerate() {
        let column: Vec<f32> = column.iter().zip(units.iter().cycle()).map(|(w, unit)| w * unit).collect();
        let scale = column.iter().fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs())) / 127.0;
        plain.places.push(column.iter().map(|w| (w / scale).round() as i8).collect());
        for (row, fact) in plain.facts.iter_mut().zip(layers.facts.average.column(n)) {
            row.push((fact / scale).round() as i16);
        }
        plain.start.push((layers.start.average[(0, n)] / scale).round() as i32);
        plain.out.push(layers.out.average.row(n).iter().map(|w| w * scale * weight).collect());
    }
    plain.out.push(layers.base.average.row(0).iter().map(|w| w * weight).collect());
    plain
}

/// Without the hidden units that say least: those of small numbers, and those that say the same for all classes.
#[expect(clippy::cast_precision_loss, reason = "a count")]
fn weightiest(plain: &Plain, kept: usize) -> Plain {
    let says = |unit: usize| {
        let size: f64 = plain.places[unit].iter().map(|n| f64::from(*n).powi(2)).sum();
        let out: Vec<f64> = plain.out[unit].iter().map(|n| f64::from(*n)).collect();
        let mean = out.iter().sum::<f64>() / out.len().max(1) as f64;
        size * out.iter().map(|n| (n - mean).powi(2)).sum::<f64>()
    };
    let mut units: Vec<usize> = (0..plain.places.len()).collect();
    units.sort_by(|&a, &b| says(b).total_cmp(&says(a)));
    units.truncate(kept);
    units.sort_unstable();
    let base = plain.out.len() - 1;
    Plain {
        lead: plain.lead,
        places: units.iter().map(|&u| plain.places[u].clone()).collect(),
        facts: plain.facts.iter().map(|row| units.iter().map(|&u| row[u]).collect()).collect(),
        start: units.iter().map(|&u| plain.start[u]).collect(),
        out: units.iter().chain([&base]).map(|&u| plain.out[u].clone()).collect(),
    }
}

/// Watches how far the best class is ahead.
struct Leads<'a> {
    weights: &'a Weights,
    plan: Plan,
    sum: Cell<f64>,
    count: Cell<u32>,
}

impl<'a> Leads<'a> {
    fn new(weights: &'a Weights) -> Self {
        let plan = Plan::new(weights.templates(), None);
        Self { weights, plan, sum: Cell::new(0.0), count: Cell::new(0) }
    }

    fn mean(&self) -> f64 {
        self.sum.get() / f64::from(self.count.get().max(1))
    }
}

impl Scorer for Leads<'_> {
    fn classes(&self) -> usize {
        self.weights.classes()
    }

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn add(&self, features: &[u64], scores: &mut [i32]) {
        self.weights.add(features, scores);
        self.sum.set(self.sum.get() + f64::from(lead(scores)));
        self.count.set(self.count.get() + 1);
    }
}

/// How far the best class of the linear tagger, parser and labeller is ahead on average.
fn mean_leads(examples: &[&Example], linear: [&Weights; 3]) -> [f64; 3] {
    /// Sentences that are looked at.
    const SOME: usize = 500;
    let watches = linear.map(Leads::new);
    let step = examples.len().div_ceil(SOME).max(1);
    let (mut state, mut heads, mut buffer) = (State::default(), Vec::new(), Vec::new());
    let (mut family, mut memory, mut labels) = (Family::default(), labeller::Memory::default(), Vec::new());
    let mut guessed = Vec::new();
    for Example { words, guessed: tags, heads: right, .. } in examples.iter().step_by(step) {
        tagger::tag(&watches[0], words, &mut guessed, &mut buffer, |_, _| {});
        parser::parse(&watches[1], None, (words, tags), &mut state, &mut heads, &mut buffer);
        family.read(right);
        let sentence = labeller::Sentence { words, tags, heads: right, family: &family };
        labeller::label(&watches[2], None, sentence, &mut memory, &mut labels);
    }
    watches.map(|w| w.mean())
}
