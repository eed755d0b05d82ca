//! How long a token lives, and how much of that an earlier one must have left.

use frontdesk_contract::m2m_tokens::CreateM2mTokenBody;

use crate::error::{ApiResult, kinds};

/// The last time that dates of programs in JavaScript can express, in milliseconds since the epoch.
const LAST_TIME: i64 = 8_640_000_000_000_000;

/// The life of a new token in milliseconds, at least one. `default_ttl` is that of its machine, in seconds.
pub(super) fn lifetime(body: &CreateM2mTokenBody, default_ttl: i64) -> ApiResult<i64> {
    let milliseconds = match body.seconds_until_expiration.value() {
        None => default_ttl.saturating_mul(1000),
        Some(seconds) if *seconds > 0.0 => as_milliseconds(*seconds),
        Some(_) => {
            return Err(kinds::BAD_REQUEST
                .param("seconds_until_expiration", "`seconds_until_expiration` must be more than 0, or `null`."));
        }
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

/// When a token ends that is made at `now` and lives that long, both in milliseconds.
pub(super) fn end(now: i64, lifetime: i64) -> i64 {
    now.saturating_add(lifetime).min(LAST_TIME)
}

#[expect(clippy::cast_possible_truncation, reason = "what is too large becomes the largest number")]
fn as_milliseconds(seconds: f64) -> i64 {
    ((seconds * 1000.0).round() as i64).max(1)
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
            (Maybe::Value(0.25), Some(250)),
            (Maybe::Value(1e-9), Some(1)),
            (Maybe::Value(1e300), Some(i64::MAX)),
            (Maybe::Value(0.0), None),
            (Maybe::Value(-1.0), None),
        ] {
            assert_eq!(of(seconds, None), milliseconds, "{seconds:?}");
        }
        assert_eq!((end(5, i64::MAX), end(5, 10)), (LAST_TIME, 15));
    }

    #[test]
    fn an_earlier_token_need_not_have_more_left_than_a_new_one_would() {
        assert_eq!(of(Maybe::Value(60.0), Some(59)), Some(60_000));
        assert_eq!(of(Maybe::Value(60.0), Some(60)), None);
        assert_eq!(of(Maybe::Absent, Some(3600)), None);
        assert_eq!(of(Maybe::Absent, Some(i64::MAX)), None);
    }
}
