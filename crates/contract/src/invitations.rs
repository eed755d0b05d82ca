//! Invitations to sign up for the application.

use crate::list::operations;

mod invitation;

pub use invitation::*;

operations! {
    create_bulk_invitations::CreateBulkInvitations,
    create_invitation::CreateInvitation,
    list_invitations::ListInvitations,
    revoke_invitation::RevokeInvitation,
}
