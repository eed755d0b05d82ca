use serde_json::json;

use crate::app::App;
use crate::people::{ids, text};

#[tokio::test]
async fn users_are_banned_in_the_order_of_the_request() {
    let app = App::start().await;
    let (ada, bob, cat) = (app.user("ada").await, app.user("bob").await, app.user("cat").await);
    let session = app.session(&bob).await;
    let banned = app.post("/users/ban", json!({ "user_ids": [cat, bob, cat] })).await.ok();
    assert_eq!(ids(&banned), [&cat, &bob]);
    assert!(banned.as_array().unwrap().iter().all(|user| user["banned"] == true), "{banned}");
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["banned"], false);
    assert_eq!(app.get(&format!("/sessions/{}", text(&session, "id"))).await.ok()["status"], "revoked");
}

#[tokio::test]
async fn nobody_is_banned_unless_everybody_exists() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let refused = app.post("/users/ban", json!({ "user_ids": [ada, "user_none", "user_nobody"] })).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
    let sentence = refused.body["errors"][0]["long_message"].as_str().unwrap();
    assert!(sentence.contains("user_none"), "{sentence}");
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["banned"], false);
}

#[tokio::test]
async fn one_to_fifty_users_are_banned_at_once() {
    let app = App::start().await;
    let mut users = Vec::new();
    for number in 0..50 {
        users.push(app.user(&format!("user{number}")).await);
    }
    assert_eq!(app.post("/users/ban", json!({ "user_ids": users })).await.ok().as_array().unwrap().len(), 50);
    users.push("user_51".to_owned());
    assert_eq!(app.post("/users/ban", json!({ "user_ids": users })).await.refusal().0, 400);
    assert_eq!(app.post("/users/ban", json!({ "user_ids": users })).await.refusal().1, "bulk_size_exceeded");
    assert_eq!(app.post("/users/ban", json!({ "user_ids": [] })).await.status, 422);
    assert_eq!(app.post("/users/ban", json!({})).await.refusal(), (422, "form_param_missing", Some("user_ids")));
}

#[tokio::test]
async fn bans_of_the_same_users_in_different_orders_do_not_meet() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    for _ in 0..5 {
        let (one, other) = tokio::join!(
            app.post("/users/ban", json!({ "user_ids": [ada, bob] })),
            app.post("/users/unban", json!({ "user_ids": [bob, ada] }))
        );
        assert_eq!((one.status, other.status), (200, 200));
        let (ada, bob) = (app.stored_user(&ada).await.banned, app.stored_user(&bob).await.banned);
        assert_eq!(ada, bob, "one of the two came last for both");
    }
}
