//! PBKDF2 in its five spellings.

use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::{Scheme, encoding};
use crate::constant_time;

/// The shortest hash worth comparing and the longest in use, in bytes.
const HASH_LENGTHS: std::ops::RangeInclusive<usize> = 16..=64;
/// The length of a `pbkdf2_sha1` hash that does not say its own, in bytes.
const DEFAULT_SHA1_HASH_LENGTH: usize = 32;

#[derive(Clone, Copy)]
enum Function {
    Sha1,
    Sha256,
    Sha512,
}

impl Function {
    fn output_length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    /// The most that verifying may cost, in iterations times output blocks: two to three seconds. Django counts 1.2
    /// million of SHA-256 today, OWASP recommends a sixth of that for SHA-512.
    fn max_work(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha256 => 5_000_000,
            Self::Sha512 => 2_000_000,
        }
    }
}

/// A hash with all that is needed to derive it again.
pub(super) struct Pbkdf2 {
    function: Function,
    iterations: u32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Pbkdf2 {
    /// `pbkdf2_sha1$iterations$salt$hash`, perhaps followed by `$` and the length of the hash in bytes. The hash is
    /// hexadecimal, and so is the salt if it can be read like that; else it is plain text.
    pub(super) fn parse_sha1(digest: &str) -> Option<Self> {
        let (iterations, salt, hash, length) = match digest.split('$').take(6).collect::<Vec<_>>()[..] {
            ["pbkdf2_sha1", iterations, salt, hash] => (iterations, salt, hash, DEFAULT_SHA1_HASH_LENGTH),
            ["pbkdf2_sha1", iterations, salt, hash, length] => {
                (iterations, salt, hash, encoding::number(length)?.try_into().ok()?)
            }
            _ => return None,
        };
        let salt = encoding::hex(salt).unwrap_or_else(|| salt.into());
        let hash = encoding::hex(hash).filter(|hash| hash.len() == length)?;
        Self::new(Function::Sha1, iterations, salt, hash)
    }

    /// `pbkdf2_sha256$iterations$salt$hash`, salt and hash in Base64.
    pub(super) fn parse_sha256(digest: &str) -> Option<Self> {
        let ["pbkdf2_sha256", iterations, salt, hash] = encoding::parts(digest)? else { return None };
        Self::new(Function::Sha256, iterations, encoding::base64(salt)?, encoding::base64(hash)?)
    }

    /// `pbkdf2_sha256$iterations$salt$hash`, the salt plain text, the hash in Base64.
    pub(super) fn parse_sha256_django(digest: &str) -> Option<Self> {
        let ["pbkdf2_sha256", iterations, salt, hash] = encoding::parts(digest)? else { return None };
        Self::new(Function::Sha256, iterations, salt.into(), encoding::base64(hash)?)
    }

    /// `pbkdf2_sha512$iterations$salt$hash`, the salt plain text, the hash hexadecimal.
    pub(super) fn parse_sha512(digest: &str) -> Option<Self> {
        let ["pbkdf2_sha512", iterations, salt, hash] = encoding::parts(digest)? else { return None };
        Self::new(Function::Sha512, iterations, salt.into(), encoding::hex(hash)?)
    }

    /// `pbkdf2_sha512_hex$iterations$salt$hash`, salt and hash hexadecimal.
    pub(super) fn parse_sha512_hex(digest: &str) -> Option<Self> {
        let ["pbkdf2_sha512_hex", iterations, salt, hash] = encoding::parts(digest)? else { return None };
        Self::new(Function::Sha512, iterations, encoding::hex(salt)?, encoding::hex(hash)?)
    }

    fn new(function: Function, iterations: &str, salt: Vec<u8>, hash: Vec<u8>) -> Option<Self> {
        let iterations = encoding::number(iterations).filter(|iterations| *iterations > 0)?;
        let blocks = hash.len().div_ceil(function.output_length());
        let work = blocks.checked_mul(iterations.try_into().ok()?)?;
        let is_good = !salt.is_empty() && HASH_LENGTHS.contains(&hash.len()) && work <= function.max_work();
        is_good.then_some(Self { function, iterations, salt, hash })
    }
}

impl Scheme for Pbkdf2 {
    fn verify(&self, password: &[u8]) -> bool {
        let mut output = vec![0; self.hash.len()];
        match self.function {
            Function::Sha1 => pbkdf2_hmac::<Sha1>(password, &self.salt, self.iterations, &mut output),
            Function::Sha256 => pbkdf2_hmac::<Sha256>(password, &self.salt, self.iterations, &mut output),
            Function::Sha512 => pbkdf2_hmac::<Sha512>(password, &self.salt, self.iterations, &mut output),
        }
        constant_time::equal(&output, &self.hash)
    }
}
