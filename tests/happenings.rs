//! Events and alliances of invented sentences: each construction in both languages, through the whole engine.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use depeche::dispatch::{Dispatch, Extraction, Lang, Modality};
use depeche::lexicon::Lexicon;
use depeche::{extract, language, wire};

fn dispatch(text: &str) -> Dispatch {
    wire::read(text.as_bytes(), None, &wire::Options::default())
        .expect("plain text is read")
        .into_iter()
        .next()
        .expect("a text is a dispatch")
}

fn read(lang: &str, text: &str) -> Extraction {
    let dispatch = dispatch(text);
    let lang = Lang::from_tag(lang).expect("a tag");
    let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, lang);
    extract::extract(&dispatch, &analysis, Lexicon::built_in())
}

/// `CATEGORY agents > targets` of each event, in text order.
fn events(lang: &str, text: &str) -> Vec<String> {
    let items = read(lang, text);
    let names = |ids: &[depeche::dispatch::ActorId]| {
        ids.iter().map(|id| items.actors[id.0].name.as_str()).collect::<Vec<_>>().join(", ")
    };
    items
        .events
        .iter()
        .map(|e| format!("{} {} > {}", e.category, names(&e.agents), names(&e.targets)))
        .collect()
}

/// `kind a > b status` of each stated alliance.
fn alliances(lang: &str, text: &str) -> Vec<String> {
    let items = read(lang, text);
    let name = |id: depeche::dispatch::ActorId| items.actors[id.0].name.as_str();
    items
        .alliances
        .iter()
        .filter(|r| r.basis == depeche::dispatch::Basis::Stated)
        .map(|r| format!("{} {} > {} {}", r.kind, name(r.a), name(r.b), r.status))
        .collect()
}

macro_rules! told {
    ($($(#[$attribute:meta])? $name:ident: $lang:literal, $text:literal => $expected:expr;)+) => {
        $(#[test] $(#[$attribute])? fn $name() {
            let found = events($lang, $text);
            let expected: &[&str] = &$expected;
            assert_eq!(found, expected, "{}", $text);
        })+
    };
}

told! {
    officers_that_are_sent_en: "en", "Niger will send 600 police officers to Mali next month." => ["MOBILIZE Niger > "];
    envoy_that_is_sent_en: "en", "Chad sent an envoy to Mali." => ["CONSULT Chad > Mali"];
    charge_called_baseless_en: "en", "Norway accused Chad of fraud. Chad called the charge baseless." =>
        ["ACCUSE Norway > Chad", "REJECT Chad > Norway"];
    offer_that_is_turned_down_en: "en", "Chad proposed talks. Niger turned down the offer." =>
        ["REQUEST Chad > ", "REJECT Niger > Chad"];
    warning_behind_a_particle_en: "en", "Paul Kern warned the rebels. The rebels shrugged off the warning." =>
        ["THREATEN Paul Kern > rebels", "REJECT rebels > Paul Kern"];
    release_that_is_demanded_en: "en", "The mayor demanded the release of 40 students." => ["REQUEST mayor > "];
    summit_that_is_called_off_en: "en", "Chad called off its summit with Niger." => ["REJECT Chad > Niger"];
    sanctions_that_are_lifted_en: "en", "The EU lifted sanctions on Chad." => ["RETREAT EU > Chad"];
    sanctions_that_are_lifted_fr: "fr", "Le Tchad a levé les sanctions contre le Niger." => ["RETREAT Tchad > Niger"];
    fire_that_ceases_en: "en", "The rebels stopped firing at Chad." => ["RETREAT rebels > Chad"];
    fire_that_ceases_fr: "fr", "Le Front a cessé ses tirs sur le Niger." => ["RETREAT Front > Niger"];
    bodies_that_are_handed_over_en: "en", "Chad returned the remains of two Malians to the Red Cross." =>
        ["RETREAT Chad > Red Cross"];
    supplied_with_en: "en", "Iran supplies the rebels with jets." => ["AID Iran > rebels"];
    railed_at_a_capital_en: "en", "The mayor lashed out at Moscow." => ["ACCUSE mayor > Russia"];
    railed_at_a_capital_fr: "fr", "Le maire s'en est pris à Moscou." => ["ACCUSE maire > Russie"];
    envoy_to_a_capital_fr: "fr", "L'Ukraine a dépêché un émissaire à Ankara." => ["CONSULT Ukraine > Turquie"];
    crowd_that_is_dispersed_en: "en", "Protesters marched in Gao. Police fired tear gas." =>
        ["PROTEST Protesters > ", "COERCE Police > Protesters"];
    number_of_arrests_en: "en", "Students marched in Gao. Police arrested eleven." =>
        ["PROTEST Students > ", "COERCE Police > Students"];
    provoked_threat_en: "en", "The Kremlin promised revenge after Ukraine struck a port." =>
        ["THREATEN Kremlin > Ukraine", "ASSAULT Ukraine > "];
    friends_by_name_en: "en", "The premier thanked his friends, among them Chad and Niger." =>
        ["SUPPORT premier > Chad, Niger"];
    whose_cause_fr: "fr", "L'armée a bombardé les rebelles dont Paris soutient la cause." => ["ASSAULT armée > rebelles"];
    jailed_for_contacts_en: "en", "Russia jailed Paul Kern for contacts with Kyiv." => ["COERCE Russia > Paul Kern"];
    one_of_several_verbs_en: "en", "Paul Kern, a colonel, deserted, joined the rebels and attacked Gao." =>
        ["RETREAT Paul Kern > ", "ASSAULT Paul Kern > "];
    killed_by_number_en: "en", "Gunmen stormed the market. The blast killed 15." => ["ASSAULT Gunmen > "];
    there_for_talks_en: "en", "Paul Kern is in Lomé for talks with Awa Keïta." => ["CONSULT Awa Keïta, Paul Kern > "];
    list_of_sides_en: "en", "Talks this week between Chad, Niger and Togo ended." => ["CONSULT Chad, Niger, Togo > "];
    two_names_of_one_noun_en: "en", "North and South Korea agreed on a truce." => ["AGREE South Korea, North Korea > "];
    what_a_group_is_designated_en: "en", "Washington designated the Boral Front a terrorist organisation." =>
        ["SANCTION Washington > Boral Front"];
    fields_are_no_parties_en: "en", "Drones struck the Velmar and Kern oil fields." => ["ASSAULT  > "];
    participle_of_the_arrested_en: "en", "Colonel Paul Kern, arrested on Monday in Gao, accused Chad." =>
        ["COERCE  > Paul Kern", "ACCUSE Paul Kern > Chad"];
    accused_by_whom_of_what_en: "en", "Chad, accused by the Nigerien ministry of having shelled two villages at night, reacted." =>
        ["ACCUSE Nigerien ministry > Chad", "ASSAULT Chad > "];
    strike_before_a_threat_fr: "fr", "Le Tchad a promis des représailles après une frappe du Niger." =>
        ["THREATEN Tchad > Niger", "ASSAULT Niger > "];
    market_that_is_hit_en: "en", "A missile hit a market in Lomé." => ["ASSAULT  > "];
    refusal_that_offends_fr: "fr", "Le refus offensant du Tchad de parler a lassé." => ["REJECT Tchad > "];
    killed_on_a_day_of_war_en: "en", "Chad is at war with Niger. Five people were killed in Gao." => ["ASSAULT  > "];
    killed_on_a_day_of_war_fr: "fr", "Le Tchad est en guerre contre le Niger. Cinq personnes ont été tuées à Gao." => ["ASSAULT  > "];
    fought_fr: "fr", "Des mutins combattent les gendarmes." => ["ASSAULT mutins > gendarmes"];
    fought_en: "en", "The army fought the rebels. Chad battled with Niger." => ["ASSAULT army > rebels", "ASSAULT Chad > Niger"];
    threatened_deed_fr: "fr", "Le Front menace de s'attaquer au Niger." => ["THREATEN Front > Niger", "ASSAULT Front > Niger"];
    where_the_state_sits_fr: "fr", "Au Parlement, Ali Sow réclame une enquête." => ["REQUEST Ali Sow > "];
    renewed_mandate_fr: "fr", "Le Tchad a prolongé le mandat de la Minusma." => ["AGREE Tchad > Minusma"];
    renewed_mandate_en: "en", "Chad extended the mandate of UNIFIL." => ["AGREE Chad > UNIFIL"];
    opposed_denial_fr: "fr", "Le Tchad oppose un démenti formel aux accusations du Niger." =>
        ["REJECT Tchad > Niger"];
    fallen_to_fr: "fr", "Gao, un bastion de l'armée, est tombée aux mains des rebelles." => ["COERCE rebelles > armée"];
    fallen_to_en: "en", "The town of Gao, the last bastion of the army, fell to rebels." => ["COERCE rebels > army"];
    attacked_by_a_state_fr: "fr", "Le Tchad s'est attaqué au Niger." => ["ASSAULT Tchad > Niger"];
    from_its_seat_fr: "fr", "Le Niger a protesté. À Niamey, on condamne l'attaque." =>
        ["PROTEST Niger > ", "ACCUSE Niger > ", "ASSAULT  > "];
    bias_fr: "fr", "Le Tchad a dénoncé le parti pris du maire." => ["ACCUSE Tchad > "];
    demanded_people_en: "en", "The mayor demanded policemen." => ["REQUEST mayor > "];
    demanded_people_fr: "fr", "Le maire réclame des gendarmes." => ["REQUEST maire > "];
    struck_in_a_war_en: "en", "Chad is at war with Niger. Mali condemned the raid." => ["ACCUSE Mali > ", "ASSAULT  > "];
    goes_on_with_whom_it_spoke_of_fr: "fr",
        "Des rebelles ont tiré. « Des soldats maliens pillaient le village », a raconté Ali Sow. « Ils ont bombardé le Niger. »" =>
        ["ASSAULT rebelles > ", "ASSAULT soldats maliens > ", "ASSAULT soldats maliens > Niger"];
    by_what_they_are_called_en: "en", "Rebels sold cattle. Chad bombed rebel positions in Gao." => ["ASSAULT Chad > Rebels"];
    by_what_they_are_called_fr: "fr", "Des rebelles vendaient du bétail. Le Tchad a bombardé des positions rebelles." =>
        ["ASSAULT Tchad > rebelles"];
    attack_of_whom_the_text_calls_so_fr: "fr", "Des jihadistes vendaient du bétail. L'attaque jihadiste a fait dix morts." =>
        ["ASSAULT jihadistes > "];
    attack_of_whom_the_text_calls_so_en: "en", "Settlers sold cattle. The settler attack wounded two." => ["ASSAULT Settlers > "];
    what_is_theirs_fr: "fr", "La Minusma a condamné l'attaque menée lundi contre son camp." => ["ACCUSE Minusma > ", "ASSAULT  > Minusma"];
    some_of_what_is_theirs_fr: "fr", "L'Ukraine accuse la Russie d'avoir tiré sur trois de ses bâtiments." =>
        ["ACCUSE Ukraine > Russie", "ASSAULT Russie > Ukraine"];
    recalled_from_the_other_state_fr: "fr",
        "La Russie a bombardé l'Ukraine lundi. Moscou a pris la ville mardi. Le Danemark a rappelé son ambassadeur." =>
        ["ASSAULT Russie > Ukraine", "COERCE Russie > ", "SANCTION Danemark > Russie"];
    offered_en: "en", "Chad offered to receive the captives. Niger offered police trainers." => ["AGREE Chad > ", "AID Niger > "];
    handed_out_en: "en", "The agency handed out tents in Gao." => ["AID agency > "];
    armour_en: "en", "Chad sent armour to the border." => ["MOBILIZE Chad > "];
    occupied_hills_en: "en", "Chad still occupies five hilltops." => ["COERCE Chad > "];
    urged_and_called_fr: "fr", "Le Tchad a exhorté le Niger à négocier et appelé le Mali à partir." => ["REQUEST Tchad > Niger", "REQUEST Tchad > Mali"];
    brother_of_fr: "fr", "Le maire, frère du président Ali Sow, a accusé le Niger." => ["ACCUSE maire > Niger"];
    suspended_whatever_it_was_fr: "fr", "Le Tchad a suspendu à son tour ses visites au Niger." => ["SANCTION Tchad > Niger"];
    closed_crossing_fr: "fr", "La frontière avec le Niger est fermée depuis mardi." => ["COERCE  > Niger"];
    advised_fr: "fr", "Le Tchad conseille au Niger de partir." => ["REQUEST Tchad > Niger"];
    state_of_emergency_fr: "fr", "Le Tchad a décrété l'état d'urgence." => ["COERCE Tchad > "];
    curfew_en: "en", "Chad imposed a curfew in Gao." => ["COERCE Chad > "];
    turned_back_fr: "fr", "La police a refoulé Ali Sow à la frontière." => ["COERCE police > Ali Sow"];
    abstained_fr: "fr", "Le Tchad, lui, s'est abstenu." => ["REJECT Tchad > "];
    abstained_en: "en", "Chad and Niger abstained." => ["REJECT Chad, Niger > "];
    refrained_fr: "fr", "Le Tchad s'est abstenu de parler." => [];
    rejoiced_fr: "fr", "Le Niger s'en est réjoui." => ["SUPPORT Niger > "];
    dark_days_fr: "fr", "Le Tchad promet au Niger des jours noirs." => ["THREATEN Tchad > Niger"];
    embassy_fr: "fr", "Le Tchad a clos son ambassade au Niger." => ["SANCTION Tchad > Niger"];
    stepped_on_a_mine_en: "en", "Five Chadian soldiers stepped on a mine." => ["ASSAULT  > Five Chadian soldiers"];
    thrown_out_en: "en", "Chad has thrown out Nigerien troops." => ["COERCE Chad > Nigerien troops"];
    where_it_was_asked_fr: "fr", "Ali Sow a réclamé, à Moscou, une enquête. Ali Sow a demandé à Moscou de partir." =>
        ["REQUEST Ali Sow > ", "REQUEST Ali Sow > Moscou"];
    by_the_voice_of_fr: "fr", "Le Tchad, par la voix d'Ali Sow, a accusé le Niger." => ["ACCUSE Tchad > Niger"];
    promised_deed_fr: "fr", "Le Tchad a promis de livrer des chars au Niger." => ["AGREE Tchad > Niger", "AID Tchad > Niger"];
    offered_mediation_fr: "fr", "Le Tchad a offert sa médiation au Niger." => ["AGREE Tchad > Niger"];
    received_by_pronoun_fr: "fr", "Des éleveurs attendaient. Le gouverneur Ali Sow les a reçus." => ["CONSULT Ali Sow, éleveurs > "];
    on_a_visit_fr: "fr", "En visite à Gao, le ministre Ali Sow a remercié le Niger." => ["CONSULT Ali Sow > ", "SUPPORT Ali Sow > Niger"];
    on_a_visit_en: "en", "On a visit to Gao, Minister Ali Sow thanked Niger." => ["CONSULT Ali Sow > ", "SUPPORT Ali Sow > Niger"];
    on_the_visit_en: "en", "On the visit to Gao, Minister Ali Sow thanked Niger." => ["CONSULT Ali Sow > ", "SUPPORT Ali Sow > Niger"];
    surrendered_to_fr: "fr", "Des soldats maliens se sont rendus au Front du Boral." => ["RETREAT soldats maliens > Front du Boral"];
    judged_fr: "fr", "Le Tchad a jugé la réponse du Niger disproportionnée." => ["ACCUSE Tchad > Niger"];
    aimed_sanctions_fr: "fr", "Le Tchad a fait publier des critiques visant le Niger." => ["ACCUSE Tchad > Niger"];
    a_call_for_dialogue_fr: "fr", "Le Tchad invite le Niger au dialogue." => ["REQUEST Tchad > Niger"];
    suspended_whatever_it_was_en: "en", "Chad suspended the visits." => ["SANCTION Chad > "];
    let_go_en: "en", "Chad let the detainees go." => ["RETREAT Chad > detainees"];
    chair_of_a_bloc_en: "en", "Chad, which chairs the bloc, condemned Niger." => ["ACCUSE Chad > Niger"];
    walked_away_en: "en", "Chad walked away from the deal." => ["REJECT Chad > "];
    wanted_to_en: "en", "Chad wants Niger to free the detainees." => ["REQUEST Chad > Niger"];
    curfew_fr: "fr", "L'armée tchadienne a imposé un couvre-feu à Gao." => ["COERCE armée tchadienne > "];
    only_a_number_fr: "fr", "Des partisans ont défilé à Gao. Neuf ont été arrêtés." => ["PROTEST partisans > ", "COERCE  > "];
    battalions_fr: "fr", "Le Tchad a retiré deux bataillons de Gao." => ["RETREAT Tchad > "];
    dispersed_crowd_fr: "fr", "La police a dispersé l'attroupement." => ["COERCE police > "];
    diplomatic_protest_fr: "fr", "Le Tchad a protesté auprès du Niger." => ["ACCUSE Tchad > Niger"];
    released_ship_fr: "fr", "Le Tchad a relâché deux cargos russes." => ["RETREAT Tchad > Russie"];
    rice_fr: "fr", "L'ONU a distribué du riz à Gao." => ["AID ONU > "];
    neighbour_of_a_president_fr: "fr", "Le Tchad a accusé le Niger lundi. Le président tchadien Ali Sow a menacé son voisin." => ["ACCUSE Tchad > Niger", "THREATEN Ali Sow > Niger"];
    withheld_from_the_other_state_en: "en", "Chad shelled Niger on Monday. Chad seized a town. Denmark suspended its aid." =>
        ["ASSAULT Chad > Niger", "COERCE Chad > ", "SANCTION Denmark > Chad"];
    flights_are_no_tie_fr: "fr", "La Russie a bombardé l'Ukraine lundi. Moscou a pris la ville mardi. Le Danemark a suspendu les vols." =>
        ["ASSAULT Russie > Ukraine", "COERCE Russie > ", "SANCTION Danemark > "];
    what_is_theirs_en: "en", "Chad reported an attack on its base." => ["ASSAULT  > Chad"];
    mutual_fr: "fr", "L'Arménie et l'Azerbaïdjan s'accusent de violations de la trêve." => ["ACCUSE Arménie, Azerbaïdjan > Arménie, Azerbaïdjan"];
    two_sides_fr: "fr", "Le Tchad et le Soudan s'affrontent depuis lundi. L'Egypte a exhorté les deux camps à la retenue." => ["ASSAULT Tchad, Soudan > ", "REQUEST Egypte > Tchad, Soudan"];
    two_generals_fr: "fr", "Le général Ali Sow et le général Awa Brek se battent depuis mai. Le ministre Carl Dunn est arrivé. L'Egypte a invité les deux généraux à Djeddah." => ["REQUEST Egypte > Ali Sow, Awa Brek"];
    threatened_in_content_fr: "fr", "Le Tchad a prévenu lundi que le Soudan ne recevrait plus rien de lui." => ["THREATEN Tchad > Soudan"];
    owner_of_subject_fr: "fr", "Les Houthis ont enlevé dix marins. L'ambassade des Etats-Unis les a accusés de mentir." => ["ASSAULT Houthis > dix marins", "ACCUSE ambassade des Etats-Unis > Houthis"];
    warned_together_en: "en", "Chad and Niger have warned that Sudan can hope for nothing." => ["THREATEN Chad, Niger > Sudan"];
    whose_policies_en: "en", "Protesters condemned both Chad's policies and Niger's decision." => ["ACCUSE Protesters > Chad, Niger"];
    joined_name_en: "en", "The M23 has been accused by Goma-based Human Rights Watch of looting." => ["ACCUSE Human Rights Watch > M23"];
    asked_that_fr: "fr", "Le Mali a demandé que le Niger libère les détenus." => ["REQUEST Mali > Niger", "RETREAT Niger > détenus"];
    asked_that_en: "en", "Mali demanded that Niger free the detainees." => ["REQUEST Mali > Niger", "RETREAT Niger > detainees"];
    asked_in_relative_fr: "fr", "Le Front du Boral, que Bamako a sommé de partir, a élu un chef." => ["REQUEST Bamako > Front du Boral"];
    accused_in_relative_en: "en", "Chad, which Sudan accuses of arming rebels, closed its border." => ["ACCUSE Sudan > Chad", "AID Chad > rebels", "COERCE Chad > "];
    blamed_in_relative_en: "en", "General Oumar Bako, whom Paris blames for the massacre, fled." => ["ACCUSE Paris > Oumar Bako", "ASSAULT Oumar Bako > ", "RETREAT Oumar Bako > "];
    passive_relative_en: "en", "General Oumar Bako, who was himself arrested by the police, fled." => ["COERCE police > Oumar Bako", "RETREAT Oumar Bako > "];
    blamed_on_en: "en", "Sudan blames the killing of Oumar Bako on the Boral Front." => ["ACCUSE Sudan > Boral Front", "ASSAULT Boral Front > Oumar Bako"];
    counted_with_more_than_fr: "fr", "Plus de 1.200 étudiants ont été interpellés par la police tunisienne." => ["COERCE police tunisienne > 1.200 étudiants"];
    signed_by_name_en: "en", "Chad signed the Boral Peace Accord with Niger." => ["AGREE Chad, Niger > "];
    recalled_from_capital_en: "en", "Chad recalled its ambassador from Paris." => ["SANCTION Chad > France"];
    refused_to_do_with_fr: "fr", "Le Front du Boral a refusé de négocier avec le Tchad." => ["REJECT Front du Boral > Tchad"];
    refused_to_do_with_en: "en", "Chad refused to recognise the Boral Council." => ["REJECT Chad > Boral Council"];
    refused_who_asked_fr: "fr", "Le Tchad a demandé au Niger de retirer ses troupes. Le Niger a refusé." => ["REQUEST Tchad > Niger", "RETREAT Niger > ", "REJECT Niger > Tchad"];
    refused_who_asked_en: "en", "Chad asked Niger to withdraw its troops. Niger turned down the demand." => ["REQUEST Chad > Niger", "RETREAT Niger > ", "REJECT Niger > Chad"];
    active_fr: "fr", "L'armée malienne a bombardé mardi des positions du JNIM près de Gao." => ["ASSAULT armée malienne > JNIM"];
    active_en: "en", "The Israeli army bombed Hezbollah positions near Tyre on Tuesday." => ["ASSAULT Israeli army > Hezbollah"];
    passive_fr: "fr", "Le village a été repris jeudi par l'armée congolaise." => ["COERCE armée congolaise > "];
    passive_en: "en", "The town was recaptured on Thursday by the Congolese army." => ["COERCE Congolese army > "];
    relative_fr: "fr", "Les combattants du M23, qui ont pris la ville de Sake, attendent." => ["COERCE M23 > "];
    noun_with_by_fr: "fr", "La prise de Palmyre par les rebelles a surpris l'armée syrienne." => ["COERCE rebelles > "];
    light_verb_fr: "fr", "Le Hezbollah a lancé une attaque contre l'armée israélienne." => ["ASSAULT Hezbollah > armée israélienne"];
    light_verb_en: "en", "Hezbollah launched an attack against the Israeli army." => ["ASSAULT Hezbollah > Israeli army"];
    symmetric_fr: "fr", "La Russie et l'Ukraine ont signé un accord à Istanbul." => ["AGREE Russie, Ukraine > "];
    symmetric_en: "en", "Russia and Ukraine signed an agreement in Istanbul." => ["AGREE Russia, Ukraine > "];
    asked_to_act_fr: "fr", "La France a exhorté le Rwanda à retirer ses troupes." => ["REQUEST France > Rwanda", "RETREAT Rwanda > "];
    asked_to_act_en: "en", "France urged Rwanda to withdraw its troops." => ["REQUEST France > Rwanda", "RETREAT Rwanda > "];
    given_to_en: "en", "Iran gave drones to Russia." => ["AID Iran > Russia"];
    given_with_the_object_en: "en", "Washington delivered missiles to Ukraine." => ["AID Washington > Ukraine"];
    phrase_with_words_between_fr: "fr", "La Russie a opposé mardi son veto à la résolution." => ["REJECT Russie > "];
    partitive_object_fr: "fr", "La Pologne a déployé des soldats à sa frontière." => ["MOBILIZE Pologne > "];
    #[ignore = "known miss: the model hangs the object on what is counted"]
    sent_with_the_object_en: "en", "Germany sent missiles to Ukraine." => ["AID Germany > Ukraine"];
    who_is_caught_is_the_target_fr: "fr", "L'armée malienne est tombée dans une embuscade tendue par les rebelles du FLA." => ["ASSAULT FLA > armée malienne"];
    a_counted_object_fr: "fr", "Les rebelles ont tué au moins 17 villageois." => ["ASSAULT rebelles > "];
    what_is_condemned_is_told_fr: "fr", "La France a condamné l'attaque du M23 contre l'armée congolaise." => ["ACCUSE France > M23", "ASSAULT M23 > armée congolaise"];
    a_sort_of_plane_tells_nothing_fr: "fr", "La France va livrer à l'Ukraine des avions de combat." => ["AID France > Ukraine"];
    held_by_en: "en", "Gunmen stormed a checkpoint held by the Congolese army." => ["ASSAULT Gunmen > Congolese army"];
    held_by_fr: "fr", "L'armée malienne a visé des positions tenues par les rebelles." => ["ASSAULT armée malienne > rebelles"];
    claims_rejected_en: "en", "Kyiv denied Russian claims." => ["REJECT Kyiv > Russia"];
    protest_before_fr: "fr", "Des étudiants ont manifesté devant l'ambassade russe." => ["PROTEST étudiants > ambassade russe"];
    protest_at_en: "en", "Protesters threw stones at the police." => ["PROTEST Protesters > police"];
    skill_shown_en: "en", "The army demonstrated the unity of the alliance." => [];
    killed_when_en: "en", "Ten inmates were killed when gunmen attacked the prison." => ["ASSAULT gunmen > "];
    trailing_participle_en: "en", "Russia accused the Ukrainian army of shelling a market, killing two women." => ["ACCUSE Russia > Ukrainian army", "ASSAULT Ukrainian army > "];
    apart_in_place_and_victim_en: "en", "Rebels killed a judge on Monday. Two guards were taken hostage on Tuesday." => ["ASSAULT Rebels > judge", "ASSAULT  > Two guards"];
    town_is_no_state_fr: "fr", "Le Hezbollah a lancé une offensive contre Damas." => ["ASSAULT Hezbollah > "];
    fronted_object_fr: "fr", "Le Rwanda, que Kinshasa accuse de mentir, a réagi." => ["ACCUSE Kinshasa > Rwanda"];
    destroyed_fr: "fr", "La destruction de deux drones russes a été annoncée par Kiev." => ["ASSAULT Kiev > Russie"];
    who_says_so_en: "en", "Rebels attacked a village, killing ten soldiers, the mayor and medics said." => ["ASSAULT Rebels > "];
    hardware_fr: "fr", "Moscou a livré 50 blindés à l'armée malienne." => ["AID Moscou > armée malienne"];
    warned_against_en: "en", "France warned Rwanda against attacking Goma." => ["THREATEN France > Rwanda", "ASSAULT Rwanda > "];
    ceasefire_signed_fr: "fr", "La Russie et l'Ukraine ont signé un cessez-le-feu." => ["AGREE Russie, Ukraine > "];
    surrender_fr: "fr", "Des dizaines de combattants se sont rendus." => ["RETREAT combattants > "];
    nothing_likened_fr: "fr", "Le vote est considéré comme une riposte." => [];
    asked_why_fr: "fr", "Un journaliste a demandé pourquoi le ministre riait." => [];
    talks_about_en: "en", "Ivan Moreau discussed the return of American forces with Ana Silva." => ["CONSULT Ivan Moreau, Ana Silva > "];
    whom_he_accuses_fr: "fr", "La Serbie a rompu les pourparlers avec le Kosovo, qu'elle accuse de crimes." => ["SANCTION Serbie > Kosovo", "ACCUSE Serbie > Kosovo"];
    accused_at_the_opening_fr: "fr", "Accusée par la Turquie de soutenir les rebelles, l'Arménie a réagi mardi." => ["ACCUSE Turquie > Arménie"];
    object_behind_a_phrase_fr: "fr", "L'Iran a mis en garde Israël contre toute escalade." => ["THREATEN Iran > Israël"];
    object_pronoun_fr: "fr", "Anton Brek se tait. L'opposition lui a demandé de partir." => ["REQUEST opposition > Anton Brek"];
    object_pronoun_en: "en", "Anton Brek has not spoken. The opposition asked him to leave." => ["REQUEST opposition > Anton Brek"];
    attributed_to_fr: "fr", "Plusieurs ONG attribuent l'attaque à l'armée soudanaise." => ["ACCUSE ONG > armée soudanaise"];
    recalled_from_fr: "fr", "L'Algérie a rappelé son ambassadeur en France." => ["SANCTION Algérie > France"];
    recalled_from_en: "en", "Algeria recalled its ambassador to France." => ["SANCTION Algeria > France"];
    taken_from_fr: "fr", "Les rebelles se sont emparés d'une caserne de l'armée malienne." => ["COERCE rebelles > armée malienne"];
    housed_in_en: "en", "Rockets hit the barracks housing American troops on Friday." => ["ASSAULT  > American troops"];
    sentenced_fr: "fr", "Un tribunal a condamné le général Omar Brek à vingt ans de prison." => ["COERCE tribunal > Omar Brek"];
    victims_of_a_fight_en: "en", "Nine people were killed when rebels clashed with the Malian army." => ["ASSAULT rebels, Malian army > "];
    victims_beside_a_target_fr: "fr", "La Russie a lancé 30 drones contre l'Ukraine, tuant neuf personnes." => ["ASSAULT Russie > Ukraine"];
    a_question_asks_for_nothing_en: "en", "\"Why did nobody come?\" asked Ana Silva, a nurse in the town of Goma." => [];
    a_game_en: "en", "The striker beat the goalkeeper twice, hit the post and left the league without a goal. The coach is a former midfielder." => [];
    nobody_fights_en: "en", "The tower is hit by lightning of the press. A man was fired; the clerk hammered at the door and left." => [];
    attack_by_whom_is_condemned_en: "en", "The UN condemned an attack by rebels on the camp." => ["ACCUSE UN > rebels", "ASSAULT rebels > "];
    what_somebody_is_for_en: "en", "Iraq's army needs help. Ana Silva praised its role in the fight against the Islamic State." => ["SUPPORT Ana Silva > Iraq"];
    who_ends_a_siege_lays_none_en: "en", "The Malian army broke the siege of Gao on Monday." => ["COERCE  > "];
    fighters_are_of_their_force_en: "en", "Gunmen from Boko Haram attacked an army base on Monday." => ["ASSAULT Boko Haram > army"];
    two_sides_further_on_en: "en", "Clashes broke out on Monday in Gao, a town in the north, between Boko Haram and the Malian army." => ["ASSAULT Boko Haram, Malian army > "];
    claimed_responsibility_en: "en", "Boko Haram claimed responsibility for an attack on the Malian army." => ["ASSAULT Boko Haram > Malian army"];
    a_country_is_only_visited_en: "en", "President Anton Brek visited Kenya on Monday." => ["CONSULT Anton Brek > "];
    medics_say_so_en: "en", "A strike on the camp killed ten people, medics at the Belan hospital said." => ["ASSAULT  > "];
    first_of_two_subjects_fr: "fr", "L'Union européenne et le Canada ont condamné l'Iran." => ["ACCUSE Union européenne, Canada > Iran"];
    denies_at_the_end_fr: "fr", "Accusé par le Mali de mentir, le Rwanda dément." => ["ACCUSE Mali > Rwanda", "REJECT Rwanda > "];
    each_side_fr: "fr", "L'armée malienne et le JNIM s'affrontent. Chaque camp accuse l'autre de mentir." => ["ASSAULT armée malienne, JNIM > ", "ACCUSE armée malienne, JNIM > "];
    talks_broken_off_en: "en", "Colombia broke off talks with the ELN." => ["SANCTION Colombia > ELN"];
    closed_border_posts_fr: "fr", "Bangkok a rappelé son ambassadeur et fermé tous les postes-frontières." => ["SANCTION Bangkok > ", "COERCE Bangkok > "];
    shot_back_en: "en", "\"That is poison,\" shot back Ana Silva, a spokeswoman of the Boral Party." => [];
    refused_to_fr: "fr", "Le Maroc a refusé de reconnaître la Palestine." => ["REJECT Maroc > Palestine"];
    regions_act_en: "en", "Puntland broke off relations with Mogadishu on Monday." => ["SANCTION Puntland > Mogadishu"];
    regions_say_where_fr: "fr", "L'armée a bombardé un village du Puntland." => ["ASSAULT armée > "];
    asked_not_to_be_named_en: "en", "The officer, who asked not to be identified, condemned the raid." => ["ACCUSE officer > ", "ASSAULT  > "];
    an_interview_is_no_talk_fr: "fr", "Le général Anton Brek a condamné l'Iran dans un entretien à la chaîne Geo News." => ["ACCUSE Anton Brek > Iran"];
    fighters_attack_en: "en", "Militants attacked an army base near Goma on Monday." => ["ASSAULT Militants > army"];
    ally_in_apposition_fr: "fr", "Le M23 et son allié, le Front de libération du Boral, ont attaqué l'armée congolaise." => ["ASSAULT M23, Front de libération du Boral > armée congolaise"];
    counted_soldiers_are_no_army_fr: "fr", "Au moins neuf soldats ont été tués à Gao. L'armée a arrêté mardi le chef du JNIM." => ["ASSAULT  > ", "COERCE armée > chef du JNIM"];
    armed_men_are_given_nothing_fr: "fr", "Des hommes armés à Gao ont incendié une école." => ["ASSAULT hommes armés > "];
    expulsion_en: "en", "Niger expelled the French ambassador." => ["SANCTION Niger > French ambassador"];
}

#[test]
fn an_act_under_an_accusation_is_the_accused_ones_and_only_claimed() {
    for (lang, text, culprit) in [
        ("fr", "L'Iran a accusé Israël d'avoir tué un de ses généraux.", "Israël"),
        ("en", "Iran accused Israel of killing one of its generals.", "Israel"),
    ] {
        let items = read(lang, text);
        let act = items.events.iter().find(|e| e.category.as_str() == "ASSAULT").expect("the act is told");
        assert_eq!(act.modality, Modality::Claimed, "{text}");
        let agents: Vec<_> = act.agents.iter().map(|a| items.actors[a.0].name.as_str()).collect();
        assert_eq!(agents, [culprit], "{text}");
    }
}

#[test]
fn a_journey_that_must_still_be_made_is_planned() {
    for (lang, text) in [
        ("fr", "Le ministre turc Kemal Aydar doit se rendre lundi à Moscou."),
        ("en", "Turkish minister Kemal Aydar will travel to Moscow on Monday."),
    ] {
        let items = read(lang, text);
        let visit = items.events.first().expect("a visit");
        assert_eq!((visit.category.as_str(), visit.modality), ("CONSULT", Modality::Planned), "{text}");
    }
}

#[test]
fn what_may_be_is_hypothetical() {
    let items = read("fr", "La Russie et l'Ukraine pourraient reprendre les négociations.");
    assert_eq!(items.events.first().map(|e| e.modality), Some(Modality::Hypothetical));
}

/// The modality of the first event of that category.
fn modality(lang: &str, text: &str, category: &str) -> Option<Modality> {
    read(lang, text).events.iter().find(|e| e.category.as_str() == category).map(|e| e.modality)
}

#[test]
fn only_what_a_verb_governs_shares_its_doubt() {
    for (lang, text, category, told) in [
        // A clause of its own is told as fact, a participle goes with its clause, a definite noun outlives a negation.
        (
            "en",
            "France urged Rwanda to leave, even as gunmen attacked the army.",
            "ASSAULT",
            Modality::Asserted,
        ),
        ("en", "The minister denied it, accusing Iran of lying.", "ACCUSE", Modality::Asserted),
        ("en", "Ivan Moreau will fly to Ankara, visiting Cairo on Friday.", "CONSULT", Modality::Planned),
        ("fr", "L'attaque du convoi n'a pas fait de victime.", "ASSAULT", Modality::Asserted),
        ("fr", "Une rencontre entre Paris et Kigali est prévue jeudi.", "CONSULT", Modality::Planned),
        ("fr", "Les rebelles revendiquent la prise de Goma.", "COERCE", Modality::Claimed),
    ] {
        assert_eq!(modality(lang, text, category), Some(told), "{text}");
    }
}

#[test]
fn dates_of_the_main_clause_are_those_of_its_circumstances() {
    let text = "GOMA, 12 mars 2025 (AFP) - Dix soldats ont été tués lundi lorsque des rebelles ont attaqué un poste.";
    let items = read("fr", text);
    let date = items.events.first().and_then(|e| e.date.clone()).expect("a date");
    assert_eq!((items.events.len(), date.iso.as_deref()), (1, Some("2025-03-10")));
}

#[test]
fn dates_count_from_the_dateline() {
    let text =
        "Bamako, 12 mars 2025 (AFP) - L'armée malienne a bombardé mardi des positions du JNIM près de Gao.";
    let items = read("fr", text);
    let date = items.events.first().and_then(|e| e.date.clone()).expect("a date");
    assert_eq!(date.iso.as_deref(), Some("2025-03-11"));
}

#[test]
fn what_an_army_says_of_its_strike_is_the_strike() {
    let text =
        "The Israeli army bombed the port of Hodeida on Monday. The army said it had bombed two depots.";
    let items = read("en", text);
    let told: Vec<_> = items.events.iter().map(|e| (e.category.as_str(), e.mentions.len())).collect();
    assert_eq!(told, [("ASSAULT", 1)]);
}

#[test]
fn captives_are_counted_in_words_and_figures() {
    for (lang, text, least) in [
        ("fr", "Les rebelles ont enlevé une dizaine de femmes.", 10),
        ("fr", "La police a arrêté 17 manifestants.", 17),
    ] {
        let items = read(lang, text);
        let toll = items.events.first().and_then(|e| e.toll).expect("a toll");
        assert_eq!(toll.captured.map(|c| c.min), Some(least), "{text}");
    }
}

#[test]
fn dead_and_wounded_are_counted_where_the_parse_is_of_no_help() {
    for (lang, text, killed, wounded) in [
        ("en", "Two soldiers were killed and four wounded when a bomb hit their vehicle.", Some(2), Some(4)),
        ("en", "A strike on a clinic in Belan left 17 dead and 14 injured.", Some(17), Some(14)),
        (
            "fr",
            "Une bombe a explosé devant le marché, faisant un mort et au moins seize blessés.",
            Some(1),
            Some(16),
        ),
        ("fr", "Au moins 14 civils, dont trois enfants, ont péri dans un bombardement.", Some(14), None),
        ("en", "At least 12 people, including three boys, were killed in a raid.", Some(12), None),
        ("en", "Four men, one of them a farmer, were killed in a raid on the camp.", Some(4), None),
        ("fr", "L'offensive des rebelles a fait des dizaines de milliers de morts.", Some(10_000), None),
        (
            "en",
            "Tens of thousands of people have been killed in the offensive of the rebels.",
            Some(10_000),
            None,
        ),
        ("fr", "Au moins neuf soldats ont été tués dans un raid.", Some(9), None),
    ] {
        let items = read(lang, text);
        let tolls: Vec<_> = items.events.iter().filter_map(|e| e.toll).collect();
        assert_eq!(tolls.iter().find_map(|t| t.killed).map(|c| c.min), killed, "{text}");
        assert_eq!(tolls.iter().find_map(|t| t.wounded).map(|c| c.min), wounded, "{text}");
    }
}

#[test]
fn what_somebody_is_only_for_is_no_event() {
    for (lang, text) in [
        ("en", "Chad is determined to defeat Boko Haram."),
        ("fr", "Le Tchad est déterminé à vaincre Boko Haram."),
    ] {
        assert!(events(lang, text).is_empty(), "{text}: {:?}", events(lang, text));
    }
}

#[test]
fn the_dead_are_counted_whatever_tells_their_death() {
    for (lang, text, dead) in [
        ("fr", "L'attentat a causé la mort de 86 personnes.", 86),
        ("fr", "Les pompiers font état de 27 morts dans des tirs de roquettes.", 27),
        ("en", "Three soldiers and a civilian were killed in an ambush near Gao.", 4),
        ("en", "Rebels attacked the 44 Brigade, killing six soldiers.", 6),
        ("fr", "Au moins douze mineurs sont morts dans un bombardement près de Gao.", 12),
        ("fr", "Des combats ont éclaté à Gao, faisant trois morts. Le bilan est monté à 14 morts.", 14),
        ("en", "A raid on a market near Gao killed at least 13 women.", 13),
    ] {
        let items = read(lang, text);
        let toll = items.events.iter().find_map(|e| e.toll).expect("a toll");
        assert_eq!(toll.killed.map(|c| c.min), Some(dead), "{text}");
        assert_eq!(toll.captured, None, "{text}");
    }
    let items = read("fr", "La police a annoncé l'arrestation de huit suspects.");
    let toll = items.events.first().and_then(|e| e.toll).expect("a toll");
    assert_eq!(toll.captured.map(|c| c.min), Some(8));
}

#[test]
fn the_next_day_is_that_of_the_day_told_last() {
    let text = "PARIS, 26 février 2031 (ADP) - Les rebelles ont pris la ville le 23 février. Un attentat a tué dix soldats le lendemain.";
    let items = read("fr", text);
    let days: Vec<_> = items.events.iter().filter_map(|e| e.date.as_ref()?.iso.as_deref()).collect();
    assert_eq!(days, ["2031-02-23", "2031-02-24"]);
}

/// `CATEGORY modality day killed wounded` of each event, in text order; `-` where nothing is told.
fn particulars(lang: &str, text: &str) -> Vec<String> {
    let count = |c: Option<depeche::dispatch::Count>| c.map_or("-".to_owned(), |c| c.min.to_string());
    read(lang, text)
        .events
        .iter()
        .map(|e| {
            let day = e.date.as_ref().and_then(|d| d.iso.as_deref()).unwrap_or("-");
            let toll = e.toll.unwrap_or_default();
            format!("{} {} {day} {} {}", e.category, e.modality, count(toll.killed), count(toll.wounded))
        })
        .collect()
}

#[test]
fn each_event_has_its_own_day_and_is_done_or_to_come() {
    let french = "BORAL, 14 mai 2031 (ADP) - ";
    let english = "BORAL, May 14, 2031 (ADP) - ";
    for (lang, text, told) in [
        // The fourteenth is a Wednesday.
        ("fr", "Le ministre tchadien doit être reçu vendredi par le pape.", "CONSULT planned 2031-05-16 - -"),
        ("fr", "Les mineurs ont annoncé une grève générale pour lundi.", "PROTEST planned 2031-05-19 - -"),
        ("fr", "Le Tchad prépare des négociations le 2 juin à Merk.", "CONSULT planned 2031-06-02 - -"),
        ("fr", "L'armée malienne a bombardé Merk il y a trois jours.", "ASSAULT asserted 2031-05-11 - -"),
        (
            "fr",
            "L'armée a évacué Merk au lendemain d'un raid des rebelles.",
            "ASSAULT asserted 2031-05-13 - -",
        ),
        ("fr", "La colonne a dû rebrousser chemin mardi.", "RETREAT asserted 2031-05-13 - -"),
        (
            "fr",
            "La police a encerclé la place mardi avant de disperser la foule.",
            "COERCE asserted 2031-05-13 - -",
        ),
        ("en", "The Chadian president was to meet the pope on Friday.", "CONSULT planned 2031-05-16 - -"),
        ("en", "The Chadian president flies to Paris on Friday.", "CONSULT planned 2031-05-16 - -"),
        ("en", "Chad said it would withdraw its troops on Friday.", "RETREAT planned 2031-05-16 - -"),
        ("en", "The unions have called a general strike for Friday.", "PROTEST planned 2031-05-16 - -"),
        ("en", "Rebels stormed the barracks two days ago.", "ASSAULT asserted 2031-05-12 - -"),
        ("en", "Rebels freed two hostages that they had held since April.", "RETREAT asserted - - -"),
    ] {
        let text = format!("{}{text}", if lang == "fr" { french } else { english });
        let found = particulars(lang, &text);
        assert!(found.iter().any(|f| f == told), "{text}: {found:?}");
    }
}

#[test]
fn what_only_somebody_says_is_claimed() {
    for (lang, text) in [
        ("fr", "« Les soldats ont pillé notre ferme », raconte Awa Sarr, une habitante."),
        ("fr", "Le Tchad soutient que le Niger a bombardé son poste."),
        ("en", "\"The rebels shelled the school all night,\" said Ann Rowe, a teacher."),
        ("en", "Chad insisted that Niger had shelled its post."),
    ] {
        let found = particulars(lang, text);
        assert!(found.iter().any(|f| f.starts_with("ASSAULT claimed")), "{text}: {found:?}");
    }
}

#[test]
fn whoever_will_not_have_it_refuses() {
    for (lang, text, told) in [
        ("fr", "Les rebelles du M23 n'ont pas accepté la médiation.", "REJECT rebelles du M23"),
        ("en", "Chad did not agree to the plan.", "REJECT Chad"),
        ("en", "Chad will not withdraw its troops.", "REJECT Chad"),
    ] {
        let found = events(lang, text);
        assert!(found.iter().any(|f| f.starts_with(told)), "{text}: {found:?}");
    }
}

#[test]
fn what_did_not_come_about_is_no_event() {
    for (lang, text) in [
        ("fr", "Le Tchad a échoué à conclure un accord avec le Niger."),
        ("fr", "Aucun soldat n'a attaqué le village."),
        ("en", "Chad failed to reach an agreement with Niger."),
        ("en", "Chad has yet to recognise the council."),
        ("en", "No officer met the rebels."),
        ("en", "The mayor wanted to avoid a clash."),
    ] {
        let found = events(lang, text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn who_fell_is_counted_in_every_construction() {
    for (lang, text, killed, wounded) in [
        ("fr", "Un pêcheur de 42 ans a été tué mardi par des rebelles.", Some(1), None),
        ("fr", "Une embuscade des rebelles a coûté la vie à six gendarmes.", Some(6), None),
        ("fr", "Le massacre de 31 villageois à Merk a choqué le pays.", Some(31), None),
        ("fr", "Un raid avait tué en avril 14 bergers.", Some(14), None),
        ("fr", "Trente et un bergers ont été tués dans un raid.", Some(31), None),
        ("fr", "Deux attentats ont provoqué la mort de neuf gendarmes.", Some(9), None),
        ("fr", "L'assassinat du ministre Paul Okoye a choqué le pays.", Some(1), None),
        ("fr", "Quatre gardiens ont été blessés lors d'une émeute à la prison de Merk.", None, Some(4)),
        ("fr", "Le 12 mars, les rebelles ont tué des bergers.", None, None),
        ("en", "An ambush by rebels cost the lives of six policemen.", Some(6), None),
        ("en", "The rebels kidnapped and killed nine herders.", Some(9), None),
        ("en", "The rebels killed four Kenyans in a raid.", Some(4), None),
        ("en", "Six herders were shot dead in a raid.", Some(6), None),
        ("en", "A raid left five soldiers and an unknown number of herders dead.", Some(5), None),
        ("en", "The murder of two monks in Harl shocked the country.", Some(2), None),
        ("en", "Paul Okoye was assassinated in Harl.", Some(1), None),
        ("en", "The rebels shelled Harl on March 12, wounding herders.", None, None),
    ] {
        let items = read(lang, text);
        let tolls: Vec<_> = items.events.iter().filter_map(|e| e.toll).collect();
        assert_eq!(tolls.iter().find_map(|t| t.killed).map(|c| c.min), killed, "{text}");
        assert_eq!(tolls.iter().find_map(|t| t.wounded).map(|c| c.min), wounded, "{text}");
    }
}

#[test]
fn relations_of_every_construction() {
    for (lang, text, expected) in [
        ("fr", "La Russie est le principal allié de la Syrie.", "allied Russie > Syrie current"),
        ("fr", "L'Iran, parrain du Hezbollah, n'a pas réagi.", "backs Iran > Hezbollah current"),
        ("fr", "Le M23, soutenu par le Rwanda, avance.", "backs Rwanda > M23 current"),
        (
            "fr",
            "Le Soudan est en guerre contre les Forces de soutien rapide.",
            "opposes Soudan > Forces de soutien rapide current",
        ),
        (
            "fr",
            "Le Hezbollah appartient à l'axe de la résistance.",
            "member_of Hezbollah > axe de la résistance current",
        ),
        ("fr", "Le Rwanda est accusé de soutenir le M23.", "backs Rwanda > M23 alleged"),
        ("fr", "Le Rwanda a démenti avoir soutenu le M23.", "backs Rwanda > M23 denied"),
        ("en", "The M23, backed by Rwanda, advances.", "backs Rwanda > M23 current"),
        (
            "en",
            "Sudan is at war with the Rapid Support Forces.",
            "opposes Sudan > Rapid Support Forces current",
        ),
        ("en", "Rwanda is accused of supporting the M23.", "backs Rwanda > M23 alleged"),
        ("en", "Hezbollah, an ally of Hamas, has not reacted.", "allied Hezbollah > Hamas current"),
        // What is set off by commas is read by its order.
        ("fr", "Le Hezbollah (HZB), fidèle allié de la Syrie, avance.", "allied Hezbollah > Syrie current"),
        ("fr", "Le Soudan, longtemps armé par le Tchad, a réagi.", "backs Tchad > Soudan current"),
        ("fr", "Soutenu par l'Iran, le Hezbollah avance vers le fleuve.", "backs Iran > Hezbollah current"),
        ("en", "Algeria, Chad's main ally, has not reacted.", "allied Algeria > Chad current"),
        ("en", "Chad, a Hamas ally, has not reacted.", "allied Chad > Hamas current"),
        ("en", "Sudan, long armed by Chad, has not reacted.", "backs Chad > Sudan current"),
        // Who gets support is whom it goes to.
        ("fr", "Le M23 bénéficie de l'appui du Rwanda.", "backs Rwanda > M23 current"),
        ("en", "The M23 enjoys the support of Rwanda.", "backs Rwanda > M23 current"),
        // Support that somebody stops is over.
        ("fr", "La France a suspendu son soutien au Niger.", "backs France > Niger former"),
        // A name that only says where is somebody where the word asks for somebody.
        ("fr", "Le Kenya, lié à l'Ouganda, a réagi.", "allied Kenya > Ouganda current"),
        // What lasts is a relation, what is over an event.
        (
            "fr",
            "L'armée soudanaise combat les Forces de soutien rapide.",
            "opposes armée soudanaise > Forces de soutien rapide current",
        ),
        ("en", "Sudan is fighting the Rapid Support Forces.", "opposes Sudan > Rapid Support Forces current"),
        ("fr", "La guerre qui oppose le Soudan au M23 dure.", "opposes Soudan > M23 current"),
        // Who a relative pronoun means, on either side of the verb.
        ("fr", "Le M23, que soutient le Rwanda, avance vers la ville.", "backs Rwanda > M23 current"),
        (
            "fr",
            "Le M23 (ABC), que le Rwanda nie soutenir, avance vers la ville.",
            "backs Rwanda > M23 denied",
        ),
        ("en", "The M23, which Rwanda backs, is moving on the town.", "backs Rwanda > M23 current"),
        // Who is accused, whoever does it.
        ("fr", "Le Tchad accuse le Rwanda de soutenir le M23.", "backs Rwanda > M23 alleged"),
        (
            "fr",
            "Accusé par le Tchad et le Niger d'armer les Houthis, l'Iran n'a pas réagi.",
            "backs Iran > Houthis alleged",
        ),
        ("en", "Chad accuses Rwanda of funding and arming the M23.", "backs Rwanda > M23 alleged"),
        // Whose it is, by a possessive.
        (
            "fr",
            "Le Hezbollah et son allié, le Hamas, ont rejeté l'offre.",
            "allied Hamas > Hezbollah current",
        ),
        ("en", "Hezbollah and its ally Hamas have rejected the offer.", "allied Hamas > Hezbollah current"),
        // Unnamed forces stand where whoever sent them stands.
        (
            "en",
            "Chad has sent thousands of soldiers to help the Sudanese army.",
            "backs Chad > Sudanese army current",
        ),
        // A fight that has lasted.
        (
            "en",
            "The M23, which has fought the Sudanese army since 2012, has not reacted.",
            "opposes M23 > Sudanese army current",
        ),
        // Who is said to be so, and whose forces they are.
        (
            "fr",
            "Le M23, un groupe considéré comme une branche du Hezbollah, avance.",
            "member_of M23 > Hezbollah current",
        ),
        (
            "en",
            "The M23, which the Sudanese army is at war with, advances.",
            "opposes Sudanese army > M23 current",
        ),
        ("fr", "Avec l'appui du Tchad, le M23 a repris la ville.", "backs Tchad > M23 current"),
        ("fr", "Le Tchad arme plusieurs groupes rebelles, dont le M23.", "backs Tchad > M23 current"),
        ("en", "Chad relies on Russian aid.", "backs Russia > Chad current"),
        // What makes a name of several words states nothing.
        (
            "fr",
            "Au Tchad, les Forces de soutien rapide, soutenues par le Niger, avancent.",
            "backs Niger > Forces de soutien rapide current",
        ),
        // Unions and who leads them, or is in them.
        ("en", "The M23 leads the Congo River Alliance.", "member_of M23 > Congo River Alliance current"),
        // An adjective that no dictionary has; the owner of an ally; a verb that the tagger takes for a noun.
        ("fr", "Le Hezbollah pro-iranien a quitté la ville.", "allied Hezbollah > Iran current"),
        ("en", "Chad, Niger's ally, sent the trucks on Monday.", "allied Chad > Niger current"),
        (
            "en",
            "The Arakan Army fights alongside the Chin National Front.",
            "allied Arakan Army > Chin National Front current",
        ),
    ] {
        assert_eq!(alliances(lang, text), [expected], "{text}");
    }
}

#[test]
fn enemies_and_friends_are_told_by_many_words() {
    for (lang, text, expected) in [
        // Whatever the tagger takes what describes an enemy for, whose he is and who he is are told around him.
        ("fr", "Le M23 a bombardé son ennemi juré, le Hezbollah.", "opposes Hezbollah > M23 current"),
        ("fr", "Le M23 a bombardé son vieil ennemi, le Hezbollah.", "opposes Hezbollah > M23 current"),
        ("en", "The M23 attacked its sworn enemy, Hamas.", "opposes Hamas > M23 current"),
        // Who remains so.
        ("fr", "Le Tchad, dont le Mali reste le principal allié, a protesté.", "allied Mali > Tchad current"),
        // Idioms.
        ("fr", "Le Mali, à couteaux tirés avec le Tchad, a protesté.", "opposes Mali > Tchad current"),
        ("fr", "Le Mali doit son arsenal au Tchad.", "backs Tchad > Mali current"),
        ("en", "Tensions between Chad and Mali have grown.", "opposes Chad > Mali current"),
        ("en", "Chad has come out in favour of the M23.", "backs Chad > M23 current"),
    ] {
        assert_eq!(alliances(lang, text), [expected], "{text}");
    }
}

#[test]
fn whose_somebody_is_may_stand_in_many_places() {
    for (text, expected) in [
        // As the adjective of a nation, or between the two names.
        ("Hezbollah said Belarus, a close Russian ally, had sent planes.", "allied Belarus > Russia current"),
        ("The raid was led by the M23, a Rwandan proxy, the minister said.", "allied M23 > Rwanda current"),
        ("NATO member Turkey said it had no comment on the plan.", "member_of Turkey > NATO current"),
        ("Israel's arch-enemy Iran said it had no comment on the plan.", "opposes Iran > Israel current"),
        ("The plan was drawn up by Chad and by its arch-enemy, the M23.", "opposes M23 > Chad current"),
        // What the compound describes is led by who is named in it.
        (
            "The toll was given by the Hamas-run health ministry.",
            "member_of Hamas-run health ministry > Hamas current",
        ),
        // A relative clause without a pronoun.
        ("Rwanda and the M23 it supports have kept the truce.", "backs Rwanda > M23 current"),
        // One of several.
        ("The M23 is one of the groups that are backed by Rwanda.", "backs Rwanda > M23 current"),
        (
            "The M23, the largest of the factions which are armed by Rwanda, agreed.",
            "backs Rwanda > M23 current",
        ),
        // What lasts is a relation, whatever the tense.
        ("The M23, which has long fought Chad, rejected the plan.", "opposes M23 > Chad current"),
        ("The M23, which fought Chad for two decades, rejected the plan.", "opposes M23 > Chad current"),
        ("Chad, itself fighting the M23 in the hills, reopened the road.", "opposes Chad > M23 current"),
        // Phrases of several words.
        ("Chad has given sanctuary to the M23, the minister said.", "backs Chad > M23 current"),
        ("Chad stands shoulder to shoulder with Niger, the minister said.", "allied Chad > Niger current"),
    ] {
        assert_eq!(alliances("en", text), [expected], "{text}");
    }
}

#[test]
fn alliances_are_read_across_what_stands_between() {
    for (text, expected) in [
        (
            "L'Alliance du Merk, dont font partie le M23 et le FLA, a pris Harl.",
            &["member_of M23 > Alliance du Merk current", "member_of FLA > Alliance du Merk current"][..],
        ),
        (
            "Le Quad (Tchad, Niger et Mali) a proposé une trêve.",
            &[
                "member_of Tchad > Quad current",
                "member_of Niger > Quad current",
                "member_of Mali > Quad current",
            ],
        ),
        // Where a body sits is no roll of its members.
        ("L'Union africaine - à Addis-Abeba - a proposé une trêve.", &[]),
        (
            "Soutenu par le Tchad, le Niger et le Mali, le Front du Boral a pris Harl.",
            &[
                "backs Tchad > Front du Boral current",
                "backs Niger > Front du Boral current",
                "backs Mali > Front du Boral current",
            ],
        ),
        (
            "Le Tchad accuse jeudi le Niger de masser des troupes et d'armer le Front du Boral.",
            &["backs Niger > Front du Boral alleged"],
        ),
        (
            "Le Tchad redoute une guerre avec le Niger, dix ans après l'accord entre les deux anciens alliés.",
            &["allied Tchad > Niger former"],
        ),
        (
            "Le Tchad, à la fois parrain du Front du Boral et voisin du Niger, a démenti.",
            &["backs Tchad > Front du Boral current"],
        ),
        ("L'armée pourchasse ses rivaux du Front du Boral.", &["opposes armée > Front du Boral current"]),
        (
            "Une faction dissidente du Front du Boral a pris Harl.",
            &["member_of faction dissidente du Front du Boral > Front du Boral former"],
        ),
        ("Le général Brek a échoué à prendre Tripoli, défendue par le Front du Boral.", &[]),
        ("Le Front du Boral et le M23 se sont affrontés à trois reprises.", &[]),
        ("Idriss Tahir a limogé son ancien allié Anton Brek.", &["allied Anton Brek > Idriss Tahir former"]),
        (
            "Le Niger et le Tchad, deux des membres de la Cédéao, ont protesté.",
            &["member_of Niger > Cédéao current", "member_of Tchad > Cédéao current"],
        ),
    ] {
        assert_eq!(alliances("fr", text), expected, "{text}");
    }
    for (text, expected) in [
        (
            "The Boral Front, a militia that fights alongside the Malian army, lost Harl.",
            &["allied Boral Front > Malian army current"][..],
        ),
        (
            "Chad is split between Anton Brek's government in the north and a rival government in the south.",
            &["opposes Anton Brek's government > rival government current"],
        ),
        (
            "Niger joined Mali in leaving ECOWAS.",
            &["member_of Mali > ECOWAS former", "member_of Niger > ECOWAS former"],
        ),
        ("Niger pulled its troops out of the African Union.", &["member_of Niger > African Union former"]),
        (
            "The army, supported by mercenaries from the Wagner Group, took Harl.",
            &["backs Wagner Group > army current"],
        ),
        ("Chad accused Niger of harboring terrorists.", &[]),
        ("Boko Haram lost its leader in fighting with the Boral Front.", &[]),
    ] {
        assert_eq!(alliances("en", text), expected, "{text}");
    }
}

#[test]
fn who_stands_in_a_relation_need_not_be_named() {
    for (lang, text, expected) in [
        // People that nobody names, and groups among themselves.
        (
            "fr",
            "Le M23 est financé par des éleveurs du nord, a dit la police.",
            "backs éleveurs du nord > M23 current",
        ),
        (
            "fr",
            "Des mercenaires appuient des rebelles tchadiens dans le nord.",
            "backs mercenaires > rebelles tchadiens current",
        ),
        // A whole people.
        ("en", "Kosovo Serbs are backed by Sudan, a diplomat said.", "backs Sudan > Kosovo Serbs current"),
        // Some of several.
        ("en", "The M23 and its backers, notably Rwanda, are bombing towns.", "backs Rwanda > M23 current"),
        // Of whom somebody is a friend, told only by what is told.
        (
            "en",
            "Chad's president Idriss Barka telephoned Anton Brek, a longtime ally, on Monday.",
            "allied Anton Brek > Idriss Barka current",
        ),
        // Who is described by it.
        (
            "fr",
            "Anton Brek, proche des rebelles, a quitté la ville lundi.",
            "allied Anton Brek > rebelles current",
        ),
        // Behind a noun that it describes.
        ("en", "Anton Brek met leaders of Hamas, a sworn enemy of Sudan.", "opposes Hamas > Sudan current"),
    ] {
        assert_eq!(alliances(lang, text), [expected], "{text}");
    }
    // Whose people they are.
    let found = alliances("fr", "Le Hezbollah, dont les élus soutiennent le Hamas, a réagi lundi.");
    assert_eq!(found.first().map(String::as_str), Some("backs Hezbollah > Hamas current"));
}

#[test]
fn what_no_longer_holds_or_is_denied_is_told_so() {
    for (lang, text, expected) in [
        ("en", "Chad no longer supports the M23, a minister said.", "backs Chad > M23 former"),
        ("fr", "Le Tchad ne soutient plus le M23, a dit un ministre.", "backs Tchad > M23 former"),
        ("en", "Hamas broke with Syria this month, a minister said.", "allied Hamas > Syria former"),
        ("en", "The M23 denies having any ties with Hamas.", "allied M23 > Hamas denied"),
    ] {
        assert_eq!(alliances(lang, text), [expected], "{text}");
    }
}

// Who is meant where the sentence says it by its structure, or only the one before.
told! {
    denies_to_everybody_fr: "fr", "Le Mali a affirmé que l'armée tchadienne avait franchi la frontière. Le Tchad a démenti cette information." => ["COERCE armée tchadienne > ", "REJECT Tchad > "];
    answers_what_was_said_en: "en", "Mali said Chadian troops had crossed the border. The Chadian army denied it." => ["COERCE Chadian troops > ", "REJECT Chadian troops > Mali"];
    denies_what_it_did_fr: "fr", "Le Mali a annoncé un retrait. Le Tchad nie avoir bombardé Gao." => ["RETREAT Mali > ", "REJECT Tchad > ", "ASSAULT Tchad > "];
    denies_what_it_did_en: "en", "Mali announced a withdrawal. Chad denied that it had shelled Gao." => ["RETREAT Mali > ", "REJECT Chad > ", "ASSAULT Chad > "];
    long_accused_fr: "fr", "Le Tchad, longtemps accusé d'armer les rebelles, a envoyé un émissaire." => ["ACCUSE  > Tchad", "AID Tchad > rebelles", "CONSULT Tchad > "];
    long_accused_en: "en", "Chad, long accused of arming the rebels, sent an envoy." => ["ACCUSE  > Chad", "AID Chad > rebels", "CONSULT Chad > "];
    whose_party_en: "en", "Karel, whose three-party coalition holds 71 seats, promised an inquiry." => ["AGREE Karel > "];
    title_before_the_name_en: "en", "The murder of journalist Paul Karel by soldiers angered Harl." => ["ASSAULT soldiers > Paul Karel"];
    asked_to_keep_a_truce_fr: "fr", "Le Conseil de sécurité a appelé les belligérants à respecter la trêve." => ["REQUEST Conseil de sécurité > belligérants", "RETREAT belligérants > "];
    asked_to_keep_a_truce_en: "en", "The Security Council called on the warring parties to respect the truce." => ["REQUEST Security Council > warring parties"];
    received_from_fr: "fr", "Le Tchad a reçu le soutien de la France." => ["SUPPORT France > Tchad"];
    in_custody_fr: "fr", "Le suspect est en détention." => ["COERCE  > suspect"];
    driven_out_fr: "fr", "Le Niger a voté mardi l'exclusion du Mali." => ["SANCTION Niger > Mali"];
    led_away_fr: "fr", "L'armée a annoncé l'évacuation des habitants de Boral." => ["RETREAT armée > habitants de Boral"];
    towards_fr: "fr", "Les critiques de l'ONU à l'égard du Tchad se multiplient." => ["ACCUSE ONU > Tchad"];
    one_of_a_list_fr: "fr", "Le Tchad a accusé le général Oumar Bako, le colonel Issa Diallo et le Front du Boral de trahison." => ["ACCUSE Tchad > Oumar Bako, Issa Diallo, Front du Boral"];
    one_of_a_list_en: "en", "The European Union imposed sanctions on General Oumar Bako, his deputy Issa Diallo and two companies." => ["SANCTION European Union > Oumar Bako, Issa Diallo, two companies"];
    criticised_fr: "fr", "Le général Oumar Bako a reçu les journalistes qui le critiquent." => ["ACCUSE journalistes > Oumar Bako"];
    not_who_suffered_it_fr: "fr", "L'Union africaine a condamné l'enlèvement de deux médecins par le Front du Boral." => ["ACCUSE Union africaine > Front du Boral", "ASSAULT Front du Boral > deux médecins"];
    condemned_without_a_name_fr: "fr", "Le Front du Boral a attaqué lundi une école de Harl. Le Tchad a dénoncé un acte odieux." => ["ASSAULT Front du Boral > ", "ACCUSE Tchad > Front du Boral"];
    condemned_without_a_name_en: "en", "The Boral Front attacked a school in Harl on Monday. Chad condemned a cruel act." => ["ASSAULT Boral Front > ", "ACCUSE Chad > Boral Front"];
    asked_of_everybody_fr: "fr", "Le Mali et le Front du Boral se sont affrontés. Le Tchad a exhorté toutes les parties à déposer les armes." => ["ASSAULT Mali, Front du Boral > ", "REQUEST Tchad > ", "RETREAT Mali, Front du Boral > "];
    asked_of_everybody_en: "en", "Mali and the Boral Front fought on Monday. Chad urged all sides to show restraint." => ["ASSAULT Mali, Boral Front > ", "REQUEST Chad > "];
    asked_of_both_en: "en", "Mali and the Boral Front fought on Monday. Chad urged both sides to show restraint." => ["ASSAULT Mali, Boral Front > ", "REQUEST Chad > Mali, Boral Front"];
    threatened_if_fr: "fr", "Le président malien a averti que le Mali riposterait si le Tchad fermait la frontière." => ["THREATEN président malien > Tchad", "COERCE Tchad > "];
    sent_to_help_fr: "fr", "Le Rwanda a envoyé 200 soldats pour épauler l'armée malienne." => ["MOBILIZE Rwanda > armée malienne", "AID Rwanda > armée malienne"];
    sent_to_help_en: "en", "Rwanda sent 200 soldiers to help the Malian army." => ["MOBILIZE Rwanda > Malian army"];
    at_whose_border_fr: "fr", "Le Mali a accusé mardi le Tchad de masser des troupes à sa frontière." => ["ACCUSE Mali > Tchad", "MOBILIZE Tchad > Mali"];
    refused_to_whom_fr: "fr", "Le Front du Boral a refusé de remettre ses canons à l'armée malienne." => ["REJECT Front du Boral > armée malienne"];
    whose_stronghold_fr: "fr", "L'armée malienne s'est emparée de Harl, bastion du Front du Boral." => ["COERCE armée malienne > Front du Boral"];
    whose_stronghold_en: "en", "The Malian army captured Gao, a stronghold of the Boral Front." => ["COERCE Malian army > Boral Front"];
    only_counted_en: "en", "The Boral Front attacked a camp of the Malian army on Monday, killing 14 soldiers and a driver." => ["ASSAULT Boral Front > Malian army"];
    adjectives_of_two_states_fr: "fr", "Les raids maliens et tchadiens de mardi ont détruit un pont." => ["ASSAULT Mali, Tchad > "];
    support_of_another_fr: "fr", "Le Mali a reproché au Tchad son appui au Front du Boral." => ["ACCUSE Mali > Tchad"];
    label_of_a_headline_fr: "fr", "Diamants: le Mali accuse le Niger de vol, le Tchad libère deux pilotes" => ["ACCUSE Mali > Niger", "RETREAT Tchad > deux pilotes"];
    verb_above_the_clause_fr: "fr", "Le ministre malien affirme que des soldats tchadiens occupent Harl et exige des excuses." => ["COERCE soldats tchadiens > ", "REQUEST ministre malien > "];
    not_who_suffered_it_en: "en", "The African Union condemned the kidnapping of two doctors by the Boral Front." => ["ACCUSE African Union > Boral Front", "ASSAULT Boral Front > two doctors"];
}

#[test]
fn both_are_the_two_named_before_and_nobody_else() {
    let text = "Le M23 et le Twirwaneho ont négocié. Le Hezbollah est ennemi des deux camps.";
    assert_eq!(
        alliances("fr", text),
        ["opposes Hezbollah > M23 current", "opposes Hezbollah > Twirwaneho current"]
    );
    // What somebody is hostile to, or a client of, may be nobody.
    for text in [
        "Le Tchad et le Niger, hostiles depuis toujours à la levée des mesures, ont réagi.",
        "Le Tchad et le Niger, clients fidèles du Nord, ont réagi.",
    ] {
        assert!(alliances("fr", text).is_empty(), "{text}: {:?}", alliances("fr", text));
    }
}

#[test]
fn several_parties_stand_in_a_relation_each() {
    for (lang, text, expected) in [
        (
            "fr",
            "Le Tchad et le Niger, alliés du Maroc, ont réagi.",
            ["allied Tchad > Maroc current", "allied Niger > Maroc current"],
        ),
        // Allies of one somewhere.
        (
            "fr",
            "Le Tchad et le Niger, alliés du Maroc à l'Assemblée, ont rejeté les mesures.",
            ["allied Tchad > Maroc current", "allied Niger > Maroc current"],
        ),
        (
            "en",
            "Hamas, armed by Chad and Niger, has not reacted.",
            ["backs Chad > Hamas current", "backs Niger > Hamas current"],
        ),
        (
            "fr",
            "Le Hezbollah, soutenu par l'Iran et allié du Hamas, avance.",
            ["backs Iran > Hezbollah current", "allied Hezbollah > Hamas current"],
        ),
        (
            "fr",
            "La coalition, composée du M23, le groupe de Kessel, et du Hezbollah, avance.",
            ["member_of M23 > coalition current", "member_of Hezbollah > coalition current"],
        ),
        (
            "fr",
            "Le Tchad combat aux côtés du Niger contre le M23.",
            ["allied Tchad > Niger current", "opposes Tchad > M23 current"],
        ),
    ] {
        assert_eq!(alliances(lang, text), expected, "{text}");
    }
}

#[test]
fn relations_are_read_across_what_stands_between() {
    for (text, expected) in [
        // A date, an aside, and who does it as well.
        (
            "Le Niger, à la barre depuis mai d'une alliance militaire, avance.",
            &["member_of Niger > alliance militaire current"][..],
        ),
        ("Le Tchad, protecteur selon lui du M23, a réagi.", &["backs Tchad > M23 current"]),
        (
            "Le Tchad, protecteur avec le Niger du M23, a réagi.",
            &["backs Tchad > M23 current", "backs Niger > M23 current"],
        ),
        // A relative clause in an opening description.
        (
            "Ennemi du M23, contre lequel il se bat au Merk, le Hezbollah avance.",
            &["opposes Hezbollah > M23 current"],
        ),
        // Another description.
        (
            "Le Hezbollah, parti ancré au Merk et adversaire du Tchad, a gagné.",
            &["opposes Hezbollah > Tchad current"],
        ),
        // A description in apposition to a name.
        (
            "Le Hezbollah, la milice des Merkites armée par l'Iran, avance.",
            &["backs Iran > Hezbollah current"],
        ),
        // Whose the possessive is.
        ("Le Tchad redoute la chute du M23, son protégé.", &["allied M23 > Tchad current"]),
        ("Le Tchad a signé un accord avec son vieux rival, le Niger.", &["opposes Niger > Tchad current"]),
        // Whose the title before a name is.
        (
            "Ana Dolan, ennemie du président Anton Brek et amie du général Karl Holm, a réagi.",
            &["opposes Ana Dolan > Anton Brek current", "allied Ana Dolan > Karl Holm current"],
        ),
        // A phrase that opens the sentence is nobody's apposition.
        ("Au Tchad, des alliés du M23 ont manifesté.", &[]),
        ("Le Tchad et le Niger font cause commune.", &["allied Tchad > Niger current"]),
        ("Le conflit de Merk oppose le Tchad au Niger.", &["opposes Tchad > Niger current"]),
        // Whose party it is.
        ("Le Twirwaneho, le parti d'Anton Brek, a réagi.", &["member_of Anton Brek > Twirwaneho current"]),
        ("Le M23, honni du Tchad, a réagi.", &["opposes M23 > Tchad current"]),
    ] {
        assert_eq!(alliances("fr", text), expected, "{text}");
    }
}

#[test]
fn who_has_several_members_is_a_body_whatever_it_is_called() {
    assert_eq!(
        alliances("fr", "L'AFC, qui regroupe le M23 et le Twirwaneho, a quitté la ville."),
        ["member_of M23 > AFC current", "member_of Twirwaneho > AFC current"]
    );
}

#[test]
fn what_two_do_to_a_thing_or_somebody_is_warned_of_is_no_relation() {
    for (lang, text) in [
        ("fr", "Le Tchad et le Niger combattent le paludisme."),
        ("fr", "Le Tchad et le Niger ont opposé leur veto au texte."),
        ("fr", "Le Tchad a mis en garde le Niger contre tout soutien au Front."),
        ("en", "Chad and Niger oppose the plan."),
        ("en", "Chad warned Niger against backing the Front."),
    ] {
        assert_eq!(alliances(lang, text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(alliances("fr", "Le Tchad et le Niger s'affrontent."), ["opposes Tchad > Niger current"]);
    assert_eq!(alliances("en", "Chad rejected Niger's support for Mali."), ["backs Niger > Mali denied"]);
}

#[test]
fn words_that_are_no_relation_state_none() {
    for (lang, text) in [
        ("fr", "Le Tchad a formé un gouvernement."),
        ("fr", "Le Tchad a combattu les Forces de soutien rapide en 1998."),
        ("en", "Italy closed its embassy in Chad."),
        ("en", "Sudan fought the Rapid Support Forces in 1998."),
    ] {
        assert!(alliances(lang, text).is_empty(), "{text}: {:?}", alliances(lang, text));
    }
}

#[test]
fn words_that_only_look_like_events_tell_none() {
    for (lang, text) in [
        ("fr", "La Syrie a pris part à la cérémonie."),
        ("fr", "Les Forces démocratiques de libération du Rwanda sont connues."),
        ("en", "Spain took part in the ceremony."),
        ("en", "The official declined to be named."),
    ] {
        assert!(events(lang, text).is_empty(), "{text}: {:?}", events(lang, text));
    }
}

#[test]
fn who_is_told_of_on_both_sides_is_on_one() {
    let items = read("en", "Gao killed attack on Israël par Gao 12 Israël Hezbollah Gao Gao a a");
    assert!(!items.events.is_empty());
    assert!(items.events.iter().all(|e| e.agents.iter().all(|a| !e.targets.contains(a))));
}

#[test]
fn every_event_lies_inside_its_text() {
    use proptest::prelude::*;
    let words = prop::sample::select(vec![
        "Israël",
        "a",
        "bombardé",
        "la",
        "ville",
        "de",
        "Gao",
        "par",
        "l'armée",
        ",",
        "qui",
        "des",
        "morts",
        "12",
        "mardi",
        "\"",
        ".",
        "Hezbollah",
        "the",
        "attack",
        "on",
        "killed",
        "\n",
        "soutenu",
        "allié",
        "ne",
        "pas",
        "é",
        "\u{200d}",
    ]);
    proptest!(ProptestConfig::with_cases(64), |(text in prop::collection::vec(words, 0..60))| {
        let text = text.join(" ");
        for lang in ["fr", "en"] {
            let dispatches = wire::read(text.as_bytes(), None, &wire::Options::default()).unwrap_or_default();
            for dispatch in dispatches {
                let analysis = language::analyze(&dispatch.text, &dispatch.paragraphs, Lang::from_tag(lang).expect("a tag"));
                let items = extract::extract(&dispatch, &analysis, Lexicon::built_in());
                for event in &items.events {
                    prop_assert!(!event.trigger.of(&dispatch.text).is_empty());
                    prop_assert!(event.agents.iter().all(|a| !event.targets.contains(a)));
                    prop_assert!((0.0..=1.0).contains(&event.why.confidence));
                }
                for relation in &items.alliances {
                    prop_assert!(relation.a != relation.b);
                    prop_assert!(dispatch.text.get(relation.evidence.start..relation.evidence.end).is_some());
                }
            }
        }
    });
}

/// The first number of each fate that any event tells: killed, wounded, displaced, captured, missing.
fn tolls(lang: &str, text: &str) -> [Option<u32>; 5] {
    let items = read(lang, text);
    let tolls: Vec<_> = items.events.iter().filter_map(|e| e.toll).collect();
    let first = |of: fn(&depeche::dispatch::Toll) -> Option<depeche::dispatch::Count>| {
        tolls.iter().find_map(of).map(|c| c.min)
    };
    [
        first(|t| t.killed),
        first(|t| t.wounded),
        first(|t| t.displaced),
        first(|t| t.captured),
        first(|t| t.missing),
    ]
}

#[test]
fn tolls_in_words_are_counted_whatever_tells_them() {
    for (lang, text, told) in [
        (
            "fr",
            "Cent cinquante-sept étrangers ont été arrêtés dans la nuit.",
            [None, None, None, Some(157), None],
        ),
        ("fr", "La police a procédé à plus de sept cents arrestations.", [None, None, None, Some(700), None]),
        ("fr", "Quatre-vingt-deux marins ont été enlevés dans le golfe.", [None, None, None, Some(82), None]),
        ("fr", "La police a arrêté une cinquantaine de réfugiés à Merk.", [None, None, None, Some(50), None]),
        ("fr", "La police a arrêté en deux jours 590 personnes.", [None, None, None, Some(590), None]),
        ("fr", "La foule a lynché trois commerçants.", [Some(3), None, None, None, None]),
        ("fr", "Les soldats sont accusés d'avoir exécuté deux blessés.", [Some(2), None, None, None, None]),
        ("fr", "Trois de ses membres ont été placés en garde à vue.", [None, None, None, Some(3), None]),
        ("fr", "Quatre hommes ont été faits prisonniers.", [None, None, None, Some(4), None]),
        ("fr", "Au moins onze employés ont été emmenés de force.", [None, None, None, Some(11), None]),
        ("fr", "Quatre soldats ont trouvé la mort dans une embuscade.", [Some(4), None, None, None, None]),
        (
            "fr",
            "Les rebelles ont pris la ville. Huit habitants sont morts et vingt-trois ont été blessés.",
            [Some(8), Some(23), None, None, None],
        ),
        (
            "fr",
            "L'armée condamne l'attaque qui a coûté la vie à deux soldats et blessé un troisième.",
            [Some(2), Some(1), None, None, None],
        ),
        (
            "fr",
            "Des avions ont bombardé une ferme, tuant un chef de réseau, Nadir Harbi, et deux membres de sa famille.",
            [Some(3), None, None, None, None],
        ),
        (
            "fr",
            "L'offensive a contraint plus de 5.700 personnes à fuir.",
            [None, None, Some(5700), None, None],
        ),
        (
            "fr",
            "Des heurts ont fait six blessés et onze manifestants ont été placés en garde à vue.",
            [None, Some(6), None, Some(11), None],
        ),
        (
            "fr",
            "Dix soldats, dont sept Nigérians et un Sénégalais, ont été tués dans l'attaque.",
            [Some(10), None, None, None, None],
        ),
        (
            "fr",
            "La police a interpellé l'opposant Jean Varenne devant le Parlement.",
            [None, None, None, Some(1), None],
        ),
        ("fr", "Jean Varenne et Paul Durel ont été arrêtés lundi.", [None, None, None, Some(2), None]),
        (
            "en",
            "The group has killed some 200 people and driven 2.6 million from their homes.",
            [Some(200), None, Some(2_600_000), None, None],
        ),
        (
            "en",
            "Rebels overran the camp, killing at least 74 people, nine of them aid workers.",
            [Some(74), None, None, None, None],
        ),
        ("en", "Three activists were taken into custody.", [None, None, None, Some(3), None]),
        (
            "en",
            "Militants stormed the hotel and took twelve people hostage.",
            [None, None, None, Some(12), None],
        ),
        ("en", "Police arrested the opposition leader John Warren.", [None, None, None, Some(1), None]),
    ] {
        assert_eq!(tolls(lang, text), told, "{text}");
    }
}

#[test]
fn who_kills_is_not_counted_among_the_dead() {
    let text = "Des missiles ont frappé trois centrales et un immeuble, tuant au moins sept personnes.";
    assert_eq!(tolls("fr", text)[0], Some(7));
}

#[test]
fn what_a_weapon_kills_is_the_cost_of_what_it_did() {
    for (lang, text) in [
        ("fr", "Des avions ont bombardé lundi une école de Merk, tuant sept civils."),
        ("fr", "Des missiles ont frappé un immeuble de Merk, tuant sept personnes."),
        ("en", "Missiles struck a school in Merk, killing seven people."),
        (
            "fr",
            "L'armée a ouvert une enquête au lendemain d'une attaque contre le siège de Boral, près de Merk, qui a fait cinq morts.",
        ),
    ] {
        let items = read(lang, text);
        let attacks = items.events.iter().filter(|e| e.category.as_str() == "ASSAULT").count();
        assert_eq!(attacks, 1, "{text}: {:?}", events(lang, text));
    }
}

#[test]
fn the_day_of_the_dispatch_is_read_where_a_line_gives_it() {
    for (lang, line) in [
        ("fr", "Publié le 14/05/2031 à 18h42"),
        ("fr", "RFI – Publié le 14 mai 2031 à 08 h 30"),
        ("fr", "Communiqué de presse du ministère des Affaires étrangères – Boral, le 14 mai 2031"),
        ("fr", "Mission de l'Union au Boral - Communiqué conjoint sur la situation (14 mai 2031)"),
        ("fr", "De notre correspondant à Merk, dans le nord du Boral, 14 mai 2031"),
        ("en", "Published on 14 May 2031"),
        ("en", "Statement of the Boralese foreign ministry on the attack – Boral, 14 May 2031"),
    ] {
        let said = if lang == "fr" {
            "L'armée malienne a bombardé lundi la ville de Merk, a annoncé le ministère."
        } else {
            "The Malian army bombed the town of Merk on Monday, the ministry said."
        };
        let told = particulars(lang, &format!("Merk sous les bombes\n\n{line}\n\n{said}\n"));
        assert!(told.iter().any(|t| t.contains(" 2031-05-12 ")), "{line}: {told:?}");
    }
}

#[test]
fn a_day_that_a_headline_or_a_sentence_tells_of_is_not_that_of_the_dispatch() {
    for line in [
        "Deux ans après l'attaque du 14 mai 2031",
        "La guerre avait éclaté dans la province du Nord, selon le ministère, le 14 mai 2031.",
    ] {
        let text = format!(
            "{line}\n\nL'armée malienne a bombardé lundi la ville de Merk, a annoncé le ministère.\n"
        );
        let told = particulars("fr", &text);
        assert!(!told.iter().any(|t| t.contains("2031-05-12")), "{line}: {told:?}");
    }
}

#[test]
fn seven_is_no_september() {
    let text = "BORAL, 14 mai 2031 (ADP) - Les rebelles ont enlevé plus de sept cents femmes.";
    assert_eq!(particulars("fr", text), ["ASSAULT asserted - - -"]);
}

#[test]
fn parts_of_a_body_are_members_of_it() {
    for (lang, text, expected) in [
        (
            "fr",
            "La branche somalienne de l'État islamique a revendiqué l'attaque.",
            vec!["member_of branche somalienne de l'État islamique > État islamique current"],
        ),
        (
            "fr",
            "La force al-Qods des Gardiens de la Révolution a tiré des missiles.",
            vec!["member_of force al-Qods > Gardiens de la Révolution current"],
        ),
        (
            "fr",
            "La Kfor, la force conduite par l'Otan, a déployé des soldats.",
            vec!["member_of Kfor > Otan current"],
        ),
        (
            "fr",
            "Le parti Dawa, membre du Conseil de gouvernement, a protesté.",
            vec!["member_of Dawa > Conseil de gouvernement current"],
        ),
        (
            "en",
            "The European Union's naval mission, Aspides, escorted the ship.",
            vec!["member_of Aspides > European Union current"],
        ),
        (
            "fr",
            "Le Tchad et le Niger démentent. Un avion kényan a été saisi. L'AES, à laquelle appartiennent ces deux pays, a protesté.",
            vec!["member_of Tchad > AES current", "member_of Niger > AES current"],
        ),
    ] {
        assert_eq!(alliances(lang, text), expected, "{text}");
    }
}

#[test]
fn a_state_that_commands_rebels_backs_them() {
    let found =
        alliances("fr", "Le Rwanda, accusé par Kinshasa de commander les rebelles du M23, a protesté.");
    assert!(found.iter().any(|r| r.starts_with("backs Rwanda > ")), "{found:?}");
}

#[test]
fn what_is_no_relation_of_powers_is_left_out() {
    for (lang, text) in [
        ("fr", "Des milliers de ses partisans ont acclamé Jean Varenne, chef du Front du Boral."),
        ("fr", "Le Mexique a rompu avec Quito après l'assaut."),
        ("fr", "Le général Oumar Bako, commandant en chef des forces armées, a salué la trêve."),
        ("fr", "Le Maroc a exprimé sa solidarité avec le Tchad."),
        ("en", "Rwanda broke off diplomatic relations with Belgium in March."),
        ("fr", "Le Burkina, dirigé par des militaires, a rompu avec Paris."),
        ("en", "Chad, led by soldiers since April, closed the port."),
    ] {
        assert!(alliances(lang, text).is_empty(), "{text}: {:?}", alliances(lang, text));
    }
}

#[test]
fn brussels_is_the_union_unless_belgium_is_spoken_of() {
    let kind = |text: &str| {
        let items = read("fr", text);
        items
            .actors
            .iter()
            .find(|a| a.name == "Bruxelles" || a.aliases.iter().any(|n| n == "Bruxelles"))
            .map(|a| a.kind)
    };
    let union = "Bruxelles a demandé à Belgrade de libérer les otages, a annoncé l'Union européenne.";
    assert_eq!(kind(union), Some(depeche::dispatch::ActorKind::International));
    let items =
        read("fr", "La Belgique a rappelé son ambassadeur. Bruxelles accuse Kigali d'armer les rebelles.");
    assert!(items.actors.iter().all(|a| a.kind != depeche::dispatch::ActorKind::International));
}

told! {
    recognised_fr: "fr", "La Russie a reconnu les autorités talibanes." => ["SUPPORT Russie > autorités talibanes"];
    repelled_a_text_fr: "fr", "Le Sénat malien a repoussé une résolution." => ["REJECT Sénat malien > "];
    faultless_fr: "fr", "Le Kremlin rejette toute faute." => ["REJECT Kremlin > "];
    sworn_fr: "fr", "Le chef des rebelles a juré que ses hommes ne quitteraient pas le palais." => ["THREATEN chef des rebelles > "];
    a_score_of_them_fr: "fr", "Des dizaines de jeunes ont défilé lundi à Merk. La police en a interpellé une vingtaine." =>
        ["PROTEST jeunes > ", "COERCE police > jeunes"];
    said_on_television_fr: "fr", "Les rebelles ont menacé le Tchad à la télévision d'État." => ["THREATEN rebelles > Tchad"];
    a_score_arrested_fr: "fr", "La police a arrêté une dizaine de manifestants à Merk." => ["COERCE police > manifestants"];
}
