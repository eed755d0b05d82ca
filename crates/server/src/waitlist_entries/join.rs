//! Putting people on the waitlist, one or several in one unit of work.

use std::collections::{HashMap, HashSet};

use frontdesk_contract::waitlist_entries::WaitlistEntry;
use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::waitlist_entries::WaitlistEntry as Stored;

use super::present::{Gathered, present_entry};
use crate::context::Context;
use crate::delivery::Message;
use crate::error::{ApiResult, kinds};
use crate::users::attributes::Problems;
use crate::{events, messages};

/// Who is to wait.
pub(super) struct Wish {
    pub(super) email_address: String,
    /// Whether to confirm it by e-mail.
    pub(super) notify: bool,
}

/// Puts all of them on the waitlist or, when anything is wrong with one of them, nobody. Who is on it already is
/// answered as they are.
pub(super) async fn join(cx: &Context, wishes: Vec<Wish>) -> ApiResult<Vec<WaitlistEntry>> {
    let addresses = check(&wishes)?;
    let new: Vec<Stored> = addresses
        .iter()
        .map(|address| Stored {
            id: cx.new_id("wle"),
            email_address: address.clone(),
            status: "pending".to_owned(),
            created_at: cx.now,
            updated_at: cx.now,
            ..Stored::default()
        })
        .collect();
    let notified: HashSet<String> =
        wishes.iter().zip(&addresses).filter(|(wish, _)| wish.notify).map(|(_, address)| address.clone()).collect();
    let inner = cx.clone();
    let (gathered, joined) = cx.write(move |tx| insert(&inner, tx, &new, &notified)).await?;
    for (wish, address) in wishes.iter().zip(&addresses) {
        if wish.notify && joined.contains(address) {
            cx.deliver(Message::WaitlistJoined { to: address.clone() });
        }
    }
    gathered.present(cx).await
}

/// The addresses in the form they are stored in.
fn check(wishes: &[Wish]) -> ApiResult<Vec<String>> {
    let (mut addresses, mut problems) = (Vec::with_capacity(wishes.len()), Problems::default());
    for wish in wishes {
        let shown: String = wish.email_address.chars().take(80).collect();
        let address = normalize_email(&wish.email_address)
            .map_err(|error| kinds::FORM_PARAM_FORMAT_INVALID.param("email_address", format!("`{shown}` is {error}.")));
        let Some(address) = problems.note(address) else { continue };
        if addresses.contains(&address) {
            problems.push(
                kinds::FORM_PARAM_DUPLICATE.param("email_address", format!("`{address}` is there more than once.")),
            );
        }
        addresses.push(address);
    }
    problems.into_result()?;
    Ok(addresses)
}

/// Inserts those who are not there yet, and gives all of them in their order, and the addresses that are new.
fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    new: &[Stored],
    notified: &HashSet<String>,
) -> ApiResult<(Gathered, HashSet<String>)> {
    let inserted = tx.insert_waitlist_entries(new)?;
    let is_new = |entry: &&Stored| inserted.contains(&entry.id);
    for entry in new.iter().filter(is_new) {
        events::record(cx, tx, "waitlistEntry.created", &entry.id, &present_entry(entry.clone(), None))?;
        if notified.contains(&entry.email_address) {
            messages::waitlist_confirmation(cx, tx, &entry.email_address)?;
        }
    }
    let known: Vec<String> =
        new.iter().filter(|entry| !is_new(entry)).map(|entry| entry.email_address.clone()).collect();
    let mut known: HashMap<String, Stored> =
        tx.find_waitlist_entries_of(&known)?.into_iter().map(|entry| (entry.email_address.clone(), entry)).collect();
    let joined = new.iter().filter(is_new).map(|entry| entry.email_address.clone()).collect();
    // One that was deleted at this very moment is missing: it was there when the request was made, and is answered so.
    let all = new.iter().map(|entry| known.remove(&entry.email_address).unwrap_or_else(|| entry.clone())).collect();
    Ok((Gathered::read(tx, all)?, joined))
}
