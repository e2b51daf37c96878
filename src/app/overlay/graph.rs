//! The key to the graph of relations: its numbers, and the relations one can go to.

use super::{Target, parties};
use crate::app::App;
use crate::app::item::{Item, Pane};
use crate::app::messages::Text;
use crate::app::panes::sign;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let mut sheet = Sheet::default();
    let Some(of) = app.subject(room).filter(|of| of.alliances().next().is_some()) else {
        sheet.prose(Role::Dim, app.setup.messages.say(Text::AlliancesNone), room, 0);
        return sheet;
    };
    for (n, relation) in of.alliances() {
        let item = Pane::Alliances.item(n);
        let (sign, role) = sign(relation.kind);
        let label = width::cut(&of.label(item), room.saturating_sub(2));
        sheet.target(Target::Item(item), [Line::of(role, format!("{sign} ")).then(Role::Plain, label)]);
    }
    sheet.gap();
    for (n, id) in parties(&of).into_iter().enumerate() {
        let line = Line::of(Role::Dim, format!("{:>2} ", n + 1)).then(of.actor_role(id), of.actor(id));
        sheet.target(Target::Item(Item::Actor(id)), [line]);
    }
    sheet
}
