//! OAuth applications and their access tokens.

use serde_json::json;

use super::ledger::Ledger;
use super::stage::{GONE, Stage, invalid, malformed};
use crate::app::App;

pub(super) async fn run(app: &App, ledger: &Ledger) {
    let stage = &Stage::new(app, ledger).await;
    let (create, update) = ("CreateOAuthApplication", "UpdateOAuthApplication");
    let twice = json!({ "redirect_uris": ["my-app://back", "my-app://back"] });
    for (operation, args, refusal) in [
        (create, twice.clone(), (400, "duplicate_record", Some("redirect_uris"))),
        (update, twice, (400, "duplicate_record", Some("redirect_uris"))),
        (create, json!({ "redirect_uris": ["nowhere"] }), malformed("redirect_uris")),
        (create, json!({ "callback_url": "javascript:alert(1)" }), malformed("callback_url")),
        (
            create,
            json!({ "redirect_uris": ["my-app://back"], "callback_url": "my-app://other" }),
            (422, "form_param_value_conflict", Some("callback_url")),
        ),
        (create, json!({ "name": " " }), (422, "form_param_nil", Some("name"))),
        (update, json!({ "name": "x".repeat(257) }), (422, "form_param_max_length_exceeded", Some("name"))),
        (create, json!({ "scopes": "profile hats" }), invalid("scopes")),
        (
            update,
            json!({ "public": true, "pkce_required": false }),
            (422, "form_public_client_requires_pkce", Some("pkce_required")),
        ),
        ("ListOAuthApplications", json!({ "order_by": "shoe_size" }), invalid("order_by")),
        ("RevokeOAuthApplicationToken", json!({ "token": "oat_nobodys" }), GONE),
        ("verifyOAuthAccessToken", json!({ "access_token": "oat_nobodys" }), GONE),
        ("verifyOAuthAccessToken", json!({}), (400, "bad_request", Some("access_token"))),
        ("UploadOAuthApplicationLogo", json!({ "file": "no picture" }), (400, "request_body_invalid", None)),
        ("UploadOAuthApplicationLogo", json!({ "file": "x".repeat(10_485_761) }), (413, "image_too_large", None)),
    ] {
        stage.refuses(operation, args, refusal).await;
    }
    let id = stage.id("oauth_application", 1).to_owned();
    stage.does(update, json!({ "oauth_application_id": id, "public": true })).await;
    let rotate = json!({ "oauth_application_id": id });
    stage.refuses("RotateOAuthApplicationSecret", rotate, (403, "authorization_invalid", None)).await;
    let id = stage.id("oauth_application", 2).to_owned();
    let registered = id.clone();
    stage
        .store(move |tx| {
            let mut application = tx.find_oauth_application(&registered)?.unwrap();
            application.details.dynamically_registered = true;
            tx.update_oauth_application(&application)
        })
        .await;
    let refusal = (422, "oauth_application_consent_screen_cannot_be_disabled", Some("consent_screen_enabled"));
    stage.refuses(update, json!({ "oauth_application_id": id, "consent_screen_enabled": false }), refusal).await;
}
