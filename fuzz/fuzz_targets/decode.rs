//! Any bytes decode to something, with and without a declared encoding.
#![no_main]

use depeche::wire::decode::decode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str)| {
    let (bytes, label) = input;
    let _ = decode(bytes, None, None);
    let _ = decode(bytes, None, Some(label));
});
