//! The cookies that carry a session token to a browser.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_storage::sessions::Session;
use sha1::{Digest, Sha1};

use crate::context::Context;

/// How many characters of the publishable key's digest tell the cookies of two applications apart.
const SUFFIX_LENGTH: usize = 8;

/// The session cookie under both its names: SDKs look for the one that they were told of.
pub(super) fn session_cookies(cx: &Context, session: &Session, token: &str) -> Vec<String> {
    let seconds = (session.expire_at - cx.now).max(0) / 1000;
    let secure = if cx.instance.is_development() { "" } else { "; Secure" };
    let suffix = cookie_suffix(&crate::publishable_key(&cx.instance.row));
    [String::from("__session"), format!("__session_{suffix}")]
        .into_iter()
        .map(|name| format!("{name}={token}; Path=/; Max-Age={seconds}{secure}; SameSite=Lax"))
        .collect()
}

/// What SDKs add to the names of cookies, so that several applications can share a host.
fn cookie_suffix(publishable_key: &str) -> String {
    let mut digest = URL_SAFE_NO_PAD.encode(Sha1::digest(publishable_key));
    digest.truncate(SUFFIX_LENGTH);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_is_the_beginning_of_the_digest_in_url_safe_base64() {
        // SHA-1 of `abc` is a9993e36 4706816a …
        assert_eq!(cookie_suffix("abc"), "qZk-NkcG");
    }
}
