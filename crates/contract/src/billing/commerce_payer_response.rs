use super::CommerceMoneyResponse;
use crate::{Maybe, Text, object};

/// Who pays: a user or an organization.
#[object(closed)]
pub struct CommercePayerResponse {
    /// Always `commerce_payer`.
    #[api(values = "commerce_payer")]
    pub object: Text,
    /// The payer's id, `cpayer_…`.
    pub id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// Which user it is, `user_…`; `null` for an organization.
    #[api(nullable = ">=2025-11-10")]
    pub user_id: Maybe<String>,
    /// The user's given name.
    #[api(required = "<=2025-04-10", nullable = ">=2025-11-10")]
    pub first_name: Maybe<String>,
    /// The user's family name.
    #[api(required = "<=2025-04-10", nullable = ">=2025-11-10")]
    pub last_name: Maybe<String>,
    /// The e-mail address.
    #[api(required = "<=2025-04-10", nullable = ">=2025-11-10")]
    pub email: Maybe<String>,
    /// Which organization it is, `org_…`; `null` for a user.
    #[api(nullable = ">=2025-11-10")]
    pub organization_id: Maybe<String>,
    /// The organization's name; `null` for a user.
    #[api(nullable = ">=2025-11-10")]
    pub organization_name: Maybe<String>,
    /// Where the image is.
    #[api(required = "<=2025-04-10")]
    pub image_url: Option<String>,
    /// The credit that will be used for payments to come.
    pub credits_balance: Option<CommerceMoneyResponse>,
    /// When it was created, in milliseconds since the epoch.
    #[api(required = "<=2025-04-10")]
    pub created_at: Option<i64>,
    /// When it was last changed, in milliseconds since the epoch.
    #[api(required = "<=2025-04-10")]
    pub updated_at: Option<i64>,
}

/// Who pays, in the answers that kept the shape from before 2025-11-10: what is not known is empty.
#[object(closed)]
pub struct LegacyCommercePayerResponse {
    /// Always `commerce_payer`.
    #[api(values = "commerce_payer")]
    pub object: Text,
    /// The payer's id, `cpayer_…`.
    pub id: String,
    /// Which instance it belongs to, `ins_…`.
    pub instance_id: String,
    /// Which user it is, `user_…`; absent for an organization.
    pub user_id: Option<String>,
    /// The user's given name.
    pub first_name: String,
    /// The user's family name.
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
    /// Which organization it is, `org_…`; absent for a user.
    pub organization_id: Option<String>,
    /// The organization's name; absent for a user.
    pub organization_name: Option<String>,
    /// Where the image is.
    pub image_url: String,
    /// The credit that will be used for payments to come.
    pub credits_balance: Option<CommerceMoneyResponse>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
