//! Screens, and that no size and no keys break them.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::*;
use crate::app::Msg;
use crate::app::key::{Code, Key};
use crate::app::pointing::{Mouse, Touch};
use crate::app::sample;

/// Very narrow, the common size, wide.
const SIZES: &[(u16, u16)] = &[(40, 12), (80, 24), (120, 40)];

fn screen(app: &App) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
    render(app, &mut buf);
    buf
}

fn rows(buf: &Buffer) -> Vec<String> {
    let width = usize::from(buf.area.width).max(1);
    buf.content
        .chunks(width)
        .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
        .collect()
}

fn shown(app: &App) -> String {
    rows(&screen(app)).join("\n")
}

/// The style of the first cell where `words` stand.
fn style_of(app: &App, words: &str) -> ratatui::style::Style {
    let buf = screen(app);
    for (y, row) in rows(&buf).iter().enumerate() {
        if let Some(at) = row.find(words) {
            let x = row.get(..at).unwrap().chars().count();
            return buf[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())].style();
        }
    }
    panic!("{words} is not on the screen:\n{}", rows(&buf).join("\n"));
}

#[test]
fn the_screen_at_three_sizes() {
    for (width, height) in SIZES {
        let mut app = sample::app(*width, *height, 3);
        sample::press(&mut app, "] q");
        insta::assert_snapshot!(format!("first_quote_{width}x{height}"), shown(&app));
    }
}

#[test]
fn panes_and_overlays_at_three_sizes() {
    for (name, keys) in [
        ("list", "`"),
        ("alliances", "2"),
        ("events", "3"),
        ("sources", "5"),
        ("which_key", "]"),
        ("help", "?"),
        ("explain", "] q enter"),
        ("unknown_key", "Q"),
        ("palette", ": d o s"),
        ("dossier", "1 D"),
        ("naming", "g n"),
        ("attribution", "g s"),
        ("matrix", "g x"),
        ("graph", "g a"),
        ("timeline", "g t"),
        ("map", "g m"),
        ("compare", "g c"),
        ("legend", "L"),
        ("details", "I"),
        ("search", "/ b r i g a d e enter"),
        ("search_fault", "/ a c t : x enter"),
        ("filter", "f s l u g : c o n enter `"),
        ("grouped", "1 h"),
        ("completing", "f k i n d : a tab tab"),
    ] {
        for (width, height) in SIZES {
            let mut app = sample::app(*width, *height, 3);
            sample::press(&mut app, keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), shown(&app));
        }
    }
}

#[test]
fn an_empty_reader_says_what_to_do() {
    let mut app = sample::app(80, 24, 0);
    let setup = app.setup.clone();
    app = App::new(setup);
    app.update(Msg::Resize(80, 24));
    app.update(Msg::Loaded);
    insta::assert_snapshot!(shown(&app));
}

#[test]
fn a_first_run_shows_the_keys_that_matter_until_a_key_is_pressed() {
    for (width, height) in SIZES {
        let mut app = sample::app(*width, *height, 3);
        app.welcome();
        app.update(Msg::Resize(*width, *height));
        insta::assert_snapshot!(format!("welcome_{width}x{height}"), shown(&app));
        sample::press(&mut app, "J");
        assert!(app.overlays.is_empty() && app.open == Some(3));
    }
}

#[test]
fn highlights_have_their_styles() {
    let mut app = sample::app(120, 40, 0);
    assert_eq!(style_of(&app, "Brigade du Nord d'avoir").fg, Some(Color::Red));
    assert!(style_of(&app, "Ilana Morvane, a").add_modifier.contains(Modifier::BOLD));
    assert_eq!(style_of(&app, "Nous ne").fg, Some(Color::Green));
    sample::press(&mut app, "] q");
    assert!(style_of(&app, "Nous ne").add_modifier.contains(Modifier::REVERSED));
    assert!(style_of(&app, "a déclaré Mme").add_modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn the_monochrome_theme_sends_no_colour() {
    let mut app = sample::app(120, 40, 3);
    app.setup.theme = crate::app::role::Theme::named("mono").unwrap();
    sample::press(&mut app, "] q");
    assert!(screen(&app).content.iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
    assert!(style_of(&app, "Nous ne").add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn an_ascii_screen_has_nothing_else() {
    let mut app = sample::app(80, 24, 3);
    app.setup.ascii = true;
    for keys in ["] q", "?", "q", "`"] {
        sample::press(&mut app, keys);
        assert!(shown(&app).is_ascii(), "{keys}\n{}", shown(&app));
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> =
        crate::app::keymap::Keymap::built_in().iter().flat_map(|(_, keys, _)| keys.to_vec()).collect();
    prop_oneof![
        8 => proptest::sample::select(bound),
        1 => any::<char>().prop_map(|c| Key::plain(Code::Char(c))),
        1 => (0_u8..10).prop_map(|n| Key { alt: true, ..Key::plain(Code::Char(char::from(b'0' + n))) }),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Key(Key),
    Mouse(Mouse),
    Paste(String),
    Size(u16, u16),
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_size_and_no_keys_break_it(
        size in (0_u16..140, 0_u16..60),
        several in 0_usize..5,
        steps in prop::collection::vec(
            prop_oneof![
                40 => any_key().prop_map(Step::Key),
                2 => (0_u16..150, 0_u16..70, any::<Option<bool>>()).prop_map(|(x, y, wheel)| {
                    Step::Mouse(Mouse { x, y, touch: wheel.map_or(Touch::Press, Touch::Wheel) })
                }),
                1 => "\\PC{0,12}".prop_map(Step::Paste),
                1 => (0_u16..300, 0_u16..100).prop_map(|(w, h)| Step::Size(w, h)),
            ],
            0..250,
        ),
    ) {
        let mut app = sample::app(size.0, size.1, several);
        let mut frame = screen(&app);
        for step in steps {
            match step {
                Step::Key(key) => { app.update(Msg::Key(key)); }
                Step::Mouse(mouse) => { app.update(Msg::Mouse(mouse)); }
                Step::Paste(text) => { app.update(Msg::Paste(text)); }
                Step::Size(width, height) => {
                    app.update(Msg::Resize(width, height));
                    // A frame may still have the size from before a change.
                    render(&app, &mut frame);
                    frame = screen(&app);
                }
            }
            render(&app, &mut frame);
        }
    }
}
