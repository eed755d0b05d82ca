//! API keys.

use serde_json::json;

use super::ledger::Ledger;
use super::stage::{GONE, Stage};
use crate::app::App;

pub(super) async fn run(app: &App, ledger: &Ledger) {
    let stage = &Stage::new(app, ledger).await;
    let bad = |name: &'static str| (400, "bad_request", Some(name));
    let unknown = |name: &'static str| (404, "resource_not_found", Some(name));
    let nobody = format!("user_{}", "n".repeat(27));
    let (create, update) = ("createApiKey", "updateApiKey");
    stage.does(create, json!({ "name": "Only one" })).await;
    for (operation, args, refusal) in [
        (create, json!({ "name": "Only one" }), (409, "token_creation_conflict", Some("name"))),
        (create, json!({ "name": "ab" }), bad("name")),
        (create, json!({ "name": "x".repeat(256) }), bad("name")),
        (create, json!({ "subject": "user_1" }), bad("subject")),
        (create, json!({ "subject": nobody }), unknown("subject")),
        (create, json!({ "created_by": nobody }), unknown("created_by")),
        (create, json!({ "seconds_until_expiration": 0 }), bad("seconds_until_expiration")),
        (create, json!({ "claims": "x".repeat(17_000) }), bad("claims")),
        (create, json!({ "scopes": ["x".repeat(17_000)] }), bad("scopes")),
        (update, json!({ "subject": stage.id("user", 1) }), bad("subject")),
        (update, json!({ "seconds_until_expiration": 0 }), bad("seconds_until_expiration")),
        (update, json!({ "claims": "x".repeat(17_000) }), bad("claims")),
        ("getApiKeys", json!({ "subject": "user_1" }), bad("subject")),
        ("getApiKeys", json!({ "subject": nobody }), unknown("subject")),
        ("verifyApiKey", json!({ "secret": "ak_nobodys" }), GONE),
    ] {
        stage.refuses(operation, args, refusal).await;
    }
}
