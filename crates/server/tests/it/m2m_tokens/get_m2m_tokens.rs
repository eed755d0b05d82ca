use reqwest::Method;
use serde_json::{Value, json};

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::{SECOND, text};

fn reasons(page: &Value) -> Vec<i64> {
    page["m2m_tokens"].as_array().unwrap().iter().map(|token| token["claims"]["number"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn tokens_are_listed_newest_first_as_far_as_they_work() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    app.token(&two, json!({})).await;
    // The number is the life in minutes.
    let mut tokens = Vec::new();
    for number in 1..=6 {
        let body = json!({ "claims": { "number": number }, "seconds_until_expiration": number * 60 });
        tokens.push(app.token(&one, body).await);
        app.clock.advance(1);
    }
    for index in [1, 4] {
        app.post(&format!("/m2m_tokens/{}/revoke", text(&tokens[index], "id")), json!({})).await.ok();
    }
    app.clock.advance(3 * 60 * SECOND);
    let path = format!("/m2m_tokens?subject={}", one.id);
    for (query, expected, total) in [
        ("", vec![6, 4], 2),
        ("&revoked=false&expired=false", vec![6, 4], 2),
        ("&revoked=true", vec![6, 5, 4], 3),
        ("&expired=true", vec![6, 4, 3, 1], 4),
        ("&revoked=true&expired=true", vec![6, 5, 4, 3, 2, 1], 6),
        ("&revoked=true&expired=true&limit=2&offset=1", vec![5, 4], 6),
        ("&limit=1&offset=5", vec![], 2),
        // As the official SDK for Python writes them.
        ("&limit=1.0&offset=0.0", vec![6], 2),
    ] {
        let page = app.get(&format!("{path}{query}")).await.ok();
        assert_eq!((reasons(&page), page["total_count"].as_i64()), (expected.clone(), Some(total)), "{query}");
        // Its own key lists the same.
        let own = app.with_key(&one.key, Method::GET, &format!("{path}{query}"), None).await.ok();
        assert_eq!(own, page);
    }
    let all = app.get(&format!("{path}&revoked=true&expired=true")).await.ok();
    let flags = |number: usize| {
        let token = &all["m2m_tokens"][6 - number];
        (token["revoked"].as_bool().unwrap(), token["expired"].as_bool().unwrap(), token.get("token").is_some())
    };
    assert_eq!(
        [flags(1), flags(2), flags(5), flags(6)],
        [(false, true, false), (true, true, false), (true, false, false), (false, false, false)]
    );
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_machine_lists_its_own_tokens_alone() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let refused = app.with_key(&one.key, Method::GET, &format!("/m2m_tokens?subject={}", two.id), None).await;
    assert_eq!(refused.refusal(), (403, "authorization_invalid", None));
    let nobody = format!("mch_{}", "a".repeat(27));
    assert_eq!(app.get(&format!("/m2m_tokens?subject={nobody}")).await.refusal(), GONE);
    let refused = app.with_key("ak_wrong", Method::GET, &format!("/m2m_tokens?subject={}", one.id), None).await;
    assert_eq!(refused.refusal(), (401, "machine_secret_key_invalid", None));
}

#[tokio::test]
async fn what_is_asked_for_wrongly_is_named() {
    let app = App::start().await;
    let one = app.machine("One", &[]).await;
    let with = |query: &str| format!("?subject={}&{query}", one.id);
    for (query, name) in [
        (String::new(), "subject"),
        ("?subject=mch_1".to_owned(), "subject"),
        (with("limit=0"), "limit"),
        (with("limit=101"), "limit"),
        (with("limit=1.5"), "limit"),
        (with("offset=-1"), "offset"),
        (with("revoked=perhaps"), "revoked"),
    ] {
        let answer = app.get(&format!("/m2m_tokens{query}")).await;
        assert_eq!(answer.refusal(), (400, "bad_request", Some(name)), "{query}");
        assert!(text(&answer.body["errors"][0], "long_message").contains(name));
    }
}
