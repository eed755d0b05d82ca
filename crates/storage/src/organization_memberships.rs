//! Memberships: which user belongs to which organization, in which role.

mod list;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::role_sets::member_counter;
use crate::select::Select;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub use list::{MembershipFilter, MembershipOrder, MembershipPage};

/// The kept counter of all memberships.
pub const MEMBERSHIPS_COUNTER: &str = "organization_memberships";

/// A membership. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Membership {
    #[serde(skip)]
    pub organization_id: String,
    #[serde(skip)]
    pub user_id: String,
    /// `orgmem_…`.
    #[serde(skip)]
    pub id: String,
    /// The key of the role.
    #[serde(skip)]
    pub role: String,
    #[serde(skip)]
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Json>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Json>,
}

/// The role is what the token in its column stands for in the organization (see `role_sets`).
pub(crate) const COLUMNS: &str = "m.organization_id, m.user_id, m.id, coalesce((SELECT s.role FROM role_slots s
     WHERE s.instance_id = m.instance_id AND s.token = m.role AND s.cohort = (SELECT c.cohort FROM organizations c
     WHERE c.instance_id = m.instance_id AND c.id = m.organization_id)), m.role), m.created_at, m.data";

pub(crate) fn read_membership(row: &Row<'_>) -> Result<Membership, StorageError> {
    let mut membership: Membership = serde_json::from_str(&row.get::<String>(5)?)?;
    membership.organization_id = row.get(0)?;
    membership.user_id = row.get(1)?;
    membership.id = row.get(2)?;
    membership.role = row.get(3)?;
    membership.created_at = row.get(4)?;
    Ok(membership)
}

impl Tx<'_, '_> {
    /// Inserts a membership and counts it; the row of the organization must be locked, and its role set must hold the
    /// role. `false` when the user is a member already.
    pub fn insert_membership(&mut self, membership: &Membership) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let (cohort, token) = self.find_slot(&membership.organization_id, &membership.role)?;
        let inserted = self.connection.execute(
            "INSERT INTO organization_memberships (instance_id, organization_id, user_id, id, role, created_at, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (instance_id, organization_id, user_id) DO NOTHING",
            params![
                instance,
                &membership.organization_id,
                &membership.user_id,
                &membership.id,
                &token,
                membership.created_at,
                serde_json::to_string(membership)?
            ],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.add_to_organization_counts(&membership.organization_id, 1, 0, 0)?;
        self.add_to_counter(&member_counter(&cohort, &token), 1)?;
        self.add_to_counter(MEMBERSHIPS_COUNTER, 1)?;
        Ok(true)
    }

    /// The membership of a user in an organization; locked inside a unit of work that writes.
    pub fn find_membership(
        &mut self,
        organization_id: &str,
        user_id: &str,
    ) -> Result<Option<Membership>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM organization_memberships m
             WHERE m.instance_id = $1 AND m.organization_id = $2 AND m.user_id = $3"
        );
        let parameters = params![self.instance_value(), organization_id, user_id];
        self.connection.query_locked(&sql, parameters, read_membership)
    }

    /// Writes role and metadata of a membership over the stored ones. The row of the organization must be locked, and
    /// its role set must hold a role that is new.
    pub fn update_membership(&mut self, membership: &Membership) -> Result<(), StorageError> {
        let (cohort, before, role) = self.find_token_of_member(membership)?;
        let mut token = before.clone();
        if role != membership.role {
            token = self.find_slot(&membership.organization_id, &membership.role)?.1;
        }
        let changed = self.connection.execute(
            "UPDATE organization_memberships SET role = $1, data = $2
             WHERE instance_id = $3 AND organization_id = $4 AND user_id = $5",
            params![
                &token,
                serde_json::to_string(membership)?,
                self.instance_value(),
                &membership.organization_id,
                &membership.user_id
            ],
        )?;
        Self::expect_row(changed, "organization_memberships")?;
        if token != before {
            self.note_member_change(&membership.organization_id)?;
            self.add_to_counter(&member_counter(&cohort, &before), -1)?;
            self.add_to_counter(&member_counter(&cohort, &token), 1)?;
        }
        Ok(())
    }

    /// Deletes a membership; the row of the organization must be locked.
    pub fn delete_membership(&mut self, membership: &Membership) -> Result<(), StorageError> {
        let (cohort, token, _) = self.find_token_of_member(membership)?;
        let changed = self.connection.execute(
            "DELETE FROM organization_memberships WHERE instance_id = $1 AND organization_id = $2 AND user_id = $3",
            params![self.instance_value(), &membership.organization_id, &membership.user_id],
        )?;
        Self::expect_row(changed, "organization_memberships")?;
        self.add_to_organization_counts(&membership.organization_id, -1, 0, 0)?;
        self.add_to_counter(&member_counter(&cohort, &token), -1)?;
        self.add_to_counter(MEMBERSHIPS_COUNTER, -1)
    }

    /// The cohort of a member's organization, the member's token, and the role it stands for.
    fn find_token_of_member(&mut self, membership: &Membership) -> Result<(String, String, String), StorageError> {
        let sql = "SELECT o.cohort, m.role, coalesce(s.role, m.role) FROM organization_memberships m
             JOIN organizations o ON o.instance_id = m.instance_id AND o.id = m.organization_id
             LEFT JOIN role_slots s ON s.instance_id = m.instance_id AND s.cohort = o.cohort AND s.token = m.role
             WHERE m.instance_id = $1 AND m.organization_id = $2 AND m.user_id = $3";
        let parameters = params![self.instance_value(), &membership.organization_id, &membership.user_id];
        let found =
            self.connection.query_optional(sql, parameters, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        found.ok_or(StorageError::RowVanished("organization_memberships"))
    }

    /// Whether an organization has a member other than `user_id` with one of those roles.
    pub fn has_other_member_with_role(
        &mut self,
        organization_id: &str,
        user_id: &str,
        roles: &[String],
    ) -> Result<bool, StorageError> {
        let tokens = self.find_tokens(organization_id, roles)?;
        let mut select = Select::new("SELECT 1 FROM organization_memberships WHERE instance_id = ");
        select.bind(self.instance_value()).push(" AND organization_id = ").bind(organization_id);
        select.push(" AND role IN ").bind_all(&tokens).push(" AND user_id <> ").bind(user_id).push(" LIMIT 1");
        Ok(self.connection.query_optional(&select.sql, &select.params, |_| Ok(()))?.is_some())
    }

    /// Those of the organizations that have a member with one of those roles.
    pub fn organizations_with_role(
        &mut self,
        organization_ids: &[String],
        roles: &[String],
    ) -> Result<Vec<String>, StorageError> {
        let mut found = Vec::new();
        for chunk in organization_ids.chunks(100) {
            let mut select = Select::new("SELECT o.id FROM organizations o WHERE o.instance_id = ");
            select.bind(self.instance_value()).push(" AND o.id IN ").bind_all(chunk);
            select.push(
                " AND EXISTS (SELECT 1 FROM organization_memberships m WHERE m.instance_id = o.instance_id
                 AND m.organization_id = o.id AND m.role IN (SELECT s.token FROM role_slots s
                 WHERE s.instance_id = o.instance_id AND s.cohort = o.cohort AND s.role IN ",
            );
            select.bind_all(roles).push("))");
            found.extend(self.connection.query(&select.sql, &select.params, |row| row.get(0))?);
        }
        Ok(found)
    }

    /// Takes a user out of every organization. The row of the user must be locked.
    pub fn delete_memberships_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        let sql = "SELECT id FROM organizations WHERE instance_id = $1 AND id IN
                   (SELECT organization_id FROM organization_memberships WHERE instance_id = $1 AND user_id = $2)
                   ORDER BY id";
        // In one order, so that two users who share organizations can be deleted at once.
        self.connection.query_locked(sql, parameters, |_| Ok(()))?;
        let sql = "SELECT o.cohort, m.role, count(*) FROM organization_memberships m
             JOIN organizations o ON o.instance_id = m.instance_id AND o.id = m.organization_id
             WHERE m.instance_id = $1 AND m.user_id = $2 GROUP BY o.cohort, m.role ORDER BY o.cohort, m.role";
        let roles: Vec<(String, String, i64)> =
            self.connection.query(sql, parameters, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        // What is left over of deleted organizations goes too, and counts no more.
        let mut members = 0;
        for (cohort, token, count) in roles {
            members += count;
            self.add_to_counter(&member_counter(&cohort, &token), -count)?;
        }
        self.connection.execute(
            "UPDATE organizations SET members_count = members_count - 1, member_changes = member_changes + 1 WHERE instance_id = $1 AND id IN
             (SELECT organization_id FROM organization_memberships WHERE instance_id = $1 AND user_id = $2)",
            parameters,
        )?;
        self.connection
            .execute("DELETE FROM organization_memberships WHERE instance_id = $1 AND user_id = $2", parameters)?;
        if members > 0 {
            self.add_to_counter(MEMBERSHIPS_COUNTER, -members)?;
        }
        Ok(())
    }
}

/// A number of rows as counters take it.
pub(crate) fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
