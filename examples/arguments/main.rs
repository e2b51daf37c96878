//! Trains the model of arguments from dispatches with gold, and says what it is worth.
//!
//! ```text
//! cargo run --release --example arguments -- --out assets/models/arguments.model --fresh FRESH GOLD...
//! cargo run --release --example arguments -- --fresh FRESH GOLD...
//! ```
//!
//! Each GOLD is a folder of gold files beside their dispatches; so is FRESH, of texts that the rules were not written from: there they
//! are as good as on any other. Precision, recall and F1 are of texts held out, by what the rules find alone and with the model; the
//! limits that decide are those that are best for all texts and for fresh ones. With `--out` the model then learns from all texts. Deterministic: the
//! same files give the same bytes.

#![expect(clippy::print_stdout, reason = "a command-line program")]

mod gold;
mod score;

use clap::Parser as _;
use depeche::extract::arguments::model::{Limits, Table};
use depeche::extract::arguments::train::{Example, Settings, cross_validate, fit};
use depeche::language::container;
use gold::{Key, Text};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::path::PathBuf;

/// How pairs are learned from.
const PAIRS: Settings = Settings { strength: 0.1, least: 4, rounds: 10 };
/// How sure a pair must be to be learned from where its relation has a likelier word in the text.
const SURE: f32 = 0.35;

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
    /// Folders of dispatches with gold.
    gold: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let mut texts: Vec<Text> = Vec::new();
    for (folders, fresh) in [(&options.gold, false), (&options.fresh, true)] {
        let mut files = Vec::new();
        for folder in folders {
            gold::gather(folder, &mut files)?;
        }
        files.sort();
        files.retain(|f| {
            let name = f.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".gold.json"));
            !options.without.iter().any(|w| name == Some(w))
        });
        for file in &files {
            texts.extend(gold::read(file, texts.len())?.map(|text| Text { fresh, ..text }));
        }
    }
    println!("{} texts", texts.len());
    let pairs = pairs(&texts, &options);
    if let Some(out) = &options.out {
        let about = format!("Learned from {} dispatches with gold.\n", texts.len()).into_bytes();
        let bytes = container::write(&[("about", about), ("pairs", pairs.write())]);
        println!("{} KB", bytes.len() / 1000);
        std::fs::write(out, bytes)?;
    }
    Ok(())
}

/// The groups of texts that are scored: by language, fresh ones, all.
const GROUPS: [&str; 4] = ["fr", "en", "fresh", "all"];

/// Those whose mean F1 the limits are to raise: there are too few fresh texts to go by them alone.
const DECIDING: [&str; 2] = ["fresh", "all"];

/// Whether `text` is of that group.
fn within(text: &Text, group: &str) -> bool {
    group == "all" || text.lang.as_str() == group || group == "fresh" && text.fresh
}

/// Scores that differ by less are as good: of limits as good the one is chosen that is surest of what it adds.
const NEAR: f64 = 0.004;

/// Limits to choose from.
fn limits(from: u8, to: u8) -> impl Iterator<Item = f32> {
    (from..=to).map(|n| f32::from(n) / 40.0)
}

/// The best of `limits` by `f1`: the last of those that are as good but for `NEAR`.
fn best(limits: impl Iterator<Item = f32>, f1: impl Fn(f32) -> f64) -> f32 {
    let scores: Vec<(f32, f64)> = limits.map(|l| (l, f1(l))).collect();
    let most = scores.iter().fold(0.0_f64, |most, s| most.max(s.1));
    scores.iter().rev().find(|s| s.1 + NEAR >= most).map_or(0.0, |s| s.0)
}

fn pairs(texts: &[Text], options: &Options) -> Table {
    let mut examples: Vec<Example> = texts.iter().flat_map(|t| t.pairs.iter().cloned()).collect();
    let keys: Vec<(usize, Key)> =
        texts.iter().enumerate().flat_map(|(i, t)| t.keys.iter().map(move |&(k, _)| (i, k))).collect();
    let found: Vec<f32> = cross_validate(&examples, PAIRS, options.folds);
    doubt(&mut examples, &keys, &found);
    let found: Vec<f32> = cross_validate(&examples, PAIRS, options.folds);
    finish(texts, &examples, &found)
}

/// Of the words that may state a relation of gold only the likeliest surely does: the others teach nothing, unless they are likely
/// themselves (multiple-instance learning; Andrews, Tsochantaridis and Hofmann 2002).
fn doubt(examples: &mut [Example], keys: &[(usize, Key)], found: &[f32]) {
    let mut likeliest: HashMap<(usize, Key), usize> = HashMap::new();
    for (i, &key) in keys.iter().enumerate().filter(|(i, _)| examples[*i].truth) {
        let best = likeliest.entry(key).or_insert(i);
        if found[i] > found[*best] {
            *best = i;
        }
    }
    for (i, example) in examples.iter_mut().enumerate().filter(|(_, e)| e.truth) {
        if likeliest.get(&keys[i]) != Some(&i) && found[i] < SURE {
            example.weight = 0.0;
        }
    }
}

fn finish(texts: &[Text], examples: &[Example], found: &[f32]) -> Table {
    let mut left = found.iter().copied();
    let likeliest: Vec<Likeliest> = texts
        .iter()
        .map(|text| {
            let mut likeliest = Likeliest::default();
            for ((key, open), p) in text.keys.iter().zip(left.by_ref()) {
                let (any, added) = likeliest.entry(*key).or_default();
                *any = any.max(p);
                *added = added.max(if *open { p } else { 0.0 });
            }
            likeliest
        })
        .collect();
    let decide = |limits: Limits| {
        let likeliest = &likeliest;
        move |i: usize, text: &Text| reviewed(text, &likeliest[i], limits)
    };
    let all = |limits| {
        let of = |group| score::relations(texts, |t| within(t, group), decide(limits)).f1();
        DECIDING.into_iter().map(of).sum()
    };
    // What the rules state stays: taking away what is unlikely took right constructions that are rare.
    let mut chosen = Limits::default();
    chosen.add = best(limits(14, 32), |add| all(Limits { add, ..chosen }));
    println!("pairs: {}, {chosen:?}", examples.len());
    for group in GROUPS {
        let rules = score::relations(texts, |t| within(t, group), |_, text| text.stated.clone());
        let model = score::relations(texts, |t| within(t, group), decide(chosen));
        println!("  {group:5} alliances rules {rules}  model {model}");
    }
    let all: Vec<&Example> = examples.iter().collect();
    fit(&all, PAIRS, chosen)
}

/// How likely each relation is by any word of a text, and by one that may add it.
type Likeliest = HashMap<Key, (f32, f32)>;

/// What is left of the rules' relations and what is added to them.
fn reviewed(text: &Text, likeliest: &Likeliest, Limits { add, keep }: Limits) -> HashSet<Key> {
    let pair = |&(_, a, b): &Key| (a.min(b), a.max(b));
    let mut known: HashSet<_> = text.stated.iter().map(pair).collect();
    let mut found: HashSet<Key> =
        text.stated.iter().filter(|k| likeliest.get(*k).is_none_or(|p| p.0 >= keep)).copied().collect();
    let mut new: Vec<(&Key, f32)> =
        likeliest.iter().map(|(k, p)| (k, p.1)).filter(|(_, p)| *p >= add).collect();
    new.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    found.extend(new.into_iter().map(|(key, _)| *key).filter(|key| known.insert(pair(key))));
    found
}
