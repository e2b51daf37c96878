//! Where things happened: the outline of the world around the places of a dispatch.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::text::Line as TextLine;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use crate::app::App;
use crate::app::role::Role;
use crate::app::width;

/// Degrees shown around the places at least, so that a single one has surroundings.
const AROUND: f64 = 12.0;

pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let Some(of) = app.subject(usize::from(area.width)) else { return };
    let places: Vec<(usize, f64, f64)> = of
        .places()
        .filter_map(|(n, p)| Some((n, f64::from(p.lon?), f64::from(p.lat?))))
        .filter(|(_, lon, lat)| lon.is_finite() && lat.is_finite())
        .collect();
    if area.width < 12 || area.height < 4 || places.is_empty() {
        return;
    }
    let theme = &app.setup.theme;
    let bounds = |values: &dyn Fn(&(usize, f64, f64)) -> f64| {
        let low = places.iter().map(values).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(values).fold(f64::NEG_INFINITY, f64::max);
        let margin = ((high - low) * 0.2).max(AROUND);
        [low - margin, high + margin]
    };
    let marker = if app.setup.ascii { Marker::Dot } else { Marker::Braille };
    let outline = theme.style(Role::Rule).fg.unwrap_or(Color::Reset);
    let (x_bounds, y_bounds) = (bounds(&|p| p.1), bounds(&|p| p.2));
    let labels = labels(app, &places, area, x_bounds, y_bounds);
    let canvas = Canvas::default().x_bounds(x_bounds).y_bounds(y_bounds).marker(marker).paint(|context| {
        context.draw(&Map { resolution: MapResolution::High, color: outline });
        context.layer();
        for (lon, lat, text, role) in &labels {
            context.print(*lon, *lat, TextLine::styled(text.clone(), theme.style(*role)));
        }
    });
    canvas.render(area, buf);
}

/// What stands at the places: a dot, the number in the list below, and the name where there is room for it. Places where
/// something happened come first.
fn labels(
    app: &App,
    places: &[(usize, f64, f64)],
    area: Rect,
    x_bounds: [f64; 2],
    y_bounds: [f64; 2],
) -> Vec<(f64, f64, String, Role)> {
    let Some(of) = app.subject(usize::from(area.width)) else { return Vec::new() };
    let happened = |n: usize| of.events().any(|(_, e)| e.place.is_some_and(|p| p.0 == n));
    let mut order: Vec<&(usize, f64, f64)> = places.iter().collect();
    order.sort_by_key(|(n, ..)| (!happened(*n), *n));
    let step = (x_bounds[1] - x_bounds[0]) / f64::from(area.width.saturating_sub(1).max(1));
    let rows = f64::from(area.height.saturating_sub(1));
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let mut labels = Vec::new();
    for &&(n, lon, lat) in &order {
        let name = of.items.places.get(n).map_or("", |p| p.name.as_str());
        let column = ((lon - x_bounds[0]) / step).floor();
        let row = ((y_bounds[1] - lat) / (y_bounds[1] - y_bounds[0]) * rows).round();
        let cells = |text: &str| f64::from(u32::try_from(width::of(text)).unwrap_or(u32::MAX));
        let (after, before, bare) =
            (format!("●{} {name} ", n + 1), format!(" {name} {}●", n + 1), format!("●{}", n + 1));
        let start = column - cells(&before) + 1.0;
        let free = |from: f64, text: &str| {
            let to = from + cells(text);
            let clear = |(y, a, b): &(f64, f64, f64)| (*y - row).abs() > 0.5 || to <= *a || from >= *b;
            from >= 0.0 && to <= f64::from(area.width) && taken.iter().all(clear)
        };
        let (from, text) = if free(column, &after) {
            (column, after)
        } else if free(start, &before) {
            (start, before)
        } else {
            (column, bare)
        };
        taken.push((row, from, from + cells(&text)));
        let role = if happened(n) { Role::Trigger } else { Role::Place };
        labels.push((x_bounds[0] + from * step, lat, text, role));
    }
    labels
}
