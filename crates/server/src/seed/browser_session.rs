//! A user signed in on a browser, with all that the browser holds.

use frontdesk_storage::Tx;
use frontdesk_storage::clients::Client;
use frontdesk_storage::sessions::{Activity, Session, SessionDetails};
use frontdesk_storage::users::User;
use frontdesk_tokens::derived_id;
use frontdesk_tokens::{Header, SessionTokenClaims};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::reference::{find_organization, find_user};
use super::{SeedError, fingerprint};
use crate::context::Context;
use crate::restrictions::{Occasion, admit};
use crate::sessions::mint::{session_claims, signing_failed};
use crate::sessions::open_session::{NewSession, open_session};

/// How many seconds ago the token of an expired session ran out.
const EXPIRED_FOR_SECONDS: i64 = 120;

/// A browser to sign a user in on. A session that a seed opened before is told with new secrets; the old ones end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BrowserSessionSeed {
    /// Who signs in, by id, e-mail address, phone number, wallet, username or external id.
    #[serde(alias = "user")]
    pub user_id: String,
    /// Where the application runs, such as `https://app.example.com`.
    pub origin: String,
    /// The organization that is active, by id or slug.
    #[serde(default, alias = "organization", skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    /// Whether the sign-in was long enough ago that its first session token has run out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
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

/// Signs the user in unless the same seed did before. `number` tells equal ones of a seed apart.
pub(super) fn open(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &BrowserSessionSeed,
    number: usize,
) -> Result<Browser, SeedError> {
    let id = derived_id("sess", &["browser session", &fingerprint(cx, seed, number)]);
    let mut cx = cx.clone();
    if seed.expired {
        cx.now -= (cx.settings().session_token_seconds + EXPIRED_FOR_SECONDS) * 1000;
    }
    let origin = url::Url::parse(&seed.origin).map(|url| url.origin());
    let origin = origin.ok().filter(url::Origin::is_tuple).map(|origin| origin.ascii_serialization());
    let origin = origin.ok_or_else(|| SeedError::Refused(format!("`{}` is not an origin", seed.origin)))?;
    let user = find_user(tx, &seed.user_id)?;
    admit(&cx, tx, &user, Occasion::SignIn)?;
    let (rotating_token, refresh_token) = (cx.shared.ids.client_token(), cx.shared.ids.refresh_token());
    let hashes = (crate::hash_secret(&rotating_token), crate::hash_secret(&refresh_token));
    let (session, client) = match tx.find_session(&id)? {
        Some(session) => renew(&cx, tx, session, hashes)?,
        None => sign_in(&cx, tx, seed, &user, id, hashes)?,
    };
    let claims = session_claims(&cx, tx, &session, None, Some(origin.clone()))?;
    Ok(Browser { session, client, claims, origin, rotating_token, refresh_token })
}

/// Gives new secrets, of which these are the hashes, to a session that a browser holds.
fn renew(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    mut session: Session,
    (rotating_token_hash, refresh_token_hash): (String, String),
) -> Result<(Session, Client), SeedError> {
    let client = tx.find_client(&session.client_id)?;
    let mut client = client.ok_or_else(|| SeedError::Refused(format!("there is no client {}", session.client_id)))?;
    tx.renew_secrets(&session, &refresh_token_hash, &rotating_token_hash, cx.now)?;
    client.rotating_token_hash = Some(rotating_token_hash);
    session.refresh_token_hash = Some(refresh_token_hash);
    Ok((session, client))
}

fn sign_in(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &BrowserSessionSeed,
    user: &User,
    id: String,
    (rotating_token_hash, refresh_token_hash): (String, String),
) -> Result<(Session, Client), SeedError> {
    let organization_id = match &seed.organization_id {
        Some(name) => Some(find_organization(tx, name)?),
        None => None,
    };
    if let Some(organization_id) = &organization_id
        && tx.find_active_membership(organization_id, &user.id)?.is_none()
    {
        return Err(SeedError::Refused(format!("{} is not a member of {organization_id}", user.id)));
    }
    let activity = Activity { id: cx.new_id("sess_activity"), ..Activity::default() };
    let new = NewSession {
        id: Some(id),
        organization_id,
        refresh_token_hash: Some(refresh_token_hash),
        rotating_token_hash: Some(rotating_token_hash),
        max_duration_seconds: None,
        details: SessionDetails {
            first_factor_verified_at: Some(cx.now),
            latest_activity: Some(activity),
            ..SessionDetails::default()
        },
    };
    Ok(open_session(cx, tx, user, new)?)
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
