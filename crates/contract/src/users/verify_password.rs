use crate::{object, operation};

#[operation(id = "VerifyPassword", post = "/users/{user_id}/verify_password", tag = "Users", returns = PasswordVerification, errors = "400 404 422 500")]
pub struct VerifyPassword {
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: VerifyPasswordBody,
}

#[object(closed)]
pub struct VerifyPasswordBody {
    pub password: String,
}

#[object(closed)]
pub struct PasswordVerification {
    #[api(required = "none")]
    pub verified: bool,
}
