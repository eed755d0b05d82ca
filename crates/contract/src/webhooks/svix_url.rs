use crate::object;

/// Where the webhooks of the instance are managed.
#[object(closed)]
pub struct SvixUrl {
    /// A link that opens the management page without signing in, for a limited time.
    pub svix_url: String,
}
