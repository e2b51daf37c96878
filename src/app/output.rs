//! Taking text out: to the clipboard, a file, an editor or a command. What the sender has withdrawn stays in.

use std::path::Path;

use super::entry::Entry;
use super::item::Item;
use super::messages::Text;
use super::prompt::Purpose;
use super::{App, Effect};
use crate::dispatch::{Span, Status};
use crate::wire::clean;

/// What of the dispatch is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The selected item.
    Item,
    /// The paragraph at the cursor.
    Paragraph,
    /// The selected item with its speaker, source and dispatch.
    Citation,
}

impl App {
    /// Copies a part of the dispatch.
    pub(super) fn copy(&mut self, part: Part, effects: &mut Vec<Effect>) {
        if self.withdrawn() {
            return;
        }
        let text = match part {
            Part::Item => self.item_text(),
            Part::Paragraph => self.paragraph().map(|span| self.words(span)),
            Part::Citation => self.citation(),
        };
        match text.filter(|t| !t.is_empty()) {
            Some(text) => effects.push(Effect::Copy(text)),
            None => self.say(Text::NothingSelected, &[]),
        }
    }

    /// Whether the dispatch on the screen may not leave the program; says so.
    fn withdrawn(&mut self) -> bool {
        let status = self.entry().map(super::entry::Entry::status);
        let stays = matches!(status, Some(Status::Withheld | Status::Canceled));
        if stays {
            let text = self.setup.messages.say(Text::Stays).to_owned();
            self.fault(text);
        }
        stays
    }

    fn words(&self, span: Span) -> String {
        self.entry().map_or_else(String::new, |e| span.of(&e.dispatch.text).to_owned())
    }

    fn item_text(&self) -> Option<String> {
        let of = self.subject(usize::MAX)?;
        let item = self.selection?;
        match item {
            Item::Event(id) => of.items.events.get(id.0).map(|e| of.str(e.sentence).to_owned()),
            Item::Alliance(id) => of.items.alliances.get(id.0).map(|r| of.str(r.evidence).to_owned()),
            _ => Some(of.label(item)),
        }
    }

    /// The paragraph at the cursor.
    fn paragraph(&self) -> Option<Span> {
        let dispatch = &self.entry()?.dispatch;
        dispatch.paragraphs.iter().rev().find(|p| p.span.start <= self.at).map(|p| p.span)
    }

    /// `« words » (speaker, source, agency, date, headline)`.
    fn citation(&self) -> Option<String> {
        let of = self.subject(usize::MAX)?;
        let entry = self.entry()?;
        let item = self.selection?;
        let words = self.item_text()?;
        let speaker = item.speaker(of.items).map(|id| of.actor(id).to_owned());
        let source = match item {
            Item::Source(_) => None,
            _ => item.source(of.items).map(|id| of.label(Item::Source(id))),
        };
        let date = entry.date().map(|d| of.messages.date(d, false));
        let headline = Some(entry.headline().to_owned());
        let parts = [speaker, source, entry.agency().map(str::to_owned), date, headline];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Some(of.messages.fill(Text::Citation, &[("words", &words), ("reference", &parts.join(", "))]))
    }

    /// A file name for the dispatch: its slug or headline and the end of its identifier, nothing a file could steer by.
    pub(super) fn file_name(&self) -> String {
        const LONGEST: usize = 40;
        let Some(entry) = self.entry() else { return String::new() };
        let mut slug = String::new();
        for c in crate::query::fold(entry.title()).chars() {
            match c {
                c if c.is_ascii_alphanumeric() => slug.push(c),
                _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
                _ => {}
            }
            if slug.len() >= LONGEST {
                break;
            }
        }
        format!("{}.txt", slug.trim_end_matches('-'))
    }

    /// Asks where to write the dispatch to, or which command to pass it to.
    pub(super) fn ask_for_output(&mut self, purpose: Purpose) {
        if self.entry().is_none() {
            self.say(Text::NoDispatch, &[]);
        } else if purpose == Purpose::Pipe && !self.setup.commands {
            self.say(Text::NoCommands, &[]);
        } else if !self.withdrawn() {
            self.ask(purpose);
        }
    }

    pub(super) fn write_to(&mut self, path: &str, effects: &mut Vec<Effect>) {
        let path = path.trim();
        if path.is_empty() {
            return;
        }
        effects.push(Effect::Write { path: path.into(), text: self.texts() });
    }

    /// The texts that go out: of what is ticked in the list, in its order, else of what is on the screen. What the
    /// sender withdrew stays.
    fn texts(&self) -> String {
        let ticked = self.list.order.iter().filter(|id| self.list.ticked.contains(id));
        let ticked = ticked.filter_map(|id| self.entries.get(*id));
        let leaves = |e: &&Entry| !matches!(e.status(), Status::Withheld | Status::Canceled);
        let mut texts: Vec<&str> = ticked.filter(leaves).map(|e| e.dispatch.text.as_str()).collect();
        if texts.is_empty() {
            texts.extend(self.entry().map(|e| e.dispatch.text.as_str()));
        }
        format!("{}\n", texts.join("\n\n"))
    }

    pub(super) fn pipe_to(&mut self, command: &str, effects: &mut Vec<Effect>) {
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        if words.is_empty() {
            return;
        }
        effects.push(Effect::Pipe { command: words, text: self.texts() });
    }

    /// Opens the file of the dispatch in the editor.
    pub(super) fn edit(&mut self, effects: &mut Vec<Effect>) {
        if !self.setup.commands {
            self.say(Text::NoCommands, &[]);
            return;
        }
        match self.entry().and_then(|e| e.dispatch.path.clone()) {
            Some(path) => effects.push(Effect::Edit(path)),
            None => self.say(Text::NoFile, &[]),
        }
    }

    /// A path as it may be shown.
    #[must_use]
    pub fn shown_path(&self, path: &Path) -> String {
        clean::shown(&path.to_string_lossy())
    }
}
