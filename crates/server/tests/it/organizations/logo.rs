use reqwest::Method;
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::teams::text;

/// One red pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49,
    0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0x18, 0xdd, 0x8d, 0xb0,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

async fn upload(app: &App, id: &str, field: &'static str, bytes: &[u8]) -> Answer {
    let part = Part::bytes(bytes.to_vec()).file_name("logo.png").mime_str("image/png").unwrap();
    let form = Form::new().part(field, part);
    app.send(app.request(Method::PUT, &format!("/organizations/{id}/logo")).multipart(form)).await
}

async fn fetch(url: &str) -> reqwest::Response {
    reqwest::get(url).await.unwrap()
}

#[tokio::test]
async fn a_logo_is_stored_shown_and_served_with_an_entity_tag() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let shown = upload(&app, &id, "file", PNG).await.ok();
    assert_eq!(shown["has_image"], true);
    assert_eq!(shown["logo_url"], shown["image_url"]);
    let organization = app.get(&format!("/organizations/{id}")).await.ok();
    assert_eq!(organization["image_url"], shown["image_url"]);
    assert!(organization.get("logo_url").is_none());
    let url = text(&shown["image_url"]);
    let picture = fetch(&url).await;
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()[CONTENT_TYPE], "image/png");
    assert_eq!(picture.headers()["x-content-type-options"], "nosniff");
    assert!(picture.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    let etag = picture.headers()[ETAG].clone();
    assert_eq!(picture.bytes().await.unwrap(), PNG);
    let http = reqwest::Client::new();
    let known = http.get(&url).header(IF_NONE_MATCH, &etag).send().await.unwrap();
    assert_eq!((known.status().as_u16(), known.headers()[ETAG].clone()), (304, etag));
    assert!(known.bytes().await.unwrap().is_empty());
    let changed = http.get(&url).header(IF_NONE_MATCH, "\"other\"").send().await.unwrap();
    assert_eq!(changed.status(), 200);
    app.check().await;
}

#[tokio::test]
async fn a_part_of_any_name_is_taken_and_a_new_logo_replaces_the_old() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let first = text(&upload(&app, &id, "logo", PNG).await.ok()["image_url"]);
    let second = text(&upload(&app, &id, "file", PNG).await.ok()["image_url"]);
    assert_ne!(first, second);
    assert_eq!(fetch(&first).await.status(), 404);
    assert_eq!(fetch(&second).await.status(), 200);
    let without = app.delete(&format!("/organizations/{id}/logo")).await.ok();
    assert_eq!(without["has_image"], false);
    assert_eq!(fetch(&second).await.status(), 404);
    let again = app.delete(&format!("/organizations/{id}/logo")).await;
    assert_eq!(again.refusal(), (404, "image_not_found", None));
    let third = text(&upload(&app, &id, "file", PNG).await.ok()["image_url"]);
    app.delete(&format!("/organizations/{id}")).await.ok();
    assert_eq!(fetch(&third).await.status(), 404);
    app.check().await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_whatever_it_claims_to_be() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let broken = &PNG[..PNG.len() - 20];
    for bytes in [&b"not a picture"[..], broken, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""] {
        assert_eq!(upload(&app, &id, "file", bytes).await.refusal(), (400, "request_body_invalid", None));
    }
    let large = vec![0; 10 * 1024 * 1024 + 1];
    assert_eq!(upload(&app, &id, "file", &large).await.refusal(), (413, "image_too_large", None));
    let larger = vec![0; 12 * 1024 * 1024];
    assert_eq!(upload(&app, &id, "file", &larger).await.refusal(), (413, "image_too_large", None));
    let path = format!("/organizations/{id}/logo");
    let nothing = app.send(app.request(Method::PUT, &path).multipart(Form::new().text("a", "b"))).await;
    assert_eq!(nothing.refusal(), (400, "form_param_missing", Some("file")));
    assert_eq!(upload(&app, "org_none", "file", PNG).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.get(&format!("/organizations/{id}")).await.ok()["has_image"], false);
    app.check().await;
}

#[tokio::test]
async fn an_uploader_must_be_a_user() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let ada = app.user("ada").await;
    let form = |uploader: &str| {
        let part = Part::bytes(PNG).file_name("logo.png");
        Form::new().text("uploader_user_id", uploader.to_owned()).part("file", part)
    };
    let send = |uploader: &str| {
        app.send(app.request(Method::PUT, &format!("/organizations/{id}/logo")).multipart(form(uploader)))
    };
    assert_eq!(send("user_none").await.refusal(), (404, "resource_not_found", None));
    send(&ada).await.ok();
}

#[tokio::test]
async fn without_a_logo_there_is_a_picture_of_the_initial() {
    let app = App::start().await;
    let id = app.organization("émile & co").await;
    let url = text(&app.get(&format!("/organizations/{id}")).await.ok()["image_url"]);
    let picture = fetch(&url).await;
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()[CONTENT_TYPE], "image/svg+xml");
    assert!(picture.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let etag = picture.headers()[ETAG].clone();
    assert!(picture.text().await.unwrap().contains(">É</text>"));
    let known = reqwest::Client::new().get(&url).header(IF_NONE_MATCH, etag).send().await.unwrap();
    assert_eq!(known.status(), 304);
    for broken in ["", "x", "e30", "%00"] {
        let answer = fetch(&format!("{}/images/{broken}", app.server.url())).await;
        assert_eq!(answer.status(), 404, "{broken}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["errors"][0]["code"], json!("image_not_found"));
    }
}
