//! Argon2: our own scheme and imported PHC strings.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::Scheme;

/// 19 MiB, two passes, one lane: the least that OWASP recommends for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Bounds on imported digests. The largest settings in common use are within: libsodium's moderate one (256 MiB and
/// 3 passes) and the one of RFC 9106 for little memory (64 MiB and 3 passes).
const MAX_MEMORY_KIB: u32 = 256 * 1024;
const MAX_PASSES: u32 = 64;
const MAX_LANES: u32 = 16;
/// Memory times passes, which is what verifying costs: 1 GiB written.
const MAX_WORK_KIB: u64 = 1024 * 1024;

/// Hashes a new password: argon2id with 19 MiB and two passes and a random salt, as a PHC string.
///
/// # Panics
///
/// When the operating system has no random numbers to give, or the password is longer than 4 GiB.
pub fn hash(password: &str) -> String {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("our parameters are within argon2's bounds");
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(password.as_bytes());
    hash.expect("argon2 takes any password of a sensible length").to_string()
}

pub(super) fn needs_upgrade(digest: &str) -> bool {
    let Some(Argon2Digest(hash)) = Argon2Digest::parse("argon2id", digest) else { return true };
    let Ok(params) = Params::try_from(&hash) else { return true };
    let is_old = hash.version.is_none_or(|version| version < 0x13);
    is_old || work(&params) < u64::from(MEMORY_KIB) * u64::from(PASSES)
}

fn work(params: &Params) -> u64 {
    u64::from(params.m_cost()) * u64::from(params.t_cost())
}

/// A PHC string of one of the argon2 functions.
pub(super) struct Argon2Digest(PasswordHash);

impl Argon2Digest {
    pub(super) fn parse(algorithm: &str, digest: &str) -> Option<Self> {
        let hash = PasswordHash::new(digest).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let is_known = hash.algorithm.as_str() == algorithm && matches!(hash.version, None | Some(0x10 | 0x13));
        let is_complete = hash.salt.is_some_and(|salt| salt.len() >= argon2::MIN_SALT_LEN) && hash.hash.is_some();
        let is_affordable = params.m_cost() <= MAX_MEMORY_KIB
            && params.t_cost() <= MAX_PASSES
            && params.p_cost() <= MAX_LANES
            && work(&params) <= MAX_WORK_KIB;
        // A key that is named but not given could not be applied.
        let is_self_contained = params.keyid().is_empty() && params.data().is_empty();
        (is_known && is_complete && is_affordable && is_self_contained).then_some(Self(hash))
    }
}

impl Scheme for Argon2Digest {
    fn verify(&self, password: &[u8]) -> bool {
        // Compares in constant time; takes function, version and costs from the digest.
        Argon2::default().verify_password(password, &self.0).is_ok()
    }
}
