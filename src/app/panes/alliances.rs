//! A relation in its pane: who, a sign, how, whom; the status where it is not simply so.

use super::Subject;
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;
use crate::dispatch::{Alliance, AllianceKind, AllianceStatus, Attribution, Basis};

/// The sign of a relation and whether it is for or against.
pub(crate) const fn sign(kind: AllianceKind) -> (&'static str, Role) {
    match kind {
        AllianceKind::Allied | AllianceKind::Backs => ("+", Role::Positive),
        AllianceKind::Opposes => ("−", Role::Negative),
        AllianceKind::MemberOf => ("⊂", Role::Relation),
    }
}

pub(super) fn lines(of: &Subject<'_>, relation: &Alliance) -> Vec<Line> {
    let (sign, role) = sign(relation.kind);
    let verb = of.messages.name("alliance-kind", relation.kind.as_str());
    let (a, b) = (of.actor(relation.a), of.actor(relation.b));
    let (a_role, b_role) = (of.actor_role(relation.a), of.actor_role(relation.b));
    let middle = format!("{sign} {verb} ");
    let names = of.width.saturating_sub(width::of(&middle) + 2);
    let mut lines = if width::of(a) + width::of(b) <= names {
        vec![
            Line::of(Role::Plain, " ")
                .then(a_role, a)
                .then(Role::Plain, " ")
                .then(role, middle)
                .then(b_role, b),
        ]
    } else {
        let room = of.width.saturating_sub(width::of(&middle) + 3);
        vec![
            Line::of(Role::Plain, " ").then(a_role, width::cut(a, of.width.saturating_sub(1))),
            Line::of(Role::Plain, "   ").then(role, middle).then(b_role, width::cut(b, room)),
        ]
    };
    let mut remarks = Vec::new();
    if relation.status != AllianceStatus::Current {
        remarks.push(of.messages.name("alliance-status", relation.status.as_str()).to_owned());
    }
    if relation.basis != Basis::Stated {
        remarks.push(of.messages.name("basis", relation.basis.as_str()).to_owned());
    }
    match relation.attribution {
        Some(Attribution::Actor(id)) => remarks.push(of.actor(id).to_owned()),
        Some(Attribution::Source(id)) => {
            remarks.extend(of.items.sources.get(id.0).map(|s| s.name.clone()));
        }
        None => {}
    }
    if !remarks.is_empty() {
        let below = width::cut(&remarks.join(" · "), of.width.saturating_sub(3));
        lines.push(Line::of(Role::Dim, format!("   {below}")));
    }
    lines
}
