//! What styles, letters and signs mean.

use super::Target;
use crate::app::App;
use crate::app::item::Pane;
use crate::app::messages::Text;
use crate::app::panes::sign;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::dispatch::AllianceKind;
use crate::review::Decision;

/// The looks that stand in the text.
const SHOWN: &[Role] = &[
    Role::Person,
    Role::State,
    Role::Armed,
    Role::Organisation,
    Role::Quote,
    Role::Indirect,
    Role::Cue,
    Role::Trigger,
    Role::Relation,
    Role::Source,
    Role::Selected,
    Role::Evidence,
    Role::Hit,
];

pub(super) fn sheet(app: &App) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    for role in SHOWN {
        sheet.line(Line::of(*role, m.name("role", role.as_str())));
    }
    sheet.gap();
    sheet.line(Line::of(Role::Title, m.say(Text::LegendMargin)));
    for pane in Pane::ALL {
        let line = Line::of(Role::Dim, format!("{}  ", pane.letter()));
        sheet.line(line.then(Role::Plain, m.name("pane-item", pane.as_str())));
    }
    let line = Line::of(Role::Furniture, "│  ".to_owned());
    sheet.line(line.then(Role::Plain, m.say(Text::LegendParts)));
    sheet.gap();
    sheet.line(Line::of(Role::Title, m.name("pane", Pane::Alliances.as_str())));
    for kind in AllianceKind::ALL {
        let (sign, role) = sign(*kind);
        sheet.line(
            Line::of(role, format!("{sign}  ")).then(Role::Plain, m.name("alliance-kind", kind.as_str())),
        );
    }
    sheet.gap();
    sheet.line(Line::of(Role::Title, m.say(Text::LegendReview)));
    for (sign, decision) in [
        ("+", Decision::Accepted),
        ("x", Decision::Rejected),
        ("-", Decision::Skipped),
        ("!", Decision::Flagged),
    ] {
        let line = Line::of(Role::Key, format!("{sign}  "));
        sheet.line(line.then(Role::Plain, m.name("decision", decision.as_str())));
    }
    for (sign, text) in [("~", Text::LegendCorrected), ("*", Text::LegendNoted), ("#", Text::LegendConflict)]
    {
        sheet.line(Line::of(Role::Key, format!("{sign}  ")).then(Role::Plain, m.say(text)));
    }
    sheet
}
