//! Texts with names in BRAT standoff: `T1<tab>Person 0 13<tab>...`, offsets in code points.

use std::path::Path;

use depeche::dispatch::Span;
use depeche::language::EntityLabel;

/// A text and its names, the longest of nested ones.
pub struct Annotated {
    /// The file without its extension.
    pub name: String,
    /// The text.
    pub text: String,
    /// Where names stand, in bytes.
    pub names: Vec<(Span, EntityLabel)>,
}

/// Every text under a folder, in the order of the paths.
pub fn read(folder: &Path) -> std::io::Result<Vec<Annotated>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        if path.is_dir() {
            texts.extend(read(&path)?);
        } else if path.extension().is_some_and(|e| e == "txt") && path.with_extension("ann").exists() {
            let text = std::fs::read_to_string(&path)?;
            let names = names(&text, &std::fs::read_to_string(path.with_extension("ann"))?);
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            texts.push(Annotated { name, text, names });
        }
    }
    Ok(texts)
}

fn names(text: &str, annotations: &str) -> Vec<(Span, EntityLabel)> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut all: Vec<(Span, EntityLabel)> = annotations
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t').nth(1)?.split(' ');
            let label = match fields.next()? {
                "Person" => EntityLabel::Person,
                "Organization" => EntityLabel::Organisation,
                "Location" => EntityLabel::Location,
                _ => return None,
            };
            let mut offset = || bytes.get(fields.next()?.parse::<usize>().ok()?).copied();
            Some((Span::new(offset()?, offset()?), label))
        })
        .collect();
    all.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), span.start));
    let mut kept: Vec<(Span, EntityLabel)> = Vec::new();
    for (span, label) in all {
        if !kept.iter().any(|(k, _)| k.overlaps(span)) {
            kept.push((span, label));
        }
    }
    kept
}
