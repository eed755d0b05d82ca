//! The steps of the Frontend API that show that an organization owns a domain.

use frontdesk_server::organization_domains::ownership::{attempt_ownership, prepare_ownership};
use serde_json::json;

use super::support::{refusal, start_with_names};
use crate::name_server::NameServer;
use crate::teams::text;

#[tokio::test]
async fn a_published_record_shows_ownership() {
    let names = NameServer::start().await;
    let app = start_with_names(&names).await;
    let id = app.organization("Acme").await;
    let domain = app.domain(&id, "acme.example", json!({ "verified": false })).await;
    let domain_id = text(&domain["id"]);
    let attempt = async || attempt_ownership(app.context().await, &id, &domain_id).await;
    assert_eq!(refusal(&attempt().await.unwrap_err()), (400, "verification_missing"));
    let (_, first) = prepare_ownership(app.context().await, &id, &domain_id).await.unwrap();
    let (_, record) = prepare_ownership(app.context().await, &id, &domain_id).await.unwrap();
    assert_eq!((&first.name, record.name.ends_with(".acme.example")), (&record.name, true));
    assert_ne!(first.value, record.value);
    attempt().await.unwrap();
    let expire_at = app.clock.now() + 7 * 24 * 3600 * 1000;
    let waiting = json!({ "status": "unverified", "strategy": "txt", "attempts": 1, "expire_at": expire_at, "verified_at": null });
    assert_eq!(app.domain_now(&domain).await["ownership_verification"], waiting);
    // The former challenge is worth nothing, and neither is part of the text.
    names.text(&record.name, &[&first.value]);
    names.text(&record.name, &[&record.value[..record.value.len() - 1]]);
    app.clock.advance(1000);
    attempt().await.unwrap();
    assert_eq!(app.domain_now(&domain).await["ownership_verification"]["attempts"], 2);
    let asked = names.asked();
    attempt().await.unwrap();
    assert_eq!(names.asked(), asked, "the same question is not asked again within a second");
    // A long record comes in pieces.
    let (one, two) = record.value.split_at(20);
    names.text(&record.name, &[one, two]);
    app.clock.advance(1000);
    attempt().await.unwrap();
    let shown = app.domain_now(&domain).await;
    let verified = json!({ "status": "verified", "strategy": "txt", "attempts": 2, "expire_at": null, "verified_at": app.clock.now() });
    assert_eq!(shown["ownership_verification"], verified);
    assert_eq!(app.get("/organization_domains?verified=true").await.ok()["total_count"], 1);
    assert_eq!(refusal(&attempt().await.unwrap_err()), (400, "verification_already_verified"));
    let again = prepare_ownership(app.context().await, &id, &domain_id).await;
    assert_eq!(refusal(&again.unwrap_err()), (400, "verification_already_verified"));
    app.check().await;
}

#[tokio::test]
async fn a_name_server_that_fails_is_nobody_s_attempt_and_a_challenge_runs_out() {
    let names = NameServer::start().await;
    let app = start_with_names(&names).await;
    let id = app.organization("Acme").await;
    let domain = app.domain(&id, "acme.example", json!({ "verified": false })).await;
    let domain_id = text(&domain["id"]);
    let (_, record) = prepare_ownership(app.context().await, &id, &domain_id).await.unwrap();
    names.fail(&record.name);
    let error = attempt_ownership(app.context().await, &id, &domain_id).await.unwrap_err();
    assert_eq!(refusal(&error), (503, "service_unavailable"));
    assert_eq!(app.domain_now(&domain).await["ownership_verification"]["attempts"], 0);
    app.clock.advance(7 * 24 * 3600 * 1000);
    let asked = names.asked();
    attempt_ownership(app.context().await, &id, &domain_id).await.unwrap();
    assert_eq!(names.asked(), asked, "an expired challenge is not looked up");
    assert_eq!(app.domain_now(&domain).await["ownership_verification"]["status"], "expired");
}
