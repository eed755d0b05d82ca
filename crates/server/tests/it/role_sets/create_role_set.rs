use serde_json::{Value, json};

use crate::app::{App, START};
use crate::rights::{MINIMUM, roles_of};
use crate::teams::text;

fn set(rest: Value) -> Value {
    let mut body = json!({
        "name": "Partners", "roles": ["org:admin", "org:member"], "default_role_key": "org:member",
        "creator_role_key": "org:admin",
    });
    body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn a_role_set_shows_what_it_was_made_with() {
    let app = App::start().await;
    let made = app.post("/role_sets", set(json!({ "key": "role_set:partners", "description": "Ours." }))).await.ok();
    assert!(text(&made["id"]).starts_with("rset_"));
    assert_eq!(
        (&made["object"], &made["name"], &made["type"]),
        (&json!("role_set"), &json!("Partners"), &json!("custom"))
    );
    assert_eq!((&made["key"], &made["description"]), (&json!("role_set:partners"), &json!("Ours.")));
    assert_eq!((&made["created_at"], &made["updated_at"]), (&json!(START), &json!(START)));
    assert_eq!(made.get("role_set_migration"), None);
    let member = app.role_by_key("org:member").await;
    let item = json!({
        "object": "role_set_item", "id": member["id"], "name": "Member", "key": "org:member",
        "description": member["description"], "members_count": 0, "has_members": false,
        "created_at": member["created_at"], "updated_at": member["updated_at"],
    });
    assert_eq!((&made["default_role"], &made["roles"][1]), (&item, &item));
    assert_eq!(made["creator_role"]["key"], "org:admin");
    assert_eq!(app.get("/role_sets/role_set:partners").await.ok(), made);

    let ada = app.user("ada").await;
    let body = json!({ "name": "Acme", "created_by": ada, "role_set_key": "role_set:partners" });
    let organization = app.post("/organizations", body).await.ok();
    assert_eq!(organization["role_set_key"], "role_set:partners");
    assert_eq!(app.members_of("role_set:partners").await, [("org:admin".to_owned(), 1), ("org:member".to_owned(), 0)]);
    assert_eq!(app.members_of("role_set:default").await[0].1, 0, "members count for their own role set");
    app.check().await;
}

#[tokio::test]
async fn a_key_is_made_from_the_name() {
    let app = App::start().await;
    for (name, key) in [
        ("Our  Partners!", "role_set:our_partners"),
        ("our partners", "role_set:our_partners_2"),
        ("OUR-PARTNERS", "role_set:our_partners_3"),
    ] {
        assert_eq!(app.post("/role_sets", set(json!({ "name": name }))).await.ok()["key"], key);
    }
    let made = app.post("/role_sets", set(json!({ "name": "仲間" }))).await.ok();
    assert!(text(&made["key"]).starts_with("role_set:set_"), "{}", made["key"]);
}

#[tokio::test]
async fn a_new_initial_role_set_is_that_of_new_organizations() {
    let app = App::start().await;
    app.role("org:boss", &MINIMUM).await;
    let body = set(json!({
        "key": "role_set:first", "type": "initial", "roles": ["org:boss", "org:member"], "creator_role_key": "org:boss",
    }));
    assert_eq!(app.post("/role_sets", body).await.ok()["type"], "initial");
    assert_eq!(app.get("/role_sets/role_set:default").await.ok()["type"], "custom");
    let ada = app.user("ada").await;
    let made = app.post("/organizations", json!({ "name": "Acme", "created_by": ada })).await.ok();
    assert_eq!(made["role_set_key"], "role_set:first");
    assert_eq!(app.role_of(&text(&made["id"]), &ada).await, "org:boss");
    assert_eq!(app.store_write(|tx| tx.find_settings()).await.creator_role, "org:boss", "the settings tell it, too");
    app.check().await;
}

#[tokio::test]
async fn a_role_set_that_cannot_be_is_refused() {
    let app = App::start().await;
    let eleven: Vec<String> = (0..11).map(|number| format!("org:role_{number}")).collect();
    for (body, refusal) in [
        (json!({ "name": "A" }), (422, "form_param_missing", Some("default_role_key"))),
        (set(json!({ "colour": 1 })), (422, "form_param_unknown", Some("colour"))),
        (set(json!({ "name": "" })), (422, "form_param_nil", Some("name"))),
        (set(json!({ "name": "x".repeat(257) })), (422, "form_param_max_length_exceeded", Some("name"))),
        (set(json!({ "description": "x".repeat(1025) })), (422, "form_param_max_length_exceeded", Some("description"))),
        (set(json!({ "key": "role_set:default" })), (422, "form_identifier_exists", Some("key"))),
        (set(json!({ "key": "partners" })), (422, "form_param_format_invalid", Some("key"))),
        (set(json!({ "key": "role_set:A" })), (422, "form_param_format_invalid", Some("key"))),
        (set(json!({ "type": "other" })), (422, "form_param_value_invalid", Some("type"))),
        (set(json!({ "roles": [] })), (422, "form_param_value_invalid", Some("roles"))),
        (set(json!({ "roles": eleven })), (422, "form_param_array_size_exceeded", Some("roles"))),
        (set(json!({ "roles": ["org:none"] })), (404, "resource_not_found", Some("roles"))),
        (set(json!({ "roles": ["org:admin", "org:admin"] })), (422, "form_param_duplicate", Some("roles"))),
        (set(json!({ "default_role_key": "org:none" })), (422, "form_param_value_invalid", Some("default_role_key"))),
        (set(json!({ "roles": ["org:admin"] })), (422, "form_param_value_invalid", Some("default_role_key"))),
        (set(json!({ "roles": ["org:member"] })), (422, "form_param_value_invalid", Some("creator_role_key"))),
        (
            set(json!({ "creator_role_key": "org:member" })),
            (422, "organization_missing_creator_role_permissions", None),
        ),
    ] {
        assert_eq!(app.post("/role_sets", body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get("/role_sets").await.ok()["total_count"], 1);
}

#[tokio::test]
async fn an_instance_has_ten_role_sets_at_most_and_one_initial_even_when_many_are_made_at_once() {
    let app = App::start().await;
    let bodies = (0..12).map(|number| set(json!({ "key": format!("role_set:s_{number}"), "type": "initial" })));
    let answers = futures_util::future::join_all(bodies.map(|body| app.post("/role_sets", body))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 9);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.refusal(), (403, "organization_instance_role_sets_quota_exceeded", None));
    }
    let list = app.get("/role_sets?limit=500").await.ok();
    let initial = list["data"].as_array().unwrap().iter().filter(|set| set["type"] == "initial").count();
    assert_eq!((initial, &list["total_count"]), (1, &json!(10)));
    assert!(list["data"].as_array().unwrap().iter().all(|set| roles_of(set).len() == 2));
    app.check().await;
}
