//! `state_hash`: the fingerprint of a worldline in a week.
//!
//! Every number of the state is mixed in order, subject by subject, so that two
//! worldlines that differ can be told apart *by subject*: a difference has a name
//! and a week, not only a yes or no. Mixing is ordered (never XOR of parts, which
//! cancels) and works on the bits of the numbers, so it is the same on every
//! platform. The mixing step is that of SplitMix64 (Steele, Lea and Flood, 2014).

use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A fingerprint, written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Print(pub u64);

impl std::fmt::Display for Print {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl Serialize for Print {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Print {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl FromStr for Print {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let print = u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16);
        let wrong = || format!("`{text}` is no fingerprint of 16 hexadecimal digits");
        print.map(Self).ok_or_else(wrong)
    }
}
use crate::files::sum;

/// Mixes numbers, in order, into 64 bits.
#[derive(Clone, Copy, Debug)]
pub struct Mixer(u64);

/// The finalizer of SplitMix64: every bit of the input moves every bit of the output.
#[must_use]
pub const fn scramble(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The 64-bit name of a text: the sum of its bytes, scrambled. Luck hangs on it: it must
/// never become another one.
#[must_use]
pub const fn name_of(text: &str) -> u64 {
    scramble(sum::on(sum::OF_NOTHING, text.as_bytes()))
}

impl Mixer {
    /// Starts from a name, so that equal numbers of two subjects differ.
    #[must_use]
    pub const fn new(name: &str) -> Self {
        Self(name_of(name))
    }

    /// Mixes a number by its bits. Minus zero counts as zero, and one undefined number as
    /// another: no rule tells them apart.
    #[inline]
    pub fn number(&mut self, value: f64) {
        let value = if value == 0.0 { 0.0 } else { value };
        self.bits(if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() });
    }

    /// Mixes 64 bits.
    #[inline]
    pub fn bits(&mut self, bits: u64) {
        self.0 = (self.0 ^ bits).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29);
    }

    /// The fingerprint.
    #[must_use]
    pub const fn finish(self) -> u64 {
        scramble(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay() {
        assert_eq!(name_of(""), scramble(0xcbf2_9ce4_8422_2325));
        assert_eq!(name_of("a"), scramble(0xaf63_dc4c_8601_ec8c));
    }

    #[test]
    fn order_matters() {
        let mut ab = Mixer::new("test");
        ab.number(1.0);
        ab.number(2.0);
        let mut ba = Mixer::new("test");
        ba.number(2.0);
        ba.number(1.0);
        assert_ne!(ab.finish(), ba.finish());
    }

    #[test]
    fn equal_changes_in_two_places_do_not_cancel() {
        let of = |a: f64, b: f64| {
            let mut mixer = Mixer::new("test");
            mixer.number(a);
            mixer.number(b);
            mixer.finish()
        };
        assert_ne!(of(1.0, 1.0), of(2.0, 2.0));
    }
}
