//! The cookies of a browser: which of them belong to this application, and what they say together.

use frontdesk_tokens::{Environment, PublishableKey, UnverifiedToken, cookie_suffix};
use http::HeaderMap;

use super::request::{cookie, has_parameter};
use super::{Reason, RequestHead};
use crate::BuildError;

const SESSION: &str = "__session";
const CLIENT_UAT: &str = "__client_uat";
const REFRESH: &str = "__refresh";
const DEV_BROWSER: &str = "__clerk_db_jwt";

/// What tells the cookies of this application from those of others on the same host.
#[derive(Clone, Debug)]
pub(crate) struct CookieRules {
    /// `None` where no publishable key was given: then only cookies without a suffix are looked at.
    own: Option<Own>,
    is_development: bool,
}

#[derive(Clone, Debug)]
struct Own {
    /// Comes after the names of cookies.
    suffix: String,
    /// Who issues the tokens of this instance.
    frontend_api_host: String,
}

impl CookieRules {
    /// Rules without a publishable key: only the secret key tells the kind of instance.
    pub(crate) fn from_secret_key(key: Option<&str>) -> Self {
        let is_development = key.is_some_and(|key| key.starts_with("sk_test_") || key.starts_with("test_"));
        Self { own: None, is_development }
    }

    pub(crate) fn from_publishable_key(text: &str) -> Result<Self, BuildError> {
        let key: PublishableKey = text.parse().map_err(|_| BuildError::PublishableKey)?;
        let own = Own { suffix: cookie_suffix(text), frontend_api_host: key.frontend_api_host };
        Ok(Self { own: Some(own), is_development: key.environment == Environment::Test })
    }

    fn suffixed<'a>(&self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        cookie(headers, &format!("{name}_{}", self.own.as_ref()?.suffix))
    }

    /// Whether the token of an expired session could be renewed by whoever renews tokens.
    pub(crate) fn has_refresh_cookie(&self, headers: &HeaderMap) -> bool {
        self.suffixed(headers, REFRESH).is_some()
    }

    /// The session token that a browser's cookies agree on, and when it must have been issued at the earliest.
    pub(crate) fn session(&self, request: &impl RequestHead, now_ms: i64) -> Result<SessionCookie, Reason> {
        let headers = request.headers();
        let uses_suffix = self.uses_suffix(headers, now_ms);
        let find = |name| if uses_suffix { self.suffixed(headers, name) } else { cookie(headers, name) };
        if self.is_development {
            if has_parameter(request.uri(), DEV_BROWSER) {
                return Err(Reason::DevBrowserSync);
            }
            if find(DEV_BROWSER).is_none() {
                return Err(Reason::DevBrowserMissing);
            }
        }
        let signed_in_at = find(CLIENT_UAT).map(leading_number).filter(|seconds| *seconds != 0);
        match (signed_in_at, find(SESSION)) {
            (None, None) => Err(Reason::SessionTokenAndUatMissing),
            (None, Some(_)) => Err(Reason::SessionTokenWithoutClientUat),
            (Some(_), None) => Err(Reason::ClientUatWithoutSessionToken),
            (Some(signed_in_at), Some(token)) => Ok(SessionCookie { token: token.to_owned(), signed_in_at }),
        }
    }

    /// Whether the cookies with the suffix of this application are the ones to look at. Those without may be left over
    /// from an older release of the front end, or belong to another application on the same host.
    fn uses_suffix(&self, headers: &HeaderMap, now_ms: i64) -> bool {
        let Some(own) = &self.own else { return false };
        let (plain_uat, suffixed_uat) = (cookie(headers, CLIENT_UAT), self.suffixed(headers, CLIENT_UAT));
        let (plain, suffixed) = (cookie(headers, SESSION), self.suffixed(headers, SESSION));
        if let Some(plain) = plain {
            match issuer(plain) {
                None => return false,
                Some(issuer) if !own.issues(&issuer) => return true,
                Some(_) => {}
            }
        }
        if suffixed_uat.is_none() && suffixed.is_none() {
            return false;
        }
        let signed_out = Some("0");
        let is_plain_newer = issued_at(plain) > issued_at(suffixed);
        if suffixed_uat != signed_out && plain_uat != signed_out && is_plain_newer {
            return false;
        }
        if suffixed_uat == signed_out && plain_uat != signed_out {
            return false;
        }
        if self.is_development
            && suffixed_uat != signed_out
            && plain_uat == signed_out
            && suffixed.is_some_and(|token| is_expired(token, now_ms))
        {
            return false;
        }
        suffixed_uat.is_some() || suffixed.is_none()
    }
}

impl Own {
    /// Whether tokens of this issuer are of this instance. The signature decides later; this only chooses a cookie.
    fn issues(&self, issuer: &str) -> bool {
        let host = issuer.strip_prefix("https://").or_else(|| issuer.strip_prefix("http://")).unwrap_or(issuer);
        self.frontend_api_host == host
    }
}

/// A session token of a browser.
#[derive(Debug)]
pub(crate) struct SessionCookie {
    pub(crate) token: String,
    /// When the browser last signed in or out, in seconds since the epoch.
    pub(crate) signed_in_at: i64,
}

/// The issuer of a token, if it can be read and names one.
fn issuer(token: &str) -> Option<String> {
    let token = UnverifiedToken::read(token).ok()?;
    Some(token.claims().issuer().filter(|issuer| !issuer.is_empty())?.to_owned())
}

fn issued_at(token: Option<&str>) -> i64 {
    let token = token.and_then(|token| UnverifiedToken::read(token).ok());
    token.and_then(|token| token.claims().issued_at_seconds().ok().flatten()).unwrap_or_default()
}

fn is_expired(token: &str, now_ms: i64) -> bool {
    let token = UnverifiedToken::read(token).ok();
    let expires = token.and_then(|token| token.claims().expires_at_seconds().ok().flatten());
    expires.is_some_and(|expires| expires <= now_ms.div_euclid(1000))
}

/// The number that a text begins with; 0 if it begins with none.
fn leading_number(text: &str) -> i64 {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).map_or(text, |end| &text[..end]);
    digits.parse().unwrap_or_default()
}
