use super::AccountlessApplication;
use crate::operation;

#[operation(
    id = "CompleteAccountlessApplication",
    post = "/accountless_applications/complete",
    tag = "Accountless Applications",
    returns = AccountlessApplication,
    public,
    errors = "500",
)]
/// Confirms that an application has been claimed, called with its keys in place.

pub struct CompleteAccountlessApplication;
