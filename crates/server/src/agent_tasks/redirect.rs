//! Where agents may land.

use url::Url;

use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// The longest address, in bytes.
const MAX_URL_BYTES: usize = 2048;

/// Checks an address where a task is made: it says enough to go there.
pub(super) fn check_redirect_url(cx: &Context, text: &str) -> ApiResult<()> {
    let refuse = |sentence: String| Err(kinds::FORM_PARAM_FORMAT_INVALID.param("redirect_url", sentence));
    if text.len() > MAX_URL_BYTES {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("redirect_url", format!("The URL may take {MAX_URL_BYTES} bytes at most.")));
    }
    let Ok(url) = Url::parse(text) else {
        return refuse(format!("`{text}` is not an absolute URL."));
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if cx.instance.is_development() => Ok(()),
        "http" => refuse("In production the URL must begin with `https`.".to_owned()),
        _ => refuse(format!("`{text}` leads to no website.")),
    }
}

/// Checks an address where a task's ticket is used: in production it must be one of the application's own.
pub(crate) fn check_own_domain(cx: &Context, text: &str) -> ApiResult<()> {
    if cx.instance.is_development() {
        return Ok(());
    }
    let frontend_api = frontdesk_tokens::issuer(&cx.instance.row.frontend_api);
    let own = Url::parse(&frontend_api).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    // The Frontend API of `example.com` is `clerk.example.com`.
    let own = own.strip_prefix("clerk.").unwrap_or(&own);
    let host = Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    if host == own || host.strip_suffix(own).is_some_and(|rest| rest.ends_with('.')) {
        return Ok(());
    }
    Err(kinds::REDIRECT_URL_DOMAIN_MISMATCH
        .with(format!("`{text}` is not on {own}, the domain of this instance, so nobody is sent there.")))
}
