use crate::app::App;

#[tokio::test]
async fn one_key_is_published_exactly_as_clients_want_it() {
    let app = App::start().await;
    let answer = app.get("/jwks").await.ok();
    let keys = answer["keys"].as_array().unwrap();
    assert_eq!((answer.as_object().unwrap().len(), keys.len()), (1, 1));
    let key = keys[0].as_object().unwrap();
    let mut names: Vec<&str> = key.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["alg", "e", "kid", "kty", "n", "use"]);
    assert_eq!(
        (&key["alg"], &key["e"], &key["kty"], &key["use"]),
        (&"RS256".into(), &"AQAB".into(), &"RSA".into(), &"sig".into())
    );
    assert_eq!(key["kid"], app.instance_id.as_str());
    assert_eq!(key["n"].as_str().unwrap().len(), 342, "2048 bits in base64url without padding");
}

#[tokio::test]
async fn keys_are_shown_to_holders_of_a_secret_key() {
    let app = App::start().await;
    let url = format!("{}/v1/jwks", app.server.url());
    let stranger = app.send(reqwest::Client::new().get(url).bearer_auth("sk_test_nobody")).await;
    assert_eq!(stranger.refusal(), (401, "clerk_key_invalid", None));
}
