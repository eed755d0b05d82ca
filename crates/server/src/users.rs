//! Users.

use crate::api::routes;

routes! {}
