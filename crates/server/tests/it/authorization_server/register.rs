use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::browser::{BACK, Browser, VERIFIER};
use crate::oauth::refused;
use crate::people::text;

async fn register(app: &App, metadata: Value) -> Answer {
    app.send(app.http.request(Method::POST, app.oauth_url("/oauth/register")).json(&metadata)).await
}

async fn open(app: &App) {
    app.serve_pages().await;
    app.configure(|settings| settings.oauth_applications.dynamic_client_registration = true).await;
}

#[tokio::test]
async fn clients_register_only_where_the_instance_lets_them() {
    let app = App::start().await;
    let answer = register(&app, json!({ "redirect_uris": [BACK] })).await;
    assert_eq!(answer.refusal(), (422, "feature_requires_dynamic_oauth_client_registration", None));
    let metadata = || async {
        let url = app.oauth_url("/.well-known/oauth-authorization-server");
        reqwest::get(url).await.unwrap().json::<Value>().await.unwrap()
    };
    assert_eq!(metadata().await.get("registration_endpoint"), None);
    open(&app).await;
    assert_eq!(metadata().await["registration_endpoint"], json!(app.oauth_url("/oauth/register")));
    assert_eq!(register(&app, json!({ "redirect_uris": [BACK] })).await.status, 201);
}

#[tokio::test]
async fn a_client_that_registers_is_asked_for_every_time() {
    let app = App::start().await;
    open(&app).await;
    app.user_with_password("ada", json!({})).await;
    let asked = json!({
        "client_name": "Hats",
        "client_uri": "https://hats.example.com/about",
        "redirect_uris": [BACK, "http://127.0.0.1/back", "my-app://back"],
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": "openid profile email",
        "software_id": "what nobody knows is passed over",
    });
    let answer = register(&app, asked).await;
    assert_eq!((answer.status, answer.headers["cache-control"].to_str().unwrap()), (201, "no-store"));
    let client = answer.body;
    assert_eq!(client.get("client_secret"), None);
    assert_eq!((&client["client_name"], &client["scope"]), (&json!("Hats"), &json!("openid profile email")));
    assert_eq!(
        (&client["client_secret_expires_at"], &client["client_id_issued_at"]),
        (&json!(0), &json!(app.clock.now() / 1000))
    );
    let list = app.get("/oauth_applications").await.ok();
    let stored = &list["data"][0];
    assert_eq!(
        (
            &stored["dynamically_registered"],
            &stored["public"],
            &stored["pkce_required"],
            &stored["consent_screen_enabled"]
        ),
        (&json!(true), &json!(true), &json!(true), &json!(true))
    );
    let browser = Browser::new();
    let url = app.authorize_url(&client, &[]);
    let page = browser.signed_in(&url, "ada").await;
    assert!(page.shows("This application registered itself") && page.shows("hats.example.com"));
    let code = browser.allow(&page).await.said()["code"].clone();
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", text(&client, "client_id")),
        ("code", code.as_str()),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ];
    app.oauth_form("/oauth/token", &form).await.ok();
    assert_eq!(browser.get(&url).await.heading(), "Allow Hats?");
}

#[tokio::test]
async fn a_client_that_says_nothing_more_gets_a_secret_as_the_standard_has_it() {
    let app = App::start().await;
    open(&app).await;
    app.user_with_password("ada", json!({})).await;
    let client = register(&app, json!({ "redirect_uris": [BACK] })).await.body;
    assert_eq!(client["token_endpoint_auth_method"], "client_secret_basic");
    assert_eq!((&client["client_name"], &client["scope"]), (&client["client_id"], &json!("profile email")));
    let url = app.authorize_url(&client, &[("scope", None)]);
    let browser = Browser::new();
    let code = browser.code(&url, "ada").await;
    let made = app.redeem_with_verifier(&client, &code).await.ok();
    // Whoever registers need not be anybody: no code of theirs works without PKCE, and no other client's tokens are theirs to
    // look into.
    let url = app.authorize_url(&client, &[("scope", None), ("code_challenge", None), ("code_challenge_method", None)]);
    assert_eq!(browser.get(&url).await.said()["error"], "invalid_request");
    let hats = app.oauth_application("Hats", json!({})).await;
    let ada = text(&app.get("/users?query=ada").await.ok()[0], "id").to_owned();
    let theirs = app.grant(&hats, &ada, json!({})).await.access_token;
    for (token, active) in [(theirs.as_str(), false), (text(&made, "access_token"), true)] {
        assert_eq!(app.oauth(&client, "/oauth/token_info", &[("token", token)]).await.ok()["active"], active);
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_the_words_of_the_standard() {
    let app = App::start().await;
    open(&app).await;
    let many: Vec<String> = (0..21).map(|number| format!("https://hats.example.com/{number}")).collect();
    for (name, value, error) in [
        ("redirect_uris", json!(null), "invalid_redirect_uri"),
        ("redirect_uris", json!([]), "invalid_redirect_uri"),
        ("redirect_uris", json!(many), "invalid_redirect_uri"),
        ("redirect_uris", json!([BACK, BACK]), "invalid_redirect_uri"),
        ("redirect_uris", json!(["/back"]), "invalid_redirect_uri"),
        ("redirect_uris", json!(["http://hats.example.com/back"]), "invalid_redirect_uri"),
        ("redirect_uris", json!(["javascript:alert(1)"]), "invalid_redirect_uri"),
        ("redirect_uris", json!([format!("{BACK}#here")]), "invalid_redirect_uri"),
        ("redirect_uris", json!([1]), "invalid_client_metadata"),
        ("redirect_uris", json!(BACK), "invalid_client_metadata"),
        ("token_endpoint_auth_method", json!("private_key_jwt"), "invalid_client_metadata"),
        ("grant_types", json!(["client_credentials"]), "invalid_client_metadata"),
        ("response_types", json!(["token"]), "invalid_client_metadata"),
        ("scope", json!("openid hats"), "invalid_client_metadata"),
        ("client_name", json!("x".repeat(257)), "invalid_client_metadata"),
        ("client_name", json!("Hats\u{202e}staH"), "invalid_client_metadata"),
        ("client_name", json!({}), "invalid_client_metadata"),
        ("client_uri", json!("javascript:alert(1)"), "invalid_client_metadata"),
    ] {
        let mut metadata = json!({ "redirect_uris": [BACK] });
        metadata[name] = value.clone();
        assert_eq!(refused(&register(&app, metadata).await), (400, error), "{name}: {value}");
        app.clock.advance(60_000);
    }
    let post = || app.http.request(Method::POST, app.oauth_url("/oauth/register"));
    for request in [
        post().body("no JSON").header("content-type", "application/json"),
        post().body("[]").header("content-type", "application/json"),
        post()
            .body(format!("{{\"redirect_uris\":[\"{}\"]}}", "x".repeat(70_000)))
            .header("content-type", "application/json"),
        post().body("a=b").header("content-type", "application/x-www-form-urlencoded"),
        post(),
    ] {
        assert_eq!(refused(&app.send(request).await), (400, "invalid_client_metadata"));
    }
    assert_eq!(app.get("/oauth_applications").await.ok()["total_count"], 0);
}

#[tokio::test]
async fn so_many_may_register_from_one_place_and_then_one_a_minute() {
    let app = App::start().await;
    open(&app).await;
    for _ in 0..20 {
        assert_eq!(register(&app, json!({ "redirect_uris": [BACK] })).await.status, 201);
    }
    let answer = register(&app, json!({ "redirect_uris": [BACK] })).await;
    assert_eq!((answer.status, answer.headers["retry-after"].to_str().unwrap()), (429, "60"));
    app.clock.advance(60_000);
    assert_eq!(register(&app, json!({ "redirect_uris": [BACK] })).await.status, 201);
}
