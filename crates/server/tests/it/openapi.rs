//! The document of what the server answers.

use std::collections::BTreeSet;

use frontdesk_contract::ApiVersion;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::App;

async fn document(app: &App, version: &str) -> Value {
    let url = format!("{}/openapi/{version}.json", app.server.url());
    let answer = app.send(app.http.get(url)).await;
    assert_eq!(answer.headers["content-type"], "application/json");
    answer.ok()
}

#[tokio::test]
async fn each_version_has_a_document_that_marks_what_is_not_served() {
    let app = App::start().await;
    let api = frontdesk_server::api();
    for version in ApiVersion::ALL {
        let document = document(&app, version.as_str()).await;
        let mut marked = BTreeSet::new();
        let mut plain = BTreeSet::new();
        for methods in document["paths"].as_object().unwrap().values() {
            for operation in methods.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap().to_owned();
                let unserved = operation["x-frontdesk-unserved"] == true;
                assert_eq!(unserved, operation["responses"].get("501").is_some(), "{id}");
                if unserved {
                    marked.insert(id)
                } else {
                    plain.insert(id)
                };
            }
        }
        let served: BTreeSet<String> = api
            .operations()
            .filter(|operation| operation.versions.contains(version))
            .map(|operation| operation.id.to_owned())
            .collect();
        assert_eq!(plain, served, "{version}");
        assert!(marked.is_disjoint(&served), "{version}");
    }
}

#[tokio::test]
async fn a_document_tells_of_pages_nulls_and_refusals_before_the_handler() {
    let app = App::start().await;
    let document = document(&app, "2026-05-12").await;
    let responses = &document["paths"]["/invitations"]["get"]["responses"];
    assert_eq!(responses["401"], json!({ "$ref": "#/components/responses/Refused" }));
    let shapes = responses["200"]["content"]["application/json"]["schema"]["oneOf"].as_array().unwrap();
    assert_eq!(shapes[0]["type"], "array");
    assert_eq!(shapes[1]["properties"]["data"], shapes[0]);
    let schemas = &document["components"]["schemas"];
    assert!(schemas["ClerkErrors"].is_object());
    assert_eq!(schemas["UpdateRoleSetBody"]["properties"]["type"]["enum"], json!(["initial", null]));
    let page = &document["paths"]["/public/interstitial"]["get"]["responses"];
    assert!(page["200"]["content"]["text/html"].is_object() && page.get("401").is_none());
}

#[tokio::test]
async fn there_is_no_document_of_an_unknown_version_and_none_to_write() {
    let app = App::start().await;
    for (method, name) in
        [(Method::GET, "2025-11-11.json"), (Method::GET, "2025-11-10"), (Method::POST, "2025-11-10.json")]
    {
        let url = format!("{}/openapi/{name}", app.server.url());
        assert_eq!(app.send(app.http.request(method, url)).await.status, 404, "{name}");
    }
}
