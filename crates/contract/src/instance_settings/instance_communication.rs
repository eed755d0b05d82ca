use crate::{Text, object};

/// The settings of text messages.
#[object]
pub struct InstanceCommunication {
    /// Always `instance_communication`.
    #[api(values = "instance_communication")]
    pub object: Text,
    /// The countries that no text message is sent to, as two capital letters each.
    pub blocked_country_codes: Vec<String>,
}
