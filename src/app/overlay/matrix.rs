//! Relations as a signed matrix: who stands how to whom.

use super::Target;
use crate::app::App;
use crate::app::item::{Item, Pane};
use crate::app::messages::Text;
use crate::app::panes::{Subject, sign};
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::{ActorId, AllianceStatus};

/// Cells of a column.
const COLUMN: usize = 3;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let mut sheet = Sheet::default();
    let Some(of) = app.subject(room).filter(|of| of.alliances().next().is_some()) else {
        sheet.prose(Role::Dim, app.setup.messages.say(Text::AlliancesNone), room, 0);
        return sheet;
    };
    let actors = parties(&of);
    let longest = actors.iter().map(|a| width::of(of.actor(*a))).max().unwrap_or_default();
    let columns = actors.len() * COLUMN;
    let names = (longest + 4).min(room.saturating_sub(columns).max(12));
    let numbers = (1..=actors.len()).map(|n| (Role::Dim, format!("{n:>COLUMN$}")));
    let mut head = Line::of(Role::Dim, " ".repeat(names));
    head.runs.extend(numbers);
    sheet.line(head);
    for (row, &a) in actors.iter().enumerate() {
        let label = width::cut(&format!("{:>2} {}", row + 1, of.actor(a)), names - 1);
        let pad = " ".repeat(names.saturating_sub(width::of(&label)));
        let mut line = Line::of(of.actor_role(a), label).then(Role::Plain, pad);
        for &b in &actors {
            let (text, role) = cell(&of, a, b);
            line = line.then(role, format!("{text:>COLUMN$}"));
        }
        sheet.target(Target::Item(Item::Actor(a)), [line]);
    }
    sheet.gap();
    sheet.prose(Role::Dim, of.messages.say(Text::MatrixHint), room, 0);
    sheet.gap();
    for (n, relation) in of.alliances() {
        let item = Pane::Alliances.item(n);
        let (sign, role) = sign(relation.kind);
        let label = width::cut(&of.label(item), room.saturating_sub(2));
        sheet.target(Target::Item(item), [Line::of(role, format!("{sign} ")).then(Role::Plain, label)]);
    }
    sheet
}

/// Everyone who stands in a relation, in the order of the text.
pub(crate) fn parties(of: &Subject<'_>) -> Vec<ActorId> {
    let mut actors: Vec<ActorId> = of.alliances().flat_map(|(_, r)| [r.a, r.b]).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// The sign of `a`'s relation to `b`; in brackets what does not simply hold.
fn cell(of: &Subject<'_>, a: ActorId, b: ActorId) -> (String, Role) {
    use crate::dispatch::AllianceKind::{Allied, Backs, MemberOf, Opposes};
    let found = of.alliances().map(|(_, r)| r).find(|r| match r.kind {
        Allied | Opposes => (r.a, r.b) == (a, b) || (r.a, r.b) == (b, a),
        Backs | MemberOf => (r.a, r.b) == (a, b),
    });
    match found {
        Some(relation) => {
            let (sign, role) = sign(relation.kind);
            let holds = relation.status == AllianceStatus::Current;
            (if holds { sign.to_owned() } else { format!("({sign})") }, role)
        }
        None if a == b => ("·".to_owned(), Role::Dim),
        None => (String::new(), Role::Plain),
    }
}
