//! Invitations to sign up for the application.

use crate::api::routes;

mod new_invitation;
mod present;

routes! {
    flow create_invitation,
    flow create_bulk_invitations,
    flow list_invitations,
    write revoke_invitation,
}
