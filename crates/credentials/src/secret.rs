//! Secrets that machines hold: secret keys and the secrets inside tickets.

use data_encoding::HEXLOWER;
use rand::RngExt;
use sha2::{Digest, Sha256};

use crate::constant_time;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 42 characters of Base62 carry 250 bits.
const SECRET_LENGTH: usize = 42;

/// What to store of a secret that we made: its SHA-256 in lower-case hexadecimal.
///
/// A slow, salted hash protects what people choose, because it can be guessed. Such a secret is random and has some 250
/// bits: nobody finds it by trying, however fast the hash, so that a fast one is enough. It also lets the secret be
/// looked up by an index, which a salt would forbid, and costs each request a microsecond instead of 20 milliseconds.
/// Never use it for passwords or short codes.
pub fn hash_secret(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret))
}

/// Whether a secret is the one of which the hash is stored, in a time that tells nothing of either.
pub fn verify_secret(secret: &str, hash: &str) -> bool {
    equal(&hash_secret(secret), hash)
}

/// Whether two secrets are equal, in a time that tells at most their lengths.
pub fn equal(one: &str, other: &str) -> bool {
    constant_time::equal(one.as_bytes(), other.as_bytes())
}

/// A new secret key, of a development instance (`sk_test_…`) or of a production instance (`sk_live_…`).
pub fn generate_secret_key(test: bool) -> String {
    let prefix = if test { "sk_test_" } else { "sk_live_" };
    format!("{prefix}{}", generate_secret())
}

/// A new random secret: 42 characters of Base62, some 250 bits.
pub fn generate_secret() -> String {
    let mut random = rand::rng();
    (0..SECRET_LENGTH).map(|_| char::from(BASE62[random.random_range(..BASE62.len())])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_have_the_form_that_clients_know() {
        for (test, prefix) in [(true, "sk_test_"), (false, "sk_live_")] {
            let key = generate_secret_key(test);
            let secret = key.strip_prefix(prefix).unwrap();
            assert_eq!(secret.len(), 42);
            assert!(secret.bytes().all(|b| b.is_ascii_alphanumeric()));
            assert_ne!(generate_secret_key(test), key);
        }
    }

    #[test]
    fn every_character_can_occur() {
        let text: String = (0..100).map(|_| generate_secret()).collect();
        assert!(BASE62.iter().all(|digit| text.as_bytes().contains(digit)));
    }

    #[test]
    fn a_secret_is_verified_by_its_hash() {
        let hash = hash_secret("sk_test_abc");
        assert_eq!(hash, "4b4090ccee1e713c3d411b96a4226b90bd0f0deb34e02d19475a951316fd04ee");
        assert!(verify_secret("sk_test_abc", &hash));
        assert!(!verify_secret("sk_test_abd", &hash));
        assert!(!verify_secret("sk_test_abc", ""));
        assert!(equal("a", "a") && !equal("a", "b") && !equal("a", "aa"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(one in ".*", other in ".*") {
            prop_assert_eq!(equal(&one, &other), one == other);
            prop_assert!(verify_secret(&one, &hash_secret(&one)));
            prop_assert_eq!(verify_secret(&one, &hash_secret(&other)), one == other);
        }
    }
}
