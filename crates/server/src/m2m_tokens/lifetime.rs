//! How long a token lives, and how much of that an earlier one must have left.

use frontdesk_contract::m2m_tokens::CreateM2mTokenBody;

use crate::bearer_tokens::lifetime::milliseconds;
use crate::error::{ApiResult, kinds};

/// The life of a new token in milliseconds, at least one. `default_ttl` is that of its machine, in seconds.
pub(super) fn lifetime(body: &CreateM2mTokenBody, default_ttl: i64) -> ApiResult<i64> {
    let milliseconds = match body.seconds_until_expiration.value() {
        None => default_ttl.saturating_mul(1000),
        Some(seconds) => milliseconds(*seconds)?,
    };
    if let Some(remaining) = body.min_remaining_ttl_seconds
        && remaining.saturating_mul(1000) >= milliseconds
    {
        return Err(kinds::BAD_REQUEST.param(
            "min_remaining_ttl_seconds",
            "`min_remaining_ttl_seconds` must be less than the time that a new token would be valid, or no token \
             could ever satisfy it.",
        ));
    }
    Ok(milliseconds)
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::Maybe;

    use super::*;

    fn of(seconds: Maybe<f64>, min_remaining_ttl_seconds: Option<i64>) -> Option<i64> {
        let body = CreateM2mTokenBody {
            seconds_until_expiration: seconds,
            min_remaining_ttl_seconds,
            ..CreateM2mTokenBody::default()
        };
        lifetime(&body, 3600).ok()
    }

    #[test]
    fn a_life_is_what_was_asked_for_or_that_of_the_machine() {
        for (seconds, milliseconds) in [
            (Maybe::Absent, Some(3_600_000)),
            (Maybe::Null, Some(3_600_000)),
            (Maybe::Value(60.0), Some(60_000)),
            (Maybe::Value(0.0), None),
        ] {
            assert_eq!(of(seconds, None), milliseconds, "{seconds:?}");
        }
    }

    #[test]
    fn an_earlier_token_need_not_have_more_left_than_a_new_one_would() {
        assert_eq!(of(Maybe::Value(60.0), Some(59)), Some(60_000));
        assert_eq!(of(Maybe::Value(60.0), Some(60)), None);
        assert_eq!(of(Maybe::Absent, Some(3600)), None);
        assert_eq!(of(Maybe::Absent, Some(i64::MAX)), None);
    }
}
