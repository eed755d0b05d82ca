//! Seeding: what the Backend API cannot make, since a browser or an operator does. A seed is applied
//! whole or not at all.

mod browser_session;
mod connections;
mod lists;
mod registrations;
mod roles;
mod settings;
mod templates;

use std::sync::Arc;

use frontdesk_contract::ApiVersion;
use frontdesk_storage::instances::InstanceRow;
use frontdesk_storage::listed_identifiers::List;
use frontdesk_storage::users::{Claimed, User};
use frontdesk_storage::{StorageError, Store, Tx};
use frontdesk_tokens::IdSource;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::breaches::NoBreaches;
use crate::clock::Clock;
use crate::context::{Context, Shared};
use crate::delivery::NoDelivery;
use crate::dns::Dns;
use crate::error::ApiError;
use crate::instance::{Instance, Instances};
use crate::outbound::Outbound;

pub use browser_session::{BrowserSessionReport, BrowserSessionSeed};
pub use connections::{ExternalAccountReport, ExternalAccountSeed, OauthTokenSeed, PasskeyReport, PasskeySeed};
pub use lists::{EntryReport, WaitlistEntrySeed};
pub use registrations::{RegistrationReport, RegistrationSeed};
pub use roles::{KeyedReport, PermissionSeed, RoleSeed, RoleSetSeed};
pub use templates::{JwtTemplateReport, JwtTemplateSeed};

/// What to make.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seed {
    /// Settings of the instance to change, by the names under which they are stored.
    pub settings: Map<String, Value>,
    /// Permissions for roles.
    pub permissions: Vec<PermissionSeed>,
    /// Roles for role sets.
    pub roles: Vec<RoleSeed>,
    /// Role sets for organizations.
    pub role_sets: Vec<RoleSetSeed>,
    /// Identifiers for the allow-list.
    pub allowlist_identifiers: Vec<String>,
    /// Identifiers for the block-list.
    pub blocklist_identifiers: Vec<String>,
    /// People on the waitlist.
    pub waitlist_entries: Vec<WaitlistEntrySeed>,
    /// People who sign up at a front end.
    pub registrations: Vec<RegistrationSeed>,
    /// JWT templates.
    pub jwt_templates: Vec<JwtTemplateSeed>,
    /// Accounts of users at other providers.
    pub external_accounts: Vec<ExternalAccountSeed>,
    /// Passkeys of users.
    pub passkeys: Vec<PasskeySeed>,
    /// Users signed in on browsers.
    pub browser_sessions: Vec<BrowserSessionSeed>,
}

/// What was made, in the order of the seed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SeedReport {
    /// The permissions.
    pub permissions: Vec<KeyedReport>,
    /// The roles.
    pub roles: Vec<KeyedReport>,
    /// The role sets.
    pub role_sets: Vec<KeyedReport>,
    /// The entries of the allow-list.
    pub allowlist_identifiers: Vec<EntryReport>,
    /// The entries of the block-list.
    pub blocklist_identifiers: Vec<EntryReport>,
    /// The entries of the waitlist.
    pub waitlist_entries: Vec<EntryReport>,
    /// The people who have signed up.
    pub registrations: Vec<RegistrationReport>,
    /// The JWT templates.
    pub jwt_templates: Vec<JwtTemplateReport>,
    /// The accounts at other providers.
    pub external_accounts: Vec<ExternalAccountReport>,
    /// The passkeys.
    pub passkeys: Vec<PasskeyReport>,
    /// The browsers, with all that they hold. The secrets are shown here and never again.
    pub browser_sessions: Vec<BrowserSessionReport>,
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
/// Nothing is made when the seed refers to what does not exist, a name or an account is taken, a
/// template cannot be used, or the database fails.
pub fn apply(store: &Store, clock: &Clock, instance_id: &str, seed: &Seed) -> Result<SeedReport, SeedError> {
    let id = instance_id.to_owned();
    let row = store.system_blocking(move |tx| Ok::<_, SeedError>(tx.find_instance(&id)?))?;
    let row = row.ok_or_else(|| SeedError::NoInstance(instance_id.to_owned()))?;
    let dns = Arc::new(Dns::new(None));
    let shared = Shared {
        outbound: Outbound::new(Arc::clone(&dns)),
        dns,
        store: store.clone(),
        clock: clock.clone(),
        ids: IdSource::random(),
        public_url: String::new(),
        delivery: Arc::new(NoDelivery),
        breaches: Arc::new(NoBreaches),
        instances: Instances::new(),
        limiter: None,
        hardship: None,
        stale: None,
        hashing: Shared::hashing_slots(),
    };
    let cx = Context {
        now: clock.now(),
        version: ApiVersion::NEWEST,
        named_version: None,
        instance: Arc::new(Instance::from_row(row)?),
        shared: Arc::new(shared),
    };
    let (inner, seed) = (cx.clone(), seed.clone());
    let (mut report, browsers) =
        store.system_blocking(move |tx| insert(&inner, &mut tx.within(&inner.instance.id), &seed))?;
    // Signing is slow and needs no row.
    for browser in browsers {
        report.browser_sessions.push(browser.sign(&cx)?);
    }
    Ok(report)
}

fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &Seed,
) -> Result<(SeedReport, Vec<browser_session::Browser>), SeedError> {
    let mut report = SeedReport::default();
    let mut cx = cx.clone();
    if !seed.settings.is_empty() {
        // The rest of the seed goes by the new ones.
        let settings = settings::apply(tx, &seed.settings)?;
        cx.instance = Arc::new(Instance::from_row(InstanceRow { settings, ..cx.instance.row.clone() })?);
    }
    let cx = &cx;
    for permission in &seed.permissions {
        report.permissions.push(roles::insert_permission(cx, tx, permission)?);
    }
    for role in &seed.roles {
        report.roles.push(roles::insert_role(cx, tx, role)?);
    }
    for set in &seed.role_sets {
        report.role_sets.push(roles::insert_role_set(cx, tx, set)?);
    }
    for text in &seed.allowlist_identifiers {
        report.allowlist_identifiers.push(lists::insert_listed(cx, tx, List::Allow, text)?);
    }
    for text in &seed.blocklist_identifiers {
        report.blocklist_identifiers.push(lists::insert_listed(cx, tx, List::Block, text)?);
    }
    for entry in &seed.waitlist_entries {
        report.waitlist_entries.push(lists::insert_waitlist_entry(cx, tx, entry)?);
    }
    for registration in &seed.registrations {
        report.registrations.push(registrations::sign_up(cx, tx, registration)?);
    }
    for template in &seed.jwt_templates {
        report.jwt_templates.push(templates::insert(cx, tx, template)?);
    }
    for account in &seed.external_accounts {
        report.external_accounts.push(connections::insert_external_account(cx, tx, account)?);
    }
    for passkey in &seed.passkeys {
        report.passkeys.push(connections::insert_passkey(cx, tx, passkey)?);
    }
    let mut browsers = Vec::with_capacity(seed.browser_sessions.len());
    for browser in &seed.browser_sessions {
        browsers.push(browser_session::open(cx, tx, browser)?);
    }
    Ok((report, browsers))
}

fn find_user(tx: &mut Tx<'_, '_>, id: &str) -> Result<User, SeedError> {
    tx.find_user(id)?.ok_or_else(|| SeedError::Refused(format!("there is no user {id}")))
}

fn update_user(tx: &mut Tx<'_, '_>, before: &User, after: &User) -> Result<(), SeedError> {
    match tx.update_user(before, after)? {
        Claimed::All => Ok(()),
        Claimed::Taken(_, value) => Err(SeedError::Refused(format!("{value} belongs to another user"))),
    }
}
