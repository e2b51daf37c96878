//! depeche reads conflict dispatches: who said what, who did what to whom, who stands with whom.
//!
//! A dispatch walks through the crate once, from left to right:
//!
//! ```text
//! bytes --wire--> Dispatch --language--> Analysis --extract--> Extraction --library/review--> App --ui--> frame --term--> terminal
//!                                                                   \--record--> JSON, CSV, Markdown
//! ```
//!
//! [`dispatch`] is the model they all share: plain data. [`lexicon`] holds what is known of the world and of each
//! language, read from `assets/` and from a user's own folder. Spans are byte ranges everywhere inside; they become
//! code points only in [`record`].

pub mod app;
pub mod audit;
pub mod budget;
pub mod cli;
pub mod config;
pub mod dispatch;
pub mod error;
pub mod eval;
pub mod extract;
pub mod language;
pub mod lexicon;
pub mod library;
pub mod query;
pub mod record;
pub mod review;
pub mod term;
pub mod ui;
pub mod wire;
pub mod worker;
