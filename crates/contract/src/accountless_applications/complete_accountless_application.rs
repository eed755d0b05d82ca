use super::AccountlessApplication;
use crate::operation;

#[operation(id = "CompleteAccountlessApplication", post = "/accountless_applications/complete", tag = "Accountless Applications", returns = AccountlessApplication, public, errors = "500")]
pub struct CompleteAccountlessApplication;
