use serde_json::json;

use crate::app::App;
use crate::people::{SECOND, text};

#[tokio::test]
async fn totals_hold_when_many_make_take_back_and_delete_at_once() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let work = async |machine, number: i64| {
        let made = app.token(machine, json!({ "seconds_until_expiration": 60 * (number % 3 + 1) })).await;
        if number % 4 == 0 {
            app.post(&format!("/m2m_tokens/{}/revoke", text(&made, "id")), json!({})).await.ok();
        }
    };
    let all = (0..60).map(|number| work(if number % 2 == 0 { &one } else { &two }, number));
    futures_util::future::join_all(all).await;
    app.clock.advance(60 * SECOND);
    for machine in [&one, &two] {
        let path = format!("/m2m_tokens?subject={}&limit=100", machine.id);
        for query in ["", "&revoked=true", "&expired=true", "&revoked=true&expired=true"] {
            let page = app.get(&format!("{path}{query}")).await.ok();
            let listed = page["m2m_tokens"].as_array().unwrap().len();
            assert_eq!(page["total_count"], json!(listed), "{query}");
        }
    }
    assert!(app.store.check().await.unwrap().is_clean());
    // A machine goes while it makes tokens: what was made goes too.
    let make = (0..20).map(|_| app.ask_token(&one.key, json!({})));
    let path = format!("/machines/{}", one.id);
    let (made, deleted) = tokio::join!(futures_util::future::join_all(make), app.delete(&path));
    deleted.ok();
    assert!(made.iter().all(|answer| [201, 401].contains(&answer.status)));
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}
