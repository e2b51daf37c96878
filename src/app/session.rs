//! Where the reader was left, to open there the next time.

use serde::{Deserialize, Serialize};

use super::item::Pane;
use super::layout::Focus;
use super::list::Sort;
use super::{App, Level};
use crate::query::Query;

/// What is remembered of a run, in plain words so that any version can read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The identifier of the dispatch on the screen.
    pub dispatch: String,
    /// The byte of its text.
    pub at: usize,
    /// The side pane.
    pub pane: String,
    /// Whether the list had the keys.
    pub list: bool,
    /// The filter of the list.
    pub filter: String,
    /// What the list was sorted by.
    pub sort: String,
    /// How much was marked.
    pub level: String,
}

impl App {
    /// What is to be remembered.
    #[must_use]
    pub fn session(&self) -> Session {
        Session {
            dispatch: self.entry().map_or_else(String::new, |e| e.dispatch.id.clone()),
            at: self.at,
            pane: self.pane.to_string(),
            list: self.focus == Focus::List,
            filter: self.list.filter.as_ref().map_or_else(String::new, |(text, _)| text.clone()),
            sort: self.list.sort.to_string(),
            level: self.level.to_string(),
        }
    }

    /// Takes up where a session was left; its dispatch is opened when it arrives, unless a key was pressed before.
    pub fn resume(&mut self, session: Session) {
        self.pane = Pane::from_name(&session.pane).unwrap_or(self.pane);
        self.list.sort = Sort::from_name(&session.sort).unwrap_or(self.list.sort);
        self.level = Level::from_name(&session.level).unwrap_or(self.level);
        if let Some(query) = Query::parse(&session.filter).ok().filter(|q| !q.is_empty()) {
            self.look_into(&query);
            self.list.filter = Some((session.filter.clone(), query));
        }
        if session.list {
            self.focus = Focus::List;
        }
        self.resuming = Some(session).filter(|s| !s.dispatch.is_empty());
    }

    /// Opens the dispatch of the session if it is among those from position `from` on.
    pub(super) fn resume_among(&mut self, from: usize) {
        let Some(session) = &self.resuming else { return };
        let found = self.entries.iter().skip(from).position(|e| e.dispatch.id == session.dispatch);
        if let Some(id) = found.map(|n| n + from) {
            let at = session.at;
            self.resuming = None;
            self.open_dispatch(id);
            self.jumps = super::Jumps::default();
            if self.entry().is_some_and(|e| e.dispatch.text.is_char_boundary(at)) {
                self.at = at;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, sample};

    #[test]
    fn a_session_is_taken_up_where_it_was_left() {
        let mut app = sample::app(80, 24, 3);
        sample::press(&mut app, "J j 4 v");
        app.entries.iter().for_each(|e| assert!(!e.dispatch.id.is_empty()));
        let left = app.session();
        let text = toml::to_string(&left).unwrap();
        let mut again = App::new(app.setup.clone());
        again.resume(toml::from_str(&text).unwrap());
        again.update(Msg::Resize(80, 24));
        let dispatches = app.entries.iter().map(|e| (*e.dispatch).clone()).collect();
        sample::arrive(&mut again, dispatches);
        assert_eq!(again.session(), left);
    }

    #[test]
    fn a_key_ends_the_wait_for_the_session() {
        let mut app = sample::app(80, 24, 1);
        app.resume(Session { dispatch: "later".to_owned(), ..Session::default() });
        sample::press(&mut app, "j");
        let mut late = sample::plain("x");
        late.id = "later".to_owned();
        sample::arrive(&mut app, vec![late]);
        assert_eq!(app.open, Some(0));
    }
}
