//! The lines around the panes: what stands above the text, in the title line and in the status line.

use super::action::Action;
use super::embargo;
use super::entry::Entry;
use super::item::Item;
use super::key::Key;
use super::messages::Text;
use super::role::Role;
use super::sheet::{Line, Run, fold};
use super::width;
use super::{App, Context};
use crate::dispatch::{ParagraphKind, Status};
use crate::library::State;

/// The actions that matter while a stretch of the text is being marked.
const STRETCHING: &[Action] = &[
    Action::ShrinkEnd,
    Action::GrowEnd,
    Action::GrowStart,
    Action::ShrinkStart,
    Action::NextWord,
    Action::Open,
    Action::Close,
];

/// The actions whose keys stand in the status line, with a word each.
pub(super) const HINTED: &[Action] =
    &[Action::NextQuote, Action::ToSource, Action::ToSpeaker, Action::Help, Action::Open, Action::Close];

/// Words that a desk reads in a minute.
const READING_SPEED: usize = 250;

impl App {
    /// What stands above the text: headline, particulars, notes of the sender, and what was repaired in the file.
    #[must_use]
    pub fn head_lines(&self) -> Vec<Line> {
        let Some(entry) = self.entry() else { return Vec::new() };
        let width = usize::from(self.areas.column().width);
        let meta = &entry.dispatch.meta;
        let mut lines = Vec::new();
        let mut add = |role, text: &str| {
            lines.extend(fold(text, width, width).into_iter().map(|row| Line::of(role, row)));
        };
        let in_text = entry.dispatch.paragraphs.iter().any(|p| p.kind == ParagraphKind::Headline);
        if let Some(headline) = meta.headline.as_deref().filter(|_| !in_text) {
            add(Role::Headline, headline);
        }
        if self.size.1 >= 30 {
            add(Role::Dim, &self.particulars(entry).join(" · "));
        }
        if entry.state == State::Removed {
            add(Role::Warning, &format!("! {}", self.setup.messages.say(Text::Removed)));
        }
        if entry.status() != Status::Usable {
            add(Role::Warning, &format!("! {}", self.status_sentence(entry)));
        }
        if let Some(newest) = entry.kin.newest.and_then(|id| self.entries.get(id)) {
            let version = newest.dispatch.meta.version.as_deref();
            let version = version.map(|n| self.setup.messages.fill(Text::Version, &[("n", n)]));
            let at = newest.date().map(|date| self.moment(date));
            let name: Vec<String> = version.into_iter().chain(at).collect();
            let name = if name.is_empty() { newest.title().to_owned() } else { name.join(", ") };
            add(
                Role::Warning,
                &format!("! {}", self.setup.messages.fill(Text::Superseded, &[("name", &name)])),
            );
        }
        for note in meta.note.iter().flat_map(|n| n.lines()) {
            add(Role::Evidence, &format!("! {note}"));
        }
        let notes =
            entry.reviewed.as_deref().map(|o| o.reviewed.dispatch.notes.as_slice()).unwrap_or_default();
        for (editor, note) in notes {
            add(Role::Evidence, &format!("{editor}: {note}"));
        }
        for notice in &entry.dispatch.notices {
            add(Role::Dim, &format!("! {}", self.setup.messages.notice(notice)));
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines
    }

    fn status_sentence(&self, entry: &Entry) -> String {
        let until = entry.dispatch.meta.embargo.as_deref().map_or_else(String::new, |iso| self.moment(iso));
        let text = match entry.status() {
            Status::Usable => return String::new(),
            Status::Corrected => Text::Corrected,
            Status::Withheld => Text::Withheld,
            Status::Canceled => Text::Canceled,
            Status::Embargoed => Text::Embargoed,
        };
        self.setup.messages.fill(text, &[("until", &until)])
    }

    /// A time in the sender's zone and in ours.
    pub(super) fn moment(&self, iso: &str) -> String {
        embargo::until(iso, &self.setup.zone, &self.setup.messages)
    }

    /// Agency, date, version, urgency, language, length.
    fn particulars(&self, entry: &Entry) -> Vec<String> {
        let (m, meta) = (&self.setup.messages, &entry.dispatch.meta);
        let mut parts: Vec<String> = entry.agency().map(str::to_owned).into_iter().collect();
        if let Some(date) = entry.date() {
            let time = entry.time().map_or_else(String::new, |t| format!(" {t}"));
            parts.push(format!("{}{time}", m.date(date, false)));
        }
        parts.extend(meta.version.as_ref().map(|v| m.fill(Text::Version, &[("n", v)])));
        parts.extend(meta.urgency.map(|u| m.fill(Text::Urgency, &[("n", &u.to_string())])));
        parts.extend(meta.language.map(|l| l.to_string()));
        parts.push(m.count(Text::Words, entry.words, &[]));
        let minutes = entry.words.div_ceil(READING_SPEED);
        parts.push(m.count(Text::Minutes, minutes, &[]));
        parts
    }

    /// The line on top: the dispatch at the left, where it stands among the others at the right.
    #[must_use]
    pub fn title_line(&self) -> Line {
        let m = &self.setup.messages;
        let mut right = Vec::new();
        if let Some(id) = self.open {
            let row = self.list.position(id).map_or_else(|| "–".to_owned(), |row| (row + 1).to_string());
            right.push(format!("{row}/{}", self.list.order.len()));
        }
        if let Some(letter) = self.recorder.letter() {
            right.push(m.fill(Text::Recording, &[("letter", &letter.to_string())]));
        }
        if let Some(limit) = self.limit {
            right.push(format!("! {}", m.say(limit.badge())));
        }
        if self.loading {
            right.push(m.count(Text::Loading, self.entries.len(), &[]));
        }
        if !self.faults.is_empty() {
            right.push(m.count(Text::Faulty, self.faults.len(), &[]));
        }
        if self.news > 0 {
            right.push(m.count(Text::Arrived, self.news, &[]));
        }
        let right = format!("{} ", right.join("  "));
        let mut line = Line::of(Role::Title, " ");
        match self.entry() {
            Some(entry) => {
                // Where the text has room for the particulars above it, the line on top keeps to the name.
                let parts = if self.size.1 < 30 { self.particulars(entry) } else { Vec::new() };
                let all = usize::from(self.size.0).saturating_sub(width::of(&right) + 2);
                let title = width::cut(entry.title(), if parts.is_empty() { all } else { all / 2 });
                let mut room = all.saturating_sub(width::of(&title));
                line = line.then(Role::Title, title);
                for (n, part) in parts.iter().enumerate() {
                    let text = format!("{}{part}", if n == 0 { "  " } else { " · " });
                    match room.checked_sub(width::of(&text)) {
                        Some(left) => room = left,
                        None => break,
                    }
                    line = line.then(Role::Dim, text);
                }
            }
            None => line = line.then(Role::Title, env!("CARGO_PKG_NAME")),
        }
        line.right(Role::Badge, right)
    }

    /// The line at the bottom: a notice, else the selected item; the keys that matter at the right.
    #[must_use]
    pub fn status_line(&self) -> Line {
        let m = &self.setup.messages;
        let line = if let Some(stretch) = self.stretch {
            self.stretch_line(stretch)
        } else if let Some(notice) = &self.notice {
            Line::of(if notice.fault { Role::Warning } else { Role::Plain }, format!(" {}", notice.text))
        } else if let Some(item) = self.selection {
            self.item_line(item)
        } else if self.covered() {
            Line::default()
        } else if self.entries.is_empty() {
            Line::of(
                Role::Plain,
                format!(" {}", m.say(if self.loading { Text::Reading } else { Text::NoDispatch })),
            )
        } else if self.items().is_none() {
            Line::of(Role::Dim, format!(" {}", m.say(Text::Reading)))
        } else {
            let line = Line::of(Role::Dim, format!(" {}", self.first_keys()));
            if self.pending.is_empty() && self.count.is_none() {
                // It names the keys itself.
                return line;
            }
            line
        };
        if self.pending.is_empty() && self.count.is_none() {
            let progress = self.entry().and_then(super::entry::Entry::progress);
            let line = match progress.filter(|_| self.stretch.is_none()) {
                Some((decided, of)) => line.right(Role::Badge, format!(" {decided}/{of}  ")),
                None => line,
            };
            let right: usize = line.right.iter().map(|(_, text)| width::of(text)).sum();
            let room = usize::from(self.size.0).saturating_sub(width::of(&line.text()) + right + 2);
            return self
                .hints(room.min(usize::from(self.size.0) / 2))
                .into_iter()
                .fold(line, |line, (role, text)| line.right(role, text));
        }
        let count = self.count.map_or_else(String::new, |n| n.to_string());
        line.right(Role::Key, format!("{count}{} ", Key::label(&self.pending)))
    }

    /// The words of a stretch at work: where it begins and where it ends.
    fn stretch_line(&self, stretch: super::stretch::Stretch) -> Line {
        let words = self.entry().map_or("", |e| stretch.span.of(&e.dispatch.text));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let room = usize::from(self.size.0).saturating_sub(40);
        let shown = if width::of(&words) > room {
            let half = room / 2;
            let mut tail: Vec<char> = words.chars().rev().take(half.saturating_sub(2)).collect();
            tail.reverse();
            format!("{} {}", width::cut(&words, half), tail.into_iter().collect::<String>())
        } else {
            words
        };
        Line::of(Role::Dim, format!(" {}: ", self.setup.messages.name("context", "span")))
            .then(Role::Selected, shown)
    }

    /// Whether something lies over the panes that takes the keys.
    const fn covered(&self) -> bool {
        !self.overlays.is_empty() || self.picker.is_some() || self.menu.is_some()
    }

    /// The keys that leave what lies over the panes, where that covers the status line: in at most `room` cells.
    #[must_use]
    pub fn way_out(&self, room: usize) -> Line {
        let runs = self.hints(room).into_iter();
        runs.fold(Line::of(Role::Rule, " "), |line, (role, text)| line.then(role, text))
    }

    /// The keys that a newcomer needs, from the keymap; as many as the screen has room for.
    fn first_keys(&self) -> String {
        let key =
            |action| self.setup.keymap.labels(self.context(), action).into_iter().next().unwrap_or_default();
        let keys = [
            ("down", key(Action::Down)),
            ("quote", key(Action::NextQuote)),
            ("pane", key(Action::NextPane)),
            ("palette", key(Action::Palette)),
            ("help", key(Action::Help)),
        ];
        let keys: Vec<(&str, &str)> = keys.iter().map(|(name, key)| (*name, key.as_str())).collect();
        let mut fitting = String::new();
        for part in self.setup.messages.fill(Text::Welcome, &keys).split(" · ") {
            let more = if fitting.is_empty() { part.to_owned() } else { format!("{fitting} · {part}") };
            if width::of(&more) + 2 > usize::from(self.size.0) {
                break;
            }
            fitting = more;
        }
        fitting
    }

    /// The first keys of the actions that matter most here, with a word each where `room` cells hold them; else the
    /// keys alone, else the one that leads to help.
    fn hints(&self, room: usize) -> Vec<Run> {
        let (actions, last) =
            if self.covered() { (&HINTED[4..], Action::Close) } else { (&HINTED[..4], Action::Help) };
        let context = if self.covered() { Context::Sheet } else { self.context() };
        let m = &self.setup.messages;
        let runs = |actions: &[Action], words: bool| -> Vec<Run> {
            let mut runs = Vec::new();
            for action in actions {
                let Some(key) = self.setup.keymap.labels(context, *action).into_iter().next() else {
                    continue;
                };
                let gap = if runs.is_empty() { "" } else { "  " };
                runs.push((Role::Key, format!("{gap}{key}")));
                if words {
                    runs.push((Role::Dim, format!(" {}", m.name("hint", action.as_str()))));
                }
            }
            runs.push((Role::Key, " ".to_owned()));
            runs
        };
        if self.stretch.is_some() && self.overlays.is_empty() {
            return runs(STRETCHING, false);
        }
        let cells = |runs: &[Run]| runs.iter().map(|(_, text)| width::of(text)).sum::<usize>();
        let choices = [runs(actions, true), runs(actions, false), runs(&[last], true)];
        let fitting = choices.into_iter().find(|c| cells(c) <= room);
        fitting.unwrap_or_else(|| runs(&[last], false))
    }

    /// An item in the status line: what it is, which of how many, and what matters about it.
    fn item_line(&self, item: Item) -> Line {
        let Some((of, pane)) = self.subject(usize::from(self.size.0)).zip(item.pane()) else {
            return Line::default();
        };
        let m = &self.setup.messages;
        let what = m.name("pane-item", pane.as_str());
        // The number is that of its row in the pane, which may be arranged in another order.
        let row = self.sheets[pane as usize].targets.iter().position(|t| *t == item);
        let number = row.unwrap_or(item.index()) + 1;
        let place = format!(" {what} {number}/{}  ", pane.count(of.items));
        let line = Line::of(Role::Dim, place);
        match item {
            Item::Quote(id) => {
                let Some(quote) = of.items.quotes.get(id.0) else { return line };
                let speaker = item.speaker(of.items);
                let name = speaker.map_or_else(|| m.say(Text::Unassigned), |id| of.actor(id));
                let cue = quote.cue.map_or_else(String::new, |c| format!(" — {}", of.str(c)));
                let source = quote.source.and_then(|s| of.items.sources.get(s.0));
                let source = source.map_or_else(String::new, |s| format!(" — {}", s.name));
                let role = speaker.map_or(Role::Warning, |id| of.actor_role(id));
                line.then(role, name).then(Role::Plain, cue).then(Role::Source, source)
            }
            Item::Actor(id) => {
                let Some(actor) = of.items.actors.get(id.0) else { return line };
                let kind = m.name("actor-kind", actor.kind.as_str());
                let country = actor.country.map_or_else(String::new, |c| format!(" · {c}"));
                let mentions = m.count(Text::ActorCount, actor.mentions.len(), &[]);
                line.then(Role::of_actor(actor.kind), actor.name.as_str())
                    .then(Role::Plain, format!(" · {kind}{country} · {mentions}"))
            }
            Item::Source(id) => {
                let kind = of.items.sources.get(id.0).map_or("", |s| m.name("source-kind", s.kind.as_str()));
                line.then(Role::Source, of.label(item)).then(Role::Plain, format!(" · {kind}"))
            }
            Item::Event(id) => {
                let Some(event) = of.items.events.get(id.0) else { return line };
                line.then(Role::Trigger, of.label(item)).then(Role::Plain, format!("  {}", of.parties(event)))
            }
            Item::Alliance(_) | Item::Place(_) => line.then(Role::Plain, of.label(item)),
        }
    }
}
