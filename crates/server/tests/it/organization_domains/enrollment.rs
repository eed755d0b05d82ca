//! What verified domains offer to users.

use serde_json::{Value, json};

use super::support::start;
use crate::app::App;
use crate::teams::{column, text};

async fn invitations(app: &App, user: &str) -> Value {
    app.get(&format!("/users/{user}/organization_invitations")).await.ok()
}

#[tokio::test]
async fn users_who_were_there_before_are_offered_the_organization() {
    let app = start().await;
    let id = app.organization("Acme").await;
    let (eve, max) = (app.user_at("eve@acme.example").await, app.user_at("max@acme.example").await);
    app.user_at("zoe@sub.acme.example").await;
    app.user_at("zoe@notacme.example").await;
    app.join(&id, &max, "org:member").await;
    let reserved = json!({
        "email_address": ["kim@acme.example"], "email_address_identification_status": ["reserved"],
        "skip_password_requirement": true,
    });
    app.post("/users", reserved).await.ok();
    let domain = app.domain(&id, "acme.example", json!({ "enrollment_mode": "automatic_invitation" })).await;
    assert_eq!(domain["total_pending_invitations"], 1, "neither members nor unverified addresses count");
    let page = invitations(&app, &eve).await;
    assert_eq!(page["total_count"], 1);
    let shown = &page["data"][0];
    assert!(text(&shown["id"]).starts_with("orginv_"));
    assert_eq!(
        (&shown["email_address"], &shown["status"], &shown["role"]),
        (&json!("eve@acme.example"), &json!("pending"), &json!("org:member"))
    );
    assert_eq!(
        (&shown["url"], &shown["expires_at"], &shown["organization_id"]),
        (&json!(null), &json!(null), &json!(id))
    );
    assert_eq!(invitations(&app, &max).await["total_count"], 0);
    for status in ["accepted", "expired", "revoked"] {
        assert_eq!(
            app.get(&format!("/users/{eve}/organization_invitations?status={status}")).await.ok()["total_count"],
            0
        );
    }
    // The organization's own list has only what people made.
    assert_eq!(app.get(&format!("/organizations/{id}/invitations")).await.ok()["total_count"], 0);
    assert_eq!(app.get("/organization_invitations").await.ok()["total_count"], 0);
    app.check().await;
}

#[tokio::test]
async fn new_users_and_new_addresses_are_seen_at_once() {
    let app = start().await;
    let id = app.organization("Acme").await;
    let domain = app.domain(&id, "acme.example", json!({ "enrollment_mode": "automatic_suggestion" })).await;
    let eve = app.user_at("eve@acme.example").await;
    assert_eq!(app.pending(&domain).await, (0, 1));
    let max = app.user_at("max@other.example").await;
    let add = json!({ "user_id": max, "email_address": "max@acme.example", "verified": false });
    let address = text(&app.post("/email_addresses", add).await.ok()["id"]);
    assert_eq!(app.pending(&domain).await, (0, 1), "the address is not proven to be his");
    app.patch(&format!("/email_addresses/{address}"), json!({ "verified": true })).await.ok();
    assert_eq!(app.pending(&domain).await, (0, 2));
    // A second address at the domain changes nothing.
    app.post("/email_addresses", json!({ "user_id": eve, "email_address": "e@acme.example", "verified": true }))
        .await
        .ok();
    assert_eq!(app.pending(&domain).await, (0, 2));
    app.delete(&format!("/email_addresses/{address}")).await.ok();
    assert_eq!(app.pending(&domain).await, (0, 1), "what the address brought goes with it");
    app.delete(&format!("/users/{eve}")).await.ok();
    assert_eq!(app.pending(&domain).await, (0, 0));
    app.check().await;
}

#[tokio::test]
async fn who_joins_is_offered_nothing_any_more() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    let (eve, domain) = (
        app.user_at("eve@acme.example").await,
        app.domain(&id, "acme.example", json!({ "enrollment_mode": "automatic_invitation" })).await,
    );
    app.join(&other, &eve, "org:member").await;
    assert_eq!(app.pending(&domain).await, (1, 0));
    app.join(&id, &eve, "org:member").await;
    assert_eq!(app.pending(&domain).await, (0, 0));
    assert_eq!(invitations(&app, &eve).await["total_count"], 0);
    app.check().await;
}

#[tokio::test]
async fn another_mode_takes_back_what_was_offered_and_offers_anew() {
    let app = start().await;
    let id = app.organization("Acme").await;
    app.user_at("eve@acme.example").await;
    let domain = app.domain(&id, "acme.example", json!({ "enrollment_mode": "automatic_invitation" })).await;
    let path = format!("/organizations/{id}/domains/{}", text(&domain["id"]));
    let set = async |body: Value| {
        let shown = app.patch(&path, body).await.ok();
        let counts = (
            shown["total_pending_invitations"].as_i64().unwrap(),
            shown["total_pending_suggestions"].as_i64().unwrap(),
        );
        assert_eq!(app.pending(&domain).await, counts);
        app.check().await;
        counts
    };
    assert_eq!(set(json!({ "enrollment_mode": "automatic_suggestion" })).await, (0, 1));
    assert_eq!(set(json!({ "verified": false })).await, (0, 0));
    assert_eq!(set(json!({ "verified": true, "enrollment_mode": "automatic_invitation" })).await, (1, 0));
    assert_eq!(set(json!({ "enrollment_mode": "manual_invitation" })).await, (0, 0));
    // What is switched off in the instance is not offered to newcomers either.
    assert_eq!(set(json!({ "enrollment_mode": "automatic_invitation" })).await, (1, 0));
    app.set(|settings| settings.organization_domains.enrollment_modes.clear()).await;
    app.user_at("max@acme.example").await;
    assert_eq!(app.pending(&domain).await, (1, 0));
}

#[tokio::test]
async fn many_users_are_reached_in_pieces_while_others_sign_up() {
    let app = start().await;
    let id = app.organization("Acme").await;
    for number in 0..230 {
        app.user_at(&format!("u{number}@acme.example")).await;
    }
    let path = format!("/organizations/{id}/domains");
    let (domain, ..) = tokio::join!(
        app.post(&path, json!({ "name": "acme.example", "enrollment_mode": "automatic_suggestion" })),
        app.user_at("v1@acme.example"),
        app.user_at("v2@acme.example"),
        app.user_at("v3@acme.example"),
    );
    assert_eq!(app.pending(&domain.ok()).await, (0, 233));
    app.check().await;
}

#[tokio::test]
async fn invitations_by_people_and_by_domains_are_one_list() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    let eve = app.user_at("eve@acme.example").await;
    app.invite(&other, "eve@acme.example").await;
    app.clock.advance(1);
    app.domain(&id, "acme.example", json!({ "enrollment_mode": "automatic_invitation" })).await;
    let page = invitations(&app, &eve).await;
    assert_eq!((column(&page, "organization_id"), &page["total_count"]), (vec![id, other.clone()], &json!(2)));
    let second = app.get(&format!("/users/{eve}/organization_invitations?limit=1&offset=1&status=pending")).await.ok();
    assert_eq!((column(&second, "organization_id"), &second["total_count"]), (vec![other], &json!(2)));
}
