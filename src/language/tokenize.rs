//! Text to written words, after the conventions of Universal Dependencies: a scan over the characters, then clitics are
//! cut off. Contractions are left whole here; the engine takes them apart with the help of the model.

use std::borrow::Cow;

use super::rules::Rules;
use crate::dispatch::Span;

/// Splits `text` into written words and signs, as spans from the byte `offset` on, in order. Every character that is no
/// white space is in exactly one of them.
pub fn tokenize(text: &str, offset: usize, rules: &Rules, tokens: &mut Vec<Span>) {
    let first = tokens.len();
    let mut scan = Scan { text, at: 0, rules };
    // White space ends a chunk; only one with the signs of an address is looked at more closely.
    let (mut chunk_end, mut addresses) = (0, false);
    while let Some(c) = scan.peek() {
        let start = scan.at;
        if c.is_whitespace() {
            scan.skip(c);
            continue;
        }
        if start >= chunk_end {
            let chunk = scan.rest().split(char::is_whitespace).next().unwrap_or_default();
            chunk_end = start + chunk.len();
            addresses = chunk.contains('@') || chunk.contains("://") || chunk.contains("www.");
        }
        if addresses && scan.address(chunk_end) || scan.word() {
            cut(text, Span::new(start, scan.at), rules, tokens);
        } else {
            scan.sign(c);
            tokens.push(Span::new(start, scan.at));
        }
    }
    for token in &mut tokens[first..] {
        *token = Span::new(token.start + offset, token.end + offset);
    }
}

/// A word in lower case with the straight apostrophe, as the rules have it.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(
            word.chars()
                .flat_map(char::to_lowercase)
                .map(|c| if is_apostrophe(c) { '\'' } else { c })
                .collect(),
        )
    }
}

/// Straight or typographic.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// No listed word and no name of a mailbox is longer, in bytes; what is longer is not looked up, so that a text without
/// spaces costs no more than another.
const LONGEST: usize = 64;

struct Scan<'a> {
    text: &'a str,
    at: usize,
    rules: &'a Rules,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    /// Takes a web or mail address in the chunk that ends at `end`, without the punctuation after it.
    fn address(&mut self, end: usize) -> bool {
        let chunk = self.text.get(self.at..end).unwrap_or_default();
        let web = chunk.starts_with("http://") || chunk.starts_with("https://") || chunk.starts_with("www.");
        let mail = || {
            let goes_on = |c: char| c.is_alphanumeric() || ".-_+".contains(c);
            let (user, _) = chunk.char_indices().take(LONGEST).find(|&(_, c)| !goes_on(c))?;
            let rest = chunk.get(user..)?.strip_prefix('@').filter(|_| user > 0)?;
            let host = rest.find(|c: char| !c.is_alphanumeric() && !".-".contains(c)).unwrap_or(rest.len());
            let (host, after) = rest.split_at_checked(host)?;
            let dotted = host.trim_end_matches(['.', '-']).contains('.');
            (dotted && !after.contains(char::is_alphanumeric)).then_some(())
        };
        if !web && mail().is_none() {
            return false;
        }
        self.at += chunk
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '»', '”', '"', '\'', '’', '>'])
            .len();
        true
    }

    /// Takes letters and digits with the signs that bind them.
    fn word(&mut self) -> bool {
        let start = self.at;
        let mut last = '\0';
        while let Some(c) = self.peek() {
            if !c.is_alphanumeric() && !is_mark(c, last) && !self.binds(last, c) {
                break;
            }
            last = c;
            self.skip(c);
        }
        if self.at == start {
            return false;
        }
        self.elided_apart(start);
        if last.is_ascii_digit() && self.rules.spaced_thousands {
            self.thousands(start);
        }
        self.abbreviation_stop(start);
        true
    }

    /// Takes the apostrophe of an elided word that a space or a mark keeps from what it stands in front of: "l' armée", "d'« ordre »".
    fn elided_apart(&mut self, start: usize) {
        let Some(sign) = self.peek().filter(|&c| is_apostrophe(c)) else { return };
        let end = self.at + sign.len_utf8();
        let word = self.text.get(start..end).filter(|w| w.len() <= LONGEST);
        if word.is_some_and(|w| self.rules.elisions.contains(folded(w).as_ref())) {
            self.at = end;
        }
    }

    /// Whether `sign` belongs to the word that it stands in, after `last`.
    fn binds(&self, last: char, sign: char) -> bool {
        let mut after = self.rest().chars().skip(1);
        let next = after.next().unwrap_or(' ');
        let (digit, letter) = (char::is_numeric, char::is_alphabetic);
        match sign {
            '\'' | '’' | '\u{2011}' | '-' => {
                last.is_alphanumeric() && next.is_alphanumeric() || sign == '-' && last == '.' && letter(next)
            }
            '.' => {
                digit(last) && digit(next)
                    || letter(last) && letter(next) && self.single_letters()
                    || letter(last)
                        && next == '-'
                        && after.next().is_some_and(letter)
                        && self.single_letters()
            }
            ',' | ':' | '/' => digit(last) && digit(next),
            '&' => last.is_uppercase() && next.is_uppercase(),
            '_' => last != '\0' || next.is_alphanumeric(),
            _ => false,
        }
    }

    /// Whether the word so far ends with a letter of its own: the beginning, or after a stop or hyphen.
    fn single_letters(&self) -> bool {
        let mut before = self.text.get(..self.at).unwrap_or_default().chars().rev().skip(1);
        before.next().is_none_or(|c| !c.is_alphanumeric())
    }

    /// Takes the further groups of a number such as `10 000`.
    fn thousands(&mut self, start: usize) {
        let so_far = self.text.get(start..self.at).unwrap_or_default();
        if so_far.len() > 3 || !so_far.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        loop {
            let mut chars = self.rest().chars();
            let space = chars.next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'));
            let group = chars.as_str().bytes().take_while(u8::is_ascii_digit).count();
            match space {
                Some(space) if group == 3 => self.at += space.len_utf8() + group,
                _ => break,
            }
        }
        // A decimal part goes with it.
        let rest = self.rest().as_bytes();
        if let [b',', digit, ..] = rest
            && digit.is_ascii_digit()
            && self.at > start + so_far.len()
        {
            self.at += 1 + rest[1..].iter().take_while(|b| b.is_ascii_digit()).count();
        }
    }

    /// Takes the stop of an abbreviation, an initial or an acronym with stops.
    fn abbreviation_stop(&mut self, start: usize) {
        if !self.rest().starts_with('.') || self.rest().starts_with("..") {
            return;
        }
        let word = self.text.get(start..self.at).unwrap_or_default();
        let mut letters = word.chars();
        let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        let acronym = word.contains('.') && word.chars().any(char::is_alphabetic);
        let known = || {
            let with_stop = self.text.get(start..=self.at).unwrap_or_default();
            let folded = folded(with_stop);
            let after = |&(at, c): &(usize, char)| (is_apostrophe(c)).then_some(at + c.len_utf8());
            let tail = folded.char_indices().rev().find_map(|p| after(&p)).and_then(|at| folded.get(at..));
            self.rules.abbreviations.contains_key(folded.as_ref())
                || tail.is_some_and(|tail| self.rules.abbreviations.contains_key(tail))
        };
        if initial && !self.named_letter(start) || acronym || known() {
            self.at += 1;
        }
    }

    /// "on X.": whether the letter from `start` on is a name of its own behind a word in lower case, at the end of a sentence.
    fn named_letter(&self, start: usize) -> bool {
        let with_stop = self.text.get(start..=self.at).unwrap_or_default();
        let before = self.text.get(..start).unwrap_or_default().trim_end_matches(' ');
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let after = self.rest().get(1..).unwrap_or_default().trim_start();
        self.rules.letters.contains(folded(with_stop).as_ref())
            && !word.is_empty()
            && word.chars().all(char::is_lowercase)
            && !after.starts_with(char::is_lowercase)
    }

    /// Takes one sign, or a run of stops, dashes or marks of exclamation.
    fn sign(&mut self, c: char) {
        self.skip(c);
        let goes_on = |next: char| match c {
            '.' | '-' | '*' | '=' | '_' | '~' | '…' => next == c,
            '!' | '?' => matches!(next, '!' | '?'),
            _ => is_mark(next, c),
        };
        while let Some(next) = self.peek().filter(|&next| goes_on(next)) {
            self.skip(next);
        }
    }
}

/// Whether `c` changes the character before it: combining accents, joiners, variation selectors.
fn is_mark(c: char, before: char) -> bool {
    before != '\0'
        && matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Cuts the clitics off a written word.
fn cut(text: &str, word: Span, rules: &Rules, tokens: &mut Vec<Span>) {
    let written = word.of(text);
    let whole = |word: &str| word.len() <= LONGEST && rules.whole.contains(folded(word).as_ref());
    let plain = !written.contains(['\'', '’', '-']) && !has_open_enclitic(written, rules);
    if plain || whole(written) {
        tokens.push(word);
        return;
    }
    let mut rest = word;
    while let Some(len) = elision(rest.of(text), rules) {
        tokens.push(Span::new(rest.start, rest.start + len));
        rest.start += len;
        if whole(rest.of(text)) {
            tokens.push(rest);
            return;
        }
    }
    let clitic = enclitic(rest.of(text), rules).map(|len| Span::new(rest.end - len, rest.end));
    rest.end = clitic.map_or(rest.end, |c| c.start);
    if rules.splits_hyphens {
        cut_hyphens(text, rest, rules, tokens);
    } else {
        tokens.push(rest);
    }
    tokens.extend(clitic);
}

/// Whether an enclitic without a sign at its front may end the word.
fn has_open_enclitic(word: &str, rules: &Rules) -> bool {
    rules
        .enclitics
        .iter()
        .any(|e| e.starts_with(char::is_alphabetic) && e.len() < word.len() && word.ends_with(e.as_str()))
}

/// The length in bytes of the elided word in front.
fn elision(word: &str, rules: &Rules) -> Option<usize> {
    let (at, mark) = word.char_indices().find(|&(_, c)| is_apostrophe(c))?;
    let len = at + mark.len_utf8();
    let front = word.get(..len).filter(|_| len < word.len())?;
    let folded = folded(front);
    let capital = |s: &str| s.starts_with(char::is_uppercase);
    let small = || word.get(len..).is_some_and(|rest| rest.chars().nth(1).is_some_and(char::is_lowercase));
    let named = rules.elisions_before_verbs.contains(folded.as_ref())
        && capital(front)
        && word.get(len..).is_some_and(capital)
        && small();
    (!named && rules.elisions.contains(folded.as_ref())).then_some(len)
}

/// The length in bytes of the clitic behind, which leaves some letters in front.
fn enclitic(word: &str, rules: &Rules) -> Option<usize> {
    let folded = folded(word);
    let clitic = rules.enclitics.iter().find(|e| folded.len() > e.len() && folded.ends_with(e.as_str()))?;
    // Count characters, since folding may change the number of bytes.
    let count = clitic.chars().count();
    let (at, _) = word.char_indices().rev().nth(count - 1)?;
    (at > 0).then_some(word.len() - at)
}

/// Makes each hyphen between words a word of its own, except after a prefix and in numbers.
fn cut_hyphens(text: &str, word: Span, rules: &Rules, tokens: &mut Vec<Span>) {
    let written = word.of(text);
    let keep = written.chars().all(|c| !c.is_alphabetic());
    let mut from = word.start;
    let mut part = word.start;
    for (at, _) in written.match_indices('-').filter(|_| !keep) {
        let at = word.start + at;
        let front = Span::new(part, at).of(text);
        part = at + 1;
        if at == from || at + 1 == word.end || rules.hyphen_prefixes.contains(folded(front).as_ref()) {
            continue;
        }
        tokens.extend([Span::new(from, at), Span::new(at, at + 1)]);
        from = at + 1;
    }
    tokens.push(Span::new(from, word.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str, text: &str) -> Vec<String> {
        let rules = match tag {
            "fr" => include_str!("../../assets/lexicon/fr/tokens.toml"),
            _ => include_str!("../../assets/lexicon/en/tokens.toml"),
        };
        let mut tokens = Vec::new();
        tokenize(text, 0, &Rules::read(rules).unwrap(), &mut tokens);
        tokens.into_iter().map(|t| t.of(text).to_owned()).collect()
    }

    /// The words of `text`, which are those between the bars of `expected`.
    #[track_caller]
    fn check(tag: &str, expected: &str) {
        let text = expected.replace('|', "");
        let expected: Vec<&str> = expected.split([' ', '|']).filter(|w| !w.is_empty()).collect();
        assert_eq!(words(tag, &text), expected);
    }

    #[test]
    fn french_elisions_are_words() {
        check("fr", "l'|armée d’|Ostrovie n'|a pas dit qu'|il s'|arrêterait jusqu'|à l'|aube|.");
        check("fr", "aujourd'hui c'est-à-dire quelqu'un");
        check("fr", "qu'|aujourd'hui");
        check("fr", "N'Djamena Awa M'Bala N'|EST pas D'|Awa");
        // Of links that a page sets apart spaces are left.
        check("fr", "l' armée d’ Ostrovie|, l'|« aube|»");
    }

    #[test]
    fn french_inversions_are_words() {
        check("fr", "a|-t-il dit|, affirme|-t-elle|, est|-ce|, dites|-nous");
        check("fr", "un rendez-vous|, le porte-parole|, celui-ci|, Jean-Marc|, lui-même");
    }

    #[test]
    fn english_clitics_are_words() {
        check("en", "did|n't|, it|'s|, they|'ve|, Brezel|’s|, the rebels|' leader");
        check("en", "six o'clock");
    }

    #[test]
    fn english_hyphens_are_words_except_after_prefixes() {
        check("en", "Iran|-|backed fighters|, a 45|-|year|-|old man|, ex-members|, al-Qaeda");
    }

    #[test]
    fn a_letter_that_is_a_name_has_no_stop_of_its_own() {
        assert_eq!(
            words("en", "He wrote on X. She left."),
            ["He", "wrote", "on", "X", ".", "She", "left", "."]
        );
        assert_eq!(words("fr", "sur X."), ["sur", "X", "."]);
        assert_eq!(
            words("en", "Malcolm X. Brek met J. Kern"),
            ["Malcolm", "X.", "Brek", "met", "J.", "Kern"]
        );
    }

    #[test]
    fn numbers_stay_whole() {
        check("fr", "3,5 %|, 1.200|, 12/03/2024|, 14h30|, le 1er|, 50|°");
        assert_eq!(
            words("fr", "plus de 10 000 et 1 250 000,5 euros"),
            ["plus", "de", "10 000", "et", "1 250 000,5", "euros"]
        );
        assert_eq!(words("fr", "en 2024 300 morts"), ["en", "2024", "300", "morts"]);
        check("en", "$|1,200.50 at 5:30|, 60|%");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("fr", "M. Tolvan et Mme. Doriac|, J. F. Brezel|, le G.O.|, l'|O.N.U.|, etc. J.-C. Roux");
        check("en", "Lt. Gen. Brezel of the U.S. Army|, Inc. and p.m.");
        check("fr", "C'|est fini|.");
    }

    #[test]
    fn signs_stand_alone_but_for_runs() {
        check("fr", "«| Non |!?! |»| ...| --| (|oui|)|…");
        check("fr", "\"|dangereuse|\"|, “|oui|”");
    }

    #[test]
    fn a_text_without_spaces_costs_no_more() {
        let long = ["l'".repeat(400_000), "www.".repeat(200_000), "a@(".repeat(300_000), "[".repeat(800_000)];
        for text in long {
            // Quadratic time would be minutes.
            assert!(!words("fr", &text).is_empty());
        }
    }

    #[test]
    fn addresses_are_words() {
        check("en", "see https://example.org/a?b=c|, www.example.org|. or desk@example.org|!");
    }

    #[test]
    fn accents_and_joined_signs_are_not_torn() {
        check("fr", "e\u{301}tat 👍🏽| fin");
    }
}
