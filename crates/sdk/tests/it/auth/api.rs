//! What an API may say of opaque tokens: scripted, since no real one fails on request or says what it should not. What
//! the real one says stands in `server.rs`.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::tokens::own_key;
use crate::stub::{Asked, Reply, Stub};

/// An API whose keys are those of the table, and which knows a token by the end of its name.
pub(super) async fn start() -> Stub {
    Stub::start(answer).await
}

/// One that can be made to fail, whatever it is asked.
pub(super) async fn start_with_switch() -> (Stub, Arc<Mutex<Option<Reply>>>) {
    let failure: Arc<Mutex<Option<Reply>>> = Arc::default();
    let place = Arc::clone(&failure);
    let stub = Stub::start(move |asked| place.lock().unwrap().clone().unwrap_or_else(|| answer(asked))).await;
    (stub, failure)
}

fn answer(asked: &Asked) -> Reply {
    if asked.target == "/v1/jwks" {
        return Reply::json(&serde_json::to_value(own_key().jwks()).unwrap());
    }
    let body: Value = serde_json::from_slice(&asked.body).unwrap();
    let (token, known) = match asked.target.as_str() {
        "/v1/api_keys/verify" => (&body["secret"], api_key()),
        "/v1/m2m_tokens/verify" => (&body["token"], m2m_token()),
        "/v1/oauth_applications/access_tokens/verify" => (&body["access_token"], oauth_token()),
        _ => return Reply::refusal(404, "resource_not_found", None),
    };
    let token = token.as_str().unwrap();
    match token.rsplit('_').next() {
        Some("active") if token.contains("audience") => {
            let mut known = known;
            known["aud"] = json!(["https://api.example.com"]);
            Reply::json(&known)
        }
        Some("active") => Reply::json(&known),
        Some("unauthorized") => Reply::refusal(401, "clerk_key_invalid", None),
        Some("broken") => Reply::refusal(500, "internal_clerk_error", None),
        Some("malformed") => Reply::refusal(400, "bad_request", None),
        // What no server says, and must not be believed if one does.
        Some("undead") => {
            let mut known = known;
            known["revoked"] = json!(true);
            Reply::json(&known)
        }
        Some("stale") => {
            let mut known = known;
            known["expired"] = json!(true);
            Reply::json(&known)
        }
        Some("inactive") => Reply::json(&json!({ "active": false })),
        _ => Reply::refusal(404, "resource_not_found", None),
    }
}

fn api_key() -> Value {
    json!({
        "object": "api_key", "id": "ak_0123", "type": "api_key", "subject": "org_1", "name": "Robot",
        "description": "Moves things", "claims": { "tier": "gold" }, "scopes": ["posts:publish"], "revoked": false,
        "revocation_reason": null, "expired": false, "expiration": 1_798_761_600_000_i64, "created_by": "user_1",
        "last_used_at": null, "created_at": 1, "updated_at": 1,
    })
}

fn m2m_token() -> Value {
    json!({
        "object": "machine_to_machine_token", "id": "mt_0123", "subject": "mch_1", "claims": { "permission": "read" },
        "scopes": ["mch_2", "mch_3"], "revoked": false, "revocation_reason": null, "expired": false,
        "expiration": null, "last_used_at": null, "created_at": 1, "updated_at": 1,
    })
}

fn oauth_token() -> Value {
    json!({
        "object": "clerk_idp_oauth_access_token", "id": "oat_0123", "client_id": "client_1", "subject": "user_1",
        "scopes": ["profile", "email"], "revoked": false, "revocation_reason": null, "expired": false,
        "expiration": null, "created_at": 1, "updated_at": 1,
    })
}
