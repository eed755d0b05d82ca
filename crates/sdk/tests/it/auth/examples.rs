//! The examples, run against the real server.

#[expect(dead_code, reason = "its `main` reads the environment")]
#[path = "../../../examples/axum_api.rs"]
mod axum_api;
#[expect(dead_code, reason = "its `main` reads the environment")]
#[path = "../../../examples/machine_to_machine.rs"]
mod machine_to_machine;
#[expect(dead_code, reason = "its `main` reads the environment")]
#[path = "../../../examples/oauth_resource_server.rs"]
mod oauth_resource_server;

use axum::Router;
use axum::body::{Body, to_bytes};
use frontdesk_sdk::api_keys::{CreateApiKey, RevokeApiKey, RevokeApiKeyBody};
use frontdesk_sdk::machines::{CreateMachine, CreateMachineBody, MachineWithSecretKey};
use frontdesk_sdk::oauth_applications::{
    CreateOauthApplication, RevokeOauthApplicationToken, RevokeOauthApplicationTokenBody,
};
use frontdesk_sdk::sessions::{CreateSession, CreateSessionBody, CreateSessionToken, CreateSessionTokenBody};
use frontdesk_sdk::testing::TestServer;
use frontdesk_sdk::users::{CreateUser, CreateUserBody};
use frontdesk_sdk::{Client, Maybe};
use frontdesk_tokens::PublishableKey;
use http::{Request, Response};
use serde_json::{Value, json};
use tower_service::Service as _;

use super::api;

/// Status, challenge and body of the answer to a request.
async fn ask(app: &Router, method: &str, path: &str, token: Option<&str>) -> (u16, String, String) {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let response: Response<Body> = app.clone().call(request.body(Body::empty()).unwrap()).await.unwrap();
    let challenge = response.headers().get("www-authenticate").map(|value| value.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, challenge.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
}

async fn signed_in(client: &Client) -> (String, String) {
    let body = CreateUserBody {
        email_address: Some(vec!["ada@example.com".to_owned()]),
        skip_password_requirement: Maybe::Value(true),
        ..CreateUserBody::default()
    };
    let user = client.send(CreateUser { body }).await.unwrap();
    let body = CreateSessionBody { user_id: user.id.clone(), ..CreateSessionBody::default() };
    let session = client.send(CreateSession { body }).await.unwrap();
    let request = CreateSessionToken { session_id: session.id, body: CreateSessionTokenBody::default() };
    (user.id, client.send(request).await.unwrap().jwt)
}

#[tokio::test]
async fn an_api_knows_its_users() {
    let server = TestServer::start().await;
    let (user_id, jwt) = signed_in(&server.client).await;
    let app = axum_api::app(axum_api::authenticator(&server.client, &server.publishable_key).unwrap());
    assert_eq!(ask(&app, "GET", "/", None).await.2, "welcome");
    assert_eq!(ask(&app, "GET", "/", Some("nonsense")).await.2, "welcome");
    assert_eq!(ask(&app, "GET", "/", Some(&jwt)).await.2, format!("welcome back, {user_id}"));
    assert_eq!(ask(&app, "GET", "/me", Some(&jwt)).await, (200, String::new(), format!("the user {user_id}")));
    let (status, challenge, body) = ask(&app, "GET", "/me", None).await;
    assert_eq!((status, challenge.as_str()), (401, "Bearer"));
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["errors"][0]["code"], "authentication_invalid");
    assert_eq!(ask(&app, "GET", "/me", Some("a.b.c")).await.0, 401);
    for (method, path) in [("POST", "/posts"), ("GET", "/settings")] {
        let (status, challenge, body) = ask(&app, method, path, Some(&jwt)).await;
        assert_eq!(status, 403, "{path}");
        assert!(challenge.contains("insufficient_scope"), "{challenge}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert!(body["errors"][0]["code"].as_str().unwrap().starts_with("authorization_"), "{body}");
    }
}

#[tokio::test]
async fn an_api_knows_the_programs_of_its_users() {
    let server = TestServer::start().await;
    let (user_id, _) = signed_in(&server.client).await;
    let body = json!({ "name": "Robot", "subject": user_id, "scopes": ["posts:publish"] });
    let key = server.client.send(CreateApiKey { body: serde_json::from_value(body).unwrap() }).await.unwrap();
    let app = axum_api::app(axum_api::authenticator(&server.client, &server.publishable_key).unwrap());
    let secret = Some(key.secret.as_str());
    assert_eq!(ask(&app, "GET", "/me", secret).await.2, format!("the program Robot of {user_id}"));
    assert_eq!(ask(&app, "POST", "/posts", secret).await.2, "published");
    assert_eq!(ask(&app, "GET", "/settings", secret).await.0, 403);
    assert_eq!(ask(&app, "POST", "/posts", Some("mt_unknown")).await.0, 401);
    let body = RevokeApiKeyBody::default();
    server.client.send(RevokeApiKey { api_key_id: key.id, body }).await.unwrap();
    assert_eq!(ask(&app, "POST", "/posts", secret).await.0, 401);
}

#[tokio::test]
async fn an_api_that_cannot_ask_says_so() {
    let stub = api::start().await;
    let app = axum_api::app(axum_api::authenticator(&stub.client(), "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k").unwrap());
    // Nobody was refused, and nobody knows: try again later.
    assert_eq!(ask(&app, "POST", "/posts", Some("ak_broken")).await.0, 503);
    assert_eq!(ask(&app, "GET", "/", Some("ak_broken")).await.0, 503);
}

#[tokio::test]
async fn machines_talk_to_those_that_they_may_talk_to() {
    let server = TestServer::start().await;
    let machine = async |name: &str, scoped: Vec<String>| -> MachineWithSecretKey {
        let body = CreateMachineBody { name: name.to_owned(), scoped_machines: Some(scoped), default_token_ttl: None };
        server.client.send(CreateMachine { body }).await.unwrap()
    };
    let printer = machine("printer", Vec::new()).await;
    let scanner = machine("scanner", vec![printer.id.clone()]).await;
    let stranger = machine("stranger", Vec::new()).await;
    let anonymous = server.anonymous().unwrap();
    let app = machine_to_machine::app(machine_to_machine::authenticator(&anonymous, &printer.secret_key).unwrap());

    let token = machine_to_machine::token(&anonymous, &scanner.secret_key).await.unwrap();
    assert_eq!(ask(&app, "POST", "/print", Some(&token)).await.2, format!("printed for {}", scanner.id));
    assert_eq!(machine_to_machine::token(&anonymous, &scanner.secret_key).await.unwrap(), token);
    let token = machine_to_machine::token(&anonymous, &stranger.secret_key).await.unwrap();
    assert_eq!(ask(&app, "POST", "/print", Some(&token)).await.0, 401);
    assert_eq!(ask(&app, "POST", "/print", None).await.0, 401);
}

#[tokio::test]
async fn an_oauth_client_finds_out_who_issues_tokens() {
    let server = TestServer::start().await;
    let (client, key) = (&server.client, &server.publishable_key);
    let issuer = key.parse::<PublishableKey>().unwrap().frontend_api_host;
    let app = oauth_resource_server::app(client, key, "https://api.example.com/v1").unwrap();
    let (status, challenge, _) = ask(&app, "GET", "/mail", None).await;
    let url = "https://api.example.com/.well-known/oauth-protected-resource/v1";
    assert_eq!((status, challenge), (401, format!("Bearer resource_metadata=\"{url}\"")));
    let (status, _, document) = ask(&app, "GET", "/.well-known/oauth-protected-resource/v1", None).await;
    assert_eq!(status, 200);
    assert_eq!(
        serde_json::from_str::<Value>(&document).unwrap(),
        json!({
            "resource": "https://api.example.com/v1",
            "authorization_servers": [format!("https://{issuer}")],
            "scopes_supported": ["profile", "email"],
            "bearer_methods_supported": ["header"],
            "resource_name": "Mail of a user",
        })
    );
    let (user_id, _) = signed_in(client).await;
    let body = serde_json::from_value(json!({ "name": "Mail" })).unwrap();
    let application = client.send(CreateOauthApplication { body }).await.unwrap().id;
    let grant = json!({ "application": application, "user": user_id, "jwt": false });
    let seed = serde_json::from_value(json!({ "oauth_grants": [grant] })).unwrap();
    let token = server.seed(seed).await.unwrap().oauth_grants.remove(0).access_token;
    assert_eq!(ask(&app, "GET", "/mail", Some(&token)).await.2, format!("mail of {user_id}"));
    let body = RevokeOauthApplicationTokenBody { token: token.clone() };
    client.send(RevokeOauthApplicationToken { oauth_application_id: application, body }).await.unwrap();
    let (status, challenge, _) = ask(&app, "GET", "/mail", Some(&token)).await;
    assert_eq!(status, 401);
    assert!(challenge.contains(url) && challenge.contains("invalid_token"), "{challenge}");
}
