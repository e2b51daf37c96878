//! Corrections, applied to an extraction.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Field;
use super::fold::Reviewed;
use crate::dispatch::{
    Actor, ActorId, ActorKind, AllianceId, AllianceKind, AllianceStatus, Attribution, Category, Country,
    Dispatch, EventDate, EventId, Extraction, Item, Mention, MentionForm, Modality, PlaceId, QuoteId,
    QuoteKind, Source, SourceId, SourceKind, Span, Why,
};
use crate::record::CodePoints;

/// Applies the corrections of every item, then merges the actors that were merged; splits were made before, by
/// [`split`]. A value that means nothing (a kind that there is none of, a place that the text does not name) leaves the
/// item as it was: the state still shows it.
pub fn correct(reviewed: &mut Reviewed, dispatch: &Dispatch) {
    let text = Text::new(dispatch);
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
    for from in merged.keys() {
        // Who is merged into one that is merged itself follows it; in a circle all stay, for else all would vanish.
        if let Some(into) = last_of(&merged, *from) {
            merge(&mut reviewed.items, *from, into);
        }
    }
    let away: HashSet<ActorId> = merged.into_keys().collect();
    let gone = |id: &ActorId| {
        away.contains(id) && reviewed.items.actors.get(id.0).is_some_and(|a| a.mentions.is_empty())
    };
    let gone: HashSet<ActorId> = (0..reviewed.items.actors.len()).map(ActorId).filter(gone).collect();
    if !gone.is_empty() {
        reviewed.retain(|item| !matches!(item, Item::Actor(id) if gone.contains(&id)));
    }
}

/// Where a chain of mergers that begins at `from` ends; `None` where it is a circle.
fn last_of(merged: &BTreeMap<ActorId, ActorId>, from: ActorId) -> Option<ActorId> {
    let chain = std::iter::successors(Some(from), |id| merged.get(id).copied());
    chain.take(merged.len() + 1).last().filter(|last| !merged.contains_key(last))
}

struct Text<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl<'a> Text<'a> {
    fn new(dispatch: &'a Dispatch) -> Self {
        Self { text: &dispatch.text, points: CodePoints::new(&dispatch.text) }
    }

    /// `12..34`, in code points.
    fn shown(&self, span: Span) -> String {
        let [start, end] = self.points.of(span);
        format!("{start}..{end}")
    }

    /// The two spans of `12..34>12..40`: where it stood, and where it is to stand.
    fn moved(&self, value: &str) -> Option<(Span, Span)> {
        let (from, to) = value.split_once('>')?;
        Some((self.span(from)?, self.span(to)?))
    }

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
            let word = attribution(items, field, value);
            let Some(alliance) = items.alliances.get_mut(i) else { return };
            match (field, side) {
                (Field::Kind, _) => set(&mut alliance.kind, AllianceKind::from_name(value)),
                (Field::Status, _) => set(&mut alliance.status, AllianceStatus::from_name(value)),
                (Field::Span, _) => set(&mut alliance.evidence, text.span(value)),
                (Field::A, Some(id)) => alliance.a = id,
                (Field::B, Some(id)) => alliance.b = id,
                (Field::Speaker | Field::Source, _) => alliance.attribution = word,
                _ => {}
            }
        }
        Item::Event(EventId(i)) => {
            let parties = matches!(field, Field::Agents | Field::Targets).then(|| named_actors(items, value));
            let place = items.places.iter().position(|p| p.name == value).map(PlaceId);
            let word = attribution(items, field, value);
            let Some(event) = items.events.get_mut(i) else { return };
            match (field, parties) {
                (Field::Kind, _) => set(&mut event.category, Category::from_name(value)),
                (Field::Modality, _) => set(&mut event.modality, Modality::from_name(value)),
                (Field::Span, _) => set(&mut event.trigger, text.span(value)),
                (Field::Agents, Some(ids)) => event.agents = ids,
                (Field::Targets, Some(ids)) => event.targets = ids,
                (Field::Speaker | Field::Source, _) => event.attribution = word,
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
            let source = (field == Field::Source && !value.is_empty()).then(|| named_source(items, value));
            let Some(quote) = items.quotes.get_mut(i) else { return };
            match field {
                Field::Kind => set(&mut quote.kind, QuoteKind::from_name(value)),
                Field::Span => set(&mut quote.span, text.span(value)),
                Field::Speaker => quote.speaker = speaker,
                Field::Source => quote.source = source,
                _ => {}
            }
        }
        Item::Source(SourceId(i)) => {
            let behind = (field == Field::Speaker && !value.is_empty()).then(|| named_actor(items, value));
            let Some(source) = items.sources.get_mut(i) else { return };
            match field {
                Field::Speaker => source.actor = behind,
                Field::Span => replace(source.mentions.iter_mut(), text.moved(value)),
                Field::Kind => set(&mut source.kind, SourceKind::from_name(value)),
                Field::Name => set(&mut source.name, some(value)),
                _ => {}
            }
        }
        Item::Place(PlaceId(i)) => {
            let Some(place) = items.places.get_mut(i) else { return };
            match field {
                Field::Span => replace(place.mentions.iter_mut(), text.moved(value)),
                Field::Name => set(&mut place.name, some(value)),
                Field::Country => place.country = Country::from_code(value),
                _ => {}
            }
        }
    }
}

/// Moves the one of `spans` that a correction means.
fn replace<'a>(mut spans: impl Iterator<Item = &'a mut Span>, moved: Option<(Span, Span)>) {
    if let Some((from, to)) = moved
        && let Some(span) = spans.find(|span| **span == from)
    {
        *span = to;
    }
}

/// On whose word something stands after a correction: an actor's for the speaker, else that of a source or, where an
/// actor has that name and no source has, the actor's.
fn attribution(items: &mut Extraction, field: Field, value: &str) -> Option<Attribution> {
    match field {
        _ if value.is_empty() => None,
        Field::Speaker => Some(Attribution::Actor(named_actor(items, value))),
        Field::Source => {
            let source = items.sources.iter().any(|s| s.name == value);
            let actor = actor_by_name(items, value).filter(|_| !source).map(Attribution::Actor);
            actor.or_else(|| Some(Attribution::Source(named_source(items, value))))
        }
        _ => None,
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
        Field::Span => replace(actor.mentions.iter_mut().map(|m| &mut m.span), text.moved(value)),
        _ => {}
    }
}

/// Makes an actor of its own of those of its mentions that `value` names (`12..34;56..78`), as long as some are left. What
/// hung on the actor by one of them goes along. The new actor is the last one.
pub fn split(items: &mut Extraction, dispatch: &Dispatch, id: ActorId, value: &str) {
    let text = Text::new(dispatch);
    let Some(actor) = items.actors.get(id.0) else { return };
    let all: Vec<Span> = actor.mentions.iter().map(|m| m.span).collect();
    let away: Vec<Span> =
        value.split(';').filter_map(|part| text.span(part)).filter(|span| all.contains(span)).collect();
    if away.is_empty() || away.len() >= all.len() {
        return;
    }
    // What names the actor does so by the mention next to it.
    let goes = |at: Span| {
        let nearest = all.iter().min_by_key(|m| m.start.abs_diff(at.start));
        nearest.is_some_and(|m| away.contains(m))
    };
    let new = ActorId(items.actors.len());
    let mut part = actor.clone();
    part.mentions.retain(|m| away.contains(&m.span));
    part.name = away.first().map_or_else(String::new, |span| span.of(text.text).to_owned());
    (part.aliases, part.roles) = (Vec::new(), Vec::new());
    if let Some(actor) = items.actors.get_mut(id.0) {
        actor.mentions.retain(|m| !away.contains(&m.span));
    }
    items.actors.push(part);
    let turn = |named: &mut ActorId, at: Span| {
        if *named == id && goes(at) {
            *named = new;
        }
    };
    for alliance in &mut items.alliances {
        let at = alliance.evidence;
        turn(&mut alliance.a, at);
        turn(&mut alliance.b, at);
        if let Some(Attribution::Actor(named)) = &mut alliance.attribution {
            turn(named, at);
        }
    }
    for event in &mut items.events {
        let at = event.trigger;
        event.agents.iter_mut().chain(&mut event.targets).for_each(|named| turn(named, at));
        if let Some(Attribution::Actor(named)) = &mut event.attribution {
            turn(named, at);
        }
    }
    for quote in &mut items.quotes {
        let at = quote.cue.unwrap_or(quote.span);
        quote.speaker.iter_mut().for_each(|named| turn(named, at));
    }
    for source in &mut items.sources {
        let at = source.mentions.first().copied().unwrap_or_default();
        source.actor.iter_mut().for_each(|named| turn(named, at));
    }
}

/// What a property of an item is now, as a correction would write it; `None` where the item has no such property.
#[must_use]
pub fn value(items: &Extraction, dispatch: &Dispatch, item: Item, field: Field) -> Option<String> {
    let text = Text::new(dispatch);
    let actor = |id: ActorId| items.actors.get(id.0).map_or_else(String::new, |a| a.name.clone());
    let source = |id: SourceId| items.sources.get(id.0).map_or_else(String::new, |s| s.name.clone());
    let actors = |ids: &[ActorId]| ids.iter().map(|id| actor(*id)).collect::<Vec<_>>().join("; ");
    let word = |by: Option<Attribution>| match by {
        Some(Attribution::Actor(id)) => actor(id),
        Some(Attribution::Source(id)) => source(id),
        None => String::new(),
    };
    let country = |code: Option<Country>| code.map_or_else(String::new, |c| c.to_string());
    let spans = |spans: &[Span]| spans.iter().map(|s| text.shown(*s)).collect::<Vec<_>>().join(";");
    Some(match (item, field) {
        (Item::Actor(id), field) => {
            let it = items.actors.get(id.0)?;
            match field {
                Field::Name => it.name.clone(),
                Field::Kind => it.kind.to_string(),
                Field::Country => country(it.country),
                Field::Span | Field::Split => spans(&it.mentions.iter().map(|m| m.span).collect::<Vec<_>>()),
                Field::Merge => String::new(),
                _ => return None,
            }
        }
        (Item::Alliance(AllianceId(i)), field) => {
            let it = items.alliances.get(i)?;
            match field {
                Field::Kind => it.kind.to_string(),
                Field::Status => it.status.to_string(),
                Field::Span => text.shown(it.evidence),
                Field::A => actor(it.a),
                Field::B => actor(it.b),
                Field::Source => word(it.attribution),
                _ => return None,
            }
        }
        (Item::Event(EventId(i)), field) => {
            let it = items.events.get(i)?;
            match field {
                Field::Kind => it.category.to_string(),
                Field::Modality => it.modality.to_string(),
                Field::Span => text.shown(it.trigger),
                Field::Agents => actors(&it.agents),
                Field::Targets => actors(&it.targets),
                Field::Place => {
                    it.place.and_then(|p| items.places.get(p.0)).map_or_else(String::new, |p| p.name.clone())
                }
                Field::Date => it.date.as_ref().and_then(|d| d.iso.clone()).unwrap_or_default(),
                Field::Source => word(it.attribution),
                _ => return None,
            }
        }
        (Item::Quote(QuoteId(i)), field) => {
            let it = items.quotes.get(i)?;
            match field {
                Field::Kind => it.kind.to_string(),
                Field::Span => text.shown(it.span),
                Field::Speaker => it.speaker.map_or_else(String::new, actor),
                Field::Source => it.source.map_or_else(String::new, source),
                _ => return None,
            }
        }
        (Item::Source(SourceId(i)), field) => {
            let it = items.sources.get(i)?;
            match field {
                Field::Kind => it.kind.to_string(),
                Field::Name => it.name.clone(),
                Field::Speaker => it.actor.map_or_else(String::new, actor),
                Field::Span => spans(&it.mentions),
                _ => return None,
            }
        }
        (Item::Place(PlaceId(i)), field) => {
            let it = items.places.get(i)?;
            match field {
                Field::Name => it.name.clone(),
                Field::Country => country(it.country),
                Field::Span => spans(&it.mentions),
                _ => return None,
            }
        }
    })
}

/// The actor of that name or alias.
fn actor_by_name(items: &Extraction, name: &str) -> Option<ActorId> {
    let by = |test: &dyn Fn(&Actor) -> bool| items.actors.iter().position(test).map(ActorId);
    by(&|a| a.name == name).or_else(|| by(&|a| a.aliases.iter().any(|alias| alias == name)))
}

/// The source of that name, a new one where there is none.
fn named_source(items: &mut Extraction, name: &str) -> SourceId {
    let found = items.sources.iter().position(|s| s.name == name);
    SourceId(found.unwrap_or_else(|| {
        items.sources.push(Source {
            kind: SourceKind::Statement,
            name: name.to_owned(),
            actor: None,
            mentions: Vec::new(),
            why: Why::new("review/added", 1.0),
        });
        items.sources.len() - 1
    }))
}

/// The actor of that name, a new one where there is none.
pub(super) fn named_actor(items: &mut Extraction, name: &str) -> ActorId {
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
    fn a_part_of_an_actor_takes_along_what_hung_on_it_and_can_be_corrected_itself() {
        let dispatch = dispatch(TEXT);
        let mut items = extraction();
        // The program took Veska for Orlan.
        let taken = items.actors.remove(1);
        items.actors[0].mentions.extend(taken.mentions);
        items.quotes[1].speaker = Some(ActorId(0));
        let said = TEXT.rfind("dit").unwrap();
        items.quotes[1].cue = Some(Span::new(said, said + 3));
        let split = |value: &str| Act::Correct { field: Field::Split, value: value.to_owned() };
        let bare = Reviewed::new(&dispatch, &items, &[]);
        let at = bare.anchor(Item::Actor(ActorId(0))).unwrap().clone();
        let mut entries = vec![entry(1, "ana", Some(&at), split("33..38"))];
        let after = Reviewed::new(&dispatch, &items, &entries);
        assert_eq!(after.items.actors[2].name, "Veska");
        assert_eq!(after.items.quotes[0].speaker, Some(ActorId(0)));
        assert_eq!(after.items.quotes[1].speaker, Some(ActorId(2)));
        let part = after.anchor(Item::Actor(ActorId(2))).unwrap().clone();
        let name = Act::Correct { field: Field::Name, value: "Ida Veska".to_owned() };
        entries.push(entry(2, "ana", Some(&part), name));
        let named = Reviewed::new(&dispatch, &items, &entries);
        assert_eq!(named.items.actors[2].name, "Ida Veska");
        assert_eq!(named.items.actors[0].name, "Orlan");
        // All mentions cannot go.
        let all = [entry(1, "ana", Some(&at), split("13..18;33..38"))];
        assert_eq!(Reviewed::new(&dispatch, &items, &all).items.actors.len(), 2);
    }

    #[test]
    fn mergers_follow_each_other_and_a_circle_changes_nothing() {
        let (dispatch, items) = (dispatch(TEXT), extraction());
        let bare = Reviewed::new(&dispatch, &items, &[]);
        let merge = |n: usize, from: usize, into: &str| {
            let at = bare.anchor(Item::Actor(ActorId(from))).unwrap();
            entry(n, "ana", Some(at), Act::Correct { field: Field::Merge, value: into.to_owned() })
        };
        let names = |entries: &[Entry]| {
            let reviewed = Reviewed::new(&dispatch, &items, entries);
            reviewed.items.actors.iter().map(|a| a.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&[merge(1, 0, "Veska"), merge(2, 1, "Orlane")]), ["Orlane"]);
        assert_eq!(names(&[merge(1, 0, "Veska"), merge(2, 1, "Orlan")]), ["Orlan", "Veska", "Orlane"]);
    }

    #[test]
    fn a_mention_grows_and_a_value_reads_back_as_it_was_written() {
        let orlan = Item::Actor(ActorId(0));
        let after = corrected(orlan, Field::Span, "13..18>9..18");
        assert_eq!(after.items.actors[0].mentions[0].span.of(TEXT), "dit Orlan");
        let (dispatch, items) = (dispatch(TEXT), extraction());
        let of = |item, field| value(&items, &dispatch, item, field);
        assert_eq!(of(orlan, Field::Span).as_deref(), Some("13..18"));
        assert_eq!(of(Item::Quote(QuoteId(1)), Field::Speaker).as_deref(), Some("Veska"));
        assert_eq!(of(Item::Quote(QuoteId(1)), Field::Status), None);
    }

    #[test]
    fn a_source_is_typed_new() {
        let after = corrected(Item::Quote(QuoteId(0)), Field::Source, "un diplomate");
        assert_eq!(after.items.quotes[0].source, Some(SourceId(0)));
        assert_eq!(after.items.sources[0].name, "un diplomate");
        assert_eq!(corrected(Item::Quote(QuoteId(0)), Field::Source, "").items.quotes[0].source, None);
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
