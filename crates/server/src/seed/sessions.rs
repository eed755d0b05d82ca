//! Sessions of users, with where they were last used from.

use frontdesk_storage::Tx;
use frontdesk_storage::clients::Client;
use frontdesk_storage::sessions::{Activity, Session, SessionDetails, SessionStatus};
use frontdesk_tokens::derived_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reference::{find_organization, find_user};
use super::{SeedError, fingerprint};
use crate::context::Context;

/// After how many milliseconds without a sign its client is taken to be gone.
const ABANDONED_AFTER: i64 = 30 * 24 * 3600 * 1000;

/// A client: a browser or device that sessions live on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClientSeed {
    /// `client_…`.
    pub id: String,
    /// The hash of the secret that the browser holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotating_token_hash: Option<String>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<Client> for ClientSeed {
    fn from(stored: Client) -> Self {
        let Client { id, rotating_token_hash, created_at, updated_at } = stored;
        Self { id, rotating_token_hash, created_at: Some(created_at), updated_at: Some(updated_at) }
    }
}

/// Stores the client unless it is there.
pub(super) fn insert_client(cx: &Context, tx: &mut Tx<'_, '_>, seed: &ClientSeed) -> Result<(), SeedError> {
    if !seed.id.starts_with("client_") {
        return Err(SeedError::Refused(format!("`{}` is no id of a client, such as `client_1`", seed.id)));
    }
    if tx.find_client(&seed.id)?.is_some() {
        return Ok(());
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    Ok(tx.insert_client(&Client {
        id: seed.id.clone(),
        rotating_token_hash: seed.rotating_token_hash.clone(),
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
    })?)
}

/// A session of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SessionSeed {
    /// `sess_…`. If not given it follows from the rest, so that the same session is not made twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Who is signed in, by id, e-mail address, phone number, wallet, username or external id.
    pub user: String,
    /// The client that it lives on; a new one if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// `active`, `pending`, `ended`, `removed`, `replaced` or `revoked`; the first if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The active organization, by id or slug.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The hash of the token that renews it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token_hash: Option<String>,
    /// When it began, milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<i64>,
    /// When it ends; as the instance says if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abandon_at: Option<i64>,
    /// Who acts in the user's place, tasks, factors, activity.
    #[serde(flatten)]
    pub details: SessionDetails,
}

impl From<Session> for SessionSeed {
    fn from(stored: Session) -> Self {
        let Session {
            id,
            user_id,
            client_id,
            status,
            organization_id,
            created_at,
            updated_at,
            last_active_at,
            expire_at,
            abandon_at,
            refresh_token_hash,
            details,
        } = stored;
        Self {
            id: Some(id),
            user: user_id,
            client_id: Some(client_id),
            status: Some(status.as_str().to_owned()),
            organization: organization_id,
            refresh_token_hash,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
            last_active_at: Some(last_active_at),
            expire_at: Some(expire_at),
            abandon_at: Some(abandon_at),
            details,
        }
    }
}

/// Stores the session unless it is there, and gives its id. `number` tells equal ones of a seed apart.
pub(super) fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &SessionSeed,
    number: usize,
) -> Result<String, SeedError> {
    let user = find_user(tx, &seed.user)?;
    let mark = fingerprint(cx, seed, number);
    let id = seed.id.clone().unwrap_or_else(|| derived_id("sess", &["session", &mark]));
    if tx.find_session(&id)?.is_some() {
        return Ok(id);
    }
    let status = seed.status.as_deref().unwrap_or("active");
    let status = SessionStatus::from_name(status)
        .filter(|status| !matches!(status, SessionStatus::Expired | SessionStatus::Abandoned))
        .ok_or_else(|| SeedError::Refused(format!("a session cannot be stored as `{status}`")))?;
    let organization_id = match &seed.organization {
        Some(name) => Some(find_organization(tx, name)?),
        None => None,
    };
    let created_at = seed.created_at.unwrap_or(cx.now);
    let client_id = match &seed.client_id {
        Some(client_id) => client_id.clone(),
        None => {
            let client = ClientSeed {
                id: derived_id("client", &["session", &mark]),
                created_at: Some(created_at),
                ..ClientSeed::default()
            };
            insert_client(cx, tx, &client)?;
            client.id
        }
    };
    if tx.find_client(&client_id)?.is_none() {
        return Err(SeedError::Refused(format!("there is no client {client_id}")));
    }
    let mut details = seed.details.clone();
    if let Some(Activity { id, .. }) = details.latest_activity.as_mut().filter(|activity| activity.id.is_empty()) {
        *id = derived_id("sess_activity", &["session", &mark]);
    }
    let lifetime = tx.find_settings()?.session_lifetime_seconds.saturating_mul(1000);
    tx.insert_session(&Session {
        id: id.clone(),
        user_id: user.id,
        client_id,
        status,
        organization_id,
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        last_active_at: seed.last_active_at.unwrap_or(created_at),
        expire_at: seed.expire_at.unwrap_or(created_at.saturating_add(lifetime)),
        abandon_at: seed.abandon_at.unwrap_or(created_at.saturating_add(ABANDONED_AFTER.max(lifetime))),
        refresh_token_hash: seed.refresh_token_hash.clone(),
        details,
    })?;
    Ok(id)
}
