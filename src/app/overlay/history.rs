//! What was done about an item or a dispatch: who, when, what, and from what it was before.

use super::Target;
use crate::app::App;
use crate::app::item::Item;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::review::{Act, Entry, Reviewed, standing, value};

/// When something was done, to the minute.
pub(super) fn when(entry: &Entry) -> String {
    entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ")
}

/// Everything about the selected item, the oldest first; about the dispatch where none is selected.
pub(super) fn sheet(app: &App, item: Option<Item>, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    if let Some((item, of)) = item.zip(app.subject(room)) {
        sheet.prose(Role::Headline, &of.label(item), room, 0);
        sheet.gap();
    }
    if let Some((entry, opinion)) = app.entry().and_then(|e| Some((e, e.reviewed.as_deref()?))) {
        let holds = standing(&opinion.entries);
        let about = opinion.entries.iter().zip(&opinion.reviewed.subjects).zip(holds).enumerate();
        for (n, ((done, subject), holds)) in about {
            if *subject != item
                || matches!(done.act, Act::Undo { .. })
                || (item.is_none() && done.anchor.is_some())
            {
                continue;
            }
            let before = || {
                let so_far = opinion.entries.get(..n).unwrap_or_default();
                Reviewed::new(&entry.dispatch, &opinion.raw, so_far)
            };
            let from = match (&done.act, &done.anchor) {
                (Act::Correct { field, .. }, Some(anchor)) => {
                    let before = before();
                    let was =
                        before.at(anchor).and_then(|i| value(&before.items, &entry.dispatch, i, *field));
                    was.map(|was| app.shown_value(Some(anchor.list), *field, &was))
                }
                (Act::Decide { .. }, anchor) => {
                    let before = before();
                    let was = match anchor {
                        Some(anchor) => before.at(anchor).map(|i| before.decision(i)),
                        None => Some(before.dispatch.decision()),
                    };
                    was.map(|was| m.name("decision", was.as_str()).to_owned())
                }
                _ => None,
            };
            let head = format!("{}  {}", when(done), done.editor);
            let line = Line::of(Role::Dim, head);
            sheet.line(if holds {
                line
            } else {
                line.then(Role::Removed, format!("  {}", m.say(Text::IsUndone)))
            });
            let role = if holds { Role::Plain } else { Role::Removed };
            sheet.prose(role, &format!("  {}", app.deed_sentence(done)), room, 2);
            if let Some(from) = from.filter(|f| !f.is_empty()) {
                sheet.prose(Role::Dim, &m.fill(Text::Before, &[("what", &from)]), room, 2);
            }
        }
    }
    if sheet
        .lines
        .iter()
        .all(|line| line.runs.is_empty() || line.runs.iter().all(|(r, _)| *r == Role::Headline))
    {
        sheet.line(Line::of(Role::Dim, m.say(Text::NothingDone)));
    }
    sheet
}

/// What editors think of an item today, for its explanation.
pub(super) fn summary(app: &App, item: Item, room: usize, sheet: &mut Sheet<Target>) {
    let m = &app.setup.messages;
    let Some(state) = app.state(item) else { return };
    sheet.gap();
    let conflict = state.is_conflict();
    sheet.line(Line::of(Role::Title, m.name("section", "review")));
    for decided in &state.decisions {
        let role = if conflict { Role::Warning } else { Role::Plain };
        let at = decided.at.get(..16).unwrap_or(&decided.at).replace('T', " ");
        let name = m.name("decision", decided.decision.as_str());
        sheet.line(Line::of(role, format!("{}: {name}", decided.editor)).then(Role::Dim, format!("  {at}")));
    }
    if conflict {
        sheet.prose(Role::Warning, m.say(Text::Conflict), room, 0);
    }
    for (field, value) in &state.corrections {
        let list = app.entry().and_then(|e| Some(e.reviewed.as_deref()?.reviewed.anchor(item)?.list));
        let shown = app.shown_value(list, *field, value);
        sheet.prose(Role::Plain, &format!("{} → {shown}", m.name("field", field.as_str())), room, 2);
    }
    for (editor, note) in &state.notes {
        sheet.prose(Role::Evidence, &format!("{editor}: {note}"), room, 2);
    }
}
