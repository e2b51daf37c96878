//! States, bodies, groups, people, media and places: `assets/gazetteer/`.

/// Names of the world and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {}
