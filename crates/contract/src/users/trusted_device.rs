use crate::{Maybe, Text, object, values};

/// A device on which a user does not have to prove again who they are, as it holds a key.
#[object(closed)]
pub struct TrustedDevice {
    /// Always `trusted_device`.
    #[api(values = "trusted_device")]
    pub object: Text,
    /// The device's id.
    pub id: String,
    /// The system that it runs.
    pub platform: TrustedDevicePlatform,
    /// The app that made the key, such as `com.example.app`.
    pub app_identifier: String,
    /// The name to show.
    pub name: Maybe<String>,
    /// The algorithm of the key; always `ES256`.
    #[api(values = "ES256")]
    pub algorithm: Text,
    /// Whether it is still trusted.
    pub status: TrustedDeviceStatus,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// When it was last used, in milliseconds since the epoch.
    pub last_used_at: Maybe<i64>,
    /// When it was revoked, in milliseconds since the epoch.
    pub revoked_at: Maybe<i64>,
}

/// The system that a trusted device runs.
#[values]
pub enum TrustedDevicePlatform {
    /// iOS.
    Ios,
    /// Android.
    Android,
}

/// Whether a device is still trusted.
#[values]
pub enum TrustedDeviceStatus {
    /// It is.
    Active,
    /// It is not, by decision of the user or the application.
    Revoked,
}
