//! Portable PHP hashes, as `WordPress` kept them for long.

use data_encoding::HEXLOWER;
use md5::{Digest, Md5};

use super::Scheme;
use crate::constant_time;

/// The digits of its Base64, which puts the low bits first.
const DIGITS: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Binary logarithms of the number of rounds: the scheme's least, and what takes two seconds with the longest password.
/// 13 is usual.
const ROUNDS: std::ops::RangeInclusive<usize> = 7..=18;

/// `$P$`, a digit for the rounds, 8 characters of salt, 22 of hash.
pub(super) struct Phpass {
    rounds: u32,
    salt: [u8; 8],
    hash: [u8; 22],
}

impl Phpass {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let (rounds, rest) = digest.strip_prefix("$P$")?.as_bytes().split_first()?;
        let rounds = value(*rounds).filter(|rounds| ROUNDS.contains(rounds))?;
        let (salt, hash) = rest.split_first_chunk()?;
        let hash: &[u8; 22] = hash.try_into().ok()?;
        // 22 digits hold 132 bits, 4 more than the hash.
        let is_canonical =
            value(hash[21]).is_some_and(|last| last < 4) && hash.iter().all(|digit| value(*digit).is_some());
        let is_good = is_canonical && salt.iter().all(u8::is_ascii_graphic);
        is_good.then_some(Self { rounds: 1 << rounds, salt: *salt, hash: *hash })
    }
}

fn value(digit: u8) -> Option<usize> {
    DIGITS.iter().position(|known| *known == digit)
}

impl Scheme for Phpass {
    fn verify(&self, password: &[u8]) -> bool {
        let mut hash = Md5::new_with_prefix(self.salt).chain_update(password).finalize();
        for _ in 0..self.rounds {
            hash = Md5::new_with_prefix(hash).chain_update(password).finalize();
        }
        constant_time::equal(&encode(&hash), &self.hash)
    }
}

fn encode(hash: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(22);
    for group in hash.chunks(3) {
        let bits = group.iter().rev().fold(0_usize, |bits, byte| (bits << 8) | usize::from(*byte));
        text.extend((0..=group.len()).map(|at| DIGITS[(bits >> (6 * at)) & 63]));
    }
    text
}

/// A portable hash over the hexadecimal MD5 of the password: what a site has that stored MD5 and wrapped it later.
pub(super) struct Md5Phpass(Phpass);

impl Md5Phpass {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        Phpass::parse(digest).map(Self)
    }
}

impl Scheme for Md5Phpass {
    fn verify(&self, password: &[u8]) -> bool {
        self.0.verify(HEXLOWER.encode(&Md5::digest(password)).as_bytes())
    }
}
