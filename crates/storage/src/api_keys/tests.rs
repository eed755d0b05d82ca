use frontdesk_test_database::TestDatabase;

use super::{ApiKey, ApiKeyFilter};
use crate::bearer_tokens::BearerKind;
use crate::check::tests::empty;
use crate::machines::{Machine, MachineSecretKey};
use crate::users::User;
use crate::{StorageError, Store, Tx};

const OWNER: &str = "user_1";

/// Two instances with a user each, and its keys: the number `n` works until `n`, and every tenth for ever.
fn filled(keys: i64) -> (Store, TestDatabase) {
    let (store, database) = empty();
    for instance in ["ins_a", "ins_b"] {
        let fill = store.system_blocking(move |tx| {
            let tx = &mut tx.within(instance);
            tx.insert_user(&User { id: OWNER.to_owned(), ..User::default() })?;
            (1..=keys).try_for_each(|number| tx.insert_api_key(&key(number)).map(|inserted| assert!(inserted)))
        });
        fill.expect("filled");
    }
    (store, database)
}

fn key(number: i64) -> ApiKey {
    ApiKey {
        id: format!("ak_{number:04}"),
        subject: OWNER.to_owned(),
        r#type: if number % 7 == 0 { "other one" } else { "api_key" }.to_owned(),
        name: format!("Key {number}"),
        hash: format!("hash {number}"),
        expires_at: (number % 10 != 0).then_some(number),
        created_at: number,
        updated_at: number,
        ..ApiKey::default()
    }
}

fn run<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
) -> T {
    store.system_blocking(move |tx| work(&mut tx.within("ins_a"))).expect("done")
}

fn change(store: &Store, id: &'static str, change: impl Fn(&mut ApiKey) + Send + 'static) {
    run(store, move |tx| {
        let before = tx.find_api_key(id)?.expect("there");
        let mut key = before.clone();
        change(&mut key);
        tx.update_api_key(&before, &key)
    });
}

fn filter(invalid: bool, now: i64) -> ApiKeyFilter {
    ApiKeyFilter { subject: OWNER.to_owned(), r#type: "api_key".to_owned(), invalid, query: None, now }
}

/// The numbers of the listed keys; there are as many as the total says.
fn listed(store: &Store, filter: ApiKeyFilter) -> Vec<i64> {
    run(store, move |tx| {
        let numbers: Vec<i64> = tx.list_api_keys(&filter, 1000, 0)?.iter().map(|key| key.created_at).collect();
        assert_eq!(tx.count_api_keys(&filter)?, i64::try_from(numbers.len()).expect("few"), "{filter:?}");
        Ok(numbers)
    })
}

fn assert_clean(store: &Store) {
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

#[test]
fn totals_hold_before_and_after_the_end_of_keys_is_in_the_counts() {
    let (store, _database) = filled(12);
    change(&store, "ak_0002", |key| key.revoked = true);
    change(&store, "ak_0009", |key| key.revoked = true);
    for taken_over in [false, true] {
        assert_eq!(listed(&store, filter(false, 4)), [12, 11, 10, 8, 6, 5], "{taken_over}");
        assert_eq!(listed(&store, filter(true, 4)), [12, 11, 10, 9, 8, 6, 5, 4, 3, 2, 1], "{taken_over}");
        let other = ApiKeyFilter { r#type: "other one".to_owned(), ..filter(false, 4) };
        assert_eq!(listed(&store, other), [7]);
        let named = ApiKeyFilter { query: Some("KEY 1".to_owned()), ..filter(true, 4) };
        assert_eq!(listed(&store, named), [12, 11, 10, 1]);
        let by_id = ApiKeyFilter { query: Some("ak_0010".to_owned()), ..filter(false, 4) };
        assert_eq!(listed(&store, by_id), [10]);
        assert_clean(&store);
        let instances = store.system_blocking(|tx| tx.list_instances_with_expired_bearers(BearerKind::ApiKey, 4));
        let left: &[&str] = if taken_over { &["ins_b"] } else { &["ins_a", "ins_b"] };
        assert_eq!(instances.expect("listed"), left);
        assert!(!run(&store, |tx| tx.expire_bearers(BearerKind::ApiKey, 4)), "no more than a piece");
    }
    // One that is over can be taken back, put off, or deleted.
    change(&store, "ak_0001", |key| key.revoked = true);
    change(&store, "ak_0003", |key| (key.expired, key.expires_at) = (false, Some(90)));
    run(&store, |tx| {
        let key = tx.find_api_key("ak_0004")?.expect("there");
        tx.delete_api_key(&key)
    });
    assert_eq!(listed(&store, filter(false, 4)), [12, 11, 10, 8, 6, 5, 3]);
    assert_eq!(listed(&store, filter(true, 4)), [12, 11, 10, 9, 8, 6, 5, 3, 2, 1]);
    assert_clean(&store);
}

#[test]
fn many_keys_are_taken_over_in_pieces_and_those_without_an_end_never() {
    let (store, _database) = filled(450);
    let mut pieces = 1;
    while run(&store, |tx| tx.expire_bearers(BearerKind::ApiKey, 449)) {
        pieces += 1;
    }
    assert_eq!(pieces, 3);
    assert!(listed(&store, filter(false, 449)).iter().all(|number| number % 10 == 0));
    assert_clean(&store);
}

#[test]
fn a_name_is_free_for_another_owner_and_when_its_key_is_deleted() {
    let (store, _database) = filled(1);
    let taken = |subject: &'static str| {
        run(&store, move |tx| {
            let (id, hash) = (format!("ak_of_{subject}"), format!("of {subject}"));
            let inserted = tx.insert_api_key(&ApiKey { id, hash, subject: subject.to_owned(), ..key(1) })?;
            Ok(!inserted)
        })
    };
    run(&store, |tx| tx.insert_user(&User { id: "user_2".to_owned(), ..User::default() }));
    assert!(!taken("user_2"));
    change(&store, "ak_0001", |key| key.revoked = true);
    assert!(taken(OWNER), "one that was taken back has its name still");
    run(&store, |tx| {
        let key = tx.find_api_key("ak_0001")?.expect("there");
        tx.delete_api_key(&key)
    });
    assert!(!taken(OWNER));
    assert_clean(&store);
}

#[test]
fn a_deleted_owner_leaves_nothing() {
    let (store, _database) = filled(450);
    run(&store, |tx| tx.expire_bearers(BearerKind::ApiKey, 100));
    let leaves = run(&store, |tx| {
        let user = tx.find_user(OWNER)?.expect("there");
        tx.delete_user(&user)
    });
    assert!(leaves, "there are more than go at once");
    let found = run(&store, |tx| {
        let mut found = Vec::new();
        for number in [1, 250, 450] {
            found.push(tx.find_api_key(&key(number).id)?);
            found.push(tx.find_api_key_by_hash(&key(number).hash)?);
        }
        Ok(found)
    });
    assert!(found.iter().all(Option::is_none), "what is left over works no more");
    // What is left over counts nowhere, not even when its time is up.
    while run(&store, |tx| tx.expire_bearers(BearerKind::ApiKey, 1000)) {}
    assert_clean(&store);
    while run(&store, |tx| tx.delete_leftovers(OWNER)) {}
    for table in ["users", "api_keys", "leftovers", "counters"] {
        let sql = format!(
            "SELECT count(*) FROM {table} WHERE instance_id = 'ins_a'{}",
            if table == "counters" { " AND name LIKE 'api_keys%'" } else { "" }
        );
        let left = store.system_blocking(move |tx| tx.connection.query(&sql, &[], |row| row.get::<i64>(0)));
        assert_eq!(left.expect("counted"), [0], "{table}");
    }
    assert_clean(&store);
    // Those of the other instance are all there.
    let other = store.system_blocking(|tx| tx.within("ins_b").count_api_keys(&filter(true, 0)));
    assert_eq!(other.expect("counted"), 450 - 450 / 7);
}

#[test]
fn an_owner_that_comes_back_has_none_of_the_keys_of_the_deleted_one() {
    let (store, _database) = filled(450);
    run(&store, |tx| {
        let user = tx.find_user(OWNER)?.expect("there");
        tx.delete_user(&user)?;
        tx.clear_leftovers(OWNER)?;
        tx.insert_user(&user)
    });
    assert_eq!(listed(&store, filter(true, 0)), Vec::<i64>::new());
    assert_clean(&store);
}

#[test]
fn organizations_and_machines_own_keys_too() {
    let (store, _database) = filled(0);
    run(&store, |tx| {
        tx.insert_machine(&Machine { id: "mch_1".to_owned(), ..Machine::default() })?;
        let key_of_machine =
            MachineSecretKey { hash: "h".to_owned(), machine_id: "mch_1".to_owned(), ..MachineSecretKey::default() };
        tx.insert_machine_secret_key(&key_of_machine)?;
        tx.insert_api_key(&ApiKey { subject: "mch_1".to_owned(), ..key(1) })
    });
    let keeps = |subject: &'static str| run(&store, move |tx| tx.keep_api_key_owner(subject));
    assert_eq!(["mch_1", "mch_2", OWNER, "org_1", "scim_1", ""].map(keeps), [true, false, true, false, false, false]);
    assert!(run(&store, |tx| tx.find_api_key_by_hash("hash 1")).is_some());
    run(&store, |tx| {
        tx.find_machine("mch_1")?;
        tx.delete_machine("mch_1")
    });
    assert!(run(&store, |tx| tx.find_api_key("ak_0001")).is_none());
    assert_clean(&store);
}

#[test]
fn the_latest_use_of_a_key_stays() {
    let (store, _database) = filled(150);
    for at in [7, 9, 8] {
        let used: Vec<(String, i64)> = (1..=150).map(|number| (key(number).id, at)).collect();
        run(&store, move |tx| tx.note_bearers_used(BearerKind::ApiKey, &used));
    }
    let last = run(&store, |tx| Ok(tx.find_api_key("ak_0150")?.expect("there").last_used_at));
    assert_eq!(last, Some(9));
    let other = store.system_blocking(|tx| tx.within("ins_b").find_api_key("ak_0150")).expect("read");
    assert_eq!(other.expect("there").last_used_at, None);
}
