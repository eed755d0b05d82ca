use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::app::{Answer, App, START};

/// One pixel.
pub(crate) fn png() -> Vec<u8> {
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    STANDARD.decode(text).unwrap()
}

pub(crate) async fn upload(app: &App, user_id: &str, bytes: Vec<u8>) -> Answer {
    let form = Form::new().part("file", Part::bytes(bytes).file_name("me.png").mime_str("image/png").unwrap());
    app.send(app.request(Method::POST, &format!("/users/{user_id}/profile_image")).multipart(form)).await
}

#[tokio::test]
async fn an_uploaded_picture_is_shown_in_place_of_the_one_before() {
    let app = App::start().await;
    let id = app.user("ada").await;
    let before = app.get(&format!("/users/{id}")).await.ok();
    app.clock.advance(1000);
    let user = upload(&app, &id, png()).await.ok();
    assert_eq!((&user["has_image"], &user["updated_at"]), (&json!(true), &json!(START + 1000)));
    assert_ne!(user["image_url"], before["image_url"]);
    let first = app.stored_user(&id).await.image.unwrap().id;
    upload(&app, &id, png()).await.ok();
    let second = app.stored_user(&id).await.image.unwrap().id;
    assert_ne!(first, second);
    let (old, new) = app.store_write(move |tx| Ok((tx.find_image(&first)?, tx.find_image(&second)?))).await;
    assert_eq!((old, new.unwrap().bytes), (None, png()));
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_the_old_one_stays() {
    let app = App::start().await;
    let id = app.user("ada").await;
    let user = upload(&app, &id, png()).await.ok();
    assert_eq!(upload(&app, &id, b"<svg/>".to_vec()).await.refusal(), (400, "request_body_invalid", None));
    assert_eq!(upload(&app, &id, png()[..40].to_vec()).await.refusal(), (400, "request_body_invalid", None));
    let none = app.post(&format!("/users/{id}/profile_image"), json!({})).await;
    assert_eq!(none.refusal().0, 415);
    let empty = app.send(app.request(Method::POST, &format!("/users/{id}/profile_image"))).await;
    assert_eq!(empty.refusal(), (400, "form_param_missing", Some("file")));
    assert_eq!(app.get(&format!("/users/{id}")).await.ok(), user);
    assert_eq!(upload(&app, "user_none", png()).await.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn the_picture_of_another_can_be_shown_and_outlives_it() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    upload(&app, &ada, png()).await.ok();
    let image = app.stored_user(&ada).await.image.unwrap().id;
    let user = app.patch(&format!("/users/{bob}"), json!({ "profile_image_id": image })).await.ok();
    assert_eq!(user["has_image"], true);
    app.delete(&format!("/users/{ada}")).await.ok();
    let copy = app.stored_user(&bob).await.image.unwrap().id;
    let found = app.store_write(move |tx| tx.find_image(&copy)).await;
    assert_eq!(found.unwrap().bytes, png());
    let unknown = app.patch(&format!("/users/{bob}"), json!({ "profile_image_id": "img_none" })).await;
    assert_eq!(unknown.refusal(), (404, "image_not_found", None));
    let none = app.patch(&format!("/users/{bob}"), json!({ "profile_image_id": null })).await.ok();
    assert_eq!(none["has_image"], false);
}
