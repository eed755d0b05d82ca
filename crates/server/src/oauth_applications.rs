//! OAuth applications: clients that users of the instance sign in to with their account here.

use frontdesk_storage::Tx;
use frontdesk_storage::oauth_applications::OauthApplication;

use crate::api::routes;
use crate::error::{ApiError, ApiResult};

mod attributes;
mod present;
pub(crate) mod redirect_uris;
pub(crate) mod scopes;

routes! {
    write create_oauth_application,
    flow delete_oauth_application,
    read get_oauth_application,
    read list_oauth_applications,
    write revoke_oauth_application_token,
    write rotate_oauth_application_secret,
    write update_oauth_application,
    flow upload_oauth_application_logo,
}

/// The application of that id, or the refusal; inside a unit of work that writes, its row is locked until the end.
pub(crate) fn get_application(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<OauthApplication> {
    tx.find_oauth_application(id)?.ok_or_else(|| ApiError::not_found("OAuth application", id))
}
