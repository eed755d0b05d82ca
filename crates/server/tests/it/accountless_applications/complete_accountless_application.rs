use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn the_holder_of_the_key_completes_an_application() {
    let app = App::start().await;
    let http = reqwest::Client::new();
    let url = format!("{}/v1/accountless_applications", app.server.url());
    let made = app.send(http.post(&url)).await.ok();
    let complete = format!("{url}/complete");
    let stranger = app.send(http.post(&complete)).await;
    assert_eq!(stranger.refusal(), (401, "clerk_key_invalid", None));
    for _ in 0..2 {
        let done = app.send(http.post(&complete).bearer_auth(text(&made, "secret_key"))).await.ok();
        let expected = json!({
            "object": "accountless_application", "publishable_key": made["publishable_key"],
            "api_keys_url": made["api_keys_url"],
        });
        assert_eq!(done, expected);
    }
    let rows = app.store.system(|tx| Ok::<_, frontdesk_storage::StorageError>(tx.list_instances()?)).await.unwrap();
    assert!(rows.iter().all(|row| row.claim_token.is_none()), "the link leads nowhere any more");
}
