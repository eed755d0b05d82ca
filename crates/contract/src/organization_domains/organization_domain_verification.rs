use crate::{Nullable, object};

/// How far something is shown about a domain of an organization.
#[object]
pub struct OrganizationDomainVerification {
    /// `unverified`, `verified`, `failed` or `expired`.
    #[api(values = "unverified@2025-03-12 verified@2025-03-12")]
    pub status: String,
    /// How it is shown: by a code that is sent to an address, by a DNS record (`txt`), or by decree
    /// (`manual_override`).
    pub strategy: String,
    /// How often it was tried.
    pub attempts: Nullable<i64>,
    /// When the attempt runs out, in milliseconds since the epoch.
    pub expire_at: Nullable<i64>,
    /// When ownership was shown, in milliseconds since the epoch; `null` for affiliation.
    #[api(versions = "!2025-03-12")]
    pub verified_at: Nullable<i64>,
}
