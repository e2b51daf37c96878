//! Any bytes, read as whatever they look like: the paragraphs cover the text, and nothing that a terminal obeys is left.
#![no_main]

use depeche::wire::{self, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(dispatches) = wire::read(bytes, None, &Options::default()) else { return };
    for dispatch in dispatches {
        let mut end = 0;
        for paragraph in &dispatch.paragraphs {
            assert!(matches!(dispatch.text.get(end..paragraph.span.start), Some("" | "\n")));
            end = paragraph.span.end;
        }
        assert_eq!(end, dispatch.text.len());
        assert!(dispatch.text.chars().all(|c| c == '\n' || !c.is_control()));
        assert!(dispatch.meta.other.iter().all(|(_, value)| !value.contains(char::is_control)));
    }
});
