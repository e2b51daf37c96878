//! The reader's figures, from the real program in a pseudo-terminal of 80 by 24: time to the first frame, time from a
//! key to its frame while many dispatches load, bytes for a line of scrolling, bytes and processor time while idle, and
//! memory. Beside each stands what it should be at most.
//!
//! `cargo build --release && cargo run --release --example reader_figures [DISPATCHES...]`, else with 10,000 and 100,000.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example prints, and stops where it cannot measure"
)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const TEXT: &str = "Le gouvernement de la Vardanie a accusé mardi la Brigade du Nord d'avoir bombardé le port de Kessel.\n\n\
\"Nous ne laisserons pas ce crime impuni\", a déclaré le président Anton Brek dans un communiqué.\n\n\
La Brigade du Nord a démenti, selon un diplomate de la Sorvie.\n\n";

struct Reader {
    _master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn std::io::Write + Send>,
    sent: Receiver<Vec<u8>>,
    started: Instant,
}

impl Reader {
    fn start(program: &Path, path: &Path, home: &Path) -> Self {
        let mut command = CommandBuilder::new(program);
        command.arg("--no-session");
        command.arg(path);
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "fr_FR.UTF-8")] {
            command.env(name, value);
        }
        command.env("HOME", home);
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut from = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (to, sent) = channel();
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(n @ 1..) = from.read(&mut buffer) {
                if to.send(buffer.get(..n).unwrap_or_default().to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { _master: pair.master, child, keys, sent, started }
    }

    /// Waits until `words` have been sent.
    fn wait_for(&self, words: &str) {
        let mut all = Vec::new();
        while !String::from_utf8_lossy(&all).contains(words) {
            all.extend(self.sent.recv_timeout(Duration::from_secs(60)).expect("the reader fell silent"));
        }
    }

    /// The bytes that come until nothing comes for `silence`.
    fn until_silent(&self, silence: Duration) -> usize {
        let mut bytes = 0;
        while let Ok(more) = self.sent.recv_timeout(silence) {
            bytes += more.len();
        }
        bytes
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Processor time used so far, in ticks of the kernel; 0 where it does not say.
    fn ticks(&self) -> u64 {
        let path = format!("/proc/{}/stat", self.child.process_id().unwrap_or_default());
        let stat = fs::read_to_string(path).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        [11, 12].into_iter().filter_map(|n| fields.get(n)?.parse::<u64>().ok()).sum()
    }

    /// The most memory it ever held, in kilobytes.
    fn peak(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.process_id().unwrap_or_default());
        let status = fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or_default()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A sorted row of times.
struct Times(Vec<Duration>);

impl Times {
    fn new(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    fn at(&self, percent: usize) -> Duration {
        self.0
            .get((self.0.len() * percent / 100).min(self.0.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    }
}

fn figure(what: &str, is: &str, at_most: &str) {
    println!("{what:<52} {is:>12}   {at_most}");
}

fn main() {
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|n| n.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![10_000, 100_000] } else { counts };
    let program: PathBuf = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("depeche");
    if !program.exists() {
        println!("Build the program first, in the same profile: {} is not there.", program.display());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    one(&program, home.path());
    for count in counts {
        many(&program, home.path(), count);
    }
}

/// The figures of a single dispatch.
fn one(program: &Path, home: &Path) {
    let one = home.join("one.txt");
    fs::write(&one, TEXT.repeat(12)).unwrap();
    let first = (0..15).map(|_| {
        let reader = Reader::start(program, &one, home);
        reader.wait_for("Brigade");
        reader.started.elapsed()
    });
    let first = Times::new(first.collect());
    figure("first frame with the text, one dispatch", &format!("{:.1?}", first.at(50)), "15 ms");

    let mut reader = Reader::start(program, &one, home);
    reader.wait_for("aide");
    reader.until_silent(Duration::from_millis(500));
    let lines: Vec<usize> = (0..10)
        .map(|_| {
            reader.press("\x05");
            reader.until_silent(Duration::from_millis(60))
        })
        .collect();
    let worst = lines.iter().max().copied().unwrap_or_default();
    figure("bytes for a line of scrolling, worst of 10", &worst.to_string(), "2048");
    let before = reader.ticks();
    let idle = reader.until_silent(Duration::from_secs(3));
    figure("bytes sent while idle for 3 s", &idle.to_string(), "0");
    figure("processor time meanwhile, in ticks of 10 ms", &(reader.ticks() - before).to_string(), "0");
    figure("peak memory, one dispatch, MB", &(reader.peak() / 1000).to_string(), "");
}

/// The figures of a folder of many.
fn many(program: &Path, home: &Path, count: usize) {
    let folder = home.join(format!("many-{count}"));
    fs::create_dir(&folder).unwrap();
    for n in 0..count {
        fs::write(folder.join(format!("{n:06}.txt")), format!("Dépêche {n}\n\n{TEXT}")).unwrap();
    }
    let first = (0..7).map(|_| {
        let reader = Reader::start(program, &folder, home);
        reader.wait_for("Brigade");
        reader.started.elapsed()
    });
    let first = Times::new(first.collect());
    figure(
        &format!("first frame with the text, {count} dispatches"),
        &format!("{:.1?}", first.at(50)),
        "50 ms",
    );

    let mut reader = Reader::start(program, &folder, home);
    reader.wait_for("Brigade");
    let mut waits: Vec<Duration> = Vec::new();
    for n in 0..200 {
        // What loading alone sends is let by, so that the next bytes answer the key.
        while reader.sent.try_recv().is_ok() {}
        let pressed = Instant::now();
        reader.press(if n % 2 == 0 { "j" } else { "k" });
        if reader.sent.recv_timeout(Duration::from_secs(5)).is_ok() {
            waits.push(pressed.elapsed());
        }
    }
    let waits = Times::new(waits);
    figure("key to frame while they load, median", &format!("{:.1?}", waits.at(50)), "");
    figure("key to frame while they load, p99", &format!("{:.1?}", waits.at(99)), "16 ms");
    reader.until_silent(Duration::from_secs(2));
    figure(
        "until all are loaded",
        &format!("{:.1?}", reader.started.elapsed().saturating_sub(Duration::from_secs(2))),
        "",
    );
    let peak = reader.peak();
    drop(reader);
    // What was loaded whole is known now.
    let reader = Reader::start(program, &folder, home);
    reader.wait_for("Brigade");
    reader.until_silent(Duration::from_secs(1));
    let listed = reader.started.elapsed().saturating_sub(Duration::from_secs(1));
    figure("until all are listed, opened again", &format!("{listed:.1?}"), "1 s with 100000");
    figure(
        &format!("peak memory, {count} dispatches, MB"),
        &(peak.max(reader.peak()) / 1000).to_string(),
        "400 with 100000",
    );
}
