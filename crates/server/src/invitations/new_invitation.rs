//! Making invitations, one or several in one unit of work.

use frontdesk_contract::invitations::Invitation;
use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::invitations::{Invitation as Stored, InvitationDetails, NewInvitation};
use frontdesk_tokens::TicketKind;
use serde_json::{Map, Value};
use url::Url;

use super::present::present_invitation;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::tickets::{TicketWish, sign_tickets};
use crate::{messages, metadata};

const DEFAULT_LIFETIME_DAYS: i64 = 30;
const SECONDS_A_DAY: i64 = 24 * 3600;

/// What an invitation is asked for with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    pub(crate) email_address: String,
    pub(crate) public_metadata: Option<Map<String, Value>>,
    pub(crate) redirect_url: Option<String>,
    pub(crate) ignore_existing: bool,
    pub(crate) expires_in_days: Option<i64>,
    /// Whether an e-mail is sent.
    pub(crate) notify: bool,
}

/// How strictly addresses are looked at that are a user's already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Batch {
    /// One invitation: `ignore_existing` lets users be invited too.
    Single,
    /// Several: users are never invited.
    Bulk,
}

/// Invitations that are ready to be inserted, and their links.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) new: Vec<NewInvitation>,
    pub(crate) urls: Vec<String>,
    /// Who is sent an e-mail: the address, the link, and for how many days it works.
    mails: Vec<(String, String, i64)>,
}

/// Invites all of `wishes` or, when anything is wrong with one of them, nobody.
pub(super) async fn invite(cx: Context, wishes: Vec<Wish>, batch: Batch) -> ApiResult<Vec<Invitation>> {
    let draft = draft(&cx, wishes, batch).await?;
    let (inner, rows) = (cx.clone(), draft.clone());
    cx.write(move |tx| insert_draft(&inner, tx, &rows, batch)).await?;
    let Draft { new, urls, .. } = draft;
    let present = |(new, url): (NewInvitation, String)| present_invitation(&cx, new.invitation, Some(url));
    Ok(new.into_iter().zip(urls).map(present).collect())
}

/// Inserts the invitations and records the e-mails that bring them.
pub(crate) fn insert_draft(cx: &Context, tx: &mut Tx<'_, '_>, draft: &Draft, batch: Batch) -> ApiResult<()> {
    insert(tx, &draft.new, batch, cx.now)?;
    draft.mails.iter().try_for_each(|(to, url, days)| messages::invitation(cx, tx, to, url, *days))
}

/// Checks what needs no row, and signs the tickets.
pub(crate) async fn draft(cx: &Context, wishes: Vec<Wish>, batch: Batch) -> ApiResult<Draft> {
    let addresses = check(cx, &wishes, batch)?;
    let ids: Vec<String> = wishes.iter().map(|_| cx.new_id("inv")).collect();
    let days = |wish: &Wish| wish.expires_in_days.unwrap_or(DEFAULT_LIFETIME_DAYS);
    let lifetime = |wish: &Wish| days(wish) * SECONDS_A_DAY;
    let ticket = |(id, wish): (&String, &Wish)| TicketWish {
        resource_id: id.clone(),
        issued_at: cx.now,
        lifetime_seconds: lifetime(wish),
    };
    let tickets = sign_tickets(cx, TicketKind::Invitation, ids.iter().zip(&wishes).map(ticket).collect()).await?;
    let mut draft = Draft::default();
    for (((wish, email_address), id), signed) in wishes.into_iter().zip(addresses).zip(ids).zip(tickets) {
        if wish.notify {
            draft.mails.push((email_address.clone(), signed.url.clone(), days(&wish)));
        }
        let invitation = Stored {
            id,
            email_address,
            status: "pending".to_owned(),
            created_at: cx.now,
            updated_at: cx.now,
            expires_at: cx.now + lifetime(&wish) * 1000,
            details: InvitationDetails {
                public_metadata: wish.public_metadata.unwrap_or_default(),
                redirect_url: wish.redirect_url,
                ticket_hash: signed.hash,
            },
        };
        draft.new.push(NewInvitation { invitation, ignore_existing: wish.ignore_existing });
        draft.urls.push(signed.url);
    }
    Ok(draft)
}

/// Checks what needs no row, and gives the addresses in the form they are stored in.
fn check(cx: &Context, wishes: &[Wish], batch: Batch) -> ApiResult<Vec<String>> {
    let (mut addresses, mut errors) = (Vec::with_capacity(wishes.len()), Vec::new());
    for wish in wishes {
        match normalize_email(&wish.email_address) {
            Ok(address) => addresses.push(address),
            Err(error) => {
                let sentence = format!("`{}` is {error}.", wish.email_address);
                let error = kinds::FORM_PARAM_FORMAT_INVALID.param("email_address", sentence);
                errors.push(match batch {
                    Batch::Single => error,
                    Batch::Bulk => error.meta("email_addresses", vec![wish.email_address.clone()]),
                });
            }
        }
        if let Some(url) = &wish.redirect_url
            && Url::parse(url).is_err()
        {
            errors.push(kinds::FORM_PARAM_FORMAT_INVALID.param("redirect_url", format!("`{url}` is not a URL.")));
        }
        if let Some(metadata) = &wish.public_metadata {
            errors.extend(metadata::check_size("public_metadata", metadata).err());
        }
    }
    if let Some(error) = ApiError::all(errors) {
        return Err(error);
    }
    if !cx.settings().email_address_enabled {
        return Err(kinds::INVITATIONS_NOT_SUPPORTED
            .with("E-mail addresses are switched off in this instance, so nobody can be invited by one."));
    }
    Ok(addresses)
}

/// Inserts them all, or tells why one of them cannot be: then nothing may be kept.
fn insert(tx: &mut Tx<'_, '_>, new: &[NewInvitation], batch: Batch, now: i64) -> ApiResult<()> {
    let refusable: Vec<String> = new
        .iter()
        .filter(|new| batch == Batch::Bulk || !new.ignore_existing)
        .map(|new| new.invitation.email_address.clone())
        .collect();
    let users = tx.find_claimed_email_addresses(&refusable)?;
    if !users.is_empty() {
        let sentence = format!("A user has this address already: {}.", users.join(", "));
        let error = kinds::FORM_IDENTIFIER_EXISTS.param("email_address", sentence);
        return Err(match batch {
            Batch::Single => error,
            Batch::Bulk => error.meta("email_addresses", users),
        });
    }
    let invited = tx.insert_invitations(new, now)?;
    if invited.is_empty() {
        return Ok(());
    }
    let sentence = format!(
        "These addresses have a pending invitation: {}. Revoke it, or send `ignore_existing`.",
        invited.join(", ")
    );
    Err(kinds::DUPLICATE_RECORD.with(sentence).meta("email_addresses", invited))
}
