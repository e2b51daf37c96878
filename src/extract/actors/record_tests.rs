//! What the record of a text shows of its actors: what they are called, and whom later words mean.

use crate::dispatch::{
    Actor, ActorId, Dispatch, Extraction, Format, Lang, Meta, Paragraph, ParagraphKind, Span,
};
use crate::language;
use crate::lexicon::Lexicon;

pub fn record(tag: &str, text: &str) -> Extraction {
    let dispatch = Dispatch {
        id: "test".to_owned(),
        path: None,
        format: Format::Text,
        meta: Meta::default(),
        text: text.to_owned(),
        paragraphs: vec![Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body }],
        notices: Vec::new(),
    };
    let lang = Lang::from_tag(tag).unwrap();
    let analysis = language::analyze(text, &dispatch.paragraphs, lang);
    crate::extract::extract(&dispatch, &analysis, Lexicon::built_in())
}

pub fn names(tag: &str, text: &str) -> Vec<String> {
    record(tag, text).actors.into_iter().map(|a| a.name).collect()
}

/// The actor of that name.
#[track_caller]
pub fn named(tag: &str, text: &str, name: &str) -> Actor {
    let found = record(tag, text).actors;
    let all: Vec<&str> = found.iter().map(|a| a.name.as_str()).collect();
    found.iter().find(|a| a.name == name).cloned().unwrap_or_else(|| panic!("no {name} in {all:?}"))
}

/// The words that mean the actor of that name.
#[track_caller]
pub fn mentions(tag: &str, text: &str, name: &str) -> Vec<String> {
    named(tag, text, name).mentions.iter().map(|m| m.span.of(text).to_owned()).collect()
}

#[test]
fn particles_belong_to_the_name_of_a_person() {
    let text = "Le ministre Bruno Le Garrec a accusé Thomas de Vallière.";
    assert_eq!(names("fr", text), ["Bruno Le Garrec", "Thomas de Vallière"]);
}

#[test]
fn a_title_is_no_part_of_a_name() {
    named("en", "The commander, General Michael Trent, said the city was calm.", "Michael Trent");
    named("en", "U.S. Secretary of Defense Carl Dunn hosted talks in Paris.", "Carl Dunn");
}

#[test]
fn what_sort_of_body_it_is_is_no_part_of_a_known_name() {
    named("fr", "L'organisation État islamique a revendiqué l'attaque.", "État islamique");
    named("en", "Fighters of al Shabaab attacked the town.", "al Shabaab");
}

#[test]
fn which_or_how_many_is_no_part_of_what_somebody_is_called() {
    named("fr", "Les autres ministres ont rejeté l'accord.", "ministres");
    named("en", "The same presidential council rejected the deal.", "presidential council");
}

#[test]
fn the_person_it_is_of_is_no_part_of_the_name_of_a_party() {
    let text = "Le Rassemblement des ouvriers d'Awa Keïta a rejeté l'accord.";
    named("fr", text, "Rassemblement des ouvriers");
}

#[test]
fn a_state_that_only_qualifies_is_called_by_its_capital() {
    named("en", "Washington accused the rebels on Monday, U.S. officials said.", "Washington");
    named("en", "Washington accused the rebels. The U.S. sent ships.", "U.S.");
}

#[test]
fn the_man_is_the_one_just_spoken_of() {
    let text = "Un homme a attaqué une caserne. L'homme a été arrêté lundi.";
    assert_eq!(mentions("fr", text, "homme"), ["homme", "homme"]);
}

#[test]
fn the_forces_of_a_group_are_the_group() {
    let text = "Taliban forces seized the town, and a strike hit a Taliban tactical unit.";
    assert_eq!(
        mentions("en", text, "Taliban"),
        ["Taliban", "Taliban forces", "Taliban", "Taliban tactical unit"]
    );
}

#[test]
fn a_name_that_does_nothing_is_doubtful_where_adjectives_have_capitals_too() {
    let text = "The army attacked the rebels near the Ostrov Fields.";
    assert!(names("en", text).iter().all(|n| n != "Ostrov Fields"));
}

#[test]
fn a_title_varies_what_the_subject_of_the_sentence_before_is_called() {
    let brek = |text| mentions("fr", text, "Anton Brek");
    let text = "Anton Brek a annoncé mercredi sa candidature. L'ancien banquier a quitté le parti.";
    assert_eq!(brek(text), ["Anton Brek", "ancien banquier"]);
    let text = "Anton Brek a rencontré Idriss Tahir mercredi. L'ancien banquier a quitté le parti.";
    assert_eq!(brek(text), ["Anton Brek"]);
    let text = "Pierre Brek a annoncé sa candidature. L'ancienne ministre a quitté le parti.";
    assert_eq!(mentions("fr", text, "Pierre Brek"), ["Pierre Brek"]);
}

#[test]
fn a_title_before_a_pronoun_that_it_describes_is_nobody_else() {
    let text = "Anton Brek est mort lundi. Président du parti depuis 2010, il a soutenu l'armée.";
    assert!(names("fr", text).iter().all(|n| !n.starts_with("Président")));
    assert_eq!(mentions("fr", text, "Anton Brek"), ["Anton Brek", "il"]);
}

#[test]
fn others_are_not_those_told_of() {
    let text = "Des policiers ont arrêté un rebelle lundi. D'autres policiers ont attaqué la ville.";
    assert_eq!(names("fr", text).iter().filter(|n| *n == "policiers").count(), 2);
}

#[test]
fn an_operation_is_nobody() {
    let text = "Un soldat de l'Opération Kestrel a été blessé lundi.";
    assert!(names("fr", text).iter().all(|n| n != "Kestrel"));
}

#[test]
fn power_that_is_held_or_taken_is_nobody() {
    let text = "Le parti au pouvoir a rejeté l'accord. L'armée a pris le pouvoir.";
    assert!(names("fr", text).iter().all(|n| n != "pouvoir"));
    named("fr", "Le pouvoir a rejeté l'accord.", "pouvoir");
}

#[test]
fn members_of_what_is_not_said_are_nobody() {
    assert!(names("en", "The army arrested its members.").iter().all(|n| n != "members"));
}

#[test]
fn the_last_word_of_a_title_means_its_holder() {
    let text =
        "Defence minister Carl Dunn met the rebels. The talks failed. The minister accused the rebels.";
    assert_eq!(mentions("en", text, "Carl Dunn").last().map(String::as_str), Some("minister"));
}

/// Who suffers what the last event tells.
pub fn targets(items: &Extraction) -> Vec<&str> {
    called(items, &items.events.last().unwrap().targets)
}

/// What those are called.
pub fn called<'i>(items: &'i Extraction, ids: &[ActorId]) -> Vec<&'i str> {
    ids.iter().map(|id| items.actors[id.0].name.as_str()).collect()
}

#[test]
fn the_body_named_behind_its_relation_to_another_is_one_with_it() {
    let text = "Le Parti du fleuve a salué l'annonce. Son rival, l'Union du Boral, est accusé par la Turquie de trahison.";
    let items = record("fr", text);
    assert_eq!(targets(&items), ["Union du Boral"]);
    assert!(items.actors.iter().all(|a| a.name != "rival"));
}

#[test]
fn what_is_counted_is_as_prominent_as_its_number() {
    let text = "Des dizaines d'habitants ont coupé la route pour exiger le départ des Tchétchènes ; la police les a dispersés.";
    assert_eq!(targets(&record("fr", text)), ["habitants"]);
}

#[test]
fn a_convoy_is_nobody() {
    assert!(
        names("fr", "Les rebelles ont attaqué un convoi de carburant.").iter().all(|n| !n.contains("convoi"))
    );
}
