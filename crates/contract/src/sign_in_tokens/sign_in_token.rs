use crate::{Maybe, Text, object, values};

#[object(closed)]
pub struct SignInToken {
    #[api(values = "sign_in_token")]
    pub object: Text,
    pub id: String,
    pub status: SignInTokenStatus,
    pub user_id: String,
    pub token: Option<String>,
    pub url: Maybe<String>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[values]
pub enum SignInTokenStatus {
    Pending,
    Accepted,
    Revoked,
}
