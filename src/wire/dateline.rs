//! The dateline that opens a story: place, date, agency, and the sign that ends it.
//!
//! `Goma (RD Congo), 27 jan 2025 (AFP) - `, `GOMA, DR Congo, Jan 27 (Reuters) - `, `(ANSA) - Rome, October 11 - `,
//! `3 juillet 2012. – `. A head is taken for a dateline only where an agency or a date stands in it, or a place all in
//! capitals; a sentence with a dash in it is none.

use crate::dispatch::Dateline;
use crate::lexicon::Lexicon;
use crate::lexicon::page::{Page, fold};

/// How many bytes into a paragraph a dateline may reach.
const REACH: usize = 140;

/// How many characters the name of a place may have.
const PLACE: usize = 70;

/// A calendar date as far as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub year: Option<i16>,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// `YYYY-MM-DD`, the year taken from `published` (RFC 3339) where the date has none: the one that brings it
    /// nearest. `None` where no year is known or the day does not exist.
    pub fn iso(self, published: Option<&str>) -> Option<String> {
        let of = |year: i16| {
            let month = i8::try_from(self.month).ok()?;
            jiff::civil::Date::new(year, month, i8::try_from(self.day).ok()?).ok()
        };
        if let Some(year) = self.year {
            return of(year).map(|d| d.to_string());
        }
        let published: jiff::civil::Date = published?.get(..10)?.parse().ok()?;
        (-1..=1)
            .filter_map(|n| of(published.year().checked_add(n)?))
            .min_by_key(|d| (*d - published).get_days().abs())
            .map(|d| d.to_string())
    }
}

/// What a paragraph opens with: the dateline and its length in bytes, with the white space after it.
pub(super) struct Opening {
    pub length: usize,
    pub place: Option<String>,
    pub date: Option<Date>,
    pub agency: Option<String>,
}

impl Opening {
    /// As the record has it.
    pub fn dateline(&self, published: Option<&str>) -> Dateline {
        Dateline {
            place: self.place.clone(),
            date: self.date.and_then(|d| d.iso(published)),
            agency: self.agency.clone(),
        }
    }
}

/// The dateline that `paragraph` opens with.
pub(super) fn opening(paragraph: &str, lexicon: &Lexicon) -> Option<Opening> {
    let reach = (0..=REACH.min(paragraph.len())).rfind(|at| paragraph.is_char_boundary(*at))?;
    let zone = paragraph.get(..reach)?;
    let mut best = None;
    for (head, length) in heads(zone, paragraph.len() == zone.len()) {
        // The agency may come first and be followed by a dash of its own: the longest head that reads well wins.
        if let Some(opening) = read(head, length, paragraph, lexicon) {
            best = Some(opening);
        }
    }
    best.or_else(|| agency_alone(zone, paragraph, lexicon))
}

/// Takes apart a dateline that a sender gives as one line: `Velmar, 27 jan 2025 (AFP) -`; the sign at its end may be
/// missing.
pub(super) fn take_apart(dateline: &mut Dateline, published: Option<&str>, lexicon: &Lexicon) {
    let Some(line) = dateline.place.take() else { return };
    let found = opening(&line, lexicon).or_else(|| opening(&format!("{line} -"), lexicon));
    match found.filter(|found| found.date.is_some() || found.agency.is_some()) {
        Some(found) => {
            let whole = found.dateline(published);
            dateline.date = dateline.date.take().or(whole.date);
            dateline.agency = dateline.agency.take().or(whole.agency);
            dateline.place = whole.place;
        }
        None => dateline.place = Some(line.trim_end_matches([' ', ',', '-', '–', '—']).to_owned()),
    }
}

/// Each stretch of `zone` before a sign that may end a dateline, with its length up to the word after the sign.
fn heads(zone: &str, whole: bool) -> impl Iterator<Item = (&str, usize)> {
    zone.char_indices().filter_map(move |(at, c)| {
        let before = zone.get(..at)?;
        let after = zone.get(at + c.len_utf8()..)?;
        let ends = match c {
            '-' | '_' => {
                // `--` counts once, a hyphen inside a word never.
                !before.ends_with(['-', '_'])
                    && (before.ends_with([' ', '\u{a0}', '.', ')', ','])
                        && after.trim_start_matches('-').starts_with([' ', '\u{a0}']))
                    || (after.is_empty() && whole)
                    || (before.ends_with('.') && after.starts_with(char::is_whitespace))
            }
            '–' | '—' => true,
            // `Velmar /ritzau/: `, `MOSCOW, January 27. /TASS/. `
            '.' | ':' => before.ends_with('/') && after.starts_with(' '),
            _ => false,
        };
        if !ends {
            return None;
        }
        let rest = after.trim_start_matches(['-', '_']).trim_start();
        (!rest.is_empty() || whole).then_some((before, zone.len() - rest.len()))
    })
}

fn read(head: &str, length: usize, paragraph: &str, lexicon: &Lexicon) -> Option<Opening> {
    let mut head = head.trim().trim_end_matches(['.', ' ', '\u{a0}', '-']).trim_end();
    let mut agency = None;
    // "Dakar (Sénégal) - ": where the place lies, and no agency.
    let country = |name: &str| lexicon.gazetteer.country_by_name(name).is_some();
    let trailing = trailing_agency(head);
    let located = trailing.is_some_and(|(before, name)| !before.is_empty() && country(name));
    if let Some((before, name)) = trailing.filter(|_| !located) {
        agency = Some(name.to_owned());
        head = before;
    } else if let Some((name, rest)) = leading_agency(head) {
        agency = Some(name.to_owned());
        head = rest;
    }
    let (before, date, bare_agency) = trailing_date(head, lexicon);
    let agency = agency.or_else(|| bare_agency.map(str::to_owned));
    let place = before.trim().trim_end_matches([',', ';', '.']).trim_end();
    // "ERBIL, Kurdistan Region - ": what says where the place lies need not be in capitals.
    let own = place.split([',', '(']).next().unwrap_or_default().trim_end();
    let shouted = own.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !own.chars().any(char::is_lowercase)
        && own.chars().any(char::is_uppercase);
    let plausible = place.is_empty() || is_place(place, lexicon);
    let told = (shouted || located) && place.chars().count() <= 40;
    if !plausible || (agency.is_none() && date.is_none() && !told) {
        return None;
    }
    // A place alone may be a key in capitals as well: of the take, of the page, or of a line all in capitals.
    if agency.is_none() && date.is_none() {
        let folded = fold(own);
        let key = |page: &Page| page.is_label(&folded) || page.is_furniture(&folded);
        let rest = paragraph.get(length..).unwrap_or_default();
        if lexicon.languages().any(|(_, words)| key(&words.page)) || !rest.contains(char::is_lowercase) {
            return None;
        }
    }
    // Nothing but a dash after a date is an opening only with a full date; `2015 - ` may be anything.
    if place.is_empty() && agency.is_none() && date.is_none_or(|d| d.year.is_none()) {
        return None;
    }
    let length = length.min(paragraph.len());
    Some(Opening { length, place: (!place.is_empty()).then(|| place.to_owned()), date, agency })
}

/// `Paris (ats afp) Les violences`: an agency in brackets after a place, and no dash.
fn agency_alone(zone: &str, paragraph: &str, lexicon: &Lexicon) -> Option<Opening> {
    let close = zone.find(')')?;
    let head = zone.get(..=close)?;
    let rest = paragraph.get(close + 1..)?;
    let (before, name) = trailing_agency(head)?;
    let agency = |w: &str| {
        w.chars().all(|c| c.is_lowercase() || "/-+".contains(c))
            || w.chars().all(|c| c.is_uppercase() || "/-+".contains(c))
    };
    let words = rest.trim_start();
    if !rest.starts_with(' ') || !words.starts_with(|c: char| c.is_uppercase() || "\"«“".contains(c)) {
        return None;
    }
    let (place, date, _) = trailing_date(before, lexicon);
    let place = place.trim().trim_end_matches(',').trim_end();
    // Without a dash a name and its acronym look the same: only `Place (afp)` in small letters, or with a date.
    let certain = date.is_some() || name.chars().all(|c| !c.is_uppercase());
    (certain && name.split(' ').all(agency) && !place.is_empty() && is_place(place, lexicon)).then(|| {
        Opening {
            length: paragraph.len() - words.len(),
            place: Some(place.to_owned()),
            date,
            agency: Some(name.to_owned()),
        }
    })
}

/// `... (AFP)` or `... /ritzau/`: what stands before it, and the name.
fn trailing_agency(head: &str) -> Option<(&str, &str)> {
    let (open, close) = if head.ends_with(')') { ('(', ')') } else { ('/', '/') };
    let inner = head.strip_suffix(close)?;
    let start = inner.rfind(open)?;
    let name = inner.get(start + 1..)?.trim();
    is_agency(name).then_some((inner.get(..start)?.trim_end().trim_end_matches(',').trim_end(), name))
}

/// `(ANSA) - Rome`: the name, and what stands after its dash.
fn leading_agency(head: &str) -> Option<(&str, &str)> {
    let inner = head.strip_prefix('(')?;
    let (name, rest) = inner.split_once(')')?;
    is_agency(name).then(|| (name.trim(), rest.trim_start_matches([' ', '\u{a0}', '-', '–', '—', '.'])))
}

fn is_agency(name: &str) -> bool {
    let length = name.chars().count();
    (2..=30).contains(&length)
        && name.split([' ', '/']).count() <= 4
        && name.chars().all(|c| c.is_alphabetic() || " /-.&+'’".contains(c) || c.is_ascii_digit())
        && name.starts_with(char::is_alphabetic)
        // A country in brackets is written with one capital; agencies have more, or none, or are one long name.
        && (name.chars().filter(|c| c.is_uppercase()).count() != 1 || !name.contains(' '))
}

/// The date at the end of `head`, what stands before it, and an agency that follows it without brackets (`Dec. 9 Kyodo`).
fn trailing_date<'a>(head: &'a str, lexicon: &Lexicon) -> (&'a str, Option<Date>, Option<&'a str>) {
    let words: Vec<(usize, &str)> = words(head).collect();
    let ends = |n: usize| words.get(n).map_or(head.len(), |(at, w)| at + w.len());
    for skip in 0..=1 {
        let Some(last) = words.len().checked_sub(1 + skip) else { break };
        let tail = if skip == 0 { "" } else { head.get(ends(last)..).unwrap_or_default().trim() };
        if skip == 1 && !tail.starts_with(char::is_uppercase) {
            break;
        }
        for count in (1..=3).rev() {
            let Some(first) = (last + 1).checked_sub(count) else { continue };
            let Some(part) = words.get(first..=last) else { continue };
            let parts: Vec<&str> = part.iter().map(|(_, w)| *w).collect();
            if let Some(date) = date(&parts, lexicon) {
                let start = part.first().map_or(0, |(at, _)| *at);
                let before = head.get(..start).unwrap_or_default();
                return (before, Some(date), (skip == 1).then_some(tail));
            }
        }
    }
    (head, None, None)
}

fn words(head: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    head.split_inclusive([' ', '\u{a0}', '\u{202f}'])
        .map(move |piece| {
            let start = at;
            at += piece.len();
            (start, piece.trim_end())
        })
        .filter(|(_, w)| !w.trim_matches([',', '.']).is_empty())
}

/// The date that the words are: `27 jan 2025`, `Jan 27, 2025`, `Jan. 27`, `1er mars`, `11. Okt`, `27/01/2025`,
/// `2025-01-27`.
pub(super) fn date(words: &[&str], lexicon: &Lexicon) -> Option<Date> {
    let bare: Vec<&str> = words.iter().map(|w| w.trim_matches([',', '.', '(', ')'])).collect();
    match bare.as_slice() {
        [a, b, c] => {
            let year = year(c)?;
            day_month(a, b, lexicon).map(|d| Date { year: Some(year), ..d })
        }
        [a, b] => day_month(a, b, lexicon),
        [one] => numeric(one),
        _ => None,
    }
}

fn year(word: &str) -> Option<i16> {
    let n: i16 = word.parse().ok()?;
    (word.len() == 4 && (1900..=2100).contains(&n)).then_some(n)
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let n: u8 = digits.parse().ok()?;
    (digits.len() <= 2 && word.len() <= 4 && (1..=31).contains(&n)).then_some(n)
}

fn day_month(a: &str, b: &str, lexicon: &Lexicon) -> Option<Date> {
    let month = |w: &str| month(w, lexicon);
    match (day(a), month(b)) {
        (Some(day), Some(month)) => Some(Date { year: None, month, day }),
        _ => Some(Date { year: None, month: month(a)?, day: day(b)? }),
    }
}

/// The month that a word names in any known language.
pub(super) fn month(word: &str, lexicon: &Lexicon) -> Option<u8> {
    let folded = fold(word);
    lexicon.languages().find_map(|(_, words)| words.page.month(&folded))
}

fn numeric(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, middle, last] = *parts.as_slice() else { return None };
    let (written, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let year = if written.len() == 2 { 2000 + written.parse::<i16>().ok()? } else { year(written)? };
    let (month, day) = (middle.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Date { year: Some(year), month, day })
}

/// Whether `place` reads like the name of one or several places: words with capitals, few small ones, no sentence.
fn is_place(place: &str, lexicon: &Lexicon) -> bool {
    // Many scripts know no capitals.
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase());
    if place.chars().count() > PLACE || !place.starts_with(opens) {
        return false;
    }
    if place.contains(['"', '«', '“', '?', '!', ':', ';']) || place.contains(". ") && place.len() > 30 {
        return false;
    }
    let inside = place.find('(').unwrap_or(place.len());
    let outside = place.get(..inside).unwrap_or_default();
    let words = outside.split([' ', '/', '-', '\u{a0}']).filter(|w| !w.is_empty());
    let mut count = 0;
    for word in words {
        count += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = bare.starts_with(char::is_lowercase);
        let folded = fold(bare);
        let elided = bare.split_once(['\'', '’']).is_some_and(|(_, r)| r.starts_with(char::is_uppercase));
        if small && !elided && !lexicon.languages().any(|(_, w)| w.page.is_place_word(&folded)) {
            return false;
        }
    }
    count <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(paragraph: &str) -> Option<(String, String, String, String)> {
        let found = opening(paragraph, Lexicon::built_in())?;
        let line = found.dateline(Some("2025-02-01T00:00:00Z"));
        let rest = paragraph.get(found.length..).unwrap_or_default().to_owned();
        Some((
            line.place.unwrap_or_default(),
            line.date.unwrap_or_default(),
            line.agency.unwrap_or_default(),
            rest,
        ))
    }

    fn assert_opens(paragraph: &str, place: &str, date: &str, agency: &str, rest: &str) {
        let expected = (place.to_owned(), date.to_owned(), agency.to_owned(), rest.to_owned());
        assert_eq!(open(paragraph), Some(expected), "{paragraph}");
    }

    #[test]
    fn french_and_english_wires() {
        assert_opens(
            "Velmar (Ostrie), 27 jan 2025 (AFP) - Des tirs",
            "Velmar (Ostrie)",
            "2025-01-27",
            "AFP",
            "Des tirs",
        );
        assert_opens("Velmar, 1er août 2024 (AFP) – Des tirs", "Velmar", "2024-08-01", "AFP", "Des tirs");
        assert_opens("Le Port (Ostrie), 3 juil 2025 (AFP) -", "Le Port (Ostrie)", "2025-07-03", "AFP", "");
        assert_opens(
            "VELMAR, Ostria, Jan 27 (Reuters) - Rebels",
            "VELMAR, Ostria",
            "2025-01-27",
            "Reuters",
            "Rebels",
        );
        assert_opens(
            "VELMAR/PORT-LA-TOUR, Dec 30 (Reuters) - R",
            "VELMAR/PORT-LA-TOUR",
            "2024-12-30",
            "Reuters",
            "R",
        );
        assert_opens(
            "Velmar, Ostria, Feb 18, 2025 (AFP) - Rebels",
            "Velmar, Ostria",
            "2025-02-18",
            "AFP",
            "Rebels",
        );
        assert_opens("VELMAR, Ostria (AP) _ For years", "VELMAR, Ostria", "", "AP", "For years");
        assert_opens(
            "VELMAR, Ostria, Dec. 9 Kyodo - Rebels",
            "VELMAR, Ostria",
            "2024-12-09",
            "Kyodo",
            "Rebels",
        );
    }

    #[test]
    fn scripts_without_capitals() {
        assert_opens("فيلمار (أ ف ب) - إطلاق نار", "فيلمار", "", "أ ف ب", "إطلاق نار");
        assert_opens("فيلمار, 27-01-2025 (أ ف ب) - إطلاق", "فيلمار", "2025-01-27", "أ ف ب", "إطلاق");
        assert_opens("维尔马, 2025-01-27 (新社) - 枪声", "维尔马", "2025-01-27", "新社", "枪声");
    }

    #[test]
    fn other_habits() {
        assert_opens("(ANSA) - Velmar, October 11 - The", "Velmar", "2024-10-11", "ANSA", "The");
        assert_opens("Velmar, Jan 2 (EFE).- Test", "Velmar", "2025-01-02", "EFE", "Test");
        assert_opens("Velmar (ats afp) Les violences", "Velmar", "", "ats afp", "Les violences");
        assert_opens("3 juillet 2012. – L'ONG", "", "2012-07-03", "", "L'ONG");
        assert_opens("18 décembre 2016 . –", "", "2016-12-18", "", "");
        assert_opens("VELMAR - Rebels", "VELMAR", "", "", "Rebels");
        assert_opens("VELMAR, Upper Region - Rebels", "VELMAR, Upper Region", "", "", "Rebels");
        assert_opens("VELMAR (Sénégal) - Des tirs", "VELMAR (Sénégal)", "", "", "Des tirs");
        assert_opens("Velmar (Sénégal) — Des tirs", "Velmar (Sénégal)", "", "", "Des tirs");
        assert_opens("VELMAR, January 27. /TASS/. Rebels", "VELMAR", "2025-01-27", "TASS", "Rebels");
        assert_opens("Velmar /ritzau/: En mand", "Velmar", "", "ritzau", "En mand");
        assert_opens(
            "VELMAR, Alta, Dec. 03, 2019 (NEWS WIRE) -- Ostria",
            "VELMAR, Alta",
            "2019-12-03",
            "NEWS WIRE",
            "Ostria",
        );
    }

    #[test]
    fn a_dateline_in_one_line_is_taken_apart() {
        for (line, place, date, agency) in [
            ("Velmar (Ostrie), 27 jan 2025 (AFP)", "Velmar (Ostrie)", Some("2025-01-27"), Some("AFP")),
            ("VELMAR, Ostria -", "VELMAR, Ostria", None, None),
            ("Velmar", "Velmar", None, None),
        ] {
            let mut dateline = Dateline { place: Some(line.to_owned()), ..Dateline::default() };
            take_apart(&mut dateline, None, Lexicon::built_in());
            let told = (dateline.place.as_deref(), dateline.date.as_deref(), dateline.agency.as_deref());
            assert_eq!(told, (Some(place), date, agency), "{line}");
        }
    }

    #[test]
    fn sentences_are_none() {
        for sentence in [
            "Le ministre de la Défense - en visite à Velmar - a parlé.",
            "Zorn a déclaré que la présence de l'armée – qui opère à la demande de l'Etat – est utile.",
            "Les Forces d'Ostrie (FO) ont pris Velmar.",
            "Hundreds of people (AFP) said - well.",
            "Saint-Velmar est tombée.",
            "URGENT - Velmar est tombée",
            "LIRE AUSSI - Qui sont les rebelles",
            "OSTRIE - VELMAR",
            "",
        ] {
            assert_eq!(open(sentence), None, "{sentence}");
        }
    }
}
