use serde_json::json;

use crate::app::{Answer, App};
use crate::people::text;

async fn verify(app: &App, id: &str, password: &str) -> Answer {
    app.post(&format!("/users/{id}/verify_password"), json!({ "password": password })).await
}

#[tokio::test]
async fn the_right_password_is_verified_and_any_other_is_not() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "password": "A difficult one 17" })).await.ok();
    let id = text(&user, "id");
    assert_eq!(verify(&app, id, "A difficult one 17").await.ok(), json!({ "verified": true }));
    for wrong in ["a difficult one 17", "A difficult one 17 ", ""] {
        assert_eq!(verify(&app, id, wrong).await.refusal(), (422, "incorrect_password", Some("password")), "{wrong}");
    }
    let missing = app.post(&format!("/users/{id}/verify_password"), json!({})).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("password")));
    assert_eq!(verify(&app, "user_none", "x").await.refusal(), (404, "resource_not_found", None));
    let bob = app.user("bob").await;
    assert_eq!(verify(&app, &bob, "x").await.refusal(), (400, "no_password_set", None));
}

#[tokio::test]
async fn wrong_passwords_neither_lock_nor_count() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "password": "A difficult one 17" })).await.ok();
    for _ in 0..3 {
        verify(&app, text(&user, "id"), "wrong").await;
    }
    assert_eq!(app.get(&format!("/users/{}", text(&user, "id"))).await.ok(), user);
}

#[tokio::test]
async fn an_imported_digest_is_replaced_by_our_own_at_the_first_success() {
    let app = App::start().await;
    let sha256 = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
    for (hasher, digest, password) in [
        ("md5", "5f4dcc3b5aa765d61d8327deb882cf99", "password"),
        ("sha256", sha256, "password"),
        ("bcrypt", "$2b$05$0G7qSRP5EyMSak2918rN4Oaz..r07nd1w8foipFsf68X0YO5luZzi", "correct horse battery staple"),
    ] {
        let name = format!("ada_{hasher}");
        let body = json!({ "username": name, "password_digest": digest, "password_hasher": hasher });
        let user = app.post("/users", body).await.ok();
        let id = text(&user, "id");
        assert_eq!(verify(&app, id, "wrong").await.refusal().1, "incorrect_password");
        assert_eq!(app.stored_user(id).await.password.unwrap().hasher, hasher);
        app.clock.advance(1000);
        verify(&app, id, password).await.ok();
        let stored = app.stored_user(id).await.password.unwrap();
        assert_eq!(stored.hasher, "argon2id");
        assert!(stored.digest.starts_with("$argon2id$"), "{}", stored.digest);
        assert_eq!(app.get(&format!("/users/{id}")).await.ok(), user, "nobody can see it");
        verify(&app, id, password).await.ok();
        assert_eq!(app.stored_user(id).await.password.unwrap(), stored, "once is enough");
    }
}

#[tokio::test]
async fn a_password_kept_elsewhere_is_never_right() {
    let app = App::start().await;
    let body = json!({
        "username": "ada_l", "password_digest": "awscognito#pool#client#ada", "password_hasher": "awscognito",
    });
    let user = app.post("/users", body).await.ok();
    assert_eq!(verify(&app, text(&user, "id"), "x").await.refusal().1, "incorrect_password");
}
