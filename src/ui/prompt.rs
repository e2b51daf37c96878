//! The line being typed, in place of the status line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint;
use crate::app::App;
use crate::app::messages::Text;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::role::Role;
use crate::app::sheet::Line;
use crate::app::width;

fn label(app: &App, prompt: &Prompt) -> String {
    let m = &app.setup.messages;
    let text = match prompt.purpose {
        Purpose::Search => Text::AskSearch,
        Purpose::Filter => Text::AskFilter,
        Purpose::FilterPane => Text::AskPane,
        Purpose::Write => Text::AskFile,
        Purpose::Pipe => Text::AskCommand,
        Purpose::Note => Text::AskNote,
        Purpose::Value(field) => return format!(" {} : ", m.name("field", field.as_str())),
        Purpose::AcceptAll => Text::AskAtLeast,
        Purpose::RejectAll => Text::AskAtMost,
    };
    format!(" {} ", m.say(text))
}

/// Cells of the line to the left of what is shown, so that the cursor stays in view.
fn scroll(app: &App, prompt: &Prompt) -> usize {
    let room = usize::from(app.size.0).saturating_sub(width::of(&label(app, prompt)) + 1);
    prompt.input.visual_scroll(room)
}

pub(super) fn draw(app: &App, buf: &mut Buffer) {
    let Some(prompt) = &app.prompt else { return };
    let area = if app.areas.status.is_empty() { buf.area } else { app.areas.status }.intersection(buf.area);
    let theme = &app.setup.theme;
    let skipped = scroll(app, prompt);
    let mut taken = 0;
    let shown: String = prompt
        .input
        .value()
        .chars()
        .skip_while(|c| {
            let skip = taken < skipped;
            taken += width::of(c.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect();
    let row = Rect { height: area.height.min(1), ..area };
    paint::clear(buf, row);
    paint::line(buf, row, &Line::of(Role::Title, label(app, prompt)).then(Role::Plain, shown), theme, None);
    if !prompt.choices.is_empty() {
        let above = Rect { y: row.y.saturating_sub(1), height: u16::from(row.y > 0), ..row };
        // The chosen one is in view, with the one before it.
        let first = prompt.chosen.map_or(0, |n| n.saturating_sub(1));
        let mut line = Line::of(Role::Plain, " ");
        for (n, choice) in prompt.choices.iter().enumerate().skip(first) {
            let role = if prompt.chosen == Some(n) { Role::Selected } else { Role::Dim };
            line = line.then(role, choice.trim_end()).then(Role::Plain, "  ");
        }
        paint::clear(buf, above);
        paint::line(buf, above, &line, theme, None);
    }
    if let Some(notice) = app.notice.as_ref().filter(|n| n.fault) {
        let above = Rect { y: row.y.saturating_sub(1), height: u16::from(row.y > 0), ..row };
        paint::clear(buf, above);
        paint::line(buf, above, &Line::of(Role::Warning, format!(" {}", notice.text)), theme, None);
    }
}

/// Where the cursor of the line or of the picker stands.
pub(super) fn cursor(app: &App) -> Option<(u16, u16)> {
    let narrow = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    if let Some(prompt) = &app.prompt {
        let at = prompt.input.visual_cursor().saturating_sub(scroll(app, prompt));
        return Some((narrow(width::of(&label(app, prompt)) + at), app.areas.status.y));
    }
    let picker = app.picker.as_ref()?;
    let area = super::picker::area(app.size);
    Some((area.x.saturating_add(narrow(4 + picker.input.visual_cursor())), area.y.saturating_add(1)))
}
