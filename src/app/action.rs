//! What the reader can do. One action is a target of the keymap, a row of help and palette, and a step of a test.

use crate::dispatch::named;

named! {
    /// Something the reader can do when asked to.
    Action {
        Down = "down", Up = "up", HalfPageDown = "half-page-down", HalfPageUp = "half-page-up",
        PageDown = "page-down", PageUp = "page-up", Top = "top", Bottom = "bottom",
        ScrollDown = "scroll-down", ScrollUp = "scroll-up",

        NextQuote = "next-quote", PreviousQuote = "previous-quote", NextSource = "next-source",
        PreviousSource = "previous-source", NextMention = "next-mention", PreviousMention = "previous-mention",
        NextEvent = "next-event", PreviousEvent = "previous-event", NextAlliance = "next-alliance",
        PreviousAlliance = "previous-alliance", NextItem = "next-item", PreviousItem = "previous-item",
        ToSource = "to-source", ToSpeaker = "to-speaker", Open = "open",

        NextPane = "next-pane", PreviousPane = "previous-pane", List = "list", Text = "text", Actors = "actors",
        Alliances = "alliances", Events = "events", Quotes = "quotes", Sources = "sources", Zoom = "zoom",

        NextDispatch = "next-dispatch", PreviousDispatch = "previous-dispatch", LastDispatch = "last-dispatch",
        Search = "search", SearchNext = "search-next", SearchPrevious = "search-previous", Filter = "filter",
        SavedViews = "saved-views", FindDispatch = "find-dispatch", FindActor = "find-actor", Palette = "palette",
        JumpBack = "jump-back", JumpForward = "jump-forward", SetMark = "set-mark", ToMark = "to-mark",

        Sort = "sort", Reverse = "reverse", Fold = "fold", Select = "select", SelectAll = "select-all",
        Group = "group", SortPane = "sort-pane", FilterPane = "filter-pane",

        Explain = "explain", Dossier = "dossier", Naming = "naming", Attribution = "attribution", Matrix = "matrix",
        Graph = "graph", Timeline = "timeline", Map = "map", Compare = "compare", Levels = "levels", Parts = "parts",
        Legend = "legend", Details = "details", Theme = "theme",

        Copy = "copy", CopyParagraph = "copy-paragraph", CopyCitation = "copy-citation", Write = "write",
        Edit = "edit", Pipe = "pipe",

        Accept = "accept", Reject = "reject", Skip = "skip", Flag = "flag", Forget = "forget", Undo = "undo",
        Redo = "redo", NextUndecided = "next-undecided", AcceptAll = "accept-all", RejectAll = "reject-all",
        Correct = "correct", Add = "add", Note = "note", NoteInEditor = "note-in-editor",
        NoteOnDispatch = "note-on-dispatch", Exclude = "exclude", OpenPoints = "open-points", History = "history", Orphans = "orphans",
        Check = "check",

        GrowEnd = "grow-end", ShrinkEnd = "shrink-end", GrowStart = "grow-start", ShrinkStart = "shrink-start",
        GrowEndByOne = "grow-end-by-one", ShrinkEndByOne = "shrink-end-by-one",
        GrowStartByOne = "grow-start-by-one", ShrinkStartByOne = "shrink-start-by-one",
        NextWord = "next-word", PreviousWord = "previous-word",

        Record = "record-macro", Play = "play-macro", Help = "help", Suspend = "suspend", Redraw = "redraw", Close = "close", Quit = "quit",
    }
}

named! {
    /// The parts of help and palette.
    Section {
        Moving = "moving", Items = "items", Panes = "panes", Finding = "finding", Views = "views",
        Listing = "listing", Output = "output", Review = "review", Span = "span",
        Program = "program",
    }
}

impl Action {
    /// Under which heading help lists it.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line an action")]
    pub const fn section(self) -> Section {
        use Action as A;
        match self {
            A::Down
            | A::Up
            | A::HalfPageDown
            | A::HalfPageUp
            | A::PageDown
            | A::PageUp
            | A::Top
            | A::Bottom
            | A::ScrollDown
            | A::ScrollUp => Section::Moving,
            A::NextQuote
            | A::PreviousQuote
            | A::NextSource
            | A::PreviousSource
            | A::NextMention
            | A::PreviousMention
            | A::NextEvent
            | A::PreviousEvent
            | A::NextAlliance
            | A::PreviousAlliance
            | A::NextItem
            | A::PreviousItem
            | A::ToSource
            | A::ToSpeaker
            | A::Open => Section::Items,
            A::NextPane
            | A::PreviousPane
            | A::List
            | A::Text
            | A::Actors
            | A::Alliances
            | A::Events
            | A::Quotes
            | A::Sources
            | A::Zoom => Section::Panes,
            A::NextDispatch
            | A::PreviousDispatch
            | A::LastDispatch
            | A::Search
            | A::SearchNext
            | A::SearchPrevious
            | A::Filter
            | A::SavedViews
            | A::FindDispatch
            | A::FindActor
            | A::Palette
            | A::JumpBack
            | A::JumpForward
            | A::SetMark
            | A::ToMark => Section::Finding,
            A::Sort
            | A::Reverse
            | A::Fold
            | A::Select
            | A::SelectAll
            | A::Group
            | A::SortPane
            | A::FilterPane => Section::Listing,
            A::Explain
            | A::Dossier
            | A::Naming
            | A::Attribution
            | A::Matrix
            | A::Graph
            | A::Timeline
            | A::Map
            | A::Compare
            | A::Levels
            | A::Parts
            | A::Legend
            | A::Details
            | A::Theme => Section::Views,
            A::Copy | A::CopyParagraph | A::CopyCitation | A::Write | A::Edit | A::Pipe => Section::Output,
            A::Accept
            | A::Reject
            | A::Skip
            | A::Flag
            | A::Forget
            | A::Undo
            | A::Redo
            | A::NextUndecided
            | A::AcceptAll
            | A::RejectAll
            | A::Correct
            | A::Add
            | A::Note
            | A::NoteInEditor
            | A::NoteOnDispatch
            | A::Exclude
            | A::OpenPoints
            | A::History
            | A::Orphans
            | A::Check => Section::Review,
            A::GrowEnd
            | A::ShrinkEnd
            | A::GrowStart
            | A::ShrinkStart
            | A::GrowEndByOne
            | A::ShrinkEndByOne
            | A::GrowStartByOne
            | A::ShrinkStartByOne
            | A::NextWord
            | A::PreviousWord => Section::Span,
            A::Record | A::Play | A::Help | A::Suspend | A::Redraw | A::Close | A::Quit => Section::Program,
        }
    }
}
