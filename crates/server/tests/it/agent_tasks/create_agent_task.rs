use frontdesk_server::NewInstance;
use frontdesk_storage::users::{EmailAddress, User};
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{person, text};

/// A request that is right, for a user of that id.
pub(super) fn task(user_id: &str) -> Value {
    json!({
        "on_behalf_of": { "user_id": user_id }, "permissions": "*", "agent_name": "helper",
        "task_description": "Books a flight", "redirect_url": "https://app.example.com/start",
    })
}

#[tokio::test]
async fn a_task_is_a_link_that_is_shown_once() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let made = app.post("/agents/tasks", task(&ada)).await.ok();
    assert!(text(&made, "agent_task_id").starts_with("agttsk_"));
    assert!(text(&made, "agent_id").starts_with("agent_"));
    assert_eq!((&made["object"], &made["task_id"]), (&json!("agent_task"), &made["agent_task_id"]));
    let (link, ticket) = text(&made, "url").split_once("?ticket=").unwrap();
    assert!(link.ends_with("/v1/agents/tasks"), "{link}");
    let claims = Value::Object(app.read_token(ticket).await.claims);
    let expected = json!({
        "eis": 3600, "exp": START / 1000 + 3600, "iid": app.instance_id, "sid": made["agent_task_id"],
        "st": "agent_task",
    });
    assert_eq!(claims, expected);
    let id = text(&made, "agent_task_id").to_owned();
    let stored = app.store_write(move |tx| tx.find_agent_task(&id)).await.unwrap();
    assert!(!format!("{stored:?}").contains(ticket), "only the hash is stored");
}

#[tokio::test]
async fn an_agents_id_follows_from_its_name_and_instance() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let named = |name: &str| {
        let mut body = task(&ada);
        body["agent_name"] = json!(name);
        app.post("/agents/tasks", body)
    };
    let (one, two, other) = (named("helper").await.ok(), named("helper").await.ok(), named("Helper").await.ok());
    assert_eq!(one["agent_id"], two["agent_id"]);
    assert_ne!(one["agent_task_id"], two["agent_task_id"]);
    assert_ne!(one["agent_id"], other["agent_id"]);
    let elsewhere = App::start().await;
    let bob = elsewhere.add_user(person("bob")).await;
    let foreign = elsewhere.post("/agents/tasks", task(&bob)).await.ok();
    assert_ne!(foreign["agent_id"], one["agent_id"]);
}

#[tokio::test]
async fn a_user_is_named_by_an_identifier_that_is_verified() {
    let app = App::start().await;
    let reserved = EmailAddress {
        id: "idn_reserved".to_owned(),
        email_address: "reserved@example.com".to_owned(),
        reserved: true,
        ..EmailAddress::default()
    };
    let mut ada = User { username: Some("ada_l".to_owned()), ..person("ada") };
    ada.email_addresses.push(reserved);
    app.add_user(ada).await;
    let by = |identifier: &str| {
        let mut body = task("");
        body["on_behalf_of"] = json!({ "identifier": identifier });
        app.post("/agents/tasks", body)
    };
    by("Ada@Example.com").await.ok();
    by("ADA_L").await.ok();
    for unknown in ["reserved@example.com", "nobody@example.com", "+14155550100", "nobody", ""] {
        assert_eq!(by(unknown).await.refusal(), (404, "agent_task_subject_not_found", None), "{unknown}");
    }
}

#[tokio::test]
async fn what_cannot_be_made_is_refused() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for (name, value, refusal) in [
        ("on_behalf_of", json!({}), (422, "form_param_missing", Some("on_behalf_of"))),
        (
            "on_behalf_of",
            json!({ "user_id": ada, "identifier": "ada@example.com" }),
            (422, "form_param_value_invalid", Some("on_behalf_of")),
        ),
        ("on_behalf_of", json!({ "user_id": "user_none" }), (404, "agent_task_subject_not_found", None)),
        ("permissions", json!("read"), (422, "form_param_value_invalid", Some("permissions"))),
        ("agent_name", json!(" "), (422, "form_param_min_length_exceeded", Some("agent_name"))),
        ("agent_name", json!("x".repeat(256)), (422, "form_param_max_length_exceeded", Some("agent_name"))),
        ("task_description", json!(""), (422, "form_param_min_length_exceeded", Some("task_description"))),
        ("redirect_url", json!("/start"), (422, "form_param_format_invalid", Some("redirect_url"))),
        ("redirect_url", json!("javascript:alert(1)"), (422, "form_param_format_invalid", Some("redirect_url"))),
        (
            "session_max_duration_in_seconds",
            json!(0),
            (422, "form_param_value_invalid", Some("session_max_duration_in_seconds")),
        ),
        ("hat", json!(1), (422, "form_param_unknown", Some("hat"))),
    ] {
        let mut body = task(&ada);
        body[name] = value.clone();
        assert_eq!(app.post("/agents/tasks", body).await.refusal(), refusal, "{name} {value}");
    }
    for name in ["on_behalf_of", "permissions", "agent_name", "task_description", "redirect_url"] {
        let mut body = task(&ada);
        body.as_object_mut().unwrap().remove(name);
        assert_eq!(app.post("/agents/tasks", body).await.refusal(), (422, "form_param_missing", Some(name)));
    }
}

#[tokio::test]
async fn plain_http_is_for_development() {
    let production = NewInstance { production: true, ..NewInstance::default() };
    for (new, status) in [(NewInstance::default(), 200), (production, 422)] {
        let app = App::start_with(new).await;
        let mut body = task(&app.add_user(person("ada")).await);
        body["redirect_url"] = json!("http://localhost:3000/start");
        let answer = app.post("/agents/tasks", body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
}
