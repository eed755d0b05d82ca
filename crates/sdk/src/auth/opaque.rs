//! Asking the API about a token that only it can look up.

use std::sync::Arc;

use frontdesk_contract::api_keys::{ApiKey, VerifyApiKey, VerifyApiKeyBody};
use frontdesk_contract::m2m_tokens::{M2mToken, VerifyM2mToken, VerifyM2mTokenBody};
use frontdesk_contract::oauth_access_tokens::{
    OauthAccessTokenVerification, VerifyOauthAccessToken, VerifyOauthAccessTokenBody,
};
use frontdesk_tokens::MAX_TOKEN_BYTES;
use serde::Deserialize;
use serde_json::Value;

use super::identity::OauthAuth;
use super::jwt::is_oauth_audience;
use super::{Auth, AuthError, Carrier, Reason, TokenKind};
use crate::{Client, Error, Operation};

/// What is asked, and as whom.
#[derive(Clone, Debug)]
pub(crate) struct Lookup {
    /// With the secret key of the instance.
    pub(crate) client: Client,
    /// With the secret key of a machine, where one was given.
    pub(crate) machine: Option<Client>,
}

/// What answers may say beyond what is documented.
#[derive(Deserialize)]
struct Undocumented {
    #[serde(default)]
    aud: Value,
    #[serde(default)]
    act: Option<Value>,
}

impl Lookup {
    pub(crate) async fn verify(&self, kind: TokenKind, token: &str, audiences: &[String]) -> Result<Auth, AuthError> {
        // Three parts were meant to be a JWT, and what is longer than any header is none of ours.
        if is_like_jwt(token) || token.len() > MAX_TOKEN_BYTES {
            return Err(refused(kind, Reason::TokenInvalid));
        }
        let token = token.to_owned();
        match kind {
            TokenKind::ApiKey => {
                let request = VerifyApiKey { body: VerifyApiKeyBody { secret: token } };
                let key: ApiKey = ask(&self.client, kind, request).await?;
                if key.revoked || key.expired { Err(refused(kind, Reason::TokenInvalid)) } else { Ok(key.into()) }
            }
            TokenKind::M2m => {
                let request = VerifyM2mToken { body: VerifyM2mTokenBody { token } };
                let token: M2mToken = ask(self.machine.as_ref().unwrap_or(&self.client), kind, request).await?;
                if token.revoked || token.expired { Err(refused(kind, Reason::TokenInvalid)) } else { Ok(token.into()) }
            }
            TokenKind::Oauth => self.verify_oauth(token, audiences).await,
            // No session token is opaque.
            TokenKind::Session => Err(refused(kind, Reason::TokenInvalid)),
        }
    }

    async fn verify_oauth(&self, token: String, audiences: &[String]) -> Result<Auth, AuthError> {
        let kind = TokenKind::Oauth;
        let body = VerifyOauthAccessTokenBody { access_token: Some(token), ..VerifyOauthAccessTokenBody::default() };
        let answer: Value = ask_as(&self.client, kind, VerifyOauthAccessToken { body }).await?;
        let Undocumented { aud, act } = read::<VerifyOauthAccessToken, _>(kind, answer.clone())?;
        match read::<VerifyOauthAccessToken, _>(kind, answer)? {
            OauthAccessTokenVerification::Known(token) if !token.revoked && !token.expired => {
                if !is_oauth_audience(audiences, Some(&aud)) {
                    return Err(refused(kind, Reason::TokenVerificationFailed));
                }
                let named = match aud {
                    Value::Array(list) => list,
                    one => vec![one],
                };
                let named = named.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
                Ok(Auth::Oauth(Arc::new(OauthAuth::new(token, named, act))))
            }
            _ => Err(refused(kind, Reason::TokenInvalid)),
        }
    }
}

/// Whether a text is in three parts of the letters of a JWT.
fn is_like_jwt(token: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    token.split('.').count() == 3 && token.split('.').all(is_part)
}

async fn ask<O: Operation>(client: &Client, kind: TokenKind, request: O) -> Result<O::Response, AuthError> {
    client.send(request).await.map_err(|error| unanswered(kind, error))
}

/// The answer as it came.
async fn ask_as<O: Operation>(client: &Client, kind: TokenKind, request: O) -> Result<Value, AuthError> {
    let parts = request.into_parts().map_err(|error| unanswered(kind, error.into()))?;
    let answer = client.call(O::DESCRIPTOR, parts).await.map_err(|error| unanswered(kind, error))?;
    answer.json().map_err(|error| unreadable::<O>(kind, error))
}

fn read<O: Operation, T: serde::de::DeserializeOwned>(kind: TokenKind, answer: Value) -> Result<T, AuthError> {
    serde_json::from_value(answer).map_err(|error| unreadable::<O>(kind, error))
}

fn unreadable<O: Operation>(kind: TokenKind, source: serde_json::Error) -> AuthError {
    unanswered(kind, Error::Decode { operation: O::DESCRIPTOR.id, trace_id: None, source })
}

fn refused(kind: TokenKind, reason: Reason) -> AuthError {
    AuthError::refused(kind, reason, Some(Carrier::Header))
}

/// What it means that the API does not say what is known of a token.
fn unanswered(kind: TokenKind, error: Error) -> AuthError {
    match error.status() {
        Some(404) => refused(kind, Reason::TokenInvalid),
        Some(401) => AuthError::unchecked(kind, Reason::SecretKeyInvalid, Arc::new(error)),
        // The API takes it for no token at all.
        Some(400 | 422) => refused(kind, Reason::UnexpectedError),
        _ => AuthError::unchecked(kind, Reason::UnexpectedError, Arc::new(error)),
    }
}
