//! The writes of one client: a mix of creations, updates and deletions, each noted when it is acknowledged.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::ledger::{Doubt, Ledger, Organization, User};

/// How many members an organization may have without asking for more.
const MEMBERS: usize = 4;

/// Makes the writes of one client.
#[derive(Debug)]
pub(crate) struct Writer {
    random: Rng,
    /// Tells the names of this client, in this run, from all others.
    name: String,
    next: u64,
}

/// How a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Acknowledged,
    /// The server refused it since its database is away.
    Unavailable,
    /// No answer came.
    Lost,
}

impl Writer {
    pub(crate) fn new(seed: u64, name: String) -> Self {
        Self { random: Rng::with_seed(seed), name, next: 0 }
    }

    /// One write. An error is an answer that nobody should get.
    pub(crate) fn step(&mut self, client: &Client, ledger: &mut Ledger) -> Result<Ended> {
        self.next += 1;
        let (method, path, body, doubt) = self.choose(ledger)?;
        match client.call(method, &path, body.as_ref()) {
            Reply::Done(answer) => {
                ledger.acknowledged += 1;
                note(ledger, doubt, &answer)?;
                Ok(Ended::Acknowledged)
            }
            reply if reply.is_unavailable() => {
                ledger.unavailable += 1;
                ledger.doubts.push(doubt);
                Ok(Ended::Unavailable)
            }
            Reply::Lost(_) => {
                ledger.doubts.push(doubt);
                Ok(Ended::Lost)
            }
            reply => bail!("{method} {path} {body:?} was answered by {reply:?}"),
        }
    }

    /// What to do next: only with what is not in doubt, so that each answer can be foreseen.
    fn choose(&mut self, ledger: &Ledger) -> Result<(&'static str, String, Option<Value>, Doubt)> {
        let doubtful = doubtful(ledger);
        let users: Vec<&String> = ledger.users.keys().filter(|id| !doubtful.contains(id.as_str())).collect();
        let organizations: Vec<(&String, &Organization)> =
            ledger.organizations.iter().filter(|(id, _)| !doubtful.contains(id.as_str())).collect();
        let creators: BTreeSet<&String> = ledger.organizations.values().map(|one| &one.creator).collect();
        let pick = self.random.u32(..100);
        let label = format!("{}-{}", self.name, self.next);
        if users.len() < 3 || pick < 30 {
            let user = User { email_address: format!("{label}@example.com"), first_name: label.clone() };
            let body = json!({
                "email_address": [user.email_address], "first_name": label, "skip_password_requirement": true,
            });
            return Ok(("POST", "/users".to_owned(), Some(body), Doubt::CreateUser(user)));
        }
        let user = (*self.random.choice(users.iter()).context("a user")?).clone();
        if pick < 50 {
            let body = json!({ "first_name": label });
            let doubt = Doubt::UpdateUser { id: user.clone(), first_name: label };
            return Ok(("PATCH", format!("/users/{user}"), Some(body), doubt));
        }
        if organizations.is_empty() || pick < 62 {
            let organization = Organization {
                slug: label.to_lowercase(),
                name: label.clone(),
                creator: user.clone(),
                members: BTreeSet::new(),
            };
            let body = json!({ "name": label, "slug": organization.slug, "created_by": user });
            return Ok(("POST", "/organizations".to_owned(), Some(body), Doubt::CreateOrganization(organization)));
        }
        let (id, organization) = *self.random.choice(organizations.iter()).context("an organization")?;
        let id = id.clone();
        let is_member = user == organization.creator || organization.members.contains(&user);
        let path = format!("/organizations/{id}");
        if pick < 78 && !is_member && organization.members.len() < MEMBERS {
            let body = json!({ "user_id": user, "role": "org:member" });
            let doubt = Doubt::AddMember { organization: id, user };
            return Ok(("POST", format!("{path}/memberships"), Some(body), doubt));
        }
        if pick < 84
            && let Some(member) = organization.members.iter().find(|id| !doubtful.contains(id.as_str())).cloned()
        {
            let doubt = Doubt::RemoveMember { organization: id, user: member.clone() };
            return Ok(("DELETE", format!("{path}/memberships/{member}"), None, doubt));
        }
        if pick < 90 && !creators.contains(&user) {
            return Ok(("DELETE", format!("/users/{user}"), None, Doubt::DeleteUser { id: user }));
        }
        if pick < 94 {
            return Ok(("DELETE", path, None, Doubt::DeleteOrganization { id }));
        }
        let body = json!({ "name": label });
        Ok(("PATCH", path, Some(body), Doubt::UpdateOrganization { id, name: label }))
    }
}

/// Users and organizations that a write in doubt is about.
fn doubtful(ledger: &Ledger) -> BTreeSet<&str> {
    let mut ids = BTreeSet::new();
    for doubt in &ledger.doubts {
        match doubt {
            Doubt::CreateUser(_) => {}
            Doubt::CreateOrganization(organization) => {
                // It may have a member that must not be deleted as if it had none.
                ids.insert(organization.creator.as_str());
            }
            Doubt::UpdateUser { id, .. }
            | Doubt::DeleteUser { id }
            | Doubt::UpdateOrganization { id, .. }
            | Doubt::DeleteOrganization { id } => {
                ids.insert(id);
            }
            Doubt::AddMember { organization, user } | Doubt::RemoveMember { organization, user } => {
                ids.insert(organization);
                ids.insert(user);
            }
        }
    }
    ids
}

/// Notes what was acknowledged.
fn note(ledger: &mut Ledger, done: Doubt, answer: &Value) -> Result<()> {
    let id = || answer["id"].as_str().map(str::to_owned).with_context(|| format!("an answer without an id: {answer}"));
    match done {
        Doubt::CreateUser(user) => {
            ledger.users.insert(id()?, user);
        }
        Doubt::UpdateUser { id, first_name } => {
            ledger.users.get_mut(&id).context("a known user")?.first_name = first_name;
        }
        Doubt::DeleteUser { id } => ledger.forget_user(&id),
        Doubt::CreateOrganization(organization) => {
            ledger.organizations.insert(id()?, organization);
        }
        Doubt::UpdateOrganization { id, name } => {
            ledger.organizations.get_mut(&id).context("a known organization")?.name = name;
        }
        Doubt::DeleteOrganization { id } => ledger.forget_organization(&id),
        Doubt::AddMember { organization, user } => {
            ledger.organizations.get_mut(&organization).context("a known organization")?.members.insert(user);
        }
        Doubt::RemoveMember { organization, user } => {
            ledger.organizations.get_mut(&organization).context("a known organization")?.members.remove(&user);
        }
    }
    Ok(())
}
