//! Each construction on sentences of our own, with invented people, in both languages.

use crate::dispatch::{Dispatch, Extraction, Format, Lang, Meta, Paragraph, ParagraphKind, QuoteKind, Span};
use crate::language;
use crate::lexicon::Lexicon;
use proptest::prelude::*;

/// A dispatch of body paragraphs, one a line.
fn dispatch(text: &str) -> Dispatch {
    let mut at = 0;
    let paragraphs = text
        .split('\n')
        .map(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            Paragraph { span, kind: ParagraphKind::Body }
        })
        .collect();
    Dispatch {
        id: String::new(),
        path: None,
        format: Format::Text,
        meta: Meta::default(),
        text: text.to_owned(),
        paragraphs,
        notices: Vec::new(),
    }
}

fn extract(lang: &str, text: &str) -> Extraction {
    let dispatch = dispatch(text);
    let lang = Lang::from_tag(lang).expect("two letters");
    let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
    crate::extract::extract(&dispatch, &analysis, Lexicon::built_in())
}

/// The quotes as `D words | speaker` or `I words | speaker`.
fn quotes(lang: &str, text: &str) -> Vec<String> {
    let items = extract(lang, text);
    let line = |q: &crate::dispatch::Quote| {
        let kind = if q.kind == QuoteKind::Direct { "D" } else { "I" };
        let speaker = q.speaker.map_or("-", |s| &items.actors[s.0].name);
        format!("{kind} {} | {speaker}", q.span.of(text))
    };
    items.quotes.iter().map(line).collect()
}

/// The sources as `kind name | actor`.
fn sources(lang: &str, text: &str) -> Vec<String> {
    let items = extract(lang, text);
    let line = |s: &crate::dispatch::Source| {
        let actor = s.actor.map_or("-", |a| &items.actors[a.0].name);
        format!("{} {} | {actor}", s.kind, s.name)
    };
    items.sources.iter().map(line).collect()
}

fn check(lang: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(quotes(lang, text), *expected, "{text}");
    }
}

#[test]
fn french_direct_speech() {
    check(
        "fr",
        &[
            (
                "« Nous partirons demain », a déclaré Paul Varenne.",
                &["D Nous partirons demain | Paul Varenne"],
            ),
            (
                "« Nous partirons demain », a déclaré mardi à la presse le ministre Paul Varenne.",
                &["D Nous partirons demain | Paul Varenne"],
            ),
            (
                "Paul Varenne a quitté la salle. « C'est fini », a-t-il ajouté.",
                &["D C'est fini | Paul Varenne"],
            ),
            (
                "Paul Varenne a répondu : « Nous ne céderons pas. »",
                &["D Nous ne céderons pas. | Paul Varenne"],
            ),
            (
                "« La route est coupée », raconte Paul Varenne, « et personne ne viendra. »",
                &["D La route est coupée | Paul Varenne", "D et personne ne viendra. | Paul Varenne"],
            ),
            (
                "« La route est coupée, soupire Paul Varenne. Personne ne viendra. »",
                &["D La route est coupée, soupire Paul Varenne. Personne ne viendra. | Paul Varenne"],
            ),
            (
                "\"La route est coupée\", a dit Paul Varenne. \"Personne ne viendra.\"",
                &["D La route est coupée | Paul Varenne", "D Personne ne viendra. | Paul Varenne"],
            ),
            (
                "« La route est coupée. Nous attendons.\n« Personne ne viendra », a insisté Paul Varenne.",
                &[
                    "D La route est coupée. Nous attendons. | Paul Varenne",
                    "D Personne ne viendra | Paul Varenne",
                ],
            ),
            (
                "Paul Varenne a dit avoir pris le pont. « Tout est prêt », s'est-il félicité dans un communiqué.",
                &["I avoir pris le pont | Paul Varenne", "D Tout est prêt | Paul Varenne"],
            ),
            (
                "« Il n'y a plus de pain dans la ville », souffle Anna Varenne, infirmière.",
                &["D Il n'y a plus de pain dans la ville | Anna Varenne"],
            ),
            (
                "Dans un communiqué, Paul Varenne, porte-parole du ministère, a « fermement condamné » l'attaque.",
                &["D fermement condamné | Paul Varenne"],
            ),
            ("Paul Varenne : « Nous partirons demain. »", &["D Nous partirons demain. | Paul Varenne"]),
        ],
    );
}

#[test]
fn french_fragments() {
    check(
        "fr",
        &[
            ("Paul Varenne a dénoncé un « chantage honteux ».", &["D chantage honteux | Paul Varenne"]),
            ("Paul Varenne a \"fermement\" condamné le raid.", &["D fermement | Paul Varenne"]),
            ("Paul Varenne a qualifié l'accord d'« historique ».", &["D historique | Paul Varenne"]),
            ("L'armée a lancé l'opération « Aube claire » dans le nord.", &[]),
            ("Le chef, dit « Le Borgne », a fui.", &[]),
        ],
    );
}

#[test]
fn french_reported_speech() {
    check(
        "fr",
        &[
            (
                "Paul Varenne a affirmé mardi que l'armée avait quitté la ville.",
                &["I l'armée avait quitté la ville | Paul Varenne"],
            ),
            (
                "Paul Varenne dit avoir perdu le contact avec la capitale.",
                &["I avoir perdu le contact avec la capitale | Paul Varenne"],
            ),
            (
                "L'armée a quitté la ville dans la nuit, a annoncé Paul Varenne.",
                &["I L'armée a quitté la ville dans la nuit | Paul Varenne"],
            ),
            (
                "Selon Paul Varenne, l'armée a quitté la ville.",
                &["I l'armée a quitté la ville | Paul Varenne"],
            ),
            (
                "L'armée a quitté la ville, selon Paul Varenne.",
                &["I L'armée a quitté la ville | Paul Varenne"],
            ),
            (
                "Paul Varenne a démissionné. Il a ajouté que la ville était perdue.",
                &["I la ville était perdue | Paul Varenne"],
            ),
            (
                "Les civils peuvent partir, a assuré Paul Varenne, précisant que la route restait ouverte.",
                &["I Les civils peuvent partir | Paul Varenne", "I la route restait ouverte | Paul Varenne"],
            ),
        ],
    );
}

#[test]
fn english_direct_speech() {
    check(
        "en",
        &[
            ("“We leave tomorrow,” Paul Warren said.", &["D We leave tomorrow, | Paul Warren"]),
            ("“We leave tomorrow,” said Paul Warren, a minister.", &["D We leave tomorrow, | Paul Warren"]),
            (
                "“The road is cut,” Paul Warren told reporters. “Nobody will come.”",
                &["D The road is cut, | Paul Warren", "D Nobody will come. | Paul Warren"],
            ),
            (
                "\"The road is cut,\" Paul Warren said, \"and nobody will come.\"",
                &["D The road is cut, | Paul Warren", "D and nobody will come. | Paul Warren"],
            ),
            ("Paul Warren replied: “We will not yield.”", &["D We will not yield. | Paul Warren"]),
            ("Paul Warren left the hall. “It is over,” he said.", &["D It is over, | Paul Warren"]),
            ("Paul Warren condemned a “shameful bargain”.", &["D shameful bargain | Paul Warren"]),
        ],
    );
}

#[test]
fn english_reported_speech() {
    check(
        "en",
        &[
            (
                "Paul Warren said on Tuesday that the army had left the city.",
                &["I the army had left the city | Paul Warren"],
            ),
            ("Paul Warren said the army had left the city.", &["I the army had left the city | Paul Warren"]),
            (
                "The army left the city overnight, Paul Warren said.",
                &["I The army left the city overnight | Paul Warren"],
            ),
            (
                "According to Paul Warren, the army left the city.",
                &["I the army left the city | Paul Warren"],
            ),
            (
                "The army left the city, according to Paul Warren.",
                &["I The army left the city | Paul Warren"],
            ),
            (
                "“The road is cut,” Paul Warren said, adding that nobody would come.",
                &["D The road is cut, | Paul Warren", "I nobody would come | Paul Warren"],
            ),
        ],
    );
}

#[test]
fn what_is_reported_ends_where_the_narrator_goes_on() {
    check(
        "fr",
        &[
            (
                "Paul Varenne a estimé que la trêve tenait et a appelé les deux camps au calme.",
                &["I la trêve tenait | Paul Varenne"],
            ),
            (
                "Paul Varenne a affirmé que la route restait ouverte, alors que deux ponts ont sauté.",
                &["I la route restait ouverte | Paul Varenne"],
            ),
            (
                "Paul Varenne a déclaré aux enquêteurs qu'il avait quitté la ville.",
                &["I il avait quitté la ville | Paul Varenne"],
            ),
            (
                "Paul Varenne affirme avoir perdu le port, selon le journal Le Quai.",
                &[
                    "I Paul Varenne affirme avoir perdu le port | journal",
                    "I avoir perdu le port | Paul Varenne",
                ],
            ),
            ("Paul Varenne se dit prêt à partir.", &["I prêt à partir | Paul Varenne"]),
            ("L'armée a quitté le port, ce que Paul Varenne a nié.", &[]),
        ],
    );
    check(
        "en",
        &[
            ("Paul Warren said he was worried and called for calm.", &["I he was worried | Paul Warren"]),
            ("Instead, Paul Warren said, the road is open.", &["I the road is open | Paul Warren"]),
        ],
    );
}

#[test]
fn who_speaks_is_found_by_the_words_where_the_tree_fails() {
    check(
        "en",
        &[
            (
                "A shell hit the market, Paul Warren of the town council said.",
                &["I A shell hit the market | Paul Warren"],
            ),
            (
                "Paul Warren, 41, a plumber at the market with two friends said he was cold.",
                &["I he was cold | Paul Warren"],
            ),
        ],
    );
    check(
        "fr",
        &[(
            "Le convoi a quitté la ville, indique-t-on de source militaire.",
            &["I Le convoi a quitté la ville | source militaire"],
        )],
    );
}

#[test]
fn pronouns_mean_whom_they_agree_with() {
    check(
        "en",
        &[(
            "Peter Warren said the plan was sound.\nSarah Kent disagreed. “It will fail,” she said.",
            &["I the plan was sound | Peter Warren", "D It will fail, | Sarah Kent"],
        )],
    );
    check(
        "fr",
        &[(
            "« Le pont tient », a dit Sarah Kern. Paul Varenne a haussé les épaules. « Il tombera », a-t-elle ajouté.",
            &["D Le pont tient | Sarah Kern", "D Il tombera | Sarah Kern"],
        )],
    );
}

#[test]
fn who_is_described_is_named_behind_the_comma() {
    check(
        "fr",
        &[
            (
                "\"Ce pont tiendra\", a promis un ingénieur du syndicat, Paul Varenne, au micro d'une chaîne locale.",
                &["D Ce pont tiendra | Paul Varenne"],
            ),
            (
                "\"Il gèlera demain\", a prévenu l'une de ses conseillères, la juriste Anne Varenne.",
                &["D Il gèlera demain | Anne Varenne"],
            ),
            (
                "\"Les barques sont parties\", a dit le délégué de la ligue chargé des ports, Paul Varenne, à son retour.",
                &["D Les barques sont parties | Paul Varenne"],
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "\"The wells are dry,\" said one of them, Ann Keller, at the gate of Harl.",
                &["D The wells are dry, | Ann Keller"],
            ),
            (
                "\"Where is the help?\" shouted one man, James Toller, whose sister was there.",
                &["D Where is the help? | James Toller"],
            ),
            (
                "\"We are here,\" said Col. Ann Keller, 507th Maintenance Group Commander.",
                &["D We are here, | Ann Keller"],
            ),
            (
                "\"We trained well,\" said Spc. Ann Keller, a gunner. \"It was hard.\"",
                &["D We trained well, | Ann Keller", "D It was hard. | Ann Keller"],
            ),
            (
                "Its treasurer, Peter Stone, spoke of \"a winter without bread\".",
                &["D a winter without bread | Peter Stone"],
            ),
        ],
    );
}

#[test]
fn who_speaks_stands_behind_a_phrase_or_an_aside() {
    check(
        "fr",
        &[
            (
                "\"La digue est rompue\", a averti par téléphone un de ses voisins, Luc Ramazan.",
                &["D La digue est rompue | Luc Ramazan"],
            ),
            (
                "\"Le port est vide\", a dit en souriant un vieux pêcheur, Paul Lango.",
                &["D Le port est vide | Paul Lango"],
            ),
            (
                "\"Nos soldats gardent la frontière\", a déclaré un conseiller du président Luc Varenne.",
                &["D Nos soldats gardent la frontière | conseiller du président Luc Varenne"],
            ),
            (
                "Un conseiller du président Luc Sannah, Paul Mutang, a dénoncé un \"piège\".",
                &["D piège | Paul Mutang"],
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "Prime minister Peter Stone, a chemist, accused \"greedy millers\" of hiding flour.",
                &["D greedy millers | Peter Stone"],
            ),
            (
                "Peter Stone, whose loans had kept Brek afloat, later denounced the strike as a \"costly whim\".",
                &["D costly whim | Peter Stone"],
            ),
            ("The mayor's union, the KLD, deplored a \"wasted summer\".", &["D wasted summer | KLD"]),
            (
                "\"Nobody buys salt,\" sums up a grocer, seated on his crates.",
                &["D Nobody buys salt, | grocer"],
            ),
            ("\"Bread and water,\" chanted miners in Boral.", &["D Bread and water, | miners"]),
        ],
    );
}

#[test]
fn what_stands_alone_is_announced_signed_or_said_again() {
    check(
        "en",
        &[
            (
                "Gen. Peter Stone, the governor, released this statement on Monday:\n\"The dam will hold through the spring.\"",
                &["D The dam will hold through the spring. | Peter Stone"],
            ),
            (
                "\"No step back\" is what they all heard. \"No step back,\" said Ann Keller.",
                &["D No step back | Ann Keller", "D No step back, | Ann Keller"],
            ),
        ],
    );
    check(
        "fr",
        &[
            (
                "« Nous sommes en contact avec eux »\n— Awa Keïta, directrice de la communication",
                &["D Nous sommes en contact avec eux | Awa Keïta"],
            ),
            (
                "Au marché, les pêcheurs ont gardé leur calme : « La mer attendra », a déclaré Paul Varenne.",
                &["D La mer attendra | Paul Varenne"],
            ),
            (
                "La reine défunte est saluée par Paul Varenne : « Elle fut une grande dame ».",
                &["D Elle fut une grande dame | Paul Varenne"],
            ),
        ],
    );
}

#[test]
fn whoever_is_accused_or_described_says_nothing() {
    check(
        "fr",
        &[
            (
                "Paul Varenne est visé par une plainte pour « pêche sans permis ».",
                &["D pêche sans permis | -"],
            ),
            (
                "Accusé par Paul Varenne de laisser « massacrer des civils », le gouvernement a protesté.",
                &["D massacrer des civils | Paul Varenne"],
            ),
            (
                "Le projet a été qualifié de « coup d'État » par ses détracteurs.",
                &["D coup d'État | détracteurs"],
            ),
            (
                "Cinq avions ont été détruits, ce qu'un juge a qualifié de \"pure invention\".",
                &["D pure invention | juge"],
            ),
        ],
    );
}

#[test]
fn the_subject_is_found_past_clauses_and_conjunctions() {
    check(
        "fr",
        &[
            (
                "Le Tchad, que Bangui accuse de vendre du sel, a rejeté ces « bavardages ».",
                &["D bavardages | Tchad"],
            ),
            (
                "La ministre a été interrompue par un étudiant venu de Boral qui a crié « Nos barques, rendez-les ».",
                &["D Nos barques, rendez-les | étudiant"],
            ),
            (
                "Une taxe « absurde », a tranché le conseil régional, pendant que les ports ferment.",
                &["D absurde | conseil régional"],
            ),
            (
                "Le Togo, a fait savoir son ministre Paul Varenne, \"ne paiera rien\" pour ce canal.",
                &["D ne paiera rien | Paul Varenne"],
            ),
            (
                "Le préfet du canton, Paul Varenne, pense de son côté que « La route rouvrira vite ».",
                &["D La route rouvrira vite | Paul Varenne"],
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "President Alberto Keller, who closed the mines against the advice of his ministers, visited the harbour and promised \"a summer of work.\"",
                &["D a summer of work. | Alberto Keller"],
            ),
            (
                "One was seen in Boral by local fishermen and another in Harl by the Northern Boral Guard, which described him as a \"nuisance\" to the port.",
                &["D nuisance | Northern Boral Guard"],
            ),
            (
                "Norway, an old partner of Chile, \"warmly\" invited its friend and Peru to share the fishery.",
                &["D warmly | Norway"],
            ),
            (
                "State-run KRTV, citing a retired captain, reported that \"a grain silo\" had been emptied.",
                &["I \"a grain silo\" had been emptied | KRTV", "D a grain silo | KRTV"],
            ),
            (
                "In Boral, teacher Ann Keller of the Union of Women said police had come.",
                &["I police had come | Ann Keller"],
            ),
        ],
    );
}

#[test]
fn any_verb_behind_a_quotation_may_introduce_who_speaks() {
    check(
        "fr",
        &[
            ("« Partez », leur a lancé Moussa Kern.", &["D Partez | Moussa Kern"]),
            ("« Nous partirons », avait menacé la veille le maire.", &["D Nous partirons | maire"]),
            (
                "« Nous partirons », a dit le maire, un proche du président Moussa Kern.",
                &["D Nous partirons | maire"],
            ),
            ("« Les gens partent », décrit Moussa Kern.", &["D Les gens partent | Moussa Kern"]),
            (
                "« La riposte a été immédiate », a accusé Moussa Kern, un porte-parole du front.",
                &["D La riposte a été immédiate | Moussa Kern"],
            ),
            (
                "« Nous avons perdu des hommes », a reconnu, sous le couvert de l'anonymat, un officier.",
                &["D Nous avons perdu des hommes | officier"],
            ),
            (
                "« Ce n'est pas vrai », a balayé lundi, devant la presse, le ministre de la Défense, Paul Varenne.",
                &["D Ce n'est pas vrai | Paul Varenne"],
            ),
            ("« Nous partons demain », m'a affirmé Mme Kern.", &["D Nous partons demain | Kern"]),
            (
                "Varenne avait été « invité et exécuté », a accusé Moussa Kern, un porte-parole du front.",
                &[
                    "I Varenne avait été « invité et exécuté » | Moussa Kern",
                    "D invité et exécuté | Moussa Kern",
                ],
            ),
            ("Le parti, dit « la rose », a perdu la ville.", &[]),
            (
                "Le ministre, qui avait dénoncé un « complot », a rejeté les accusations.",
                &["D complot | ministre"],
            ),
        ],
    );
    check(
        "en",
        &[(
            "“We lost men,” conceded, on condition of anonymity, a senior officer.",
            &["D We lost men, | senior officer"],
        )],
    );
}

#[test]
fn what_is_only_said_of_a_noun_is_not_reported() {
    check("fr", &[("Moussa Kern a blâmé les rebelles, coupables selon lui d'un retard.", &[])]);
    check("fr", &[("Le front, que soutient Moussa Kern, a pris la ville de Boral lundi matin.", &[])]);
}

#[test]
fn those_who_spoke_are_taken_up_by_number_and_as_others() {
    check(
        "en",
        &[
            (
                "Peter Warren and Sarah Kent left. Two diplomats said talks were under way.",
                &["I talks were under way | Two diplomats"],
            ),
            (
                "Two diplomats said talks were under way. “Nobody wants it,” sighed the other.",
                &["I talks were under way | Two diplomats", "D Nobody wants it, | Two diplomats"],
            ),
            (
                "Two diplomats said talks were under way. One said that they were over.",
                &["I talks were under way | Two diplomats", "I they were over | Two diplomats"],
            ),
            (
                "Two diplomats, speaking because they were not named, said Washington was weighing new patrols.",
                &["I Washington was weighing new patrols | Two diplomats"],
            ),
            (
                "Veldania, which also claims the reef, said it was following the talks.",
                &["I it was following the talks | Veldania"],
            ),
            (
                "The road was cut, Sarah Kent, the army's spokeswoman, said.",
                &["I The road was cut | Sarah Kent"],
            ),
        ],
    );
    check(
        "fr",
        &[
            (
                "De source proche du dossier, on affirme que la route est coupée.",
                &["I la route est coupée | source proche du dossier"],
            ),
            (
                "« Il pleut », a dit Paul Varenne. « Nous partons », a soufflé le quinquagénaire.",
                &["D Il pleut | Paul Varenne", "D Nous partons | Paul Varenne"],
            ),
            (
                "L'envoyé de l'ONU, Paul Varenne, s'est dit « horrifié ». Il a exhorté les parties à « cesser ».",
                &["D horrifié | Paul Varenne", "D cesser | Paul Varenne"],
            ),
            (
                "Le porte-parole des Forces unies (FU), Paul Varenne, assure que la ville est « sûre » et que ses \
             troupes « avancent ».",
                &[
                    "I la ville est « sûre » et que ses troupes « avancent » | Paul Varenne",
                    "D sûre | Paul Varenne",
                    "D avancent | Paul Varenne",
                ],
            ),
        ],
    );
}

#[test]
fn channels_make_sources() {
    assert_eq!(
        sources("fr", "« Nous partirons », a déclaré Paul Varenne dans un communiqué."),
        ["statement communiqué | Paul Varenne"]
    );
    assert_eq!(
        sources("en", "“We leave,” Paul Warren said in a statement."),
        ["statement statement | Paul Warren"]
    );
    assert_eq!(
        sources("fr", "La route est coupée, selon deux témoins."),
        ["witness deux témoins | deux témoins"]
    );
}

#[test]
fn a_source_begins_with_who_runs_it_or_where_it_is() {
    assert_eq!(
        sources("en", "The state-run Boral News Agency said the port was shelled."),
        ["media state-run Boral News Agency | state-run Boral News Agency"]
    );
    assert_eq!(
        sources("en", "Rebels seized the mill, the Kinshasa-based rights group Velmar said."),
        ["monitor Kinshasa-based rights group Velmar | Velmar"]
    );
}

#[test]
fn sources_are_found_beside_others() {
    assert_eq!(
        sources("fr", "Onze soldats sont morts, ont rapporté la police et des sources sécuritaires."),
        ["anonymous sources sécuritaires | sources sécuritaires"]
    );
    assert_eq!(
        sources("fr", "« Tout va bien », a dit Paul Varenne, cité par la télévision d'Etat."),
        ["media télévision d'Etat | télévision d'Etat"]
    );
    assert_eq!(
        sources("en", "The embassy will close, the foreign ministry announced on X."),
        ["statement X | foreign ministry"]
    );
    assert_eq!(
        sources("fr", "« Nous partirons », a écrit Paul Varenne sur le réseau social X."),
        ["statement réseau social X | Paul Varenne"]
    );
    assert_eq!(
        sources("en", "In a letter seen by Reuters, Peter Warren warned that time was short."),
        ["statement letter | Peter Warren"]
    );
    assert_eq!(
        sources("fr", "Paul Varenne a confié lors d'un entretien que la ville tenait."),
        ["interview entretien | Paul Varenne"]
    );
    assert_eq!(
        sources("fr", "Paul Varenne a dit lors d'un entretien avec Sarah Kern que la ville tenait."),
        Vec::<String>::new()
    );
    assert_eq!(
        sources("en", "A man whose sister was killed told the group that he had heard a plane."),
        ["witness man | man"]
    );
}

#[test]
fn a_medium_that_somebody_speaks_to_is_a_source() {
    assert_eq!(
        sources("fr", "« Tout va bien », a dit Paul Varenne, joint par la radio Boral FM."),
        ["interview radio Boral FM | Paul Varenne"]
    );
    assert_eq!(
        sources("fr", "« Tout va bien », a déclaré Paul Varenne à CNN."),
        ["interview CNN | Paul Varenne"]
    );
    assert_eq!(
        sources("fr", "Neuf civils ont péri, selon l'agence Boralma."),
        ["media agence Boralma | Boralma"]
    );
    assert_eq!(
        sources("fr", "Dans un bref communiqué, Paul Varenne a dit que tout allait bien."),
        ["statement communiqué | Paul Varenne"]
    );
    assert_eq!(
        sources("fr", "Un de ses conseillers a dit que la ville tenait."),
        ["anonymous Un de ses conseillers | conseillers"]
    );
}

#[test]
fn the_nearest_of_those_who_speak_does_not_want_to_be_named() {
    assert_eq!(
        sources(
            "en",
            "An officer, who asked not to be named, said the governor had claimed that all was well."
        ),
        ["anonymous officer | officer"]
    );
}

#[test]
fn what_is_voted_and_who_holds_an_office_are_no_sources() {
    assert_eq!(
        sources("en", "The council adopted a resolution last week asking that Boral mend its locks."),
        [""; 0]
    );
    assert_eq!(
        sources("en", "Harland is considering restoring ties, its foreign minister said on Tuesday."),
        [""; 0]
    );
    assert_eq!(
        sources("en", "\"We held,\" spokesman Peter Stone told state television ORBM."),
        ["interview state television | Peter Stone"]
    );
    assert_eq!(
        sources("en", "He was hurt in what a hospital source described as a fall."),
        ["anonymous hospital source | hospital source"]
    );
    assert_eq!(sources("en", "An army statement said the talks were over."), ["statement statement | army"]);
}

#[test]
fn who_watches_is_a_source_for_what_is_counted_and_a_speaker_else() {
    assert_eq!(
        sources("fr", "Neuf civils ont été tués, selon l'ONG Amnesty International."),
        ["monitor ONG Amnesty International | Amnesty International"]
    );
    assert_eq!(sources("fr", "Amnesty International a dénoncé une arrestation arbitraire."), [""; 0]);
    assert_eq!(sources("fr", "Human Rights Watch a exhorté le Tchad à ouvrir la frontière."), [""; 0]);
    assert_eq!(
        sources("en", "The ship was hit by a missile, Human Rights Watch said."),
        ["monitor Human Rights Watch | Human Rights Watch"]
    );
}

#[test]
fn who_demands_in_numbers_and_who_has_a_name_are_no_sources() {
    assert_eq!(sources("fr", "Des députés de l'opposition ont réclamé une enquête."), [""; 0]);
    assert_eq!(
        sources("fr", "« On a eu peur », raconte Awa Keïta, une habitante de Merk."),
        [""; 0],
        "a witness with a full name is a speaker"
    );
    assert_eq!(sources("fr", "Le Tchad a signé un mémorandum avec le Niger, a dit Paul Varenne."), [""; 0]);
}

#[test]
fn one_of_the_sources_was_told_before() {
    let text =
        "Two military sources said the town had fallen. The army would return, one of the sources said.";
    assert_eq!(sources("en", text).len(), 1);
    let text =
        "Two Western diplomats said the town had fallen. The road was cut, according to the same diplomats.";
    assert_eq!(sources("en", text).len(), 1);
    let text = "La ville est tombée, a dit une source militaire. L'armée reviendra, selon cette source.";
    assert_eq!(sources("fr", text).len(), 1);
}

#[test]
fn a_quote_leads_to_its_source_and_its_first_run() {
    let items = extract("fr", "« Nous partons », a dit Paul Varenne dans un communiqué. « C'est fini. »");
    assert_eq!(items.quotes.len(), 2);
    assert!(items.quotes[0].source.is_some());
    assert_eq!(items.quotes[1].part_of.map(|id| id.0), Some(0));
    assert_eq!(items.quotes[1].source, items.quotes[0].source);
}

#[test]
fn a_cue_before_which_nothing_stands_is_read() {
    assert!(extract("fr", "a,”selon a dit é.b").quotes.len() < 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_gives_sound_quotes(text in "([a-zA-Zé ,.:]{0,12}|« |»|\"|“|”|a dit |said |selon |que |\n){0,24}") {
        for lang in ["fr", "en"] {
            let items = extract(lang, &text);
            for quote in &items.quotes {
                prop_assert!(text.get(quote.span.start..quote.span.end).is_some_and(|words| !words.is_empty()));
                prop_assert!(quote.speaker.is_none_or(|id| id.0 < items.actors.len()));
                prop_assert!(quote.source.is_none_or(|id| id.0 < items.sources.len()));
                prop_assert!(quote.part_of.is_none_or(|id| id.0 < items.quotes.len()));
            }
        }
    }
}

#[test]
fn whoever_does_something_before_a_colon_speaks() {
    check(
        "fr",
        &[
            (
                "Paul Varenne est parti.\nUn diplomate étranger, qui suit le procès, lève les yeux au ciel : « Ce pont ne tiendra pas l'hiver. »",
                &["D Ce pont ne tiendra pas l'hiver. | diplomate étranger"],
            ),
            (
                "La lampe grésille : « Ce pont ne tiendra pas l'hiver. »",
                &["D Ce pont ne tiendra pas l'hiver. | -"],
            ),
        ],
    );
}

#[test]
fn a_relative_clause_behind_where_somebody_belongs_is_of_the_person() {
    check(
        "fr",
        &[(
            "Paul Varenne, de l'université de Harl, qui dénonce « un chantage », est parti.",
            &["D un chantage | Paul Varenne"],
        )],
    );
    check(
        "en",
        &[(
            "Ann Parker, of the Harl Peace Centre, who called it \"blackmail\", has left.",
            &["D blackmail | Ann Parker"],
        )],
    );
}

#[test]
fn a_sentence_may_open_with_a_speech_act() {
    check(
        "fr",
        &[
            (
                "Refus sec du ministre Paul Varenne : la Sorvie « se passe de tuteurs ».",
                &[
                    "I la Sorvie « se passe de tuteurs » | Paul Varenne",
                    "D se passe de tuteurs | Paul Varenne",
                ],
            ),
            (
                "Constat amer du général Paul Varenne : les soldats manquent de tout.",
                &["I les soldats manquent de tout | Paul Varenne"],
            ),
            (
                "La Sorvie a dit non à Paul Varenne. Cette réponse en dit long : les soldats manquent de tout.",
                &[],
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "Warning from Ann Parker: the country \"needs nobody\".",
                &["I the country \"needs nobody\" | Ann Parker", "D needs nobody | Ann Parker"],
            ),
            ("China has refused Ann Parker a visa. The refusal says a lot: the soldiers lack food.", &[]),
        ],
    );
}

#[test]
fn a_possessive_says_whose_the_statement_is() {
    check(
        "fr",
        &[(
            "Paul Varenne a parlé de paix. L'Union de Harl a attaqué la ville. « Le port est à nous », lit-on dans son message.",
            &["D Le port est à nous | Union de Harl"],
        )],
    );
}

#[test]
fn a_clause_of_which_the_verb_alone_is_quoted() {
    check(
        "fr",
        &[
            (
                "La Sorvie \"ne choisit personne\", a assuré le porte-parole Paul Varenne.",
                &[
                    "I La Sorvie \"ne choisit personne\" | Paul Varenne",
                    "D ne choisit personne | Paul Varenne",
                ],
            ),
            (
                "Paul Varenne a dénoncé un « chantage » et une « honte ».",
                &["D chantage | Paul Varenne", "D honte | Paul Varenne"],
            ),
        ],
    );
    check(
        "en",
        &[(
            "China, Ann Parker wrote in an opinion piece, \"is doubling down on that bullying.\"",
            &["D is doubling down on that bullying. | Ann Parker"],
        )],
    );
}

#[test]
fn who_speaks_is_found_beside_what_hides_it() {
    check(
        "fr",
        &[
            (
                "« Le pont n'est plus là », témoigne au téléphone Nadim, un boulanger.",
                &["D Le pont n'est plus là | Nadim"],
            ),
            (
                "Mme Varenne a, elle, estimé que la route restait « la seule voie ».",
                &["I la route restait « la seule voie » | Varenne", "D la seule voie | Varenne"],
            ),
            (
                "« Il était le meilleur », a noté un jour le chef de la firme, Paul Varenne.",
                &["D Il était le meilleur | Paul Varenne"],
            ),
            (
                "C'est le cas de Paul Varenne, qui commente « Ne nous mettez pas dans le même panier ».",
                &["D Ne nous mettez pas dans le même panier | Paul Varenne"],
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "A nurse who crossed the river by night told reporters she counted 17 bodies.",
                &["I she counted 17 bodies | nurse"],
            ),
            (
                "\"We are trained and ready,\" said Maj. Gen. Ann J. Parker, commander of the force.",
                &["D We are trained and ready, | Ann J. Parker"],
            ),
            (
                "Ann Parker insisted that Boral would not shell the port, but warned that its silence \"has a price\".",
                &[
                    "I Boral would not shell the port | Ann Parker",
                    "I its silence \"has a price\" | Ann Parker",
                    "D has a price | Ann Parker",
                ],
            ),
            (
                "One fan on Twitter described the switch as \"some sort of sick joke.\"",
                &["D some sort of sick joke. | fan on Twitter"],
            ),
        ],
    );
}

#[test]
fn what_is_reported_in_english_whatever_the_tree_says() {
    check(
        "en",
        &[
            (
                "Ann Parker warned that officers who shell hospitals \"will be named\".",
                &[
                    "I officers who shell hospitals \"will be named\" | Ann Parker",
                    "D will be named | Ann Parker",
                ],
            ),
            (
                "The ministry said the bridge, which opened in May, had been hit.",
                &["I the bridge, which opened in May, had been hit | ministry"],
            ),
            (
                "Experts said in a study last March that some 900 soldiers were guarding the mine.",
                &["I some 900 soldiers were guarding the mine | Experts"],
            ),
        ],
    );
}

#[test]
fn who_is_a_source_and_who_is_none() {
    assert_eq!(sources("en", "Officials said that the road was cut."), [""; 0]);
    assert_eq!(
        sources("en", "Three officials said that the road was cut."),
        ["anonymous Three officials | Three officials"]
    );
    assert_eq!(
        sources("fr", "« Ils ont brûlé la maison », raconte Awa, une infirmière du village."),
        ["witness Awa | Awa"]
    );
    assert_eq!(
        sources(
            "fr",
            "Selon un bilan de l'Observatoire syrien des droits de l'homme, dix civils sont morts."
        ),
        [
            "monitor bilan de l'Observatoire syrien des droits de l'homme | Observatoire syrien des droits de l'homme"
        ]
    );
}

#[test]
fn what_nobody_says_is_no_quotation() {
    check(
        "fr",
        &[
            ("Rien n'indique que la trêve sera durable.", &[]),
            ("Le contrat devrait être signé lors de la visite du président, prévue le 27 janvier.", &[]),
            (
                "« La route est coupée », selon Paul Varenne, qui précise que « personne ne viendra ».",
                &["D La route est coupée | Paul Varenne", "D personne ne viendra | Paul Varenne"],
            ),
            (
                "L'agence de gestion des catastrophes a indiqué que la route était coupée.",
                &["I la route était coupée | agence de gestion des catastrophes"],
            ),
        ],
    );
}

#[test]
fn pronouns_behind_prepositions_speak_too() {
    check(
        "fr",
        &[
            (
                "Le ministre Paul Ndongo est arrivé à Boma. Selon lui, la route est ouverte.",
                &["I la route est ouverte | Paul Ndongo"],
            ),
            (
                "Le ministre Paul Ndongo est arrivé à Boma. Pour lui, « la route est ouverte ».",
                &["D la route est ouverte | Paul Ndongo"],
            ),
            (
                "La ministre Awa Keïta est arrivée à Boma. Le préfet Luc Sannah l'attendait. D'après elle, la route est ouverte.",
                &["I la route est ouverte | Awa Keïta"],
            ),
            ("Le préfet Luc Sannah a apporté un cadeau pour lui et ses filles.", &[]),
        ],
    );
    check(
        "en",
        &[(
            "Colonel Peter Stone met the press in Boma. According to him, the road is open.",
            &["I the road is open | Peter Stone"],
        )],
    );
}

#[test]
fn verbs_that_look_like_nouns_and_adjectives_report() {
    check(
        "fr",
        &[
            (
                "Un communiqué du ministère de la Défense précise que trois soldats ont été tués.",
                &["I trois soldats ont été tués | ministère de la Défense"],
            ),
            ("Awa Keïta, elle, juge que la guerre est finie.", &["I la guerre est finie | Awa Keïta"]),
            ("Une réponse plus précise que celle de Paul Ndongo est attendue à Boma.", &[]),
        ],
    );
}

#[test]
fn who_speaks_is_told_where_it_is_said_and_how() {
    check(
        "fr",
        &[
            (
                "Au ministère de la Défense, on indique que trois soldats ont été tués.",
                &["I trois soldats ont été tués | ministère de la Défense"],
            ),
            ("Comme l'a rappelé Awa Keïta, la trêve expire lundi.", &["I la trêve expire lundi | Awa Keïta"]),
            ("« La trêve est morte » (Awa Keïta).", &["D La trêve est morte | Awa Keïta"]),
            ("L'attaque a été qualifiée de « massacre » par Awa Keïta.", &["D massacre | Awa Keïta"]),
        ],
    );
    check(
        "en",
        &[
            (
                "As Peter Stone noted, the truce expires on Monday.",
                &["I the truce expires on Monday | Peter Stone"],
            ),
            ("The raid was described as \"a massacre\" by Awa Keita.", &["D a massacre | Awa Keita"]),
            ("A diplomat close to the talks said a deal was near.", &["I a deal was near | diplomat"]),
            ("Awa Keita denied her men had fired.", &["I her men had fired | Awa Keita"]),
        ],
    );
}

#[test]
fn a_quotation_without_a_verb_is_no_speaker_and_what_stands_beside_it_tells_who_is() {
    check(
        "fr",
        &[
            ("« Des mensonges », répond l'armée.", &["D Des mensonges | armée"]),
            (
                "« Des mensonges », réplique le ministre ivrien de l'Information, Paul Ndongo.",
                &["D Des mensonges | Paul Ndongo"],
            ),
            (
                "« Nous n'avons plus d'eau, plus de pain. » Jointe par téléphone, Awa Keïta raconte une nuit de terreur.",
                &["D Nous n'avons plus d'eau, plus de pain. | Awa Keïta"],
            ),
            (
                "Des manifestants attendaient Luc Sannah. « Qu'ils crient, je reste. » « C'est une honte », a lancé Awa Keïta.",
                &["D Qu'ils crient, je reste. | Awa Keïta", "D C'est une honte | Awa Keïta"],
            ),
            (
                "L'Union du Nord, dont les combattants ont fui vers la côte, a dénoncé mardi un « piège ».",
                &["D piège | Union du Nord"],
            ),
        ],
    );
}

#[test]
fn an_attribution_between_subject_and_verb_is_part_of_what_is_reported() {
    check(
        "fr",
        &[
            (
                "Les rebelles, affirme Paul Ndongo, ont quitté la ville.",
                &["I Les rebelles, affirme Paul Ndongo, ont quitté la ville | Paul Ndongo"],
            ),
            (
                "Paul Ndongo a reçu la presse à Boma. La route, a-t-il précisé, est coupée depuis lundi.",
                &["I La route, a-t-il précisé, est coupée depuis lundi | Paul Ndongo"],
            ),
        ],
    );
    check(
        "en",
        &[(
            "Maj Gen Peter Stone met the press in Boma. The road, he noted, is closed.",
            &["I The road, he noted, is closed | Peter Stone"],
        )],
    );
}

#[test]
fn who_is_only_spoken_of_or_described_does_not_speak() {
    check(
        "en",
        &[
            (
                "The group's spokesman, Commander Yusuf Barka, laughed.\n\"Anton Brek?\" he told a local radio station.",
                &["D Anton Brek? | Yusuf Barka"],
            ),
            (
                "\"We were warned,\" President Anton Brek, whose party wants to join the pact, told a session of parliament.",
                &["D We were warned, | Anton Brek"],
            ),
        ],
    );
    check(
        "fr",
        &[
            (
                "Moscou a appelé à la retenue.\nLe président du groupe, l'Italien Marco Brek, est attendu lundi. \
                 « Je ne viens pas compter », a-t-il prévenu.",
                &["D Je ne viens pas compter | Marco Brek"],
            ),
            (
                "« Nous l'avions dit », a lancé à Pale un proche d'Anton Brek.",
                &["D Nous l'avions dit | proche d'Anton Brek"],
            ),
        ],
    );
}

#[test]
fn asides_before_a_verb_do_not_speak() {
    check(
        "fr",
        &[
            (
                "La conseillère Awa Keïta, dont le parti dirige le canton, y voit une « erreur de débutant ».",
                &["D erreur de débutant | Awa Keïta"],
            ),
            (
                "Harl, vieille alliée de Boral, à laquelle la lie un traité de 1962, a exhorté \"toutes les parties\" à la retenue.",
                &["D toutes les parties | Harl"],
            ),
            (
                "Les rebelles ont pris Merk, ville du nord, après trois jours de combats, ont rapporté lundi des habitants.",
                &["I Les rebelles ont pris Merk, ville du nord, après trois jours de combats | habitants"],
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "But two deputies walked out on Monday and party leader Paul Keller, who has lost voters to the rebels, warned he would leave \"the day a shell falls\".",
                &[
                    "I he would leave \"the day a shell falls\" | Paul Keller",
                    "D the day a shell falls | Paul Keller",
                ],
            ),
            (
                "Councillor Ann Keller, whose party runs the district, called the plan a \"beginner's mistake\".",
                &["D beginner's mistake | Ann Keller"],
            ),
        ],
    );
}

#[test]
fn an_attribution_may_part_a_subject_from_its_verb() {
    check(
        "fr",
        &[
            (
                "Le convoi, a précisé un porte-parole de l'armée, « n'a jamais quitté la route ».",
                &["D n'a jamais quitté la route | porte-parole de l'armée"],
            ),
            (
                "Les forces ont, selon la presse locale, bombardé trois villages du nord.",
                &[
                    "I Les forces ont, selon la presse locale, bombardé trois villages du nord | presse locale",
                ],
            ),
        ],
    );
    check(
        "en",
        &[(
            "The rebels, said their spokesman Paul Keller, would never leave Boral.",
            &["I The rebels, said their spokesman Paul Keller, would never leave Boral | Paul Keller"],
        )],
    );
}

#[test]
fn what_is_told_ends_where_the_narrator_goes_on() {
    check(
        "fr",
        &[
            (
                "Le général assure l'intérim et, selon la radio, son adjoint sera nommé lundi.",
                &["I son adjoint sera nommé lundi | radio"],
            ),
            (
                "Le pont sera rouvert, selon la police, mais les habitants en doutent.",
                &["I Le pont sera rouvert | police"],
            ),
            ("L'armée a confirmé un bilan que les médecins contestent depuis lundi.", &[]),
            ("La milice que Harl affirme ne pas contrôler a pris le pont.", &[]),
        ],
    );
    check(
        "en",
        &[
            (
                "Two boats left the port on Sunday, witnesses said, and leave was canceled.",
                &["I Two boats left the port on Sunday | witnesses"],
            ),
            (
                "The rebels claimed on Thursday to have captured the town.",
                &["I to have captured the town | rebels"],
            ),
        ],
    );
}

#[test]
fn names_that_look_like_verbs_say_nothing() {
    check("en", &[("The former minister, Said Keller, was freed on Monday.", &[])]);
}

#[test]
fn who_was_told_of_before_speaks_without_attribution_or_through_one_of_them() {
    check(
        "fr",
        &[(
            "Paul Varenne attend devant la mairie. « Personne ne nous a prévenus. »",
            &["D Personne ne nous a prévenus. | Paul Varenne"],
        )],
    );
    check(
        "en",
        &[(
            "Villagers in Boral spoke of long queues. \"Even the baker is counting,\" said one.",
            &["D Even the baker is counting, | Villagers"],
        )],
    );
}

#[test]
fn a_headline_tells_too() {
    let text = "Harl affirme que ses soldats quitteront Boral";
    let mut dispatch = dispatch(text);
    dispatch.paragraphs[0].kind = ParagraphKind::Headline;
    let lang = Lang::from_tag("fr").expect("two letters");
    let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
    let items = crate::extract::extract(&dispatch, &analysis, Lexicon::built_in());
    let told: Vec<&str> = items.quotes.iter().map(|q| q.span.of(text)).collect();
    assert_eq!(told, ["ses soldats quitteront Boral"]);
}

#[test]
fn the_name_inside_the_phrase_of_another_does_not_speak() {
    check(
        "en",
        &[(
            "A trader accused of arming the militias of former President Paul Keller said he had acted alone.",
            &["I he had acted alone | trader"],
        )],
    );
    check(
        "fr",
        &[
            (
                "« La ville tiendra », a rétorqué le secrétaire à la Sûreté, frère du président Paul Varenne.",
                &["D La ville tiendra | secrétaire à la Sûreté"],
            ),
            (
                "« On ne dort plus », confie à Merk une proche du commandant Moussa Kern.",
                &["D On ne dort plus | proche du commandant Moussa Kern"],
            ),
        ],
    );
}

#[test]
fn what_a_crowd_cries_is_its_own() {
    let text = "Les habitants de Harl ont manifesté dans la soirée aux cris de « Dégage ! ».";
    assert_eq!(quotes("fr", text), ["D Dégage ! | habitants de Harl"]);
    let text = "Rebel supporters marched through the town to chants of \"Leave now!\"";
    assert_eq!(quotes("en", text), ["D Leave now! | Rebel supporters"]);
}

#[test]
fn a_title_that_only_women_have_joins_her_name() {
    let text = "Les affrontements ont fait 56 morts, selon la Défenseure du peuple, Irma Morel.";
    assert_eq!(quotes("fr", text), ["I Les affrontements ont fait 56 morts | Irma Morel"]);
}

#[test]
fn the_statement_of_her_office_is_no_speaker_of_what_she_warned_of() {
    let text = "The mission's chief, Hanna Brek, warned that looters could face sanctions, according to a statement from her office.";
    assert_eq!(quotes("en", text), ["I looters could face sanctions | Hanna Brek"]);
}

#[test]
fn what_the_narrator_makes_of_it_is_not_reported() {
    let text = "Ida Merk warned that her patience was running out, raising fears of a war that nobody in the region has asked for.";
    assert_eq!(quotes("en", text), ["I her patience was running out | Ida Merk"]);
    let text = "Ida Merk a averti que sa patience était à bout, ravivant la crainte d'une guerre que personne ne souhaite dans la région.";
    assert_eq!(quotes("fr", text), ["I sa patience était à bout | Ida Merk"]);
}

#[test]
fn what_ends_in_a_conjunction_is_no_speaker() {
    let text =
        "Le groupe pétrolier rejette « fermement » ces accusations et affirme que le chantier se poursuit.";
    assert_eq!(
        quotes("fr", text),
        ["D fermement | groupe pétrolier", "I le chantier se poursuit | groupe pétrolier"]
    );
}

#[test]
fn marks_may_hold_the_subject_of_what_is_reported() {
    let text = "The army said two \"terrorist bases\" had been hit by planes.";
    assert_eq!(
        quotes("en", text),
        ["I two \"terrorist bases\" had been hit by planes | army", "D terrorist bases | army"]
    );
}

#[test]
fn when_it_was_said_is_not_what_was_said() {
    let text = "Boral has barred the envoys from its port and will halt all talks if the tolls are raised, Boral officials said on Tuesday, \
                days after three neighbours set in motion a return of the duties.";
    assert_eq!(
        quotes("en", text),
        [
            "I Boral has barred the envoys from its port and will halt all talks if the tolls are raised | Boral officials"
        ]
    );
}

#[test]
fn a_letter_is_not_of_him_who_gets_it() {
    let text = "In a letter to Secretary-General Antonio Brek, Foreign Minister Paul Varenne said that Boral was arming the rebels.\n\
                \"The hardliners want a war,\" the letter, dated Oct 2, said.";
    assert_eq!(
        quotes("en", text),
        ["I Boral was arming the rebels | Paul Varenne", "D The hardliners want a war, | Paul Varenne"]
    );
}

#[test]
fn a_paragraph_that_opens_with_him_goes_on_with_whom_the_one_before_was_about() {
    let text = "An official said the talks had failed.\nIn the bazaar, a carpet seller, Gholam Brek, had closed early.\n\"First the bombs,\" he said.";
    assert_eq!(quotes("en", text)[1], "D First the bombs, | Gholam Brek");
}

#[test]
fn who_speaks_stands_behind_the_network_that_carries_it() {
    let text =
        "« Nous partirons », a averti sur le réseau X le ministre des Affaires étrangères, Olivier Brek.";
    assert_eq!(quotes("fr", text), ["D Nous partirons | Olivier Brek"]);
    assert_eq!(sources("fr", text), ["statement sur le réseau X | Olivier Brek"]);
}

#[test]
fn what_a_comma_parts_from_the_cue_is_the_narrators() {
    let text = "Gang members torched a police station and killed two men in Harl, officials said on Monday, hours before the first soldiers \
                of a new force were due to land.";
    assert_eq!(
        quotes("en", text),
        ["I Gang members torched a police station and killed two men in Harl | officials"]
    );
    let text = "The rebels claimed to have killed ten men, a figure the army called absurd.";
    assert_eq!(quotes("en", text)[0], "I to have killed ten men | rebels");
}

#[test]
fn an_infinitive_ends_before_a_participle_of_the_cue_and_not_before_one_of_its_own() {
    let text =
        "Le ministre Paul Brek a dit vouloir enquêter sur les morts et pressé les deux camps de céder.";
    assert_eq!(quotes("fr", text)[0], "I vouloir enquêter sur les morts | Paul Brek");
    let text = "L'armée affirme avoir tué un chef de la Brigade de Harl, affiliée au Front de Merk, et saisi des armes.";
    assert_eq!(
        quotes("fr", text),
        ["I avoir tué un chef de la Brigade de Harl, affiliée au Front de Merk, et saisi des armes | armée"]
    );
}

#[test]
fn an_agency_that_is_told_something_is_a_source_where_it_is_introduced() {
    let text = "« Nous restons », a affirmé à l'agence Interfax le ministre Paul Brek.";
    assert_eq!(sources("fr", text), ["interview agence Interfax | Paul Brek"]);
    let text = "\"We stay,\" the coast guard spokesman Paul Brek told a daily briefing.";
    assert_eq!(sources("en", text), ["press_conference daily briefing | Paul Brek"]);
}

#[test]
fn an_attribution_that_parts_one_sentence_is_part_of_it() {
    check(
        "fr",
        &[
            (
                "Awa Merk a quitté la ville. Si le pont est tombé, a dit Paul Brek à la radio par téléphone, c'est que personne ne le gardait.",
                &[
                    "I Si le pont est tombé, a dit Paul Brek à la radio par téléphone, c'est que personne ne le gardait | Paul Brek",
                ],
            ),
            (
                "Ceux qui gardent leurs champs, affirme le Front de Harl, sont taxés deux fois ou chassés.",
                &[
                    "I Ceux qui gardent leurs champs, affirme le Front de Harl, sont taxés deux fois ou chassés | Front de Harl",
                ],
            ),
        ],
    );
    check(
        "en",
        &[(
            "Among those killed, the Harl Writers Union said, was Anton Brek.",
            &["I Among those killed, the Harl Writers Union said, was Anton Brek | Harl Writers Union"],
        )],
    );
}

#[test]
fn what_stands_behind_a_colon_is_told_too() {
    check(
        "fr",
        &[
            (
                "Le gouvernement a fini par confirmer : Paul Brek sera jugé pour haute trahison.",
                &["I Paul Brek sera jugé pour haute trahison | gouvernement"],
            ),
            ("Le ministre Paul Brek a fermé un pont : celui de Harl.", &[]),
        ],
    );
    let text =
        "The army stated that its men had kept off the bridge: the fire, it maintained, was lit by farmers.";
    assert_eq!(quotes("en", text)[0], "I its men had kept off the bridge | army");
}

#[test]
fn a_relative_clause_may_tell_whose_words_it_holds() {
    check(
        "fr",
        &[(
            "Le Tchad oppose un démenti aux reproches de la marine malienne, d'après laquelle ses chalutiers pêchent sans permis.",
            &["I ses chalutiers pêchent sans permis | marine malienne"],
        )],
    );
    let text = "À la suite des propos lancés par Paul Brek, selon lesquels les dirigeants auraient « vendu » la vallée, la ministre \
                Ida Merk exprime sa préoccupation.";
    assert_eq!(quotes("fr", text)[0], "I les dirigeants auraient « vendu » la vallée | Paul Brek");
}

#[test]
fn whose_count_it_is_says_who_tells_it() {
    let text = "The fever has struck some 80 hamlets, by the army's count.";
    assert_eq!(quotes("en", text), ["I The fever has struck some 80 hamlets | army"]);
    assert_eq!(sources("en", text), ["official army's count | army"]);
    assert_eq!(quotes("en", "The rebels bought tyres on the town's account in Harl."), [] as [&str; 0]);
}

#[test]
fn a_clitic_or_a_day_may_open_what_is_told() {
    let text = "L'armée, qui a fouillé le port, dit en avoir saisi trois.";
    assert_eq!(quotes("fr", text), ["I en avoir saisi trois | armée"]);
    let text = "Anton Brek said last week he had sold the farm.";
    assert_eq!(quotes("en", text), ["I he had sold the farm | Anton Brek"]);
    let text = "Mayor Anton Brek said in a statement made public to reporters that the herd got away.";
    assert_eq!(quotes("en", text), ["I the herd got away | Anton Brek"]);
    assert_eq!(sources("en", text), ["statement statement | Anton Brek"]);
}

#[test]
fn words_without_a_verb_are_told_before_their_cue() {
    let text = "Ni fuites ni larmes, a fait valoir le ministre de l'Intérieur, Paul Brek.";
    assert_eq!(quotes("fr", text), ["I Ni fuites ni larmes | Paul Brek"]);
    let text = "The canal would be \"a grave for every smuggler\", thundered Anton Brek, an adviser.";
    assert_eq!(quotes("en", text)[0], "I The canal would be \"a grave for every smuggler\" | Anton Brek");
    let text = "Despite the truce, a drone killed a man near Harl, medics reported.";
    assert_eq!(quotes("en", text), ["I Despite the truce, a drone killed a man near Harl | medics"]);
}

#[test]
fn the_verb_of_what_is_told_attributes_nothing() {
    let text = "Paul Brek a averti que les rebelles poursuivraient « la lutte ».";
    assert_eq!(quotes("fr", text)[0], "I les rebelles poursuivraient « la lutte » | Paul Brek");
}

#[test]
fn by_whose_voice_and_whose_aide_somebody_speaks() {
    let text = "L'opposition, par la voix de la députée Ida Merk, a fustigé « une reddition ».";
    assert_eq!(quotes("fr", text), ["D une reddition | Ida Merk"]);
    let text = "Un conseiller du président Paul Brek a dit que la guerre était finie.";
    assert_eq!(quotes("fr", text), ["I la guerre était finie | conseiller du président Paul Brek"]);
    let text = "A spokesman for Prime Minister Anton Brek said the war was over.";
    let told = quotes("en", text);
    assert_eq!(told.len(), 1);
    assert!(!told[0].ends_with("| Anton Brek"), "{told:?}");
}

#[test]
fn a_verb_that_looks_like_a_noun_speaks_behind_marks() {
    let text = "« Il pleut encore », murmure Felicia, couturière à Harl.";
    assert_eq!(quotes("fr", text), ["D Il pleut encore | Felicia"]);
}

#[test]
fn who_stands_before_a_colon_and_marks_is_a_source() {
    let text = "Un infirmier de la clinique : « Nous dormions debout. »";
    assert_eq!(sources("fr", text), ["witness infirmier de la clinique | infirmier de la clinique"]);
    let text = "« On ne sait plus qui tient quoi », dit un sergent de la garnison.";
    assert_eq!(sources("fr", text), ["anonymous sergent de la garnison | sergent de la garnison"]);
}

#[test]
fn what_only_stands_near_a_cue_is_not_said() {
    check(
        "fr",
        &[
            ("Le chef de gang Robert Velmar, dit Charbon, a répondu.", &[]),
            (
                "Kern se dit favorable à une trêve de dix jours, ce à quoi Gao s'oppose.",
                &["I favorable à une trêve de dix jours | Kern"],
            ),
            (
                "La ministre a affirmé que la paix était proche, ce que dément Velmar.",
                &["I la paix était proche | ministre"],
            ),
        ],
    );
    check(
        "en",
        &[
            ("Chad, backed by Niger and Togo, rejects the reforms the junta announced.", &[]),
            ("Asked whether the road would reopen, the mayor said no.", &[]),
            (
                "Backed by tanks, the rebels entered Gao, the army said.",
                &["I Backed by tanks, the rebels entered Gao | army"],
            ),
            (
                "\"The bridge will hold,\" Kern told the agency, which published the text.",
                &["D The bridge will hold, | Kern"],
            ),
            (
                "The minister spoke of clans that, he said, hide weapons in the hills.",
                &["I hide weapons in the hills | minister"],
            ),
        ],
    );
}

#[test]
fn an_attribution_may_part_what_is_said_anywhere() {
    check(
        "fr",
        &[
            (
                "C'est au Boral, affirme un rapport de l'ONU, que le groupe forme ses recrues.",
                &["I C'est au Boral, affirme un rapport de l'ONU, que le groupe forme ses recrues | ONU"],
            ),
            (
                "Le camion a brûlé, selon la police, près de la gare.",
                &["I Le camion a brûlé, selon la police, près de la gare | police"],
            ),
            (
                "Selon la présidence, une visite du sultan, Paul Velmar, serait prévue dès lundi.",
                &["I une visite du sultan, Paul Velmar, serait prévue dès lundi | présidence"],
            ),
            ("Trois blessés, selon la police.", &["I Trois blessés | police"]),
            ("La route est coupée, affirme Paul Kern, que", &["I La route est coupée | Paul Kern"]),
        ],
    );
}

#[test]
fn the_first_lines_say_what_a_text_is() {
    let text = "MINISTÈRE DE LA DÉFENSE\nCommuniqué n°12\nLe convoi est arrivé à Gao.";
    let found = sources("fr", text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("statement Communiqué n°12 |"), "{found:?}");
    let found = sources("en", "Ministry of Defence\nPRESS RELEASE\nThe convoy has reached Gao.");
    assert!(found.iter().any(|s| s.starts_with("statement PRESS RELEASE |")), "{found:?}");
    assert_eq!(sources("en", "The army said in a press release that Gao had fallen.").len(), 1);
    assert!(sources("fr", "Déclaré coupable, le maire a fui.\nLe convoi est arrivé.").is_empty());
}

#[test]
fn a_verb_may_tell_the_channel() {
    assert_eq!(
        sources("en", "\"We are ready,\" the minister tweeted on Monday."),
        ["statement tweeted | minister"]
    );
    assert_eq!(sources("fr", "Interrogé par écrit, le ministère a refusé de commenter.").len(), 1);
}

#[test]
fn who_gets_to_see_a_letter_did_not_write_it() {
    let found = quotes("en", "A letter seen by Reuters says the army shelled the camp.");
    assert_eq!(found, ["I the army shelled the camp | -"]);
    let found = quotes("en", "A statement signed by Paul Kern says the army shelled the camp.");
    assert_eq!(found, ["I the army shelled the camp | Paul Kern"]);
}

#[test]
fn a_demonstrative_means_whom_the_nearest_sentence_names() {
    let text = "Le porte-parole, Omar Kern, a démenti.\nLe ministre de l'Intérieur, Paul Velmar, est en colère. « Je n'ai rien dit », se défend ce membre du parti unioniste.";
    assert_eq!(quotes("fr", text), ["D Je n'ai rien dit | Paul Velmar"]);
}
