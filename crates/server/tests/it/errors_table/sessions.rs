//! Sessions, clients, and the tokens and tickets that lead to them.

use frontdesk_server::seed::BrowserSessionReport;
use frontdesk_storage::clients::Client;
use frontdesk_tokens::Category;
use serde_json::{Value, json};

use super::ledger::Ledger;
use super::stage::{GONE, Stage, invalid, malformed};
use crate::app::{App, START};
use crate::people::DAY;

pub(super) const ORIGIN: &str = "https://app.example.com";

pub(super) async fn run(app: &App, ledger: &Ledger) {
    sessions(&Stage::new(app, ledger).await).await;
    refreshing(&Stage::new(app, ledger).await).await;
    clients(&Stage::new(app, ledger).await).await;
    tickets(&Stage::new(app, ledger).await).await;
    sign_ups(&Stage::new(app, ledger).await).await;
    let live = Stage::production(app, ledger).await;
    live.refuses("createSession", json!({}), (400, "request_invalid_for_environment", None)).await;
}

async fn sessions(stage: &Stage<'_>) {
    stage.refuses("createSession", json!({ "user_id": "user_nobodys" }), GONE).await;
    let elsewhere = json!({ "active_organization_id": stage.id("organization", 2) });
    stage.refuses("createSession", elsewhere, (422, "form_resource_not_found", Some("active_organization_id"))).await;
    let lifetime = (422, "form_param_value_invalid", Some("expires_in_seconds"));
    stage.refuses("CreateSessionToken", json!({ "expires_in_seconds": 0 }), lifetime).await;
    stage.refuses("CreateSessionTokenFromTemplate", json!({ "template_name": "shoes" }), GONE).await;
    for token in ["a.b.c", "nothing"] {
        let refusal = (400, "invalid_session_token", Some("token"));
        stage.refuses("VerifySession", json!({ "token": token }), refusal).await;
    }
    let times = json!({ "sid": stage.id("session", 0), "iat": START / 1000, "exp": START / 1000 + 60, "nbf": 0 });
    let token = stage.sign(Category::Session, &times);
    let other = json!({ "session_id": stage.id("session", 1), "token": token });
    stage.refuses("VerifySession", other, GONE).await;
    stage.change_user(1, |user| user.banned = true).await;
    let banned = json!({ "user_id": stage.id("user", 1) });
    stage.refuses("createSession", banned, (422, "form_param_value_invalid", Some("user_id"))).await;
    stage.does("RevokeSession", json!({})).await;
    stage.refuses("CreateSessionToken", json!({}), GONE).await;
}

/// The arguments that exchange the expired token of a browser.
fn exchange(browser: &BrowserSessionReport, changed: &[(&str, &str)]) -> Value {
    let mut args = json!({
        "session_id": browser.session_id, "expired_token": browser.expired_token,
        "refresh_token": browser.refresh_token, "request_origin": browser.origin,
    });
    for (name, value) in changed {
        args[*name] = json!(value);
    }
    args
}

async fn refreshing(stage: &Stage<'_>) {
    let of = |user: usize| json!({ "user_id": stage.id("user", user), "origin": ORIGIN, "expired": true });
    let browsers = stage.browsers(json!([of(0), of(1), of(2), of(3)])).await;
    let [one, other, revoked, deleted] = browsers.as_slice() else { panic!("{} browsers", browsers.len()) };
    let expired = |sid: Option<&str>, iat: Option<i64>, exp: i64, azp: Option<&str>| {
        let mut claims = json!({ "sub": one.user_id, "exp": exp / 1000, "nbf": 0 });
        for (name, value) in [("sid", json!(sid)), ("iat", json!(iat.map(|iat| iat / 1000))), ("azp", json!(azp))] {
            if !value.is_null() {
                claims[name] = value;
            }
        }
        stage.sign(Category::Session, &claims)
    };
    let (sid, azp, late) = (Some(one.session_id.as_str()), Some(ORIGIN), START - 1000);
    let not_a_session = stage.sign(Category::Template, &json!({ "sid": sid }));
    let (no_sid, no_azp) = (expired(None, Some(late), late, azp), expired(sid, Some(late), late, None));
    let (no_iat, old) = (expired(sid, None, late, azp), expired(sid, Some(START - 2 * DAY), late, azp));
    let fresh = expired(sid, Some(START), START + DAY, azp);
    for (name, value, code, param) in [
        ("expired_token", "not.a.token", "expired_session_token_invalid", Some("expired_token")),
        ("expired_token", &not_a_session, "expired_session_token_invalid", Some("expired_token")),
        ("expired_token", &no_sid, "expired_session_token_missing_sid", None),
        ("expired_token", &no_azp, "expired_session_token_missing_azp", None),
        ("expired_token", &no_iat, "session_refresh_expired_session_token_missing_iat", None),
        ("expired_token", &old, "session_refresh_expired_session_token_too_old", None),
        ("expired_token", &fresh, "session_refresh_session_token_ineligible", None),
        ("session_id", &other.session_id, "refresh_sid_mismatch", None),
        ("request_origin", "nowhere", "refresh_request_origin_invalid", Some("request_origin")),
        ("request_origin", "https://a.example.com", "refresh_request_origin_azp_mismatch", Some("request_origin")),
        ("refresh_token", &other.refresh_token, "refresh_token_not_found", Some("refresh_token")),
    ] {
        stage.refuses("RefreshSession", exchange(one, &[(name, value)]), (401, code, param)).await;
    }
    stage.does("RefreshSession", exchange(one, &[])).await;
    let consumed = (401, "session_refresh_expired_session_token_consumed", None);
    stage.refuses("RefreshSession", exchange(one, &[]), consumed).await;
    stage.does("RevokeSession", json!({ "session_id": revoked.session_id })).await;
    let inactive = (401, "session_refresh_inactive_session", None);
    stage.refuses("RefreshSession", exchange(revoked, &[]), inactive).await;
    let user = deleted.user_id.clone();
    stage.store(move |tx| tx.delete_sessions_of_user(&user)).await;
    let gone = (401, "session_refresh_session_not_found", None);
    stage.refuses("RefreshSession", exchange(deleted, &[]), gone).await;
}

async fn clients(stage: &Stage<'_>) {
    let user = stage.id("user", 0).to_owned();
    let browser = stage.browsers(json!([{ "user_id": user, "origin": ORIGIN }])).await.remove(0);
    let verify = |token: &str| json!({ "token": token });
    stage.refuses("VerifyClient", verify("a.b.c"), (400, "invalid_session_token", Some("token"))).await;
    let session = stage.sign(Category::Session, &json!({ "sid": browser.session_id }));
    stage.refuses("VerifyClient", verify(&session), (400, "cookie_invalid", Some("token"))).await;
    stage.store(move |tx| tx.delete_sessions_of_user(&user)).await;
    stage.refuses("VerifyClient", verify(&browser.client_token), (400, "client_not_found", Some("token"))).await;
    let id = browser.client_id.clone();
    let newer = Client { id, rotating_token_hash: Some("newer".to_owned()), created_at: START, updated_at: START };
    stage.store(move |tx| tx.insert_client(&newer)).await;
    stage.refuses("VerifyClient", verify(&browser.client_token), (400, "cookie_invalid", Some("token"))).await;
}

async fn tickets(stage: &Stage<'_>) {
    let size = json!({ "sub": "x", "more": "x".repeat(9000) });
    for (id, args, refusal) in [
        ("CreateSignInToken", json!({ "user_id": "user_nobodys" }), GONE),
        ("CreateSignInToken", json!({ "expires_in_seconds": 0 }), invalid("expires_in_seconds")),
        ("CreateSignInToken", json!({ "org_id": "org_nobodys" }), (404, "resource_not_found", Some("org_id"))),
        (
            "CreateActorToken",
            json!({ "user_id": "user_nobodys", "actor": { "sub": "x" } }),
            (422, "form_resource_not_found", Some("user_id")),
        ),
        ("CreateActorToken", json!({ "actor": { "sub": "" } }), invalid("actor.sub")),
        ("CreateActorToken", json!({ "actor": size }), (422, "form_param_exceeds_allowed_size", Some("actor"))),
        (
            "CreateActorToken",
            json!({ "actor": { "sub": "x" }, "expires_in_seconds": 0 }),
            invalid("expires_in_seconds"),
        ),
        (
            "CreateAgentTask",
            task(&json!({ "user_id": "user_nobodys" }), ORIGIN),
            (404, "agent_task_subject_not_found", None),
        ),
        ("CreateAgentTask", task(&json!({}), ORIGIN), (422, "form_param_missing", Some("on_behalf_of"))),
        ("CreateAgentTask", task(&json!({ "user_id": stage.id("user", 0) }), "no url"), malformed("redirect_url")),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    for (id, code) in [
        ("RevokeSignInToken", "sign_in_token_cannot_be_revoked_code"),
        ("RevokeActorToken", "actor_token_cannot_be_revoked_code"),
        ("RevokeAgentTask", "agent_task_cannot_be_revoked"),
    ] {
        stage.does(id, json!({})).await;
        stage.refuses(id, json!({}), (400, code, None)).await;
    }
}

/// The arguments of an agent's task.
pub(super) fn task(on_behalf_of: &Value, redirect_url: &str) -> Value {
    json!({
        "on_behalf_of": on_behalf_of, "permissions": "*", "agent_name": "agent", "task_description": "task",
        "redirect_url": redirect_url,
    })
}

async fn sign_ups(stage: &Stage<'_>) {
    let id = stage.id("sign_up", 0).to_owned();
    let long = json!({ "external_id": "x".repeat(256) });
    stage.refuses("UpdateSignUp", long, (422, "form_param_max_length_exceeded", Some("external_id"))).await;
    stage
        .store(move |tx| {
            let mut ended = tx.find_sign_up(&id)?.unwrap();
            ended.abandon_at = START - 1;
            tx.update_sign_up(&ended)
        })
        .await;
    stage.refuses("UpdateSignUp", json!({ "external_id": "x" }), (403, "sign_up_cannot_be_updated", None)).await;
}
