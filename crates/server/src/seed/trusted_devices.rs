//! Trusted devices, which users enroll in an app.

use frontdesk_storage::Tx;
use frontdesk_storage::trusted_devices::TrustedDevice;
use frontdesk_tokens::derived_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reference::find_user;
use super::{SeedError, fingerprint};
use crate::context::Context;

const PLATFORMS: [&str; 2] = ["ios", "android"];

/// A device to enroll. The same app on the same system under the same name is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrustedDeviceSeed {
    /// `tdv_…`; made if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whose device it is, by id, e-mail address, phone number, wallet, username or external id.
    #[serde(alias = "user")]
    pub user_id: String,
    /// `ios` or `android`.
    pub platform: String,
    /// The app that made the key, such as `com.example.app`.
    pub app_identifier: String,
    /// The name to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The public half of its key: SPKI in base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// When it was last used, milliseconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<i64>,
    /// When the trust ended, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<i64>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<TrustedDevice> for TrustedDeviceSeed {
    fn from(stored: TrustedDevice) -> Self {
        let TrustedDevice {
            id,
            user_id,
            // Follows from when the trust ended.
            status: _,
            created_at,
            platform,
            app_identifier,
            name,
            public_key,
            updated_at,
            last_used_at,
            revoked_at,
        } = stored;
        Self {
            id: Some(id),
            user_id,
            platform,
            app_identifier,
            name,
            public_key,
            last_used_at,
            revoked_at,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
        }
    }
}

/// A device that was enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrustedDeviceReport {
    /// Whose device it is.
    pub user_id: String,
    /// `tdv_…`.
    pub trusted_device_id: String,
}

/// Enrolls the device unless it is there. `number` tells equal ones of a seed apart.
pub(super) fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &TrustedDeviceSeed,
    number: usize,
) -> Result<TrustedDeviceReport, SeedError> {
    if !PLATFORMS.contains(&seed.platform.as_str()) || seed.app_identifier.is_empty() {
        return Err(SeedError::Refused(format!(
            "the device of {} needs a platform, `ios` or `android`, and the identifier of an app",
            seed.user_id
        )));
    }
    let user = find_user(tx, &seed.user_id)?;
    let id = seed.id.clone().unwrap_or_else(|| derived_id("tdv", &["device", &fingerprint(cx, seed, number)]));
    if let Some(id) = find(tx, &user.id, &id, seed)? {
        return Ok(TrustedDeviceReport { user_id: user.id, trusted_device_id: id });
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    let device = TrustedDevice {
        id,
        user_id: user.id,
        status: if seed.revoked_at.is_some() { "revoked" } else { "active" }.to_owned(),
        created_at,
        platform: seed.platform.clone(),
        app_identifier: seed.app_identifier.clone(),
        name: seed.name.clone(),
        public_key: seed.public_key.clone(),
        updated_at: seed.updated_at.unwrap_or(created_at),
        last_used_at: seed.last_used_at,
        revoked_at: seed.revoked_at,
    };
    tx.insert_trusted_device(&device)?;
    Ok(TrustedDeviceReport { user_id: device.user_id, trusted_device_id: device.id })
}

/// The id of the device if it is there: that one, or an active one of the same app on the same system under the same
/// name.
fn find(tx: &mut Tx<'_, '_>, user_id: &str, id: &str, seed: &TrustedDeviceSeed) -> Result<Option<String>, SeedError> {
    if tx.find_trusted_device(id)?.is_some() {
        return Ok(Some(id.to_owned()));
    }
    if seed.id.is_some() || seed.revoked_at.is_some() {
        return Ok(None);
    }
    let same = |one: &TrustedDevice| {
        (&one.platform, &one.app_identifier, &one.name) == (&seed.platform, &seed.app_identifier, &seed.name)
    };
    Ok(tx.list_trusted_devices(user_id)?.into_iter().find(same).map(|device| device.id))
}
