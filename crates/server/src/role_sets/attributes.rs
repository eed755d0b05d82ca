//! Attributes of role sets: read from requests and checked.

use frontdesk_storage::roles::Role;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::organization_roles::attributes::{MAX_KEY, is_key_segment};
use crate::roles::Roles;

/// How the keys of role sets begin.
const PREFIX: &str = "role_set:";
/// The most roles of a role set.
pub(super) const MAX_ROLES: usize = 10;

/// Refuses a key that is not `role_set:` and a word.
pub(super) fn check_key(key: &str) -> ApiResult<()> {
    if key.len() <= MAX_KEY && key.strip_prefix(PREFIX).is_some_and(is_key_segment) {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_FORMAT_INVALID.param(
        "key",
        format!(
            "`{key}` is not a key of a role set: it is `{PREFIX}`, then lower-case letters, digits and underscores, \
             such as `{PREFIX}partners`; at most {MAX_KEY} characters."
        ),
    ))
}

/// The refusal of a key that another role set has.
pub(super) fn key_taken(key: &str) -> ApiError {
    kinds::FORM_IDENTIFIER_EXISTS.param("key", format!("Another role set of this instance has the key `{key}`."))
}

/// A key for a role set of that name that none has: its words, and a number where that is taken; a new id where the
/// name has no words that a key can have.
pub(super) fn key_from_name(cx: &Context, roles: &Roles, name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut word = words.collect::<Vec<_>>().join("_");
    if word.is_empty() {
        word = cx.new_id("set").to_lowercase();
    }
    word.truncate(MAX_KEY / 2);
    let base = format!("{PREFIX}{word}");
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|key| roles.set(key).is_none()).unwrap_or_default()
}

/// The roles with the keys that the parameter `name` lists, or the refusal of an empty list, a long one, and a key that
/// is unknown or given twice.
pub(super) fn read_roles<'r>(roles: &'r Roles, name: &str, keys: &[String]) -> ApiResult<Vec<&'r Role>> {
    if keys.is_empty() {
        return Err(kinds::FORM_PARAM_VALUE_INVALID.param(name, format!("`{name}` needs at least one role.")));
    }
    if keys.len() > MAX_ROLES {
        return Err(too_many(name));
    }
    let mut found: Vec<&Role> = Vec::with_capacity(keys.len());
    for key in keys {
        let role = roles.require_key(name, key)?;
        if found.iter().any(|other| other.id == role.id) {
            return Err(kinds::FORM_PARAM_DUPLICATE.param(name, format!("`{name}` names the role {key} twice.")));
        }
        found.push(role);
    }
    Ok(found)
}

/// The refusal of more roles than a role set may have.
pub(super) fn too_many(name: &str) -> ApiError {
    kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED.param(name, format!("A role set holds {MAX_ROLES} roles at most."))
}

/// The role with the key that the parameter `name` gives, which is to be one of `among`.
pub(super) fn choose<'r>(name: &str, key: &str, among: &[&'r Role]) -> ApiResult<&'r Role> {
    among.iter().copied().find(|role| role.key == key).ok_or_else(|| {
        let keys: Vec<&str> = among.iter().map(|role| role.key.as_str()).collect();
        kinds::FORM_PARAM_VALUE_INVALID
            .param(name, format!("`{name}` must be one of {}; `{key}` is not.", keys.join(", ")))
    })
}
