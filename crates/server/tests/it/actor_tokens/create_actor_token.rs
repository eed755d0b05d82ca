use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{person, text};
use crate::tokens::raw_header;

#[tokio::test]
async fn an_actor_token_is_a_signed_ticket() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (seconds, body) in [
        (3600, json!({ "user_id": ada, "actor": { "sub": "user_support" } })),
        (
            5,
            json!({ "user_id": ada, "actor": { "sub": "user_support", "desk": { "floor": 3 } }, "expires_in_seconds": 5 }),
        ),
    ] {
        let token = app.post("/actor_tokens", body.clone()).await.ok();
        assert!(text(&token, "id").starts_with("act_"));
        let ticket = text(&token, "token");
        let expected = json!({
            "object": "actor_token", "id": token["id"], "status": "pending", "user_id": ada, "actor": body["actor"],
            "token": ticket, "url": token["url"], "created_at": START, "updated_at": START,
        });
        assert_eq!(token, expected);
        assert!(text(&token, "url").ends_with(&format!("/v1/tickets/accept?ticket={ticket}")));
        assert_eq!(raw_header(ticket), json!({ "alg": "RS256", "typ": "JWT" }));
        let claims = Value::Object(app.read_token(ticket).await.claims);
        let expected = json!({
            "eis": seconds, "exp": START / 1000 + seconds, "iid": app.instance_id, "sid": token["id"],
            "st": "actor_token",
        });
        assert_eq!(claims, expected);
        let id = text(&token, "id").to_owned();
        let stored = app.store_write(move |tx| tx.find_actor_token(&id)).await.unwrap();
        assert!(!format!("{stored:?}").contains(ticket), "only the hash is stored");
    }
}

#[tokio::test]
async fn what_cannot_be_made_is_refused() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let actor = json!({ "sub": "user_support" });
    for (body, refusal) in [
        (json!({ "actor": actor }), (422, "form_param_missing", Some("user_id"))),
        (json!({ "user_id": ada }), (422, "form_param_missing", Some("actor"))),
        (json!({ "user_id": ada, "actor": {} }), (422, "form_param_missing", Some("actor.sub"))),
        (json!({ "user_id": ada, "actor": { "sub": "" } }), (422, "form_param_value_invalid", Some("actor.sub"))),
        (json!({ "user_id": ada, "actor": { "sub": 1 } }), (422, "form_param_type_invalid", Some("actor.sub"))),
        (
            json!({ "user_id": ada, "actor": { "sub": "x", "more": "y".repeat(9000) } }),
            (422, "form_param_exceeds_allowed_size", Some("actor")),
        ),
        (json!({ "user_id": "user_none", "actor": actor }), (422, "form_resource_not_found", Some("user_id"))),
        (
            json!({ "user_id": ada, "actor": actor, "expires_in_seconds": 0 }),
            (422, "form_param_value_invalid", Some("expires_in_seconds")),
        ),
        (
            json!({ "user_id": ada, "actor": actor, "session_max_duration_in_seconds": -1 }),
            (422, "form_param_value_invalid", Some("session_max_duration_in_seconds")),
        ),
        (json!({ "user_id": ada, "actor": actor, "hat": 1 }), (422, "form_param_unknown", Some("hat"))),
    ] {
        assert_eq!(app.post("/actor_tokens", body.clone()).await.refusal(), refusal, "{body}");
    }
    // As long as a number can say, and no overflow.
    let body = json!({ "user_id": ada, "actor": actor, "expires_in_seconds": i64::MAX });
    app.post("/actor_tokens", body).await.ok();
}
