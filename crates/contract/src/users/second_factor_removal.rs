use crate::object;

/// Whose second factor was removed.
#[object(closed)]
pub struct SecondFactorRemoval {
    /// Which user it is about, `user_…`.
    #[api(required = "none")]
    pub user_id: String,
}
