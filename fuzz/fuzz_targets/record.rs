//! A record read back: whatever its spans and kinds say, what comes of it is a sound dispatch, and its own record gives
//! the same text again.
#![no_main]

use depeche::dispatch::Extraction;
use depeche::record::{self, Record};
use depeche::wire::{self, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(dispatches) = wire::read(bytes, None, &Options::default()) else { return };
    let items = Extraction::default();
    for dispatch in dispatches.iter().take(4) {
        let mut json = Vec::new();
        record::write_line(&mut json, &Record::new(dispatch, &items)).unwrap();
        let again = wire::read(&json, None, &Options::default());
        if !dispatch.text.is_empty() {
            assert_eq!(again.unwrap()[0].text, dispatch.text);
        }
    }
});
