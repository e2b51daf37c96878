//! The text: the visible rows with their highlights, the letters of the items that begin in them, and the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{links, paint};
use crate::app::App;
use crate::app::Level;
use crate::app::action::Action;
use crate::app::entry::Reading;
use crate::app::item::{Item, Pane};
use crate::app::keymap::Context;
use crate::app::layout::Focus;
use crate::app::messages::Text;
use crate::app::page::Row;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::dispatch::{ParagraphKind, Span};

pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let column = app.areas.column();
    if area.is_empty() || column.is_empty() {
        return;
    }
    let theme = &app.setup.theme;
    let Some(entry) = app.entry() else {
        let hints = [Text::NoDispatch, Text::NoDispatchHint];
        let texts = if app.loading { &[Text::Reading][..] } else { &hints[..] };
        for (n, text) in texts.iter().enumerate() {
            let y = column.y.saturating_add(u16::try_from(n).unwrap_or_default());
            let row = Rect { y, height: u16::from(y < column.bottom()), ..column };
            paint::line(buf, row, &Line::of(Role::Dim, app.setup.messages.say(*text)), theme, None);
        }
        return;
    };
    let head = app.head_lines();
    let cursor = app.page.row_of(app.at);
    let selected = match app.stretch {
        Some(stretch) => vec![stretch.span],
        None => app.items().zip(app.selection).map(|(items, item)| item.spans(items)).unwrap_or_default(),
    };
    for offset in 0..column.height {
        let row_area = Rect { y: column.y + offset, height: 1, ..column };
        let at = app.top + usize::from(offset);
        if let Some(line) = head.get(at) {
            paint::line(buf, row_area, line, theme, None);
            continue;
        }
        let n = at - head.len();
        let Some(row) = app.page.rows.get(n) else {
            if app.page.rows.is_empty() && n == 0 {
                let text = app.setup.messages.say(Text::NoText);
                paint::line(buf, row_area, &Line::of(Role::Dim, text), theme, None);
            }
            break;
        };
        if row.folded {
            let words = folded(app, row.span.of(&entry.dispatch.text));
            let style = theme.style(Role::Furniture);
            paint::text(buf, row_area.x, row_area.y, &words, usize::from(row_area.width), style);
        } else {
            draw_row(app, &entry.dispatch.text, row, row_area, &selected, buf);
        }
        let left = column.x - area.x;
        if n == cursor && app.focus == Focus::Text && left > 0 {
            paint::text(buf, area.x, row_area.y, "▌", 1, theme.style(Role::Badge));
        }
        if left > 1 && row.kind == Some(ParagraphKind::Furniture) {
            paint::text(buf, area.x + 1, row_area.y, "│", 1, theme.style(Role::Furniture));
        }
        let marked = app.level != Level::None;
        if let Some(letters) =
            app.reading().filter(|_| marked).map(|r| letters(app, r, row.span)).filter(|_| left > 1)
        {
            paint::text(buf, area.x + 1, row_area.y, &letters, usize::from(left) - 1, theme.style(Role::Dim));
        }
    }
}

/// What stands for parts that are folded away: how many paragraphs they are, and the key that shows them.
fn folded(app: &App, parts: &str) -> String {
    let count = parts.split('\n').filter(|line| !line.is_empty()).count();
    let keys = app.setup.keymap.labels(Context::Text, Action::Parts);
    let key = keys.first().map_or(Action::Parts.as_str(), String::as_str);
    app.setup.messages.count(Text::FoldedParts, count, &[("key", key)])
}

/// The letters of the items that begin in a row, the current pane's first.
fn letters(app: &App, reading: &Reading, row: Span) -> String {
    let mut found: Vec<Pane> = Vec::new();
    for mark in reading.marks_in(row).filter(|m| m.first && row.holds(m.span.start)) {
        found.extend(mark.item.pane().filter(|p| !found.contains(p)));
    }
    found.sort_by_key(|p| (*p != app.pane, *p));
    found.first().map(|p| p.letter().to_string()).unwrap_or_default()
}

fn draw_row(app: &App, text: &str, row: &Row, area: Rect, selected: &[Span], buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let base = match row.kind {
        Some(ParagraphKind::Headline) => theme.style(Role::Headline),
        Some(ParagraphKind::Subhead) => theme.style(Role::Subhead),
        Some(ParagraphKind::Furniture | ParagraphKind::Credit) => theme.style(Role::Furniture),
        _ => theme.style(Role::Plain),
    };
    let reading = app.reading();
    let mut marks: Vec<(Span, Role)> = reading
        .map(|r| {
            r.marks_in(row.span).filter(|m| shows(app, m.item, m.role)).map(|m| (m.span, m.role)).collect()
        })
        .unwrap_or_default();
    // Wider stretches first, so that a name inside a quotation keeps its own look on top of the quotation's.
    marks.sort_by_key(|(span, _)| std::cmp::Reverse(span.len()));
    marks.extend(selected.iter().enumerate().filter(|(_, s)| s.overlaps(row.span)).map(|(n, s)| {
        let strong = n == 0 || matches!(app.selection, Some(Item::Actor(_) | Item::Source(_)));
        (
            *s,
            if app.stretch.is_some() || (strong && s.holds(app.at)) {
                Role::Selected
            } else {
                Role::Evidence
            },
        )
    }));
    if let Some(search) = &app.search {
        // Hits are in order, but a long one may begin far above: all that could reach this row are looked at.
        let end = search.hits.partition_point(|h| h.start < row.span.end);
        let hits = search.hits.get(..end).unwrap_or_default();
        marks.extend(hits.iter().filter(|h| h.overlaps(row.span)).map(|h| (*h, Role::Hit)));
    }
    let here = row.span.of(text);
    let addresses: Vec<Span> = links::addresses(here)
        .into_iter()
        .map(|s| Span::new(s.start + row.span.start, s.end + row.span.start))
        .collect();
    let mut cuts: Vec<usize> = vec![row.span.start, row.span.end];
    for address in &addresses {
        cuts.extend([address.start, address.end]);
    }
    for (span, _) in &marks {
        cuts.extend([span.start, span.end].iter().filter(|at| row.span.holds(**at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut x = area.x.saturating_add(row.indent);
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let piece = Span::new(start, end);
        let style = marks
            .iter()
            .filter(|(span, _)| span.contains(piece))
            .fold(base, |style: Style, (_, role)| style.patch(theme.style(*role)));
        let linked = addresses.iter().any(|a| a.contains(piece));
        let style = if linked { style.add_modifier(Modifier::UNDERLINED) } else { style };
        x = paint::text(buf, x, area.y, piece.of(text), usize::from(area.right().saturating_sub(x)), style);
    }
}

/// Whether a highlight is asked for.
fn shows(app: &App, item: Item, role: Role) -> bool {
    match app.level {
        Level::All => role != Role::Plain,
        Level::Quotes => matches!(item, Item::Quote(_)),
        Level::None => false,
    }
}
