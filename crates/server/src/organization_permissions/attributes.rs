//! Attributes of permissions: checked.

use frontdesk_storage::permissions::{Permission, SYSTEM_PREFIX};

use crate::error::{ApiError, ApiResult, kinds};
use crate::organization_roles::attributes::{MAX_KEY, is_key_segment};

/// Refuses a key that is not `org:feature:action`, or that only the system may have.
pub(super) fn check_key(key: &str) -> ApiResult<()> {
    let segments = key.strip_prefix("org:").and_then(|rest| rest.split_once(':'));
    if key.len() > MAX_KEY
        || !segments.is_some_and(|(feature, action)| is_key_segment(feature) && is_key_segment(action))
    {
        return Err(kinds::FORM_PARAM_FORMAT_INVALID.param(
            "key",
            format!(
                "`{key}` is not a key of a permission: it is `org:`, a feature, `:` and an action, both of lower-case \
                 letters, digits and underscores, such as `org:invoices:create`; at most {MAX_KEY} characters."
            ),
        ));
    }
    if key.starts_with(SYSTEM_PREFIX) {
        return Err(kinds::FORM_PARAM_VALUE_INVALID.param(
            "key",
            format!("`{key}` cannot be used: only permissions of the system begin with {SYSTEM_PREFIX}."),
        ));
    }
    Ok(())
}

/// The refusal of a key that another permission has.
pub(super) fn key_taken(key: &str) -> ApiError {
    kinds::FORM_IDENTIFIER_EXISTS.param("key", format!("Another permission of this instance has the key `{key}`."))
}

/// Refuses to touch a permission of the system.
pub(super) fn require_custom(permission: &Permission) -> ApiResult<()> {
    if !permission.system {
        return Ok(());
    }
    Err(kinds::ORGANIZATION_SYSTEM_PERMISSION_NOT_MODIFIABLE
        .with(format!("{} is a permission of the system, which nobody can change or delete.", permission.key)))
}
