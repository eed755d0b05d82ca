//! What is done for tokens and keys in the background: uses are written, and those whose time is up are taken over into
//! the counts of those.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_storage::bearer_tokens::BearerKind;
use frontdesk_storage::{SystemTx, Tx};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::context::Shared;
use crate::error::ApiResult;

/// How long a use waits to be written together with others: as much may be lost when a process is killed.
const WRITE_EVERY: Duration = Duration::from_secs(10);
/// How often tokens and keys are looked for whose time is up, after so many writes.
const EXPIRE_EVERY: u32 = 3;

/// Works until the server stops. What was used until its last answer is written by [`finish`].
pub(crate) fn start(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        for round in 0_u32.. {
            if round.is_multiple_of(EXPIRE_EVERY)
                && let Err(error) = expire(&shared, &stopped).await
            {
                tracing::warn!(?error, "tokens and keys whose time is up could not be taken into account yet");
            }
            tokio::select! {
                () = tokio::time::sleep(WRITE_EVERY) => {}
                () = shared.bearers_used.many() => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
            finish(&shared).await;
        }
    })
}

/// Writes the uses that are noted.
pub(crate) async fn finish(shared: &Shared) {
    if let Err(error) = shared.bearers_used.write(shared).await {
        tracing::warn!(?error, "the latest uses of tokens and keys could not be written yet");
    }
}

async fn expire(shared: &Shared, stopped: &watch::Receiver<bool>) -> ApiResult<()> {
    let now = shared.clock.now();
    for kind in BearerKind::ALL {
        let list =
            move |tx: &mut SystemTx<'_, '_>| -> ApiResult<_> { Ok(tx.list_instances_with_expired_bearers(kind, now)?) };
        for instance in shared.store.system_read(list).await? {
            let instance: Arc<str> = instance.into();
            loop {
                if *stopped.borrow() {
                    return Ok(());
                }
                let piece = move |tx: &mut Tx<'_, '_>| -> ApiResult<_> { Ok(tx.expire_bearers(kind, now)?) };
                if !shared.store.write(Arc::clone(&instance), piece).await? {
                    break;
                }
            }
        }
    }
    Ok(())
}
