use super::User;
use crate::operation;

/// Lists users.
///
/// Filters of different names all have to hold; of the values of one filter, one is enough. The answer is a bare array;
/// the total is counted by an operation of its own.
#[operation(
    id = "GetUserList",
    get = "/users",
    tag = "Users",
    returns = Vec<User>,
    errors = "400 401 422",
    sdk(js = "users.getUserList({ ... }) + GET /users/count", python = "users.list(request)", go = "user.List"),
)]
pub struct GetUserList {
    /// Keep users who have one of these e-mail addresses, compared without regard to case; at most 100.
    #[api(query)]
    pub email_address: Vec<String>,
    /// Keep users who have one of these phone numbers, in the international form `+15551234567`; at most 100.
    #[api(query)]
    pub phone_number: Vec<String>,
    /// Keep users with one of these ids of yours; at most 100. A leading `-` leaves the user out instead.
    #[api(query)]
    pub external_id: Vec<String>,
    /// Keep users with one of these usernames; at most 100.
    #[api(query)]
    pub username: Vec<String>,
    /// Keep users who have one of these wallet addresses; at most 100.
    #[api(query)]
    pub web3_wallet: Vec<String>,
    /// Keep users with one of these ids; at most 100. A leading `-` leaves the user out instead.
    #[api(query)]
    pub user_id: Vec<String>,
    /// Keep members of one of these organizations; at most 100. A leading `-` leaves the members out instead.
    #[api(query)]
    pub organization_id: Vec<String>,
    /// Keep users in whose names or identifiers this text occurs, in any case.
    #[api(query)]
    pub query: Option<String>,
    /// Keep users in one of whose e-mail addresses this text occurs, in any case.
    #[api(query)]
    pub email_address_query: Option<String>,
    /// Keep users in one of whose phone numbers this text occurs.
    #[api(query)]
    pub phone_number_query: Option<String>,
    /// Keep users in whose username this text occurs, in any case.
    #[api(query)]
    pub username_query: Option<String>,
    /// Keep users in whose first or last name this text occurs, in any case.
    #[api(query)]
    pub name_query: Option<String>,
    /// Keep only banned users, or only those who are not.
    #[api(query)]
    pub banned: Option<bool>,
    /// Keep users who were last active before this moment, in milliseconds since the epoch.
    #[api(query)]
    pub last_active_at_before: Option<i64>,
    /// Keep users who were last active after this moment, in milliseconds since the epoch.
    #[api(query)]
    pub last_active_at_after: Option<i64>,
    /// Keep users who were active on the day of this moment or later, in milliseconds since the epoch.
    ///
    /// Use `last_active_at_after` instead.
    #[api(query, deprecated)]
    pub last_active_at_since: Option<i64>,
    /// Keep what was created before this moment, in milliseconds since the epoch.
    #[api(query)]
    pub created_at_before: Option<i64>,
    /// Keep what was created after this moment, in milliseconds since the epoch.
    #[api(query)]
    pub created_at_after: Option<i64>,
    /// Keep users who last signed in before this moment, in milliseconds since the epoch.
    #[api(query, versions = "!2025-03-12")]
    pub last_sign_in_at_before: Option<i64>,
    /// Keep users who last signed in after this moment, in milliseconds since the epoch.
    #[api(query, versions = "!2025-03-12")]
    pub last_sign_in_at_after: Option<i64>,
    /// Keep users with an account at this provider, such as `oauth_google`; only together with `provider_user_id`.
    #[api(query, versions = "!2025-03-12")]
    pub provider: Option<String>,
    /// Keep users with one of these ids at `provider`; at most 100, and only together with `provider`.
    #[api(query, versions = "!2025-03-12")]
    pub provider_user_id: Vec<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Begin behind the user of this id, whatever was added meanwhile.
    ///
    /// Only for lists that are ordered by `created_at`, and not together with an `offset`.
    #[api(query, versions = "!2025-03-12")]
    pub starting_after: Option<String>,
    /// The key to order by: `created_at`, `updated_at`, `email_address`, `web3wallet`, `first_name`, `last_name`,
    /// `phone_number`, `username`, `last_active_at` or `last_sign_in_at`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
}
