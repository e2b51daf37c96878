//! Any text as a table of keys: it is read, or its faults have a place in it.
#![no_main]

use depeche::app::keymap::{Keymap, Layered};
use depeche::lexicon::Layer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Layered { keymap, faults, overrides } = Keymap::with_layer(Some(Layer { file: "keys.toml", text }));
    assert!(keymap.iter().count() > 0);
    assert!(faults.iter().chain(&overrides).all(|fault| fault.line <= text.matches('\n').count() + 1));
});
