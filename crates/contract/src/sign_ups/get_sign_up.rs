use super::SignUp;
use crate::operation;

/// Retrieves a sign-up.
#[operation(
    id = "GetSignUp",
    get = "/sign_ups/{id}",
    tag = "Sign Ups",
    returns = SignUp,
    errors = "403 404",
    sdk(js = "signUps.get(id)", python = "sign_ups.get(...)"),
)]
pub struct GetSignUp {
    /// The sign-up's id, `sua_…`.
    #[api(path)]
    pub id: String,
}
