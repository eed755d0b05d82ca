//! When a change is seen: by the next request of this process at once, by other processes within a second.

use frontdesk_server::{Clock, Config, Server};
use serde_json::{Value, json};

use crate::app::{App, START};

#[tokio::test]
async fn other_processes_see_a_change_within_a_second() {
    let app = App::start().await;
    let clock = Clock::fixed(START);
    let other = Server::start(Config { clock: clock.clone(), ..Config::default() }, app.store.clone()).await.unwrap();
    let list = async || {
        let url = format!("{}/v1/organizations", other.url());
        app.send(app.http.get(url).bearer_auth(&app.secret_key)).await.status
    };
    assert_eq!(list().await, 200);
    app.patch("/instance/organization_settings", json!({ "enabled": false })).await.ok();
    assert_eq!(app.get("/organizations").await.status, 403, "here at once");
    clock.advance(999);
    assert_eq!(list().await, 200, "there it is believed for a second");
    clock.advance(1);
    assert_eq!(list().await, 403);
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_that_race_are_all_kept_and_seen() {
    let app = App::start().await;
    let paths = [
        ("/instance/restrictions", json!({ "blocklist": true })),
        ("/instance/protect", json!({ "rules_enabled": true })),
        ("/instance/communication", json!({ "blocked_country_codes": ["GB"] })),
        ("/instance/organization_settings", json!({ "max_allowed_memberships": 9 })),
        ("/instance", json!({ "allowed_origins": ["app://x"] })),
        ("/beta_features/instance_settings", json!({ "from_email_address": "hello" })),
    ];
    let answers = futures_util::future::join_all(paths.iter().map(|(path, body)| app.patch(path, body.clone()))).await;
    assert!(answers.iter().all(|answer| answer.status < 300), "{answers:?}");
    let stored: Value = json!(app.store_write(|tx| tx.find_settings()).await);
    for (pointer, expected) in [
        ("/restrictions/blocklist", json!(true)),
        ("/protect/rules_enabled", json!(true)),
        ("/communication/blocked_country_codes", json!(["GB"])),
        ("/communication/from_email_address", json!("hello")),
        ("/max_allowed_memberships", json!(9)),
        ("/front_end/allowed_origins", json!(["app://x"])),
    ] {
        assert_eq!(stored.pointer(pointer), Some(&expected), "{pointer}");
    }
}
