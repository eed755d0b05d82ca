//! Where deep pages begin: in the order of creation the key of every thousandth user is kept in memory, so that
//! a page far behind is not found by walking there.
//!
//! Users are nearly always added at the end of that order, where they move nobody. What does move others (a user
//! with a creation time of its own, one that goes, one whose time is rewritten) adds to a kept counter, and keys
//! that were found under another value of it are forgotten.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::{USERS_COUNTER, User, UserPage, read_user};
use crate::{StorageError, Tx, params};

/// The kept counter of changes in the middle of the order.
pub(crate) const MOVES_COUNTER: &str = "users moved";
/// How many users lie between two keys.
const STEP: i64 = if cfg!(test) { 4 } else { 1_000 };
/// From which offset on a page counts as deep.
const DEEP: i64 = 2 * STEP;
/// How near to now, in milliseconds, a user may still be added in front of others: requests take a
/// while, and clocks of several servers differ.
const UNSETTLED: i64 = 5 * 60 * 1000;
/// Of how many instances the keys are kept.
const INSTANCES: usize = 1_000;

/// A place in the order: time of creation and id.
type Key = (i64, String);

/// The keys that are known of every instance.
#[derive(Debug, Default)]
pub(crate) struct Ranks(Mutex<HashMap<String, Found>>);

#[derive(Debug)]
struct Found {
    /// The counter's value when they were found.
    moves: i64,
    /// The key of every user whose rank is a multiple of [`STEP`], from the oldest on.
    keys: Vec<Key>,
}

impl Ranks {
    /// The keys that still hold.
    fn take(&self, instance: &str, moves: i64) -> Vec<Key> {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        found.remove(instance).filter(|found| found.moves == moves).map(|found| found.keys).unwrap_or_default()
    }

    fn put(&self, instance: &str, moves: i64, keys: Vec<Key>) {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= INSTANCES {
            found.clear();
        }
        // Somebody else may have walked further meanwhile.
        if found.get(instance).is_none_or(|other| other.moves != moves || other.keys.len() < keys.len()) {
            found.insert(instance.to_owned(), Found { moves, keys });
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "whether a row is settled is asked of the machine, not of a request")]
fn wall_clock() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

impl Tx<'_, '_> {
    /// Notes that a user came or went at `created_at`.
    pub(super) fn note_move(&mut self, created_at: i64) -> Result<(), StorageError> {
        if (created_at - wall_clock()).abs() > UNSETTLED { self.add_to_counter(MOVES_COUNTER, 1) } else { Ok(()) }
    }

    /// A deep page of all users in the order of creation. `None` when it has to be walked to.
    pub(super) fn list_deep(&mut self, page: &UserPage) -> Result<Option<Vec<User>>, StorageError> {
        if page.offset < DEEP {
            return Ok(None);
        }
        let total = self.counter(USERS_COUNTER)?;
        if page.offset >= total {
            return Ok(Some(Vec::new()));
        }
        // Counted from the oldest user, 0.
        let first = if page.descending { total - 1 - page.offset } else { page.offset };
        let number = if page.descending { (first + STEP - 1) / STEP } else { first / STEP };
        let Some((created_at, id)) = self.key_of_rank(number)? else { return Ok(None) };
        let (comparison, direction) = if page.descending { ("<=", "DESC") } else { (">=", "ASC") };
        let sql = format!(
            "SELECT data FROM users WHERE instance_id = $1 AND (created_at, id) {comparison} ($2, $3)
             ORDER BY created_at {direction}, id {direction} LIMIT $4 OFFSET $5"
        );
        let parameters = params![self.instance_value(), created_at, id, page.limit, (number * STEP - first).abs()];
        self.connection.query(&sql, parameters, read_user).map(Some)
    }

    /// The key of the user of rank `number` times [`STEP`], found by walking from the last known one; `None`
    /// behind the last settled user.
    fn key_of_rank(&mut self, number: i64) -> Result<Option<Key>, StorageError> {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let moves = self.counter(MOVES_COUNTER)?;
        let settled = wall_clock() - 2 * UNSETTLED;
        let mut keys = self.connection.cache.ranks.take(&self.instance, moves);
        while keys.len() <= number {
            let next = match keys.last() {
                None => self.connection.query_optional(
                    "SELECT created_at, id FROM users WHERE instance_id = $1 AND created_at < $2
                     ORDER BY created_at, id LIMIT 1",
                    params![self.instance_value(), settled],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                ),
                Some((created_at, id)) => self.connection.query_optional(
                    "SELECT created_at, id FROM users WHERE instance_id = $1 AND (created_at, id) >= ($2, $3)
                     AND created_at < $4 ORDER BY created_at, id LIMIT 1 OFFSET $5",
                    params![self.instance_value(), *created_at, id, settled, STEP],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                ),
            }?;
            match next {
                Some(key) => keys.push(key),
                None => break,
            }
        }
        let key = keys.get(number).cloned();
        self.connection.cache.ranks.put(&self.instance, moves, keys);
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::empty;
    use crate::users::{User, UserFilter, UserOrder, UserPage};
    use crate::{StorageError, Store};

    fn user(id: u64, created_at: i64) -> User {
        User { id: format!("user_{id:04}"), created_at, updated_at: created_at, ..User::default() }
    }

    /// Every page of every size and both directions is the part of the list that it names.
    fn assert_pages(store: &Store) {
        let listed = |offset, limit, descending| {
            let page = UserPage { order: UserOrder::CreatedAt, descending, limit, offset, after: None };
            let listed: Result<Vec<User>, StorageError> =
                store.system_blocking(move |tx| tx.within("ins_a").list_users(&UserFilter::default(), &page));
            listed.expect("listed").into_iter().map(|user| user.id).collect::<Vec<_>>()
        };
        for descending in [false, true] {
            let all = listed(0, 500, descending);
            for offset in 0..all.len() + 2 {
                let expected: Vec<String> = all.iter().skip(offset).take(3).cloned().collect();
                assert_eq!(listed(i64::try_from(offset).expect("small"), 3, descending), expected);
            }
        }
    }

    #[test]
    fn deep_pages_follow_every_change_of_the_order() {
        let (store, _folder) = empty();
        let now = super::wall_clock();
        let change = |work: fn(&mut crate::Tx<'_, '_>, i64) -> Result<(), StorageError>| {
            let changed = store.system_blocking(move |tx| work(&mut tx.within("ins_a"), now));
            changed.expect("changed");
            assert_pages(&store);
        };
        assert_pages(&store);
        change(|tx, now| (0..60).try_for_each(|id| tx.insert_user(&user(id, now - 9_000_000 + 7)).map(|_| ())));
        change(|tx, now| (60..90).try_for_each(|id| tx.insert_user(&user(id, now)).map(|_| ())));
        change(|tx, now| tx.insert_user(&user(90, now - 10_000_000)).map(|_| ()));
        change(|tx, now| tx.insert_user(&user(91, now + 10_000_000)).map(|_| ()));
        change(|tx, now| tx.delete_user(&user(5, now - 9_000_000 + 7)).map(drop));
        change(|tx, now| tx.delete_user(&user(70, now)).map(drop));
        change(|tx, now| tx.update_user(&user(30, now - 9_000_000 + 7), &user(30, now - 11_000_000)).map(|_| ()));
        change(|tx, now| tx.update_user(&user(31, now - 9_000_000 + 7), &user(31, now)).map(|_| ()));
    }
}
