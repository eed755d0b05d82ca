//! Testing tokens: they get automated tests past the protection against bots.

use crate::api::routes;

routes! {
    flow create_testing_token,
}
