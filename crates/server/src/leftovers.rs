//! Deletes, piece by piece, what is left over of organizations, domains, users, machines and OAuth applications that are
//! deleted: in the background, so that neither whoever deleted them nor any other writer waits for it.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_storage::Tx;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::context::Shared;
use crate::error::ApiResult;

/// How long to wait before looking for what another process, or a failure, has left. Deletions here are told at once.
const LOOK_EVERY: Duration = Duration::from_mins(5);

/// Clears what is left over now, after every deletion that leaves something, and now and then.
pub(crate) fn start(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = clear(&shared, &stopped).await {
                tracing::warn!(
                    ?error,
                    "what deleted organizations, domains, users or machines left could not be deleted yet"
                );
            }
            tokio::select! {
                () = shared.leftovers.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
        }
    })
}

async fn clear(shared: &Shared, stopped: &watch::Receiver<bool>) -> ApiResult<()> {
    let found = shared.store.system_read(|tx| -> ApiResult<_> { Ok(tx.list_leftovers()?) }).await?;
    for (instance_id, owner_id) in found {
        let instance_id: Arc<str> = instance_id.into();
        loop {
            if *stopped.borrow() {
                // The next start goes on with it.
                return Ok(());
            }
            let owner_id = owner_id.clone();
            let piece = move |tx: &mut Tx<'_, '_>| -> ApiResult<_> { Ok(tx.delete_leftovers(&owner_id)?) };
            if !shared.store.write(Arc::clone(&instance_id), piece).await? {
                break;
            }
        }
    }
    Ok(())
}
