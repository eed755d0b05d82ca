use frontdesk_server::NewInstance;
use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, PHONE, TEST_CODE};
use crate::people::{DAY, SECOND, text};

/// The code in the only message.
fn code(app: &App) -> (String, String) {
    match app.outbox.take().as_slice() {
        [Message::EmailCode { to, code } | Message::PhoneCode { to, code }] => (to.clone(), code.clone()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_code_is_sent_and_its_verification_answered() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, EMAIL.values[0], json!({})).await;
    let prepared = EMAIL.try_prepare(&app, &id).await.ok();
    let verification = text(&prepared, "id");
    assert!(verification.starts_with("ver_") && verification.len() == 31, "{verification}");
    let wanted = json!({
        "object": "verification_otp", "id": verification, "status": "unverified", "strategy": "email_code",
        "attempts": 0, "expire_at": START + 600 * SECOND, "channel": null,
    });
    assert_eq!(prepared, wanted);
    let (to, code) = code(&app);
    assert_eq!(to, EMAIL.values[0]);
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    // Asking does not verify.
    assert_eq!(EMAIL.read(&app, &id).await["verification"], json!(null));
}

#[tokio::test]
async fn the_code_is_not_stored_and_differs_each_time() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let ada = app.user("ada").await;
        let id = kind.add(&app, &ada, kind.values[0], json!({})).await;
        let (mut codes, mut digests) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            let verification = kind.prepare(&app, &id).await;
            let (_, code) = code(&app);
            let stored = app.stored_verification(&verification).await.unwrap();
            assert!(!format!("{stored:?}").contains(&code), "{stored:?}");
            digests.push(stored.code_digest);
            codes.push(code);
            app.clock.advance(30 * SECOND);
        }
        assert!(codes.iter().any(|code| *code != codes[0]), "{codes:?}");
        assert!(digests[1..].iter().all(|digest| *digest != digests[0]), "{digests:?}");
    }
}

#[tokio::test]
async fn equal_codes_of_two_verifications_are_stored_differently() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, EMAIL.test_value, json!({})).await;
    let one = EMAIL.prepare(&app, &id).await;
    app.clock.advance(30 * SECOND);
    let two = EMAIL.prepare(&app, &id).await;
    let digest = async |id: &str| app.stored_verification(id).await.unwrap().code_digest;
    assert_ne!(digest(&one).await, digest(&two).await);
}

#[tokio::test]
async fn another_code_can_be_asked_for_after_thirty_seconds() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let ada = app.user("ada").await;
        let id = kind.add(&app, &ada, kind.test_value, json!({})).await;
        let other = kind.add(&app, &ada, kind.values[0], json!({})).await;
        let first = kind.prepare(&app, &id).await;
        for (wait, seconds) in [(0, "30"), (1, "30"), (29_998, "1")] {
            app.clock.advance(wait);
            let answer = kind.try_prepare(&app, &id).await;
            assert_eq!(answer.refusal(), (429, "verification_code_too_many_requests", None));
            assert_eq!(answer.headers["retry-after"], seconds);
        }
        kind.prepare(&app, &other).await;
        app.clock.advance(1);
        let second = kind.prepare(&app, &id).await;
        assert_ne!(first, second);
        // The first one still counts.
        assert_eq!(kind.attempt(&app, &id, &first, TEST_CODE).await.ok()["status"], "verified");
        assert_eq!(kind.attempt(&app, &id, &second, TEST_CODE).await.ok()["status"], "verified");
    }
}

#[tokio::test]
async fn of_two_who_ask_at_the_same_time_one_gets_a_code() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    for round in 0..5 {
        let id = EMAIL.add(&app, &ada, &format!("round{round}@example.org"), json!({})).await;
        let (one, two) = tokio::join!(EMAIL.try_prepare(&app, &id), EMAIL.try_prepare(&app, &id));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 429]);
        assert_eq!(app.outbox.take().len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_sent_to_addresses_and_numbers_for_tests() {
    for kind in [EMAIL, PHONE] {
        let app = App::start().await;
        let ada = app.user("ada").await;
        let id = kind.add(&app, &ada, kind.test_value, json!({})).await;
        kind.prepare(&app, &id).await;
        assert_eq!(app.outbox.take(), []);
    }
}

#[tokio::test]
async fn production_knows_no_addresses_and_numbers_for_tests() {
    for kind in [EMAIL, PHONE] {
        let app = App::start_with(NewInstance { production: true, ..NewInstance::default() }).await;
        let ada = app.user("ada").await;
        let id = kind.add(&app, &ada, kind.test_value, json!({})).await;
        let verification = kind.prepare(&app, &id).await;
        let (to, code) = code(&app);
        assert_eq!(to, kind.test_value);
        if code != TEST_CODE {
            let wrong = kind.attempt(&app, &id, &verification, TEST_CODE).await.ok();
            assert_eq!(wrong["status"], "unverified");
        }
        let right = kind.attempt(&app, &id, &verification, &code).await.ok();
        assert_eq!(right["status"], "verified");
    }
}

#[tokio::test]
async fn verifications_are_forgotten_after_a_day() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, EMAIL.values[0], json!({})).await;
    let old = EMAIL.prepare(&app, &id).await;
    app.clock.advance(DAY);
    let kept = EMAIL.prepare(&app, &id).await;
    assert!(app.stored_verification(&old).await.is_some());
    app.clock.advance(30 * SECOND);
    EMAIL.prepare(&app, &id).await;
    assert_eq!(app.stored_verification(&old).await, None);
    assert!(app.stored_verification(&kept).await.is_some());
}

#[tokio::test]
async fn a_verified_address_can_be_asked_for_a_code_too() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.primary(&app, &ada).await;
    EMAIL.prepare(&app, id.as_str().unwrap()).await;
    assert_eq!(code(&app).0, "ada@example.com");
}

#[tokio::test]
async fn an_unknown_address_gets_no_code() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let phone = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    for id in ["idn_none", &phone] {
        assert_eq!(EMAIL.try_prepare(&app, id).await.refusal(), (404, "resource_not_found", None));
    }
    assert_eq!(app.outbox.take(), []);
}
