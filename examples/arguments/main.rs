//! Trains the model of arguments from dispatches with gold, and says what it is worth.
//!
//! ```text
//! cargo run --release --example arguments -- --out assets/models/arguments.model --fresh FRESH GOLD...
//! cargo run --release --example arguments -- --fresh FRESH --test TEST GOLD...
//! ```
//!
//! Each GOLD is a folder of gold files beside their dispatches; so is FRESH, of texts that the rules were not written from, and TEST,
//! of texts that are only scored. Precision, recall and F1 are of texts held out, by what the rules find alone and with the model; the
//! limits that decide are those that are best for whole dispatches. With `--out` the model learns from all texts but those of TEST.
//! Deterministic: the same files give the same bytes.

#![expect(clippy::print_stdout, reason = "a command-line program")]

mod gold;
mod parties;
mod score;
mod tellings;

use clap::Parser as _;
use depeche::extract::arguments::LABELS;
use depeche::extract::arguments::model::{Limits, Scores, Table};
use depeche::extract::arguments::train::{Example, Settings, cross_validate, fit};
use depeche::language::container::{self, Container};
use gold::{Key, Text};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How pairs are learned from.
const PAIRS: Settings = Settings { strength: 0.1, least: 5, rounds: 10 };
/// How parties are learned from.
const PARTIES: Settings = Settings { strength: 0.1, least: 3, rounds: 10 };

/// What a feature of pairs must say more than to be kept once they are learned: two fifths say less, and no relation is read better by
/// them.
const SMALL: u8 = 4;
/// How words that may tell an event are learned from.
const TELLINGS: Settings = Settings { strength: 0.1, least: 3, rounds: 10 };

/// Trains the model of arguments, or says what it is worth.
#[derive(clap::Parser)]
struct Options {
    /// Where to write the model.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Into how many parts the texts are split, each of which is held out once.
    #[arg(long, default_value_t = 8)]
    folds: usize,
    /// Names of texts that are left out.
    #[arg(long)]
    without: Vec<String>,
    /// A folder of dispatches with gold that the rules were not written from.
    #[arg(long)]
    fresh: Vec<PathBuf>,
    /// A folder of dispatches with gold that the rules were not written from, of which only the events are annotated.
    #[arg(long)]
    events: Vec<PathBuf>,
    /// A folder of dispatches with gold that are only scored.
    #[arg(long)]
    test: Vec<PathBuf>,
    /// A model whose relations and parties are taken as they are: only which words tell an event is learned.
    #[arg(long)]
    beside: Option<PathBuf>,
    /// A folder of texts in which the words that tell an event are marked.
    #[arg(long)]
    marked: Vec<PathBuf>,
    /// The limits for words that tell an event, instead of those that are best on dispatches with gold: what is added, what takes the place
    /// of the rules' word, what of theirs goes.
    #[arg(long, value_delimiter = ',')]
    limits: Vec<f32>,
    /// Folders of dispatches with gold.
    gold: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    if !matches!(options.limits.len(), 0 | 3) {
        return Err("--limits takes three numbers with commas between.".into());
    }
    if let Some(beside) = &options.beside {
        return learn_tellings(beside, &options);
    }
    let mut texts = read(&options.gold, &options, false)?;
    texts.extend(read(&options.fresh, &options, true)?);
    texts.extend(read(&options.events, &options, true)?.into_iter().map(Text::without_relations));
    for (document, text) in texts.iter_mut().enumerate() {
        text.pairs.iter_mut().for_each(|pair| pair.document = document);
        text.parties.iter_mut().for_each(|party| party.document = document);
    }
    println!("{} texts", texts.len());
    let pairs = pairs(&texts, &options);
    let roles = parties::learn(&texts, &options);
    for folder in &options.test {
        let texts = read(std::slice::from_ref(folder), &options, true)?;
        println!("{}", folder.display());
        let likely = likely(&texts, texts.iter().flat_map(|t| &t.pairs).map(|e| pairs.weigh(&e.features)));
        report(&texts, &likely, pairs.limits);
        parties::test(&texts, &roles);
    }
    if let Some(out) = &options.out {
        let about = format!("Learned from {} dispatches with gold.\n", texts.len()).into_bytes();
        let gold = [&options.gold[..], &options.fresh, &options.events].concat();
        let tellings = tellings::learn(&tellings::read(&gold, &options.marked)?, &options);
        let bytes = container::write(&[
            ("about", about),
            ("pairs", pairs.without(SMALL).write()),
            ("roles", roles.write()),
            ("tellings", tellings.write()),
        ]);
        println!("{} KB", bytes.len() / 1000);
        std::fs::write(out, bytes)?;
    }
    Ok(())
}

/// Learns which words tell an event, beside what another model knows of relations and parties.
fn learn_tellings(beside: &Path, options: &Options) -> Result<(), Box<dyn Error>> {
    let gold = [&options.gold[..], &options.fresh, &options.events].concat();
    let texts = tellings::read(&gold, &options.marked)?;
    let learned = tellings::learn(&texts, options);
    for folder in &options.test {
        println!("{}", folder.display());
        tellings::test(&tellings::read(std::slice::from_ref(folder), &[])?, &learned);
    }
    if let Some(out) = &options.out {
        let other = Container::open(std::fs::read(beside)?.into())?;
        let section = |name| other.section(name).map(Cow::into_owned);
        let mut about = String::from_utf8(section("about")?)?;
        writeln!(about, "Which words tell an event: learned from {} texts.", texts.len())?;
        let sections = [
            ("about", about.into_bytes()),
            ("pairs", Table::<{ LABELS.len() }>::read(&other, "pairs")?.without(SMALL).write()),
            ("roles", section("roles")?),
            ("tellings", learned.write()),
        ];
        println!("{} KB", sections[3].1.len() / 1000);
        std::fs::write(out, container::write(&sections))?;
    }
    Ok(())
}

/// The dispatches with gold in `folders`.
fn read(folders: &[PathBuf], options: &Options, fresh: bool) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in folders {
        gold::gather(folder, &mut files)?;
    }
    files.sort();
    files.retain(|f| {
        let name = f.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".gold.json"));
        !options.without.iter().any(|w| name == Some(w))
    });
    let mut texts = Vec::new();
    for file in &files {
        texts.extend(gold::read(file)?.map(|text| Text { fresh, ..text }));
    }
    Ok(texts)
}

/// The groups of texts that are scored.
const GROUPS: [&str; 4] = ["fr", "en", "fresh dispatches", "all"];

/// Those whose mean F1 the limits are to raise: whole dispatches, which state less than texts written to state much, those that the rules
/// were not written from and the others.
const DECIDING: [&str; 2] = ["fresh dispatches", "old dispatches"];

/// Whether `text` is of that group.
fn within(text: &Text, group: &str) -> bool {
    match group {
        "all" => true,
        "fresh dispatches" => text.fresh && text.whole,
        "old dispatches" => !text.fresh && text.whole,
        lang => text.lang.as_str() == lang,
    }
}

/// Scores whose sum differs by less are as good: of limits as good the one is chosen that is surest of what it adds, for texts that were
/// written to learn from state more relations, and name parties more freely, than news does.
const NEAR: f64 = 0.04;

/// Scores whose sum differs by less are the same.
const SAME: f64 = 0.01;

/// Limits to choose from.
fn limits(from: u8, to: u8) -> impl Iterator<Item = f32> {
    (from..=to).map(|n| f32::from(n) / 40.0)
}

/// The best of `limits` by `f1`: the last of those that are as good but for `near`.
fn best(limits: impl Iterator<Item = f32>, near: f64, f1: impl Fn(f32) -> f64) -> f32 {
    let scores: Vec<(f32, f64)> = limits.map(|l| (l, f1(l))).collect();
    let most = scores.iter().fold(0.0_f64, |most, s| most.max(s.1));
    scores.iter().rev().find(|s| s.1 + near >= most).map_or(0.0, |s| s.0)
}

/// The limits to choose from below which what the rules state goes: what one states of a rare construction the model has hardly seen, and
/// little is taken away.
fn doubts() -> impl Iterator<Item = f32> {
    limits(0, 4)
}

fn pairs(texts: &[Text], options: &Options) -> Table<{ LABELS.len() }> {
    let examples: Vec<Example<_>> = texts.iter().flat_map(|t| t.pairs.iter().cloned()).collect();
    let likely = likely(texts, cross_validate(&examples, PAIRS, options.folds));
    let all = |limits| {
        let of = |group| {
            score::relations(texts, |t| within(t, group), |i, t| reviewed(t, &likely[i], limits)).f1()
        };
        DECIDING.into_iter().map(of).sum()
    };
    let mut chosen = Limits::default();
    chosen.add = best(limits(10, 36), NEAR, |add| all(Limits { add, ..chosen }));
    chosen.keep[0] = best(doubts(), SAME, |keep| all(Limits { keep: [keep; 2], ..chosen }));
    chosen.add = best(limits(10, 36), NEAR, |add| all(Limits { add, ..chosen }));
    println!("pairs: {}, {chosen:?}", examples.len());
    report(texts, &likely, chosen);
    fit(&examples.iter().collect::<Vec<_>>(), PAIRS, chosen)
}

/// How likely each relation is by any sentence of a text.
type Likely = HashMap<Key, f32>;

/// For each text how likely its relations are, from the probabilities of the labels of its pairs.
fn likely(texts: &[Text], found: impl IntoIterator<Item = Scores<{ LABELS.len() }>>) -> Vec<Likely> {
    let mut found = found.into_iter();
    let one = |text: &Text| {
        let mut likely = Likely::default();
        for (keys, found) in text.keys.iter().zip(found.by_ref()) {
            for (key, p) in keys.iter().zip(found) {
                let best = likely.entry(*key).or_default();
                *best = best.max(p);
            }
        }
        likely
    };
    texts.iter().map(one).collect()
}

/// Prints the scores of `texts`: of the rules alone, with the model, and what a model that errs in nothing would give.
fn report(texts: &[Text], likely: &[Likely], limits: Limits) {
    for group in GROUPS {
        let of = |t: &Text| within(t, group);
        if texts.iter().any(of) {
            let rules = score::relations(texts, of, |_, text| text.stated.clone());
            let model = score::relations(texts, of, |i, text| reviewed(text, &likely[i], limits));
            let most = score::relations(texts, of, |_, text| text.within_reach());
            println!("  {group:16} rules {rules}  with the model {model}  at most {most}");
        }
    }
}

/// What is left of the rules' relations and what is added to them.
fn reviewed(text: &Text, likely: &Likely, Limits { add, keep: [keep, _], .. }: Limits) -> HashSet<Key> {
    let pair = |&(_, a, b): &Key| (a.min(b), a.max(b));
    let mut found: HashSet<Key> =
        text.stated.iter().filter(|k| likely.get(*k).is_none_or(|p| *p >= keep)).copied().collect();
    let mut known: HashSet<_> = found.iter().map(pair).collect();
    let mut new: Vec<(&Key, f32)> = likely.iter().map(|(k, p)| (k, *p)).filter(|(_, p)| *p >= add).collect();
    new.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    found.extend(new.into_iter().map(|(key, _)| *key).filter(|key| known.insert(pair(key))));
    found
}
