use serde_json::json;

use crate::app::{App, START};
use crate::machines_and_tokens::GONE;

#[tokio::test]
async fn what_is_left_out_stays() {
    let app = App::start().await;
    let two = app.machine("Two", &[]).await;
    let one = app.machine("One", &[&two]).await;
    let path = format!("/machines/{}", one.id);
    let before = app.get(&path).await.ok();
    app.clock.advance(9);
    assert_eq!(app.patch(&path, json!({})).await.ok(), before, "nothing has changed");
    assert_eq!(app.patch(&path, json!({ "name": "One" })).await.ok(), before);
    let mut expected = before;
    (expected["name"], expected["updated_at"]) = (json!("New"), json!(START + 9));
    assert_eq!(app.patch(&path, json!({ "name": "New" })).await.ok(), expected);
    app.clock.advance(9);
    (expected["default_token_ttl"], expected["updated_at"]) = (json!(60), json!(START + 18));
    assert_eq!(app.patch(&path, json!({ "default_token_ttl": 60 })).await.ok(), expected);
    assert_eq!(app.get(&path).await.ok(), expected);
    assert_eq!(app.get("/machines?query=new").await.ok()["total_count"], 1, "it is found by its new name");
    let token = app.token(&one, json!({})).await;
    assert_eq!(token["expiration"], START + 18 + 60_000);
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused() {
    let app = App::start().await;
    let one = app.machine("One", &[]).await;
    let path = format!("/machines/{}", one.id);
    for (body, refusal) in [
        (json!({ "name": "" }), (422, "form_param_min_length_exceeded", Some("name"))),
        (json!({ "name": null }), (422, "form_param_nil", Some("name"))),
        (json!({ "default_token_ttl": 0 }), (422, "form_param_value_invalid", Some("default_token_ttl"))),
    ] {
        assert_eq!(app.patch(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.patch("/machines/mch_none", json!({ "name": "x" })).await.refusal(), GONE);
}
