//! What a server must look like after a list of operations: plain maps and the documented rules, and nothing of the
//! server's code.
//!
//! An operation is data, so that a list of them can be printed and shortened. It names things by numbers, which stand
//! for whatever was made so far, deleted or not; the model knows the ids, since it learns them from the answers.

mod email_addresses;
mod invitations;
mod lists;
mod memberships;
mod organization_invitations;
mod organizations;
mod roles;
mod shelf;
mod users;
mod values;
mod visible;
mod waitlist;

use anyhow::{Context, Result, bail};
use fastrand::Rng;
use serde_json::Value;

pub(crate) use shelf::{Pick, Shelf};
pub(crate) use visible::differs;

/// A request of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

/// Status and code of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) u16, pub(crate) &'static str);

const NOT_FOUND: Refusal = Refusal(404, "resource_not_found");
const TAKEN: Refusal = Refusal(422, "form_identifier_exists");
const DUPLICATE: Refusal = Refusal(400, "duplicate_record");
const FORMAT: Refusal = Refusal(422, "form_param_format_invalid");
const INVALID: Refusal = Refusal(422, "form_param_value_invalid");
const EMPTY: Refusal = Refusal(422, "form_param_nil");
const TOO_LONG: Refusal = Refusal(422, "form_param_max_length_exceeded");
const TOO_LARGE: Refusal = Refusal(422, "form_param_exceeds_allowed_size");
const REPEATED: Refusal = Refusal(422, "form_param_duplicate");

/// What kind of thing the model keeps on a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    EmailAddress,
    Organization,
    Membership,
    OrganizationInvitation,
    Invitation,
    WaitlistEntry,
    Allowed,
    Blocked,
    RedirectUrl,
    Role,
    Permission,
}

/// Something that a request made, and where in the answer its id and the time of its creation stand.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    kind: Kind,
    handle: usize,
    id: String,
    created_at: String,
}

impl Made {
    fn new(kind: Kind, handle: usize) -> Self {
        Self::at(kind, handle, "")
    }

    fn at(kind: Kind, handle: usize, pointer: &str) -> Self {
        Self { kind, handle, id: format!("{pointer}/id"), created_at: format!("{pointer}/created_at") }
    }
}

/// A read after a request, for ids that its answer does not tell.
pub(crate) struct More {
    pub(crate) path: Box<dyn Fn(&Model) -> String>,
    pub(crate) made: Made,
}

/// A request that must succeed.
pub(crate) struct Done {
    /// What the answer tells the ids of.
    made: Vec<Made>,
    /// A read that tells more ids.
    pub(crate) more: Option<More>,
    /// What the answer shows, once the ids are known.
    pub(crate) shows: Box<dyn Fn(&Model) -> Value>,
}

impl Done {
    fn new(made: Vec<Made>, shows: impl Fn(&Model) -> Value + 'static) -> Self {
        Self { made, more: None, shows: Box::new(shows) }
    }

    fn nothing_new(shows: impl Fn(&Model) -> Value + 'static) -> Self {
        Self::new(Vec::new(), shows)
    }
}

type Outcome = Result<Done, Refusal>;

/// One operation.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    User(users::UserOperation),
    EmailAddress(email_addresses::EmailAddressOperation),
    Organization(organizations::OrganizationOperation),
    Membership(memberships::MembershipOperation),
    OrganizationInvitation(organization_invitations::OrganizationInvitationOperation),
    Invitation(invitations::InvitationOperation),
    Waitlist(waitlist::WaitlistOperation),
    List(lists::ListOperation),
    Role(roles::RoleOperation),
}

impl Operation {
    /// Any operation, valid or not.
    pub(crate) fn random(random: &mut Rng) -> Self {
        match random.u32(..100) {
            0..30 => Self::User(users::UserOperation::random(random)),
            30..42 => Self::EmailAddress(email_addresses::EmailAddressOperation::random(random)),
            42..54 => Self::Organization(organizations::OrganizationOperation::random(random)),
            54..70 => Self::Membership(memberships::MembershipOperation::random(random)),
            70..79 => {
                Self::OrganizationInvitation(organization_invitations::OrganizationInvitationOperation::random(random))
            }
            79..85 => Self::Invitation(invitations::InvitationOperation::random(random)),
            85..90 => Self::Waitlist(waitlist::WaitlistOperation::random(random)),
            90..95 => Self::List(lists::ListOperation::random(random)),
            _ => Self::Role(roles::RoleOperation::random(random)),
        }
    }

    /// The request, with the ids that are known by now.
    pub(crate) fn request(&self, model: &Model) -> Request {
        match self {
            Self::User(operation) => operation.request(model),
            Self::EmailAddress(operation) => operation.request(model),
            Self::Organization(operation) => operation.request(model),
            Self::Membership(operation) => operation.request(model),
            Self::OrganizationInvitation(operation) => operation.request(model),
            Self::Invitation(operation) => operation.request(model),
            Self::Waitlist(operation) => operation.request(model),
            Self::List(operation) => operation.request(model),
            Self::Role(operation) => operation.request(model),
        }
    }

    /// Carries it out on the model. A refusal changes nothing.
    pub(crate) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::User(operation) => operation.apply(model),
            Self::EmailAddress(operation) => operation.apply(model),
            Self::Organization(operation) => operation.apply(model),
            Self::Membership(operation) => operation.apply(model),
            Self::OrganizationInvitation(operation) => operation.apply(model),
            Self::Invitation(operation) => operation.apply(model),
            Self::Waitlist(operation) => operation.apply(model),
            Self::List(operation) => operation.apply(model),
            Self::Role(operation) => operation.apply(model),
        }
    }
}

/// Everything that an instance shows.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    users: Shelf<users::User>,
    email_addresses: Shelf<email_addresses::EmailAddress>,
    organizations: Shelf<organizations::Organization>,
    memberships: Shelf<memberships::Membership>,
    organization_invitations: Shelf<organization_invitations::OrganizationInvitation>,
    invitations: Shelf<invitations::Invitation>,
    waitlist: Shelf<waitlist::Entry>,
    allowed: Shelf<lists::Listed>,
    blocked: Shelf<lists::Listed>,
    redirect_urls: Shelf<lists::RedirectUrl>,
    roles: Shelf<roles::Role>,
    permissions: Shelf<roles::Permission>,
}

impl Model {
    /// A new instance. `permissions` and `roles` are what it lists of those.
    pub(crate) fn new(permissions: &Value, roles: &Value) -> Result<Self> {
        let mut model = Self {
            users: Shelf::new("user_unknown"),
            email_addresses: Shelf::new("idn_unknown"),
            organizations: Shelf::new("org_unknown"),
            memberships: Shelf::new("orgmem_unknown"),
            organization_invitations: Shelf::new("orginv_unknown"),
            invitations: Shelf::new("inv_unknown"),
            waitlist: Shelf::new("wle_unknown"),
            allowed: Shelf::new("alid_unknown"),
            blocked: Shelf::new("blid_unknown"),
            redirect_urls: Shelf::new("ru_unknown"),
            roles: Shelf::new("role_unknown"),
            permissions: Shelf::new("perm_unknown"),
        };
        model.begin_roles(permissions, roles)?;
        Ok(model)
    }

    /// Learns the ids of what was made from the answer.
    pub(crate) fn learn(&mut self, done: &Done, answer: &Value) -> Result<()> {
        done.made.iter().try_for_each(|made| self.learn_one(made, answer))
    }

    /// Learns the ids that a further read tells.
    pub(crate) fn learn_more(&mut self, more: &More, answer: &Value) -> Result<()> {
        self.learn_one(&more.made, answer)
    }

    fn learn_one(&mut self, made: &Made, answer: &Value) -> Result<()> {
        let id = answer.pointer(&made.id).and_then(Value::as_str);
        let id = id.with_context(|| format!("no id at `{}` in {answer}", made.id))?;
        let created_at = answer.pointer(&made.created_at).and_then(Value::as_i64);
        let created_at = created_at.with_context(|| format!("no time at `{}` in {answer}", made.created_at))?;
        let is_new = match made.kind {
            Kind::User => self.users.learn(made.handle, id, created_at),
            Kind::EmailAddress => self.email_addresses.learn(made.handle, id, created_at),
            Kind::Organization => self.organizations.learn(made.handle, id, created_at),
            Kind::Membership => self.memberships.learn(made.handle, id, created_at),
            Kind::OrganizationInvitation => self.organization_invitations.learn(made.handle, id, created_at),
            Kind::Invitation => self.invitations.learn(made.handle, id, created_at),
            Kind::WaitlistEntry => self.waitlist.learn(made.handle, id, created_at),
            Kind::Allowed => self.allowed.learn(made.handle, id, created_at),
            Kind::Blocked => self.blocked.learn(made.handle, id, created_at),
            Kind::RedirectUrl => self.redirect_urls.learn(made.handle, id, created_at),
            Kind::Role => self.roles.learn(made.handle, id, created_at),
            Kind::Permission => self.permissions.learn(made.handle, id, created_at),
        };
        if !is_new {
            bail!("the id {id} was given twice");
        }
        if made.kind == Kind::Organization {
            // A slug that was made from the name is the server's to choose.
            let slug = answer["slug"].as_str().with_context(|| format!("no slug in {answer}"))?;
            self.learn_slug(made.handle, slug)?;
        }
        Ok(())
    }
}

fn post(path: impl Into<String>, body: Value) -> Request {
    Request { method: "POST", path: path.into(), body: Some(body) }
}

fn patch(path: impl Into<String>, body: Value) -> Request {
    Request { method: "PATCH", path: path.into(), body: Some(body) }
}

fn put(path: impl Into<String>, body: Value) -> Request {
    Request { method: "PUT", path: path.into(), body: Some(body) }
}

/// A POST of what needs nothing said.
fn act(path: impl Into<String>) -> Request {
    Request { method: "POST", path: path.into(), body: None }
}

fn delete(path: impl Into<String>) -> Request {
    Request { method: "DELETE", path: path.into(), body: None }
}
