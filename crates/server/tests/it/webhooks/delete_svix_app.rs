use serde_json::{Value, json};

use crate::app::App;

#[tokio::test]
async fn webhooks_are_turned_off_and_on_again() {
    let app = App::start().await;
    assert_eq!(app.delete("/webhooks/svix").await.refusal(), (400, "svix_app_missing", None));
    app.post("/webhooks/svix", json!({})).await.ok();
    let gone = app.delete("/webhooks/svix").await;
    assert_eq!((gone.status, gone.body), (204, Value::Null));
    assert_eq!(app.delete("/webhooks/svix").await.refusal(), (400, "svix_app_missing", None));
    app.post("/webhooks/svix", json!({})).await.ok();
}
