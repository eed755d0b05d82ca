use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, PHONE, admin};

#[tokio::test]
async fn an_address_is_shown_as_its_user_shows_it() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let user = app.show(&ada).await;
    let id = user["primary_email_address_id"].as_str().unwrap();
    let wanted = json!({
        "id": id, "object": "email_address", "email_address": "ada@example.com", "reserved": false,
        "verification": admin(), "linked_to": [], "matches_sso_connection": false, "created_at": START,
        "updated_at": START,
    });
    assert_eq!(EMAIL.read(&app, id).await, wanted);
    assert_eq!(user["email_addresses"], json!([wanted]));
}

#[tokio::test]
async fn an_id_of_anything_else_is_not_found() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let phone = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    let bea = app.nameless("bea").await;
    for id in ["idn_none", &phone, &ada, &format!("username%20{bea}"), "%00"] {
        let answer = app.get(&format!("/email_addresses/{id}")).await;
        assert_eq!(answer.refusal().0, 404, "{id}: {}", answer.body);
    }
    let answer = app.get("/email_addresses/idn_none").await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
    assert_eq!(answer.body["errors"][0]["message"], "Resource not found");
}

#[tokio::test]
async fn another_instance_does_not_see_an_address() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.primary(&app, &ada).await;
    let other = App::start().await;
    let answer = other.get(&format!("/email_addresses/{}", id.as_str().unwrap())).await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}
