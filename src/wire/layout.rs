//! Tells what each block of a story is: headline, dateline, subhead, body, credit, furniture.
//!
//! Apparatus stands at both ends: above the story take labels, advisories, stamps, the headline, bylines; below it
//! credits, sign-offs, pointers to other stories. Between them a short line without a final stop is a subhead. The
//! phrases that give them away are data (`page.toml`); the code knows only shapes.

use super::dateline;
use super::story::Block;
use crate::dispatch::{Meta, ParagraphKind as Kind};
use crate::lexicon::Lexicon;
use crate::lexicon::page::{Page, fold};

/// A longer headline is a paragraph, in characters.
const HEADLINE: usize = 220;
/// A longer subhead is a paragraph.
const SUBHEAD: usize = 90;
/// A longer sign-off is none.
const SIGN_OFF: usize = 40;
/// How many blocks above the story may be apparatus.
const TOP: usize = 12;

/// The kinds of each block's stretches, each with its end in bytes of the block: mostly one, two where a dateline
/// opens it. What the apparatus tells goes into `meta` where the sender has not filled it.
pub(super) fn tell(blocks: &mut [Block], meta: &mut Meta, lexicon: &Lexicon) -> Vec<Vec<(usize, Kind)>> {
    let page = Pages(lexicon);
    let lines: Vec<Line<'_>> = blocks.iter().map(|block| Line::new(&block.text)).collect();
    let mut kinds: Vec<Option<Kind>> = blocks.iter().map(|block| block.kind).collect();
    let bottom = foot(&lines, &mut kinds, meta, &page);
    let top = head(&lines, &mut kinds, meta, &page, bottom);
    bylines(&lines, &mut kinds, meta, &page, top..bottom);
    middle(&lines, &mut kinds, &page, top, bottom);
    let mut opened = false;
    let mut openings = 0;
    blocks
        .iter()
        .zip(&kinds)
        .enumerate()
        .map(|(at, (block, kind))| {
            let kind = kind.unwrap_or(Kind::Body);
            if kind == Kind::Body
                && at + 1 == bottom
                && let Some(end) = signature(&block.text, &page)
            {
                return vec![(end, Kind::Body), (block.text.len(), Kind::Credit)];
            }
            if kind == Kind::Body && !opened && openings < 4 {
                // Points of a summary above the story are none of its openings.
                openings += usize::from(!block.text.starts_with('*'));
                if let Some(opening) = dateline::opening(&block.text, lexicon) {
                    opened = true;
                    note_dateline(meta, &opening.dateline(meta.published.as_deref()));
                    if opening.length >= block.text.len() {
                        return vec![(block.text.len(), Kind::Dateline)];
                    }
                    return vec![(opening.length, Kind::Dateline), (block.text.len(), Kind::Body)];
                }
            }
            vec![(block.text.len(), kind)]
        })
        .collect()
}

/// Fills what the sender's own dateline leaves open.
fn note_dateline(meta: &mut Meta, found: &crate::dispatch::Dateline) {
    let dateline = meta.dateline.get_or_insert_default();
    dateline.place = dateline.place.take().or_else(|| found.place.clone());
    dateline.date = dateline.date.take().or_else(|| found.date.clone());
    dateline.agency = dateline.agency.take().or_else(|| found.agency.clone());
    if meta.credit.is_empty() {
        meta.credit.extend(found.agency.clone());
    }
}

/// A block as the rules look at it.
struct Line<'a> {
    text: &'a str,
    /// Lower case, for phrases; only of short blocks, the only ones that can be apparatus.
    folded: String,
    length: usize,
    stops: bool,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        // Old wires set what is no part of the story between these.
        let text = text.strip_prefix('^').map_or(text, |text| text.trim_end_matches('<'));
        let length = text.chars().count();
        let folded = if length <= 400 { fold(text) } else { String::new() };
        Self { text, folded, length, stops: stops(text) }
    }

    /// Whether it is set in brackets as a whole.
    fn bracketed(&self) -> bool {
        (self.text.starts_with('(') && self.text.ends_with(')'))
            || (self.text.starts_with('[') && self.text.ends_with(']'))
    }
}

/// Whether a text ends as a sentence does, closing marks set aside.
fn stops(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '»', '”', '’', '\'', ')', ']', ' ', '\u{a0}', '\u{202f}']);
    bare.ends_with(['.', '!', '?', '…', ';', ':', ',', '。', '؟', '।'])
}

/// The phrases of every language.
struct Pages<'a>(&'a Lexicon);

impl Pages<'_> {
    fn any(&self, test: impl Fn(&Page) -> bool) -> bool {
        self.0.languages().any(|(_, words)| test(&words.page))
    }

    fn is_furniture(&self, line: &Line<'_>) -> bool {
        line.length <= 200 && self.any(|page| page.is_furniture(&line.folded))
    }

    /// Whether the paragraph tells who reported, wrote, edited or owns the story, at its start or, below it, inside.
    fn is_credit(&self, line: &Line<'_>) -> bool {
        let inside = line.bracketed() || line.length <= 300;
        self.any(|p| p.is_credit(&line.folded) || (inside && p.names_contributors(&line.folded)))
            || (line.bracketed() && self.agencies(line).is_some())
    }

    /// The names after "by", if the line is a byline.
    fn byline(&self, line: &Line<'_>) -> Option<String> {
        if line.length > 120
            || line.text.ends_with(['.', ':', ';', '?', '!']) && line.text.matches(' ').count() > 5
        {
            return None;
        }
        let skip = self.0.languages().filter_map(|(_, words)| words.page.byline(&line.folded)).max()?;
        let rest: String = line.text.chars().skip(skip).collect();
        let names = rest.trim_start_matches([' ', ':', '\u{a0}']).trim_end_matches(['.', ' ']);
        let capitals = names.split(' ').filter(|w| w.starts_with(char::is_uppercase)).count();
        (names.starts_with(char::is_uppercase) && capitals * 2 >= names.split(' ').count())
            .then(|| names.to_owned())
    }

    /// The agencies that a credit line thanks or names.
    fn agencies(&self, line: &Line<'_>) -> Option<Vec<String>> {
        if line.length > 80 {
            return None;
        }
        let bare = |s: &str| s.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let thanked =
            self.0.languages().find_map(|(_, w)| w.page.thanked(line.folded.trim_start_matches('(')));
        let named = line.bracketed() && line.length <= 40;
        let capitals =
            line.length <= 24 && !line.text.contains(char::is_lowercase) && !line.text.contains(' ');
        let list: String = match thanked {
            Some(rest) => {
                let skip = line.folded.chars().count() - rest.chars().count();
                line.text.chars().skip(skip).collect()
            }
            None if named || capitals => line.text.to_owned(),
            None => return None,
        };
        if line.text.ends_with('.') && thanked.is_none() {
            return None;
        }
        let mut agencies = Vec::new();
        let mut current = String::new();
        let mut flush = |current: &mut String| {
            let name = std::mem::take(current);
            if !name.is_empty() {
                agencies.push(name);
            }
        };
        for piece in list.split([',', '/', '+', '&', ':']) {
            for word in piece.split_whitespace() {
                let word = bare(word);
                if word.starts_with(char::is_uppercase) {
                    if !current.is_empty() {
                        current.push(' ');
                    }
                    current.push_str(&word);
                } else if word.is_empty() || self.any(|page| page.is_agency_word(&fold(&word))) {
                    flush(&mut current);
                } else {
                    return None;
                }
            }
            flush(&mut current);
        }
        Some(agencies).filter(|list| thanked.is_some() || (!list.is_empty() && list.len() <= 4))
    }
}

/// Tells the apparatus below the story; gives the first block of it.
fn foot(lines: &[Line<'_>], kinds: &mut [Option<Kind>], meta: &mut Meta, page: &Pages<'_>) -> usize {
    let mut bottom = lines.len();
    // Pointers to other stories: all that follows the first of them near the end, as long as it is short.
    if let Some(more) = lines.iter().rposition(|l| page.any(|p| !l.folded.is_empty() && p.is_more(&l.folded)))
    {
        let tail = lines.get(more + 1..).unwrap_or_default();
        if more > 0 && tail.iter().all(|l| l.length <= 160 && !l.text.ends_with('.')) {
            set(kinds, more..lines.len(), Kind::Furniture);
            bottom = more;
        }
    }
    if let Some(end) =
        lines.iter().position(|l| ends_publication(l, page)).filter(|end| (1..bottom).contains(end))
    {
        set(kinds, end..lines.len(), Kind::Furniture);
        bottom = end;
    }
    bottom = topics(lines, kinds, page, bottom);
    while bottom > 1 {
        let Some(line) = lines.get(bottom - 1) else { break };
        let Some(kind) = foot_kind(line, page, meta) else { break };
        bottom -= 1;
        set(kinds, bottom..bottom + 1, kind);
    }
    if bottom > 2 && lines.get(bottom - 1).is_some_and(is_signed) && lines[bottom - 2].stops {
        bottom -= 1;
        meta.byline.push(lines[bottom].text.to_owned());
        set(kinds, bottom..bottom + 1, Kind::Credit);
    }
    bottom
}

/// Whether a line is somebody's name alone, as below a story of whom wrote it.
fn is_signed(line: &Line<'_>) -> bool {
    let words = line.text.split(' ');
    let name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    (2..=4).contains(&words.clone().count())
        && line.length <= SIGN_OFF
        && !line.stops
        && words.clone().all(name)
        && line.text.contains(char::is_lowercase)
}

/// "(...). (Awa Keïta, édité par Anton Brek)": where the body of the last paragraph ends, if who wrote or edited stands in brackets behind
/// its last sentence.
fn signature(text: &str, page: &Pages<'_>) -> Option<usize> {
    const LENGTH: usize = 240;
    let open = text.ends_with(')').then(|| text.rfind('(')).flatten()?;
    let body = text.get(..open)?.trim_end();
    let line = Line::new(text.get(open..)?);
    let inner = line.text.trim_matches(['(', ')']);
    let words = || inner.split(' ').filter(|word| !word.is_empty());
    let capitals = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    let names = inner.starts_with(char::is_uppercase) && capitals >= 2 && capitals * 2 >= words().count();
    let told = page.is_credit(&line) || names && inner.contains(", ");
    (!body.is_empty() && stops(body) && line.length <= LENGTH && told).then_some(open)
}

/// Tells the bylines that stand between other apparatus and the dateline, with what stands below them.
fn bylines(
    lines: &[Line<'_>],
    kinds: &mut [Option<Kind>],
    meta: &mut Meta,
    page: &Pages<'_>,
    body: std::ops::Range<usize>,
) {
    let opens = |line: &Line<'_>| dateline::opening(line.text, page.0).is_some();
    let above = lines.get(body.clone()).unwrap_or_default().iter().take(TOP);
    let Some(story) = above.clone().position(opens) else { return };
    let mut signed = false;
    for (at, line) in above.take(story).enumerate() {
        if let Some(names) = page.byline(line) {
            meta.byline.push(names);
            signed = true;
        } else if !signed || line.stops || line.length > SIGN_OFF {
            continue;
        }
        set(kinds, body.start + at..body.start + at + 1, Kind::Credit);
    }
}

/// Pages list their topics below the credit, a word or two a line: furniture, if there is a credit above them.
fn topics(lines: &[Line<'_>], kinds: &mut [Option<Kind>], page: &Pages<'_>, bottom: usize) -> usize {
    let short = |line: &&Line<'_>| line.length <= 40 && !line.stops && !line.text.contains('\n');
    let count = lines.iter().take(bottom).rev().take(10).take_while(short).count();
    let ends = |line: &Line<'_>| is_sign_off(line.text) || page.is_credit(line);
    let start = (bottom - count..bottom).find(|at| lines.get(*at).is_some_and(ends));
    let above = (bottom - count).checked_sub(1).filter(|at| count > 0 && lines.get(*at).is_some_and(ends));
    match start.or(above).map(|at| at + 1).filter(|at| *at > 1) {
        Some(first) => {
            for at in first..bottom {
                let credit = lines.get(at).is_some_and(|line| page.is_credit(line));
                set(kinds, at..at + 1, if credit { Kind::Credit } else { Kind::Furniture });
            }
            first
        }
        None => bottom,
    }
}

/// Whether nothing from the block on is for publication: it says so, or is a row of stars.
fn ends_publication(line: &Line<'_>, page: &Pages<'_>) -> bool {
    let stars = line.length >= 5
        && line.text.matches('*').count() >= 4
        && line.text.chars().all(|c| c == '*' || c == ' ');
    stars || (line.length <= 200 && page.any(|p| p.ends_publication(&line.folded)))
}

fn foot_kind(line: &Line<'_>, page: &Pages<'_>, meta: &mut Meta) -> Option<Kind> {
    if line.folded.is_empty() {
        let folded = fold(line.text);
        return page.any(|p| p.is_credit(&folded)).then_some(Kind::Credit);
    }
    if page.is_furniture(line) || is_sign_off(line.text) || is_signal(line) {
        return Some(Kind::Furniture);
    }
    if let Some(agencies) = page.agencies(line) {
        if meta.credit.is_empty() {
            meta.credit = agencies;
        }
        return Some(Kind::Credit);
    }
    if page.is_credit(line) {
        return Some(Kind::Credit);
    }
    if let Some(names) = page.byline(line) {
        meta.byline.push(names);
        return Some(Kind::Credit);
    }
    // Rules, ends of message, and numbers of pages.
    (!line.text.contains(char::is_alphanumeric)).then_some(Kind::Furniture)
}

/// Whether it is what the transmitting system puts below a story: `AFP 271015 GMT JAN 25`, `NNNN`.
fn is_signal(line: &Line<'_>) -> bool {
    let words = line.text.split(' ').count();
    let time = |w: &str| (w.len() == 6 || w.len() == 4) && w.bytes().all(|b| b.is_ascii_digit());
    words <= 7
        && !line.text.contains(char::is_lowercase)
        && (line.text == "NNNN" || (words >= 3 && line.text.split(' ').any(time)))
}

/// The initials of those who wrote and edited: `bur-dar-gl/fz`, `ع ز/ماب/كام`.
pub(super) fn is_sign_off(text: &str) -> bool {
    let groups = || text.split(['/', '-', ' ', '\u{a0}']);
    // Other scripts set initials apart by spaces; with Latin letters that would be a phrase.
    let spaced = text.contains(' ') && text.contains(|c: char| c.is_ascii_lowercase());
    text.contains('/')
        && !spaced
        && text.chars().count() <= SIGN_OFF
        && groups().all(|g| (1..=6).contains(&g.chars().count()) && g.chars().all(char::is_alphabetic))
        && !text.contains(char::is_uppercase)
}

/// Tells the apparatus above the story, the headline among it; gives the first block after it.
fn head(
    lines: &[Line<'_>],
    kinds: &mut [Option<Kind>],
    meta: &mut Meta,
    page: &Pages<'_>,
    bottom: usize,
) -> usize {
    let mut at = 0;
    let mut headline = meta.headline.is_some();
    let mut signed = false;
    while at < bottom.min(TOP) {
        let Some(line) = lines.get(at) else { break };
        if kinds.get(at).copied().flatten().is_some() {
            headline |= kinds.get(at).copied().flatten() == Some(Kind::Headline);
            at += 1;
            continue;
        }
        let more = at + 1 < bottom;
        // Below the name of the author stands what he or she works for.
        let employer = signed
            && line.length <= 40
            && !line.stops
            && line.text.split(' ').all(|w| w.starts_with(char::is_uppercase));
        let kind = if employer && more {
            Some(Kind::Credit)
        } else {
            head_kind(line, page, meta, headline, more, lines.get(at + 1))
        };
        let Some(kind) = kind else { break };
        signed = kind == Kind::Credit && !employer && page.byline(line).is_some();
        if kind == Kind::Headline {
            headline = true;
            meta.headline.get_or_insert_with(|| line.text.replace('\n', " "));
        }
        set(kinds, at..at + 1, kind);
        at += 1;
    }
    at
}

fn head_kind(
    line: &Line<'_>,
    page: &Pages<'_>,
    meta: &mut Meta,
    headline: bool,
    more: bool,
    next: Option<&Line<'_>>,
) -> Option<Kind> {
    if line.folded.is_empty() || !more {
        return None;
    }
    if headline && meta.headline.as_deref().is_some_and(|h| fold(h) == line.folded) {
        return Some(Kind::Headline);
    }
    let note = line.bracketed() || line.text.ends_with("///") || line.text.starts_with("///");
    if page.any(|p| p.is_note(&line.folded)) && note {
        let note = line.text.trim_matches(['(', ')', '[', ']', '/', ' ']);
        match &mut meta.note {
            Some(notes) if !notes.contains(note) => {
                notes.push('\n');
                notes.push_str(note);
            }
            Some(_) => {}
            None => meta.note = Some(note.to_owned()),
        }
        return Some(Kind::Furniture);
    }
    if page.any(|p| p.is_label(&line.folded)) && line.length <= 60 {
        meta.genre.get_or_insert_with(|| line.text.to_owned());
        return Some(Kind::Furniture);
    }
    if note || page.is_furniture(line) || is_slug(line.text) {
        return Some(Kind::Furniture);
    }
    if let Some(opening) = dateline::opening(line.text, page.0) {
        // A country in capitals may open a headline as well; a sentence with a dateline stops.
        let place_alone = opening.agency.is_none() && opening.date.is_none();
        let titles = place_alone && !headline && !line.stops && line.length <= SUBHEAD;
        return titles.then_some(Kind::Headline);
    }
    let published = line.length <= 120 && page.any(|p| p.is_stamp(&line.folded));
    if let Some(date) = stamp(line, page.0, published) {
        let dateline = meta.dateline.get_or_insert_default();
        if dateline.date.is_none() {
            dateline.date = date.iso(meta.published.as_deref());
        }
        return Some(Kind::Dateline);
    }
    if page.any(|p| p.is_credit(&line.folded)) {
        return Some(Kind::Credit);
    }
    if let Some(names) = page.byline(line) {
        if meta.byline.is_empty() {
            meta.byline.push(names);
        }
        return Some(Kind::Credit);
    }
    let opens = |n: &Line<'_>| dateline::opening(n.text, page.0).is_some();
    let followed = next.is_some_and(|n| n.length > line.length || n.stops || n.length >= 60 || opens(n));
    let sentence =
        line.text.trim_end_matches(['"', '»', '”', '’', ' ', '\u{a0}']).ends_with(['.', ':', ';', ',']);
    (!headline && line.length <= HEADLINE && !sentence && (followed || line.length <= SUBHEAD))
        .then_some(Kind::Headline)
}

/// A slug in capitals, joined by hyphens, commas or slashes instead of spaces: `YEMEN-HUTHI-US-SHIPPING,3RDLEAD`.
fn is_slug(text: &str) -> bool {
    text.chars().count() <= 80
        && text.contains(['-', '/', ','])
        && !text.contains(char::is_lowercase)
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 5
        && text.split(' ').count() <= 1 + text.matches(['-', '/', ',']).count() / 2
}

/// The date of a line that is little more than a date: `Friday, August 21, 2015`, `AFP 23/01/24 19:47 GMT`.
/// `published` is whether it starts with a word that says so: then it may be longer.
fn stamp(line: &Line<'_>, lexicon: &Lexicon, published: bool) -> Option<dateline::Date> {
    if !published && (line.length > 80 || line.stops) {
        return None;
    }
    let words: Vec<&str> = line.text.split([' ', '\u{a0}', '\n']).filter(|w| !w.is_empty()).collect();
    if words.len() > 24 {
        return None;
    }
    (1..=3).rev().find_map(|n| {
        words.windows(n).enumerate().find_map(|(at, window)| {
            let date = dateline::date(window, lexicon).filter(|d| d.year.is_some())?;
            // A time, or nothing but a word or two beside the date.
            let beside: Vec<&&str> = words.iter().take(at).chain(words.iter().skip(at + n)).collect();
            let timed = beside.iter().any(|w| w.contains(':') && w.starts_with(|c: char| c.is_ascii_digit()));
            (timed || published || beside.len() <= 2).then_some(date)
        })
    })
}

/// Tells subheads and furniture within the story.
fn middle(lines: &[Line<'_>], kinds: &mut [Option<Kind>], page: &Pages<'_>, top: usize, bottom: usize) {
    for at in top..bottom {
        let (Some(line), Some(None)) = (lines.get(at), kinds.get(at)) else { continue };
        if page.is_furniture(line)
            || !line.text.contains(char::is_alphanumeric)
            || (line.length <= 160 && line.text.contains(':') && page.any(|p| p.is_more(&line.folded)))
        {
            set(kinds, at..at + 1, Kind::Furniture);
        } else if at > top
            && is_subhead(line, lines.get(at - 1), lines.get(at + 1).filter(|_| at + 1 < bottom))
        {
            set(kinds, at..at + 1, Kind::Subhead);
        }
    }
}

/// A short line without a final stop between two longer ones; a line set between dashes is one as well.
fn is_subhead(line: &Line<'_>, before: Option<&Line<'_>>, after: Option<&Line<'_>>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let dashes = ['-', '–', '—'];
    let set_off = line.text.starts_with(dashes) && line.text.ends_with(dashes) && line.length > 4;
    if set_off && line.length <= SUBHEAD {
        return true;
    }
    let question = line.text.trim_end().ends_with('?') && line.length <= 60;
    let opens = line.text.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || "\"«“'‘".contains(c) || (c.is_alphabetic() && !c.is_lowercase())
    });
    line.length <= SUBHEAD
        && opens
        && (question || !line.stops)
        && !line.text.contains('\n')
        && after.length > line.length
        && (after.stops || after.length > SUBHEAD)
        && (before.stops || before.length > SUBHEAD)
}

fn set(kinds: &mut [Option<Kind>], range: std::ops::Range<usize>, kind: Kind) {
    for slot in kinds.iter_mut().take(range.end).skip(range.start) {
        slot.get_or_insert(kind);
    }
}

#[cfg(test)]
mod tests {
    use super::Kind::{Body, Credit, Dateline, Furniture, Headline, Subhead};
    use super::*;

    #[test]
    fn who_wrote_stands_below_the_story_or_behind_its_last_sentence() {
        let story =
            "Les combats ont repris lundi au nord de Boral, selon des habitants qui ont fui la ville.";
        let signed = format!("{story} (Awa Keïta, avec Anton Brek à Harl)");
        let (told, _) = kinds(&["Boral: les combats reprennent", story, &signed]);
        assert_eq!(told, [vec![Headline], vec![Body], vec![Body, Credit]]);
        let (told, meta) = kinds(&["Boral: les combats reprennent", story, story, "Anton Brek"]);
        assert_eq!(told[3], [Credit]);
        assert_eq!(meta.byline, ["Anton Brek"]);
        let told_so = format!("{story} Il a fui (avec sa famille, selon l'ONU).");
        let (told, _) = kinds(&["Boral: les combats reprennent", story, &told_so]);
        assert_eq!(told[2], [Body]);
    }

    #[test]
    fn a_byline_may_stand_below_a_second_headline() {
        let story = "HARL, Boral (AP) _ Rebels freed the mayor of the port on Friday, officials said.";
        let (told, _) = kinds(&[
            "^BC-Boral, 1st Ld,a0612<",
            "Rebels free mayor of besieged port, say more will follow soon",
            "^By ANNA HOLLOWAY<",
            "^Associated Press Writer<",
            story,
        ]);
        assert_eq!(told[2], [Credit]);
        assert_eq!(told[3], [Credit]);
        assert_eq!(told[4][0], Dateline);
    }

    fn kinds(blocks: &[&str]) -> (Vec<Vec<Kind>>, Meta) {
        let mut blocks: Vec<Block> = blocks.iter().map(|b| Block::new(*b)).collect();
        let mut meta = Meta::default();
        let told = tell(&mut blocks, &mut meta, Lexicon::built_in());
        (told.into_iter().map(|parts| parts.into_iter().map(|(_, k)| k).collect()).collect(), meta)
    }

    const BODY: &str = "Des tirs ont été entendus lundi dans le centre de Velmar, a indiqué à la presse un habitant du quartier du port.";

    #[test]
    fn a_page_with_everything() {
        let (told, meta) = kinds(&[
            "PAPIER GENERAL",
            "Ostrie: Velmar sous le feu, la trêve oubliée",
            "Par Ivo KALDEN",
            "Velmar (Ostrie), 27 jan 2025 (AFP) - Des tirs ont été entendus lundi.",
            BODY,
            "Une trêve sans lendemain",
            BODY,
            "Lire aussi : Qui sont les rebelles d'Ostrie ?",
            BODY,
            "Avec AFP et Reuters",
            "ik-bur/lm",
            "Commentaires",
        ]);
        assert_eq!(
            told,
            [
                vec![Furniture],
                vec![Headline],
                vec![Credit],
                vec![Dateline, Body],
                vec![Body],
                vec![Subhead],
                vec![Body],
                vec![Furniture],
                vec![Body],
                vec![Credit],
                vec![Furniture],
                vec![Furniture],
            ]
        );
        assert_eq!(meta.headline.as_deref(), Some("Ostrie: Velmar sous le feu, la trêve oubliée"));
        assert_eq!(meta.byline, ["Ivo KALDEN"]);
        assert_eq!(meta.credit, ["AFP", "Reuters"]);
        let dateline = meta.dateline.unwrap_or_default();
        assert_eq!(dateline.place.as_deref(), Some("Velmar (Ostrie)"));
        assert_eq!(dateline.date.as_deref(), Some("2025-01-27"));
    }

    #[test]
    fn a_story_without_apparatus_is_all_body() {
        let (told, meta) = kinds(&[BODY, BODY]);
        assert_eq!(told, [vec![Body], vec![Body]]);
        assert_eq!(meta.headline, None);
    }

    #[test]
    fn an_english_wire() {
        let (told, meta) = kinds(&[
            "(Recasts with rebels at the port)",
            "UPDATE 2-Rebels enter Velmar as truce collapses",
            "January 9, 2025 7:12 PM GMT Updated 38 mins ago",
            "VELMAR, Ostria, Jan 9 (Reuters) - Rebels entered the port of Velmar on Thursday, residents said.",
            BODY,
            "(Reporting by Ivo Kalden in Velmar; Editing by Ann Losk)",
            "To read more:",
            "FACTBOX-Who are the rebels of Ostria?",
        ]);
        assert_eq!(
            told,
            [
                vec![Furniture],
                vec![Headline],
                vec![Dateline],
                vec![Dateline, Body],
                vec![Body],
                vec![Credit],
                vec![Furniture],
                vec![Furniture],
            ]
        );
        assert_eq!(meta.note.as_deref(), Some("Recasts with rebels at the port"));
        assert_eq!(meta.dateline.and_then(|d| d.date).as_deref(), Some("2025-01-09"));
    }

    #[test]
    fn a_tail_that_is_not_for_publication_is_folded() {
        let (told, _) = kinds(&["Titre de la dépêche", BODY, "* * * *", BODY, BODY]);
        assert_eq!(told.last(), Some(&vec![Furniture]));
    }

    #[test]
    fn sign_offs() {
        for sign in ["bur-dar-gl/fz", "str-clk/mvb/jpd", "ع ز/ماب/كام", "ik/lm"] {
            assert!(is_sign_off(sign), "{sign}");
        }
        for text in ["et/ou peut-être jamais", "fin", "Kiev/Moscou", "http://a/b"] {
            assert!(!is_sign_off(text), "{text}");
        }
    }

    #[test]
    fn a_page_of_the_web_as_it_is_pasted() {
        let (told, meta) = kinds(&[
            "Ostrie : Velmar bombardée pour la troisième nuit",
            "Publié le 27 janvier 2025 à 10h15, modifié le 27 janvier 2025 à 12h02",
            "Temps de lecture : 3 min.",
            BODY,
            "LIRE AUSSI - Qui sont les rebelles ?",
            BODY,
            "(Avec AFP, Reuters)",
            "Ostrie",
            "Guerre",
        ]);
        let kinds: Vec<Kind> = told.into_iter().flatten().collect();
        assert_eq!(
            kinds,
            [Headline, Dateline, Furniture, Body, Furniture, Body, Credit, Furniture, Furniture]
        );
        assert_eq!(meta.dateline.and_then(|d| d.date).as_deref(), Some("2025-01-27"));
        assert_eq!(meta.credit, ["AFP", "Reuters"]);
    }

    #[test]
    fn the_apparatus_of_an_american_wire() {
        let (told, _) = kinds(&[
            "By JANE ROE",
            "Example Press",
            "VELMAR, Ostria (EP) — Rebels entered the port of Velmar on Monday, residents said.",
            BODY,
            "___",
            "Example Press writer Max Till in Portel contributed to this report.",
        ]);
        let kinds: Vec<Kind> = told.into_iter().flatten().collect();
        assert_eq!(kinds, [Credit, Credit, Dateline, Body, Body, Furniture, Credit]);
    }

    #[test]
    fn a_country_in_capitals_opens_a_headline() {
        let (told, meta) = kinds(&["OSTRIE - Velmar aux mains des rebelles", BODY, BODY]);
        assert_eq!(told[0], [Headline]);
        assert_eq!(meta.headline.as_deref(), Some("OSTRIE - Velmar aux mains des rebelles"));
    }

    #[test]
    fn what_the_system_puts_below_is_furniture() {
        let (told, _) = kinds(&["Titre de la dépêche", BODY, "ik/lm", "AEX 271015 GMT JAN 25"]);
        let kinds: Vec<Kind> = told.into_iter().flatten().collect();
        assert_eq!(kinds, [Headline, Body, Furniture, Furniture]);
    }
}
