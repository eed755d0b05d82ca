use super::InstanceCommunication;
use crate::{Maybe, object, operation};

/// Replaces the list of countries that no text message is sent to.
///
/// Without a list nothing changes. Codes of no country that text messages go to are dropped in silence; the answer says
/// what is left.
#[operation(
    id = "UpdateInstanceCommunication",
    patch = "/instance/communication",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = InstanceCommunication,
    errors = "422",
    risk = destructive,
    destroys = "The former list, and text messages to the countries on the new one.",
    sdk(python = "instance_settings.update_communication(request)"),
)]
pub struct UpdateInstanceCommunication {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceCommunicationBody,
}

/// The new list.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceCommunicationBody {
    /// All countries that no text message is sent to from now on, as two capital letters of ISO 3166-1 each, none of
    /// them twice.
    #[api(max_items = 250, pattern = "^[A-Z]{2}$")]
    pub blocked_country_codes: Maybe<Vec<String>>,
}
