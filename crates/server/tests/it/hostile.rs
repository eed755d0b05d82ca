//! Requests that nobody should send, made from the declarations: none may break the server, and each
//! gets an answer that programs can read.

mod bodies;
mod client;
mod generate;
mod judge;
mod values;
mod wire;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use client::Connection;
use generate::Generated;
use judge::Finding;

use crate::app::App;
use crate::official_errors::official_errors;
use crate::world::World;

/// How many requests there must be at least.
const AT_LEAST: usize = 10_000;
/// How many connections send them at once.
const CONNECTIONS: usize = 8;

/// Where the random values come from; another seed makes other requests.
fn seed() -> u64 {
    std::env::var("FRONTDESK_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_malformed_requests_are_answered_and_none_breaks_the_server() {
    let app = App::start().await;
    let world = World::fill(&app.store, app.instance_id.clone(), app.secret_key.clone()).await;
    let requests = Arc::new(generate::all(&world, seed()));
    assert!(requests.len() >= AT_LEAST, "only {} requests were made", requests.len());
    let next = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (requests, next, address) = (Arc::clone(&requests), Arc::clone(&next), app.server.address);
            tokio::spawn(async move { send_all(address, &requests, &next).await })
        })
        .collect();
    let (mut findings, mut statuses) = (Vec::new(), BTreeMap::<u16, usize>::new());
    for task in tasks {
        let (found, counted) = task.await.unwrap();
        findings.extend(found);
        for (status, count) in counted {
            *statuses.entry(status).or_default() += count;
        }
    }
    println!("{} requests, answers by status: {statuses:?}", requests.len());
    assert_eq!(statuses.values().sum::<usize>() + count_lost(&findings), requests.len(), "every request was sent");
    let still_there = app.get("/users/user_none").await;
    assert_eq!(still_there.status, 404, "the server works as before");
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "what they left behind: {:#?}", report.findings);
    assert!(findings.is_empty(), "{}", summary(&findings));
}

async fn send_all(
    address: std::net::SocketAddr,
    requests: &[Generated],
    next: &AtomicUsize,
) -> (Vec<Finding>, BTreeMap<u16, usize>) {
    let (mut findings, mut statuses) = (Vec::new(), BTreeMap::new());
    let mut connection = Connection::open(address).await;
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(request) = requests.get(index) else { break };
        match connection.exchange(&request.bytes(), request.is_head()).await {
            Ok(response) => {
                *statuses.entry(response.status).or_default() += 1;
                findings.extend(judge::judge(request, &response, official_errors()));
                if response.closes {
                    connection = Connection::open(address).await;
                }
            }
            Err(error) => {
                findings.push(Finding::lost(request, &error));
                connection = Connection::open(address).await;
            }
        }
    }
    (findings, statuses)
}

fn count_lost(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.is_lost).count()
}

/// One example of each kind of finding.
fn summary(findings: &[Finding]) -> String {
    let mut by_kind: BTreeMap<&str, (usize, &Finding)> = BTreeMap::new();
    for finding in findings {
        by_kind.entry(&finding.kind).or_insert((0, finding)).0 += 1;
    }
    let lines: Vec<String> = by_kind
        .iter()
        .map(|(kind, (count, example))| format!("{count} × {kind}\n    e.g. {}", example.detail))
        .collect();
    format!("{} findings of {} kinds\n{}", findings.len(), by_kind.len(), lines.join("\n"))
}
