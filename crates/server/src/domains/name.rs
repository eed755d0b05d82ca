//! The names of domains.

use frontdesk_identifiers::{is_hosting_provider_host, normalize_host};
use url::Host;

use crate::error::{ApiError, ApiResult, kinds};

/// The name as it is stored: fully qualified in production, in development also a name or an address of this network,
/// with a port or without.
pub(crate) fn read_name(text: &str, is_development: bool) -> ApiResult<String> {
    let read = if is_development { read_with_port(text.trim()) } else { normalize_host(text).ok() };
    read.ok_or_else(|| {
        let wanted = if is_development { "such as example.com or localhost:3000" } else { "such as example.com" };
        kinds::FORM_PARAM_FORMAT_INVALID
            .param("name", format!("`{text}` is not a domain {wanted}, without a scheme before it."))
    })
}

fn read_with_port(text: &str) -> Option<String> {
    let (host, port) = match text.rsplit_once(':') {
        // The colons of an IPv6 address stand in brackets.
        Some((host, port)) if !port.contains(']') => (host, Some(port.parse::<u16>().ok().filter(|port| *port > 0)?)),
        _ => (text, None),
    };
    if host.is_empty() || host.len() > 1000 || host.contains(['/', '@', '?', '#', '%']) {
        return None;
    }
    let host = match Host::parse(host).ok()? {
        Host::Domain(name) if name.len() <= 253 && !name.ends_with('.') => name,
        Host::Domain(_) => return None,
        address => address.to_string(),
    };
    Some(port.map_or_else(|| host.clone(), |port| format!("{host}:{port}")))
}

/// Refuses a name that a hosting provider lends, unless a proxy stands there: its DNS is not the customer's.
pub(crate) fn require_own(name: &str, proxy_url: Option<&str>) -> ApiResult<()> {
    if !is_hosting_provider_host(name) || proxy_url.is_some() {
        return Ok(());
    }
    Err(kinds::PROXY_URL_REQUIRED_FOR_PROVIDER_DOMAIN.param(
        "proxy_url",
        format!("{name} belongs to a hosting provider, so that no DNS records can be made. Send a `proxy_url`."),
    ))
}

/// That another domain of the instance has the name.
pub(crate) fn taken(name: &str) -> ApiError {
    kinds::FORM_IDENTIFIER_EXISTS.param("name", format!("This instance has the domain {name} already."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stricter_in_production() {
        for (text, development, production) in [
            ("Example.com", Some("example.com"), Some("example.com")),
            (" app.example.com ", Some("app.example.com"), Some("app.example.com")),
            ("localhost:3000", Some("localhost:3000"), None),
            ("localhost", Some("localhost"), None),
            ("127.0.0.1:80", Some("127.0.0.1:80"), None),
            ("[::1]:3000", Some("[::1]:3000"), None),
            ("example.com:8080", Some("example.com:8080"), None),
            ("example.com:", None, None),
            ("example.com:0", None, None),
            ("example.com:99999", None, None),
            ("https://example.com", None, None),
            ("example.com/path", None, None),
            ("a b", None, None),
            ("", None, None),
        ] {
            assert_eq!(read_name(text, true).ok().as_deref(), development, "{text}");
            assert_eq!(read_name(text, false).ok().as_deref(), production, "{text}");
        }
    }
}
