//! Review without a screen: what is decided is kept, undone, handed on and taken over.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SAMPLE: &str = "assets/samples/1-treve-abeche.txt";

/// A desk of its own: a store, an editor, and the program.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("review.db")
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_depeche"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("DEPECHE_STORE", self.store())
            .env("DEPECHE_EDITOR", "ana")
            .args(args)
            .output()
            .unwrap()
    }

    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn export(&self) -> Value {
        serde_json::from_str(&self.done(&["export", SAMPLE])).unwrap()
    }
}

fn decision<'a>(export: &'a Value, item: &str) -> &'a str {
    export["review"]["items"][item]["decision"].as_str().unwrap_or("none")
}

#[test]
fn decisions_are_kept_undone_and_done_again() {
    let desk = Desk::new();
    assert_eq!(desk.done(&["review", "accept", SAMPLE, "a1", "a2"]), "2 accepted\n");
    desk.done(&["review", "reject", SAMPLE, "a1"]);
    assert_eq!(decision(&desk.export(), "a1"), "rejected");
    assert_eq!(decision(&desk.export(), "a2"), "accepted");
    desk.done(&["review", "undo"]);
    assert_eq!(decision(&desk.export(), "a1"), "accepted");
    desk.done(&["review", "undo"]);
    assert_eq!(decision(&desk.export(), "a2"), "none");
    desk.done(&["review", "redo"]);
    assert_eq!(decision(&desk.export(), "a2"), "accepted");
    let text = desk.done(&["review", "list", SAMPLE]);
    assert!(
        text.lines()
            .any(|l| l.trim_start().starts_with("a1 ") && l.contains("accepted") && l.contains("ana")),
        "{text}"
    );
}

#[test]
fn two_editors_who_differ_are_both_kept() {
    let desk = Desk::new();
    desk.done(&["review", "accept", SAMPLE, "a1"]);
    desk.done(&["review", "--editor", "bo", "reject", SAMPLE, "a1"]);
    let state = &desk.export()["review"]["items"]["a1"];
    assert_eq!(state["conflict"], true);
    let by: Vec<&str> =
        state["by"].as_array().unwrap().iter().map(|b| b["editor"].as_str().unwrap()).collect();
    assert_eq!(by, ["ana", "bo"]);
}

#[test]
fn corrections_notes_and_additions_show_in_the_record() {
    let desk = Desk::new();
    desk.done(&["review", "correct", SAMPLE, "a1", "name=Armée du Tchad", "country=TD"]);
    desk.done(&["review", "note", SAMPLE, "à vérifier", "--item", "a1"]);
    desk.done(&["review", "add", SAMPLE, "quote", "0..5", "direct"]);
    let export = desk.export();
    assert_eq!(export["actors"][0]["name"], "Armée du Tchad");
    assert_eq!(export["review"]["items"]["a1"]["notes"][0]["text"], "à vérifier");
    assert!(export["quotes"].as_array().unwrap().iter().any(|q| q["text"] == "Tchad"));
    assert_eq!(desk.run(&["review", "correct", SAMPLE, "a1", "colour=red"]).status.code(), Some(2));
    assert_eq!(desk.run(&["review", "accept", SAMPLE, "q999"]).status.code(), Some(2));
}

#[test]
fn all_at_once_is_one_step() {
    let desk = Desk::new();
    desk.done(&["review", "accept", SAMPLE, "--all", "--at-least", "0.1"]);
    assert!(desk.export()["review"]["entries"].as_array().unwrap().len() > 5);
    desk.done(&["review", "undo"]);
    assert_eq!(decision(&desk.export(), "a1"), "none");
}

#[test]
fn decisions_outlive_a_new_version_of_the_text_and_what_is_gone_is_an_orphan() {
    let desk = Desk::new();
    let path = desk.folder.path().join("d.txt");
    let text = fs::read_to_string(SAMPLE).unwrap();
    fs::write(&path, &text).unwrap();
    let path = path.to_str().unwrap();
    let before: Value = serde_json::from_str(&desk.done(&["extract", path])).unwrap();
    let last = format!("a{}", before["actors"].as_array().unwrap().len());
    let name =
        before["actors"][last.trim_start_matches(char::is_alphabetic).parse::<usize>().unwrap() - 1]["name"]
            .as_str()
            .unwrap()
            .to_owned();
    desk.done(&["review", "accept", path, &last]);

    let longer = text.replacen("\n\n", "\n\nUne phrase que la première version n'avait pas.\n\n", 2);
    fs::write(path, longer).unwrap();
    let after: Value = serde_json::from_str(&desk.done(&["export", path])).unwrap();
    let accepted: Vec<&str> =
        after["review"]["items"].as_object().unwrap().keys().map(String::as_str).collect();
    let position = accepted[0].trim_start_matches(char::is_alphabetic).parse::<usize>().unwrap() - 1;
    assert_eq!(after["actors"][position]["name"], name.as_str());

    fs::write(path, "Il pleut sur Velmar depuis mardi.\n").unwrap();
    let gone: Value = serde_json::from_str(&desk.done(&["export", path])).unwrap();
    assert_eq!(gone["review"]["orphans"].as_array().unwrap().len(), 1);
}

#[test]
fn an_export_taken_over_elsewhere_exports_the_same_bytes() {
    let (here, there, third) = (Desk::new(), Desk::new(), Desk::new());
    here.done(&["review", "accept", SAMPLE, "a1", "a3"]);
    here.done(&["review", "correct", SAMPLE, "a2", "kind=organisation"]);
    here.done(&["review", "note", SAMPLE, "vu"]);
    here.done(&["review", "undo"]);
    let export = here.folder.path().join("export.json");
    here.done(&["export", "assets/samples", "-o", export.to_str().unwrap()]);
    let told = there.done(&["import", export.to_str().unwrap()]);
    assert_eq!(told, "5 entries imported, 0 were there already.\n");
    assert_eq!(there.done(&["export", "assets/samples"]).as_bytes(), fs::read(&export).unwrap());
    there.done(&["import", export.to_str().unwrap()]);
    third.done(&["import", here.store().to_str().unwrap()]);
    assert_eq!(third.done(&["export", "assets/samples"]), here.done(&["export", "assets/samples"]));
}

#[test]
fn all_kinds_of_work_make_the_round_trip() {
    let (here, there) = (Desk::new(), Desk::new());
    let record: Value = serde_json::from_str(&here.done(&["extract", SAMPLE])).unwrap();
    let actors = record["actors"].as_array().unwrap();
    let n = actors.iter().position(|a| a["mentions"].as_array().unwrap().len() > 1).unwrap();
    let span = actors[n]["mentions"][1]["span"].as_array().unwrap();
    let (several, split) = (format!("a{}", n + 1), format!("split={}..{}", span[0], span[1]));
    let other = if n == 0 { "a2" } else { "a1" };
    let name = actors[usize::from(n == 0)]["name"].as_str().unwrap();
    here.done(&["review", "correct", SAMPLE, &several, &split]);
    here.done(&["review", "add", SAMPLE, "alliance", "0..5", &format!("Tchad -> {name}")]);
    here.done(&["review", "add", SAMPLE, "event", "0..5", "ASSAULT"]);
    here.done(&["review", "add", SAMPLE, "actor", "0..5", "state"]);
    here.done(&["review", "correct", SAMPLE, other, "name=Un autre nom", "country=SD"]);
    here.done(&["review", "note", SAMPLE, "« à vérifier »\nauprès du bureau", "--item", other]);
    here.done(&["review", "note", SAMPLE, "vu"]);
    here.done(&["review", "reject", SAMPLE, &several]);
    here.done(&["review", "--editor", "bo", "accept", SAMPLE, &several]);
    here.done(&["review", "undo"]);
    here.done(&["review", "redo"]);
    let export = here.folder.path().join("export.json");
    here.done(&["export", SAMPLE, "-o", export.to_str().unwrap()]);
    let bytes = fs::read(&export).unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    assert!(value["review"]["entries"].as_array().unwrap().len() > 10, "{value}");
    assert_eq!(value["review"]["orphans"].as_array().map_or(0, Vec::len), 0, "{value}");
    there.done(&["import", export.to_str().unwrap()]);
    assert_eq!(there.done(&["export", SAMPLE]).as_bytes(), bytes);
}

#[test]
fn only_what_was_accepted_is_handed_on() {
    let desk = Desk::new();
    desk.done(&["review", "accept", SAMPLE, "a1"]);
    let export: Value = serde_json::from_str(&desk.done(&["export", "--accepted", SAMPLE])).unwrap();
    assert_eq!(export["actors"].as_array().unwrap().len(), 1);
    assert_eq!(export["quotes"].as_array().unwrap().len(), 0);
    assert!(export.get("review").is_none());
}

#[test]
fn every_format_is_written() {
    let desk = Desk::new();
    desk.done(&["review", "accept", SAMPLE, "a1"]);
    for (format, start) in [
        ("csv", "dispatch,path,kind"),
        ("markdown", "# "),
        ("text", "Tchad"),
        ("jsonld", "{"),
        ("plover", "{"),
        ("graphml", "<?xml"),
        ("dot", "digraph"),
    ] {
        let out = desk.done(&["export", "--format", format, SAMPLE]);
        assert!(out.starts_with(start), "{format}: {out}");
        assert_eq!(out, desk.done(&["export", "--format", format, SAMPLE]), "{format} is not the same twice");
    }
}

#[test]
fn the_store_is_checked_copied_and_compacted() {
    let desk = Desk::new();
    desk.done(&["review", "accept", SAMPLE, "a1"]);
    assert!(desk.done(&["store", "check"]).contains("1 entries on 1 dispatches"));
    let copy = desk.folder.path().join("copy.db");
    desk.done(&["store", "backup", copy.to_str().unwrap()]);
    assert_eq!(desk.run(&["store", "backup", copy.to_str().unwrap()]).status.code(), Some(1));
    desk.done(&["store", "compact"]);
    assert!(desk.done(&["store", "--store", copy.to_str().unwrap(), "check"]).contains("sound"));
}

#[test]
fn each_rule_is_scored_by_what_editors_decided() {
    let desk = Desk::new();
    desk.done(&["review", "accept", SAMPLE, "a1", "a2"]);
    desk.done(&["review", "reject", SAMPLE, "a3"]);
    desk.done(&["review", "add", SAMPLE, "quote", "0..5", "direct"]);
    let scores: Value = serde_json::from_str(&desk.done(&["eval", "--reviewed", "--json", SAMPLE])).unwrap();
    let sum = |what: &str| {
        scores["rules"].as_object().unwrap().values().map(|rule| rule[what].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((sum("accepted"), sum("rejected"), &scores["added"]), (2, 1, &Value::from(1)));
    assert!(desk.done(&["eval", "--reviewed", "assets/samples"]).contains("3 items decided"));
}

#[test]
fn a_store_that_is_none_is_told_in_a_sentence() {
    let desk = Desk::new();
    fs::write(desk.store(), "Une dépêche, et non une base. ".repeat(50)).unwrap();
    let output = desk.run(&["review", "accept", SAMPLE, "a1"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told.contains("review.db") && told.trim_end().ends_with('.') && told.lines().count() == 1,
        "{told}"
    );
}

/// What was said to be stored is there, whenever the program is killed.
#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_said_to_be_stored() {
    let desk = Desk::new();
    let mut said = 0;
    for round in 0..12 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_depeche"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("DEPECHE_STORE", desk.store())
            .args(["review", "note", SAMPLE, "n"])
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(round * 15));
        let _ = child.kill();
        said += usize::from(child.wait_with_output().unwrap().stdout == b"1 noted\n");
        assert!(notes(&desk) >= said);
    }
    assert!(Path::new(&desk.store()).exists());
    assert!(desk.done(&["store", "check"]).contains("sound"));
}

fn notes(desk: &Desk) -> usize {
    desk.export()["review"]["entries"].as_array().unwrap().len()
}
