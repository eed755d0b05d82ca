use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn applications_are_listed_newest_first_or_by_name() {
    let app = App::start().await;
    for name in ["Bowlers", "caps", "Aces", "Hats & Caps"] {
        app.oauth_application(name, json!({})).await;
        app.clock.advance(1);
    }
    let names = |query: &str| {
        let (app, path) = (&app, format!("/oauth_applications?{query}"));
        async move {
            let page = app.get(&path).await.ok();
            let data = page["data"].as_array().unwrap();
            let names: Vec<String> = data.iter().map(|one| text(one, "name").to_owned()).collect();
            (names, page["total_count"].as_i64().unwrap())
        }
    };
    let all = |names: &[&str], total: i64| (names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), total);
    assert_eq!(names("").await, all(&["Hats & Caps", "Aces", "caps", "Bowlers"], 4));
    assert_eq!(names("order_by=created_at").await, all(&["Bowlers", "caps", "Aces", "Hats & Caps"], 4));
    assert_eq!(names("order_by=%2Bname").await, all(&["Aces", "Bowlers", "Hats & Caps", "caps"], 4));
    assert_eq!(names("order_by=-name&limit=2&offset=1").await, all(&["Hats & Caps", "Bowlers"], 4));
    assert_eq!(names("name_query=CAPS").await, all(&["Hats & Caps", "caps"], 2));
    assert_eq!(names("name_query=caps&limit=1&offset=1").await, all(&["caps"], 2));
    assert_eq!(names("name_query=%25").await, all(&[], 0), "it stands for itself");
    let refused = app.get("/oauth_applications?order_by=client_id").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("order_by")));
    for query in ["limit=0", "limit=501", "offset=-1"] {
        let refused = app.get(&format!("/oauth_applications?{query}")).await;
        assert_eq!(refused.refusal().1, "form_param_value_invalid", "{query}");
    }
}

#[tokio::test]
async fn a_client_id_as_a_whole_finds_its_application() {
    let app = App::start().await;
    let made = app.oauth_application("Hats", json!({})).await;
    app.oauth_application("Caps", json!({})).await;
    let client_id = text(&made, "client_id");
    let found = app.get(&format!("/oauth_applications?name_query={client_id}")).await.ok();
    assert_eq!((&found["data"][0]["id"], &found["total_count"]), (&made["id"], &json!(1)));
    assert_eq!(found["data"][0].get("client_secret"), None);
    for part in [&client_id[..20], &client_id.to_uppercase(), text(&made, "id")] {
        assert_eq!(app.get(&format!("/oauth_applications?name_query={part}")).await.ok()["total_count"], 0, "{part}");
    }
}

#[tokio::test]
async fn a_version_that_knows_no_order_and_no_name_passes_them_over() {
    let app = App::start().await;
    app.oauth_application("Hats", json!({})).await;
    let old = app.in_version("2025-03-12", "/oauth_applications?name_query=x&order_by=nonsense", None).await.ok();
    assert_eq!(old["total_count"], 1);
    for name in ["client_uri", "client_image_url", "dynamically_registered", "pkce_required"] {
        assert_eq!(old["data"][0].get(name), None, "{name}");
    }
}
