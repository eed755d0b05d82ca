use crate::{Nullable, Text, object};

/// Something that a plan contains.
#[object(closed)]
pub struct FeatureResponse {
    /// Always `feature`.
    #[api(values = "feature")]
    pub object: Text,
    /// The feature's id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is, for people; `null` when nobody wrote anything.
    #[api(nullable = ">=2025-11-10")]
    pub description: Nullable<String>,
    /// The name that code asks for.
    pub slug: String,
    /// Where the image is; `null` when none was uploaded.
    #[api(nullable = ">=2025-11-10")]
    pub avatar_url: Nullable<String>,
}
