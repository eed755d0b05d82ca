use crate::{object, values};

/// What the identity provider is told about who is about to sign in.
#[object(closed)]
pub struct SamlConnectionLoginHint {
    /// Where the hint comes from.
    pub mode: SamlConnectionLoginHintMode,
    /// The key of the user's public metadata whose value is the hint; only with the mode `custom_attribute`.
    pub source: Option<String>,
}

/// Where the hint for the identity provider comes from.
#[values]
pub enum SamlConnectionLoginHintMode {
    /// The address that was typed.
    EmailAddress,
    /// A key of the user's public metadata.
    CustomAttribute,
    /// There is none.
    Off,
}
