//! What holds now: the entries of a dispatch laid over what is extracted from it today.

use std::collections::{BTreeMap, HashSet};

use super::anchor::{Anchor, Anchors, List};
use super::{Act, Decision, Entry, Field, correct};
use crate::dispatch::{
    Actor, ActorId, ActorKind, Alliance, AllianceKind, AllianceStatus, Basis, Category, Dispatch, Event,
    EventId, Extraction, Item, Mention, MentionForm, Modality, Place, PlaceId, Quote, QuoteId, QuoteKind,
    Source, SourceId, SourceKind, Span, Why,
};

/// A dispatch's extraction as its editors left it.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The extraction, with what was added and corrected. Rejected items are still there.
    pub items: Extraction,
    /// What was done about each item; those about which nothing was done are absent.
    pub states: BTreeMap<Item, State>,
    /// What was done about the dispatch itself.
    pub dispatch: State,
    /// Entries whose item is no longer found, in their order.
    pub orphans: Vec<Entry>,
    /// The item that each of the entries is about; none for those about the dispatch and for orphans.
    pub subjects: Vec<Option<Item>>,
    /// How to say which item is meant, for every item that stands in the text.
    anchors: BTreeMap<Item, Anchor>,
}

/// What was done about an item or a dispatch, as far as it was not undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The last decision of each editor, in the order in which they took it.
    pub decisions: Vec<Decided>,
    /// Fields and values, in order.
    pub corrections: Vec<(Field, String)>,
    /// Notes with who left them, in order.
    pub notes: Vec<(String, String)>,
}

/// Who decided what, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Who.
    pub editor: String,
    /// When, RFC 3339.
    pub at: String,
}

impl State {
    /// What holds: the decision that was taken last.
    #[must_use]
    pub fn decision(&self) -> Decision {
        self.decisions.last().map_or(Decision::Undecided, |d| d.decision)
    }

    /// Whether editors decided differently.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.decisions.windows(2).any(|pair| pair[0].decision != pair[1].decision)
    }

    fn add(&mut self, entry: &Entry) {
        match &entry.act {
            Act::Decide { decision } => {
                self.decisions.retain(|d| d.editor != entry.editor);
                if *decision != Decision::Undecided {
                    let (editor, at) = (entry.editor.clone(), entry.at.clone());
                    self.decisions.push(Decided { decision: *decision, editor, at });
                }
            }
            Act::Correct { field, value } => self.corrections.push((*field, value.clone())),
            Act::Note { text } => self.notes.push((entry.editor.clone(), text.clone())),
            Act::Add | Act::Undo { .. } => {}
        }
    }
}

impl Reviewed {
    /// Lays `entries`, all those of one dispatch in their order, over what is extracted from it.
    #[must_use]
    pub fn new(dispatch: &Dispatch, extraction: &Extraction, entries: &[Entry]) -> Self {
        let undone = undone(entries);
        let standing = || entries.iter().filter(|e| !undone.contains(e.step.as_str()));
        let mut items = extraction.clone();
        let mut orphans = Vec::new();
        let bare = Anchors::new(dispatch, &Extraction::default());
        for entry in standing().filter(|e| e.act == Act::Add) {
            let place = entry.anchor.as_ref().and_then(|anchor| Some((anchor, bare.words(anchor)?)));
            match place {
                Some((anchor, span)) => add(&mut items, anchor, span),
                None => orphans.push(entry.clone()),
            }
        }
        for entry in standing() {
            if let (Act::Correct { field: Field::Split, value }, Some(anchor)) = (&entry.act, &entry.anchor)
                && let Some(Item::Actor(id)) = Anchors::new(dispatch, &items).find(anchor)
            {
                correct::split(&mut items, dispatch, id, value);
            }
        }
        let anchors = Anchors::new(dispatch, &items);
        let mut states: BTreeMap<Item, State> = BTreeMap::new();
        let mut whole = State::default();
        for entry in standing().filter(|e| !matches!(e.act, Act::Add | Act::Undo { .. })) {
            match entry.anchor.as_ref().map(|anchor| anchors.find(anchor)) {
                None => whole.add(entry),
                Some(Some(item)) => states.entry(item).or_default().add(entry),
                Some(None) => orphans.push(entry.clone()),
            }
        }
        let subject = |entry: &Entry| entry.anchor.as_ref().and_then(|anchor| anchors.find(anchor));
        let subjects = entries.iter().map(subject).collect();
        let anchors = every(&items).filter_map(|item| Some((item, anchors.of(item)?))).collect();
        let mut reviewed = Self { items, states, dispatch: whole, orphans, subjects, anchors };
        correct::correct(&mut reviewed, dispatch);
        reviewed
    }

    /// What was done about `item`.
    #[must_use]
    pub fn decision(&self, item: Item) -> Decision {
        self.states.get(&item).map_or(Decision::Undecided, State::decision)
    }

    /// Whether an item counts in overviews and exports: it was not rejected, nor, unless it was accepted itself, what it
    /// hangs on: a side of a relation, all the parties of an event.
    #[must_use]
    pub fn counts(&self, item: Item) -> bool {
        let rejected = |id: &ActorId| self.decision(Item::Actor(*id)) == Decision::Rejected;
        match (self.decision(item), item) {
            (Decision::Rejected, _) => false,
            (Decision::Accepted, _) => true,
            (_, Item::Alliance(id)) => {
                !self.items.alliances.get(id.0).is_some_and(|r| rejected(&r.a) || rejected(&r.b))
            }
            (_, Item::Event(id)) => !self.items.events.get(id.0).is_some_and(|event| {
                let mut parties = event.agents.iter().chain(&event.targets).peekable();
                parties.peek().is_some() && parties.all(rejected)
            }),
            _ => true,
        }
    }

    /// How to say in an entry that `item` is meant; `None` where it stands nowhere in the text.
    #[must_use]
    pub fn anchor(&self, item: Item) -> Option<&Anchor> {
        self.anchors.get(&item)
    }

    /// The item that stands at `anchor`.
    #[must_use]
    pub fn at(&self, anchor: &Anchor) -> Option<Item> {
        self.anchors.iter().find(|(_, a)| *a == anchor).map(|(item, _)| *item)
    }

    /// Every item, in the order of the record.
    pub fn every(&self) -> impl Iterator<Item = Item> + use<> {
        every(&self.items)
    }

    /// How many items are decided, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let decided = |item: &Item| !matches!(self.decision(*item), Decision::Undecided | Decision::Skipped);
        (self.every().filter(decided).count(), self.every().count())
    }

    /// Drops the items that `keep` does not hold to; actors, sources and places that others still name stay. States and
    /// anchors follow their items.
    pub fn retain(&mut self, keep: impl Fn(Item) -> bool) {
        let moved = correct::retain(&mut self.items, keep);
        let follow = |item: Item| moved.get(&item).copied();
        self.states =
            std::mem::take(&mut self.states).into_iter().filter_map(|(i, s)| Some((follow(i)?, s))).collect();
        for subject in &mut self.subjects {
            *subject = subject.and_then(follow);
        }
        self.anchors = std::mem::take(&mut self.anchors)
            .into_iter()
            .filter_map(|(i, a)| Some((follow(i)?, a)))
            .collect();
    }
}

/// The step that `editor` would undo now, and the one that she would do again.
#[must_use]
pub fn undoable<'a>(entries: &'a [Entry], editor: &str) -> (Option<&'a str>, Option<&'a str>) {
    let undone = undone(entries);
    let own = || entries.iter().rev().filter(|e| e.editor == editor);
    let is_undo = |e: &&Entry| matches!(e.act, Act::Undo { .. });
    let standing = |e: &&Entry| !undone.contains(e.step.as_str());
    let undo = own().filter(|e| !is_undo(e)).find(standing).map(|e| e.step.as_str());
    // Done again is what was undone last, unless something was done since.
    let redo = own().take_while(is_undo).find(standing).map(|e| e.step.as_str());
    (undo, redo)
}

/// Whether each of `entries`, all those of one dispatch in their order, still holds.
#[must_use]
pub fn standing(entries: &[Entry]) -> Vec<bool> {
    let undone = undone(entries);
    entries.iter().map(|e| !undone.contains(e.step.as_str())).collect()
}

/// The steps that do not hold. An undo may itself be undone, and so on.
fn undone(entries: &[Entry]) -> HashSet<&str> {
    let mut undone = HashSet::new();
    for entry in entries.iter().rev() {
        if let Act::Undo { of } = &entry.act
            && !undone.contains(entry.step.as_str())
        {
            undone.insert(of.as_str());
        }
    }
    undone
}

fn every(items: &Extraction) -> impl Iterator<Item = Item> + use<> {
    (0..items.actors.len())
        .map(|i| Item::Actor(ActorId(i)))
        .chain((0..items.alliances.len()).map(|i| Item::Alliance(crate::dispatch::AllianceId(i))))
        .chain((0..items.events.len()).map(|i| Item::Event(EventId(i))))
        .chain((0..items.quotes.len()).map(|i| Item::Quote(QuoteId(i))))
        .chain((0..items.sources.len()).map(|i| Item::Source(SourceId(i))))
        .chain((0..items.places.len()).map(|i| Item::Place(PlaceId(i))))
}

/// Adds an item that the program missed. The two sides of an alliance stand in its label.
fn add(items: &mut Extraction, anchor: &Anchor, span: Span) {
    const WHY: Why = Why::new("review/added", 1.0);
    let name = anchor.exact.clone();
    match anchor.list {
        List::Actor => items.actors.push(Actor {
            name,
            kind: ActorKind::from_name(&anchor.label).unwrap_or(ActorKind::Person),
            country: None,
            roles: Vec::new(),
            aliases: Vec::new(),
            mentions: vec![Mention { span, form: MentionForm::Name }],
            why: WHY,
        }),
        List::Event => items.events.push(Event {
            category: Category::from_name(&anchor.label).unwrap_or(Category::Consult),
            mode: None,
            cameo: None,
            trigger: span,
            mentions: Vec::new(),
            agents: Vec::new(),
            targets: Vec::new(),
            place: None,
            date: None,
            modality: Modality::Asserted,
            toll: None,
            attribution: None,
            sentence: span,
            why: WHY,
        }),
        List::Quote => items.quotes.push(Quote {
            kind: QuoteKind::from_name(&anchor.label).unwrap_or(QuoteKind::Direct),
            span,
            speaker: None,
            cue: None,
            source: None,
            part_of: None,
            why: WHY,
        }),
        List::Source => items.sources.push(Source {
            kind: SourceKind::from_name(&anchor.label).unwrap_or(SourceKind::Statement),
            name,
            actor: None,
            mentions: vec![span],
            why: WHY,
        }),
        List::Place => {
            items.places.push(Place {
                name,
                country: None,
                lat: None,
                lon: None,
                mentions: vec![span],
                why: WHY,
            });
        }
        List::Alliance => {
            let Some((a, b)) = anchor.label.split_once(" -> ") else { return };
            let (a, b) = (correct::named_actor(items, a), correct::named_actor(items, b));
            items.alliances.push(Alliance {
                kind: AllianceKind::Allied,
                a,
                b,
                status: AllianceStatus::Current,
                evidence: span,
                basis: Basis::Stated,
                attribution: None,
                why: WHY,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::dispatch::{Format, Meta, Paragraph, ParagraphKind};

    pub fn dispatch(text: &str) -> Dispatch {
        Dispatch {
            id: "d".to_owned(),
            path: None,
            format: Format::Text,
            meta: Meta::default(),
            text: text.to_owned(),
            paragraphs: vec![Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body }],
            notices: Vec::new(),
        }
    }

    /// Quotes of those words, at their first place each.
    pub fn quotes(text: &str, words: &[&str]) -> Extraction {
        let quote = |word: &&str| {
            let at = text.find(word).unwrap();
            let span = Span::new(at, at + word.len());
            let why = Why::new("test/made-up", 0.5);
            Quote {
                kind: QuoteKind::Direct,
                span,
                speaker: None,
                cue: None,
                source: None,
                part_of: None,
                why,
            }
        };
        Extraction { quotes: words.iter().map(quote).collect(), ..Extraction::default() }
    }

    pub fn person(text: &str, name: &str) -> Actor {
        let at = text.find(name).unwrap();
        Actor {
            name: name.to_owned(),
            kind: ActorKind::Person,
            country: None,
            roles: Vec::new(),
            aliases: Vec::new(),
            mentions: vec![Mention { span: Span::new(at, at + name.len()), form: MentionForm::Name }],
            why: Why::new("test/made-up", 0.5),
        }
    }

    /// An entry by `editor`; its identifier is `n`.
    pub fn entry(n: usize, editor: &str, anchor: Option<&Anchor>, act: Act) -> Entry {
        Entry {
            uuid: n.to_string(),
            step: n.to_string(),
            at: format!("2025-01-01T00:00:{n:02}Z"),
            editor: editor.to_owned(),
            dispatch: "d".to_owned(),
            path: None,
            anchor: anchor.cloned(),
            act,
        }
    }

    pub fn decide(decision: Decision) -> Act {
        Act::Decide { decision }
    }

    const TEXT: &str = "« Non », dit Orlan. « Oui », dit Veska.";
    const FIRST: Item = Item::Quote(QuoteId(0));

    fn reviewed(entries: &[Entry]) -> Reviewed {
        Reviewed::new(&dispatch(TEXT), &quotes(TEXT, &["Non", "Oui"]), entries)
    }

    fn first() -> Anchor {
        reviewed(&[]).anchor(FIRST).unwrap().clone()
    }

    #[test]
    fn the_last_decision_holds_and_undo_brings_back_the_one_before() {
        let at = first();
        let mut entries = vec![
            entry(1, "ana", Some(&at), decide(Decision::Accepted)),
            entry(2, "ana", Some(&at), decide(Decision::Rejected)),
        ];
        assert_eq!(reviewed(&entries).decision(FIRST), Decision::Rejected);
        assert_eq!(undoable(&entries, "ana"), (Some("2"), None));
        entries.push(entry(3, "ana", None, Act::Undo { of: "2".to_owned() }));
        assert_eq!(reviewed(&entries).decision(FIRST), Decision::Accepted);
        assert_eq!(undoable(&entries, "ana"), (Some("1"), Some("3")));
        entries.push(entry(4, "ana", None, Act::Undo { of: "3".to_owned() }));
        assert_eq!(reviewed(&entries).decision(FIRST), Decision::Rejected);
        assert_eq!(reviewed(&entries).progress(), (1, 2));
    }

    #[test]
    fn two_editors_who_differ_are_a_conflict_and_both_are_kept() {
        let at = first();
        let entries = [
            entry(1, "ana", Some(&at), decide(Decision::Accepted)),
            entry(2, "bo", Some(&at), decide(Decision::Rejected)),
        ];
        let reviewed = reviewed(&entries);
        let state = &reviewed.states[&FIRST];
        assert!(state.is_conflict());
        assert_eq!(state.decision(), Decision::Rejected);
        assert_eq!(state.decisions.len(), 2);
    }

    #[test]
    fn what_hangs_on_rejected_actors_counts_no_more_unless_it_was_accepted() {
        let text = "La Sorvie arme la Brigade. La Brigade attaque Kessel.";
        let dispatch = dispatch(text);
        let bare = Anchors::new(&dispatch, &Extraction::default());
        let at = |list, words: &str, label: &str| {
            let start = text.find(words).unwrap();
            bare.at(list, Span::new(start, start + words.len()), label)
        };
        let relation = at(List::Alliance, "arme", "Sorvie -> Brigade");
        let brigade = at(List::Actor, "Brigade", "armed_group");
        let event = at(List::Event, "attaque", "ASSAULT");
        let agents = Act::Correct { field: Field::Agents, value: "Brigade".to_owned() };
        let mut entries = vec![
            entry(1, "ana", Some(&brigade), Act::Add),
            entry(2, "ana", Some(&relation), Act::Add),
            entry(3, "ana", Some(&event), Act::Add),
            entry(4, "ana", Some(&event), agents),
        ];
        let counts = |entries: &[Entry]| {
            let reviewed = Reviewed::new(&dispatch, &Extraction::default(), entries);
            [Item::Alliance(crate::dispatch::AllianceId(0)), Item::Event(EventId(0))]
                .map(|i| reviewed.counts(i))
        };
        assert_eq!(counts(&entries), [true, true]);
        entries.push(entry(5, "ana", Some(&brigade), decide(Decision::Rejected)));
        assert_eq!(counts(&entries), [false, false]);
        entries.push(entry(6, "bo", Some(&event), decide(Decision::Accepted)));
        assert_eq!(counts(&entries), [false, true]);
    }

    #[test]
    fn forgetting_leaves_no_decision() {
        let at = first();
        let entries = [
            entry(1, "ana", Some(&at), decide(Decision::Accepted)),
            entry(2, "ana", Some(&at), decide(Decision::Undecided)),
        ];
        assert_eq!(reviewed(&entries).decision(FIRST), Decision::Undecided);
    }

    #[test]
    fn what_no_longer_fits_is_an_orphan() {
        let mut at = first();
        at.exact = "Jamais".to_owned();
        let reviewed = reviewed(&[entry(1, "ana", Some(&at), decide(Decision::Accepted))]);
        assert_eq!((reviewed.orphans.len(), reviewed.states.len()), (1, 0));
    }

    #[test]
    fn a_missed_item_is_added_and_can_be_decided_and_undone() {
        let dispatch = dispatch(TEXT);
        let bare = Anchors::new(&dispatch, &Extraction::default());
        let at = bare.at(
            List::Actor,
            Span::new(TEXT.find("Orlan").unwrap(), TEXT.find("Orlan").unwrap() + 5),
            "person",
        );
        let mut entries = vec![
            entry(1, "ana", Some(&at), Act::Add),
            entry(2, "ana", Some(&at), decide(Decision::Accepted)),
        ];
        let after = reviewed(&entries);
        assert_eq!(after.items.actors[0].name, "Orlan");
        assert_eq!(after.decision(Item::Actor(ActorId(0))), Decision::Accepted);
        entries.push(entry(3, "ana", None, Act::Undo { of: "1".to_owned() }));
        let undone = reviewed(&entries);
        assert!(undone.items.actors.is_empty());
        assert_eq!(undone.orphans.len(), 1, "the decision on it is not lost");
    }

    #[test]
    fn notes_go_to_items_and_to_the_dispatch() {
        let at = first();
        let note = |text: &str| Act::Note { text: text.to_owned() };
        let reviewed =
            reviewed(&[entry(1, "ana", Some(&at), note("ici")), entry(2, "bo", None, note("partout"))]);
        assert_eq!(reviewed.states[&FIRST].notes, [("ana".to_owned(), "ici".to_owned())]);
        assert_eq!(reviewed.dispatch.notes, [("bo".to_owned(), "partout".to_owned())]);
    }

    #[test]
    fn what_is_dropped_takes_its_state_along_and_the_others_keep_theirs() {
        let (first, second) = (first(), reviewed(&[]).anchor(Item::Quote(QuoteId(1))).unwrap().clone());
        let mut reviewed = reviewed(&[
            entry(1, "ana", Some(&first), decide(Decision::Rejected)),
            entry(2, "ana", Some(&second), decide(Decision::Accepted)),
        ]);
        let states = reviewed.states.clone();
        reviewed.retain(|item| states.get(&item).is_some_and(|s| s.decision() == Decision::Accepted));
        assert_eq!(reviewed.items.quotes.len(), 1);
        assert_eq!(reviewed.decision(FIRST), Decision::Accepted);
    }
}
