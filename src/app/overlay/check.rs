//! What a desk wants to be told before the dispatch goes out, as `depeche check` finds it.

use super::Target;
use crate::app::App;
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::audit::audit;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let m = &app.setup.messages;
    let mut sheet = Sheet::default();
    let Some((entry, items)) = app.entry().and_then(|e| Some((e, e.items()?))) else {
        sheet.line(Line::of(Role::Dim, m.say(Text::Reading)));
        return sheet;
    };
    let text = &entry.dispatch.text;
    let words = |span: crate::dispatch::Span| {
        let line = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        width::cut(&line, room.saturating_sub(4))
    };
    let mut last = None;
    let mut findings = audit(&entry.dispatch, items);
    findings.sort_by_key(|f| (f.doubt, f.span));
    for finding in findings {
        if last != Some(finding.doubt) {
            sheet.gap();
            sheet.line(Line::of(Role::Title, m.name("doubt", finding.doubt.as_str())));
            last = Some(finding.doubt);
        }
        let mut lines = vec![Line::of(Role::Plain, format!("  {}", words(finding.span)))];
        lines.extend(finding.against.map(|span| Line::of(Role::Dim, format!("  ≠ {}", words(span)))));
        sheet.target(Target::At(finding.span.start), lines);
    }
    if sheet.lines.is_empty() {
        sheet.line(Line::of(Role::Positive, m.say(Text::CheckNone)));
    }
    sheet
}
