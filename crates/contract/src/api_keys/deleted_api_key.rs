use crate::{Text, object};

/// What is left of an API key: that it is gone.
#[object]
pub struct DeletedApiKey {
    /// Always `api_key`.
    #[api(values = "api_key")]
    pub object: Text,
    /// The id it had.
    pub id: String,
    /// Always `true`.
    pub deleted: bool,
}
