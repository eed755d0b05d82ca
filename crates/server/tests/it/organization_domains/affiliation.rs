//! The steps of the Frontend API that show that an organization receives mail at a domain.

use frontdesk_server::delivery::Message;
use frontdesk_server::organization_domains::affiliation::{attempt_affiliation, prepare_affiliation};
use serde_json::json;

use super::support::{refusal, start};
use crate::app::App;
use crate::teams::text;

fn code(app: &App) -> String {
    match app.outbox.take().as_slice() {
        [Message::EmailCode { to, code }] => {
            assert_eq!(to, "ada@acme.example");
            code.clone()
        }
        other => panic!("one code was expected: {other:?}"),
    }
}

#[tokio::test]
async fn a_code_that_comes_back_verifies_the_domain() {
    let app = start().await;
    let id = app.organization("Acme").await;
    app.user_at("eve@acme.example").await;
    let rest = json!({ "verified": false, "enrollment_mode": "automatic_invitation" });
    let domain = app.domain(&id, "acme.example", rest).await;
    let domain_id = text(&domain["id"]);
    let attempt = async |code: &str| attempt_affiliation(app.context().await, &id, &domain_id, code).await;
    let prepare = async |address: &str| prepare_affiliation(app.context().await, &id, &domain_id, address).await;
    assert_eq!(refusal(&attempt("1").await.unwrap_err()), (400, "verification_missing"));
    assert_eq!(refusal(&prepare("ada@other.example").await.unwrap_err()), (422, "organization_domain_mismatch"));
    assert_eq!(refusal(&prepare("nonsense").await.unwrap_err()), (422, "form_param_format_invalid"));
    prepare(" Ada@Acme.example ").await.unwrap();
    let right = code(&app);
    assert_eq!(refusal(&prepare("ada@acme.example").await.unwrap_err()), (429, "verification_code_too_many_requests"));
    let shown = app.domain_now(&domain).await;
    assert_eq!(shown["affiliation_email_address"], "ada@acme.example");
    let verification = json!({
        "status": "unverified", "strategy": "affiliation_email_code", "attempts": 0,
        "expire_at": app.clock.now() + 600_000, "verified_at": null,
    });
    assert_eq!(shown["affiliation_verification"], verification);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    attempt(wrong).await.unwrap();
    assert_eq!(app.domain_now(&domain).await["verification"]["attempts"], 1);
    attempt(&right).await.unwrap();
    let shown = app.domain_now(&domain).await;
    assert_eq!(
        (&shown["verification"]["status"], &shown["total_pending_invitations"]),
        (&json!("verified"), &json!(1))
    );
    assert_eq!(refusal(&attempt(&right).await.unwrap_err()), (400, "verification_already_verified"));
    assert_eq!(refusal(&prepare("ada@acme.example").await.unwrap_err()), (400, "verification_already_verified"));
    app.check().await;
}

#[tokio::test]
async fn wrong_codes_and_time_use_a_code_up() {
    let app = start().await;
    let id = app.organization("Acme").await;
    let domain = app.domain(&id, "acme.example", json!({ "verified": false })).await;
    let domain_id = text(&domain["id"]);
    let attempt = async |code: &str| {
        attempt_affiliation(app.context().await, &id, &domain_id, code).await.unwrap();
        app.domain_now(&domain).await["verification"]["status"].clone()
    };
    prepare_affiliation(app.context().await, &id, &domain_id, "ada@acme.example").await.unwrap();
    let right = code(&app);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    assert_eq!((attempt(wrong).await, attempt(wrong).await), (json!("unverified"), json!("unverified")));
    assert_eq!(attempt(wrong).await, "failed");
    let late = attempt_affiliation(app.context().await, &id, &domain_id, &right).await;
    assert_eq!(refusal(&late.unwrap_err()), (400, "verification_missing"), "the right one does not count any more");
    app.clock.advance(30_000);
    prepare_affiliation(app.context().await, &id, &domain_id, "ada@acme.example").await.unwrap();
    let right = code(&app);
    app.clock.advance(600_000);
    assert_eq!(attempt(&right).await, "expired");
    // In test mode, an address for tests gets no message and has a code that everybody knows.
    prepare_affiliation(app.context().await, &id, &domain_id, "ada+clerk_test@acme.example").await.unwrap();
    assert!(app.outbox.take().is_empty());
    assert_eq!(attempt("424242").await, "verified");
}

#[tokio::test]
async fn a_name_that_another_organization_has_verified_meanwhile_is_refused() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    let domain = text(&app.domain(&id, "acme.example", json!({ "verified": false })).await["id"]);
    prepare_affiliation(app.context().await, &id, &domain, "ada+clerk_test@acme.example").await.unwrap();
    app.domain(&other, "acme.example", json!({})).await;
    let refused = attempt_affiliation(app.context().await, &id, &domain, "424242").await.unwrap_err();
    assert_eq!(refusal(&refused), (422, "organization_domain_already_exists"));
    let foreign = prepare_affiliation(app.context().await, &other, &domain, "ada@acme.example").await.unwrap_err();
    assert_eq!(refusal(&foreign), (404, "resource_not_found"));
}
