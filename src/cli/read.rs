//! `depeche [PATH...]`: the reader.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Outcome, labels, pipeline};
use crate::app::keymap::Keymap;
use crate::app::messages::Messages;
use crate::app::role::Theme;
use crate::app::{App, Msg, Setup};
use crate::dispatch::Lang;
use crate::error::Error;
use crate::library::load::{self, Arrival};
use crate::library::work;
use crate::term::{self, Jobs};
use crate::wire;
use crate::worker::Answer;

/// How the reader looks.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Language of the interface, `fr` or `en`; by default that of LANG
    #[arg(long, value_name = "CODE", value_parser = language)]
    lang: Option<Lang>,
    /// Colours of that name: `default`, `contrast`, `mono`
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Draw with ASCII alone
    #[arg(long)]
    ascii: bool,
}

pub fn language(tag: &str) -> Result<Lang, String> {
    let lang = Lang::from_tag(tag).filter(|lang| Messages::languages().any(|l| l == *lang));
    lang.ok_or_else(|| "the interface speaks fr and en".to_owned())
}

/// Opens the reader on `paths`.
///
/// # Errors
/// There is no terminal for it.
pub fn run(paths: Vec<PathBuf>, options: &Options) -> Result<Outcome, Error> {
    let app = App::new(setup(options)?);
    let load = Box::new(move |answer: Answer| {
        let send = move |arrival| match arrival {
            Arrival::Loaded { found: Ok(dispatches), .. } => answer(Msg::Arrived(dispatches)),
            Arrival::Loaded { found: Err(error), .. } => answer(Msg::Unreadable(error.to_string())),
            Arrival::Removed(_) => true,
            Arrival::Complete => answer(Msg::Loaded),
        };
        load::start(paths, wire::Options::default(), work::cores(), send)
    });
    term::run(app, Jobs { load, extract: Arc::new(pipeline::items) })?;
    Ok(Outcome::Done)
}

fn setup(options: &Options) -> Result<Setup, Error> {
    let variable = |name| std::env::var(name).ok().filter(|v: &String| !v.is_empty());
    let charset = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default();
    let lang = options.lang.or_else(labels::of_environment).unwrap_or(Lang::UNKNOWN);
    let wanted = options.theme.as_deref().unwrap_or("default");
    let Some(mut theme) = Theme::named(wanted) else {
        let known: Vec<&str> = Theme::built_in().collect();
        return Err(Error::Usage(format!("There is no theme called {wanted}; choose {}.", known.join(", "))));
    };
    let no_color = variable("NO_COLOR").is_some();
    if no_color && theme.has_colour() {
        theme = Theme::named("mono").unwrap_or(theme);
    }
    let utf8 = charset.to_ascii_lowercase().replace('-', "").contains("utf8");
    let themes =
        Theme::built_in().filter_map(Theme::named).filter(|t| !no_color || !t.has_colour()).collect();
    Ok(Setup {
        messages: Messages::in_language(lang),
        keymap: Keymap::built_in(),
        theme,
        themes,
        commands: variable("LESSSECURE").is_none(),
        views: Vec::new(),
        ascii: options.ascii || !utf8 || variable("TERM").is_some_and(|t| t == "linux"),
    })
}
