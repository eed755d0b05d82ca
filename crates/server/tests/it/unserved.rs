//! What is declared and has no handler.

use frontdesk_contract::{ApiVersion, Method, Place, catalogue, request};
use serde_json::{Map, Value};

use crate::app::App;

#[tokio::test]
async fn what_is_not_served_yet_says_so_in_the_envelope() {
    let app = App::start().await;
    let api = frontdesk_server::api();
    let served: Vec<_> = api.operations().collect();
    for operation in catalogue::operations().filter(|one| !served.iter().any(|other| one.is(other))) {
        let version = operation.versions.iter().last().unwrap_or(ApiVersion::NEWEST);
        let path: Map<String, Value> = operation
            .parameters_in(Place::Path, version)
            .map(|field| (field.name.to_owned(), Value::from("id_1")))
            .collect();
        let path = request::fill_path(operation, &path);
        let method = reqwest::Method::from_bytes(operation.method.as_str().as_bytes()).unwrap();
        let version = version.to_string();
        let send = |key: &str| {
            let url = format!("{}/v1{path}", app.server.url());
            let request = app.http.request(method.clone(), url).header("Clerk-API-Version", &version);
            if operation.method == Method::Get { request } else { request.json(&Map::new()) }.bearer_auth(key)
        };
        let answer = send(&app.secret_key).send().await.unwrap();
        assert_eq!(answer.status(), 501, "{}", operation.id);
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["errors"][0]["code"], "feature_not_implemented");
        assert!(body["errors"][0]["long_message"].as_str().unwrap().contains(operation.id));
        assert!(body["clerk_trace_id"].is_string());
        // Without the right key not even that is told.
        if !operation.public {
            assert_eq!(send("sk_test_wrong").send().await.unwrap().status(), 401, "{}", operation.id);
        }
    }
}
