//! Entries of both lists: read from requests, inserted, deleted, shown.

use frontdesk_contract::DeletedObject;
use frontdesk_contract::allow_list_block_list::{AllowlistIdentifier, BlocklistIdentifier, ListedIdentifierType};
use frontdesk_identifiers::{ListedKind, normalize_listed};
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::{List, ListedIdentifier};

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// The most characters of an entry: more than any identifier has.
const MAX_TEXT: usize = 1024;

/// Reads an entry and gives it in the form it is stored in.
pub(crate) fn read_entry(list: List, text: &str) -> ApiResult<(ListedKind, String)> {
    let refuse = |sentence: String| kinds::FORM_PARAM_FORMAT_INVALID.param("identifier", sentence);
    if text.len() > MAX_TEXT {
        return Err(refuse("`identifier` is too long for an identifier.".to_owned()));
    }
    normalize_listed(text, list == List::Block).map_err(|error| {
        let shown: String = text.chars().take(80).collect();
        refuse(format!("`{shown}` is {error}."))
    })
}

/// A new entry.
pub(crate) fn new_entry(cx: &Context, list: List, kind: ListedKind, identifier: String) -> ListedIdentifier {
    ListedIdentifier {
        id: cx.new_id(if list == List::Allow { "alid" } else { "blid" }),
        identifier,
        identifier_type: match kind {
            ListedKind::EmailAddress | ListedKind::EmailDomain => "email_address",
            ListedKind::PhoneNumber => "phone_number",
            ListedKind::Web3Wallet => "web3_wallet",
        }
        .to_owned(),
        invitation_id: None,
        created_at: cx.now,
        updated_at: cx.now,
    }
}

/// Inserts an entry, or refuses one that is there already.
pub(crate) fn insert(tx: &mut Tx<'_, '_>, list: List, entry: &ListedIdentifier) -> ApiResult<()> {
    if tx.insert_listed_identifier(list, entry)? {
        return Ok(());
    }
    Err(kinds::DUPLICATE_RECORD.param("identifier", format!("`{}` is on the list already.", entry.identifier)))
}

/// Deletes the entry of that id.
pub(super) fn delete(tx: &mut Tx<'_, '_>, list: List, id: &str) -> ApiResult<DeletedObject> {
    let (object, what) = match list {
        List::Allow => ("allowlist_identifier", "entry of the allow-list"),
        List::Block => ("blocklist_identifier", "entry of the block-list"),
    };
    if !tx.delete_listed_identifier(list, id)? {
        return Err(ApiError::not_found(what, id));
    }
    Ok(DeletedObject { object: object.to_owned(), id: id.to_owned(), slug: None, deleted: true, external_id: None })
}

pub(super) fn present_allowed(cx: &Context, entry: ListedIdentifier) -> AllowlistIdentifier {
    AllowlistIdentifier {
        object: "allowlist_identifier".into(),
        id: entry.id,
        invitation_id: entry.invitation_id,
        identifier: Some(entry.identifier),
        identifier_type: Some(ListedIdentifierType::from(entry.identifier_type.as_str())),
        instance_id: Some(cx.instance.row.id.clone()),
        created_at: Some(entry.created_at),
        updated_at: Some(entry.updated_at),
    }
}

pub(super) fn present_blocked(cx: &Context, entry: ListedIdentifier) -> BlocklistIdentifier {
    BlocklistIdentifier {
        object: "blocklist_identifier".into(),
        id: entry.id,
        identifier: Some(entry.identifier),
        identifier_type: Some(ListedIdentifierType::from(entry.identifier_type.as_str())),
        instance_id: Some(cx.instance.row.id.clone()),
        created_at: Some(entry.created_at),
        updated_at: Some(entry.updated_at),
    }
}
