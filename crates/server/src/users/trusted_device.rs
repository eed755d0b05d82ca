//! From what is stored of a trusted device to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::users::{TrustedDevice, TrustedDevicePlatform, TrustedDeviceStatus};
use frontdesk_storage::trusted_devices as stored;

/// The device without its key.
pub(super) fn present_trusted_device(device: stored::TrustedDevice) -> TrustedDevice {
    TrustedDevice {
        object: "trusted_device".into(),
        id: device.id,
        platform: TrustedDevicePlatform::from(device.platform.as_str()),
        app_identifier: device.app_identifier,
        name: maybe(device.name),
        algorithm: "ES256".into(),
        status: TrustedDeviceStatus::from(device.status.as_str()),
        created_at: device.created_at,
        updated_at: device.updated_at,
        last_used_at: maybe(device.last_used_at),
        revoked_at: maybe(device.revoked_at),
    }
}

fn maybe<T>(value: Option<T>) -> Maybe<T> {
    value.map_or(Maybe::Null, Maybe::Value)
}
