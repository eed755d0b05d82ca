use serde_json::json;

use crate::app::App;
use crate::identifiers::{EMAIL, PHONE};

#[tokio::test]
async fn a_number_is_shown_as_its_user_shows_it() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    assert_eq!(app.show(&ada).await["phone_numbers"], json!([PHONE.read(&app, &id).await]));
}

#[tokio::test]
async fn an_address_is_not_found_among_numbers() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let email = EMAIL.primary(&app, &ada).await;
    for id in ["idn_none", email.as_str().unwrap()] {
        let answer = app.get(&format!("/phone_numbers/{id}")).await;
        assert_eq!(answer.refusal(), (404, "resource_not_found", None));
        assert_eq!(answer.body["errors"][0]["message"], "Resource not found");
    }
}
