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
        .items
        .places
        .iter()
        .enumerate()
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
    let x_bounds = bounds(&|p| p.1);
    let cell = (x_bounds[1] - x_bounds[0]) / f64::from(area.width);
    let canvas =
        Canvas::default().x_bounds(x_bounds).y_bounds(bounds(&|p| p.2)).marker(marker).paint(|context| {
            context.draw(&Map { resolution: MapResolution::High, color: outline });
            context.layer();
            for (n, lon, lat) in &places {
                let name = of.items.places.get(*n).map_or("", |p| p.name.as_str());
                let here = of.items.events.iter().filter(|e| e.place.is_some_and(|p| p.0 == *n)).count();
                let role = if here > 0 { Role::Trigger } else { Role::Place };
                // A name that would be cut at the right edge stands before its dot.
                let cells = |text: &str| f64::from(u32::try_from(width::of(text)).unwrap_or(u32::MAX));
                let after = format!("●{} {name}", n + 1);
                let before = format!("{name} {}●", n + 1);
                let fits = (lon - x_bounds[0]) / cell + cells(&after) <= f64::from(area.width);
                let (x, label) =
                    if fits { (*lon, after) } else { (lon - (cells(&before) - 1.0) * cell, before) };
                context.print(x.max(x_bounds[0]), *lat, TextLine::styled(label, theme.style(role)));
            }
        });
    canvas.render(area, buf);
}
