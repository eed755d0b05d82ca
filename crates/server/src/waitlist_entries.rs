//! The waitlist: people who ask to be invited to the application.

use crate::api::routes;

mod change;
mod join;
mod present;

routes! {
    flow list_waitlist_entries,
    flow create_waitlist_entry,
    flow create_bulk_waitlist_entries,
    flow invite_waitlist_entry,
    flow reject_waitlist_entry,
    write delete_waitlist_entry,
}
