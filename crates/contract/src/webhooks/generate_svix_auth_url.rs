use super::SvixUrl;
use crate::operation;

/// Makes a new link to the page where the instance's webhooks are managed.
///
/// Whoever follows it can change endpoints and read events. Webhooks have to be turned on before.
#[operation(
    id = "GenerateSvixAuthURL",
    post = "/webhooks/svix_url",
    tag = "Webhooks",
    returns = SvixUrl,
    errors = "400",
    sdk(
        js = "webhooks.generateSvixAuthURL()",
        python = "webhooks.generate_svix_auth_url()",
        go = "svixwebhook.RefreshURL",
    ),
)]
pub struct GenerateSvixAuthUrl;
