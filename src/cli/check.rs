//! `depeche check`: what a desk wants to be told before a dispatch goes out.

use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::Write as _;
use std::path::Path;

use super::Outcome;
use super::output::Output;
use super::pipeline::{self, Paths};
use crate::audit::{self, Doubt, Finding};
use crate::dispatch::{Dispatch, Span};
use crate::error::Error;
use crate::record::schema::Words;
use crate::record::{self, CodePoints};

/// Check attribution: quotes and claims on nobody's word, anonymous sources, marks that do not close, names spelt two
/// ways, tolls that contradict each other; exit status 1 where anything is found
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Paths,
    /// How to print it
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line a finding
    Text,
    /// One object a finding and line
    Json,
}

/// A finding as it is printed as JSON.
#[derive(Serialize)]
struct Printed<'a> {
    dispatch: &'a str,
    path: Option<&'a str>,
    doubt: Doubt,
    #[serde(flatten)]
    words: Words<'a>,
    against: Option<Words<'a>>,
}

/// Checks all paths.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    let mut found = Outcome::Done;
    let read = pipeline::each(&options.input.paths, &options.input.how, |dispatch, items| {
        let points = CodePoints::new(&dispatch.text);
        let path = dispatch.path.as_deref().map(Path::to_string_lossy);
        for finding in audit::audit(&dispatch, &items) {
            found = Outcome::Found;
            match options.format {
                Format::Text => writeln!(out, "{}", line(&dispatch, &finding))?,
                Format::Json => {
                    let words =
                        |span: Span| Words { span: points.of(span), text: span.of(&dispatch.text).into() };
                    let printed = Printed {
                        dispatch: &dispatch.id,
                        path: path.as_deref(),
                        doubt: finding.doubt,
                        words: words(finding.span),
                        against: finding.against.map(words),
                    };
                    record::write_line(&mut out, &printed)?;
                    out.write_all(b"\n")?;
                }
            }
        }
        Ok(out.flush()?)
    })?;
    out.finish()?;
    Ok(read.and(found))
}

/// `desk.txt: a quotation that nobody is said to have said: "..."`
fn line(dispatch: &Dispatch, finding: &Finding) -> String {
    let name = dispatch.path.as_deref().map_or(dispatch.id.as_str().into(), Path::to_string_lossy);
    let name = crate::wire::clean::shown(&name);
    let words = |span: Span| excerpt(span.of(&dispatch.text));
    let against = finding.against.map_or(String::new(), |span| format!(" against \"{}\"", words(span)));
    format!("{name}: {}: \"{}\"{against}.", told(finding.doubt), words(finding.span))
}

const fn told(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::QuoteWithoutSpeaker => "Quoted words without a speaker",
        Doubt::ClaimWithoutSource => "A claim on nobody's word",
        Doubt::AnonymousSource => "An anonymous source",
        Doubt::UnbalancedMarks => "A quotation mark that does not close",
        Doubt::SpeltTwoWays => "A name spelt two ways",
        Doubt::TollsDisagree => "Tolls that contradict each other",
    }
}

/// So much of the words as tells them, on one line.
fn excerpt(words: &str) -> String {
    const LONGEST: usize = 60;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("deux\nmots"), "deux mots");
        assert_eq!(excerpt(&"é".repeat(80)).chars().count(), 61);
    }
}
