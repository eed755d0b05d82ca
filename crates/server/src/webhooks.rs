//! Whether the webhooks of an instance are on, and the link to where they are managed.

use crate::api::routes;

mod link;
pub(crate) mod page;

routes! {
    flow create_svix_app,
    write delete_svix_app,
    flow generate_svix_auth_url,
}
