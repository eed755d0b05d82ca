//! What applications may ask for.

use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// The longest list of scopes, in characters.
const MAX_LENGTH: usize = 1024;

/// What is known of users' organizations; only where there are organizations.
pub(crate) const ORGANIZATIONS: &str = "user:org:read";
/// Every scope there is.
pub(crate) const ALL: &[&str] =
    &["profile", "email", "openid", "offline_access", "public_metadata", "private_metadata", ORGANIZATIONS];

/// What an application may ask for that names nothing: what the instance says, or else the usual.
pub(crate) fn default_scopes(cx: &Context) -> Vec<String> {
    let usual = || vec!["profile".to_owned(), "email".to_owned()];
    cx.settings().oauth_applications.default_scopes.clone().unwrap_or_else(usual)
}

/// The scopes that a text names, each once, in their order.
pub(crate) fn read_scopes(cx: &Context, text: &str) -> ApiResult<Vec<String>> {
    let length = text.chars().count();
    if length > MAX_LENGTH {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("scopes", format!("`scopes` has {length} characters; it may have {MAX_LENGTH}.")));
    }
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split_ascii_whitespace() {
        if !ALL.contains(&scope) {
            return Err(kinds::FORM_PARAM_VALUE_INVALID
                .param("scopes", format!("There is no scope `{scope}`. There are {}.", ALL.join(", "))));
        }
        if scope == ORGANIZATIONS && !cx.settings().organizations_enabled {
            return Err(kinds::FORM_PARAM_VALUE_INVALID
                .param("scopes", format!("The scope `{scope}` needs organizations, which are off in this instance.")));
        }
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok(scopes)
}
