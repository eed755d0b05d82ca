//! Rules that hold for addresses as well are tested beside those.

use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, PHONE};
use crate::people::SECOND;

#[tokio::test]
async fn a_code_is_sent_by_message() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    let prepared = PHONE.try_prepare(&app, &id).await.ok();
    let wanted = json!({
        "object": "verification_otp", "id": prepared["id"], "status": "unverified", "strategy": "phone_code",
        "attempts": 0, "expire_at": START + 600 * SECOND, "channel": "sms",
    });
    assert_eq!(prepared, wanted);
    let messages = app.outbox.take();
    assert!(matches!(&messages[..], [Message::PhoneCode { to, .. }] if to == PHONE.values[0]), "{messages:?}");
}

#[tokio::test]
async fn an_address_gets_no_message() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let email = EMAIL.primary(&app, &ada).await;
    let answer = PHONE.try_prepare(&app, email.as_str().unwrap()).await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}
