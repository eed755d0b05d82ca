//! Attributes of roles, checked; names and descriptions of permissions and role sets keep to the same bounds.

use frontdesk_contract::Maybe;
use frontdesk_storage::Tx;

use crate::error::{ApiError, ApiResult, kinds};

/// The most characters of a name.
const MAX_NAME: usize = 256;
/// The most characters of a key.
pub(crate) const MAX_KEY: usize = 256;
/// The most characters of a description.
const MAX_DESCRIPTION: usize = 1024;
/// The most permissions that one request gives a role.
const MAX_PERMISSIONS: usize = 1000;

/// Whether a part of a key is of lower-case letters, digits and underscores.
pub(crate) fn is_key_segment(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub(crate) fn check_name(name: &str) -> ApiResult<()> {
    if name.trim().is_empty() {
        return Err(kinds::FORM_PARAM_NIL.param("name", "`name` needs a character that can be seen."));
    }
    check_length("name", name, MAX_NAME)
}

pub(crate) fn check_description(description: &str) -> ApiResult<()> {
    check_length("description", description, MAX_DESCRIPTION)
}

fn check_length(name: &str, text: &str, most: usize) -> ApiResult<()> {
    if text.chars().count() <= most {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED.param(name, format!("`{name}` may have {most} characters at most.")))
}

/// What a description becomes: what is left out stays, `null` and nothing clear it.
pub(crate) fn apply_description(given: &Maybe<String>, target: &mut Option<String>) -> ApiResult<()> {
    if let Some(description) = given.value() {
        check_description(description)?;
    }
    given.apply(target);
    if target.as_ref().is_some_and(String::is_empty) {
        *target = None;
    }
    Ok(())
}

/// Refuses a key that is not `org:` and a word.
pub(super) fn check_key(key: &str) -> ApiResult<()> {
    if key.len() <= MAX_KEY && key.strip_prefix("org:").is_some_and(is_key_segment) {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_FORMAT_INVALID.param(
        "key",
        format!(
            "`{key}` is not a key of a role: it is `org:`, then lower-case letters, digits and underscores, such as \
             `org:billing_clerk`; at most {MAX_KEY} characters."
        ),
    ))
}

/// The refusal of a key that another role has.
pub(super) fn key_taken(key: &str) -> ApiError {
    kinds::FORM_IDENTIFIER_EXISTS.param("key", format!("Another role of this instance has the key `{key}`."))
}

/// The keys of the permissions of those ids, in their order, each once.
pub(super) fn permission_keys(tx: &mut Tx<'_, '_>, ids: &[String]) -> ApiResult<Vec<String>> {
    if ids.len() > MAX_PERMISSIONS {
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED
            .param("permissions", format!("`permissions` may have {MAX_PERMISSIONS} items at most.")));
    }
    let found = tx.find_permissions(ids)?;
    let mut keys = Vec::with_capacity(ids.len());
    for id in ids {
        let permission = found.iter().find(|permission| permission.id == *id).ok_or_else(|| {
            kinds::RESOURCE_NOT_FOUND
                .param("permissions", format!("There is no permission with the id {id} in this instance."))
        })?;
        if !keys.contains(&permission.key) {
            keys.push(permission.key.clone());
        }
    }
    Ok(keys)
}
