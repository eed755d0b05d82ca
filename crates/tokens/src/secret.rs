//! Opaque secrets: keys and tokens that mean nothing by themselves. Whoever stores one stores its hash.

use crate::id::IdSource;
use crate::publishable_key::Environment;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Characters of a secret: 42 of base62 are 250 bits.
const SECRET_LENGTH: usize = 42;

impl IdSource {
    /// A secret key of an instance: `sk_test_` or `sk_live_` and 42 base62 characters.
    pub fn secret_key(&self, environment: Environment) -> String {
        self.opaque_token(&format!("sk_{}", environment.as_str()))
    }

    /// A refresh token: `rt_` and 42 base62 characters.
    pub fn refresh_token(&self) -> String {
        self.opaque_token("rt")
    }

    /// The rotating token of a client: `ct_` and 42 base62 characters.
    pub fn client_token(&self) -> String {
        self.opaque_token("ct")
    }

    /// The secret key of a machine: `ak_` and 42 base62 characters.
    pub fn machine_secret_key(&self) -> String {
        self.opaque_token("ak")
    }

    /// The secret of an API key: `ak_` and 42 base62 characters.
    pub fn api_key_secret(&self) -> String {
        self.opaque_token("ak")
    }

    /// An opaque token of a machine: `mt_` and 42 base62 characters.
    pub fn machine_token(&self) -> String {
        self.opaque_token("mt")
    }

    /// The prefix, `_` and 42 base62 characters (250 bits) that cannot be guessed.
    pub fn opaque_token(&self, prefix: &str) -> String {
        format!("{prefix}_{}", self.base62(SECRET_LENGTH))
    }

    /// Base62 text in which every character is equally likely.
    pub fn base62(&self, length: usize) -> String {
        // Bytes from here on would make the first characters likelier than the others.
        const LIMIT: u8 = 248;
        let mut text = String::with_capacity(length);
        let mut bytes = [0; 64];
        while text.len() < length {
            self.fill(&mut bytes);
            let fair = bytes.iter().filter(|byte| **byte < LIMIT);
            text.extend(fair.take(length - text.len()).map(|byte| char::from(BASE62[usize::from(byte % 62)])));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_its_prefix_and_42_base62_characters() {
        let ids = IdSource::random();
        for (prefix, secret) in [
            ("sk_test_", ids.secret_key(Environment::Test)),
            ("sk_live_", ids.secret_key(Environment::Live)),
            ("rt_", ids.refresh_token()),
            ("ct_", ids.client_token()),
            ("ak_", ids.machine_secret_key()),
            ("ak_", ids.api_key_secret()),
            ("mt_", ids.machine_token()),
        ] {
            let random = secret.strip_prefix(prefix).unwrap();
            assert_eq!(random.len(), 42, "{secret}");
            assert!(random.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{secret}");
        }
        assert_ne!(ids.refresh_token(), ids.refresh_token());
    }

    #[test]
    fn text_has_the_asked_length_and_uses_every_character_about_equally() {
        let ids = IdSource::seeded(3);
        assert_eq!(ids.base62(0), "");
        assert_eq!(ids.base62(1).len(), 1);
        let text = ids.base62(62_000);
        assert_eq!(text.len(), 62_000);
        for character in BASE62 {
            let count = text.bytes().filter(|byte| byte == character).count();
            assert!((850..1150).contains(&count), "{} {count}", char::from(*character));
        }
    }
}
