use serde_json::{Value, json};

use crate::app::App;
use crate::browser::{Browser, STATE};
use crate::people::text;

const ORGANIZATION: &[(&str, Option<&str>)] = &[("scope", Some("openid user:org:read"))];

#[tokio::test]
async fn who_does_not_allow_it_is_sent_back_without_a_code() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let page = browser.signed_in(&app.authorize_url(&hats, &[]), "ada").await;
    for answer in ["deny", "", "ALLOW", "allow "] {
        let said = browser.submit(&page, "consent", &[("answer", answer)]).await.said();
        assert_eq!((said["error"].as_str(), said["state"].as_str()), ("access_denied", STATE), "{answer}");
        assert!(!said.contains_key("code"));
    }
}

#[tokio::test]
async fn an_application_of_the_house_need_not_ask() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({ "consent_screen_enabled": false })).await;
    let browser = Browser::new();
    assert!(browser.signed_in(&app.authorize_url(&hats, &[]), "ada").await.said().contains_key("code"));
    let none = app.authorize_url(&hats, &[("prompt", Some("none"))]);
    assert!(browser.get(&none).await.said().contains_key("code"));
    let asked = app.authorize_url(&hats, &[("prompt", Some("consent"))]);
    assert_eq!(browser.get(&asked).await.heading(), "Allow Hats?");
}

#[tokio::test]
async fn a_public_client_is_never_taken_for_the_one_that_was_allowed() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let phone = app.hats(json!({ "public": true })).await;
    let url = app.authorize_url(&phone, &[]);
    let browser = Browser::new();
    let code = browser.code(&url, "ada").await;
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", text(&phone, "client_id")),
        ("code", code.as_str()),
        ("redirect_uri", crate::browser::BACK),
        ("code_verifier", crate::browser::VERIFIER),
    ];
    app.oauth_form("/oauth/token", &form).await.ok();
    assert_eq!(browser.get(&url).await.heading(), "Allow Hats?");
}

async fn organization_of(app: &App, hats: &Value, code: &str) -> Value {
    let made = app.redeem_with_verifier(hats, code).await.ok();
    app.user_info(text(&made, "access_token")).await.ok()["org_id"].clone()
}

#[tokio::test]
async fn the_user_chooses_the_organization_that_they_act_for() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, ORGANIZATION);
    let browser = Browser::new();
    let page = browser.signed_in(&url, "ada").await;
    assert!(page.shows("See which organization you act for") && !page.html.contains("type=\"radio\""));
    let code = browser.allow(&page).await.said()["code"].clone();
    assert_eq!(organization_of(&app, &hats, &code).await, json!(null), "in none");
    let acme = app.add_organization("acme", &ada, "org:a", &[]).await;
    let page = browser.get(&url).await;
    assert!(
        page.heading() == "Allow Hats?" && page.html.contains("You act for <strong>ACME</strong>."),
        "{}",
        page.html
    );
    let code = browser.allow(&page).await.said()["code"].clone();
    assert_eq!(organization_of(&app, &hats, &code).await, json!(acme), "in one");
    assert!(browser.get(&url).await.said().contains_key("code"), "which is remembered");
    let zeta = app.add_organization("zeta", &ada, "org:z", &[]).await;
    let bobs = app.add_organization("bobs", &app.user("bob").await, "org:b", &[]).await;
    let page = browser.get(&format!("{url}&prompt=consent")).await;
    assert_eq!(page.html.matches("type=\"radio\"").count(), 2);
    let chosen = |id: &str| [("answer", "allow".to_owned()), ("organization_id", id.to_owned())];
    let send = |id: String| {
        let (browser, page, fields) = (&browser, &page, chosen(&id));
        async move {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            browser.submit(page, "consent", &fields).await
        }
    };
    assert_eq!(send(bobs).await.status, 400, "an organization of others");
    assert_eq!(browser.allow(&page).await.heading(), "Allow Hats?", "of two, one has to be chosen");
    let code = send(zeta.clone()).await.said()["code"].clone();
    assert_eq!(organization_of(&app, &hats, &code).await, json!(zeta));
}

#[tokio::test]
async fn the_choice_of_an_organization_is_asked_for_alone_where_nothing_else_is() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({ "consent_screen_enabled": false })).await;
    for slug in ["acme", "zeta"] {
        app.add_organization(slug, &ada, "org:a", &[]).await;
    }
    let browser = Browser::new();
    let page = browser.signed_in(&app.authorize_url(&hats, ORGANIZATION), "ada").await;
    assert_eq!(page.heading(), "Choose an organization");
    let quiet = [ORGANIZATION, &[("prompt", Some("none"))]].concat();
    assert_eq!(browser.get(&app.authorize_url(&hats, &quiet)).await.said()["error"], "interaction_required");
    assert!(browser.get(&app.authorize_url(&hats, &[("prompt", Some("none"))])).await.said().contains_key("code"));
}

#[tokio::test]
async fn what_is_gone_before_the_answer_gets_no_code() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let browser = Browser::new();
    let page = browser.signed_in(&url, "ada").await;
    app.patch(&format!("/oauth_applications/{}", text(&hats, "id")), json!({ "scopes": "profile" })).await.ok();
    assert_eq!(
        browser.allow(&page).await.said()["error"],
        "invalid_scope",
        "a scope that was taken from the application"
    );
    let page = browser.get(&app.authorize_url(&hats, &[("scope", Some("profile"))])).await;
    app.delete(&format!("/oauth_applications/{}", text(&hats, "id"))).await.ok();
    assert_eq!(browser.allow(&page).await.status, 401, "the application");
    let caps = app.hats(json!({})).await;
    let page = browser.get(&app.authorize_url(&caps, &[])).await;
    app.delete(&format!("/users/{ada}")).await.ok();
    assert_eq!(browser.allow(&page).await.status, 403, "the user");
}

#[tokio::test]
async fn the_page_shows_the_logo_and_the_home_of_the_application() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let part = reqwest::multipart::Part::bytes(include_bytes!("../tenancy/pixel.png").as_slice()).file_name("logo.png");
    let form = reqwest::multipart::Form::new().part("file", part);
    let path = format!("/oauth_applications/{}/logo", text(&hats, "id"));
    app.send(app.request(reqwest::Method::PUT, &path).multipart(form)).await.ok();
    let browser = Browser::new();
    let page = browser.get(&app.authorize_url(&hats, &[])).await;
    let source = page.html.split("<img src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page.header("content-security-policy").contains(&format!("img-src {};", app.server.url())));
    let picture = reqwest::get(source).await.unwrap();
    assert_eq!(picture.status(), 200);
}
