//! What lies in folders beside dispatches, and the names it has: through every command that reads paths. Nothing waits,
//! nothing follows a loop, nothing raw gets out, the sound files are read.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const GOOD: &str = "Titre\n\nKessel, 4 mars 2031 (ADP) - Le président Anton Brek a dit \"non\".\n";

/// Far more than any of it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// The commands that read paths.
const COMMANDS: &[&[&str]] = &[
    &["extract", "--format", "json"],
    &["extract", "--format", "jsonl"],
    &["extract", "--format", "csv"],
    &["extract", "--format", "text"],
    &["extract", "--format", "markdown"],
    &["export", "--format", "graphml"],
    &["export", "--format", "dot"],
    &["info"],
    &["info", "--format", "json"],
    &["check"],
    &["check", "--format", "json"],
    &["search", "brek"],
    &["analyze"],
    &["--plain"],
];

fn depeche(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.args(args).env_clear().env("HOME", home).stdin(Stdio::null());
    command
}

/// Runs a command, which must end by itself.
fn run(mut command: Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    let (to, ended) = std::sync::mpsc::channel::<()>();
    let watch = std::thread::spawn(move || {
        if ended.recv_timeout(PATIENCE).is_err() {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
    });
    let output = child.wait_with_output().unwrap();
    let _ = to.send(());
    watch.join().unwrap();
    output
}

#[track_caller]
fn assert_clean(output: &Output, what: &str) {
    for bytes in [&output.stdout, &output.stderr] {
        let text = std::str::from_utf8(bytes).unwrap();
        let raw = text.char_indices().find(|&(_, c)| {
            (c.is_control() && !matches!(c, '\n' | '\r'))
                || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        });
        let around = |at: usize| text.get(at..).unwrap_or_default().chars().take(60);
        assert!(raw.is_none(), "{what}: {}", around(raw.unwrap().0).collect::<String>().escape_debug());
    }
}

/// A folder with everything that is no dispatch, and four sound ones.
fn menagerie(folder: &Path) {
    let path = |name: &[u8]| folder.join(OsStr::from_bytes(name));
    fs::write(path(b"good.txt"), GOOD).unwrap();
    fs::write(path(b"a\x1b]0;CANARY\x07\xc2\x9b2J.txt"), GOOD).unwrap();
    fs::write(path(b"two\nlines\r.txt"), GOOD).unwrap();
    fs::write(path(b"bad\xff\xfe\x9b2J.txt"), GOOD).unwrap();
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, path(b"pipe"), fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    drop(UnixListener::bind(path(b"socket")).unwrap());
    symlink("loop", path(b"loop")).unwrap();
    symlink("/dev/zero", path(b"zero")).unwrap();
    symlink("..", path(b"up")).unwrap();
    symlink("nowhere", path(b"dangling")).unwrap();
    fs::File::create(path(b"sparse.txt")).unwrap().set_len(1 << 30).unwrap();
    fs::create_dir(path(b"locked")).unwrap();
    fs::set_permissions(path(b"locked"), fs::Permissions::from_mode(0o000)).unwrap();
}

#[test]
fn every_command_reads_what_is_sound_and_tells_of_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("wire");
    fs::create_dir(&folder).unwrap();
    menagerie(&folder);
    for args in COMMANDS {
        let started = Instant::now();
        let output = run({
            let mut command = depeche(home.path(), args);
            command.arg(&folder);
            command
        });
        assert!(started.elapsed() < PATIENCE, "{args:?}");
        assert_clean(&output, args[0]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("sparse.txt could not be read: it is larger"), "{args:?}: {told}");
        assert!(told.lines().all(|line| line.ends_with('.')), "{args:?}: {told}");
        assert!(!told.contains("panicked") && !told.contains("failed"), "{args:?}: {told}");
    }
    let output = run({
        let mut command = depeche(home.path(), &["extract", "--format", "jsonl"]);
        command.arg(&folder);
        command
    });
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 4);
    fs::set_permissions(folder.join("locked"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn what_is_named_and_is_no_file_is_told_in_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    menagerie(home.path());
    for name in ["pipe", "socket", "loop", "zero", "dangling", "sparse.txt"] {
        let mut command = depeche(home.path(), &["extract", "--"]);
        command.arg(home.path().join(name));
        let output = run(command);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(told.contains(name) && told.lines().count() == 1 && told.ends_with(".\n"), "{name}: {told}");
    }
    fs::set_permissions(home.path().join("locked"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn files_of_decisions_and_gold_are_files_too() {
    let home = tempfile::tempdir().unwrap();
    menagerie(home.path());
    for args in [["import", "pipe"], ["import", "zero"], ["eval", "pipe"]] {
        let mut command = depeche(home.path(), &args);
        command.current_dir(home.path());
        let output = run(command);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("neither a file nor a folder"), "{args:?}: {told}");
        assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
    }
}

#[test]
fn a_name_that_looks_like_an_option_steers_nothing() {
    let home = tempfile::tempdir().unwrap();
    let name = "--\u{1b}]0;CANARY\u{7}\u{202e}.txt";
    fs::write(home.path().join(name), GOOD).unwrap();
    let mut taken = depeche(home.path(), &["extract", name]);
    taken.current_dir(home.path());
    let output = run(taken);
    assert_eq!(output.status.code(), Some(2));
    assert_clean(&output, "usage");
    let mut named = depeche(home.path(), &["extract", "--", name]);
    named.current_dir(home.path());
    let output = run(named);
    assert!(output.status.success());
    assert_clean(&output, "named");
}

#[test]
fn archives_write_nothing_and_their_names_are_names() {
    let home = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["../../climb.txt", "/etc/absolute.txt", "\u{1b}]0;CANARY\u{7}.txt", "fine.txt"] {
        zip.start_file(name, options).unwrap();
        zip.write_all(GOOD.as_bytes()).unwrap();
    }
    let inside = home.path().join("one/two");
    fs::create_dir_all(&inside).unwrap();
    fs::write(inside.join("all.zip"), zip.finish().unwrap().into_inner()).unwrap();
    for args in COMMANDS {
        let mut command = depeche(home.path(), args);
        command.arg(inside.join("all.zip"));
        let output = run(command);
        assert_clean(&output, args[0]);
    }
    assert!(!home.path().join("climb.txt").exists() && !home.path().join("one/climb.txt").exists());
    let mut command = depeche(home.path(), &["extract", "--format", "jsonl"]);
    command.arg(inside.join("all.zip"));
    assert_eq!(String::from_utf8(run(command).stdout).unwrap().lines().count(), 4);
}

#[test]
fn files_that_change_while_they_are_read_do_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("wire");
    fs::create_dir(&folder).unwrap();
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let restless = {
        let (folder, done) = (folder.clone(), std::sync::Arc::clone(&done));
        std::thread::spawn(move || {
            for round in 0_usize.. {
                if done.load(std::sync::atomic::Ordering::Relaxed) {
                    return;
                }
                let path = folder.join(format!("{}.txt", round % 12));
                match round % 5 {
                    0 => drop(fs::remove_file(path)),
                    1 => drop(fs::write(path, GOOD.repeat(round % 20))),
                    2 => drop(fs::write(path, "")),
                    3 => drop(fs::rename(path, folder.join(format!("{}.txt", (round + 7) % 12)))),
                    _ => drop(fs::write(path, GOOD)),
                }
            }
        })
    };
    for _ in 0..4 {
        let mut command = depeche(home.path(), &["extract", "--format", "jsonl"]);
        command.arg(&folder);
        let output = run(command);
        assert!(matches!(output.status.code(), Some(0 | 1)));
        assert_clean(&output, "restless");
        let records = String::from_utf8(output.stdout).unwrap();
        assert!(records.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    }
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    restless.join().unwrap();
}

#[test]
fn what_a_config_holds_steers_nothing() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("c\u{1b}[2J.toml");
    fs::write(&config, "lang = \"\\u001b]0;CANARY\\u0007\"\n").unwrap();
    let mut command = depeche(home.path(), &["--plain", "--config"]);
    command.arg(&config);
    let output = run(command);
    assert_eq!(output.status.code(), Some(2));
    assert_clean(&output, "config");
}
