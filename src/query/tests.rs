use proptest::prelude::*;

use super::*;
use crate::app::sample;

fn holds(query: &str) -> bool {
    let (dispatch, items) = sample::dispatch();
    let candidate = Candidate { dispatch: &dispatch, items: Some(&items), review: &["accepted"] };
    Query::parse(query).unwrap_or_else(|e| panic!("{query}: {e}")).matches(&candidate)
}

fn hits(query: &str) -> Vec<String> {
    let (dispatch, items) = sample::dispatch();
    let candidate = Candidate { dispatch: &dispatch, items: Some(&items), review: &[] };
    let hits = Query::parse(query).unwrap().hits(&candidate);
    hits.into_iter().map(|s| s.of(&dispatch.text).to_owned()).collect()
}

fn error(query: &str) -> (usize, Reason) {
    let error = Query::parse(query).unwrap_err();
    (error.column, error.reason)
}

#[test]
fn every_field_tells_apart() {
    for (yes, no) in [
        ("actor:morvane", "actor:durand"),
        ("speaker:brek", "speaker:brigade"),
        ("type:assault", "type:protest"),
        ("type:bombing", "type:strike"),
        ("kind:armed_group", "kind:media"),
        ("kind:backs", "kind:opposes"),
        ("place:kessel", "place:vardanie"),
        ("lang:fr", "lang:en"),
        ("source:diplomate", "source:journal"),
        ("source:adp", "source:xyz"),
        ("status:usable", "status:canceled"),
        ("since:2031-03-04", "since:2031-03-05"),
        ("until:2031-03", "until:2031-02"),
        ("urgency:1-2", "urgency:3"),
        ("slug:kessel", "slug:alep"),
        ("review:accepted", "review:rejected"),
        ("impuni", "absent"),
        ("\"crime impuni\"", "\"impuni crime\""),
        ("/kes+el/", "/kesx/"),
    ] {
        assert!(holds(yes), "{yes}");
        assert!(!holds(no), "{no}");
        assert!(holds(&format!("-{no}")) && !holds(&format!("-{yes}")), "-{no}");
    }
}

#[test]
fn terms_join_and_alternate() {
    assert!(holds("actor:morvane impuni") && !holds("actor:morvane absent"));
    assert!(holds("absent or impuni") && !holds("absent or -impuni"));
    assert!(holds(""));
}

#[test]
fn case_and_accents_do_not_matter() {
    assert_eq!(hits("ACCUSE"), ["accusé"]);
    assert_eq!(hits("declare"), ["déclaré"]);
    assert_eq!(fold("E\u{301}té"), "ete");
}

#[test]
fn hits_are_in_order_and_cover_items() {
    assert_eq!(hits("brigade or morvane").len(), 4);
    assert_eq!(hits("speaker:brek"), ["C'est faux"]);
    assert_eq!(hits("-impuni"), Vec::<String>::new());
}

#[test]
fn errors_point_at_their_column() {
    assert_eq!(error("a \"b"), (3, Reason::Unclosed('"')));
    assert_eq!(error("été acteur:x"), (5, Reason::UnknownField("acteur".to_owned())));
    assert_eq!(error("a or").0, 3);
    assert_eq!(error("or a").0, 1);
    assert_eq!(error("actor:").0, 1);
    assert_eq!(error("urgency:x").0, 9);
    assert_eq!(error("since:mardi").0, 7);
    assert_eq!(error("status:wrong").0, 8);
    assert!(matches!(error("/(/").1, Reason::Regex(_)));
    let sentence = Query::parse("kind:x").unwrap_err().to_string();
    assert!(sentence.ends_with('.') && sentence.starts_with("Column 6"), "{sentence}");
}

#[test]
fn words_are_completed() {
    assert_eq!(completions("x -ac"), ["-actor:"]);
    assert_eq!(completions("type:ass"), ["type:assault ", "type:asserted "]);
    assert_eq!(completions("slug:x"), Vec::<String>::new());
    assert_eq!(completions("").len(), Field::ALL.len());
}

proptest! {
    #[test]
    fn no_text_breaks_it(query in "\\PC{0,40}", text in "\\PC{0,80}") {
        let dispatch = sample::plain(&text);
        let candidate = Candidate { dispatch: &dispatch, items: None, review: &[] };
        if let Ok(query) = Query::parse(&query) {
            let _ = query.matches(&candidate);
            for hit in query.hits(&candidate) {
                prop_assert!(dispatch.text.get(hit.start..hit.end).is_some());
            }
        }
    }

    #[test]
    fn a_word_of_the_text_is_found(text in "[a-zéÉñ]{1,8}( [a-zéÉñ]{1,8}){0,5}") {
        let word = text.split(' ').next_back().unwrap().to_owned();
        prop_assume!(word != "or");
        let dispatch = sample::plain(&text);
        let candidate = Candidate { dispatch: &dispatch, items: None, review: &[] };
        let query = Query::parse(&word).unwrap();
        prop_assert!(query.matches(&candidate));
        prop_assert!(query.hits(&candidate).iter().any(|s| s.of(&text) == word));
    }
}

#[test]
fn a_line_without_end_is_searched_piece_by_piece() {
    let mut dispatch = sample::plain(&"un mot ".repeat(20_000));
    dispatch.meta.headline = None;
    let candidate = Candidate { dispatch: &dispatch, items: None, review: &[] };
    let hits = Query::parse("/m[a-z]t/").unwrap().hits(&candidate);
    assert_eq!(hits.len(), 20_000);
    assert!(hits.iter().all(|hit| hit.of(&dispatch.text) == "mot"));
    // Every place would be looked for up to the end of the line.
    assert_eq!(Query::parse("/[^x]*x/").unwrap().hits(&candidate), []);
}

#[test]
fn a_pattern_that_looks_far_for_each_of_many_places_stops_at_the_most() {
    let dispatch = sample::plain(&"a".repeat(1 << 20));
    let candidate = Candidate { dispatch: &dispatch, items: None, review: &[] };
    // Up to the end of the line for each of them it would be hours.
    let hits = Query::parse("/a.*x|a/").unwrap().hits(&candidate);
    assert_eq!((hits.len(), hits.last().map(|hit| hit.end)), (MOST, Some(MOST)));
}
