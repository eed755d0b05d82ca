use crate::{Text, object};

/// The settings of Protect, the hosted service's defence against abuse.
#[object]
pub struct InstanceProtect {
    /// Always `instance_protect`.
    #[api(values = "instance_protect")]
    pub object: Text,
    /// Whether the rules of Protect are applied.
    pub rules_enabled: bool,
    /// Whether Specter, a part of Protect, is on.
    pub specter_enabled: bool,
    /// Whether the instance vouches for meeting what Protect needs, so that nothing of it is checked.
    pub checks_bypassed: bool,
}
