//! Corrections, additions and notes in the reader: what is changed about an item, chosen from menus, picked from what the
//! dispatch holds, typed, or marked in the text.

use super::deciding::{About, Deed, Task};
use super::item::Item;
use super::menu::{Chosen, Menu};
use super::messages::Text;
use super::picker::{Choice, Picker};
use super::prompt::Purpose;
use super::stretch::{Stretch, token_at};
use super::{App, Effect};
use crate::app::key::Key;
use crate::dispatch::{
    ActorKind, AllianceKind, AllianceStatus, Category, Extraction, Modality, QuoteKind, SourceKind, Span,
};
use crate::record::CodePoints;
use crate::review::{Act, Anchors, Field, List, value};
use crate::wire::clean;

/// What a row of a menu stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A property to correct.
    Field(Field),
    /// What to correct it to.
    Value(Field, &'static str),
    /// What to add the marked words as.
    List(List),
    /// Its kind.
    Kind(&'static str),
}

/// Something that is being added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Addition {
    span: Span,
    list: Option<List>,
    kind: &'static str,
    /// The first side of an alliance.
    a: Option<String>,
}

/// The properties of an item that can be corrected, the usual ones first.
const fn fields(item: Item) -> &'static [Field] {
    use Field as F;
    match item {
        Item::Actor(_) => &[F::Name, F::Kind, F::Merge, F::Split, F::Country, F::Span],
        Item::Alliance(_) => &[F::Kind, F::Status, F::A, F::B, F::Source, F::Span],
        Item::Event(_) => {
            &[F::Kind, F::Modality, F::Agents, F::Targets, F::Place, F::Date, F::Source, F::Span]
        }
        Item::Quote(_) => &[F::Speaker, F::Source, F::Span, F::Kind],
        Item::Source(_) => &[F::Name, F::Kind, F::Speaker, F::Span],
        Item::Place(_) => &[F::Name, F::Country, F::Span],
    }
}

/// The values of a property that has a fixed number of them, with the table that names them.
fn values(list: List, field: Field) -> Option<(&'static str, Vec<&'static str>)> {
    macro_rules! names {
        ($table:literal, $type:ty) => {
            Some(($table, <$type>::ALL.iter().map(|v| v.as_str()).collect()))
        };
    }
    match (field, list) {
        (Field::Kind, List::Actor) => names!("actor-kind", ActorKind),
        (Field::Kind, List::Alliance) => names!("alliance-kind", AllianceKind),
        (Field::Kind, List::Event) => names!("category", Category),
        (Field::Kind, List::Quote) => names!("quote-kind", QuoteKind),
        (Field::Kind, List::Source) => names!("source-kind", SourceKind),
        (Field::Status, List::Alliance) => names!("alliance-status", AllianceStatus),
        (Field::Modality, List::Event) => names!("modality", Modality),
        _ => None,
    }
}

impl App {
    /// Asks what of the selected item is wrong.
    pub(super) fn correct(&mut self) {
        let Some(about) = self.about() else { return };
        let Some((item, anchor)) = about.item.clone() else {
            self.say(Text::NothingSelected, &[]);
            return;
        };
        let m = &self.setup.messages;
        let rows = fields(item)
            .iter()
            .map(|field| {
                let now = self.value(item, *field).unwrap_or_default();
                let shown = match field {
                    Field::Merge | Field::Split => String::new(),
                    _ if now.is_empty() => String::new(),
                    _ => self.shown_value(Some(anchor.list), *field, &now),
                };
                (m.name("field", field.as_str()).to_owned(), shown, Offer::Field(*field))
            })
            .collect();
        let title = m.action(super::action::Action::Correct).to_owned();
        self.menu = Some(Menu::new(title, rows, 0));
        self.about = Some(about);
    }

    /// What of an item can be corrected, each property by its name with what it is now and, where that is fixed, what it
    /// can be.
    #[must_use]
    pub fn correctable(&self, item: Item) -> Vec<(Field, String, Vec<&'static str>)> {
        let Some(anchor) = self.anchor(item) else { return Vec::new() };
        let can_be = |field| values(anchor.list, field).map(|(_, values)| values).unwrap_or_default();
        let row = |field: &Field| (*field, self.value(item, *field).unwrap_or_default(), can_be(*field));
        fields(item).iter().map(row).collect()
    }

    /// The name of an actor, a source or a place.
    #[must_use]
    pub fn name_of(&self, item: Item) -> Option<String> {
        self.value(item, Field::Name)
    }

    /// Corrects a property of the selected item.
    pub fn correct_to(&mut self, field: Field, value: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.about = self.about();
        self.set(field, clean::shown(value.trim()), &mut effects);
        effects
    }

    /// Notes something about the selected item or, with `whole`, about the dispatch.
    pub fn note_down(&mut self, text: &str, whole: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.note(false, whole, &mut effects);
        if self.prompt.take().is_some() {
            self.noted(text, &mut effects);
        }
        effects
    }

    fn value(&self, item: Item, field: Field) -> Option<String> {
        let entry = self.entry()?;
        value(entry.items()?, &entry.dispatch, item, field)
    }

    /// What a property of what is being corrected is now.
    pub(super) fn value_now(&self, field: Field) -> String {
        let item = self.about.as_ref().and_then(|about| about.item.as_ref()).map(|(item, _)| *item);
        item.and_then(|item| self.value(item, field)).unwrap_or_default()
    }

    /// Takes a key into the menu.
    pub(super) fn menu_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Some(mut menu) = self.menu.take() else { return };
        match menu.take(key) {
            Chosen::On => self.menu = Some(menu),
            Chosen::Left => self.addition = None,
            Chosen::This(Offer::Field(field)) => self.correct_field(field, effects),
            Chosen::This(Offer::Value(field, value)) => self.set(field, value.to_owned(), effects),
            Chosen::This(Offer::List(list)) => self.add_to(list, effects),
            Chosen::This(Offer::Kind(kind)) => self.add_as(kind, effects),
        }
    }

    /// Asks for the right value of a property.
    fn correct_field(&mut self, field: Field, effects: &mut Vec<Effect>) {
        let Some((item, anchor)) = self.about.as_ref().and_then(|about| about.item.clone()) else { return };
        if let Some((table, values)) = values(anchor.list, field) {
            let now = self.value(item, field).unwrap_or_default();
            let cursor = values.iter().position(|v| *v == now).unwrap_or_default();
            let m = &self.setup.messages;
            let row = |v: &'static str| {
                let name = m.name(table, v).to_owned();
                // Categories are the same in every language; others show the name of the record where it differs.
                (name, String::new(), Offer::Value(field, v))
            };
            let title = m.name("field", field.as_str()).to_owned();
            self.menu = Some(Menu::new(title, values.into_iter().map(row).collect(), cursor));
            return;
        }
        match field {
            Field::Span => self.correct_span(item),
            Field::Split => self.split(item, effects),
            Field::Name | Field::Country | Field::Date => self.ask(Purpose::Value(field)),
            _ => self.pick_value(item, field),
        }
    }

    /// Lets the span of an item grow and shrink: of several places, that at the cursor.
    fn correct_span(&mut self, item: Item) {
        match self.place_at_cursor(item) {
            Some(span) => self.stretch(span, Some(span)),
            None => self.say(Text::StandsNowhere, &[]),
        }
    }

    /// The place of an item that is nearest to the cursor.
    fn place_at_cursor(&self, item: Item) -> Option<Span> {
        let items = self.items()?;
        match item {
            Item::Actor(_) | Item::Source(_) | Item::Place(_) => {
                item.spans(items).into_iter().min_by_key(|span| span.start.abs_diff(self.at))
            }
            _ => item.anchor(items),
        }
    }

    /// Makes the mention at the cursor an actor of its own.
    fn split(&mut self, item: Item, effects: &mut Vec<Effect>) {
        let several = self.items().is_some_and(|items| item.spans(items).len() > 1);
        match self.place_at_cursor(item).filter(|_| several) {
            Some(span) => {
                let value = self.offsets(span);
                self.set(Field::Split, value, effects);
            }
            None => self.say(Text::OneMention, &[]),
        }
    }

    /// `12..34`, in code points.
    fn offsets(&self, span: Span) -> String {
        let text = self.entry().map_or("", |e| e.dispatch.text.as_str());
        let [start, end] = CodePoints::new(text).of(span);
        format!("{start}..{end}")
    }

    /// Lets actors, sources or places be picked; what is typed is a new one.
    fn pick_value(&mut self, item: Item, field: Field) {
        let Some(items) = self.items() else { return };
        let m = &self.setup.messages;
        let names = match field {
            Field::Source if matches!(item, Item::Quote(_)) => source_names(items),
            Field::Source => source_names(items).into_iter().chain(self.actor_names(None)).collect(),
            Field::Place => items.places.iter().map(|p| (p.name.clone(), String::new())).collect(),
            Field::Merge => self.actor_names(Some(item)),
            _ => self.actor_names(None),
        };
        let now = self.value(item, field).unwrap_or_default();
        let several = matches!(field, Field::Agents | Field::Targets);
        let mut choices: Vec<Choice> =
            names.into_iter().map(|(name, aside)| Choice::value(name, aside)).collect();
        if matches!(field, Field::Speaker | Field::Source | Field::Place) && !now.is_empty() {
            choices.push(Choice::none(m.say(Text::Nobody).to_owned()));
        }
        let title = m.name("field", field.as_str()).to_owned();
        let ticked: Vec<String> = now.split("; ").filter(|n| !n.is_empty()).map(str::to_owned).collect();
        let mut picker = Picker::for_value(title, choices, field);
        // A place must be one of the text, and an actor can only be merged into one that is there.
        picker.new = (!matches!(field, Field::Place | Field::Merge)).then(|| m.say(Text::NewOne).to_owned());
        if several {
            picker.ticked = Some(ticked);
        } else {
            picker.cursor = picker.choices.iter().position(|c| c.label == now).unwrap_or_default();
        }
        self.picker = Some(picker);
    }

    /// The names of the actors, all but `but`.
    fn actor_names(&self, but: Option<Item>) -> Vec<(String, String)> {
        let Some(items) = self.items() else { return Vec::new() };
        let kind = |kind: ActorKind| self.setup.messages.name("actor-kind-short", kind.as_str()).to_owned();
        let actors = items.actors.iter().enumerate();
        let others = actors.filter(|(n, _)| but != Some(super::item::Pane::Actors.item(*n)));
        others.map(|(_, actor)| (actor.name.clone(), kind(actor.kind))).collect()
    }

    /// Takes what was picked or typed for a property.
    pub(super) fn picked_value(&mut self, field: Field, value: String, effects: &mut Vec<Effect>) {
        if self.addition.is_some() {
            self.add_side(value, effects);
        } else {
            self.set(field, value, effects);
        }
    }

    /// Corrects a property of what was asked about; from what it was already, nothing is done.
    pub(super) fn set(&mut self, field: Field, value: String, effects: &mut Vec<Effect>) {
        let Some(about) = self.about.take() else { return };
        let now = about.item.as_ref().and_then(|(item, _)| self.value(*item, field));
        if field != Field::Split && now.as_deref() == Some(value.as_str()) {
            self.say(Text::Unchanged, &[]);
            return;
        }
        let deed = self.deed(&about, Act::Correct { field, value });
        effects.extend(deed.map(|d| Effect::Review(Task::Take(vec![d]))));
    }

    /// Takes a stretch that is as it should be.
    pub(super) fn stretched(&mut self, stretch: Stretch, effects: &mut Vec<Effect>) {
        match stretch.was {
            None => self.ask_list(stretch.span),
            Some(was) if was == stretch.span => self.say(Text::Unchanged, &[]),
            Some(was) => {
                let item = self.about.as_ref().and_then(|about| about.item.as_ref()).map(|(item, _)| *item);
                let to = self.offsets(stretch.span);
                // Of what stands in several places it must be said which one moves.
                let value = match item {
                    Some(Item::Actor(_) | Item::Source(_) | Item::Place(_)) => {
                        format!("{}>{to}", self.offsets(was))
                    }
                    _ => to,
                };
                self.set(Field::Span, value, effects);
            }
        }
    }

    /// Begins to mark what was missed: what was searched for and found at the cursor, else the word there.
    pub(super) fn add(&mut self) {
        let hit = self.search.as_ref().and_then(|s| s.hits.iter().find(|hit| hit.holds(self.at)).copied());
        let word = self.entry().and_then(|e| token_at(&e.dispatch.text, self.at));
        match hit.or(word) {
            Some(span) => self.stretch(span, None),
            None => self.say(Text::NoText, &[]),
        }
    }

    fn ask_list(&mut self, span: Span) {
        let m = &self.setup.messages;
        let lists = [List::Actor, List::Quote, List::Event, List::Source, List::Alliance, List::Place];
        let row = |list: List| (m.name("list", list.as_str()).to_owned(), String::new(), Offer::List(list));
        let title = m.action(super::action::Action::Add).to_owned();
        self.menu = Some(Menu::new(title, lists.into_iter().map(row).collect(), 0));
        self.addition = Some(Addition { span, ..Addition::default() });
    }

    fn add_to(&mut self, list: List, effects: &mut Vec<Effect>) {
        let Some(addition) = &mut self.addition else { return };
        addition.list = Some(list);
        let Some((table, kinds)) = values(list, Field::Kind) else {
            self.add_as("", effects);
            return;
        };
        let m = &self.setup.messages;
        let row = |kind: &'static str| (m.name(table, kind).to_owned(), String::new(), Offer::Kind(kind));
        let title = m.name("field", Field::Kind.as_str()).to_owned();
        self.menu = Some(Menu::new(title, kinds.into_iter().map(row).collect(), 0));
    }

    fn add_as(&mut self, kind: &'static str, effects: &mut Vec<Effect>) {
        let Some(addition) = &mut self.addition else { return };
        addition.kind = kind;
        if addition.list == Some(List::Alliance) {
            self.pick_side(Field::A);
            return;
        }
        let label = kind.to_owned();
        self.add_here(&label, Vec::new(), effects);
    }

    fn pick_side(&mut self, field: Field) {
        let choices = self.actor_names(None).into_iter().map(|(name, aside)| Choice::value(name, aside));
        let title = self.setup.messages.name("field", field.as_str()).to_owned();
        let mut picker = Picker::for_value(title, choices.collect(), field);
        picker.new = Some(self.setup.messages.say(Text::NewOne).to_owned());
        self.picker = Some(picker);
    }

    fn add_side(&mut self, name: String, effects: &mut Vec<Effect>) {
        let Some(addition) = &mut self.addition else { return };
        match addition.a.take() {
            None => {
                addition.a = Some(name);
                self.pick_side(Field::B);
            }
            Some(a) => {
                let label = format!("{a} -> {name}");
                let kind = Act::Correct { field: Field::Kind, value: addition.kind.to_owned() };
                self.add_here(&label, vec![kind], effects);
            }
        }
    }

    /// Adds what was marked, and does the rest about it in the same step.
    fn add_here(&mut self, label: &str, rest: Vec<Act>, effects: &mut Vec<Effect>) {
        let Some((addition, id)) = self.addition.take().zip(self.open) else { return };
        let Some((entry, list)) = self.entry().zip(addition.list) else { return };
        let anchor = Anchors::new(&entry.dispatch, &Extraction::default()).at(list, addition.span, label);
        let acts = std::iter::once(Act::Add).chain(rest);
        let deeds: Vec<Deed> = acts.filter_map(|act| self.deed_at(id, Some(anchor.clone()), act)).collect();
        effects.push(Effect::Review(Task::Take(deeds)));
    }

    /// Asks for a note on the selected item or, where none is, on the dispatch; in place or in the user's editor.
    pub(super) fn note(&mut self, in_editor: bool, whole: bool, effects: &mut Vec<Effect>) {
        let whole = whole || self.selection.is_none();
        let here = self.open.filter(|_| whole && self.focus != super::layout::Focus::List);
        let about = match here {
            Some(id) => Some(About { id, item: None }),
            None => self.about(),
        };
        if about.is_none() {
            return;
        }
        self.about = about;
        if !in_editor {
            self.ask(Purpose::Note);
        } else if self.setup.commands {
            effects.push(Effect::Compose);
        } else {
            self.say(Text::NoCommands, &[]);
        }
    }

    /// Takes a note that was written.
    pub(super) fn noted(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let Some(about) = self.about.take() else { return };
        let text = clean::text(text, &mut clean::Tally::default()).trim().to_owned();
        if text.is_empty() {
            self.say(Text::Unchanged, &[]);
            return;
        }
        let deed = self.deed(&about, Act::Note { text });
        effects.extend(deed.map(|d| Effect::Review(Task::Take(vec![d]))));
    }
}

fn source_names(items: &Extraction) -> Vec<(String, String)> {
    items.sources.iter().map(|s| (s.name.clone(), String::new())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::item::Pane;
    use crate::app::sample::{self, store};
    use crate::app::sheet::Line;
    use crate::dispatch::{ActorId, QuoteId};
    use crate::review::Entry;

    /// The letter that the open menu gives a choice.
    fn letter(app: &App, wanted: Offer) -> String {
        let row = app.menu().unwrap().rows.iter().find(|row| row.choice == wanted);
        row.unwrap_or_else(|| panic!("{wanted:?}")).letter.to_string()
    }

    fn choose(app: &mut App, wanted: Offer) -> Vec<Entry> {
        let key = letter(app, wanted);
        let effects = sample::press(app, &key);
        store(app, "ana", effects)
    }

    fn press(app: &mut App, keys: &str) -> Vec<Entry> {
        let effects = sample::press(app, keys);
        store(app, "ana", effects)
    }

    const FIRST: Item = Item::Quote(QuoteId(0));

    #[test]
    fn a_letter_chooses_what_to_correct_and_another_to_what() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "] q c");
        choose(&mut app, Offer::Field(Field::Kind));
        assert_eq!(choose(&mut app, Offer::Value(Field::Kind, "indirect")).len(), 1);
        assert_eq!(app.items().unwrap().quotes[0].kind, QuoteKind::Indirect);
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Kind));
        assert!(choose(&mut app, Offer::Value(Field::Kind, "indirect")).is_empty(), "it is that already");
    }

    #[test]
    fn a_speaker_is_picked_or_typed_new_and_shows_in_the_pane() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "] q c");
        choose(&mut app, Offer::Field(Field::Speaker));
        press(&mut app, "b r e k enter");
        let brek = app.items().unwrap().quotes[0].speaker.unwrap();
        assert_eq!(app.items().unwrap().actors[brek.0].name, "Anton Brek");
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Speaker));
        press(&mut app, "O r l a up enter");
        let named = |app: &App| {
            let items = app.items().unwrap();
            items.quotes[0].speaker.map(|id| items.actors[id.0].name.clone())
        };
        assert_eq!(named(&app).as_deref(), Some("Orla"));
        let lines = &app.sheets[Pane::Quotes as usize].lines;
        assert!(lines.iter().any(|line| line.text().contains("Orla")));
        press(&mut app, "u");
    }

    #[test]
    fn several_parties_are_ticked() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "3");
        let Some(Item::Event(id)) = app.selection else { panic!("no event") };
        let before = app.items().unwrap().events[id.0].agents.clone();
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Agents));
        press(&mut app, "b r e k tab enter");
        let after = &app.items().unwrap().events[id.0].agents;
        assert_eq!(after.len(), before.len() + 1);
    }

    #[test]
    fn a_span_grows_by_keys_and_escape_leaves_it() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "] q c");
        choose(&mut app, Offer::Field(Field::Span));
        let before = app.stretch.unwrap().span;
        sample::press(&mut app, "l H");
        let now = app.stretch.unwrap().span;
        assert!(now.contains(before) && now.len() > before.len());
        assert!(press(&mut app, "esc").is_empty());
        assert_eq!(app.items().unwrap().quotes[0].span, before);
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Span));
        press(&mut app, "l enter");
        assert!(app.items().unwrap().quotes[0].span.len() > before.len());
        assert!(app.stretch.is_none());
    }

    #[test]
    fn a_mention_is_split_off_and_merged_again_and_the_selection_follows() {
        let mut app = sample::app(80, 24, 0);
        let several = app.items().unwrap().actors.iter().position(|a| a.mentions.len() > 1).unwrap();
        let actors = app.items().unwrap().actors.len();
        app.select(Pane::Actors.item(several));
        app.at = app.items().unwrap().actors[several].mentions[1].span.start;
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Split));
        assert_eq!(app.items().unwrap().actors.len(), actors + 1);
        let part = Pane::Actors.item(actors);
        app.select(part);
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Merge));
        let name = app.items().unwrap().actors[several].name.clone();
        let keys: Vec<String> = name.split(' ').next().unwrap().chars().map(|c| c.to_string()).collect();
        press(&mut app, &format!("{} enter", keys.join(" ")));
        assert_eq!(app.items().unwrap().actors.len(), actors);
        assert_eq!(app.selection, None, "what was merged away is not selected");
    }

    #[test]
    fn what_was_missed_is_added_from_the_text() {
        let mut app = sample::app(80, 24, 0);
        sample::press(&mut app, "/ c o n v o i enter");
        sample::press(&mut app, "/ c o m m u n i q u é enter +");
        assert_eq!(app.stretch.unwrap().span.of(&app.entry().unwrap().dispatch.text), "communiqué");
        sample::press(&mut app, "enter");
        choose(&mut app, Offer::List(List::Source));
        let entries = choose(&mut app, Offer::Kind("document"));
        assert_eq!(entries.len(), 1);
        let items = app.items().unwrap();
        let Some(Item::Source(id)) = app.selection else { panic!("it is not selected") };
        assert_eq!(
            (items.sources[id.0].name.as_str(), items.sources[id.0].kind),
            ("communiqué", SourceKind::Document)
        );
    }

    #[test]
    fn an_alliance_is_added_with_its_sides() {
        let mut app = sample::app(80, 24, 0);
        let before = app.items().unwrap().alliances.len();
        sample::press(&mut app, "+ l l enter");
        choose(&mut app, Offer::List(List::Alliance));
        choose(&mut app, Offer::Kind("backs"));
        press(&mut app, "b r e k enter");
        let entries = press(&mut app, "m o r v enter");
        assert_eq!(entries.len(), 2, "it is there and of its kind");
        let items = app.items().unwrap();
        assert_eq!(items.alliances.len(), before + 1);
        let last = items.alliances.last().unwrap();
        assert_eq!(last.kind, AllianceKind::Backs);
        assert_eq!(
            (items.actors[last.a.0].name.as_str(), items.actors[last.b.0].name.as_str()),
            ("Anton Brek", "Ilana Morvane")
        );
    }

    #[test]
    fn notes_are_on_items_and_on_the_dispatch() {
        let mut app = sample::app(80, 24, 0);
        press(&mut app, "] q i v u enter");
        assert_eq!(app.state(FIRST).unwrap().notes[0].1, "vu");
        let entries = press(&mut app, "g I o k enter");
        assert_eq!(entries[0].anchor, None);
        let effects = sample::press(&mut app, "g i");
        assert!(matches!(effects.as_slice(), [Effect::Compose]));
        let effects = app.update(crate::app::Msg::Composed("deux\nlignes\u{1b}[31m\n".to_owned()));
        let entries = store(&mut app, "ana", effects);
        let Act::Note { text } = &entries[0].act else { panic!("no note") };
        assert!(text.starts_with("deux\nlignes") && !text.contains('\u{1b}'), "{text:?}");
    }

    #[test]
    fn history_says_who_what_and_from_what() {
        let mut app = sample::app(80, 24, 0);
        press(&mut app, "] q a");
        press(&mut app, "x");
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Kind));
        choose(&mut app, Offer::Value(Field::Kind, "indirect"));
        sample::press(&mut app, "g h");
        let shown: Vec<String> = app.overlays[0].sheet.lines.iter().map(Line::text).collect();
        let all = shown.join("\n");
        assert_eq!(shown.iter().filter(|l| l.ends_with("ana")).count(), 3, "{all}");
        assert!(all.contains("avant : accepté") && all.contains("avant : citation"), "{all}");
    }

    #[test]
    fn a_merged_actor_takes_its_quotes_along() {
        let mut app = sample::app(80, 24, 0);
        let speaker = app.items().unwrap().quotes[0].speaker.unwrap();
        app.select(Item::Actor(speaker));
        sample::press(&mut app, "c");
        choose(&mut app, Offer::Field(Field::Merge));
        press(&mut app, "b r e k enter");
        let items = app.items().unwrap();
        assert_eq!(items.actors[items.quotes[0].speaker.unwrap().0].name, "Anton Brek");
        assert!(
            items.actors.iter().enumerate().all(|(n, a)| ActorId(n) == speaker || !a.mentions.is_empty())
        );
    }
}
