mod healthy;
mod roles;

pub(crate) use healthy::{empty, healthy};

use super::{Finding, Report};
use crate::Store;
use crate::identifications::Kind;
use crate::images::ImageRow;
use crate::users::User;

/// Runs statements past all rules and checks.
fn broken(store: &Store, sql: &'static str) -> Report {
    store.system_blocking(move |tx| tx.connection.batch(sql)).expect("broken");
    store.check_blocking().expect("checked")
}

/// Breaks a fresh database and expects exactly one finding, which begins with `table key:`.
#[track_caller]
fn assert_finds(sql: &'static str, finding: &str) {
    let (store, _folder) = healthy();
    let report = broken(&store, sql);
    let found: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    assert!(found.len() == 1 && found[0].starts_with(finding), "{sql}: {found:#?}");
}

#[test]
fn a_healthy_database_is_clean_and_so_is_one_whose_users_were_deleted() {
    let (store, _folder) = healthy();
    let report = store.check_blocking().expect("checked");
    assert_eq!(report.findings, Vec::<Finding>::new());
    assert!(report.checks > 40, "{}", report.checks);
    let deleted = store.system_blocking(|tx| {
        let mut tx = tx.within("ins_a");
        let user = tx.find_user("user_1")?.expect("there");
        tx.delete_sessions_of_user(&user.id)?;
        tx.delete_sign_in_tokens_of_user(&user.id)?;
        tx.delete_actor_tokens_of_user(&user.id)?;
        tx.delete_agent_tasks_of_user(&user.id)?;
        tx.delete_sign_ups_of_user(&user.id)?;
        tx.delete_trusted_devices_of_user(&user.id)?;
        tx.delete_memberships_of_user(&user.id)?;
        tx.delete_image("img_1")?;
        tx.delete_user(&user)
    });
    deleted.expect("deleted");
    assert_eq!(store.check_blocking().expect("checked").findings, []);
    assert_eq!(store.system_blocking(|tx| tx.delete_instance("ins_a")).ok(), Some(true));
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

#[test]
fn a_finding_says_what_is_expected_where_and_what_was_found() {
    let (store, _folder) = healthy();
    let report = broken(&store, "UPDATE counters SET value = value + 5 WHERE instance_id = 'ins_a' AND name = 'users'");
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].to_string(), "counters ins_a users: expected 2, found 7");
}

#[test]
fn every_wrong_counter_is_found() {
    for name in [
        "users",
        "clients",
        "jwt_templates",
        "organizations",
        "organization_memberships",
        "organization_invitations",
        "permissions",
        "role_members rset_1 org:admin",
        "invitations",
        "invitations pending",
        "invitations accepted",
        "invitations revoked",
        "allowlist_identifiers",
        "blocklist_identifiers",
        "waitlist_entries",
        "waitlist_entries pending",
        "waitlist_entries invited",
        "waitlist_entries rejected",
        "waitlist_entries completed",
        "machines",
        "m2m_tokens mch_1 alive",
        "m2m_tokens mch_1 expired",
        "m2m_tokens mch_1 revoked",
        "m2m_tokens mch_1 revoked expired",
        "api_keys user_1 valid api_key",
        "api_keys org_1 invalid api_key",
        "api_keys mch_1 invalid api_key",
        "oauth_applications",
    ] {
        let (store, _folder) = healthy();
        let report = store
            .system_blocking(move |tx| {
                tx.connection
                    .execute("DELETE FROM counters WHERE instance_id = $1 AND name = $2", crate::params!["ins_b", name])
            })
            .map(|_| store.check_blocking().expect("checked"))
            .expect("broken");
        let keys: Vec<&str> = report.findings.iter().map(|finding| finding.key.as_str()).collect();
        assert_eq!(keys, [format!("ins_b {name}")], "{:?}", report.findings);
    }
    assert_finds("INSERT INTO counters VALUES ('ins_a', 'hats', 0, 1)", "counters ins_a hats: expected a counter");
}

#[test]
fn wrong_counts_of_organizations_are_found() {
    assert_finds(
        "UPDATE organizations SET members_count = 3 WHERE instance_id = 'ins_a'",
        "organizations ins_a org_1 members_count: expected 1, found 3",
    );
    assert_finds(
        "UPDATE organization_invitations SET status = 'revoked' WHERE instance_id = 'ins_a' AND status = 'pending'",
        "organizations ins_a org_1 pending_invitations_count: expected 0, found 1",
    );
    assert_finds(
        "UPDATE organizations SET invitations_count = 0 WHERE instance_id = 'ins_b'",
        "organizations ins_b org_1 invitations_count: expected 2, found 0",
    );
}

#[test]
fn domains_of_organizations_that_do_not_add_up_are_found() {
    assert_finds(
        "UPDATE organizations SET domains_count = 3 WHERE instance_id = 'ins_a'",
        "organizations ins_a org_1 domains_count: expected 1, found 3",
    );
    assert_finds(
        "UPDATE organization_domains SET pending_suggestions = 0 WHERE instance_id = 'ins_a'",
        "organization_domains ins_a orgdmn_1 pending_suggestions: expected 1, found 0",
    );
    assert_finds(
        "UPDATE organization_domains SET verified = false WHERE instance_id = 'ins_a'",
        "organization_domains ins_a orgdmn_1 verified: expected true, found false",
    );
    assert_finds(
        "UPDATE organization_enrollments SET user_id = 'user_9' WHERE instance_id = 'ins_a'",
        "organization_enrollments ins_a orgsug_1: expected a row of users",
    );
    assert_finds(
        "INSERT INTO proxy_checks VALUES ('ins_a', 'dmn_9', 'proxychk_1', 'https://a.example', true, 1, 1, 1)",
        "proxy_checks ins_a proxychk_1: expected a row of domains",
    );
}

#[test]
fn rows_without_owners_are_found() {
    assert_finds(
        "UPDATE sessions SET user_id = 'user_9' WHERE instance_id = 'ins_a' AND id = 'sess_1'",
        "sessions ins_a sess_1: expected a row of users for user_id user_9",
    );
    assert_finds(
        "INSERT INTO refreshed_tokens VALUES ('ins_a', 'sess_9', 'h', 1)",
        "refreshed_tokens ins_a sess_9 h: expected a row of sessions",
    );
    assert_finds(
        "UPDATE sign_in_tokens SET user_id = 'user_9' WHERE instance_id = 'ins_a'",
        "sign_in_tokens ins_a sit_1:",
    );
    assert_finds("UPDATE actor_tokens SET user_id = 'user_9' WHERE instance_id = 'ins_a'", "actor_tokens ins_a act_1:");
    assert_finds(
        "UPDATE agent_tasks SET user_id = 'user_9' WHERE instance_id = 'ins_a'",
        "agent_tasks ins_a agttsk_1:",
    );
    assert_finds(
        "UPDATE trusted_devices SET user_id = 'user_9' WHERE instance_id = 'ins_a'",
        "trusted_devices ins_a tdv_1: expected a row of users",
    );
    assert_finds(
        "UPDATE sign_ups SET user_id = 'user_9' WHERE instance_id = 'ins_a' AND id = 'sua_1'",
        "sign_ups ins_a sua_1: expected a row of users for user_id user_9",
    );
    assert_finds(
        "INSERT INTO verifications VALUES ('ins_a', 'ver_1', 'idn_9', 'user_1', 'email_code', 'd', 'unverified', 0, 9, 1)",
        "verifications ins_a ver_1: expected a row of identifications",
    );
    assert_finds(
        "INSERT INTO verifications VALUES ('ins_a', 'ver_1', 'idn_1', 'user_9', 'email_code', 'd', 'unverified', 0, 9, 1)",
        "verifications ins_a ver_1: expected a row of users",
    );
    assert_finds(
        "UPDATE organization_memberships SET user_id = 'user_9' WHERE instance_id = 'ins_a'",
        "organization_memberships ins_a orgmem_1: expected a row of users",
    );
    assert_finds(
        "UPDATE organization_memberships SET role = 'org:x' WHERE instance_id = 'ins_a';
         UPDATE counters SET name = 'role_members rset_1 org:x' WHERE name LIKE 'role_members%' AND instance_id = 'ins_a'",
        "organization_memberships ins_a orgmem_1: expected a role of its role set for org:x",
    );
    assert_finds(
        "UPDATE organization_invitations SET role = 'org:x' WHERE instance_id = 'ins_a'",
        "organization_invitations ins_a orginv_2: expected a role of its role set for org:x",
    );
    assert_finds(
        "DELETE FROM secret_keys; INSERT INTO secret_keys VALUES ('h', 'ins_9', 'sk_1', 'sk', 1)",
        "secret_keys ins_9: expected an instance",
    );
    assert_finds(
        "INSERT INTO clients VALUES ('ins_a', 'client_9', NULL, 1, 1);
         UPDATE counters SET value = value + 1 WHERE instance_id = 'ins_a' AND name = 'clients'",
        "clients ins_a client_9: expected a session on it",
    );
    assert_finds(
        "DELETE FROM invitation_claims WHERE instance_id = 'ins_a'",
        "invitation_claims ins_a a@example.com: expected 9, found nothing",
    );
    assert_finds(
        "INSERT INTO invitation_claims VALUES ('ins_a', 'z@example.com', 7)",
        "invitation_claims ins_a z@example.com: expected nothing, found 7",
    );
    assert_finds(
        "UPDATE waitlist_entries SET invitation_id = 'inv_9' WHERE instance_id = 'ins_a' AND id = 'wle_pending'",
        "waitlist_entries ins_a wle_pending: expected a row of invitations for invitation_id inv_9",
    );
    assert_finds(
        "UPDATE allowlist_identifiers SET invitation_id = 'inv_9' WHERE instance_id = 'ins_a'",
        "allowlist_identifiers ins_a alid_1: expected a row of invitations for invitation_id inv_9",
    );
    assert_finds(
        "DELETE FROM images WHERE instance_id = 'ins_a' AND id = 'img_1'",
        "images ins_a img_1: expected the picture of user_1",
    );
}

#[test]
fn machines_that_lack_something_and_what_lacks_its_machine_are_found() {
    for (sql, finding) in [
        ("DELETE FROM machine_secret_keys WHERE machine_id = 'mch_2' AND instance_id = 'ins_a'", "machines ins_a mch_2: expected a secret key"),
        (
            "INSERT INTO machine_scopes VALUES ('ins_a', 'mch_9', 'mch_1', 1)",
            "machine_scopes ins_a mch_9 mch_1: expected a row of machines for from_machine_id mch_9",
        ),
        (
            "INSERT INTO machine_scopes VALUES ('ins_a', 'mch_2', 'mch_9', 1)",
            "machine_scopes ins_a mch_2 mch_9: expected a row of machines for to_machine_id mch_9",
        ),
        (
            "UPDATE machine_secret_keys SET machine_id = 'mch_9', expires_at = 1 WHERE hash = 'mch_2 of ins_a';
             INSERT INTO machine_secret_keys SELECT 'h', 'ins_a', 'mch_2', NULL, 1, sealed FROM machine_secret_keys
             WHERE hash = 'mch_1 of ins_a'",
            "machine_secret_keys ins_a mch_9: expected a row of machines",
        ),
        (
            "INSERT INTO m2m_tokens SELECT instance_id, 'mt_9', 'mch_9', 'h', fingerprint, revoked, expired, expires_at,
             last_used_at, created_at, updated_at, sealed, data FROM m2m_tokens WHERE instance_id = 'ins_a' AND id = 'mt_1'",
            "m2m_tokens ins_a mt_9: expected a row of machines",
        ),
        (
            "INSERT INTO leftovers VALUES ('ins_a', 'mch_2')",
            "leftovers ins_a mch_2: expected an owner that is deleted",
        ),
        (
            "INSERT INTO leftovers VALUES ('ins_a', 'user_2')",
            "leftovers ins_a user_2: expected an owner that is deleted",
        ),
        (
            "UPDATE api_keys SET subject = 'user_9' WHERE instance_id = 'ins_a' AND id = 'ak_0';
             UPDATE counters SET name = 'api_keys user_9 valid api_key' WHERE instance_id = 'ins_a'
             AND name = 'api_keys user_1 valid api_key'",
            "api_keys ins_a ak_0: expected a row of users or organizations or machines for subject user_9",
        ),
    ] {
        assert_finds(sql, finding);
    }
}

#[test]
fn what_is_left_of_applications_and_grants_is_found() {
    for (sql, finding) in [
        (
            "UPDATE oauth_grants SET application_id = 'oauthapp_9' WHERE instance_id = 'ins_a'",
            "oauth_grants ins_a oagrant_1: expected a row of oauth_applications for application_id oauthapp_9",
        ),
        (
            "UPDATE oauth_grants SET user_id = 'user_9' WHERE instance_id = 'ins_a'",
            "oauth_grants ins_a oagrant_1: expected a row of users for user_id user_9",
        ),
        (
            "UPDATE oauth_access_tokens SET grant_id = 'oagrant_9' WHERE instance_id = 'ins_a'",
            "oauth_access_tokens ins_a oat_1: expected a row of oauth_grants for grant_id oagrant_9",
        ),
        (
            "UPDATE oauth_grants SET ends_at = 49 WHERE instance_id = 'ins_a'",
            "oauth_access_tokens ins_a oat_1: expected a grant that lasts until 50, found 49",
        ),
        (
            "DELETE FROM images WHERE instance_id = 'ins_a' AND id = 'img_2'",
            "images ins_a img_2: expected the picture of oauthapp_1",
        ),
        (
            "INSERT INTO leftovers VALUES ('ins_a', 'oauthapp_1')",
            "leftovers ins_a oauthapp_1: expected an owner that is deleted",
        ),
        (
            "INSERT INTO leftovers VALUES ('ins_a', 'user_2')",
            "leftovers ins_a user_2: expected an owner that is deleted",
        ),
    ] {
        assert_finds(sql, finding);
    }
}

#[test]
fn everything_that_belonged_to_a_vanished_organization_or_client_is_found() {
    let (store, _folder) = healthy();
    let report = broken(
        &store,
        "DELETE FROM organizations WHERE instance_id = 'ins_a'; DELETE FROM clients WHERE instance_id = 'ins_a'",
    );
    for (table, key) in [
        ("organization_memberships", "ins_a orgmem_1"),
        ("organization_invitations", "ins_a orginv_2"),
        ("sessions", "ins_a sess_0"),
        ("counters", "ins_a organizations"),
        ("counters", "ins_a clients"),
    ] {
        let found = report.findings.iter().any(|finding| finding.table == table && finding.key == key);
        assert!(found, "{table} {key} in {:#?}", report.findings);
    }
}

#[test]
fn a_picture_that_nobody_shows_is_found() {
    let (store, _folder) = healthy();
    let stored = store.system_blocking(|tx| {
        let row = ImageRow { id: "img_9".to_owned(), content_type: String::new(), bytes: Vec::new(), created_at: 1 };
        tx.within("ins_a").insert_image(&row)
    });
    stored.expect("stored");
    let report = store.check_blocking().expect("checked");
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].to_string(), "images ins_a img_9: expected somebody whom it shows, found nothing");
}

#[test]
fn identifications_that_do_not_follow_from_the_data_are_found() {
    for kind in [
        Kind::EmailAddress,
        Kind::PhoneNumber,
        Kind::Web3Wallet,
        Kind::Username,
        Kind::ExternalId,
        Kind::Passkey,
        Kind::ExternalAccount,
    ] {
        let (store, _folder) = healthy();
        let deleted = store.system_blocking(move |tx| {
            let sql = "DELETE FROM identifications WHERE instance_id = 'ins_a' AND kind = $1";
            tx.connection.execute(sql, crate::params![kind.as_str()])
        });
        let deleted = deleted.expect("deleted");
        let report = store.check_blocking().expect("checked");
        assert_eq!(report.findings.len() as u64, deleted, "{kind:?}: {:#?}", report.findings);
        assert!(report.findings.iter().all(|finding| finding.table == "identifications"), "{:#?}", report.findings);
    }
    assert_finds(
        "INSERT INTO identifications VALUES ('ins_a', 'email_address', 'z@example.com', 'idn_9', 'user_2')",
        "identifications ins_a email_address z@example.com: expected nothing, found idn_9 of user_2",
    );
    let (store, _folder) = healthy();
    let report = broken(
        &store,
        "UPDATE identifications SET claim = 'l@example.com' WHERE instance_id = 'ins_a' AND id = 'idn_2'",
    );
    assert_eq!(report.findings.len(), 2, "a claim that was never verified: {:#?}", report.findings);
}

#[test]
fn columns_of_users_that_differ_from_the_data_are_found() {
    for (change, key) in [
        ("first_name = 'Bea'", "first_name: expected Ädä, found Bea"),
        ("last_name = 'L'", "last_name: expected nothing, found L"),
        ("username = NULL", "username: expected ada_L, found nothing"),
        ("email_address = 'l@example.com'", "email_address: expected ada@example.com, found l@example.com"),
        ("phone_number = NULL", "phone_number: expected +14155550100, found nothing"),
        ("web3_wallet = '0x1'", "web3_wallet: expected nothing, found 0x1"),
        ("created_at = 8", "created_at: expected 1, found 8"),
        ("updated_at = 8", "updated_at: expected 2, found 8"),
        ("last_active_at = 8", "last_active_at: expected nothing, found 8"),
        ("last_sign_in_at = NULL", "last_sign_in_at: expected 2, found nothing"),
        ("banned = NOT banned", "banned: expected "),
    ] {
        let sql = format!("UPDATE users SET {change} WHERE instance_id = 'ins_b' AND id = 'user_1'");
        assert_finds(sql.leak(), &format!("users ins_b user_1 {key}"));
    }
}

#[test]
fn a_search_index_that_differs_from_its_table_is_found() {
    let (store, _folder) = healthy();
    if store.engine_name() != "sqlite" {
        return;
    }
    for (sql, finding) in [
        ("DELETE FROM users_search WHERE rowid = 1", "users ins_a user_1 search: expected"),
        (
            "UPDATE organizations SET search = 'other text' WHERE instance_id = 'ins_a'",
            "organizations ins_a org_1 search: expected 0D, found",
        ),
        (
            "INSERT INTO invitations_search (rowid, search) VALUES (99, 'gone')",
            "invitations search row 99: expected nothing",
        ),
        ("DELETE FROM waitlist_entries_search WHERE rowid = 1", "waitlist_entries ins_a wle_"),
    ] {
        assert_finds(sql, finding);
    }
}

#[test]
fn texts_of_every_length_have_the_size_that_the_index_notes() {
    let (store, _folder) = healthy();
    for length in [0, 1, 2, 3, 129, 130, 131, 16_384, 16_385, 16_386, 20_000] {
        let inserted = store.system_blocking(move |tx| {
            let first_name = Some("ß".repeat(length));
            tx.within("ins_a").insert_user(&User { id: format!("user_l{length}"), first_name, ..User::default() })
        });
        inserted.expect("inserted");
    }
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

#[test]
fn a_check_sees_one_moment_while_others_write() {
    let (store, _folder) = healthy();
    let writer = store.clone();
    let writing = std::thread::spawn(move || {
        for number in 0..200 {
            let id = format!("user_w{number}");
            let inserted = writer
                .system_blocking(move |tx| tx.within("ins_a").insert_user(&User { id: id.clone(), ..User::default() }));
            inserted.expect("inserted");
        }
    });
    while !writing.is_finished() {
        assert_eq!(store.check_blocking().expect("checked").findings, []);
    }
    writing.join().expect("written");
}
