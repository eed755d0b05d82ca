//! What domains offer to users: invitations to accept, and suggestions to ask for.

use std::collections::HashSet;

use super::OrganizationDomain;
use crate::organization_memberships::count;
use crate::select::Select;
use crate::sql::Value;
use crate::{StorageError, SystemTx, Tx, params};

/// Something that a domain offered to a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrollment {
    /// `orginv_…` or `orgsug_…`.
    pub id: String,
    pub user_id: String,
    /// `invitation` or `suggestion`.
    pub kind: &'static str,
    /// The verified address by which the user was found.
    pub email_address: String,
    /// When it was offered, milliseconds since the epoch.
    pub created_at: i64,
}

/// The user whose invitations by domains a list shows beside the others, and the role that they lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrolled {
    pub user_id: String,
    pub role: String,
}

/// The host of the address that a claim is. One that is not verified has its id behind it, so that it is nobody's host.
const fn host_of_claim(sqlite: bool) -> &'static str {
    if sqlite { "substr(claim, instr(claim, '@') + 1)" } else { "split_part(claim, '@', 2)" }
}

impl Tx<'_, '_> {
    /// The id of the verified domain of that name which offers something by itself.
    ///
    /// Until this unit of work ends, [`Self::wait_for_newcomers`] waits for it: a user who is stored here is seen by
    /// whoever looks for the users of a domain that was verified meanwhile.
    pub fn find_offering_domain(&mut self, host: &str) -> Result<Option<String>, StorageError> {
        let condition = "d.instance_id = $1 AND d.name = $2 AND d.verified
                         AND d.enrollment_mode IN ('automatic_invitation', 'automatic_suggestion')";
        let sql = if self.connection.is_sqlite() {
            format!("SELECT d.id FROM organization_domains d WHERE {condition}")
        } else {
            format!(
                "SELECT d.id FROM (SELECT pg_advisory_xact_lock_shared(hashtextextended($1 || ' ' || $2, 0))) l
                 LEFT JOIN organization_domains d ON {condition}"
            )
        };
        let found = self.connection.query(&sql, params![self.instance_value(), host], |row| row.get(0))?;
        Ok(found.into_iter().next().flatten())
    }

    /// Waits for the units of work that looked for an offering domain of that name before it could be seen.
    pub fn wait_for_newcomers(&mut self, host: &str) -> Result<(), StorageError> {
        if self.connection.is_sqlite() {
            // There is one writer anyway.
            return Ok(());
        }
        let sql = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))) l";
        self.connection.query(sql, params![self.instance_value(), host], |_| Ok(())).map(|_| ())
    }

    /// Some of the users who have claimed an address at that host, by id, beginning after one of them.
    pub fn users_with_host(&mut self, host: &str, after: &str, limit: i64) -> Result<Vec<String>, StorageError> {
        let claimed = host_of_claim(self.connection.is_sqlite());
        let sql = format!(
            "SELECT DISTINCT user_id FROM identifications WHERE instance_id = $1 AND kind = 'email_address'
             AND {claimed} = $2 AND user_id > $3 ORDER BY user_id LIMIT $4"
        );
        self.connection.query(&sql, params![self.instance_value(), host, after, limit], |row| row.get(0))
    }

    /// Which of those users are members of the organization.
    pub fn members_among(
        &mut self,
        organization_id: &str,
        user_ids: &[String],
    ) -> Result<HashSet<String>, StorageError> {
        let mut members = HashSet::new();
        for chunk in user_ids.chunks(100) {
            let mut select = Select::new("SELECT user_id FROM organization_memberships WHERE instance_id = ");
            select.bind(self.instance_value()).push(" AND organization_id = ").bind(organization_id);
            select.push(" AND user_id IN ").bind_all(chunk);
            members.extend(self.connection.query(&select.sql, &select.params, |row| row.get::<String>(0))?);
        }
        Ok(members)
    }

    /// Offers what is not offered yet, and counts it; the rows of the users and of the domain must be locked.
    pub fn insert_enrollments(
        &mut self,
        domain: &OrganizationDomain,
        enrollments: &[Enrollment],
    ) -> Result<(), StorageError> {
        let (mut invitations, mut suggestions) = (0, 0);
        for kind in ["invitation", "suggestion"] {
            let of_kind: Vec<&Enrollment> = enrollments.iter().filter(|one| one.kind == kind).collect();
            let mut inserted = 0;
            for chunk in of_kind.chunks(50) {
                let mut select = Select::new(
                    "INSERT INTO organization_enrollments (instance_id, id, domain_id, organization_id, user_id, kind,
                     email_address, status, created_at, updated_at) VALUES ",
                );
                for (position, one) in chunk.iter().enumerate() {
                    select.push(if position == 0 { "(" } else { ", (" });
                    let texts = [&one.id, &domain.id, &domain.organization_id, &one.user_id];
                    select.bind(self.instance_value());
                    for text in texts {
                        select.push(", ").bind(text);
                    }
                    select.push(", ").bind(kind).push(", ").bind(&one.email_address).push(", 'pending', ");
                    select.bind(one.created_at).push(", ").bind(one.created_at).push(")");
                }
                select.push(" ON CONFLICT (instance_id, domain_id, user_id) DO NOTHING");
                inserted += count(self.connection.execute(&select.sql, &select.params)?);
            }
            if kind == "invitation" { invitations = inserted } else { suggestions = inserted }
        }
        self.add_to_pending(&domain.id, invitations, suggestions)
    }

    /// Takes back what a domain offered and nobody accepted; the row of the domain must be locked.
    pub fn delete_pending_enrollments_of_domain(&mut self, domain_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), domain_id];
        let sql =
            "DELETE FROM organization_enrollments WHERE instance_id = $1 AND domain_id = $2 AND status = 'pending'";
        self.connection.execute(sql, parameters)?;
        let sql = "UPDATE organization_domains SET pending_invitations = 0, pending_suggestions = 0
                   WHERE instance_id = $1 AND id = $2";
        Self::expect_row(self.connection.execute(sql, parameters)?, "organization_domains")
    }

    /// Takes back what a user was offered of an organization, of which it is a member now. The rows of user and
    /// organization must be locked.
    pub fn delete_pending_enrollments_into(
        &mut self,
        user_id: &str,
        organization_id: &str,
    ) -> Result<(), StorageError> {
        let mut select = Select::new("");
        self.pending_of(&mut select, user_id);
        select.push(" AND organization_id = ").bind(organization_id);
        self.release(user_id, &select)
    }

    /// Takes back what a user was offered by addresses which are not proven to be its own any more. The row of the
    /// user must be locked.
    pub fn delete_pending_enrollments_by(&mut self, user_id: &str, addresses: &[String]) -> Result<(), StorageError> {
        let mut select = Select::new("");
        self.pending_of(&mut select, user_id);
        select.push(" AND email_address IN ").bind_all(addresses);
        self.release(user_id, &select)
    }

    /// Forgets everything that a user was offered. The row of the user must be locked.
    pub fn delete_enrollments_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let mut select = Select::new("");
        self.pending_of(&mut select, user_id);
        self.release(user_id, &select)?;
        let sql = "DELETE FROM organization_enrollments WHERE instance_id = $1 AND user_id = $2";
        self.connection.execute(sql, params![self.instance_value(), user_id])?;
        Ok(())
    }

    fn pending_of(&self, select: &mut Select, user_id: &str) {
        select.push("SELECT domain_id, kind FROM organization_enrollments WHERE instance_id = ");
        select.bind(self.instance_value()).push(" AND user_id = ").bind(user_id).push(" AND status = 'pending'");
    }

    fn release(&mut self, user_id: &str, select: &Select) -> Result<(), StorageError> {
        let mut found = self.connection.query(&select.sql, &select.params, |row| {
            Ok((row.get::<String>(0)?, row.get::<String>(1)? == "invitation"))
        })?;
        // In one order, so that two users who share domains can be changed at once.
        found.sort_unstable();
        for (domain_id, is_invitation) in found {
            // What a deleted domain offered counts no more; it may still be left over.
            if self.find_organization_domain(&domain_id)?.is_none() {
                continue;
            }
            // Somebody may have been faster, before the row was ours.
            let sql = "DELETE FROM organization_enrollments WHERE instance_id = $1 AND domain_id = $2 AND user_id = $3
                       AND status = 'pending'";
            let deleted = count(self.connection.execute(sql, params![self.instance_value(), &domain_id, user_id])?);
            let (invitations, suggestions) = if is_invitation { (-deleted, 0) } else { (0, -deleted) };
            self.add_to_pending(&domain_id, invitations, suggestions)?;
        }
        Ok(())
    }

    fn add_to_pending(&mut self, domain_id: &str, invitations: i64, suggestions: i64) -> Result<(), StorageError> {
        if invitations == 0 && suggestions == 0 {
            return Ok(());
        }
        let changed = self.connection.execute(
            "UPDATE organization_domains SET pending_invitations = pending_invitations + $1,
             pending_suggestions = pending_suggestions + $2 WHERE instance_id = $3 AND id = $4",
            params![Value::from(invitations), suggestions, self.instance_value(), domain_id],
        )?;
        Self::expect_row(changed, "organization_domains")
    }
}

impl SystemTx<'_, '_> {
    /// The domains whose offers have not reached every user yet: instance and id.
    pub fn list_unfinished_domains(&mut self) -> Result<Vec<(String, String)>, StorageError> {
        let sql = "SELECT instance_id, id FROM organization_domains WHERE enrolled_through IS NOT NULL
                   ORDER BY instance_id, id";
        self.connection.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
