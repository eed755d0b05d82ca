//! What of a request is looked at.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue, Method, Request, Uri, request};

/// A request, or as much of it as there is: an [`http::Request`], its [`Parts`](request::Parts), or its headers alone.
pub trait RequestHead {
    /// The headers.
    fn headers(&self) -> &HeaderMap;

    /// The method; a request whose method is not known is taken for a `GET`.
    fn method(&self) -> Option<&Method> {
        None
    }

    /// The address.
    fn uri(&self) -> Option<&Uri> {
        None
    }
}

impl RequestHead for HeaderMap {
    fn headers(&self) -> &HeaderMap {
        self
    }
}

impl<B> RequestHead for Request<B> {
    fn headers(&self) -> &HeaderMap {
        self.headers()
    }

    fn method(&self) -> Option<&Method> {
        Some(self.method())
    }

    fn uri(&self) -> Option<&Uri> {
        Some(self.uri())
    }
}

impl RequestHead for request::Parts {
    fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn method(&self) -> Option<&Method> {
        Some(&self.method)
    }

    fn uri(&self) -> Option<&Uri> {
        Some(&self.uri)
    }
}

/// The value of a cookie, which is not empty. Of several of one name the first counts.
///
/// Percent signs are left as they are: no value of Clerk's cookies has one.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(http::header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.split_once('='))
        .find(|(found, _)| found.trim() == name)
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
}

/// The token in the `Authorization` header: what comes after `Bearer`, or the header as a whole if it is one word. Other
/// schemes are somebody else's.
pub(crate) fn header_token(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(http::header::AUTHORIZATION).iter().map(HeaderValue::as_bytes);
    let mut text = read(values.next()?);
    for value in values {
        // Several headers become one, and what is ambiguous no token.
        text = Cow::Owned(format!("{text}, {}", read(value)));
    }
    let mut words = text.trim().split(' ');
    let scheme = words.next().filter(|word| !word.is_empty())?;
    match words.next().filter(|word| !word.is_empty()) {
        None => Some(scheme.to_owned()),
        Some(token) if scheme == "Bearer" => Some(token.to_owned()),
        Some(_) => None,
    }
}

fn read(value: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(value).map_or_else(|_| String::from_utf8_lossy(value), Cow::Borrowed)
}

/// Whether the address has a parameter of this name.
pub(crate) fn has_parameter(uri: Option<&Uri>, name: &str) -> bool {
    let query = uri.and_then(Uri::query).unwrap_or_default();
    query.split('&').any(|pair| pair.split_once('=').map_or(pair, |(found, _)| found) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn the_token_comes_after_bearer() {
        for (header, token) in [
            ("Bearer a.b.c", Some("a.b.c")),
            ("  Bearer a.b.c  ", Some("a.b.c")),
            ("Bearer a b", Some("a")),
            ("a.b.c", Some("a.b.c")),
            // What is left of an empty token, and no token that anybody made.
            ("Bearer", Some("Bearer")),
            ("Bearer ", Some("Bearer")),
            ("Bearer  a", Some("Bearer")),
            ("bearer a", None),
            ("Basic dTpw", None),
            ("", None),
            (" ", None),
        ] {
            assert_eq!(header_token(&headers(&[("authorization", header)])).as_deref(), token, "{header:?}");
        }
        assert_eq!(header_token(&headers(&[])), None);
        let twice = headers(&[("authorization", "Bearer a"), ("authorization", "Bearer b")]);
        assert_eq!(header_token(&twice).as_deref(), Some("a,"));
    }

    #[test]
    fn the_first_cookie_of_a_name_counts_in_whatever_header_it_stands() {
        let headers =
            headers(&[("cookie", "a=1; __session = x.y ; nonsense; b=; c=d=e"), ("cookie", "__session=z; f=2")]);
        for (name, value) in [
            ("a", Some("1")),
            ("__session", Some("x.y")),
            ("b", None),
            ("c", Some("d=e")),
            ("f", Some("2")),
            ("nonsense", None),
            ("session", None),
        ] {
            assert_eq!(cookie(&headers, name), value, "{name}");
        }
    }

    #[test]
    fn parameters_are_told_by_their_whole_name() {
        let has = |uri: &str| has_parameter(Some(&uri.parse().unwrap()), "__clerk_db_jwt");
        assert!(has("/a?__clerk_db_jwt=1") && has("/a?b&__clerk_db_jwt") && has("https://a.b/?x=1&__clerk_db_jwt=2"));
        assert!(!has("/a") && !has("/a?x__clerk_db_jwt=1") && !has("/__clerk_db_jwt?x=__clerk_db_jwt"));
    }
}
