//! Applications that were created without an account, for a first try.

use crate::api::routes;

mod links;

routes! {
    public create_accountless_application,
    public complete_accountless_application,
}
