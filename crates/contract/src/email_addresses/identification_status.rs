use crate::values;

#[values]
pub enum IdentificationStatus {
    Verified,
    Reserved,
    Unverified,
}
