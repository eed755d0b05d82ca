//! When tokens were last verified, noted in memory: a verification must not cost a write that has to be durable.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::context::Shared;
use crate::error::ApiResult;

/// How many uses are noted before they are written without waiting any longer.
const MOST: usize = 10_000;
/// How many uses one unit of work writes.
const PIECE: usize = 200;

/// The time of the latest use by the id of the token, in milliseconds since the epoch, for each instance.
type Uses = HashMap<Arc<str>, HashMap<String, i64>>;

/// The latest uses that are not written yet.
#[derive(Default)]
pub(crate) struct LastUsed {
    noted: Mutex<Noted>,
    /// Told when there are many.
    full: Notify,
}

#[derive(Default)]
struct Noted {
    waiting: Uses,
    count: usize,
    /// Those that are being written; they are looked at until that is done.
    writing: Uses,
}

impl LastUsed {
    fn noted(&self) -> MutexGuard<'_, Noted> {
        // A panic elsewhere must not stop tokens from being verified.
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a token was used.
    pub(crate) fn note(&self, instance: &Arc<str>, id: &str, now: i64) {
        let mut noted = self.noted();
        let of_instance = noted.waiting.entry(Arc::clone(instance)).or_default();
        if let Some(at) = of_instance.get_mut(id) {
            *at = now.max(*at);
            return;
        }
        of_instance.insert(id.to_owned(), now);
        noted.count += 1;
        if noted.count >= MOST {
            self.full.notify_one();
        }
    }

    /// When a token was last used, if that is not written yet.
    pub(crate) fn latest(&self, instance: &str, id: &str) -> Option<i64> {
        let noted = self.noted();
        let of = |uses: &Uses| uses.get(instance).and_then(|of_instance| of_instance.get(id).copied());
        of(&noted.waiting).max(of(&noted.writing))
    }

    /// Comes back when there are many.
    pub(super) async fn many(&self) {
        self.full.notified().await;
    }

    /// Writes what is noted. What cannot be written is kept for the next time.
    pub(crate) async fn write(&self, shared: &Shared) -> ApiResult<()> {
        let uses = {
            let mut noted = self.noted();
            noted.count = 0;
            noted.writing = std::mem::take(&mut noted.waiting);
            noted.writing.clone()
        };
        let written = write_all(shared, uses).await;
        let left = {
            let mut noted = self.noted();
            std::mem::take(&mut noted.writing)
        };
        if written.is_err() {
            for (instance, of_instance) in left {
                for (id, at) in of_instance {
                    self.note(&instance, &id, at);
                }
            }
        }
        written
    }
}

async fn write_all(shared: &Shared, uses: Uses) -> ApiResult<()> {
    for (instance, of_instance) in uses {
        // Always in the same order, so that two processes cannot wait for each other.
        let mut sorted: Vec<(String, i64)> = of_instance.into_iter().collect();
        sorted.sort_unstable();
        for piece in sorted.chunks(PIECE) {
            let piece = piece.to_vec();
            let write =
                move |tx: &mut frontdesk_storage::Tx<'_, '_>| -> ApiResult<()> { Ok(tx.note_m2m_tokens_used(&piece)?) };
            shared.store.write(Arc::clone(&instance), write).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_use_counts_for_each_instance() {
        let (one, other): (Arc<str>, Arc<str>) = ("ins_a".into(), "ins_b".into());
        let used = LastUsed::default();
        assert_eq!(used.latest(&one, "mt_1"), None);
        for at in [3, 7, 5] {
            used.note(&one, "mt_1", at);
        }
        assert_eq!((used.latest(&one, "mt_1"), used.latest(&one, "mt_2")), (Some(7), None));
        assert_eq!(used.latest(&other, "mt_1"), None);
        assert_eq!(used.noted().count, 1);
    }
}
