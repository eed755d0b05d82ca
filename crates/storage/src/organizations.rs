//! Organizations: one row each, with the counts that decide whether somebody may join.

mod list;
mod organization;

use crate::organization_invitations::ORGANIZATION_INVITATIONS_COUNTER;
use crate::organization_memberships::MEMBERSHIPS_COUNTER;
use crate::role_sets::{CountedMembers, member_counter};
use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

pub use list::{OrganizationFilter, OrganizationOrder};
pub use organization::Organization;

/// The kept counter of all organizations.
pub const ORGANIZATIONS_COUNTER: &str = "organizations";

const TABLE: &str = "organizations";

/// The role set is that of its cohort (see `role_sets`).
pub(crate) const COLUMNS: &str = "o.id, o.slug, o.name, o.created_at, o.members_count, o.pending_invitations_count,
     o.invitations_count, o.data, (SELECT s.key FROM role_cohorts c
     JOIN role_sets s ON s.instance_id = c.instance_id AND s.id = c.role_set_id
     WHERE c.instance_id = o.instance_id AND c.id = o.cohort), o.domains_count";

pub(crate) fn read_organization(row: &Row<'_>) -> Result<Organization, StorageError> {
    let mut organization: Organization = serde_json::from_str(&row.get::<String>(7)?)?;
    organization.id = row.get(0)?;
    organization.slug = row.get(1)?;
    organization.name = row.get(2)?;
    organization.created_at = row.get(3)?;
    organization.members_count = row.get(4)?;
    organization.pending_invitations_count = row.get(5)?;
    organization.invitations_count = row.get(6)?;
    organization.role_set_key = row.get::<Option<String>>(8)?.unwrap_or_default();
    organization.domains_count = row.get(9)?;
    Ok(organization)
}

impl Tx<'_, '_> {
    /// Inserts an organization without members or invitations, and counts it. There must be its role set. `false`
    /// when its slug is taken.
    pub fn insert_organization(&mut self, organization: &Organization) -> Result<bool, StorageError> {
        let (instance, search) = (self.instance_value(), organization.search_text());
        let inserted = self.connection.execute(
            "INSERT INTO organizations (instance_id, id, slug, name, created_at, members_count,
             pending_invitations_count, invitations_count, data, search, cohort) VALUES ($1, $2, $3, $4, $5, 0, 0, 0,
             $6, $7, (SELECT s.id FROM role_sets s WHERE s.instance_id = $1 AND s.key = $8))
             ON CONFLICT (instance_id, slug) DO NOTHING",
            params![
                instance,
                &organization.id,
                &organization.slug,
                &organization.name,
                organization.created_at,
                serde_json::to_string(organization)?,
                &search,
                &organization.role_set_key
            ],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.clear_leftovers(&organization.id)?;
        self.change_search(TABLE, &organization.id, Some(search))?;
        self.add_to_counter(ORGANIZATIONS_COUNTER, 1)?;
        Ok(true)
    }

    /// The organization of that id; inside a unit of work that writes, the row is locked until its
    /// end, and with it who belongs to the organization or is invited.
    pub fn find_organization(&mut self, id: &str) -> Result<Option<Organization>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM organizations o WHERE o.instance_id = $1 AND o.id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_organization)
    }

    /// The organization with that slug, locked like [`Self::find_organization`].
    pub fn find_organization_by_slug(&mut self, slug: &str) -> Result<Option<Organization>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM organizations o WHERE o.instance_id = $1 AND o.slug = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), slug], read_organization)
    }

    /// The organizations of those ids that exist, in no particular order.
    pub fn find_organizations(&mut self, ids: &[String]) -> Result<Vec<Organization>, StorageError> {
        let mut organizations = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "SELECT {COLUMNS} FROM organizations o WHERE o.instance_id = $1 AND o.id IN ({})",
                places(2, chunk.len())
            );
            organizations.extend(self.connection.query(&sql, &parameters, read_organization)?);
        }
        Ok(organizations)
    }

    /// Writes an organization over the stored one, `before`; its counts and its role set are left alone. `false` when
    /// its slug is taken, in which case nothing may be kept.
    pub fn update_organization(
        &mut self,
        before: &Organization,
        organization: &Organization,
    ) -> Result<bool, StorageError> {
        let (instance, search) = (self.instance_value(), organization.search_text());
        let changed = self.connection.execute(
            "UPDATE organizations SET slug = $1, name = $2, created_at = $3, data = $4, search = $5
             WHERE instance_id = $6 AND id = $7",
            params![
                &organization.slug,
                &organization.name,
                organization.created_at,
                serde_json::to_string(organization)?,
                &search,
                instance,
                &organization.id
            ],
        );
        let changed = match changed {
            Err(StorageError::Unique(_)) => return Ok(false),
            changed => changed?,
        };
        Self::expect_row(changed, TABLE)?;
        if before.search_text() != search {
            self.change_search(TABLE, &organization.id, Some(search))?;
        }
        Ok(true)
    }

    /// Deletes an organization with its memberships, invitations and domains. Its logo is the caller's to delete. Tells
    /// whether rows of theirs are left over, for [`Self::delete_leftovers`].
    ///
    /// `members` are its members as a unit of work that only read has counted them, which saves this one the time for it
    /// if they are the same still.
    pub fn delete_organization(
        &mut self,
        organization: &Organization,
        members: &CountedMembers,
    ) -> Result<bool, StorageError> {
        self.change_search(TABLE, &organization.id, None)?;
        self.uncount_owned(&organization.id, members)?;
        self.uncount_api_keys(&organization.id)?;
        let parameters = params![self.instance_value(), &organization.id];
        let sql = "DELETE FROM organizations WHERE instance_id = $1 AND id = $2";
        let changed = self.connection.execute(sql, parameters)?;
        Self::expect_row(changed, TABLE)?;
        let mut leaves = self.delete_owned(&organization.id)?;
        leaves |= self.delete_domains_of_organization(&organization.id)?;
        self.delete_cohort(&organization.id)?;
        self.add_to_counter(ORGANIZATIONS_COUNTER, -1)?;
        Ok(leaves)
    }

    /// Takes the members and invitations of an organization out of every count. Its row must be locked.
    fn uncount_owned(&mut self, organization_id: &str, members: &CountedMembers) -> Result<(), StorageError> {
        let sql = "SELECT cohort, invitations_count FROM organizations WHERE instance_id = $1 AND id = $2";
        let parameters = params![self.instance_value(), organization_id];
        let read = |row: &Row<'_>| Ok((row.get::<String>(0)?, row.get::<i64>(1)?));
        let (cohort, invitations) =
            self.connection.query_optional(sql, parameters, read)?.ok_or(StorageError::RowVanished(TABLE))?;
        let mut sum = 0;
        for (token, count) in self.members_by_token(organization_id, members)? {
            sum += count;
            self.add_to_counter(&member_counter(&cohort, &token), -count)?;
        }
        self.add_to_counter(MEMBERSHIPS_COUNTER, -sum)?;
        self.add_to_counter(ORGANIZATION_INVITATIONS_COUNTER, -invitations)
    }

    /// Adds to the counts of an organization whose row this unit of work has locked.
    pub(crate) fn add_to_organization_counts(
        &mut self,
        organization_id: &str,
        members: i64,
        pending_invitations: i64,
        invitations: i64,
    ) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE organizations SET members_count = members_count + $1,
             member_changes = member_changes + CASE WHEN $1 = 0 THEN 0 ELSE 1 END,
             pending_invitations_count = pending_invitations_count + $2, invitations_count = invitations_count + $3
             WHERE instance_id = $4 AND id = $5",
            params![members, pending_invitations, invitations, self.instance_value(), organization_id],
        )?;
        Self::expect_row(changed, TABLE)
    }
}
