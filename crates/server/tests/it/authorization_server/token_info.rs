use serde_json::json;

use crate::app::App;
use crate::oauth::refused;
use crate::people::{DAY, text};

#[tokio::test]
async fn a_client_learns_what_a_token_is_good_for() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let (hats, api) = (app.oauth_application("Hats", json!({})).await, app.oauth_application("API", json!({})).await);
    let info = |token: String, scope: &'static str| {
        let (app, api) = (&app, &api);
        async move { app.oauth(api, "/oauth/token_info", &[("token", &token), ("scope", scope)]).await.ok() }
    };
    for jwt in [false, true] {
        app.configure(move |settings| settings.oauth_applications.jwt_access_tokens = jwt).await;
        let code = app.code(&hats, &ada, "profile email", |_| ()).await;
        let made = app.redeem(&hats, &code).await.ok();
        let expected = json!({
            "active": true, "client_id": hats["client_id"], "iat": app.clock.now() / 1000, "scope": "profile email",
            "sub": ada,
        });
        let (access, refresh) = (text(&made, "access_token").to_owned(), text(&made, "refresh_token").to_owned());
        for token in [&access, &refresh] {
            assert_eq!(info(token.clone(), "").await, expected);
            assert_eq!(info(token.clone(), "email").await, expected);
            assert_eq!(info(token.clone(), "email openid").await, json!({ "active": false }));
        }
        let next = app.refresh(&hats, &refresh).await.ok();
        assert_eq!(info(refresh, "").await, json!({ "active": false }), "it was replaced");
        assert_eq!(info(access.clone(), "").await["active"], true, "a question revokes nothing");
        app.clock.advance(DAY);
        assert_eq!(info(access, "").await, json!({ "active": false }));
        assert_eq!(info(text(&next, "refresh_token").to_owned(), "").await["active"], true);
    }
    assert_eq!(info("nobodys".to_owned(), "").await, json!({ "active": false }));
}

#[tokio::test]
async fn who_can_keep_no_secret_learns_of_its_own_tokens_alone() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({})).await;
    let phone = app.oauth_application("Phone", json!({ "public": true })).await;
    let theirs = app.grant(&hats, &ada, json!({})).await.access_token;
    let own = app.grant(&phone, &ada, json!({})).await.access_token;
    for (token, active) in [(&theirs, false), (&own, true)] {
        let form = [("token", token.as_str()), ("client_id", text(&phone, "client_id"))];
        assert_eq!(app.oauth_form("/oauth/token_info", &form).await.ok()["active"], active);
    }
    assert_eq!(refused(&app.oauth_form("/oauth/token_info", &[("token", &theirs)]).await), (401, "invalid_client"));
    assert_eq!(refused(&app.oauth(&hats, "/oauth/token_info", &[]).await), (400, "invalid_request"));
}
