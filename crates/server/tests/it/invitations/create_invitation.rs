use serde_json::json;

use crate::app::{App, START};
use crate::people::{DAY, person, text};

#[tokio::test]
async fn an_invitation_carries_everything_and_a_signed_ticket() {
    let app = App::start().await;
    let body = json!({
        "email_address": "Guest@Example.com", "public_metadata": { "Tier": { "a": 1 } }, "notify": false,
        "redirect_url": "https://example.com/welcome", "expires_in_days": 3, "template_slug": "invitation",
    });
    let invitation = app.post("/invitations", body).await.ok();
    let ticket = text(&invitation, "url").split_once("/v1/tickets/accept?ticket=").unwrap().1.to_owned();
    let expected = json!({
        "object": "invitation", "id": invitation["id"], "email_address": "guest@example.com",
        "public_metadata": { "Tier": { "a": 1 } }, "status": "pending", "url": invitation["url"],
        "expires_at": START + 3 * DAY, "created_at": START, "updated_at": START,
    });
    assert_eq!(invitation, expected, "and no `revoked`");
    assert!(text(&invitation, "id").starts_with("inv_"));
    let claims = app.read_token(&ticket).await.claims;
    let expected = json!({
        "eis": 3 * 86_400, "exp": START / 1000 + 3 * 86_400, "iid": app.instance_id, "sid": invitation["id"],
        "st": "invitation",
    });
    assert_eq!(json!(claims), expected);
}

#[tokio::test]
async fn an_invitation_lasts_thirty_days_by_itself() {
    let app = App::start().await;
    let invitation = app.post("/invitations", json!({ "email_address": "a@example.com" })).await.ok();
    assert_eq!(invitation["expires_at"], START + 30 * DAY);
    assert_eq!(invitation["public_metadata"], json!({}));
}

#[tokio::test]
async fn an_address_is_invited_once_unless_that_does_not_matter() {
    let app = App::start().await;
    let invite = |body| app.post("/invitations", body);
    let first = invite(json!({ "email_address": "a@example.com", "expires_in_days": 1 })).await.ok();
    let again = invite(json!({ "email_address": "A@example.com" })).await;
    assert_eq!(again.refusal(), (400, "duplicate_record", None));
    assert_eq!(again.body["errors"][0]["meta"]["email_addresses"], json!(["a@example.com"]));

    let ignoring = json!({ "email_address": "a@example.com", "ignore_existing": true, "expires_in_days": 2 });
    let second = invite(ignoring).await.ok();
    let revoke = async |invitation: &serde_json::Value| {
        app.post(&format!("/invitations/{}/revoke", text(invitation, "id")), json!({})).await.ok();
    };
    // Whichever goes first, the other one still stands in the way.
    revoke(&first).await;
    assert_eq!(invite(json!({ "email_address": "a@example.com" })).await.refusal().1, "duplicate_record");
    revoke(&second).await;
    invite(json!({ "email_address": "a@example.com", "expires_in_days": 1 })).await.ok();
    app.clock.advance(DAY - 1);
    assert_eq!(invite(json!({ "email_address": "a@example.com" })).await.refusal().1, "duplicate_record");
    app.clock.advance(1);
    invite(json!({ "email_address": "a@example.com" })).await.ok();
}

#[tokio::test]
async fn the_address_of_a_user_is_invited_only_on_purpose() {
    let app = App::start().await;
    app.add_user(person("ada")).await;
    let refused = app.post("/invitations", json!({ "email_address": "ADA@example.com" })).await;
    assert_eq!(refused.refusal(), (422, "form_identifier_exists", Some("email_address")));
    let body = json!({ "email_address": "ada@example.com", "ignore_existing": true });
    assert_eq!(app.post("/invitations", body).await.ok()["status"], "pending");
}

#[tokio::test]
async fn parameters_are_checked() {
    let app = App::start().await;
    let large = "x".repeat(9000);
    for (name, value, code) in [
        ("email_address", json!("nowhere"), "form_param_format_invalid"),
        ("redirect_url", json!("nowhere"), "form_param_format_invalid"),
        ("template_slug", json!("birthday"), "form_param_value_invalid"),
        ("public_metadata", json!("text"), "form_param_type_invalid"),
        ("public_metadata", json!({ "a": large }), "form_param_exceeds_allowed_size"),
        ("expires_in_days", json!(0), "form_param_value_invalid"),
        ("expires_in_days", json!(366), "form_param_value_invalid"),
        ("colour", json!("red"), "form_param_unknown"),
    ] {
        let mut body = json!({ "email_address": "a@example.com" });
        body[name] = value;
        assert_eq!(app.post("/invitations", body).await.refusal(), (422, code, Some(name)));
    }
    let missing = app.post("/invitations", json!({})).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("email_address")));
    assert_eq!(app.get("/invitations").await.ok(), json!([]), "nobody was invited");
}

#[tokio::test]
async fn of_several_who_invite_one_address_at_once_one_succeeds() {
    let app = App::start().await;
    for round in 0..5 {
        let body = json!({ "email_address": format!("race{round}@example.com") });
        let answers = futures_util::future::join_all((0..6).map(|_| app.post("/invitations", body.clone()))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(answer.refusal(), (400, "duplicate_record", None));
        }
    }
    assert_eq!(app.get("/invitations?paginated=true").await.ok()["total_count"], 5);
}
