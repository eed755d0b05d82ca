//! Reading forms: every parameter once, and what clients prove themselves with.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap};
use http::request::Parts as RequestHead;

use super::refusal::Refusal;
use crate::body::{self, Incoming};

/// The most bytes of a form: a JWT fits, and all that stands around it.
const MAX_FORM: usize = 128 * 1024;

/// A form, and the name and secret of HTTP Basic authentication.
#[derive(Debug, Default)]
pub(super) struct Form {
    fields: HashMap<String, String>,
    pub(super) basic: Option<(String, String)>,
}

impl Form {
    pub(super) async fn read(head: &RequestHead, body: &mut Incoming) -> Result<Self, Refusal> {
        let bytes = body::read_plain_form(&head.headers, body, MAX_FORM).await?;
        Ok(Self { fields: fields(&bytes)?, basic: basic(&head.headers)? })
    }

    /// A parameter that is there and not empty: RFC 6749 takes an empty one for none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A parameter that has to be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| Refusal::request(format!("The parameter `{name}` is missing.")))
    }
}

fn fields(bytes: &[u8]) -> Result<HashMap<String, String>, Refusal> {
    let mut fields = HashMap::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        if value.contains('\0') {
            return Err(Refusal::request("A parameter holds the character U+0000."));
        }
        let name = name.into_owned();
        let twice = Refusal::request(format!("The parameter `{}` is there twice.", name.escape_debug()));
        if fields.insert(name, value.into_owned()).is_some() {
            return Err(twice);
        }
    }
    Ok(fields)
}

/// The client's name and secret, each of them encoded like a value of a form, as RFC 6749 wants it.
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, Refusal> {
    let Some(value) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let malformed = || Refusal::client();
    let (scheme, text) = value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or_else(malformed)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(malformed());
    }
    let decoded = STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = decoded.ok_or_else(malformed)?;
    let (name, secret) = decoded.split_once(':').ok_or_else(malformed)?;
    Ok(Some((decode(name), decode(secret))))
}

/// A value of a form, decoded. What is no name of a parameter stays a value here.
fn decode(text: &str) -> String {
    let pair = format!("v={}", text.replace('&', "%26"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_parameter_stands_once_and_an_empty_one_is_none() {
        let form = Form { fields: fields(b"a=1&b=&c=x%20y+z").unwrap_or_default(), basic: None };
        assert_eq!(
            (form.get("a"), form.get("b"), form.get("c"), form.get("d")),
            (Some("1"), None, Some("x y z"), None)
        );
        assert!(form.required("b").is_err() && fields(b"a=1&a=1").is_err() && fields(b"a=%00").is_err());
    }

    #[test]
    fn name_and_secret_are_decoded_like_values_of_a_form() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, HeaderValue::from_str(text).expect("a header"));
            basic(&headers).ok().flatten()
        };
        let encode = |text: &str| format!("Basic {}", STANDARD.encode(text));
        let pair = |name: &str, secret: &str| Some((name.to_owned(), secret.to_owned()));
        assert_eq!(read(&encode("client_1:abc")), pair("client_1", "abc"));
        assert_eq!(read(&encode("a%3Ab:c%2Bd+e&f=g:h")), pair("a:b", "c+d e&f=g:h"));
        assert_eq!(read(&encode(":")), pair("", ""));
        for text in ["Basic", "Basic !!!", "Bearer x", &encode("no colon")] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
