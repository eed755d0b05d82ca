//! Writing SQLite's log back into the database beside the writer, for which everybody would wait otherwise.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};
use rusqlite::Connection as Database;

#[cfg(test)]
mod tests;

use super::spawn;
use crate::StorageError;
use crate::error::DriverError;

/// How many pages in the log are worth writing back: 16 MB.
const ENOUGH: i32 = if cfg!(test) { 40 } else { 4_000 };
/// How many pages may be written while the thread copies; then the writer waits for it, since the log grows faster than it
/// is emptied.
const TOO_MANY: i32 = 3 * ENOUGH;

/// Sees to it that the log does not grow for ever. The thread copies most of it while the writer goes on. As the log
/// begins anew only when all of it is copied, the writer copies the rest: what was written meanwhile.
pub(super) struct Checkpoints {
    /// Asks the thread to copy.
    ask: Sender<()>,
    /// Says that it has.
    copied: Receiver<()>,
    /// How many pages the log has had since the last commit.
    pages: Arc<AtomicI32>,
    /// How many it had after the commit before.
    before: i32,
    /// From how many pages on the thread is asked next.
    next: i32,
    /// How many pages there were when it was asked, while it copies.
    asked: Option<i32>,
}

impl Checkpoints {
    /// `open` opens a connection of the thread's own when it is needed first.
    pub(super) fn start(
        writer: &mut Database,
        open: impl FnOnce() -> Result<Database, StorageError> + Send + 'static,
    ) -> Result<Self, StorageError> {
        let pages = Arc::new(AtomicI32::new(0));
        let seen = Arc::clone(&pages);
        // In place of the checkpoint that SQLite would make inside of a commit.
        writer
            .wal_hook(Some(move |_: &mut _, pages| {
                seen.store(pages, Ordering::Relaxed);
                Ok(())
            }))
            .map_err(|error| DriverError::from(error).error)?;
        let ((ask, asked), (done, copied)) = (bounded(1), bounded(1));
        spawn("sqlite-checkpoints", move || {
            let mut open = Some(open);
            let mut database = None;
            while asked.recv().is_ok() {
                if let Some(open) = open.take() {
                    database = open().inspect_err(|error| tracing::warn!(%error, "the writer does checkpoints")).ok();
                }
                let Some(database) = &database else { return };
                checkpoint(database);
                if done.send(()).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { ask, copied, pages, before: 0, next: ENOUGH, asked: None })
    }

    /// To be called when a commit is answered.
    pub(super) fn after_commit(&mut self, writer: &Database) {
        let pages = self.pages.load(Ordering::Relaxed);
        if pages < std::mem::replace(&mut self.before, pages) {
            // The log has begun anew. One commit alone may fill it beyond what is enough.
            self.next = ENOUGH;
        }
        if let Some(asked) = self.asked {
            if pages < asked + TOO_MANY {
                if self.copied.try_recv() == Err(TryRecvError::Empty) {
                    return;
                }
            } else {
                let _ = self.copied.recv();
            }
            self.asked = None;
        } else {
            if pages < self.next {
                return;
            }
            if self.ask.send(()).is_ok() {
                self.asked = Some(pages);
                return;
            }
        }
        checkpoint(writer);
        // The log does not begin anew while somebody reads what is in it: not with every commit then.
        self.next = pages + ENOUGH;
    }
}

/// Copies what no reader needs in the log any more. Nobody is waited for, and nobody waits.
fn checkpoint(database: &Database) {
    let copied = database.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(0));
    if let Err(error) = copied {
        tracing::warn!(%error, "the log could not be written back into the database");
    }
}
