//! The one rule by which text from outside is made fit for a terminal cell, a log or an export.
//!
//! Controls become visible signs, bidirectional overrides a visible marker, invisible characters are dropped, joiners
//! stay only where a script needs them, and no grapheme grows without end. What comes out is in NFC; cleaning it again
//! changes nothing. Everything that was changed is counted, so that the reader can be told.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::dispatch::Notice;

/// What stands for a bidirectional control.
pub const BIDI_MARKER: char = '⇄';

/// How many marks, joiners or conjoining letters one grapheme may carry.
const EXTRAS: u8 = 8;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// How much was cleaned, by what it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Control characters made visible, escape sequences among them.
    pub controls: usize,
    /// Bidirectional controls made visible.
    pub bidi: usize,
    /// Invisible characters dropped.
    pub invisible: usize,
    /// Combining marks and joiners beyond what a grapheme may carry.
    pub stacked: usize,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            controls: self.controls + other.controls,
            bidi: self.bidi + other.bidi,
            invisible: self.invisible + other.invisible,
            stacked: self.stacked + other.stacked,
        }
    }

    /// The counts, for the notices of a dispatch.
    #[must_use]
    pub fn notices(self) -> Vec<Notice> {
        let counts = [
            Notice::Controls(self.controls),
            Notice::Directions(self.bidi),
            Notice::Invisible(self.invisible),
            Notice::Stacked(self.stacked),
        ];
        counts.into_iter().filter(|notice| notice.number() > 0).collect()
    }
}

/// Cleans a text of several lines: `\n` stays, `\r\n`, `\r` and the separators of Unicode become `\n`, tabs become
/// spaces up to the next stop.
#[must_use]
pub fn text<'a>(raw: &'a str, tally: &mut Tally) -> Cow<'a, str> {
    if raw.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(raw);
    }
    let mut clean = Filter::new(raw.len()).run(raw, tally);
    // A few characters decompose into more marks than they were, and composing sorts marks: where one then stands beside a
    // joiner that has no job there, the joiner goes, and marks meet that it kept apart. A grapheme has few joiners.
    for _ in 0..=EXTRAS {
        if is_nfc_quick(clean.chars()) == IsNormalized::Yes {
            break;
        }
        let composed: String = clean.nfc().collect();
        let again = Filter::new(composed.len()).run(&composed, &mut Tally::default());
        if again == clean {
            break;
        }
        clean = again;
    }
    Cow::Owned(clean)
}

/// Cleans a value of one line: as [`text`], then every run of white space is one space, none at either end.
#[must_use]
pub fn line<'a>(raw: &'a str, tally: &mut Tally) -> Cow<'a, str> {
    let clean = text(raw, tally);
    let tidy = |s: &str| {
        !s.starts_with(char::is_whitespace)
            && !s.ends_with(char::is_whitespace)
            && !s.contains("  ")
            && !s.contains('\n')
    };
    if tidy(&clean) {
        return clean;
    }
    let mut joined = String::with_capacity(clean.len());
    for word in clean.split([' ', '\n']).filter(|w| !w.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    Cow::Owned(joined.trim().to_owned())
}

/// A file name or message as it may be shown: [`line()`] without a count.
#[must_use]
pub fn shown(raw: &str) -> String {
    line(raw, &mut Tally::default()).into_owned()
}

/// One pass over the characters; what is kept of the past is bounded.
struct Filter {
    out: String,
    /// Column of the next character, for tab stops.
    column: usize,
    /// What the present grapheme already carries.
    extras: u8,
    /// The last character that is neither mark nor joiner.
    base: char,
    /// The character before, when it binds the next one to the grapheme.
    binds: bool,
}

impl Filter {
    fn new(capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), column: 0, extras: 0, base: '\n', binds: false }
    }

    fn run(mut self, raw: &str, tally: &mut Tally) -> String {
        let mut chars = raw.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                ' '..='~' => self.base(c),
                '\n' | '\u{2028}' | '\u{2029}' => self.newline(),
                '\r' => {
                    // `\r\r\n` is one line end too: some wires send it.
                    while chars.peek() == Some(&'\r') {
                        chars.next();
                    }
                    if chars.peek() != Some(&'\n') {
                        self.newline();
                    }
                }
                '\t' => {
                    for _ in 0..TAB - self.column % TAB {
                        self.base(' ');
                    }
                }
                '\0'..='\u{1f}' => {
                    tally.controls += 1;
                    self.base(char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                '\u{7f}' => {
                    tally.controls += 1;
                    self.base('␡');
                }
                '\u{80}'..='\u{9f}' => {
                    tally.controls += 1;
                    self.base(char::REPLACEMENT_CHARACTER);
                }
                c if c < '\u{300}' && c != '\u{ad}' => self.base(c),
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    tally.bidi += 1;
                    self.base(BIDI_MARKER);
                }
                '\u{200c}' | '\u{200d}' => {
                    if self.joins(c, chars.peek().copied()) {
                        self.extras += 1;
                        self.binds = c == '\u{200d}';
                        self.out.push(c);
                    } else {
                        tally.invisible += 1;
                    }
                }
                c if is_invisible(c) => tally.invisible += 1,
                c if is_noncharacter(c) => {
                    tally.controls += 1;
                    self.base(char::REPLACEMENT_CHARACTER);
                }
                c if unicode_normalization::char::is_combining_mark(c) => {
                    if self.extras < EXTRAS {
                        self.extras += 1;
                        self.binds = is_linker(c);
                        self.out.push(c);
                    } else {
                        tally.stacked += 1;
                    }
                }
                c if is_conjoining(c) => {
                    if self.extras < EXTRAS {
                        self.extras += 1;
                        self.base = c;
                        self.binds = true;
                        self.column += 1;
                        self.out.push(c);
                    } else {
                        tally.stacked += 1;
                        self.base(char::REPLACEMENT_CHARACTER);
                    }
                }
                c => self.base(c),
            }
        }
        self.out
    }

    fn base(&mut self, c: char) {
        // A space is bound by nothing, so that it does not matter how many of them there were.
        if !self.binds || c == ' ' {
            self.extras = 0;
        }
        self.binds = false;
        self.base = c;
        self.column += 1;
        self.out.push(c);
    }

    fn newline(&mut self) {
        self.base('\n');
        self.extras = 0;
        self.column = 0;
    }

    /// Whether the joiner `c` has a job between the base before it and `next`.
    fn joins(&self, c: char, next: Option<char>) -> bool {
        // What is dropped itself needs no joiner: an Arabic letter mark is of the Arabic block.
        let Some(next) = next.filter(|&c| !is_invisible(c)) else { return false };
        // There is room for what it joins, should that be a mark.
        self.extras + 1 < EXTRAS
            && !self.binds
            && ((is_indic(self.base) && is_indic(next))
                || (is_arabic(self.base) && is_arabic(next))
                || (c == '\u{200d}' && is_emoji(self.base) && is_emoji(next)))
    }
}

/// Characters without a glyph that can hide or change text: format characters, fillers, selectors, tags.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Letters and signs that, in a row, make one grapheme however long the row is.
fn is_conjoining(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{11ff}'
            | '\u{a960}'..='\u{a97c}'
            | '\u{d7b0}'..='\u{d7fb}'
            | '\u{600}'..='\u{605}'
            | '\u{6dd}'
            | '\u{70f}'
            | '\u{890}'
            | '\u{891}'
            | '\u{8e2}'
            | '\u{d4e}'
            | '\u{e33}'
            | '\u{eb3}'
            | '\u{110bd}'
            | '\u{110cd}'
            | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

/// Viramas, which bind the next consonant.
fn is_linker(c: char) -> bool {
    matches!(
        c,
        '\u{94d}' | '\u{9cd}' | '\u{acd}' | '\u{b4d}' | '\u{c4d}' | '\u{d4d}' | '\u{1039}' | '\u{17d2}'
    )
}

fn is_indic(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{606}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b1b}'..='\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cleaned(raw: &str) -> String {
        text(raw, &mut Tally::default()).into_owned()
    }

    #[test]
    fn an_escape_sequence_shows_as_text_and_is_counted() {
        let mut tally = Tally::default();
        assert_eq!(text("\u{1b}[31mRouge\u{9b}0m\u{7}", &mut tally), "␛[31mRouge\u{fffd}0m␇");
        assert_eq!(tally.controls, 3);
        assert_eq!(tally.notices(), [Notice::Controls(3)]);
    }

    #[test]
    fn a_bidirectional_override_shows() {
        assert_eq!(cleaned("a\u{202e}b\u{2066}"), "a⇄b⇄");
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        assert_eq!(cleaned("a\r\nb\rc\r\r\nd\u{2028}e"), "a\nb\nc\nd\ne");
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        assert_eq!(cleaned("ab\tc\n\td"), "ab      c\n        d");
    }

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        assert_eq!(cleaned("👩\u{200d}🚒"), "👩\u{200d}🚒");
        assert_eq!(cleaned("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(cleaned("pay\u{200d}pal"), "paypal");
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        let flood = format!("a{}b", "\u{301}".repeat(1000));
        assert!(cleaned(&flood).chars().count() <= 2 + usize::from(EXTRAS));
    }

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(cleaned("e\u{301}tat"), "état");
    }

    #[test]
    fn marks_that_a_joiner_kept_apart_come_to_rest() {
        for raw in [
            "م\u{6dc}\u{200c}\u{615}\u{6dc}\u{200c}\u{615}\u{615}\u{9cd}",
            "ی\u{200c}\u{61c}",
            "م\u{615}\u{615}\u{615}\u{615}\u{615}\u{615}\u{615}\u{200c}\u{615}x",
        ] {
            assert_eq!(cleaned(&cleaned(raw)), cleaned(raw));
        }
    }

    #[test]
    fn how_many_spaces_there_were_does_not_matter() {
        let once = shown("\u{94d}\t\u{301}\u{d4e}\u{301}\u{301}\u{301}\u{301}\u{344}");
        assert_eq!(shown(&once), once);
    }

    #[test]
    fn a_line_has_no_line_end_and_no_double_space() {
        assert_eq!(line("  a \n\t b  ", &mut Tally::default()), "a b");
    }

    /// Any text, hostile characters far more often than chance would have them.
    fn any_text() -> impl Strategy<Value = String> {
        let nasty = prop::sample::select(vec![
            '\u{1b}',
            '\u{9b}',
            '\u{202e}',
            '\u{2069}',
            '\u{200d}',
            '\u{200c}',
            '\u{200b}',
            '\u{301}',
            '\u{344}',
            '\u{94d}',
            '\u{915}',
            '\u{1100}',
            '\u{1161}',
            '\u{1f468}',
            '\u{1f3fb}',
            '\u{e0041}',
            '\u{fe0f}',
            '\r',
            '\n',
            '\t',
            '\u{627}',
            '\u{64b}',
            '\u{615}',
            '\u{6dc}',
            '\u{9cd}',
            '\u{61c}',
            '\u{feff}',
            '\u{ad}',
            '\u{85}',
            '\u{d4e}',
            '\u{600}',
            ' ',
        ]);
        prop::collection::vec(prop_oneof![nasty, any::<char>()], 0..120).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in any_text()) {
            let once = cleaned(&raw);
            prop_assert_eq!(&cleaned(&once), &once);
            let once = shown(&raw);
            prop_assert_eq!(&shown(&once), &once);
        }

        #[test]
        fn nothing_that_a_terminal_obeys_is_left(raw in any_text()) {
            for c in cleaned(&raw).chars() {
                prop_assert!(c == '\n' || !c.is_control(), "{:?}", c);
                let hidden = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e0fff}');
                prop_assert!(!hidden, "{:?}", c);
            }
        }

        #[test]
        fn no_grapheme_grows_without_end(raw in any_text()) {
            use unicode_segmentation::UnicodeSegmentation;
            for grapheme in cleaned(&raw).graphemes(true) {
                prop_assert!(grapheme.chars().count() <= 4 * usize::from(EXTRAS), "{:?}", grapheme);
            }
        }
    }
}
