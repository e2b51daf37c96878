//! `depeche analyze`: what the language engine sees in a text.

use clap::Args;
use std::io::Write;

use super::Outcome;
use super::output::Output;
use super::pipeline::{self, Paths};
use crate::dispatch::Lang;
use crate::error::Error;
use crate::language::{self, Analysis, conllu};

/// Print the analysis of the language engine: words, parts of speech, lemmas, morphology, syntax, names
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Paths,
    /// As CoNLL-U, the format of Universal Dependencies
    #[arg(long)]
    conllu: bool,
}

/// Analyses all paths; what cannot be read is reported and the rest goes on.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    let outcome = pipeline::each(&options.input.paths, &options.input.how, |dispatch, _| {
        let dispatch = &*dispatch.to_read();
        let lang = dispatch.meta.language.unwrap_or(Lang::UNKNOWN);
        let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
        if options.conllu {
            write!(out, "# newdoc id = {}\n{}", dispatch.id, conllu::print(&dispatch.text, &analysis))?;
        } else {
            table(&mut out, &dispatch.text, &analysis)?;
        }
        Ok(())
    })?;
    out.finish()?;
    Ok(outcome)
}

/// A line a word: its place in the sentence, the word, its lemma, part of speech and morphology, its relation and the
/// word it depends on. Names follow each sentence.
fn table(out: &mut impl Write, text: &str, analysis: &Analysis) -> Result<(), Error> {
    for sentence in &analysis.sentences {
        for (n, i) in (1..).zip(sentence.clone()) {
            let token = &analysis.tokens[i];
            let head = token.head.map_or("-", |h| analysis.tokens[h].form.as_str());
            writeln!(
                out,
                "{n:3}  {:20} {:20} {:6} {:12} {head:20} {}",
                token.form, token.lemma, token.upos, token.deprel, token.feats
            )?;
        }
        for entity in analysis.entities.iter().filter(|e| sentence.contains(&e.tokens.0)) {
            writeln!(out, "     {:5} {}", entity.label, entity.span.of(text))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_line_and_every_sentence_an_end() {
        let text = "The army withdrew. Nobody was hurt.";
        let analysis = language::analyze(text, &[], Lang::from_tag("en").unwrap());
        let mut out = Vec::new();
        table(&mut out, text, &analysis).unwrap();
        let printed = String::from_utf8(out).unwrap();
        assert_eq!(printed.lines().filter(|l| l.is_empty()).count(), 2);
        assert_eq!(printed.lines().filter(|l| !l.is_empty()).count(), analysis.tokens.len());
        assert!(printed.contains("withdrew"));
    }
}
