use crate::dispatch::Lang;
use crate::language::{Analysis, Deprel, Upos, analyze};

fn read(text: &str) -> Analysis {
    analyze(text, &[], Lang::from_tag("fr").unwrap())
}

fn english(text: &str) -> Analysis {
    analyze(text, &[], Lang::from_tag("en").unwrap())
}

#[test]
fn what_stands_behind_a_possessor_is_the_head() {
    for text in
        ["Angola's ORSK is suspected of having armed the rebels.", "Uganda's Idriss Barka met the envoy."]
    {
        let analysis = english(text);
        let owner = &analysis.tokens[0];
        assert_eq!(owner.deprel, Deprel::NmodPoss, "{text}");
        let name = owner.head.unwrap();
        assert_eq!(analysis.tokens[name].deprel.base(), Deprel::Nsubj, "{text}");
        assert!(name > 1, "{text}");
    }
}

#[test]
fn a_name_joined_to_a_participle_gives_its_place_to_the_noun() {
    let text = "The police have been accused by New Kessel-based Human Aid Watch of executing six men.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "Watch"), (Deprel::OblAgent, "accused"));
    assert_eq!(link(&analysis, "by"), (Deprel::Case, "Watch"));
    assert_eq!(link(&analysis, "Kessel").1, "based");
}

#[test]
fn the_preposition_before_a_name_joined_to_a_participle_is_that_of_the_noun() {
    let text = "The M23 has been accused by Goma-based Human Rights Watch of looting.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "by"), (Deprel::Case, "Watch"));
}

#[test]
fn a_name_joined_to_a_participle_is_who_does_it() {
    let text = "The Boral Guard, a Chad-backed Kenyan outfit close to Harl, left.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "Chad"), (Deprel::Obl, "backed"));
}

#[test]
fn a_possessor_may_open_what_explains_the_subject() {
    let analysis = english("Algeria, Chad's main ally, has not reacted.");
    assert_eq!(link(&analysis, "ally"), (Deprel::Appos, "Algeria"));
}

#[test]
fn by_whom_belongs_to_what_an_active_verb_governs() {
    let text = "The African Union condemned the kidnapping of two doctors by the Boral Front.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "Front"), (Deprel::Nmod, "kidnapping"));
}

#[test]
fn a_name_with_its_title_behind_the_opening_phrase_is_the_subject() {
    let text = "On a visit to Gao, Minister Ali Sow thanked Niger.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "Ali"), (Deprel::Nsubj, "thanked"));
}

#[test]
fn what_somebody_described_is_a_clause() {
    let text = "He was hurt in what a hospital source described as a fall.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "source"), (Deprel::Nsubj, "described"));
    assert_eq!(link(&analysis, "described"), (Deprel::AclRelcl, "what"));
}

#[test]
fn behind_a_relative_clause_a_past_form_is_the_verb_of_its_noun() {
    let text = "General Oumar Bako, whom Paris blames for the massacre, fled.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "Oumar"), (Deprel::Nsubj, "fled"));
    assert_eq!(link(&analysis, "Paris"), (Deprel::Nsubj, "blames"));
    assert_eq!(link(&analysis, "blames"), (Deprel::AclRelcl, "Oumar"));
}

#[test]
fn a_noun_behind_the_opening_phrase_is_the_subject_of_a_verb_without_one() {
    let text = "In the bazaar, a carpet seller, Gholam Brek, had closed early.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "seller"), (Deprel::Nsubj, "closed"));
}

#[test]
fn who_reports_behind_a_comma_is_the_subject() {
    let text = "Les rebelles ont pris Merk après trois jours de combats, ont rapporté lundi des habitants.";
    assert_eq!(link(&read(text), "habitants"), (Deprel::Nsubj, "rapporté"));
    let text =
        "Cinq personnes ont été tuées et dix-sept autres blessées, a annoncé le ministère de la Santé.";
    assert_eq!(link(&read(text), "ministère"), (Deprel::Nsubj, "annoncé"));
}

#[test]
fn what_is_told_without_a_verb_is_no_subject_of_who_tells_it() {
    let analysis = read("Ni fuites ni larmes, a fait valoir le ministre de l'Intérieur.");
    assert_eq!(link(&analysis, "ministre").0, Deprel::Nsubj);
    let analysis = read("Le Tchad et le Niger, voisins du Mali, ont assuré Paris de leur bonne foi.");
    assert_eq!(link(&analysis, "Tchad"), (Deprel::Nsubj, "assuré"));
}

#[test]
fn a_list_of_subjects_has_what_leads_it_beside_it() {
    let text = "Le Tchad, le Mali et le Niger, tous trois dirigés par des civils, ont formé une alliance et rompu avec Paris.";
    let analysis = read(text);
    assert_eq!(link(&analysis, "Tchad"), (Deprel::Nsubj, "formé"));
    assert_eq!(link(&analysis, "dirigés").0.base(), Deprel::Acl);
}

#[test]
fn an_apposition_agrees_with_what_it_explains() {
    let text = "L'armée a affirmé avoir tué un commandant de la force Merk, l'unité d'élite du Front.";
    assert_eq!(link(&read(text), "unité"), (Deprel::Appos, "force"));
}

#[test]
fn the_day_is_not_the_object() {
    let analysis = read("L'armée avait bombardé la veille le port de Merk.");
    assert_eq!(link(&analysis, "port"), (Deprel::Obj, "bombardé"));
    assert_eq!(link(&analysis, "veille").0, Deprel::Obl);
}

#[test]
fn a_label_before_a_dash_does_nothing() {
    let analysis = read("BORAL – Les rebelles ont tiré hier au mortier sur le camp de Merk.");
    assert_eq!(link(&analysis, "rebelles"), (Deprel::Nsubj, "tiré"));
    assert_ne!(link(&analysis, "BORAL").0, Deprel::Nsubj);
}

#[test]
fn who_somebody_is_is_no_second_subject() {
    let text =
        "Son porte-parole, le colonel Lee Brek, a indiqué lundi que des soldats avaient franchi la ligne.";
    assert_eq!(link(&read(text), "colonel"), (Deprel::Appos, "porte-parole"));
}

#[test]
fn the_object_of_a_relative_clause_is_a_pronoun() {
    let analysis = read("Le Front du Boral, que Bamako a sommé de partir, a quitté la région.");
    assert_eq!(link(&analysis, "que"), (Deprel::Obj, "sommé"));
    assert_eq!(analysis.tokens.iter().find(|t| t.form == "que").unwrap().upos, Upos::Pron);
}

#[test]
fn a_bare_noun_behind_an_active_verb_is_its_object() {
    let text = "Le mouvement islamiste a toutefois exigé \"un retrait complet\" de l'armée.";
    let analysis = read(text);
    assert_eq!(link(&analysis, "retrait"), (Deprel::Obj, "exigé"));
    assert_eq!(link(&analysis, "mouvement"), (Deprel::Nsubj, "exigé"));
    assert_ne!(link(&read("Le ministre est parti la semaine dernière."), "semaine").0, Deprel::Obj);
}

#[test]
fn what_stands_behind_an_adjunct_is_the_object() {
    for (text, object) in [
        ("Le Boral accuse depuis des mois l'Egypte de mentir.", "Egypte"),
        ("L'armée a combattu mardi à Boral le Hezbollah.", "Hezbollah"),
    ] {
        assert_eq!(link(&read(text), object).0, Deprel::Obj, "{text}");
    }
    let text = "Le ministre a parlé lundi à la presse dans le groupe Le Boral.";
    assert_ne!(link(&read(text), "Boral").0, Deprel::Obj);
}

#[test]
fn what_stands_behind_the_day_is_the_object() {
    for text in
        ["Le Boral a accusé mardi l'Egypte de mentir.", "Le Boral a libéré jeudi le chef des rebelles."]
    {
        let analysis = read(text);
        let object = analysis.tokens.iter().find(|t| t.deprel == Deprel::Obj).unwrap();
        assert!(["Egypte", "chef"].contains(&object.form.as_str()), "{text}");
    }
    assert_ne!(link(&read("Boral attaquera, a averti mardi le ministère."), "ministère").0, Deprel::Obj);
}

#[test]
fn a_participle_may_be_a_clause_of_its_own() {
    let text = "L'Autorité a réclamé une protection internationale, son vice-président Hussein Brek dénonçant un crime.";
    let analysis = read(text);
    assert_eq!(link(&analysis, "vice-président"), (Deprel::Nsubj, "dénonçant"));
    assert_eq!(link(&analysis, "dénonçant").1, "réclamé");
}

#[test]
fn marks_may_enclose_the_subject() {
    let text = "Le ministre de l'Information, Attaullah Tarar, a soutenu que 38 « terroristes » avaient été éliminés.";
    let analysis = read(text);
    assert_eq!(link(&analysis, "terroristes"), (Deprel::NsubjPass, "éliminés"));
    assert_eq!(link(&analysis, "38"), (Deprel::Nummod, "terroristes"));
    assert_eq!(link(&analysis, "éliminés"), (Deprel::Ccomp, "soutenu"));
}

#[test]
fn a_perfect_infinitive_hangs_on_the_verb_before() {
    let text = "\"Nous attendons\", a-t-il assuré, précisant s'être entretenu mardi soir avec le ministre, Anton Brek.";
    assert_eq!(link(&read(text), "entretenu").1, "précisant");
}

#[test]
fn a_relative_clause_has_its_verb() {
    let analysis = read("Il accuse son voisin d'avoir noué une alliance avec Harl, ce que le Front dément.");
    assert_eq!(link(&analysis, "Front"), (Deprel::Nsubj, "dément"));
    assert_eq!(link(&analysis, "dément"), (Deprel::AclRelcl, "ce"));
}

#[test]
fn a_verb_behind_a_quotation_is_not_of_its_clause() {
    let text = "Anton Brek dénonce « une guerre qu'on cache au pays » et réclame une enquête.";
    assert_eq!(link(&read(text), "réclame"), (Deprel::Conj, "dénonce"));
}

#[test]
fn what_is_restricted_is_no_clause() {
    let analysis = read("La police, qui dit n'avoir visé que « des pillards », a ouvert une enquête.");
    assert_eq!(link(&analysis, "pillards"), (Deprel::Obj, "visé"));
    assert_eq!(link(&analysis, "police"), (Deprel::Nsubj, "ouvert"));
    assert_eq!(link(&analysis, "enquête"), (Deprel::Obj, "ouvert"));
}

#[test]
fn a_clause_that_nothing_restricts_keeps_its_subject() {
    let analysis = read("Le ministre affirme que le Front, a attaqué la ville.");
    assert_ne!(link(&analysis, "Front"), (Deprel::Obj, "affirme"));
}

#[test]
fn a_noun_that_a_preposition_joins_to_itself_is_no_object() {
    let analysis = read("Les agents examinèrent côte à côte les caisses.");
    assert_eq!(link(&analysis, "côte"), (Deprel::Obl, "examinèrent"));
    assert_eq!(link(&analysis, "caisses"), (Deprel::Obj, "examinèrent"));
}

#[test]
fn a_coordinated_verb_agrees_with_its_subject() {
    let text = "Le ministre affirme que des unités sorves occupent plusieurs villes et exige leur retrait.";
    assert_eq!(link(&read(text), "exige"), (Deprel::Conj, "affirme"));
    let text = "Le ministre affirme que des unités sorves occupent plusieurs villes et exigent une rançon.";
    assert_eq!(link(&read(text), "exigent"), (Deprel::Conj, "occupent"));
}

#[test]
fn a_noun_is_coordinated_with_the_noun_before() {
    let text =
        "Soutenu par les Emirats arabes unis, l'Egypte et la Russie, le maréchal Keïta avait échoué en 2020.";
    let analysis = read(text);
    assert_eq!(link(&analysis, "Egypte"), (Deprel::Conj, "Emirats"));
    assert_eq!(link(&analysis, "Russie"), (Deprel::Conj, "Emirats"));
    let text =
        "Le Boral, principal soutien du Hezbollah libanais et des rebelles houthis, exclut de négocier.";
    let analysis = read(text);
    assert_eq!(link(&analysis, "rebelles"), (Deprel::Conj, "Hezbollah"));
}

#[test]
fn an_object_stands_behind_an_adjunct() {
    let analysis = read("Les rebelles combattent depuis 2012 le gouvernement du Boral.");
    assert_eq!(link(&analysis, "gouvernement"), (Deprel::Obj, "combattent"));
    let analysis = read("Le Boral a accusé jeudi le Merk de masser des troupes.");
    assert_eq!(link(&analysis, "Merk"), (Deprel::Obj, "accusé"));
    // Who speaks behind the verb is no object.
    let analysis = read("\u{ab} Nous partons \u{bb}, a déclaré jeudi le ministre du Boral.");
    assert_ne!(link(&analysis, "ministre").0, Deprel::Obj);
}

#[test]
fn a_verb_stands_behind_its_relative_pronoun() {
    let text = "The Boral Front, a militia that fights alongside the army, lost the town.";
    let analysis = english(text);
    let verb = analysis.tokens.iter().find(|t| t.form == "fights").unwrap();
    assert_eq!(verb.upos, Upos::Verb);
}

#[test]
fn a_past_tense_with_be_is_no_passive() {
    for (text, verb) in [
        ("L'armée boralienne est entrée mardi dans Harl.", "entrée"),
        ("Des combattants sont arrivés dans la ville.", "arrivés"),
        ("Les rebelles se sont retirés de Harl.", "retirés"),
    ] {
        let analysis = read(text);
        let at = analysis.tokens.iter().position(|t| t.form == verb).unwrap();
        assert!(analysis.exact(at, Deprel::AuxPass).is_none(), "{text}");
        assert!(analysis.exact(at, Deprel::NsubjPass).is_none(), "{text}");
        assert!(analysis.dependent(at, Deprel::Nsubj).is_some(), "{text}");
    }
    for (text, verb) in
        [("La lettre a été retournée.", "retournée"), ("Le village est occupé par l'armée.", "occupé")]
    {
        let analysis = read(text);
        let at = analysis.tokens.iter().position(|t| t.form == verb).unwrap();
        assert!(analysis.exact(at, Deprel::AuxPass).is_some(), "{text}");
    }
}

/// The relation of the first word with that form, and the form of its head.
fn link<'a>(analysis: &'a Analysis, form: &str) -> (Deprel, &'a str) {
    let token = analysis.tokens.iter().find(|t| t.form == form).unwrap();
    (token.deprel, token.head.map_or("", |h| analysis.tokens[h].form.as_str()))
}

#[test]
fn a_name_behind_the_opening_phrase_is_the_subject_of_a_verb_without_one() {
    for text in [
        "Dans un communiqué, Paul Varenne, porte-parole du ministère, a fermement condamné l'attaque.",
        "Dans un message, Paul Varenne a condamné l'attaque.",
    ] {
        let analysis = read(text);
        let (relation, verb) = link(&analysis, "Paul");
        assert_eq!((relation, verb), (Deprel::Nsubj, "condamné"), "{text}");
    }
}

#[test]
fn a_counted_noun_without_preposition_is_the_subject_of_a_verb_without_one() {
    for text in [
        "Au moins douze soldats sont morts dans une embuscade près de Kessel.",
        "Au moins cinq soldats et un civil ont été blessés vendredi.",
        "Au moins deux navires ont coulé au large de Kessel.",
        "Au moins dix soldats se sont rendus.",
    ] {
        let analysis = read(text);
        let noun = analysis.tokens.iter().position(|t| t.upos == Upos::Noun).unwrap();
        assert_eq!(analysis.tokens[noun].deprel.base(), Deprel::Nsubj, "{text}");
    }
    let analysis = read("Dix jours plus tard, les navires ont coulé.");
    assert_ne!(link(&analysis, "jours").0.base(), Deprel::Nsubj);
}

#[test]
fn what_and_adds_behind_the_subject_of_a_plural_verb_is_a_subject_too() {
    for text in [
        "Les combattants du Front de Kessel (FK), dominé par d'anciens miliciens, et des brigades alliées ont lancé mardi un assaut.",
        "Le Front de Kessel, issu de la Ligue, et des brigades alliées ont attaqué le port.",
    ] {
        let analysis = read(text);
        let relation = link(&analysis, "brigades").0.base();
        assert!(matches!(relation, Deprel::Conj | Deprel::Nsubj), "{text}: {relation:?}");
    }
}

#[test]
fn a_name_stays_an_apposition_where_the_verb_has_its_subject() {
    let analysis = read("Dans la capitale, Karavel, les habitants ont fui.");
    assert_eq!(link(&analysis, "habitants"), (Deprel::Nsubj, "fui"));
    assert_ne!(link(&analysis, "Karavel").0, Deprel::Nsubj);
}

#[test]
fn a_participle_between_commas_is_not_the_verb_of_the_sentence() {
    for text in [
        "Les combattants du Front du Nord (FDN), dirigé par l'ex-colonel Paul Varenne, et des milices locales ont lancé jeudi une offensive contre l'armée.",
        "Les miliciens de Kessel, soutenus par le pays voisin, ont pris mardi la ville.",
    ] {
        let analysis = read(text);
        let first = analysis.tokens[1].form.clone();
        let (relation, verb) = link(&analysis, &first);
        assert_eq!(relation, Deprel::Nsubj, "{text}");
        assert!(matches!(verb, "lancé" | "pris"), "{text}: {verb}");
        assert_eq!(link(&analysis, verb).0, Deprel::Root, "{text}");
    }
    let passive = "Les combattants du Front du Nord (FDN), dirigé par l'ex-colonel Paul Varenne, et des milices locales ont été chassés jeudi de la ville.";
    assert_eq!(link(&read(passive), "combattants"), (Deprel::NsubjPass, "chassés"));
}

#[test]
fn a_relative_clause_gives_the_subject_back_to_the_verb_behind_it() {
    let english = |text: &str| english(text);
    let analysis = english(
        "Sorvia, which signed a treaty with Boral in May, has sent some 300 engineers to rebuild the port.",
    );
    assert_eq!(link(&analysis, "Sorvia"), (Deprel::Nsubj, "sent"));
    assert_eq!(link(&analysis, "signed"), (Deprel::AclRelcl, "Sorvia"));
    let analysis = english("The militia, which Washington put on its terrorist list, rejected the charge.");
    assert_eq!(link(&analysis, "militia"), (Deprel::Nsubj, "rejected"));
    assert_eq!(link(&analysis, "which"), (Deprel::Obj, "put"));
    let analysis = read(
        "La ministre Anne Varenne, qui ne s'est pas montrée depuis le séisme, devait ouvrir mardi un congrès.",
    );
    assert_eq!(link(&analysis, "devait").0, Deprel::Root);
    assert_eq!(link(&analysis, "ministre").1, "devait");
}

#[test]
fn the_first_noun_of_a_coordination_is_a_subject_too() {
    let analysis = read("L'Union européenne et le Canada ont lancé le même appel.");
    assert_eq!(link(&analysis, "Union"), (Deprel::Nsubj, "lancé"));
    assert_eq!(link(&analysis, "Canada"), (Deprel::Conj, "Union"));
}

#[test]
fn who_says_so_is_not_coordinated_with_what_is_said() {
    let text = "A strike on the camp killed ten people, medics at the Belan hospital said.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "medics"), (Deprel::Nsubj, "said"));
    assert_eq!(link(&analysis, "hospital"), (Deprel::Nmod, "medics"));
    let text = "Gunmen from Boko Haram attacked an army base on Monday.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "Boko"), (Deprel::Nmod, "Gunmen"));
}

#[test]
fn a_verb_behind_who_says_so_goes_with_the_verb_before() {
    let text =
        "Sorvia scrambled helicopters on Monday, its navy said, and called on its partners to send doctors.";
    let analysis = english(text);
    assert_eq!(link(&analysis, "called"), (Deprel::Conj, "scrambled"));
}

#[test]
fn a_participle_is_the_verb_of_a_sentence_that_has_none() {
    for (text, verb, subject) in [
        ("More than 40 Sorvian sailors surrendered in the port.", "surrendered", "sailors"),
        ("Niger dismissed reports that it was massing troops.", "dismissed", "Niger"),
    ] {
        let analysis = english(text);
        assert_eq!(link(&analysis, subject), (Deprel::Nsubj, verb), "{text}");
        assert_eq!(link(&analysis, verb).0, Deprel::Root, "{text}");
    }
}

#[test]
fn a_word_like_an_adverb_at_the_end_is_the_verb_of_a_sentence_that_has_none() {
    for text in ["Le parti dément.", "Accusé par le Mali de soutenir les rebelles, le Rwanda dément."] {
        assert_eq!(link(&read(text), "dément").0, Deprel::Root, "{text}");
    }
}

#[test]
fn a_counted_noun_behind_a_weekday_is_the_object_of_a_verb_without_one() {
    let analysis = read("La junte a libéré vendredi 23 combattants.");
    assert_eq!(link(&analysis, "combattants"), (Deprel::Obj, "libéré"));
}

#[test]
fn a_noun_between_a_quotation_and_a_name_is_a_verb_where_it_can_be() {
    let analysis = read("« Il n'y a plus de pain dans la ville », souffle Anna Varenne, infirmière.");
    let verb = analysis.tokens.iter().find(|t| t.form == "souffle").unwrap();
    assert_eq!((verb.upos, verb.lemma.as_str()), (Upos::Verb, "souffler"));
    assert_eq!(link(&analysis, "Anna"), (Deprel::Nsubj, "souffle"));
    let analysis = read("« La route est coupée », infirmière Paulette Varenne.");
    assert!(analysis.tokens.iter().all(|t| t.form != "infirmière" || t.upos != Upos::Verb));
}

#[test]
fn a_noun_before_that_is_the_verb_of_a_sentence_without_one() {
    let analysis = read("Une source proche du dossier précise que la route est coupée.");
    let verb = analysis.tokens.iter().find(|t| t.form == "précise").unwrap();
    assert_eq!((verb.upos, verb.lemma.as_str()), (Upos::Verb, "préciser"));
    let analysis = read("L'annonce que la route est coupée a surpris la ville.");
    assert!(analysis.tokens.iter().all(|t| t.form != "annonce" || t.upos == Upos::Noun));
}

#[test]
fn a_clause_with_whose_gives_the_subject_back() {
    let analysis =
        read("L'Union du Nord, dont les combattants ont fui vers la côte, a dénoncé mardi un piège.");
    assert_eq!(link(&analysis, "Union"), (Deprel::Nsubj, "dénoncé"));
    let text =
        "Six marins, dont un cuisinier du port et deux enfants, ont été blessés lundi, a annoncé la mairie.";
    assert_eq!(link(&read(text), "marins"), (Deprel::NsubjPass, "blessés"));
}

#[test]
fn a_noun_before_an_adjective_is_the_subject() {
    let analysis = english("A diplomat close to the talks said a deal was near.");
    assert_eq!(link(&analysis, "diplomat"), (Deprel::Nsubj, "said"));
    assert_eq!(link(&analysis, "close"), (Deprel::Amod, "diplomat"));
}

#[test]
fn a_noun_before_an_infinitive_is_the_verb_of_a_sentence_without_one() {
    let verb = |text: &str, form: &str| {
        let analysis = read(text);
        analysis.tokens.iter().find(|t| t.form == form).map(|t| t.upos)
    };
    assert_eq!(verb("Le groupe Merk, lui, menace de partir.", "menace"), Some(Upos::Verb));
    assert_eq!(verb("Le roi, qui avait cédé le port, menace de partir.", "menace"), Some(Upos::Verb));
    assert_eq!(verb("Le groupe Merk, marche à suivre en main, attend.", "marche"), Some(Upos::Noun));
}

#[test]
fn who_is_told_by_a_pronoun_does_not_say_it() {
    assert_eq!(link(&read("« Partez », leur a lancé Awa Brek."), "Awa"), (Deprel::Nsubj, "lancé"));
    assert_eq!(link(&read("« Partez », les a suppliés Awa Brek."), "Awa"), (Deprel::Nsubj, "suppliés"));
}

#[test]
fn what_looks_like_a_participle_behind_a_quotation_is_a_verb() {
    let analysis = read("« Les gens partent », décrit un instituteur.");
    assert_eq!(link(&analysis, "instituteur"), (Deprel::Nsubj, "décrit"));
}

#[test]
fn a_verb_goes_on_from_one_of_its_own_form() {
    let analysis = read("Awa Brek a exhorté le front à négocier et appelé tous les pays à partir.");
    assert_eq!(link(&analysis, "appelé"), (Deprel::Conj, "exhorté"));
    let analysis = read("Awa Brek a promis de négocier et de partir.");
    assert_eq!(link(&analysis, "partir"), (Deprel::Conj, "négocier"));
}

#[test]
fn a_past_form_between_commas_may_be_a_participle() {
    let analysis = english("Colonel Galanis, arrested on Monday with two aides, called him a liar.");
    assert_eq!(link(&analysis, "arrested"), (Deprel::Acl, "Galanis"));
    assert_eq!(link(&analysis, "Galanis"), (Deprel::Nsubj, "called"));
    let analysis = english("The minister, arrested on Monday with two aides, accused Chad.");
    assert_eq!(link(&analysis, "arrested"), (Deprel::Acl, "minister"));
    assert_eq!(link(&analysis, "minister"), (Deprel::Nsubj, "accused"));
    let analysis = english("The minister, armed with two rifles, fired at a guard accused of theft.");
    assert_eq!(link(&analysis, "minister"), (Deprel::Nsubj, "fired"));
}

#[test]
fn what_and_adds_before_a_finite_verb_is_its_subject() {
    let analysis = english("Togo has armed the rebels and Benin has fed them for years.");
    assert_eq!(link(&analysis, "Benin"), (Deprel::Nsubj, "fed"));
    assert_eq!(link(&analysis, "fed"), (Deprel::Conj, "armed"));
    let analysis = english("Egypt has backed the army and the police.");
    assert_eq!(link(&analysis, "police"), (Deprel::Conj, "army"));
}

#[test]
fn of_what_somebody_is_accused_is_not_his_accusers() {
    let analysis = english(
        "Togo, accused by the Beninese interior ministry of having shelled two villages at night, replied that Benin had lied.",
    );
    assert_eq!(link(&analysis, "shelled").1, "accused");
}

#[test]
fn a_predicate_behind_and_goes_on_from_the_verb() {
    let analysis = english("The militia has links to Iran and is at odds with the army.");
    assert_eq!(link(&analysis, "odds"), (Deprel::Conj, "has"));
}
