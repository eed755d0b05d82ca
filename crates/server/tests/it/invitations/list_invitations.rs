use serde_json::json;

use crate::app::App;
use crate::people::{DAY, ids, text};

/// Three invitations, made in the order c, a, b and ending in the order a, b, c.
async fn three(app: &App) -> [String; 3] {
    let mut made = Vec::new();
    for (letter, days) in [("c", 9), ("a", 1), ("b", 5)] {
        app.clock.advance(1);
        let body = json!({ "email_address": format!("{letter}.guest@example.com"), "expires_in_days": days });
        made.push(text(&app.post("/invitations", body).await.ok(), "id").to_owned());
    }
    let [c, a, b] = made.try_into().unwrap();
    [a, b, c]
}

#[tokio::test]
async fn invitations_are_ordered_both_ways_and_come_in_pages() {
    let app = App::start().await;
    let [a, b, c] = three(&app).await;
    for (query, expected) in [
        ("", [&b, &a, &c]),
        ("order_by=created_at", [&c, &a, &b]),
        ("order_by=%2Bemail_address", [&a, &b, &c]),
        ("order_by=+email_address", [&a, &b, &c]),
        ("order_by=-email_address", [&c, &b, &a]),
        ("order_by=expires_at", [&a, &b, &c]),
        ("order_by=-expires_at", [&c, &b, &a]),
    ] {
        let listed = app.get(&format!("/invitations?{query}")).await.ok();
        assert_eq!(ids(&listed), expected, "{query}");
        let page = app.get(&format!("/invitations?{query}&limit=1&offset=1&paginated=true")).await.ok();
        assert_eq!((&page["total_count"], ids(&page["data"])), (&json!(3), vec![expected[1].as_str()]), "{query}");
    }
    let refused = app.get("/invitations?order_by=colour").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("order_by")));
}

#[tokio::test]
async fn the_status_is_the_one_of_now_and_totals_follow() {
    let app = App::start().await;
    let [a, b, c] = three(&app).await;
    app.clock.advance(2 * DAY);
    app.post(&format!("/invitations/{b}/revoke"), json!({})).await.ok();
    let id = c.clone();
    let now = app.clock.now();
    for (query, expected) in [
        ("", vec![&a, &c]),
        ("status=pending", vec![&c]),
        ("status=expired", vec![&a]),
        ("status=revoked", vec![&b]),
        ("status=accepted", vec![]),
    ] {
        let page = app.get(&format!("/invitations?{query}&paginated=true")).await.ok();
        assert_eq!(
            (&page["total_count"], ids(&page["data"])),
            (&json!(expected.len()), expected.iter().map(|id| id.as_str()).collect()),
            "{query}"
        );
    }
    let listed = app.get("/invitations?status=revoked").await.ok();
    assert_eq!((&listed[0]["status"], &listed[0]["revoked"]), (&json!("revoked"), &json!(true)));
    assert_eq!(app.get("/invitations?status=expired").await.ok()[0]["status"], "expired");

    app.store_write(move |tx| {
        let invitation = tx.find_invitation(&id)?.unwrap();
        tx.accept_invitation(&invitation, now)
    })
    .await;
    let page = app.get("/invitations?status=accepted&paginated=true").await.ok();
    assert_eq!((&page["total_count"], ids(&page["data"])), (&json!(1), vec![c.as_str()]));
    assert_eq!(app.get("/invitations?status=pending&paginated=true").await.ok()["total_count"], 0);
    let refused = app.get("/invitations?status=lost").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("status")));
}

#[tokio::test]
async fn invitations_are_found_by_a_part_of_address_or_id() {
    let app = App::start().await;
    let [a, b, c] = three(&app).await;
    let all: Vec<&str> = vec![&b, &a, &c];
    for (query, expected) in [
        ("guest@EXAMPLE", all.clone()),
        ("A.gUe", vec![a.as_str()]),
        ("b.", vec![b.as_str()]),
        (c.as_str(), vec![c.as_str()]),
        ("%25", vec![]),
        ("_", all.clone()),
        ("a\"b", vec![]),
        ("", all),
    ] {
        let page = app.get(&format!("/invitations?query={query}&paginated=true")).await.ok();
        assert_eq!((&page["total_count"], ids(&page["data"])), (&json!(expected.len()), expected), "{query}");
    }
}

#[tokio::test]
async fn the_links_of_pending_invitations_are_shown_again() {
    let app = App::start().await;
    let invite = |address: &str| app.post("/invitations", json!({ "email_address": address, "expires_in_days": 1 }));
    let (first, second) = (invite("a@example.com").await.ok(), invite("b@example.com").await.ok());
    app.clock.advance(DAY - 1);
    let listed = app.get("/invitations?order_by=email_address").await.ok();
    assert_eq!(listed, json!([first, second]), "as they were answered when made");
    app.clock.advance(1);
    let expired = app.get("/invitations?order_by=email_address").await.ok();
    assert_eq!((&expired[0]["status"], expired[0].get("url")), (&json!("expired"), None));
}
