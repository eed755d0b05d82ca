use serde_json::{Map, Value};

use super::Organization;
use crate::{Maybe, object, operation};

/// Creates an organization.
///
/// The user named by `created_by` becomes its first member, in the role for creators; without one it has no members.
#[operation(
    id = "CreateOrganization",
    post = "/organizations",
    tag = "Organizations",
    returns = Organization,
    errors = "400 402@!2025-03-12 403 404 422",
    sdk(
        js = "organizations.createOrganization({ ... })",
        python = "organizations.create(request)",
        go = "organization.Create",
    ),
)]
pub struct CreateOrganization {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateOrganizationBody,
}

/// The organization to create.
#[object]
pub struct CreateOrganizationBody {
    /// The organization's name, at most 256 characters.
    pub name: String,
    /// The user who creates it and becomes its first member.
    pub created_by: Maybe<String>,
    /// Data about the organization that only the Backend API sees; at most 8 KB.
    pub private_metadata: Maybe<Map<String, Value>>,
    /// Data about the organization that front ends may read and only the Backend API may write; at most 8 KB.
    pub public_metadata: Maybe<Map<String, Value>>,
    /// The name in URLs: lower-case letters, digits and hyphens, unique in the instance; made from `name` when left
    /// out.
    pub slug: Maybe<String>,
    /// How many members and pending invitations there may be, 0 for any number; the instance's default when left out.
    #[api(min = 0)]
    pub max_allowed_memberships: Maybe<i64>,
    /// When the record was created elsewhere, in RFC 3339; for records that are brought over.
    pub created_at: Maybe<String>,
    /// The key of the set of roles that members can have; the instance's first set when left out.
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
}
