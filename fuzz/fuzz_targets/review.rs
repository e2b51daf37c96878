//! Any entries of a store or export, laid over a dispatch.
#![no_main]

use std::sync::OnceLock;

use depeche::dispatch::{Dispatch, Extraction, Lang};
use depeche::review::{Entry, Reviewed, undoable};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Anton Brek a accusé la Brigade du Nord d'avoir bombardé le port.\n\"C'est faux\", a dit M. Brek.";

fuzz_target!(|bytes: &[u8]| {
    static READ: OnceLock<(Dispatch, Extraction)> = OnceLock::new();
    let (dispatch, items) = READ.get_or_init(|| {
        let dispatch = depeche_fuzz::plain(TEXT);
        let items = depeche_fuzz::items(&dispatch, Lang::from_tag("fr").unwrap());
        (dispatch, items)
    });
    let Ok(entries) = serde_json::from_slice::<Vec<Entry>>(bytes) else { return };
    let reviewed = Reviewed::new(dispatch, items, &entries);
    let (done, all) = reviewed.progress();
    assert!(done <= all);
    let _ = undoable(&entries, "fuzz");
});
