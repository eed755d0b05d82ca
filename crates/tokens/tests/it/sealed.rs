//! Secrets that are encrypted with what follows from the signing key.

use frontdesk_tokens::{KeyError, SigningKey};

use crate::{INSTANCE, KEY};

#[test]
fn a_sealed_secret_comes_back_and_does_not_show() {
    for secret in ["ak_1234567890", "", "ß"] {
        let sealed = KEY.seal("purpose", "mch_1", secret).unwrap();
        assert_eq!(KEY.open("purpose", "mch_1", &sealed).as_deref(), Ok(secret));
        assert!(secret.is_empty() || !sealed.windows(secret.len()).any(|part| part == secret.as_bytes()));
        assert_ne!(KEY.seal("purpose", "mch_1", secret).unwrap(), sealed, "nobody sees that two secrets are equal");
    }
}

#[test]
fn only_the_same_key_purpose_and_owner_open_it() {
    let sealed = KEY.seal("purpose", "mch_1", "secret").unwrap();
    let other = SigningKey::generate(INSTANCE).unwrap();
    assert_eq!(other.open("purpose", "mch_1", &sealed), Err(KeyError::Open));
    assert_eq!(KEY.open("other", "mch_1", &sealed), Err(KeyError::Open));
    assert_eq!(KEY.open("purpose", "mch_2", &sealed), Err(KeyError::Open));
    for position in 0..sealed.len() {
        let mut broken = sealed.clone();
        broken[position] ^= 1;
        assert_eq!(KEY.open("purpose", "mch_1", &broken), Err(KeyError::Open), "byte {position}");
        assert_eq!(KEY.open("purpose", "mch_1", &sealed[..position]), Err(KeyError::Open), "{position} bytes");
    }
}
