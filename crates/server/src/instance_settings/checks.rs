//! Values of settings, read and checked.

use std::collections::HashSet;

use frontdesk_contract::Maybe;
use frontdesk_identifiers::normalize_email;
use frontdesk_storage::instances::Settings;
use url::{Host, Origin, Url};

use crate::error::{ApiError, ApiResult, kinds};

/// The most origins that may call besides the instance's own.
const MAX_ORIGINS: usize = 100;
/// The most scopes that an application can have by default.
const MAX_SCOPES: usize = 100;
/// The most characters of a version, an origin and a scope.
const MAX_TEXT: usize = 256;

/// An address that people can turn to.
pub(super) fn support_email(text: &str) -> ApiResult<()> {
    if text.is_empty() || normalize_email(text).is_ok() {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_FORMAT_INVALID.param("support_email", "`support_email` must be an e-mail address."))
}

/// A version or a tag as npm knows them.
pub(super) fn clerk_js_version(text: &str) -> ApiResult<()> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-+^~_".contains(&byte);
    if text.len() <= MAX_TEXT && text.bytes().all(fits) {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_FORMAT_INVALID
        .param("clerk_js_version", "`clerk_js_version` must be a version or a tag such as `5`, `5.111.0` or `canary`."))
}

/// Where an application runs during development.
pub(super) fn development_origin(text: &str) -> ApiResult<()> {
    let is_origin = Url::parse(text).is_ok_and(|url| is_bare(&url) && matches!(url.scheme(), "http" | "https"));
    if text.is_empty() || (text.len() <= MAX_TEXT && is_origin) {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_FORMAT_INVALID.param(
        "development_origin",
        "`development_origin` must be scheme, host and port of a website, such as `http://localhost:3000`.",
    ))
}

/// Brings origins into the form that browsers send. Websites are on the instance's own domain or on this machine; the
/// rest has a scheme of its own.
pub(super) fn allowed_origins(given: &[String]) -> ApiResult<Vec<String>> {
    let name = "allowed_origins";
    if given.len() > MAX_ORIGINS {
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED
            .param(name, format!("`{name}` must have at most {MAX_ORIGINS} items.")));
    }
    let mut origins: Vec<String> = Vec::with_capacity(given.len());
    for text in given {
        let origin = origin(text).ok_or_else(|| {
            let shown: String = text.chars().take(80).collect();
            kinds::FORM_INVALID_ORIGIN.param(
                name,
                format!(
                    "`{name}`: `{shown}` is not an origin such as `my-app://localhost`, `chrome-extension://…`, \
                     `capacitor://localhost` or `http://localhost:3000`."
                ),
            )
        })?;
        if origins.contains(&origin) {
            return Err(duplicate(name, &origin));
        }
        origins.push(origin);
    }
    Ok(origins)
}

fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= MAX_TEXT)?;
    if !is_bare(&url) {
        return None;
    }
    if !matches!(url.scheme(), "http" | "https") {
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        return Some(format!("{}://{}{port}", url.scheme(), url.host_str()?));
    }
    let is_local = match url.host()? {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    is_local.then(|| url.origin()).filter(Origin::is_tuple).map(|origin| origin.ascii_serialization())
}

/// Whether there is nothing but scheme, host and port.
fn is_bare(url: &Url) -> bool {
    url.host_str().is_some_and(|host| !host.is_empty())
        && matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// Countries that messages go to, in their order; others are dropped.
pub(super) fn country_codes(given: &[String]) -> ApiResult<Vec<String>> {
    let mut seen = HashSet::new();
    if let Some(code) = given.iter().find(|code| !seen.insert(code.as_str())) {
        return Err(duplicate("blocked_country_codes", code));
    }
    let mut codes: Vec<String> =
        given.iter().filter(|code| frontdesk_identifiers::is_phone_country(code)).cloned().collect();
    codes.sort_unstable();
    Ok(codes)
}

/// Scopes as RFC 6749 spells them.
pub(super) fn scopes(given: &[String]) -> ApiResult<Vec<String>> {
    let name = "default_scopes";
    if given.len() > MAX_SCOPES {
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED
            .param(name, format!("`{name}` must have at most {MAX_SCOPES} items.")));
    }
    let mut seen = HashSet::new();
    for scope in given {
        let fits = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
        if scope.is_empty() || scope.len() > MAX_TEXT || !scope.bytes().all(fits) {
            return Err(kinds::FORM_PARAM_VALUE_INVALID
                .param(name, format!("`{name}`: a scope is a word such as `profile` or `public_metadata`.")));
        }
        if !seen.insert(scope.as_str()) {
            return Err(duplicate(name, scope));
        }
    }
    Ok(given.to_vec())
}

fn duplicate(name: &str, value: &str) -> ApiError {
    kinds::FORM_PARAM_DUPLICATE.param(name, format!("`{name}` has `{value}` more than once."))
}

/// Refuses to send e-mails from the service's domain while people can sign in by links in them.
pub(crate) fn check_enhanced_email_deliverability(settings: &Settings, given: &Maybe<bool>) -> ApiResult<()> {
    if given.value() == Some(&true) && settings.communication.email_link_enabled {
        return Err(kinds::ENHANCED_EMAIL_DELIVERABILITY_PROHIBITED.with(
            "People can sign in by links in e-mails here, which may not come from another domain. Switch links off, \
             so that there are codes only, or leave `enhanced_email_deliverability` out.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_browsers_send() {
        for (text, expected) in [
            (
                "chrome-extension://mnhbilbfebpbokpjjamapdecdgieldho",
                "chrome-extension://mnhbilbfebpbokpjjamapdecdgieldho",
            ),
            ("capacitor://localhost", "capacitor://localhost"),
            ("my-app://localhost:3000/", "my-app://localhost:3000"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://127.0.0.1:8443/", "https://127.0.0.1:8443"),
        ] {
            assert_eq!(origin(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "localhost",
            "https://example.com",
            "http://localhost/path",
            "my-app://",
            "my-app:x",
            "my-app://host?x",
            "my-app://user@host",
            "null",
            "*",
        ] {
            assert_eq!(origin(text), None, "{text}");
        }
    }

    #[test]
    fn a_development_origin_has_no_path() {
        for text in ["", "http://localhost:3000", "https://dev.example.com"] {
            assert!(development_origin(text).is_ok(), "{text}");
        }
        for text in ["localhost:3000", "http://localhost:3000/app", "ftp://localhost", "http://"] {
            assert!(development_origin(text).is_err(), "{text}");
        }
    }
}
