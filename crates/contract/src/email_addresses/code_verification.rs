use crate::{Maybe, object};

#[object(closed)]
pub struct CodeVerification {
    #[api(required = "none")]
    pub object: String,
    #[api(required = "none")]
    pub id: String,
    #[api(required = "none")]
    pub status: String,
    #[api(required = "none")]
    pub strategy: String,
    pub attempts: Maybe<i64>,
    pub expire_at: Maybe<i64>,
    pub channel: Maybe<String>,
}
