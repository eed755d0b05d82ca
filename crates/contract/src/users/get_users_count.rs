use crate::{Text, object, operation};

/// Counts users.
#[operation(id = "GetUsersCount", get = "/users/count", tag = "Users", returns = TotalCount, errors = "422")]
pub struct GetUsersCount {
    /// Words.
    #[api(query)]
    pub query: Option<String>,
    /// Addresses.
    #[api(query, max_items = 100)]
    pub email_address: Vec<String>,
}

/// A number of objects.
#[object]
pub struct TotalCount {
    /// Always `total_count`.
    #[api(values = "total_count")]
    pub object: Text,
    /// How many there are.
    pub total_count: i64,
}
