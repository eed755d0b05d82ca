use crate::values;

/// What an M2M token looks like.
#[values]
pub enum M2mTokenFormat {
    /// A random text that this API verifies; it is listed and can be revoked.
    Opaque,
    /// A JWT that the instance's public keys verify; it is not stored and lives until it expires.
    Jwt,
}
