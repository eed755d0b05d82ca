//! The waitlist: people who ask to be invited to the application.

use crate::list::operations;

mod waitlist_entry;

pub use waitlist_entry::*;

operations! {
    create_bulk_waitlist_entries::CreateBulkWaitlistEntries,
    create_waitlist_entry::CreateWaitlistEntry,
    delete_waitlist_entry::DeleteWaitlistEntry,
    invite_waitlist_entry::InviteWaitlistEntry,
    list_waitlist_entries::ListWaitlistEntries,
    reject_waitlist_entry::RejectWaitlistEntry,
}
