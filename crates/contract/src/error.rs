use serde_json::{Map, Value};

use crate::object;

#[object]
pub struct ClerkError {
    pub message: String,
    pub long_message: String,
    pub code: String,
    pub meta: Option<Map<String, Value>>,
    #[api(versions = "2025-03-12")]
    pub clerk_trace_id: Option<String>,
}
