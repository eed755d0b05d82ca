use serde_json::{Value, json};

use crate::app::App;
use crate::people::{DAY, person, text};

async fn tokens(app: &App, application: &Value, user_id: &str, scopes: &str) -> Value {
    let code = app.code(application, user_id, scopes, |_| ()).await;
    app.redeem(application, &code).await.ok()
}

#[tokio::test]
async fn scopes_say_what_is_told_of_a_user() {
    let app = App::start().await;
    let mut ada = person("ada");
    ada.last_name = Some("Lovelace".to_owned());
    ada.username = Some("ada_l".to_owned());
    ada.public_metadata = crate::people::object(json!({ "hat": 7 }));
    ada.private_metadata = crate::people::object(json!({ "shoe": 39 }));
    let ada = app.add_user(ada).await;
    let hats = app.oauth_application("Hats", json!({})).await;
    let shown = |scopes: &'static str| {
        let (app, hats, ada) = (&app, &hats, &ada);
        async move {
            let made = tokens(app, hats, ada, scopes).await;
            let mut told = app.user_info(text(&made, "access_token")).await.ok();
            for (name, value) in
                [("object", "oauth_user_info"), ("instance_id", &app.instance_id), ("user_id", ada), ("sub", ada)]
            {
                assert_eq!(told.as_object_mut().unwrap().remove(name), Some(json!(value)), "{name}");
            }
            told
        }
    };
    assert_eq!(shown("openid").await, json!({}));
    assert_eq!(shown("email").await, json!({ "email": "ada@example.com", "email_verified": true }));
    let mut profile = shown("profile").await;
    let picture = profile.as_object_mut().unwrap().remove("picture").unwrap();
    assert_eq!(picture, app.get(&format!("/users/{ada}")).await.ok()["image_url"]);
    let expected = json!({
        "given_name": "ada", "family_name": "Lovelace", "name": "ada Lovelace", "preferred_username": "ada_l",
        "username": "ada_l",
    });
    assert_eq!(profile, expected);
    assert_eq!(shown("public_metadata").await, json!({ "public_metadata": { "hat": 7 } }));
    assert_eq!(shown("private_metadata").await, json!({ "private_metadata": { "shoe": 39 } }));
    assert_eq!(shown("user:org:read").await, json!({}), "no organization was chosen");
}

#[tokio::test]
async fn an_organization_is_told_while_the_user_is_in_it() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let acme = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let hats = app.oauth_application("Hats", json!({})).await;
    let id = acme.clone();
    let code =
        app.code(&hats, &ada, "user:org:read", move |grant| grant.details.organization_id = Some(id.clone())).await;
    let made = app.redeem(&hats, &code).await.ok();
    let token = text(&made, "access_token");
    let told = app.user_info(token).await.ok();
    assert_eq!((&told["org_id"], &told["org_name"], &told["org_slug"]), (&json!(acme), &json!("ACME"), &json!("acme")));
    app.delete(&format!("/organizations/{acme}")).await.ok();
    assert_eq!(app.user_info(token).await.ok().get("org_id"), None);
}

#[tokio::test]
async fn what_is_no_good_token_tells_nothing() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({})).await;
    let bare = app.send(app.http.get(app.oauth_url("/oauth/userinfo"))).await;
    assert_eq!(bare.refusal(), (401, "oauth_fetch_user_error", None));
    assert_eq!(bare.headers["www-authenticate"], "Bearer");
    let signed = tokens(&app, &hats, &ada, "profile").await;
    let revoked = tokens(&app, &hats, &ada, "profile").await;
    let token = text(&revoked, "access_token");
    app.user_info(token).await.ok();
    assert_eq!(app.revoke_oauth_token(&hats, text(&revoked, "refresh_token")).await.status, 204);
    for token in ["oat_nobodys", "a.b.c", text(&signed, "refresh_token"), token, &app.secret_key] {
        let answer = app.user_info(token).await;
        assert_eq!(answer.refusal(), (401, "oauth_fetch_user_error", None), "{token}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer error=\"invalid_token\"");
        assert!(!answer.body.to_string().contains(token));
    }
    app.clock.advance(DAY);
    assert_eq!(app.user_info(text(&signed, "access_token")).await.status, 401);
}
