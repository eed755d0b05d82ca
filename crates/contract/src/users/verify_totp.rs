use crate::{object, operation, values};

#[operation(id = "VerifyTOTP", post = "/users/{user_id}/verify_totp", tag = "Users", returns = TotpVerification, errors = "400 404 422 500")]
pub struct VerifyTotp {
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: VerifyTotpBody,
}

#[object(closed)]
pub struct VerifyTotpBody {
    pub code: String,
}

#[object(closed)]
pub struct TotpVerification {
    #[api(required = "none")]
    pub verified: bool,
    pub code_type: Option<TotpCodeType>,
}

#[values]
pub enum TotpCodeType {
    Totp,
    BackupCode,
}
