use crate::organization_permissions::Permission;
use crate::{Nullable, Text, object};

/// A named set of permissions that members of organizations can have.
#[object(closed)]
pub struct Role {
    /// Always `role`.
    #[api(values = "role")]
    pub object: Text,
    /// The role's id, `role_…`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What memberships and invitations call it, such as `org:admin`.
    pub key: String,
    /// What it is for, for people; `null` when nobody wrote anything.
    pub description: Nullable<String>,
    /// Whether those who create organizations can have it: it allows to see and manage members, and to delete the
    /// organization.
    pub is_creator_eligible: bool,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
