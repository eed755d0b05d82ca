//! What a redirect URL may be.

use url::{Host, Url};

use crate::error::{ApiError, ApiResult, kinds};

/// The longest URL, in bytes: it has to fit into an index.
const MAX_LENGTH: usize = 2000;

/// Schemes that run or read something instead of opening an application.
const PROHIBITED: &[&str] = &["about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "ws", "wss"];

/// The URL as it is stored, or the refusal. Plain HTTP is for development, and there for this machine.
pub(crate) fn check_url(text: &str, is_development: bool) -> ApiResult<String> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("url", format!("The URL takes {} bytes; it may take {MAX_LENGTH}.", text.len())));
    }
    let invalid = |reason: &str| -> ApiError {
        let sentence = format!("`{text}` {reason}. Send a full URL such as https://example.com/back or my-app://back.");
        kinds::FORM_PARAM_VALUE_INVALID.param("url", sentence)
    };
    if text.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err(invalid("has white space in it"));
    }
    let url = Url::parse(text).map_err(|_| invalid("is not a URL"))?;
    // `my-app:back` would be opened too, but `mailto:` looks like that.
    if !text[url.scheme().len()..].starts_with("://") {
        return Err(invalid("has no `://` after its scheme"));
    }
    match url.scheme() {
        "https" => Ok(text.to_owned()),
        "http" if is_development && is_local(&url) => Ok(text.to_owned()),
        "http" => Err(invalid("begins with http, which is for development on one's own machine")),
        scheme if PROHIBITED.contains(&scheme) => Err(invalid("has a scheme that opens no application")),
        _ => Ok(text.to_owned()),
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_opens_an_application_or_a_safe_page_passes() {
        for (text, development, production) in [
            ("https://example.com/back?a=1#b", true, true),
            ("my-app://back", true, true),
            ("com.example.app://oauth/callback", true, true),
            ("http://localhost:3000/back", true, false),
            ("http://127.0.0.1/back", true, false),
            ("http://[::1]:3000", true, false),
            ("http://example.com/back", false, false),
            ("http://localhost.example.com", false, false),
            ("javascript://x%0aalert(1)", false, false),
            ("data://text/html,x", false, false),
            ("file:///etc/passwd", false, false),
            ("mailto:ada@example.com", false, false),
            ("my-app:back", false, false),
            ("https:/example.com", false, false),
            ("https://", false, false),
            ("https://exa mple.com", false, false),
            ("example.com", false, false),
            ("", false, false),
        ] {
            let passes = (check_url(text, true).is_ok(), check_url(text, false).is_ok());
            assert_eq!(passes, (development, production), "{text}");
        }
        assert_eq!(check_url(" https://a.example \n", false).expect("trimmed"), "https://a.example");
    }
}
