//! Where the data lives: units of work over SQLite or PostgreSQL, one file for each family of tables.

mod counters;
mod error;
pub mod identifications;
pub mod instances;
mod migrate;
mod postgres;
mod search;
pub mod sql;
mod sqlite;
mod store;
mod tx;
pub mod users;

pub use error::StorageError;
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
    "sign_in_tokens",
    "jwt_templates",
    "images",
    "invitations",
    "roles",
    "organizations",
    "organization_memberships",
    "organization_invitations",
];
