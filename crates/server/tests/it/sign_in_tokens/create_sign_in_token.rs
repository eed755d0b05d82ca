use serde_json::json;

use crate::app::{App, START};
use crate::people::{person, text};
use crate::tokens::raw_header;

#[tokio::test]
async fn a_sign_in_token_is_a_signed_ticket() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (body, seconds) in [
        (json!({ "user_id": ada }), 2_592_000),
        (json!({ "user_id": ada, "expires_in_seconds": null }), 2_592_000),
        (json!({ "user_id": ada, "expires_in_seconds": 1 }), 1),
    ] {
        let token = app.post("/sign_in_tokens", body).await.ok();
        assert!(text(&token, "id").starts_with("sit_"));
        assert_eq!((&token["status"], &token["user_id"]), (&json!("pending"), &json!(ada)));
        assert_eq!((&token["created_at"], &token["updated_at"]), (&json!(START), &json!(START)));
        let ticket = text(&token, "token");
        assert!(text(&token, "url").ends_with(&format!("/v1/tickets/accept?ticket={ticket}")));
        assert_eq!(raw_header(ticket), json!({ "alg": "RS256", "typ": "JWT" }));
        let claims = app.read_token(ticket).await.claims;
        let expected = json!({
            "eis": seconds, "exp": START / 1000 + seconds, "iid": app.instance_id, "sid": token["id"],
            "st": "sign_in_token",
        });
        assert_eq!(json!(claims), expected);
    }
}

#[tokio::test]
async fn only_the_hash_of_a_ticket_is_stored() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let token = app.post("/sign_in_tokens", json!({ "user_id": ada })).await.ok();
    let (id, ticket) = (text(&token, "id").to_owned(), text(&token, "token").to_owned());
    let stored = app.store_write(move |tx| tx.find_sign_in_token(&id)).await.unwrap();
    assert!((32..=64).contains(&stored.ticket_hash.len()), "a digest: {}", stored.ticket_hash);
    assert!(!format!("{stored:?}").contains(&ticket));
    assert_eq!(stored.expires_at, START + 2_592_000_000);
}

#[tokio::test]
async fn a_sign_in_token_leads_into_organizations_of_its_user_only() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let id = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let create = |user: &str| app.post("/sign_in_tokens", json!({ "user_id": user, "org_id": id }));
    create(&ada).await.ok();
    assert_eq!(create(&bob).await.refusal(), (404, "resource_not_found", Some("org_id")));
}

#[tokio::test]
async fn what_cannot_be_made_is_refused() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let create = |body| app.post("/sign_in_tokens", body);
    assert_eq!(create(json!({ "user_id": "user_none" })).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(create(json!({})).await.refusal(), (422, "form_param_missing", Some("user_id")));
    for seconds in [0, -1] {
        let refused = create(json!({ "user_id": ada, "expires_in_seconds": seconds })).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("expires_in_seconds")));
    }
    // As long as a number can say, and no overflow.
    create(json!({ "user_id": ada, "expires_in_seconds": i64::MAX })).await.ok();
}
