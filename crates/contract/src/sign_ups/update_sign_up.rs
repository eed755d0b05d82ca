use super::SignUp;
use crate::{Maybe, object, operation};

/// Updates a sign-up that is not complete.
///
/// What is left out stays as it is. What the person has to fill in can only be changed by the front end.
#[operation(
    id = "UpdateSignUp",
    patch = "/sign_ups/{id}",
    tag = "Sign Ups",
    returns = SignUp,
    errors = "403 404",
    sdk(js = "signUps.update({ signUpAttemptId: id, ... })", python = "sign_ups.update(...)"),
)]
pub struct UpdateSignUp {
    /// The sign-up's id, `sua_…`.
    #[api(path)]
    pub id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateSignUpBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateSignUpBody {
    /// Your own id of the person, which the user takes over once the sign-up is complete.
    pub external_id: Maybe<String>,
    /// Whether to mark it as a custom action.
    pub custom_action: Maybe<bool>,
}
