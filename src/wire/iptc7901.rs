//! IPTC 7901, the teleprinter format: a header line, keywords, the headline, text and a date, told apart by control
//! characters that may be missing; day files hold many stories.

use super::story::{Block, Story};
use super::{fields, text, time};
use crate::dispatch::{Format, ParagraphKind as Kind};
use crate::lexicon::Lexicon;
use crate::lexicon::page::fold;

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
/// Padding and end of transmission.
const FILL: [char; 4] = ['\u{7f}', '\u{4}', '\0', '\r'];

/// Whether the first lines are those of the format.
pub(super) fn sniff(text: &str) -> bool {
    let first = text.trim_start_matches(FILL).trim_start();
    first.lines().next().is_some_and(|line| header(line).is_some())
}

/// The source, number, priority, category, words and the rest of a header line.
fn header(line: &str) -> Option<[&str; 6]> {
    let line = line.trim_matches(|c: char| c.is_control() || c == ' ');
    let mut words = line.splitn(5, ' ').map(str::trim);
    let name = words.next()?;
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (source, number) = name.split_at_checked(digits)?;
    let letters = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_alphabetic());
    let numeric = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_digit());
    let priority = words.next()?;
    let category = words.next()?;
    let rest = line.get(name.len() + priority.len() + category.len() + 2..)?.trim_start();
    let (count, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let fits = letters(source)
        && numeric(number)
        && name.len() <= 12
        && priority.chars().count() == 1
        && letters(category)
        && category.len() <= 3
        && numeric(count);
    fits.then_some([source, number, priority, category, count, rest.trim()])
}

/// The stories of a file.
pub(super) fn read(text: &str, lexicon: &Lexicon) -> Vec<Story> {
    split(text).into_iter().filter_map(|part| story(&part, lexicon)).collect()
}

/// The file cut before each header line.
fn split(text: &str) -> Vec<Vec<&str>> {
    let mut parts: Vec<Vec<&str>> = Vec::new();
    let mut ended = true;
    for line in text.split('\n') {
        let bare = line.trim_matches(FILL);
        // Within a text only a mark, or the end of the story before, can start another one.
        if (ended || bare.starts_with(SOH)) && header(bare).is_some() {
            parts.push(Vec::new());
            ended = false;
        }
        ended |= bare.contains(ETX) || bare.trim() == "./." || bare.trim_end().ends_with("./.");
        if let Some(part) = parts.last_mut() {
            part.push(bare);
        }
    }
    parts
}

fn story(lines: &[&str], lexicon: &Lexicon) -> Option<Story> {
    let mut story = Story::new(Format::Iptc7901);
    let (first, rest) = lines.split_first()?;
    let [source, number, priority, category, words, service] = header(first)?;
    story.id = Some(format!("{source}{number}"));
    story.meta.urgency = fields::urgency(priority);
    story.meta.words = words.parse().ok();
    story.keep("category", category);
    story.keep("service", service);
    let (head, body, tail) = parts(rest);
    keywords(&head, &mut story);
    headlines(&head, &mut story, lexicon);
    story.blocks = blocks(&body.join("\n"));
    for line in
        tail.iter().map(|l| l.trim_matches(|c: char| c.is_control() || c == ' ')).filter(|l| !l.is_empty())
    {
        match time::iptc(line, lexicon) {
            Some(date) if story.meta.published.is_none() => story.meta.published = Some(date),
            _ => story.keep("end", line),
        }
    }
    Some(story)
}

/// The lines of head, text and tail. The head ends with a line that ends in `=`, the text with ETX or a closing date.
fn parts<'a>(lines: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>, Vec<&'a str>) {
    let end = lines.iter().position(|line| line.contains(ETX)).unwrap_or(lines.len());
    let (before, tail) = lines.split_at(end);
    let after_mark = before.iter().position(|line| line.contains(STX)).unwrap_or(0);
    let equals = before.iter().skip(after_mark).take(20).position(|line| line.trim_end().ends_with('='));
    // Without the sign the head is what stands before the first blank line after it began.
    let blank = || {
        let start = before.iter().skip(after_mark).position(|line| !line.trim().is_empty())? + after_mark;
        Some(before.iter().skip(start).position(|line| line.trim().is_empty())? + start)
    };
    let head_end = equals.map(|at| after_mark + at + 1).or_else(blank).unwrap_or(0);
    // A head that leaves no text is none.
    let says = |line: &&str| !line.trim().is_empty();
    let head_end = if before.iter().skip(head_end).any(says) || equals.is_some() { head_end } else { 0 };
    let (head, body) = before.split_at(head_end);
    (head.to_vec(), body.to_vec(), tail.to_vec())
}

/// The keywords stand before STX, or end in a slash.
fn keywords(head: &[&str], story: &mut Story) {
    let mark = head.iter().position(|line| line.contains(STX));
    let mut lines = head.iter().take(mark.unwrap_or(head.len())).map(|l| l.trim()).filter(|l| !l.is_empty());
    let line = if mark.is_some() { lines.next() } else { lines.find(|l| l.ends_with('/')) };
    if let Some(line) = line {
        let line = line.trim_end_matches('/');
        story.meta.slugline = Some(line.to_owned());
        story.meta.keywords =
            line.split('/').map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect();
    }
}

/// The headline among the lines after STX: bracketed ones, capitals and what ends in a colon are keys of the take.
fn headlines(head: &[&str], story: &mut Story, lexicon: &Lexicon) {
    let mark = head.iter().position(|line| line.contains(STX));
    let start =
        mark.unwrap_or_else(|| head.iter().position(|l| l.trim_end().ends_with('/')).map_or(0, |at| at + 1));
    let mut headline: Vec<&str> = Vec::new();
    let mut note: Option<String> = None;
    for line in head.iter().skip(start) {
        let line = line.trim_matches(|c: char| c.is_control() || c == ' ');
        let line = line.strip_suffix('=').unwrap_or(line).trim();
        if line.is_empty() {
            continue;
        }
        if let Some(open) = &mut note {
            open.push(' ');
            open.push_str(line);
        } else if line.starts_with('(') {
            note = Some(line.to_owned());
        }
        if let Some(closed) = note.take_if(|open| open.ends_with(')')) {
            key(closed.trim_matches(['(', ')']), story);
        } else if note.is_some() || line.starts_with('(') {
        } else if let Some(name) = byline(line, lexicon) {
            story.meta.byline.push(name);
        } else if is_key(line) {
            key(line, story);
        } else if line.ends_with(':') {
            for line in headline.drain(..) {
                story.keep("key", line);
            }
            story.keep("key", line.trim_end_matches(':'));
        } else {
            headline.push(line);
        }
    }
    if let Some(open) = note {
        headline.push(&open);
        story.meta.headline = Some(headline.join(" "));
        return;
    }
    story.meta.headline = (!headline.is_empty()).then(|| headline.join(" "));
}

/// Whether a line is a key in capitals: `1ST LEAD`, `REFILE`. A headline in capitals is longer.
fn is_key(line: &str) -> bool {
    !line.contains(char::is_lowercase) && line.contains(char::is_uppercase) && line.chars().count() <= 24
}

/// A short key is the genre, a longer one a note.
fn key(key: &str, story: &mut Story) {
    if key.split(' ').count() <= 3 && story.meta.genre.is_none() {
        story.meta.genre = Some(key.to_owned());
    } else if key.split(' ').count() <= 3 {
        story.keep("key", key);
    } else {
        let note = story.meta.note.get_or_insert_default();
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(key);
    }
}

fn byline(line: &str, lexicon: &Lexicon) -> Option<String> {
    let folded = fold(line);
    let skip = lexicon.languages().filter_map(|(_, words)| words.page.byline(&folded)).max()?;
    let names: String = line.chars().skip(skip).collect();
    let names = names.trim_start_matches([' ', ':']);
    (names.starts_with(char::is_uppercase) || names.starts_with("dpa")).then(|| names.to_owned())
}

/// The paragraphs; a note book after the text, whose headings start with `#`, is folded.
fn blocks(body: &str) -> Vec<Block> {
    let cut = body.find("\n# ").unwrap_or(body.len());
    let (story, notes) = body.split_at_checked(cut).unwrap_or((body, ""));
    let mut blocks: Vec<Block> = text::paragraphs(story).into_iter().map(Block::new).collect();
    blocks.extend(text::paragraphs(notes).into_iter().map(|p| Block::of(Kind::Furniture, p)));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\u{7f}\u{7f}\u{1}xyz0042 3 i 120  xya 0007\r\r\n\r\r\nOstrie/Conflit/\r\r\n\u{2}1ST LEAD\r\r\n\
        (AJOUTE le bilan de la mairie et la réaction)\r\r\nVelmar est tombée aux mains des rebelles,\r\r\nla trêve oubliée\r\r\nPar Ivo Kalden =\r\r\n\r\r\n   \
        Velmar (xy) - Les rebelles sont entrés lundi dans la ville portuaire\r\r\nde Velmar, ont indiqué des habitants.\r\r\n   La mairie \
        a fait état de douze morts.\r\r\n\r\r\n# Notes\r\r\n\r\r\n## Contact\r\r\n- Redaction : 01\r\r\n\u{3}271015 GMT Jan 25\r\r\n\u{7f}\u{4}";

    fn cleaned(raw: &str) -> String {
        raw.replace('\r', "")
    }

    #[test]
    fn all_of_it_is_found() {
        assert!(sniff(SAMPLE));
        let story = read(&cleaned(SAMPLE), Lexicon::built_in()).remove(0);
        assert_eq!(
            (story.id.as_deref(), story.meta.urgency, story.meta.words),
            (Some("xyz0042"), Some(3), Some(120))
        );
        assert_eq!(
            story.meta.headline.as_deref(),
            Some("Velmar est tombée aux mains des rebelles, la trêve oubliée")
        );
        assert_eq!(story.meta.slugline.as_deref(), Some("Ostrie/Conflit"));
        assert_eq!(story.meta.genre.as_deref(), Some("1ST LEAD"));
        assert_eq!(story.meta.note.as_deref(), Some("AJOUTE le bilan de la mairie et la réaction"));
        assert_eq!(story.meta.byline, ["Ivo Kalden"]);
        assert_eq!(story.meta.published.as_deref(), Some("2025-01-27T10:15:00Z"));
        assert_eq!(story.blocks.iter().filter(|b| b.kind.is_none()).count(), 2);
        assert!(story.blocks.iter().any(|b| b.kind == Some(Kind::Furniture)));
    }

    #[test]
    fn a_day_file_holds_many_without_marks() {
        let day = [1, 2, 3, 4, 5]
            .map(|n| format!("abc{n:03} 4 pl 50 svc 001\n\nOstrie/\nTitre {n} =\n\n   Velmar (abc) - Phrase {n}.\n ./.\n\n"))
            .concat();
        let stories = read(&day, Lexicon::built_in());
        assert_eq!(stories.len(), 5);
        assert_eq!(stories[4].meta.headline.as_deref(), Some("Titre 5"));
        assert_eq!(stories[4].id.as_deref(), Some("abc005"));
    }

    #[test]
    fn text_is_not_mistaken_for_it() {
        for text in ["M23 a pris Goma 12", "Ligne 1\nLigne 2", "abc 3 pl 50", ""] {
            assert!(!sniff(text), "{text}");
        }
    }
}
