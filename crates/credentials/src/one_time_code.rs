//! Codes sent by mail or message: six digits that live for minutes.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt;
use sha2::{Digest, Sha256};

use crate::constant_time;

/// The code of every test address and test number. Never sent.
pub const TEST_CODE: &str = "424242";

/// A new random code, `000000` to `999999`.
pub fn generate() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// A key for [`digest`], made from another secret of the server, of which it tells nothing.
///
/// `secret` needs the entropy of a key: a private key in any form, not a password.
pub fn derive_key(secret: &str) -> [u8; 32] {
    Sha256::new().chain_update(b"frontdesk one-time codes\0").chain_update(secret).finalize().into()
}

/// What to store of a code: an HMAC under a key of the server.
///
/// There are only a million codes, so that no hash without a key could hide one from who reads the database; the key
/// does, as long as it is kept elsewhere. `purpose` names what the code is for, such as the id of a verification, so
/// that a digest copied into another row is worthless.
pub fn digest(key: &[u8; 32], purpose: &str, code: &str) -> String {
    HEXLOWER.encode(&mac(key, purpose, code))
}

/// Whether the digest was made by [`digest`] from the same key, purpose and code.
pub fn verify(key: &[u8; 32], purpose: &str, code: &str, digest: &str) -> bool {
    constant_time::equal(self::digest(key, purpose, code).as_bytes(), digest.as_bytes())
}

fn mac(key: &[u8; 32], purpose: &str, code: &str) -> [u8; 32] {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    // The length first, or purpose and code could trade characters.
    let length = (purpose.len() as u64).to_be_bytes();
    mac.chain_update(length).chain_update(purpose).chain_update(code).finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn codes_are_six_digits_and_differ() {
        let codes: Vec<String> = (0..200).map(|_| generate()).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
        assert!(codes.iter().any(|code| code != &codes[0]));
    }

    #[test]
    fn only_the_same_key_purpose_and_code_verify() {
        let stored = digest(&KEY, "ver_1", "123456");
        assert!(verify(&KEY, "ver_1", "123456", &stored));
        assert!(!verify(&KEY, "ver_1", "123457", &stored));
        assert!(!verify(&KEY, "ver_2", "123456", &stored));
        assert!(!verify(&[8; 32], "ver_1", "123456", &stored));
        assert!(!verify(&KEY, "ver_", "1123456", &stored));
        assert!(!stored.contains("123456"));
    }

    #[test]
    fn a_derived_key_is_always_the_same_and_another_for_another_secret() {
        assert_eq!(derive_key("secret"), derive_key("secret"));
        assert_ne!(derive_key("secret"), derive_key("secreT"));
        assert_ne!(HEXLOWER.encode(&derive_key("secret")), crate::secret::hash_secret("secret"));
    }

    #[test]
    fn the_digest_is_that_of_another_implementation() {
        let key: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        assert_eq!(digest(&key, "ver_1", "123456"), DIGEST_BY_PYTHON);
    }

    const DIGEST_BY_PYTHON: &str = "30583252d4bc690a7eee4a2ef6ba60db6d983c85b68c77aabc6c1a007979990e";

    proptest! {
        #[test]
        fn nothing_makes_it_panic(purpose in ".*", code in ".*", stored in ".*") {
            prop_assert!(!verify(&KEY, &purpose, &code, &stored));
            prop_assert!(verify(&KEY, &purpose, &code, &digest(&KEY, &purpose, &code)));
        }
    }
}
