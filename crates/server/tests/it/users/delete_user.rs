use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn a_deleted_user_is_gone_and_its_identifiers_are_free() {
    let app = App::start().await;
    let body = json!({
        "email_address": ["ada@example.com"], "phone_number": ["+12015550101"], "username": "ada_l",
        "web3_wallet": ["0x52908400098527886e0f7030069857d2e4169ee7"], "external_id": "a1",
    });
    let user = app.post("/users", body.clone()).await.ok();
    let path = format!("/users/{}", user["id"].as_str().unwrap());
    let answer = app.delete(&path).await.ok();
    assert_eq!(answer, json!({ "object": "user", "id": user["id"], "deleted": true, "external_id": "a1" }));
    assert_eq!(app.get(&path).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.delete(&path).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.get("/users/count").await.ok()["total_count"], 0);
    let again = app.post("/users", body).await.ok();
    assert_ne!(again["id"], user["id"]);
}

#[tokio::test]
async fn what_belongs_to_a_user_goes_with_it() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let organization = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let session = app.session(&ada).await;
    let kept = app.session(&bob).await;
    app.delete(&format!("/users/{ada}")).await.ok();
    let path = |session: &serde_json::Value| format!("/sessions/{}", session["id"].as_str().unwrap());
    assert_eq!(app.get(&path(&session)).await.status, 404);
    assert_eq!(app.get(&path(&kept)).await.ok()["status"], "active");
    let id = organization.clone();
    let members = app.store_write(move |tx| Ok(tx.find_organization(&id)?.unwrap().members_count)).await;
    assert_eq!(members, 0);
}
