use crate::object;

/// The secret of an API key.
#[object]
pub struct ApiKeySecret {
    /// The secret that requests carry, `ak_…`.
    pub secret: String,
}
