//! One-to-one matching of gold and predicted items.

use super::gold::Optional;

/// Which predicted item each gold item is matched with.
#[derive(Debug)]
pub struct Matching {
    of_gold: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl Matching {
    /// Matches greedily: best score first, required gold before optional, then in text order. A score of 0 is no match.
    pub fn new<G: Optional>(gold: &[G], predicted: usize, score: impl Fn(usize, usize) -> f64) -> Self {
        let mut pairs: Vec<(f64, bool, usize, usize)> = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for j in 0..predicted {
                let score = score(i, j);
                if score > 0.0 {
                    pairs.push((score, g.optional(), i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
        let mut matching = Self { of_gold: vec![None; gold.len()], used: vec![false; predicted] };
        for (_, _, i, j) in pairs {
            if matching.of_gold[i].is_none() && !matching.used[j] {
                matching.of_gold[i] = Some(j);
                matching.used[j] = true;
            }
        }
        matching
    }

    /// The predicted item that gold item `i` is matched with.
    pub fn predicted(&self, i: usize) -> Option<usize> {
        self.of_gold.get(i).copied().flatten()
    }

    /// The gold items that are matched, each with its predicted one.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.of_gold.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?)))
    }

    /// The predicted items that no gold item is matched with.
    pub fn spurious(&self) -> impl Iterator<Item = usize> + '_ {
        self.used.iter().enumerate().filter(|(_, used)| !**used).map(|(j, _)| j)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Item(bool);

    impl Optional for Item {
        fn optional(&self) -> bool {
            self.0
        }
    }

    #[test]
    fn best_first_required_before_optional() {
        let gold = [Item(true), Item(false), Item(false)];
        let table = [[2.0, 0.0], [2.0, 3.0], [0.0, 2.5]];
        let matching = Matching::new(&gold, 2, |i, j| table[i][j]);
        assert_eq!(matching.pairs().collect::<Vec<_>>(), [(0, 0), (1, 1)]);
        let tie = Matching::new(&gold, 1, |i, _| [1.0, 0.0, 1.0][i]);
        assert_eq!(tie.pairs().collect::<Vec<_>>(), [(2, 0)]);
        assert_eq!(matching.spurious().count(), 0);
    }
}
