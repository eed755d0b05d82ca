//! Deletes tokens and grants whose time is up, in the background and piece by piece.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::context::Shared;
use crate::error::ApiResult;

/// How often is looked for what has ended. Nobody waits for it: what has ended works no more.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Works until the server stops.
pub(crate) fn start(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = clear(&shared, &stopped).await {
                tracing::warn!(?error, "OAuth tokens whose time is up could not be deleted yet");
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
        }
    })
}

async fn clear(shared: &Shared, stopped: &watch::Receiver<bool>) -> ApiResult<()> {
    let now = shared.clock.now();
    let list = move |tx: &mut frontdesk_storage::SystemTx<'_, '_>| -> ApiResult<_> {
        Ok(tx.list_instances_with_ended_oauth_grants(now)?)
    };
    for instance in shared.store.system_read(list).await? {
        let instance: Arc<str> = instance.into();
        loop {
            if *stopped.borrow() {
                return Ok(());
            }
            let piece = move |tx: &mut frontdesk_storage::Tx<'_, '_>| -> ApiResult<_> {
                Ok(tx.delete_ended_oauth_grants(now)?)
            };
            if !shared.store.write(Arc::clone(&instance), piece).await? {
                break;
            }
        }
    }
    Ok(())
}
