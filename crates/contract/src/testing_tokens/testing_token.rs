use crate::{Text, object};

/// A token that gets automated tests past the protection against bots.
#[object]
pub struct TestingToken {
    /// Always `testing_token`.
    #[api(values = "testing_token")]
    pub object: Text,
    /// The token itself, for the query parameter `__clerk_testing_token` of requests to the front-end API.
    pub token: String,
    /// When it stops working, in seconds since the epoch.
    pub expires_at: i64,
}
