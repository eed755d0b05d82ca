use serde_json::{Map, Value};

use super::Organization;
use crate::{Maybe, object, operation};

/// Updates the attributes of an organization.
///
/// What is left out stays as it is.
#[operation(
    id = "UpdateOrganization",
    patch = "/organizations/{organization_id}",
    tag = "Organizations",
    returns = Organization,
    errors = "400@!2025-03-12 402 403@!2025-03-12 404 422",
    sdk(
        js = "organizations.updateOrganization(organizationId, { ... })",
        python = "organizations.update(...)",
        go = "organization.Update",
    ),
)]
pub struct UpdateOrganization {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateOrganizationBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateOrganizationBody {
    /// The organization's name, at most 256 characters.
    pub name: Maybe<String>,
    /// The name in URLs: lower-case letters, digits and hyphens, unique in the instance.
    pub slug: Maybe<String>,
    /// How many members and pending invitations there may be; 0 for any number.
    #[api(min = 0)]
    pub max_allowed_memberships: Maybe<i64>,
    /// Whether admins may delete the organization from the front end.
    pub admin_delete_enabled: Maybe<bool>,
    /// When the record was created elsewhere, in RFC 3339; for records that are brought over.
    pub created_at: Maybe<String>,
    /// The key of the set of roles that members can have.
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
    /// The new public metadata, which takes the place of the old one whole.
    ///
    /// Use the operations for metadata instead, which newer versions of the API insist on.
    #[api(versions = "<=2025-11-10", deprecated = "!2025-03-12")]
    pub public_metadata: Maybe<Map<String, Value>>,
    /// The new private metadata, which takes the place of the old one whole.
    ///
    /// Use the operations for metadata instead, which newer versions of the API insist on.
    #[api(versions = "<=2025-11-10", deprecated = "!2025-03-12")]
    pub private_metadata: Maybe<Map<String, Value>>,
}
