//! Events by day, those without a date last.

use super::Target;
use crate::app::App;
use crate::app::item::Pane;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::{Event, Modality};

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let mut sheet = Sheet::default();
    let Some(of) = app.subject(room).filter(|of| of.events().next().is_some()) else {
        sheet.prose(Role::Dim, app.setup.messages.say(Text::EventsNone), room, 0);
        return sheet;
    };
    let mut events: Vec<(usize, &Event)> = of.events().collect();
    events.sort_by_key(|(n, e)| (day(e).is_none(), day(e), *n));
    let mut shown: Option<Option<&str>> = None;
    for (n, event) in events {
        let day = day(event);
        if shown != Some(day) {
            sheet.gap();
            let heading =
                day.map_or_else(|| of.messages.say(Text::NoDate).to_owned(), |d| of.messages.date(d, false));
            sheet.line(Line::of(Role::Title, heading));
            shown = Some(day);
        }
        let item = Pane::Events.item(n);
        let modality = match event.modality {
            Modality::Asserted => String::new(),
            other => format!(" {}", of.messages.name("modality", other.as_str())),
        };
        let label = of.label(item);
        let left = room.saturating_sub(width::of(&label) + width::of(&modality) + 5);
        let parties = width::cut(&of.parties(event), left);
        let line =
            Line::of(Role::Rule, "● ").then(Role::Trigger, label).then(Role::Plain, format!("  {parties}"));
        sheet.target(Target::Item(item), [line.right(Role::Dim, modality)]);
        if let Some(toll) = event.toll.as_ref().map(|t| crate::app::panes::toll(of.messages, t))
            && let Some(last) = sheet.targets.len().checked_sub(1)
        {
            sheet.lines.push(Line { target: Some(last), ..Line::of(Role::Warning, format!("    {toll}")) });
        }
    }
    sheet
}

fn day(event: &Event) -> Option<&str> {
    event.date.as_ref()?.iso.as_deref()
}
