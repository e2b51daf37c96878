//! Morphology as CoNLL-U writes it, and packed into one number for the models.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::{Feats, Gender, Mood, Number, PronType, Tense, VerbForm};

/// The packed form: each feature has a field of bits, zero for "not said", else the place of its value from 1.
struct Fields {
    bits: u32,
    shift: u32,
}

impl Fields {
    fn put(&mut self, width: u32, value: Option<u8>) {
        self.bits |= value.map_or(0, |v| u32::from(v) + 1) << self.shift;
        self.shift += width;
    }

    fn take(&mut self, width: u32) -> Option<u8> {
        let value = self.bits >> self.shift & ((1 << width) - 1);
        self.shift += width;
        u8::try_from(value.checked_sub(1)?).ok()
    }
}

/// The value at a place of the list of all values.
fn value<T: Copy>(all: &[T], place: Option<u8>) -> Option<T> {
    all.get(usize::from(place?)).copied()
}

impl Feats {
    /// Packed into 26 bits; part of the model format.
    #[must_use]
    pub fn bits(self) -> u32 {
        let mut fields = Fields { bits: 0, shift: 0 };
        fields.put(2, self.gender.map(|v| v as u8));
        fields.put(2, self.number.map(|v| v as u8));
        fields.put(2, self.person.map(|p| p.clamp(1, 3) - 1));
        fields.put(3, self.mood.map(|v| v as u8));
        fields.put(3, self.tense.map(|v| v as u8));
        fields.put(3, self.verb_form.map(|v| v as u8));
        fields.put(1, self.passive.then_some(0));
        fields.put(1, self.possessive.then_some(0));
        fields.put(1, self.reflexive.then_some(0));
        fields.put(2, self.definite.map(u8::from));
        fields.put(4, self.pron_type.map(|v| v as u8));
        fields.bits
    }

    /// How many of its features `other` has with the same value, less those that it has with another one.
    #[must_use]
    pub fn agreement(self, other: Self) -> i32 {
        fn one<T: PartialEq>(a: Option<T>, b: Option<T>) -> i32 {
            match (a, b) {
                (Some(a), Some(b)) if a == b => 1,
                (Some(_), Some(_)) => -1,
                _ => 0,
            }
        }
        one(self.gender, other.gender)
            + one(self.number, other.number)
            + one(self.person, other.person)
            + one(self.mood, other.mood)
            + one(self.tense, other.tense)
            + one(self.verb_form, other.verb_form)
    }

    /// What [`Feats::bits`] packed; a field of no meaning says nothing.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        let mut fields = Fields { bits, shift: 0 };
        Self {
            gender: value(Gender::ALL, fields.take(2)),
            number: value(Number::ALL, fields.take(2)),
            person: fields.take(2).map(|p| p + 1),
            mood: value(Mood::ALL, fields.take(3)),
            tense: value(Tense::ALL, fields.take(3)),
            verb_form: value(VerbForm::ALL, fields.take(3)),
            passive: fields.take(1).is_some(),
            possessive: fields.take(1).is_some(),
            reflexive: fields.take(1).is_some(),
            definite: fields.take(2).map(|d| d == 1),
            pron_type: value(PronType::ALL, fields.take(4)),
        }
    }
}

impl FromStr for Feats {
    type Err = Infallible;

    /// Reads `Gender=Fem|Number=Sing`; what nobody asks for is passed over, of several values the first counts.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let mut feats = Self::default();
        for (name, values) in text.split('|').filter_map(|pair| pair.split_once('=')) {
            let value = values.split(',').next().unwrap_or(values);
            match name {
                "Gender" => feats.gender = Gender::from_name(value),
                "Number" => feats.number = Number::from_name(value),
                "Person" => feats.person = value.parse().ok().filter(|p| (1..=3).contains(p)),
                "Mood" => feats.mood = Mood::from_name(value),
                "Tense" => feats.tense = Tense::from_name(value),
                "VerbForm" => feats.verb_form = VerbForm::from_name(value),
                "Voice" => feats.passive = value == "Pass",
                "Poss" => feats.possessive = value == "Yes",
                "Reflex" => feats.reflexive = value == "Yes",
                "Definite" => feats.definite = Some(value == "Def"),
                "PronType" => feats.pron_type = PronType::from_name(value),
                _ => {}
            }
        }
        Ok(feats)
    }
}

impl fmt::Display for Feats {
    /// As CoNLL-U has it: in the order of the names, `_` for none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let person = self.person.map(|p| p.to_string());
        let yes = |is: bool, value: &'static str| is.then_some(value);
        let pairs = [
            ("Definite", self.definite.map(|d| if d { "Def" } else { "Ind" })),
            ("Gender", self.gender.map(Gender::as_str)),
            ("Mood", self.mood.map(Mood::as_str)),
            ("Number", self.number.map(Number::as_str)),
            ("Person", person.as_deref()),
            ("Poss", yes(self.possessive, "Yes")),
            ("PronType", self.pron_type.map(PronType::as_str)),
            ("Reflex", yes(self.reflexive, "Yes")),
            ("Tense", self.tense.map(Tense::as_str)),
            ("VerbForm", self.verb_form.map(VerbForm::as_str)),
            ("Voice", yes(self.passive, "Pass")),
        ];
        let mut bar = "";
        for (name, value) in pairs.into_iter().filter_map(|(n, v)| Some((n, v?))) {
            write!(f, "{bar}{name}={value}")?;
            bar = "|";
        }
        if bar.is_empty() { f.write_str("_") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: [&str; 4] = [
        "_",
        "Gender=Fem|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass",
        "Mood=Sub|Number=Sing|Person=3|Tense=Imp|VerbForm=Fin",
        "Definite=Ind|Gender=Masc|Number=Sing|Poss=Yes|PronType=Art|Reflex=Yes",
    ];

    #[test]
    fn text_comes_back() {
        for sample in SAMPLES {
            assert_eq!(sample.parse::<Feats>().unwrap().to_string(), sample);
        }
    }

    #[test]
    fn bits_come_back() {
        for sample in SAMPLES {
            let feats: Feats = sample.parse().unwrap();
            assert_eq!(Feats::from_bits(feats.bits()), feats);
        }
    }

    #[test]
    fn senseless_bits_say_nothing() {
        let feats = Feats::from_bits(u32::MAX);
        assert!(feats.mood.is_none() && feats.person.is_none_or(|p| p <= 3));
    }
}
