//! The trained model of arguments: weights of logistic regression by hashed feature.
//!
//! One file serves every language, `assets/models/arguments.model`, in the format of [`container`](crate::language::container).
//! Its section `pairs` says of two whether they stand to each other as a word of relation states:
//!
//! ```text
//! 0   f32      the probability from which a pair is added to what the rules state
//! 4   f32      the probability below which a pair that they state is taken away
//! 8   entries  feature (u64), weight (f32); no feature twice
//! ```

use std::sync::OnceLock;

use super::Features;
use crate::language::container::{Container, ModelError};

/// The weights of all that is asked.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Whether two stand to each other as a word says.
    pub pairs: Table,
}

/// The model in use.
static MODEL: OnceLock<Model> = OnceLock::new();

impl Model {
    /// The model in use: the built-in one, unless another was installed.
    #[must_use]
    pub fn get() -> &'static Self {
        // The asset is tested: a fault there is found before a release.
        MODEL.get_or_init(|| Self::built_in().unwrap_or_default())
    }

    /// The built-in model.
    ///
    /// # Errors
    /// Never; the asset is tested.
    pub fn built_in() -> Result<Self, ModelError> {
        Self::read(&Container::own(include_bytes!("../../../assets/models/arguments.model"))?)
    }

    /// Puts the model in the place of the built-in one, for the whole process. Comes too late, and changes nothing, once that one
    /// was used.
    pub fn install(self) {
        let _ = MODEL.set(self);
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where a section is missing or is not what it should be.
    pub fn read(file: &Container) -> Result<Self, ModelError> {
        let pairs = Table::parse(&file.section("pairs")?).ok_or(ModelError::Senseless("pairs"))?;
        Ok(Self { pairs })
    }
}

/// How probable what the rules do not state must be to be added, and what they do state to stay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The probability from which a pair is added.
    pub add: f32,
    /// The probability below which a pair that the rules state goes.
    pub keep: f32,
}

impl Default for Limits {
    /// Those by which the rules' word stands whatever the probability.
    fn default() -> Self {
        Self { add: 2.0, keep: 0.0 }
    }
}

/// Weights by feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The limits that decide.
    pub limits: Limits,
    rows: Vec<(u64, f32)>,
    /// Where the row of a feature is, by its last bits, or one of the next places; one more than its number, 0 for none.
    places: Vec<u32>,
    /// For each template the most that a feature of it adds.
    most: Vec<f32>,
}

impl Default for Table {
    /// A table that says nothing.
    fn default() -> Self {
        Self::new(Limits::default(), Vec::new())
    }
}

impl Table {
    /// The table of `rows`, of which none stands for the same feature as another.
    #[must_use]
    pub fn new(limits: Limits, mut rows: Vec<(u64, f32)>) -> Self {
        rows.sort_by_key(|row| row.0);
        let mut places = vec![0; (rows.len() * 2).next_power_of_two()];
        let mut most = vec![0.0_f32; 256];
        for (number, &(feature, weight)) in (1..).zip(&rows) {
            if let Some(place) = way(feature, places.len()).find(|&p| places[p] == 0) {
                places[place] = number;
            }
            let template = &mut most[usize::from(feature.to_be_bytes()[0])];
            *template = template.max(weight);
        }
        Self { limits, rows, places, most }
    }

    /// The sum of the weights of `features`.
    #[must_use]
    pub fn sum(&self, features: &Features) -> f32 {
        features.0.iter().map(|&feature| self.weight(feature)).sum()
    }

    fn weight(&self, feature: u64) -> f32 {
        let numbers = way(feature, self.places.len()).map(|p| self.places[p]).take_while(|&n| n > 0);
        let mut rows = numbers.filter_map(|n| self.rows.get(n as usize - 1));
        rows.find(|row| row.0 == feature).map_or(0.0, |row| row.1)
    }

    /// The most that features of templates from number `first` on, one each, add up to.
    #[must_use]
    pub fn most(&self, first: u8) -> f32 {
        self.most.iter().skip(usize::from(first)).sum()
    }

    /// The table as a section of a model file.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER + ROW * self.rows.len());
        out.extend(self.limits.add.to_le_bytes());
        out.extend(self.limits.keep.to_le_bytes());
        for (feature, weight) in &self.rows {
            out.extend(feature.to_le_bytes());
            out.extend(weight.to_le_bytes());
        }
        out
    }

    /// Reads what [`Table::write`] wrote; `None` where it is something else.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let number =
            |bytes: &[u8]| Some(f32::from_le_bytes(bytes.try_into().ok()?)).filter(|n| n.is_finite());
        let (rows, left) = rest.as_chunks::<ROW>();
        let row = |row: &[u8; ROW]| {
            let (feature, weight) = row.split_at(8);
            Some((u64::from_le_bytes(feature.try_into().ok()?), number(weight)?))
        };
        let rows = rows.iter().map(row).collect::<Option<Vec<_>>>()?;
        let (add, keep) = header.split_at(4);
        left.is_empty().then_some(Self::new(Limits { add: number(add)?, keep: number(keep)? }, rows))
    }
}

/// The lengths of the parts of a section.
const HEADER: usize = 8;
const ROW: usize = 12;

/// The places, of so many, where a feature may be, in the order in which they are taken.
fn way(feature: u64, places: usize) -> impl Iterator<Item = usize> {
    let first = usize::try_from(feature & 0xffff_ffff).unwrap_or_default();
    (0..places).map(move |n| (first + n) & (places - 1))
}

/// The probability that is meant by a sum of weights.
#[must_use]
pub fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::container;
    use proptest::prelude::*;

    fn features(template: u8, value: u64) -> Features {
        let mut features = Features::default();
        features.add(template, [value, 0, 0]);
        features
    }

    fn table() -> Table {
        let row = |n: u8| (features(n % 5, n.into()).0[0], f32::from(n));
        Table::new(Limits { add: 0.5, keep: 0.1 }, (0..100).map(row).collect())
    }

    fn read(sections: &[(&str, Vec<u8>)]) -> Result<Model, ModelError> {
        Model::read(&Container::open(container::write(sections).into()).unwrap())
    }

    #[test]
    fn the_built_in_model_is_sound() {
        let model = Model::built_in().unwrap();
        assert!(model.pairs.rows.len() > 1000);
        assert!(model.pairs.limits.keep < model.pairs.limits.add);
    }

    #[test]
    fn every_feature_is_found_and_no_other() {
        let table = table();
        for n in 0..100_u8 {
            let mut both = features(n % 5, n.into());
            both.add(9, [1, 0, 0]);
            assert!((table.sum(&both) - f32::from(n)).abs() < 1e-6);
        }
        assert!((table.most(3) - (98.0 + 99.0)).abs() < 1e-6, "of templates 3 and 4");
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(read(&[("pairs", table().write())]).unwrap().pairs, table());
    }

    #[test]
    fn a_file_that_makes_no_sense_is_an_error() {
        assert_eq!(read(&[("about", Vec::new())]).unwrap_err(), ModelError::Missing("pairs"));
        let senseless = |bytes: Vec<u8>| read(&[("pairs", bytes)]).unwrap_err();
        assert_eq!(senseless(vec![1, 2, 3]), ModelError::Senseless("pairs"));
        let mut cut = table().write();
        cut.pop();
        assert_eq!(senseless(cut), ModelError::Senseless("pairs"));
        let mut wild = table().write();
        wild[HEADER + 8..HEADER + ROW].copy_from_slice(&f32::NAN.to_le_bytes());
        assert_eq!(senseless(wild), ModelError::Senseless("pairs"));
    }

    #[test]
    fn a_sum_is_log_odds() {
        assert!((probability(0.0) - 0.5).abs() < 1e-6);
        assert!(probability(20.0) > 0.999 && probability(-20.0) < 0.001);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            if let Some(table) = Table::parse(&bytes) {
                let _ = table.sum(&features(1, 2));
            }
        }
    }
}
