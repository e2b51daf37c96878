use super::*;

fn user(text: &str) -> Gazetteer {
    let mut faults = Vec::new();
    let gazetteer = Gazetteer::with_layers(&[Layer { file: "mine.tsv", text }], &mut faults);
    assert_eq!(faults, []);
    gazetteer
}

type Meanings = Vec<(Class, Option<Country>)>;

fn longest(gazetteer: &Gazetteer, text: &str) -> Option<(usize, Meanings)> {
    let words: Vec<&str> = text.split(' ').map(|w| if w == "_" { "" } else { w }).collect();
    let found = gazetteer.longest(|n| words.get(n).copied())?;
    Some((found.words, found.entries.iter().map(|e| (e.class, e.country)).collect()))
}

const TABLE: &str = "class\tcountry\tlat\tlon\tany\tfr\ten
city\tZZ\t1\t2\tBoralie
city\tZZ\t\t\tBoralie-sur-Mer
city\tYY\t\t\tBoralie
armed_group\tZZ\t\t\tFLB\tFront de libération du Boral\tBoral Liberation Front
";

#[test]
fn the_longest_name_wins_and_keeps_all_its_meanings() {
    let gazetteer = user(TABLE);
    let codes = ["ZZ", "YY"].map(Country::from_code);
    assert_eq!(
        longest(&gazetteer, "Boralie dort"),
        Some((1, vec![(Class::City, codes[0]), (Class::City, codes[1])]))
    );
    assert_eq!(longest(&gazetteer, "Boralie sur Mer dort"), Some((3, vec![(Class::City, codes[0])])));
    assert_eq!(longest(&gazetteer, "Boralie - sur - Mer"), Some((5, vec![(Class::City, codes[0])])));
    assert_eq!(longest(&gazetteer, "Boralie , sur Mer").map(|m| m.0), Some(1));
}

#[test]
fn capitals_count() {
    let gazetteer = user(TABLE);
    assert!(longest(&gazetteer, "boralie").is_none());
    assert!(longest(&gazetteer, "BORALIE").is_some());
    assert!(longest(&gazetteer, "flb").is_none() && longest(&gazetteer, "Flb").is_none());
    assert_eq!(longest(&gazetteer, "F.L.B.").map(|m| m.0), Some(1));
}

#[test]
fn the_second_half_of_a_contraction_is_passed_over() {
    let gazetteer = user(TABLE);
    assert_eq!(longest(&gazetteer, "Front de libération du _ Boral").map(|m| m.0), Some(6));
}

#[test]
fn all_names_of_a_row_are_one_entry() {
    let gazetteer = user(TABLE);
    let [fr, en] = ["fr", "en"].map(|tag| Lang::from_tag(tag).unwrap());
    let found = gazetteer.meanings("Front de Libération du Boral");
    assert_eq!(found[0].id, gazetteer.meanings("FLB")[0].id);
    assert_eq!(found[0].lang, Some(fr));
    assert_eq!(found[0].name(en), "Boral Liberation Front");
    assert_eq!(gazetteer.get(found[0].id).map(|e| e.class), Some(Class::ArmedGroup));
}

#[test]
fn a_users_row_hides_what_is_built_in() {
    let plain = user("class\tany\ncity\tBoralie\n");
    assert_eq!(plain.country_by_name("Syrie"), Country::from_code("SY"));
    let hidden = user("class\tany\nnothing\tSyrie\n");
    assert_eq!(hidden.country_by_name("Syrie"), None);
    let other = user("class\tcountry\tany\nstate\tZZ\tSyrie\n");
    assert_eq!(other.country_by_name("Syrie"), Country::from_code("ZZ"));
}

#[test]
fn states_capitals_and_adjectives_lead_to_the_country() {
    let gazetteer = Gazetteer::with_layers(&[], &mut Vec::new());
    let syria = Country::from_code("SY");
    assert_eq!(gazetteer.country_by_adjective("syriennes"), syria);
    assert_eq!(gazetteer.country_by_adjective("Syrian"), syria);
    assert_eq!(gazetteer.country_by_adjective("russe"), Country::from_code("RU"));
    assert_eq!(gazetteer.country_by_capital("Damas"), syria);
    let fr = Lang::from_tag("fr").unwrap();
    assert_eq!(syria.and_then(|c| gazetteer.capital(c)).map(|e| e.name(fr)), Some("Damas"));
    assert_eq!(syria.and_then(|c| gazetteer.state(c)).map(|e| e.name(fr)), Some("Syrie"));
}

#[test]
fn the_shipped_tables_are_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/gazetteer");
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        rows.extend(table::read(Layer { file: &path.to_string_lossy(), text: &text }, &mut faults));
    }
    assert_eq!(faults, []);
    let states: std::collections::HashSet<_> =
        rows.iter().filter(|r| r.class == Class::State).map(|r| r.country).collect();
    let mut seen = std::collections::HashSet::new();
    for row in &rows {
        let name = &row.names[0].text;
        assert!(row.country.is_none() || states.contains(&row.country), "{name}: {:?}", row.country);
        assert!(row.role.is_none() || row.class == Class::Person, "{name} has a role");
        assert!(row.at.is_none() || row.class.is_place(), "{name} has coordinates");
        let names: Vec<_> = row.names.iter().map(|n| (&n.text, n.lang)).collect();
        assert!(seen.insert((row.class, row.country, names)), "{name} is there twice");
    }
}

#[test]
fn every_state_has_an_adjective_in_each_language() {
    let gazetteer = Gazetteer::built_in();
    let adjectives: Vec<_> = gazetteer.of_class(Class::Adjective).collect();
    for state in gazetteer.of_class(Class::State) {
        let adjective = adjectives.iter().find(|a| a.country == state.country);
        let langs: Vec<_> = adjective.unwrap().names().filter_map(|(_, lang)| lang).collect();
        for tag in ["fr", "en"] {
            assert!(langs.contains(&Lang::from_tag(tag).unwrap()), "{:?}", state.country);
        }
    }
}
