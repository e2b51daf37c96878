//! What editors did about items that are no longer there: nothing of it is lost.

use super::{Target, history};
use crate::app::App;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    sheet.prose(Role::Dim, m.say(Text::OrphansHint), room, 0);
    let mut any = false;
    for (id, entry) in app.entries.iter().enumerate() {
        let Some(orphans) = entry.reviewed.as_deref().map(|o| &o.reviewed.orphans).filter(|o| !o.is_empty())
        else {
            continue;
        };
        any = true;
        sheet.gap();
        sheet.target(Target::Dispatch(id), [Line::of(Role::Title, entry.title())]);
        for orphan in orphans {
            sheet.line(Line::of(Role::Dim, format!("  {}  {}", history::when(orphan), orphan.editor)));
            sheet.prose(Role::Plain, &format!("  {}", app.deed_sentence(orphan)), room, 2);
        }
    }
    if !any {
        sheet.gap();
        sheet.line(Line::of(Role::Plain, m.say(Text::OrphansNone)));
    }
    sheet
}
