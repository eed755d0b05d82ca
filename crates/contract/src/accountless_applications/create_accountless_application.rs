use super::AccountlessApplication;
use crate::operation;

/// Creates an application without an account, and answers its keys.
///
/// Development tools call it when no key is configured, so it takes none itself. The application is a development
/// instance of its own.
#[operation(
    id = "CreateAccountlessApplication",
    post = "/accountless_applications",
    tag = "Accountless Applications",
    returns = AccountlessApplication,
    public,
    errors = "500",
    sdk(js = "__experimental_accountlessApplications.createAccountlessApplication"),
)]
pub struct CreateAccountlessApplication;
