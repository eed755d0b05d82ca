//! Invitations to sign up for the application.

use crate::api::routes;

pub(crate) mod new_invitation;
pub(crate) mod present;

routes! {
    flow create_invitation,
    flow create_bulk_invitations,
    flow list_invitations,
    write revoke_invitation,
}
