//! What Clerk's Backend API is, declared once: operations, their parameters, bodies and answers, in
//! every version. No input or output happens here; server, SDK, explorer and documents are projections.

// The macros write paths that begin with the crate's own name.
extern crate self as frontdesk_contract;

pub mod accountless_applications;
pub mod allow_list_block_list;
pub mod admin_portal_link_tokens;
pub mod actor_tokens;
pub mod agent_tasks;
pub mod api_keys;
mod api_version;
pub mod beta_features;
pub mod billing;
pub mod catalogue;
pub mod clients;
pub mod commerce;
mod deleted_object;
pub mod domains;
pub mod directories;
pub mod email_addresses;
pub mod enterprise_connections;
pub mod email_sms_templates;
mod error;
pub mod instance_settings;
pub mod invitations;
pub mod jwks;
pub mod jwt_templates;
mod list;
mod listing;
pub mod m2m_tokens;
pub mod machines;
mod maybe;
pub mod miscellaneous;
pub mod oauth_access_tokens;
pub mod oauth_applications;
pub mod openapi;
pub mod operation;
pub mod organization_domains;
pub mod organization_invitations;
pub mod organization_memberships;
pub mod organization_permissions;
pub mod organization_roles;
pub mod organizations;
pub mod phone_numbers;
pub mod proxy_checks;
pub mod redirect_urls;
pub mod request;
pub mod role_sets;
pub mod saml_connections;
pub mod schema;
pub mod scim_directories;
pub mod sessions;
pub mod sign_in_tokens;
pub mod sign_ups;
pub mod testing_tokens;
pub mod users;
mod validate;
pub mod waitlist_entries;
pub mod webhooks;

pub use api_version::{ApiVersion, UnknownApiVersion, Versions};
pub use deleted_object::DeletedObject;
pub use error::ClerkError;
pub use frontdesk_contract_derive::{object, operation, union, values};
pub use listing::{Listing, Page};
pub use maybe::{Maybe, Nullable};
pub use operation::{
    Body, BodyFormat, DecodeError, Descriptor, Method, Operation, Parameter, Parts, Place, ResponseBody, Risk, Status,
    Upload,
};
pub use schema::{EnumValue, Field, HasSchema, ObjectSchema, Range, Schema, StringSchema, Text, Variant};
pub use validate::{Problem, Violation, check_field};
