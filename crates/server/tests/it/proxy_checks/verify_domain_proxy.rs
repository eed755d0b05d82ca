use serde_json::{Value, json};

use crate::app::{App, START};
use crate::name_server::NameServer;
use crate::proxy::{Does, Proxy, production, response_text};
use crate::teams::text;

async fn primary(app: &App) -> String {
    text(&app.get("/domains").await.ok()["data"][0]["id"])
}

async fn check(app: &App, domain: &str, url: &str) -> Value {
    app.post("/proxy_checks", json!({ "domain_id": domain, "proxy_url": url })).await.ok()
}

#[tokio::test]
async fn a_proxy_works_when_the_frontend_api_answers_through_it() {
    let app = App::start().await;
    let (domain, proxy) = (primary(&app).await, Proxy::start(&app).await);
    let found = check(&app, &domain, &format!("{}/", proxy.url())).await;
    assert!(text(&found["id"]).starts_with("proxychk_"));
    assert_eq!((&found["object"], &found["domain_id"]), (&json!("proxy_check"), &json!(domain)));
    assert_eq!((&found["successful"], &found["proxy_url"]), (&json!(true), &json!(proxy.url())));
    assert_eq!((&found["last_run_at"], &found["created_at"]), (&json!(START), &json!(START)));
    let line = proxy.lines.lock().unwrap()[0].clone();
    assert_eq!(line, format!("GET /__clerk/v1/proxy-health?domain_id={domain} HTTP/1.1"));
    app.clock.advance(5000);
    let again = check(&app, &domain, &proxy.url()).await;
    assert_eq!(
        (&again["id"], &again["created_at"], &again["last_run_at"]),
        (&found["id"], &json!(START), &json!(START + 5000))
    );
    app.check().await;
}

#[tokio::test]
async fn a_proxy_that_forgets_something_or_is_none_does_not_work() {
    let app = App::start().await;
    let (domain, proxy) = (primary(&app).await, Proxy::start(&app).await);
    let key = app.secret_key.clone();
    for does in [
        Does::ForwardAnonymously { key },
        Does::Forward { key: "sk_test_wrong".into() },
        Does::Forward { key: String::new() },
        Does::Answer(response_text(200, "hello")),
        Does::Answer(response_text(200, "{\"status\":\"unhealthy\"}")),
        Does::Answer(response_text(503, "{\"status\":\"healthy\"}")),
        Does::Answer("HTTP/1.1 302 X\r\nlocation: /v1/proxy-health\r\ncontent-length: 0\r\n\r\n".into()),
        Does::Answer(response_text(200, &"x".repeat(200_000))),
        Does::Answer("nonsense".into()),
        Does::Answer(String::new()),
    ] {
        proxy.does(does.clone());
        assert_eq!(check(&app, &domain, &proxy.url()).await["successful"], false, "{does:?}");
    }
    assert_eq!(check(&app, &domain, "http://127.0.0.1:1").await["successful"], false);
}

#[tokio::test]
async fn names_are_looked_up_and_lead_only_where_the_instance_may_get_to() {
    let names = NameServer::start().await;
    names.addresses("proxy.example", &["127.0.0.1"]);
    names.addresses("metadata.example", &["169.254.169.254"]);
    let server = names.address;
    let app = App::start_configured(frontdesk_server::NewInstance::default(), |config| {
        config.dns_server = Some(server);
    })
    .await;
    let (domain, proxy) = (primary(&app).await, Proxy::start(&app).await);
    let port = proxy.address.port();
    assert_eq!(check(&app, &domain, &format!("http://proxy.example:{port}/__clerk")).await["successful"], true);
    let seen = proxy.lines.lock().unwrap().len();
    for host in ["metadata.example", "unknown.example"] {
        assert_eq!(check(&app, &domain, &format!("http://{host}:{port}/__clerk")).await["successful"], false, "{host}");
    }
    assert_eq!(proxy.lines.lock().unwrap().len(), seen);
}

#[tokio::test]
async fn production_reaches_only_public_addresses() {
    let names = NameServer::start().await;
    names.addresses("proxy.example", &["127.0.0.1", "10.0.0.1", "::1"]);
    let server = names.address;
    let new = frontdesk_server::NewInstance { production: true, ..frontdesk_server::NewInstance::default() };
    let app = App::start_configured(new, |config| config.dns_server = Some(server)).await;
    let (domain, proxy) = (primary(&app).await, Proxy::start(&app).await);
    let url = format!("https://proxy.example:{}/__clerk", proxy.address.port());
    assert_eq!(check(&app, &domain, &url).await["successful"], false);
    assert!(names.asked() > 0 && proxy.lines.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_checked_is_refused() {
    let app = App::start().await;
    let domain = primary(&app).await;
    let url = "https://example.com/__clerk";
    for (body, refusal) in [
        (json!({ "proxy_url": url }), (422, "form_param_missing", Some("domain_id"))),
        (json!({ "domain_id": domain }), (422, "form_param_missing", Some("proxy_url"))),
        (json!({ "domain_id": "dmn_none", "proxy_url": url }), (422, "form_resource_not_found", Some("domain_id"))),
        (json!({ "domain_id": domain, "proxy_url": "nowhere" }), (422, "form_param_format_invalid", Some("proxy_url"))),
        (
            json!({ "domain_id": domain, "proxy_url": "ftp://a.example" }),
            (422, "form_param_format_invalid", Some("proxy_url")),
        ),
        (
            json!({ "domain_id": domain, "proxy_url": "https://a:b@c.example" }),
            (422, "form_param_format_invalid", Some("proxy_url")),
        ),
        (
            json!({ "domain_id": domain, "proxy_url": "https://c.example?a=1" }),
            (422, "form_param_format_invalid", Some("proxy_url")),
        ),
    ] {
        assert_eq!(app.post("/proxy_checks", body.clone()).await.refusal(), refusal, "{body}");
    }
    let app = production().await;
    let body = json!({ "domain_id": primary(&app).await, "proxy_url": "http://example.com" });
    assert_eq!(app.post("/proxy_checks", body).await.refusal(), (422, "form_param_format_invalid", Some("proxy_url")));
}

#[tokio::test]
async fn the_frontend_api_says_what_a_proxy_forgets() {
    let app = App::start().await;
    let domain = primary(&app).await;
    let ask = async |query: &str, headers: &[(&str, &str)]| {
        let mut request = app.http.get(format!("{}/v1/proxy-health{query}", app.server.url()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        app.send(request).await
    };
    let query = format!("?domain_id={domain}");
    let key = ("clerk-secret-key", app.secret_key.as_str());
    let own = ("clerk-proxy-url", "https://example.com/__clerk");
    let client = ("x-forwarded-for", "203.0.113.7");
    let healthy = ask(&query, &[key, own, client]).await.ok();
    assert_eq!(healthy, json!({ "status": "healthy", "x_forwarded_for": "203.0.113.7" }));
    assert_eq!(ask("", &[key, own, client]).await.refusal(), (400, "missing_query_parameter", Some("domain_id")));
    assert_eq!(ask(&query, &[own, client]).await.refusal(), (400, "proxy_request_missing_secret_key", None));
    let wrong = ("clerk-secret-key", "sk_test_wrong");
    assert_eq!(ask(&query, &[wrong, own, client]).await.refusal(), (401, "proxy_request_invalid_secret_key", None));
    for (query, headers) in [
        (&query, vec![key, client]),
        (&query, vec![key, own]),
        (&"?domain_id=dmn_no".to_owned(), vec![key, own, client]),
    ] {
        let answer = ask(query, &headers).await;
        assert_eq!((answer.status, &answer.body["status"]), (503, &json!("unhealthy")), "{headers:?}");
    }
}
