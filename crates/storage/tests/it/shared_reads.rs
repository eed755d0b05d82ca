//! Reads that wait together: each gets its answer, and sees every write that was answered before it was asked.

use std::sync::Arc;

use frontdesk_storage::StorageError;
use frontdesk_storage::users::User;

use crate::database::{INSTANCE, instance, open};

/// More than share one snapshot.
const READS: usize = 500;

#[test]
fn every_read_is_answered_and_sees_what_was_written_before_it() {
    let (store, _folder) = open();
    instance(&store);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        for round in 0..20 {
            // Reads that are under way while the user is written, so that snapshots from before it are open.
            let before: Vec<_> = (0..READS).map(|_| read(&store, format!("user_{round}"))).collect();
            let user = User { id: format!("user_{round}"), created_at: round, ..User::default() };
            let written: Result<_, StorageError> =
                store.write(Arc::from(INSTANCE), move |tx| tx.insert_user(&user)).await;
            written.expect("written");
            let after: Vec<_> = (0..READS).map(|_| read(&store, format!("user_{round}"))).collect();
            for answer in before {
                answer.await.expect("answered").expect("read");
            }
            for answer in after {
                assert!(answer.await.expect("answered").expect("read"), "round {round}: what was answered is there");
            }
        }
    });
}

/// Asks whether the user is there; the question is on its way at once.
fn read(store: &frontdesk_storage::Store, id: String) -> tokio::task::JoinHandle<Result<bool, StorageError>> {
    let store = store.clone();
    tokio::spawn(async move { store.read(Arc::from(INSTANCE), move |tx| Ok(tx.find_user(&id)?.is_some())).await })
}
