use crate::{operation};
use super::{AccountlessApplication};

#[operation(id = "CreateAccountlessApplication", post = "/accountless_applications", tag = "Accountless Applications", returns = AccountlessApplication, public, errors = "500")]
pub struct CreateAccountlessApplication;
