//! The places of a dispatch with what happened there, under the map; those without coordinates too.

use super::Target;
use crate::app::App;
use crate::app::item::{Item, Pane};
use crate::app::messages::Text;
use crate::app::role::Role;
use crate::app::sheet::{Line, Sheet};
use crate::app::width;
use crate::dispatch::PlaceId;

pub(super) fn sheet(app: &App, room: usize) -> Sheet<Target> {
    let mut sheet = Sheet::default();
    let Some(of) = app.subject(room).filter(|of| of.places().next().is_some()) else {
        sheet.prose(Role::Dim, app.setup.messages.say(Text::PlacesNone), room, 0);
        return sheet;
    };
    for (n, place) in of.places() {
        let position = match (place.lat, place.lon) {
            (Some(lat), Some(lon)) => format!("{lat:.1} {lon:.1}"),
            _ => of.messages.say(Text::Unknown).to_owned(),
        };
        let line = Line::of(Role::Dim, format!("{:>2} ", n + 1)).then(Role::Place, place.name.as_str());
        sheet.target(Target::Item(Item::Place(PlaceId(n))), [line.right(Role::Dim, position)]);
        let here = of.events().filter(|(_, e)| e.place == Some(PlaceId(n)));
        for (e, _) in here {
            let item = Pane::Events.item(e);
            let label = width::cut(&of.summary(item), room.saturating_sub(5));
            sheet.target(Target::Item(item), [Line::of(Role::Plain, "     ").then(Role::Trigger, label)]);
        }
    }
    sheet
}
