use crate::{Text, object};

#[object]
pub struct SessionToken {
    #[api(required = "none", values = "token")]
    pub object: Text,
    #[api(required = "none")]
    pub jwt: String,
}
