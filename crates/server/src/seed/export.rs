//! What an instance has, as a seed that makes the same of another one.

use std::sync::Arc;

use frontdesk_storage::listed_identifiers::List;
use frontdesk_storage::{Store, Tx};

use super::{Seed, SeedError, UserSeed, settings};
use crate::instance::Instance;
use crate::users::sealed::open_user;

/// Everything that a seed can say of an instance, at one moment. Left out are secret keys, the signing key, and what
/// serves a moment only: sign-in tokens, actor tokens, agent tasks, what was granted to OAuth applications, codes that were
/// sent and exchanged session tokens.
///
/// # Errors
///
/// There is no such instance, or the database fails.
pub async fn export(store: &Store, instance_id: &str) -> Result<Seed, SeedError> {
    let id = instance_id.to_owned();
    let row = store.system_read(move |tx| Ok::<_, SeedError>(tx.find_instance(&id)?)).await?;
    let instance = Instance::from_row(row.ok_or_else(|| SeedError::NoInstance(instance_id.to_owned()))?)?;
    store.read_snapshot(Arc::from(instance_id), move |tx| gather(&instance, tx)).await
}

/// Users with their secrets, so that they can sign in to the other instance as before.
fn users(instance: &Instance, tx: &mut Tx<'_, '_>) -> Result<Vec<UserSeed>, SeedError> {
    let opened = |mut user| {
        open_user(instance, &mut user)?;
        Ok(UserSeed { user, ..UserSeed::default() })
    };
    tx.all_users()?.into_iter().map(opened).collect()
}

fn gather(instance: &Instance, tx: &mut Tx<'_, '_>) -> Result<Seed, SeedError> {
    let settings = tx.find_settings()?;
    let of_sessions = settings.session_token_template_id.clone();
    let templates = tx.all_jwt_templates()?.into_iter();
    let permissions = super::roles::export_permissions(tx)?;
    let (roles, role_sets) = super::roles::export_roles(tx)?;
    let domains = super::domains::export_domains(tx)?;
    Ok(Seed {
        settings: settings::export(&settings)?,
        permissions,
        roles,
        role_sets,
        domains,
        redirect_urls: all(tx.all_redirect_urls()?),
        jwt_templates: templates
            .map(|one| super::templates::export(instance, one, of_sessions.as_deref()))
            .collect::<Result<_, _>>()?,
        images: all(tx.all_images()?),
        users: users(instance, tx)?,
        external_accounts: Vec::new(),
        passkeys: Vec::new(),
        trusted_devices: all(tx.all_trusted_devices()?),
        organizations: all(tx.all_organizations()?),
        organization_domains: all(tx.all_organization_domains()?),
        organization_memberships: all(tx.all_memberships()?),
        organization_invitations: all(tx.all_organization_invitations()?),
        invitations: all(tx.all_invitations()?),
        allowlist_identifiers: all(tx.all_listed_identifiers(List::Allow)?),
        blocklist_identifiers: all(tx.all_listed_identifiers(List::Block)?),
        // Who has signed up is a user by now.
        registrations: Vec::new(),
        waitlist_entries: all(tx.all_waitlist_entries()?),
        clients: all(tx.all_clients()?),
        sessions: all(tx.all_sessions()?),
        sign_ups: all(tx.all_sign_ups()?),
        browser_sessions: Vec::new(),
        oauth_applications: all(tx.all_oauth_applications()?),
        // There are hashes of their tokens alone.
        oauth_grants: Vec::new(),
    })
}

fn all<S, T: From<S>>(stored: Vec<S>) -> Vec<T> {
    stored.into_iter().map(T::from).collect()
}
