//! What belongs to no resource.

use crate::list::operations;

operations! {
    get_public_interstitial::GetPublicInterstitial,
}
