//! Fragments: by the index of grams where few rows contain them, on a walk in order where many do.

use super::{UserFilter, UserPage};
use crate::search::{INDEXED_TO, fragment_grams, grams_expression};
use crate::select::Select;
use crate::sql::Value;
use crate::users::User;
use crate::{StorageError, Tx, params};

/// How ids begin.
const ID_PREFIX: &str = "user_";
/// Fewer rows than this are looked up one by one.
const RARE: usize = if cfg!(test) { 4 } else { 1_000 };
/// How many rows are walked for a fragment that more rows may contain, before all those are looked up.
const NEAR: i64 = if cfg!(test) { 8 } else { 20_000 };

/// A fragment that the searchable text must contain.
pub(super) struct Search {
    /// The fragment as it was given, where it is the beginning of an id, which is found in its own case.
    id: Option<String>,
    /// In lower case.
    fragment: String,
    found: Found,
    engine: Engine,
}

/// What the index knows of a fragment.
enum Found {
    /// Nothing: the fragment is too short for it.
    Nothing,
    /// The few rows that may contain it: their numbers as a JSON list, or their ids, a line each.
    Rows(String),
    /// What finds the many: an expression of FTS5, or the grams, a line each.
    Many(String),
}

/// How the index is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// What a row is found by.
    const fn key(self) -> &'static str {
        match self {
            Self::Sqlite => "rowid",
            Self::Postgres => "id",
        }
    }

    /// What finds the rows that have all the grams.
    fn many(self, grams: &[String]) -> String {
        match self {
            Self::Sqlite => grams_expression(grams),
            Self::Postgres => grams.join("\n"),
        }
    }

    /// The keys of the rows that `many` finds.
    fn select_many(self, select: &mut Select, instance: &Value, many: &str, fragment: &str) {
        match self {
            Self::Sqlite => {
                select.push("SELECT rowid FROM users_search WHERE users_search MATCH ").bind(many);
                select.push(" UNION ALL SELECT rowid FROM users WHERE rowid > (").push(INDEXED_TO);
                select.push(") AND +instance_id = ").bind(instance.clone());
                select.push(" AND ").push_contains("search", fragment);
            }
            Self::Postgres => {
                select.push("SELECT id FROM users WHERE instance_id = ").bind(instance.clone());
                select.push(" AND frontdesk_grams(instance_id, search) @> (SELECT array_agg(hashtext(gram)) FROM ");
                select.push("unnest(string_to_array(").bind(many).push(", chr(10))) gram)");
            }
        }
    }

    /// The keys that were found, to be bound as one value.
    fn rows(self, keys: &[String]) -> String {
        match self {
            Self::Sqlite => format!("[{}]", keys.join(",")),
            Self::Postgres => keys.join("\n"),
        }
    }

    fn select_rows(self, select: &mut Select, rows: &str) {
        match self {
            Self::Sqlite => select.push("SELECT value FROM json_each(").bind(rows).push(")"),
            Self::Postgres => select.push("SELECT unnest(string_to_array(").bind(rows).push(", chr(10)))"),
        };
    }
}

impl Search {
    /// Whether the rows in question are found by an index of their own.
    pub(super) fn is_indexed(&self) -> bool {
        !matches!(self.found, Found::Nothing)
    }

    /// Whether a walk in order may be faster than looking rows up.
    pub(super) fn is_walked(&self) -> bool {
        !matches!(self.found, Found::Rows(_))
    }

    /// Forgets what the index knows.
    pub(super) fn walk(&mut self) {
        self.found = Found::Nothing;
    }

    pub(super) fn condition(&self, select: &mut Select, instance: &Value) {
        // Every id that begins so sorts before the same text with the largest character behind it.
        let ids = |select: &mut Select, id: &str| {
            select.push("instance_id = ").bind(instance.clone());
            select.push(" AND id >= ").bind(id).push(" AND id < ").bind(format!("{id}{}", char::MAX));
        };
        if self.is_indexed() {
            select.push(" AND u.").push(self.engine.key()).push(" IN (");
            match &self.found {
                Found::Many(many) => self.engine.select_many(select, instance, many, &self.fragment),
                Found::Rows(rows) => self.engine.select_rows(select, rows),
                Found::Nothing => {}
            }
            if let Some(id) = &self.id {
                select.push(" UNION ALL SELECT ").push(self.engine.key()).push(" FROM users WHERE ");
                ids(select, id);
            }
            select.push(")");
        }
        select.push(" AND (").push_contains("u.search", &self.fragment);
        if let Some(id) = &self.id {
            select.push(" OR u.id IN (SELECT id FROM users WHERE ");
            ids(select, id);
            select.push(")");
        }
        select.push(")");
    }
}

impl Tx<'_, '_> {
    /// How every fragment of a filter is best looked for.
    pub(super) fn searches(&mut self, filter: &UserFilter) -> Result<Vec<Search>, StorageError> {
        filter.fragments().map(|fragment| self.search(fragment)).collect()
    }

    fn search(&mut self, fragment: &str) -> Result<Search, StorageError> {
        let id = fragment.starts_with(ID_PREFIX).then(|| fragment.to_owned());
        let fragment = fragment.to_lowercase();
        let engine = if self.connection.is_sqlite() { Engine::Sqlite } else { Engine::Postgres };
        let found = match fragment_grams(&self.instance, &fragment) {
            None => Found::Nothing,
            Some(grams) if engine == Engine::Postgres && self.connection.cache.common_grams.are(&grams) => {
                Found::Many(engine.many(&grams))
            }
            Some(grams) => {
                let mut select = Select::default();
                engine.select_many(&mut select, &self.instance_value(), &engine.many(&grams), &fragment);
                select.push(" LIMIT ").bind(i64::try_from(RARE).unwrap_or(i64::MAX));
                let keys = self.connection.query(&select.sql, &select.params, |row| match engine {
                    Engine::Sqlite => row.get::<i64>(0).map(|number| number.to_string()),
                    Engine::Postgres => row.get(0),
                })?;
                if keys.len() < RARE {
                    Found::Rows(engine.rows(&keys))
                } else {
                    self.connection.cache.common_grams.add(&grams);
                    Found::Many(engine.many(&grams))
                }
            }
        };
        Ok(Search { id, fragment, found, engine })
    }

    /// The page, if it lies within the first rows of the order; those are walked.
    pub(super) fn list_near(
        &mut self,
        filter: &UserFilter,
        searches: &[Search],
        page: &UserPage,
    ) -> Result<Option<Vec<User>>, StorageError> {
        if page.after.is_some() || !searches.iter().any(Search::is_indexed) {
            return Ok(None);
        }
        let walked: Vec<Search> = searches
            .iter()
            .map(|search| Search {
                id: search.id.clone(),
                fragment: search.fragment.clone(),
                found: Found::Nothing,
                engine: search.engine,
            })
            .collect();
        let mut select = self.conditions(filter, &walked);
        let (column, direction) = (page.order.column(), if page.descending { "DESC" } else { "ASC" });
        let order = format!("u.{column} {direction}, u.id {direction}");
        // The last row that is walked to; times are numbers and everything else is text.
        let edge = format!(
            "SELECT CAST(u.{column} AS TEXT), u.id FROM users u WHERE u.instance_id = $1 AND u.{column} IS NOT NULL
             ORDER BY {order} LIMIT 1 OFFSET $2"
        );
        let edge: Option<(String, String)> =
            self.connection
                .query_optional(&edge, params![self.instance_value(), NEAR], |row| Ok((row.get(0)?, row.get(1)?)))?;
        select.push(" AND u.").push(column).push(" IS NOT NULL");
        if let Some((value, id)) = edge {
            let value =
                if page.order.is_time() { value.parse::<i64>().map_or(Value::Null, Value::from) } else { value.into() };
            select.push(&format!(" AND (u.{column}, u.id) ")).push(if page.descending { ">" } else { "<" });
            select.push(" (").bind(value).push(", ").bind(id).push(")");
        }
        let users = self.cut(select, &order, page.limit, page.offset)?;
        Ok(if i64::try_from(users.len()) == Ok(page.limit) { Some(users) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use crate::StorageError;
    use crate::check::tests::empty;
    use crate::users::{User, UserFilter, UserOrder, UserPage};

    #[test]
    fn rare_and_common_fragments_are_found_near_and_far() {
        let (store, _folder) = empty();
        let inserted: Result<(), StorageError> = store.system_blocking(move |tx| {
            for number in 0..40_i64 {
                for instance in ["ins_a", "ins_b"] {
                    let first_name = Some(format!("Person{:03}", number * 7 % 40));
                    // Common, but only among the last ones.
                    let last_name = (number < 20).then(|| format!("Early{number}"));
                    let id = format!("user_{number:03}");
                    let user = User { id, created_at: number, first_name, last_name, ..User::default() };
                    tx.within(instance).insert_user(&user)?;
                }
            }
            Ok(())
        });
        inserted.expect("inserted");
        let listed = |query: Option<&str>, order, descending, limit, offset| {
            let filter = UserFilter { query: query.map(str::to_owned), ..UserFilter::default() };
            let page = UserPage { order, descending, limit, offset, after: None };
            let listed: Result<(Vec<User>, i64), StorageError> = store.system_blocking(move |tx| {
                let mut tx = tx.within("ins_a");
                Ok((tx.list_users(&filter, &page)?, tx.count_users(&filter)?))
            });
            listed.expect("listed")
        };
        for order in [UserOrder::CreatedAt, UserOrder::FirstName, UserOrder::LastName] {
            for descending in [false, true] {
                let all = listed(None, order, descending, 100, 0).0;
                for query in ["person", "person012", "early", "early1", "son", "on0", "user_01", "zzz", "ly"] {
                    let matching = |user: &&User| {
                        let (first, last) = (user.first_name.iter(), user.last_name.iter());
                        first.chain(last).any(|name| name.to_lowercase().contains(query)) || user.id.starts_with(query)
                    };
                    let expected: Vec<&User> = all.iter().filter(matching).collect();
                    for offset in [0, 1, 5, 12] {
                        let (users, count) = listed(Some(query), order, descending, 3, offset);
                        let page: Vec<&User> = expected.iter().skip(offset as usize).take(3).copied().collect();
                        assert_eq!(users.iter().collect::<Vec<_>>(), page, "{query} {order:?} {descending} {offset}");
                        assert_eq!(count, expected.len() as i64);
                    }
                }
            }
        }
    }
}
