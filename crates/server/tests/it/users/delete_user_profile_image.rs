use serde_json::json;

use super::set_user_profile_image::{png, upload};
use crate::app::App;

#[tokio::test]
async fn a_deleted_picture_leaves_the_generated_one() {
    let app = App::start().await;
    let id = app.user("ada").await;
    let before = app.get(&format!("/users/{id}")).await.ok();
    upload(&app, &id, png()).await.ok();
    let image = app.stored_user(&id).await.image.unwrap().id;
    let path = format!("/users/{id}/profile_image");
    let after = app.delete(&path).await.ok();
    assert_eq!((&after["has_image"], &after["image_url"]), (&json!(false), &before["image_url"]));
    assert_eq!(app.store_write(move |tx| tx.find_image(&image)).await, None);
    assert_eq!(app.delete(&path).await.refusal(), (404, "image_not_found", None));
    assert_eq!(app.delete("/users/user_none/profile_image").await.refusal(), (404, "resource_not_found", None));
}
