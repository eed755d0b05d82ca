//! Reading `order_by`.

use crate::error::{ApiResult, kinds};

/// The key and whether the largest come first, from `created_at`, `+created_at` or `-created_at`.
/// A plus sign may have become a space on its way. `parse` knows the keys; `names` lists them.
pub(crate) fn parse_order<T>(
    text: Option<&str>,
    default: &str,
    names: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> ApiResult<(T, bool)> {
    let text = text.filter(|text| !text.is_empty()).unwrap_or(default);
    let (name, descending) = match text.strip_prefix('-') {
        Some(name) => (name, true),
        None => (text.strip_prefix(['+', ' ']).unwrap_or(text), false),
    };
    parse(name).map(|key| (key, descending)).ok_or_else(|| {
        kinds::FORM_PARAM_VALUE_INVALID
            .param("order_by", format!("`{name}` is not something to order by; there are {names}, each with + or -."))
    })
}
