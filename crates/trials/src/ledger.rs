//! What one client knows to be in the database, and what it cannot know.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::client::{Client, Reply};

/// A user as it was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub(crate) email_address: String,
    pub(crate) first_name: String,
}

/// An organization as it was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) creator: String,
    /// Members besides the creator.
    pub(crate) members: BTreeSet<String>,
}

/// A write without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    CreateUser(User),
    UpdateUser { id: String, first_name: String },
    DeleteUser { id: String },
    CreateOrganization(Organization),
    UpdateOrganization { id: String, name: String },
    DeleteOrganization { id: String },
    AddMember { organization: String, user: String },
    RemoveMember { organization: String, user: String },
}

/// What one client was told.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub(crate) users: BTreeMap<String, User>,
    pub(crate) organizations: BTreeMap<String, Organization>,
    pub(crate) deleted_users: BTreeSet<String>,
    pub(crate) deleted_organizations: BTreeSet<String>,
    pub(crate) doubts: Vec<Doubt>,
    /// Writes that were acknowledged.
    pub acknowledged: usize,
    /// Writes that were refused because the database was away.
    pub unavailable: usize,
    /// Writes without an answer, or refused as above, that had happened all the same.
    pub happened: usize,
}

impl Ledger {
    /// How many users and organizations there must be.
    pub fn totals(&self) -> (usize, usize) {
        (self.users.len(), self.organizations.len())
    }

    /// How many writes are in doubt.
    pub fn in_doubt(&self) -> usize {
        self.doubts.len()
    }

    pub(crate) fn forget_user(&mut self, id: &str) {
        self.users.remove(id);
        for organization in self.organizations.values_mut() {
            organization.members.remove(id);
        }
        self.deleted_users.insert(id.to_owned());
    }

    pub(crate) fn forget_organization(&mut self, id: &str) {
        self.organizations.remove(id);
        self.deleted_organizations.insert(id.to_owned());
    }

    /// Holds the server against the ledger: first what was in doubt is looked up, then everything must be there.
    pub fn verify(&mut self, client: &Client) -> Result<()> {
        for doubt in std::mem::take(&mut self.doubts) {
            self.settle(client, doubt)?;
        }
        for (id, user) in &self.users {
            let found = must_find(client, &format!("/users/{id}"))?;
            let email = &found["email_addresses"][0]["email_address"];
            if found["first_name"] != user.first_name.as_str() || email != user.email_address.as_str() {
                bail!("user {id} was acknowledged as {user:?} and is {found}");
            }
        }
        for (id, organization) in &self.organizations {
            let found = must_find(client, &format!("/organizations/{id}"))?;
            if found["name"] != organization.name.as_str() || found["slug"] != organization.slug.as_str() {
                bail!("organization {id} was acknowledged as {organization:?} and is {found}");
            }
            let mut expected = organization.members.clone();
            expected.insert(organization.creator.clone());
            let found = members(client, id)?;
            if found != expected {
                bail!("organization {id} was acknowledged with the members {expected:?} and has {found:?}");
            }
        }
        let users = self.deleted_users.iter().map(|id| format!("/users/{id}"));
        for path in users.chain(self.deleted_organizations.iter().map(|id| format!("/organizations/{id}"))) {
            if let Some(found) = find(client, &path)? {
                bail!("{path} was acknowledged as deleted and is {found}");
            }
        }
        Ok(())
    }

    /// Finds out whether a write in doubt happened, and notes what is there.
    fn settle(&mut self, client: &Client, doubt: Doubt) -> Result<()> {
        let happened = match doubt {
            Doubt::CreateUser(user) => {
                let found = must_find(client, &format!("/users?email_address={}", user.email_address))?;
                let id = found[0]["id"].as_str().map(str::to_owned);
                id.map(|id| self.users.insert(id, user)).is_some()
            }
            Doubt::UpdateUser { id, first_name } => {
                let found = must_find(client, &format!("/users/{id}"))?;
                let user = self.users.get_mut(&id).context("a user in doubt is known")?;
                let happened = found["first_name"] == first_name.as_str();
                if happened {
                    user.first_name = first_name;
                }
                happened
            }
            Doubt::DeleteUser { id } => {
                let is_gone = find(client, &format!("/users/{id}"))?.is_none();
                if is_gone {
                    self.forget_user(&id);
                }
                is_gone
            }
            Doubt::CreateOrganization(organization) => {
                let found = find(client, &format!("/organizations/{}", organization.slug))?;
                let id = found.as_ref().and_then(|found| found["id"].as_str());
                id.map(|id| self.organizations.insert(id.to_owned(), organization)).is_some()
            }
            Doubt::UpdateOrganization { id, name } => {
                let found = must_find(client, &format!("/organizations/{id}"))?;
                let organization = self.organizations.get_mut(&id).context("an organization in doubt is known")?;
                let happened = found["name"] == name.as_str();
                if happened {
                    organization.name = name;
                }
                happened
            }
            Doubt::DeleteOrganization { id } => {
                let is_gone = find(client, &format!("/organizations/{id}"))?.is_none();
                if is_gone {
                    self.forget_organization(&id);
                }
                is_gone
            }
            Doubt::AddMember { organization, user } => {
                let happened = members(client, &organization)?.contains(&user);
                if happened && let Some(known) = self.organizations.get_mut(&organization) {
                    known.members.insert(user);
                }
                happened
            }
            Doubt::RemoveMember { organization, user } => {
                let happened = !members(client, &organization)?.contains(&user);
                if happened && let Some(known) = self.organizations.get_mut(&organization) {
                    known.members.remove(&user);
                }
                happened
            }
        };
        self.happened += usize::from(happened);
        Ok(())
    }
}

/// What stands at a path; `None` when it is not found.
fn find(client: &Client, path: &str) -> Result<Option<Value>> {
    match client.get(path) {
        Reply::Done(found) => Ok(Some(found)),
        Reply::Refused { status: 404, .. } => Ok(None),
        reply => bail!("GET {path} cannot be verified: {reply:?}"),
    }
}

fn must_find(client: &Client, path: &str) -> Result<Value> {
    find(client, path)?.with_context(|| format!("{path} was acknowledged and is not there"))
}

fn members(client: &Client, organization: &str) -> Result<BTreeSet<String>> {
    let found = must_find(client, &format!("/organizations/{organization}/memberships?limit=500"))?;
    let ids = found["data"].as_array().context("a list of members")?.iter();
    let ids: BTreeSet<String> =
        ids.filter_map(|member| member["public_user_data"]["user_id"].as_str().map(str::to_owned)).collect();
    if found["total_count"] != ids.len() {
        bail!("organization {organization} counts {} members and has {}", found["total_count"], ids.len());
    }
    Ok(ids)
}

/// Holds every ledger against the server, all at once, and the totals against all of them.
pub fn verify(ledgers: &mut [Ledger], client: &Client) -> Result<()> {
    std::thread::scope(|scope| {
        let tasks: Vec<_> = ledgers.iter_mut().map(|ledger| scope.spawn(|| ledger.verify(client))).collect();
        tasks.into_iter().try_for_each(|task| task.join().unwrap_or_else(|_| bail!("a verification panicked")))
    })?;
    let (users, organizations) =
        ledgers.iter().map(Ledger::totals).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let counted = must_find(client, "/users/count")?;
    if counted["total_count"] != users {
        bail!("{users} users were acknowledged, the count is {counted}");
    }
    let counted = must_find(client, "/organizations?limit=1")?;
    if counted["total_count"] != organizations {
        bail!("{organizations} organizations were acknowledged, the count is {}", counted["total_count"]);
    }
    Ok(())
}
