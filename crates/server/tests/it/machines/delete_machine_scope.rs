use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;

#[tokio::test]
async fn access_that_is_taken_away_is_kept_by_earlier_tokens() {
    let app = App::start().await;
    let two = app.machine("Two", &[]).await;
    let one = app.machine("One", &[&two]).await;
    let before = app.token(&one, json!({})).await;
    let path = format!("/machines/{}/scopes/{}", one.id, two.id);
    let deleted = app.delete(&path).await.ok();
    let expected =
        json!({ "object": "machine_scope", "from_machine_id": one.id, "to_machine_id": two.id, "deleted": true });
    assert_eq!(deleted, expected);
    app.verify(&two.key, &before).await.ok();
    let after = app.token(&one, json!({})).await;
    assert_eq!(app.verify(&two.key, &after).await.refusal(), GONE);
    for path in [
        path.as_str(),
        &format!("/machines/{}/scopes/{}", two.id, one.id),
        &format!("/machines/{}/scopes/mch_none", one.id),
        &format!("/machines/mch_none/scopes/{}", two.id),
    ] {
        assert_eq!(app.delete(path).await.refusal(), GONE, "{path}");
    }
}
