use serde_json::{Map, Value};

use super::{M2mTokenFormat, NewM2mToken};
use crate::{Maybe, object, operation};

/// Makes a token with which a machine proves itself to others.
///
/// It is called with the machine's own secret key, `ak_…`, not with the instance's. The token is good for the machines
/// that this one has access to at the moment.
#[operation(
    id = "createM2MToken",
    post = "/m2m_tokens",
    tag = "M2M Tokens",
    versions = "!2025-03-12",
    returns = NewM2mToken,
    status = 201,
    errors = "400 409",
    credential = machine,
    sdk(
        js = "m2m.createToken({ secondsUntilExpiration, claims, minRemainingTtlSeconds, tokenFormat })",
        python = "m2m.create_token(...)",
        go = "m2m_token.Create",
    ),
)]
pub struct CreateM2mToken {
    /// What to send.
    #[api(body)]
    pub body: CreateM2mTokenBody,
}

/// What kind of token to make, and what it says.
#[object(closed)]
#[derive(Default)]
pub struct CreateM2mTokenBody {
    /// Whether it can be revoked, or verified without a request.
    #[api(default = r#""opaque""#)]
    pub token_format: Option<M2mTokenFormat>,
    /// How many seconds the token is valid, more than 0; `null` for what the machine has as its default.
    #[api(min = 0)]
    pub seconds_until_expiration: Maybe<f64>,
    /// What else the token says. The claims that JWTs reserve for themselves, such as `exp`, are refused.
    pub claims: Maybe<Map<String, Value>>,
    /// Be content with an earlier token that is still valid for this many seconds, and says the same.
    ///
    /// It has to be less than the time that a new token would be valid. For opaque tokens only; it spares those who
    /// cannot keep a token between requests from making one for each.
    #[api(min = 0)]
    pub min_remaining_ttl_seconds: Option<i64>,
}
