use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::machines_and_tokens::GONE;
use crate::people::text;

const PNG: &[u8] = include_bytes!("../tenancy/pixel.png");

async fn upload(app: &App, id: &str, uploader: Option<&str>, bytes: &'static [u8]) -> Answer {
    let mut form = Form::new().part("file", Part::bytes(bytes).file_name("logo.png"));
    if let Some(uploader) = uploader {
        form = form.text("uploader_user_id", uploader.to_owned());
    }
    app.send(app.request(Method::PUT, &format!("/oauth_applications/{id}/logo")).multipart(form)).await
}

async fn status(shown: &Value) -> u16 {
    reqwest::get(text(shown, "client_image_url")).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_logo_is_shown_replaced_and_goes_with_its_application() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.oauth_application("Hats", json!({})).await;
    let id = text(&made, "id");
    let first = upload(&app, id, Some(&ada), PNG).await.ok();
    let picture = reqwest::get(text(&first, "client_image_url")).await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/png");
    assert_eq!(picture.bytes().await.unwrap(), PNG);
    assert_eq!(app.get(&format!("/oauth_applications/{id}")).await.ok(), first);
    assert_eq!(first.get("client_secret"), None);
    let second = upload(&app, id, None, PNG).await.ok();
    assert_eq!((status(&first).await, status(&second).await), (404, 200));
    app.delete(&format!("/oauth_applications/{id}")).await.ok();
    assert_eq!(status(&second).await, 404);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn what_is_no_picture_or_of_nobody_is_refused() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({})).await;
    let id = text(&made, "id");
    assert_eq!(upload(&app, id, None, b"<svg/>").await.refusal(), (400, "request_body_invalid", None));
    assert_eq!(upload(&app, id, Some("user_none"), PNG).await.refusal(), GONE);
    assert_eq!(upload(&app, "oauthapp_none", None, PNG).await.refusal(), GONE);
    assert_eq!(app.get(&format!("/oauth_applications/{id}")).await.ok()["client_image_url"], json!(null));
    assert!(app.store.check().await.unwrap().is_clean());
}
