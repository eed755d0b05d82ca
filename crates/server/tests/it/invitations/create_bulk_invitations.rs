use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{DAY, person};

fn guests(addresses: &[&str]) -> Value {
    addresses.iter().map(|address| json!({ "email_address": address, "notify": false })).collect()
}

#[tokio::test]
async fn several_are_invited_at_once_and_answered_in_their_order() {
    let app = App::start().await;
    let mut body = guests(&["z@example.com", "Y@example.com", "a@example.com"]);
    body[1]["expires_in_days"] = json!(2);
    body[2]["public_metadata"] = json!({ "n": 3 });
    let made = app.post("/invitations/bulk", body).await.ok();
    let told: Vec<_> = made.as_array().unwrap().iter().map(|one| (&one["email_address"], &one["expires_at"])).collect();
    let (late, soon) = (json!(START + 30 * DAY), json!(START + 2 * DAY));
    let (z, y, a) = (json!("z@example.com"), json!("y@example.com"), json!("a@example.com"));
    assert_eq!(told, [(&z, &late), (&y, &soon), (&a, &late)]);
    assert_eq!(made[2]["public_metadata"], json!({ "n": 3 }));
    for one in made.as_array().unwrap() {
        let ticket = one["url"].as_str().unwrap().split_once("ticket=").unwrap().1;
        assert_eq!(app.read_token(ticket).await.claims["sid"], one["id"]);
    }
    assert_eq!(app.get("/invitations?paginated=true").await.ok()["total_count"], 3);
}

#[tokio::test]
async fn at_most_ten_and_at_least_one_are_invited_at_once() {
    let app = App::start().await;
    let addresses: Vec<String> = (0..11).map(|n| format!("guest{n}@example.com")).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let refused = app.post("/invitations/bulk", guests(&addresses)).await;
    assert_eq!(refused.refusal(), (400, "bulk_size_exceeded", None));
    assert_eq!(app.post("/invitations/bulk", json!([])).await.status, 422);
    assert_eq!(app.post("/invitations/bulk", guests(&addresses[..10])).await.ok().as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn nobody_is_invited_when_one_of_them_cannot_be() {
    let app = App::start().await;
    app.add_user(person("ada")).await;
    app.post("/invitations", json!({ "email_address": "invited@example.com" })).await.ok();
    for (bad, status, code) in [
        ("nowhere", 422, "form_param_format_invalid"),
        ("ada@example.com", 422, "form_identifier_exists"),
        ("invited@example.com", 400, "duplicate_record"),
        ("GOOD@example.com", 400, "duplicate_record"),
    ] {
        let refused = app.post("/invitations/bulk", guests(&["good@example.com", bad, "fine@example.com"])).await;
        assert_eq!((refused.status, refused.refusal().1), (status, code), "{bad}");
        let named = if bad == "GOOD@example.com" { "good@example.com" } else { bad };
        assert_eq!(refused.body["errors"][0]["meta"]["email_addresses"], json!([named]));
    }
    assert_eq!(app.get("/invitations?paginated=true").await.ok()["total_count"], 1);
    // What was refused has claimed nothing.
    app.post("/invitations/bulk", guests(&["good@example.com", "fine@example.com"])).await.ok();
}

#[tokio::test]
async fn several_never_include_a_user_but_may_ignore_invitations() {
    let app = App::start().await;
    app.add_user(person("ada")).await;
    app.post("/invitations", json!({ "email_address": "invited@example.com" })).await.ok();
    let ignoring = |address: &str| json!([{ "email_address": address, "ignore_existing": true }]);
    app.post("/invitations/bulk", ignoring("invited@example.com")).await.ok();
    let refused = app.post("/invitations/bulk", ignoring("ada@example.com")).await;
    assert_eq!(refused.refusal(), (422, "form_identifier_exists", Some("email_address")));
}
