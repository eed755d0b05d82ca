//! `GET` and `PATCH /instance/communication`.

use serde_json::{Value, json};

use crate::app::App;
use crate::people::text;

const PATH: &str = "/instance/communication";

#[tokio::test]
async fn the_list_of_countries_is_replaced_whole() {
    let app = App::start().await;
    let codes = |answer: Value| answer["blocked_country_codes"].clone();
    let fresh = app.get(PATH).await.ok();
    assert_eq!(fresh, json!({ "object": "instance_communication", "blocked_country_codes": [] }));
    let set = async |list: Value| codes(app.patch(PATH, json!({ "blocked_country_codes": list })).await.ok());
    assert_eq!(set(json!(["NG", "GB", "ZZ", "AQ"])).await, json!(["GB", "NG"]), "where nobody has a phone is dropped");
    assert_eq!(codes(app.patch(PATH, json!({})).await.ok()), json!(["GB", "NG"]));
    assert_eq!(set(json!(["DE"])).await, json!(["DE"]));
    assert_eq!(codes(app.get(PATH).await.ok()), json!(["DE"]));
    assert_eq!(set(Value::Null).await, json!([]));
}

#[tokio::test]
async fn codes_are_two_capital_letters_and_none_comes_twice() {
    let app = App::start().await;
    let many: Vec<String> = (0..251).map(|number| format!("A{}", char::from(b'A' + (number % 26) as u8))).collect();
    for (list, code) in [
        (json!(["GB", "GB"]), "form_param_duplicate"),
        (json!(["gb"]), "form_param_format_invalid"),
        (json!(["GBR"]), "form_param_format_invalid"),
        (json!([7]), "form_param_type_invalid"),
        (json!("GB"), "form_param_type_invalid"),
        (json!(many), "form_param_array_size_exceeded"),
    ] {
        let refused = app.patch(PATH, json!({ "blocked_country_codes": list })).await;
        assert_eq!(refused.refusal(), (422, code, Some("blocked_country_codes")), "{list}");
    }
}

#[tokio::test]
async fn no_code_is_sent_to_a_blocked_country_and_nobody_signs_up_from_there() {
    let app = App::start().await;
    app.patch(PATH, json!({ "blocked_country_codes": ["GB", "US"] })).await.ok();
    let phone = async |number: &str| {
        let body = json!({ "phone_number": [number], "skip_password_requirement": true });
        let user = app.post("/users", body).await.ok();
        text(&user["phone_numbers"][0], "id").to_owned()
    };
    let prepare = async |id: &str| app.post(&format!("/phone_numbers/{id}/prepare_verification"), json!({})).await;
    let british = phone("+447400123456").await;
    let refused = prepare(&british).await;
    assert_eq!(refused.refusal(), (403, "unsupported_country_code", None));
    assert_eq!(refused.body["errors"][0]["meta"]["alpha2"], "GB");
    // Other countries get theirs, and numbers for tests get nothing anyway.
    assert_eq!(prepare(&phone("+4915112345678").await).await.status, 200);
    assert_eq!(prepare(&phone("+14155550100").await).await.status, 200);
    assert_eq!(app.outbox.take().len(), 1);
    let sign_up = app.sign_up(json!({ "phone_number": "+447400123457" })).await;
    assert_eq!(sign_up, Err("not_allowed_access".to_owned()));
    app.patch(PATH, json!({ "blocked_country_codes": [] })).await.ok();
    assert_eq!(prepare(&british).await.status, 200);
    app.sign_up(json!({ "phone_number": "+447400123457" })).await.unwrap();
}
