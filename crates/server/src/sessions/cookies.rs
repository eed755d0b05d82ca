//! The cookies that carry a session token to a browser.

use frontdesk_storage::sessions::Session;
use frontdesk_tokens::cookie_suffix;

use crate::context::Context;

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
