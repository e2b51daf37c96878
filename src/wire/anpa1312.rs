//! ANPA 1312, the American wire format: a service line, a line of priority, category, keyword and version, header
//! lines that start with a caret, text whose paragraphs start with a tab.

use super::story::{Block, Story};
use super::text;
use crate::dispatch::{Format, ParagraphKind as Kind};

const SYN: char = '\u{16}';
const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
/// The name under which it is kept that the text is a table.
const LAYOUT: &str = "layout";

/// Whether the text starts with a service line.
pub(super) fn sniff(text: &str) -> bool {
    service(text).is_some()
}

/// The service letter with its number, and what follows.
fn service(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|c: char| c == SYN || c.is_whitespace()).strip_prefix(SOH)?;
    let (line, rest) = rest.split_once('\n')?;
    let letter = line.chars().next()?;
    let digits = line.get(letter.len_utf8()..letter.len_utf8() + 4)?;
    (letter.is_ascii_alphabetic() && digits.chars().all(|c| c.is_ascii_digit())).then_some((line, rest))
}

/// Whether the bytes start with a service line: tables are full of controls and yet text.
pub(super) fn starts(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    sniff(&start)
}

/// Reads the stories of a file, one after each service line.
pub(super) fn read(text: &str) -> Vec<Story> {
    let mut starts: Vec<usize> = text.match_indices(SOH).map(|(at, _)| at).collect();
    starts.push(text.len());
    starts.windows(2).filter_map(|pair| story(text.get(*pair.first()?..*pair.get(1)?)?)).collect()
}

fn story(text: &str) -> Option<Story> {
    let mut story = Story::new(Format::Anpa1312);
    let (line, rest) = service(text)?;
    story.keep("service", line.replace('\u{1f}', " "));
    let (second, rest) = rest.split_once('\n')?;
    attributes(second, &mut story);
    let (body, tail) = rest.split_once(ETX).unwrap_or((rest, ""));
    let body = body.trim_start_matches([STX, ' ']);
    let (head, body) = split_head(body);
    let table = story.meta.other.iter().any(|(name, _)| name == LAYOUT);
    let list = headers(&head, table, &mut story);
    story.blocks = if table {
        rows(&body).map(Block::new).collect()
    } else {
        text::paragraphs(&typography(&body)).into_iter().map(Block::new).collect()
    };
    // Lists of headlines and heads of tables are header lines all through: they are the text.
    if story.blocks.is_empty() || table {
        story.blocks.splice(0..0, list.into_iter().map(Block::new));
    } else {
        for line in list {
            story.keep("summary", line);
        }
    }
    for block in &mut story.blocks {
        let sign = block.text.trim();
        if sign.chars().all(|c| c == '_') || sign.starts_with("==") {
            block.kind = Some(Kind::Furniture);
        }
    }
    let stamp = tail.trim_matches(|c: char| c.is_control() || c.is_whitespace() || c == '<');
    let stamp = stamp.lines().next().unwrap_or_default().trim_end_matches(['<', ' ', '\u{4}']);
    story.meta.published = transmitted(stamp);
    story.keep("transmitted", stamp);
    if story.meta.headline.is_none() {
        // An alert is its own headline.
        story.meta.headline = story.blocks.first().map(|b| b.text.clone());
    }
    Some(story)
}

/// `r z<13><11> BC-KEYWORD version   02-20 0500`
fn attributes(line: &str, story: &mut Story) {
    let words: Vec<String> = line
        .split(' ')
        .map(|w| w.chars().filter(|c| !c.is_control()).collect::<String>())
        .filter(|w| !w.is_empty())
        .collect();
    let mut words = words.iter().map(String::as_str);
    story.meta.urgency = words.next().and_then(|priority| match priority.chars().next()? {
        'f' => Some(1),
        'u' => Some(2),
        'b' => Some(3),
        _ => Some(6),
    });
    let table = line.contains('\u{12}');
    let rest: Vec<&str> = words.collect();
    let (category, rest) = match rest.split_first() {
        Some((first, rest)) if first.chars().count() == 1 => (Some(*first), rest),
        _ => (None, rest.as_slice()),
    };
    story.keep("category", category.unwrap_or_default());
    story.keep(LAYOUT, if table { "table" } else { "" });
    story.meta.slugline = rest.first().map(|w| (*w).to_owned());
    // The date and the count of words close the line; what is left is the version.
    let is_date =
        |w: &&str| w.len() == 5 && w.contains('-') && w.chars().all(|c| c.is_ascii_digit() || c == '-');
    let date = rest.iter().skip(1).position(is_date).map_or(rest.len(), |at| at + 1);
    let version = rest.get(1..date).unwrap_or_default().join(" ");
    story.meta.version = (!version.is_empty()).then_some(version);
    story.meta.words = rest.get(date + 1).and_then(|w| w.parse().ok());
}

/// The header lines, which start with a caret, and the text. Without carets the first line is the keyword and the
/// second the headline, if it ends in a plus.
fn split_head(body: &str) -> (Vec<String>, String) {
    let mut head: Vec<String> = Vec::new();
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.peek() {
        let bare = line.trim_matches(|c: char| c.is_control() || c == ' ');
        let closed = |l: &String| l.ends_with(['<', '=', '+']);
        let indented = line.starts_with(['\t', ' ']) || bare.is_empty();
        if let Some(words) = bare.strip_prefix('^') {
            head.push(words.to_owned());
        } else if !indented
            && head.len() < 12
            && head.last().is_none_or(|l| !closed(l) || bare.ends_with(['<', '=', '+']))
            && (head.is_empty() || bare.ends_with(['<', '=', '+']))
        {
            head.push(bare.to_owned());
        } else if head.last().is_some_and(|l| !closed(l)) && !indented && head.len() > 1 {
            // A header line that was wrapped goes on.
            if let Some(last) = head.last_mut() {
                last.push(' ');
                last.push_str(bare);
            }
        } else {
            break;
        }
        lines.next();
    }
    (head, lines.collect::<Vec<_>>().join("\n"))
}

/// What the header lines say; those that are nothing in particular come back. In a table the first line after the
/// keyword names it, and ends in `=` as the names of people and houses do elsewhere.
fn headers(head: &[String], table: bool, story: &mut Story) -> Vec<String> {
    let mut after_byline = false;
    let mut rest = Vec::new();
    for (at, line) in head.iter().enumerate() {
        let words = line.trim_end_matches(['<', '=', '+', ' ', '\u{10}']).trim();
        let credit = line.trim_end().ends_with('=') && !table;
        let lower = words.to_ascii_lowercase();
        if !words.contains(char::is_alphanumeric) {
        } else if at == 0 {
            story.keep("slug", words);
        } else if lower.starts_with("by ") && line.trim_end().ends_with('=') {
            story.meta.byline.push(words.chars().skip(3).collect());
            after_byline = true;
        } else if credit || (after_byline && !table) {
            story.meta.credit.push(words.to_owned());
        } else if lower.starts_with("eds:")
            || lower.starts_with("(eds:")
            || lower.contains("photo ") && at > 1
        {
            let note = story.meta.note.get_or_insert_default();
            note.push_str(if note.is_empty() { "" } else { "\n" });
            note.push_str(words);
        } else if story.meta.headline.is_none() {
            story.meta.headline = Some(typography(words));
        } else {
            rest.push(typography(words));
        }
    }
    rest
}

/// The rows of a table: its cells stand between separators of information, some of them filled with spaces that are
/// controls as well; a line that starts with a caret is a heading inside.
fn rows(body: &str) -> impl Iterator<Item = String> {
    let row = |line: &str| {
        let line = line.trim().trim_start_matches('^').trim_end_matches(['<', '=', ' ', '\u{10}']);
        let cell = |c: char| matches!(c, '\u{1c}'..='\u{1f}' | ';');
        let bare = |cell: &str| {
            let words = cell.replace('\u{10}', " ").replace('{', "½");
            words.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
        };
        let cells: Vec<String> = line.split(cell).map(bare).filter(|cell| !cell.is_empty()).collect();
        typography(&cells.join(" | "))
    };
    body.lines().map(row).filter(|row| row.contains(char::is_alphanumeric)).collect::<Vec<_>>().into_iter()
}

/// Doubled backquotes and apostrophes are quotation marks.
fn typography(text: &str) -> String {
    text.replace("``", "“").replace("''", "”").replace('`', "‘")
}

/// `AP-WF-11-13-13 1509GMT`: month, day, year and time; `KWS-21:37-09-12-18`: time, day, month, year.
fn transmitted(stamp: &str) -> Option<String> {
    let parts: Vec<&str> =
        stamp.split(['-', ' ']).filter(|p| p.starts_with(|c: char| c.is_ascii_digit())).collect();
    let [a, b, c, d] = *parts.as_slice() else { return None };
    let (date, time, zone) = if a.contains(':') {
        (format!("20{d}{c}{b}"), a.replace(':', ""), "")
    } else {
        (
            format!("20{c}{a}{b}"),
            d.trim_end_matches("GMT").to_owned(),
            if d.ends_with("GMT") { "Z" } else { "" },
        )
    };
    super::time::rfc3339(&format!("{date}T{time}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\u{16}\u{16}\u{1}a0042\u{1f}-----\nu i\u{13}\u{11} BC-OST--Velmar 2ndLd-Writethru   01-27 0120\n\u{2}^BC-OST--Velmar, 2nd Ld,120<\n\
        ^Rebels enter port city of Velmar< \n^AP Photo XX101<\n^Eds: Updates with toll.<\n^By IVO KALDEN=\n^Example Press=\n\t   VELMAR, Ostria (EP) _ ``They came at dawn,'' \
        a resident said.\n \n\t   Nobody knew why.\n\n\t   \u{3}AP-WF-01-27-25 1015GMT<\n\n\u{4}";

    #[test]
    fn all_of_it_is_found() {
        assert!(sniff(SAMPLE));
        let story = read(SAMPLE).remove(0);
        assert_eq!(story.meta.headline.as_deref(), Some("Rebels enter port city of Velmar"));
        assert_eq!((story.meta.urgency, story.meta.words), (Some(2), Some(120)));
        assert_eq!(story.meta.slugline.as_deref(), Some("BC-OST--Velmar"));
        assert_eq!(story.meta.version.as_deref(), Some("2ndLd-Writethru"));
        assert_eq!(story.meta.byline, ["IVO KALDEN"]);
        assert_eq!(story.meta.credit, ["Example Press"]);
        assert_eq!(story.meta.note.as_deref(), Some("AP Photo XX101\nEds: Updates with toll."));
        assert_eq!(story.meta.published.as_deref(), Some("2025-01-27T10:15:00Z"));
        let told: Vec<&str> = story.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(told, ["VELMAR, Ostria (EP) _ “They came at dawn,” a resident said.", "Nobody knew why."]);
    }

    #[test]
    fn without_carets() {
        let raw = "\u{1}a0105X\u{1f}_k-\nu s\u{14}\u{12} BC-Velmar   09-12 0344\n\u{2}BC-Velmar\nRebels enter Velmar+\n     VELMAR, Dec. 9 - Rebels \nentered Velmar.\n\u{3}KWS-21:37-09-12-18\u{4}";
        let story = read(raw).remove(0);
        assert_eq!(story.meta.headline.as_deref(), Some("Rebels enter Velmar"));
        assert_eq!(story.meta.published.as_deref(), Some("2018-12-09T21:37:00"));
    }

    #[test]
    fn a_table_has_rows_and_cells() {
        let raw = "\u{16}\u{16}\u{1}s0284\u{1f}-----\nr s\u{14}\u{12} BC-Ligue     08-18 \n\u{2}^BC-Ligue--Tableau<\n^Tableau de la ligue=\n\
            ^By Example Press=\n^GROUPE NORD=\n\u{8}\u{1f}\u{1e} W\u{1e}\u{1e} L\n\u{8}Velmar\u{10}Ville\u{1f}\u{1e}\u{1e} 12\u{1e}\u{1e} 3\n\u{3}AP-WF-08-18-17 2350GMT<";
        assert!(starts(raw.as_bytes()));
        let story = read(raw).remove(0);
        assert_eq!(story.meta.headline.as_deref(), Some("Tableau de la ligue"));
        assert_eq!(story.meta.byline, ["Example Press"]);
        let told: Vec<&str> = story.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(told, ["GROUPE NORD", "W | L", "Velmar Ville | 12 | 3"]);
    }

    #[test]
    fn a_list_of_headlines_is_text() {
        let raw = "\u{1}V4644\u{1f}-----\nr e\u{13}\u{11} Top     02-09 0121\n\u{2}^Top-Headlines,0176<\n^Top news at 11:23 p.m.<\n^Rebels enter Velmar<\n^Truce ends<\n\n\u{3}AP-WF-02-10-16 0423GMT<";
        let story = read(raw).remove(0);
        assert_eq!(story.meta.headline.as_deref(), Some("Top news at 11:23 p.m."));
        let told: Vec<&str> = story.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(told, ["Rebels enter Velmar", "Truce ends"]);
    }

    #[test]
    fn an_alert_is_its_own_headline() {
        let raw = "\u{1}W1645\u{1f}_x\nb a\u{13}\u{11} BC-Alert     06-29 0358\n\u{2}^BC-Alert,17<\n\t   VELMAR (EP) _ Velmar falls.\n\u{3}AP-WF-06-29-17 2350GMT<";
        assert_eq!(read(raw).remove(0).meta.headline.as_deref(), Some("VELMAR (EP) _ Velmar falls."));
    }
}
