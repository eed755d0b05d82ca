//! What Clerk's Backend API is, declared once: operations, their parameters, bodies and answers, in
//! every version. No input or output happens here; server, SDK, explorer and documents are projections.

// The macros write paths that begin with the crate's own name.
extern crate self as frontdesk_contract;

mod api_version;
pub mod catalogue;
mod deleted_object;
pub mod difference;
mod error;
pub mod error_codes;
mod event_types;
mod list;
mod listing;
mod maybe;
pub mod openapi;
pub mod operation;
pub mod request;
pub mod schema;
mod sdk_calls;
mod validate;
pub mod words;

pub use api_version::{ApiVersion, UnknownApiVersion, Versions};
pub use deleted_object::DeletedObject;
pub use error::ClerkError;
pub use event_types::EVENT_TYPES;
pub use frontdesk_contract_derive::{object, operation, union, values};
pub use listing::{Listing, Page};
pub use maybe::{Maybe, Nullable};
pub use operation::{
    Body, BodyFormat, Credential, DecodeError, Descriptor, Method, Operation, Parameter, Parts, Place, ResponseBody,
    Risk, Status, Upload,
};
pub use schema::{EnumValue, Field, HasSchema, ObjectSchema, Range, Schema, StringSchema, Text, Variant};
pub use sdk_calls::{Sdk, SdkCalls};
pub use validate::{Problem, Violation, check_field};

list::resources! {
    accountless_applications,
    actor_tokens,
    admin_portal_link_tokens,
    agent_tasks,
    allow_list_block_list,
    api_keys,
    beta_features,
    billing,
    clients,
    commerce,
    directories,
    domains,
    email_addresses,
    email_sms_templates,
    enterprise_connections,
    instance_settings,
    invitations,
    jwks,
    jwt_templates,
    m2m_tokens,
    machines,
    miscellaneous,
    oauth_access_tokens,
    oauth_applications,
    organization_domains,
    organization_invitations,
    organization_memberships,
    organization_permissions,
    organization_roles,
    organizations,
    phone_numbers,
    proxy_checks,
    redirect_urls,
    role_sets,
    saml_connections,
    scim_directories,
    sessions,
    sign_in_tokens,
    sign_ups,
    testing_tokens,
    users,
    waitlist_entries,
    webhooks,
}
