//! Relations as a graph: actors around an ellipse, one a row at each side, lines with signs between them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::text::Line as TextLine;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line};

use crate::app::App;
use crate::app::overlay::parties;
use crate::app::panes::{Subject, sign};
use crate::app::width;
use crate::dispatch::ActorId;

pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let Some(of) = app.subject(usize::from(area.width)) else { return };
    let numbered = parties(&of);
    let actors = neighbours(&of, &numbered);
    if area.width < 12 || area.height < 4 || actors.is_empty() {
        return;
    }
    let theme = &app.setup.theme;
    let (w, h) = (f64::from(area.width), f64::from(area.height));
    let number = |id: ActorId| numbered.iter().position(|a| *a == id).unwrap_or_default() + 1;
    let label = |id: ActorId| {
        width::cut(&format!("{} {}", number(id), of.actor(id)), usize::from(area.width) * 3 / 10)
    };
    let widest = actors.iter().map(|id| width::of(&label(*id))).max().unwrap_or_default();
    let radius = (w / 2.0 - cells(widest) - 1.0).max(2.0);
    let count = actors.len();
    let place = |n: usize| {
        let (x, y) = around(n, count);
        (w / 2.0 + x * radius, (h - 1.0) * f64::midpoint(y, 1.0) + 0.5)
    };
    let at = |id| actors.iter().position(|a| *a == id).map(place);
    let marker = if app.setup.ascii { Marker::Dot } else { Marker::Braille };
    let canvas = Canvas::default().x_bounds([0.0, w]).y_bounds([0.0, h]).marker(marker).paint(|context| {
        for (_, relation) in of.alliances() {
            let (Some((x1, y1)), Some((x2, y2))) = (at(relation.a), at(relation.b)) else { continue };
            let color = theme.style(sign(relation.kind).1).fg.unwrap_or(Color::Reset);
            context.draw(&Line { x1, y1, x2, y2, color });
        }
        context.layer();
        for (n, relation) in of.alliances() {
            let (Some((x1, y1)), Some((x2, y2))) = (at(relation.a), at(relation.b)) else { continue };
            let (sign, role) = sign(relation.kind);
            // Not all in the middle, where lines cross.
            let part = [0.5, 0.4, 0.6].get(n % 3).copied().unwrap_or(0.5);
            let (x, y) = (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part);
            context.print(x, y, TextLine::styled(sign, theme.style(role)));
        }
        for (n, id) in actors.iter().enumerate() {
            let (x, y) = place(n);
            let label = label(*id);
            let taken = cells(width::of(&label));
            // At the left a name ends where its lines begin, at the right it begins there.
            let left = if around(n, count).0 < 0.0 { x - taken } else { x + 1.0 };
            let style = theme.style(of.actor_role(*id));
            context.print(left.clamp(0.0, (w - taken).max(0.0)), y, TextLine::styled(label, style));
        }
    });
    canvas.render(area, buf);
}

fn cells(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Where the `n`th of `count` stands around a circle of radius 1: down the right side and up the left one, in equal steps
/// of height, so that no two share a row.
fn around(n: usize, count: usize) -> (f64, f64) {
    let right = count.div_ceil(2);
    let (place, of, side) = if n < right { (n, right, 1.0) } else { (count - 1 - n, count - right, -1.0) };
    let y = 1.0 - 2.0 * (cells(place) + 0.5) / cells(of);
    (side * (1.0 - y * y).sqrt().max(0.3), y)
}

/// The actors with those that stand in a relation beside each other, as far as that goes: fewer lines cross.
fn neighbours(of: &Subject<'_>, parties: &[ActorId]) -> Vec<ActorId> {
    let mut order: Vec<ActorId> = Vec::with_capacity(parties.len());
    for first in parties {
        let mut next = vec![*first];
        while let Some(id) = next.pop() {
            if order.contains(&id) {
                continue;
            }
            order.push(id);
            let related = of.alliances().filter_map(|(_, r)| match (r.a == id, r.b == id) {
                (true, false) => Some(r.b),
                (false, true) => Some(r.a),
                _ => None,
            });
            next.extend(related.filter(|other| !order.contains(other)));
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;

    #[test]
    fn no_two_actors_share_a_row_of_a_side() {
        for count in 1..20 {
            let mut rows: Vec<(bool, String)> = (0..count)
                .map(|n| {
                    let (x, y) = around(n, count);
                    assert!(x.abs() <= 1.0 && y.abs() <= 1.0);
                    (x > 0.0, format!("{y:.3}"))
                })
                .collect();
            rows.sort();
            rows.dedup();
            assert_eq!(rows.len(), count);
        }
    }

    #[test]
    fn who_stands_in_a_relation_stands_together() {
        let app = sample::app(80, 24, 0);
        let of = app.subject(80).unwrap();
        assert_eq!(neighbours(&of, &parties(&of)), [ActorId(1), ActorId(3), ActorId(2)]);
    }
}
