//! Any bytes as a model, with the checksum that lets them in.
#![no_main]

use std::borrow::Cow;

use depeche::language::Model;
use depeche::language::container::Container;
use depeche::language::names::Names;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    let _ = Container::open(Cow::Owned(bytes.clone()));
    if let Some(checked) = bytes.get(16..) {
        let sum = crc32fast::hash(checked).to_le_bytes();
        bytes[12..16].copy_from_slice(&sum);
    }
    if let Ok(container) = Container::open(Cow::Owned(bytes)) {
        let _ = container.about();
        let _ = Model::read(&container);
        let _ = Names::read(&container);
    }
});
