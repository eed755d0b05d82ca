use serde_json::json;

use crate::app::App;
use crate::teams::text;

#[tokio::test]
async fn of_a_crowd_nothing_is_seen_at_once_and_nothing_is_left_in_the_end() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let (crowd, other) = (app.organization("Crowd").await, app.organization("Other").await);
    app.join(&crowd, &ada, "org:admin").await;
    let kept = app.invite(&other, "0@example.com").await;
    // More than one unit of work deletes.
    for first in 0..25 {
        let ten = (first * 10..first * 10 + 10)
            .map(|number| json!({ "email_address": format!("{number}@example.com"), "role": "org:member" }))
            .collect::<Vec<_>>();
        app.post(&format!("/organizations/{crowd}/invitations/bulk"), json!(ten)).await.ok();
    }
    let invited = app.get(&format!("/organizations/{crowd}/invitations?limit=1")).await.ok();
    assert_eq!(invited["total_count"], 250);
    app.delete(&format!("/organizations/{crowd}")).await.ok();
    let all = app.get("/organization_invitations?limit=500").await.ok();
    assert_eq!(all["total_count"], 1);
    let ids: Vec<String> = all["data"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    assert_eq!(ids, [text(&kept["id"])]);
    assert_eq!(app.get(&format!("/users/{ada}/organization_memberships")).await.ok()["total_count"], 0);
    app.check().await;
    let leftovers = async || {
        let found = app.store.system_read(|tx| tx.list_leftovers()).await;
        found.expect("listed")
    };
    while !leftovers().await.is_empty() {
        tokio::task::yield_now().await;
    }
    app.check().await;
    let id = app.instance_id.clone();
    let rows = app.store.read(id.into(), |tx| tx.all_organization_invitations()).await.expect("read");
    assert_eq!(rows.len(), 1);
}
