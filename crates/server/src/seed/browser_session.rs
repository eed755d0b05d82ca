//! A user signed in on a browser, with all that the browser holds.

use frontdesk_storage::Tx;
use frontdesk_storage::clients::Client;
use frontdesk_storage::sessions::{Activity, Session, SessionDetails};
use frontdesk_tokens::{Header, SessionTokenClaims};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{SeedError, find_user};
use crate::context::Context;
use crate::restrictions::{Occasion, admit};
use crate::sessions::mint::{session_claims, signing_failed};
use crate::sessions::open_session::{NewSession, open_session};

/// How many seconds ago the token of an expired session ran out.
const EXPIRED_FOR_SECONDS: i64 = 120;

/// A browser to sign a user in on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrowserSessionSeed {
    /// Who signs in.
    pub user_id: String,
    /// Where the application runs, such as `https://app.example.com`.
    pub origin: String,
    /// The organization that is active.
    #[serde(default)]
    pub organization_id: Option<String>,
    /// Whether the sign-in was long enough ago that its first session token has run out.
    #[serde(default)]
    pub expired: bool,
}

/// What a browser holds after the sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrowserSessionReport {
    /// `sess_…`.
    pub session_id: String,
    /// `client_…`.
    pub client_id: String,
    /// The client's own token.
    pub client_token: String,
    /// What renews the session.
    pub refresh_token: String,
    /// The first session token; it has run out when the seed says so.
    pub expired_token: String,
    /// Where the application runs.
    pub origin: String,
    /// Who is signed in.
    pub user_id: String,
}

/// A browser that was signed in on, before its tokens are signed.
#[derive(Clone, Debug)]
pub(super) struct Browser {
    session: Session,
    client: Client,
    claims: SessionTokenClaims,
    origin: String,
    rotating_token: String,
    refresh_token: String,
}

pub(super) fn open(cx: &Context, tx: &mut Tx<'_, '_>, seed: &BrowserSessionSeed) -> Result<Browser, SeedError> {
    let mut cx = cx.clone();
    if seed.expired {
        cx.now -= (cx.settings().session_token_seconds + EXPIRED_FOR_SECONDS) * 1000;
    }
    let origin = url::Url::parse(&seed.origin).map(|url| url.origin());
    let origin = origin.ok().filter(url::Origin::is_tuple).map(|origin| origin.ascii_serialization());
    let origin = origin.ok_or_else(|| SeedError::Refused(format!("`{}` is not an origin", seed.origin)))?;
    let user = find_user(tx, &seed.user_id)?;
    if let Some(id) = &seed.organization_id
        && tx.find_active_membership(id, &user.id)?.is_none()
    {
        return Err(SeedError::Refused(format!("{} is not a member of {id}", user.id)));
    }
    admit(&cx, tx, &user, Occasion::SignIn)?;
    let (rotating_token, refresh_token) = (cx.shared.ids.client_token(), cx.shared.ids.refresh_token());
    let activity = Activity { id: cx.new_id("sess_activity"), ..Activity::default() };
    let new = NewSession {
        organization_id: seed.organization_id.clone(),
        refresh_token_hash: Some(crate::hash_secret(&refresh_token)),
        rotating_token_hash: Some(crate::hash_secret(&rotating_token)),
        details: SessionDetails {
            first_factor_verified_at: Some(cx.now),
            latest_activity: Some(activity),
            ..SessionDetails::default()
        },
    };
    let (session, client) = open_session(&cx, tx, &user, new)?;
    let claims = session_claims(&cx, tx, &session, None, Some(origin.clone()))?;
    Ok(Browser { session, client, claims, origin, rotating_token, refresh_token })
}

impl Browser {
    /// Signs what the browser holds.
    pub(super) fn sign(self, cx: &Context) -> Result<BrowserSessionReport, SeedError> {
        let key = &cx.instance.signing_key;
        let header =
            Header { alg: "RS256".to_owned(), cat: None, kid: Some(key.kid().to_owned()), typ: Some("JWT".to_owned()) };
        let claims = json!({ "id": self.client.id, "rotating_token": self.rotating_token });
        let client_token = key.sign(&header, &claims).map_err(|error| signing_failed(&error))?;
        let expired_token = self.claims.sign(key).map_err(|error| signing_failed(&error))?;
        Ok(BrowserSessionReport {
            session_id: self.session.id,
            client_id: self.client.id,
            client_token,
            refresh_token: self.refresh_token,
            expired_token,
            origin: self.origin,
            user_id: self.session.user_id,
        })
    }
}
