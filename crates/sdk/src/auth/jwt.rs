//! Checking what was signed by the instance, without a request for each token.

use std::sync::Arc;

use frontdesk_tokens::{Claims, HeaderText, OauthClaims, Said, TokenError, UnverifiedToken};
use serde_json::Value;

use crate::Error;
use crate::verify::{KeySource, is_audience, is_authorized_party};

/// Algorithms that the official SDKs know, and for which the keys of an instance are not.
const ALGORITHMS_OF_OTHER_KEYS: [&str; 2] = ["RS384", "RS512"];

/// What is wrong with a token, in the order in which it is looked for.
#[derive(Clone, Debug)]
pub(crate) enum Flaw {
    /// The keys cannot be fetched, or the instance shows none.
    Keys(Arc<Error>),
    UnknownKey,
    Type,
    Algorithm,
    Signature,
    /// A claim is missing or misshapen.
    Claims,
    Audience,
    Party,
    Expired,
    NotYetValid,
    IssuedInTheFuture,
}

/// How JWTs are checked.
#[derive(Clone, Debug)]
pub(crate) struct Checks {
    pub(crate) source: KeySource,
    pub(crate) audiences: Vec<String>,
    pub(crate) authorized_parties: Vec<String>,
    pub(crate) clock_skew_ms: i64,
}

/// What a kind of JWT has of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Session,
    Machine,
    Oauth,
}

impl Checks {
    /// The claims of a token in whose signature, times, audience and party nothing is wrong.
    pub(crate) async fn verify(
        &self,
        token: UnverifiedToken<'_>,
        profile: Profile,
        now_ms: i64,
    ) -> Result<Claims, Flaw> {
        let header = token.header();
        let key = self.source.find(header.kid.text()).await.map_err(Flaw::Keys)?.ok_or(Flaw::UnknownKey)?;
        check_type(&header.typ, profile)?;
        if header.alg.text().is_some_and(|name| ALGORITHMS_OF_OTHER_KEYS.contains(&name)) {
            return Err(Flaw::Claims);
        }
        let claims = key.check(token).map_err(|error| match error {
            TokenError::UnsupportedAlgorithm(_) => Flaw::Algorithm,
            TokenError::UnknownKey(_) => Flaw::UnknownKey,
            _ => Flaw::Signature,
        })?;
        self.check_claims(&claims, profile, now_ms)?;
        Ok(claims)
    }

    fn check_claims(&self, claims: &Claims, profile: Profile, now_ms: i64) -> Result<(), Flaw> {
        if claims.subject().is_none() {
            return Err(Flaw::Claims);
        }
        if profile != Profile::Oauth && !is_audience(&self.audiences, claims.audience()) {
            return Err(Flaw::Audience);
        }
        if profile == Profile::Session && !is_authorized_party(&self.authorized_parties, claims.authorized_party()) {
            return Err(Flaw::Party);
        }
        self.check_times(claims, now_ms)?;
        if profile == Profile::Oauth && !is_oauth_audience(&self.audiences, claims.audience()) {
            return Err(Flaw::Audience);
        }
        Ok(())
    }

    fn check_times(&self, claims: &Claims, now_ms: i64) -> Result<(), Flaw> {
        let time = |seconds: Result<Option<i64>, TokenError>| match seconds {
            Ok(seconds) => Ok(seconds.map(|seconds| seconds.saturating_mul(1000))),
            Err(_) => Err(Flaw::Claims),
        };
        if time(claims.expires_at_seconds())?.ok_or(Flaw::Claims)? <= now_ms.saturating_sub(self.clock_skew_ms) {
            return Err(Flaw::Expired);
        }
        let latest = now_ms.saturating_add(self.clock_skew_ms);
        if time(claims.not_before_seconds())?.is_some_and(|time| time > latest) {
            return Err(Flaw::NotYetValid);
        }
        if time(claims.issued_at_seconds())?.is_some_and(|time| time > latest) {
            return Err(Flaw::IssuedInTheFuture);
        }
        Ok(())
    }
}

fn check_type(typ: &Said<HeaderText>, profile: Profile) -> Result<(), Flaw> {
    let fits = match profile {
        Profile::Oauth => typ.text().is_some_and(OauthClaims::is_access_token),
        Profile::Session | Profile::Machine => typ.is_missing() || typ.text() == Some("JWT"),
    };
    if fits { Ok(()) } else { Err(Flaw::Type) }
}

/// Whether an OAuth access token is for one of these, where it matters. Unlike others it has to say so.
pub(crate) fn is_oauth_audience(audiences: &[String], claim: Option<&Value>) -> bool {
    if audiences.is_empty() {
        return true;
    }
    let named: Vec<Option<&str>> = match claim {
        Some(Value::Array(list)) => list.iter().map(Value::as_str).collect(),
        Some(one) => vec![one.as_str()],
        None => Vec::new(),
    };
    let is_sound = named.iter().all(|name| name.is_some_and(|name| !name.is_empty()));
    is_sound && named.iter().flatten().any(|name| audiences.iter().any(|audience| audience == name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_oauth_token_must_name_an_audience_where_one_is_asked_for() {
        let audiences = ["https://api.example.com".to_owned(), "other".to_owned()];
        for (claim, fits) in [
            (json!("other"), true),
            (json!(["web", "https://api.example.com"]), true),
            (json!(["web"]), false),
            (json!("https://api.example.com/"), false),
            (json!([]), false),
            (json!(["other", ""]), false),
            (json!(["other", 7]), false),
            (json!(7), false),
            (json!(""), false),
            (json!(null), false),
        ] {
            assert_eq!(is_oauth_audience(&audiences, Some(&claim)), fits, "{claim}");
            assert!(is_oauth_audience(&[], Some(&claim)));
        }
        assert!(!is_oauth_audience(&audiences, None));
    }
}
