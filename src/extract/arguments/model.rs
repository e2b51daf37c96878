//! The trained model of arguments: weights of multinomial logistic regression by hashed feature.
//!
//! One file serves every language, `assets/models/arguments.model`, in the format of [`container`](crate::language::container).
//! Its sections `pairs` (relations) and `roles` (agents and targets of events):
//!
//! ```text
//! 0   f32      the probability from which something is added to what the rules state
//! 4   f32      the same where it comes beside another, or is in doubt as an actor
//! 8   2 × f32  the probabilities below which what they state is taken away: of agents or relations, of targets
//! 16  f32      what a weight of 1 stands for
//! 20  rows     feature (u32), for each label a weight (i8); by feature, none twice
//! ```

use std::sync::OnceLock;

use super::{Features, LABELS, ROLES};
use crate::language::container::{Bytes, Container, ModelError};

/// The weights of all that is asked.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// How two stand to each other.
    pub pairs: Table<{ LABELS.len() }>,
    /// Who does what happens, and who suffers it.
    pub roles: Table<{ ROLES.len() }>,
    /// Whether words tell an event.
    pub tellings: Table<1>,
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
        Ok(Self {
            pairs: Table::read(file, "pairs")?,
            roles: Table::read(file, "roles")?,
            tellings: Table::read(file, "tellings")?,
        })
    }
}

/// How probable what the rules do not state must be to be added, and what they do state to stay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The probability from which something is added.
    pub add: f32,
    /// The probability from which a party is added that is in doubt as an actor, or beside another.
    pub beside: f32,
    /// The probability below which what the rules state goes, for each of the [`ROLES`]; relations have the first.
    pub keep: [f32; 2],
}

impl Limits {
    /// Those that are the same for all roles, and as sure of who comes beside another as of the first.
    #[must_use]
    pub fn of(add: f32, keep: f32) -> Self {
        Self { add, beside: add, keep: [keep; ROLES.len()] }
    }

    /// What words tell: what the rules have `stated`, unless it is unlikely; else, or where it is much likelier, the `other` that is
    /// likeliest. Each is given with how likely it is.
    #[must_use]
    pub fn telling<T>(self, stated: Option<(f32, T)>, other: Option<(f32, T)>) -> Option<T> {
        let stated = stated.filter(|(likely, _)| *likely >= self.keep[0]);
        let enough = stated.as_ref().map_or(self.add, |(likely, _)| self.beside.max(*likely));
        other.filter(|(likely, _)| *likely >= enough).or(stated).map(|(_, what)| what)
    }

    /// Who is party to an event in each of the [`ROLES`], by what the rules have `stated` and by how `likely` everybody is who is meant
    /// there. Who is in doubt as an actor, or comes beside another, must be the surer.
    #[must_use]
    pub fn parties<W: Copy + Ord>(
        self,
        stated: [Vec<W>; ROLES.len()],
        mut likely: Vec<Likely<W>>,
    ) -> [Vec<W>; ROLES.len()] {
        let mut found = stated;
        for (role, list) in found.iter_mut().enumerate() {
            list.retain(|who| {
                likely.iter().find(|l| l.who == *who).is_none_or(|l| l.scores[role] >= self.keep[role])
            });
        }
        likely.retain(|l| found.iter().all(|list| !list.contains(&l.who)));
        likely.sort_by(|x, y| y.best().1.total_cmp(&x.best().1).then(x.who.cmp(&y.who)));
        for one in likely {
            let (role, probability) = one.best();
            let list = &mut found[role];
            let surer = !one.sure || !list.is_empty();
            if probability >= if surer { self.beside } else { self.add } {
                list.push(one.who);
            }
        }
        found
    }
}

/// How likely it is that somebody is party to an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely<W> {
    /// Who.
    pub who: W,
    /// Whether he is an actor whatever he does there.
    pub sure: bool,
    /// How likely in each of the [`ROLES`].
    pub scores: Scores<{ ROLES.len() }>,
}

impl<W: Copy + Ord> Likely<W> {
    /// Adds what one telling of the event says of `who` to `all`, of whom each is in it once: the likeliest counts.
    pub fn note(all: &mut Vec<Self>, who: W, sure: bool, scores: Scores<{ ROLES.len() }>) {
        match all.iter_mut().find(|l| l.who == who) {
            Some(known) => known.scores.iter_mut().zip(scores).for_each(|(best, p)| *best = best.max(p)),
            None => all.push(Self { who, sure, scores }),
        }
    }

    /// The likeliest role, by its place, and how likely it is.
    fn best(&self) -> (usize, f32) {
        let [agent, target] = self.scores;
        if agent > target { (0, agent) } else { (1, target) }
    }
}

impl Default for Limits {
    /// Those by which the rules' word stands whatever the probability.
    fn default() -> Self {
        Self::of(2.0, 0.0)
    }
}

/// One number for each of the labels.
pub type Scores<const N: usize> = [f32; N];

/// What features say for each label, added up in the unit of their table.
#[derive(Clone, Copy, Debug)]
pub struct Sums<const N: usize>([i32; N]);

impl<const N: usize> Default for Sums<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

/// Weights by feature, read where they lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<const N: usize> {
    /// The limits that decide.
    pub limits: Limits,
    unit: f32,
    /// The rows as a section has them.
    rows: Bytes,
    /// For each template where its first bucket is, and how many it has.
    buckets: Vec<(u32, u32)>,
    /// Where the rows of each bucket begin, and where the last ones end.
    starts: Vec<u32>,
}

impl<const N: usize> Default for Table<N> {
    /// A table that says nothing.
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            unit: 1.0,
            rows: Bytes::default(),
            buckets: vec![(0, 1); TEMPLATES],
            starts: vec![0, 0],
        }
    }
}

impl<const N: usize> Table<N> {
    /// The length of a row.
    const ROW: usize = 4 + N;

    /// The table of such rows; `None` where they are not in the order of their features, or one comes twice.
    fn new(limits: Limits, unit: f32, rows: Bytes) -> Option<Self> {
        /// How many rows share a bucket: a handful.
        const SHARED: u32 = 4;
        let count = u32::try_from(rows.len() / Self::ROW).ok()?;
        let mut table =
            Self { limits, unit, rows, buckets: Vec::with_capacity(TEMPLATES), starts: Vec::new() };
        let mut counts = [0_u32; TEMPLATES];
        let mut last = None;
        for place in 0..count {
            let feature = table.feature(place)?;
            if last.is_some_and(|last| last >= feature) {
                return None;
            }
            last = Some(feature);
            counts[template(feature)] += 1;
        }
        let mut all = 0;
        for rows in counts {
            let own = (rows / SHARED).max(1);
            table.buckets.push((all, own));
            all += own;
        }
        for place in 0..count {
            let bucket = table.bucket(table.feature(place)?);
            if table.starts.len() <= bucket {
                table.starts.resize(bucket + 1, place);
            }
        }
        table.starts.resize(usize::try_from(all).ok()? + 1, count);
        Some(table)
    }

    /// The number of the bucket that a feature may be in. Features of a template are spread evenly over its buckets.
    fn bucket(&self, feature: u32) -> usize {
        let (first, own) = self.buckets[template(feature)];
        let place = (u64::from(feature << 8) * u64::from(own)) >> u32::BITS;
        usize::try_from(u64::from(first) + place).unwrap_or_default()
    }

    /// The row at a place.
    fn row(&self, place: u32) -> Option<&[u8]> {
        self.rows.get(usize::try_from(place).ok()? * Self::ROW..)?.get(..Self::ROW)
    }

    fn feature(&self, place: u32) -> Option<u32> {
        Some(u32::from_le_bytes(*self.row(place)?.first_chunk()?))
    }

    /// The table of such weights, each kept in a byte. No two may be of one feature.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "divided by the largest")]
    pub fn pack(limits: Limits, rows: &[(u32, Scores<N>)]) -> Self {
        let most = rows.iter().flat_map(|r| r.1).fold(0.0_f32, |most, w| most.max(w.abs()));
        let unit = if most > 0.0 { most / 127.0 } else { 1.0 };
        let mut rows: Vec<_> = rows.iter().collect();
        rows.sort_unstable_by_key(|row| row.0);
        let mut packed = Vec::with_capacity(rows.len() * Self::ROW);
        for (feature, weights) in rows {
            packed.extend(feature.to_le_bytes());
            packed.extend(weights.map(|w| ((w / unit).round() as i8).cast_unsigned()));
        }
        Self::new(limits, unit, packed.into()).unwrap_or_default()
    }

    /// How likely each label is by what tells.
    #[must_use]
    pub fn weigh(&self, features: &Features) -> Scores<N> {
        let mut sums = Sums::default();
        self.add(features, &mut sums);
        self.probabilities(&sums)
    }

    /// How likely each label is by all that was added to `sums`; what is missing to one is the probability of none.
    #[must_use]
    pub fn probabilities(&self, sums: &Sums<N>) -> Scores<N> {
        #[expect(clippy::cast_precision_loss, reason = "sums of a few hundred bytes")]
        probabilities(sums.0.map(|sum| sum as f32 * self.unit))
    }

    /// Adds what `features` say to `sums`.
    pub fn add(&self, features: &Features, Sums(sums): &mut Sums<N>) {
        /// So many rows are on their way from memory before the first is compared.
        const BATCH: usize = 64;
        let mut found: [&[u8]; BATCH] = [&[]; BATCH];
        for batch in features.0.chunks(BATCH) {
            found.iter_mut().zip(batch).for_each(|(rows, &feature)| *rows = self.near(feature));
            for (rows, &feature) in found.iter().zip(batch) {
                if let Some(weights) = Self::among(rows, feature) {
                    sums.iter_mut().zip(weights).for_each(|(sum, w)| *sum += i32::from(w));
                }
            }
        }
    }

    /// The table without the features that say little: for no label more than so many units, of the 127 that the most telling one says.
    #[must_use]
    pub fn without(&self, units: u8) -> Self {
        let tells = |row: &[u8]| row[4..].iter().any(|w| w.cast_signed().unsigned_abs() > units);
        let rows: Vec<u8> =
            self.rows.chunks_exact(Self::ROW).filter(|row| tells(row)).flatten().copied().collect();
        Self::new(self.limits, self.unit, rows.into()).unwrap_or_default()
    }

    /// What one feature says for each label, in no particular unit.
    #[must_use]
    pub fn weights(&self, feature: u32) -> Option<[i8; N]> {
        Self::among(self.near(feature), feature)
    }

    /// The rows of the bucket that a feature may be in.
    fn near(&self, feature: u32) -> &[u8] {
        let bucket = self.bucket(feature);
        let place = |at: usize| usize::try_from(self.starts[at]).unwrap_or_default() * Self::ROW;
        self.rows.get(place(bucket)..place(bucket + 1)).unwrap_or_default()
    }

    /// The weights of a feature, where it has one of these rows.
    fn among(rows: &[u8], feature: u32) -> Option<[i8; N]> {
        let row = rows.chunks_exact(Self::ROW).find(|row| row.starts_with(&feature.to_le_bytes()))?;
        let weights: &[u8; N] = row.last_chunk()?;
        Some(weights.map(u8::cast_signed))
    }

    /// The table in a section of a model file.
    ///
    /// # Errors
    /// Where the section is missing or is not what it should be.
    pub fn read(file: &Container, section: &'static str) -> Result<Self, ModelError> {
        Self::parse(file.section(section)?).ok_or(ModelError::Senseless(section))
    }

    /// The table as a section of a model file.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER + self.rows.len());
        let Limits { add, beside, keep: [agent, target] } = self.limits;
        for number in [add, beside, agent, target, self.unit] {
            out.extend(number.to_le_bytes());
        }
        out.extend_from_slice(&self.rows);
        out
    }

    /// Reads what [`Table::write`] wrote; `None` where it is something else.
    fn parse(bytes: Bytes) -> Option<Self> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let number =
            |bytes: &[u8]| Some(f32::from_le_bytes(bytes.try_into().ok()?)).filter(|n| n.is_finite());
        let mut numbers = header.chunks_exact(4).map(number);
        let mut next = || numbers.next()?;
        let limits = Limits { add: next()?, beside: next()?, keep: [next()?, next()?] };
        let unit = next()?;
        if !rest.len().is_multiple_of(Self::ROW) {
            return None;
        }
        let rows = match bytes {
            Bytes::Borrowed(bytes) => Bytes::Borrowed(bytes.get(HEADER..)?),
            Bytes::Owned(mut bytes) => {
                bytes.drain(..HEADER);
                Bytes::Owned(bytes)
            }
        };
        Self::new(limits, unit, rows)
    }
}

/// How many templates a feature may be of.
const TEMPLATES: usize = 256;

/// The template of a feature: see [`Features::add`].
fn template(feature: u32) -> usize {
    usize::from(feature.to_be_bytes()[0])
}

/// How many bytes stand before the rows of a section.
const HEADER: usize = 20;

/// The probabilities that are meant by sums of weights, where none has the sum 0.
#[must_use]
pub fn probabilities<const N: usize>(sums: Scores<N>) -> Scores<N> {
    let most = sums.iter().fold(0.0_f32, |most, &s| most.max(s));
    let odds = sums.map(|s| (s - most).exp());
    let all = odds.iter().sum::<f32>() + (-most).exp();
    odds.map(|o| o / all)
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

    fn table() -> Table<6> {
        let row = |n: u8| (features(n % 5, n.into()).0[0], [f32::from(n), 0.0, -1.0, 0.0, 0.0, 1.0]);
        Table::pack(Limits::of(0.5, 0.1), &(0..=127).map(row).collect::<Vec<_>>())
    }

    fn read(sections: &[(&str, Vec<u8>)]) -> Result<Model, ModelError> {
        Model::read(&Container::open(container::write(sections).into()).unwrap())
    }

    #[test]
    fn the_built_in_model_is_sound() {
        let model = Model::built_in().unwrap();
        assert!(model.pairs.rows.len() > 10_000);
        assert!(model.pairs.limits.keep[0] < model.pairs.limits.add);
        assert!(model.roles.rows.len() > 10_000);
        assert!(model.roles.limits.keep.iter().all(|&k| k < model.roles.limits.add));
        assert!(model.tellings.rows.len() > 10_000);
        assert!(model.tellings.limits.keep.iter().all(|&k| k < model.tellings.limits.add));
    }

    #[test]
    fn every_feature_is_found_and_no_other() {
        let table = table();
        for n in 0..=127_u8 {
            let found = table.weights(features(n % 5, n.into()).0[0]);
            assert_eq!(found.map(|w| w[0]), i8::try_from(n).ok());
        }
        assert_eq!(table.weights(features(9, 1).0[0]), None);
    }

    #[test]
    fn what_says_little_is_left_out() {
        let table = table().without(20);
        assert_eq!(table.weights(features(0, 20).0[0]), None);
        assert_eq!(table.weights(features(1, 21).0[0]).map(|w| w[0]), Some(21));
    }

    #[test]
    fn what_the_rules_state_stands_unless_unlikely() {
        let limits = Limits { beside: 0.9, ..Limits::of(0.5, 0.3) };
        assert_eq!(limits.telling(Some((0.3, 'a')), Some((0.8, 'b'))), Some('a'));
        assert_eq!(limits.telling(Some((0.3, 'a')), Some((0.95, 'b'))), Some('b'));
        assert_eq!(limits.telling(Some((0.97, 'a')), Some((0.95, 'b'))), Some('a'));
        assert_eq!(limits.telling(Some((0.2, 'a')), Some((0.5, 'b'))), Some('b'));
        assert_eq!(limits.telling(Some((0.2, 'a')), Some((0.4, 'b'))), None);
        assert_eq!(limits.telling(None, Some((0.5, 'b'))), Some('b'));
        assert_eq!(limits.telling::<char>(None, None), None);
    }

    #[test]
    fn what_was_written_is_read() {
        let roles = Table::pack(Limits::default(), &[(1, [1.0, -1.0])]);
        let tellings = Table::pack(Limits::of(0.3, 0.2), &[(1, [0.5]), (7, [-1.0])]);
        let sections = [("pairs", table().write()), ("roles", roles.write()), ("tellings", tellings.write())];
        let model = read(&sections).unwrap();
        assert_eq!((model.pairs, model.roles, model.tellings), (table(), roles, tellings));
        assert_eq!(read(&sections[..2]).unwrap_err(), ModelError::Missing("tellings"));
    }

    #[test]
    fn a_file_that_makes_no_sense_is_an_error() {
        assert_eq!(read(&[("about", Vec::new())]).unwrap_err(), ModelError::Missing("pairs"));
        let senseless = |bytes: Vec<u8>| read(&[("pairs", bytes)]).unwrap_err();
        assert_eq!(senseless(vec![1, 2, 3]), ModelError::Senseless("pairs"));
        let mut cut = table().write();
        cut.pop();
        assert_eq!(senseless(cut), ModelError::Senseless("pairs"));
        let mut disordered = table().write();
        disordered[HEADER..].rotate_left(Table::<6>::ROW);
        assert_eq!(senseless(disordered), ModelError::Senseless("pairs"));
        let mut wild = table().write();
        wild[HEADER - 4..HEADER].copy_from_slice(&f32::NAN.to_le_bytes());
        assert_eq!(senseless(wild), ModelError::Senseless("pairs"));
    }

    #[test]
    fn parties_go_and_come_by_how_likely_they_are() {
        let limits = Limits { beside: 0.75, keep: [0.1, 0.15], ..Limits::of(0.5, 0.1) };
        let one = |who, sure, scores| Likely { who, sure, scores };
        let parties = |stated: [&[u8]; 2], likely| limits.parties(stated.map(<[u8]>::to_vec), likely);
        let doubted = vec![one(1, true, [0.05, 0.9]), one(2, true, [0.0, 0.2])];
        assert_eq!(parties([&[1], &[2, 3]], doubted), [vec![], vec![2, 3, 1]], "3 is meant nowhere near");
        let added = vec![one(4, true, [0.6, 0.3]), one(5, false, [0.0, 0.6]), one(6, false, [0.1, 0.8])];
        assert_eq!(parties([&[], &[]], added), [vec![4], vec![6]], "5 is no actor but for this");
        let targets = vec![one(9, true, [0.0, 0.12])];
        assert_eq!(parties([&[], &[9]], targets), [Vec::<u8>::new(), vec![]], "targets must be surer");
        assert_eq!(parties([&[9], &[]], vec![one(9, true, [0.12, 0.0])]), [vec![9], vec![]]);
        let beside = vec![one(7, true, [0.6, 0.1]), one(8, true, [0.8, 0.1])];
        assert_eq!(parties([&[], &[]], beside), [vec![8], vec![]], "7 comes beside a likelier one");
    }

    #[test]
    fn the_likeliest_telling_counts() {
        let mut all = Vec::new();
        Likely::note(&mut all, 1, true, [0.2, 0.4]);
        Likely::note(&mut all, 1, true, [0.3, 0.1]);
        assert_eq!(all, [Likely { who: 1, sure: true, scores: [0.3, 0.4] }]);
    }

    #[test]
    fn sums_are_log_odds() {
        let none = probabilities([0.0; 6]);
        assert!(none.iter().all(|p| (p - 1.0 / 7.0).abs() < 1e-6));
        let sure = probabilities([0.0, 90.0, 0.0, -90.0, 0.0, 0.0]);
        assert!(sure[1] > 0.999 && sure[3] < 1e-6);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            if let Some(table) = Table::<6>::parse(bytes.into()) {
                let _ = table.weigh(&features(1, 2));
            }
        }
    }
}
