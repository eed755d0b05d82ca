use crate::{operation};
use super::{AccountlessApplication};

#[operation(id = "CompleteAccountlessApplication", post = "/accountless_applications/complete", tag = "Accountless Applications", returns = AccountlessApplication, public, errors = "500")]
pub struct CompleteAccountlessApplication;
