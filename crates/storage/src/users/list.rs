//! Lists of users: every filter and every order of the API.

mod search;

use search::Search;

use super::{USERS_COUNTER, User, read_user};
use crate::identifications::Kind;
use crate::leftovers::is_no_leftover;
use crate::select::{Select, Signed};
use crate::sql::Value;
use crate::{StorageError, Tx};

/// Which users. Everything that is set must hold; of several values of one filter, one must.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserFilter {
    /// Users with one of these e-mail addresses, normalised.
    pub email_addresses: Vec<String>,
    /// Users with one of these phone numbers, E.164.
    pub phone_numbers: Vec<String>,
    /// Users with one of these usernames, in lower case.
    pub usernames: Vec<String>,
    /// Users with one of these wallets, in lower case.
    pub web3_wallets: Vec<String>,
    /// Users by id.
    pub user_ids: Signed,
    /// Users by the id in the customer's own system.
    pub external_ids: Signed,
    /// Members of organizations.
    pub organization_ids: Signed,
    /// A fragment of any identifier, name or id.
    pub query: Option<String>,
    /// A fragment of an e-mail address.
    pub email_address_query: Option<String>,
    /// A fragment of a phone number.
    pub phone_number_query: Option<String>,
    /// A fragment of the username.
    pub username_query: Option<String>,
    /// A fragment of the first or last name.
    pub name_query: Option<String>,
    /// Banned users, or those that are not.
    pub banned: Option<bool>,
    /// Bounds of times: column, whether it is the lower bound, milliseconds; all exclusive.
    pub times: Vec<TimeBound>,
    /// Users with one of these accounts at other providers, as `provider/id there`.
    pub external_accounts: Option<Vec<String>>,
}

/// One bound of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeBound {
    /// Which time.
    pub column: TimeColumn,
    /// Later than `at`; otherwise earlier.
    pub after: bool,
    /// Milliseconds since the epoch; the moment itself does not count.
    pub at: i64,
}

/// A time that users can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeColumn {
    /// When the user was created.
    CreatedAt,
    /// When it was last active.
    LastActiveAt,
    /// When it last signed in.
    LastSignInAt,
}

/// What users are ordered by. Those without a value come last in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserOrder {
    CreatedAt,
    UpdatedAt,
    EmailAddress,
    Web3Wallet,
    FirstName,
    LastName,
    PhoneNumber,
    Username,
    LastActiveAt,
    LastSignInAt,
}

impl UserOrder {
    /// The order of that name in the API.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "created_at" => Self::CreatedAt,
            "updated_at" => Self::UpdatedAt,
            "email_address" => Self::EmailAddress,
            "web3wallet" => Self::Web3Wallet,
            "first_name" => Self::FirstName,
            "last_name" => Self::LastName,
            "phone_number" => Self::PhoneNumber,
            "username" => Self::Username,
            "last_active_at" => Self::LastActiveAt,
            "last_sign_in_at" => Self::LastSignInAt,
            _ => return None,
        })
    }

    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::EmailAddress => "email_address",
            Self::Web3Wallet => "web3_wallet",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::PhoneNumber => "phone_number",
            Self::Username => "username",
            Self::LastActiveAt => "last_active_at",
            Self::LastSignInAt => "last_sign_in_at",
        }
    }

    const fn is_time(self) -> bool {
        matches!(self, Self::CreatedAt | Self::UpdatedAt | Self::LastActiveAt | Self::LastSignInAt)
    }

    const fn always_set(self) -> bool {
        matches!(self, Self::CreatedAt | Self::UpdatedAt)
    }
}

/// Which part of the ordered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserPage {
    /// What the list is ordered by.
    pub order: UserOrder,
    /// Largest first.
    pub descending: bool,
    /// The most users.
    pub limit: i64,
    /// Users to pass over.
    pub offset: i64,
    /// Begin behind this user: its creation and id. Only for lists ordered by creation.
    pub after: Option<(i64, String)>,
}

/// How many users are read at a time where a filter has to look into them.
const CHUNK: i64 = 500;

impl UserFilter {
    /// Whether every user matches.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a row that satisfies the SQL conditions may still not match.
    pub(crate) fn has_residual(&self) -> bool {
        [&self.email_address_query, &self.phone_number_query, &self.username_query, &self.name_query]
            .iter()
            .any(|fragment| fragment.is_some())
    }

    /// The part of the filter that looks into one kind of value; the SQL conditions let through
    /// every user in whose searchable text the fragment occurs anywhere.
    pub(crate) fn matches(&self, user: &User) -> bool {
        holds(self.email_address_query.as_ref(), user.email_addresses.iter().map(|email| &email.email_address))
            && holds(self.phone_number_query.as_ref(), user.phone_numbers.iter().map(|phone| &phone.phone_number))
            && holds(self.username_query.as_ref(), user.username.iter())
            && holds(self.name_query.as_ref(), user.first_name.iter().chain(&user.last_name))
    }

    /// Every fragment that the searchable text must contain.
    fn fragments(&self) -> impl Iterator<Item = &String> {
        [&self.query, &self.email_address_query, &self.phone_number_query, &self.username_query, &self.name_query]
            .into_iter()
            .flatten()
    }
}

/// Whether the fragment, if there is one, occurs in one of the values.
fn holds<'v>(fragment: Option<&String>, mut values: impl Iterator<Item = &'v String>) -> bool {
    fragment.is_none_or(|fragment| {
        let fragment = fragment.to_lowercase();
        values.any(|value| value.to_lowercase().contains(&fragment))
    })
}

fn identified(select: &mut Select, instance: &Value, kind: Kind, values: &[String]) {
    select.push(" AND u.id IN (");
    for (position, value) in values.iter().enumerate() {
        if position > 0 {
            select.push(" UNION ALL ");
        }
        // From the value itself, which is how a claimed one stands there, to the value and a space
        // with an id behind it.
        select.push("SELECT user_id FROM identifications WHERE instance_id = ").bind(instance.clone());
        select.push(" AND kind = ").bind(kind.as_str());
        select.push(" AND claim >= ").bind(value);
        select.push(" AND claim < ").bind(format!("{value}!"));
    }
    select.push(")");
}

fn not_identified(select: &mut Select, instance: &Value, kind: Kind, values: &[String]) {
    select.push(" AND u.id NOT IN (SELECT user_id FROM identifications WHERE instance_id = ").bind(instance.clone());
    select.push(" AND kind = ").bind(kind.as_str()).push(" AND claim IN ").bind_all(values).push(")");
}

impl Tx<'_, '_> {
    /// The users that match, in order.
    pub fn list_users(&mut self, filter: &UserFilter, page: &UserPage) -> Result<Vec<User>, StorageError> {
        if filter.is_empty()
            && page.order == UserOrder::CreatedAt
            && page.after.is_none()
            && let Some(users) = self.list_deep(page)?
        {
            return Ok(users);
        }
        let mut searches = self.searches(filter)?;
        if searches.iter().all(Search::is_walked) {
            if filter.has_residual() {
                searches.iter_mut().for_each(Search::walk);
            } else if let Some(users) = self.list_near(filter, &searches, page)? {
                return Ok(users);
            }
        }
        let conditions = self.conditions(filter, &searches);
        if !filter.has_residual() {
            return self.list_by_sql(&conditions, page, page.limit, page.offset);
        }
        let (mut found, mut passed, mut offset) = (Vec::new(), 0, 0);
        loop {
            let chunk = self.list_by_sql(&conditions, page, CHUNK, offset)?;
            let last = (chunk.len() as i64) < CHUNK;
            offset += CHUNK;
            for user in chunk.into_iter().filter(|user| filter.matches(user)) {
                if passed < page.offset {
                    passed += 1;
                } else if (found.len() as i64) < page.limit {
                    found.push(user);
                } else {
                    return Ok(found);
                }
            }
            if last {
                return Ok(found);
            }
        }
    }

    /// How many users match.
    pub fn count_users(&mut self, filter: &UserFilter) -> Result<i64, StorageError> {
        if filter.is_empty() {
            return self.counter(USERS_COUNTER);
        }
        let conditions = self.user_conditions(filter)?;
        if filter.has_residual() {
            let sql = format!("SELECT u.data FROM users u WHERE {}", conditions.sql);
            let mut count = 0;
            self.connection.query(&sql, &conditions.params, |row| {
                if filter.matches(&read_user(row)?) {
                    count += 1;
                }
                Ok(())
            })?;
            return Ok(count);
        }
        let sql = format!("SELECT count(*) FROM users u WHERE {}", conditions.sql);
        Ok(self.connection.query_optional(&sql, &conditions.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// The SQL conditions of a filter.
    pub(crate) fn user_conditions(&mut self, filter: &UserFilter) -> Result<Select, StorageError> {
        let searches = self.searches(filter)?;
        Ok(self.conditions(filter, &searches))
    }

    fn conditions(&self, filter: &UserFilter, searches: &[Search]) -> Select {
        let instance = self.instance_value();
        let mut select = Select::default();
        if self.connection.is_sqlite() && searches.iter().any(Search::is_indexed) {
            // Begin with the rows that were found, not with an index of all the instance's rows.
            select.push("+");
        }
        select.push("u.instance_id = ").bind(instance.clone());
        for (kind, values) in [
            (Kind::EmailAddress, &filter.email_addresses),
            (Kind::PhoneNumber, &filter.phone_numbers),
            (Kind::Username, &filter.usernames),
            (Kind::Web3Wallet, &filter.web3_wallets),
            (Kind::ExternalId, &filter.external_ids.include),
        ] {
            if !values.is_empty() {
                identified(&mut select, &instance, kind, values);
            }
        }
        if let Some(accounts) = &filter.external_accounts {
            identified(&mut select, &instance, Kind::ExternalAccount, accounts);
        }
        if !filter.external_ids.exclude.is_empty() {
            not_identified(&mut select, &instance, Kind::ExternalId, &filter.external_ids.exclude);
        }
        if !filter.user_ids.include.is_empty() {
            select.push(" AND u.id IN ").bind_all(&filter.user_ids.include);
        }
        if !filter.user_ids.exclude.is_empty() {
            select.push(" AND u.id NOT IN ").bind_all(&filter.user_ids.exclude);
        }
        for (word, ids) in [("IN", &filter.organization_ids.include), ("NOT IN", &filter.organization_ids.exclude)] {
            if !ids.is_empty() {
                select.push(" AND u.id ").push(word);
                select.push(" (SELECT m.user_id FROM organization_memberships m WHERE m.instance_id = ");
                select.bind(instance.clone()).push(" AND m.organization_id IN ").bind_all(ids);
                select.push(" AND ").push(&is_no_leftover("m", "organization_id")).push(")");
            }
        }
        for search in searches {
            search.condition(&mut select, &instance);
        }
        if let Some(banned) = filter.banned {
            select.push(if banned { " AND u.banned" } else { " AND NOT u.banned" });
        }
        for bound in &filter.times {
            let column = match bound.column {
                TimeColumn::CreatedAt => "created_at",
                TimeColumn::LastActiveAt => "last_active_at",
                TimeColumn::LastSignInAt => "last_sign_in_at",
            };
            select.push(" AND u.").push(column).push(if bound.after { " > " } else { " < " }).bind(bound.at);
        }
        select
    }

    /// Users without a value come last in both directions, which no index gives: they are a list
    /// of their own behind the others, newest first.
    fn list_by_sql(
        &mut self,
        conditions: &Select,
        page: &UserPage,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<User>, StorageError> {
        let (column, direction) = (page.order.column(), if page.descending { "DESC" } else { "ASC" });
        if page.order.always_set() {
            let mut select = conditions.clone();
            if let Some((created_at, id)) = &page.after {
                select.push(" AND (u.created_at, u.id) ").push(if page.descending { "<" } else { ">" });
                select.push(" (").bind(*created_at).push(", ").bind(id).push(")");
            }
            return self.cut(select, &format!("u.{column} {direction}, u.id {direction}"), limit, offset);
        }
        let mut with_value = conditions.clone();
        with_value.push(" AND u.").push(column).push(" IS NOT NULL");
        let order = format!("u.{column} {direction}, u.id {direction}");
        let mut users = self.cut(with_value.clone(), &order, limit, offset)?;
        let missing = limit - users.len() as i64;
        if missing > 0 {
            let passed = if users.is_empty() && offset > 0 {
                let sql = format!("SELECT count(*) FROM users u WHERE {}", with_value.sql);
                let count: Option<i64> = self.connection.query_optional(&sql, &with_value.params, |row| row.get(0))?;
                offset - count.unwrap_or(0).min(offset)
            } else {
                0
            };
            let mut without_value = conditions.clone();
            without_value.push(" AND u.").push(column).push(" IS NULL");
            users.extend(self.cut(without_value, "u.created_at DESC, u.id DESC", missing, passed)?);
        }
        Ok(users)
    }

    fn cut(&mut self, mut select: Select, order: &str, limit: i64, offset: i64) -> Result<Vec<User>, StorageError> {
        select.push(" ORDER BY ").push(order).push(" LIMIT ").bind(limit).push(" OFFSET ").bind(offset);
        let sql = format!("SELECT u.data FROM users u WHERE {}", select.sql);
        self.connection.query(&sql, &select.params, read_user)
    }
}
