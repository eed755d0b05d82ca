//! Hard conditions that an operator asks for: limits, waiting, failures, lost answers, stale reads.

use frontdesk_server::conditions::Conditions;
use frontdesk_server::{Config, Limits, NewInstance};
use serde_json::json;

use crate::app::{App, START};
use crate::teams::text;

async fn start(change: impl FnOnce(&mut Config)) -> App {
    App::start_configured(NewInstance::default(), change).await
}

fn faults(faults: &[&str], fault_seed: u64) -> Conditions {
    let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
    Conditions { faults, fault_seed, ..Conditions::default() }
}

#[tokio::test]
async fn one_organization_can_be_changed_ten_times_in_ten_seconds() {
    let app = start(|config| config.limits = Some(Limits::Production)).await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    let rename = async |id: &str| app.patch(&format!("/organizations/{id}"), json!({ "name": "New" })).await;
    for _ in 0..5 {
        rename(&id).await.ok();
        app.patch(&format!("/organizations/{id}/metadata"), json!({ "public_metadata": { "a": 1 } })).await.ok();
    }
    app.clock.advance(2500);
    let refused = rename(&id).await;
    assert_eq!(refused.refusal(), (429, "too_many_requests", None));
    assert_eq!(refused.headers["retry-after"], "8");
    rename(&other).await.ok();
    app.get(&format!("/organizations/{id}")).await.ok();
    app.clock.advance(7500);
    rename(&id).await.ok();
}

#[tokio::test]
async fn invitations_into_organizations_are_counted_by_the_hour() {
    let app = start(|config| config.limits = Some(Limits::Production)).await;
    let id = app.organization("Acme").await;
    let invite = async |number: usize| {
        app.clock.advance(100);
        let body = json!([{ "email_address": format!("a{number}@example.com"), "role": "org:member" }]);
        app.post(&format!("/organizations/{id}/invitations/bulk"), body).await
    };
    for number in 0..50 {
        invite(number).await.ok();
    }
    let refused = invite(50).await;
    assert_eq!(refused.refusal(), (429, "too_many_requests", None));
    assert_eq!(refused.headers["retry-after"], "3595");
    app.clock.advance(3_595_000);
    invite(50).await.ok();
}

#[tokio::test]
async fn failures_do_nothing_and_say_so_in_the_envelope() {
    let app = start(|config| config.conditions = faults(&["5xx=100%"], 3)).await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let answer = app.post("/organizations", json!({ "name": "Acme" })).await;
        assert!(matches!(answer.refusal(), (500, "internal_clerk_error", None) | (503, "service_unavailable", None)));
        seen.insert(answer.status);
    }
    assert_eq!(seen.len(), 2, "both kinds come");
    let app = start(|config| config.conditions = faults(&["429=100%"], 0)).await;
    let answer = app.get("/organizations").await;
    assert_eq!(
        (answer.refusal(), &answer.headers["retry-after"]),
        ((429, "too_many_requests", None), &"1".parse().unwrap())
    );
    let health = app.http.get(format!("{}/health", app.server.url())).send().await.unwrap();
    assert_eq!(health.status(), 200, "who watches the server is spared");
}

#[tokio::test]
async fn the_same_seed_fails_the_same_requests() {
    let statuses = async |seed| {
        let app = start(|config| config.conditions = faults(&["5xx=30%", "429=20%"], seed)).await;
        let mut statuses = Vec::new();
        for _ in 0..40 {
            statuses.push(app.get("/organizations").await.status);
        }
        statuses
    };
    let first = statuses(7).await;
    assert_eq!(first, statuses(7).await);
    assert_ne!(first, statuses(8).await);
    assert!(first.contains(&200) && first.contains(&429));
}

#[tokio::test]
async fn a_lost_answer_may_be_that_of_a_write_that_was_made() {
    let app = start(|config| config.conditions = faults(&["drop=100%"], 1)).await;
    for number in 0..40 {
        let body = json!({ "email_address": [format!("u{number}@example.com")], "skip_password_requirement": true });
        let error = app.request(reqwest::Method::POST, "/users").json(&body).send().await.unwrap_err();
        assert!(!error.is_timeout() && !error.is_builder(), "{error:?}");
    }
    let made = app.store.read(app.instance_id.as_str().into(), |tx| tx.counter("users")).await.unwrap();
    assert!((5..=35).contains(&made), "{made} of 40 were made");
    app.check().await;
}

#[tokio::test]
async fn every_request_waits() {
    let latency = Some("50ms..200ms".parse().unwrap());
    let app = start(|config| config.conditions = Conditions { latency, ..Conditions::default() }).await;
    let mut before = START;
    let mut waits = std::collections::BTreeSet::new();
    for _ in 0..20 {
        app.get("/organizations").await.ok();
        let waited = app.clock.now() - before;
        assert!((50..=200).contains(&waited), "{waited}");
        waits.insert(waited);
        before = app.clock.now();
    }
    assert!(waits.len() > 5, "{waits:?}");
}

#[tokio::test]
async fn a_read_may_lag_behind_and_never_by_more() {
    let lag = Some("500ms".parse().unwrap());
    let app = start(|config| config.conditions = Conditions { lag, ..Conditions::default() }).await;
    let id = text(&app.post("/organizations", json!({ "name": "Old" })).await.ok()["id"]);
    let path = format!("/organizations/{id}");
    let name = async || text(&app.get(&path).await.ok()["name"]);
    assert_eq!(name().await, "Old", "what nobody has asked about is answered from what is stored");
    let changed = app.patch(&path, json!({ "name": "New" })).await.ok();
    assert_eq!(changed["name"], "New", "a write answers what it did");
    app.clock.advance(499);
    assert_eq!(name().await, "Old");
    assert_eq!(app.get(&format!("{path}?include_members_count=true")).await.ok()["name"], "New", "another question");
    let other = app.other_key().await;
    let foreign = app.send_as(&other, reqwest::Method::GET, &path, json!({})).await;
    assert_eq!(foreign.status, 404, "nobody gets an answer that another instance got");
    app.clock.advance(1);
    assert_eq!(name().await, "New");
}
