//! The fact sheet of a record, for people: who said what and from which source, what happened, who stands with whom.
//! As Markdown, or as wrapped lines for a terminal.

use std::io::{self, Write};

use super::Record;
use super::schema::{Actor, Alliance, Count, Event, Quote, Source};
use crate::dispatch::{AllianceStatus, Modality};
use crate::wire::clean;

/// What things are called in the language of whoever reads the sheet.
pub trait Labels {
    /// What something with a fixed name in the record is called: `("actor-kind", "armed_group")`.
    fn name<'a>(&'a self, table: &str, name: &'a str) -> &'a str;
    /// A count in words: `("killed", 12, "≥12")` is "≥12 dead".
    fn count(&self, what: &str, n: usize, shown: &str) -> String;
    /// Who said what nobody is known to have said.
    fn nobody(&self) -> &str;
}

/// How a sheet is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Markdown (`CommonMark`).
    Markdown,
    /// Plain lines, wrapped at that many columns.
    Text(usize),
}

/// Writes the sheet of `record`. What it does not hold has no section.
///
/// # Errors
/// Those of `to`.
pub fn write(
    to: &mut impl Write,
    record: &Record<'_>,
    labels: &dyn Labels,
    layout: Layout,
) -> io::Result<()> {
    let mut sheet = Sheet { to, layout };
    sheet.title(record.meta.headline.as_deref().unwrap_or(&record.id))?;
    sheet.paragraph(&origin(record))?;
    // What could not be read, or was changed to show it, is not kept from whoever reads only this.
    for notice in &record.notices {
        sheet.paragraph(notice)?;
    }
    sheet.section(labels.name("pane", "quotes"), record.quotes.iter().map(|q| quote(record, q, labels)))?;
    sheet.section(labels.name("pane", "events"), record.events.iter().map(|e| event(record, e, labels)))?;
    sheet.section(
        labels.name("pane", "alliances"),
        record.alliances.iter().map(|r| alliance(record, r, labels)),
    )?;
    sheet.section(labels.name("pane", "actors"), record.actors.iter().map(|a| actor(a, labels)))?;
    sheet
        .section(labels.name("pane", "sources"), record.sources.iter().map(|s| source(record, s, labels)))?;
    sheet.end()
}

/// A fact: what it is about, and what is said of it.
struct Fact {
    lead: String,
    rest: String,
}

impl Fact {
    /// The parts that are not empty, separated by commas.
    fn new(lead: impl Into<String>, parts: impl IntoIterator<Item = String>) -> Self {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Self { lead: lead.into(), rest: parts.join(", ") }
    }
}

/// Place, date and agency, and where it was read.
fn origin(record: &Record<'_>) -> String {
    let line = record.meta.dateline.as_ref();
    let path = record.path.as_deref().map(clean::shown);
    let dateline = [
        line.and_then(|l| l.place.as_deref()),
        line.and_then(|l| l.date.as_deref()).or(record.meta.published.as_deref()),
        line.and_then(|l| l.agency.as_deref()),
        path.as_deref(),
    ];
    dateline.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn quote(record: &Record<'_>, quote: &Quote<'_>, labels: &dyn Labels) -> Fact {
    let speaker = quote.speaker.map_or(labels.nobody(), |id| record.actor_name(id));
    let source = quote.source.map_or("", |id| record.source_name(id));
    let source = if source.is_empty() { String::new() } else { format!("({source})") };
    let words = format!("“{}”", quote.text);
    let direct = quote.kind == crate::dispatch::QuoteKind::Direct;
    let words = if direct { words } else { quote.text.to_string() };
    Fact { lead: speaker.to_owned(), rest: [words, source].join(" ").trim_end().to_owned() }
}

fn event(record: &Record<'_>, event: &Event<'_>, labels: &dyn Labels) -> Fact {
    let parties = match (record.actor_names(&event.agents), record.actor_names(&event.targets)) {
        (agents, targets) if targets.is_empty() => agents,
        (agents, targets) => format!("{agents} → {targets}").trim_start().to_owned(),
    };
    let place = event.place.and_then(|id| record.place(id)).map_or(String::new(), |p| p.name.to_string());
    let date = event.date.as_ref().map_or(String::new(), |d| d.iso.as_ref().unwrap_or(&d.text).to_string());
    let toll = event.toll.as_ref().map_or(String::new(), |toll| {
        let counts =
            toll.counts().map(|(what, count)| labels.count(what, count.min as usize, &number(count)));
        counts.collect::<Vec<_>>().join(", ")
    });
    let stance = match event.modality {
        Modality::Asserted => String::new(),
        other => labels.name("modality", other.as_str()).to_owned(),
    };
    let by = record.attribution(event.attribution);
    let by = if by.is_empty() { String::new() } else { format!("({by})") };
    let words = format!("“{}”", event.trigger.text);
    Fact::new(
        labels.name("category", event.category.as_str()),
        [parties, words, place, date, toll, stance, by],
    )
}

/// `12`, `~10`, `≥60`, `10–20`.
fn number(count: &Count<'_>) -> String {
    match count.max {
        None => format!("≥{}", count.min),
        Some(max) if max > count.min => format!("{}–{max}", count.min),
        Some(_) if count.approx => format!("~{}", count.min),
        Some(_) => count.min.to_string(),
    }
}

fn alliance(record: &Record<'_>, alliance: &Alliance<'_>, labels: &dyn Labels) -> Fact {
    let (a, b) = (record.actor_name(alliance.a), record.actor_name(alliance.b));
    let status = match alliance.status {
        AllianceStatus::Current => String::new(),
        other => format!(" ({})", labels.name("alliance-status", other.as_str())),
    };
    let kind = labels.name("alliance-kind", alliance.kind.as_str());
    Fact {
        lead: format!("{a} – {kind} – {b}{status}"), rest: format!("“{}”", alliance.evidence.text)
    }
}

fn actor(actor: &Actor<'_>, labels: &dyn Labels) -> Fact {
    let kind = labels.name("actor-kind", actor.kind.as_str()).to_owned();
    let country = actor.country.map_or(String::new(), |c| c.to_string());
    let roles = actor.roles.iter().map(ToString::to_string);
    Fact::new(actor.name.to_string(), [kind, country].into_iter().chain(roles))
}

fn source(record: &Record<'_>, source: &Source<'_>, labels: &dyn Labels) -> Fact {
    let by = source.actor.map_or("", |id| record.actor_name(id)).to_owned();
    Fact::new(source.name.to_string(), [labels.name("source-kind", source.kind.as_str()).to_owned(), by])
}

/// What is being written, and how.
struct Sheet<'a, W: Write> {
    to: &'a mut W,
    layout: Layout,
}

impl<W: Write> Sheet<'_, W> {
    fn title(&mut self, title: &str) -> io::Result<()> {
        match self.layout {
            Layout::Markdown => writeln!(self.to, "# {}\n", escaped(title)),
            Layout::Text(width) => {
                self.wrapped(title, "", width)?;
                let rule = "=".repeat(title.chars().count().min(width));
                writeln!(self.to, "{rule}")
            }
        }
    }

    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        match self.layout {
            _ if text.is_empty() => Ok(()),
            Layout::Markdown => writeln!(self.to, "{}\n", escaped(text)),
            Layout::Text(width) => self.wrapped(text, "", width),
        }
    }

    fn section(&mut self, title: &str, facts: impl ExactSizeIterator<Item = Fact>) -> io::Result<()> {
        if facts.len() == 0 {
            return Ok(());
        }
        match self.layout {
            Layout::Markdown => writeln!(self.to, "## {}\n", escaped(title))?,
            Layout::Text(_) => writeln!(self.to, "\n{title}")?,
        }
        for Fact { lead, rest } in facts {
            let colon = if rest.is_empty() { "" } else { ": " };
            match self.layout {
                Layout::Markdown => writeln!(self.to, "- **{}**{colon}{}", escaped(&lead), escaped(&rest))?,
                Layout::Text(width) => self.wrapped(&format!("{lead}{colon}{rest}"), "  ", width)?,
            }
        }
        match self.layout {
            Layout::Markdown => writeln!(self.to),
            Layout::Text(_) => Ok(()),
        }
    }

    /// Lines of at most `width` columns, the first one indented by `indent` and the others by twice as much.
    fn wrapped(&mut self, text: &str, indent: &str, width: usize) -> io::Result<()> {
        let more = indent.repeat(2);
        let options = textwrap::Options::new(width.max(20)).initial_indent(indent).subsequent_indent(&more);
        for line in textwrap::wrap(text, options) {
            writeln!(self.to, "{line}")?;
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        match self.layout {
            Layout::Markdown => Ok(()),
            Layout::Text(_) => writeln!(self.to),
        }
    }
}

/// Text that Markdown takes for nothing but text, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => out.extend(['\\', char]),
            '&' => out.push_str("&amp;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;
    use crate::dispatch::Notice;
    use crate::record::Record;

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

    fn sheet(layout: Layout) -> String {
        let (dispatch, items) = sample::dispatch();
        let mut out = Vec::new();
        write(&mut out, &Record::new(&dispatch, &items), &Plain, layout).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_sheet_says_who_said_what_and_what_it_cost() {
        insta::assert_snapshot!(sheet(Layout::Markdown));
    }

    #[test]
    fn what_could_not_be_read_is_said() {
        let (mut dispatch, items) = sample::dispatch();
        dispatch.notices.push(Notice::Mended);
        let notice = "what could be read is shown.";
        for layout in [Layout::Markdown, Layout::Text(80)] {
            let mut out = Vec::new();
            write(&mut out, &Record::new(&dispatch, &items), &Plain, layout).unwrap();
            assert!(String::from_utf8(out).unwrap().contains(notice), "{layout:?}");
        }
    }

    #[test]
    fn lines_are_no_longer_than_the_terminal_is_wide() {
        let sheet = sheet(Layout::Text(50));
        assert!(sheet.lines().all(|line| line.chars().count() <= 50), "{sheet}");
        let words = sheet.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("12 killed"), "{sheet}");
    }

    #[test]
    fn words_are_never_markup() {
        assert_eq!(escaped("*a* <b> [c](d)\n# e & f"), "\\*a\\* \\<b\\> \\[c\\](d) \\# e &amp; f");
    }
}
