use crate::{Nullable, Text, object};

/// What a check of a proxy found.
#[object(closed)]
pub struct ProxyCheck {
    /// Always `proxy_check`.
    #[api(values = "proxy_check")]
    pub object: Text,
    /// The id of this object, `proxychk_…`.
    pub id: String,
    /// Which domain it is about, `dmn_…`.
    pub domain_id: String,
    /// When the proxy was last tried, in milliseconds since the epoch.
    pub last_run_at: Nullable<i64>,
    /// The proxy that was tried.
    pub proxy_url: String,
    /// Whether the front ends' API answered through it.
    pub successful: bool,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
