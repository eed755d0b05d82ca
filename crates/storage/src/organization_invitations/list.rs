//! Lists of invitations into organizations.

use std::collections::HashMap;

use super::{COLUMNS, NEVER, ORGANIZATION_INVITATIONS_COUNTER, OrganizationInvitation, read_invitation};
use crate::leftovers::is_no_leftover;
use crate::organization_domains::Enrolled;
use crate::select::Select;
use crate::sql::Value;
use crate::{StorageError, Tx};

/// Which invitations a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationInvitationFilter {
    /// Those into this organization.
    pub organization_id: Option<String>,
    /// Those for one of these addresses; `None` for any.
    pub email_addresses: Option<Vec<String>>,
    /// Those that are in one of these statuses now; empty for any.
    pub statuses: Vec<String>,
    /// A part of the address, in any case.
    pub query: Option<String>,
    /// The user to whom domains may have offered more invitations, which never expire.
    pub enrolled: Option<Enrolled>,
}

/// What a list of invitations is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationInvitationOrder {
    CreatedAt,
    EmailAddress,
}

impl OrganizationInvitationOrder {
    /// The order of that name in the API.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "created_at" => Some(Self::CreatedAt),
            "email_address" => Some(Self::EmailAddress),
            _ => None,
        }
    }
}

impl OrganizationInvitationFilter {
    /// The rows that the conditions are about, up to the first of them.
    fn rows(&self, select: &mut Select, instance: Value) {
        let Some(Enrolled { user_id, role }) = &self.enrolled else {
            select.push("organization_invitations v WHERE v.instance_id = ").bind(instance);
            return;
        };
        select.push("(SELECT v.instance_id, v.id, v.organization_id, v.email_address, v.role, v.status, v.created_at,");
        select
            .push(" v.expires_at, v.data FROM organization_invitations v WHERE v.instance_id = ")
            .bind(instance.clone());
        select.push(" UNION ALL SELECT e.instance_id, e.id, e.organization_id, e.email_address, CAST(").bind(role);
        select.push(&format!(" AS TEXT), e.status, e.created_at, CAST({NEVER} AS BIGINT), "));
        select.push("'{\"updated_at\":' || CAST(e.updated_at AS TEXT) || '}' FROM organization_enrollments e");
        select.push(" WHERE e.instance_id = ").bind(instance).push(" AND e.user_id = ").bind(user_id);
        select.push(" AND e.kind = 'invitation' AND ").push(&is_no_leftover("e", "domain_id")).push(") v WHERE true");
    }

    fn is_plain(&self) -> bool {
        let organization_id = self.organization_id.clone();
        *self == Self { organization_id, ..Self::default() }
    }

    fn condition(&self, select: &mut Select, now: i64) {
        if let Some(id) = &self.organization_id {
            select.push(" AND v.organization_id = ").bind(id);
        }
        if let Some(addresses) = &self.email_addresses {
            select.push(" AND v.email_address IN ").bind_all(addresses);
        }
        if let Some(query) = &self.query {
            select.push(" AND ").push_contains("v.email_address", &query.to_lowercase());
        }
        if self.statuses.is_empty() {
            return;
        }
        select.push(" AND (");
        for (position, status) in self.statuses.iter().enumerate() {
            if position > 0 {
                select.push(" OR ");
            }
            match status.as_str() {
                "pending" => select.push("(v.status = 'pending' AND v.expires_at > ").bind(now).push(")"),
                "expired" => {
                    select.push("v.status = 'expired' OR (v.status = 'pending' AND v.expires_at <= ");
                    select.bind(now).push(")")
                }
                status => select.push("v.status = ").bind(status),
            };
        }
        select.push(")");
    }
}

impl Tx<'_, '_> {
    /// Some of the invitations that `filter` asks for, in order; equal ones by id.
    pub fn list_organization_invitations(
        &mut self,
        filter: &OrganizationInvitationFilter,
        (order, descending): (OrganizationInvitationOrder, bool),
        now: i64,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<OrganizationInvitation>, StorageError> {
        let direction = if descending { "DESC" } else { "ASC" };
        let column = match order {
            OrganizationInvitationOrder::CreatedAt => "v.created_at",
            OrganizationInvitationOrder::EmailAddress => "v.email_address",
        };
        // The page first: PostgreSQL would look up the roles of those that it passes over, too.
        let mut select = Select::new(&format!("SELECT {COLUMNS} FROM (SELECT v.* FROM "));
        self.invitation_conditions(&mut select, filter, now)?;
        select.push(&format!(" ORDER BY {column} {direction}, v.id {direction} LIMIT "));
        select.bind(limit).push(" OFFSET ").bind(offset).push(") v");
        self.connection.query(&select.sql, &select.params, read_invitation)
    }

    /// How many invitations `filter` asks for.
    pub fn count_organization_invitations(
        &mut self,
        filter: &OrganizationInvitationFilter,
        now: i64,
    ) -> Result<i64, StorageError> {
        if filter.is_plain() {
            return match &filter.organization_id {
                None => self.counter(ORGANIZATION_INVITATIONS_COUNTER),
                Some(id) => Ok(self.find_organization(id)?.map_or(0, |organization| organization.invitations_count)),
            };
        }
        let mut select = Select::new("SELECT count(*) FROM ");
        self.invitation_conditions(&mut select, filter, now)?;
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// The rows of a filter and the conditions on them.
    fn invitation_conditions(
        &mut self,
        select: &mut Select,
        filter: &OrganizationInvitationFilter,
        now: i64,
    ) -> Result<(), StorageError> {
        filter.rows(select, self.instance_value());
        filter.condition(select, now);
        if filter.organization_id.is_none() {
            self.leave_out_leftovers(select, "v")?;
        }
        Ok(())
    }

    /// How many invitations of each of those organizations are pending at that time; those without
    /// any are left out.
    pub fn count_pending_invitations(
        &mut self,
        organization_ids: &[String],
        now: i64,
    ) -> Result<HashMap<String, i64>, StorageError> {
        let mut counts = HashMap::new();
        for chunk in organization_ids.chunks(100) {
            let mut select =
                Select::new("SELECT organization_id, count(*) FROM organization_invitations WHERE instance_id = ");
            select.bind(self.instance_value()).push(" AND organization_id IN ").bind_all(chunk);
            select.push(" AND status = 'pending' AND expires_at > ").bind(now).push(" GROUP BY organization_id");
            counts.extend(self.connection.query(&select.sql, &select.params, |row| Ok((row.get(0)?, row.get(1)?)))?);
        }
        Ok(counts)
    }
}
