use serde_json::{Value, json};

use crate::app::App;
use crate::people::text;

const FIRST: &str = "0x52908400098527886e0f7030069857d2e4169ee7";
const SECOND: &str = "0x8617e340b3d01fa5f11f306f4090fd50e238070d";

#[tokio::test]
async fn a_deleted_wallet_is_free_and_the_next_one_becomes_the_primary_one() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "web3_wallet": [FIRST, SECOND] })).await.ok();
    let other = app.user("bob").await;
    let (id, wallets) = (text(&user, "id"), &user["web3_wallets"]);
    let path = |user: &str, wallet: &Value| format!("/users/{user}/web3_wallets/{}", wallet.as_str().unwrap());
    let foreign = app.delete(&path(&other, &wallets[0]["id"])).await;
    assert_eq!(foreign.refusal(), (404, "resource_not_found", None));
    let deleted = app.delete(&path(id, &wallets[0]["id"])).await.ok();
    assert_eq!(deleted, json!({ "object": "web3_wallet", "id": wallets[0]["id"], "deleted": true }));
    assert_eq!(app.delete(&path(id, &wallets[0]["id"])).await.refusal().0, 404);
    let read = app.get(&format!("/users/{id}")).await.ok();
    assert_eq!(read["primary_web3_wallet_id"], wallets[1]["id"]);
    app.post("/users", json!({ "web3_wallet": [FIRST] })).await.ok();
    app.delete(&path(id, &wallets[1]["id"])).await.ok();
    let read = app.get(&format!("/users/{id}")).await.ok();
    assert_eq!(read.get("primary_web3_wallet_id"), Some(&Value::Null));
}

#[tokio::test]
async fn the_last_identifier_and_a_demanded_one_stay() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "web3_wallet": [FIRST] })).await.ok();
    let path = format!("/users/{}/web3_wallets/{}", text(&user, "id"), text(&user["web3_wallets"][0], "id"));
    assert_eq!(app.delete(&path).await.refusal(), (400, "identification_deletion_failed", None));
    app.patch(&format!("/users/{}", text(&user, "id")), json!({ "username": "ada_l" })).await.ok();
    app.configure(|settings| settings.required_attributes = vec!["web3_wallet".to_owned()]).await;
    let refused = app.delete(&path).await;
    assert_eq!(refused.refusal(), (400, "last_required_identification_deletion_failed", None));
    app.configure(|settings| settings.required_attributes.clear()).await;
    app.delete(&path).await.ok();
}
