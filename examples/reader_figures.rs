//! The reader's figures, from the real program in a pseudo-terminal of 80 by 24: time to the first frame, time from a
//! key to its frame while many dispatches load, bytes for a line of scrolling, bytes and processor time while idle.
//!
//! `cargo build --release && cargo run --release --example reader_figures [DISPATCHES]`
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

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let program: PathBuf = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("depeche");
    if !program.exists() {
        println!("Build the program first, in the same profile: {} is not there.", program.display());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let one = home.path().join("one.txt");
    fs::write(&one, TEXT.repeat(12)).unwrap();
    let folder = home.path().join("many");
    fs::create_dir(&folder).unwrap();
    for n in 0..count {
        fs::write(folder.join(format!("{n:06}.txt")), format!("Dépêche {n}\n\n{TEXT}")).unwrap();
    }

    let mut first: Vec<Duration> = (0..15)
        .map(|_| {
            let reader = Reader::start(&program, &one, home.path());
            reader.wait_for("Brigade");
            reader.started.elapsed()
        })
        .collect();
    first.sort_unstable();
    println!(
        "first frame with the text, one dispatch     {:>9.1?} median, {:.1?} worst",
        first[7], first[14]
    );

    let mut reader = Reader::start(&program, &one, home.path());
    reader.wait_for("aide");
    reader.until_silent(Duration::from_millis(500));
    let mut lines: Vec<usize> = Vec::new();
    for _ in 0..10 {
        reader.press("\x05");
        lines.push(reader.until_silent(Duration::from_millis(60)));
    }
    println!(
        "bytes for a line of scrolling               {:>9} worst of 10",
        lines.iter().max().unwrap_or(&0)
    );
    let before = reader.ticks();
    let idle = reader.until_silent(Duration::from_secs(3));
    println!(
        "idle for 3 s                                {idle:>9} bytes, {} ticks",
        reader.ticks() - before
    );
    drop(reader);

    let mut reader = Reader::start(&program, &folder, home.path());
    reader.wait_for("Brigade");
    println!("first frame with the text, {count} dispatches {:>9.1?}", reader.started.elapsed());
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
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 100).copied().unwrap_or_default();
    println!("key to frame while they load                {:>9.1?} median, {:.1?} p99", at(50), at(99));
    reader.until_silent(Duration::from_secs(2));
    println!("peak memory with {count} dispatches         {:>9} kB", reader.peak());
}
