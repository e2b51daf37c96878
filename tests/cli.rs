//! The command line as scripts meet it: what is printed, what the exit status says, and that nothing raw gets out.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SAMPLE: &str = "assets/samples/1-treve-abeche.txt";

/// The program, away from any config of the user who runs the tests.
fn depeche() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    depeche().args(args).output().unwrap()
}

fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut child = depeche()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Calls `check` on every object of `value` that has a span.
fn each_span(value: &Value, check: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            if map.contains_key("span") {
                check(map);
            }
            map.values().for_each(|v| each_span(v, check));
        }
        Value::Array(values) => values.iter().for_each(|v| each_span(v, check)),
        _ => {}
    }
}

#[test]
fn help_and_version_are_no_failure() {
    for args in [&["--help"][..], &["--version"], &["extract", "--help"], &["help", "eval"]] {
        let output = run(args);
        assert_eq!(status(&output), 0, "{args:?}");
        assert!(!output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn wrong_usage_is_status_2() {
    for args in [&["extract"][..], &["extract", "--format", "xml", SAMPLE], &["--no-such-option"], &["eval"]]
    {
        assert_eq!(status(&run(args)), 2, "{args:?}");
    }
}

#[test]
fn an_option_before_a_command_is_told_where_it_goes() {
    let output = run(&["--config", "config.example.toml", "extract", SAMPLE]);
    assert_eq!(status(&output), 2);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(told.trim(), "depeche: Options stand behind the command: depeche extract [OPTIONS].");
}

#[test]
fn one_dispatch_is_an_object_and_several_are_an_array() {
    let one = run(&["extract", SAMPLE]);
    assert_eq!(json(&one)["schema"], "depeche/1");
    assert_eq!(json(&one)["path"], SAMPLE);
    let all = run(&["extract", "assets/samples"]);
    assert_eq!((status(&all), json(&all).as_array().unwrap().len()), (0, 6));
}

#[test]
fn offsets_are_code_points_of_the_text() {
    let records = json(&run(&["extract", "assets/samples"]));
    let mut seen = 0;
    for record in records.as_array().unwrap() {
        let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
        each_span(record, &mut |item| {
            let at = |i: usize| usize::try_from(item["span"][i].as_u64().unwrap()).unwrap();
            let words: String = text[at(0)..at(1)].iter().collect();
            if let Some(given) = item.get("text") {
                assert_eq!(&words, given);
                seen += 1;
            }
        });
    }
    assert!(seen > 100, "only {seen} items with words");
}

#[test]
fn every_item_says_why() {
    let records = json(&run(&["extract", "assets/samples"]));
    for record in records.as_array().unwrap() {
        for list in ["actors", "alliances", "events", "quotes", "sources", "places"] {
            for item in record[list].as_array().unwrap() {
                assert!(item["why"]["rule"].as_str().is_some_and(|rule| rule.contains('/')), "{item}");
                let confidence = item["why"]["confidence"].as_f64().unwrap();
                assert!((0.0..=1.0).contains(&confidence), "{item}");
            }
        }
    }
}

#[test]
fn lines_keep_the_order_of_the_files_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let samples: Vec<Vec<u8>> =
        fs::read_dir("assets/samples").unwrap().map(|e| fs::read(e.unwrap().path()).unwrap()).collect();
    for i in 0..40 {
        file(folder.path(), &format!("{i:02}.txt"), &samples[i % samples.len()]);
    }
    let path = folder.path().to_str().unwrap();
    let one = run(&["extract", "--format", "jsonl", "-j", "1", path]);
    let four = run(&["extract", "--format", "jsonl", "-j", "4", path]);
    assert_eq!(one.stdout, four.stdout);
    let names: Vec<String> = text(&one.stdout)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), 40);
    assert!(names.is_sorted());
}

#[test]
fn standard_input_has_no_path() {
    let output = piped(&["extract", "-"], &fs::read(SAMPLE).unwrap());
    assert_eq!(status(&output), 0);
    let (from_pipe, from_file) = (json(&output), json(&run(&["extract", SAMPLE])));
    assert_eq!(from_pipe["path"], Value::Null);
    assert_eq!(from_pipe["text"], from_file["text"]);
    assert_eq!(from_pipe["id"], from_file["id"]);
}

#[test]
fn what_cannot_be_read_is_told_in_a_sentence_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    file(folder.path(), "empty.txt", b"");
    file(folder.path(), "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    file(folder.path(), "large.txt", &b"Une ligne de texte.\n".repeat(5_000_000));
    rustix::fs::mknodat(rustix::fs::CWD, path("pipe"), rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0)
        .unwrap();
    for bad in ["missing.txt", "empty.txt", "picture.png", "large.txt", "pipe"] {
        let output =
            depeche().args(["extract", "--format=jsonl"]).arg(path(bad)).arg(SAMPLE).output().unwrap();
        assert_eq!(status(&output), 1, "{bad}");
        assert_eq!(text(&output.stdout).lines().count(), 1, "{bad}");
        let told = text(&output.stderr);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains(bad) && told.trim_end().ends_with('.'), "{told}");
    }
}

#[test]
fn invalid_bytes_are_read_as_another_encoding() {
    let output = piped(&["extract", "-"], b"Les \xe9lections ont eu lieu \xe0 Velmar.\n");
    assert_eq!(json(&output)["text"], "Les élections ont eu lieu à Velmar.");
}

#[test]
fn nothing_that_steers_a_terminal_gets_out() {
    let hostile = "Titre \u{1b}]0;pwn\u{7}\u{9b}2J\u{202e}txt\n\nUn \u{1b}[31mhomme\u{7f} a dit : « non\u{85}\u{2066} ».\n";
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "a\u{1b}[2Jb.txt", hostile.as_bytes());
    let missing = folder.path().join("c\u{1b}[2Jd.txt");
    for format in ["json", "jsonl", "csv", "markdown", "text"] {
        let output =
            depeche().args(["extract", "--format", format]).args([&path, &missing]).output().unwrap();
        for out in [&output.stdout, &output.stderr] {
            let raw = text(out).chars().find(|&c| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(raw, None, "{format}: {}", text(out).escape_debug());
        }
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = depeche()
        .args(["extract", "--format=jsonl", "assets/samples"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), text(&output.stderr)), (0, ""));
}

#[test]
fn a_file_is_written_whole_and_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.json");
    let output = depeche().args(["extract", SAMPLE, "-o"]).arg(&path).output().unwrap();
    assert_eq!((status(&output), output.stdout.len()), (0, 0));
    assert_eq!(fs::read(&path).unwrap(), run(&["extract", SAMPLE]).stdout);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let nowhere = depeche().args(["extract", SAMPLE, "-o", "/no/such/folder/out.json"]).output().unwrap();
    assert_eq!(status(&nowhere), 1);
    assert!(text(&nowhere.stderr).contains("/no/such/folder/out.json"));
}

#[test]
fn a_table_has_a_row_for_every_item() {
    let record = json(&run(&["extract", SAMPLE]));
    let lists = ["actors", "alliances", "events", "quotes", "sources", "places"];
    let items: usize = lists.iter().map(|list| record[list].as_array().unwrap().len()).sum();
    let table = run(&["extract", "--format", "csv", SAMPLE]);
    let mut reader = csv::Reader::from_reader(table.stdout.as_slice());
    assert_eq!(reader.headers().unwrap().get(2), Some("kind"));
    assert_eq!(reader.records().map(Result::unwrap).count(), items);
}

#[test]
fn evaluation_counts_what_is_found_and_missed() {
    let folder = tempfile::tempdir().unwrap();
    file(
        folder.path(),
        "a.txt",
        "Le ministre russe Pavel Karmatov a rencontré son homologue à Téhéran.\n".as_bytes(),
    );
    let gold = r#"{"language": "fr", "actors": [
        {"name": "Pavel Karmatov", "kind": "person"}, {"name": "Anton Veska", "kind": "person"},
        {"name": "homologue", "optional": true}]}"#;
    file(folder.path(), "a.gold.json", gold.as_bytes());
    let path = folder.path().to_str().unwrap();
    let scores = json(&run(&["eval", "--json", path]));
    assert_eq!(scores["actors"]["gold"], 2);
    assert_eq!(scores["actors"]["recall"], 0.5);
    assert_eq!(scores["documents"]["answered"], 1);
    let table = run(&["eval", "--errors", path]);
    assert!(text(&table.stdout).contains("a\tactors\tmissed\tAnton Veska"));
    let other = run(&["eval", "--lang", "en", path]);
    assert_eq!(status(&other), 1);
    assert!(text(&other.stderr).contains("no gold"), "{}", text(&other.stderr));
}

#[test]
fn the_audit_tells_of_a_mark_that_does_not_close() {
    let output = piped(&["check", "-"], "Elle a dit « non et elle est partie.\n\nPuis rien.\n".as_bytes());
    assert_eq!(status(&output), 1);
    assert!(text(&output.stdout).contains("does not close"), "{}", text(&output.stdout));
    let sound = piped(&["check", "-"], "Il pleut sur Velmar.\n".as_bytes());
    assert_eq!((status(&sound), sound.stdout.len()), (0, 0));
    let lines = piped(&["check", "--format=json", "-"], "Elle a dit « non et est partie.\n".as_bytes());
    let doubts =
        text(&lines.stdout).lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["doubt"].clone());
    assert!(doubts.into_iter().any(|doubt| doubt == "unbalanced-marks"));
}

#[test]
fn completions_and_manual_are_printed() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(text(&run(&["completions", shell]).stdout).contains("extract"), "{shell}");
    }
    assert!(text(&run(&["man"]).stdout).starts_with(".ie"));
}

#[test]
fn a_search_finds_by_words_and_by_what_was_extracted() {
    let found = run(&["search", "trêve", "assets/samples"]);
    assert_eq!(status(&found), 0);
    assert!(text(&found.stdout).lines().all(|line| line.contains("1-treve-abeche.txt")));
    let paths = run(&["search", "--format=paths", "lang:en", "assets/samples"]);
    assert_eq!(text(&paths.stdout).lines().count(), 2);
    let wrong = run(&["search", "nofield:x", "assets/samples"]);
    assert_eq!(status(&wrong), 2);
    assert!(text(&wrong.stderr).contains("Column 1"), "{}", text(&wrong.stderr));
}

#[test]
fn the_config_is_printed_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let example = run(&["config"]);
    assert!(text(&example.stdout).contains("#theme"));
    let sound = file(folder.path(), "sound.toml", &example.stdout);
    let faulty = file(folder.path(), "faulty.toml", b"\ncolour = 1\n");
    let check = |path: &Path| depeche().args(["config", "--check", "--config"]).arg(path).output().unwrap();
    assert_eq!(status(&check(&sound)), 0);
    let told = check(&faulty);
    assert_eq!(status(&told), 1);
    assert!(text(&told.stdout).contains("faulty.toml:2:1:"), "{}", text(&told.stdout));
    assert_eq!(status(&run(&["config", "--path"])), 2);
}

#[test]
fn models_of_the_config_folder_stand_in_for_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    fs::create_dir(&models).unwrap();
    let names = |bytes: &[u8]| {
        let path = file(&models, "fr.names", bytes);
        let output =
            depeche().env("DEPECHE_CONFIG_DIR", folder.path()).args(["analyze", SAMPLE]).output().unwrap();
        (path, output)
    };
    let with_names = |output: &Output| text(&output.stdout).lines().any(|line| line.starts_with("     LOC"));

    let own = fs::read("assets/models/fr.names").unwrap();
    let (_, output) = names(&own);
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    assert!(with_names(&output));

    for broken in [&own[..own.len() / 2], b"PK\x03\x04", b""] {
        let (path, output) = names(broken);
        assert_eq!(status(&output), 1);
        let told = text(&output.stderr);
        assert!(told.contains(&*path.to_string_lossy()) && told.contains("Without the file"), "{told}");
        assert!(output.stdout.is_empty());
    }
}
