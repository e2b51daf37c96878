//! What the identifiers in a record mean.

use super::schema::{Actor, Place, Record, Source};
use crate::dispatch::{ActorId, Attribution, PlaceId, SourceId};

impl<'a> Record<'a> {
    /// The actor of that identifier.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Option<&Actor<'a>> {
        self.actors.get(id.0).filter(|a| a.id == id).or_else(|| self.actors.iter().find(|a| a.id == id))
    }

    /// The source of that identifier.
    #[must_use]
    pub fn source(&self, id: SourceId) -> Option<&Source<'a>> {
        self.sources.get(id.0).filter(|s| s.id == id).or_else(|| self.sources.iter().find(|s| s.id == id))
    }

    /// The place of that identifier.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<&Place<'a>> {
        self.places.get(id.0).filter(|p| p.id == id).or_else(|| self.places.iter().find(|p| p.id == id))
    }

    /// What that actor is called; empty where there is none.
    #[must_use]
    pub fn actor_name(&self, id: ActorId) -> &str {
        self.actor(id).map_or("", |a| &a.name)
    }

    /// What that source is called; empty where there is none.
    #[must_use]
    pub fn source_name(&self, id: SourceId) -> &str {
        self.source(id).map_or("", |s| &s.name)
    }

    /// What those actors are called, separated by `; `.
    #[must_use]
    pub fn actor_names(&self, ids: &[ActorId]) -> String {
        ids.iter().map(|&id| self.actor_name(id)).collect::<Vec<_>>().join("; ")
    }

    /// On whose word something stands; empty where it is nobody's.
    #[must_use]
    pub fn attribution(&self, attribution: Option<Attribution>) -> &str {
        match attribution {
            Some(Attribution::Actor(id)) => self.actor_name(id),
            Some(Attribution::Source(id)) => self.source_name(id),
            None => "",
        }
    }
}
