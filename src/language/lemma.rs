//! Dictionary forms: by the lexicon where it knows the word, else by how words with the same ending behave.
//!
//! Sections of a model file:
//! - `lemmas` holds the rules that make a lemma of a form in lower case: `u32` count, then a `u32` end of each rule in
//!   the bytes that follow; a rule is the number of letters to cut off (`u8`) and the letters to put there;
//! - `endings` maps part of speech (one byte, its place in [`Upos::ALL`]) and an ending, last letter first, to a rule
//!   (`fst`). The longest ending counts.

use fst::Map;
use smol_str::{SmolStr, SmolStrBuilder};

use super::container::{Bytes, Container, ModelError, put_len, usize_at};
use super::lexicon::{Entry, Lexicon};
use super::{Feats, Upos};

/// Up to how many letters an ending has.
pub const LONGEST_ENDING: usize = 5;

/// The rules inside a model.
#[derive(Clone, Debug)]
pub struct Lemmas {
    rules: Bytes,
    endings: Map<Bytes>,
}

impl Lemmas {
    /// Reads the sections of a model.
    ///
    /// # Errors
    /// Where a section is missing or is not what it should be.
    pub fn read(file: &Container) -> Result<Self, ModelError> {
        let rules = file.section("lemmas")?;
        if usize_at(&rules, 0).and_then(|n| n.checked_mul(4)).is_none_or(|n| n + 4 > rules.len()) {
            return Err(ModelError::Senseless("lemmas"));
        }
        let endings = Map::new(file.section("endings")?).map_err(|_| ModelError::Senseless("endings"))?;
        Ok(Self { rules, endings })
    }

    /// The lemma of a form, given in lower case too, as that part of speech and with that morphology.
    #[must_use]
    pub fn lemma(
        &self,
        form: &str,
        lower: &str,
        upos: Upos,
        feats: Feats,
        entry: Option<Entry>,
        lexicon: &Lexicon,
    ) -> SmolStr {
        // "drones", taken for a name or a foreign word: what has no capital is lemmatised as a noun.
        let common = matches!(upos, Upos::Propn | Upos::X) && form == lower;
        let upos = if common { Upos::Noun } else { upos };
        if matches!(upos, Upos::Propn | Upos::X | Upos::Sym | Upos::Punct) {
            return SmolStr::new(form);
        }
        let readings = entry.into_iter().flat_map(|e| lexicon.readings(e)).filter(|r| r.upos == upos as u8);
        // Of readings that fit equally well the first is the likeliest.
        let best = readings.rev().max_by_key(|r| Feats::from_bits(r.feats).agreement(feats)).map(|r| r.lemma);
        match best.or_else(|| self.by_ending(lower, upos)).and_then(|rule| self.apply(rule, lower)) {
            Some(lemma) => lemma,
            None => SmolStr::new(lower),
        }
    }

    fn by_ending(&self, lower: &str, upos: Upos) -> Option<u16> {
        let fst = self.endings.as_fst();
        let mut node = fst.root();
        let mut output = 0;
        let mut found = None;
        for byte in ending_key(upos as u8, lower).into_iter().take(1 + 4 * LONGEST_ENDING) {
            let Some(way) = node.find_input(byte) else { break };
            let way = node.transition(way);
            output += way.out.value();
            node = fst.node(way.addr);
            if node.is_final() {
                found = Some(output + node.final_output().value());
            }
        }
        u16::try_from(found?).ok()
    }

    fn apply(&self, rule: u16, lower: &str) -> Option<SmolStr> {
        let count = usize_at(&self.rules, 0)?;
        let rule = usize::from(rule);
        let start = if rule == 0 { 0 } else { usize_at(&self.rules, 4 * rule)? };
        let end = usize_at(&self.rules, 4 * (rule + 1)).filter(|_| rule < count)?;
        let body = self.rules.get(4 * (count + 1)..)?;
        let (&cut, put) = body.get(start..end)?.split_first()?;
        let keep = match cut {
            0 => lower.len(),
            n => lower.char_indices().rev().nth(usize::from(n) - 1)?.0,
        };
        let mut lemma = SmolStrBuilder::new();
        lemma.push_str(lower.get(..keep)?);
        lemma.push_str(std::str::from_utf8(put).ok()?);
        Some(lemma.finish()).filter(|l| !l.is_empty())
    }
}

/// The rule that makes `lemma` of `form`: how many letters to cut off, and what to put there.
#[must_use]
pub fn rule(form: &str, lemma: &str) -> (u8, String) {
    let same = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    let cut = form.chars().count() - same;
    (u8::try_from(cut).unwrap_or(u8::MAX), lemma.chars().skip(same).collect())
}

/// Writes the section `lemmas`.
#[must_use]
pub fn write_rules(rules: &[(u8, String)]) -> Vec<u8> {
    let mut out = Vec::new();
    put_len(&mut out, rules.len());
    let mut end = 0;
    for (_, put) in rules {
        end += 1 + put.len();
        put_len(&mut out, end);
    }
    for (cut, put) in rules {
        out.push(*cut);
        out.extend(put.bytes());
    }
    out
}

/// The key of an ending in the section `endings`.
#[must_use]
pub fn ending_key(upos: u8, ending: &str) -> Vec<u8> {
    let mut key = vec![upos];
    let mut bytes = [0; 4];
    for c in ending.chars().rev() {
        key.extend(c.encode_utf8(&mut bytes).as_bytes());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas() -> Lemmas {
        let rules =
            [rule("parlent", "parler"), rule("villes", "ville"), rule("chevaux", "cheval"), rule("x", "x")];
        let verb = Upos::Verb as u8;
        let noun = Upos::Noun as u8;
        let mut endings: Vec<(Vec<u8>, u64)> =
            [(verb, "ent", 0), (noun, "s", 1), (noun, "aux", 2), (noun, "x", 3)]
                .map(|(u, e, r)| (ending_key(u, e), r))
                .to_vec();
        endings.sort();
        let file = super::super::container::write(&[
            ("lemmas", write_rules(&rules)),
            ("endings", Map::from_iter(endings).unwrap().into_fst().into_inner()),
        ]);
        Lemmas::read(&Container::open(file.into()).unwrap()).unwrap()
    }

    fn guess(form: &str, upos: Upos) -> Option<SmolStr> {
        let lemmas = lemmas();
        lemmas.by_ending(form, upos).and_then(|r| lemmas.apply(r, form))
    }

    #[test]
    fn the_longest_ending_counts() {
        assert_eq!(guess("mangent", Upos::Verb).unwrap(), "manger");
        assert_eq!(guess("généraux", Upos::Noun).unwrap(), "général");
        assert_eq!(guess("croix", Upos::Noun).unwrap(), "croix");
        assert_eq!(guess("obus", Upos::Noun).unwrap(), "obu");
        assert_eq!(guess("mangent", Upos::Adj), None);
    }

    #[test]
    fn a_rule_never_leaves_nothing() {
        assert_eq!(lemmas().apply(3, ""), None);
        assert_eq!(lemmas().apply(99, "parlent"), None);
    }
}
