use frontdesk_server::NewInstance;
use serde_json::{Value, json};

use crate::app::App;
use crate::world::World;

async fn get(app: &App, path: &str, headers: &[(&str, &str)]) -> (u16, Value) {
    let mut request = app.http.get(format!("{}{path}", app.server.url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{path}");
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn an_instance_is_known_by_its_host_its_path_or_the_key_of_its_proxy() {
    let app = App::start().await;
    let other = World::create(&app.store).await;
    let document = "/.well-known/oauth-authorization-server";
    let issuer = app.context().await.instance.issuer();
    let host = issuer.strip_prefix("https://").unwrap().to_owned();
    let by_host = get(&app, document, &[("host", &host)]).await;
    assert_eq!((by_host.0, &by_host.1["issuer"]), (200, &json!(issuer)));
    let ways = [
        get(&app, document, &[("host", &host.to_uppercase())]).await,
        get(&app, document, &[("clerk-secret-key", &app.secret_key)]).await,
        get(&app, &format!("/instances/{}{document}", app.instance_id), &[]).await,
        get(&app, &format!("{document}/instances/{}", app.instance_id), &[]).await,
    ];
    assert!(ways.iter().all(|way| *way == by_host), "{ways:#?}");
    let theirs = get(&app, &format!("/instances/{}{document}", other.instance_id), &[("host", &host)]).await;
    assert_ne!(theirs.1["issuer"], by_host.1["issuer"], "the path says more than the host");
    for (path, headers) in [
        (document.to_owned(), vec![]),
        (document.to_owned(), vec![("host", "elsewhere.example.com")]),
        (document.to_owned(), vec![("x-forwarded-host", host.as_str())]),
        (format!("/instances/ins_nobodys{document}"), vec![]),
    ] {
        let (status, body) = get(&app, &path, &headers).await;
        assert_eq!((status, &body["errors"][0]["code"]), (404, &json!("resource_not_found")), "{path} {headers:?}");
    }
    let (status, _) = get(&app, document, &[("clerk-secret-key", "sk_test_nobodys")]).await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn a_host_that_two_instances_have_leads_to_neither() {
    let host = || Some("clerk.shared.example".to_owned());
    let app = App::start_with(NewInstance { production: true, frontend_api: host(), ..NewInstance::default() }).await;
    let path = "/.well-known/openid-configuration";
    assert_eq!(get(&app, path, &[("host", "clerk.shared.example")]).await.0, 200);
    let other = World::create(&app.store).await;
    let sql = "UPDATE instances SET frontend_api = 'clerk.shared.example'";
    crate::oauth::write_past_the_server(app.database.address(), sql).await;
    app.server.shared.forget_instances();
    assert_eq!(get(&app, path, &[("host", "clerk.shared.example")]).await.0, 404);
    assert_eq!(get(&app, &format!("/instances/{}{path}", other.instance_id), &[]).await.0, 200);
}

#[tokio::test]
async fn the_documents_say_what_there_is_and_where() {
    let app = App::start().await;
    let proxy = app.oauth_url("");
    let wanted = proxy.clone();
    app.configure(move |settings| settings.proxy_url = Some(wanted.clone())).await;
    let at = |path: &str| format!("{proxy}{path}");
    let fetch = |path: &str| reqwest::get(at(path));
    let openid: Value = fetch("/.well-known/openid-configuration").await.unwrap().json().await.unwrap();
    assert_eq!(openid["issuer"], json!(proxy), "the issuer is where the document was found");
    for (name, path) in [
        ("authorization_endpoint", "/oauth/authorize"),
        ("token_endpoint", "/oauth/token"),
        ("revocation_endpoint", "/oauth/token/revoke"),
        ("introspection_endpoint", "/oauth/token_info"),
        ("userinfo_endpoint", "/oauth/userinfo"),
        ("jwks_uri", "/.well-known/jwks.json"),
    ] {
        assert_eq!(openid[name], json!(at(path)), "{name}");
    }
    let server: Value = fetch("/.well-known/oauth-authorization-server").await.unwrap().json().await.unwrap();
    for (name, value) in server.as_object().unwrap() {
        assert_eq!(openid[name], *value, "{name}");
    }
    assert_eq!(server["code_challenge_methods_supported"], json!(["S256"]));
    assert!(server["scopes_supported"].as_array().unwrap().contains(&json!("user:org:read")));
    let keys: Value = fetch("/.well-known/jwks.json").await.unwrap().json().await.unwrap();
    assert_eq!(keys, app.get("/jwks").await.ok());
    let shown = app.oauth_application("Hats", json!({})).await;
    assert_eq!(
        (&shown["token_fetch_url"], &shown["discovery_url"]),
        (&openid["token_endpoint"], &json!(at("/.well-known/openid-configuration")))
    );
    app.configure(|settings| {
        settings.organizations_enabled = false;
        settings.oauth_applications.client_id_metadata_documents_advertised = true;
    })
    .await;
    let server: Value = fetch("/.well-known/oauth-authorization-server").await.unwrap().json().await.unwrap();
    assert_eq!(server["client_id_metadata_document_supported"], true);
    assert!(!server["scopes_supported"].as_array().unwrap().contains(&json!("user:org:read")));
}

#[tokio::test]
async fn pages_from_elsewhere_may_ask() {
    let app = App::start().await;
    let preflight = app.http.request(reqwest::Method::OPTIONS, app.oauth_url("/oauth/token"));
    let answer = preflight.header("origin", "https://app.example.com").send().await.unwrap();
    assert_eq!(answer.status(), 204);
    let headers = answer.headers();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["access-control-allow-methods"], "POST");
    assert!(headers["access-control-allow-headers"].to_str().unwrap().contains("authorization"));
    assert!(!headers.contains_key("access-control-allow-credentials"), "no cookie counts here");
}

#[tokio::test]
async fn documents_pages_and_refusals_are_counted_as_operations_are() {
    let app = App::start().await;
    let ask = |path: &str| app.http.get(app.oauth_url(path)).send();
    assert_eq!(ask("/.well-known/jwks.json").await.unwrap().status(), 200);
    assert_eq!(ask("/oauth/authorize").await.unwrap().status(), 400);
    assert_eq!(ask("/oauth/userinfo").await.unwrap().status(), 401);
    let figures = app.http.get(format!("{}/metrics", app.server.url())).send().await.unwrap().text().await.unwrap();
    for (path, status) in [("/.well-known/jwks.json", 200), ("/oauth/authorize", 400), ("/oauth/userinfo", 401)] {
        let is_counted = |line: &str| {
            line.contains(&format!("operation=\"{path}\"")) && line.contains(&format!("status=\"{status}\""))
        };
        assert!(figures.lines().any(is_counted), "{path} {status}:\n{figures}");
    }
}
