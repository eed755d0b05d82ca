//! How long a token or key lives.

use crate::error::{ApiResult, kinds};

/// The last time that dates of programs in JavaScript can express, in milliseconds since the epoch.
const LAST_TIME: i64 = 8_640_000_000_000_000;

/// A life in milliseconds, at least one, that a request gives in `seconds_until_expiration`.
pub(crate) fn milliseconds(seconds: f64) -> ApiResult<i64> {
    if seconds > 0.0 {
        return Ok(as_milliseconds(seconds));
    }
    Err(kinds::BAD_REQUEST
        .param("seconds_until_expiration", "`seconds_until_expiration` must be more than 0, or `null`."))
}

/// When something ends that is made at `now` and lives that long, both in milliseconds.
pub(crate) fn end(now: i64, lifetime: i64) -> i64 {
    now.saturating_add(lifetime).min(LAST_TIME)
}

#[expect(clippy::cast_possible_truncation, reason = "what is too large becomes the largest number")]
fn as_milliseconds(seconds: f64) -> i64 {
    ((seconds * 1000.0).round() as i64).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_has_milliseconds_and_an_end_that_programs_can_express() {
        for (seconds, expected) in [
            (60.0, Some(60_000)),
            (0.25, Some(250)),
            (1e-9, Some(1)),
            (1e300, Some(i64::MAX)),
            (0.0, None),
            (-1.0, None),
            (f64::NAN, None),
        ] {
            assert_eq!(milliseconds(seconds).ok(), expected, "{seconds}");
        }
        assert_eq!((end(5, i64::MAX), end(5, 10)), (LAST_TIME, 15));
    }
}
