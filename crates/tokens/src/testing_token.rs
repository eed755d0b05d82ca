//! Testing tokens: they get automated tests past the protection against bots, for an hour.
//!
//! Nothing is stored of one. It is the second in which it expires, a dash, and text that only whoever holds the
//! instance's key can write.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::id::IdSource;
use crate::jws::seconds;
use crate::keys::{KeyError, SigningKey};

/// How long a testing token works.
pub const TESTING_TOKEN_SECONDS: i64 = 3600;

const PURPOSE: &str = "testing token";
const NONCE_BYTES: usize = 12;
/// No token of ours is longer; the text after the dash is 59 characters.
const MAX_BYTES: usize = 100;

/// A testing token that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestingToken {
    /// The token itself.
    pub token: String,
    /// When it stops working, in seconds since the epoch.
    pub expires_at_seconds: i64,
}

/// Why a testing token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TestingTokenError {
    #[error("the text is not a testing token of this instance")]
    Invalid,
    #[error("the testing token has expired")]
    Expired,
}

/// Makes a testing token of the instance whose key this is.
pub fn issue_testing_token(key: &SigningKey, ids: &IdSource, now_ms: i64) -> Result<TestingToken, KeyError> {
    let expires_at_seconds = seconds(now_ms).saturating_add(TESTING_TOKEN_SECONDS);
    let mut text = [0; NONCE_BYTES].to_vec();
    ids.fill(&mut text);
    let signature = key.authenticate(PURPOSE, &signed(expires_at_seconds, &text))?;
    text.extend_from_slice(&signature);
    Ok(TestingToken { token: format!("{expires_at_seconds}-{}", URL_SAFE_NO_PAD.encode(text)), expires_at_seconds })
}

/// Checks a testing token, and tells when it stops working in seconds since the epoch.
pub fn read_testing_token(key: &SigningKey, token: &str, now_ms: i64) -> Result<i64, TestingTokenError> {
    let invalid = TestingTokenError::Invalid;
    let (expires_at, text) = token.split_once('-').filter(|_| token.len() <= MAX_BYTES).ok_or(invalid)?;
    let expires_at: i64 = expires_at.parse().map_err(|_| invalid)?;
    let text = URL_SAFE_NO_PAD.decode(text).map_err(|_| invalid)?;
    let (nonce, signature) = text.split_at_checked(NONCE_BYTES).ok_or(invalid)?;
    if !key.is_authentic(PURPOSE, &signed(expires_at, nonce), signature) {
        return Err(invalid);
    }
    if expires_at <= seconds(now_ms) {
        return Err(TestingTokenError::Expired);
    }
    Ok(expires_at)
}

fn signed(expires_at: i64, nonce: &[u8]) -> Vec<u8> {
    [&expires_at.to_be_bytes()[..], nonce].concat()
}
