//! `GET` and `PATCH /instance/oauth_application_settings`.

use serde_json::{Value, json};

use crate::app::App;

const PATH: &str = "/instance/oauth_application_settings";

#[tokio::test]
async fn settings_of_applications_are_kept_and_scopes_go_back_to_the_servers() {
    let app = App::start().await;
    let fresh = json!({
        "object": "oauth_application_settings", "dynamic_oauth_client_registration": false, "default_scopes": null,
        "oauth_jwt_access_tokens": true, "client_id_metadata_documents_advertised": false,
        "client_id_metadata_documents_only_allow_pre_registered_clients": false,
        "client_id_metadata_documents_block_implicitly_allowed_clients": false,
    });
    assert_eq!(app.get(PATH).await.ok(), fresh);
    let body = json!({ "default_scopes": ["profile", "user:org:read"], "oauth_jwt_access_tokens": false });
    let changed = app.patch(PATH, body).await.ok();
    assert_eq!(changed["default_scopes"], json!(["profile", "user:org:read"]));
    assert_eq!(app.get(PATH).await.ok(), changed);
    assert_eq!(app.patch(PATH, json!({ "oauth_jwt_access_tokens": null })).await.ok(), changed);
    let reset = app.patch(PATH, json!({ "default_scopes": null })).await.ok();
    assert_eq!((&reset["default_scopes"], &reset["oauth_jwt_access_tokens"]), (&Value::Null, &json!(false)));
    assert_eq!(app.patch(PATH, json!({ "default_scopes": [] })).await.ok()["default_scopes"], json!([]));
}

#[tokio::test]
async fn a_scope_is_a_word() {
    let app = App::start().await;
    let many: Vec<String> = (0..101).map(|number| format!("scope{number}")).collect();
    for (scopes, code) in [
        (json!(["two words"]), "form_param_value_invalid"),
        (json!([""]), "form_param_value_invalid"),
        (json!(["a\"b"]), "form_param_value_invalid"),
        (json!(["email", "email"]), "form_param_duplicate"),
        (json!(many), "form_param_array_size_exceeded"),
        (json!([1]), "form_param_type_invalid"),
    ] {
        let refused = app.patch(PATH, json!({ "default_scopes": scopes })).await;
        assert_eq!(refused.refusal(), (422, code, Some("default_scopes")), "{scopes}");
    }
    let refused = app.patch(PATH, json!({ "colour": true })).await;
    assert_eq!(refused.refusal(), (422, "form_param_unknown", Some("colour")));
}
