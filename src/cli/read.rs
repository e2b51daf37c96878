//! `depeche [PATH...]`: the reader.

use std::ffi::OsString;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crossbeam_channel::{Receiver, unbounded};
use encoding_rs::Encoding;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::pipeline::How;
use super::{Outcome, desk, labels, pipeline};
use crate::app::deciding::Task;
use crate::app::messages::Messages;
use crate::app::role::Theme;
use crate::app::session::Session;
use crate::app::{App, Msg, Setup};
use crate::config::{Loaded, file, watch};
use crate::dispatch::{Dispatch, Lang};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::library::catalogue::Catalogue;
use crate::library::load::{self, Arrival, Open};
use crate::library::samples;
use crate::term::{self, Jobs, Load};
use crate::wire;
use crate::worker::cache::{self, Cache};
use crate::worker::fetcher::{self, Wanted};
use crate::worker::{self, Answer, Extract, reviewer};

/// How the reader looks.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Language of the interface, `fr` or `en`; by default that of LANG
    #[arg(long, value_name = "CODE", value_parser = language)]
    lang: Option<Lang>,
    /// Colours: `default`, `contrast`, `mono` or a theme file of the config's folder
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Draw with ASCII alone
    #[arg(long)]
    ascii: bool,
    /// Read line by line, without a screen: for screen readers, simple terminals and pipes
    #[arg(long)]
    plain: bool,
    /// Do not open where the reader was left, and do not remember this run
    #[arg(long)]
    no_session: bool,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    desk: desk::StoreOptions,
}

pub fn language(tag: &str) -> Result<Lang, String> {
    let lang = Lang::from_tag(tag).filter(|lang| Messages::languages().any(|l| l == *lang));
    lang.ok_or_else(|| "the interface speaks fr and en".to_owned())
}

/// Opens the reader on `paths`, else on those of the config, else on the samples. The outcome tells whether there are
/// files that could not be read when it is left.
///
/// # Errors
/// There is no terminal for it, or the config is no config.
pub fn run(paths: Vec<PathBuf>, options: &Options) -> Result<Outcome, Error> {
    let (how, threads) = (options.how.wire()?, options.how.threads());
    let given = options.how.config.clone().or_else(file::path);
    let loaded = file::load(given.as_deref())?;
    let paths = if paths.is_empty() { loaded.config.paths.clone() } else { paths };
    let mut app = App::new(setup(options, &loaded)?);
    let remember = loaded.config.session && !options.no_session;
    let left = if remember { session_file() } else { None };
    if let Some(session) = left.as_deref().and_then(|file| remembered(file, &paths)) {
        app.resume(session);
    }
    if !options.plain && left.as_deref().is_some_and(|file| !file.exists()) {
        app.welcome();
    }
    let save = {
        let paths = paths.clone();
        Box::new(move |app: &App| {
            if let Some(file) = &left {
                remember_session(file, &paths, app.session());
            }
        })
    };
    let (to_store, tasks) = unbounded();
    let (to_fetch, wanted) = unbounded();
    let folder = file::lexicon_folder(&loaded.config, given.as_deref());
    let (lexicon, time) = (how.lexicon, how.limits.time / 2);
    let extract = extract(options, folder.clone(), lexicon, time);
    let catalogue = catalogue(how, folder.clone());
    let load = with_reviewer(loader(paths, how, threads, catalogue, wanted), options, folder, tasks);
    let load = with_config(load, given, options.clone());
    // Without the thread that keeps decisions there is nobody to send to; it said so.
    let review = Box::new(move |task| drop(to_store.send(task)));
    let fetch = Box::new(move |wish| drop(to_fetch.send(wish)));
    let jobs = Jobs { load, fetch, extract, review, save };
    let left = if options.plain { term::plain::run(app, jobs)? } else { term::run(app, jobs)? };
    Ok(if left.faults.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// Reads dispatches, or takes what was read out of them before, with what the user's own lexicon in `folder` knows. The
/// file of what was read is opened with the first of them, by the thread that reads: nothing that is drawn waits for it.
fn extract(options: &Options, folder: Option<PathBuf>, lexicon: &'static Lexicon, time: Duration) -> Extract {
    let (store, cache) = (options.desk.file().ok(), OnceLock::new());
    let open = move || Cache::open(&cache::beside(store.as_deref()?), &knowledge(folder.as_deref())?);
    Arc::new(move |dispatch| {
        let read = |dispatch: &Dispatch| pipeline::items(dispatch, lexicon, time);
        match cache.get_or_init(&open) {
            Some(cache) => cache.read(dispatch, read),
            None => read(dispatch),
        }
    })
}

/// What the user's own lexicon in `folder` knows, as bytes that tell it from what it knew before.
fn knowledge(folder: Option<&Path>) -> Option<Vec<u8>> {
    let own = folder.map_or_else(Vec::new, |f| file::lexicon_files(f).unwrap_or_default());
    serde_json::to_vec(&own).ok()
}

/// Opens what is known of files that were loaded before, `$XDG_CACHE_HOME/depeche/catalogue.db`, once it is needed. It
/// is the user's alone, since what it holds is shown without being read again.
fn catalogue(how: wire::Options, folder: Option<PathBuf>) -> Open {
    Box::new(move || {
        let file = home("XDG_CACHE_HOME", ".cache")?.join("depeche/catalogue.db");
        let reading = (how.limits, how.encoding.map(Encoding::name));
        let mut knowledge = knowledge(folder.as_deref())?;
        knowledge.extend(format!("{reading:?}").bytes());
        Catalogue::open(&file, &knowledge)
    })
}

/// Starts the keeper of decisions before anything is loaded.
fn with_reviewer(load: Load, options: &Options, lexicon: Option<PathBuf>, tasks: Receiver<Task>) -> Load {
    let (file, editor) = (options.desk.file(), options.desk.editor());
    Box::new(move |answer: Answer| {
        reviewer::start(file, editor, lexicon, tasks, Arc::clone(&answer))?;
        load(answer)
    })
}

/// Follows the config before anything is loaded: what changes in it or its themes holds at once.
fn with_config(load: Load, config: Option<PathBuf>, options: Options) -> Load {
    Box::new(move |answer: Answer| {
        if let Some(config) = config {
            let (answer, file) = (Arc::clone(&answer), config.clone());
            watch::start(&config, move || match again(&file, &options) {
                Ok(setup) => answer(Msg::Setup(Box::new(setup))),
                Err(error) => answer(Msg::Fault(error.to_string())),
            });
        }
        load(answer)
    })
}

fn again(config: &Path, options: &Options) -> Result<Setup, Error> {
    let loaded = file::load(Some(config))?;
    match loaded.faults.first() {
        Some(fault) => Err(Error::Usage(fault.to_string())),
        None => setup(options, &loaded),
    }
}

/// Loads `paths`, else the samples, and fetches what is wanted later.
fn loader(
    paths: Vec<PathBuf>,
    how: wire::Options,
    threads: NonZeroUsize,
    catalogue: Open,
    wanted: Receiver<Wanted>,
) -> Load {
    Box::new(move |answer: Answer| {
        fetcher::start(wanted, how, Arc::clone(&answer))?;
        let send = worker::shelve(answer);
        if paths.is_empty() {
            send(Arrival::Loaded(vec![load::Loaded::new(None, Ok(samples::read()))]));
            send(Arrival::Complete);
            return Ok(());
        }
        load::follow(paths, how, threads, catalogue, send)
    })
}

fn setup(options: &Options, loaded: &Loaded) -> Result<Setup, Error> {
    let config = &loaded.config;
    let variable = |name| std::env::var(name).ok().filter(|v: &String| !v.is_empty());
    let charset = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default();
    let lang = options.lang.or_else(|| Lang::from_tag(&config.lang)).or_else(labels::of_environment);
    let no_color = variable("NO_COLOR").is_some();
    let utf8 = charset.to_ascii_lowercase().replace('-', "").contains("utf8");
    let plain = !utf8 || variable("TERM").is_some_and(|term| term == "linux");
    let italics = |theme: Theme| if has_italics() { theme } else { theme.without_italics() };
    let theme = italics(theme(options.theme.as_ref().unwrap_or(&config.theme), no_color)?);
    let themes =
        Theme::built_in().filter_map(Theme::named).filter(|t| !no_color || !t.has_colour()).map(italics);
    let others: Vec<Theme> = themes.filter(|t| t.name != theme.name).collect();
    Ok(Setup {
        messages: Messages::in_language(lang.unwrap_or(Lang::UNKNOWN)),
        keymap: loaded.keymap.clone(),
        themes: std::iter::once(theme.clone()).chain(others).collect(),
        theme,
        ascii: options.ascii || config.ascii.unwrap_or(plain),
        commands: config.commands && variable("LESSSECURE").is_none(),
        views: config.views.clone().into_iter().collect(),
        mouse: config.mouse,
        bidi: config.bidi,
        // Terminals without more than ASCII know no links.
        links: config.links && !plain,
        macros: config.macros(),
        zone: TimeZone::system(),
    })
}

/// Whether the terminal has italics: old ones have none, and `screen` shows them as reversed, as if they were selected.
fn has_italics() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    !["screen", "linux", "vt", "ansi", "cons"].iter().any(|old| term.starts_with(old))
}

/// The theme of that name; the monochrome one where colours are not wanted.
fn theme(name: &str, no_color: bool) -> Result<Theme, Error> {
    let found = file::theme(name).map_err(|fault| Error::Usage(fault.to_string()))?;
    let Some(theme) = found else {
        let known: Vec<&str> = Theme::built_in().collect();
        let message = format!(
            "There is no theme called {name}; choose {} or put a file themes/{name}.toml beside the config.",
            known.join(", ")
        );
        return Err(Error::Usage(message));
    };
    Ok(if no_color && theme.has_colour() { Theme::named("mono").unwrap_or(theme) } else { theme })
}

/// What the file of the session holds: the paths that the reader was opened on, and where it was left.
#[derive(Serialize, Deserialize)]
struct Remembered {
    paths: Vec<OsString>,
    session: Session,
}

/// A folder of the user's: the one that `variable` names, else `usual` in the home. `None` without a home.
fn home(variable: &str, usual: &str) -> Option<PathBuf> {
    let value = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    value(variable).or_else(|| value("HOME").map(|home| home.join(usual)))
}

/// `$XDG_STATE_HOME/depeche/session.json` or the same under `~/.local/state`; `None` without a home.
fn session_file() -> Option<PathBuf> {
    Some(home("XDG_STATE_HOME", ".local/state")?.join("depeche/session.json"))
}

/// Where the reader was left on the same paths. What cannot be read is no session.
fn remembered(file: &Path, paths: &[PathBuf]) -> Option<Session> {
    let text = fs::read_to_string(file).ok()?;
    let remembered: Remembered = serde_json::from_str(&text).ok()?;
    remembered.paths.iter().eq(paths.iter().map(|p| p.as_os_str())).then_some(remembered.session)
}

/// Remembers a session. Where that fails, the next run opens at the beginning, which is no harm.
fn remember_session(file: &Path, paths: &[PathBuf], session: Session) {
    let paths = paths.iter().map(|p| p.as_os_str().to_owned()).collect();
    let text = serde_json::to_string(&Remembered { paths, session }).unwrap_or_default();
    if let Some(folder) = file.parent() {
        let _ = fs::create_dir_all(folder);
        let whole = folder.join(format!("session.{}.part", std::process::id()));
        if fs::write(&whole, text).is_ok() {
            let _ = fs::rename(&whole, file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_holds_for_the_same_paths_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state/session.json");
        let session = Session { dispatch: "x".to_owned(), at: 3, ..Session::default() };
        let paths = [PathBuf::from("a")];
        assert_eq!(remembered(&file, &paths), None);
        remember_session(&file, &paths, session.clone());
        assert_eq!(remembered(&file, &paths), Some(session));
        assert_eq!(remembered(&file, &[]), None);
    }
}
