//! Applications that were created without an account, for a first try.

use crate::list::operations;

mod accountless_application;

pub use accountless_application::*;

operations! {
    complete_accountless_application::CompleteAccountlessApplication,
    create_accountless_application::CreateAccountlessApplication,
}
