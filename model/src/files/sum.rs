//! The sum of bytes: FNV-1a (Fowler, Noll and Vo) of 64 bits.
//!
//! Each step is a bijection of the sum so far, so the sums of two texts of one length that
//! differ in one byte always differ; of others nearly always. It is no guard against somebody
//! who means to deceive: he would write the sum anew. What is cited has a
//! [`fingerprint`](super::fingerprint).

/// The sum of no bytes.
pub const OF_NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

/// The sum of some bytes.
#[must_use]
pub fn of(bytes: &[u8]) -> u64 {
    on(OF_NOTHING, bytes)
}

/// The sum of some bytes that follow on others, whose sum is given.
#[must_use]
pub const fn on(before: u64, bytes: &[u8]) -> u64 {
    let (mut sum, mut place) = (before, 0);
    while place < bytes.len() {
        sum = (sum ^ bytes[place] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        place += 1;
    }
    sum
}
