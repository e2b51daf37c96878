//! The house rules that can be checked by reading the sources: what ARCHITECTURE.md calls invariants.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sources of the library and the program, each with its path from the root, without their tests: a module of
/// tests stands at the end of its file or has a file of its own.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap().to_owned();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), code));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    assert!(found.len() > 100);
    found
}

/// The lines of code that hold one of `words`, comments left out, in files that `there` picks.
fn lines_with(words: &[&str], there: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, code) in sources().iter().filter(|(path, _)| there(&path.to_string_lossy())) {
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    found
}

const NONE: &[String] = &[];

#[test]
fn only_the_terminal_names_its_library() {
    assert_eq!(lines_with(&["crossterm"], |path| !path.starts_with("src/term")), NONE);
}

#[test]
fn nothing_opens_a_network_connection() {
    assert_eq!(lines_with(&["std::net", "TcpStream", "UdpSocket", "rustix::net"], |_| true), NONE);
}

#[test]
fn nothing_is_unsafe() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    assert_eq!(lines_with(&["unsafe "], |_| true), NONE);
}

#[test]
fn pure_rooms_do_no_input_or_output() {
    let pure = ["dispatch", "language", "extract", "record", "audit", "ui"];
    let room = |path: &str| path.split('/').nth(1).unwrap_or_default().trim_end_matches(".rs").to_owned();
    let io = ["std::fs", "fs::read", "File::open", "std::env", "std::process", "io::stdout", "io::stderr"];
    assert_eq!(lines_with(&io, |path| pure.contains(&room(path).as_str())), NONE);
}

/// Literals and comments that hold a letter which neither English nor code has, or a cue that a rule might look for.
#[test]
fn no_module_of_extraction_has_a_word_of_a_language() {
    let cues = [
        "\"said\"",
        "\"says\"",
        "\"told\"",
        "\"dit\"",
        "\"déclaré\"",
        "\"selon\"",
        "\"according\"",
        "\"le\"",
        "\"la\"",
        "\"les\"",
        "\"the\"",
        "\"of\"",
        "\"de\"",
        "\"killed\"",
        "\"tué\"",
        "\"president\"",
        "\"président\"",
        "\"army\"",
        "\"armée\"",
        "\"not\"",
        "\"pas\"",
        "\"Mr\"",
        "\"M.\"",
    ];
    let there = |path: &str| path.starts_with("src/extract") || path.starts_with("src/language");
    assert_eq!(lines_with(&cues, there), NONE);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table =
        toml::from_str(&fs::read_to_string(root().join("Cargo.toml")).unwrap()).unwrap();
    let page = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let names = ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .flat_map(|table| manifest[*table].as_table().unwrap().keys());
    let missing: Vec<&String> = names.filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, Vec::<&String>::new());
    // And nothing is explained that is there no more: the first cell of each row names crates.
    let all: Vec<&str> = manifest["dependencies"].as_table().unwrap().keys().map(String::as_str).collect();
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        for name in row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2) {
            assert!(all.contains(&name), "{name} is no dependency");
        }
    }
}
