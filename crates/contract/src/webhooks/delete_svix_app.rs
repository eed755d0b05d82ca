use crate::operation;

/// Turns webhooks off for the instance.
#[operation(
    id = "DeleteSvixApp",
    delete = "/webhooks/svix",
    tag = "Webhooks",
    status = 204,
    errors = "400",
    destroys = "Every webhook endpoint with its signing secret, and every event that is not delivered yet.",
    sdk(js = "webhooks.deleteSvixApp()", python = "webhooks.delete_svix_app()", go = "svixwebhook.Delete")
)]
pub struct DeleteSvixApp;
