//! The filters that listing and counting users share.

use frontdesk_contract::users::{GetUserList, GetUsersCount};
use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::Signed;
use frontdesk_storage::users::{TimeBound, TimeColumn, UserFilter};

use crate::error::{ApiResult, kinds};

/// The most values of one filter.
const MAX_VALUES: usize = 100;
const DAY: i64 = 24 * 3600 * 1000;

/// Builds the filter from either request: both declare the same parameters.
macro_rules! filter {
    ($name:ident, $request:ty) => {
        pub(crate) fn $name(request: &$request) -> ApiResult<UserFilter> {
            for (name, values) in [
                ("email_address", &request.email_address),
                ("phone_number", &request.phone_number),
                ("username", &request.username),
                ("web3_wallet", &request.web3_wallet),
                ("user_id", &request.user_id),
                ("external_id", &request.external_id),
                ("organization_id", &request.organization_id),
                ("provider_user_id", &request.provider_user_id),
            ] {
                check_size(name, values.len())?;
            }
            let mut times = Vec::new();
            for (column, after, at) in [
                (TimeColumn::CreatedAt, false, request.created_at_before),
                (TimeColumn::CreatedAt, true, request.created_at_after),
                (TimeColumn::LastActiveAt, false, request.last_active_at_before),
                (TimeColumn::LastActiveAt, true, request.last_active_at_after),
                // The older form counts whole days, the day itself included.
                (
                    TimeColumn::LastActiveAt,
                    true,
                    request.last_active_at_since.map(|at| at.saturating_sub(at.rem_euclid(DAY) + 1)),
                ),
                (TimeColumn::LastSignInAt, false, request.last_sign_in_at_before),
                (TimeColumn::LastSignInAt, true, request.last_sign_in_at_after),
            ] {
                times.extend(at.map(|at| TimeBound { column, after, at }));
            }
            Ok(UserFilter {
                email_addresses: each(&request.email_address, |value| normalize_email(value).ok()),
                phone_numbers: each(&request.phone_number, |value| normalize_phone(value).ok()),
                usernames: each(&request.username, |value| Some(value.to_lowercase())),
                web3_wallets: each(&request.web3_wallet, |value| normalize_web3_wallet(value).ok()),
                user_ids: Signed::parse(&request.user_id),
                external_ids: Signed::parse(&request.external_id),
                organization_ids: Signed::parse(&request.organization_id),
                query: given(&request.query),
                email_address_query: given(&request.email_address_query),
                phone_number_query: given(&request.phone_number_query),
                username_query: given(&request.username_query),
                name_query: given(&request.name_query),
                banned: request.banned,
                times,
                external_accounts: external_accounts(request.provider.as_deref(), &request.provider_user_id)?,
            })
        }
    };
}

filter!(of_list, GetUserList);
filter!(of_count, GetUsersCount);

pub(crate) fn check_size(name: &str, count: usize) -> ApiResult<()> {
    if count > MAX_VALUES {
        let sentence = format!("`{name}` was given {count} values; at most {MAX_VALUES} are allowed.");
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED.param(name, sentence));
    }
    Ok(())
}

/// Normalised values; what cannot be normalised stays, matches nobody, and keeps the filter from
/// becoming empty.
pub(crate) fn each(values: &[String], normalize: impl Fn(&str) -> Option<String>) -> Vec<String> {
    values.iter().map(|value| normalize(value).unwrap_or_else(|| value.clone())).collect()
}

/// A fragment to look for; an empty one asks for nothing.
pub(crate) fn given(fragment: &Option<String>) -> Option<String> {
    fragment.as_deref().map(str::trim).filter(|fragment| !fragment.is_empty()).map(str::to_owned)
}

fn external_accounts(provider: Option<&str>, ids: &[String]) -> ApiResult<Option<Vec<String>>> {
    let missing = |name: &str, other: &str| {
        Err(kinds::FORM_CONDITIONAL_PARAM_MISSING.param(name, format!("`{name}` is needed together with `{other}`.")))
    };
    match (provider, ids) {
        (None, []) => Ok(None),
        (Some(_), []) => missing("provider_user_id", "provider"),
        (None, _) => missing("provider", "provider_user_id"),
        (Some(provider), ids) => {
            let provider = provider.strip_prefix("oauth_").unwrap_or(provider);
            Ok(Some(ids.iter().map(|id| format!("oauth_{provider}/{id}")).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_time_bounds_a_list() {
        let since = |at| {
            let request = GetUserList { last_active_at_since: Some(at), ..GetUserList::default() };
            of_list(&request).expect("a filter").times
        };
        let bound = |at| vec![TimeBound { column: TimeColumn::LastActiveAt, after: true, at }];
        assert_eq!(since(3 * DAY), bound(3 * DAY - 1));
        assert_eq!(since(3 * DAY + 5), bound(3 * DAY - 1));
        assert_eq!(since(i64::MIN), bound(i64::MIN));
        assert_eq!(since(i64::MAX), bound(i64::MAX - i64::MAX % DAY - 1));
    }
}
