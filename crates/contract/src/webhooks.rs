//! Webhooks: the account at the service that delivers the instance's events.

use crate::list::operations;

mod svix_url;

pub use svix_url::*;

operations! {
    create_svix_app::CreateSvixApp,
    delete_svix_app::DeleteSvixApp,
    generate_svix_auth_url::GenerateSvixAuthUrl,
}
