//! Migrations: numbered, applied once, in order, when a store opens.

use crate::tx::Connection;
use crate::{StorageError, search, sql};

/// One text for both engines. A line that starts with `--sqlite ` or `--postgres ` is for that engine only.
const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("migrations/0001_first.sql")),
    (GRAMS, include_str!("migrations/0002_search_by_grams.sql")),
    (3, include_str!("migrations/0003_merge_search_index.sql")),
    (5, include_str!("migrations/0005_roles.sql")),
    (6, include_str!("migrations/0006_restrictions_and_waitlist.sql")),
    (7, include_str!("migrations/0007_templates_tickets_sign_ups_devices.sql")),
    (8, include_str!("migrations/0008_domains.sql")),
    (9, include_str!("migrations/0009_grams_on_postgres.sql")),
    (10, include_str!("migrations/0010_search_backlog.sql")),
    (11, include_str!("migrations/0011_events.sql")),
    (12, include_str!("migrations/0012_leftovers.sql")),
    (13, include_str!("migrations/0013_machines.sql")),
    (14, include_str!("migrations/0014_api_keys.sql")),
    (15, include_str!("migrations/0015_member_changes.sql")),
    (16, include_str!("migrations/0016_oauth.sql")),
    (17, include_str!("migrations/0017_oauth_consent.sql")),
];

/// The migration after which SQLite's search index is written anew.
const GRAMS: i64 = 2;

/// Any number that only frontdesk uses: held while migrating, so that processes that start
/// together take turns.
const LOCK: i64 = 0x0066_726f_6e74;

pub(crate) fn run(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    if connection.is_sqlite() {
        connection.batch("BEGIN IMMEDIATE")?;
    } else {
        connection.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})"))?;
    }
    let result = apply(connection);
    connection.batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

fn apply(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    connection
        .batch("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)")?;
    let found = connection
        .query("SELECT coalesce(max(number), 0) FROM migrations", &[], |row| row.get::<i64>(0))?
        .into_iter()
        .next()
        .unwrap_or(0);
    let known = MIGRATIONS.last().map_or(0, |(number, _)| *number);
    if found > known {
        return Err(StorageError::NewerSchema { found, known });
    }
    for (number, text) in MIGRATIONS.iter().filter(|(number, _)| *number > found) {
        connection.batch(&for_engine(text, connection.is_sqlite()))?;
        if *number == GRAMS && connection.is_sqlite() {
            search::rebuild(connection)?;
        }
        let now: sql::Value = milliseconds_now().into();
        connection.execute("INSERT INTO migrations (number, applied_at) VALUES ($1, $2)", &[(*number).into(), now])?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the note of when a migration ran is for people, not for logic")]
fn milliseconds_now() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

fn for_engine(text: &str, sqlite: bool) -> String {
    let (ours, theirs) = if sqlite { ("--sqlite ", "--postgres ") } else { ("--postgres ", "--sqlite ") };
    let mut result = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.starts_with(theirs)) {
        result.push_str(line.strip_prefix(ours).unwrap_or(line));
        result.push('\n');
    }
    // Texts compare by their bytes, as in SQLite, whatever the database's language is.
    if sqlite { result } else { result.replace(" TEXT", " TEXT COLLATE \"C\"") }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection as Database;

    use super::*;
    use crate::cache::Cache;
    use crate::permissions::{PermissionOrder, SYSTEM_PERMISSIONS};
    use crate::search::expression;
    use crate::tx::Driver;

    #[test]
    fn an_index_of_trigrams_becomes_one_of_grams() {
        let database = Database::open_in_memory().expect("opened");
        let old = "CREATE TABLE migrations (number BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL);
            INSERT INTO migrations VALUES (1, 0);";
        database.execute_batch(old).expect("noted");
        database.execute_batch(&for_engine(MIGRATIONS[0].1, true)).expect("migrated");
        let rows = "INSERT INTO users (instance_id, id, created_at, updated_at, banned, data, search) VALUES
            ('ins_a', 'user_1', 1, 1, 0, '{}', 'user_1' || char(10) || 'ada@example.com' || char(10) || 'ada'),
            ('ins_a', 'user_2', 1, 1, 0, '{}', 'user_2')";
        database.execute_batch(rows).expect("inserted");
        let cache = Cache::default();
        run(&mut Connection::new(Driver::Sqlite(&database), true, 0, &cache)).expect("migrated");
        let text = |sql: &str, value: &str| -> Vec<String> {
            let mut statement = database.prepare(sql).expect("prepared");
            let rows = statement.query_map([value], |row| row.get(0)).expect("read");
            rows.collect::<Result<_, _>>().expect("text")
        };
        let texts = text("SELECT search FROM users WHERE instance_id = ?1 ORDER BY id", "ins_a");
        assert_eq!(texts, ["ada@example.com\nada\n", ""]);
        let asked = expression("ins_a", "ada@exam").expect("long enough");
        let found = text(
            "SELECT id FROM users WHERE rowid IN (SELECT rowid FROM users_search WHERE users_search MATCH ?1)",
            &asked,
        );
        assert_eq!(found, ["user_1"]);
    }

    #[test]
    fn an_older_instance_gets_permissions_and_a_role_set_with_its_roles() {
        let database = Database::open_in_memory().expect("opened");
        let old = "CREATE TABLE migrations (number BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL);
            INSERT INTO migrations VALUES (1, 0), (2, 0), (3, 0);";
        database.execute_batch(old).expect("noted");
        for (_, text) in MIGRATIONS.iter().filter(|(number, _)| *number <= 3) {
            database.execute_batch(&for_engine(text, true)).expect("migrated");
        }
        let rows = "INSERT INTO instances VALUES ('ins_a', 'app', 'development', 'a', '{}', '', NULL, 7);
            INSERT INTO roles VALUES ('ins_a', 'org:admin', 'role_1', 7, '{\"name\":\"Admin\",\"description\":\"\",\"permissions\":[\"org:sys_profile:manage\"],\"updated_at\":7}'),
                ('ins_a', 'org:member', 'role_2', 7, '{\"name\":\"Member\"}');
            INSERT INTO users (instance_id, id, created_at, updated_at, banned, data, search) VALUES
                ('ins_a', 'user_1', 1, 1, 0, '{\"id\":\"user_1\",\"created_at\":1,\"updated_at\":1}', '');
            INSERT INTO organizations VALUES ('ins_a', 'org_1', 'acme', 'Acme', 7, 1, 0, 0, '{\"role_set_key\":\"role_set:default\"}', '');
            INSERT INTO organization_memberships VALUES ('ins_a', 'org_1', 'user_1', 'orgmem_1', 'org:member', 7, '{}');";
        database.execute_batch(rows).expect("inserted");
        let cache = Cache::default();
        let mut connection = Connection::new(Driver::Sqlite(&database), true, 0, &cache);
        run(&mut connection).expect("migrated");
        let mut tx = crate::Tx::new(&mut connection, "ins_a".into());
        let (roles, sets) = tx.list_roles_and_sets().expect("read");
        assert_eq!(roles.iter().map(|role| role.key.as_str()).collect::<Vec<_>>(), ["org:admin", "org:member"]);
        assert_eq!((sets.len(), sets[0].key.as_str(), sets[0].initial), (1, "role_set:default", true));
        assert!(sets[0].id.starts_with("rset_") && sets[0].id.len() == 32, "{}", sets[0].id);
        assert_eq!((sets[0].creator_role.as_str(), sets[0].default_role.as_str()), ("role_1", "role_2"));
        assert!(sets[0].holds("role_1") && sets[0].holds("role_2") && sets[0].roles.len() == 2);
        assert_eq!(tx.find_organization("org_1").expect("read").expect("there").role_set_key, "role_set:default");
        assert_eq!(tx.find_membership("org_1", "user_1").expect("read").expect("there").role, "org:member");
        assert_eq!(tx.count_role_members().expect("read").count(&sets[0].id, "org:member"), 1);
        let made = tx.list_permissions(None, (PermissionOrder::CreatedAt, false), 500, 0).expect("read");
        assert_eq!(tx.count_permissions(None).expect("read"), 9);
        let mut expected: Vec<_> = SYSTEM_PERMISSIONS.to_vec();
        let mut found: Vec<_> =
            made.iter().map(|one| (one.key.as_str(), one.name.as_str(), one.description.as_str())).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "what a new instance would get");
        assert!(made.iter().all(|one| one.system && one.id.starts_with("perm_") && one.id.len() == 32));
        assert_eq!(tx.list_permissions(Some("READ MEM"), (PermissionOrder::Key, false), 9, 0).expect("read").len(), 1);
    }
}
