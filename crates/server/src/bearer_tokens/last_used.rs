//! When tokens and keys were last verified, noted in memory: a verification must not cost a write that has to be durable.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use frontdesk_storage::Tx;
use frontdesk_storage::bearer_tokens::BearerKind;
use tokio::sync::Notify;

use crate::context::Shared;
use crate::error::ApiResult;

/// How many uses are noted before they are written without waiting any longer.
const MOST: usize = 10_000;
/// How many uses one unit of work writes.
const PIECE: usize = 200;

/// The time of the latest use by the id of the token or key, in milliseconds since the epoch, for each kind of them in
/// each instance.
type Uses = HashMap<(Arc<str>, BearerKind), HashMap<String, i64>>;

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

    /// Notes that a token or key was used.
    pub(crate) fn note(&self, instance: &Arc<str>, kind: BearerKind, id: &str, now: i64) {
        let mut noted = self.noted();
        let of_kind = noted.waiting.entry((Arc::clone(instance), kind)).or_default();
        if let Some(at) = of_kind.get_mut(id) {
            *at = now.max(*at);
            return;
        }
        of_kind.insert(id.to_owned(), now);
        noted.count += 1;
        if noted.count >= MOST {
            self.full.notify_one();
        }
    }

    /// When a token or key was last used, if that is not written yet.
    pub(crate) fn latest(&self, instance: &Arc<str>, kind: BearerKind, id: &str) -> Option<i64> {
        let key = (Arc::clone(instance), kind);
        let noted = self.noted();
        let of = |uses: &Uses| uses.get(&key).and_then(|of_kind| of_kind.get(id).copied());
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
            for ((instance, kind), of_kind) in left {
                for (id, at) in of_kind {
                    self.note(&instance, kind, &id, at);
                }
            }
        }
        written
    }
}

async fn write_all(shared: &Shared, uses: Uses) -> ApiResult<()> {
    for ((instance, kind), of_kind) in uses {
        // Always in the same order, so that two processes cannot wait for each other.
        let mut sorted: Vec<(String, i64)> = of_kind.into_iter().collect();
        sorted.sort_unstable();
        for piece in sorted.chunks(PIECE) {
            let piece = piece.to_vec();
            let write = move |tx: &mut Tx<'_, '_>| -> ApiResult<()> { Ok(tx.note_bearers_used(kind, &piece)?) };
            shared.store.write(Arc::clone(&instance), write).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_use_counts_for_each_instance_and_kind() {
        let (one, other): (Arc<str>, Arc<str>) = ("ins_a".into(), "ins_b".into());
        let (token, key) = (BearerKind::M2mToken, BearerKind::ApiKey);
        let used = LastUsed::default();
        assert_eq!(used.latest(&one, token, "mt_1"), None);
        for at in [3, 7, 5] {
            used.note(&one, token, "mt_1", at);
        }
        assert_eq!((used.latest(&one, token, "mt_1"), used.latest(&one, token, "mt_2")), (Some(7), None));
        assert_eq!((used.latest(&other, token, "mt_1"), used.latest(&one, key, "mt_1")), (None, None));
        assert_eq!(used.noted().count, 1);
        used.note(&one, key, "ak_1", 9);
        assert_eq!(used.latest(&one, key, "ak_1"), Some(9));
        assert_eq!(used.noted().count, 2);
    }
}
