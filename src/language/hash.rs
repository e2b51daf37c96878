//! Hashes of words and features. Part of the model format: a change of a constant makes every model useless.

/// FNV-1a over the bytes, then mixed so that every bit depends on every byte.
#[must_use]
pub fn bytes(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(hash)
}

/// Spreads the bits of `x` (the finaliser of `MurmurHash3`).
#[must_use]
pub const fn mix(mut x: u64) -> u64 {
    x ^= x >> 33;
    x = x.wrapping_mul(0xff51_afd7_ed55_8ccd);
    x ^= x >> 33;
    x = x.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

/// The feature that template number `template` makes of up to three values.
#[inline]
#[must_use]
pub const fn combine(template: u64, [a, b, c]: [u64; 3]) -> u64 {
    let mut x = template.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = x.wrapping_add(a.wrapping_mul(0xd6e8_feb8_6659_fd93));
    x ^= x >> 32;
    x = x
        .wrapping_add(b.wrapping_mul(0xa076_1d64_78bd_642f))
        .wrapping_add(c.wrapping_mul(0xe703_7ed1_a0b4_28db));
    x ^= x >> 32;
    x = x.wrapping_mul(0xe995_4a8f_f5b1_0b2d);
    x ^ (x >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn features_of_small_numbers_do_not_collide() {
        let mut seen = HashSet::new();
        for template in 0..20 {
            for a in 0..20 {
                for b in 0..20 {
                    assert!(seen.insert(combine(template, [a, b, 0])), "{template} {a} {b}");
                }
            }
        }
    }

    #[test]
    fn a_word_keeps_its_hash() {
        assert_eq!(bytes(b""), mix(0xcbf2_9ce4_8422_2325));
        assert_ne!(bytes(b"ab"), bytes(b"ba"));
    }
}
