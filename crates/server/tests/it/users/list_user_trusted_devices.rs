use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{ids, person};

/// Enrolls a device and gives its id.
pub(super) async fn enroll(app: &App, user_id: &str, name: &str) -> String {
    let device = json!({ "user_id": user_id, "platform": "ios", "app_identifier": "com.example.app", "name": name });
    app.seed(json!({ "trusted_devices": [device] })).await.unwrap().trusted_devices[0].trusted_device_id.clone()
}

#[tokio::test]
async fn the_active_devices_of_a_user_are_listed_newest_first() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let path = format!("/users/{ada}/trusted_devices");
    assert_eq!(app.get(&path).await.ok(), json!({ "data": [], "total_count": 0 }));
    let one = enroll(&app, &ada, "One").await;
    app.clock.advance(1);
    let two = enroll(&app, &ada, "Two").await;
    enroll(&app, &bob, "Bob's").await;
    let page = app.get(&path).await.ok();
    assert_eq!((ids(&page["data"]), &page["total_count"]), (vec![two.as_str(), &one], &json!(2)));
    let expected = json!({
        "object": "trusted_device", "id": one, "platform": "ios", "app_identifier": "com.example.app", "name": "One",
        "algorithm": "ES256", "status": "active", "created_at": START, "updated_at": START, "last_used_at": null,
        "revoked_at": null,
    });
    assert_eq!(page["data"][1], expected);
    for version in ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10"] {
        assert_eq!(app.in_version(version, &path, None).await.ok(), page, "{version}");
    }
    app.delete(&format!("{path}/{two}")).await.ok();
    assert_eq!(ids(&app.get(&path).await.ok()["data"]), [one.as_str()], "a revoked one is not listed");
}

#[tokio::test]
async fn a_user_that_does_not_exist_has_no_list() {
    let app = App::start().await;
    let answer = app.get("/users/user_none/trusted_devices").await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn what_cannot_be_a_device_is_refused() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let refuse = |device: Value| app.seed(json!({ "trusted_devices": [device] }));
    for (device, said) in [
        (json!({ "user_id": "user_none", "platform": "ios", "app_identifier": "x" }), "user_none"),
        (json!({ "user_id": ada, "platform": "vms", "app_identifier": "x" }), "platform"),
        (json!({ "user_id": ada, "platform": "ios", "app_identifier": "" }), "app"),
    ] {
        let error = refuse(device).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}
