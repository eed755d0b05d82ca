//! How many members have a role, and whether an invitation promises one.

use std::collections::HashMap;

use crate::select::Select;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// How the kept counters of members begin whose rows hold the same token in the same cohort.
pub const ROLE_MEMBERS_PREFIX: &str = "role_members ";

/// The kept counter of the members with that token in that cohort.
pub(crate) fn member_counter(cohort: &str, token: &str) -> String {
    format!("{ROLE_MEMBERS_PREFIX}{cohort} {token}")
}

/// How many members have which role by which role set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleMembers(HashMap<(String, String), i64>);

impl RoleMembers {
    /// The number of members whose organizations have that role set and who have the role with that key.
    pub fn count(&self, role_set_id: &str, role: &str) -> i64 {
        self.0.get(&(role_set_id.to_owned(), role.to_owned())).copied().unwrap_or(0)
    }

    /// Whether anybody has the role with that key.
    pub fn has_role(&self, role: &str) -> bool {
        self.0.iter().any(|((_, key), count)| key == role && *count > 0)
    }

    /// The keys of the roles that members have by that role set.
    pub fn roles_in<'s>(&'s self, role_set_id: &'s str) -> impl Iterator<Item = &'s String> {
        self.0.iter().filter(move |((set, _), count)| set == role_set_id && **count > 0).map(|((_, key), _)| key)
    }
}

/// The members of an organization by the tokens in their rows, as they were at some moment. The default knows of nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountedMembers {
    /// The organization's number of changes then; none where it had no members.
    changes: Option<i64>,
    by_token: Vec<(String, i64)>,
}

impl Tx<'_, '_> {
    /// How many members have each role, from the kept counters.
    pub fn count_role_members(&mut self) -> Result<RoleMembers, StorageError> {
        let sql = "SELECT c.role_set_id, s.role, CAST(sum(k.value) AS BIGINT) FROM role_cohorts c
             JOIN role_slots s ON s.instance_id = c.instance_id AND s.cohort = c.id
             JOIN counters k ON k.instance_id = s.instance_id
               AND k.name = 'role_members ' || s.cohort || ' ' || s.token
             WHERE c.instance_id = $1 GROUP BY c.role_set_id, s.role";
        let rows = self
            .connection
            .query(sql, params![self.instance_value()], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        Ok(RoleMembers(rows.into_iter().collect()))
    }

    /// The keys of the roles that pending invitations promise: in organizations of that role set, or in any.
    pub fn list_invited_roles(&mut self, role_set_id: Option<&str>, now: i64) -> Result<Vec<String>, StorageError> {
        let mut select = Select::new(
            "SELECT DISTINCT s.role FROM role_cohorts c
             JOIN role_slots s ON s.instance_id = c.instance_id AND s.cohort = c.id WHERE c.instance_id = ",
        );
        select.bind(self.instance_value());
        if let Some(id) = role_set_id {
            select.push(" AND c.role_set_id = ").bind(id);
        }
        select.push(
            " AND EXISTS (SELECT 1 FROM organization_invitations v
             JOIN organizations o ON o.instance_id = v.instance_id AND o.id = v.organization_id
             WHERE v.instance_id = s.instance_id AND v.role = s.token AND o.cohort = s.cohort
             AND v.status = 'pending' AND v.expires_at > ",
        );
        select.bind(now).push(") ORDER BY s.role");
        self.connection.query(&select.sql, &select.params, |row| row.get(0))
    }

    /// The keys of the roles that members or pending invitations of an organization have.
    pub fn list_roles_of_organization(&mut self, organization_id: &str, now: i64) -> Result<Vec<String>, StorageError> {
        let sql = "SELECT DISTINCT s.role FROM organizations o
             JOIN role_slots s ON s.instance_id = o.instance_id AND s.cohort = o.cohort
             WHERE o.instance_id = $1 AND o.id = $2 AND (EXISTS (SELECT 1 FROM organization_memberships m
               WHERE m.instance_id = o.instance_id AND m.organization_id = o.id AND m.role = s.token)
             OR EXISTS (SELECT 1 FROM organization_invitations v
               WHERE v.instance_id = o.instance_id AND v.organization_id = o.id AND v.role = s.token
               AND v.status = 'pending' AND v.expires_at > $3)) ORDER BY s.role";
        let parameters = params![self.instance_value(), organization_id, now];
        self.connection.query(sql, parameters, |row| row.get(0))
    }

    /// Counts the members of an organization by what they are there. The count goes over all of them.
    pub fn count_members(&mut self, organization_id: &str) -> Result<CountedMembers, StorageError> {
        // One statement, so that the number of changes is that of the same moment.
        let sql = "SELECT m.role, count(*), (SELECT o.member_changes FROM organizations o WHERE o.instance_id = $1
             AND o.id = $2) FROM organization_memberships m WHERE m.instance_id = $1 AND m.organization_id = $2
             GROUP BY m.role";
        let parameters = params![self.instance_value(), organization_id];
        let read = |row: &Row<'_>| Ok(((row.get(0)?, row.get(1)?), row.get(2)?));
        let rows: Vec<((String, i64), Option<i64>)> = self.connection.query(sql, parameters, read)?;
        let changes = rows.first().and_then(|(_, changes)| *changes);
        Ok(CountedMembers { changes, by_token: rows.into_iter().map(|(row, _)| row).collect() })
    }

    /// How many members of an organization have each token: as counted before, if nothing has changed since. Its row
    /// must be locked.
    pub(crate) fn members_by_token(
        &mut self,
        organization_id: &str,
        counted: &CountedMembers,
    ) -> Result<Vec<(String, i64)>, StorageError> {
        let sql = "SELECT member_changes FROM organizations WHERE instance_id = $1 AND id = $2";
        let parameters = params![self.instance_value(), organization_id];
        let changes: Option<i64> = self.connection.query_optional(sql, parameters, |row| row.get(0))?;
        if counted.changes == changes {
            return Ok(counted.by_token.clone());
        }
        Ok(self.count_members(organization_id)?.by_token)
    }

    /// Notes that members of an organization came, went or changed. Its row must be locked.
    pub(crate) fn note_member_change(&mut self, organization_id: &str) -> Result<(), StorageError> {
        let sql = "UPDATE organizations SET member_changes = member_changes + 1 WHERE instance_id = $1 AND id = $2";
        self.connection.execute(sql, params![self.instance_value(), organization_id])?;
        Ok(())
    }
}
