//! The time of the machine.

use std::time::SystemTime;

#[expect(clippy::disallowed_methods, reason = "this is where the time comes from")]
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// Milliseconds since the epoch.
pub(crate) fn now_ms() -> i64 {
    now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}
