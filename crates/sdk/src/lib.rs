//! A typed client of Clerk's Backend API.
//!
//! Every operation is a value; sending it gives its answer:
//!
//! ```no_run
//! use frontdesk_sdk::users::{CreateUser, CreateUserBody, GetUser};
//! use frontdesk_sdk::{Client, Maybe};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().secret_key(std::env::var("CLERK_SECRET_KEY")?).build()?;
//! let ada = CreateUserBody {
//!     email_address: Some(vec!["ada@example.com".to_owned()]),
//!     first_name: Maybe::Value("Ada".to_owned()),
//!     ..CreateUserBody::default()
//! };
//! let user = client.send(CreateUser { body: ada }).await?;
//! assert_eq!(client.send(GetUser { user_id: user.id.clone() }).await?.id, user.id);
//! # Ok(())
//! # }
//! ```
//!
//! - What goes wrong is an [`Error`] that keeps status, code, field and trace id.
//! - Refused and failed requests are tried again by a [`RetryPolicy`], never a write that may have taken effect.
//! - [`Client::stream`] walks every row of a list, [`Client::pages`] every page.
//! - [`Client::token_verifier`] checks session tokens without a request for each.
//! - [`Client::authenticator`] tells who sent a request, for every kind of token, also as a layer of tower and as
//!   extractors of axum; see [`auth`].
//! - With the feature `test-server`, `testing::TestServer::start().await` runs the API in the process of a test.
//!
//! No connection is made and no certificate is read before the first request.

mod answer;
pub mod auth;
mod builder;
mod client;
mod clock;
mod error;
mod list;
mod request;
mod retry;
mod secret_key;
#[cfg(feature = "test-server")]
pub mod testing;
mod verify;

pub use answer::Answer;
pub use builder::{BuildError, ClientBuilder, DEFAULT_BASE_URL};
pub use client::Client;
pub use error::{ApiError, Error, ErrorItem};
pub use frontdesk_contract as contract;
pub use frontdesk_contract::{
    ApiVersion, DeletedObject, Listing, Maybe, Nullable, Operation, Page, Upload, accountless_applications,
    actor_tokens, admin_portal_link_tokens, agent_tasks, allow_list_block_list, api_keys, beta_features, billing,
    clients, commerce, directories, domains, email_addresses, email_sms_templates, enterprise_connections,
    instance_settings, invitations, jwks, jwt_templates, m2m_tokens, machines, miscellaneous, oauth_access_tokens,
    oauth_applications, organization_domains, organization_invitations, organization_memberships,
    organization_permissions, organization_roles, organizations, phone_numbers, proxy_checks, redirect_urls, role_sets,
    saml_connections, scim_directories, sessions, sign_in_tokens, sign_ups, testing_tokens, users, waitlist_entries,
    webhooks,
};
pub use frontdesk_tokens::{
    AllClaims, Grants, Jwks, Permissions, SessionClaims, SessionOrganization, SessionStatus, Slugs, TokenVersion,
};
pub use list::ListResponse;
pub use retry::RetryPolicy;
pub use secret_key::SecretKey;
pub use verify::{TokenVerifier, VerifyError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
