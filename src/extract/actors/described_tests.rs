//! Parties that are described and not named: those who do or suffer what happens.

use super::record_tests::{mentions, named, names, record};
use crate::dispatch::{Actor, ActorKind, Country};

fn kind(actor: &Actor) -> (ActorKind, Option<Country>) {
    (actor.kind, actor.country)
}

#[test]
fn a_number_that_the_tagger_takes_for_a_noun_counts_who_follows_it() {
    let text =
        "LOMBA - Huit policiers maliens ont été tués lundi. Des rebelles ont enlevé onze civils tchadiens.";
    named("fr", text, "Huit policiers maliens");
    named("fr", text, "onze civils tchadiens");
    let text = "Trente-deux civils marocains ont été tués jeudi.";
    named("fr", text, "Trente-deux civils marocains");
    let text = "L'armée a capturé deux cents partisans.";
    named("fr", text, "deux cents partisans");
}

#[test]
fn some_of_a_people_are_a_party() {
    let text = "Police arrested four Germans. A Togolese was killed by gunmen. Rebels killed 25 Lebanese.";
    let germans = named("en", text, "four Germans");
    assert_eq!(kind(&germans), (ActorKind::Population, Country::from_code("DE")));
    let one = named("en", text, "Togolese");
    assert_eq!(kind(&one), (ActorKind::Person, Country::from_code("TG")));
    named("en", text, "25 Lebanese");
    let text = "Une Malienne a été abattue lundi. La police a arrêté deux nigérians et quatre Thaïlandais.";
    assert_eq!(named("fr", text, "Malienne").kind, ActorKind::Person);
    named("fr", text, "deux nigérians");
    named("fr", text, "quatre Thaïlandais");
}

#[test]
fn a_word_of_nationality_before_its_noun_is_nobody() {
    let text = "Rebels killed a Malian trader and two Chadian and Nigerien drivers on Monday.";
    assert!(!names("en", text).iter().any(|n| n == "Malian" || n == "two Chadian" || n == "Nigerien"));
    let text = "Les rebelles ont attaqué deux bases tchadiennes.";
    assert!(!names("fr", text).iter().any(|n| n.contains("tchadiennes")));
}

#[test]
fn the_plural_of_a_people_that_looks_like_a_name_is_that_of_a_people() {
    let text = "Bosnian Serbs shelled the town on Monday.";
    assert_eq!(named("en", text, "Bosnian Serbs").kind, ActorKind::Population);
    let text = "Gunmen attacked Hindus on Monday.";
    assert_eq!(named("en", text, "Hindus").kind, ActorKind::Population);
}

#[test]
fn so_many_of_those_of_somebody_are_a_party_of_their_own() {
    let text = "The colonel fled. Police arrested three of his followers on Monday.";
    named("en", text, "three of his followers");
    let text = "Le colonel a fui. Deux de ses partisans ont été arrêtés.";
    named("fr", text, "Deux de ses partisans");
    let text = "Les rebelles ont accusé l'armée. Trois de leurs membres ont été arrêtés.";
    named("fr", text, "Trois de leurs membres");
    // One of them is called by no number, and a body is no people.
    let text = "Police arrested one of the rebels.";
    assert!(!names("en", text).iter().any(|n| n.starts_with("of ") || n.starts_with("one ")));
}

#[test]
fn a_rough_number_is_part_of_the_mention_and_not_of_the_name() {
    assert_eq!(mentions("en", "Rebels freed dozens of prisoners.", "prisoners"), ["dozens of prisoners"]);
    let text = "L'armée a tué une trentaine de villageois.";
    assert_eq!(mentions("fr", text, "villageois"), ["trentaine de villageois"]);
}

#[test]
fn an_adjective_that_the_tagger_takes_for_a_participle_tells_who_they_are() {
    let text = "Des policiers lourdement armés ont dispersé la foule.";
    named("fr", text, "policiers lourdement armés");
    let text = "Des hommes non identifiés ont attaqué la base.";
    named("fr", text, "hommes non identifiés");
    let text =
        "Des miliciens pro-russes ont attaqué la base. Dix membres présumés du réseau ont été arrêtés.";
    named("fr", text, "miliciens pro-russes");
    assert!(names("fr", text).iter().any(|n| n.starts_with("Dix membres présumés")));
    let text =
        "Le ministre a aidé les ouvriers produisant des vélos et arrêté des marchands soupçonnés de mentir.";
    assert!(!names("fr", text).iter().any(|n| n.ends_with("produisant") || n.ends_with("soupçonnés")));
    // What happened to them does not.
    let text = "Le maire a salué les trois soldats tués, lundi à Kern.";
    assert!(!names("fr", text).iter().any(|n| n.ends_with("tués")));
}

#[test]
fn those_in_authority_are_not_the_authority_that_is_held() {
    let text = "Le Mali a accusé les autorités tchadiennes. Elle a exhorté les autorités à négocier.";
    named("fr", text, "autorités tchadiennes");
    assert!(!names("fr", "Le colonel a rejeté l'autorité.").iter().any(|n| n == "autorité"));
}

#[test]
fn people_by_what_they_are_suspected_of_or_by_their_trade_are_a_party() {
    for (text, who) in [
        ("Police arrested eleven suspects.", "eleven suspects"),
        ("A mob attacked the embassy.", "mob"),
        ("Gunmen killed two parishioners and a woodcutter.", "two parishioners"),
        ("Rebels kidnapped 20 schoolgirls.", "20 schoolgirls"),
    ] {
        named("en", text, who);
    }
    for (text, who) in [
        ("La police a interpellé treize protestataires.", "treize protestataires"),
        ("Des inconnus ont tué deux religieuses.", "inconnus"),
        ("Des inconnus ont tué deux religieuses.", "deux religieuses"),
        ("Les rebelles ont libéré une fillette.", "fillette"),
    ] {
        named("fr", text, who);
    }
}

#[test]
fn a_word_for_people_in_a_phrase_for_something_else_is_nobody() {
    assert_eq!(names("fr", "Les heurts ont fait 12 gardes à vue."), [""; 0]);
    named("fr", "Les gardes ont tiré sur la foule.", "gardes");
}

#[test]
fn a_described_party_that_does_nothing_is_not_in_the_record() {
    let found = names("en", "The town has four Germans, a mob and several suspects.");
    assert_eq!(found, [""; 0]);
}

#[test]
fn the_name_of_a_body_goes_on_over_capitals_numbers_and_peoples() {
    for (lang, text, name) in [
        ("en", "The Movement Toward Renewal rejected the talks on Monday.", "Movement Toward Renewal"),
        (
            "en",
            "The Committee of Goma Fishing Families rejected the talks.",
            "Committee of Goma Fishing Families",
        ),
        ("en", "The Democratic Party of Albanians signed a declaration.", "Democratic Party of Albanians"),
        ("fr", "Le Parti du centre d'Edgar Savaris a rejeté l'accord lundi.", "Parti du centre"),
        ("fr", "Les troupes du président Anton Brek ont attaqué Goma.", "troupes du président Anton Brek"),
    ] {
        named(lang, text, name);
    }
}

#[test]
fn a_title_makes_a_person_of_the_name_of_a_town() {
    let text = "The rebels met President Salinas on Monday.";
    assert_eq!(named("en", text, "Salinas").kind, ActorKind::Person);
}

#[test]
fn whose_rivals_somebody_is_tells_who_he_is() {
    let text = "La milice pourchasse ses rivaux du Front du Boral.";
    assert!(!names("fr", text).iter().any(|n| n.contains("rivaux")), "{:?}", names("fr", text));
    let text = "The army was supported by mercenaries from the Wagner Group.";
    assert!(!names("en", text).iter().any(|n| n.contains("mercenaries")), "{:?}", names("en", text));
}

#[test]
fn authority_and_help_are_nobody() {
    let text = "La force est placée sous l'autorité du ministère malien de la Défense.";
    assert!(!names("fr", text).iter().any(|n| n.starts_with("autorité")), "{:?}", names("fr", text));
    let text = "Le Mali a volé au secours de M. Keïta.";
    assert!(!names("fr", text).iter().any(|n| n.starts_with("secours")), "{:?}", names("fr", text));
}

#[test]
fn a_name_goes_on_to_its_acronym() {
    let text = "Selon le Centre pour la paix et les libertés civiles (CPLC), dix civils sont morts.";
    named("fr", text, "Centre pour la paix et les libertés civiles");
}

#[test]
fn the_army_is_no_foreign_one() {
    let text = "Troops attacked Harl. Malian soldiers attacked Merk. The army shelled Bour.";
    assert_eq!(mentions("en", text, "Troops").join(", "), "Troops, army");
}

#[test]
fn the_army_is_that_of_the_country_told_of() {
    let mali = (ActorKind::Military, Country::from_code("ML"));
    let text = "GAO (Mali) - Les derniers soldats français ont quitté lundi Gao. Le Mali a salué leur départ. L'armée y a tué jeudi deux bergers.";
    assert!(record("fr", text).actors.iter().any(|a| kind(a) == mali));
    let text = "GAO, Mali - French troops left Gao on Monday. Mali welcomed the move. The army killed two herders there on Thursday.";
    assert!(record("en", text).actors.iter().any(|a| kind(a) == mali));
    // Whoever comes later from elsewhere is another.
    let text =
        "GAO (Mali) - Au Mali, l'armée a bombardé lundi Gao. L'armée tchadienne a envoyé des renforts.";
    assert!(record("fr", text).actors.iter().any(|a| kind(a) == mali));
    assert_eq!(named("fr", text, "armée tchadienne").country, Country::from_code("TD"));
    // Where the country does nothing, and the same noun was its name, it stays the other.
    let text = "GAO (Mali) - L'armée tchadienne a bombardé lundi Gao. L'armée a tué deux bergers.";
    assert_eq!(named("fr", text, "armée tchadienne").mentions.len(), 2);
}

#[test]
fn the_president_is_no_deputy_and_no_foreign_one() {
    let text = "BAMAKO, Mali - President Awa Sarr met Vice President Anton Brek on Monday. Brek left. The president stayed.";
    assert!(mentions("en", text, "Awa Sarr").join(", ").ends_with(", president"));
    // Who is named later, and elsewhere, is not meant.
    let text = "BAMAKO (Mali) - Le président Awa Sarr a parlé lundi. Des partis ont critiqué ce choix. Le président a répondu. \
        A Paris, le président français Carl Dunn a salué ce geste.";
    assert!(mentions("fr", text, "Awa Sarr").join(", ").ends_with(", président"));
    assert_eq!(mentions("fr", text, "Carl Dunn").len(), 2);
    // Who was spoken of right before is.
    let text = "BAMAKO (Mali) - Le président malien Awa Sarr a parlé lundi. Le président français Carl Dunn a salué ce geste. Le président a promis une aide.";
    assert!(mentions("fr", text, "Carl Dunn").join(", ").ends_with(", président"));
}

#[test]
fn the_army_is_not_some_of_its_soldiers() {
    let text = "Des soldats d'élite ont attaqué un camp lundi. L'armée a tué huit bergers.";
    assert_eq!(mentions("fr", text, "soldats d'élite").len(), 1);
    let text = "Des soldats ont attaqué un camp lundi. L'armée a tué huit bergers.";
    assert_eq!(mentions("fr", text, "soldats").len(), 2);
}

#[test]
fn the_verb_that_has_a_noun_for_its_object_is_no_part_of_what_it_says() {
    let text = "Mali has kept soldiers in Gao since Monday. The soldiers killed a trader.";
    assert!(names("en", text).iter().all(|n| !n.contains("kept")), "{:?}", names("en", text));
}

#[test]
fn where_somebody_happens_to_be_is_no_part_of_what_he_is_called() {
    named(
        "fr",
        "Trois ingénieurs ont été enlevés à Gao. Un militant à Bamako a accusé la police.",
        "militant",
    );
    named("en", "Gunmen killed a trader. A union leader in Bamako accused the police.", "union leader");
    named("fr", "L'ambassadeur à Bamako a accusé la police.", "ambassadeur à Bamako");
}

#[test]
fn what_has_no_article_behind_a_preposition_is_nobody() {
    let text = "The Council condemned the use of force against Mali.";
    assert!(!names("en", text).iter().any(|n| n == "force"), "{:?}", names("en", text));
    named("en", "A Chadian force attacked Gao.", "Chadian force");
    let text = "La flotte placée sous commandement tchadien a bombardé Gao.";
    assert!(names("fr", text).iter().all(|n| !n.contains("commandement")), "{:?}", names("fr", text));
}

#[test]
fn whoever_serves_a_body_is_that_body() {
    let text = "The interior ministry said its men killed a trader in Gao.";
    assert!(!names("en", text).iter().any(|n| n == "men"));
    let text = "Le ministère de la Défense a nié que ses hommes aient tué huit bergers.";
    assert!(!names("fr", text).iter().any(|n| n == "hommes"));
    // Of a person's nothing tells who they are.
    named("fr", "Ali Sow a fui. Ses hommes ont tué huit bergers.", "hommes");
}
