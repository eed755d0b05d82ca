//! Everything that an instance shows: each single read, each list page by page with its total, and some filters.

use serde_json::{Value, json};

use super::Model;
use super::waitlist::Status;

/// Stands for a text that only the server knows, such as a signed link.
pub(super) const ANY_TEXT: &str = "\u{1}";

/// How many objects a page is asked for: few, so that lists have several.
const PAGE: usize = 7;

/// A read, and what it must show; `None` for what is not found.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) path: String,
    pub(crate) expected: Option<Value>,
}

/// What is shown differently than expected, if anything is. Fields that nobody expects are passed over.
pub(crate) fn differs(expected: &Value, shown: &Value) -> Option<String> {
    match (expected, shown) {
        (Value::String(any), Value::String(text)) if any == ANY_TEXT && !text.is_empty() => None,
        // Free objects have every key that is expected and no other.
        (Value::Object(expected), Value::Object(shown)) => expected.iter().find_map(|(key, value)| {
            let within = |text: String| format!(".{key}{text}");
            match shown.get(key) {
                Some(shown) if key.ends_with("_metadata") && shown != value => {
                    Some(within(format!(" is {shown} and not {value}")))
                }
                Some(shown) => differs(value, shown).map(within),
                // Whether `null` is written is for the judge of the official schemas.
                None if value.is_null() => None,
                None => Some(within(format!(" is missing; expected {value}"))),
            }
        }),
        (Value::Array(expected), Value::Array(shown)) => {
            if expected.len() != shown.len() {
                return Some(format!(
                    " has {} items and not {}: {} and not {}",
                    shown.len(),
                    expected.len(),
                    ids(shown),
                    ids(expected)
                ));
            }
            let mut pairs = expected.iter().zip(shown).enumerate();
            pairs.find_map(|(at, (expected, shown))| differs(expected, shown).map(|text| format!("[{at}]{text}")))
        }
        (expected, shown) if expected == shown => None,
        (expected, shown) => Some(format!(" is {shown} and not {expected}")),
    }
}

fn ids(items: &[Value]) -> String {
    let ids: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    format!("[{}]", ids.join(", "))
}

/// How a list is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `data` and `total_count`.
    Page,
    /// The array alone.
    Bare,
}

/// What reads a model expects.
#[derive(Default)]
struct Reads(Vec<Read>);

impl Reads {
    fn one(&mut self, path: String, expected: Value) {
        self.0.push(Read { path, expected: Some(expected) });
    }

    fn none(&mut self, path: String) {
        self.0.push(Read { path, expected: None });
    }

    /// Every page of a list, the one behind its end included.
    fn list(&mut self, path: &str, form: Form, items: &[Value]) {
        let mark = if path.contains('?') { '&' } else { '?' };
        for offset in (0..=items.len()).step_by(PAGE) {
            let page = items.get(offset..items.len().min(offset + PAGE)).unwrap_or_default();
            let expected = match form {
                Form::Page => json!({ "data": page, "total_count": items.len() }),
                Form::Bare => json!(page),
            };
            self.one(format!("{path}{mark}limit={PAGE}&offset={offset}"), expected);
        }
    }
}

impl Model {
    /// Every read of what is there, and of what was deleted.
    pub(crate) fn reads(&self) -> Vec<Read> {
        let mut reads = Reads::default();
        self.read_users(&mut reads);
        self.read_organizations(&mut reads);
        self.read_memberships(&mut reads);
        self.read_invitations(&mut reads);
        self.read_lists(&mut reads);
        self.read_roles(&mut reads);
        reads.0
    }

    fn read_users(&self, reads: &mut Reads) {
        let order = self.users.newest_first();
        let show = |handles: &[usize]| -> Vec<Value> { handles.iter().map(|handle| self.show_user(*handle)).collect() };
        reads.list("/users", Form::Bare, &show(&order));
        let mut oldest_first = order.clone();
        oldest_first.reverse();
        reads.list("/users?order_by=created_at", Form::Bare, &show(&oldest_first));
        reads.one("/users/count".to_owned(), json!({ "total_count": order.len() }));
        for &handle in &order {
            reads.one(format!("/users/{}", self.users.id(handle)), self.show_user(handle));
        }
        for (email, row) in self.email_addresses.iter() {
            reads.one(format!("/email_addresses/{}", self.email_addresses.id(email)), self.show_email_address(email));
            if email % 5 == 0 {
                let has = |handle: &&usize| {
                    let user = self.user(**handle);
                    let mut addresses = user.email_addresses.iter().filter_map(|one| self.email_addresses.get(*one));
                    addresses.any(|one| one.address == row.address)
                };
                let owners: Vec<usize> = order.iter().filter(has).copied().collect();
                reads.list(&format!("/users?email_address={}", row.address), Form::Bare, &show(&owners));
                let counted = json!({ "total_count": owners.len() });
                reads.one(format!("/users/count?email_address={}", row.address), counted);
            }
        }
        let banned: Vec<usize> = order.iter().filter(|handle| self.user(**handle).banned).copied().collect();
        reads.list("/users?banned=true", Form::Bare, &show(&banned));
        let fragment = "name1";
        let named = |handle: &&usize| self.user(**handle).username.is_some_and(|name| name.contains(fragment));
        let named: Vec<usize> = order.iter().filter(named).copied().collect();
        reads.list(&format!("/users?username_query={fragment}"), Form::Bare, &show(&named));
        for id in self.users.deleted() {
            reads.none(format!("/users/{id}"));
        }
        for id in self.email_addresses.deleted() {
            reads.none(format!("/email_addresses/{id}"));
        }
    }

    fn read_organizations(&self, reads: &mut Reads) {
        let order = self.organizations.newest_first();
        let extras = "include_members_count=true&include_missing_member_with_elevated_permissions=true";
        let shown: Vec<Value> = order.iter().map(|handle| self.show_organization_with_counts(*handle)).collect();
        reads.list(&format!("/organizations?{extras}"), Form::Page, &shown);
        for (&handle, shown) in order.iter().zip(&shown) {
            let id = self.organizations.id(handle);
            reads.one(format!("/organizations/{id}?{extras}"), shown.clone());
            if let Some(slug) = self.slug(handle) {
                reads.one(format!("/organizations/{slug}"), self.show_organization(handle));
            }
            let members: Vec<Value> =
                self.memberships_in_order(Some(handle), None).iter().map(|one| self.show_membership(*one)).collect();
            reads.list(&format!("/organizations/{id}/memberships"), Form::Page, &members);
            for (path, revoked) in [("", None), ("/pending", Some(false))] {
                let invitations: Vec<Value> = self
                    .organization_invitations_in_order(Some(handle), revoked)
                    .iter()
                    .map(|one| self.show_organization_invitation(*one))
                    .collect();
                reads.list(&format!("/organizations/{id}/invitations{path}"), Form::Page, &invitations);
            }
            let users: Vec<Value> = self
                .users
                .newest_first()
                .into_iter()
                .filter(|user| self.membership_of(handle, *user).is_some())
                .map(|user| self.show_user(user))
                .collect();
            reads.list(&format!("/users?organization_id={id}"), Form::Bare, &users);
        }
        for id in self.organizations.deleted() {
            reads.none(format!("/organizations/{id}"));
            reads.none(format!("/organizations/{id}/memberships"));
        }
    }

    fn read_memberships(&self, reads: &mut Reads) {
        let show = |handles: Vec<usize>| -> Vec<Value> {
            handles.into_iter().map(|handle| self.show_membership(handle)).collect()
        };
        reads.list("/organization_memberships", Form::Page, &show(self.memberships_in_order(None, None)));
        for (user, _) in self.users.iter() {
            let path = format!("/users/{}/organization_memberships", self.users.id(user));
            reads.list(&path, Form::Page, &show(self.memberships_in_order(None, Some(user))));
        }
    }

    fn read_invitations(&self, reads: &mut Reads) {
        for (filter, revoked) in [("", None), ("?status=pending", Some(false)), ("?status=revoked", Some(true))] {
            let shown: Vec<Value> = self
                .organization_invitations_in_order(None, revoked)
                .iter()
                .map(|handle| self.show_organization_invitation(*handle))
                .collect();
            reads.list(&format!("/organization_invitations{filter}"), Form::Page, &shown);
        }
        let order = self.invitations.newest_first();
        // Those that were revoked are shown only to who asks for them.
        for (filter, revoked) in [("", false), ("&status=pending", false), ("&status=revoked", true)] {
            let fits = |handle: &&usize| self.invitations.get(**handle).is_some_and(|one| one.revoked == revoked);
            let shown: Vec<Value> = order.iter().filter(fits).map(|handle| self.show_invitation(*handle)).collect();
            reads.list(&format!("/invitations?paginated=true{filter}"), Form::Page, &shown);
        }
        let order = self.waitlist.newest_first();
        for status in [None, Some(Status::Pending), Some(Status::Invited), Some(Status::Rejected)] {
            let fits = |handle: &&usize| {
                status.is_none_or(|status| self.waitlist.get(**handle).is_some_and(|entry| entry.status == status))
            };
            let shown: Vec<Value> = order.iter().filter(fits).map(|handle| self.show_entry(*handle)).collect();
            let filter = status.map_or_else(String::new, |status| format!("?status={}", status.name()));
            reads.list(&format!("/waitlist_entries{filter}"), Form::Page, &shown);
        }
    }

    fn read_lists(&self, reads: &mut Reads) {
        let allowed: Vec<Value> = self.allowed.newest_first().iter().map(|one| self.show_allowed(*one)).collect();
        reads.list("/allowlist_identifiers?paginated=true", Form::Page, &allowed);
        let blocked: Vec<Value> = self.blocked.newest_first().iter().map(|one| self.show_blocked(*one)).collect();
        reads.one("/blocklist_identifiers".to_owned(), json!({ "total_count": blocked.len(), "data": blocked }));
        let order = self.redirect_urls.newest_first();
        let urls: Vec<Value> = order.iter().map(|one| self.show_redirect_url(*one)).collect();
        reads.list("/redirect_urls?paginated=true", Form::Page, &urls);
        for (&handle, shown) in order.iter().zip(&urls) {
            reads.one(format!("/redirect_urls/{}", self.redirect_urls.id(handle)), shown.clone());
        }
        for id in self.redirect_urls.deleted() {
            reads.none(format!("/redirect_urls/{id}"));
        }
    }

    fn read_roles(&self, reads: &mut Reads) {
        let order = self.roles.newest_first();
        let shown: Vec<Value> = order.iter().map(|handle| self.show_role(*handle)).collect();
        reads.list("/organization_roles", Form::Page, &shown);
        for (&handle, shown) in order.iter().zip(&shown) {
            reads.one(format!("/organization_roles/{}", self.roles.id(handle)), shown.clone());
        }
        let order = self.permissions.newest_first();
        let shown: Vec<Value> = order.iter().map(|handle| self.show_permission(*handle)).collect();
        reads.list("/organization_permissions", Form::Page, &shown);
        for id in self.roles.deleted() {
            reads.none(format!("/organization_roles/{id}"));
        }
        for id in self.permissions.deleted() {
            reads.none(format!("/organization_permissions/{id}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_otherwise_is_found_wherever_it_stands() {
        let expected = json!({
            "data": [{ "id": "a", "name": null, "public_metadata": { "k": 1 }, "url": ANY_TEXT }], "total_count": 1,
        });
        let shown = |change: fn(&mut Value)| {
            let mut shown = expected.clone();
            shown["data"][0]["url"] = json!("https://example.com");
            shown["data"][0]["nobody_asked"] = json!(true);
            change(&mut shown);
            differs(&expected, &shown)
        };
        assert_eq!(shown(|_| ()), None);
        let changes: [(fn(&mut Value), &str); 6] = [
            (|shown| shown["total_count"] = json!(2), ".total_count is 2 and not 1"),
            (|shown| shown["data"][0]["id"] = json!("b"), ".data[0].id is \"b\" and not \"a\""),
            (|shown| shown["data"][0]["name"] = json!("Ada"), ".data[0].name is \"Ada\" and not null"),
            (|shown| shown["data"][0]["url"] = json!(null), ".data[0].url is null"),
            // Metadata have no key too many.
            (
                |shown| shown["data"][0]["public_metadata"]["l"] = json!(2),
                ".data[0].public_metadata is {\"k\":1,\"l\":2} and not {\"k\":1}",
            ),
            (|shown| shown["data"] = json!([]), ".data has 0 items and not 1: [] and not [a]"),
        ];
        for (change, text) in changes {
            let found = shown(change).unwrap_or_default();
            assert!(found.starts_with(text), "{found}");
        }
    }
}
