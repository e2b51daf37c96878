//! Relations as a graph: actors on a circle, lines with signs between them.

use std::f64::consts::TAU;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::text::Line as TextLine;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line};

use crate::app::App;
use crate::app::overlay::parties;
use crate::app::panes::sign;
use crate::app::width;

pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let Some(of) = app.subject(usize::from(area.width)) else { return };
    let actors = parties(of.items);
    if area.width < 12 || area.height < 4 || actors.is_empty() {
        return;
    }
    let theme = &app.setup.theme;
    let (w, h) = (f64::from(area.width), f64::from(area.height));
    // Rows are twice as high as columns are wide.
    let place = |n: usize| {
        let angle = TAU * f64::from(u32::try_from(n).unwrap_or_default())
            / f64::from(u32::try_from(actors.len()).unwrap_or(1));
        (w / 2.0 + angle.sin() * w * 0.32, h + angle.cos() * h * 0.8)
    };
    let at = |id| actors.iter().position(|a| *a == id).map(place);
    let marker = if app.setup.ascii { Marker::Dot } else { Marker::Braille };
    let canvas =
        Canvas::default().x_bounds([0.0, w]).y_bounds([0.0, 2.0 * h]).marker(marker).paint(|context| {
            for relation in &of.items.alliances {
                let (Some((x1, y1)), Some((x2, y2))) = (at(relation.a), at(relation.b)) else { continue };
                let color = theme.style(sign(relation.kind).1).fg.unwrap_or(Color::Reset);
                context.draw(&Line { x1, y1, x2, y2, color });
            }
            context.layer();
            for relation in &of.items.alliances {
                let (Some((x1, y1)), Some((x2, y2))) = (at(relation.a), at(relation.b)) else { continue };
                let (sign, role) = sign(relation.kind);
                context.print(
                    f64::midpoint(x1, x2),
                    f64::midpoint(y1, y2),
                    TextLine::styled(sign, theme.style(role)),
                );
            }
            for (n, id) in actors.iter().enumerate() {
                let (x, y) = place(n);
                let name = width::cut(of.actor(*id), usize::from(area.width) / 4);
                let label = format!("{} {name}", n + 1);
                let cells = f64::from(u32::try_from(width::of(&label)).unwrap_or_default());
                let left = (x - cells / 2.0).clamp(0.0, (w - cells).max(0.0));
                context.print(left, y, TextLine::styled(label, theme.style(of.actor_role(*id))));
            }
        });
    canvas.render(area, buf);
}
