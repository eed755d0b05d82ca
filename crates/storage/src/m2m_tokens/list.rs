//! Lists of the tokens of a machine, and how many there are. Counts are kept by what has become of the tokens; those
//! whose end is not in the counts yet are few and are counted when they are asked for.

use super::{COLUMNS, M2mToken, read_token};
use crate::{StorageError, Tx, params};

/// How the kept counters of tokens begin; behind it stand the machine and what has become of the tokens.
pub(crate) const M2M_TOKENS_PREFIX: &str = "m2m_tokens ";

/// What has become of a token `t`, as the counters call it.
pub(crate) const STATE: &str = "CASE WHEN t.revoked AND t.expired THEN 'revoked expired' WHEN t.revoked THEN 'revoked' \
                                WHEN t.expired THEN 'expired' ELSE 'alive' END";

const fn state(revoked: bool, expired: bool) -> &'static str {
    match (revoked, expired) {
        (true, true) => "revoked expired",
        (true, false) => "revoked",
        (false, true) => "expired",
        (false, false) => "alive",
    }
}

fn counter(machine_id: &str, revoked: bool, expired: bool) -> String {
    format!("{M2M_TOKENS_PREFIX}{machine_id} {}", state(revoked, expired))
}

/// Which tokens of a machine a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct M2mTokenFilter {
    /// Those that were taken back as well.
    pub revoked: bool,
    /// Those whose time is up as well.
    pub expired: bool,
    /// The time, milliseconds since the epoch.
    pub now: i64,
}

impl M2mTokenFilter {
    fn condition(self) -> &'static str {
        match (self.revoked, self.expired) {
            (true, true) => "",
            (false, true) => " AND NOT revoked",
            // The column lags behind the time, but leads to the index of the few that are alive. The sum keeps SQLite
            // from the index by the end of tokens, whose order is another one.
            (true, false) => " AND NOT expired AND expires_at + 0 > $3",
            (false, false) => " AND NOT expired AND expires_at + 0 > $3 AND NOT revoked",
        }
    }
}

impl Tx<'_, '_> {
    pub(crate) fn count_m2m_tokens_in(
        &mut self,
        machine_id: &str,
        revoked: bool,
        expired: bool,
        delta: i64,
    ) -> Result<(), StorageError> {
        self.add_to_counter(&counter(machine_id, revoked, expired), delta)
    }

    /// Forgets the counts of a machine that is deleted.
    pub(crate) fn delete_m2m_token_counts(&mut self, machine_id: &str) -> Result<(), StorageError> {
        for (revoked, expired) in [(false, false), (false, true), (true, false), (true, true)] {
            self.delete_counter(&counter(machine_id, revoked, expired))?;
        }
        Ok(())
    }

    /// Some of the tokens of a machine, the latest first.
    pub fn list_m2m_tokens(
        &mut self,
        machine_id: &str,
        filter: M2mTokenFilter,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<M2mToken>, StorageError> {
        let mut parameters = vec![self.instance_value(), machine_id.into()];
        if !filter.expired {
            parameters.push(filter.now.into());
        }
        let next = parameters.len() + 1;
        parameters.extend_from_slice(params![limit, offset]);
        let sql = format!(
            "SELECT {COLUMNS} FROM m2m_tokens WHERE instance_id = $1 AND machine_id = $2{}
             ORDER BY created_at DESC, id DESC LIMIT ${next} OFFSET ${}",
            filter.condition(),
            next + 1
        );
        self.connection.query(&sql, &parameters, read_token)
    }

    /// How many tokens there are of which [`Self::list_m2m_tokens`] gives some.
    pub fn count_m2m_tokens(&mut self, machine_id: &str, filter: M2mTokenFilter) -> Result<i64, StorageError> {
        let is_listed =
            |(revoked, expired): &(bool, bool)| (filter.revoked || !revoked) && (filter.expired || !expired);
        let states = [(false, false), (false, true), (true, false), (true, true)];
        let mut total = 0;
        for (revoked, expired) in states.into_iter().filter(is_listed) {
            total += self.counter(&counter(machine_id, revoked, expired))?;
        }
        if filter.expired {
            return Ok(total);
        }
        let revoked = if filter.revoked { "" } else { " AND NOT revoked" };
        let sql = format!(
            "SELECT count(*) FROM m2m_tokens WHERE instance_id = $1 AND NOT expired AND expires_at <= $2
             AND machine_id = $3{revoked}"
        );
        let parameters = params![self.instance_value(), filter.now, machine_id];
        let over: i64 = self.connection.query_optional(&sql, parameters, |row| row.get(0))?.unwrap_or(0);
        Ok(total - over)
    }
}
