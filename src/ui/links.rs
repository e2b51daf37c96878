//! Web addresses in the text that is on the screen, for terminals that make links of them.

use std::ops::Range;

use crate::app::App;
use crate::app::width;
use crate::dispatch::Span;

/// A stretch of a row that stands for a web address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The row.
    pub y: u16,
    /// Its columns.
    pub x: Range<u16>,
    /// The address: printable ASCII alone.
    pub address: String,
}

/// Where `http` and `https` addresses stand in a text.
pub(super) fn addresses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("http")) {
        let start = from + at;
        let rest = text.get(start..).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '`');
        let whole = rest.split(ends).next().unwrap_or_default();
        // What ends the sentence is no part of the address; a bracket is where it was opened inside.
        let mut address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        if !address.contains('(') {
            address = address.trim_end_matches(')');
        }
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let before = text.get(..start).unwrap_or_default();
        if host.is_some_and(|host| host.contains('.')) && !ends_a_sequence(before) {
            found.push(Span::new(start, start + address.len()));
        }
        from = start + whole.len().max(4);
    }
    found
}

/// Whether `text` ends with what was an escape sequence before it was cleaned. An address in one is nobody's to follow:
/// the file meant it for the terminal, not for a reader.
fn ends_a_sequence(text: &str) -> bool {
    let word = text.chars().rev().take(64).take_while(|c| !c.is_whitespace());
    word.into_iter().any(|c| matches!(c, '\u{2400}'..='\u{2421}' | char::REPLACEMENT_CHARACTER))
}

/// No address that a row shows a part of begins or ends further away than that, in bytes.
const REACH: usize = 4 << 10;

/// The links of the text on the screen; none while something lies over it.
#[must_use]
pub fn links(app: &App) -> Vec<Link> {
    let covered = !app.overlays.is_empty() || app.picker.is_some() || !app.pending.is_empty();
    let (column, Some(entry)) = (app.areas.column(), app.entry()) else { return Vec::new() };
    if !app.setup.links || covered || column.is_empty() {
        return Vec::new();
    }
    let text = &entry.dispatch.text;
    let head = app.head_lines().len();
    let first = app.top.saturating_sub(head);
    let last = (app.top + usize::from(column.height)).saturating_sub(head);
    let seen = app.page.bytes(first, last);
    // An address may have begun in the row above.
    let boundary = |at: usize| (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let from = boundary(seen.start.saturating_sub(REACH));
    let line = text.get(from..seen.start).and_then(|t| t.rfind('\n')).map_or(from, |n| from + n + 1);
    let to = boundary(seen.end + REACH);
    let end = text.get(seen.end..to).and_then(|t| t.find('\n')).map_or(to, |n| seen.end + n);
    let mut links = Vec::new();
    for found in addresses(text.get(line..end).unwrap_or_default()) {
        let address = Span::new(found.start + line, found.end + line);
        for (n, row) in app.page.rows.iter().enumerate().take(last).skip(first) {
            let (start, end) = (address.start.max(row.span.start), address.end.min(row.span.end));
            if start >= end || row.folded {
                continue;
            }
            let cells = |from: usize, to: usize| {
                u16::try_from(width::of(Span::new(from, to).of(text))).unwrap_or(u16::MAX)
            };
            let x = column.x.saturating_add(row.indent).saturating_add(cells(row.span.start, start));
            let offset = u16::try_from(n + head - app.top).unwrap_or(u16::MAX);
            links.push(Link {
                y: column.y.saturating_add(offset),
                x: x..x.saturating_add(cells(start, end)).min(column.right()),
                address: address.of(text).to_owned(),
            });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, sample};

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, wanted) in [
            ("Voir https://exemple.invalid/a?b=1.", "https://exemple.invalid/a?b=1"),
            ("(http://exemple.invalid/a)", "http://exemple.invalid/a"),
            ("http://exemple.invalid/a_(b)", "http://exemple.invalid/a_(b)"),
            ("« https://exemple.invalid »", "https://exemple.invalid"),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|s| s.of(text)).collect();
            assert_eq!(found, [wanted], "{text}");
        }
        for text in ["httpd est mort", "http://", "https://x", "ftp://exemple.invalid", "file:///etc/passwd"]
        {
            assert_eq!(addresses(text), [], "{text}");
        }
    }

    #[test]
    fn a_wrapped_address_is_whole_in_each_of_its_rows() {
        let mut app = sample::app(40, 12, 0);
        let text = format!("Voir https://exemple.invalid/{} pour la suite.", "a".repeat(60));
        sample::arrive(&mut app, vec![sample::plain(&text)]);
        app.open_dispatch(1);
        app.update(Msg::Resize(40, 12));
        let found = links(&app);
        assert!(found.len() > 1, "{found:?}");
        assert!(found.iter().all(|l| l.address.len() == 24 + 60 && l.x.end <= 40), "{found:?}");
        sample::press(&mut app, "?");
        assert_eq!(links(&app), []);
    }
}
