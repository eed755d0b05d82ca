//! What applications learn of users, by the scopes of their tokens.

use frontdesk_storage::organizations::Organization;
use frontdesk_storage::users::{EmailAddress, User};
use serde_json::{Map, Value, json};

use crate::context::Context;
use crate::oauth_applications::scopes::ORGANIZATIONS;
use crate::users::present::image_url;

/// Who granted something, and the organization for which they did, while they are a member of it.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) user: User,
    pub(super) organization: Option<Organization>,
}

/// The claims that OpenID Connect has for the scopes `email` and `profile`.
pub(super) fn standard_claims(cx: &Context, user: &User, scopes: &[String]) -> Map<String, Value> {
    let mut claims = Map::new();
    let has = |name: &str| scopes.iter().any(|scope| scope == name);
    if has("email") {
        let email = user.primary_email_address();
        claims.insert("email".to_owned(), json!(email.map(|email| &email.email_address)));
        claims.insert("email_verified".to_owned(), json!(email.map(EmailAddress::is_verified)));
    }
    if has("profile") {
        let names = [user.first_name.as_deref(), user.last_name.as_deref()];
        let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        claims.insert("given_name".to_owned(), json!(user.first_name));
        claims.insert("family_name".to_owned(), json!(user.last_name));
        claims.insert("name".to_owned(), json!((!name.is_empty()).then_some(name)));
        claims.insert("preferred_username".to_owned(), json!(user.username));
        claims.insert("picture".to_owned(), json!(image_url(cx, user)));
    }
    claims
}

/// What only tokens with these scopes tell besides.
pub(super) fn own_claims(person: &Person, scopes: &[String]) -> Map<String, Value> {
    let mut claims = Map::new();
    let has = |name: &str| scopes.iter().any(|scope| scope == name);
    if has("public_metadata") {
        claims.insert("public_metadata".to_owned(), json!(person.user.public_metadata));
    }
    if has("private_metadata") {
        claims.insert("private_metadata".to_owned(), json!(person.user.private_metadata));
    }
    if let Some(organization) = person.organization.as_ref().filter(|_| has(ORGANIZATIONS)) {
        claims.insert("org_id".to_owned(), json!(organization.id));
        claims.insert("org_name".to_owned(), json!(organization.name));
        claims.insert("org_slug".to_owned(), json!(organization.slug));
    }
    claims
}
