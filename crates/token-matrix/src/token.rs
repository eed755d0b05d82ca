//! What the matrix is made of, and how tokens are spoilt.

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A kind of token. Those that come in two forms are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Session,
    ApiKey,
    M2mOpaque,
    M2mJwt,
    OauthOpaque,
    OauthJwt,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] =
        [Self::Session, Self::ApiKey, Self::M2mOpaque, Self::M2mJwt, Self::OauthOpaque, Self::OauthJwt];

    pub(crate) fn is_jwt(self) -> bool {
        matches!(self, Self::Session | Self::M2mJwt | Self::OauthJwt)
    }

    /// A machine's JWT cannot be revoked: nobody keeps it. Other JWTs stay good when what they were made from is revoked.
    pub(crate) fn can_be(self, state: State) -> bool {
        (self, state) != (Self::M2mJwt, State::Revoked)
    }
}

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Active,
    Expired,
    Revoked,
    /// Of another instance.
    Foreign,
    Tampered,
    Malformed,
    Empty,
}

impl State {
    pub(crate) const ALL: [Self; 7] =
        [Self::Active, Self::Expired, Self::Revoked, Self::Foreign, Self::Tampered, Self::Malformed, Self::Empty];
}

/// A token, and for whom it speaks.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) subject: String,
}

/// A token that no server has issued.
pub(crate) fn damaged(token: &Token, state: State) -> Result<Token> {
    let text = match state {
        State::Tampered if token.kind.is_jwt() => prolonged(&token.text)?,
        State::Tampered => {
            let (head, last) = token.text.split_at(token.text.len() - 1);
            format!("{head}{}", if last == "a" { "b" } else { "a" })
        }
        // Without its signature, or without most of its secret.
        State::Malformed if token.kind.is_jwt() => token.text.rsplit_once('.').context("no JWT")?.0.to_owned(),
        State::Malformed => token.text.get(..12).context("a short token")?.to_owned(),
        _ => String::new(),
    };
    Ok(Token { text, ..token.clone() })
}

/// A JWT whose bearer would like to have it for another hour.
fn prolonged(jwt: &str) -> Result<String> {
    let [header, payload, signature] = jwt.split('.').collect::<Vec<_>>()[..] else { anyhow::bail!("no JWT") };
    let mut claims: Map<String, Value> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?;
    let end = claims.get("exp").and_then(Value::as_i64).context("no end")?;
    claims.insert("exp".to_owned(), json!(end + 3600));
    Ok(format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims)?)))
}
