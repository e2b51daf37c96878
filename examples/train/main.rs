//! Trains the model of one language and writes it to a file.
//!
//! ```text
//! cargo run --release --example train -- --out assets/models/fr.model \
//!     --rules assets/lexicon/fr/tokens.toml --templates examples/train/templates.fr.toml --lefff lefff-3.4.mlex --clusters clusters.tsv \
//!     --about about.txt TREEBANK.conllu...
//! ```
//!
//! The same files give the same bytes. docs/language-engine.md says where the files come from.

#![expect(clippy::print_stderr, reason = "a command-line program")]

mod early;
mod net;
mod readings;
mod sources;

use clap::Parser as _;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use depeche::language::conllu::{self, Sentence};
use depeche::language::container::{self, Container};
use depeche::language::lexicon::Lexicon;
use depeche::language::rules::Rules;
use depeche::language::train::{
    Example, finish, jackknife, seeds, train_contractions, train_labeller, train_morphology, train_parser,
    train_tagger,
};
use depeche::language::weights::{Templates, Weights};
use depeche::language::words::Reader;
use depeche::language::{Deprel, Upos};

/// Trains the model of one language.
#[derive(clap::Parser)]
struct Options {
    /// Where to write the model.
    #[arg(long)]
    out: PathBuf,
    /// The language's `tokens.toml`.
    #[arg(long)]
    rules: PathBuf,
    /// A Lefff lexicon (form, category, lemma, tag).
    #[arg(long)]
    lefff: Option<PathBuf>,
    /// A folder with the tables of `LemmInflect`, `lemma_lu.csv` and `infl_lu.csv`.
    #[arg(long)]
    lemminflect: Option<PathBuf>,
    /// Distributional classes: form, fine class, coarse class, separated by tabs.
    #[arg(long)]
    clusters: Option<PathBuf>,
    /// Vectors of words, the commonest first, for the nets beside the parser and the labeller: the word, a tab, numbers
    /// between spaces.
    #[arg(long)]
    vectors: Option<PathBuf>,
    /// A model of the same treebanks whose linear models are taken as they are: only nets are trained.
    #[arg(long)]
    beside: Option<PathBuf>,
    /// The feature templates that the models use: numbers under `tagger`, `parser` and `labeller`.
    #[arg(long)]
    templates: PathBuf,
    /// What the model says about itself.
    #[arg(long)]
    about: Option<PathBuf>,
    /// Text that a much better parser annotated: its tags, heads and relations count as right.
    #[arg(long)]
    taught: Vec<PathBuf>,
    /// How often the treebanks count beside text that others annotated.
    #[arg(long, default_value_t = 2)]
    times: usize,
    /// Average weights of the parser below this are dropped.
    #[arg(long, default_value_t = 1.0)]
    parser_floor: f64,
    /// Average weights of the other models below this are dropped.
    #[arg(long, default_value_t = 0.6)]
    floor: f64,
    /// The same of the tagger alone.
    #[arg(long)]
    tagger_floor: Option<f64>,
    /// The same of the labeller alone.
    #[arg(long)]
    labeller_floor: Option<f64>,
    /// How often nets go through what they learn from.
    #[arg(long)]
    passes: Option<usize>,
    /// How many models are averaged into one.
    #[arg(long, default_value_t = 2)]
    seeds: u64,
    /// Treebanks.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
}

/// The numbers of the templates in the order of their tables, and the stages that ask some of them first.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Selection {
    tagger: Vec<u8>,
    parser: Vec<u8>,
    labeller: Vec<u8>,
    early: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let started = Instant::now();
    let say = |what: &str| eprintln!("{:6.1} s  {what}", started.elapsed().as_secs_f32());
    let gold = read_all(&options.treebanks)?;
    let mut taught = read_all(&options.taught)?;
    follow(&gold, &mut taught);
    let templates: Selection = toml::from_str(&std::fs::read_to_string(&options.templates)?)?;
    let rules = Rules::read(&std::fs::read_to_string(&options.rules)?)?;
    let mut readings = readings_of(&options)?;
    let clusters = options.clusters.as_ref().map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let mut sections = readings.sections(&gold);
    sections.push(("clusters", sources::clusters(&clusters)?));
    let lexicon = Lexicon::read(&Container::open(container::write(&sections).into())?)?;
    say(&format!("lexicon of {} forms", readings.len()));

    let labels = labels(&gold);
    let mut reader = Reader::default();
    let mut prepare = |all: &[Sentence]| {
        all.iter().map(|s| Example::new(s, &mut reader, &lexicon, &labels)).collect::<Vec<_>>()
    };
    let mut examples = prepare(&gold);
    examples.extend(prepare(&taught));
    let [for_tagger, for_parser, for_labeller] =
        [&templates.tagger, &templates.parser, &templates.labeller].map(|numbers| Templates::of(numbers));
    jackknife(&mut examples, for_tagger, 6, 5);
    say("tags for the parser");
    let all: Vec<&Example> = examples.iter().take(gold.len()).collect();
    let others = &examples[gold.len()..];
    let often = || std::iter::repeat_n(&all, options.times).flatten().copied().chain(others);
    let known: Vec<&Example> = if others.is_empty() { all.clone() } else { often().collect() };
    let names: Vec<&str> = labels.iter().map(|l| l.as_str()).collect();
    let about = options.about.as_ref().map(std::fs::read).transpose()?.unwrap_or_default();
    sections.push(("about", about));
    sections.push(("labels", names.join("\n").into_bytes()));
    let finished = if let Some(path) = &options.beside {
        let other = Container::open(std::fs::read(path)?.into())?;
        if other.section("labels")? != sections[sections.len() - 1].1 {
            return Err(format!("{} knows other relations.", path.display()).into());
        }
        for name in ["contractions", "morphology"] {
            sections.push((name, other.section(name)?.into_owned()));
        }
        let [tagger, parser, labeller] = early::STAGES.map(|name| other.section(name));
        [tagger?, parser?, labeller?].map(Cow::into_owned)
    } else {
        let count = options.seeds;
        let tagger = seeds(count, |seed| train_tagger(&known, for_tagger, 8, seed));
        let labeller = seeds(count, |seed| train_labeller(&known, (labels.len(), for_labeller), 8, seed));
        say("tagger and labeller");
        let rounds = if others.is_empty() { 12 } else { 8 };
        let parser = seeds(count, |seed| train_parser(&known, for_parser, rounds, seed));
        say("parser");
        let contractions = seeds(count, |seed| train_contractions(&gold, &rules, &lexicon, 10, seed));
        let morphology = seeds(count, |seed| train_morphology(&all, &lexicon, 5, seed));
        sections.push(("contractions", finish(&contractions, options.floor)));
        sections.push(("morphology", finish(&morphology, options.floor)));
        [
            finish(&tagger, options.tagger_floor.unwrap_or(options.floor)),
            finish(&parser, options.parser_floor),
            finish(&labeller, options.labeller_floor.unwrap_or(options.floor)),
        ]
    };
    let quick = early::quicken(finished, &templates.early, &all)?;
    say("what is asked first");
    if let Some(path) = &options.vectors {
        if labels.len() > net::MOST_RELATIONS {
            return Err(format!("A net knows {} relations at most.", net::MOST_RELATIONS).into());
        }
        let given = sources::vectors(&std::fs::read_to_string(path)?, &lexicon)?;
        let read = |n: usize| Weights::read(quick[n].clone().into(), early::STAGES[n]);
        let linear = [&read(0)?, &read(1)?, &read(2)?];
        sections.extend(net::train(
            &known,
            &given,
            labels.len(),
            options.passes.unwrap_or(if others.is_empty() { 15 } else { 7 }),
            linear,
            say,
        ));
    }
    sections.extend(early::STAGES.into_iter().zip(quick));
    for (name, bytes) in &sections {
        say(&format!("{name}: {} KB", bytes.len() / 1000));
    }
    std::fs::write(&options.out, container::write(&sections))?;
    Ok(())
}

/// What the lexicons know.
fn readings_of(options: &Options) -> Result<readings::Readings, Box<dyn Error>> {
    let mut readings = readings::Readings::default();
    if let Some(path) = &options.lefff {
        sources::lefff(&std::fs::read_to_string(path)?, &mut readings);
    }
    if let Some(folder) = &options.lemminflect {
        let file = |name| std::fs::read_to_string(folder.join(name));
        sources::lemminflect(&file("lemma_lu.csv")?, &file("infl_lu.csv")?, &mut readings);
    }
    Ok(readings)
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let mut all = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}.", path.display()))?;
        all.extend(conllu::read(&text).map_err(|e| format!("{}: {e}", path.display()))?);
    }
    Ok(all)
}

/// Treebanks of one language differ in what they call some words: "United" is an adjective here, a verb there. What others
/// annotated follows `gold` where this is of one mind: capitalised words that it tags alike often enough.
fn follow(gold: &[Sentence], taught: &mut [Sentence]) {
    /// How often, and one word in so many may have another tag.
    const OFTEN: usize = 40;
    const BUT_ONE_IN: usize = 50;
    let mut seen: BTreeMap<&str, BTreeMap<Upos, usize>> = BTreeMap::new();
    for word in gold.iter().flat_map(|s| &s.words).filter(|w| w.form.starts_with(char::is_uppercase)) {
        *seen.entry(&word.form).or_default().entry(word.upos).or_default() += 1;
    }
    let alike: BTreeMap<&str, Upos> = seen
        .into_iter()
        .filter_map(|(form, tags)| {
            let all: usize = tags.values().sum();
            let (tag, count) = tags.into_iter().max_by_key(|(_, count)| *count)?;
            (count >= OFTEN && (all - count) * BUT_ONE_IN <= all).then_some((form, tag))
        })
        .collect();
    for word in taught.iter_mut().flat_map(|s| &mut s.words) {
        word.upos = alike.get(word.form.as_str()).copied().unwrap_or(word.upos);
    }
}

/// The relations that occur often enough to be learned.
fn labels(sentences: &[Sentence]) -> Vec<Deprel> {
    let mut counts: BTreeMap<Deprel, usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        *counts.entry(word.deprel).or_default() += 1;
    }
    counts.into_iter().filter(|(_, n)| *n >= 3).map(|(label, _)| label).collect()
}
