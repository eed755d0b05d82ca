use crate::{Text, object};

/// A URL that a native application may be sent back to after signing in at an OAuth provider.
#[object(closed)]
pub struct RedirectUrl {
    /// Always `redirect_url`.
    #[api(values = "redirect_url")]
    pub object: Text,
    /// The id of this object, `ru_…`.
    pub id: String,
    /// The URL, with `https` or a scheme of the application's own.
    pub url: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
