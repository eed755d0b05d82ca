use frontdesk_storage::waitlist_entries::WaitlistEntry;
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::ids;

const PATH: &str = "/waitlist_entries";

/// Entries `wle_00`, … with every status, made a millisecond apart; every third was invited, the later the earlier.
async fn fill(app: &App, count: usize) {
    let entries: Vec<WaitlistEntry> = (0..count)
        .map(|number| WaitlistEntry {
            id: format!("wle_{number:02}"),
            email_address: format!(
                "{}{number:02}@{}.example",
                ["ada", "bea", "eve"][number % 3],
                ["one", "two"][number % 2]
            ),
            status: ["pending", "invited", "rejected", "completed"][number % 4].to_owned(),
            created_at: START + number as i64,
            updated_at: START,
            invited_at: (number % 3 == 0).then_some(START + 1000 - number as i64),
            ..WaitlistEntry::default()
        })
        .collect();
    app.store_write(move |tx| tx.insert_waitlist_entries(&entries).map(|_| ())).await;
}

async fn list(app: &App, query: &str) -> (Vec<String>, Value) {
    let page = app.get(&format!("{PATH}?{query}")).await.ok();
    (ids(&page["data"]).into_iter().map(str::to_owned).collect(), page["total_count"].clone())
}

fn entries(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    numbers.into_iter().map(|number| format!("wle_{number:02}")).collect()
}

#[tokio::test]
async fn the_newest_come_first_ten_of_them_in_pages() {
    let app = App::start().await;
    fill(&app, 13).await;
    assert_eq!(list(&app, "").await, (entries((3..13).rev()), json!(13)));
    assert_eq!(list(&app, "limit=2&offset=11").await, (entries([1, 0]), json!(13)));
    assert_eq!(list(&app, "limit=500&order_by=%2Bcreated_at").await, (entries(0..13), json!(13)));
    assert_eq!(list(&app, "limit=500&order_by=+created_at").await.0, entries(0..13));
    for query in ["limit=0", "limit=501", "offset=-1", "status=lost", "order_by=weight"] {
        let refused = app.get(&format!("{PATH}?{query}")).await;
        assert_eq!(refused.status, 422, "{query}");
    }
}

#[tokio::test]
async fn who_was_never_invited_comes_last_in_both_directions() {
    let app = App::start().await;
    fill(&app, 9).await;
    let forwards = list(&app, "order_by=invited_at").await.0;
    assert_eq!(forwards[..3], entries([6, 3, 0]));
    let backwards = list(&app, "order_by=-invited_at").await.0;
    assert_eq!(backwards[..3], entries([0, 3, 6]));
    assert_eq!(list(&app, "order_by=-invited_at&limit=4&offset=2").await.0.len(), 4);
    let by_address = list(&app, "order_by=email_address").await.0;
    assert_eq!(by_address, entries([0, 3, 6, 1, 4, 7, 2, 5, 8]));
    assert_eq!(list(&app, "order_by=-email_address&limit=2").await.0, entries([8, 5]));
    let mut all = list(&app, "order_by=invited_at&limit=500").await.0;
    all.sort();
    assert_eq!(all, entries(0..9), "everybody is there once");
}

#[tokio::test]
async fn a_status_keeps_its_entries_and_its_count() {
    let app = App::start().await;
    fill(&app, 10).await;
    for (status, numbers) in
        [("pending", vec![8, 4, 0]), ("invited", vec![9, 5, 1]), ("rejected", vec![6, 2]), ("completed", vec![7, 3])]
    {
        let count = json!(numbers.len());
        assert_eq!(list(&app, &format!("status={status}")).await, (entries(numbers), count), "{status}");
    }
    assert_eq!(list(&app, "status=pending&order_by=email_address&limit=1&offset=1").await, (entries([4]), json!(3)));
}

#[tokio::test]
async fn a_query_finds_parts_of_addresses_and_beginnings_of_ids() {
    let app = App::start().await;
    fill(&app, 12).await;
    for (query, numbers) in [
        ("ADA0", vec![9, 6, 3, 0]),
        ("ea", vec![10, 7, 4, 1]),
        ("0@one", vec![10, 0]),
        ("two.example", vec![11, 9, 7, 5, 3, 1]),
        ("wle_1", vec![11, 10]),
        ("wle_05", vec![5]),
        ("le_05", vec![]),
        ("WLE_05", vec![]),
        ("%25", vec![]),
        ("a%5F", vec![]),
        ("nobody@nowhere.example", vec![]),
        ("", (2..12).rev().collect()),
    ] {
        let total = if query.is_empty() { 12 } else { numbers.len() };
        assert_eq!(list(&app, &format!("query={query}")).await, (entries(numbers), json!(total)), "{query}");
    }
    assert_eq!(list(&app, "query=ada&status=pending").await, (entries([0]), json!(1)));
    assert_eq!(list(&app, "query=one.example&order_by=email_address&limit=2&offset=1").await.1, json!(6));
}

#[tokio::test]
async fn a_fragment_that_many_have_is_found_as_well_as_a_rare_one() {
    let app = App::start().await;
    let entries: Vec<WaitlistEntry> = (0..2500_i64)
        .map(|number| WaitlistEntry {
            id: format!("wle_{number:04}"),
            email_address: format!("person{number:04}@example.com"),
            status: "pending".to_owned(),
            created_at: START + number,
            ..WaitlistEntry::default()
        })
        .collect();
    app.store_write(move |tx| tx.insert_waitlist_entries(&entries).map(|_| ())).await;
    let (found, total) = list(&app, "query=example&limit=2&offset=1200").await;
    assert_eq!((found, total), (vec!["wle_1299".to_owned(), "wle_1298".to_owned()], json!(2500)));
    assert_eq!(list(&app, "query=person0042").await, (vec!["wle_0042".to_owned()], json!(1)));
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}
