//! Rules that hold for addresses as well are tested beside those.

use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::PHONE;
use crate::people::SECOND;

#[tokio::test]
async fn the_code_that_was_sent_verifies_the_number() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    let verification = PHONE.prepare(&app, &id).await;
    let messages = app.outbox.take();
    let [Message::PhoneCode { code, .. }] = &messages[..] else { panic!("{messages:?}") };
    let answer = PHONE.attempt(&app, &id, &verification, code).await.ok();
    assert_eq!((&answer["status"], &answer["channel"]), (&json!("verified"), &json!("sms")));
    let wanted = json!({
        "object": "verification_otp", "status": "verified", "strategy": "phone_code", "attempts": 0,
        "expire_at": START + 600 * SECOND, "channel": "sms",
    });
    assert_eq!(PHONE.read(&app, &id).await["verification"], wanted);
    assert_eq!(app.get(&format!("/sessions?user_id={ada}")).await.ok(), json!([]));
}
