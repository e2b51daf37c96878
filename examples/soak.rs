//! A long day in minutes: dispatches arrive, change and go while keys are pressed at random, `soak [DISPATCHES] [SECONDS]`.
//! Memory may grow by a row for each dispatch and no more; descriptors and threads stay as many as they were.
#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use depeche::app::key::{Code, Key};
use depeche::app::{App, Effect, Msg, Setup};
use depeche::dispatch::Dispatch;
use depeche::lexicon::Lexicon;
use depeche::library::{load, work};
use depeche::wire::Options;
use depeche::worker::fetcher::{self, Wanted};
use depeche::worker::{self, Answer, Extract, Readers};
use depeche::{extract, language, ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() -> std::io::Result<()> {
    let number = |n: usize| std::env::args().nth(n).and_then(|arg| arg.parse::<u64>().ok());
    let (count, seconds) = (number(1).unwrap_or(50_000), number(2).unwrap_or(120));
    let folder = std::env::temp_dir().join(format!("depeche-soak-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let soaked = soak(&folder, count, Duration::from_secs(seconds));
    // The files are ours and gone with the folder; what is left of it harms nobody.
    let _ = fs::remove_dir_all(&folder);
    soaked
}

/// What answers the reader's wishes.
struct Desk {
    app: App,
    readers: Readers,
    fetch: Sender<Wanted>,
    messages: Receiver<Msg>,
}

impl Desk {
    fn open(folder: &Path) -> std::io::Result<Self> {
        let (to, messages) = unbounded();
        let answer: Answer = Arc::new(move |msg| to.send(msg).is_ok());
        let read: Extract = Arc::new(|dispatch: &Dispatch| {
            let lang = language::identify(&dispatch.text);
            let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
            Ok(extract::extract(dispatch, &analysis, Lexicon::built_in()))
        });
        let readers = Readers::start(1, &read, &answer)?;
        let (fetch, wanted) = unbounded();
        fetcher::start(wanted, Options::default(), Arc::clone(&answer))?;
        load::follow(
            vec![folder.to_owned()],
            Options::default(),
            work::cores(),
            Box::new(|| None),
            worker::shelve(answer),
        )?;
        let app = App::new(Setup { commands: false, ..Setup::default() });
        Ok(Self { app, readers, fetch, messages })
    }

    /// Takes in the messages that wait, at most as many as there are now, so that keys have their turn.
    fn listen(&mut self) {
        for _ in 0..self.messages.len() {
            match worker::next_message(&self.messages) {
                Some(msg) => self.take(msg),
                None => return,
            }
        }
    }

    fn take(&mut self, msg: Msg) {
        for effect in self.app.update(msg) {
            match effect {
                Effect::Read { id, dispatch, urgent } => self.readers.ask(id, dispatch, urgent),
                Effect::Fetch { id, path, item } => drop(self.fetch.send((id, path, item))),
                // No editor, no store, no clipboard; the day is not over before its time.
                _ => {}
            }
        }
    }
}

fn soak(folder: &Path, count: u64, time: Duration) -> std::io::Result<()> {
    let mut desk = Desk::open(folder)?;
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).map_err(std::io::Error::other)?;
    desk.take(Msg::Resize(80, 24));
    tell("start", &desk.app);
    let writing = {
        let folder = folder.to_owned();
        thread::spawn(move || write(&folder, count, time.mul_f64(0.8)))
    };
    let (started, mut random, mut halfway) = (Instant::now(), Random(7), false);
    let mut pressed = 0_u64;
    while started.elapsed() < time {
        desk.listen();
        desk.take(Msg::Key(random.key()));
        pressed += 1;
        if pressed.is_multiple_of(7) {
            terminal.draw(|frame| ui::draw(&desk.app, frame)).map_err(std::io::Error::other)?;
        }
        if !halfway && started.elapsed() > time / 2 {
            halfway = true;
            tell("middle", &desk.app);
        }
        thread::sleep(Duration::from_millis(2));
    }
    let written = writing.join().unwrap_or_else(|_| Err(std::io::Error::other("the writer failed")))?;
    tell("end", &desk.app);
    println!("{written} files written, {pressed} keys pressed in {} s", time.as_secs());
    Ok(())
}

/// Writes dispatches one after the other; every tenth time one of before is written anew, every fiftieth one goes.
fn write(folder: &Path, count: u64, time: Duration) -> std::io::Result<u64> {
    let (started, mut random) = (Instant::now(), Random(11));
    let path = |n: u64| -> PathBuf { folder.join(format!("{n:06}.txt")) };
    for n in 0..count {
        fs::write(path(n), story(n))?;
        if n % 10 == 9 {
            fs::write(path(random.below(n)), story(n + count))?;
        }
        if n % 50 == 49 {
            // It may be gone already.
            let _ = fs::remove_file(path(random.below(n)));
        }
        let due = time.mul_f64(f(n) / f(count));
        thread::sleep(due.saturating_sub(started.elapsed()));
    }
    Ok(count)
}

#[expect(clippy::cast_precision_loss, reason = "a count of files")]
fn f(n: u64) -> f64 {
    n as f64
}

fn story(n: u64) -> String {
    format!(
        "Le convoi {n} arrive à Kessel\n\nKessel, {} mars 2031 (ADP) - Le convoi numéro {n} de la Vardanie est arrivé mardi \
         à Kessel, a déclaré le ministre Anton Brek. \"Nous tiendrons {n} jours\", a-t-il dit.\n",
        1 + n % 28
    )
}

/// Marsaglia's xorshift: the same keys on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }

    fn key(&mut self) -> Key {
        const KEYS: &[char] = &[
            'j', 'k', 'J', 'K', 'g', 'G', ' ', '1', '2', '3', '4', '5', '0', ']', '[', 'q', 's', 'a', 'e',
            'w', 'z', 'n', 'N', '/', 'f', '?', 'I', '`', '.', ',', 'v', 't', 'h', 'o', 'F', 'y', 'm', 'l',
        ];
        let code = match self.below(8) {
            0 => Code::Esc,
            1 => Code::Enter,
            2 => Code::Tab,
            _ => Code::Char(usize::try_from(self.below(KEYS.len() as u64)).map_or('j', |n| KEYS[n])),
        };
        Key { code, ctrl: false, alt: false, shift: false }
    }
}

/// What the process holds now, as the system counts it.
fn tell(when: &str, app: &App) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_default().trim().to_owned()
    };
    let descriptors = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    println!(
        "{when}: {} rows, {} resident, {descriptors} descriptors, {} threads",
        app.entries.len(),
        line("VmRSS:"),
        line("Threads:")
    );
}
