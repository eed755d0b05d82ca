//! What a browser remembers: who is signed in, by a secret of which there is a hash here, and which forms are its own.

use frontdesk_credentials::one_time_code;
use frontdesk_credentials::secret::{generate_secret, verify_secret};
use frontdesk_storage::sessions::{Session, SessionStatus};
use frontdesk_storage::users::User;
use http::header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use url::Url;

use super::fault::Fault;
use crate::context::Context;
use crate::identifications::code_key;

const MINUTE: i64 = 60 * 1000;

/// What a mark is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    SignIn,
    /// The password was right.
    SecondFactor,
    Ticket,
    SignOut,
    Consent,
    /// The user has signed in for the request.
    SignedIn,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign in",
            Self::SecondFactor => "second factor",
            Self::Ticket => "ticket",
            Self::SignOut => "sign out",
            Self::Consent => "consent",
            Self::SignedIn => "signed in",
        }
    }

    /// How long it is good, in milliseconds: a form may be looked at for a while.
    const fn lifetime(self) -> i64 {
        match self {
            Self::SecondFactor | Self::SignedIn => 10 * MINUTE,
            Self::SignIn | Self::Ticket | Self::SignOut | Self::Consent => 60 * MINUTE,
        }
    }
}

/// A browser, by the cookies that came with a request.
#[derive(Clone, Debug)]
pub(super) struct Browser {
    cookies: Cookies,
    /// What its forms are bound to, and whether it has to be told.
    form: String,
    is_new: bool,
    /// The client's id and secret.
    session: Option<(String, String)>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) session: Session,
    pub(super) user: User,
}

impl Visit {
    /// When the user last proved who they are.
    pub(super) fn authenticated_at(&self) -> i64 {
        let details = &self.session.details;
        details.first_factor_verified_at.max(details.second_factor_verified_at).unwrap_or(self.session.created_at)
    }
}

impl Browser {
    pub(super) fn of(cx: &Context, headers: &HeaderMap) -> Self {
        let cookies = Cookies::of(&cx.instance.issuer());
        let form = find(headers, &cookies.name("form"));
        let session = find(headers, &cookies.name("session"));
        let session = session.and_then(|text| text.split_once('.').map(|(id, key)| (id.to_owned(), key.to_owned())));
        let is_new = form.is_none();
        Self { form: form.map_or_else(generate_secret, str::to_owned), is_new, session, cookies }
    }

    /// A secret for a client that nobody has held before, whatever cookies came along.
    pub(super) fn new_secret() -> String {
        generate_secret()
    }

    /// Who is signed in on it.
    pub(super) async fn visit(&self, cx: &Context) -> Result<Option<Visit>, Fault> {
        let Some((client_id, secret)) = self.session.clone() else { return Ok(None) };
        let now = cx.now;
        let visit = cx.read(move |tx| {
            let client = tx.find_client(&client_id)?;
            let hash = client.and_then(|client| client.rotating_token_hash);
            if !hash.is_some_and(|hash| verify_secret(&secret, &hash)) {
                return Ok(None);
            }
            let sessions = tx.sessions_of_clients(std::slice::from_ref(&client_id))?;
            // Nobody who acts in somebody's place grants anything for them.
            let is_own =
                |session: &Session| session.status_at(now) == SessionStatus::Active && session.details.actor.is_none();
            let Some(session) = sessions.into_iter().rev().find(is_own) else { return Ok(None) };
            let user = tx.find_users(std::slice::from_ref(&session.user_id))?.pop();
            Ok(user.filter(|user| !user.banned).map(|user| Visit { session, user }))
        });
        Ok(visit.await?)
    }

    /// A mark for a form that only this browser can send, and that says these things.
    pub(super) fn seal(&self, cx: &Context, purpose: Purpose, said: &[&str]) -> String {
        format!("{}.{}", cx.now, self.mark(cx, purpose, said, cx.now))
    }

    /// Whether a mark was made by [`Browser::seal`] for this browser, not too long ago.
    pub(super) fn is_sealed(&self, cx: &Context, purpose: Purpose, said: &[&str], text: Option<&str>) -> bool {
        let Some((at, mark)) = text.and_then(|text| text.split_once('.')) else { return false };
        let Ok(at) = at.parse::<i64>() else { return false };
        let is_recent = at <= cx.now && cx.now - at < purpose.lifetime();
        let expected = self.mark(cx, purpose, said, at);
        is_recent && !self.is_new && frontdesk_credentials::secret::equal(&expected, mark)
    }

    fn mark(&self, cx: &Context, purpose: Purpose, said: &[&str], at: i64) -> String {
        // As JSON, so that none of the texts can end before it ends.
        let text = serde_json::json!([&self.form, purpose.name(), at, said]).to_string();
        one_time_code::digest(&code_key(&cx.instance), "a form of the authorization server", &text)
    }

    /// Tells a browser what its forms are bound to, unless it knows.
    pub(super) fn remember_form(&self, headers: &mut HeaderMap) {
        if self.is_new {
            self.cookies.set(headers, "form", &self.form, None);
        }
    }

    /// Tells a browser who is signed in on it from now on.
    pub(super) fn remember_session(&self, headers: &mut HeaderMap, held: &Held, seconds: i64) {
        self.cookies.set(headers, "session", &format!("{}.{}", held.client_id, held.secret), Some(seconds));
    }

    /// Makes a browser forget who was signed in.
    pub(super) fn forget_session(&self, headers: &mut HeaderMap) {
        self.cookies.set(headers, "session", "", Some(0));
    }
}

/// What a browser holds of a client.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) client_id: String,
    pub(super) secret: String,
}

/// Whether a browser says that another site made it send the form. Cookies would not have come with it either.
pub(super) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin")
}

/// How the cookies of an instance are called and bound.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cookies {
    prefix: &'static str,
    path: String,
    secure: bool,
}

impl Cookies {
    fn of(issuer: &str) -> Self {
        let url = Url::parse(issuer).ok();
        let path = url.as_ref().map_or("/", Url::path).trim_end_matches('/').to_owned();
        // A character that ends an attribute stands in no path of ours.
        let path = if path.is_empty() || path.contains([';', ',']) { "/".to_owned() } else { path };
        let is_loopback = url.is_some_and(|url| {
            url.scheme() == "http"
                && match url.host() {
                    Some(url::Host::Domain(name)) => name == "localhost",
                    Some(url::Host::Ipv4(address)) => address.is_loopback(),
                    Some(url::Host::Ipv6(address)) => address.is_loopback(),
                    None => false,
                }
        });
        // Browsers refuse these names to whoever could set them from a neighbouring host.
        let prefix = match (is_loopback, path.as_str()) {
            (true, _) => "",
            (false, "/") => "__Host-",
            (false, _) => "__Secure-",
        };
        Self { prefix, path, secure: !is_loopback }
    }

    fn name(&self, what: &str) -> String {
        format!("{}frontdesk_{what}", self.prefix)
    }

    fn set(&self, headers: &mut HeaderMap, what: &str, value: &str, seconds: Option<i64>) {
        let (name, path) = (self.name(what), &self.path);
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path={path}{age}; HttpOnly{secure}; SameSite=Lax");
        if let Ok(text) = HeaderValue::from_str(&text) {
            headers.append(SET_COOKIE, text);
        }
    }
}

/// The value of a cookie. One that is there twice was set by somebody else, for a part of the path.
fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(known, _)| *known == name).map(|(_, value)| value);
    let first = values.next();
    if values.next().is_some() { None } else { first.filter(|value| !value.is_empty()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_bound_as_closely_as_the_address_allows() {
        let of = |issuer: &str| {
            let mut headers = HeaderMap::new();
            Cookies::of(issuer).set(&mut headers, "session", "x", Some(60));
            headers[SET_COOKIE].to_str().unwrap_or_default().to_owned()
        };
        assert_eq!(
            of("https://clerk.example.com"),
            "__Host-frontdesk_session=x; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax"
        );
        assert_eq!(
            of("https://example.com/instances/ins_1/"),
            "__Secure-frontdesk_session=x; Path=/instances/ins_1; Max-Age=60; HttpOnly; Secure; SameSite=Lax"
        );
        for host in ["127.0.0.1:4010", "[::1]", "localhost:1"] {
            let text = of(&format!("http://{host}/instances/ins_1"));
            assert_eq!(text, "frontdesk_session=x; Path=/instances/ins_1; Max-Age=60; HttpOnly; SameSite=Lax");
        }
        assert!(of("http://example.com").contains("__Host-") && of("http://localhost.example.com").contains("Secure"));
    }

    #[test]
    fn a_cookie_that_is_there_twice_is_none() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; b=2; c="));
        assert_eq!((find(&headers, "a"), find(&headers, "b"), find(&headers, "c")), (Some("1"), Some("2"), None));
        headers.append(COOKIE, HeaderValue::from_static("a=3"));
        assert_eq!(find(&headers, "a"), None);
    }
}
