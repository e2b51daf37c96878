//! Finds what the stages ask first.

use depeche::language::container::ModelError;
use depeche::language::parser::{self, State};
use depeche::language::train::Example;
use depeche::language::train::early::Watch;
use depeche::language::weights::{Weights, with_first};
use depeche::language::{labeller, tagger};

/// How many words are looked at.
const WORDS: usize = 12_000;

/// The stages that can ask some templates first.
pub const STAGES: [&str; 3] = ["tagger", "parser", "labeller"];

/// The sections of the stages, those that are named with the templates that they ask first: those that make the most
/// decisions clear on sentences that are spread over the examples.
pub fn quicken(
    sections: [Vec<u8>; 3],
    named: &[String],
    examples: &[&Example],
) -> Result<[Vec<u8>; 3], ModelError> {
    let read = |n: usize| Weights::read(sections[n].clone().into(), STAGES[n]);
    let (for_tags, for_heads, for_relations) = (read(0)?, read(1)?, read(2)?);
    let watches = [
        Watch::new(&for_tags, tagger::TEMPLATES),
        Watch::new(&for_heads, parser::TEMPLATES),
        Watch::new(&for_relations, labeller::TEMPLATES),
    ];
    let step = examples.iter().map(|e| e.words.len()).sum::<usize>().div_ceil(WORDS).max(1);
    let (mut tags, mut heads, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    let (mut state, mut buffer) = (State::default(), Vec::new());
    let (mut family, mut memory) = (labeller::Family::default(), labeller::Memory::default());
    for Example { words, guessed, .. } in examples.iter().step_by(step) {
        tagger::tag(&watches[0], words, &mut tags, &mut buffer, |_, _| {});
        parser::parse(&watches[1], None, (words, guessed), &mut state, &mut heads, &mut buffer);
        family.read(&heads);
        let sentence = labeller::Sentence { words, tags: guessed, heads: &heads, family: &family };
        labeller::label(&watches[2], None, sentence, &mut memory, &mut labels);
    }
    let mut stages = STAGES.into_iter().zip(sections);
    Ok(watches.map(|watch| {
        let (name, section) = stages.next().unwrap_or_default();
        let first = named.iter().any(|n| n == name).then(|| watch.first()).flatten();
        match first {
            Some(first) => with_first(section, first),
            None => section,
        }
    }))
}
