//! All that is read out of any bytes, written in every format: nothing panics, text is clean, the record is JSON.
#![no_main]

use depeche::wire::{self, Options};
use depeche::record::{Format, Printer, Record};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(dispatches) = wire::read(bytes, None, &Options::default()) else { return };
    for dispatch in dispatches.iter().take(4) {
        for lang in depeche_fuzz::languages() {
            let items = depeche_fuzz::items(dispatch, lang);
            let record = Record::new(dispatch, &items);
            for format in [Format::Json, Format::Jsonl, Format::Csv] {
                let mut out = Vec::new();
                let mut printer = Printer::new(format);
                printer.print(&record, &mut out).unwrap();
                printer.close(&mut out).unwrap();
                let out = String::from_utf8(out).unwrap();
                assert!(depeche_fuzz::is_clean(&out.replace('\r', "")));
            }
            let _ = depeche::audit::audit(dispatch, &items);
        }
    }
});
