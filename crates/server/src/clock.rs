//! The clock, which tests can stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Tells the time in milliseconds since the epoch.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// One that only moves when it is told to.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `milliseconds`.
    pub fn fixed(milliseconds: i64) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(milliseconds)))
    }

    /// Moves a fixed clock forward; the machine's clock takes no orders.
    pub fn advance(&self, milliseconds: i64) {
        if let Self::Fixed(now) = self {
            now.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }

    /// Waits; a fixed clock is moved instead, so that no test sleeps.
    pub async fn wait(&self, milliseconds: i64) {
        match self {
            Self::System => {
                let span = u64::try_from(milliseconds).unwrap_or_default();
                tokio::time::sleep(std::time::Duration::from_millis(span)).await;
            }
            Self::Fixed(_) => self.advance(milliseconds),
        }
    }

    /// The time.
    #[expect(clippy::disallowed_methods, reason = "this is where the time comes from")]
    pub fn now(&self) -> i64 {
        match self {
            Self::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)),
            Self::Fixed(now) => now.load(Ordering::SeqCst),
        }
    }
}
