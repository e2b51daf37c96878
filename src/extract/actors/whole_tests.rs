//! Actors found whole: names with all their words, people with their roles and their country, one entry for each.

use super::record_tests::{named, names};
use crate::dispatch::{ActorKind, Country};

#[test]
fn who_is_described_and_named_later_is_one() {
    let text = "Un notaire a été libéré lundi à Lomé. « Je suis las », a soupiré Bakary Velmar à sa descente d'avion.";
    let person = named("fr", text, "Bakary Velmar");
    assert_eq!(person.roles, ["notaire"]);
    assert!(!names("fr", text).iter().any(|n| n == "notaire"));
    let text = "A timber trader was jailed for ten years on Monday. The judge told Anton Brek he would appeal in vain.";
    assert!(named("en", text, "Anton Brek").roles.is_empty());
    // Who is introduced by words of her own is another.
    let text = "Un notaire a été libéré lundi. Bakary Velmar, un voisin, a applaudi.";
    assert_eq!(named("fr", text, "Bakary Velmar").roles, ["voisin"]);
}

#[test]
fn a_title_without_a_name_is_the_role_of_who_has_it() {
    let text = "The Malian defence minister denied the report on Tuesday.";
    assert_eq!(named("en", text, "Malian defence minister").roles, ["Malian defence minister"]);
    let text = "Awa Keïta est arrivée lundi. La ministre de la Pêche a promis des bateaux.";
    assert_eq!(named("fr", text, "Awa Keïta").roles, ["ministre de la Pêche"]);
}

#[test]
fn what_somebody_is_said_to_be_is_no_other() {
    let text = "Awa Keïta est la présidente du syndicat. Elle a dénoncé l'accord.";
    assert_eq!(named("fr", text, "Awa Keïta").roles, ["présidente du syndicat"]);
    let text = "The Kern Front is the armed wing of the Boral Party. It attacked the port.";
    assert!(!names("en", text).iter().any(|n| n.starts_with("armed wing")));
}

#[test]
fn a_group_is_known_by_whom_it_is_linked_to() {
    let kind = |text: &str, name: &str| named("en", text, name).kind;
    let text = "An al Qaeda-linked group burnt a mill near Gao.";
    assert_eq!(kind(text, "al Qaeda-linked group"), ActorKind::ArmedGroup);
    let text = "A Kremlin-funded group burnt a mill near Gao.";
    assert_eq!(kind(text, "Kremlin-funded group"), ActorKind::ArmedGroup);
    // Beside a name the same words describe who has it.
    let text = "The Kern Front, an Egypt-backed Chadian group, burnt a mill.";
    assert!(!names("en", text).iter().any(|n| n.contains("group")));
}

#[test]
fn a_body_is_called_what_stands_for_it_alone() {
    let text = "A Houthi spokesman thanked his guests. The Houthis had freed a sailor.";
    let all = names("en", text);
    assert!(all.contains(&"Houthis".to_owned()) && !all.contains(&"Houthi".to_owned()), "{all:?}");
    let text = "The Houthi burnt a mill. The Houthis had freed a sailor.";
    assert!(names("en", text).contains(&"Houthi".to_owned()));
}

#[test]
fn an_article_joined_to_a_name_needs_no_capital() {
    assert_eq!(named("en", "On Monday al-Manar showed the mill.", "al-Manar").kind, ActorKind::Media);
}

#[test]
fn the_field_of_an_office_is_no_body() {
    let text =
        "La ministre de la Justice Awa Keïta a démissionné lundi. Le ministère de la Défense a démenti.";
    assert!(!names("fr", text).iter().any(|n| n == "Justice" || n == "Défense"));
}

#[test]
fn an_acronym_in_brackets_is_the_name_before_it() {
    let text = "L'Association des familles de marins disparus (AFMD) a protesté. L'AFMD a manifesté lundi.";
    assert_eq!(named("fr", text, "Association des familles de marins disparus").aliases, ["AFMD"]);
    let text = "L'ONG Campagne contre les mines de Boral (CMB) a gagné son procès contre l'Etat.";
    assert_eq!(named("fr", text, "Campagne contre les mines de Boral").aliases, ["CMB"]);
}

#[test]
fn the_number_of_a_unit_belongs_to_it() {
    let text = "La IIIe brigade de l'armée malienne a tiré sur la foule.";
    named("fr", text, "IIIe brigade de l'armée malienne");
    named("fr", "Le roi Albert Ier a accusé Awa Le Prat lundi.", "Albert Ier");
    let text = "Le front 12 de la guérilla a attaqué un poste de police.";
    assert!(names("fr", text).iter().any(|n| n.starts_with("front 12")));
}

#[test]
fn the_name_of_a_person_is_read_whole() {
    let text = "Two lawmakers, Jan-Anton Brek and Tae Min-hur, denied the report on Monday.";
    named("en", text, "Jan-Anton Brek");
    named("en", text, "Tae Min-hur");
    let text = "Le député exilé Bakary Velmar a dénoncé l'accord.";
    assert_eq!(named("fr", text, "Bakary Velmar").roles, ["député exilé"]);
}

#[test]
fn coast_guards_with_axes_are_no_armed_group() {
    let text = "Des garde-côtes chinois armés de haches ont attaqué un chalutier.";
    assert_ne!(named("fr", text, "garde-côtes chinois").kind, ActorKind::ArmedGroup);
}

#[test]
fn a_named_person_without_country_is_of_the_country_told_of() {
    let text = "LOMÉ, 3 mars (AFP) - Des tirs ont retenti à Kara et à Sokodé. Bakary Velmar a accusé la police togolaise.";
    assert_eq!(named("fr", text, "Bakary Velmar").country, Country::from_code("TG"));
    let text = "À Djibouti, le Soudan et l'Ouganda ont rompu. L'armée ougandaise menace. À Djibouti, Anton Brek s'est tu.";
    assert_ne!(named("fr", text, "Anton Brek").country, Country::from_code("DJ"), "it only hosts them");
    let text = "Talks went on in Lomé, Paris and Rome on Monday. Anton Brek accused Ghana of a bluff.";
    assert_eq!(named("en", text, "Anton Brek").country, None);
}

#[test]
fn a_body_is_called_by_what_it_is_for() {
    for (text, name) in [
        (
            "Lundi à Dakar, la Commission régionale pour la mémoire commune a condamné l'attaque.",
            "Commission régionale pour la mémoire commune",
        ),
        (
            "Lundi à Dakar, la Haute Autorité pour la consolidation de la paix a condamné l'attaque.",
            "Haute Autorité pour la consolidation de la paix",
        ),
        (
            "Lundi à Dakar, le Centre régional d'action sanitaire a condamné l'attaque.",
            "Centre régional d'action sanitaire",
        ),
        ("Lundi à Dakar, le Groupe d'études de Lusaka a protesté.", "Groupe d'études de Lusaka"),
    ] {
        named("fr", text, name);
    }
}

#[test]
fn a_given_name_may_be_a_month_and_a_surname_may_hold_an_apostrophe() {
    let text = "Le ministre Jan Petersen a démissionné. Le colonel Awa N'Doula a parlé.";
    named("fr", text, "Jan Petersen");
    named("fr", text, "Awa N'Doula");
}

#[test]
fn a_possessor_and_a_syndicate_are_part_of_a_name() {
    named("en", "The National Farmers' Council said the ambush left ten dead.", "National Farmers' Council");
    named("en", "The Sorvian Teachers Syndicate said that ten were held.", "Sorvian Teachers Syndicate");
    let actors = names("en", "The Teachers Syndicate said that ten were held.");
    assert_eq!(actors, ["Teachers Syndicate"]);
}
