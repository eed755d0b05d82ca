use crate::operation;

/// Turns webhooks off for the instance.
#[operation(
    id = "DeleteSvixApp",
    delete = "/webhooks/svix",
    tag = "Webhooks",
    status = 204,
    errors = "400",
    destroys = "Every webhook endpoint with its signing secret, and every event that is not delivered yet."
)]
pub struct DeleteSvixApp;
