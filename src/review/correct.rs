//! Corrections, applied to an extraction.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Field;
use super::fold::Reviewed;
use crate::dispatch::{
    Actor, ActorId, ActorKind, AllianceId, AllianceKind, AllianceStatus, Attribution, Category, Country,
    Dispatch, EventDate, EventId, Extraction, Item, Mention, MentionForm, Modality, PlaceId, QuoteId,
    QuoteKind, SourceId, SourceKind, Span, Why,
};
use crate::record::CodePoints;

/// Applies the corrections of every item, then merges the actors that were merged. A value that means nothing (a kind
/// that there is none of, a place that the text does not name) leaves the item as it was: the state still shows it.
pub fn correct(reviewed: &mut Reviewed, dispatch: &Dispatch) {
    let text = Text { text: &dispatch.text, points: CodePoints::new(&dispatch.text) };
    let mut merged: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    let corrections: Vec<(Item, Field, String)> = reviewed
        .states
        .iter()
        .flat_map(|(item, state)| state.corrections.iter().map(|(f, v)| (*item, *f, v.clone())))
        .collect();
    for (item, field, value) in corrections {
        if let (Item::Actor(id), Field::Merge) = (item, field) {
            if let Some(into) = actor_by_name(&reviewed.items, &value).filter(|into| *into != id) {
                merged.insert(id, into);
            }
        } else {
            apply(&mut reviewed.items, item, field, &value, &text);
        }
    }
    let away: HashSet<ActorId> = merged.keys().copied().collect();
    for (from, into) in merged {
        // Two that are merged into each other would both vanish.
        if !away.contains(&into) {
            merge(&mut reviewed.items, from, into);
        }
    }
    let gone = |id: &ActorId| {
        away.contains(id) && reviewed.items.actors.get(id.0).is_some_and(|a| a.mentions.is_empty())
    };
    let gone: HashSet<ActorId> = (0..reviewed.items.actors.len()).map(ActorId).filter(gone).collect();
    if !gone.is_empty() {
        reviewed.retain(|item| !matches!(item, Item::Actor(id) if gone.contains(&id)));
    }
}

struct Text<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl Text<'_> {
    /// The span of `12..34`, in code points; `None` where that is no stretch of the text.
    fn span(&self, value: &str) -> Option<Span> {
        let (start, end) = value.split_once("..")?;
        let span = self.points.span([start.trim().parse().ok()?, end.trim().parse().ok()?]);
        (!span.of(self.text).is_empty()).then_some(span)
    }
}

fn apply(items: &mut Extraction, item: Item, field: Field, value: &str, text: &Text<'_>) {
    let some = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    match item {
        Item::Actor(id) => actor(items, id, field, value, text),
        Item::Alliance(AllianceId(i)) => {
            let side = matches!(field, Field::A | Field::B).then(|| named_actor(items, value));
            let Some(alliance) = items.alliances.get_mut(i) else { return };
            match (field, side) {
                (Field::Kind, _) => set(&mut alliance.kind, AllianceKind::from_name(value)),
                (Field::Status, _) => set(&mut alliance.status, AllianceStatus::from_name(value)),
                (Field::Span, _) => set(&mut alliance.evidence, text.span(value)),
                (Field::A, Some(id)) => alliance.a = id,
                (Field::B, Some(id)) => alliance.b = id,
                _ => {}
            }
        }
        Item::Event(EventId(i)) => {
            let parties = matches!(field, Field::Agents | Field::Targets).then(|| named_actors(items, value));
            let place = items.places.iter().position(|p| p.name == value).map(PlaceId);
            let Some(event) = items.events.get_mut(i) else { return };
            match (field, parties) {
                (Field::Kind, _) => set(&mut event.category, Category::from_name(value)),
                (Field::Modality, _) => set(&mut event.modality, Modality::from_name(value)),
                (Field::Span, _) => set(&mut event.trigger, text.span(value)),
                (Field::Agents, Some(ids)) => event.agents = ids,
                (Field::Targets, Some(ids)) => event.targets = ids,
                (Field::Place, _) if place.is_some() || value.is_empty() => event.place = place,
                (Field::Date, _) => {
                    let span = event.date.as_ref().map_or(event.trigger, |d| d.span);
                    event.date = some(value).map(|iso| EventDate { span, iso: Some(iso) });
                }
                _ => {}
            }
        }
        Item::Quote(QuoteId(i)) => {
            let speaker = (field == Field::Speaker && !value.is_empty()).then(|| named_actor(items, value));
            let source = items.sources.iter().position(|s| s.name == value).map(SourceId);
            let Some(quote) = items.quotes.get_mut(i) else { return };
            match field {
                Field::Kind => set(&mut quote.kind, QuoteKind::from_name(value)),
                Field::Span => set(&mut quote.span, text.span(value)),
                Field::Speaker => quote.speaker = speaker,
                Field::Source if source.is_some() || value.is_empty() => quote.source = source,
                _ => {}
            }
        }
        Item::Source(SourceId(i)) => {
            let Some(source) = items.sources.get_mut(i) else { return };
            match field {
                Field::Kind => set(&mut source.kind, SourceKind::from_name(value)),
                Field::Name => set(&mut source.name, some(value)),
                _ => {}
            }
        }
        Item::Place(PlaceId(i)) => {
            let Some(place) = items.places.get_mut(i) else { return };
            match field {
                Field::Name => set(&mut place.name, some(value)),
                Field::Country => place.country = Country::from_code(value),
                _ => {}
            }
        }
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn actor(items: &mut Extraction, ActorId(i): ActorId, field: Field, value: &str, text: &Text<'_>) {
    let Some(actor) = items.actors.get_mut(i) else { return };
    match field {
        Field::Kind => set(&mut actor.kind, ActorKind::from_name(value)),
        Field::Country => actor.country = Country::from_code(value),
        Field::Name if !value.is_empty() && actor.name != value => {
            let before = std::mem::replace(&mut actor.name, value.to_owned());
            actor.aliases.retain(|alias| alias != value);
            actor.aliases.insert(0, before);
        }
        Field::Split => {
            let Some(at) = text.span(value).and_then(|s| actor.mentions.iter().position(|m| m.span == s))
            else {
                return;
            };
            if actor.mentions.len() > 1 {
                let mention = actor.mentions.remove(at);
                let name = mention.span.of(text.text).to_owned();
                let part = Actor {
                    name,
                    aliases: Vec::new(),
                    roles: Vec::new(),
                    mentions: vec![mention],
                    ..actor.clone()
                };
                items.actors.push(part);
            }
        }
        _ => {}
    }
}

/// The actor of that name or alias.
fn actor_by_name(items: &Extraction, name: &str) -> Option<ActorId> {
    let by = |test: &dyn Fn(&Actor) -> bool| items.actors.iter().position(test).map(ActorId);
    by(&|a| a.name == name).or_else(|| by(&|a| a.aliases.iter().any(|alias| alias == name)))
}

/// The actor of that name, a new one where there is none.
fn named_actor(items: &mut Extraction, name: &str) -> ActorId {
    actor_by_name(items, name).unwrap_or_else(|| {
        items.actors.push(Actor {
            name: name.to_owned(),
            kind: ActorKind::Person,
            country: None,
            roles: Vec::new(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            why: Why::new("review/added", 1.0),
        });
        ActorId(items.actors.len() - 1)
    })
}

/// Those of several names, separated by `;`.
fn named_actors(items: &mut Extraction, names: &str) -> Vec<ActorId> {
    let names = names.split(';').map(str::trim).filter(|name| !name.is_empty());
    let mut ids = Vec::new();
    for name in names {
        let id = named_actor(items, name);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Makes one actor of two: names, roles and mentions go over, and all that hung on the first hangs on the second.
fn merge(items: &mut Extraction, from: ActorId, into: ActorId) {
    let Some(gone) = items.actors.get_mut(from.0) else { return };
    let mentions = std::mem::take(&mut gone.mentions);
    let (name, aliases, roles) = (gone.name.clone(), gone.aliases.clone(), gone.roles.clone());
    let Some(actor) = items.actors.get_mut(into.0) else { return };
    for alias in std::iter::once(name).chain(aliases) {
        if alias != actor.name && !actor.aliases.contains(&alias) {
            actor.aliases.push(alias);
        }
    }
    let new_roles: Vec<String> = roles.into_iter().filter(|r| !actor.roles.contains(r)).collect();
    actor.roles.extend(new_roles);
    actor.mentions.extend(mentions);
    actor.mentions.sort_by_key(|m: &Mention| (m.span, m.form != MentionForm::Name));
    for_each_actor(items, &mut |id| {
        if *id == from {
            *id = into;
        }
    });
    for event in &mut items.events {
        for parties in [&mut event.agents, &mut event.targets] {
            let mut seen = HashSet::new();
            parties.retain(|id| seen.insert(*id));
        }
    }
}

/// Calls `f` on every actor that another item names.
fn for_each_actor(items: &mut Extraction, f: &mut impl FnMut(&mut ActorId)) {
    for alliance in &mut items.alliances {
        f(&mut alliance.a);
        f(&mut alliance.b);
        if let Some(Attribution::Actor(id)) = &mut alliance.attribution {
            f(id);
        }
    }
    for event in &mut items.events {
        event.agents.iter_mut().chain(&mut event.targets).for_each(&mut *f);
        if let Some(Attribution::Actor(id)) = &mut event.attribution {
            f(id);
        }
    }
    items.quotes.iter_mut().filter_map(|q| q.speaker.as_mut()).for_each(&mut *f);
    items.sources.iter_mut().filter_map(|s| s.actor.as_mut()).for_each(&mut *f);
}

/// Drops what `keep` does not hold to and numbers the rest anew; says where every item that stays has gone. Actors,
/// sources and places that an item that stays names stay as well.
pub fn retain(items: &mut Extraction, keep: impl Fn(Item) -> bool) -> HashMap<Item, Item> {
    let mut moved = HashMap::new();
    sift(&mut items.alliances, |i| Item::Alliance(AllianceId(i)), &keep, &mut moved);
    sift(&mut items.events, |i| Item::Event(EventId(i)), &keep, &mut moved);
    sift(&mut items.quotes, |i| Item::Quote(QuoteId(i)), &keep, &mut moved);
    let mut named: HashSet<Item> = HashSet::new();
    for event in &items.events {
        named.extend(event.place.map(Item::Place));
    }
    named.extend(items.quotes.iter().filter_map(|q| q.source).map(Item::Source));
    let attributions =
        items.events.iter().map(|e| e.attribution).chain(items.alliances.iter().map(|r| r.attribution));
    named.extend(attributions.filter_map(|a| match a {
        Some(Attribution::Source(id)) => Some(Item::Source(id)),
        _ => None,
    }));
    let needed = |item: Item| keep(item) || named.contains(&item);
    sift(&mut items.sources, |i| Item::Source(SourceId(i)), &needed, &mut moved);
    sift(&mut items.places, |i| Item::Place(PlaceId(i)), &needed, &mut moved);
    let mut actors = HashSet::new();
    for_each_actor(items, &mut |id| {
        actors.insert(*id);
    });
    let needed = |item: Item| keep(item) || matches!(item, Item::Actor(id) if actors.contains(&id));
    sift(&mut items.actors, |i| Item::Actor(ActorId(i)), &needed, &mut moved);
    rename(items, &moved);
    moved
}

fn sift<T>(
    list: &mut Vec<T>,
    item: impl Fn(usize) -> Item,
    keep: &impl Fn(Item) -> bool,
    moved: &mut HashMap<Item, Item>,
) {
    let (mut old, mut new) = (0, 0);
    list.retain(|_| {
        let stays = keep(item(old));
        if stays {
            moved.insert(item(old), item(new));
            new += 1;
        }
        old += 1;
        stays
    });
}

/// Follows what `moved` says in every reference; one to what is gone is dropped.
fn rename(items: &mut Extraction, moved: &HashMap<Item, Item>) {
    let source = |id: SourceId| match moved.get(&Item::Source(id)) {
        Some(Item::Source(id)) => Some(*id),
        _ => None,
    };
    let place = |id: PlaceId| match moved.get(&Item::Place(id)) {
        Some(Item::Place(id)) => Some(*id),
        _ => None,
    };
    let quote = |id: QuoteId| match moved.get(&Item::Quote(id)) {
        Some(Item::Quote(id)) => Some(*id),
        _ => None,
    };
    let attribution = |a: Attribution| match a {
        Attribution::Source(id) => source(id).map(Attribution::Source),
        Attribution::Actor(_) => Some(a),
    };
    for_each_actor(items, &mut |id| {
        if let Some(Item::Actor(new)) = moved.get(&Item::Actor(*id)) {
            *id = *new;
        }
    });
    for alliance in &mut items.alliances {
        alliance.attribution = alliance.attribution.and_then(attribution);
    }
    for event in &mut items.events {
        event.attribution = event.attribution.and_then(attribution);
        event.place = event.place.and_then(place);
    }
    for q in &mut items.quotes {
        q.source = q.source.and_then(source);
        q.part_of = q.part_of.and_then(quote);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::fold::tests::{dispatch, entry, person, quotes};
    use crate::review::{Act, Entry};

    const TEXT: &str = "« Non », dit Orlan. « Oui », dit Veska. Orlane part.";

    fn extraction() -> Extraction {
        let mut items = quotes(TEXT, &["Non", "Oui"]);
        items.actors = vec![person(TEXT, "Orlan"), person(TEXT, "Veska"), person(TEXT, "Orlane")];
        items.quotes[0].speaker = Some(ActorId(0));
        items.quotes[1].speaker = Some(ActorId(1));
        items
    }

    fn corrected(item: Item, field: Field, value: &str) -> Reviewed {
        let (dispatch, items) = (dispatch(TEXT), extraction());
        let at = Reviewed::new(&dispatch, &items, &[]).anchor(item).unwrap().clone();
        let entries: Vec<Entry> =
            vec![entry(1, "ana", Some(&at), Act::Correct { field, value: value.to_owned() })];
        Reviewed::new(&dispatch, &items, &entries)
    }

    #[test]
    fn a_speaker_is_picked_from_the_actors_or_typed_new() {
        let quote = Item::Quote(QuoteId(0));
        assert_eq!(corrected(quote, Field::Speaker, "Veska").items.quotes[0].speaker, Some(ActorId(1)));
        let new = corrected(quote, Field::Speaker, "Tolm");
        assert_eq!(new.items.quotes[0].speaker, Some(ActorId(3)));
        assert_eq!(new.items.actors[3].name, "Tolm");
        assert_eq!(corrected(quote, Field::Speaker, "").items.quotes[0].speaker, None);
    }

    #[test]
    fn a_span_grows_by_code_points() {
        let after = corrected(Item::Quote(QuoteId(0)), Field::Span, "0..7");
        assert_eq!(after.items.quotes[0].span.of(TEXT), "« Non »");
        let wrong = corrected(Item::Quote(QuoteId(0)), Field::Span, "700..800");
        assert_eq!(wrong.items.quotes[0].span.of(TEXT), "Non");
    }

    #[test]
    fn merged_actors_are_one_and_what_hung_on_the_first_hangs_on_the_second() {
        let after = corrected(Item::Actor(ActorId(0)), Field::Merge, "Orlane");
        let names: Vec<&str> = after.items.actors.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["Veska", "Orlane"]);
        assert_eq!(after.items.quotes[0].speaker, Some(ActorId(1)));
        assert_eq!(after.items.quotes[1].speaker, Some(ActorId(0)));
        assert_eq!(after.items.actors[1].aliases, ["Orlan"]);
        assert_eq!(after.items.actors[1].mentions.len(), 2);
    }

    #[test]
    fn a_renamed_actor_keeps_its_old_name_as_an_alias() {
        let after = corrected(Item::Actor(ActorId(1)), Field::Name, "Ida Veska");
        assert_eq!(
            (after.items.actors[1].name.as_str(), &after.items.actors[1].aliases[..]),
            ("Ida Veska", &["Veska".to_owned()][..])
        );
    }

    #[test]
    fn a_kind_that_there_is_none_of_changes_nothing() {
        let after = corrected(Item::Actor(ActorId(1)), Field::Kind, "dragon");
        assert_eq!(after.items.actors[1].kind, ActorKind::Person);
        assert_eq!(
            corrected(Item::Actor(ActorId(1)), Field::Kind, "military").items.actors[1].kind,
            ActorKind::Military
        );
    }

    #[test]
    fn who_speaks_in_what_stays_stays() {
        let mut items = extraction();
        let moved = retain(&mut items, |item| item == Item::Quote(QuoteId(1)));
        assert_eq!((items.quotes.len(), items.actors.len()), (1, 1));
        assert_eq!(items.quotes[0].speaker, Some(ActorId(0)));
        assert_eq!(moved[&Item::Actor(ActorId(1))], Item::Actor(ActorId(0)));
    }
}
