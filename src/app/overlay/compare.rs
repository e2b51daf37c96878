//! Word by word, what a version of a story changed in the one before.

use similar::{ChangeTag, TextDiff};

use super::Target;
use crate::app::App;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Run, Sheet};
use crate::app::width;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    let versions = app.open.and_then(|id| Some((app.entries.get(id)?.kin.before?, id)));
    let Some((before, after)) = versions.and_then(|(b, a)| app.entries.get(b).zip(app.entries.get(a))) else {
        sheet.prose(Role::Dim, m.say(Text::NoVersion), room, 0);
        return sheet;
    };
    let number = |v: Option<&String>| v.cloned().unwrap_or_else(|| "?".to_owned());
    let values =
        [number(before.dispatch.meta.version.as_ref()), number(after.dispatch.meta.version.as_ref())];
    sheet.line(Line::of(Role::Dim, m.fill(Text::Compared, &[("a", &values[0]), ("b", &values[1])])));
    sheet.gap();
    for line in flow(&changes(&before.dispatch.text, &after.dispatch.text), room) {
        sheet.line(line);
    }
    sheet
}

/// The words of both versions; what was taken out and put in stands in brackets too, for eyes without colours.
fn changes(before: &str, after: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut tag = ChangeTag::Equal;
    let close = |runs: &mut Vec<Run>, tag| {
        if let (Some(sign), Some((_, last))) = (brackets(tag).map(|b| b.1), runs.last_mut()) {
            last.push_str(sign);
        }
    };
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        if change.tag() != tag {
            close(&mut runs, tag);
            tag = change.tag();
            runs.extend(brackets(tag).map(|b| (b.2, b.0.to_owned())));
        }
        runs.push((brackets(tag).map_or(Role::Plain, |b| b.2), change.value().to_owned()));
    }
    close(&mut runs, tag);
    runs
}

/// What stands before and after a change, and its role.
const fn brackets(tag: ChangeTag) -> Option<(&'static str, &'static str, Role)> {
    match tag {
        ChangeTag::Equal => None,
        ChangeTag::Insert => Some(("{+", "+}", Role::Positive)),
        ChangeTag::Delete => Some(("[-", "-]", Role::Removed)),
    }
}

/// Runs of words as lines of at most `room` cells.
fn flow(runs: &[Run], room: usize) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut used = 0;
    for (role, words) in runs {
        if words.contains('\n') {
            lines.push(Line::default());
            used = 0;
            continue;
        }
        let cells = width::of(words);
        let blank = words.trim().is_empty();
        if used > 0 && used + cells > room {
            lines.push(Line::default());
            used = 0;
            if blank {
                continue;
            }
        }
        if let Some(line) = lines.last_mut() {
            line.runs.push((*role, words.clone()));
            used += cells;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_flow_into_lines() {
        let run = |text: &str| (Role::Plain, text.to_owned());
        let runs = [run("un"), run(" "), run("deux"), run(" "), run("trois"), run("\n"), run("quatre")];
        let lines: Vec<String> = flow(&runs, 8).iter().map(Line::text).collect();
        assert_eq!(lines, ["un deux ", "trois", "quatre"]);
    }
}
