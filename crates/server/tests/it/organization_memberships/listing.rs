use serde_json::{Value, json};

use crate::app::App;
use crate::teams::text;

/// The first names of the members that a list shows.
#[track_caller]
fn names(page: &Value) -> Vec<String> {
    let data = page["data"].as_array().unwrap_or_else(|| panic!("{page} is no page"));
    data.iter().map(|one| one["public_user_data"]["first_name"].as_str().unwrap_or("-").to_owned()).collect()
}

/// Three members who differ in everything, and one user who is none.
async fn team(app: &App) -> (String, Vec<String>) {
    let id = app.organization("Acme").await;
    let mut users = Vec::new();
    for (body, role) in [
        (
            json!({ "first_name": "Émile", "last_name": "Zola", "username": "zola", "email_address": ["zed@example.com"],
                "phone_number": ["+15005550006"] }),
            "org:admin",
        ),
        (
            json!({ "first_name": "Ada", "last_name": "Lovelace", "username": "countess",
                "email_address": ["ada@example.com", "lovelace@example.org"],
                "web3_wallet": ["0x1f9090aae28b8a3dceadf281b0f12828e676c326"] }),
            "org:member",
        ),
        (json!({ "email_address": ["max@example.com"], "phone_number": ["+15005550001"] }), "org:member"),
        (json!({ "first_name": "Outsider", "email_address": ["out@example.com"] }), ""),
    ] {
        app.clock.advance(1000);
        let mut body = body;
        body["skip_password_requirement"] = json!(true);
        let user = text(&app.post("/users", body).await.ok()["id"]);
        if !role.is_empty() {
            app.join(&id, &user, role).await;
        }
        users.push(user);
    }
    (id, users)
}

#[tokio::test]
async fn lists_are_ordered_both_ways_with_what_is_missing_last() {
    let app = App::start().await;
    let (id, _) = team(&app).await;
    for (order, expected) in [
        ("", ["-", "Ada", "Émile"]),
        ("order_by=created_at", ["Émile", "Ada", "-"]),
        ("order_by=-created_at", ["-", "Ada", "Émile"]),
        ("order_by=first_name", ["Ada", "Émile", "-"]),
        ("order_by=-first_name", ["Émile", "Ada", "-"]),
        ("order_by=%2Blast_name", ["Ada", "Émile", "-"]),
        ("order_by=-last_name", ["Émile", "Ada", "-"]),
        ("order_by=username", ["Ada", "Émile", "-"]),
        ("order_by=-username", ["Émile", "Ada", "-"]),
        ("order_by=email_address", ["Ada", "-", "Émile"]),
        ("order_by=-email_address", ["Émile", "-", "Ada"]),
        ("order_by=phone_number", ["-", "Émile", "Ada"]),
        ("order_by=-phone_number", ["Émile", "-", "Ada"]),
    ] {
        for path in [format!("/organizations/{id}/memberships?{order}"), format!("/organization_memberships?{order}")] {
            let page = app.get(&path).await.ok();
            assert_eq!(names(&page), expected, "{path}");
            assert_eq!(page["total_count"], 3);
        }
    }
    let page = app.get(&format!("/organizations/{id}/memberships?order_by=first_name&limit=1&offset=1")).await.ok();
    assert_eq!((names(&page), &page["total_count"]), (vec!["Émile".to_owned()], &json!(3)));
    for path in [format!("/organizations/{id}/memberships"), "/organization_memberships".to_owned()] {
        let unknown = app.get(&format!("{path}?order_by=role")).await;
        assert_eq!(unknown.refusal(), (422, "form_param_value_invalid", Some("order_by")));
    }
}

#[tokio::test]
async fn every_filter_narrows_the_list() {
    let app = App::start().await;
    let (id, users) = team(&app).await;
    let (zola, ada, max, outsider) = (&users[0], &users[1], &users[2], &users[3]);
    let start = crate::app::START;
    for (filter, expected) in [
        (format!("user_id={zola}&user_id={outsider}"), vec!["Émile"]),
        (format!("user_id=-{zola}"), vec!["Ada", "-"]),
        (format!("user_id=%2B{ada}&user_id=-{max}"), vec!["Ada"]),
        ("email_address=ADA@example.com&email_address=zed@example.com".to_owned(), vec!["Ada", "Émile"]),
        ("email_address=lovelace@example.org".to_owned(), vec!["Ada"]),
        ("email_address=out@example.com".to_owned(), vec![]),
        ("email_address=nonsense".to_owned(), vec![]),
        ("phone_number=%2B15005550006".to_owned(), vec!["Émile"]),
        ("username=Countess".to_owned(), vec!["Ada"]),
        ("web3_wallet=0x1f9090aaE28b8a3dCeaDf281B0F12828e676c326".to_owned(), vec!["Ada"]),
        ("role=org:admin".to_owned(), vec!["Émile"]),
        ("role=org:admin&role=org:member".to_owned(), vec!["Ada", "Émile", "-"]),
        ("role=org:none".to_owned(), vec![]),
        ("query=LOVE".to_owned(), vec!["Ada"]),
        ("query=%C3%A9m".to_owned(), vec!["Émile"]),
        ("query=example".to_owned(), vec!["Ada", "Émile", "-"]),
        (format!("query={max}"), vec!["-"]),
        ("email_address_query=EXAMPLE.ORG".to_owned(), vec!["Ada"]),
        ("email_address_query=countess".to_owned(), vec![]),
        ("phone_number_query=55500".to_owned(), vec!["Émile", "-"]),
        ("username_query=COUNT".to_owned(), vec!["Ada"]),
        ("username_query=example".to_owned(), vec![]),
        ("name_query=%C3%89MI".to_owned(), vec!["Émile"]),
        ("name_query=zed".to_owned(), vec![]),
        (format!("created_at_before={}", start + 2000), vec!["Émile"]),
        (format!("created_at_after={}", start + 2000), vec!["-"]),
        (format!("created_at_after={start}&created_at_before={}", start + 2001), vec!["Ada", "Émile"]),
        ("last_active_at_before=1".to_owned(), vec![]),
        ("last_active_at_after=9999999999999".to_owned(), vec![]),
        ("role=org:member&query=ada".to_owned(), vec!["Ada"]),
    ] {
        let page = app.get(&format!("/organizations/{id}/memberships?order_by=first_name&{filter}")).await.ok();
        assert_eq!(names(&page), expected, "{filter}");
        assert_eq!(page["total_count"], expected.len(), "{filter}");
    }
    let cut =
        app.get(&format!("/organizations/{id}/memberships?email_address_query=example&limit=1&offset=1")).await.ok();
    assert_eq!((names(&cut), &cut["total_count"]), (vec!["Ada".to_owned()], &json!(3)));
}

#[tokio::test]
async fn more_than_a_hundred_values_of_a_filter_are_refused() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    for name in ["user_id", "email_address", "phone_number", "username", "web3_wallet", "role"] {
        let many = format!("{name}=x&").repeat(101);
        let answer = app.get(&format!("/organizations/{id}/memberships?{many}")).await;
        assert_eq!(answer.refusal(), (422, "form_param_array_size_exceeded", Some(name)));
    }
    let missing = app.get("/organizations/org_none/memberships").await;
    assert_eq!(missing.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn a_users_memberships_are_listed_newest_first() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    for name in ["A", "B", "C"] {
        app.clock.advance(1000);
        let id = app.organization(name).await;
        app.join(&id, &ada, "org:admin").await;
        app.join(&id, &bob, "org:member").await;
    }
    let page = app.get(&format!("/users/{ada}/organization_memberships?limit=2")).await.ok();
    let organizations: Vec<String> =
        page["data"].as_array().unwrap().iter().map(|one| text(&one["organization"]["name"])).collect();
    assert_eq!((organizations, &page["total_count"]), (vec!["C".to_owned(), "B".to_owned()], &json!(3)));
    assert!(page["data"].as_array().unwrap().iter().all(|one| one["public_user_data"]["user_id"] == json!(ada)));
    let rest = app.get(&format!("/users/{ada}/organization_memberships?limit=2&offset=2")).await.ok();
    assert_eq!(rest["data"][0]["organization"]["name"], "A");
    let unknown = app.get("/users/user_none/organization_memberships").await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", None));
}
