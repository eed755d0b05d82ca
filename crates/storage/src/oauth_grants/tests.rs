use frontdesk_test_database::TestDatabase;

use super::{
    OauthCode, OauthCodeOutcome, OauthGrant, OauthGrantDetails, OauthRefreshOutcome, OauthRefreshToken, OauthTokens,
};
use crate::check::tests::empty;
use crate::oauth_applications::{OauthApplication, OauthApplicationOrder};
use crate::users::User;
use crate::{StorageError, Store, Tx};

/// Two instances with two applications and two users each, who have granted nothing yet.
fn filled() -> (Store, TestDatabase) {
    let (store, database) = empty();
    for instance in ["ins_a", "ins_b"] {
        let fill = store.system_blocking(move |tx| {
            let tx = &mut tx.within(instance);
            for number in 1..=2 {
                tx.insert_oauth_application(&application(number))?;
                tx.insert_user(&User { id: format!("user_{number}"), ..User::default() })?;
            }
            Ok::<_, StorageError>(())
        });
        fill.expect("filled");
    }
    (store, database)
}

fn application(number: i64) -> OauthApplication {
    OauthApplication {
        id: format!("oauthapp_{number}"),
        client_id: format!("client_{number}"),
        name: format!("Hats {number}"),
        created_at: number,
        ..OauthApplication::default()
    }
}

/// A grant with a code that works until 600.
fn grant(name: &str, application: i64, user: i64) -> OauthGrant {
    OauthGrant {
        id: format!("oagrant_{name}"),
        application_id: format!("oauthapp_{application}"),
        user_id: format!("user_{user}"),
        code_hash: format!("code {name}"),
        ends_at: 600,
        details: OauthGrantDetails {
            scopes: vec!["profile".to_owned(), "offline_access".to_owned()],
            code: OauthCode { expires_at: 600, nonce: Some("n".to_owned()), ..OauthCode::default() },
            ..OauthGrantDetails::default()
        },
        ..OauthGrant::default()
    }
}

/// The tokens number `n` of a family: the access token works until `n * 1000`, the refresh token until 9000.
fn tokens(name: &str, number: i64) -> OauthTokens {
    let refresh = OauthRefreshToken { token_hash: format!("refresh {name} {number}"), expires_at: 9000 };
    OauthTokens {
        access_token_id: format!("oat_{name}_{number}"),
        access_token_hash: Some(format!("access {name} {number}")),
        access_expires_at: number * 1000,
        scopes: vec!["profile".to_owned()],
        refresh: Some((format!("family {name}"), refresh)),
    }
}

fn run<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
) -> T {
    store.system_blocking(move |tx| work(&mut tx.within("ins_a"))).expect("done")
}

fn issue(store: &Store, grant: OauthGrant) -> bool {
    run(store, move |tx| tx.issue_oauth_code(&grant))
}

fn redeem(store: &Store, application_id: &'static str, name: &'static str, now: i64) -> OauthCodeOutcome {
    run(store, move |tx| tx.redeem_oauth_code(application_id, &format!("code {name}"), now, |_| Some(tokens(name, 1))))
}

/// Uses the refresh token number `number` of a family, for tokens with the next number.
fn refresh(store: &Store, application_id: &'static str, name: &'static str, number: i64) -> OauthRefreshOutcome {
    run(store, move |tx| {
        let hashes = (format!("family {name}"), format!("refresh {name} {number}"));
        tx.rotate_oauth_refresh_token(application_id, (&hashes.0, &hashes.1), 100, |_| Some(tokens(name, number + 1)))
    })
}

/// Whether the access token of that name is there and its grant is not revoked.
fn works(store: &Store, name: &'static str, number: i64) -> Option<bool> {
    let found = run(store, move |tx| tx.find_oauth_access_token_by_hash(&format!("access {name} {number}")));
    found.map(|found| !found.revoked)
}

fn assert_clean(store: &Store) {
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

fn rows(store: &Store, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table} WHERE instance_id = 'ins_a'");
    run(store, move |tx| Ok(tx.connection.query_optional(&sql, &[], |row| row.get(0))?.unwrap_or(0)))
}

#[test]
fn a_code_gives_tokens_once() {
    let (store, _database) = filled();
    assert!(issue(&store, grant("one", 1, 1)));
    assert_eq!(redeem(&store, "oauthapp_2", "one", 5), OauthCodeOutcome::Refused, "another application's");
    assert_eq!(redeem(&store, "oauthapp_1", "two", 5), OauthCodeOutcome::Refused, "unknown");
    let misfit = run(&store, |tx| tx.redeem_oauth_code("oauthapp_1", "code one", 5, |_| None));
    assert_eq!(misfit, OauthCodeOutcome::Refused, "a request that does not fit uses nothing up");
    let OauthCodeOutcome::Redeemed(grant) = redeem(&store, "oauthapp_1", "one", 5) else { panic!("it is good") };
    assert_eq!((grant.details.code.used_at, grant.ends_at, grant.updated_at), (Some(5), 9000, 5));
    assert_eq!(grant.details.code.nonce.as_deref(), Some("n"));
    let found = run(&store, |tx| tx.find_oauth_access_token("oat_one_1")).expect("there");
    assert_eq!((found.client_id.as_str(), found.token.created_at, found.token.expires_at), ("client_1", 5, 1000));
    assert_eq!((found.token.scopes, found.user_id), (vec!["profile".to_owned()], grant.user_id));
    assert_eq!((found.granted_or_revoked_at, found.revoked), (5, false));
    let other = store.system_blocking(|tx| tx.within("ins_b").find_oauth_access_token_by_hash("access one 1"));
    assert_eq!(other.expect("read"), None);
    assert_clean(&store);
}

#[test]
fn a_grant_of_an_older_database_does_not_say_whose_client_it_is_for() {
    let (store, _database) = filled();
    assert!(issue(&store, grant("one", 1, 1)));
    assert!(matches!(redeem(&store, "oauthapp_1", "one", 5), OauthCodeOutcome::Redeemed(_)));
    let found = run(&store, |tx| {
        let mut grant = tx.lock_oauth_grant("oagrant_one")?.expect("there");
        grant.details.client_id = None;
        tx.update_grant(&grant)?;
        tx.find_oauth_access_token("oat_one_1")
    });
    assert_eq!(found.expect("there").client_id, "client_1");
}

#[test]
fn a_code_that_comes_twice_takes_its_tokens_back() {
    let (store, _database) = filled();
    assert!(issue(&store, grant("one", 1, 1)) && issue(&store, grant("two", 1, 1)));
    for name in ["one", "two"] {
        assert!(matches!(redeem(&store, "oauthapp_1", name, 5), OauthCodeOutcome::Redeemed(_)));
    }
    assert!(matches!(refresh(&store, "oauthapp_1", "one", 1), OauthRefreshOutcome::Rotated(_)));
    assert_eq!(redeem(&store, "oauthapp_2", "one", 6), OauthCodeOutcome::Refused, "no business of others");
    assert_eq!(works(&store, "one", 1), Some(true));
    assert_eq!(redeem(&store, "oauthapp_1", "one", 7), OauthCodeOutcome::Replayed);
    assert_eq!((works(&store, "one", 1), works(&store, "one", 2)), (Some(false), Some(false)));
    assert_eq!(refresh(&store, "oauthapp_1", "one", 2), OauthRefreshOutcome::Refused);
    assert_eq!(works(&store, "two", 1), Some(true), "another authorization of the same user");
    let grant = run(&store, |tx| tx.lock_oauth_grant_by_code("code one")).expect("there");
    assert_eq!((grant.revoked, grant.updated_at, grant.ends_at), (true, 7, 2000));
    assert!(grant.details.revocation_reason.is_some());
    assert_clean(&store);
}

#[test]
fn a_code_works_for_its_time_and_not_once_it_is_revoked() {
    let (store, _database) = filled();
    assert!(issue(&store, grant("one", 1, 1)) && issue(&store, grant("two", 1, 1)));
    assert_eq!(redeem(&store, "oauthapp_1", "one", 600), OauthCodeOutcome::Refused);
    assert!(matches!(redeem(&store, "oauthapp_1", "one", 599), OauthCodeOutcome::Redeemed(_)));
    run(&store, |tx| {
        let grant = tx.lock_oauth_grant("oagrant_two")?.expect("there");
        tx.revoke_oauth_grant(&grant, Some("No longer wanted"), 9)
    });
    assert_eq!(redeem(&store, "oauthapp_1", "two", 10), OauthCodeOutcome::Refused);
    assert_clean(&store);
}

#[test]
fn a_refresh_token_gives_the_next_and_ends_its_family_when_it_comes_again() {
    let (store, _database) = filled();
    assert!(issue(&store, grant("one", 1, 1)));
    assert!(matches!(redeem(&store, "oauthapp_1", "one", 5), OauthCodeOutcome::Redeemed(_)));
    assert_eq!(refresh(&store, "oauthapp_2", "one", 1), OauthRefreshOutcome::Refused, "another application's");
    for number in 1..4 {
        let OauthRefreshOutcome::Rotated(grant) = refresh(&store, "oauthapp_1", "one", number) else { panic!() };
        assert_eq!(grant.details.refresh.map(|one| one.token_hash), Some(format!("refresh one {}", number + 1)));
    }
    assert_eq!(works(&store, "one", 1), Some(true), "access tokens live on");
    assert_eq!(refresh(&store, "oauthapp_1", "one", 2), OauthRefreshOutcome::Reused);
    assert_eq!(refresh(&store, "oauthapp_1", "one", 4), OauthRefreshOutcome::Refused, "the last one ends too");
    assert_eq!((works(&store, "one", 1), works(&store, "one", 4)), (Some(false), Some(false)));
    assert_clean(&store);
}

#[test]
fn of_many_who_use_the_same_secret_at_once_one_gets_tokens() {
    let (store, _database) = filled();
    for name in ["code", "refresh"] {
        assert!(issue(&store, grant(name, 1, 1)));
    }
    assert!(matches!(redeem(&store, "oauthapp_1", "refresh", 5), OauthCodeOutcome::Redeemed(_)));
    let race = |use_it: fn(&Store, i64) -> bool| {
        let racing: Vec<_> = (0..8)
            .map(|number| {
                let store = store.clone();
                std::thread::spawn(move || use_it(&store, number))
            })
            .collect();
        racing.into_iter().map(|one| one.join().expect("ran")).filter(|won| *won).count()
    };
    let codes = race(|store, number| {
        let work = move |tx: &mut Tx<'_, '_>| {
            tx.redeem_oauth_code("oauthapp_1", "code code", 5, |_| Some(tokens("code", number + 1)))
        };
        matches!(run(store, work), OauthCodeOutcome::Redeemed(_))
    });
    let refreshes = race(|store, number| {
        let work = move |tx: &mut Tx<'_, '_>| {
            let hashes = ("family refresh", "refresh refresh 1");
            tx.rotate_oauth_refresh_token("oauthapp_1", hashes, 5, |_| Some(tokens("refresh", number + 2)))
        };
        matches!(run(store, work), OauthRefreshOutcome::Rotated(_))
    });
    assert_eq!((codes, refreshes), (1, 1));
    for name in ["oagrant_code", "oagrant_refresh"] {
        assert!(run(&store, move |tx| tx.lock_oauth_grant(name)).expect("there").revoked, "{name}: the others told");
    }
    assert_clean(&store);
}

#[test]
fn what_is_revoked_is_revoked_whole_and_keeps_its_first_reason() {
    let (store, _database) = filled();
    assert!(issue(&store, grant("one", 1, 1)));
    assert!(matches!(redeem(&store, "oauthapp_1", "one", 5), OauthCodeOutcome::Redeemed(_)));
    for (at, reason) in [(8, Some("Leaked")), (9, None)] {
        run(&store, move |tx| {
            let by_token = tx.lock_oauth_grant_by_access_token("access one 1")?;
            assert_eq!(by_token, tx.lock_oauth_grant_by_family("family one")?);
            tx.revoke_oauth_grant(&by_token.expect("there"), reason, at)
        });
    }
    let grant = run(&store, |tx| tx.lock_oauth_grant("oagrant_one")).expect("there");
    assert_eq!((grant.updated_at, grant.details.revocation_reason.as_deref()), (8, Some("Leaked")));
    assert_eq!(works(&store, "one", 1), Some(false));
    assert_eq!(run(&store, |tx| tx.lock_oauth_grant_by_access_token("nobody's")), None);
    assert_clean(&store);
}

#[test]
fn a_user_or_an_application_that_goes_ends_everything_at_once_and_leaves_nothing() {
    const CROWD: i64 = 250;
    for goes in ["user_1", "oauthapp_1"] {
        let (store, _database) = filled();
        run(&store, |tx| {
            for number in 0..CROWD {
                let name = format!("crowd{number}");
                assert!(tx.issue_oauth_code(&grant(&name, 1, 1))?);
                tx.redeem_oauth_code("oauthapp_1", &format!("code {name}"), 5, |_| Some(tokens(&name, 1)))?;
            }
            for (name, application, user) in [("app", 1, 2), ("user", 2, 1), ("neither", 2, 2)] {
                assert!(tx.issue_oauth_code(&grant(name, application, user))?);
                let id = format!("oauthapp_{application}");
                tx.redeem_oauth_code(&id, &format!("code {name}"), 5, |_| Some(tokens(name, 1)))?;
            }
            Ok(())
        });
        let leaves = run(&store, move |tx| {
            if goes == "oauthapp_1" {
                tx.find_oauth_application(goes)?;
                return tx.delete_oauth_application(goes);
            }
            let user = tx.find_user(goes)?.expect("there");
            tx.delete_user(&user)
        });
        assert!(leaves, "there is more than goes at once");
        assert_clean(&store);
        let other = if goes == "user_1" { "app" } else { "user" };
        for (name, expected) in [("crowd249", None), (other, Some(true)), ("neither", Some(true))] {
            assert_eq!(works(&store, name, 1), expected, "{name} without {goes}");
        }
        assert_eq!(run(&store, |tx| tx.lock_oauth_grant_by_family("family crowd249")), None);
        assert!(!issue(&store, grant("late", 1, 1)), "nothing is granted to or by who is gone");
        let mut pieces = 0;
        while run(&store, move |tx| tx.delete_leftovers(goes)) {
            pieces += 1;
            assert_clean(&store);
        }
        // 251 grants with a token each are 502 rows in pieces of 200, the first of which went at once.
        assert_eq!(pieces, 1, "{goes}");
        let left = ["oauth_grants", "oauth_access_tokens", "leftovers"].map(|table| rows(&store, table));
        assert_eq!(left, [2, 2, 0], "{goes}");
        assert_clean(&store);
    }
}

#[test]
fn what_is_over_is_deleted_in_pieces_and_what_is_not_stays() {
    let (store, _database) = filled();
    run(&store, |tx| {
        for number in 0..250 {
            let name = format!("{number}");
            assert!(tx.issue_oauth_code(&grant(&name, 1, 1))?);
            let tokens = OauthTokens { refresh: None, ..tokens(&name, 1) };
            tx.redeem_oauth_code("oauthapp_1", &format!("code {name}"), 5, move |_| Some(tokens.clone()))?;
        }
        assert!(tx.issue_oauth_code(&grant("refreshed", 1, 1))?);
        tx.redeem_oauth_code("oauthapp_1", "code refreshed", 5, |_| Some(tokens("refreshed", 1)))?;
        assert!(tx.issue_oauth_code(&grant("forgotten", 1, 1))?);
        Ok(())
    });
    let ended = |now| store.system_blocking(move |tx| tx.list_instances_with_ended_oauth_grants(now)).expect("listed");
    assert_eq!(ended(599), Vec::<String>::new());
    assert_eq!(ended(600), ["ins_a"], "a code that nobody redeemed");
    assert!(!run(&store, |tx| tx.delete_ended_oauth_grants(600)));
    assert_eq!((rows(&store, "oauth_grants"), rows(&store, "oauth_access_tokens")), (251, 251));
    let mut pieces = 1;
    while run(&store, |tx| tx.delete_ended_oauth_grants(1000)) {
        pieces += 1;
        assert_clean(&store);
    }
    assert_eq!(pieces, 3);
    assert_eq!((rows(&store, "oauth_grants"), rows(&store, "oauth_access_tokens")), (1, 0));
    assert_eq!(ended(1000), Vec::<String>::new());
    assert!(matches!(refresh(&store, "oauthapp_1", "refreshed", 1), OauthRefreshOutcome::Rotated(_)));
    assert_clean(&store);
}

#[test]
fn living_grants_are_those_that_were_redeemed_and_still_work() {
    let (store, _database) = filled();
    for (name, application, user) in [("a", 1, 1), ("b", 1, 1), ("c", 1, 1), ("d", 2, 1), ("e", 1, 2), ("f", 1, 1)] {
        assert!(issue(&store, grant(name, application, user)));
    }
    for name in ["a", "b", "c", "e"] {
        assert!(matches!(redeem(&store, "oauthapp_1", name, 5), OauthCodeOutcome::Redeemed(_)), "{name}");
    }
    run(&store, |tx| {
        let grant = tx.lock_oauth_grant("oagrant_b")?.expect("there");
        tx.revoke_oauth_grant(&grant, None, 6)
    });
    let living = |now, limit| {
        let work = move |tx: &mut Tx<'_, '_>| tx.list_living_oauth_grants("user_1", "oauthapp_1", now, limit);
        run(&store, work).into_iter().map(|grant| grant.id).collect::<Vec<_>>()
    };
    assert_eq!(living(7, 10), ["oagrant_c", "oagrant_a"], "the newest first");
    assert_eq!((living(7, 2), living(9000, 10)), (vec!["oagrant_c".to_owned()], Vec::new()));
}

#[test]
fn applications_are_listed_by_name_and_client_id() {
    let (store, _database) = filled();
    let list = |query: Option<&'static str>, order, descending| {
        run(&store, move |tx| {
            let found = tx.list_oauth_applications(query, (order, descending), 10, 0)?;
            assert_eq!(tx.count_oauth_applications(query)?, i64::try_from(found.len()).expect("few"));
            Ok(found.into_iter().map(|one| one.client_id).collect::<Vec<_>>())
        })
    };
    assert_eq!(list(None, OauthApplicationOrder::CreatedAt, true), ["client_2", "client_1"]);
    assert_eq!(list(None, OauthApplicationOrder::Name, false), ["client_1", "client_2"]);
    assert_eq!(list(Some("HATS"), OauthApplicationOrder::Name, false), ["client_1", "client_2"]);
    assert_eq!(list(Some("client_2"), OauthApplicationOrder::Name, false), ["client_2"]);
    assert_eq!(list(Some("client_"), OauthApplicationOrder::Name, false), Vec::<String>::new());
    let found = run(&store, |tx| Ok((tx.find_oauth_client("client_1")?, tx.find_oauth_client("oauthapp_1")?)));
    assert_eq!(found, (Some(application(1)), None));
    let taken = store.system_blocking(|tx| {
        tx.within("ins_a").insert_oauth_application(&OauthApplication { id: "oauthapp_3".to_owned(), ..application(1) })
    });
    assert!(matches!(taken, Err(StorageError::Unique(_))), "{taken:?}");
}
