//! What belongs to no resource.

use crate::api::routes;

routes! {
    page get_public_interstitial,
}
