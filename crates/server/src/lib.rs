//! The server: Clerk's Backend API over a store. Start it with [`Server::start`].

mod accountless_applications;
mod actor_tokens;
mod agent_tasks;
mod allow_list_block_list;
mod api;
mod api_keys;
mod authorization_server;
mod bearer_tokens;
mod beta_features;
mod body;
pub mod breaches;
mod clients;
pub mod clock;
pub mod conditions;
mod context;
pub mod delivery;
mod dispatch;
pub mod dns;
mod domains;
mod email_addresses;
pub mod error;
pub mod events;
mod html;
mod http_server;
mod identifications;
mod images;
pub mod instance;
mod instance_settings;
mod invitations;
mod json;
mod jwks;
mod jwt_templates;
mod leftovers;
mod limits;
mod listing;
mod m2m_tokens;
mod machines;
mod messages;
mod metadata;
mod metrics;
mod miscellaneous;
mod oauth_access_tokens;
mod oauth_applications;
mod oauth_tokens;
mod openapi;
mod operator;
mod order;
pub mod organization_domains;
mod organization_invitations;
mod organization_memberships;
mod organization_permissions;
mod organization_roles;
mod organizations;
pub mod outbound;
mod phone_numbers;
mod provision;
mod proxy_checks;
mod redirect_urls;
mod restrictions;
mod role_sets;
mod roles;
mod sealed;
pub mod seed;
mod sessions;
mod sign_in_tokens;
mod sign_ups;
mod testing_tokens;
pub mod tickets;
mod users;
mod waitlist_entries;
mod webhooks;

pub(crate) use frontdesk_credentials::secret::hash_secret;

pub use api::Api;
pub use clock::Clock;
pub use conditions::Conditions;
pub use context::{Context, Shared};
pub use http_server::{Config, Running, Server, ServerError};
pub use limits::Limits;
pub use operator::Operator;
pub use provision::{
    Keys, NewInstance, create_instance, delete_instance, ensure_key, find_keys, generate_signing_key, list_instances,
    publishable_key, rotate_key,
};

/// Every operation that is served.
pub fn api() -> Api {
    let mut api = Api::default();
    organization_invitations::routes(&mut api);
    organization_memberships::routes(&mut api);
    organization_permissions::routes(&mut api);
    organization_roles::routes(&mut api);
    role_sets::routes(&mut api);
    organizations::routes(&mut api);
    users::routes(&mut api);
    email_addresses::routes(&mut api);
    phone_numbers::routes(&mut api);
    sessions::routes(&mut api);
    clients::routes(&mut api);
    jwks::routes(&mut api);
    sign_in_tokens::routes(&mut api);
    actor_tokens::routes(&mut api);
    agent_tasks::routes(&mut api);
    testing_tokens::routes(&mut api);
    jwt_templates::routes(&mut api);
    sign_ups::routes(&mut api);
    invitations::routes(&mut api);
    accountless_applications::routes(&mut api);
    instance_settings::routes(&mut api);
    allow_list_block_list::routes(&mut api);
    waitlist_entries::routes(&mut api);
    beta_features::routes(&mut api);
    organization_domains::routes(&mut api);
    domains::routes(&mut api);
    proxy_checks::routes(&mut api);
    redirect_urls::routes(&mut api);
    webhooks::routes(&mut api);
    m2m_tokens::routes(&mut api);
    machines::routes(&mut api);
    api_keys::routes(&mut api);
    oauth_applications::routes(&mut api);
    oauth_access_tokens::routes(&mut api);
    miscellaneous::routes(&mut api);
    api
}
