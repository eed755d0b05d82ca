//! The secret key, which is shown to nobody.

use std::fmt;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

/// How many characters of a key may be shown: enough to tell keys apart, too few to use one.
const SHOWN: usize = 10;

/// A secret key (`sk_test_…`, `sk_live_…`). Its `Debug` shows the first ten characters and no more.
#[derive(Clone)]
pub struct SecretKey(SecretString);

impl SecretKey {
    /// Wraps a key, without the white space around it.
    pub fn new(key: impl AsRef<str>) -> Self {
        Self(SecretString::from(key.as_ref().trim()))
    }

    /// The key itself, for whoever must hand it on.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The `Authorization` header; `None` when the key holds what no header can.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        if self.expose().is_empty() || !self.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.expose())).ok()?;
        // Keeps it out of the Debug of requests and out of the tables of HTTP/2.
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A short text may be all of a mistyped secret.
        let shown: String = if self.expose().chars().count() > 2 * SHOWN {
            self.expose().chars().take(SHOWN).collect()
        } else {
            String::new()
        };
        write!(f, "SecretKey({shown}…)")
    }
}

impl<T: AsRef<str>> From<T> for SecretKey {
    fn from(key: T) -> Self {
        Self::new(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_ten_characters_are_shown() {
        let key = SecretKey::new(" sk_test_0123456789abcdefghijkl\n");
        assert_eq!(format!("{key:?}"), "SecretKey(sk_test_01…)");
        assert_eq!(key.expose(), "sk_test_0123456789abcdefghijkl");
        assert_eq!(format!("{:?}", SecretKey::new("sk_test_012")), "SecretKey(…)");
    }

    #[test]
    fn a_key_that_no_header_can_carry_is_refused() {
        for key in ["", " ", "sk test", "sk_\u{e4}", "sk\nx: y"] {
            assert!(SecretKey::new(key).header().is_none(), "{key:?}");
        }
        let header = SecretKey::new("sk_test_x").header().expect("a usable key");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
