use crate::{Nullable, object};

#[object(closed)]
pub struct ScimUserMetadata {
    pub directory_id: String,
    pub directory_enabled: Option<bool>,
    pub external_id: Nullable<String>,
}
