use crate::{Text, object};

/// A number of objects.
#[object(closed)]
pub struct TotalCount {
    /// Always `total_count`.
    #[api(values = "total_count")]
    pub object: Text,
    /// How many objects match.
    pub total_count: i64,
}
