//! Any text as each of the files of a user's lexicon.
#![no_main]

use depeche::lexicon::{Layer, Lexicon};
use libfuzzer_sys::fuzz_target;

const FILES: &[&str] = &[
    "fr/calendar.toml", "fr/channels.toml", "fr/cues.toml", "fr/nominals.toml", "en/numbers.toml", "en/page.toml",
    "en/relations.toml", "en/roles.toml", "en/triggers.toml", "names.tsv",
];

fuzz_target!(|input: (u8, &str)| {
    let (file, text) = input;
    let file = FILES[usize::from(file) % FILES.len()];
    let (lexicon, _) = Lexicon::with_layers(&[Layer { file, text }]);
    // Tables are read when they are first asked for.
    for (_, words) in lexicon.languages() {
        let _ = (&*words.calendar, &*words.channels, &*words.cues, &*words.nominals, &*words.numbers);
        let _ = (&*words.page, &*words.relations, &*words.roles, &*words.triggers);
    }
});
