//! Trains the recogniser of names of one language, or scores it.
//!
//! ```text
//! cargo run --release --example names -- --lang fr --out assets/models/fr.names CORPUS
//! cargo run --release --example names -- --lang fr CORPUS
//! ```
//!
//! A corpus is a folder of texts (`.txt`) with the names in them (`.ann`, BRAT standoff). Every tenth text in the order of
//! the paths is held out: with `--out` the model learns from the others. Then the held-out texts are scored: a name counts
//! where its first and last character and its label are right; of nested names the longest counts. The same texts give the
//! same bytes. docs/names.md says where the corpora come from.

#![expect(clippy::print_stdout, reason = "a command-line program")]

mod brat;

use clap::Parser as _;
use std::collections::HashSet;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use brat::Annotated;
use depeche::dispatch::{Lang, Span};
use depeche::language::container::{self, Container};
use depeche::language::names::Names;
use depeche::language::names::train::{Document, first, train};
use depeche::language::train::{finish, seeds};
use depeche::language::weights::with_first;
use depeche::language::{Analysis, Engine, EntityLabel};
use depeche::lexicon::gazetteer::Gazetteer;

/// In how many documents it is found what is asked first.
const DOCUMENTS: usize = 150;

/// Trains the recogniser of names of one language, or scores it.
#[derive(clap::Parser)]
struct Options {
    /// The language of the corpora.
    #[arg(long)]
    lang: String,
    /// Where to write the model; without it the built-in one is scored.
    #[arg(long)]
    out: Option<PathBuf>,
    /// What the model says about itself.
    #[arg(long)]
    about: Option<PathBuf>,
    /// Names of texts that are neither learned from nor scored, one a line.
    #[arg(long)]
    without: Option<PathBuf>,
    /// A finished recogniser: what it asks first is found anew, nothing is learned.
    #[arg(long)]
    finished: Option<PathBuf>,
    /// The model of the language, instead of the built-in one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// How many models are averaged into one.
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// How often each text is learned from.
    #[arg(long, default_value_t = 10)]
    rounds: usize,
    /// Average weights below this are dropped.
    #[arg(long, default_value_t = 0.1)]
    floor: f64,
    /// Prints what is wrong.
    #[arg(long)]
    errors: bool,
    /// Folders of texts with their names.
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let lang = Lang::from_tag(&options.lang).ok_or("This is no language code.")?;
    let mut engine = Engine::load(lang).ok_or("There is no engine for this language.")?;
    if let Some(path) = &options.model {
        engine = engine.with_model(std::fs::read(path)?)?;
    }
    let without = options.without.as_ref().map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let without: HashSet<&str> = without.lines().collect();
    let mut texts = Vec::new();
    for folder in &options.corpora {
        texts.extend(brat::read(folder)?);
    }
    let (held, learned): (Vec<_>, Vec<_>) = texts.into_iter().enumerate().partition(|(n, _)| n % 10 == 9);
    let held: Vec<Annotated> = held.into_iter().map(|(_, t)| t).collect();
    let learned: Vec<Annotated> =
        learned.into_iter().map(|(_, t)| t).filter(|t| !without.contains(t.name.as_str())).collect();

    if let Some(out) = &options.out {
        let model = engine.model().ok_or("The engine of this language has no model.")?;
        let analyses: Vec<Analysis> = learned.iter().map(|t| engine.analyze(&t.text, &[], lang)).collect();
        let documents: Vec<Document<'_>> = learned
            .iter()
            .zip(&analyses)
            .map(|(t, a)| Document::new(&t.text, a, &t.names, model.lexicon()))
            .collect();
        let (about, weights) = if let Some(path) = &options.finished {
            let file = Container::open(std::fs::read(path)?.into())?;
            (file.section("about")?.into_owned(), file.section("names")?.into_owned())
        } else {
            let weights =
                seeds(options.seeds, |seed| train(&documents, Gazetteer::built_in(), options.rounds, seed));
            let about = options.about.as_ref().map(std::fs::read).transpose()?.unwrap_or_default();
            (about, finish(&weights, options.floor))
        };
        println!("learned from {} texts, {} KB", learned.len(), weights.len() / 1000);
        let some = documents.len().div_ceil(DOCUMENTS).max(1);
        let some: Vec<Document<'_>> = documents.into_iter().step_by(some).collect();
        let plain = container::write(&[("names", weights.clone())]);
        let names = Names::read(&Container::open(plain.into())?)?;
        let weights = match first(&names, &some, Gazetteer::built_in()) {
            Some(first) => with_first(weights, first),
            None => weights,
        };
        let bytes = container::write(&[("about", about), ("names", weights)]);
        std::fs::write(out, &bytes)?;
        engine = engine.clone().with_names(bytes)?;
    }
    score(&engine, lang, &held, options.errors);
    Ok(())
}

/// Labels as the corpora know them.
fn coarse(label: EntityLabel) -> EntityLabel {
    match label {
        EntityLabel::Person | EntityLabel::Location => label,
        _ => EntityLabel::Organisation,
    }
}

fn score(engine: &Engine, lang: Lang, texts: &[Annotated], errors: bool) {
    let mut counts = [[0usize; 3]; 3];
    let labels = depeche::language::names::LABELS;
    let (mut tokens, started) = (0, Instant::now());
    let analyses: Vec<Analysis> = texts.iter().map(|t| engine.analyze(&t.text, &[], lang)).collect();
    let seconds = started.elapsed().as_secs_f64();
    for (text, analysis) in texts.iter().zip(&analyses) {
        tokens += analysis.tokens.len();
        let found: HashSet<(Span, EntityLabel)> =
            analysis.entities.iter().map(|e| (e.span, coarse(e.label))).collect();
        let gold: HashSet<(Span, EntityLabel)> = text.names.iter().copied().collect();
        for (n, label) in labels.iter().enumerate() {
            counts[n][0] += found.intersection(&gold).filter(|(_, l)| l == label).count();
            counts[n][1] += found.iter().filter(|(_, l)| l == label).count();
            counts[n][2] += gold.iter().filter(|(_, l)| l == label).count();
        }
        if errors {
            for (what, set) in [("-", gold.difference(&found)), ("+", found.difference(&gold))] {
                for (span, label) in set {
                    let around = Span::new(span.start.saturating_sub(30), span.end + 30);
                    println!(
                        "{what} {label}\t{}\t{}",
                        span.of(&text.text),
                        around.of(&text.text).replace('\n', " ")
                    );
                }
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let line = |name: &str, [right, found, gold]: [usize; 3]| {
        let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold.max(1) as f64);
        println!(
            "{name:5} precision {p:.3} recall {r:.3} F1 {:.3} of {gold}",
            2.0 * p * r / (p + r).max(1e-9)
        );
    };
    for (label, counts) in labels.iter().zip(counts) {
        line(label.as_str(), counts);
    }
    line("all", std::array::from_fn(|n| counts.iter().map(|c| c[n]).sum()));
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let speed = tokens as f64 / seconds;
    println!("{} texts, {tokens} tokens, {speed:.0} tokens a second through all stages", texts.len());
}
