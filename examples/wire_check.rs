//! Checks what is read of real wire files against a table of what they hold: `wire_check [FOLDER] [--all]`. The folder
//! holds `expected.tsv` and the files it names; it is optional, and without it there is nothing to check.
#![expect(clippy::print_stdout, reason = "an example prints its findings")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depeche::dispatch::{Dispatch, Status};
use depeche::wire::{self, Options};

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let all = args.iter().any(|a| a == "--all");
    args.retain(|a| a != "--all");
    let folder = PathBuf::from(args.first().map_or("../shared/wire", String::as_str));
    let Ok(table) = fs::read_to_string(folder.join("expected.tsv")) else {
        println!("No expected.tsv in {}: nothing to check.", folder.display());
        return;
    };
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut scores: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut bytes, started) = (0, Instant::now());
    for line in lines {
        let row: BTreeMap<&str, &str> = names.iter().copied().zip(line.split('\t')).collect();
        let path = folder.join(row.get("file").copied().unwrap_or_default());
        let missed = misses(&path, &row, &mut bytes);
        let score = scores.entry(row.get("format").copied().unwrap_or_default().to_owned()).or_default();
        score.1 += 1;
        score.0 += usize::from(missed.is_empty());
        if !missed.is_empty() || all {
            println!("{}", row.get("file").copied().unwrap_or_default());
            for miss in missed {
                println!("    {miss}");
            }
        }
    }
    let (right, rows) = scores.values().fold((0, 0), |sum, score| (sum.0 + score.0, sum.1 + score.1));
    for (format, (right, rows)) in &scores {
        println!("{format:12} {right:4} of {rows}");
    }
    println!("{:12} {right:4} of {rows}, {bytes} bytes in {:?}", "all", started.elapsed());
}

/// What is not as the row has it.
fn misses(path: &Path, row: &BTreeMap<&str, &str>, bytes: &mut usize) -> Vec<String> {
    let raw = match fs::read(path) {
        Ok(raw) => raw,
        Err(error) => return vec![error.to_string()],
    };
    *bytes += raw.len();
    let dispatches = match wire::read(&raw, Some(path), &Options::default()) {
        Ok(dispatches) => dispatches,
        Err(error) => return vec![error.to_string()],
    };
    let Some(first) = dispatches.first() else { return vec!["no dispatch".to_owned()] };
    let expected = |name: &str| row.get(name).copied().unwrap_or_default().trim().to_owned();
    let mut missed = Vec::new();
    let mut check = |what: &str, right: bool, found: &str| {
        if !right {
            missed.push(format!("{what}: expected {:?}, found {found:?}", expected(what)));
        }
    };
    let meta = &first.meta;
    let count = expected("n_items").parse().unwrap_or(1).max(1);
    check("n_items", dispatches.len() == count, &dispatches.len().to_string());
    if expected("kind") != "alert" && !expected("headline").is_empty() {
        let found = meta.headline.clone().unwrap_or_default();
        let parts = expected("headline");
        let whole = format!("{found} {:?} {:?} {:?}", meta.note, meta.genre, meta.other);
        let right =
            parts.split(" / ").all(|part| folded(&whole).contains(&folded(part.trim_end_matches(" ="))));
        check("headline", right, &found);
    }
    if !matches!(expected("kind").as_str(), "nobody" | "package") {
        let words = expected("body_first_words");
        let text = body(first);
        check(
            "body_first_words",
            folded(&text).starts_with(&folded(&words)),
            &text.chars().take(120).collect::<String>(),
        );
    }
    let version = meta.version.clone().unwrap_or_default();
    check("version", expected("version").is_empty() || expected("version") == version, &version);
    let status = expected("status").to_lowercase();
    let status = status.rsplit(':').next().unwrap_or_default();
    let found = meta.status.map_or("", Status::as_str);
    check(
        "status",
        status.is_empty() || status == found || (status == "usable" && found == "corrected"),
        found,
    );
    let urgency = expected("urgency");
    let found = meta.urgency.map_or(String::new(), |u| u.to_string());
    let letters = [("f", "1"), ("u", "2"), ("b", "3"), ("r", "6")];
    let scale = letters.iter().find(|(l, _)| *l == urgency).map_or(urgency.as_str(), |(_, n)| n);
    check("urgency", urgency.is_empty() || scale == found, &found);
    let slug = meta.slugline.clone().unwrap_or_default();
    check("slug", folded(&slug).starts_with(&folded(&expected("slug"))), &slug);
    let published = meta.published.clone().unwrap_or_default();
    check("date", same_date(&expected("date"), &published), &published);
    check(
        "guid",
        expected("guid").is_empty() || first.id.contains(expected("guid").trim_matches(['<', '>'])),
        &first.id,
    );
    let language = meta.language.map_or(String::new(), |l| l.to_string());
    let from_wire = !matches!(expected("format").as_str(), "anpa1312" | "iptc7901" | "plaintext" | "eml");
    let right = !from_wire
        || expected("language").is_empty()
        || expected("language").to_lowercase().starts_with(&language);
    check("language", right, &language);
    missed
}

/// All of the text, apparatus included: the table has the words as they come.
fn body(dispatch: &Dispatch) -> String {
    dispatch.text.clone()
}

/// Letters and digits alone: how marks and spaces are written is each side's own affair.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two dates have the same digits as far as both go, whatever the separators.
fn same_date(expected: &str, found: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).take(12).collect::<String>();
    let expected_digits = digits(expected);
    let numeric = expected.starts_with(|c: char| c.is_ascii_digit())
        && expected_digits.len() >= 8
        && !expected.contains(' ');
    if numeric {
        digits(found).starts_with(&expected_digits)
            || expected_digits.starts_with(&digits(found)) && !found.is_empty()
    } else {
        expected.is_empty() || !found.is_empty()
    }
}
