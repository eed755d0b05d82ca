//! Symfony's message digest encoder.

use sha2::{Digest, Sha512};

use super::{Scheme, encoding};
use crate::constant_time;

/// Symfony's own default is 5000; this takes some two seconds with the longest password.
const MAX_ITERATIONS: u32 = 100_000;

/// `sha512_symfony$iterations$salt$hash`, the salt plain text, the hash in Base64.
pub(super) struct Symfony {
    iterations: u32,
    salt: String,
    hash: [u8; 64],
}

impl Symfony {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let ["sha512_symfony", iterations, salt, hash] = encoding::parts(digest)? else { return None };
        let iterations = encoding::number(iterations).filter(|count| (1..=MAX_ITERATIONS).contains(count))?;
        // Symfony refuses braces, since it puts the salt between them.
        let is_good = !salt.is_empty() && !salt.contains(['{', '}']);
        let hash = encoding::base64(hash)?.try_into().ok()?;
        is_good.then(|| Self { iterations, salt: salt.to_owned(), hash })
    }
}

impl Scheme for Symfony {
    fn verify(&self, password: &[u8]) -> bool {
        let salted = [password, b"{", self.salt.as_bytes(), b"}"].concat();
        let mut hash = Sha512::digest(&salted);
        for _ in 1..self.iterations {
            hash = Sha512::new_with_prefix(hash).chain_update(&salted).finalize();
        }
        constant_time::equal(&hash, &self.hash)
    }
}
