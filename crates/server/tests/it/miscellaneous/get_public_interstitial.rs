use crate::app::App;

async fn ask(app: &App, query: &str) -> (u16, String, String) {
    let response = app.http.get(format!("{}/v1/public/interstitial?{query}", app.server.url())).send().await.unwrap();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    (response.status().as_u16(), kind, response.text().await.unwrap())
}

#[tokio::test]
async fn a_page_that_loads_the_script_of_the_instance_needs_no_secret_key() {
    let app = App::start().await;
    for query in [
        format!("publishable_key={}", app.publishable_key),
        "frontend_api=clerk.example.com".to_owned(),
        "frontendApi=clerk.example.com".to_owned(),
    ] {
        let (status, kind, page) = ask(&app, &query).await;
        assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"), "{query}");
        assert!(page.starts_with("<!doctype html>") && page.contains("/npm/@clerk/clerk-js@"), "{page}");
    }
    let (_, _, page) = ask(&app, "frontend_api=clerk.example.com&proxy_url=https://example.com/__clerk/").await;
    assert!(page.contains("src=\"https://example.com/__clerk/npm/"), "{page}");
    let query = "frontend_api=clerk.example.com&domain=other.example&use_domain_for_script=true&sign_in_url=/in";
    let (_, _, page) = ask(&app, query).await;
    assert!(page.contains("src=\"https://clerk.other.example/npm/"), "{page}");
    assert!(page.contains("data-domain=\"other.example\"") && page.contains("data-sign-in-url=\"/in\""), "{page}");
}

#[tokio::test]
async fn what_says_nothing_or_would_run_in_the_page_is_refused() {
    let app = App::start().await;
    for (query, code) in [
        ("", "missing_query_parameter"),
        ("publishable_key=", "missing_query_parameter"),
        ("publishable_key=pk_test_nonsense", "malformed_publishable_key"),
        ("frontend_api=a%20b", "invalid_query_parameter_value"),
        ("frontend_api=a.example&proxy_url=javascript:alert(1)", "invalid_query_parameter_value"),
        ("frontend_api=a.example&sign_in_url=javascript:alert(1)", "invalid_query_parameter_value"),
    ] {
        let (status, kind, body) = ask(&app, query).await;
        assert_eq!((status, kind.as_str()), (400, "application/json"), "{query}: {body}");
        assert!(body.contains(&format!("\"code\":\"{code}\"")), "{query}: {body}");
    }
    let query = "frontend_api=a.example&domain=%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    let (_, _, page) = ask(&app, query).await;
    assert!(!page.contains("<script>alert"), "{page}");
}
