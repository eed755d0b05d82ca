use super::User;
use crate::operation;

#[operation(id = "GetUserList", get = "/users", tag = "Users", returns = Vec<User>, errors = "400 401 422")]
pub struct GetUserList {
    #[api(query)]
    pub email_address: Vec<String>,
    #[api(query)]
    pub phone_number: Vec<String>,
    #[api(query)]
    pub external_id: Vec<String>,
    #[api(query)]
    pub username: Vec<String>,
    #[api(query)]
    pub web3_wallet: Vec<String>,
    #[api(query)]
    pub user_id: Vec<String>,
    #[api(query)]
    pub organization_id: Vec<String>,
    #[api(query)]
    pub query: Option<String>,
    #[api(query)]
    pub email_address_query: Option<String>,
    #[api(query)]
    pub phone_number_query: Option<String>,
    #[api(query)]
    pub username_query: Option<String>,
    #[api(query)]
    pub name_query: Option<String>,
    #[api(query)]
    pub banned: Option<bool>,
    #[api(query)]
    pub last_active_at_before: Option<i64>,
    #[api(query)]
    pub last_active_at_after: Option<i64>,
    #[api(query, deprecated)]
    pub last_active_at_since: Option<i64>,
    #[api(query)]
    pub created_at_before: Option<i64>,
    #[api(query)]
    pub created_at_after: Option<i64>,
    #[api(query, versions = "!2025-03-12")]
    pub last_sign_in_at_before: Option<i64>,
    #[api(query, versions = "!2025-03-12")]
    pub last_sign_in_at_after: Option<i64>,
    #[api(query, versions = "!2025-03-12")]
    pub provider: Option<String>,
    #[api(query, versions = "!2025-03-12")]
    pub provider_user_id: Vec<String>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    #[api(query, versions = "!2025-03-12")]
    pub starting_after: Option<String>,
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
}
