//! The move to another domain, by its three names.

use frontdesk_server::NewInstance;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, App, START};
use crate::people::person;
use frontdesk_storage::sessions::SessionFilter;

const NAMES: [(Method, &str); 3] = [
    (Method::POST, "/instance/change_domain"),
    (Method::PUT, "/beta_features/domain"),
    (Method::POST, "/beta_features/change_domain"),
];

async fn live() -> App {
    App::start_with(NewInstance { production: true, ..NewInstance::default() }).await
}

impl App {
    async fn move_to(&self, name: &(Method, &str), body: Value) -> Answer {
        self.send(self.request(name.0.clone(), name.1).json(&body)).await
    }

    async fn frontend_api(&self) -> String {
        let id = self.instance_id.clone();
        self.store.system_read(move |tx| tx.find_instance(&id)).await.unwrap().unwrap().frontend_api
    }
}

#[tokio::test]
async fn a_development_instance_has_no_domain_to_move_from() {
    let app = App::start().await;
    for name in &NAMES {
        let refused = app.move_to(name, json!({ "home_url": "https://www.example.com" })).await;
        assert_eq!(refused.refusal(), (400, "domain_update_forbidden", None), "{name:?}");
    }
}

#[tokio::test]
async fn the_instance_moves_by_each_of_the_names() {
    for (position, name) in NAMES.iter().enumerate() {
        let app = live().await;
        let home = format!("https://www.shop{position}.example.com");
        let answer = app.move_to(name, json!({ "home_url": home })).await;
        assert_eq!((answer.status, answer.body), (202, Value::Null));
        assert_eq!(app.frontend_api().await, "clerk.example.com");
        app.move_to(name, json!({ "home_url": home, "is_secondary": true })).await;
        assert_eq!(app.frontend_api().await, format!("clerk.www.shop{position}.example.com").replace("www.", ""));
        let nothing = app.move_to(name, json!({})).await;
        assert_eq!(nothing.status, 202, "nowhere to go is no mistake");
        let no_body = app.send(app.request(name.0.clone(), name.1)).await;
        assert_eq!(no_body.status, 202);
    }
}

#[tokio::test]
async fn sessions_end_and_new_tokens_name_the_new_domain() {
    let app = live().await;
    let ada = app.add_user(person("ada")).await;
    let seed = json!({ "browser_sessions": [{ "user_id": ada, "origin": "https://www.example.com" }] });
    let before = app.seed(seed).await.unwrap();
    app.clock.advance(1000);
    assert_eq!(app.move_to(&NAMES[0], json!({ "home_url": "example.com" })).await.status, 202);
    let old = app.get(&format!("/sessions/{}", before.browser_sessions[0].session_id)).await.ok();
    assert_eq!((&old["status"], &old["updated_at"]), (&json!("revoked"), &json!(START + 1000)));
    let invitation = app.post("/invitations", json!({ "email_address": "bob@example.com" })).await.ok();
    let url = invitation["url"].as_str().unwrap();
    assert!(url.starts_with("https://clerk.example.com/"), "{url}");
    let again = json!({ "browser_sessions": [{ "user_id": ada, "origin": "https://shop.example.com" }] });
    let after = app.seed(again).await.unwrap();
    let id = &after.browser_sessions[0].session_id;
    let token = app.post(&format!("/sessions/{id}/tokens"), json!({})).await.ok();
    let claims = app.read_token(token["jwt"].as_str().unwrap()).await.claims;
    assert_eq!(claims["iss"], "https://clerk.example.com");
    let domains = app.get("/domains").await.ok();
    assert_eq!((&domains["total_count"], &domains["data"][0]["name"]), (&json!(1), &json!("example.com")));
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}

#[tokio::test]
async fn every_session_ends_however_many_there_are() {
    let app = live().await;
    let ada = app.add_user(person("ada")).await;
    let browsers: Vec<Value> =
        (0..25).map(|_| json!({ "user_id": ada, "origin": "https://www.example.com" })).collect();
    app.seed(json!({ "browser_sessions": browsers })).await.unwrap();
    assert_eq!(app.move_to(&NAMES[2], json!({ "home_url": "example.com" })).await.status, 202);
    let filter = SessionFilter { user_id: Some(ada), ..SessionFilter::default() };
    let now = app.clock.now();
    let sessions = app.store_write(move |tx| tx.list_sessions(&filter, now, 100, 0)).await;
    assert_eq!(sessions.len(), 25);
    assert!(sessions.iter().all(|session| session.status.as_str() == "revoked"));
}

#[tokio::test]
async fn nobody_moves_where_another_instance_lives() {
    let app = live().await;
    let move_ours = |home: &str| app.move_to(&NAMES[0], json!({ "home_url": home }));
    let ids = frontdesk_tokens::IdSource::random();
    let id = ids.new_id("ins", START);
    let new =
        NewInstance { production: true, frontend_api: Some("clerk.made.example".to_owned()), ..NewInstance::default() };
    let pem = include_str!("../signing_key.pem");
    let made =
        app.store.system(move |tx| frontdesk_server::create_instance(tx, &ids, START, &new, pem, &id)).await.unwrap();
    let move_theirs = async |home: &str| {
        let url = format!("{}/v1/instance/change_domain", app.server.url());
        let request = app.http.post(url).bearer_auth(&made.secret_key).json(&json!({ "home_url": home }));
        app.send(request).await
    };
    let taken = (422, "home_url_taken", Some("home_url"));
    assert_eq!(move_theirs("https://made.com").await.status, 202);
    assert_eq!(move_ours("https://www.made.com").await.refusal(), taken);
    assert_eq!(move_theirs("https://other.com").await.status, 202);
    assert_eq!(move_ours("https://www.made.com").await.status, 202, "what was left is free");
    assert_eq!(move_ours("https://www.made.com").await.status, 202, "and one's own");
    assert_eq!(move_theirs("https://made.com").await.refusal(), taken);
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}

#[tokio::test]
async fn a_home_must_be_ones_own() {
    let app = live().await;
    let before = app.frontend_api().await;
    for (home, code) in [
        ("https://shop.vercel.app", "known_hosting_domain"),
        ("https://ada.github.io", "known_hosting_domain"),
        ("https://clerk.com", "reserved_domain"),
        ("https://happy.accounts.dev", "reserved_domain"),
        ("https://accounts.example.com", "reserved_subdomain"),
        ("https://clerk.example.com/", "reserved_subdomain"),
        ("https://localhost", "form_param_format_invalid"),
        ("https://127.0.0.1", "form_param_format_invalid"),
        ("https://co.uk", "form_param_format_invalid"),
        ("ftp://example.com", "form_param_format_invalid"),
        ("https://example.com:8443", "form_param_format_invalid"),
        ("two words", "form_param_format_invalid"),
    ] {
        for name in &NAMES {
            let refused = app.move_to(name, json!({ "home_url": home })).await;
            assert_eq!(refused.refusal(), (422, code, Some("home_url")), "{home}");
        }
    }
    for (body, code, param) in [
        (json!({ "home_url": 7 }), "form_param_type_invalid", "home_url"),
        (json!({ "is_secondary": "x" }), "form_param_type_invalid", "is_secondary"),
        (json!({ "colour": "red" }), "form_param_unknown", "colour"),
    ] {
        assert_eq!(app.move_to(&NAMES[1], body).await.refusal(), (422, code, Some(param)));
    }
    assert_eq!(app.frontend_api().await, before);
}
