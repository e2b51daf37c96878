//! What is still open over all dispatches: what is marked to be verified, and where editors differ.

use super::Target;
use crate::app::App;
use crate::app::deciding::sign;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::review::{Decision, State};

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    for (id, entry) in app.entries.iter().enumerate() {
        let Some((opinion, of)) = entry.reviewed.as_deref().zip(entry.subject(m, room)) else { continue };
        let is_open = |state: &State| state.is_conflict() || state.decision() == Decision::Flagged;
        let whole = Some(&opinion.reviewed.dispatch).filter(|s| is_open(s));
        let open: Vec<_> = opinion.reviewed.states.iter().filter(|(_, state)| is_open(state)).collect();
        if whole.is_none() && open.is_empty() {
            continue;
        }
        sheet.gap();
        let mark = whole.map_or("", sign);
        sheet.target(
            Target::Dispatch(id),
            [Line::of(Role::Warning, format!("{mark:1} "))
                .then(Role::Title, width::cut(entry.title(), room.saturating_sub(2)))],
        );
        for (editor, note) in whole.iter().flat_map(|s| &s.notes) {
            sheet.prose(Role::Evidence, &format!("    {editor}: {note}"), room, 4);
        }
        for (item, state) in open {
            let who: Vec<String> = state
                .decisions
                .iter()
                .map(|d| format!("{}: {}", d.editor, m.name("decision", d.decision.as_str())))
                .collect();
            let who = who.join(", ");
            let letter = item.pane().map_or('p', crate::app::item::Pane::letter);
            let label = width::cut(&of.label(*item), room.saturating_sub(width::of(&who) + 8));
            let line = Line::of(Role::Warning, format!("  {} ", sign(state)))
                .then(Role::Dim, format!("{letter} "))
                .then(Role::Plain, label)
                .right(Role::Dim, who);
            sheet.target(Target::In(id, *item), [line]);
            for (editor, note) in &state.notes {
                sheet.prose(Role::Evidence, &format!("    {editor}: {note}"), room, 4);
            }
        }
    }
    if sheet.lines.is_empty() {
        sheet.line(Line::of(Role::Dim, m.say(Text::PointsNone)));
    }
    sheet
}
