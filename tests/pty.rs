//! The real program in a real terminal: what it shows, what its keys do, and that it leaves the terminal as it found it.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::io::{Read as _, Write as _};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The longest that anything may take before a test fails: far more than it ever needs.
const PATIENCE: Duration = Duration::from_secs(20);

const DISPATCH: &str = "Kessel, 4 mars 2031 (ADP) - Le président de la Vardanie, Anton Brek, a accusé mardi la Brigade du \
Nord d'avoir bombardé le port de Kessel.\n\n\"Nous ne laisserons pas ce crime impuni\", a déclaré M. Brek dans un communiqué.\n\n\
La Brigade du Nord a démenti.\n";

struct Reader {
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    keys: Option<Box<dyn std::io::Write + Send>>,
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    _home: tempfile::TempDir,
}

impl Reader {
    /// Starts the program on a dispatch of our own, at 80 by 24.
    fn start(variables: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("kessel.txt");
        std::fs::write(&path, DISPATCH).unwrap();
        let path = path.to_string_lossy().into_owned();
        Self::with(home, &[&path], variables)
    }

    fn with(home: tempfile::TempDir, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let program = env!("CARGO_BIN_EXE_depeche").as_ref();
        // A first run greets; a test that remembers names a folder for that.
        if variables.iter().any(|(name, _)| *name == "XDG_STATE_HOME") {
            return Self::run(program, home, arguments, variables);
        }
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--no-session"]).collect();
        Self::run(program, home, &arguments, variables)
    }

    fn run(
        program: &std::path::Path,
        home: tempfile::TempDir,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(home.path());
        command.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("LANG", "fr_FR.UTF-8"), ("HOME", &home.path().to_string_lossy())]
        {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut from = pair.master.try_clone_reader().unwrap();
        let (to_screen, to_bytes) = (Arc::clone(&screen), Arc::clone(&bytes));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = from.read(&mut buffer) {
                to_screen.lock().unwrap().process(&buffer[..n]);
                to_bytes.lock().unwrap().extend_from_slice(&buffer[..n]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: Some(pair.master), child, keys: Some(keys), screen, bytes, _home: home }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
        self
    }

    fn shown(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen is as `wanted` says.
    fn wait(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !wanted(self.screen.lock().unwrap().screen()) {
            assert!(Instant::now() < end, "{what} did not come:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
        self
    }

    fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait(words, |screen| screen.contents().contains(words))
    }

    fn wait_without(&mut self, words: &str) -> &mut Self {
        self.wait(&format!("a screen without {words}"), |screen| !screen.contents().contains(words))
    }

    /// Closes whatever lies over the panes: then the keys of the panes are shown again.
    fn close_all(&mut self) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !self.shown().contains("]q ") {
            assert!(Instant::now() < end, "something stays open:\n{}", self.shown());
            self.press("\x1b");
            std::thread::sleep(Duration::from_millis(20));
        }
        self
    }

    /// Waits for the program to end.
    fn end(&mut self) -> portable_pty::ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "it did not end:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program has given the terminal back: no alternate screen, the cursor shown, pastes as they were.
    fn wait_restored(&mut self) {
        self.wait("the terminal of before", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn the_first_frame_shows_text_and_pane_and_quitting_restores_the_screen() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("a accusé mardi").wait_for("1 Acteurs").wait_for("? aide");
    assert!(reader.screen.lock().unwrap().screen().alternate_screen());
    reader.press("q");
    assert!(reader.end().success());
    reader.wait_restored();
    assert_eq!(reader.shown().trim(), "");
}

#[test]
fn every_key_of_the_help_does_no_harm_and_help_comes_back() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("? aide");
    for keys in [
        "j", "k", "\x04", "\x15", " ", "\x06", "\x02", "gg", "G", "\x05", "\x19", "]q", "[q", "]s", "[s",
        "]a", "[a", "]e", "[e", "]r", "[r", ".", ",", "s", "w", "\r", "\t", "\x1b[Z", "`", "0", "1", "2",
        "3", "4", "5", "z", "z", "J", "K", "gb", "/x\r", "n", "N", "fx\r", "gv\x07", "\x10\x07", "gp\x07",
        ":\x07", "\x0f", "\x1bo", "ma", "'a", "o", "O", "F", "t", "h", "lx\r", "E", "D", "gn", "gs", "gx",
        "ga", "gt", "gm", "gc", "v", "L", "I", "T", "y", "Y", "gy", "W\x07", "|\x07", "\x0c", "\x1b[A",
        "\x1b[B", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b2j",
    ] {
        reader.press(keys).press("?").wait_for("Entrée exécute").press("?").wait_without("Entrée exécute");
        assert!(reader.child.try_wait().unwrap().is_none(), "{keys:?} ended it");
        reader.close_all().press("0");
    }
    reader.press("q");
    assert!(reader.end().success());
}

#[test]
fn search_and_palette_are_typed() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("? aide").press("/brigade\r").wait_for("brigade : 1 sur 2");
    reader.press("n").wait_for("2 sur 2").press(":dossier").wait_for("1/").press("\x03");
    reader.press(":").wait_for("Trouver une action").press("légende\r").wait_for("Lettres de la marge");
}

#[test]
fn a_paste_is_not_taken_for_keys() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("? aide").press("\x1b[200~qqq\x1b[201~").wait_for("n'est pas pris pour des touches");
    reader.press("/").wait_for("Chercher").press("\x1b[200~kessel\x1b[201~").wait_for("Chercher : kessel");
}

#[test]
fn another_size_is_another_frame() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("1 Acteurs");
    for (cols, rows) in [(120, 40), (40, 12), (1, 1), (0, 0), (u16::MAX, u16::MAX), (300, 100), (80, 24)] {
        // The screen that the test looks at stays within what it can hold; the terminal says what it likes.
        reader.screen.lock().unwrap().screen_mut().set_size(rows.clamp(1, 500), cols.clamp(1, 2000));
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        reader.master.as_ref().unwrap().resize(size).unwrap();
        if cols >= 100 {
            reader.wait_for("5 Sources");
        }
    }
    reader.wait_for("1 Acteurs").wait_without("5 Sources").press("q");
    assert!(reader.end().success());
}

#[test]
fn term_and_int_restore_the_screen() {
    for name in ["TERM", "INT", "HUP", "QUIT"] {
        let mut reader = Reader::start(&[]);
        reader.wait_for("? aide");
        reader.signal(name);
        assert!(!reader.end().success(), "{name}");
        reader.wait_restored();
    }
}

#[test]
fn a_hang_up_ends_it() {
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_depeche"));
    command.env_clear();
    command.env("TERM", "xterm");
    command.env("LANG", "fr_FR.UTF-8");
    command.env("HOME", home.path());
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    // No thread reads here: it would hold the terminal open, and there would be no hang-up.
    let mut from = pair.master.try_clone_reader().unwrap();
    let (mut sent, mut buffer) = (String::new(), [0; 4096]);
    while !sent.contains("aide") {
        let n = from.read(&mut buffer).unwrap();
        sent.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    drop(from);
    drop(pair.master);
    let hung_up = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(hung_up.elapsed() < Duration::from_secs(5), "it lives on without a terminal");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(hung_up.elapsed() < Duration::from_secs(2), "{:?}", hung_up.elapsed());
}

#[test]
fn suspended_and_continued_it_draws_again() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("? aide").press("\x1a").wait("the shell's screen", |s| !s.alternate_screen());
    reader.signal("CONT");
    reader.wait_for("a accusé mardi").wait("its own screen", vt100::Screen::alternate_screen);
    reader.press("q");
    assert!(reader.end().success());
}

#[test]
fn no_color_sends_no_colour_and_still_shows_the_selection() {
    let mut reader = Reader::start(&[("NO_COLOR", "1")]);
    reader.wait_for("? aide").press("1").wait("a selection", |screen| {
        let (rows, cols) = screen.size();
        (0..rows).any(|y| (0..cols).any(|x| screen.cell(y, x).is_some_and(vt100::Cell::inverse)))
    });
    reader.press("q");
    reader.end();
    let sent = reader.bytes.lock().unwrap().clone();
    let sent = String::from_utf8_lossy(&sent);
    for sequence in sent.split("\x1b[").skip(1) {
        let Some((codes, _)) = sequence.split_once('m') else { continue };
        if codes.chars().all(|c| c.is_ascii_digit() || c == ';') {
            let colour =
                |code: &str| code.parse::<u8>().is_ok_and(|n| matches!(n, 30..=38 | 40..=48 | 90..=107));
            assert!(!codes.split(';').any(colour), "{codes}");
        }
    }
}

#[test]
fn the_posix_locale_gets_ascii() {
    let mut reader = Reader::start(&[("LANG", "C")]);
    reader.wait_for("1 Actors");
    assert!(reader.shown().is_ascii(), "{}", reader.shown());
}

#[test]
fn nothing_is_sent_while_nothing_happens() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("? aide").press("j").wait("the cursor", |screen| screen.contents().contains('▌'));
    // A key that does nothing new marks the end of what was under way.
    reader.press("]").wait_for("citation suivante");
    let before = settled(&reader);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(reader.bytes.lock().unwrap().len(), before);
}

/// The bytes sent so far, once their number stays the same.
fn settled(reader: &Reader) -> usize {
    let end = Instant::now() + PATIENCE;
    let mut before = 0;
    loop {
        std::thread::sleep(Duration::from_millis(100));
        let now = reader.bytes.lock().unwrap().len();
        if now == before || Instant::now() > end {
            return now;
        }
        before = now;
    }
}

#[test]
fn a_line_of_scrolling_is_less_than_two_kilobytes() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("long.txt");
    let line = "Le convoi de la Vardanie est parti de Kessel mardi, selon le ministère de la Défense.\n\n";
    std::fs::write(&path, line.repeat(60)).unwrap();
    let path = path.to_string_lossy().into_owned();
    let mut reader = Reader::with(home, &[&path], &[]);
    reader.wait_for("? aide");
    let before = settled(&reader);
    reader.press("\x05");
    let after = settled(&reader);
    assert!(after > before && after - before < 2_048, "{} bytes", after - before);
}

#[test]
fn without_a_usable_terminal_it_says_so() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::with(home, &[], &[("TERM", "dumb")]);
    reader.wait_for("--plain");
    assert_eq!(reader.end().exit_code(), 2);
    let piped = std::process::Command::new(env!("CARGO_BIN_EXE_depeche")).output().unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&piped.stderr).contains("needs a terminal"));
}

#[test]
fn without_a_path_the_samples_open() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::with(home, &[], &[]);
    reader.wait_for("1/6").press("J").wait_for("2/6");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_open() {
    let home = tempfile::tempdir().unwrap();
    let (good, bad) = (home.path().join("a.txt"), home.path().join("none.txt"));
    std::fs::write(&good, DISPATCH).unwrap();
    let paths = [good.to_string_lossy().into_owned(), bad.to_string_lossy().into_owned()];
    let mut reader = Reader::with(home, &[&paths[0], &paths[1]], &[]);
    reader.wait_for("a accusé mardi").wait_for("1 illisible").press("I").wait_for("none.txt").close_all();
    reader.press("q");
    assert_eq!(reader.end().exit_code(), 1);
}

#[test]
fn it_opens_where_it_was_left() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().to_string_lossy().into_owned();
    for (wanted, keys) in [("1/6", "JJq"), ("3/6", "q")] {
        let home = tempfile::tempdir().unwrap();
        let mut reader = Reader::with(home, &[], &[("XDG_STATE_HOME", &state)]);
        reader.wait_for(wanted).wait_without("chargement");
        assert_eq!(reader.shown().contains("Bienvenue"), wanted == "1/6");
        reader.press(keys);
        assert!(reader.end().success());
    }
}

#[test]
fn a_fault_of_the_config_has_its_place() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config.toml");
    std::fs::write(&config, "theme = \"mono\"\n[keys.global]\nfly = \"f\"\n").unwrap();
    let config = config.to_string_lossy().into_owned();
    let mut reader = Reader::with(home, &["--config", &config], &[]);
    reader.wait_for("config.toml:3:1");
    assert_eq!(reader.end().exit_code(), 2);
}

/// Set for the copy of this program that panics inside the reader.
const PANICS: &str = "DEPECHE_TEST_PANICS";

#[test]
fn a_panic_gives_the_terminal_back_and_says_why() {
    if std::env::var_os(PANICS).is_some() {
        return reader_that_panics();
    }
    let home = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", "a_panic_gives_the_terminal_back_and_says_why", "--nocapture"];
    let mut reader = Reader::run(&program, home, &arguments, &[(PANICS, "1")]);
    reader.wait("its own screen", vt100::Screen::alternate_screen).wait_for("Vardanie").press("q");
    assert!(!reader.end().success());
    reader.wait_restored();
    reader.wait_for("the reader broke");
}

/// A reader on one dispatch whose session cannot be saved: leaving it panics on the thread of the interface.
fn reader_that_panics() {
    use depeche::app::{App, Msg, Setup, messages::Messages};
    let french = Messages::in_language(depeche::dispatch::Lang::from_tag("fr").unwrap());
    let app = App::new(Setup { messages: french, ..Setup::default() });
    let load: depeche::term::Load = Box::new(|answer| {
        let found = depeche::wire::read(DISPATCH.as_bytes(), None, &depeche::wire::Options::default());
        answer(Msg::Arrived(
            depeche::library::Library::default()
                .take(depeche::library::load::Loaded::new(None, Ok(found.unwrap_or_default()))),
        ));
        answer(Msg::Loaded);
        Ok(())
    });
    let jobs = depeche::term::Jobs {
        load,
        fetch: Box::new(drop),
        extract: Arc::new(|_| Ok(depeche::dispatch::Extraction::default())),
        review: Box::new(drop),
        save: Box::new(|_| panic!("the reader broke")),
    };
    depeche::term::run(app, jobs).unwrap();
}

#[test]
fn a_changed_config_and_theme_hold_at_once() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config");
    std::fs::create_dir_all(folder.join("themes")).unwrap();
    std::fs::write(folder.join("config.toml"), "").unwrap();
    let (config, variable) = (folder.join("config.toml"), folder.to_string_lossy().into_owned());
    let mut reader = Reader::with(home, &[], &[("DEPECHE_CONFIG_DIR", &variable)]);
    reader.wait_for("1/6");
    std::fs::write(&config, "[keys.global]\nnext-dispatch = [\"B\"]\n").unwrap();
    reader.wait_for("est relue").press("B").wait_for("2/6");
    std::fs::write(&config, "theme = \"grün\"\n").unwrap();
    reader.wait_for("no theme called");
}

#[test]
fn the_mouse_is_listened_to_where_the_config_says_so() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().to_string_lossy().into_owned();
    std::fs::write(home.path().join("config.toml"), "mouse = true\n").unwrap();
    let mut reader = Reader::with(home, &[], &[("DEPECHE_CONFIG_DIR", &folder)]);
    let asked =
        |screen: &vt100::Screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease;
    reader.wait_for("? aide").wait("mouse reports", asked);
    reader.press("\x1b[<0;60;3M").wait_for("acteur 1/").press("q");
    assert!(reader.end().success());
    reader.wait("no mouse reports", |s| s.mouse_protocol_mode() == vt100::MouseProtocolMode::None);
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_one_clean_sentence() {
    for place in ["draw", "update"] {
        let mut reader = Reader::start(&[("DEPECHE_PANIC", place)]);
        if place == "update" {
            reader.wait_for("? aide").press("j");
        }
        assert_eq!(reader.end().exit_code(), 101, "{place}");
        reader.wait_for("please report that").wait_restored();
        let sent = reader.bytes.lock().unwrap().clone();
        let sent = String::from_utf8_lossy(&sent).into_owned();
        assert!(sent.contains("depeche: The program failed") && !sent.contains("\u{1b}]0;"), "{sent:?}");
    }
}

#[test]
fn a_storm_of_sizes_ends_in_a_whole_screen() {
    let mut reader = Reader::start(&[]);
    reader.wait_for("? aide");
    for n in 0..200_u16 {
        let size = PtySize { rows: n % 50, cols: (n * 7) % 200, pixel_width: 0, pixel_height: 0 };
        reader.master.as_ref().unwrap().resize(size).unwrap();
        if n % 20 == 0 {
            reader.signal("WINCH");
        }
    }
    reader.screen.lock().unwrap().screen_mut().set_size(24, 80);
    reader
        .master
        .as_ref()
        .unwrap()
        .resize(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })
        .unwrap();
    reader.wait_for("? aide").press("q");
    assert!(reader.end().success());
    reader.wait_restored();
}

#[test]
fn without_a_home_or_with_one_that_cannot_be_written_it_reads_all_the_same() {
    for variables in
        [[("HOME", ""), ("XDG_DATA_HOME", "")], [("HOME", "/dev/null"), ("XDG_DATA_HOME", "/dev/null/x")]]
    {
        let mut reader = Reader::start(&variables);
        reader
            .wait_for("a accusé mardi")
            .wait_for("Brigade du Nord  ")
            .press("]q")
            .wait_for("citation 1/")
            .press("a");
        reader.wait_for("review.db est inutilisable").press("q");
        assert!(reader.end().success(), "{variables:?}");
        reader.wait_restored();
    }
}

/// What the terminal is sent must be what the program itself has to say to it: no title, no clipboard, no canary.
/// A store that cannot be used is told of in a sentence, is left as it is, and holds nobody up.
#[test]
fn with_a_store_that_cannot_be_used_reading_goes_on() {
    use depeche::review::store::Store;
    let desk = tempfile::tempdir().unwrap();
    let text = desk.path().join("text.db");
    std::fs::write(&text, "Une dépêche, et non une base. ".repeat(500)).unwrap();
    let damaged = desk.path().join("damaged.db");
    let store = Store::open(&damaged).unwrap();
    store.compact().unwrap();
    drop(store);
    let mut bytes = std::fs::read(&damaged).unwrap();
    for byte in bytes.iter_mut().skip(4096).step_by(3) {
        *byte ^= 0x55;
    }
    std::fs::write(&damaged, &bytes).unwrap();
    for path in [text, damaged] {
        let before = std::fs::read(&path).unwrap();
        let mut reader = Reader::start(&[("DEPECHE_STORE", &path.to_string_lossy())]);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        reader.wait_for("a accusé mardi").wait_for(&name).press("\x1b").wait_for("? aide");
        reader.press("]q").wait_for("citation 1/");
        reader.press("a").wait_for(&name).press("q").end();
        assert_eq!(std::fs::read(&path).unwrap(), before, "{name} was changed");
    }
}

#[test]
fn a_hostile_file_reaches_the_terminal_as_text_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a\u{1b}]0;CANARY\u{7}b");
    std::fs::create_dir(&folder).unwrap();
    let text = "Titre \u{1b}]0;CANARY\u{7}\u{1b}[31m\u{9b}2J\n\nKessel, 4 mars 2031 (ADP) - \u{1b}]52;c;Q0FOQVJZ\u{7} \
        \u{1b}]8;;http://canary.example\u{1b}\\lien\u{1b}]8;;\u{1b}\\ Le président \u{202e}Anton Brek\u{202c} a dit \"oui \u{1b}P1;CANARY\u{1b}\\\".\n";
    std::fs::write(folder.join("x\u{1b}]2;CANARY\u{7}.txt"), text).unwrap();
    std::fs::write(folder.join("empty\u{1b}]2;CANARY\u{7}.txt"), "").unwrap();
    let folder = folder.to_string_lossy().into_owned();
    let mut reader = Reader::with(home, &[&folder], &[]);
    reader.wait_for("? aide").wait_for("1 illisible");
    for keys in ["1", "5", "4", "0", "`", "I", "?", ":", "W"] {
        reader.press(keys);
        settled(&reader);
        // A key that follows at once would make it Alt with that key.
        reader.press("\x1b");
        settled(&reader);
    }
    reader.close_all().press("0").press("q");
    assert_eq!(reader.end().exit_code(), 1, "one file could not be read");
    let sent = reader.bytes.lock().unwrap().clone();
    let sent = String::from_utf8_lossy(&sent).into_owned();
    for sequence in sent.split('\u{1b}').skip(1) {
        let start = sequence.chars().next();
        assert!(matches!(start, Some('[' | '\\')) || sequence.starts_with("]8;;"), "{sequence:?}");
        assert!(!sequence.starts_with("]8;;http"), "{sequence:?}");
    }
    let raw = |c: char| matches!(c, '\0'..='\u{6}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!sent.contains(raw), "{:?}", sent.find(raw));
}

/// What was answered on the screen is in the store, whenever the program is killed. `KILLS=300` does it more often.
#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_answered() {
    let kills = std::env::var("KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let desk = tempfile::tempdir().unwrap();
    let store = desk.path().join("review.db");
    let mut answered: Vec<String> = Vec::new();
    // Moments that are spread over the first half second and the same on every run.
    let mut chance: u64 = 7;
    for round in 0..kills {
        let mut reader = Reader::start(&[("DEPECHE_STORE", &store.to_string_lossy())]);
        reader.wait_for("? aide").press("]q").wait_for("citation 1/");
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let end = Instant::now() + Duration::from_millis((chance >> 33) % 500);
        let mut n = 0;
        while Instant::now() < end {
            let note = format!("n{round}-{n}");
            let shown = format!("note « {note} »");
            reader.press(&format!("i{note}\r"));
            while !reader.shown().contains(&shown) && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(1));
            }
            if reader.shown().contains(&shown) {
                answered.push(note);
            }
            n += 1;
        }
        reader.signal("KILL");
        reader.child.wait().unwrap();
        // It opens, which checks it, and holds all that was answered, each once.
        let stored = depeche::review::store::Store::open(&store).unwrap().since(0).unwrap();
        let mut notes = std::collections::HashMap::new();
        for entry in stored {
            if let depeche::review::Act::Note { text } = entry.entry.act {
                *notes.entry(text).or_insert(0) += 1;
            }
        }
        for note in &answered {
            assert_eq!(notes.get(note), Some(&1), "round {round}: {note}");
        }
    }
    assert!(answered.len() > 1, "nothing was answered in {kills} rounds");
}
