use crate::{Maybe, Text, object};

/// What an e-mail or a text message to users says.
#[object(closed)]
pub struct Template {
    /// The template's id.
    #[api(required = "none")]
    pub id: String,
    /// Always `template`.
    #[api(required = "none", values = "template")]
    pub object: Text,
    /// The instance that changed it, `ins_…`; `null` for one that nobody changed.
    pub instance_id: Maybe<String>,
    /// `system` as it comes, `user` once it was changed.
    pub resource_type: Option<String>,
    /// `email` or `sms`.
    pub template_type: Option<String>,
    /// The name to show.
    pub name: Option<String>,
    /// The name for programs, such as `verification_code`.
    pub slug: Option<String>,
    /// Its place in the list.
    pub position: Option<i64>,
    /// Whether there is an original to go back to.
    pub can_revert: Option<bool>,
    /// Whether it can be deleted.
    pub can_delete: Option<bool>,
    /// Whether its body can be changed.
    #[api(versions = "!2025-03-12")]
    pub can_edit_body: Option<bool>,
    /// Whether the message can be turned off; only notifications can.
    pub can_toggle: Option<bool>,
    /// The subject, if it is an e-mail.
    pub subject: Maybe<String>,
    /// What the visual editor made the body from.
    pub markup: Option<String>,
    /// The text, with variables such as `{{otp_code}}` still in it.
    pub body: Option<String>,
    /// The variables that the body may use.
    pub available_variables: Option<Vec<String>>,
    /// The variables that the body has to use.
    pub required_variables: Option<Vec<String>>,
    /// What stands before the `@` of the sender's address.
    pub from_email_name: Option<String>,
    /// What stands before the `@` of the address for replies.
    pub reply_to_email_name: Option<String>,
    /// Whether the server delivers the message; otherwise the application does, told by a webhook.
    pub delivered_by_clerk: Option<bool>,
    /// Whether the message is sent at all.
    pub enabled: Option<bool>,
    /// Whether its content looks like abuse; it cannot be changed meanwhile.
    #[api(versions = "!2025-03-12")]
    pub flagged_as_suspicious: Option<bool>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: Option<i64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: Option<i64>,
}
