//! What a name of the gazetteer can mean.

use super::{ActorKind, named};

named! {
    /// What a row of the gazetteer is. The order is the one in which the meanings of an ambiguous name are given.
    Class {
        State = "state", Capital = "capital", Seat = "seat", Government = "government", Military = "military",
        ArmedGroup = "armed_group", International = "international", Monitor = "monitor",
        Organisation = "organisation", Agency = "agency", Media = "media", Person = "person", City = "city",
        /// A region with a government and policy of its own, which acts by its name: Puntland, Catalonia.
        Autonomy = "autonomy",
        Region = "region", Site = "site", Water = "water", Area = "area", Adjective = "adjective",
        Inhabitants = "inhabitants", Prefix = "prefix",
        /// Means nothing: a user's row that hides a built-in name.
        Nothing = "nothing",
    }
}

named! {
    /// What a person of the gazetteer is known as.
    Role {
        HeadOfState = "head_of_state", HeadOfGovernment = "head_of_government",
        ForeignMinister = "foreign_minister", DefenceMinister = "defence_minister", Minister = "minister",
        Spokesperson = "spokesperson", Commander = "commander", Envoy = "envoy", Official = "official",
        Leader = "leader", Opposition = "opposition", Religious = "religious", Former = "former",
    }
}

impl Class {
    /// What kind of actor a name of this class means where it acts; `None` for what is a place or a word only.
    #[must_use]
    pub const fn actor_kind(self) -> Option<ActorKind> {
        match self {
            Self::State | Self::Capital => Some(ActorKind::State),
            Self::Seat | Self::Government | Self::Autonomy => Some(ActorKind::Government),
            Self::Military => Some(ActorKind::Military),
            Self::ArmedGroup => Some(ActorKind::ArmedGroup),
            Self::International => Some(ActorKind::International),
            Self::Monitor | Self::Organisation => Some(ActorKind::Organisation),
            Self::Agency | Self::Media => Some(ActorKind::Media),
            Self::Person => Some(ActorKind::Person),
            Self::Inhabitants => Some(ActorKind::Population),
            Self::City
            | Self::Region
            | Self::Site
            | Self::Water
            | Self::Area
            | Self::Adjective
            | Self::Prefix
            | Self::Nothing => None,
        }
    }

    /// Whether a name of this class can say where something happens.
    #[must_use]
    pub const fn is_place(self) -> bool {
        matches!(
            self,
            Self::State
                | Self::Capital
                | Self::Seat
                | Self::City
                | Self::Autonomy
                | Self::Region
                | Self::Site
                | Self::Water
                | Self::Area
        )
    }
}
