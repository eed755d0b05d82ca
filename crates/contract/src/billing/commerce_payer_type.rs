use crate::values;

/// The kind of payer that a plan is for.
#[values]
pub enum CommercePayerType {
    /// People.
    User,
    /// Organizations.
    Org,
}
