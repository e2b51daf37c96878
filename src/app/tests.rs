//! What each action does: a state, keys, a state.

use super::*;
use crate::app::overlay::Kind;
use crate::dispatch::Dispatch;
use crate::library::State;

/// Where one is: focus, pane, selected item, the words at the cursor.
fn state(app: &App) -> String {
    let focus = match app.focus {
        Focus::List => "list",
        Focus::Text => "text",
        Focus::Side => "side",
    };
    let item = app.selection.map_or_else(String::new, |s| {
        let letter = s.pane().map_or('p', Pane::letter);
        format!(" {letter}{}", s.index() + 1)
    });
    let at = app.entry().map_or("", |e| e.dispatch.text.get(app.at..).unwrap_or_default());
    let words: Vec<&str> = at.split_whitespace().take(2).collect();
    format!("{focus} {}{item} | {}", app.pane, words.join(" "))
}

/// The state after `keys`, from the beginning of the sample dispatch with three others.
fn after(keys: &str) -> String {
    let mut app = sample::app(80, 24, 3);
    if !keys.is_empty() {
        sample::press(&mut app, keys);
    }
    state(&app)
}

fn effects(keys: &str) -> Vec<Effect> {
    sample::press(&mut sample::app(80, 24, 3), keys)
}

fn notice(keys: &str) -> String {
    let mut app = sample::app(80, 24, 3);
    sample::press(&mut app, keys);
    app.notice.map(|n| n.text).unwrap_or_default()
}

#[test]
fn motions_move_the_cursor() {
    let begin = "text actors | La présidente";
    assert_eq!(after(""), begin);
    for (keys, there) in [
        ("j", "text actors a2 | Morvane, a"),
        ("down down", "text actors a2 | d'avoir bombardé"),
        ("j k", "text actors a1 | La présidente"),
        ("alt-2 j", "text actors | d'avoir bombardé"),
        ("G", "text actors | Avec ADP"),
        ("G g g", "text actors a1 | La présidente"),
        ("alt-3 g g", "text actors | d'avoir bombardé"),
        ("ctrl-d ctrl-u", "text actors a1 | La présidente"),
        ("space pageup", "text actors a1 | La présidente"),
        ("ctrl-e ctrl-y", "text actors | La présidente"),
    ] {
        assert_eq!(after(keys), there, "{keys}");
    }
}

#[test]
fn items_are_gone_through_in_the_order_of_the_text() {
    for (keys, there) in [
        ("] q", "text quotes q1 | Nous ne"),
        ("] q ] q", "text quotes q2 | C'est faux\","),
        ("alt-2 ] q", "text quotes q2 | C'est faux\","),
        ("] q ] q [ q", "text quotes q1 | Nous ne"),
        ("] e ] e", "text events e2 | bombardé le"),
        ("] e ] e [ e", "text events e1 | accusé mardi"),
        ("] s", "text sources s1 | communiqué. La"),
        ("] s ] s [ s", "text sources s1 | communiqué. La"),
        ("] r ] r", "text alliances r2 | qui arme"),
        ("] r ] r [ r", "text alliances r1 | La Vardanie"),
        ("1 0 ] a", "text actors a1 | Morvane dans"),
        ("1 0 ] a [ a", "text actors a1 | Ilana Morvane,"),
        ("4 0 .", "text quotes q2 | C'est faux\","),
        ("4 0 . ,", "text quotes q1 | Nous ne"),
    ] {
        assert_eq!(after(keys), there, "{keys}");
    }
    assert_eq!(notice("] q ] q ] q"), "Plus de citation après ce point.");
    assert_eq!(notice("[ q"), "Pas de citation avant ce point.");
}

#[test]
fn from_a_quotation_to_its_speaker_and_source_and_back() {
    for (keys, there) in [
        ("] q s", "text sources s1 | communiqué. La"),
        ("] q s s", "text quotes q1 | Nous ne"),
        ("] q w", "text actors a1 | Morvane dans"),
        ("] q w w", "text quotes q1 | Nous ne"),
        ("] q ] q s", "text actors a5 | Anton Brek."),
        ("] q ] q s s", "text quotes q2 | C'est faux\","),
        // The way back is forgotten once another way is taken.
        ("] q s ] q s", "text actors a5 | Anton Brek."),
    ] {
        assert_eq!(after(keys), there, "{keys}");
    }
    assert_eq!(notice("] q ] q s"), "Pas de canal nommé : sur la parole de Anton Brek.");
    assert!(notice("s").starts_with("Rien n'est choisi"));
}

#[test]
fn panes_are_reached_by_number_and_in_turn() {
    for (keys, there) in [
        ("1", "side actors a1 | Ilana Morvane,"),
        ("2 j", "side alliances r2 | qui arme"),
        ("3", "side events e1 | accusé mardi"),
        ("4 G", "side quotes q2 | C'est faux\","),
        ("5", "side sources s1 | communiqué. La"),
        ("5 0", "text sources s1 | communiqué. La"),
        ("tab", "side actors a1 | Ilana Morvane,"),
        ("tab tab", "side alliances r1 | La Vardanie"),
        ("shift-tab", "list actors | La présidente"),
        ("` `", "text actors | La présidente"),
        ("4 esc", "text quotes q1 | Nous ne"),
    ] {
        assert_eq!(after(keys), there, "{keys}");
    }
}

#[test]
fn dispatches_are_gone_through_and_come_back_to() {
    let title = |keys: &str| {
        let mut app = sample::app(80, 24, 3);
        sample::press(&mut app, keys);
        app.entry().unwrap().title().to_owned()
    };
    for (keys, there) in [
        ("J", "CONVOI-2"),
        ("J K", "VARDANIE-KESSEL"),
        ("alt-9 J", "CONVOI-0"),
        ("J g b", "VARDANIE-KESSEL"),
        ("J ctrl-o", "VARDANIE-KESSEL"),
        ("J ctrl-o alt-o", "CONVOI-2"),
        ("` j j enter", "CONVOI-1"),
        ("ctrl-p n v o i - 0 enter", "CONVOI-0"),
        ("m x J ' x", "VARDANIE-KESSEL"),
        ("` O g g enter", "CONVOI-0"),
    ] {
        assert_eq!(title(keys), there, "{keys}");
    }
    assert_eq!(notice("K"), "C'est la première dépêche de la liste.");
    assert_eq!(notice("' z"), "Il n'y a pas de marque z.");
}

#[test]
fn search_goes_around_and_marks_every_hit() {
    let mut app = sample::app(80, 24, 0);
    sample::press(&mut app, "/ b r i g a d e enter");
    assert_eq!(app.search.as_ref().map(|s| s.hits.len()), Some(2));
    let first = app.at;
    sample::press(&mut app, "n");
    assert!(app.at > first);
    sample::press(&mut app, "n");
    assert_eq!(app.at, first);
    assert!(app.notice.as_ref().unwrap().text.contains("l'autre bout"));
    sample::press(&mut app, "N esc");
    assert!(app.search.is_none());
    assert_eq!(notice("n"), "Rien n'a été cherché : commencez par chercher.");
    assert_eq!(notice("/ z z z enter"), "zzz ne se trouve pas dans cette dépêche.");
}

#[test]
fn the_list_is_filtered_sorted_folded_and_ticked() {
    let mut app = sample::app(80, 24, 3);
    sample::press(&mut app, "f s l u g : c o n v o i enter");
    assert_eq!((app.list.order.len(), app.focus), (3, Focus::List));
    sample::press(&mut app, "esc");
    assert_eq!(app.list.order.len(), 4);
    sample::press(&mut app, "o");
    assert_eq!(app.list.sort, list::Sort::Urgency);
    sample::press(&mut app, "t t");
    assert_eq!(app.list.ticked.len(), 2);
    sample::press(&mut app, "F");
    assert!(!app.list.folded);
    sample::press(&mut app, "g v enter");
    assert_eq!(app.list.order.len(), 1);
}

#[test]
fn a_filter_on_items_waits_for_them() {
    let mut app = sample::app(80, 24, 1);
    let asked = sample::press(&mut app, "f a c t o r : m o r v a n e enter");
    assert_eq!(app.list.order, [0]);
    assert!(asked.is_empty(), "everything was asked for before");
    let said = |app: &App| app.notice.as_ref().map(|n| n.text.clone()).unwrap_or_default();
    assert!(said(&app).starts_with("1 "), "{}", said(&app));
    let (_, items) = sample::dispatch();
    app.update(Msg::Read(1, Box::new(items)));
    assert_eq!(app.list.order.len(), 2);
    assert!(said(&app).starts_with("2 "), "{}", said(&app));
}

#[test]
fn panes_are_grouped_sorted_and_filtered() {
    let mut app = sample::app(80, 24, 0);
    sample::press(&mut app, "1 h");
    assert!(app.arrangements[0].grouped);
    sample::press(&mut app, "o");
    assert!(app.arrangements[0].sorted);
    sample::press(&mut app, "l b r e k enter");
    assert_eq!(app.sheets[0].targets.len(), 1);
    sample::press(&mut app, "l ctrl-u enter");
    assert_eq!(app.sheets[0].targets.len(), 5);
}

#[test]
fn overlays_open_close_and_lead_on() {
    for (keys, kind) in [
        ("?", Kind::Help),
        ("1 enter", Kind::Explain),
        ("E", Kind::Explain),
        ("D", Kind::Dossier),
        ("g n", Kind::Naming),
        ("g s", Kind::Attribution),
        ("g x", Kind::Matrix),
        ("g a", Kind::Graph),
        ("g t", Kind::Timeline),
        ("g m", Kind::Map),
        ("g c", Kind::Compare),
        ("L", Kind::Legend),
        ("I", Kind::Details),
    ] {
        let mut app = sample::app(80, 24, 3);
        sample::press(&mut app, keys);
        assert_eq!(app.overlays.last().map(|o| o.kind), Some(kind), "{keys}");
        sample::press(&mut app, "j G g g space q");
        assert!(app.overlays.is_empty(), "{keys}");
    }
    assert_eq!(after("] q enter enter"), "text actors a1 | Ilana Morvane,");
    assert_eq!(after(": c i t a t i o n space s u i v enter"), "text quotes q1 | Nous ne");
}

#[test]
fn levels_themes_and_zoom_go_round() {
    let mut app = sample::app(80, 24, 0);
    for level in [Level::Quotes, Level::None, Level::All] {
        sample::press(&mut app, "v");
        assert_eq!(app.level, level);
    }
    for theme in ["contrast", "mono", "default"] {
        sample::press(&mut app, "T");
        assert_eq!(app.setup.theme.name, theme);
    }
    sample::press(&mut app, "z");
    assert!(app.zoom && app.areas.side.is_empty());
    sample::press(&mut app, "z");
    assert!(!app.zoom);
}

#[test]
fn text_goes_out_by_effects() {
    assert!(
        matches!(&effects("] q y")[..], [Effect::Copy(text)] if text == "Nous ne laisserons pas ce crime impuni")
    );
    assert!(matches!(&effects("Y")[..], [Effect::Copy(text)] if text.starts_with("La présidente")));
    let citation = effects("] q g y");
    let [Effect::Copy(text)] = &citation[..] else { panic!("{citation:?}") };
    assert!(
        text.starts_with("« Nous ne") && text.contains("Ilana Morvane, communiqué d'Ilana Morvane, ADP"),
        "{text}"
    );
    assert!(
        matches!(&effects("W enter")[..], [Effect::Write { path, .. }] if path.ends_with("vardanie-kessel.txt"))
    );
    assert!(
        matches!(&effects("| w c space - w enter")[..], [Effect::Pipe { command, .. }] if command.len() == 2)
    );
    assert_eq!(notice("e"), "Cette dépêche ne vient pas d'un fichier ; écrivez-la d'abord.");
    assert!(matches!(effects("ctrl-z")[..], [Effect::Suspend]));
    assert!(matches!(effects("ctrl-l")[..], [Effect::Redraw]));
    assert!(matches!(effects("q")[..], [Effect::Quit]));
}

#[test]
fn what_the_sender_withdrew_does_not_leave() {
    let mut app = sample::app(80, 24, 0);
    let mut killed = sample::plain("Dépêche annulée.");
    killed.meta.status = Some(crate::dispatch::Status::Canceled);
    sample::arrive(&mut app, vec![killed]);
    app.open_dispatch(1);
    app.update(Msg::Resize(80, 24));
    for keys in ["Y", "W", "|"] {
        assert!(sample::press(&mut app, keys).is_empty() && app.prompt.is_none(), "{keys}");
        assert!(app.notice.as_ref().is_some_and(|n| n.fault), "{keys}");
    }
}

#[test]
fn commands_can_be_forbidden() {
    let mut app = sample::app(80, 24, 0);
    app.setup.commands = false;
    for keys in ["|", "e"] {
        assert!(sample::press(&mut app, keys).is_empty() && app.prompt.is_none(), "{keys}");
        assert!(app.notice.is_some(), "{keys}");
    }
}

#[test]
fn arrivals_do_not_move_the_cursor_and_are_announced() {
    let mut app = sample::app(80, 24, 2);
    sample::press(&mut app, "` j");
    let chosen = app.list.chosen();
    let mut late = sample::plain("x");
    late.meta.published = Some("2032-01-01T00:00:00Z".to_owned());
    sample::arrive(&mut app, vec![late]);
    assert_eq!((app.list.chosen(), app.open, app.news), (chosen, Some(0), 1));
}

#[test]
fn dispatches_are_read_before_they_are_opened() {
    let mut app = sample::app(80, 24, 0);
    let more = (0..9).map(|n| sample::plain(&format!("Convoi {n}."))).collect();
    let asked = sample::arrive(&mut app, more);
    let ids: Vec<usize> =
        asked.iter().filter_map(|e| if let Effect::Read { id, .. } = e { Some(*id) } else { None }).collect();
    assert_eq!(ids.len(), 3, "{asked:?}");
    assert!(app.update(Msg::Resize(90, 30)).is_empty());
}

/// What one sees of a state, part by part.
fn seen(app: &App, effects: &[Effect]) -> Vec<String> {
    let list = &app.list;
    vec![
        format!("{}{}", if app.zoom { "zoomed " } else { "" }, state(app)),
        format!("top {}", app.top),
        format!("open {:?}", app.entry().map(entry::Entry::title)),
        format!(
            "list {:?} at {} by {}{}",
            list.order,
            list.cursor,
            list.sort,
            if list.reversed { " reversed" } else { "" }
        ),
        format!("folded {}", list.folded),
        format!("ticked {:?}", list.ticked),
        format!("overlays {:?}", app.overlays.iter().map(|o| o.kind).collect::<Vec<_>>()),
        format!("menu {:?}", app.menu().map(|m| (&m.title, m.cursor))),
        format!("stretch {:?}", app.stretch),
        format!("prompt {:?}", app.prompt.as_ref().map(|p| (p.purpose, p.input.value()))),
        format!("picker {:?}", app.picker.as_ref().map(|p| p.title.as_str())),
        format!("arranged {:?}", app.arrangements[app.pane as usize]),
        format!("level {} theme {}", app.level, app.setup.theme.name),
        format!("says {:?}", app.notice.as_ref().map(|n| n.text.as_str())),
        format!(
            "effects {}",
            effects
                .iter()
                .map(|e| format!("{e:.60?}").chars().take(90).collect::<String>())
                .collect::<Vec<_>>()
                .join(", ")
        ),
    ]
}

/// For each action, the keys that lead to where it does something.
#[rustfmt::skip]
const BEFORE: &[(Action, &str)] = {
    use Action as A;
    &[
        (A::Down, ""), (A::Up, "j"), (A::HalfPageDown, ""), (A::HalfPageUp, "ctrl-d"), (A::PageDown, ""),
        (A::PageUp, "G"), (A::Top, "G"), (A::Bottom, ""), (A::ScrollDown, ""), (A::ScrollUp, "G"),
        (A::NextQuote, ""), (A::PreviousQuote, "] q ] q"), (A::NextSource, ""), (A::PreviousSource, "] s ] s"),
        (A::NextMention, "1 0"), (A::PreviousMention, "1 0 ] a"), (A::NextEvent, ""), (A::PreviousEvent, "] e ] e"),
        (A::NextAlliance, ""), (A::PreviousAlliance, "] r ] r"), (A::NextItem, "4 0"), (A::PreviousItem, "4 0 ."),
        (A::ToSource, "] q"), (A::ToSpeaker, "] q"), (A::Open, "] q"), (A::NextPane, ""), (A::PreviousPane, ""),
        (A::List, ""), (A::Text, "4"), (A::Actors, ""), (A::Alliances, ""), (A::Events, ""), (A::Quotes, ""),
        (A::Sources, ""), (A::Zoom, ""), (A::NextDispatch, ""), (A::PreviousDispatch, "J"), (A::LastDispatch, "J"),
        (A::Search, ""), (A::SearchNext, "/ b r i g a d e enter"), (A::SearchPrevious, "/ b r i g a d e enter n"),
        (A::Filter, ""), (A::SavedViews, ""), (A::FindDispatch, ""), (A::FindActor, ""), (A::Palette, ""),
        (A::JumpBack, "J"), (A::JumpForward, "J ctrl-o"), (A::SetMark, ""), (A::ToMark, ""), (A::Sort, "`"),
        (A::Reverse, "`"), (A::Fold, "`"), (A::Select, "`"), (A::SelectAll, "`"), (A::Group, "1"),
        (A::SortPane, "1"), (A::FilterPane, "1"), (A::Explain, "] q"), (A::Dossier, "1"), (A::Naming, ""),
        (A::Attribution, ""), (A::Matrix, ""), (A::Graph, ""), (A::Timeline, ""), (A::Map, ""), (A::Compare, ""),
        (A::Levels, ""), (A::Parts, ""), (A::Legend, ""), (A::Details, ""), (A::Theme, ""), (A::Copy, "] q"), (A::CopyParagraph, ""),
        (A::CopyCitation, "] q"), (A::Write, ""), (A::Edit, ""), (A::Pipe, ""), (A::Accept, "] q"),
        (A::Reject, "] q"), (A::Skip, "] q"), (A::Flag, "] q"), (A::Forget, "] q"), (A::NextUndecided, ""),
        (A::AcceptAll, "4"), (A::RejectAll, "4"), (A::Correct, "] q"), (A::Add, ""), (A::Note, "] q"),
        (A::NoteInEditor, "] q"), (A::NoteOnDispatch, ""), (A::OpenPoints, ""), (A::History, ""), (A::Orphans, ""),
        (A::Check, ""), (A::Exclude, "1"), (A::GrowEnd, "+"), (A::ShrinkEnd, "+ l l"), (A::GrowStart, "+ w w w"),
        (A::ShrinkStart, "+ l l"), (A::GrowEndByOne, "+"), (A::ShrinkEndByOne, "+ l"), (A::GrowStartByOne, "+ w"),
        (A::ShrinkStartByOne, "+ l"), (A::NextWord, "+"), (A::PreviousWord, "+ w w"), (A::Undo, ""), (A::Redo, ""), (A::Record, ""), (A::Play, ""),
        (A::Help, ""), (A::Suspend, ""), (A::Redraw, ""), (A::Close, "4"), (A::Quit, ""),
    ]
};

#[test]
fn every_action_shows_what_it_does() {
    let mut all = String::new();
    for action in Action::ALL {
        let found = BEFORE.iter().find(|(a, _)| a == action);
        let (_, before) = found.unwrap_or_else(|| panic!("{action} has no sequence of keys in this test"));
        let mut app = sample::app(80, 12, 3);
        if !before.is_empty() {
            sample::press(&mut app, before);
        }
        let here = seen(&app, &[]);
        let bound = app.setup.keymap.iter().filter(|(context, _, a)| {
            a == action && (*context == app.context() || *context == Context::Global)
        });
        let keys = bound.min_by_key(|(_, keys, _)| keys.len()).map(|(_, keys, _)| keys.to_vec());
        let keys = keys.unwrap_or_else(|| panic!("{action} has no key there"));
        let effects: Vec<Effect> = keys.iter().flat_map(|key| app.update(Msg::Key(*key))).collect();
        let there = seen(&app, &effects);
        let changed: Vec<&str> =
            there.iter().filter(|part| !here.contains(part)).map(String::as_str).collect();
        assert!(!changed.is_empty(), "{action} shows nothing");
        let before = if before.is_empty() { String::new() } else { format!("{before} then ") };
        all.extend([action.as_str(), ": ", &before, &Key::label(&keys), "\n  ", &changed.join("\n  "), "\n"]);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn everything_listed_is_ticked_and_goes_together() {
    let mut app = sample::app(80, 24, 3);
    sample::press(&mut app, "f s l u g : c o n v o i enter *");
    assert_eq!(app.list.ticked.len(), 3);
    let piped = sample::press(&mut app, "| w c enter");
    assert!(
        matches!(&piped[..], [Effect::Pipe { text, .. }] if text.matches("convoi").count() == 3),
        "{piped:?}"
    );
    sample::press(&mut app, "*");
    assert!(app.list.ticked.is_empty());
}

#[test]
fn a_changed_config_holds_at_once_and_keeps_the_theme_chosen_by_key() {
    let mut app = sample::app(80, 24, 3);
    sample::press(&mut app, "] q T ?");
    let mut setup = sample::app(80, 24, 0).setup;
    setup.views.clear();
    setup.messages = messages::Messages::in_language(crate::dispatch::Lang::from_tag("en").unwrap());
    app.update(Msg::Setup(Box::new(setup.clone())));
    assert_eq!((app.setup.theme.name.as_str(), app.setup.views.len()), ("contrast", 0));
    assert_eq!(app.overlays[0].title, "Help");
    setup.themes.rotate_left(2);
    setup.theme = setup.themes[0].clone();
    app.update(Msg::Setup(Box::new(setup)));
    assert_eq!(app.setup.theme.name, "mono");
}

/// Gives the row of that number another dispatch.
fn put(app: &mut App, id: usize, family: usize, state: State, dispatch: Dispatch) -> Vec<Effect> {
    let row = crate::library::Row { family, state, ..sample::row(id, dispatch) };
    app.update(Msg::Arrived(vec![Change::Put(Box::new(row))]))
}

#[test]
fn a_file_that_changes_is_replaced_where_it_stands() {
    let mut app = sample::app(80, 24, 2);
    sample::press(&mut app, "G");
    let (order, at) = (app.list.order.clone(), app.at);
    let mut changed = (*app.entries[0].dispatch).clone();
    changed.text = "La présidente s'est tue.".to_owned();
    changed.paragraphs.truncate(1);
    changed.paragraphs[0].span.end = changed.text.len();
    let effects = put(&mut app, 0, 0, State::Whole, changed);
    assert!(matches!(effects[..], [Effect::Read { id: 0, .. }]), "{effects:?}");
    assert_eq!((&app.list.order, app.open, app.news), (&order, Some(0), 1));
    assert!(app.at < at && app.items().is_none() && app.notice.is_some());
    app.update(Msg::Arrived(vec![Change::Gone(0)]));
    assert_eq!(app.entries[0].badge(), Some(("state", "removed")));
    assert_eq!(app.list.order, order);
}

#[test]
fn what_cannot_be_read_stands_in_the_list_until_it_can() {
    let mut app = sample::app(80, 24, 0);
    put(&mut app, 1, 1, State::Unreadable, sample::plain("a.pdf could not be read."));
    assert_eq!((app.list.order.len(), app.faults.len()), (2, 1));
    put(&mut app, 1, 1, State::Whole, sample::plain("Kessel est calme."));
    assert_eq!((app.list.order.len(), app.faults.len()), (2, 0));
}

#[test]
fn a_later_take_is_told_of_and_a_kill_reaches_what_is_on_the_screen() {
    let mut app = sample::app(80, 24, 0);
    let mut kill = sample::plain("Annulation.");
    kill.meta.status = Some(crate::dispatch::Status::Canceled);
    kill.meta.published = Some("2031-03-05T00:00:00Z".to_owned());
    put(&mut app, 1, 0, State::Whole, kill);
    assert_eq!((app.open, app.list.order.as_slice()), (Some(0), [1].as_slice()));
    assert!(app.notice.is_some());
    assert!(sample::press(&mut app, "Y").is_empty());
}

#[test]
fn a_summary_is_fetched_when_it_is_opened_or_searched() {
    let mut app = sample::app(80, 24, 4);
    let mut late = sample::plain("Kessel");
    late.path = Some("a.txt".into());
    assert!(put(&mut app, 5, 5, State::Summary, late.clone()).is_empty());
    app.open_dispatch(5);
    let effects = app.update(Msg::Resize(80, 24));
    assert!(matches!(&effects[..], [Effect::Fetch { id: 5, item: 0, .. }]), "{effects:?}");
    late.text = "Kessel est calme.".to_owned();
    let effects = app.update(Msg::Fetched(vec![(5, Ok(late.clone()))]));
    assert!(matches!(&effects[..], [Effect::Read { id: 5, .. }]), "{effects:?}");
    assert_eq!(app.entry().map(|e| e.dispatch.text.as_str()), Some("Kessel est calme."));
    late.meta.published = Some("2032-01-01T00:00:00Z".to_owned());
    assert!(put(&mut app, 6, 6, State::Summary, late).is_empty());
    let effects = sample::press(&mut app, "f c a l m e enter");
    assert!(effects.iter().any(|e| matches!(e, Effect::Fetch { id: 6, .. })), "{effects:?}");
}
