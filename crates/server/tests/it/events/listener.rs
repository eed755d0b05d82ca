//! The operator's listener.

use std::time::Duration;

use frontdesk_server::{Config, Operator, Running, Server};
use serde_json::{Value, json};

use super::recorded::types_of;
use crate::app::{Answer, App};

const KEY: &str = "operator_key";

/// A second server over the same store, with an operator's listener.
async fn operated(app: &App) -> Running {
    let operator = Operator { listen: ([127, 0, 0, 1], 0).into(), key: KEY.to_owned() };
    let config = Config { clock: app.clock.clone(), operator: Some(operator), ..Config::default() };
    Server::start(config, app.store.clone()).await.unwrap()
}

async fn ask(app: &App, server: &Running, path: &str) -> Answer {
    let url = format!("http://{}{path}", server.operator_address.unwrap());
    app.send(app.http.get(url).bearer_auth(KEY)).await
}

#[tokio::test]
async fn events_are_read_in_pages() {
    let app = App::start().await;
    let server = operated(&app).await;
    let mut nothing = ask(&app, &server, "/events").await.ok();
    assert!(nothing.as_object_mut().unwrap().remove("behind").is_some_and(|behind| behind.is_boolean()));
    assert_eq!(nothing, json!({ "events": [], "next": 0, "more": false }));
    let ada = app.user("ada").await;
    app.user("bob").await;
    app.delete(&format!("/users/{ada}")).await.ok();
    // From here on readers are not behind.
    let recorded = app.events().await;
    let all = ask(&app, &server, "/events").await.ok();
    let events = all["events"].as_array().unwrap();
    assert_eq!(types_of(events), ["user.created", "user.created", "user.deleted"]);
    assert_eq!(*events, recorded);
    assert_eq!((&all["next"], &all["more"]), (&events[2]["sequence"], &json!(false)));
    let first = ask(&app, &server, "/events?limit=1").await.ok();
    assert_eq!((&first["events"][0], &first["more"]), (&events[0], &json!(true)));
    let rest = ask(&app, &server, &format!("/events?after={}", first["next"])).await.ok();
    assert_eq!(rest["events"], json!(events[1..]));
    let some = ask(&app, &server, "/events?type=user.deleted&type=user.updated").await.ok();
    assert_eq!(some["events"], json!(events[2..]));
    let others = ask(&app, &server, "/events?instance=ins_other").await.ok();
    assert_eq!((&others["events"], &others["next"]), (&json!([]), &all["next"]));
    assert_eq!(ask(&app, &server, "/events?after=latest").await.ok()["next"], all["next"]);
    server.stop().await;
}

#[tokio::test]
async fn events_are_read_as_lines() {
    let app = App::start().await;
    let server = operated(&app).await;
    app.user("ada").await;
    app.user("bob").await;
    let recorded = app.events().await;
    let url = format!("http://{}/events", server.operator_address.unwrap());
    let request = app.http.get(url).bearer_auth(KEY).header("accept", "application/x-ndjson");
    let text = request.send().await.unwrap().text().await.unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, recorded);
    server.stop().await;
}

#[tokio::test]
async fn a_reader_waits_for_what_comes_and_not_beyond_the_end_of_the_server() {
    let app = App::start().await;
    let server = operated(&app).await;
    let waiting = ask(&app, &server, "/events?wait=60");
    let writing = async {
        tokio::task::yield_now().await;
        app.user("ada").await
    };
    let (answer, _) = tokio::join!(waiting, writing);
    assert_eq!(types_of(answer.ok()["events"].as_array().unwrap()), ["user.created"]);
    let url = format!("http://{}/events?after=latest&wait=60", server.operator_address.unwrap());
    let request = tokio::spawn(app.http.get(url).bearer_auth(KEY).send());
    // Whether it has come in by now or not, the server must be able to end long before the wait does.
    tokio::time::timeout(Duration::from_secs(30), server.stop()).await.unwrap();
    drop(request.await.unwrap());
}

#[tokio::test]
async fn nobody_else_reads_them_and_nonsense_is_refused() {
    let app = App::start().await;
    let server = operated(&app).await;
    let url = format!("http://{}/events", server.operator_address.unwrap());
    let answer = app.send(app.http.get(&url)).await;
    assert_eq!(answer.refusal(), (401, "authorization_header_format_invalid", None));
    for key in [&app.secret_key, "operator_kez", "operator_key2"] {
        let answer = app.send(app.http.get(&url).bearer_auth(key)).await;
        assert_eq!(answer.refusal(), (401, "clerk_key_invalid", None), "{key}");
    }
    for (query, name) in [
        ("after=-1", "after"),
        ("after=x", "after"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("wait=61", "wait"),
        ("type=user.exploded", "type"),
        ("instance=%00", "instance"),
        ("since=1", "since"),
    ] {
        let answer = ask(&app, &server, &format!("/events?{query}")).await;
        assert_eq!(answer.refusal(), (400, "malformed_request_parameters", Some(name)), "{query}");
    }
    assert_eq!(ask(&app, &server, "/users").await.refusal(), (404, "resource_not_found", None));
    // The API itself does not know the path.
    assert_eq!(app.get("/events").await.status, 404);
    server.stop().await;
}
