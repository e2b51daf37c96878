//! Many dispatches: found, loaded, followed, ordered, searched.

pub mod files;
pub mod work;
