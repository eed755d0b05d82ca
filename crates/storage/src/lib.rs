//! Where the data lives: units of work over SQLite or PostgreSQL, one file for each family of tables.

pub mod actor_tokens;
pub mod agent_tasks;
pub mod api_keys;
pub mod bearer_tokens;
mod cache;
pub mod check;
pub mod clients;
mod counters;
pub mod domains;
mod error;
pub mod events;
mod export;
pub mod identifications;
pub mod images;
pub mod instances;
pub mod invitations;
pub mod jwt_templates;
mod leftovers;
pub mod listed_identifiers;
#[cfg(test)]
mod look_up_costs;
pub mod m2m_tokens;
pub mod machines;
mod migrate;
pub mod oauth_applications;
pub mod oauth_grants;
pub mod organization_domains;
pub mod organization_invitations;
pub mod organization_memberships;
pub mod organizations;
#[cfg(test)]
mod page_costs;
pub mod permissions;
mod postgres;
pub mod redirect_urls;
pub mod role_sets;
pub mod roles;
mod search;
mod select;
pub mod sessions;
pub mod sign_in_tokens;
pub mod sign_ups;
pub mod sql;
mod sqlite;
mod store;
pub mod trusted_devices;
mod tx;
pub mod users;
pub mod verifications;
pub mod waitlist_entries;
pub mod webhook_applications;

pub use error::StorageError;
pub use select::Signed;
pub use store::{Options, Statistics, Store};
pub use tx::{SystemTx, Tx};

/// Every table whose rows belong to an instance.
pub(crate) const TABLES: &[&str] = &[
    "secret_keys",
    "counters",
    "users",
    "identifications",
    "verifications",
    "clients",
    "sessions",
    "refreshed_tokens",
    "sign_in_tokens",
    "actor_tokens",
    "agent_tasks",
    "jwt_templates",
    "images",
    "invitations",
    "invitation_claims",
    "roles",
    "permissions",
    "role_sets",
    "role_cohorts",
    "role_slots",
    "organizations",
    "organization_memberships",
    "organization_invitations",
    "allowlist_identifiers",
    "blocklist_identifiers",
    "waitlist_entries",
    "home_domains",
    "organization_domains",
    "organization_enrollments",
    "domains",
    "proxy_checks",
    "redirect_urls",
    "webhook_applications",
    "sign_ups",
    "trusted_devices",
    "events",
    "leftovers",
    "machines",
    "machine_scopes",
    "machine_secret_keys",
    "m2m_tokens",
    "api_keys",
    "oauth_applications",
    "oauth_grants",
    "oauth_access_tokens",
];
