use super::TotalCount;
use crate::operation;

/// Counts users, with the filters of the list.
#[operation(
    id = "GetUsersCount",
    get = "/users/count",
    tag = "Users",
    returns = TotalCount,
    errors = "422",
    sdk(js = "users.getCount({ ... })", python = "users.count(request)", go = "user.Count"),
)]
pub struct GetUsersCount {
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
}
