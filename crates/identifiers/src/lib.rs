//! Normal forms and checks for what identifies a user or an organization.
//!
//! Two spellings of one address must meet in one row of a unique index, so that whatever is stored or looked up goes
//! through these functions first. Normalising what is normal already changes nothing.

mod disposable;
mod email;
mod home_domain;
mod host;
mod initials;
mod listed;
mod organization;
mod phone;
mod username;
mod web3_wallet;

pub use disposable::is_disposable_host;
pub use email::{InvalidEmail, MAX_EMAIL_LENGTH, is_test_email, normalize_email};
pub use home_domain::{HomeDomainProblem, home_domain};
pub use host::{
    InvalidHost, MAX_HOST_LENGTH, is_disposable_email_host, is_hosting_provider_host, is_public_email_host,
    normalize_host,
};
pub use initials::{name_initial, user_initials};
pub use listed::{
    InvalidListed, ListedKind, allowing_entries, blocking_entries, has_subaddress, is_gmail, normalize_listed,
    without_subaddress,
};
pub use organization::{
    InvalidSlug, MAX_ORGANIZATION_NAME_LENGTH, MAX_SLUG_LENGTH, OrganizationNameProblem, check_organization_name,
    check_slug, slugify,
};
pub use phone::{InvalidPhone, country_code, is_phone_country, is_test_phone, normalize_phone};
pub use username::{UsernameProblem, UsernameRules, check_username};
pub use web3_wallet::{InvalidWeb3Wallet, normalize_web3_wallet};
