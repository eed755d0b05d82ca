//! Domains of e-mail addresses that belong to organizations.

mod domain;
mod enrollments;
mod list;

use crate::organization_memberships::count;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub use domain::{DomainVerification, OrganizationDomain};
pub use enrollments::{Enrolled, Enrollment};
pub use list::{OrganizationDomainFilter, OrganizationDomainOrder};

/// The kept counter of all domains of organizations.
pub const ORGANIZATION_DOMAINS_COUNTER: &str = "organization_domains";

const TABLE: &str = "organization_domains";

pub(crate) const COLUMNS: &str =
    "d.id, d.organization_id, d.name, d.enrollment_mode, d.created_at, d.pending_invitations,
                       d.pending_suggestions, d.enrolled_through, d.data";

pub(crate) fn read_domain(row: &Row<'_>) -> Result<OrganizationDomain, StorageError> {
    let mut domain: OrganizationDomain = serde_json::from_str(&row.get::<String>(8)?)?;
    domain.id = row.get(0)?;
    domain.organization_id = row.get(1)?;
    domain.name = row.get(2)?;
    domain.enrollment_mode = row.get(3)?;
    domain.created_at = row.get(4)?;
    domain.pending_invitations = row.get(5)?;
    domain.pending_suggestions = row.get(6)?;
    domain.enrolled_through = row.get(7)?;
    Ok(domain)
}

/// Whether a domain can belong to an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It does now.
    ByThis,
    /// The organization has it already.
    Already,
    /// Another organization has it verified.
    ByAnother,
}

impl Tx<'_, '_> {
    /// Inserts a domain and counts it; the row of the organization must be locked.
    pub fn insert_organization_domain(&mut self, domain: &OrganizationDomain) -> Result<Held, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO organization_domains (instance_id, id, organization_id, name, enrollment_mode, verified,
             created_at, pending_invitations, pending_suggestions, enrolled_through, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9) ON CONFLICT DO NOTHING",
            params![
                instance,
                &domain.id,
                &domain.organization_id,
                &domain.name,
                &domain.enrollment_mode,
                domain.is_verified(),
                domain.created_at,
                &domain.enrolled_through,
                serde_json::to_string(domain)?
            ],
        )?;
        if inserted == 0 {
            let sql =
                "SELECT 1 FROM organization_domains WHERE instance_id = $1 AND organization_id = $2 AND name = $3";
            let parameters = params![self.instance_value(), &domain.organization_id, &domain.name];
            let own = self.connection.query_optional(sql, parameters, |_| Ok(()))?;
            return Ok(if own.is_some() { Held::Already } else { Held::ByAnother });
        }
        self.clear_leftovers(&domain.id)?;
        self.add_to_domains_count(&domain.organization_id, 1)?;
        self.add_to_counter(ORGANIZATION_DOMAINS_COUNTER, 1)?;
        Ok(Held::ByThis)
    }

    /// The domain of that id; inside a unit of work that writes, the row is locked until its end. The row of the
    /// organization has to be locked before, if it is needed at all.
    pub fn find_organization_domain(&mut self, id: &str) -> Result<Option<OrganizationDomain>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM organization_domains d WHERE d.instance_id = $1 AND d.id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_domain)
    }

    /// Like [`Self::find_organization_domain`], but never locked.
    pub fn peek_organization_domain(&mut self, id: &str) -> Result<Option<OrganizationDomain>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM organization_domains d WHERE d.instance_id = $1 AND d.id = $2");
        self.connection.query_optional(&sql, params![self.instance_value(), id], read_domain)
    }

    /// Writes a domain over the stored one, whose row must be locked; its counts are left alone. `false` when another
    /// organization has the name verified, in which case nothing may be kept.
    pub fn update_organization_domain(&mut self, domain: &OrganizationDomain) -> Result<bool, StorageError> {
        let changed = self.connection.execute(
            "UPDATE organization_domains SET enrollment_mode = $1, verified = $2, enrolled_through = $3, data = $4
             WHERE instance_id = $5 AND id = $6",
            params![
                &domain.enrollment_mode,
                domain.is_verified(),
                &domain.enrolled_through,
                serde_json::to_string(domain)?,
                self.instance_value(),
                &domain.id
            ],
        );
        match changed {
            Err(StorageError::Unique(_)) => Ok(false),
            changed => Self::expect_row(changed?, TABLE).map(|()| true),
        }
    }

    /// Deletes a domain with everything it offered; the row of the organization must be locked. Tells whether offers
    /// are left over, for [`Self::delete_leftovers`].
    pub fn delete_organization_domain(&mut self, domain: &OrganizationDomain) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), &domain.id];
        let changed = self
            .connection
            .execute("DELETE FROM organization_domains WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(changed, TABLE)?;
        self.add_to_domains_count(&domain.organization_id, -1)?;
        self.add_to_counter(ORGANIZATION_DOMAINS_COUNTER, -1)?;
        self.delete_owned(&domain.id)
    }

    /// Tells whether offers of theirs are left over.
    pub(crate) fn delete_domains_of_organization(&mut self, organization_id: &str) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), organization_id];
        // Locks them, so that nobody offers anything meanwhile.
        let ids = "SELECT id FROM organization_domains WHERE instance_id = $1 AND organization_id = $2 ORDER BY id";
        let ids: Vec<String> = self.connection.query_all_locked(ids, parameters, |row| row.get(0))?;
        if ids.is_empty() {
            return Ok(false);
        }
        let sql = "DELETE FROM organization_domains WHERE instance_id = $1 AND organization_id = $2";
        let deleted = self.connection.execute(sql, parameters)?;
        self.add_to_counter(ORGANIZATION_DOMAINS_COUNTER, -count(deleted))?;
        let mut leaves = false;
        for id in ids {
            leaves |= self.delete_owned(&id)?;
        }
        Ok(leaves)
    }

    fn add_to_domains_count(&mut self, organization_id: &str, domains: i64) -> Result<(), StorageError> {
        let sql = "UPDATE organizations SET domains_count = domains_count + $1 WHERE instance_id = $2 AND id = $3";
        let changed = self.connection.execute(sql, params![domains, self.instance_value(), organization_id])?;
        Self::expect_row(changed, "organizations")
    }
}
