//! Cleaning is idempotent and leaves nothing that a terminal obeys.
#![no_main]

use depeche::wire::clean::{self, Tally};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let once = clean::text(raw, &mut Tally::default()).into_owned();
    assert_eq!(clean::text(&once, &mut Tally::default()), once);
    assert!(once.chars().all(|c| c == '\n' || !c.is_control()));
    let line = clean::shown(raw);
    assert_eq!(clean::shown(&line), line);
    assert!(!line.contains(char::is_control));
});
