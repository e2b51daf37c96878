//! The list of dispatches: urgency, time, state, slug or headline, length.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint;
use crate::app::App;
use crate::app::deciding::sign;
use crate::app::entry::Entry;
use crate::app::layout::Focus;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::dispatch::Status;

/// From this width on a row says how long the dispatch is.
const ROOMY: u16 = 36;

pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = &app.setup.theme;
    let active = app.focus == Focus::List;
    let count = match &app.list.filter {
        Some((query, _)) => format!("{query}  {}/{}", app.list.order.len(), app.entries.len()),
        None => app.list.order.len().to_string(),
    };
    paint::heading(buf, area, app.setup.messages.say(Text::Dispatches), &count, active, theme);
    let rows = usize::from(area.height.saturating_sub(1));
    if app.list.order.is_empty() {
        let row = Rect { y: area.y + 1, height: 1, ..area };
        let hint = if app.list.filter.is_some() { Text::NoMatchHint } else { Text::NoDispatchHint };
        let hint = app.setup.messages.say(hint);
        paint::line(buf, row, &Line::of(Role::Dim, format!(" {hint}")), theme, None);
    }
    for (n, id) in app.list.order.iter().enumerate().skip(app.list.top).take(rows) {
        let Some(entry) = app.entries.get(*id) else { continue };
        let offset = u16::try_from(n - app.list.top).unwrap_or(u16::MAX);
        let row = Rect { y: (area.y + 1).saturating_add(offset), height: 1, ..area };
        let chosen = n == app.list.cursor;
        let line = line(app, *id, entry, chosen, area.width >= ROOMY);
        let over = (chosen && active).then(|| theme.style(Role::Selected));
        paint::line(buf, row, &line, theme, over);
    }
}

fn line(app: &App, id: usize, entry: &Entry, chosen: bool, roomy: bool) -> Line {
    let open = app.open == Some(id);
    let messages = &app.setup.messages;
    let urgency = entry.dispatch.meta.urgency.map_or_else(|| " ".to_owned(), |u| u.to_string());
    let urgent = entry.dispatch.meta.urgency.is_some_and(|u| u <= 2);
    let when = match (entry.time(), entry.date()) {
        (Some(time), _) => time.to_owned(),
        (None, Some(date)) => messages.date(date, true),
        (None, None) => String::new(),
    };
    let role = if open { Role::Headline } else { Role::Plain };
    let struck = matches!(entry.status(), Status::Withheld | Status::Canceled);
    let role = if struck { Role::Removed } else { role };
    let mark = match (app.list.ticked.contains(&id), chosen) {
        (true, _) => "✓",
        (false, true) => "▌",
        (false, false) => " ",
    };
    let mut line = Line::of(Role::Badge, mark)
        .then(if urgent { Role::Warning } else { Role::Dim }, urgency)
        .then(Role::Dim, format!(" {when:<5} "))
        .then(role, entry.title());
    if let Some((table, name)) = entry.badge() {
        line = line.right(Role::Warning, format!(" {}", messages.name(table, name)));
    }
    if let Some((decided, of)) = entry.progress() {
        line =
            line.right(Role::Key, if decided == of { " ✔".to_owned() } else { format!(" {decided}/{of}") });
    }
    if let Some(state) = entry.verdict() {
        line = line.right(Role::Warning, format!(" {}", sign(state)));
    }
    if let Some(earlier) = app.list.earlier.get(&id) {
        line = line.right(Role::Dim, format!(" +{earlier}"));
    }
    if roomy {
        if let Some(lang) = entry.dispatch.meta.language {
            line = line.right(Role::Dim, format!(" {lang}"));
        }
        line = line.right(Role::Dim, format!(" {:>4} ", entry.words));
    }
    line
}
