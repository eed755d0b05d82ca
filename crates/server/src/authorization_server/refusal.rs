//! Refusals as the RFCs have them: a word for programs, and a sentence for people.

use axum::body::Body;
use http::header::{self, HeaderValue};
use http::{Response, StatusCode};
use serde_json::json;

use crate::api::JSON;
use crate::error::ApiError;

/// Why a request got nothing.
#[derive(Debug)]
pub(super) enum Refusal {
    /// An error of RFC 6749, 7009 or 7662.
    OAuth {
        status: u16,
        error: &'static str,
        description: String,
        /// How to authenticate, where nobody is.
        challenge: Option<&'static str>,
    },
    /// An error in Clerk's envelope.
    Api(Box<ApiError>, Option<&'static str>),
}

impl Refusal {
    fn with(status: u16, error: &'static str, description: impl Into<String>) -> Self {
        Self::OAuth { status, error, description: description.into(), challenge: None }
    }

    /// The request lacks something, or has it twice.
    pub(super) fn request(description: impl Into<String>) -> Self {
        Self::with(400, "invalid_request", description)
    }

    /// The code or the refresh token gives nothing. It does not say why.
    pub(super) fn grant(description: impl Into<String>) -> Self {
        Self::with(400, "invalid_grant", description)
    }

    /// More was asked for than was granted.
    pub(super) fn scope(description: impl Into<String>) -> Self {
        Self::with(400, "invalid_scope", description)
    }

    /// A kind of grant that there is not.
    pub(super) fn grant_type(description: impl Into<String>) -> Self {
        Self::with(400, "unsupported_grant_type", description)
    }

    /// A kind of token that cannot be revoked.
    pub(super) fn token_type(description: impl Into<String>) -> Self {
        Self::with(400, "unsupported_token_type", description)
    }

    /// What a client says of itself cannot be.
    pub(super) fn client_metadata(error: &'static str, description: impl Into<String>) -> Self {
        Self::with(400, error, description)
    }

    /// The client did not show that it is who it says.
    pub(super) fn client() -> Self {
        Self::OAuth {
            status: 401,
            error: "invalid_client",
            description: "There is no such client, or it did not prove itself as it has to.".to_owned(),
            challenge: Some("Basic realm=\"OAuth\", charset=\"UTF-8\""),
        }
    }

    /// An error in Clerk's envelope.
    pub(super) fn api(error: ApiError) -> Self {
        Self::Api(Box::new(error), None)
    }

    /// The same, with what was wrong with the token of RFC 6750.
    pub(super) fn bearer(error: ApiError, challenge: &'static str) -> Self {
        Self::Api(Box::new(error), Some(challenge))
    }

    pub(super) fn into_response(self, trace_id: &str) -> Response<Body> {
        let retry_after = match &self {
            Self::Api(error, _) => error.retry_after_seconds(),
            Self::OAuth { .. } => None,
        };
        let (status, body, challenge) = match self {
            Self::OAuth { status, error, description, challenge } => {
                let body = json!({ "error": error, "error_description": description });
                (status, body.to_string().into_bytes(), challenge)
            }
            Self::Api(error, challenge) => (error.status(), error.body(trace_id), challenge),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
        if let Some(challenge) = challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Ok(value) = HeaderValue::from_str(trace_id) {
            headers.insert("clerk-trace-id", value);
        }
        response
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::api(error)
    }
}
