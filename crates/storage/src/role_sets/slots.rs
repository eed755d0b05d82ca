//! Which role a token stands for, cohort by cohort.

use super::CountedMembers;
use crate::select::Select;
use crate::{StorageError, Tx, params};

impl Tx<'_, '_> {
    pub(super) fn insert_cohort(&mut self, id: &str, role_set_id: &str) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO role_cohorts (instance_id, id, role_set_id) VALUES ($1, $2, $3)",
            params![self.instance_value(), id, role_set_id],
        )?;
        Ok(())
    }

    pub(super) fn insert_slot(&mut self, cohort: &str, token: &str, role: &str) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO role_slots (instance_id, cohort, token, role) VALUES ($1, $2, $3, $4)",
            params![self.instance_value(), cohort, token, role],
        )?;
        Ok(())
    }

    pub(crate) fn rename_slots(&mut self, from: &str, to: &str) -> Result<(), StorageError> {
        self.connection.execute(
            "UPDATE role_slots SET role = $1 WHERE instance_id = $2 AND role = $3",
            params![to, self.instance_value(), from],
        )?;
        Ok(())
    }

    /// Makes room for a role in every cohort of a role set. Its key is the token where it is free; elsewhere it is
    /// `fresh_token`, which no cohort may have.
    pub fn add_slots(&mut self, role_set_id: &str, role: &str, fresh_token: &str) -> Result<(), StorageError> {
        let lacking = "FROM role_cohorts c WHERE c.instance_id = $3 AND c.role_set_id = $4 AND NOT EXISTS
             (SELECT 1 FROM role_slots s WHERE s.instance_id = c.instance_id AND s.cohort = c.id AND s.role = $2)";
        let sql = |rest: &str| {
            format!(
                "INSERT INTO role_slots (token, role, instance_id, cohort)
                 SELECT CAST($1 AS text), CAST($2 AS text), c.instance_id, c.id {lacking}{rest}"
            )
        };
        let is_free = " AND NOT EXISTS (SELECT 1 FROM role_slots t
             WHERE t.instance_id = c.instance_id AND t.cohort = c.id AND t.token = $1)";
        for (token, rest) in [(role, is_free), (fresh_token, "")] {
            let parameters = params![token, role, self.instance_value(), role_set_id];
            self.connection.execute(&sql(rest), parameters)?;
        }
        Ok(())
    }

    /// Gives everybody in one of the first roles, in organizations of that role set, the other one. All of it counts
    /// at once, so that two roles can change places. The roles must be locked.
    pub fn map_slots(&mut self, role_set_id: &str, mappings: &[(String, String)]) -> Result<(), StorageError> {
        if mappings.is_empty() {
            return Ok(());
        }
        let mut select = Select::new("UPDATE role_slots SET role = CASE role");
        for (from, to) in mappings {
            select.push(" WHEN ").bind(from).push(" THEN ").bind(to);
        }
        select.push(" ELSE role END WHERE instance_id = ").bind(self.instance_value());
        select.push(" AND role IN ").bind_all(mappings.iter().map(|(from, _)| from));
        select.push(" AND cohort IN (SELECT c.id FROM role_cohorts c WHERE c.instance_id = ");
        select.bind(self.instance_value()).push(" AND c.role_set_id = ").bind(role_set_id).push(")");
        self.connection.execute(&select.sql, &select.params)?;
        Ok(())
    }

    /// The cohort of an organization, and the token for a role in it.
    pub(crate) fn find_slot(&mut self, organization_id: &str, role: &str) -> Result<(String, String), StorageError> {
        let sql = "SELECT s.cohort, s.token FROM organizations o
             JOIN role_slots s ON s.instance_id = o.instance_id AND s.cohort = o.cohort
             WHERE o.instance_id = $1 AND o.id = $2 AND s.role = $3 ORDER BY s.token LIMIT 1";
        let parameters = params![self.instance_value(), organization_id, role];
        let found = self.connection.query_optional(sql, parameters, |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.ok_or(StorageError::RowVanished("role_slots"))
    }

    /// The tokens for any of those roles in an organization.
    pub(crate) fn find_tokens(&mut self, organization_id: &str, roles: &[String]) -> Result<Vec<String>, StorageError> {
        let mut select = Select::new(
            "SELECT s.token FROM organizations o
             JOIN role_slots s ON s.instance_id = o.instance_id AND s.cohort = o.cohort WHERE o.instance_id = ",
        );
        select.bind(self.instance_value()).push(" AND o.id = ").bind(organization_id);
        select.push(" AND s.role IN ").bind_all(roles).push(" ORDER BY s.token");
        self.connection.query(&select.sql, &select.params, |row| row.get(0))
    }

    /// Gives an organization another role set, one that holds every role which a member or a pending invitation has.
    /// Nobody's role changes. The row of the organization and the roles must be locked.
    pub fn move_organization(
        &mut self,
        organization_id: &str,
        role_set_id: &str,
        role_keys: &[String],
        fresh_token: &str,
    ) -> Result<(), StorageError> {
        let instance = self.instance_value();
        let sql = "SELECT cohort FROM organizations WHERE instance_id = $1 AND id = $2";
        let parameters = params![instance.clone(), organization_id];
        let from: String = self
            .connection
            .query_optional(sql, parameters, |row| row.get(0))?
            .ok_or(StorageError::RowVanished("organizations"))?;
        let sql = "SELECT token, role FROM role_slots WHERE instance_id = $1 AND cohort = $2";
        let mut slots = |cohort: &str| {
            let parameters = params![instance.clone(), cohort];
            self.connection.query(sql, parameters, |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))
        };
        let (ours, theirs) = (slots(&from)?, slots(role_set_id)?);
        // The first cohort of the role set will do unless a token stands for another role there.
        let find = |token: &String| theirs.iter().find(|(other, _)| other == token);
        let agree = ours.iter().all(|(token, role)| find(token).is_none_or(|(_, other)| other == role));
        let own = from == organization_id;
        let to = if agree { role_set_id } else { organization_id };
        if agree {
            for (token, role) in ours.iter().filter(|(token, _)| find(token).is_none()) {
                self.insert_slot(role_set_id, token, role)?;
            }
        } else if own {
            self.connection.execute(
                "UPDATE role_cohorts SET role_set_id = $1 WHERE instance_id = $2 AND id = $3",
                params![role_set_id, instance.clone(), organization_id],
            )?;
        } else {
            self.insert_cohort(organization_id, role_set_id)?;
            for (token, role) in &ours {
                self.insert_slot(organization_id, token, role)?;
            }
        }
        if to != from {
            let sql = "UPDATE organizations SET cohort = $1 WHERE instance_id = $2 AND id = $3";
            self.connection.execute(sql, params![to, instance, organization_id])?;
            for (token, count) in self.members_by_token(organization_id, &CountedMembers::default())? {
                self.add_to_counter(&super::member_counter(&from, &token), -count)?;
                self.add_to_counter(&super::member_counter(to, &token), count)?;
            }
        }
        if agree && own {
            self.delete_cohort(organization_id)?;
        }
        for (position, key) in role_keys.iter().enumerate() {
            self.add_slots(role_set_id, key, &format!("{fresh_token}.{position}"))?;
        }
        Ok(())
    }

    /// Forgets a cohort that no organization belongs to; none of that id is fine.
    pub(crate) fn delete_cohort(&mut self, id: &str) -> Result<(), StorageError> {
        for sql in [
            "DELETE FROM counters WHERE instance_id = $1 AND name IN (SELECT 'role_members ' || s.cohort || ' ' || s.token
             FROM role_slots s WHERE s.instance_id = $1 AND s.cohort = $2)",
            "DELETE FROM role_slots WHERE instance_id = $1 AND cohort = $2",
            "DELETE FROM role_cohorts WHERE instance_id = $1 AND id = $2",
        ] {
            self.connection.execute(sql, params![self.instance_value(), id])?;
        }
        Ok(())
    }

    /// Forgets the cohorts of a role set that no organization belongs to, but for its first.
    pub(super) fn delete_empty_cohorts(&mut self, role_set_id: &str) -> Result<(), StorageError> {
        let sql = "SELECT c.id FROM role_cohorts c WHERE c.instance_id = $1 AND c.role_set_id = $2 AND c.id <> $2
             AND NOT EXISTS (SELECT 1 FROM organizations o WHERE o.instance_id = c.instance_id AND o.cohort = c.id)";
        let parameters = params![self.instance_value(), role_set_id];
        let empty: Vec<String> = self.connection.query(sql, parameters, |row| row.get(0))?;
        empty.iter().try_for_each(|id| self.delete_cohort(id))
    }
}
