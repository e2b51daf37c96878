//! Names and texts reduced to what must agree for a match: letters without case, accents and marks, and beside them
//! how the words were capitalised.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// What a character is to a key.
pub enum Letter {
    /// Part of a word; may fold to several letters or to none.
    Word,
    /// Between two words: a space, a hyphen, an apostrophe.
    Gap,
    /// Nothing that a name can hold.
    Stop,
}

impl Letter {
    /// What `c` is.
    pub fn of(c: char) -> Self {
        match c {
            '-' | '/' | '\'' | '’' | 'ʼ' | '\u{2010}' | '\u{2011}' | '–' => Self::Gap,
            '.' | '&' | '+' | 'ʿ' | 'ʾ' | '‘' => Self::Word,
            c if c.is_whitespace() => Self::Gap,
            c if c.is_alphanumeric() || is_combining_mark(c) => Self::Word,
            _ => Self::Stop,
        }
    }
}

/// Gives `emit` the folded letters of a [`Letter::Word`].
pub fn fold(c: char, mut emit: impl FnMut(char)) {
    match c {
        'a'..='z' | '0'..='9' | '&' | '+' => emit(c),
        'A'..='Z' => emit(c.to_ascii_lowercase()),
        '.' | 'ʿ' | 'ʾ' | '‘' => {}
        'œ' | 'Œ' => "oe".chars().for_each(emit),
        'æ' | 'Æ' => "ae".chars().for_each(emit),
        'ß' => "ss".chars().for_each(emit),
        'ø' | 'Ø' => emit('o'),
        'ł' | 'Ł' => emit('l'),
        'đ' | 'Đ' => emit('d'),
        'ı' | 'İ' => emit('i'),
        _ => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut emit);
            }
        }),
    }
}

/// How the words of a name are capitalised, or must be: two bits a word for the first sixteen, the first for a
/// capital at the start, the second for capitals throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u32);

impl Shape {
    /// Whether words of this shape may stand for a name that asks for `need`.
    pub const fn meets(self, need: Self) -> bool {
        need.0 & !self.0 == 0
    }
}

/// Follows the capitals of a name, letter by letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracer {
    done: u32,
    words: u32,
    letters: u32,
    first_upper: bool,
    any_lower: bool,
}

impl Tracer {
    /// A character of the current word, as written.
    pub fn see(&mut self, c: char) {
        if c.is_alphabetic() {
            if self.letters == 0 {
                self.first_upper = c.is_uppercase();
            }
            self.any_lower |= !c.is_uppercase();
            self.letters += 1;
        }
    }

    fn bits(self) -> u32 {
        let bits = u32::from(self.first_upper) | (u32::from(self.first_upper && !self.any_lower) << 1);
        if self.words < 16 { bits << (2 * self.words) } else { 0 }
    }

    /// The current word is over.
    pub fn end_word(&mut self) {
        *self = Self { done: self.done | self.bits(), words: self.words + 1, ..Self::default() };
    }

    /// The shape so far.
    pub fn shape(self) -> Shape {
        Shape(self.done | self.bits())
    }
}

/// The key of a name and the shape that it asks for; `None` for a name that could never be found.
///
/// Lower case in a name asks for nothing, a capital for a capital, capitals throughout (two letters or more: an
/// acronym) for capitals throughout. An article of two letters that a hyphen joins to the name asks for nothing either: some write
/// Al-Boral, others al-Boral.
pub fn of_name(name: &str) -> Option<(String, Shape)> {
    let mut key = String::with_capacity(name.len());
    let mut need = 0;
    for (n, word) in
        name.split(|c| matches!(Letter::of(c), Letter::Gap)).filter(|w| !w.is_empty()).enumerate()
    {
        if n > 0 {
            key.push(' ');
        }
        let mut tracer = Tracer::default();
        for c in word.chars() {
            if matches!(Letter::of(c), Letter::Stop) {
                return None;
            }
            tracer.see(c);
            fold(c, |folded| key.push(folded));
        }
        let acronym = tracer.letters > 1 || word.chars().any(char::is_numeric);
        let bits = tracer.bits() & if acronym { 0b11 } else { 0b01 };
        let bits = if article(name, word) { 0 } else { bits };
        need |= if n < 16 { bits << (2 * n) } else { 0 };
    }
    (!key.is_empty()).then_some((key, Shape(need)))
}

/// Whether `word` is the article that begins `name`: two letters, the second in lower case, before a hyphen and a capital.
fn article(name: &str, word: &str) -> bool {
    let mut behind = name.strip_prefix(word).unwrap_or_default().chars();
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_some_and(char::is_lowercase)
        && letters.next().is_none()
        && behind.next() == Some('-')
        && behind.next().is_some_and(char::is_uppercase)
}

/// `name` without case, accents and marks, one space between words: what two spellings of a name share.
#[must_use]
pub fn folded(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match Letter::of(c) {
            Letter::Word => fold(c, |folded| key.push(folded)),
            Letter::Gap | Letter::Stop if key.ends_with(' ') || key.is_empty() => {}
            Letter::Gap | Letter::Stop => key.push(' '),
        }
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_marks_are_folded() {
        assert_eq!(folded("Côte d’Ivoire"), "cote d ivoire");
        assert_eq!(folded("  Œuvre-Łódź, U.S. "), "oeuvre lodz us");
    }

    #[test]
    fn a_lower_case_word_asks_for_nothing() {
        assert_eq!(of_name("union africaine").map(|(_, s)| s), Some(Shape(0)));
        assert_eq!(of_name("Union africaine").map(|(_, s)| s), Some(Shape(0b01)));
    }

    #[test]
    fn an_article_before_a_hyphen_asks_for_nothing() {
        assert_eq!(of_name("Al-Boral").map(|(_, s)| s), Some(Shape(0b0100)));
        assert_eq!(of_name("Al Boral").map(|(_, s)| s), Some(Shape(0b0101)));
        assert_eq!(of_name("Al-boral").map(|(_, s)| s), Some(Shape(0b01)));
        assert_eq!(of_name("Kern-Boral").map(|(_, s)| s), Some(Shape(0b0101)));
    }

    #[test]
    fn an_acronym_asks_for_capitals() {
        assert_eq!(of_name("HTS").map(|(_, s)| s), Some(Shape(0b11)));
        assert_eq!(of_name("M23").map(|(_, s)| s), Some(Shape(0b11)));
        assert_eq!(of_name("X").map(|(_, s)| s), Some(Shape(0b01)));
    }

    #[test]
    fn a_name_with_brackets_cannot_be_found() {
        assert_eq!(of_name("Hama (ville)"), None);
    }
}
