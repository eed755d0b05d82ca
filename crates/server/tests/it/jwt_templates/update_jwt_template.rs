use serde_json::{Value, json};

use super::create_jwt_template::P256;
use crate::app::App;
use crate::people::{person, text};
use crate::tokens::{raw_header, read_hs256};

async fn token(app: &App, session: &Value, name: &str) -> String {
    let answer = app.post(&format!("/sessions/{}/tokens/{name}", text(session, "id")), json!({})).await.ok();
    text(&answer, "jwt").to_owned()
}

#[tokio::test]
async fn what_is_left_out_stays() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let body = json!({
        "name": "old", "claims": { "a": 1 }, "lifetime": 300, "custom_signing_key": true, "signing_algorithm": "HS256",
        "signing_key": "a secret",
    });
    let made = app.post("/jwt_templates", body).await.ok();
    let path = format!("/jwt_templates/{}", text(&made, "id"));
    app.clock.advance(9);
    let changed = app.patch(&path, json!({ "name": "new", "claims": { "b": "{{user.first_name}}" } })).await.ok();
    let mut expected = made.clone();
    expected["name"] = json!("new");
    expected["claims"] = json!({ "b": "{{user.first_name}}" });
    expected["updated_at"] = json!(app.clock.now());
    assert_eq!(changed, expected);
    assert_eq!(app.get(&path).await.ok(), expected);
    let said = read_hs256(&token(&app, &session, "new").await, "a secret").claims;
    assert_eq!((said.get("a"), &said["b"]), (None, &json!("ada")));
    let gone = app.post(&format!("/sessions/{}/tokens/old", text(&session, "id")), json!({})).await;
    assert_eq!(gone.refusal(), (404, "resource_not_found", None));
    // The same again changes nothing.
    app.clock.advance(9);
    let again = app.patch(&path, json!({ "name": "new", "claims": changed["claims"], "lifetime": null })).await.ok();
    assert_eq!(again, changed);
}

#[tokio::test]
async fn a_key_is_replaced_and_given_up() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let made = app.post("/jwt_templates", json!({ "name": "one", "claims": {} })).await.ok();
    let path = format!("/jwt_templates/{}", text(&made, "id"));
    let patch = |change: Value| {
        let mut body = json!({ "name": "one", "claims": {} });
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        app.patch(&path, body)
    };
    let own = json!({ "custom_signing_key": true, "signing_algorithm": "ES256", "signing_key": P256 });
    let changed = patch(own).await.ok();
    assert_eq!((&changed["custom_signing_key"], &changed["signing_algorithm"]), (&json!(true), &json!("ES256")));
    assert_eq!(raw_header(&token(&app, &session, "one").await)["alg"], "ES256");
    // The key that is there does not fit another algorithm.
    let refused = patch(json!({ "signing_algorithm": "RS256" })).await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("signing_key")));
    patch(json!({ "signing_algorithm": "HS256", "signing_key": "other" })).await.ok();
    read_hs256(&token(&app, &session, "one").await, "other");
    let changed = patch(json!({ "custom_signing_key": false })).await.ok();
    assert_eq!((&changed["custom_signing_key"], &changed["signing_algorithm"]), (&json!(false), &json!("RS256")));
    app.read_token(&token(&app, &session, "one").await).await;
    let refused = patch(json!({ "custom_signing_key": true, "signing_algorithm": "HS256" })).await;
    assert_eq!(refused.refusal(), (422, "form_conditional_param_missing", Some("signing_key")), "no key was kept");
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused() {
    let app = App::start().await;
    app.post("/jwt_templates", json!({ "name": "taken", "claims": {} })).await.ok();
    let made = app.post("/jwt_templates", json!({ "name": "one", "claims": { "a": 1 } })).await.ok();
    let path = format!("/jwt_templates/{}", text(&made, "id"));
    for (body, refusal) in [
        (json!({ "claims": {} }), (422, "form_param_missing", Some("name"))),
        (json!({ "name": "one" }), (422, "form_param_missing", Some("claims"))),
        (json!({ "name": "taken", "claims": {} }), (422, "form_identifier_exists", Some("name"))),
        (json!({ "name": "one", "claims": { "iss": 1 } }), (400, "jwt_template_reserved_claim", Some("claims"))),
        (json!({ "name": "one", "claims": {}, "lifetime": 1 }), (422, "form_param_value_invalid", Some("lifetime"))),
    ] {
        assert_eq!(app.patch(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get(&path).await.ok(), made);
    let missing = app.patch("/jwt_templates/jtmp_none", json!({ "name": "x", "claims": {} })).await;
    assert_eq!(missing.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn the_claims_of_session_tokens_are_a_template_too() {
    let app = App::start().await;
    let claims = json!({ "mail": "{{user.primary_email_address}}" });
    let seed = json!({ "jwt_templates": [{ "name": "session", "claims": claims, "session_token": true }] });
    let id = app.seed(seed).await.unwrap().jwt_templates[0].id.clone();
    app.server.shared.forget_instances();
    let session = app.session(&app.add_user(person("ada")).await).await;
    let mint = || async {
        let path = format!("/sessions/{}/tokens", text(&session, "id"));
        app.read_token(text(&app.post(&path, json!({})).await.ok(), "jwt")).await.claims
    };
    let said = mint().await;
    assert_eq!((&said["mail"], &said["sid"]), (&json!("ada@example.com"), &session["id"]));
    let path = format!("/jwt_templates/{id}");
    // More names are reserved in these than in others.
    let refused = app.patch(&path, json!({ "name": "session", "claims": { "o": 1 } })).await;
    assert_eq!(refused.refusal(), (400, "jwt_template_reserved_claim", Some("claims")));
    app.patch(&path, json!({ "name": "session", "claims": { "hat": "{{user.first_name}}" } })).await.ok();
    let said = mint().await;
    assert_eq!((said.get("mail"), &said["hat"]), (None, &json!("ada")));
}
