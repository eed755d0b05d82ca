use serde_json::json;

use super::list_user_trusted_devices::enroll;
use crate::app::App;
use crate::people::person;

#[tokio::test]
async fn a_revoked_device_is_shown_once_more() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let device = enroll(&app, &ada, "Phone").await;
    let list = format!("/users/{ada}/trusted_devices");
    let mut expected = app.get(&list).await.ok()["data"][0].clone();
    app.clock.advance(7);
    for (status, path) in [
        (404, format!("/users/{bob}/trusted_devices/{device}")),
        (404, format!("/users/user_none/trusted_devices/{device}")),
        (404, format!("{list}/tdv_none")),
        (200, format!("{list}/{device}")),
        (404, format!("{list}/{device}")),
    ] {
        let answer = app.delete(&path).await;
        assert_eq!(answer.status, status, "{path} {}", answer.body);
        if status == 200 {
            expected["status"] = json!("revoked");
            expected["revoked_at"] = json!(app.clock.now());
            expected["updated_at"] = json!(app.clock.now());
            assert_eq!(answer.body, expected);
        } else {
            assert_eq!(answer.refusal(), (404, "resource_not_found", None));
        }
    }
    assert_eq!(app.get(&list).await.ok(), json!({ "data": [], "total_count": 0 }));
}

#[tokio::test]
async fn a_deleted_users_devices_are_gone() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let device = enroll(&app, &ada, "Phone").await;
    app.delete(&format!("/users/{ada}")).await.ok();
    assert_eq!(app.store_write(move |tx| tx.find_trusted_device(&device)).await, None);
    assert!(app.store.check().await.unwrap().is_clean());
}
