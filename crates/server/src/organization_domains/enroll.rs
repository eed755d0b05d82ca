//! Offering an organization to users with a verified address at one of its domains: to new ones in the unit of work
//! that stores them, to those who were there before in pieces.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use frontdesk_storage::Tx;
use frontdesk_storage::organization_domains::{Enrollment, OrganizationDomain};
use frontdesk_storage::users::User;
use frontdesk_tokens::IdSource;

use crate::context::{Context, Shared};
use crate::error::ApiResult;

/// How many users one unit of work looks at.
const PIECE: i64 = 200;

/// The state of a domain whose offer nobody has heard of; `None` where it offers nothing.
pub(crate) fn beginning(domain: &OrganizationDomain) -> Option<String> {
    domain.offer().map(|_| String::new())
}

/// Tells a user about the domains of the addresses that are newly proven to be its own, and takes back what was
/// offered by those that are not any more. The row of the user must be locked or new.
pub(crate) fn follow_user(cx: &Context, tx: &mut Tx<'_, '_>, before: Option<&User>, user: &User) -> ApiResult<()> {
    if !cx.settings().organization_domains.enabled {
        return Ok(());
    }
    let (old, new) = (before.map(verified).unwrap_or_default(), verified(user));
    let gone: Vec<String> = old.difference(&new).map(|address| (*address).to_owned()).collect();
    if !gone.is_empty() {
        tx.delete_pending_enrollments_by(&user.id, &gone)?;
    }
    // In one order, so that two users with several domains do not wait for one another.
    let mut offering = BTreeMap::new();
    for address in new.difference(&old) {
        if let Some(id) = tx.find_offering_domain(host(address))? {
            offering.entry(id).or_insert(*address);
        }
    }
    for (domain_id, address) in offering {
        let Some(domain) = tx.find_organization_domain(&domain_id)? else { continue };
        let Some(kind) = domain.offer().filter(|_| is_enabled(cx, &domain)) else { continue };
        if before.is_some() && tx.find_membership(&domain.organization_id, &user.id)?.is_some() {
            continue;
        }
        let enrollment = new_enrollment(&cx.shared.ids, cx.now, kind, &user.id, address);
        tx.insert_enrollments(&domain, &[enrollment])?;
    }
    Ok(())
}

fn is_enabled(cx: &Context, domain: &OrganizationDomain) -> bool {
    cx.settings().organization_domains.enrollment_modes.contains(&domain.enrollment_mode)
}

fn verified(user: &User) -> BTreeSet<&str> {
    let verified = user.email_addresses.iter().filter(|email| email.is_verified());
    verified.map(|email| email.email_address.as_str()).collect()
}

fn host(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, host)| host)
}

fn new_enrollment(ids: &IdSource, now: i64, kind: &'static str, user_id: &str, address: &str) -> Enrollment {
    let prefix = if kind == "invitation" { "orginv" } else { "orgsug" };
    Enrollment {
        id: ids.new_id(prefix, now),
        user_id: user_id.to_owned(),
        kind,
        email_address: address.to_owned(),
        created_at: now,
    }
}

/// Brings what a domain offers to every user who was there before, however long whoever asked waits for it.
pub(super) async fn reach_everybody(
    shared: &Arc<Shared>,
    instance_id: &Arc<str>,
    domain: &OrganizationDomain,
) -> ApiResult<()> {
    let (name, id) = (domain.name.clone(), domain.id.clone());
    let (inner, instance_id) = (Arc::clone(shared), Arc::clone(instance_id));
    let task = tokio::spawn(async move {
        // Who was being stored while the domain changed either saw it changed or is seen after this.
        inner
            .store
            .write(Arc::clone(&instance_id), move |tx| -> ApiResult<()> { Ok(tx.wait_for_newcomers(&name)?) })
            .await?;
        loop {
            let (shared, id) = (Arc::clone(&inner), id.clone());
            let piece = inner.store.write(Arc::clone(&instance_id), move |tx| reach_some(&shared, tx, &id)).await?;
            if !piece {
                return Ok(());
            }
        }
    });
    task.await.unwrap_or_else(|error| {
        tracing::error!(%error, "offering an organization to users stopped");
        // It goes on when the server starts again.
        Ok(())
    })
}

/// Goes on where a process ended while it told users about domains.
pub(crate) async fn resume(shared: Arc<Shared>) {
    let unfinished = shared.store.system_read(|tx| -> ApiResult<_> { Ok(tx.list_unfinished_domains()?) }).await;
    for (instance_id, domain_id) in unfinished.unwrap_or_default() {
        let instance_id: Arc<str> = instance_id.into();
        let id = domain_id.clone();
        let find = shared
            .store
            .read(Arc::clone(&instance_id), move |tx| -> ApiResult<_> { Ok(tx.find_organization_domain(&id)?) });
        if let Ok(Some(domain)) = find.await {
            // What fails is logged, and tried again at the next start.
            let _ = reach_everybody(&shared, &instance_id, &domain).await;
        }
    }
}

/// Offers the organization to the next users. `false` when there is nobody left.
fn reach_some(shared: &Shared, tx: &mut Tx<'_, '_>, domain_id: &str) -> ApiResult<bool> {
    let Some(seen) = tx.peek_organization_domain(domain_id)? else { return Ok(false) };
    let (Some(after), Some(kind)) = (&seen.enrolled_through, seen.offer()) else { return Ok(false) };
    let user_ids = tx.users_with_host(&seen.name, after, PIECE)?;
    // Users are locked before what belongs to organizations, as everywhere.
    let users = tx.lock_users(&user_ids)?;
    let Some(mut domain) = tx.find_organization_domain(domain_id)? else { return Ok(false) };
    if domain.enrolled_through != seen.enrolled_through || domain.offer() != seen.offer() {
        // Somebody was faster: look again.
        return Ok(true);
    }
    let members = tx.members_among(&domain.organization_id, &user_ids)?;
    let now = shared.clock.now();
    let enrollments: Vec<Enrollment> = users
        .iter()
        .filter(|user| !members.contains(&user.id))
        .filter_map(|user| {
            let address = verified(user).into_iter().find(|address| host(address) == domain.name)?;
            Some(new_enrollment(&shared.ids, now, kind, &user.id, address))
        })
        .collect();
    tx.insert_enrollments(&domain, &enrollments)?;
    let is_last = i64::try_from(user_ids.len()).is_ok_and(|count| count < PIECE);
    domain.enrolled_through = user_ids.into_iter().next_back().filter(|_| !is_last);
    tx.update_organization_domain(&domain)?;
    Ok(!is_last)
}
