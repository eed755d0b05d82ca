use super::AccountlessApplication;
use crate::operation;

#[operation(id = "CreateAccountlessApplication", post = "/accountless_applications", tag = "Accountless Applications", returns = AccountlessApplication, public, errors = "500")]
pub struct CreateAccountlessApplication;
