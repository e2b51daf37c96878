//! Everything the sender says about a dispatch, what was repaired in it, and what could not be loaded.

use super::Target;
use crate::app::App;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet, fold};
use crate::app::width;

/// Cells of the column of labels.
const LABELS: usize = 14;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    if let Some(entry) = app.entry() {
        let (dispatch, meta) = (&*entry.dispatch, &entry.dispatch.meta);
        let mut row = |label: &str, value: &str| {
            if value.is_empty() {
                return;
            }
            let room = room.saturating_sub(LABELS).max(8);
            for (n, part) in fold(value, room, room).into_iter().enumerate() {
                let label = if n == 0 { width::cut(label, LABELS - 1) } else { String::new() };
                let pad = " ".repeat(LABELS.saturating_sub(width::of(&label)));
                sheet.line(Line::of(Role::Dim, format!("{label}{pad}")).then(Role::Plain, part));
            }
        };
        let say = |text| m.say(text);
        let moment = |raw: &Option<String>| raw.as_deref().map_or_else(String::new, |raw| app.moment(raw));
        let number = |n: Option<String>| n.unwrap_or_default();
        row(say(Text::Headline), entry.headline());
        row(say(Text::Slug), meta.slugline.as_deref().unwrap_or_default());
        row(say(Text::Credit), &meta.credit.join(", "));
        row(say(Text::Byline), &meta.byline.join(", "));
        let dateline = meta.dateline.as_ref();
        row(say(Text::Place), dateline.and_then(|d| d.place.as_deref()).unwrap_or_default());
        row(
            say(Text::Date),
            &dateline.and_then(|d| d.date.as_deref()).map_or_else(String::new, |d| m.date(d, false)),
        );
        row(say(Text::Source), dateline.and_then(|d| d.agency.as_deref()).unwrap_or_default());
        row(say(Text::Published), &moment(&meta.published));
        row(say(Text::EmbargoIs), &moment(&meta.embargo));
        row(say(Text::Status), m.name("status", entry.status().as_str()));
        row(say(Text::VersionIs), meta.version.as_deref().unwrap_or_default());
        row(say(Text::Replaces), &meta.replaces.join(", "));
        row(say(Text::UrgencyIs), &number(meta.urgency.map(|n| n.to_string())));
        row(say(Text::Language), &number(meta.language.map(|lang| lang.to_string())));
        row(say(Text::Genre), meta.genre.as_deref().unwrap_or_default());
        row(say(Text::Keywords), &meta.keywords.join(", "));
        row(say(Text::Note), meta.note.as_deref().unwrap_or_default());
        row(say(Text::Length), &m.count(Text::Words, entry.words, &[]));
        row(say(Text::File), &dispatch.path.as_ref().map_or_else(String::new, |p| app.shown_path(p)));
        row(say(Text::Format), dispatch.format.as_str());
        row(say(Text::Identifier), &dispatch.id);
        for (name, value) in &meta.other {
            row(name, value);
        }
        for notice in &dispatch.notices {
            row(say(Text::Repaired), &m.notice(notice));
        }
    }
    if !app.faults.is_empty() {
        sheet.gap();
        sheet.line(Line::of(Role::Title, m.say(Text::NotLoaded)));
        for fault in &app.faults {
            sheet.prose(Role::Warning, fault, room, 2);
        }
    }
    if sheet.lines.is_empty() {
        sheet.line(Line::of(Role::Dim, m.say(Text::NoDispatch)));
    }
    sheet
}
