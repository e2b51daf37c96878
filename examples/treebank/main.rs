//! Parses the gold words of CoNLL-U files and prints one line of scores a file.
//!
//! ```text
//! cargo run --release --example treebank -- [--raw] FILE.conllu...
//! ```

#![expect(clippy::print_stdout, reason = "a command-line program")]

mod raw;

use clap::Parser as _;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use depeche::dispatch::Lang;
use depeche::language::conllu::{self, Sentence};
use depeche::language::container::Container;
use depeche::language::{Annotation, Annotator, Engine, Model, Upos};

/// Scores the engine on treebanks.
#[derive(clap::Parser)]
struct Options {
    /// The language of the files; else the first two letters of each file's name.
    #[arg(long)]
    lang: Option<String>,
    /// Score the sentences and words found in the raw text as well.
    #[arg(long)]
    raw: bool,
    /// A model to score instead of the built-in one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Files in CoNLL-U.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let own = match &options.model {
        Some(path) => Some(Model::read(&Container::open(std::fs::read(path)?.into())?)?),
        None => None,
    };
    for path in &options.files {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}.", path.display()))?;
        let gold = conllu::read(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let tag = options.lang.as_deref().or(name.get(..2)).unwrap_or_default();
        let built_in = || Engine::built_in(Lang::from_tag(tag)?)?.model();
        let Some(model) = own.as_ref().or_else(built_in) else {
            return Err(
                format!("{name}: there is no model for \"{tag}\"; name a language with --lang.").into()
            );
        };
        println!("{name:32} {}", score(model, &gold));
        if let Some(lang) = Lang::from_tag(tag).filter(|_| options.raw) {
            for lines in [true, false] {
                println!("{name:32} {}", raw::score(&gold, lang, lines));
            }
        }
    }
    Ok(())
}

/// Right decisions out of all, with or without punctuation.
#[derive(Default)]
struct Tally {
    words: usize,
    upos: usize,
    heads: usize,
    arcs: usize,
    lemmas: usize,
    feats: usize,
}

impl Tally {
    fn add(&mut self, gold: &conllu::Word, guess: &Annotation) {
        let head = guess.head.map_or(0, |h| h + 1) == gold.head;
        self.words += 1;
        self.upos += usize::from(guess.upos == gold.upos);
        self.lemmas += usize::from(guess.lemma == gold.lemma);
        self.feats += usize::from(guess.feats == gold.feats);
        self.heads += usize::from(head);
        self.arcs += usize::from(head && guess.deprel.as_str() == gold.relation);
    }

    #[expect(clippy::cast_precision_loss, reason = "treebanks have fewer than 2^52 words")]
    fn line(&self) -> String {
        let percent = |n: usize| 100.0 * n as f64 / self.words.max(1) as f64;
        format!("UPOS {:.2} UAS {:.2} LAS {:.2}", percent(self.upos), percent(self.heads), percent(self.arcs))
    }
}

#[expect(clippy::cast_precision_loss, reason = "treebanks have fewer than 2^52 words")]
fn score(model: &Model, gold: &[Sentence]) -> String {
    let forms: Vec<Vec<&str>> =
        gold.iter().map(|s| s.words.iter().map(|w| w.form.as_str()).collect()).collect();
    let mut annotator = Annotator::new(model);
    let started = Instant::now();
    let guesses: Vec<Vec<Annotation>> = forms.iter().map(|f| annotator.words(f)).collect();
    let seconds = started.elapsed().as_secs_f64();
    let (mut all, mut words) = (Tally::default(), Tally::default());
    for (gold, guess) in gold.iter().zip(&guesses).flat_map(|(s, g)| s.words.iter().zip(g)) {
        all.add(gold, guess);
        if gold.upos != Upos::Punct {
            words.add(gold, guess);
        }
    }
    let percent = |n: usize| 100.0 * n as f64 / all.words.max(1) as f64;
    format!(
        "{} | lemmas {:.2} morphology {:.2} | without punctuation {} | {:.0} tokens/s",
        all.line(),
        percent(all.lemmas),
        percent(all.feats),
        words.line(),
        all.words as f64 / seconds.max(f64::MIN_POSITIVE)
    )
}
