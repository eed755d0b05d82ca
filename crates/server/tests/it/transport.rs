//! What holds for every request: envelope, versions, keys, media types.

use reqwest::Method;
use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_not_found() {
    let app = App::start().await;
    assert_eq!(app.get("/nothing/here").await.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.delete("/users").await.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn the_envelope_has_texts_a_trace_id_and_the_exact_media_type() {
    let app = App::start().await;
    let answer = app.get("/users/user_none").await;
    assert_eq!(answer.status, 404);
    let error = &answer.body["errors"][0];
    for key in ["message", "long_message", "code"] {
        assert!(error[key].as_str().is_some_and(|text| !text.is_empty()), "{key} in {error}");
    }
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["clerk-trace-id"], answer.body["clerk_trace_id"].as_str().unwrap());
    assert_eq!(answer.body["clerk_trace_id"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn keys_are_asked_for_and_checked() {
    let app = App::start().await;
    let url = format!("{}/v1/users/user_none", app.server.url());
    let http = reqwest::Client::new();
    let answer = app.send(http.get(&url)).await;
    assert_eq!(answer.refusal(), (401, "authorization_header_format_invalid", None));
    let answer = app.send(http.get(&url).bearer_auth("sk_test_wrong")).await;
    assert_eq!(answer.refusal(), (401, "clerk_key_invalid", None));
    let unversioned = format!("{}/users/user_none", app.server.url());
    let answer = app.send(http.get(&unversioned).bearer_auth(&app.secret_key)).await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn a_version_is_named_once_and_known() {
    let app = App::start().await;
    let base = format!("{}/v1/users/user_none", app.server.url());
    let http = reqwest::Client::new();
    let with = |query: &str, header: Option<&str>| {
        let request = http.get(format!("{base}{query}")).bearer_auth(&app.secret_key);
        match header {
            Some(version) => request.header("clerk-api-version", version),
            None => request,
        }
    };
    let unknown = app.send(with("", Some("2025-11-11"))).await;
    assert_eq!(unknown.refusal(), (400, "api_version_invalid", None));
    let both = app.send(with("?__clerk_api_version=2025-11-10", Some("2025-11-10"))).await;
    assert_eq!(both.refusal(), (400, "api_version_invalid", None));
    let query = app.send(with("?__clerk_api_version=2025-11-10", None)).await;
    assert_eq!(query.status, 404);
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_named() {
    let app = App::start().await;
    let send = |kind: &'static str, body: &'static str| {
        app.send(app.request(Method::POST, "/users").header("content-type", kind).body(body))
    };
    assert_eq!(send("text/plain", "a").await.refusal(), (415, "unsupported_content_type", None));
    assert_eq!(send("application/json", "{").await.refusal(), (400, "request_body_invalid", None));
    assert_eq!(send("application/json", "[]").await.refusal(), (400, "request_body_invalid", None));
    let twice = send("application/json", r#"{"first_name":"a","first_name":"b"}"#).await;
    assert_eq!(twice.refusal(), (422, "form_param_duplicate", Some("first_name")));
    let unknown = app.post("/users", json!({ "shoe_size": 43 })).await;
    assert_eq!(unknown.refusal(), (422, "form_param_unknown", Some("shoe_size")));
    let wrong = app.post("/users", json!({ "first_name": 43 })).await;
    assert_eq!(wrong.refusal(), (422, "form_param_type_invalid", Some("first_name")));
    let large = app.post("/users", json!({ "first_name": "a".repeat(2 * 1024 * 1024) })).await;
    assert_eq!(large.refusal(), (413, "request_body_too_large", None));
}
