//! Lists of the keys of an owner, and how many there are. Counts are kept by whether the keys are valid; those whose end
//! is not in the counts yet are few and are counted when they are asked for.

use super::{ApiKey, COLUMNS, read_key};
use crate::select::Select;
use crate::{StorageError, Tx, params};

/// How the kept counters of keys begin; behind it stand the owner, whether the keys are valid, and their type.
pub(crate) const API_KEYS_PREFIX: &str = "api_keys ";

/// Whether a key `k` is valid, as the counters call it.
pub(crate) const STATE: &str = "CASE WHEN k.revoked OR k.expired THEN 'invalid' ELSE 'valid' END";

/// How the counters of an owner begin.
pub(super) fn owner_prefix(subject: &str) -> String {
    format!("{API_KEYS_PREFIX}{subject} ")
}

fn counter(subject: &str, r#type: &str, valid: bool) -> String {
    let state = if valid { "valid" } else { "invalid" };
    format!("{}{state} {}", owner_prefix(subject), r#type)
}

/// Which keys of an owner a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiKeyFilter {
    /// Whose they are.
    pub subject: String,
    /// What they are for.
    pub r#type: String,
    /// Those that were taken back and those whose time is up as well.
    pub invalid: bool,
    /// An id as a whole, or a part of the name in any case.
    pub query: Option<String>,
    /// The time, milliseconds since the epoch.
    pub now: i64,
}

impl ApiKeyFilter {
    fn condition(&self, select: &mut Select) {
        select.push(" AND subject = ").bind(&self.subject).push(" AND type = ").bind(&self.r#type);
        if !self.invalid {
            // The column lags behind the time, but leads to the index of those that are valid.
            select.push(" AND NOT expired AND NOT revoked AND (expires_at IS NULL OR expires_at > ");
            select.bind(self.now).push(")");
        }
        if let Some(query) = &self.query {
            select.push(" AND (id = ").bind(query).push(" OR ");
            select.push_contains("search", &query.to_lowercase()).push(")");
        }
    }
}

impl Tx<'_, '_> {
    pub(super) fn count_api_key(&mut self, key: &ApiKey, delta: i64) -> Result<(), StorageError> {
        let valid = !(key.revoked || key.expired);
        self.count_api_keys_in(&key.subject, &key.r#type, valid, delta)
    }

    pub(crate) fn count_api_keys_in(
        &mut self,
        subject: &str,
        r#type: &str,
        valid: bool,
        delta: i64,
    ) -> Result<(), StorageError> {
        self.add_to_counter(&counter(subject, r#type, valid), delta)
    }

    /// Some of the keys of an owner, the latest first.
    pub fn list_api_keys(
        &mut self,
        filter: &ApiKeyFilter,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<ApiKey>, StorageError> {
        let mut select = Select::new(&format!("SELECT {COLUMNS} FROM api_keys WHERE instance_id = "));
        select.bind(self.instance_value());
        filter.condition(&mut select);
        select.push(" ORDER BY created_at DESC, id DESC LIMIT ").bind(limit).push(" OFFSET ").bind(offset);
        self.connection.query(&select.sql, &select.params, read_key)
    }

    /// How many keys there are of which [`Self::list_api_keys`] gives some.
    pub fn count_api_keys(&mut self, filter: &ApiKeyFilter) -> Result<i64, StorageError> {
        if filter.query.is_some() {
            let mut select = Select::new("SELECT count(*) FROM api_keys WHERE instance_id = ");
            select.bind(self.instance_value());
            filter.condition(&mut select);
            return Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0));
        }
        let (subject, r#type) = (&filter.subject, &filter.r#type);
        let valid = self.counter(&counter(subject, r#type, true))?;
        if filter.invalid {
            return Ok(valid + self.counter(&counter(subject, r#type, false))?);
        }
        let sql = "SELECT count(*) FROM api_keys WHERE instance_id = $1 AND subject = $2 AND type = $3
                   AND NOT expired AND NOT revoked AND expires_at IS NOT NULL AND expires_at <= $4";
        let parameters = params![self.instance_value(), subject, r#type, filter.now];
        let over: i64 = self.connection.query_optional(sql, parameters, |row| row.get(0))?.unwrap_or(0);
        Ok(valid - over)
    }
}
