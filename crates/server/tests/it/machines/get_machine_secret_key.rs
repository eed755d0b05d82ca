use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;

#[tokio::test]
async fn the_key_is_given_back_to_the_instance_alone() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    for machine in [&one, &two] {
        let shown = app.get(&format!("/machines/{}/secret_key", machine.id)).await.ok();
        assert_eq!(shown, json!({ "object": "machine_secret_key", "secret": machine.key }));
    }
    assert_eq!(app.get("/machines/mch_none/secret_key").await.refusal(), GONE);
    // A machine may do nothing but what tokens are about.
    for path in [format!("/machines/{}/secret_key", one.id), "/machines".to_owned(), "/users".to_owned()] {
        let refused = app.with_key(&one.key, Method::GET, &path, None).await;
        assert_eq!(refused.refusal(), (401, "clerk_key_invalid", None), "{path}");
    }
}
