use serde_json::{Map, Value};

use crate::object;

/// One reason why a request or a sign-in was refused.
#[object]
pub struct ClerkError {
    /// What is wrong, in few words.
    pub message: String,
    /// What is wrong, for showing to a person.
    pub long_message: String,
    /// The stable code for programs, such as `form_identifier_exists`.
    pub code: String,
    /// Details by name, such as `param_name`.
    pub meta: Option<Map<String, Value>>,
    /// The id under which the request is logged.
    #[api(versions = "2025-03-12")]
    pub clerk_trace_id: Option<String>,
}
