use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use frontdesk_sdk::invitations::ListInvitations;
use frontdesk_sdk::organization_invitations::ListOrganizationInvitations;
use frontdesk_sdk::users::GetUserList;
use frontdesk_sdk::{ApiVersion, Client, Error};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use crate::stub::{Asked, Reply, Stub};

/// The rows of a list, which tests change while it is read.
type Table = Arc<Mutex<Vec<String>>>;

fn table(count: usize) -> Table {
    Arc::new(Mutex::new((0..count).map(|number| format!("row_{number}")).collect()))
}

fn ids(count: usize) -> Vec<String> {
    table(count).lock().unwrap().clone()
}

fn row(path: &str, id: &str) -> Value {
    if path.ends_with("/users") {
        return json!({
            "id": id, "object": "user", "external_id": null, "primary_email_address_id": null,
            "primary_phone_number_id": null, "primary_web3_wallet_id": null, "username": null, "first_name": null,
            "last_name": null, "has_image": false, "public_metadata": {}, "email_addresses": [], "phone_numbers": [],
            "web3_wallets": [], "passkeys": [], "password_enabled": false, "two_factor_enabled": false,
            "totp_enabled": false, "backup_code_enabled": false, "mfa_enabled_at": null, "mfa_disabled_at": null,
            "external_accounts": [], "saml_accounts": [], "last_sign_in_at": null, "banned": false, "locked": false,
            "lockout_expires_in_seconds": null, "verification_attempts_remaining": null, "updated_at": 1,
            "created_at": 1, "delete_self_enabled": true, "create_organization_enabled": true,
            "last_active_at": null, "legal_accepted_at": null,
        });
    }
    if path.contains("/organizations/") {
        return json!({
            "id": id, "object": "organization_invitation", "email_address": "a@example.com", "role": "org:member",
            "role_name": "Member", "organization_id": "org_1", "inviter_id": null, "status": "pending",
            "public_metadata": {}, "private_metadata": {}, "url": null, "expires_at": null, "created_at": 1,
            "updated_at": 1,
        });
    }
    json!({
        "id": id, "object": "invitation", "email_address": "a@example.com", "public_metadata": {},
        "status": "something new", "created_at": 1, "updated_at": 1,
    })
}

/// Answers a list as the API does: users as an array with a cursor, invitations as an array or a page, the others as
/// a page.
fn answer(asked: &Asked, rows: &[String]) -> Reply {
    let path = asked.target.split('?').next().unwrap();
    let number = |name: &str, default: usize| asked.query(name).map_or(default, |text| text.parse().unwrap());
    let first = match asked.query("starting_after") {
        None => number("offset", 0),
        Some(id) => match rows.iter().position(|row| row == id) {
            Some(position) => position + 1,
            None => return Reply::refusal(422, "form_param_value_invalid", Some("starting_after")),
        },
    };
    let data: Vec<Value> = rows.iter().skip(first).take(number("limit", 10)).map(|id| row(path, id)).collect();
    let is_array = path.ends_with("/users") || (path == "/v1/invitations" && asked.query("paginated") != Some("true"));
    Reply::json(&if is_array { json!(data) } else { json!({"data": data, "total_count": rows.len()}) })
}

async fn serve(rows: &Table) -> (Stub, Client) {
    let rows = Arc::clone(rows);
    let stub = Stub::start(move |asked| answer(asked, &rows.lock().unwrap())).await;
    let client = stub.client();
    (stub, client)
}

fn users(limit: i64) -> GetUserList {
    GetUserList { limit: Some(limit), ..GetUserList::default() }
}

async fn user_ids(client: &Client, operation: GetUserList) -> Result<Vec<String>, Error> {
    client.stream(operation).map_ok(|user| user.id).try_collect().await
}

#[tokio::test]
async fn every_row_comes_once_and_in_order_in_every_style_whatever_the_sizes() {
    for count in [0, 1, 2, 3, 4, 6, 7] {
        let rows = table(count);
        let (stub, client) = serve(&rows).await;
        for limit in [1, 2, 3, 7, 8] {
            assert_eq!(user_ids(&client, users(limit)).await.unwrap(), ids(count), "by cursor {limit}");
            let by_name = GetUserList { order_by: Some("username".to_owned()), ..users(limit) };
            assert_eq!(user_ids(&client, by_name).await.unwrap(), ids(count), "by offset {limit}");
            let list = ListInvitations { limit: Some(limit), ..ListInvitations::default() };
            let found: Vec<String> = client.stream(list).map_ok(|one| one.id).try_collect().await.unwrap();
            assert_eq!(found, ids(count), "paginated {limit}");
            let list = ListOrganizationInvitations {
                organization_id: "org_1".to_owned(),
                limit: Some(limit),
                ..ListOrganizationInvitations::default()
            };
            let found: Vec<String> = client.stream(list).map_ok(|one| one.id).try_collect().await.unwrap();
            assert_eq!(found, ids(count), "page {limit}");
        }
        assert!(stub.asked().iter().all(|asked| asked.query("offset") != Some("0")));
    }
}

#[tokio::test]
async fn pages_are_as_large_as_the_request_says_and_250_if_it_does_not() {
    let (stub, client) = serve(&table(5)).await;
    let sizes: Vec<usize> = client.pages(users(2)).map_ok(|page| page.len()).try_collect().await.unwrap();
    assert_eq!(sizes, [2, 2, 1]);
    let before = stub.count();
    let sizes: Vec<usize> = client.pages(GetUserList::default()).map_ok(|page| page.len()).try_collect().await.unwrap();
    assert_eq!((sizes, stub.count()), (vec![5], before + 1));
    assert_eq!(stub.asked()[before].query("limit"), Some("250"));
    assert_eq!(client.pages(users(5)).count().await, 1);
}

#[tokio::test]
async fn users_by_age_are_read_by_cursor_where_the_version_has_one() {
    let (stub, client) = serve(&table(3)).await;
    let by_age = GetUserList { order_by: Some("+created_at".to_owned()), ..users(2) };
    assert_eq!(user_ids(&client, by_age).await.unwrap().len(), 3);
    assert_eq!(stub.asked()[1].query("starting_after"), Some("row_1"));
    assert_eq!(stub.asked()[1].query("offset"), None);
    let older = stub.builder().api_version(ApiVersion::V2025_03_12).build().unwrap();
    assert_eq!(user_ids(&older, users(2)).await.unwrap().len(), 3);
    assert_eq!(stub.asked()[3].query("starting_after"), None);
    assert_eq!(stub.asked()[3].query("offset"), Some("2"));
}

#[tokio::test]
async fn a_walk_begins_where_the_request_says() {
    let (_stub, client) = serve(&table(5)).await;
    let later = GetUserList { offset: Some(3), ..users(1) };
    assert_eq!(user_ids(&client, later).await.unwrap(), ["row_3", "row_4"]);
    let after = GetUserList { starting_after: Some("row_2".to_owned()), ..users(1) };
    assert_eq!(user_ids(&client, after).await.unwrap(), ["row_3", "row_4"]);
}

#[tokio::test]
async fn rows_that_are_added_in_front_make_none_come_twice() {
    let rows = table(6);
    let (_stub, client) = serve(&rows).await;
    let list = ListInvitations { limit: Some(2), ..ListInvitations::default() };
    let mut stream = client.stream(list);
    let mut found = Vec::new();
    while let Some(one) = stream.try_next().await.unwrap() {
        found.push(one.id);
        if found.len().is_multiple_of(2) && found.len() < 6 {
            rows.lock().unwrap().insert(0, format!("new_{}", found.len()));
        }
    }
    assert_eq!(found, ids(6));
}

#[tokio::test]
async fn every_row_can_be_deleted_as_it_comes() {
    for limit in [1, 2, 3, 4, 7] {
        let rows = table(7);
        let (_stub, client) = serve(&rows).await;
        let delete = |id: &str| rows.lock().unwrap().retain(|row| row != id);
        client
            .stream(users(limit))
            .try_for_each(|user| {
                delete(&user.id);
                async { Ok(()) }
            })
            .await
            .unwrap();
        assert_eq!(rows.lock().unwrap().len(), 0, "by cursor, {limit}");

        *rows.lock().unwrap() = ids(7);
        let list = ListInvitations { limit: Some(limit), ..ListInvitations::default() };
        client
            .stream(list)
            .try_for_each(|one| {
                delete(&one.id);
                async { Ok(()) }
            })
            .await
            .unwrap();
        assert_eq!(rows.lock().unwrap().len(), 0, "by offset, {limit}");
    }
}

#[tokio::test]
async fn rows_that_stay_come_once_while_others_are_deleted() {
    let rows = table(40);
    let (_stub, client) = serve(&rows).await;
    let mut stream = client.stream(ListInvitations { limit: Some(5), ..ListInvitations::default() });
    let mut found = HashSet::new();
    while let Some(one) = stream.try_next().await.unwrap() {
        // Every third row goes away, some before and some after they were read.
        let mut rows = rows.lock().unwrap();
        if rows.len() > 28 {
            let position = rows.iter().position(|row| *row == one.id).unwrap_or_default();
            rows.remove(position.saturating_sub(3));
        }
        assert!(found.insert(one.id));
    }
    let rows = rows.lock().unwrap();
    assert_eq!(rows.len(), 28);
    assert!(rows.iter().all(|row| found.contains(row)), "{rows:?} {found:?}");
}

#[tokio::test]
async fn a_server_that_refuses_every_cursor_is_not_asked_for_ever() {
    let stub = Stub::start(|asked| {
        if asked.query("starting_after").is_some() {
            return Reply::refusal(422, "form_param_unknown", Some("starting_after"));
        }
        answer(asked, &ids(4))
    })
    .await;
    let client = stub.client();
    let mut stream = client.stream(users(2));
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.next().await.unwrap().is_ok());
    assert_eq!(stream.next().await.unwrap().unwrap_err().field(), Some("starting_after"));
    assert!(stream.next().await.is_none());
    assert!(stub.count() < 6, "{}", stub.count());
}

#[tokio::test]
async fn a_failure_ends_the_stream_after_the_rows_before_it() {
    let stub = Stub::start(|asked| match asked.number {
        0 => answer(asked, &ids(4)),
        _ => Reply::refusal(403, "authorization_invalid", None),
    })
    .await;
    let client = stub.client();
    let results: Vec<_> = client.stream(users(2)).collect().await;
    assert_eq!(results.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
    for nonsense in [json!({}), json!("x"), json!({"data": 1}), json!([{"id": "row_0"}])] {
        let stub = Stub::script([Reply::json(&nonsense)]).await;
        let results: Vec<_> = stub.client().stream(users(2)).collect().await;
        assert!(matches!(results[..], [Err(Error::Decode { operation: "GetUserList", .. })]), "{nonsense}");
    }
}
