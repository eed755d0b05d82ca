//! What a session's tokens say of the organization that is active in it, in one look-up.

use serde::Deserialize;

use crate::organization_memberships::Membership;
use crate::organizations::Organization;
use crate::{StorageError, Tx, params};

/// A user's membership of an organization, with what its role allows.
#[derive(Clone, Debug, PartialEq)]
pub struct ActiveMembership {
    /// `org_…`.
    pub organization_id: String,
    pub organization_name: String,
    pub organization_slug: String,
    /// `org:admin`, …
    pub role: String,
    /// The keys of the role's permissions, system ones included.
    pub permissions: Vec<String>,
    organization_data: String,
    membership_data: String,
}

impl ActiveMembership {
    /// What `data` holds of the organization. Read late, since only templates look into it.
    pub fn organization(&self) -> Result<Organization, StorageError> {
        Ok(serde_json::from_str(&self.organization_data)?)
    }

    /// What `data` holds of the membership. Read late, since only templates look into it.
    pub fn membership(&self) -> Result<Membership, StorageError> {
        Ok(serde_json::from_str(&self.membership_data)?)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RoleData {
    permissions: Vec<String>,
}

impl Tx<'_, '_> {
    /// The membership of a user in an organization; `None` for one that is no member.
    pub fn find_active_membership(
        &mut self,
        organization_id: &str,
        user_id: &str,
    ) -> Result<Option<ActiveMembership>, StorageError> {
        let sql = "SELECT o.id, o.name, o.slug, coalesce(s.role, m.role), r.data, o.data, m.data
             FROM organization_memberships m
             JOIN organizations o ON o.instance_id = m.instance_id AND o.id = m.organization_id
             LEFT JOIN role_slots s ON s.instance_id = m.instance_id AND s.cohort = o.cohort AND s.token = m.role
             LEFT JOIN roles r ON r.instance_id = m.instance_id AND r.key = s.role
             WHERE m.instance_id = $1 AND m.organization_id = $2 AND m.user_id = $3";
        let parameters = params![self.instance_value(), organization_id, user_id];
        self.connection.query_optional(sql, parameters, |row| {
            let role: RoleData = match row.get::<Option<String>>(4)? {
                Some(data) => serde_json::from_str(&data)?,
                None => RoleData::default(),
            };
            Ok(ActiveMembership {
                organization_id: row.get(0)?,
                organization_name: row.get(1)?,
                organization_slug: row.get(2)?,
                role: row.get(3)?,
                permissions: role.permissions,
                organization_data: row.get(5)?,
                membership_data: row.get(6)?,
            })
        })
    }

    /// Organization and role of every membership of a user, for templates.
    pub fn list_roles_of_user(&mut self, user_id: &str) -> Result<Vec<(String, String)>, StorageError> {
        let sql = "SELECT m.organization_id, coalesce(s.role, m.role) FROM organization_memberships m
             JOIN organizations o ON o.instance_id = m.instance_id AND o.id = m.organization_id
             LEFT JOIN role_slots s ON s.instance_id = m.instance_id AND s.cohort = o.cohort AND s.token = m.role
             WHERE m.instance_id = $1 AND m.user_id = $2 ORDER BY m.created_at, m.organization_id";
        let parameters = params![self.instance_value(), user_id];
        self.connection.query(sql, parameters, |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
