use crate::{Nullable, Text, object, operation};

/// Gives a user an authenticator app.
///
/// The secret is answered here and never again; show it, or the `uri` as a QR code, to the user. One that was there
/// before stops working. No published document has this operation, but an official SDK calls it.
#[operation(id = "CreateTOTP", post = "/users/{user_id}/totp", tag = "Users", returns = TotpFactor, errors = "400 401 404")]
pub struct CreateTotp {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}

/// An authenticator app of a user, with its secret.
#[object(closed)]
pub struct TotpFactor {
    /// Always `totp`.
    #[api(values = "totp")]
    pub object: Text,
    /// The id of this object.
    pub id: String,
    /// The shared secret in base32.
    pub secret: Nullable<String>,
    /// The secret in the form that authenticator apps read.
    pub uri: Nullable<String>,
    /// Whether codes of it count; a factor that the Backend API makes does at once.
    pub verified: bool,
    /// Backup codes made together with it; none are.
    pub backup_codes: Nullable<Vec<String>>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
