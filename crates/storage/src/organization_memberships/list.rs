//! Lists of memberships, filtered and sorted by what their users are like.

use super::{COLUMNS, MEMBERSHIPS_COUNTER, Membership, read_membership};
use crate::select::Select;
use crate::users::{User, UserFilter};
use crate::{StorageError, Tx};

/// Which memberships a list is about. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MembershipFilter {
    /// Those in this organization.
    pub organization_id: Option<String>,
    /// Those with one of these roles; empty for any.
    pub roles: Vec<String>,
    /// Those of users like this.
    pub users: UserFilter,
}

/// What a list of memberships is sorted by: the membership's creation, or an attribute of its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembershipOrder {
    CreatedAt,
    FirstName,
    LastName,
    EmailAddress,
    PhoneNumber,
    Username,
}

impl MembershipOrder {
    /// The order of that name in the API.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "created_at" => Self::CreatedAt,
            "first_name" => Self::FirstName,
            "last_name" => Self::LastName,
            "email_address" => Self::EmailAddress,
            "phone_number" => Self::PhoneNumber,
            "username" => Self::Username,
            _ => return None,
        })
    }

    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "m.created_at",
            Self::FirstName => "u.first_name",
            Self::LastName => "u.last_name",
            Self::EmailAddress => "u.email_address",
            Self::PhoneNumber => "u.phone_number",
            Self::Username => "u.username",
        }
    }
}

/// Which part of an ordered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MembershipPage {
    /// What the list is ordered by. Those whose user lacks it come last in either direction.
    pub order: MembershipOrder,
    /// Largest first.
    pub descending: bool,
    /// The most memberships.
    pub limit: i64,
    /// Memberships to pass over.
    pub offset: i64,
}

impl Default for MembershipPage {
    fn default() -> Self {
        Self { order: MembershipOrder::CreatedAt, descending: true, limit: 10, offset: 0 }
    }
}

const JOIN: &str = "organization_memberships m JOIN users u ON u.instance_id = m.instance_id AND u.id = m.user_id";

impl MembershipFilter {
    fn by_organization(id: Option<String>) -> Self {
        Self { organization_id: id, ..Self::default() }
    }
}

impl Tx<'_, '_> {
    /// Some of the memberships that `filter` asks for, in order; equal ones by id.
    pub fn list_memberships(
        &mut self,
        filter: &MembershipFilter,
        page: &MembershipPage,
    ) -> Result<Vec<Membership>, StorageError> {
        let by_user = page.order != MembershipOrder::CreatedAt;
        let mut select = self.membership_conditions(filter, by_user)?;
        let (column, direction) = (page.order.column(), if page.descending { "DESC" } else { "ASC" });
        let nulls_last = if by_user { format!("{column} IS NULL, ") } else { String::new() };
        // The column that the index of the list ends with.
        let tie = if filter.organization_id.is_some() { "m.user_id" } else { "m.id" };
        select.push(&format!(" ORDER BY {nulls_last}{column} {direction}, {tie} {direction}"));
        if filter.users.has_residual() {
            return self.list_looking_into_users(&select, filter, page);
        }
        select.push(" LIMIT ").bind(page.limit).push(" OFFSET ").bind(page.offset);
        // The page first: PostgreSQL would look up the roles of those that it passes over, too.
        let sql = format!("SELECT {COLUMNS} FROM (SELECT m.* FROM {}) m", select.sql);
        self.connection.query(&sql, &select.params, read_membership)
    }

    /// How many memberships `filter` asks for.
    pub fn count_memberships(&mut self, filter: &MembershipFilter) -> Result<i64, StorageError> {
        if *filter == MembershipFilter::by_organization(filter.organization_id.clone()) {
            return match &filter.organization_id {
                None => self.counter(MEMBERSHIPS_COUNTER),
                Some(id) => Ok(self.find_organization(id)?.map_or(0, |organization| organization.members_count)),
            };
        }
        let select = self.membership_conditions(filter, false)?;
        if filter.users.has_residual() {
            let page = MembershipPage { limit: i64::MAX, ..MembershipPage::default() };
            let found = self.list_looking_into_users(&select, filter, &page)?;
            return Ok(i64::try_from(found.len()).unwrap_or(i64::MAX));
        }
        let sql = format!("SELECT count(*) FROM {}", select.sql);
        Ok(self.connection.query_optional(&sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// Tables and conditions of a filter; the users are joined only where they matter.
    fn membership_conditions(&mut self, filter: &MembershipFilter, by_user: bool) -> Result<Select, StorageError> {
        let mut select = if by_user || !filter.users.is_empty() {
            // The conditions on users stand first, as their places are numbered already.
            let users = self.user_conditions(&filter.users)?;
            let mut select = Select { sql: format!("{JOIN} WHERE "), params: users.params };
            select.push(&users.sql).push(" AND m.instance_id = ").bind(self.instance_value());
            select
        } else {
            let mut select = Select::new("organization_memberships m WHERE m.instance_id = ");
            select.bind(self.instance_value());
            select
        };
        match &filter.organization_id {
            Some(id) => drop(select.push(" AND m.organization_id = ").bind(id)),
            None => self.leave_out_leftovers(&mut select, "m")?,
        }
        match (&filter.roles[..], &filter.organization_id) {
            ([], _) => {}
            (roles, Some(id)) => match &self.find_tokens(id, roles)?[..] {
                // An equal value, so that an index gives the rows in their order.
                [token] => drop(select.push(" AND m.role = ").bind(token)),
                tokens => drop(select.push(" AND m.role IN ").bind_all(tokens)),
            },
            (roles, None) => {
                select.push(
                    " AND m.role IN (SELECT s.token FROM role_slots s JOIN organizations c
                     ON c.instance_id = s.instance_id AND c.cohort = s.cohort
                     WHERE s.instance_id = m.instance_id AND c.id = m.organization_id AND s.role IN ",
                );
                select.bind_all(roles).push(")");
            }
        }
        Ok(select)
    }

    /// The page of memberships whose users fit what no condition of SQL can tell.
    fn list_looking_into_users(
        &mut self,
        select: &Select,
        filter: &MembershipFilter,
        page: &MembershipPage,
    ) -> Result<Vec<Membership>, StorageError> {
        let (mut found, mut to_pass) = (Vec::new(), page.offset);
        let sql = format!("SELECT {COLUMNS}, u.data FROM {}", select.sql);
        self.connection.query(&sql, &select.params, |row| {
            let user: User = serde_json::from_str(&row.get::<String>(6)?)?;
            if !filter.users.matches(&user) {
                return Ok(());
            }
            if to_pass > 0 {
                to_pass -= 1;
            } else if i64::try_from(found.len()).unwrap_or(i64::MAX) < page.limit {
                found.push(read_membership(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }
}
