//! Reading what was recorded, and when it is: exactly once, in order, or not at all.

use std::collections::BTreeMap;

use frontdesk_server::events;
use frontdesk_storage::events::{EventQuery, Retention};
use frontdesk_storage::machines::Machine;
use frontdesk_storage::{StorageError, Tx};
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{DAY, text};

impl App {
    /// Every event of the instance, the oldest first.
    pub(crate) async fn events(&self) -> Vec<Value> {
        self.events_of(Some(self.instance_id.clone())).await
    }

    /// Every event of an instance, or of all of them.
    pub(crate) async fn events_of(&self, instance: Option<String>) -> Vec<Value> {
        let (mut found, mut after) = (Vec::new(), 0);
        loop {
            let query = EventQuery { after, limit: 7, instance: instance.clone(), kinds: Vec::new() };
            let mut page = self.store.list_events(query).await.unwrap();
            events::open_page(&self.store, &mut page).await.unwrap();
            found.extend(page.events.iter().map(|event| serde_json::from_str::<Value>(&events::line(event)).unwrap()));
            after = page.next;
            // Changes that run in other databases of the same PostgreSQL may hold readers back.
            if !page.more && !page.behind {
                return found;
            }
        }
    }

    /// What the newest event of that type shows.
    pub(crate) async fn take_event(&self, kind: &str) -> Value {
        let found = self.events().await.into_iter().rfind(|event| event["event"]["type"] == kind);
        data_of(&found.unwrap_or_else(|| panic!("no {kind}"))).clone()
    }
}

/// What an event shows.
pub(crate) fn data_of(event: &Value) -> &Value {
    &event["event"]["data"]
}

/// The types of events, in their order.
pub(crate) fn types_of(events: &[Value]) -> Vec<String> {
    events.iter().map(|event| text(&event["event"], "type").to_owned()).collect()
}

/// An object without some of its fields.
pub(crate) fn without(value: &Value, names: &[&str]) -> Value {
    let mut value = value.clone();
    for name in names {
        assert!(value.as_object_mut().unwrap().remove(*name).is_some(), "{name} is in {value}");
    }
    value
}

fn new_user(name: &str) -> Value {
    json!({ "email_address": [format!("{name}@example.com")], "skip_password_requirement": true })
}

#[tokio::test]
async fn who_sent_the_request_is_told() {
    let app = App::start().await;
    let request = app.request(Method::POST, "/users").header("user-agent", "curl/8 \"quoted\"");
    // Nobody vouches for this.
    let request = request.header("x-forwarded-for", "203.0.113.7");
    app.send(request.json(&new_user("ada"))).await.ok();
    let events = app.events().await;
    let expected = json!({ "http_request": { "client_ip": "127.0.0.1", "user_agent": "curl/8 \"quoted\"" } });
    assert_eq!(events[0]["event"]["event_attributes"], expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_refused_leaves_nothing_and_what_is_kept_leaves_one() {
    let app = App::start().await;
    // Several want the same address at once: one of each four gets it, in units of work that are run again.
    let mut requests = Vec::new();
    for number in 0..80 {
        let request = app.request(Method::POST, "/users").json(&new_user(&format!("user{}", number / 4)));
        requests.push(tokio::spawn(async move { request.send().await.unwrap().status().as_u16() }));
    }
    let mut made = 0;
    for request in requests {
        made += usize::from(request.await.unwrap() == 200);
    }
    assert_eq!(made, 20);
    let mut told: Vec<String> = app.events().await.iter().map(|event| text(event, "resource_id").to_owned()).collect();
    told.sort_unstable();
    let users = app.get("/users?limit=100").await.ok();
    let mut there: Vec<String> = users.as_array().unwrap().iter().map(|user| text(user, "id").to_owned()).collect();
    there.sort_unstable();
    assert_eq!(told, there);
}

#[tokio::test]
async fn a_unit_of_work_that_fails_after_recording_leaves_no_event() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, "user_none");
    let before = app.events().await.len();
    // The first of them is banned, and that is told, before the second turns out not to exist.
    let refused = app.post("/users/ban", json!({ "user_ids": [ada, bob] })).await;
    assert_eq!(refused.status, 404, "{}", refused.body);
    assert_eq!(app.events().await.len(), before);
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["banned"], false);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_events_of_a_resource_are_in_the_order_of_its_changes_and_no_reader_misses_one() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let mut changes = Vec::new();
    for number in 0..60 {
        let user = if number % 2 == 0 { &ada } else { &bob };
        let body = json!({ "public_metadata": { format!("key{number}"): number } });
        let request = app.request(Method::PATCH, &format!("/users/{user}/metadata")).json(&body);
        changes.push(tokio::spawn(async move { request.send().await.unwrap().status().as_u16() }));
    }
    // Follows meanwhile, from wherever the last page ended.
    let (mut followed, mut after) = (Vec::new(), 0);
    while followed.len() < 62 {
        let query = EventQuery { after, limit: 5, ..EventQuery::default() };
        let page = app.store.list_events(query).await.unwrap();
        assert!(page.next >= after);
        after = page.next;
        followed.extend(page.events);
        tokio::task::yield_now().await;
    }
    for change in changes {
        assert_eq!(change.await.unwrap(), 200);
    }
    assert!(followed.is_sorted_by(|one, next| one.sequence < next.sequence));
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    for event in followed.iter().filter(|event| event.kind == "user.updated") {
        let data: Value = serde_json::from_str(&event.data).unwrap();
        let count = data["public_metadata"].as_object().unwrap().len();
        let last = keys.insert(&event.resource_id, count).unwrap_or(0);
        assert_eq!(count, last + 1, "each change adds a key to what the one before has left");
    }
    assert_eq!(keys.values().copied().collect::<Vec<_>>(), [30, 30]);
}

#[tokio::test]
async fn an_instance_has_its_own_events_and_takes_them_along() {
    let app = App::start().await;
    let other = app.other_key().await;
    app.user("ada").await;
    app.send_as(&other, Method::POST, "/users", new_user("eve")).await.ok();
    let (own, all) = (app.events().await, app.events_of(None).await);
    assert_eq!((own.len(), all.len()), (1, 2));
    assert_eq!(all[0], own[0]);
    assert_ne!(all[1]["event"]["instance_id"], own[0]["event"]["instance_id"]);
    let id = app.instance_id.clone();
    app.store.system(move |tx| tx.delete_instance(&id)).await.unwrap();
    assert_eq!(app.events_of(None).await, all[1..]);
    app.check().await;
    // A number that was given is not given again.
    app.send_as(&other, Method::POST, "/users", new_user("joe")).await.ok();
    let last = app.events_of(None).await.pop().unwrap();
    assert!(last["sequence"].as_i64() > all[1]["sequence"].as_i64());
}

#[tokio::test]
async fn old_events_are_deleted_by_age_and_by_number() {
    let app = App::start().await;
    for name in ["a", "b", "c"] {
        app.user(name).await;
        app.clock.advance(DAY);
    }
    let sequences =
        |events: &[Value]| -> Vec<i64> { events.iter().map(|event| event["sequence"].as_i64().unwrap()).collect() };
    let all = sequences(&app.events().await);
    let prune = async |age: i64, count: i64, now: i64| {
        app.store.system(move |tx| tx.prune_events(Retention { age, count }, now)).await.unwrap()
    };
    assert_eq!(prune(10 * DAY, 100, START + 3 * DAY).await, 0);
    // Made a day after the start and later: kept.
    assert_eq!(prune(2 * DAY, 100, START + 3 * DAY).await, 1);
    assert_eq!(sequences(&app.events().await), all[1..]);
    assert_eq!(prune(10 * DAY, 1, START + 3 * DAY).await, 1);
    assert_eq!(sequences(&app.events().await), all[2..]);
    assert_eq!(prune(10 * DAY, 0, START + 3 * DAY).await, 1);
    assert_eq!(app.events().await, Vec::<Value>::new());
    app.user("d").await;
    assert!(sequences(&app.events().await)[0] > all[2], "a number that was given is not given again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_says_that_changes_which_began_earlier_hold_it_back() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    assert_eq!(app.events().await.len(), 1);
    // SQLite runs one change after the other: there is nothing to be held back by.
    if std::env::var("TEST_DATABASE_URL").is_err() {
        let page = app.store.list_events(EventQuery { limit: 9, ..EventQuery::default() }).await.unwrap();
        assert!(!page.behind);
        return;
    }
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (end, may_end) = std::sync::mpsc::channel::<()>();
    let may_end = std::sync::Mutex::new(may_end);
    let (store, instance) = (app.store.clone(), app.instance_id.as_str().into());
    let running = tokio::spawn(async move {
        let change = move |tx: &mut Tx<'_, '_>| -> Result<(), StorageError> {
            tx.insert_machine(&Machine { id: "mch_1".to_owned(), ..Machine::default() })?;
            begun.send(()).unwrap();
            may_end.lock().unwrap().recv().unwrap();
            Ok(())
        };
        store.write(instance, change).await
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
    app.patch(&format!("/users/{ada}"), json!({ "first_name": "Ada" })).await.ok();
    let query = EventQuery { limit: 9, instance: Some(app.instance_id.clone()), ..EventQuery::default() };
    let page = app.store.list_events(query).await.unwrap();
    assert_eq!((page.events.len(), page.more, page.behind), (1, false, true));
    end.send(()).unwrap();
    running.await.unwrap().unwrap();
    assert_eq!(app.events().await.len(), 2);
}
