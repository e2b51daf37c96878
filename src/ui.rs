//! `draw(&App, &mut Frame)`: the screen as a function of the state. Draws visible rows only and changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::item::Pane;
use crate::app::role::Role;

mod ascii;
mod bidi;
mod graph;
mod links;
mod list;
mod map;
mod menu;
mod notice;
mod overlay;
mod paint;
mod picker;
mod prompt;
mod side;
mod text;
mod which;

pub use links::{Link, links};

/// Draws the reader.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    render(app, frame.buffer_mut());
    if let Some((x, y)) = prompt::cursor(app).filter(|(x, y)| *x < app.size.0 && *y < app.size.1) {
        frame.set_cursor_position((x, y));
    }
}

/// Draws the reader into a buffer of any size.
pub fn render(app: &App, buf: &mut Buffer) {
    let areas = &app.areas;
    let theme = &app.setup.theme;
    paint::line(buf, areas.head, &app.title_line(), theme, None);
    list::draw(app, areas.list, buf);
    text::draw(app, areas.text, buf);
    for pane in Pane::ALL {
        side::draw(app, *pane, areas.panes[*pane as usize], buf);
    }
    for area in [areas.text, areas.side] {
        if area.x > 0 {
            paint::column(buf, Rect { x: area.x - 1, width: 1, ..area }, "│", theme.style(Role::Rule));
        }
    }
    paint::row(buf, areas.rule, "─", theme.style(Role::Rule));
    paint::line(buf, areas.status, &app.status_line(), theme, None);
    notice::draw(app, buf);
    for shown in &app.overlays {
        overlay::draw(app, shown, buf);
    }
    picker::draw(app, buf);
    menu::draw(app, buf);
    prompt::draw(app, buf);
    which::draw(app, buf);
    if app.setup.bidi {
        bidi::reorder(app, buf);
    }
    if app.setup.ascii {
        ascii::fold(buf);
    }
}

#[cfg(test)]
mod tests;
