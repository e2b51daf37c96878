//! How fast NewsML files are parsed on one core, and what a library of many files costs: `load_speed [FILES]`.
#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use depeche::app::{App, Msg, Setup};
use depeche::library::{load, work};
use depeche::wire::{self, Options};
use depeche::worker::{self, Answer};

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    parse(2000);
    let folder = std::env::temp_dir().join(format!("depeche-load-{}", std::process::id()));
    if let Err(error) = write(&folder, count) {
        println!("{} could not be written: {error}.", folder.display());
        return;
    }
    for threads in [NonZeroUsize::MIN, work::cores()] {
        load(&folder, threads);
    }
    // The files are ours and gone with the folder; what is left of it harms nobody.
    let _ = fs::remove_dir_all(&folder);
}

/// Parses the same story again and again, on this thread.
fn parse(count: usize) {
    let story = newsml(1);
    // The lexicon is read once for all files.
    let options = Options::default();
    let started = Instant::now();
    let bytes: usize = (0..count)
        .map(|_| {
            wire::read(story.as_bytes(), None, &options).map_or(0, |d| d.iter().map(|d| d.text.len()).sum())
        })
        .sum();
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{:.0} NewsML files of {} bytes a second on one core ({bytes} bytes of text)",
        f(count) / seconds,
        story.len()
    );
}

fn write(folder: &Path, count: usize) -> std::io::Result<()> {
    for n in 0..count {
        let inside = folder.join(format!("{:03}", n / 1000));
        if n % 1000 == 0 {
            fs::create_dir_all(&inside)?;
        }
        fs::write(inside.join(format!("{n:06}.xml")), newsml(n))?;
    }
    Ok(())
}

/// Loads a folder as the reader does, rows and list and all.
fn load(folder: &Path, threads: NonZeroUsize) {
    let started = Instant::now();
    let (sender, messages) = crossbeam_channel::bounded(256);
    let answer: Answer = Arc::new(move |msg| sender.send(msg).is_ok());
    let paths = vec![folder.to_owned()];
    if let Err(error) = load::start(paths, Options::default(), threads, worker::shelve(answer)) {
        println!("No thread: {error}.");
        return;
    }
    let mut app = App::new(Setup::default());
    app.update(Msg::Resize(80, 24));
    let mut first = None;
    while let Ok(msg) = messages.recv() {
        app.update(msg);
        first.get_or_insert_with(|| started.elapsed());
        while let Some(msg) = worker::next_message(&messages) {
            app.update(msg);
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{} rows on {threads} threads: first after {:?}, all after {seconds:.1} s, {:.0} files a second, {} MB resident",
        app.entries.len(),
        first.unwrap_or_default(),
        f(app.entries.len()) / seconds,
        resident() >> 20,
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts of files are small")]
fn f(n: usize) -> f64 {
    n as f64
}

/// Bytes of memory in use, as Linux tells; 0 elsewhere.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) << 10
}

/// A story of some 4 kB in the shape of an agency's NewsML, all of it invented.
fn newsml(n: usize) -> String {
    let paragraphs = [0, 1, 2, 3, 4, 5, 6, 7]
        .map(|p| {
            format!(
                "<p>Des tirs ont été entendus lundi dans le quartier numéro {p} de la ville portuaire de Velmar, a indiqué à la presse \
                 un habitant qui a requis l'anonymat, \"mais personne ne sait qui tire sur qui\" (récit {n}), selon la mairie.</p>\n"
            )
        })
        .concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<NewsML Version=\"1.2\"><NewsEnvelope><DateAndTime>20250127T101500Z</DateAndTime>\
         <NewsService FormalName=\"S\"/><Priority FormalName=\"4\"/></NewsEnvelope><NewsItem xml:lang=\"fr\"><Identification>\
         <NewsIdentifier><ProviderId>agence.example</ProviderId><DateId>20250127T101500Z</DateId><NewsItemId>X{n}</NewsItemId>\
         <RevisionId PreviousRevision=\"0\" Update=\"N\">1</RevisionId><PublicIdentifier>urn:newsml:agence.example:20250127:X{n}:1\
         </PublicIdentifier></NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName=\"News\"/><FirstCreated>\
         20250127T101500+0000</FirstCreated><ThisRevisionCreated>20250127T101500+0000</ThisRevisionCreated><Status \
         FormalName=\"Usable\"/><Urgency FormalName=\"4\"/></NewsManagement><NewsComponent><NewsLines><DateLine>Velmar, 27 jan 2025 \
         (AEX) -</DateLine><HeadLine>Ostrie: Velmar sous le feu, jour {n}</HeadLine><SlugLine>Ostrie-conflit</SlugLine></NewsLines>\
         <DescriptiveMetadata><Language FormalName=\"fr\"/><Property FormalName=\"Keyword\" Value=\"Ostrie\"/><Property \
         FormalName=\"Keyword\" Value=\"conflit\"/></DescriptiveMetadata><ContentItem><DataContent><nitf><body><body.content>\
         {paragraphs}<p>ik/lm</p></body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
}
