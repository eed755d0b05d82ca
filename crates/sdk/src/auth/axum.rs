//! Extractors and responses for axum.

use std::sync::Arc;

use axum_core::body::Body;
use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use axum_core::response::{IntoResponse, Response};
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::challenge::misconfigured;
use super::{Auth, AuthError, Authentication, Challenge, Forbidden, ProtectedResource};

/// Who sent a request, if that is known, for a handler that serves everybody.
///
/// Nobody is known where a request is refused: a session that has run out is no reason not to show a public page. Where it
/// could not be checked the answer is 503. [`Authentication`] tells one refusal from another and never turns anybody away.
#[derive(Clone, Debug)]
pub struct OptionalAuth(pub Option<Auth>);

/// Why an extractor gives nothing.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthRejection {
    /// Nobody knows who sent the request: 401, or 503 if that could not be checked.
    #[error("{error}")]
    NotAuthenticated {
        /// Why.
        error: AuthError,
        /// How they are told to prove themselves.
        challenge: Arc<Challenge>,
    },
    /// No [`AuthLayer`](super::AuthLayer) has looked at the request: 500.
    #[error("no AuthLayer has looked at the request")]
    NoLayer,
}

fn authentication(parts: &Parts) -> Result<&Authentication, AuthRejection> {
    parts.extensions.get().ok_or_else(|| {
        tracing::error!(
            path = parts.uri.path(),
            "no AuthLayer is in front of a handler that asks who sent the request"
        );
        AuthRejection::NoLayer
    })
}

impl<S: Sync> FromRequestParts<S> for Authentication {
    type Rejection = AuthRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AuthRejection> {
        authentication(parts).cloned()
    }
}

impl<S: Sync> FromRequestParts<S> for Auth {
    type Rejection = AuthRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AuthRejection> {
        let Authentication { result, challenge } = authentication(parts)?;
        result.clone().map_err(|error| AuthRejection::NotAuthenticated { error, challenge: Arc::clone(challenge) })
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Auth {
    type Rejection = AuthRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, AuthRejection> {
        match authentication(parts)? {
            Authentication { result: Ok(auth), .. } => Ok(Some(auth.clone())),
            Authentication { result: Err(AuthError::Refused(_)), .. } => Ok(None),
            Authentication { result: Err(error), challenge } => {
                Err(AuthRejection::NotAuthenticated { error: error.clone(), challenge: Arc::clone(challenge) })
            }
        }
    }
}

impl<S: Sync> FromRequestParts<S> for OptionalAuth {
    type Rejection = AuthRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AuthRejection> {
        <Auth as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await.map(Self)
    }
}

impl IntoResponse for AuthRejection {
    fn into_response(self) -> Response {
        match self {
            Self::NotAuthenticated { error, challenge } => error.to_response(&challenge).map(Body::from),
            Self::NoLayer => misconfigured().map(Body::from),
        }
    }
}

impl IntoResponse for AuthError {
    fn into_response(self) -> Response {
        self.to_response(&Challenge::default()).map(Body::from)
    }
}

impl IntoResponse for Forbidden {
    fn into_response(self) -> Response {
        self.to_response(&Challenge::default()).map(Body::from)
    }
}

/// The document, for every origin: clients that run in a browser read it too.
impl IntoResponse for ProtectedResource {
    fn into_response(self) -> Response {
        let Ok(document) = serde_json::to_string(&self) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        ];
        (headers, document).into_response()
    }
}
