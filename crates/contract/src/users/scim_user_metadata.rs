use crate::{Nullable, object};

/// The directory that manages a user.
#[object(closed)]
pub struct ScimUserMetadata {
    /// Which directory it is.
    pub directory_id: String,
    /// Whether the directory is in use.
    pub directory_enabled: Option<bool>,
    /// The directory's own id of the user.
    pub external_id: Nullable<String>,
}
