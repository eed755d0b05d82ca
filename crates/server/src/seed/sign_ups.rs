//! Sign-ups, which people begin in a browser.

use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::Tx;
use frontdesk_storage::sign_ups::{SignUp, SignUpDetails};
use frontdesk_tokens::derived_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::reference::find_user;
use super::{SeedError, fingerprint};
use crate::context::Context;

/// For how many milliseconds a sign-up is kept that nobody goes on with.
const ABANDONED_AFTER: i64 = 24 * 3600 * 1000;
/// What can be stored of a sign-up's life.
const STATUSES: [&str; 3] = ["missing_requirements", "complete", "abandoned"];
/// The fields that can be verified.
const VERIFIABLE: [&str; 3] = ["email_address", "phone_number", "web3_wallet"];

/// A sign-up to begin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignUpSeed {
    /// `sua_…`. If not given it follows from the rest, so that the same sign-up is not begun twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web3_wallet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Whether a password was chosen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub password_enabled: bool,
    /// Those of `email_address`, `phone_number` and `web3_wallet` that are verified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verified_fields: Vec<String>,
    /// Those of them that a code was sent to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prepared_fields: Vec<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub unsafe_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub custom_action: bool,
    /// The language of the person, such as `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// When the terms were accepted, milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_accepted_at: Option<i64>,
    /// The user that it led to, by id, e-mail address or another name: the sign-up is complete then.
    #[serde(alias = "user", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The session that was opened for that user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// When it is given up, milliseconds since the epoch; a day after its beginning if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abandon_at: Option<i64>,
    /// `missing_requirements`, `complete` or `abandoned`; if not given, the second with a user and the first without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it began, milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

/// A sign-up that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignUpReport {
    /// `sua_…`.
    pub id: String,
}

impl From<SignUp> for SignUpSeed {
    fn from(stored: SignUp) -> Self {
        let SignUp { id, status, created_user_id, created_at, updated_at, abandon_at, details } = stored;
        let SignUpDetails {
            username,
            email_address,
            phone_number,
            web3_wallet,
            verified_fields,
            prepared_fields,
            password_enabled,
            first_name,
            last_name,
            unsafe_metadata,
            public_metadata,
            custom_action,
            external_id,
            created_session_id,
            legal_accepted_at,
            locale,
        } = details;
        Self {
            id: Some(id),
            email_address,
            phone_number,
            web3_wallet,
            username,
            first_name,
            last_name,
            password_enabled,
            verified_fields,
            prepared_fields,
            unsafe_metadata,
            public_metadata,
            external_id,
            custom_action,
            locale,
            legal_accepted_at,
            user_id: created_user_id,
            session_id: created_session_id,
            abandon_at: Some(abandon_at),
            status: Some(status),
            created_at: Some(created_at),
            updated_at: Some(updated_at),
        }
    }
}

/// Begins the sign-up unless it is there. `number` tells equal ones of a seed apart.
pub(super) fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &SignUpSeed,
    number: usize,
) -> Result<SignUpReport, SeedError> {
    let id = seed.id.clone().unwrap_or_else(|| derived_id("sua", &["sign-up", &fingerprint(cx, seed, number)]));
    if tx.find_sign_up(&id)?.is_some() {
        return Ok(SignUpReport { id });
    }
    for field in seed.verified_fields.iter().chain(&seed.prepared_fields) {
        if !VERIFIABLE.contains(&field.as_str()) {
            return Err(SeedError::Refused(format!("nothing called `{field}` of a sign-up can be verified")));
        }
    }
    let user_id = match &seed.user_id {
        Some(name) => Some(find_user(tx, name)?.id),
        None => None,
    };
    // The session of one that was complete long ago may be gone.
    if let Some(session_id) = seed.session_id.as_ref().filter(|_| seed.id.is_none()) {
        let session = tx.find_session(session_id)?.filter(|session| Some(&session.user_id) == user_id.as_ref());
        session.ok_or_else(|| SeedError::Refused(format!("the user of the sign-up has no session {session_id}")))?;
    }
    let by_itself = if user_id.is_some() { "complete" } else { "missing_requirements" };
    let status = seed.status.as_deref().unwrap_or(by_itself);
    if !STATUSES.contains(&status) {
        return Err(SeedError::Refused(format!("a sign-up cannot be `{status}`")));
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    tx.insert_sign_up(&SignUp {
        id: id.clone(),
        status: status.to_owned(),
        created_user_id: user_id,
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        abandon_at: seed.abandon_at.unwrap_or(created_at.saturating_add(ABANDONED_AFTER)),
        details: details(seed)?,
    })?;
    Ok(SignUpReport { id })
}

fn details(seed: &SignUpSeed) -> Result<SignUpDetails, SeedError> {
    Ok(SignUpDetails {
        email_address: normalized(seed.email_address.as_deref(), normalize_email)?,
        phone_number: normalized(seed.phone_number.as_deref(), normalize_phone)?,
        web3_wallet: normalized(seed.web3_wallet.as_deref(), normalize_web3_wallet)?,
        username: seed.username.clone(),
        verified_fields: seed.verified_fields.clone(),
        prepared_fields: seed.prepared_fields.clone(),
        password_enabled: seed.password_enabled,
        first_name: seed.first_name.clone(),
        last_name: seed.last_name.clone(),
        unsafe_metadata: seed.unsafe_metadata.clone(),
        public_metadata: seed.public_metadata.clone(),
        custom_action: seed.custom_action,
        external_id: seed.external_id.clone(),
        created_session_id: seed.session_id.clone(),
        legal_accepted_at: seed.legal_accepted_at,
        locale: seed.locale.clone(),
    })
}

fn normalized<E: std::fmt::Display>(
    text: Option<&str>,
    normalize: impl Fn(&str) -> Result<String, E>,
) -> Result<Option<String>, SeedError> {
    let Some(text) = text else { return Ok(None) };
    normalize(text).map(Some).map_err(|error| SeedError::Refused(format!("`{text}` is {error}")))
}
