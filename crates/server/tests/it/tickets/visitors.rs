//! Sign-in tokens, actor tokens and agent tasks, when they are used.

use frontdesk_server::NewInstance;
use frontdesk_server::error::{ApiError, ApiResult};
use frontdesk_server::tickets::{Attempt, Redeemed, redeem};
use frontdesk_storage::users::User;
use frontdesk_tokens::{NewTicket, SigningKey, TicketKind, issue_ticket};
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{person, text};

/// Uses a ticket to sign in.
pub(super) async fn sign_in(app: &App, ticket: &str) -> ApiResult<Redeemed> {
    redeem(&app.context().await, ticket, Attempt::SignIn).await
}

/// Status and code of a refusal.
#[track_caller]
pub(super) fn refusal(outcome: ApiResult<Redeemed>) -> (u16, &'static str) {
    let error: ApiError = outcome.unwrap_err();
    (error.status(), error.code())
}

/// A ticket of each of the three kinds for a user: the ticket, the path that revokes it, and how its codes begin and end.
async fn tickets(app: &App, user: &str) -> [(String, String, &'static str, &'static str); 3] {
    let sign_in = app.post("/sign_in_tokens", json!({ "user_id": user })).await.ok();
    let actor = app.post("/actor_tokens", json!({ "user_id": user, "actor": { "sub": "user_support" } })).await.ok();
    let task = json!({
        "on_behalf_of": { "user_id": user }, "permissions": "*", "agent_name": "helper", "task_description": "Works",
        "redirect_url": "https://app.example.com/start",
    });
    let task = app.post("/agents/tasks", task).await.ok();
    let ticket = text(&task, "url").split_once("?ticket=").unwrap().1.to_owned();
    [
        (
            text(&sign_in, "token").to_owned(),
            format!("/sign_in_tokens/{}/revoke", text(&sign_in, "id")),
            "sign_in_token",
            "_code",
        ),
        (
            text(&actor, "token").to_owned(),
            format!("/actor_tokens/{}/revoke", text(&actor, "id")),
            "actor_token",
            "_code",
        ),
        (ticket, format!("/agents/tasks/{}/revoke", text(&task, "agent_task_id")), "agent_task", ""),
    ]
}

#[tokio::test]
async fn a_ticket_signs_in_once() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (ticket, revoke, kind, suffix) in tickets(&app, &ada).await {
        let redeemed = sign_in(&app, &ticket).await.unwrap();
        assert_eq!(redeemed.user.id, ada);
        let session = app.get(&format!("/sessions/{}", redeemed.session.id)).await.ok();
        assert_eq!((&session["user_id"], &session["status"]), (&json!(ada), &json!("active")));
        assert_eq!(session["client_id"], redeemed.client.id.as_str());
        let used = format!("{kind}_already_used{suffix}");
        assert_eq!(refusal(sign_in(&app, &ticket).await), (400, used.as_str()));
        let revoked = app.post(&revoke, json!({})).await;
        assert_eq!(revoked.refusal().1, format!("{kind}_cannot_be_revoked{suffix}"));
        assert!(text(&revoked.body["errors"][0], "long_message").contains("accepted"));
    }
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_who_bring_the_same_ticket_one_gets_in() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (ticket, _, kind, suffix) in tickets(&app, &ada).await {
        let cx = app.context().await;
        let attempts: Vec<_> = (0..8)
            .map(|_| {
                let (cx, ticket) = (cx.clone(), ticket.clone());
                tokio::spawn(async move { redeem(&cx, &ticket, Attempt::SignIn).await })
            })
            .collect();
        let mut winners = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(_) => winners += 1,
                Err(error) => assert_eq!(error.code(), format!("{kind}_already_used{suffix}")),
            }
        }
        assert_eq!(winners, 1, "{kind}");
    }
    let sessions = app.get(&format!("/sessions?user_id={ada}")).await.ok();
    assert_eq!(sessions.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn what_was_taken_back_has_expired_or_lost_its_user_is_refused() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (ticket, revoke, kind, suffix) in tickets(&app, &ada).await {
        app.post(&revoke, json!({})).await.ok();
        assert_eq!(refusal(sign_in(&app, &ticket).await), (400, format!("{kind}_revoked{suffix}").as_str()));
    }
    let [sign_in_token, actor_token, agent_task] = tickets(&app, &ada).await;
    for (ticket, seconds) in [(&actor_token.0, 3600), (&agent_task.0, 3600), (&sign_in_token.0, 2_592_000)] {
        app.clock.advance(seconds * 1000);
        assert_eq!(refusal(sign_in(&app, ticket).await), (400, "ticket_expired_code"));
        app.clock.advance(-seconds * 1000);
    }
    app.delete(&format!("/users/{ada}")).await.ok();
    for (ticket, refused) in [
        (sign_in_token.0, (400, "sign_in_token_cannot_be_used_code")),
        (actor_token.0, (404, "actor_token_subject_not_found")),
        (agent_task.0, (404, "agent_task_subject_not_found")),
    ] {
        assert_eq!(refusal(sign_in(&app, &ticket).await), refused);
    }
}

#[tokio::test]
async fn users_who_may_not_sign_in_keep_their_tickets() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let tickets = tickets(&app, &ada).await;
    for (change, undo, code) in [("ban", "unban", "user_banned"), ("lock", "unlock", "user_locked")] {
        app.post(&format!("/users/{ada}/{change}"), json!({})).await.ok();
        for (ticket, ..) in &tickets {
            assert_eq!(refusal(sign_in(&app, ticket).await), (403, code));
        }
        app.post(&format!("/users/{ada}/{undo}"), json!({})).await.ok();
    }
    for (ticket, ..) in &tickets {
        sign_in(&app, ticket).await.unwrap();
    }
}

#[tokio::test]
async fn what_signs_in_signs_nobody_up() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (ticket, _, kind, suffix) in tickets(&app, &ada).await {
        let new = Attempt::SignUp(Box::new(User { id: "user_new".to_owned(), ..User::default() }));
        let outcome = redeem(&app.context().await, &ticket, new).await;
        assert_eq!(refusal(outcome), (400, format!("{kind}_not_in_sign_in{suffix}").as_str()));
        sign_in(&app, &ticket).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_ticket_of_the_instance_is_refused() {
    let (app, other) = (App::start().await, App::start().await);
    let ada = app.add_user(person("ada")).await;
    let bob = other.add_user(person("bob")).await;
    let token = app.post("/sign_in_tokens", json!({ "user_id": ada })).await.ok();
    let foreign = other.post("/sign_in_tokens", json!({ "user_id": bob })).await.ok();
    let session = app.session(&ada).await;
    let jwt = app.post(&format!("/sessions/{}/tokens", text(&session, "id")), json!({})).await.ok();
    let good = text(&token, "token");
    let forged = |key: &SigningKey, lifetime_seconds: i64| {
        let new = NewTicket {
            instance_id: &app.instance_id,
            resource_id: text(&token, "id"),
            kind: TicketKind::SignInToken,
            issued_at_ms: START,
            lifetime_seconds,
        };
        issue_ticket(key, &new).unwrap()
    };
    let cx = app.context().await;
    for bad in [
        String::new(),
        "nonsense".to_owned(),
        "a.b.c".to_owned(),
        good[..good.len() - 6].to_owned(),
        format!("{good}A"),
        text(&foreign, "token").to_owned(),
        text(&jwt, "jwt").to_owned(),
        forged(&SigningKey::generate(&app.instance_id).unwrap(), 60),
        // Signed by the right key, and never handed out.
        forged(&cx.instance.signing_key, 60),
        "x".repeat(100_000),
    ] {
        assert_eq!(refusal(sign_in(&app, &bad).await), (400, "ticket_invalid_code"), "{bad:.40}");
    }
    sign_in(&app, good).await.unwrap();
}

#[tokio::test]
async fn an_impersonated_session_names_its_actor_and_is_short() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let before = app.get(&format!("/users/{ada}")).await.ok();
    let actor = json!({ "sub": "user_support", "desk": { "floor": 3 } });
    let body = json!({ "user_id": ada, "actor": actor, "session_max_duration_in_seconds": 600 });
    let token = app.post("/actor_tokens", body).await.ok();
    let redeemed = sign_in(&app, text(&token, "token")).await.unwrap();
    let path = format!("/sessions/{}", redeemed.session.id);
    let session = app.get(&path).await.ok();
    assert_eq!((&session["actor"], &session["expire_at"]), (&actor, &json!(START + 600_000)));
    let jwt = app.post(&format!("{path}/tokens"), json!({})).await.ok();
    assert_eq!(app.read_token(text(&jwt, "jwt")).await.claims["act"], actor);
    let template = json!({ "name": "who", "claims": { "who": "{{session.actor.desk.floor}}" } });
    app.post("/jwt_templates", template).await.ok();
    let jwt = app.post(&format!("{path}/tokens/who"), json!({})).await.ok();
    assert_eq!(app.read_token(text(&jwt, "jwt")).await.claims["who"], 3);
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok(), before, "the user was not here");
    app.clock.advance(600_000);
    assert_eq!(app.get(&path).await.ok()["status"], "expired");
}

#[tokio::test]
async fn an_agent_says_that_it_is_one() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let [.., (ticket, ..)] = tickets(&app, &ada).await;
    let redeemed = sign_in(&app, &ticket).await.unwrap();
    assert_eq!(redeemed.redirect_url.as_deref(), Some("https://app.example.com/start"));
    let session = app.get(&format!("/sessions/{}", redeemed.session.id)).await.ok();
    assert_eq!(session["expire_at"], START + 1_800_000);
    let actor = Value::Object(redeemed.session.details.actor.unwrap());
    assert_eq!((&actor["type"], &session["actor"]), (&json!("agent"), &actor));
    assert!(text(&actor, "sub").starts_with("agent_"));
}

#[tokio::test]
async fn in_production_agents_land_on_the_instances_own_domain() {
    let new =
        NewInstance { production: true, frontend_api: Some("clerk.example.com".to_owned()), ..NewInstance::default() };
    let app = App::start_with(new).await;
    let ada = app.add_user(person("ada")).await;
    for (url, lets_in) in [
        ("https://example.com/start", true),
        ("https://app.example.com:8443/", true),
        ("https://badexample.com/", false),
        ("https://example.com.evil.test/", false),
        ("https://evil.test/?example.com", false),
    ] {
        let body = json!({
            "on_behalf_of": { "user_id": ada }, "permissions": "*", "agent_name": "helper", "task_description": "Works",
            "redirect_url": url,
        });
        let task = app.post("/agents/tasks", body).await.ok();
        let ticket = text(&task, "url").split_once("?ticket=").unwrap().1.to_owned();
        let outcome = sign_in(&app, &ticket).await;
        if lets_in {
            outcome.unwrap();
        } else {
            assert_eq!(refusal(outcome), (422, "redirect_url_domain_mismatch"), "{url}");
            let path = format!("/agents/tasks/{}/revoke", text(&task, "agent_task_id"));
            app.post(&path, json!({})).await.ok();
        }
    }
}

#[tokio::test]
async fn a_sign_in_token_opens_the_organization_it_was_made_for() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let id = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let token = app.post("/sign_in_tokens", json!({ "user_id": ada, "org_id": id })).await.ok();
    let redeemed = sign_in(&app, text(&token, "token")).await.unwrap();
    let path = format!("/sessions/{}", redeemed.session.id);
    assert_eq!(app.get(&path).await.ok()["last_active_organization_id"], id.as_str());
    let jwt = app.post(&format!("{path}/tokens"), json!({})).await.ok();
    let claims = app.read_token(text(&jwt, "jwt")).await.claims;
    assert_eq!((&claims["o"]["id"], &claims["fva"]), (&json!(id), &json!([0, -1])));
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["last_sign_in_at"], START);
}
