use super::SvixUrl;
use crate::operation;

/// Turns webhooks on for the instance.
///
/// It can be done once. The endpoints that get the events are managed behind the link, not by this API.
#[operation(
    id = "CreateSvixApp",
    post = "/webhooks/svix",
    tag = "Webhooks",
    returns = SvixUrl,
    errors = "400",
    sdk(js = "webhooks.createSvixApp()", python = "webhooks.create_svix_app()", go = "svixwebhook.Create"),
)]
pub struct CreateSvixApp;
