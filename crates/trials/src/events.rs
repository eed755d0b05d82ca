//! Events against what was acknowledged: each write has exactly one, and what did not happen has none.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::ledger::Ledger;
use crate::program::Program;

/// What the events say of one resource.
#[derive(Debug, Default)]
struct Told {
    created: usize,
    deleted: usize,
    /// What it was called, one after the other; the trials never give a name twice.
    names: Vec<String>,
}

/// What all events say.
#[derive(Debug, Default)]
struct Story {
    users: BTreeMap<String, Told>,
    organizations: BTreeMap<String, Told>,
    /// Organization and user of each membership, and how often it began and ended.
    memberships: BTreeMap<(String, String), (usize, usize)>,
    count: usize,
}

/// Holds the events of the database against the ledgers, in which nothing may be in doubt any more. Gives their number.
///
/// # Errors
///
/// The first write whose event is missing or there twice, and the first event of something that did not happen.
pub fn verify(ledgers: &[Ledger], program: &Program, database: &str) -> Result<usize> {
    let text = program.run(&["events", "list", "--database", database, "--limit", "0", "--output", "json"])?;
    let story = read(&text)?;
    let deleted = |ids: fn(&Ledger) -> &BTreeSet<String>| ledgers.iter().flat_map(ids).collect::<BTreeSet<_>>();
    let users: BTreeMap<_, _> = ledgers.iter().flat_map(|ledger| &ledger.users).collect();
    let users = users.iter().map(|(id, user)| (*id, user.first_name.as_str())).collect();
    hold("user", &story.users, &users, &deleted(|ledger| &ledger.deleted_users))?;
    let organizations: BTreeMap<_, _> = ledgers.iter().flat_map(|ledger| &ledger.organizations).collect();
    let names = organizations.iter().map(|(id, organization)| (*id, organization.name.as_str())).collect();
    let gone = deleted(|ledger| &ledger.deleted_organizations);
    hold("organization", &story.organizations, &names, &gone)?;
    for ((organization, user), (began, ended)) in &story.memberships {
        let Some(known) = organizations.get(organization) else { continue };
        let is_member = known.creator == *user || known.members.contains(user);
        if *began != ended + usize::from(is_member) {
            bail!("the membership of {user} in {organization} began {began} times and ended {ended} times");
        }
    }
    for (id, organization) in &organizations {
        for user in organization.members.iter().chain([&organization.creator]) {
            if !story.memberships.contains_key(&((*id).clone(), user.clone())) {
                bail!("no event tells that {user} is a member of {id}");
            }
        }
    }
    Ok(story.count)
}

fn read(text: &str) -> Result<Story> {
    let (mut story, mut last) = (Story::default(), 0);
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).context("a line of the events")?;
        let sequence = line["sequence"].as_i64().context("a sequence number")?;
        if sequence <= last {
            bail!("the event {sequence} comes after {last}");
        }
        (last, story.count) = (sequence, story.count + 1);
        let (id, data) = (line["resource_id"].as_str().unwrap_or_default().to_owned(), &line["event"]["data"]);
        let kind = line["event"]["type"].as_str().unwrap_or_default();
        let (resource, change) = kind.split_once('.').context("a type")?;
        match resource {
            "user" => note(story.users.entry(id).or_default(), change, &data["first_name"]),
            "organization" => note(story.organizations.entry(id).or_default(), change, &data["name"]),
            "organizationMembership" => {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let key = (text(&data["organization"]["id"]), text(&data["public_user_data"]["user_id"]));
                let (began, ended) = story.memberships.entry(key).or_default();
                *(if change == "created" { began } else { ended }) += 1;
            }
            _ => bail!("nothing in the trial causes {kind}"),
        }
    }
    Ok(story)
}

fn note(told: &mut Told, change: &str, name: &Value) {
    told.created += usize::from(change == "created");
    told.deleted += usize::from(change == "deleted");
    told.names.extend(name.as_str().map(str::to_owned));
}

fn hold(
    what: &str,
    told: &BTreeMap<String, Told>,
    there: &BTreeMap<&String, &str>,
    gone: &BTreeSet<&String>,
) -> Result<()> {
    for (id, name) in there {
        let told = told.get(*id).with_context(|| format!("no event tells of the {what} {id}"))?;
        if (told.created, told.deleted) != (1, 0) || told.names.last().map(String::as_str) != Some(*name) {
            bail!("the {what} {id} is called {name}, and its events say {told:?}");
        }
    }
    for id in gone {
        let told = told.get(*id).with_context(|| format!("no event tells of the deleted {what} {id}"))?;
        if (told.created, told.deleted) != (1, 1) {
            bail!("the {what} {id} was deleted, and its events say {told:?}");
        }
    }
    for (id, told) in told {
        let names: BTreeSet<&String> = told.names.iter().collect();
        if names.len() != told.names.len() {
            bail!("a change of the {what} {id} is told twice: {told:?}");
        }
        if !there.contains_key(id) && !gone.contains(id) {
            bail!("events tell of a {what} {id} that nobody was told of: {told:?}");
        }
    }
    Ok(())
}
