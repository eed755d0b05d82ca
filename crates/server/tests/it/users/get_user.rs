use crate::app::App;

#[tokio::test]
async fn a_user_that_does_not_exist_is_not_found() {
    let app = App::start().await;
    let answer = app.get("/users/user_2abcdefghijklmnopqrstuvwxyz").await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}
