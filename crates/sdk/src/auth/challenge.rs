//! What a request is told that is not let through: status, headers and body.

use http::header::{CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};

use super::{AuthError, Forbidden, Refusal};

/// The header `WWW-Authenticate`: how a request would have to prove itself (RFC 6750, RFC 9728).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Challenge {
    parameters: Vec<(&'static str, String)>,
}

impl Challenge {
    /// A challenge that names a realm.
    #[must_use]
    pub fn realm(self, realm: &str) -> Self {
        self.with("realm", realm)
    }

    /// A challenge that points to the metadata of the protected resource; see
    /// [`ProtectedResource::challenge`](super::ProtectedResource::challenge).
    #[must_use]
    pub fn resource_metadata(self, url: &str) -> Self {
        self.with("resource_metadata", url)
    }

    /// A challenge that says which scopes would be enough.
    #[must_use]
    pub fn scope(self, scopes: &[&str]) -> Self {
        self.with("scope", &scopes.join(" "))
    }

    /// A challenge that says what was wrong, such as `invalid_token`.
    #[must_use]
    pub fn error(self, code: &str, description: &str) -> Self {
        self.with("error", code).with("error_description", description)
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        // What may stand between quotes; everything else would end them, or the header.
        let value = value.chars().map(|letter| match letter {
            '"' | '\\' => '\'',
            ' '..='~' => letter,
            _ => '?',
        });
        self.parameters.push((name, value.collect()));
        self
    }

    /// The value of the header.
    pub fn header_value(&self) -> HeaderValue {
        let parameters: Vec<String> =
            self.parameters.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let text = format!("Bearer {}", parameters.join(", "));
        HeaderValue::from_str(text.trim_end()).unwrap_or(HeaderValue::from_static("Bearer"))
    }
}

impl AuthError {
    /// The status to answer with: 401, or 503 for what could not be checked.
    pub fn status(&self) -> StatusCode {
        if self.is_refusal() { StatusCode::UNAUTHORIZED } else { StatusCode::SERVICE_UNAVAILABLE }
    }

    /// The answer: Clerk's envelope of errors, the challenge, and the headers that the official SDKs explain a refusal
    /// with.
    pub fn to_response(&self, challenge: &Challenge) -> Response<String> {
        let reason = self.reason();
        let mut response = match self {
            Self::Refused(refusal) => {
                let mut response = envelope(
                    self.status(),
                    "authentication_invalid",
                    "Not authenticated",
                    "The request carries no token that is accepted here.",
                    &json!({ "reason": reason.as_str() }),
                );
                set(&mut response, WWW_AUTHENTICATE.as_str(), refused(*refusal, challenge.clone()).header_value());
                response
            }
            Self::Unchecked(_) => envelope(
                self.status(),
                "service_unavailable",
                "Not checked",
                "The token could not be checked at the moment, which says nothing about it. Try again later.",
                &json!({}),
            ),
        };
        set(&mut response, "x-clerk-auth-status", HeaderValue::from_static("signed-out"));
        // Why this program has trouble with the API is nothing for whoever asked.
        if self.is_refusal() {
            set(&mut response, "x-clerk-auth-reason", HeaderValue::from_static(reason.as_str()));
        }
        response
    }
}

impl Forbidden {
    /// The answer: 403 with Clerk's envelope of errors, and the challenge with what would be enough.
    pub fn to_response(&self, challenge: &Challenge) -> Response<String> {
        let scopes = self.requirement.scopes();
        let code = if scopes.is_empty() { "authorization_invalid" } else { "authorization_missing_scopes" };
        let sentence = format!("This needs {}.", self.requirement);
        let mut response = envelope(StatusCode::FORBIDDEN, code, "Not allowed", &sentence, &json!({}));
        let mut challenge = challenge.clone().error("insufficient_scope", &sentence);
        if !scopes.is_empty() {
            challenge = challenge.scope(&scopes);
        }
        set(&mut response, WWW_AUTHENTICATE.as_str(), challenge.header_value());
        response
    }
}

/// What is said to a request whose handler wants to know who sent it, where nothing found out.
#[cfg(feature = "tower")]
pub(crate) fn misconfigured() -> Response<String> {
    envelope(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal_clerk_error",
        "Misconfigured",
        "The server asks who sent the request in a place where nothing has found out.",
        &json!({}),
    )
}

fn refused(refusal: Refusal, challenge: Challenge) -> Challenge {
    match refusal.carrier {
        // Whoever brings nothing is told how, and not what is wrong with it.
        None => challenge,
        Some(_) => challenge.error("invalid_token", refusal.reason.as_str()),
    }
}

fn envelope(status: StatusCode, code: &str, message: &str, long_message: &str, meta: &Value) -> Response<String> {
    let mut error = Map::new();
    for (name, text) in [("message", message), ("long_message", long_message), ("code", code)] {
        error.insert(name.to_owned(), json!(text));
    }
    if meta.as_object().is_some_and(|meta| !meta.is_empty()) {
        error.insert("meta".to_owned(), meta.clone());
    }
    let mut response = Response::new(json!({ "errors": [error] }).to_string());
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE.as_str(), HeaderValue::from_static("application/json"));
    set(&mut response, CACHE_CONTROL.as_str(), HeaderValue::from_static("no-store"));
    response
}

fn set(response: &mut Response<String>, name: &str, value: HeaderValue) {
    if let Ok(name) = http::HeaderName::from_bytes(name.as_bytes()) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::{Carrier, Reason, Requirement, TokenKind};

    fn said(response: &Response<String>, name: &str) -> String {
        response.headers()[name].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_refusal_says_how_to_prove_oneself() {
        let nothing = AuthError::refused(TokenKind::Oauth, Reason::NoTokenInHeader, None);
        let challenge = Challenge::default().resource_metadata("https://a.b/.well-known/oauth-protected-resource");
        let response = nothing.to_response(&challenge);
        assert_eq!(response.status(), 401);
        assert_eq!(
            said(&response, "www-authenticate"),
            r#"Bearer resource_metadata="https://a.b/.well-known/oauth-protected-resource""#
        );
        assert_eq!(said(&response, "x-clerk-auth-reason"), "No token in header");
        let wrong = AuthError::refused(TokenKind::Oauth, Reason::TokenInvalid, Some(Carrier::Header));
        let response = wrong.to_response(&Challenge::default().realm("api"));
        assert_eq!(
            said(&response, "www-authenticate"),
            r#"Bearer realm="api", error="invalid_token", error_description="token-invalid""#
        );
        assert_eq!(said(&response, "content-type"), "application/json");
        let body: Value = serde_json::from_str(response.body()).unwrap();
        assert_eq!(body["errors"][0]["code"], "authentication_invalid");
        assert_eq!(body["errors"][0]["meta"]["reason"], "token-invalid");
    }

    #[test]
    fn a_prohibition_says_what_would_be_enough() {
        let forbidden = Forbidden { requirement: Requirement::scope("a").or(Requirement::scope("b")) };
        let response = forbidden.to_response(&Challenge::default());
        assert_eq!(response.status(), 403);
        assert_eq!(
            said(&response, "www-authenticate"),
            r#"Bearer error="insufficient_scope", error_description="This needs the scope a or the scope b.", scope="a b""#
        );
        let body: Value = serde_json::from_str(response.body()).unwrap();
        assert_eq!(body["errors"][0]["code"], "authorization_missing_scopes");
        let forbidden = Forbidden { requirement: Requirement::permission("org:posts:publish") };
        let body: Value = serde_json::from_str(forbidden.to_response(&Challenge::default()).body()).unwrap();
        assert_eq!(body["errors"][0]["code"], "authorization_invalid");
        assert_eq!(body["errors"][0]["long_message"], "This needs the permission org:posts:publish.");
    }

    #[test]
    fn nothing_ends_the_quotes_of_a_challenge() {
        let challenge = Challenge::default().realm("a\"b\\c\r\nd\u{e4}");
        assert_eq!(challenge.header_value(), r#"Bearer realm="a'b'c??d?""#);
        assert_eq!(Challenge::default().header_value(), "Bearer");
    }
}
