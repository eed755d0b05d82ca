//! From what is stored of a permission to what the API shows of one.

use frontdesk_contract::organization_permissions::Permission;
use frontdesk_storage::permissions as stored;

/// The permission as the newest version shows it.
pub(crate) fn present_permission(permission: stored::Permission) -> Permission {
    Permission {
        object: "permission".into(),
        r#type: if permission.system { "system" } else { "custom" }.to_owned(),
        id: permission.id,
        name: permission.name,
        key: permission.key,
        description: permission.description,
        created_at: permission.created_at,
        updated_at: permission.updated_at,
    }
}
