use frontdesk_contract::allow_list_block_list::{AllowlistIdentifier, CreateAllowlistIdentifier};
use frontdesk_identifiers::ListedKind;
use frontdesk_storage::listed_identifiers::List;

use super::entry::{insert, new_entry, present_allowed, read_entry};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::invitations::new_invitation::{self, Batch, Draft, Wish};

/// With `notify` there is an invitation too, or neither. A phone number is allowed without one, since invitations go
/// to e-mail addresses.
pub(crate) async fn create_allowlist_identifier(
    cx: Context,
    request: CreateAllowlistIdentifier,
) -> ApiResult<AllowlistIdentifier> {
    let body = request.body;
    let (kind, identifier) = read_entry(List::Allow, &body.identifier)?;
    let notify = body.notify == Some(true);
    if notify && matches!(kind, ListedKind::EmailDomain | ListedKind::Web3Wallet) {
        return Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("notify", "Only a single e-mail address or a phone number can be notified: leave `notify` out."));
    }
    let draft = if notify && kind == ListedKind::EmailAddress {
        let wish = Wish { email_address: identifier.clone(), notify: true, ..Wish::default() };
        new_invitation::draft(&cx, vec![wish], Batch::Single).await?
    } else {
        Draft::default()
    };
    let mut entry = new_entry(&cx, List::Allow, kind, identifier);
    entry.invitation_id = draft.new.first().map(|new| new.invitation.id.clone());
    let (row, inner) = (entry.clone(), cx.clone());
    cx.write(move |tx| {
        insert(tx, List::Allow, &row)?;
        if draft.new.is_empty() {
            return Ok(());
        }
        new_invitation::insert_draft(&inner, tx, &draft, Batch::Single)
    })
    .await?;
    Ok(present_allowed(&cx, entry))
}
