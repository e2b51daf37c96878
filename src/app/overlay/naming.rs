//! Who names whom how: the dispatch itself and everyone it quotes.

use super::Target;
use crate::app::App;
use crate::app::item::Item;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::{Actor, ActorId, Extraction, MentionForm, QuoteKind, Span};

/// A name, who uses it (`None`: the dispatch itself), and how often.
pub(super) type Name = (String, Option<ActorId>, usize);

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let mut sheet = Sheet::default();
    let Some(of) = app.subject(room) else {
        sheet.line(Line::of(Role::Dim, app.setup.messages.say(Text::Reading)));
        return sheet;
    };
    for (n, actor) in of.items.actors.iter().enumerate() {
        if !of.counts(Item::Actor(ActorId(n))) {
            continue;
        }
        let names = names(of.text, of.items, actor);
        let several = names.len() > 1 || names.iter().any(|(_, by, _)| by.is_some());
        if !several {
            continue;
        }
        sheet.gap();
        let item = Item::Actor(ActorId(n));
        let heading = width::cut(&actor.name, room);
        sheet.target(Target::Item(item), [Line::of(Role::of_actor(actor.kind), heading)]);
        for (name, by, count) in names {
            let by = by.map_or_else(|| of.messages.say(Text::Narrator), |id| of.actor(id));
            let left = format!("   {}", width::cut(&name, room / 2));
            let pad = " ".repeat((room / 2 + 5).saturating_sub(width::of(&left)));
            let by = width::cut(by, (room / 2).saturating_sub(8));
            let line = Line::of(Role::Plain, left).then(Role::Dim, format!("{pad}{by}"));
            sheet.line(line.right(Role::Dim, format!("×{count}")));
        }
    }
    if sheet.lines.is_empty() {
        sheet.prose(Role::Dim, of.messages.say(Text::NamingNone), room, 0);
    }
    sheet
}

/// What an actor is called in a dispatch, pronouns left out: the most frequent name first.
pub(super) fn names(text: &str, items: &Extraction, actor: &Actor) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for mention in actor.mentions.iter().filter(|m| m.form != MentionForm::Pronoun) {
        let name = mention.span.of(text);
        let by = voice(items, mention.span);
        match names.iter_mut().find(|(n, who, _)| n.to_lowercase() == name.to_lowercase() && *who == by) {
            Some((.., count)) => *count += 1,
            None => names.push((name.to_owned(), by, 1)),
        }
    }
    names.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    names
}

/// Whose words a stretch of the text is: those of the speaker of the direct quotation around it.
fn voice(items: &Extraction, span: Span) -> Option<ActorId> {
    let quote = items.quotes.iter().position(|q| q.kind == QuoteKind::Direct && q.span.contains(span))?;
    Item::Quote(crate::dispatch::QuoteId(quote)).speaker(items)
}
