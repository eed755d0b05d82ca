use frontdesk_test_database::TestDatabase;

use super::{M2mToken, M2mTokenFilter};
use crate::bearer_tokens::BearerKind;
use crate::check::tests::empty;
use crate::machines::{Machine, MachineSecretKey};
use crate::{StorageError, Store, Tx};

/// Two instances with a machine each, and its tokens: the number `n` works until `n`.
fn filled(tokens: i64) -> (Store, TestDatabase) {
    let (store, database) = empty();
    for instance in ["ins_a", "ins_b"] {
        let fill = store.system_blocking(move |tx| {
            let tx = &mut tx.within(instance);
            tx.insert_machine(&Machine { id: "mch_1".to_owned(), ..Machine::default() })?;
            tx.insert_machine_secret_key(&MachineSecretKey {
                hash: format!("key of {instance}"),
                machine_id: "mch_1".to_owned(),
                ..MachineSecretKey::default()
            })?;
            (1..=tokens).try_for_each(|number| tx.insert_m2m_token(&token(number)))
        });
        fill.expect("filled");
    }
    (store, database)
}

fn token(number: i64) -> M2mToken {
    M2mToken {
        id: format!("mt_{number:04}"),
        machine_id: "mch_1".to_owned(),
        hash: format!("hash {number}"),
        fingerprint: if number % 2 == 0 { "even" } else { "odd" }.to_owned(),
        expires_at: number,
        created_at: number,
        updated_at: number,
        ..M2mToken::default()
    }
}

fn run<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
) -> T {
    store.system_blocking(move |tx| work(&mut tx.within("ins_a"))).expect("done")
}

/// The numbers of the listed tokens, and how many there are.
fn listed(store: &Store, filter: M2mTokenFilter) -> (Vec<i64>, i64) {
    run(store, move |tx| {
        let tokens = tx.list_m2m_tokens("mch_1", filter, 1000, 0)?;
        Ok((tokens.iter().map(|token| token.created_at).collect(), tx.count_m2m_tokens("mch_1", filter)?))
    })
}

fn revoke(store: &Store, id: &'static str) {
    run(store, move |tx| {
        let token = tx.find_m2m_token(id)?.expect("there");
        tx.revoke_m2m_token(&token)
    });
}

#[test]
fn totals_hold_before_and_after_the_end_of_tokens_is_in_the_counts() {
    let (store, _database) = filled(8);
    revoke(&store, "mt_0002");
    revoke(&store, "mt_0007");
    let filters = |now| {
        [(false, false), (true, false), (false, true), (true, true)].map(|(revoked, expired)| M2mTokenFilter {
            revoked,
            expired,
            now,
        })
    };
    let expected = [vec![8, 6, 5], vec![8, 7, 6, 5], vec![8, 6, 5, 4, 3, 1], vec![8, 7, 6, 5, 4, 3, 2, 1]];
    for taken_over in [false, true] {
        for (filter, expected) in filters(4).into_iter().zip(&expected) {
            let (numbers, total) = listed(&store, filter);
            assert_eq!(
                (&numbers, total),
                (expected, i64::try_from(expected.len()).unwrap()),
                "{taken_over} {filter:?}"
            );
        }
        assert_eq!(store.check_blocking().expect("checked").findings, []);
        let instances = store
            .system_blocking(|tx| tx.list_instances_with_expired_bearers(BearerKind::M2mToken, 4))
            .expect("listed");
        let left: &[&str] = if taken_over { &["ins_b"] } else { &["ins_a", "ins_b"] };
        assert_eq!(instances, left);
        assert!(!run(&store, |tx| tx.expire_bearers(BearerKind::M2mToken, 4)), "no more than a piece");
    }
    // One that is over can be taken back as well.
    revoke(&store, "mt_0001");
    assert_eq!(listed(&store, filters(4)[2]), (vec![8, 6, 5, 4, 3], 5));
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

#[test]
fn many_tokens_are_taken_over_in_pieces() {
    let (store, _database) = filled(450);
    let mut pieces = 1;
    while run(&store, |tx| tx.expire_bearers(BearerKind::M2mToken, 449)) {
        pieces += 1;
    }
    assert_eq!(pieces, 3);
    let filter = M2mTokenFilter { now: 449, ..M2mTokenFilter::default() };
    assert_eq!(listed(&store, filter), (vec![450], 1));
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

#[test]
fn a_deleted_machine_leaves_nothing() {
    let (store, _database) = filled(450);
    run(&store, |tx| tx.expire_bearers(BearerKind::M2mToken, 100));
    let leaves = run(&store, |tx| {
        tx.find_machine("mch_1")?;
        tx.delete_machine("mch_1")
    });
    assert!(leaves, "there are more than go at once");
    let found = run(&store, |tx| Ok((tx.find_m2m_token("mt_0450")?, tx.find_m2m_token_by_hash("hash 450")?)));
    assert_eq!(found, (None, None), "what is left over works no more");
    // What is left over counts nowhere, not even when its time is up.
    while run(&store, |tx| tx.expire_bearers(BearerKind::M2mToken, 1000)) {}
    assert_eq!(store.check_blocking().expect("checked").findings, []);
    while run(&store, |tx| tx.delete_leftovers("mch_1")) {}
    for table in ["machines", "machine_secret_keys", "machine_scopes", "m2m_tokens", "leftovers", "counters"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE instance_id = 'ins_a' AND NOT '{table}' = 'counters'");
        let left = store.system_blocking(move |tx| tx.connection.query(&sql, &[], |row| row.get::<i64>(0)));
        assert_eq!(left.expect("counted"), [0], "{table}");
    }
    let counters = "SELECT count(*) FROM counters WHERE instance_id = 'ins_a' AND name LIKE 'm2m%'";
    let left = store.system_blocking(move |tx| tx.connection.query(counters, &[], |row| row.get::<i64>(0)));
    assert_eq!(left.expect("counted"), [0]);
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

#[test]
fn the_token_that_works_longest_is_found_again() {
    let (store, _database) = filled(9);
    let find = |until| run(&store, move |tx| tx.find_reusable_m2m_token("mch_1", "even", until));
    assert_eq!(find(3).map(|token| token.created_at), Some(8));
    assert_eq!(find(9), None);
    revoke(&store, "mt_0008");
    assert_eq!(find(6).map(|token| token.created_at), Some(6));
}

#[test]
fn the_latest_use_of_a_token_stays() {
    let (store, _database) = filled(150);
    let used = |at: i64| (1..=150).map(|number| (format!("mt_{number:04}"), at)).collect::<Vec<_>>();
    for at in [7, 9, 8] {
        let used = used(at);
        run(&store, move |tx| tx.note_bearers_used(BearerKind::M2mToken, &used));
    }
    let last = run(&store, |tx| Ok(tx.find_m2m_token("mt_0150")?.expect("there").last_used_at));
    assert_eq!(last, Some(9));
    let other = store.system_blocking(|tx| tx.within("ins_b").find_m2m_token("mt_0150")).expect("read");
    assert_eq!(other.expect("there").last_used_at, None);
}
