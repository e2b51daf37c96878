//! Hostile bytes in every format: nothing panics, nothing that a terminal obeys comes out, nothing takes long.
//!
//! The samples are made here by a seeded generator: well-formed stories of each format, with what is hostile put where
//! the format puts text, and mutations of their bytes.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and a long one says how much it tried"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use depeche::app::key::{Code, Key};
use depeche::app::messages::Messages;
use depeche::app::{App, Msg, Setup};
use depeche::dispatch::{Dispatch, Extraction, Lang};
use depeche::lexicon::Lexicon;
use depeche::library::Library;
use depeche::library::load::Loaded;
use depeche::record::sheet::{Labels, Layout};
use depeche::record::{self, Format, Printer, Record, annotations, graph::Graph, plover};
use depeche::wire::{self, Options};
use depeche::{audit, extract, language, ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// What is put where text belongs.
const NASTY: &[&str] = &[
    "\u{1b}[31mrouge\u{1b}[0m",
    "\u{1b}]0;titre\u{7}",
    "\u{1b}]52;c;Y2FuYXJ5\u{7}",
    "\u{1b}]8;;http://x.example\u{1b}\\lien\u{1b}]8;;\u{1b}\\",
    "\u{1b}P1$r\u{1b}\\",
    "\u{9b}2J\u{9d}0;x\u{9c}",
    "\u{202e}gauche\u{202c}\u{2066}isolé\u{2069}",
    "pay\u{200b}\u{200d}\u{2060}pal\u{ad}\u{feff}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}",
    "\u{e0041}\u{e0042}\u{e007f}",
    "un\ttab\rretour\u{8}\u{8}effacé\u{7}",
    "\0nul\u{7f}del",
    "\u{2028}ligne\u{2029}",
    "=cmd|'/c calc'!A1",
    "&#27;[2J&#x9b;3J&#x202e;",
];

/// One story in every format, with `text` wherever text belongs.
fn samples(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let xml = text.replace('&', "&amp;").replace('<', "&lt;").replace(['\0', '\u{8}', '\u{b}'], "");
    let json = serde_json::to_string(text).unwrap();
    let mut all: Vec<(&'static str, Vec<u8>)> = Vec::new();
    let mut add = |name, sample: String| all.push((name, sample.into_bytes()));
    add("text", format!("Titre {text}\n\nVelmar, 27 jan 2025 (AEX) - Corps {text}.\n\nAvec {text}\n"));
    add("markdown", format!("# Titre {text}\n\nUn **{text}** [lien {text}](http://x.example/{text}).\n"));
    add(
        "html",
        format!(
            "<!doctype html><html><head><title>{xml}</title></head><body><article><h1>{xml}</h1><p title='{xml}'>{xml}</p></article></body></html>"
        ),
    );
    add(
        "rss",
        format!(
            "<rss><channel><title>{xml}</title><item><title>{xml}</title><guid>{xml}</guid><description>{xml}</description><category>{xml}</category></item></channel></rss>"
        ),
    );
    add(
        "atom",
        format!(
            "<feed><entry><title>{xml}</title><id>{xml}</id><content type='html'>{xml}</content></entry></feed>"
        ),
    );
    add(
        "nitf",
        format!(
            "<nitf><head><meta name='{xml}' content='{xml}'/><docdata><doc-id id-string='{xml}'/><ed-msg info='{xml}'/></docdata></head><body><body.head><hedline><hl1>{xml}</hl1></hedline><byline>{xml}</byline></body.head><body.content><p>{xml}</p></body.content></body></nitf>"
        ),
    );
    add(
        "newsml1",
        format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>{xml}</PublicIdentifier></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>{xml}</HeadLine><DateLine>{xml}</DateLine><SlugLine>{xml}</SlugLine></NewsLines><ContentItem><DataContent><p>{xml}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
        ),
    );
    add(
        "newsmlg2",
        format!(
            "<newsItem guid='{xml}' version='{xml}'><itemMeta><edNote>{xml}</edNote><versionCreated>{xml}</versionCreated></itemMeta><contentMeta><headline>{xml}</headline><slugline>{xml}</slugline><genre qcode='{xml}'/></contentMeta><contentSet><inlineData>{xml}</inlineData></contentSet></newsItem>"
        ),
    );
    add(
        "ninjs",
        format!(
            "{{\"uri\":{json},\"versioncreated\":{json},\"headline\":{json},\"body_html\":{json},\"byline\":{json},\"{}\":{json}}}",
            "k"
        ),
    );
    add(
        "record",
        format!(
            "{{\"schema\":\"depeche/1\",\"id\":{json},\"meta\":{{\"headline\":{json}}},\"text\":{json},\"paragraphs\":[{{\"span\":[0,3],\"kind\":\"body\"}}]}}"
        ),
    );
    add("jsonl", format!("{{\"text\":{json},\"title\":{json}}}\n{{\"text\":{json}}}\n"));
    add(
        "iptc7901",
        format!(
            "\u{1}abc0001 3 i 20 svc 001\n\n{text}/\n\u{2}Titre {text} =\n\n   Velmar (abc) - {text}\n\u{3}271015 GMT Jan 25\n"
        ),
    );
    add(
        "anpa1312",
        format!(
            "\u{16}\u{16}\u{1}a0001\u{1f}x\nu i\u{13}\u{11} BC-{text} 1stLd   01-27 0020\n\u{2}^BC-X,20<\n^{text}<\n^By {text}=\n\t{text}\n\u{3}AP-{text}<\n"
        ),
    );
    add(
        "mail",
        format!("From: \"{text}\" <a@x.example>\r\nSubject: {text}\r\nMIME-Version: 1.0\r\n\r\n{text}\r\n"),
    );
    all
}

/// Whether a terminal obeys a character, or it hides or turns round what stands beside it.
fn obeyed(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether all text of a dispatch is such that it can be shown.
fn is_clean(dispatch: &Dispatch) -> Result<(), String> {
    let mut shown = format!("{}\n{}\n", dispatch.id, dispatch.text);
    let meta = &dispatch.meta;
    let single = [
        &meta.headline,
        &meta.published,
        &meta.slugline,
        &meta.version,
        &meta.embargo,
        &meta.note,
        &meta.genre,
    ];
    for value in single.into_iter().flatten() {
        writeln!(shown, "{value}").unwrap();
    }
    for value in [&meta.byline, &meta.credit, &meta.keywords, &meta.replaces].into_iter().flatten() {
        writeln!(shown, "{value}").unwrap();
    }
    for notice in &dispatch.notices {
        writeln!(shown, "{notice}").unwrap();
    }
    for (name, value) in &meta.other {
        writeln!(shown, "{name} {value}").unwrap();
    }
    let line = meta.dateline.clone().unwrap_or_default();
    for value in [line.place, line.date, line.agency].into_iter().flatten() {
        writeln!(shown, "{value}").unwrap();
    }
    match shown.chars().find(|c| obeyed(*c)) {
        Some(c) => Err(format!("{c:?} in {shown:?}")),
        None => covers(dispatch),
    }
}

/// Whether the paragraphs cover the text, in order, but for the line ends.
fn covers(dispatch: &Dispatch) -> Result<(), String> {
    let mut end = 0;
    for paragraph in &dispatch.paragraphs {
        if !matches!(dispatch.text.get(end..paragraph.span.start), Some("" | "\n")) {
            return Err(format!("a gap before {:?} in {:?}", paragraph.span, dispatch.text));
        }
        end = paragraph.span.end;
    }
    if end == dispatch.text.len() {
        Ok(())
    } else {
        Err(format!("text after byte {end} of {:?}", dispatch.text))
    }
}

fn check(name: &str, bytes: &[u8]) {
    if let Ok(dispatches) = wire::read(bytes, None, &Options::default()) {
        for dispatch in &dispatches {
            if let Err(fault) = is_clean(dispatch) {
                panic!("{name}: {fault}\nfrom {:?}", String::from_utf8_lossy(bytes));
            }
        }
    }
}

#[test]
fn what_a_terminal_obeys_comes_out_of_no_format() {
    for nasty in NASTY {
        for (name, bytes) in samples(nasty) {
            check(name, &bytes);
            assert!(
                wire::read(&bytes, None, &Options::default()).is_ok(),
                "{name} with {nasty:?} is a dispatch all the same"
            );
        }
    }
}

/// The names of the record itself.
struct Plain;

impl Labels for Plain {
    fn name<'a>(&'a self, _: &str, name: &'a str) -> &'a str {
        name
    }
    fn count(&self, what: &str, _: usize, shown: &str) -> String {
        format!("{shown} {what}")
    }
    fn nobody(&self) -> &'static str {
        "?"
    }
}

/// A dispatch in every format that is exported, each with its name.
fn exports(dispatch: &Dispatch, items: &Extraction) -> Vec<(&'static str, Vec<u8>)> {
    let record = Record::new(dispatch, items);
    let printed = |format| {
        let mut out = Vec::new();
        let mut printer = Printer::new(format);
        printer.print(&record, &mut out).unwrap();
        printer.close(&mut out).unwrap();
        out
    };
    let mut graph = Graph::default();
    graph.add(&record);
    let (mut dot, mut graphml, mut jsonld, mut events) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    graph.write_dot(&mut dot).unwrap();
    graph.write_graphml(&mut graphml).unwrap();
    record::write_pretty(&mut jsonld, &annotations::annotations(&record)).unwrap();
    plover::events(&record).for_each(|event| record::write_line(&mut events, &event).unwrap());
    vec![
        ("json", printed(Format::Json)),
        ("jsonl", printed(Format::Jsonl)),
        ("csv", printed(Format::Csv)),
        ("markdown", printed(Format::Sheet(Layout::Markdown, &Plain))),
        ("text", printed(Format::Sheet(Layout::Text(60), &Plain))),
        ("dot", dot),
        ("graphml", graphml),
        ("annotations", jsonld),
        ("plover", events),
    ]
}

/// A reader on a dispatch, at 80 by 24.
fn reader(dispatch: Dispatch, items: Extraction) -> App {
    let mut app = App::new(Setup {
        messages: Messages::in_language(Lang::from_tag("fr").unwrap()),
        bidi: true,
        ..Setup::default()
    });
    app.update(Msg::Resize(80, 24));
    app.update(Msg::Arrived(Library::default().take(Loaded::new(None, Ok(vec![dispatch])))));
    app.update(Msg::Loaded);
    app.update(Msg::Read(0, Box::new(items)));
    app
}

/// The symbols of all cells of a screen.
fn drawn(app: &App) -> String {
    let mut terminal = Terminal::new(TestBackend::new(app.size.0, app.size.1)).unwrap();
    terminal.draw(|frame| ui::draw(app, frame)).unwrap();
    terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn what_a_terminal_obeys_is_neither_exported_nor_drawn() {
    let lang = Lang::from_tag("fr").unwrap();
    for nasty in NASTY {
        for (name, bytes) in samples(&format!("Le président Anton Brek a dit \"oui {nasty} non\" à Kessel"))
        {
            let path = std::path::PathBuf::from(format!("{nasty}.txt"));
            for dispatch in wire::read(&bytes, Some(&path), &Options::default()).unwrap_or_default() {
                let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
                let items = extract::extract(&dispatch, &analysis, Lexicon::built_in());
                let _ = audit::audit(&dispatch, &items);
                for (format, out) in exports(&dispatch, &items) {
                    let out = String::from_utf8(out).unwrap().replace("\r\n", "\n");
                    let raw = out.chars().find(|&c| obeyed(c));
                    assert_eq!(raw, None, "{name} as {format}: {out:?}");
                }
                let mut app = reader(dispatch, items);
                for key in ['0', '1', '2', '3', '4', '5', '`', '0', 'I', '?', ':'] {
                    let code = Code::Char(key);
                    app.update(Msg::Key(Key { code, ctrl: false, alt: false, shift: false }));
                    let screen = drawn(&app);
                    let raw = screen.chars().find(|&c| obeyed(c));
                    assert_eq!(raw, None, "{name} after {key}: {screen:?}");
                }
            }
        }
    }
}

#[test]
fn the_same_bytes_in_other_encodings() {
    for nasty in NASTY {
        for (name, bytes) in samples(nasty) {
            let text = String::from_utf8(bytes).unwrap();
            let mut utf16: Vec<u8> = vec![0xff, 0xfe];
            utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            check(name, &utf16);
            // C1 as single bytes: windows-1252 leaves five of them undefined.
            let mut latin: Vec<u8> =
                text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
            latin.extend(b"\x9b2J\x9d0;x\x90\x8d\x81");
            check(name, &latin);
        }
    }
}

/// Marsaglia's xorshift: the same mutations on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (n.max(1) as u64)).unwrap()
    }
}

/// Changes a few bytes: flips, cuts, doubles, splices.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        match random.below(7) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            1 => bytes.truncate(at),
            2 => {
                let end = (at + random.below(40)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let end = (at + random.below(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let nasty = NASTY[random.below(NASTY.len())];
                bytes.splice(at..at, nasty.bytes());
            }
            5 => {
                let tokens: &[&[u8]] = &[
                    b"<",
                    b">",
                    b"&#0;",
                    b"\"",
                    b"]]>",
                    b"<![CDATA[",
                    b"<!--",
                    b"\x01",
                    b"\x02",
                    b"\x03",
                    b"{",
                    b"[",
                    b"\n",
                    b"\\ud800",
                    b"=?utf-8?q?=1b?=",
                    b"\xff\xfe",
                    b"/",
                    b"(AFP) - ",
                ];
                bytes.splice(at..at, tokens[random.below(tokens.len())].iter().copied());
            }
            _ => {}
        }
    }
}

/// Mutates for `time`, from `seed`; how many inputs were tried.
fn fuzz(seed: u64, time: Duration) -> usize {
    let mut random = Random(seed | 1);
    let pool: Vec<(&'static str, Vec<u8>)> =
        NASTY.iter().flat_map(|nasty| samples(nasty)).chain(samples("mot")).collect();
    let started = Instant::now();
    let mut tried = 0;
    while started.elapsed() < time {
        let (name, sample) = &pool[random.below(pool.len())];
        let mut bytes = sample.clone();
        mutate(&mut bytes, &mut random);
        let before = Instant::now();
        check(name, &bytes);
        assert!(
            before.elapsed() < Duration::from_secs(5),
            "{name} took too long: {:?}",
            String::from_utf8_lossy(&bytes)
        );
        tried += 1;
    }
    tried
}

#[test]
fn mutations_of_every_format() {
    assert!(fuzz(20_250_127, Duration::from_millis(800)) > 50);
}

/// The long run of docs/fuzzing.md: `DEPECHE_FUZZ_SECONDS=3600 cargo test --release --test hostile_wire -- --ignored`.
#[test]
#[ignore = "runs as long as it is told to"]
fn mutations_for_long() {
    let number =
        |name: &str, default| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    let seed = number("DEPECHE_FUZZ_SEED", 1);
    let tried = fuzz(seed, Duration::from_secs(number("DEPECHE_FUZZ_SECONDS", 60)));
    println!("{tried} inputs from seed {seed}");
}

/// How long one hostile file may take here; tests run unoptimised and beside others.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn bombs_are_over_soon() {
    let nested = |open: &str, count: usize| open.repeat(count);
    let entities =
        (1..30).map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1)).collect::<Vec<_>>().concat();
    let attributes = (0..20_000).map(|n| format!(" a{n}='x'")).collect::<Vec<_>>().concat();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("../../etc/x.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![b'a'; 30 << 20]).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&vec![b' '; 60 << 20]).unwrap();
    let bombs: Vec<(&str, Vec<u8>)> = vec![
        ("entities", format!("<!DOCTYPE x [<!ENTITY e0 \"boom\">{entities}]><nitf><body><body.content><p>&e29;</p></body.content></body></nitf>").into()),
        ("external", b"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&e;</title></item></channel></rss>".to_vec()),
        ("xml depth", nested("<a>", 200_000).into()),
        ("html depth", format!("<html>{}", nested("<div>", 200_000)).into()),
        ("html tables", format!("<html>{}", nested("<table><tr><td>", 30_000)).into()),
        ("attributes", format!("<nitf{attributes}/>").into()),
        ("comments", format!("<nitf>{}", nested("<!--", 200_000)).into()),
        ("cdata", format!("<nitf>{}", nested("<![CDATA[", 100_000)).into()),
        ("json depth", nested("[{\"a\":", 200_000).into()),
        ("json numbers", format!("{{\"uri\":\"x\",\"urgency\":1e{},\"text\":\"t\"}}", "9".repeat(10_000)).into()),
        ("mime", format!("From: a@x\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n{}", "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(20_000)).into()),
        ("long line", "a".repeat(2 << 20).into()),
        ("long words", "mot ".repeat(1 << 18).into()),
        ("brackets", "[".repeat(1 << 20).into()),
        ("markdown brackets", format!("# T\n\n{}", "[a](".repeat(1 << 16)).into()),
        ("stars", format!("# T\n\n{}", "*_`".repeat(1 << 16)).into()),
        ("ampersands", format!("<rss><channel><item><title>{}</title></item></channel></rss>", "&".repeat(1 << 18)).into()),
        ("ampersands in text", format!("{{\"uri\":\"x\",\"pubstatus\":\"usable\",\"body_text\":\"{}\"}}", "&".repeat(1 << 18)).into()),
        ("marks", format!("a{}", "\u{301}".repeat(1 << 20)).into()),
        ("conjuncts", "\u{915}\u{94d}".repeat(1 << 18).into()),
        ("short lines", "a\n".repeat(1 << 16).into()),
        ("headers", "abc0001 3 i 20 svc 001\n".repeat(1 << 14).into()),
        ("datelines", "Velmar, 27 jan 2025 (AFP) - ".repeat(1 << 15).into()),
        ("gzip", gzip.finish().unwrap()),
        ("zip", zip),
    ];
    for (name, bytes) in bombs {
        let started = Instant::now();
        check(name, &bytes);
        assert!(started.elapsed() < PATIENCE, "{name} took {:?}", started.elapsed());
    }
}
