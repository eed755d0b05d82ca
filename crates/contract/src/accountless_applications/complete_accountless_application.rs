use super::AccountlessApplication;
use crate::operation;

/// Confirms that an application has been claimed, called with its keys in place.
#[operation(
    id = "CompleteAccountlessApplication",
    post = "/accountless_applications/complete",
    tag = "Accountless Applications",
    returns = AccountlessApplication,
    public,
    errors = "500",
    sdk(js = "__experimental_accountlessApplications.completeAccountlessApplicationOnboarding"),
)]
pub struct CompleteAccountlessApplication;
