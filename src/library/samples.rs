//! The built-in sample dispatches: what the reader opens when it is given nothing. Fictitious, and each says so.

use crate::dispatch::Dispatch;
use crate::language;
use crate::wire;

const SAMPLES: [&str; 6] = [
    include_str!("../../assets/samples/1-treve-abeche.txt"),
    include_str!("../../assets/samples/2-urgent-explosion-erbil.txt"),
    include_str!("../../assets/samples/3-pourparlers-djibouti.md"),
    include_str!("../../assets/samples/4-marche-zaporijjia.txt"),
    include_str!("../../assets/samples/5-ceasefire-monrovia.txt"),
    include_str!("../../assets/samples/6-strait-patrols.txt"),
];

/// The samples, read as files would be, without a path.
#[must_use]
pub fn read() -> Vec<Dispatch> {
    let options = wire::Options::default();
    let read = |text: &&str| wire::read(text.as_bytes(), None, &options).ok();
    let mut dispatches: Vec<Dispatch> = SAMPLES.iter().filter_map(read).flatten().collect();
    dispatches.iter_mut().for_each(language::recognise);
    dispatches
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_sample_is_one_dispatch_with_a_headline_and_an_identity() {
        let samples = read();
        assert_eq!(samples.len(), SAMPLES.len());
        assert!(samples.iter().all(|s| s.meta.headline.is_some() && s.path.is_none()));
        assert_eq!(samples.iter().map(|s| &s.id).collect::<HashSet<_>>().len(), SAMPLES.len());
    }

    #[test]
    fn each_sample_says_that_it_is_fictitious() {
        assert!(read().iter().all(|s| ["fictive", "ictitious"].iter().any(|word| s.text.contains(word))));
    }
}
