//! Organizations with many members, and long lists: first pages, permissions, and a deletion beside other writers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use frontdesk_storage::invitations::{Invitation, InvitationDetails, NewInvitation};
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::waitlist_entries::WaitlistEntry;
use serde_json::{Value, json};

use super::{Bars, Options, Served, bar, mint_script, target};
use crate::process::Program;
use crate::seed::Filling;
use crate::wrk::{Load, Target, median, take_turns};

/// The sizes that the large ones are compared with.
const FEW_MEMBERS: usize = 1_000;
const FEW_ROWS: usize = 10_000;
/// How many organizations with all members are deleted.
const DELETIONS: usize = 3;
/// How many clients write while one is deleted.
const WRITERS: usize = 8;
/// The longest that anybody may wait for a deletion, in milliseconds.
const LONGEST_WAIT: f64 = 100.0;
/// How long the writers go on when the deletion is answered.
const AFTERMATH: Duration = Duration::from_secs(2);

/// An instance with organizations and lists, and the server on it.
struct Crowd {
    program: Program,
    secret_key: String,
    /// Each has all users as members.
    organizations: Vec<String>,
    /// A member in the middle.
    user: String,
    /// Users that are members of nothing.
    others: Vec<String>,
}

impl Crowd {
    fn new(
        options: &Options,
        database: &str,
        members: usize,
        rows: usize,
        organizations: usize,
        more: &[&str],
    ) -> anyhow::Result<Self> {
        let started = Instant::now();
        let filling = Filling::begin(database)?;
        let mut users = Vec::with_capacity(members + WRITERS);
        filling.insert_users(members + WRITERS, |_, user| users.push(user.id.clone()))?;
        let others = users.split_off(members);
        let organizations =
            (0..organizations).map(|number| organization(&filling, number, &users)).collect::<anyhow::Result<_>>()?;
        waitlist(&filling, rows)?;
        invitations(&filling, rows)?;
        eprintln!("{members} members and {rows} rows in {:.0} s", started.elapsed().as_secs_f64());
        let user = users.get(members / 2).context("a member")?.clone();
        let secret_key = filling.secret_key.clone();
        drop(filling);
        Ok(Self { program: Served::start(options, database, more)?, secret_key, organizations, user, others })
    }

    fn target(&self, path: &str, script: String) -> Target {
        target(&self.program, &self.secret_key, path, script)
    }

    fn organization(&self) -> &str {
        self.organizations.first().map_or("", String::as_str)
    }

    fn call(&self, agent: &ureq::Agent, method: &str, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}/v1{path}", self.program.url))
            .header("Authorization", format!("Bearer {}", self.secret_key));
        let mut answer = match body {
            Some(body) => agent.run(request.header("Content-Type", "application/json").body(body.to_string())?)?,
            None => agent.run(request.body(())?)?,
        };
        Ok(answer.body_mut().read_json()?)
    }

    /// A target that mints tokens of a session of the member, in its organization or in none.
    fn mint(&self, in_organization: bool) -> anyhow::Result<Target> {
        let mut body = json!({ "user_id": self.user });
        if in_organization {
            body["active_organization_id"] = json!(self.organization());
        }
        let session = self.call(&ureq::Agent::new_with_defaults(), "POST", "/sessions", Some(&body))?;
        let id = session["id"].as_str().context("a session has an id")?;
        Ok(self.target(&format!("/sessions/{id}/tokens"), mint_script()))
    }
}

/// Inserts an organization whose members are all of `users`.
fn organization(filling: &Filling, number: usize, users: &[String]) -> anyhow::Result<String> {
    let (ids, now) = (&filling.ids, filling.now);
    let organization = Organization {
        id: ids.new_id("org", now),
        slug: format!("crowd-{number}"),
        name: format!("Crowd {number}"),
        created_at: now,
        updated_at: now,
        role_set_key: "role_set:default".to_owned(),
        ..Organization::default()
    };
    let id = organization.id.clone();
    filling
        .insert(&[organization], |tx, rows| rows.iter().try_for_each(|row| tx.insert_organization(row).map(drop)))?;
    let memberships: Vec<Membership> = users
        .iter()
        .enumerate()
        .map(|(number, user)| Membership {
            organization_id: id.clone(),
            user_id: user.clone(),
            id: ids.new_id("orgmem", now),
            role: if number % 50 == 0 { "org:admin" } else { "org:member" }.to_owned(),
            created_at: now - i64::try_from(number).unwrap_or(0),
            updated_at: now,
            ..Membership::default()
        })
        .collect();
    filling.insert(&memberships, |tx, rows| rows.iter().try_for_each(|row| tx.insert_membership(row).map(drop)))?;
    Ok(id)
}

fn waitlist(filling: &Filling, count: usize) -> anyhow::Result<()> {
    let entry = |number: usize| WaitlistEntry {
        id: filling.ids.new_id("wle", filling.now),
        email_address: format!("waiting{number:08}@example.com"),
        status: "pending".to_owned(),
        created_at: filling.now - i64::try_from(number).unwrap_or(0),
        updated_at: filling.now,
        ..WaitlistEntry::default()
    };
    let entries: Vec<WaitlistEntry> = (0..count).map(entry).collect();
    filling.insert(&entries, |tx, rows| tx.insert_waitlist_entries(rows).map(drop))
}

fn invitations(filling: &Filling, count: usize) -> anyhow::Result<()> {
    let (now, month) = (filling.now, 30 * 24 * 3600 * 1000);
    let new = |number: usize| NewInvitation {
        invitation: Invitation {
            id: filling.ids.new_id("inv", now),
            email_address: format!("invited{number:08}@example.com"),
            status: "pending".to_owned(),
            created_at: now - i64::try_from(number).unwrap_or(0),
            updated_at: now,
            expires_at: now + month,
            details: InvitationDetails { ticket_hash: "0".repeat(64), ..InvitationDetails::default() },
        },
        ignore_existing: false,
    };
    let all: Vec<NewInvitation> = (0..count).map(new).collect();
    filling.insert(&all, move |tx, rows| tx.insert_invitations(rows, now).map(drop))
}

/// Measures all of it; `databases` are for the few and for the many.
pub(super) fn run(
    engine: &str,
    options: &Options,
    load: &Load,
    databases: [&str; 2],
    bars: &mut Bars,
) -> anyhow::Result<()> {
    let more: &[&str] = if engine == "PostgreSQL" { &["--connections", "16"] } else { &[] };
    let few = Crowd::new(options, databases[0], FEW_MEMBERS, FEW_ROWS, 1, more)?;
    let many = Crowd::new(options, databases[1], options.members, options.rows, DELETIONS, more)?;
    let within = |crowd: &Crowd, rest: &str| {
        crowd.target(&format!("/organizations/{}/memberships{rest}", crowd.organization()), String::new())
    };
    let by_user = |crowd: &Crowd| within(crowd, &format!("?user_id={}", crowd.user));
    let list = |crowd: &Crowd, path: &str| crowd.target(path, String::new());
    let (members, rows) = (options.members, options.rows);
    let (waitlist, invitations) = ("/waitlist_entries?limit=100", "/invitations?paginated=true&limit=10");
    for (work, against, small, large) in [
        (
            format!("first 100 of {members} members, {engine}"),
            "≤ 1.20 × the time at 1,000",
            within(&few, "?limit=100"),
            within(&many, "?limit=100"),
        ),
        (
            format!("role of one of {members} members, {engine}"),
            "≤ 1.20 × the time at 1,000",
            by_user(&few),
            by_user(&many),
        ),
        (
            format!("token in an organization of {members}, {engine}"),
            "≤ 1.20 × the time without",
            many.mint(false)?,
            many.mint(true)?,
        ),
        (
            format!("first 100 of {rows} on the waitlist, {engine}"),
            "≤ 1.20 × the time at 10,000",
            list(&few, waitlist),
            list(&many, waitlist),
        ),
        (
            format!("first 10 of {rows} invitations, {engine}"),
            "≤ 1.20 × the time at 10,000",
            list(&few, invitations),
            list(&many, invitations),
        ),
    ] {
        let figures = take_turns(&[&small, &large], load, options.rounds)?;
        let ratio = figures[0] / figures[1];
        let text = format!("{:.0}/s against {:.0}/s", figures[1], figures[0]);
        bars.push(bar(work, against, ratio, ratio <= 1.2, text));
    }
    deletions(engine, options, &many, bars)
}

/// The longest waits of writers while the organizations are deleted, one after the other.
fn deletions(engine: &str, options: &Options, crowd: &Crowd, bars: &mut Bars) -> anyhow::Result<()> {
    let (mut idle, mut waits, mut answered) = (Vec::new(), Vec::new(), Vec::new());
    for id in &crowd.organizations {
        idle.push(longest_wait(crowd, || Ok(()))?);
        let mut took = Duration::ZERO;
        waits.push(longest_wait(crowd, || {
            let begun = Instant::now();
            let agent = ureq::Agent::new_with_defaults();
            let gone = crowd.call(&agent, "DELETE", &format!("/organizations/{id}"), None)?;
            ensure!(gone["deleted"] == true, "the organization is not deleted: {gone}");
            took = begun.elapsed();
            Ok(())
        })?);
        answered.push(took.as_secs_f64() * 1000.0);
    }
    let wait = waits.iter().copied().fold(0.0, f64::max);
    bars.push(bar(
        format!("longest wait of a writer while {} members are deleted, ms, {engine}", options.members),
        "≤ 100",
        wait,
        wait <= LONGEST_WAIT,
        format!(
            "the deletion is answered after {:.0} ms; the longest wait without one is {:.0} ms",
            median(answered),
            median(idle)
        ),
    ));
    Ok(())
}

/// The longest time in milliseconds that one of the writers waited for an answer, from before `event` to a while after.
fn longest_wait(crowd: &Crowd, event: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let stop = AtomicBool::new(false);
    let write = |user: &String| -> anyhow::Result<f64> {
        let agent = ureq::Agent::new_with_defaults();
        let (mut longest, mut number) = (0.0_f64, 0_u64);
        while !stop.load(Ordering::Relaxed) {
            number += 1;
            let body = json!({ "first_name": format!("Writer{number}") });
            let begun = Instant::now();
            crowd.call(&agent, "PATCH", &format!("/users/{user}"), Some(&body))?;
            longest = longest.max(begun.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(longest)
    };
    std::thread::scope(|scope| {
        let write = &write;
        let tasks: Vec<_> = crowd.others.iter().map(|user| scope.spawn(move || write(user))).collect();
        std::thread::sleep(Duration::from_millis(200));
        let happened = event();
        std::thread::sleep(AFTERMATH);
        stop.store(true, Ordering::Relaxed);
        let mut longest = 0.0_f64;
        for task in tasks {
            longest = longest.max(task.join().map_err(|_| anyhow::anyhow!("a writer panicked"))??);
        }
        happened.map(|()| longest)
    })
}
