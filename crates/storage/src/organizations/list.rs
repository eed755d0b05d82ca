//! Lists of organizations.

use super::{COLUMNS, ORGANIZATIONS_COUNTER, Organization, read_organization};
use crate::search::expression;
use crate::select::{Select, Signed};
use crate::{StorageError, Tx};

/// Which organizations a list is about. Empty lists filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// An id as a whole, or a part of name or slug in any case.
    pub query: Option<String>,
    /// Organizations by their members.
    pub user_ids: Signed,
    /// Organizations by id.
    pub organization_ids: Signed,
}

/// What a list of organizations is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationOrder {
    /// By name.
    Name,
    /// By the time of creation.
    CreatedAt,
    /// By the number of members.
    MembersCount,
}

impl OrganizationOrder {
    /// The order of that name in the API.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "name" => Some(Self::Name),
            "created_at" => Some(Self::CreatedAt),
            "members_count" => Some(Self::MembersCount),
            _ => None,
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Name => "o.name",
            Self::CreatedAt => "o.created_at",
            Self::MembersCount => "o.members_count",
        }
    }
}

impl OrganizationFilter {
    /// `sqlite` is the instance where its index of grams helps.
    fn condition(&self, select: &mut Select, sqlite: Option<&str>) {
        if let Some(query) = &self.query {
            let lower = query.to_lowercase();
            if let Some((instance, expression)) = sqlite.and_then(|it| Some((it, expression(it, &lower)?))) {
                select.push(" AND o.rowid IN (SELECT rowid FROM organizations WHERE instance_id = ").bind(instance);
                select.push(" AND id = ").bind(query).push(" UNION ALL SELECT rowid FROM organizations_search");
                select.push(" WHERE organizations_search MATCH ").bind(expression).push(")");
            }
            select.push(" AND (o.id = ").bind(query).push(" OR ").push_contains("o.search", &lower).push(")");
        }
        for (users, not) in [(&self.user_ids.include, ""), (&self.user_ids.exclude, "NOT ")] {
            if !users.is_empty() {
                select.push(&format!(" AND o.id {not}IN (SELECT m.organization_id FROM organization_memberships m"));
                select.push(" WHERE m.instance_id = o.instance_id AND m.user_id IN ").bind_all(users).push(")");
            }
        }
        for (ids, not) in [(&self.organization_ids.include, ""), (&self.organization_ids.exclude, "NOT ")] {
            if !ids.is_empty() {
                select.push(&format!(" AND o.id {not}IN ")).bind_all(ids);
            }
        }
    }
}

impl Tx<'_, '_> {
    /// Some of the organizations that `filter` asks for, in order; equal ones by id.
    pub fn list_organizations(
        &mut self,
        filter: &OrganizationFilter,
        order: OrganizationOrder,
        descending: bool,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Organization>, StorageError> {
        let (column, direction) = (order.column(), if descending { "DESC" } else { "ASC" });
        // The page first: PostgreSQL would look up the role sets of those that it passes over, too.
        let mut select =
            Select::new(&format!("SELECT {COLUMNS} FROM (SELECT o.* FROM organizations o WHERE o.instance_id = "));
        select.bind(self.instance_value());
        filter.condition(&mut select, self.connection.is_sqlite().then_some(&*self.instance));
        select.push(&format!(" ORDER BY {column} {direction}, o.id {direction} LIMIT "));
        select.bind(limit).push(" OFFSET ").bind(offset).push(") o");
        self.connection.query(&select.sql, &select.params, read_organization)
    }

    /// How many organizations `filter` asks for.
    pub fn count_organizations(&mut self, filter: &OrganizationFilter) -> Result<i64, StorageError> {
        if *filter == OrganizationFilter::default() {
            return self.counter(ORGANIZATIONS_COUNTER);
        }
        let mut select = Select::new("SELECT count(*) FROM organizations o WHERE o.instance_id = ");
        select.bind(self.instance_value());
        filter.condition(&mut select, self.connection.is_sqlite().then_some(&*self.instance));
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }
}
