//! Seeding: an instance from one file, with what the Backend API cannot make too, since a browser or an operator does.
//! A seed is applied whole or not at all, and applied again it changes nothing. An export is a seed.

mod browser_session;
mod connections;
mod domains;
mod export;
mod form;
mod images;
mod invitations;
mod oauth;
mod organizations;
mod reference;
mod registrations;
mod restrictions;
mod roles;
mod sessions;
mod settings;
mod sign_ups;
mod templates;
mod trusted_devices;
mod users;

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_contract::ApiVersion;
use frontdesk_storage::instances::InstanceRow;
use frontdesk_storage::listed_identifiers::List;
use frontdesk_storage::users::{Claimed, User};
use frontdesk_storage::{StorageError, Store, Tx};
use frontdesk_tokens::IdSource;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::Notify;

use crate::authorization_server::throttle::Throttle;
use crate::bearer_tokens::last_used::LastUsed;
use crate::breaches::NoBreaches;
use crate::clock::Clock;
use crate::context::{Context, Shared};
use crate::delivery::NoDelivery;
use crate::dns::Dns;
use crate::error::ApiError;
use crate::instance::{Instance, Instances};
use crate::outbound::Outbound;
use crate::users::present::record_user;

pub use browser_session::{BrowserSessionReport, BrowserSessionSeed};
pub use connections::{ExternalAccountReport, ExternalAccountSeed, OauthTokenSeed, PasskeyReport, PasskeySeed};
pub use domains::{DomainSeed, OrganizationDomainSeed, RedirectUrlSeed};
pub use export::export;
pub use form::{FormError, read, schema};
pub use images::ImageSeed;
pub use invitations::InvitationSeed;
pub use oauth::{OauthApplicationReport, OauthApplicationSeed, OauthGrantReport, OauthGrantSeed};
pub use organizations::{MembershipSeed, OrganizationInvitationSeed, OrganizationSeed};
pub use registrations::{RegistrationReport, RegistrationSeed};
pub use restrictions::{ListedIdentifierSeed, WaitlistEntrySeed};
pub use roles::{KeyedReport, PermissionSeed, RoleSeed, RoleSetSeed};
pub use sessions::{ClientSeed, SessionSeed};
pub use sign_ups::{SignUpReport, SignUpSeed};
pub use templates::{JwtTemplateReport, JwtTemplateSeed};
pub use trusted_devices::{TrustedDeviceReport, TrustedDeviceSeed};
pub use users::UserSeed;

/// What an instance is to have. Things refer to users by id, e-mail address, phone number, wallet, username or external
/// id, and to organizations by id or slug; the lists are gone through in the order of these fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Seed {
    /// Settings of the instance; what is not given stays as it is.
    #[schemars(with = "frontdesk_storage::instances::Settings")]
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    /// Permissions for roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<PermissionSeed>,
    /// Roles for role sets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleSeed>,
    /// Role sets for organizations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role_sets: Vec<RoleSetSeed>,
    /// Satellite domains.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<DomainSeed>,
    /// URLs that native applications may be sent back to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redirect_urls: Vec<RedirectUrlSeed>,
    /// JWT templates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub jwt_templates: Vec<JwtTemplateSeed>,
    /// Pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<ImageSeed>,
    /// Users.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<UserSeed>,
    /// Accounts of users at other providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_accounts: Vec<ExternalAccountSeed>,
    /// Passkeys of users.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passkeys: Vec<PasskeySeed>,
    /// Devices that users trust.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trusted_devices: Vec<TrustedDeviceSeed>,
    /// Organizations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organizations: Vec<OrganizationSeed>,
    /// Domains of e-mail addresses that belong to organizations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organization_domains: Vec<OrganizationDomainSeed>,
    /// Who belongs to which organization.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organization_memberships: Vec<MembershipSeed>,
    /// Invitations into organizations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organization_invitations: Vec<OrganizationInvitationSeed>,
    /// Invitations to sign up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub invitations: Vec<InvitationSeed>,
    /// Identifiers that may sign up, where only those may.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowlist_identifiers: Vec<ListedIdentifierSeed>,
    /// Identifiers that may not sign up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocklist_identifiers: Vec<ListedIdentifierSeed>,
    /// Who waits to sign up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waitlist_entries: Vec<WaitlistEntrySeed>,
    /// People who sign up at a front end, under the rules that the Backend API does not apply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registrations: Vec<RegistrationSeed>,
    /// Clients that sessions name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ClientSeed>,
    /// Sessions of users.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<SessionSeed>,
    /// Attempts to become a user.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_ups: Vec<SignUpSeed>,
    /// Users signed in on browsers, whose secrets are told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub browser_sessions: Vec<BrowserSessionSeed>,
    /// Applications that users sign in to with their account here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub oauth_applications: Vec<OauthApplicationSeed>,
    /// What users granted to applications, whose tokens are told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub oauth_grants: Vec<OauthGrantSeed>,
}

/// What there is now of the seed, in its order: what was made, and what had been there before.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SeedReport {
    /// The permissions.
    pub permissions: Vec<KeyedReport>,
    /// The roles.
    pub roles: Vec<KeyedReport>,
    /// The role sets.
    pub role_sets: Vec<KeyedReport>,
    /// The ids of the satellite domains.
    pub domains: Vec<String>,
    /// The JWT templates.
    pub jwt_templates: Vec<JwtTemplateReport>,
    /// The ids of the users.
    pub users: Vec<String>,
    /// The accounts at other providers.
    pub external_accounts: Vec<ExternalAccountReport>,
    /// The passkeys.
    pub passkeys: Vec<PasskeyReport>,
    /// The devices.
    pub trusted_devices: Vec<TrustedDeviceReport>,
    /// The ids of the organizations.
    pub organizations: Vec<String>,
    /// The ids of the domains of organizations.
    pub organization_domains: Vec<String>,
    /// The ids of the memberships.
    pub organization_memberships: Vec<String>,
    /// The ids of the invitations into organizations.
    pub organization_invitations: Vec<String>,
    /// The ids of the invitations to sign up.
    pub invitations: Vec<String>,
    /// The ids of the entries of the waitlist.
    pub waitlist_entries: Vec<String>,
    /// The people who have signed up.
    pub registrations: Vec<RegistrationReport>,
    /// The ids of the sessions.
    pub sessions: Vec<String>,
    /// The sign-ups.
    pub sign_ups: Vec<SignUpReport>,
    /// The browsers, with all that they hold. The secrets are shown here and never again.
    pub browser_sessions: Vec<BrowserSessionReport>,
    /// The OAuth applications.
    pub oauth_applications: Vec<OauthApplicationReport>,
    /// What was granted to applications, with the tokens. They are shown here and never again.
    pub oauth_grants: Vec<OauthGrantReport>,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// There is no such instance.
    #[error("there is no instance {0}")]
    NoInstance(String),
    /// The seed asks for something that cannot be.
    #[error("{0}")]
    Refused(String),
    /// A rule of the API refused it.
    #[error("the seed was refused with the code {0}")]
    Api(&'static str),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<ApiError> for SeedError {
    fn from(error: ApiError) -> Self {
        Self::Api(error.code())
    }
}

/// Applies `seed` to an instance. Blocks.
///
/// # Errors
///
/// Nothing is made when the seed refers to what does not exist, an account is somebody else's, something in it cannot
/// be, or the database fails.
pub fn apply(store: &Store, clock: &Clock, instance_id: &str, seed: &Seed) -> Result<SeedReport, SeedError> {
    let cx = context(store, clock, instance_id)?;
    // Hashing is slow and needs no row.
    let users = seed.users.iter().map(|user| user.prepare(&cx)).collect::<Result<Vec<User>, _>>()?;
    let (inner, seed) = (cx.clone(), seed.clone());
    let (mut report, browsers, granted) =
        store.system_blocking(move |tx| insert(&inner, &mut tx.within(&inner.instance.id), &seed, &users))?;
    // So is signing.
    for browser in browsers {
        report.browser_sessions.push(browser.sign(&cx)?);
    }
    for one in granted {
        report.oauth_grants.push(one.sign(&cx)?);
    }
    Ok(report)
}

fn context(store: &Store, clock: &Clock, instance_id: &str) -> Result<Context, SeedError> {
    let id = instance_id.to_owned();
    let row = store.system_blocking(move |tx| Ok::<_, SeedError>(tx.find_instance(&id)?))?;
    let row = row.ok_or_else(|| SeedError::NoInstance(instance_id.to_owned()))?;
    let dns = Arc::new(Dns::new(None));
    let shared = Shared {
        store: store.clone(),
        clock: clock.clone(),
        ids: IdSource::random(),
        public_url: String::new(),
        delivery: Arc::new(NoDelivery),
        breaches: Arc::new(NoBreaches),
        outbound: Outbound::new(Arc::clone(&dns)),
        dns,
        instances: Instances::new(),
        limiter: None,
        hardship: None,
        stale: None,
        trusted_proxies: 0,
        leftovers: Notify::new(),
        bearers_used: LastUsed::default(),
        hashing: Shared::hashing_slots(),
        throttle: Throttle::new(clock),
    };
    Ok(Context {
        now: clock.now(),
        caller: crate::events::Caller::default(),
        version: ApiVersion::NEWEST,
        named_version: None,
        instance: Arc::new(Instance::from_row(row)?),
        machine_id: None,
        shared: Arc::new(shared),
    })
}

/// What was made, and that of it which has something to sign.
type Inserted = (SeedReport, Vec<browser_session::Browser>, Vec<oauth::Granted>);

fn insert(cx: &Context, tx: &mut Tx<'_, '_>, seed: &Seed, users: &[User]) -> Result<Inserted, SeedError> {
    let mut report = SeedReport::default();
    // Whoever gives somebody a role asks for the roles before anything else.
    tx.lock_roles()?;
    let mut cx = cx.clone();
    if !seed.settings.is_empty() {
        // The rest of the seed goes by the new ones.
        let settings = settings::change(tx, &seed.settings)?;
        cx.instance = Arc::new(Instance::from_row(InstanceRow { settings, ..cx.instance.row.clone() })?);
    }
    let cx = &cx;
    report.permissions = each(&seed.permissions, |one| roles::insert_permission(cx, tx, one))?;
    report.roles = each(&seed.roles, |one| roles::insert_role(cx, tx, one))?;
    report.role_sets = each(&seed.role_sets, |one| roles::insert_role_set(cx, tx, one))?;
    report.domains = each(&seed.domains, |one| domains::insert_domain(cx, tx, one))?;
    each(&seed.redirect_urls, |one| domains::insert_redirect_url(cx, tx, one))?;
    report.jwt_templates = each(&seed.jwt_templates, |one| templates::insert(cx, tx, one))?;
    each(&seed.images, |one| images::insert(cx, tx, one))?;
    for (user, one) in users.iter().zip(&seed.users) {
        report.users.push(users::insert(tx, user, !one.user.id.is_empty())?);
    }
    report.external_accounts = each(&seed.external_accounts, |one| connections::insert_external_account(cx, tx, one))?;
    report.passkeys = each(&seed.passkeys, |one| connections::insert_passkey(cx, tx, one))?;
    report.trusted_devices =
        each_numbered(&seed.trusted_devices, |one, number| trusted_devices::insert(cx, tx, one, number))?;
    report.organizations = each(&seed.organizations, |one| organizations::insert(cx, tx, one))?;
    report.organization_domains =
        each(&seed.organization_domains, |one| domains::insert_organization_domain(cx, tx, one))?;
    report.organization_memberships = each(&seed.organization_memberships, |one| organizations::join(cx, tx, one))?;
    report.organization_invitations = invite_all(cx, tx, &seed.organization_invitations)?;
    report.invitations = each_numbered(&seed.invitations, |one, number| invitations::insert(cx, tx, one, number))?;
    each(&seed.allowlist_identifiers, |one| restrictions::list(cx, tx, List::Allow, one))?;
    each(&seed.blocklist_identifiers, |one| restrictions::list(cx, tx, List::Block, one))?;
    report.waitlist_entries = each(&seed.waitlist_entries, |one| restrictions::wait(cx, tx, one))?;
    report.registrations = each(&seed.registrations, |one| registrations::sign_up(cx, tx, one))?;
    each(&seed.clients, |one| sessions::insert_client(cx, tx, one))?;
    report.sessions = each_numbered(&seed.sessions, |one, number| sessions::insert(cx, tx, one, number))?;
    report.sign_ups = each_numbered(&seed.sign_ups, |one, number| sign_ups::insert(cx, tx, one, number))?;
    let browsers = each_numbered(&seed.browser_sessions, |one, number| browser_session::open(cx, tx, one, number))?;
    report.oauth_applications = each(&seed.oauth_applications, |one| oauth::insert_application(cx, tx, one))?;
    let granted = each_numbered(&seed.oauth_grants, |one, number| oauth::grant(cx, tx, one, number))?;
    Ok((report, browsers, granted))
}

fn each<S, R>(list: &[S], insert: impl FnMut(&S) -> Result<R, SeedError>) -> Result<Vec<R>, SeedError> {
    list.iter().map(insert).collect()
}

/// As [`each`], and tells how many equal ones came before.
fn each_numbered<S: Serialize, R>(
    list: &[S],
    mut insert: impl FnMut(&S, usize) -> Result<R, SeedError>,
) -> Result<Vec<R>, SeedError> {
    list.iter().zip(numbers(list)?).map(|(one, number)| insert(one, number)).collect()
}

/// How many equal ones come before each.
fn numbers<S: Serialize>(list: &[S]) -> Result<Vec<usize>, SeedError> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut numbers = Vec::with_capacity(list.len());
    for one in list {
        let count = seen.entry(serde_json::to_string(one).map_err(StorageError::from)?).or_default();
        numbers.push(*count);
        *count += 1;
    }
    Ok(numbers)
}

/// Invites into organizations: those first whose invitations have ended, since a pending one of the same address would
/// stand in their way.
fn invite_all(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    list: &[OrganizationInvitationSeed],
) -> Result<Vec<String>, SeedError> {
    let numbers = numbers(list)?;
    let mut ids = vec![String::new(); list.len()];
    for pending in [false, true] {
        for (index, one) in list.iter().enumerate().filter(|(_, one)| one.is_pending() == pending) {
            ids[index] = organizations::invite(cx, tx, one, numbers[index])?;
        }
    }
    Ok(ids)
}

/// What tells a thing of a seed from every other, so that an id can follow from it.
fn fingerprint(cx: &Context, one: &impl Serialize, number: usize) -> String {
    let text = serde_json::to_string(one).unwrap_or_default();
    format!("{} {number} {text}", cx.instance.row.id)
}

fn update_user(cx: &Context, tx: &mut Tx<'_, '_>, before: &User, after: &User) -> Result<(), SeedError> {
    match tx.update_user(before, after)? {
        Claimed::All => Ok(record_user(cx, tx, "user.updated", after)?),
        Claimed::Taken(_, value) => Err(SeedError::Refused(format!("{value} belongs to another user"))),
    }
}
