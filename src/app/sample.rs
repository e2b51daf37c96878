//! A small invented dispatch with an extraction made by hand, for tests.
#![allow(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_lines,
    reason = "test data"
)]

use crate::dispatch::{
    Actor, ActorId, ActorKind, Alliance, AllianceKind, AllianceStatus, Attribution, Basis, Category, Count,
    Country, Dateline, Dispatch, Event, EventDate, Extraction, Format, Lang, Mention, MentionForm, Meta,
    Modality, Paragraph, ParagraphKind, Place, PlaceId, Quote, QuoteId, QuoteKind, Source, SourceId,
    SourceKind, Span, Toll, Why,
};

const TEXT: &str = "La présidente du Conseil de Vardanie, Ilana Morvane, a accusé mardi la Brigade du Nord d'avoir bombardé le port de Kessel, une attaque qui a fait 12 morts.\n\
Riposte annoncée\n\
\"Nous ne laisserons pas ce crime impuni\", a déclaré Mme Morvane dans un communiqué.\n\
La Vardanie est l'alliée de la Sorvie, qui arme la Brigade du Nord selon un diplomate. \"C'est faux\", a répondu le porte-parole sorve, Anton Brek.\n\
Avec ADP";

/// A dispatch of body paragraphs alone.
pub fn plain(text: &str) -> Dispatch {
    let mut at = 0;
    let paragraphs = text
        .split('\n')
        .map(|line| {
            let span = Span::new(at, at + line.len());
            at = span.end + 1;
            Paragraph { span, kind: ParagraphKind::Body }
        })
        .filter(|p| !p.span.is_empty())
        .collect();
    Dispatch {
        id: "sample".to_owned(),
        path: None,
        format: Format::Text,
        meta: Meta::default(),
        text: text.to_owned(),
        paragraphs,
        notices: Vec::new(),
    }
}

/// The span of the `nth` time (from 0) that `words` stand in the sample.
fn at(words: &str, nth: usize) -> Span {
    let start = TEXT.match_indices(words).nth(nth).map_or_else(|| panic!("{words}"), |(n, _)| n);
    Span::new(start, start + words.len())
}

fn actor(name: &str, kind: ActorKind, country: &str, role: &str, mentions: &[(&str, usize)]) -> Actor {
    Actor {
        name: name.to_owned(),
        kind,
        country: Country::from_code(country),
        roles: if role.is_empty() { Vec::new() } else { vec![role.to_owned()] },
        aliases: Vec::new(),
        mentions: mentions
            .iter()
            .map(|(w, n)| Mention { span: at(w, *n), form: MentionForm::Name })
            .collect(),
        why: Why::new("actors/name", 0.9),
    }
}

/// A reader in French of that size, with the sample dispatch read and `others` more dispatches.
pub fn app(width: u16, height: u16, others: usize) -> super::App {
    use super::{App, Msg, Setup, messages::Messages};
    let mut app = App::new(Setup {
        messages: Messages::in_language(Lang::from_tag("fr").unwrap()),
        views: vec![("Kessel".to_owned(), "slug:kessel".to_owned())],
        ..Setup::default()
    });
    let (first, items) = dispatch();
    let mut all = vec![first];
    for n in 0..others {
        let mut other = plain(&format!("Le convoi numéro {n} est arrivé à Kessel.\nAvec ADP"));
        other.meta.slugline = Some(format!("CONVOI-{n}"));
        other.meta.published = Some(format!("2031-03-{:02}T08:{:02}:00Z", 1 + n % 3, n % 60));
        other.meta.urgency = Some(4);
        all.push(other);
    }
    app.update(Msg::Resize(width, height));
    arrive(&mut app, all);
    app.update(Msg::Loaded);
    app.update(Msg::Read(0, Box::new(items)));
    app
}

/// A row of that number that holds a dispatch, its only take.
pub fn row(id: usize, dispatch: Dispatch) -> crate::library::Row {
    let words = crate::library::words(&dispatch);
    crate::library::Row { id, family: id, item: 0, state: crate::library::State::Whole, words, dispatch }
}

/// Lets dispatches arrive, each a story of its own.
pub fn arrive(app: &mut super::App, dispatches: Vec<Dispatch>) -> Vec<super::Effect> {
    let from = app.entries.len();
    let put = |(n, dispatch)| crate::library::Change::Put(Box::new(row(from + n, dispatch)));
    app.update(super::Msg::Arrived(dispatches.into_iter().enumerate().map(put).collect()))
}

/// Presses keys, written as in a keymap.
pub fn press(app: &mut super::App, keys: &str) -> Vec<super::Effect> {
    let keys = super::key::Key::parse_sequence(keys).unwrap_or_else(|| panic!("{keys}"));
    keys.into_iter().flat_map(|key| app.update(super::Msg::Key(key))).collect()
}

/// Does what the store would do with what is asked; what it stored comes back.
pub fn store(app: &mut super::App, editor: &str, effects: Vec<super::Effect>) -> Vec<crate::review::Entry> {
    use super::deciding::{Origin, Task};
    use super::{Effect, Msg};
    let mut stored = Vec::new();
    for effect in effects {
        if let Effect::Review(Task::Take(deeds)) = effect {
            let mut step = crate::review::Step::new(editor);
            for deed in deeds {
                step.push(deed.dispatch, None, deed.anchor, deed.act);
            }
            stored.extend(step.entries().to_vec());
            app.update(Msg::Decided(step.entries().to_vec(), Origin::Here));
        }
    }
    stored
}

/// The dispatch and its extraction.
pub fn dispatch() -> (Dispatch, Extraction) {
    let mut dispatch = plain(TEXT);
    dispatch.paragraphs[1].kind = ParagraphKind::Subhead;
    dispatch.paragraphs[4].kind = ParagraphKind::Credit;
    dispatch.meta = Meta {
        headline: Some("La Vardanie accuse la Brigade du Nord après le bombardement de Kessel".to_owned()),
        language: Lang::from_tag("fr"),
        dateline: Some(Dateline {
            place: Some("Kessel".to_owned()),
            date: Some("2031-03-04".to_owned()),
            agency: Some("ADP".to_owned()),
        }),
        published: Some("2031-03-04T18:05:00+01:00".to_owned()),
        credit: vec!["ADP".to_owned()],
        slugline: Some("VARDANIE-KESSEL".to_owned()),
        urgency: Some(2),
        version: Some("3".to_owned()),
        note: Some("Noms et lieux inventés.".to_owned()),
        ..Meta::default()
    };
    let quote = |words: &str, speaker, cue: &str, source| Quote {
        kind: QuoteKind::Direct,
        span: at(words, 0),
        speaker: Some(ActorId(speaker)),
        cue: Some(at(cue, 0)),
        source,
        part_of: None::<QuoteId>,
        why: Why::new("quotes/cue-after", 0.95).with_cue(at(cue, 0)),
    };
    let relation = |kind, a, b, evidence: &str, attribution: Option<Attribution>| Alliance {
        kind,
        a: ActorId(a),
        b: ActorId(b),
        status: if attribution.is_none() { AllianceStatus::Current } else { AllianceStatus::Alleged },
        evidence: at(evidence, 0),
        basis: Basis::Stated,
        attribution,
        why: Why::new("alliances/noun", 0.8),
    };
    let items = Extraction {
        actors: vec![
            actor(
                "Ilana Morvane",
                ActorKind::Person,
                "",
                "présidente du Conseil de Vardanie",
                &[("Ilana Morvane", 0), ("Morvane", 1)],
            ),
            actor(
                "Brigade du Nord",
                ActorKind::ArmedGroup,
                "",
                "",
                &[("Brigade du Nord", 0), ("Brigade du Nord", 1)],
            ),
            actor("Vardanie", ActorKind::State, "VA", "", &[("Vardanie", 1)]),
            actor("Sorvie", ActorKind::State, "SO", "", &[("Sorvie", 0)]),
            actor("Anton Brek", ActorKind::Person, "SO", "porte-parole sorve", &[("Anton Brek", 0)]),
        ],
        alliances: vec![
            relation(AllianceKind::Allied, 2, 3, "La Vardanie est l'alliée de la Sorvie", None),
            relation(
                AllianceKind::Backs,
                3,
                1,
                "qui arme la Brigade du Nord",
                Some(Attribution::Source(SourceId(1))),
            ),
        ],
        events: vec![
            Event {
                category: Category::Accuse,
                mode: None,
                cameo: None,
                trigger: at("accusé", 0),
                mentions: Vec::new(),
                agents: vec![ActorId(0)],
                targets: vec![ActorId(1)],
                place: None,
                date: Some(EventDate { span: at("mardi", 0), iso: Some("2031-03-04".to_owned()) }),
                modality: Modality::Asserted,
                toll: None,
                attribution: None,
                sentence: Span::new(0, TEXT.find('\n').unwrap()),
                why: Why::new("events/verb", 0.9),
            },
            Event {
                category: Category::Assault,
                mode: Some("bombing".to_owned()),
                cameo: Some("194".to_owned()),
                trigger: at("bombardé", 0),
                mentions: vec![at("attaque", 0)],
                agents: vec![ActorId(1)],
                targets: Vec::new(),
                place: Some(PlaceId(0)),
                date: None,
                modality: Modality::Claimed,
                toll: Some(Toll {
                    killed: Some(Count { min: 12, max: Some(12), approx: false, span: at("12 morts", 0) }),
                    ..Toll::default()
                }),
                attribution: Some(Attribution::Actor(ActorId(0))),
                sentence: Span::new(0, TEXT.find('\n').unwrap()),
                why: Why::new("events/verb", 0.85),
            },
        ],
        quotes: vec![
            quote("Nous ne laisserons pas ce crime impuni", 0, "a déclaré", Some(SourceId(0))),
            quote("C'est faux", 4, "a répondu", None),
        ],
        sources: vec![
            Source {
                kind: SourceKind::Statement,
                name: "communiqué d'Ilana Morvane".to_owned(),
                actor: Some(ActorId(0)),
                mentions: vec![at("communiqué", 0)],
                why: Why::new("sources/channel", 0.9),
            },
            Source {
                kind: SourceKind::Anonymous,
                name: "un diplomate".to_owned(),
                actor: None,
                mentions: vec![at("un diplomate", 0)],
                why: Why::new("sources/according-to", 0.9),
            },
        ],
        places: vec![Place {
            name: "Kessel".to_owned(),
            country: None,
            lat: Some(54.5),
            lon: Some(13.2),
            mentions: vec![at("Kessel", 0)],
            why: Why::new("places/name", 0.9),
        }],
    };
    (dispatch, items)
}
