//! Hash tables that are read where they lie. Their rows stand in buckets of eight that fill half a cache line: a look-up
//! touches memory once and takes no branch, so that the processor makes many of them at the same time.
//!
//! ```text
//! 0   fingerprints: the low 16 bits of each key's hash, zero for an empty row (8 u16)
//! 16  2 bytes for each row, or 16 bytes for all of them, as the table needs them
//! ```
//!
//! The high half of the hash chooses the bucket. A bucket has no more room than that: of the rows that meet in one those
//! of the greatest weight stay. A key that is not in the table is taken for one that is once in some thousands of times.

use wide::u16x8;

/// A bucket in bytes.
pub const BUCKET: usize = 32;
/// The rows of a bucket.
pub const ROWS: usize = 8;
/// Where the bodies of the rows start.
pub const BODY: usize = 2 * ROWS;

/// A bucket as it lies in a table.
pub type Bucket = [u8; BUCKET];

/// The whole buckets among `bytes`.
#[inline]
#[must_use]
pub fn of(bytes: &[u8]) -> &[Bucket] {
    bytes.as_chunks().0
}

/// For each key in turn that has a row: its bucket, and which row it is.
///
/// The fingerprints of many keys are read before the first is compared: a loop that does nothing else has more look-ups
/// under way at once than one that also works on what it finds. Nor does the loop that compares take a branch: which keys are
/// known nobody can foresee.
#[inline]
pub fn find_each<'a>(buckets: &'a [Bucket], hashes: &[u64], mut found: impl FnMut(&'a Bucket, usize)) {
    const BATCH: usize = 64;
    let at = |hash| buckets.get(number(hash, buckets.len()));
    let mut prints = [u16x8::ZERO; BATCH];
    // Which key, and which row of its bucket it has.
    let mut known = [(0u8, 0u8); BATCH];
    for batch in hashes.chunks(BATCH) {
        for (prints, &hash) in prints.iter_mut().zip(batch) {
            *prints = at(hash).map_or(u16x8::ZERO, fingerprints);
        }
        let mut count = 0;
        for ((key, &prints), &hash) in (0..).zip(&prints).zip(batch) {
            let (row, is) = row(prints, hash);
            known[count % BATCH] = (key, row);
            count += usize::from(is);
        }
        for &(key, row) in &known[..count.min(BATCH)] {
            if let Some(bucket) = batch.get(usize::from(key)).and_then(|&hash| at(hash)) {
                found(bucket, row.into());
            }
        }
    }
}

/// The bucket that a key may be in, which row of it the key has, and whether it has one at all.
#[inline]
#[must_use]
pub fn find(buckets: &[Bucket], hash: u64) -> Option<(&Bucket, usize, bool)> {
    let bucket = buckets.get(number(hash, buckets.len()))?;
    let (row, known) = row(fingerprints(bucket), hash);
    Some((bucket, row.into(), known))
}

/// The fingerprints of the rows of a bucket.
#[inline]
fn fingerprints(bucket: &Bucket) -> u16x8 {
    u16x8::new(std::array::from_fn(|n| u16::from_le_bytes([bucket[2 * n], bucket[2 * n + 1]])))
}

/// Without a branch: one that waits for memory would keep the processor from asking for what comes next.
#[inline]
fn row(prints: u16x8, hash: u64) -> (u8, bool) {
    let same = prints.simd_eq(u16x8::splat(fingerprint(hash))).to_bitmask();
    let row = (same.trailing_zeros() % 8) as u8;
    (row, same != 0)
}

/// The little-endian number that starts at byte `at`.
#[inline]
#[must_use]
pub fn u64_of(bucket: &Bucket, at: usize) -> u64 {
    bucket[at..].first_chunk().map_or(0, |b| u64::from_le_bytes(*b))
}

/// The 2 bytes of a row.
#[inline]
#[must_use]
pub fn pair(bucket: &Bucket, row: usize) -> [u8; 2] {
    let at = BODY + 2 * (row % ROWS);
    [bucket[at], bucket[at + 1]]
}

/// Never zero, which marks an empty row.
#[inline]
const fn fingerprint(hash: u64) -> u16 {
    let print = (hash & 0xffff) as u16;
    if print == 0 { 1 } else { print }
}

/// The high half scaled to the number of buckets, which need not be a power of two.
#[inline]
const fn number(hash: u64, buckets: usize) -> usize {
    (((hash >> 32) * buckets as u64) >> 32) as usize
}

/// Lays rows, each with the hash of its key, into buckets of which `filled` hundredths are taken on average. Calls
/// `body` with the rows of each bucket in turn, at most [`ROWS`] of them, for the 16 bytes behind their fingerprints. Of
/// rows that find no room, or that cannot be told apart, the one of the greatest `weight` stays.
pub fn write<R>(
    rows: Vec<(u64, R)>,
    filled: usize,
    weight: impl Fn(&R) -> u32,
    mut body: impl FnMut(&[(u64, R)]) -> [u8; BUCKET - BODY],
) -> Vec<u8> {
    let count = (rows.len() * 100).div_ceil(filled * ROWS).max(1);
    let mut buckets: Vec<Vec<(u64, R)>> = std::iter::repeat_with(Vec::new).take(count).collect();
    for row in rows {
        buckets[number(row.0, count)].push(row);
    }
    let mut out = Vec::with_capacity(count * BUCKET);
    for mut bucket in buckets {
        bucket.sort_by_key(|(hash, row)| (fingerprint(*hash), std::cmp::Reverse(weight(row)), *hash));
        bucket.dedup_by_key(|(hash, _)| fingerprint(*hash));
        bucket.sort_by_key(|(_, row)| std::cmp::Reverse(weight(row)));
        bucket.truncate(ROWS);
        let print = |n: usize| bucket.get(n).map_or(0, |(hash, _)| fingerprint(*hash));
        out.extend((0..ROWS).flat_map(|n| print(n).to_le_bytes()));
        out.extend(body(&bucket));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::hash;
    use proptest::prelude::*;

    fn table(keys: &[u64], filled: usize) -> Vec<u8> {
        let rows = keys.iter().enumerate().map(|(n, &key)| (key, n)).collect();
        write(
            rows,
            filled,
            |&n| u32::try_from(n).unwrap(),
            |rows| {
                let mut body = [0; 16];
                for (slot, (_, n)) in body.chunks_mut(2).zip(rows) {
                    slot.copy_from_slice(&u16::try_from(*n).unwrap().to_le_bytes());
                }
                body
            },
        )
    }

    #[test]
    fn many_keys_are_found_as_each_is() {
        let keys: Vec<u64> = (0..200).map(hash::mix).collect();
        let table = table(&keys[..150], 50);
        let mut found = Vec::new();
        find_each(of(&table), &keys, |bucket, row| found.push((*bucket, row)));
        let each = keys.iter().filter_map(|&key| find(of(&table), key));
        let each = each.filter(|f| f.2).map(|(bucket, row, _)| (*bucket, row));
        assert_eq!(found, each.collect::<Vec<_>>());
        assert!(found.len() > 140);
    }

    fn get(table: &[u8], key: u64) -> Option<u16> {
        let (bucket, row, known) = find(of(table), key)?;
        known.then(|| u16::from_le_bytes(pair(bucket, row)))
    }

    #[test]
    fn half_full_tables_give_back_nearly_all_rows() {
        let keys: Vec<u64> = (0..5000).map(hash::mix).collect();
        let table = table(&keys, 50);
        let found = (0u16..).zip(&keys).filter(|(n, key)| get(&table, **key) == Some(*n)).count();
        assert!(found > 4900, "{found}");
        let false_ones = (5000..10_000).filter(|&n| get(&table, hash::mix(n)).is_some()).count();
        assert!(false_ones < 10, "{false_ones}");
    }

    #[test]
    fn of_rows_that_meet_the_weightiest_stay() {
        let keys: Vec<u64> = (1..=20).collect();
        let table = table(&keys, 10_000);
        assert_eq!(table.len(), BUCKET);
        assert_eq!(get(&table, 12), None);
        assert_eq!(get(&table, 13), Some(12));
        assert_eq!(get(&table, 20), Some(19));
    }

    proptest! {
        #[test]
        fn the_row_is_that_of_the_fingerprint(prints: [u16; ROWS], hash: u64) {
            let distinct = (0..ROWS).all(|n| !prints[..n].contains(&prints[n]));
            prop_assume!(distinct);
            let lanes = u16x8::new(prints);
            prop_assert_eq!(row(lanes, hash).1, prints.contains(&fingerprint(hash)));
            for (n, &print) in prints.iter().enumerate().filter(|(_, p)| **p != 0) {
                prop_assert_eq!(row(lanes, u64::from(print)), (u8::try_from(n).unwrap(), true));
            }
        }
    }
}
