//! Lists of domains of organizations.

use super::{COLUMNS, ORGANIZATION_DOMAINS_COUNTER, OrganizationDomain, read_domain};
use crate::select::{Select, Signed};
use crate::{StorageError, Tx};

/// Which domains a list is about. All that is given has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationDomainFilter {
    /// Those of this organization.
    pub organization_id: Option<String>,
    /// Those that are verified, or those that are not.
    pub verified: Option<bool>,
    /// Modes to keep, and modes to leave out.
    pub enrollment_modes: Signed,
    /// Those with one of these names; empty for any.
    pub names: Vec<String>,
    /// A part of the name, in lower case.
    pub query: Option<String>,
}

/// What a list of domains is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationDomainOrder {
    CreatedAt,
    Name,
}

impl OrganizationDomainOrder {
    /// The order of that name in the API.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "created_at" => Some(Self::CreatedAt),
            "name" => Some(Self::Name),
            _ => None,
        }
    }
}

impl OrganizationDomainFilter {
    fn is_plain(&self) -> bool {
        let organization_id = self.organization_id.clone();
        *self == Self { organization_id, ..Self::default() }
    }

    fn condition(&self, select: &mut Select) {
        if let Some(id) = &self.organization_id {
            select.push(" AND d.organization_id = ").bind(id);
        }
        match self.verified {
            Some(true) => select.push(" AND d.verified"),
            Some(false) => select.push(" AND NOT d.verified"),
            None => &mut *select,
        };
        if !self.enrollment_modes.include.is_empty() {
            select.push(" AND d.enrollment_mode IN ").bind_all(&self.enrollment_modes.include);
        }
        if !self.enrollment_modes.exclude.is_empty() {
            select.push(" AND d.enrollment_mode NOT IN ").bind_all(&self.enrollment_modes.exclude);
        }
        if !self.names.is_empty() {
            select.push(" AND d.name IN ").bind_all(&self.names);
        }
        if let Some(query) = &self.query {
            select.push(" AND ").push_contains("d.name", query);
        }
    }
}

impl Tx<'_, '_> {
    /// Some of the domains that `filter` asks for, in order; equal ones by id.
    pub fn list_organization_domains(
        &mut self,
        filter: &OrganizationDomainFilter,
        (order, descending): (OrganizationDomainOrder, bool),
        limit: i64,
        offset: i64,
    ) -> Result<Vec<OrganizationDomain>, StorageError> {
        let direction = if descending { "DESC" } else { "ASC" };
        let column = match order {
            OrganizationDomainOrder::CreatedAt => "d.created_at",
            OrganizationDomainOrder::Name => "d.name",
        };
        let mut select = Select::new(&format!("SELECT {COLUMNS} FROM organization_domains d WHERE d.instance_id = "));
        select.bind(self.instance_value());
        filter.condition(&mut select);
        select.push(&format!(" ORDER BY {column} {direction}, d.id {direction} LIMIT "));
        select.bind(limit).push(" OFFSET ").bind(offset);
        self.connection.query(&select.sql, &select.params, read_domain)
    }

    /// How many domains `filter` asks for.
    pub fn count_organization_domains(&mut self, filter: &OrganizationDomainFilter) -> Result<i64, StorageError> {
        if filter.is_plain() {
            return match &filter.organization_id {
                None => self.counter(ORGANIZATION_DOMAINS_COUNTER),
                Some(id) => Ok(self.find_organization(id)?.map_or(0, |organization| organization.domains_count)),
            };
        }
        let mut select = Select::new("SELECT count(*) FROM organization_domains d WHERE d.instance_id = ");
        select.bind(self.instance_value());
        filter.condition(&mut select);
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }
}
