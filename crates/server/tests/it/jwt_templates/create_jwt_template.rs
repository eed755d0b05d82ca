use serde_json::{Map, Value, json};

use crate::app::{App, START};
use crate::people::{person, text};
use crate::tokens::{raw_header, read_hs256};

pub(super) const P256: &str = include_str!("../../../../tokens/tests/it/pem/p256.pem");

#[tokio::test]
async fn a_template_has_the_usual_values_unless_it_says_otherwise() {
    let app = App::start().await;
    let made = app.post("/jwt_templates", json!({ "name": "plain", "claims": { "a": "{{user.id}}" } })).await.ok();
    assert!(text(&made, "id").starts_with("jtmp_"));
    let expected = json!({
        "object": "jwt_template", "id": made["id"], "name": "plain", "claims": { "a": "{{user.id}}" }, "lifetime": 60,
        "allowed_clock_skew": 5, "custom_signing_key": false, "signing_algorithm": "RS256", "created_at": START,
        "updated_at": START,
    });
    assert_eq!(made, expected);
    let full = json!({
        "name": "full", "claims": {}, "lifetime": 30, "allowed_clock_skew": 0, "custom_signing_key": true,
        "signing_algorithm": "HS512", "signing_key": "a secret",
    });
    let made = app.post("/jwt_templates", full).await.ok();
    assert_eq!((&made["lifetime"], &made["allowed_clock_skew"]), (&json!(30), &json!(0)));
    assert_eq!((&made["custom_signing_key"], &made["signing_algorithm"]), (&json!(true), &json!("HS512")));
    assert!(!made.to_string().contains("a secret"), "the key is never shown");
    for nulls in [json!({ "name": "nulls", "claims": {}, "lifetime": null, "allowed_clock_skew": null,
                          "signing_algorithm": null, "signing_key": null })]
    {
        let made = app.post("/jwt_templates", nulls).await.ok();
        assert_eq!((&made["lifetime"], &made["custom_signing_key"]), (&json!(60), &json!(false)));
    }
}

#[tokio::test]
async fn tokens_are_made_as_the_template_says() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let claims = json!({
        "aud": "api", "nested": { "list": ["{{user.first_name}}", { "deep": "{{user.email_verified}}" }] },
        "text": "Dear {{user.last_name || 'nobody'}}", "unknown": "{{user.shoe_size}}",
    });
    let body = json!({ "name": "api", "claims": claims, "lifetime": 300, "allowed_clock_skew": 30 });
    app.post("/jwt_templates", body).await.ok();
    let answer = app.post(&format!("/sessions/{}/tokens/api", text(&session, "id")), json!({})).await.ok();
    assert_eq!(raw_header(text(&answer, "jwt"))["cat"], "cl_B7d4PD222AAA");
    let said = Value::Object(app.read_token(text(&answer, "jwt")).await.claims);
    assert_eq!(said["nested"], json!({ "list": ["ada", { "deep": true }] }));
    assert_eq!((&said["text"], &said["unknown"]), (&json!("Dear nobody"), &Value::Null));
    let now = START / 1000;
    assert_eq!((&said["exp"], &said["nbf"]), (&json!(now + 300), &json!(now - 30)));
}

#[tokio::test]
async fn a_key_of_its_own_signs_the_tokens_of_a_template() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let body = json!({
        "name": "own", "claims": { "role": "authenticated" }, "custom_signing_key": true, "signing_algorithm": "HS256",
        "signing_key": "a secret",
    });
    app.post("/jwt_templates", body).await.ok();
    let answer = app.post(&format!("/sessions/{}/tokens/own", text(&session, "id")), json!({})).await.ok();
    assert_eq!(read_hs256(text(&answer, "jwt"), "a secret").claims["role"], "authenticated");
}

#[tokio::test]
async fn a_name_is_given_once() {
    let app = App::start().await;
    let create = || app.post("/jwt_templates", json!({ "name": "mine", "claims": {} }));
    let (one, two) = tokio::join!(create(), create());
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    assert_eq!(create().await.refusal(), (422, "form_identifier_exists", Some("name")));
    let page = app.get("/jwt_templates?paginated=true").await.ok();
    assert_eq!(page["total_count"], 1);
}

#[tokio::test]
async fn what_cannot_be_a_template_is_refused() {
    let app = App::start().await;
    let own = |algorithm: &str, key: &str| json!({ "custom_signing_key": true, "signing_algorithm": algorithm, "signing_key": key });
    let mut huge = Map::new();
    huge.insert("a".to_owned(), json!("x".repeat(16 * 1024)));
    for (change, refusal) in [
        (json!({ "name": null }), (422, "form_param_nil", Some("name"))),
        (json!({ "name": "" }), (422, "form_param_min_length_exceeded", Some("name"))),
        (json!({ "name": "a/b" }), (422, "form_param_format_invalid", Some("name"))),
        (json!({ "name": "x".repeat(256) }), (422, "form_param_max_length_exceeded", Some("name"))),
        (json!({ "claims": [] }), (422, "form_param_type_invalid", Some("claims"))),
        (json!({ "claims": huge }), (422, "form_param_exceeds_allowed_size", Some("claims"))),
        (json!({ "lifetime": 29 }), (422, "form_param_value_invalid", Some("lifetime"))),
        (json!({ "lifetime": 315_360_001 }), (422, "form_param_value_invalid", Some("lifetime"))),
        (json!({ "allowed_clock_skew": 301 }), (422, "form_param_value_invalid", Some("allowed_clock_skew"))),
        (
            json!({ "custom_signing_key": true, "signing_key": "x" }),
            (422, "form_conditional_param_missing", Some("signing_algorithm")),
        ),
        (
            json!({ "custom_signing_key": true, "signing_algorithm": "HS256" }),
            (422, "form_conditional_param_missing", Some("signing_key")),
        ),
        (json!({ "signing_key": "x" }), (422, "form_conditional_param_disallowed", Some("signing_key"))),
        (
            json!({ "signing_algorithm": "HS256" }),
            (422, "form_conditional_param_disallowed", Some("signing_algorithm")),
        ),
        (own("none", "x"), (422, "form_param_value_invalid", Some("signing_algorithm"))),
        (own("HS256", " "), (422, "form_param_value_invalid", Some("signing_key"))),
        (own("RS256", P256), (422, "form_param_value_invalid", Some("signing_key"))),
        (own("ES256", "no key"), (422, "form_param_value_invalid", Some("signing_key"))),
    ] {
        let mut body = json!({ "name": "one", "claims": {} });
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answer = app.post("/jwt_templates", body).await;
        assert_eq!(answer.refusal(), refusal, "{change}");
        assert!(!answer.body.to_string().contains("PRIVATE KEY"), "a refused key is not told either");
    }
    assert_eq!(app.post("/jwt_templates", json!({})).await.refusal(), (422, "form_param_missing", Some("name")));
    assert_eq!(app.get("/jwt_templates").await.ok(), json!([]), "nothing was kept");
}

#[tokio::test]
async fn claims_that_only_the_server_sets_are_refused() {
    let app = App::start().await;
    for claim in ["azp", "exp", "iat", "iss", "jti", "nbf", "sub", "sid", "v", "pla", "fea"] {
        let answer = app.post("/jwt_templates", json!({ "name": "one", "claims": { claim: 1 } })).await;
        assert_eq!(answer.refusal(), (400, "jwt_template_reserved_claim", Some("claims")), "{claim}");
        assert!(text(&answer.body["errors"][0], "long_message").contains(claim));
    }
    // Deeper down, and `aud`, are the application's own.
    let body = json!({ "name": "one", "claims": { "aud": "x", "nested": { "sub": 1 } } });
    app.post("/jwt_templates", body).await.ok();
}
