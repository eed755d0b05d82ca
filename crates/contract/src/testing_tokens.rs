//! Testing tokens: how automated tests get past the protection against bots.

use crate::list::operations;

mod testing_token;

pub use testing_token::*;

operations! {
    create_testing_token::CreateTestingToken,
}
