//! Refusals around the operations: what is not there, not served, too much or too often, and the health of proxies.

use frontdesk_contract::{Method, catalogue};
use frontdesk_server::conditions::Conditions;
use frontdesk_server::{Config, Limits, NewInstance};
use reqwest::RequestBuilder;
use serde_json::json;

use super::ledger::{Ledger, Refusal};
use super::official::served;
use super::stage::GONE;
use crate::app::App;

pub(super) async fn run(app: &App, ledger: &Ledger) {
    let url = app.server.url();
    ledger.note_elsewhere("no operation", &app.get("/shoes").await, GONE);
    let is_served = |id: &str| served().iter().any(|operation| operation.id == id);
    let unserved = catalogue::operations()
        .find(|one| !is_served(one.id) && one.method == Method::Get && !one.path.contains('{') && !one.public);
    if let Some(unserved) = unserved {
        let refusal = (501, "feature_not_implemented", None);
        ledger.note_elsewhere(unserved.id, &app.get(unserved.path).await, refusal);
    }
    let health = |query: &str| app.http.get(format!("{url}/v1/proxy-health{query}"));
    for (request, refusal) in [
        (health(""), (400, "missing_query_parameter", Some("domain_id"))),
        (health("?domain_id=dmn_1"), (400, "proxy_request_missing_secret_key", None)),
        (
            health("?domain_id=dmn_1").header("clerk-secret-key", "sk_test_nobody"),
            (401, "proxy_request_invalid_secret_key", None),
        ),
    ] {
        elsewhere(app, ledger, request, refusal).await;
    }
    limits(ledger).await;
    faults(ledger).await;
}

async fn elsewhere(app: &App, ledger: &Ledger, request: RequestBuilder, refusal: Refusal<'_>) {
    ledger.note_elsewhere("proxy-health", &app.send(request).await, refusal);
}

/// What Clerk's limits refuse.
async fn limits(ledger: &Ledger) {
    let limited = |config: &mut Config| config.limits = Some(Limits::Production);
    let app = App::start_configured(NewInstance::default(), limited).await;
    let id = app.organization("Acme").await;
    let path = format!("/organizations/{id}");
    for _ in 0..10 {
        app.patch(&path, json!({ "name": "New" })).await.ok();
    }
    let refused = app.patch(&path, json!({ "name": "New" })).await;
    ledger.note_elsewhere("UpdateOrganization with limits", &refused, (429, "too_many_requests", None));
}

/// What an operator asks for with `--fault`.
async fn faults(ledger: &Ledger) {
    let fails = |config: &mut Config| {
        let faults = vec!["5xx=100%".parse().unwrap()];
        config.conditions = Conditions { faults, fault_seed: 3, ..Conditions::default() };
    };
    let app = App::start_configured(NewInstance::default(), fails).await;
    let mut missing = vec![(500, "internal_clerk_error", None), (503, "service_unavailable", None)];
    // The seed makes both come soon.
    for _ in 0..100 {
        let answer = app.get("/organizations").await;
        if let Some(position) = missing.iter().position(|refusal| answer.refusal() == *refusal) {
            ledger.note_elsewhere("ListOrganizations with faults", &answer, missing.remove(position));
        }
    }
}
