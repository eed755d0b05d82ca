use crate::{Text, object};

/// A token that was made for a session.
#[object]
pub struct SessionToken {
    /// Always `token`.
    #[api(required = "none", values = "token")]
    pub object: Text,
    /// The signed token, in compact form.
    #[api(required = "none")]
    pub jwt: String,
}
