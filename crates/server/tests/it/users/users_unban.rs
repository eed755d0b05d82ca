use serde_json::json;

use crate::app::App;
use crate::people::ids;

#[tokio::test]
async fn bans_are_lifted_for_all_or_for_nobody() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.post("/users/ban", json!({ "user_ids": [ada, bob] })).await.ok();
    let refused = app.post("/users/unban", json!({ "user_ids": [ada, "user_none"] })).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["banned"], true);
    let unbanned = app.post("/users/unban", json!({ "user_ids": [bob, ada] })).await.ok();
    assert_eq!(ids(&unbanned), [&bob, &ada]);
    assert!(unbanned.as_array().unwrap().iter().all(|user| user["banned"] == false), "{unbanned}");
    let refused = app.post("/users/unban", json!({ "user_ids": vec!["user_none"; 51] })).await;
    assert_eq!(refused.refusal().1, "bulk_size_exceeded");
}
