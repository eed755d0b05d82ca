use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, Kind, PHONE, TEST_CODE, admin};
use crate::people::SECOND;

/// A user with an unverified identifier for tests, and a code sent to it.
async fn prepared(app: &App, kind: &Kind) -> (String, String, String) {
    let user = app.user("ada").await;
    let id = kind.add(app, &user, kind.test_value, json!({})).await;
    let verification = kind.prepare(app, &id).await;
    (user, id, verification)
}

#[tokio::test]
async fn the_right_code_verifies_and_opens_no_session() {
    let app = App::start().await;
    let (user, id, verification) = prepared(&app, &EMAIL).await;
    app.clock.advance(SECOND);
    let answer = EMAIL.attempt(&app, &id, &verification, TEST_CODE).await.ok();
    let wanted = json!({
        "object": "verification_otp", "id": verification, "status": "verified", "strategy": "email_code", "attempts": 0,
        "expire_at": START + 600 * SECOND, "channel": null,
    });
    assert_eq!(answer, wanted);
    let address = EMAIL.read(&app, &id).await;
    let wanted = json!({
        "object": "verification_otp", "status": "verified", "strategy": "email_code", "attempts": 0,
        "expire_at": START + 600 * SECOND, "channel": null,
    });
    assert_eq!(address["verification"], wanted);
    assert_eq!(address["updated_at"], START + SECOND);
    assert_eq!(app.show(&user).await["updated_at"], START + SECOND);
    assert_eq!(app.get(&format!("/sessions?user_id={user}")).await.ok(), json!([]));
}

#[tokio::test]
async fn a_code_that_was_sent_verifies_once_and_only_where_it_was_sent() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let one = EMAIL.add(&app, &ada, EMAIL.values[0], json!({})).await;
    let two = EMAIL.add(&app, &bea, EMAIL.values[1], json!({})).await;
    let (first, second) = (EMAIL.prepare(&app, &one).await, EMAIL.prepare(&app, &two).await);
    let codes: Vec<String> = app
        .outbox
        .take()
        .into_iter()
        .map(|message| match message {
            Message::EmailCode { code, .. } => code,
            other => panic!("{other:?}"),
        })
        .collect();
    if codes[0] != codes[1] {
        assert_eq!(EMAIL.attempt(&app, &one, &first, &codes[1]).await.ok()["status"], "unverified");
    }
    assert_eq!(EMAIL.attempt(&app, &one, &first, &codes[0]).await.ok()["status"], "verified");
    assert_eq!(EMAIL.attempt(&app, &two, &second, &codes[1]).await.ok()["status"], "verified");
}

#[tokio::test]
async fn a_wrong_code_is_counted_and_the_right_one_still_counts() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let (_, id, verification) = prepared(&app, &kind).await;
        for (attempts, code) in [(1, "000000"), (2, "")] {
            let wrong = kind.attempt(&app, &id, &verification, code).await.ok();
            assert_eq!((&wrong["status"], &wrong["attempts"]), (&json!("unverified"), &json!(attempts)));
            assert_eq!(kind.read(&app, &id).await["verification"], json!(null));
        }
        let right = kind.attempt(&app, &id, &verification, TEST_CODE).await.ok();
        assert_eq!((&right["status"], &right["attempts"]), (&json!("verified"), &json!(2)));
        let verification = &kind.read(&app, &id).await["verification"];
        assert_eq!((&verification["strategy"], &verification["attempts"]), (&json!(kind.strategy), &json!(2)));
    }
}

#[tokio::test]
async fn the_third_wrong_code_fails_it_for_good() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let (_, id, verification) = prepared(&app, &kind).await;
        let mut seen = Vec::new();
        for code in ["000000", "000001", "000002", TEST_CODE, "000003"] {
            let answer = kind.attempt(&app, &id, &verification, code).await.ok();
            seen.push((answer["status"].as_str().unwrap().to_owned(), answer["attempts"].as_i64().unwrap()));
        }
        let wanted = [("unverified", 1), ("unverified", 2), ("failed", 3), ("failed", 3), ("failed", 3)];
        assert_eq!(seen, wanted.map(|(status, attempts)| (status.to_owned(), attempts)));
        assert_eq!(kind.read(&app, &id).await["verification"], json!(null));
    }
}

#[tokio::test]
async fn attempts_at_the_same_time_count_each() {
    let app = App::start().await;
    let (_, id, verification) = prepared(&app, &EMAIL).await;
    let attempt = || EMAIL.attempt(&app, &id, &verification, "000000");
    let answers = tokio::join!(attempt(), attempt(), attempt(), attempt());
    let mut attempts: Vec<i64> = [answers.0, answers.1, answers.2, answers.3]
        .into_iter()
        .map(|answer| answer.ok()["attempts"].as_i64().unwrap())
        .collect();
    attempts.sort_unstable();
    assert_eq!(attempts, [1, 2, 3, 3]);
}

#[tokio::test]
async fn a_code_works_for_ten_minutes() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let (ada, id, verification) = prepared(&app, &kind).await;
        let other = kind.add(&app, &ada, kind.values[0], json!({})).await;
        app.clock.advance(SECOND);
        let later = kind.prepare(&app, &other).await;
        app.clock.advance(599 * SECOND);
        let late = kind.attempt(&app, &id, &verification, TEST_CODE).await.ok();
        assert_eq!((&late["status"], &late["attempts"]), (&json!("expired"), &json!(0)));
        assert_eq!(kind.read(&app, &id).await["verification"], json!(null));
        let wrong = kind.attempt(&app, &other, &later, "none").await.ok();
        assert_eq!(wrong["status"], "unverified");
        let again = kind.attempt(&app, &id, &verification, "none").await.ok();
        assert_eq!((&again["status"], &again["attempts"]), (&json!("expired"), &json!(0)));
    }
}

#[tokio::test]
async fn the_last_millisecond_is_early_enough() {
    let app = App::start().await;
    let (_, id, verification) = prepared(&app, &EMAIL).await;
    app.clock.advance(600 * SECOND - 1);
    assert_eq!(EMAIL.attempt(&app, &id, &verification, TEST_CODE).await.ok()["status"], "verified");
}

#[tokio::test]
async fn an_accepted_code_is_not_accepted_again() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let (_, id, verification) = prepared(&app, &kind).await;
        kind.attempt(&app, &id, &verification, TEST_CODE).await.ok();
        for code in [TEST_CODE, "000000"] {
            let answer = kind.attempt(&app, &id, &verification, code).await;
            assert_eq!(answer.refusal(), (400, "verification_already_verified", None));
        }
        app.clock.advance(3600 * SECOND);
        let late = kind.attempt(&app, &id, &verification, TEST_CODE).await;
        assert_eq!(late.refusal(), (400, "verification_already_verified", None));
    }
}

#[tokio::test]
async fn a_verification_belongs_to_what_its_code_was_sent_to() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let (ada, id, verification) = prepared(&app, &kind).await;
        let other = kind.add(&app, &ada, kind.values[0], json!({})).await;
        for (id, verification) in [(&*other, &*verification), (&id, "ver_none"), ("idn_none", &verification)] {
            let answer = kind.attempt(&app, id, verification, TEST_CODE).await;
            assert_eq!(answer.refusal(), (404, "resource_not_found", None), "{id} {verification}");
        }
        assert_eq!(kind.attempt(&app, &id, &verification, TEST_CODE).await.ok()["status"], "verified");
    }
}

#[tokio::test]
async fn what_somebody_else_verified_meanwhile_is_not_verified() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let (_, id, verification) = prepared(&app, &kind).await;
        let bea = app.user("bea").await;
        let other = kind.add(&app, &bea, kind.test_value, json!({ "verified": true })).await;
        let answer = kind.attempt(&app, &id, &verification, TEST_CODE).await;
        assert_eq!(answer.refusal(), (400, "identification_claimed", None));
        assert_eq!(kind.read(&app, &id).await["verification"], json!(null));
        assert_eq!(kind.read(&app, &other).await["verification"], admin());
        // The code is not spent by that.
        kind.delete(&app, &other).await.ok();
        assert_eq!(kind.attempt(&app, &id, &verification, TEST_CODE).await.ok()["status"], "verified");
    }
}

#[tokio::test]
async fn what_is_verified_already_stays_as_it_is() {
    let app = App::start().await;
    let (ada, id, verification) = prepared(&app, &EMAIL).await;
    EMAIL.update(&app, &id, json!({ "verified": true })).await.ok();
    let before = app.show(&ada).await;
    app.clock.advance(SECOND);
    assert_eq!(EMAIL.attempt(&app, &id, &verification, TEST_CODE).await.ok()["status"], "verified");
    assert_eq!(app.show(&ada).await, before);
}

#[tokio::test]
async fn a_reserved_one_is_verified_and_no_longer_reserved() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let ada = app.user("ada").await;
        let reserved = json!({ "identification_status": "reserved" });
        let id = kind.replace(&app, &ada, kind.test_value, reserved).await.ok()["id"].as_str().unwrap().to_owned();
        let verification = kind.prepare(&app, &id).await;
        kind.attempt(&app, &id, &verification, TEST_CODE).await.ok();
        let shown = kind.read(&app, &id).await;
        assert_eq!((&shown["verification"]["status"], &shown["reserved"]), (&json!("verified"), &json!(false)));
    }
}

#[tokio::test]
async fn code_and_verification_are_required() {
    let app = App::start().await;
    let (_, id, verification) = prepared(&app, &EMAIL).await;
    let path = format!("/email_addresses/{id}/attempt_verification");
    let answer = app.post(&path, json!({ "verification_id": verification })).await;
    assert_eq!(answer.refusal(), (422, "form_param_missing", Some("code")));
    let answer = app.post(&path, json!({ "code": TEST_CODE })).await;
    assert_eq!(answer.refusal(), (422, "form_param_missing", Some("verification_id")));
    let answer = app.post(&path, json!({ "verification_id": "ver_\u{0}", "code": TEST_CODE })).await;
    assert_eq!(answer.status, 400);
}
