use serde_json::json;

use crate::app::App;
use crate::keys::names;
use crate::people::{SECOND, text};

#[tokio::test]
async fn keys_are_listed_newest_first_as_far_as_they_work() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    app.api_key(&bob, "Bob's", json!({})).await;
    // The number is the life in minutes.
    let mut keys = Vec::new();
    for number in 1..=6 {
        let more = json!({ "seconds_until_expiration": number * 60 });
        keys.push(app.api_key(&ada, &format!("Key {number}"), more).await);
        app.clock.advance(1);
    }
    app.api_key(&ada, "Eternal", json!({ "seconds_until_expiration": null })).await;
    app.api_key(&ada, "Other", json!({ "type": "other one" })).await;
    for index in [1, 4] {
        app.post(&format!("/api_keys/{}/revoke", text(&keys[index], "id")), json!({})).await.ok();
    }
    app.clock.advance(3 * 60 * SECOND);
    let all = vec!["Eternal", "Key 6", "Key 5", "Key 4", "Key 3", "Key 2", "Key 1"];
    for (query, expected, total) in [
        (String::new(), vec!["Eternal", "Key 6", "Key 4"], 3),
        ("&include_invalid=false&type=api_key".to_owned(), vec!["Eternal", "Key 6", "Key 4"], 3),
        ("&include_invalid=true".to_owned(), all, 7),
        ("&include_invalid=true&limit=2&offset=1".to_owned(), vec!["Key 6", "Key 5"], 7),
        ("&limit=1&offset=5".to_owned(), vec![], 3),
        ("&type=other%20one".to_owned(), vec!["Other"], 1),
        ("&type=none".to_owned(), vec![], 0),
        ("&query=EY".to_owned(), vec!["Key 6", "Key 4"], 2),
        ("&query=EY&include_invalid=true&limit=1".to_owned(), vec!["Key 6"], 6),
        ("&query=%25".to_owned(), vec![], 0),
        (format!("&query={}", text(&keys[5], "id")), vec!["Key 6"], 1),
        (format!("&query={}", text(&keys[1], "id")), vec![], 0),
        ("&query=".to_owned(), vec!["Eternal", "Key 6", "Key 4"], 3),
        // As the official SDK for Python writes them.
        ("&limit=1.0&offset=0.0".to_owned(), vec!["Eternal"], 3),
    ] {
        let page = app.get(&format!("/api_keys?subject={ada}{query}")).await.ok();
        assert_eq!((names(&page), page["total_count"].as_i64()), (expected, Some(total)), "{query}");
        assert_eq!(page["api_keys"], page["data"], "the SDK for Go reads the other name");
    }
    let all = app.get(&format!("/api_keys?subject={ada}&include_invalid=true")).await.ok();
    let flags = |number: usize| {
        let key = &all["data"][7 - number];
        (key["revoked"].as_bool().unwrap(), key["expired"].as_bool().unwrap(), key.get("secret").is_some())
    };
    assert_eq!(
        [flags(1), flags(2), flags(5), flags(6)],
        [(false, true, false), (true, true, false), (true, false, false), (false, false, false)]
    );
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn what_is_asked_for_wrongly_is_named() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let with = |query: &str| format!("?subject={ada}&{query}");
    for (query, name) in [
        (String::new(), "subject"),
        ("?subject=user_1".to_owned(), "subject"),
        (with("limit=0"), "limit"),
        (with("limit=101"), "limit"),
        (with("offset=-1"), "offset"),
        (with("include_invalid=perhaps"), "include_invalid"),
        (with("type=ab"), "type"),
    ] {
        let answer = app.get(&format!("/api_keys{query}")).await;
        assert_eq!(answer.refusal(), (400, "bad_request", Some(name)), "{query}");
        assert!(text(&answer.body["errors"][0], "long_message").contains(name));
    }
    for kind in ["user", "org", "mch", "scim"] {
        let answer = app.get(&format!("/api_keys?subject={kind}_{}", "n".repeat(27))).await;
        assert_eq!(answer.refusal(), (404, "resource_not_found", Some("subject")), "{kind}");
    }
}

#[tokio::test]
async fn totals_hold_when_many_make_change_and_delete_at_once() {
    let app = App::start().await;
    let (ada, acme) = (app.user("ada").await, app.organization("Acme").await);
    let work = async |owner: &str, number: i64| {
        let more = json!({ "seconds_until_expiration": 60 * (number % 3 + 1) });
        let path = format!("/api_keys/{}", text(&app.api_key(owner, &format!("Key {number}"), more).await, "id"));
        match number % 5 {
            0 => app.post(&format!("{path}/revoke"), json!({})).await.ok(),
            1 => app.delete(&path).await.ok(),
            2 => app.patch(&path, json!({ "seconds_until_expiration": null })).await.ok(),
            _ => json!(null),
        }
    };
    let all = (0..60).map(|number| work(if number % 2 == 0 { &ada } else { &acme }, number));
    futures_util::future::join_all(all).await;
    app.clock.advance(60 * SECOND);
    for owner in [&ada, &acme] {
        for query in ["", "&include_invalid=true"] {
            let page = app.get(&format!("/api_keys?subject={owner}&limit=100{query}")).await.ok();
            assert_eq!(page["total_count"], json!(names(&page).len()), "{query}");
        }
    }
    assert!(app.store.check().await.unwrap().is_clean());
    // An owner goes while keys are made: what was made goes too.
    for (owner, path) in [(&ada, format!("/users/{ada}")), (&acme, format!("/organizations/{acme}"))] {
        let names: Vec<String> = (0..20).map(|number| format!("Late {number}")).collect();
        let make = names.iter().map(|name| app.ask_key(owner, name, json!({})));
        let (made, deleted) = tokio::join!(futures_util::future::join_all(make), app.delete(&path));
        deleted.ok();
        assert!(made.iter().all(|answer| [201, 404].contains(&answer.status)));
        let report = app.store.check().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.findings);
    }
}
