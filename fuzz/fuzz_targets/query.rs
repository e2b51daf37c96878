//! Any text as a query, asked of a dispatch: hits are in order and inside the text.
#![no_main]

use std::sync::OnceLock;

use depeche::dispatch::{Dispatch, Extraction, Lang};
use depeche::query::{Candidate, Query};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Kessel, 4 mars 2031 - Le président Anton Brek a accusé la Brigade du Nord d'avoir bombardé le port.\n\
    \"C'est faux\", a répondu la Brigade dans un communiqué.";

fuzz_target!(|text: &str| {
    static ASKED: OnceLock<(Dispatch, Extraction)> = OnceLock::new();
    let (dispatch, items) = ASKED.get_or_init(|| {
        let dispatch = depeche_fuzz::plain(TEXT);
        let items = depeche_fuzz::items(&dispatch, Lang::from_tag("fr").unwrap());
        (dispatch, items)
    });
    let Ok(query) = Query::parse(text) else { return };
    let candidate = Candidate { dispatch, items: Some(items), review: &["accepted"] };
    let _ = query.matches(&candidate);
    let hits = query.hits(&candidate);
    assert!(hits.is_sorted() && hits.iter().all(|hit| !hit.of(TEXT).is_empty()));
});
