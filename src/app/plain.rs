//! The reader line by line, for screen readers and pipes: the same words as on the screen, no columns, no frames.

use super::action::Action;
use super::item::{Item, Pane};
use super::messages::Text;
use super::overlay;
use super::sheet::{Line, Sheet};
use super::{App, Effect};
use crate::dispatch::{ParagraphKind, Status};
use crate::library::State;

/// Wide enough that nothing is cut or wrapped: the lines are the listener's to break.
const WIDTH: usize = 10_000;

impl App {
    /// The dispatch on the screen: what it is, its notes, its text.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let Some(entry) = self.entry() else { return String::new() };
        let mut lines = vec![words(&self.title_line())];
        lines.extend(self.head_lines().iter().map(Line::text).filter(|l| !l.is_empty()));
        lines.push(String::new());
        let aside = self.setup.messages.say(Text::LegendParts);
        let paragraphs = entry.dispatch.paragraphs.as_slice();
        let mut at = 0;
        for line in entry.dispatch.text.split('\n') {
            let begun = paragraphs.get(..paragraphs.partition_point(|p| p.span.start <= at));
            let kind = begun.and_then(<[_]>::last).map(|p| p.kind);
            at += line.len() + 1;
            if kind == Some(ParagraphKind::Furniture) && entry.state != State::Unreadable {
                lines.push(format!("[{aside}] {line}"));
            } else if !line.is_empty() {
                lines.push(line.to_owned());
            }
        }
        lines.join("\n") + "\n"
    }

    /// What a side pane lists, an item a line, numbered.
    #[must_use]
    pub fn plain_pane(&self, pane: Pane) -> String {
        let name = self.setup.messages.name("pane", pane.as_str());
        let Some(of) = self.subject(WIDTH) else { return format!("{name}\n") };
        let sheet = of.sheet(pane, &self.arrangements[pane as usize]);
        if sheet.targets.is_empty() {
            return sheet.lines.iter().map(|l| words(l) + "\n").collect();
        }
        let review = self.entry().and_then(|e| e.reviewed.as_deref());
        let items = sheet.targets.iter().enumerate().map(|(n, item)| {
            let lines = sheet.lines.iter().filter(|l| l.target == Some(n)).map(words);
            let decision = review.and_then(|r| r.state(*item)).map_or_else(String::new, |state| {
                format!(" ({})", self.setup.messages.name("decision", state.decision().as_str()))
            });
            format!("{}. {}{decision}\n", n + 1, lines.collect::<Vec<_>>().join(", "))
        });
        let items: String = items.collect();
        format!("{name} {}\n{items}", sheet.targets.len())
    }

    /// The item of a pane by its number there, from 1.
    #[must_use]
    pub fn plain_item(&self, pane: Pane, number: usize) -> Option<Item> {
        let sheet = self.subject(WIDTH)?.sheet(pane, &self.arrangements[pane as usize]);
        sheet.targets.get(number.checked_sub(1)?).copied()
    }

    /// Why an item was extracted.
    #[must_use]
    pub fn plain_reason(&self, item: Item) -> String {
        lines(&overlay::explain::sheet(self, Some(item), WIDTH).1)
    }

    /// The list of dispatches, a numbered line each.
    #[must_use]
    pub fn plain_list(&self) -> String {
        let m = &self.setup.messages;
        if self.list.order.is_empty() {
            return format!("{}\n", m.say(Text::NoMatch));
        }
        let row = |(n, id): (usize, &usize)| {
            let entry = self.entries.get(*id)?;
            let (title, headline) = (entry.title(), entry.headline());
            let mut parts: Vec<String> = entry.date().map(|d| m.date(d, false)).into_iter().collect();
            parts.extend(entry.time().map(str::to_owned));
            parts
                .extend(entry.dispatch.meta.urgency.map(|u| m.fill(Text::Urgency, &[("n", &u.to_string())])));
            if entry.status() != Status::Usable {
                parts.push(m.name("status", entry.status().as_str()).to_owned());
            }
            parts.push(title.to_owned());
            parts.extend(Some(headline.to_owned()).filter(|h| h != title));
            parts.push(m.count(Text::Words, entry.words, &[]));
            Some(format!("{}. {}\n", n + 1, parts.join(", ")))
        };
        self.list.order.iter().enumerate().filter_map(row).collect()
    }

    /// What lies over the panes: its heading, and its lines.
    #[must_use]
    pub fn plain_overlay(&self) -> String {
        let Some(overlay) = self.overlays.last() else { return String::new() };
        let (title, sheet) = overlay.make(self, WIDTH);
        format!("{title}\n{}", lines(&sheet))
    }

    /// Leaves whatever asks for something: there is nobody to answer it.
    pub fn leave_questions(&mut self) {
        (self.prompt, self.picker, self.menu, self.letter) = (None, None, None, None);
        (self.addition, self.about, self.stretch) = (None, None, None);
    }

    /// Selects an item.
    pub fn choose(&mut self, item: Item) {
        self.select(item);
    }

    /// Does an action; what is to be done outside comes back.
    pub fn perform(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.act(action, None, &mut effects);
        self.ask_to_read(&mut effects);
        self.lay_out();
        effects
    }

    /// Narrows the list to what a query holds for; what must be read for that comes back.
    pub fn narrow(&mut self, query: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.filter_by(query);
        self.ask_to_read(&mut effects);
        effects
    }

    /// The paragraphs that a query hits.
    #[must_use]
    pub fn plain_hits(&self) -> String {
        let (Some(entry), Some(search)) = (self.entry(), &self.search) else { return String::new() };
        let hit = |p: &&crate::dispatch::Paragraph| search.hits.iter().any(|h| h.overlaps(p.span));
        let paragraphs = entry.dispatch.paragraphs.iter().filter(hit);
        paragraphs.flat_map(|p| [p.span.of(&entry.dispatch.text), "\n"]).collect()
    }
}

/// A line without the columns of the screen.
fn words(line: &Line) -> String {
    let mut text = line.text();
    for (_, right) in &line.right {
        text.push(' ');
        text.push_str(right);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines<T>(sheet: &Sheet<T>) -> String {
    sheet.lines.iter().map(words).filter(|l| !l.is_empty()).map(|l| l + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::{Paragraph, Span};

    #[test]
    fn a_dispatch_is_read_out_line_by_line() {
        let app = sample::app(80, 24, 0);
        let mut all = app.plain_text();
        for pane in Pane::ALL {
            all.push_str(&app.plain_pane(*pane));
        }
        all.push_str(&app.plain_reason(app.plain_item(Pane::Quotes, 1).unwrap()));
        assert!(!all.contains(['─', '│', '▌']), "{all}");
        insta::assert_snapshot!(all);
        assert_eq!(app.plain_item(Pane::Quotes, 3), None);
        assert_eq!(app.plain_item(Pane::Quotes, 0), None);
    }

    #[test]
    fn what_is_not_for_publication_is_said_to_be_so() {
        let mut app = sample::app(80, 24, 0);
        let mut dispatch = sample::plain("Un fait.\nAvec photo");
        dispatch.paragraphs = [(0, 8, ParagraphKind::Body), (9, 19, ParagraphKind::Furniture)]
            .map(|(start, end, kind)| Paragraph { span: Span::new(start, end), kind })
            .to_vec();
        sample::arrive(&mut app, vec![dispatch]);
        app.open_dispatch(1);
        assert!(
            app.plain_text().ends_with("\nUn fait.\n[hors publication] Avec photo\n"),
            "{}",
            app.plain_text()
        );
    }
}
