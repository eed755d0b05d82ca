//! Where applications may have users sent back to. A URI is kept as it was given, and compared whole.

use url::Url;

use crate::error::{ApiError, ApiResult, kinds};

/// The most redirect URIs of an application.
const MOST: usize = 100;
/// The longest URI, in bytes.
const MAX_LENGTH: usize = 1024;

/// Schemes that run or read something instead of opening an application.
const PROHIBITED: &[&str] = &["about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "ws", "wss"];

/// Refuses a list with something that nobody could be sent to; `name` is the parameter.
pub(crate) fn check_redirect_uris(name: &str, uris: &[String]) -> ApiResult<()> {
    if uris.len() > MOST {
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED
            .param(name, format!("`{name}` has {} items; an application may have {MOST}.", uris.len())));
    }
    for (index, uri) in uris.iter().enumerate() {
        check_redirect_uri(name, uri)?;
        if uris[..index].contains(uri) {
            return Err(kinds::DUPLICATE_RECORD.param(name, format!("The application has `{uri}` already.")));
        }
    }
    Ok(())
}

fn check_redirect_uri(name: &str, uri: &str) -> ApiResult<()> {
    if uri.len() > MAX_LENGTH {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param(name, format!("A redirect URI takes {} bytes; it may take {MAX_LENGTH}.", uri.len())));
    }
    let invalid = |reason: &str| -> ApiError {
        let sentence = format!(
            "`{uri}` {reason}. Send a full URI such as https://example.com/back, my-app://back or com.example.app:/back."
        );
        kinds::FORM_PARAM_FORMAT_INVALID.param(name, sentence)
    };
    // The parser would leave them out, and the browser would be sent elsewhere.
    if uri.chars().any(|character| character.is_whitespace() || character.is_control() || character == '\\') {
        return Err(invalid("has a character that no URI has"));
    }
    let parsed = Url::parse(uri).map_err(|_| invalid("is not a URI with a scheme"))?;
    if parsed.fragment().is_some() {
        return Err(invalid("has a fragment, which RFC 6749 forbids"));
    }
    let scheme = parsed.scheme();
    if PROHIBITED.contains(&scheme) {
        return Err(invalid("has a scheme that opens no application"));
    }
    let rest = &uri[scheme.len() + 1..];
    match scheme {
        "http" | "https" if !rest.starts_with("//") => Err(invalid("has no host")),
        _ if rest.is_empty() => Err(invalid("has nothing behind its scheme")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_can_be_sent_back_to_passes() {
        for (uri, passes) in [
            ("https://example.com/back?a=1", true),
            ("http://example.com", true),
            ("http://127.0.0.1/back", true),
            ("http://[::1]:3000/back", true),
            ("my-app://back", true),
            ("my-app://", true),
            ("com.example.app:/back", true),
            ("urn:ietf:wg:oauth:2.0:oob", true),
            ("HTTPS://Example.com", true),
            ("", false),
            ("/back", false),
            ("example.com", false),
            ("https://", false),
            ("https:/example.com", false),
            ("https://example.com/back#here", false),
            ("https://example.com/back#", false),
            ("https://exam ple.com", false),
            ("https://example.com\n/back", false),
            ("https:\\\\example.com", false),
            ("my-app:", false),
            ("javascript:alert(1)", false),
            ("JavaScript://x%0aalert(1)", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(check_redirect_uris("redirect_uris", &[uri.to_owned()]).is_ok(), passes, "{uri}");
        }
    }

    #[test]
    fn each_uri_stands_once_and_as_it_was_given() {
        let list = |uris: &[&str]| uris.iter().map(|uri| (*uri).to_owned()).collect::<Vec<_>>();
        let check = |uris: &[&str]| check_redirect_uris("redirect_uris", &list(uris)).map_err(|error| error.code());
        assert_eq!(check(&["https://a.example", "https://a.example/"]), Ok(()), "they are not equal");
        assert_eq!(check(&["https://a.example", "my-app://b", "https://a.example"]), Err("duplicate_record"));
        let many: Vec<String> = (0..=MOST).map(|number| format!("my-app://{number}")).collect();
        assert!(check_redirect_uris("redirect_uris", &many[1..]).is_ok());
        let error = check_redirect_uris("redirect_uris", &many).map_err(|error| error.code());
        assert_eq!(error, Err("form_param_array_size_exceeded"));
        let long = format!("my-app://{}", "x".repeat(MAX_LENGTH));
        assert_eq!(check(&[&long]), Err("form_param_max_length_exceeded"));
    }
}
