//! What people read on paper and in pipes, in the language of the interface.

use rustix::termios::tcgetwinsize;
use std::io;

use crate::app::messages::{Messages, Text};
use crate::dispatch::Lang;
use crate::record::sheet::Labels;

/// How wide a sheet is that goes to no terminal, in columns.
const WIDTH: usize = 80;

/// The messages as a sheet needs them.
pub struct Spoken(pub Messages);

impl Spoken {
    /// In `lang`, else in the language that the environment names, else in the last one of the assets.
    pub fn new(lang: Option<Lang>) -> Self {
        Self(Messages::in_language(lang.or_else(of_environment).unwrap_or(Lang::UNKNOWN)))
    }
}

/// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first of them that is set.
pub fn of_environment() -> Option<Lang> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).and_then(|locale| Lang::from_tag(&locale))
}

/// How many columns standard output has.
pub fn width() -> usize {
    tcgetwinsize(io::stdout()).ok().map(|size| usize::from(size.ws_col)).filter(|&n| n > 0).unwrap_or(WIDTH)
}

impl Labels for Spoken {
    fn name<'a>(&'a self, table: &str, name: &'a str) -> &'a str {
        self.0.name(table, name)
    }

    fn count(&self, what: &str, n: usize, shown: &str) -> String {
        Text::from_name(what).map_or(String::new(), |text| self.0.count(text, n, &[("n", shown)]))
    }

    fn nobody(&self) -> &str {
        self.0.say(Text::Unassigned)
    }
}
