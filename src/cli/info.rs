//! `depeche info`: what a file was read as, one fact a line.

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use super::output::Output;
use super::pipeline::How;
use super::{Outcome, report};
use crate::dispatch::Dispatch;
use crate::error::Error;
use crate::library::files;
use crate::record;

/// Show what files were read as: format, encoding, fields, and what was cleaned or passed over
#[derive(Debug, Args)]
pub struct Options {
    /// Files, folders (walked recursively) or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print it
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One fact a line
    Text,
    /// One object a file, on a line
    Json,
}

/// Prints the facts of every file; what cannot be read is reported and the rest goes on.
///
/// # Errors
/// The output cannot be written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let mut out = Output::open(None)?;
    let mut outcome = Outcome::Done;
    let wire = options.how.wire()?;
    for input in files::stories(&options.paths) {
        match files::inspect(input, &wire) {
            Ok(file) => {
                let facts = facts(&file);
                match options.format {
                    Format::Json => {
                        record::write_line(&mut out, &facts)?;
                        out.write_all(b"\n")?;
                    }
                    Format::Text => lines("", &facts, &mut out)?,
                }
            }
            Err(error) => {
                report(&error);
                outcome = Outcome::Found;
            }
        }
    }
    out.finish()?;
    Ok(outcome)
}

/// The facts of a file and of each dispatch in it.
fn facts(file: &files::Inspected) -> Value {
    let cleaned = file.report.cleaned;
    json!({
        "file": file.path.as_deref().map(|path| crate::wire::clean::shown(&path.to_string_lossy())),
        "bytes": file.bytes,
        "encoding": file.report.encoding,
        "cleaned": {
            "controls": cleaned.controls,
            "direction": cleaned.bidi,
            "invisible": cleaned.invisible,
            "stacked": cleaned.stacked,
        },
        "dispatches": file.report.dispatches.iter().map(dispatch).collect::<Vec<_>>(),
    })
}

fn dispatch(dispatch: &Dispatch) -> Value {
    let meta = &dispatch.meta;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for paragraph in &dispatch.paragraphs {
        *kinds.entry(paragraph.kind.as_str()).or_default() += 1;
    }
    let line = meta.dateline.clone().unwrap_or_default();
    let mut other = Map::new();
    for (name, value) in &meta.other {
        match other.get_mut(name) {
            Some(Value::Array(values)) => values.push(json!(value)),
            _ => {
                other.insert(name.clone(), json!([value]));
            }
        }
    }
    json!({
        "format": dispatch.format.as_str(),
        "id": dispatch.id,
        "headline": meta.headline,
        "language": meta.language.map(|l| l.to_string()),
        "dateline": {"place": line.place, "date": line.date, "agency": line.agency},
        "published": meta.published,
        "byline": meta.byline,
        "credit": meta.credit,
        "slugline": meta.slugline,
        "keywords": meta.keywords,
        "urgency": meta.urgency,
        "version": meta.version,
        "status": meta.status.map(crate::dispatch::Status::as_str),
        "embargo": meta.embargo,
        "note": meta.note,
        "replaces": meta.replaces,
        "words": meta.words,
        "genre": meta.genre,
        "other": other,
        "characters": dispatch.text.chars().count(),
        "paragraphs": kinds,
        "notices": dispatch.notices.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// Prints a value as `name: value` lines; what is empty, or was cleaned nowhere, says nothing.
fn lines(name: &str, value: &Value, out: &mut impl Write) -> Result<(), Error> {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}.{field}") };
                lines(&name, value, out)?;
            }
        }
        Value::Array(values) if name == "dispatches" => {
            for (number, value) in values.iter().enumerate() {
                writeln!(out, "\ndispatch: {}", number + 1)?;
                lines("", value, out)?;
            }
            writeln!(out)?;
        }
        Value::Array(values) => {
            for value in values {
                lines(name, value, out)?;
            }
        }
        Value::String(text) => {
            for line in text.lines() {
                writeln!(out, "{name}: {line}")?;
            }
        }
        Value::Number(count) if name.starts_with("cleaned.") && count.as_u64() == Some(0) => {}
        other => writeln!(out, "{name}: {other}")?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    #[test]
    fn one_fact_a_line() {
        let report =
            wire::inspect("Titre\n\nVelmar est prise\u{1b}[m.\n".as_bytes(), None, &wire::Options::default());
        let file = files::Inspected { path: Some("a\u{1b}.txt".into()), bytes: 30, report: report.unwrap() };
        let mut out = Vec::new();
        lines("", &facts(&file), &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        for line in [
            "file: a␛.txt",
            "encoding: UTF-8",
            "cleaned.controls: 1",
            "dispatch: 1",
            "format: text",
            "headline: Titre",
            "paragraphs.body: 1",
        ] {
            assert!(told.lines().any(|l| l == line), "{line} in {told}");
        }
        assert!(told.contains("notices: 1 control character was made visible."));
        assert!(!told.contains('\u{1b}') && !told.contains("cleaned.direction"));
        assert_eq!(facts(&file)["cleaned"]["direction"], 0);
    }
}
