//! Where the dispatch has something from.
