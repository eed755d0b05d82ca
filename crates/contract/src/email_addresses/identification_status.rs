use crate::values;

/// What is known about an identifier that is set from outside.
#[values]
pub enum IdentificationStatus {
    /// Proven to be the user's.
    Verified,
    /// Not proven, but nobody else can take it.
    Reserved,
    /// Not proven, and open to others.
    Unverified,
}
