//! Secrets that have to be given back later: encrypted with keys that follow from the signing key of the instance.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};

use crate::keys::{KeyError, SigningKey};

/// What sealed secrets begin with; another way to seal gets another number.
const FORMAT: u8 = 1;
const KEY_BYTES: usize = 32;

impl SigningKey {
    /// Encrypts a secret with AES-256-GCM under a key that HKDF derives for `purpose`. It can be opened again with the
    /// same signing key, purpose and `owner`, the id of whatever the secret belongs to.
    pub fn seal(&self, purpose: &str, owner: &str, secret: &str) -> Result<Vec<u8>, KeyError> {
        let mut text = secret.as_bytes().to_vec();
        let nonce = self
            .sealing_key(purpose)?
            .seal_in_place_append_tag(Aad::from(owner), &mut text)
            .map_err(|_| KeyError::Seal)?;
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + text.len());
        sealed.push(FORMAT);
        sealed.extend_from_slice(nonce.as_ref());
        sealed.extend_from_slice(&text);
        Ok(sealed)
    }

    /// The secret that [`Self::seal`] encrypted.
    pub fn open(&self, purpose: &str, owner: &str, sealed: &[u8]) -> Result<String, KeyError> {
        let Some((&FORMAT, rest)) = sealed.split_first() else { return Err(KeyError::Open) };
        let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or(KeyError::Open)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| KeyError::Open)?;
        let mut text = text.to_vec();
        let secret =
            self.sealing_key(purpose)?.open_in_place(nonce, Aad::from(owner), &mut text).map_err(|_| KeyError::Open)?;
        String::from_utf8(secret.to_vec()).map_err(|_| KeyError::Open)
    }

    fn sealing_key(&self, purpose: &str) -> Result<RandomizedNonceKey, KeyError> {
        let mut key = [0; KEY_BYTES];
        let private = self.private_der()?;
        Salt::new(HKDF_SHA256, &[])
            .extract(&private)
            .expand(&[purpose.as_bytes()], HKDF_SHA256)
            .and_then(|derived| derived.fill(&mut key))
            .and_then(|()| RandomizedNonceKey::new(&AES_256_GCM, &key))
            .map_err(|_| KeyError::Seal)
    }
}
