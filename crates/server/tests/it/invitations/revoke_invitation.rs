use serde_json::json;

use crate::app::App;
use crate::people::{DAY, text};

#[tokio::test]
async fn a_revoked_invitation_stays_revoked_and_frees_the_address() {
    let app = App::start().await;
    let body = json!({ "email_address": "a@example.com", "public_metadata": { "a": 1 } });
    let invitation = app.post("/invitations", body.clone()).await.ok();
    let path = format!("/invitations/{}/revoke", text(&invitation, "id"));
    app.clock.advance(9);
    let revoked = app.post(&path, json!({})).await.ok();
    let expected = json!({
        "object": "invitation", "id": invitation["id"], "email_address": "a@example.com", "public_metadata": { "a": 1 },
        "revoked": true, "status": "revoked", "expires_at": invitation["expires_at"],
        "created_at": invitation["created_at"], "updated_at": app.clock.now(),
    });
    assert_eq!(revoked, expected, "and no `url`");
    assert_eq!(app.post(&path, json!({})).await.refusal(), (400, "invitation_already_revoked", None));
    app.post("/invitations", body).await.ok();
}

#[tokio::test]
async fn an_expired_invitation_can_be_revoked_and_an_accepted_one_cannot() {
    let app = App::start().await;
    let invite = async |address: &str| {
        let body = json!({ "email_address": address, "expires_in_days": 1 });
        text(&app.post("/invitations", body).await.ok(), "id").to_owned()
    };
    let (expired, accepted) = (invite("a@example.com").await, invite("b@example.com").await);
    let (id, now) = (accepted.clone(), app.clock.now());
    app.store_write(move |tx| {
        let invitation = tx.find_invitation(&id)?.unwrap();
        tx.accept_invitation(&invitation, now)
    })
    .await;
    app.clock.advance(2 * DAY);
    app.post(&format!("/invitations/{expired}/revoke"), json!({})).await.ok();
    let refused = app.post(&format!("/invitations/{accepted}/revoke"), json!({})).await;
    assert_eq!(refused.refusal(), (400, "invitation_already_accepted", None));
    let unknown = app.post("/invitations/inv_none/revoke", json!({})).await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", None));
}
