use serde_json::json;

use crate::app::App;
use crate::oauth::refused;
use crate::people::text;

const PATH: &str = "/oauth/token/revoke";

#[tokio::test]
async fn a_client_gives_back_what_it_was_issued() {
    let app = App::start().await;
    app.configure(|settings| settings.oauth_applications.jwt_access_tokens = false).await;
    let ada = app.user("ada").await;
    let (hats, caps) = (app.oauth_application("Hats", json!({})).await, app.oauth_application("Caps", json!({})).await);
    for name in ["access_token", "refresh_token"] {
        let code = app.code(&hats, &ada, "profile", |_| ()).await;
        let made = app.redeem(&hats, &code).await.ok();
        let form = [("token", text(&made, name)), ("token_type_hint", "access_token")];
        assert_eq!(refused(&app.oauth(&caps, PATH, &form).await), (400, "invalid_grant"), "another client's");
        assert!(app.works(text(&made, "access_token")).await);
        for _ in 0..2 {
            let answer = app.oauth(&hats, PATH, &form).await;
            assert_eq!((answer.status, answer.body), (200, json!(null)), "{name}");
        }
        assert!(!app.works(text(&made, "access_token")).await);
        assert_eq!(refused(&app.refresh(&hats, text(&made, "refresh_token")).await), (400, "invalid_grant"));
    }
}

#[tokio::test]
async fn what_is_unknown_needs_no_revoking_and_a_jwt_knows_none() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({})).await;
    assert_eq!(app.oauth(&hats, PATH, &[("token", "oat_nobodys")]).await.status, 200);
    let signed = app.grant(&hats, &ada, json!({ "jwt": true })).await;
    let answer = app.oauth(&hats, PATH, &[("token", &signed.access_token)]).await;
    assert_eq!(refused(&answer), (400, "unsupported_token_type"));
    assert_eq!(refused(&app.oauth(&hats, PATH, &[]).await), (400, "invalid_request"));
    assert_eq!(refused(&app.oauth_form(PATH, &[("token", "x")]).await), (401, "invalid_client"));
}
