//! Any text as a config: it is read, or its faults have a place in it.
#![no_main]

use depeche::config::Config;
use depeche::lexicon::Layer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let loaded = Config::read(Layer { file: "config.toml", text });
    assert!(loaded.faults.iter().all(|fault| fault.line <= text.matches('\n').count() + 1));
});
