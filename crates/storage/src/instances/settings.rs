//! Groups of settings of an instance, and the unit of work that changes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Settings;
use crate::{StorageError, Tx, params};

/// Who may sign up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the API")]
pub struct Restrictions {
    /// `public`, `restricted` (only who is invited) or `waitlist` (the same, and others can wait).
    pub sign_up_mode: String,
    /// Whether only those on the allow-list may sign up.
    pub allowlist: bool,
    /// Whether those on the block-list may not sign up.
    pub blocklist: bool,
    /// Whether the two lists are for signing up alone; otherwise they are for signing in as well.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// Whether addresses with a part behind `+`, `=` or `#` are refused, and count as the address without it.
    pub block_email_subaddresses: bool,
    /// Whether addresses of providers of throw-away mailboxes are refused.
    pub block_disposable_email_domains: bool,
    /// Whether Gmail addresses that differ in dots alone count as one.
    pub ignore_dots_for_gmail_addresses: bool,
}

impl Default for Restrictions {
    fn default() -> Self {
        Self {
            sign_up_mode: "public".to_owned(),
            allowlist: false,
            blocklist: false,
            allowlist_blocklist_disabled_on_sign_in: true,
            block_email_subaddresses: false,
            block_disposable_email_domains: false,
            ignore_dots_for_gmail_addresses: false,
        }
    }
}

/// Protect, the hosted service's defence against abuse. It is not part of this server; the switches are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Protect {
    /// Whether its rules are applied.
    pub rules_enabled: bool,
    /// Whether Specter, a part of it, is on.
    pub specter_enabled: bool,
    /// Whether nothing of what it needs is checked.
    pub checks_bypassed: bool,
}

/// What holds for the applications that people sign in to with their account here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the API")]
pub struct OauthApplications {
    /// Whether they may register by themselves, as in RFC 7591.
    pub dynamic_client_registration: bool,
    /// The scopes of those that name none; `None` for those of the server.
    pub default_scopes: Option<Vec<String>>,
    /// Whether access tokens are JWTs.
    pub jwt_access_tokens: bool,
    /// Whether the metadata of the authorization server say that a client's id may be the URL of its metadata.
    pub client_id_metadata_documents_advertised: bool,
    /// Whether clients with such a URL are refused unless they are known.
    pub client_id_metadata_documents_only_allow_pre_registered_clients: bool,
    /// Whether clients with such a URL are refused unless somebody has allowed them.
    pub client_id_metadata_documents_block_implicitly_allowed_clients: bool,
}

/// What holds for the domains of organizations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationDomains {
    /// Whether organizations can have domains.
    pub enabled: bool,
    /// What domains may do for people with an address there: `manual_invitation`, `automatic_invitation`,
    /// `automatic_suggestion`.
    pub enrollment_modes: Vec<String>,
    /// The key of the role of those who join by a domain.
    pub default_role: String,
    /// How many domains an organization may have.
    pub max_allowed: i64,
}

impl Default for OrganizationDomains {
    fn default() -> Self {
        Self { enabled: false, enrollment_modes: Vec::new(), default_role: "org:member".to_owned(), max_allowed: 10 }
    }
}

/// What front ends are told, and the Backend API keeps for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FrontEnd {
    /// The version of Clerk's JavaScript for browsers; `None` for the newest that fits.
    pub clerk_js_version: Option<String>,
    /// Where the application runs during development, such as `http://localhost:3000`.
    pub development_origin: Option<String>,
    /// The origins that may call besides the instance's own; `None` if none was ever set.
    pub allowed_origins: Option<Vec<String>>,
    /// Whether sessions in development travel in URLs, and so get by without third-party cookies.
    pub url_based_session_syncing: bool,
    /// How people are first asked to sign in where a password is required: `password` or `otp`; `None` for the former.
    pub preferred_sign_in_strategy: Option<String>,
    /// Whether a sign-up may collect what it needs step by step.
    pub progressive_sign_up: bool,
}

impl Default for FrontEnd {
    fn default() -> Self {
        Self {
            clerk_js_version: None,
            development_origin: None,
            allowed_origins: None,
            url_based_session_syncing: true,
            preferred_sign_in_strategy: None,
            progressive_sign_up: true,
        }
    }
}

/// What holds for messages to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Communication {
    /// The address that messages and refusals tell people to turn to.
    pub support_email: Option<String>,
    /// What stands before the `@` in the address that e-mails come from.
    pub from_email_address: String,
    /// Whether e-mails leave from the hosted service's domain in place of the instance's.
    pub enhanced_email_deliverability: bool,
    /// Whether people can sign in by a link in an e-mail.
    pub email_link_enabled: bool,
    /// The countries that no text message is sent to, as two capital letters each, in their order.
    pub blocked_country_codes: Vec<String>,
}

impl Default for Communication {
    fn default() -> Self {
        Self {
            support_email: None,
            from_email_address: "notifications".to_owned(),
            enhanced_email_deliverability: false,
            email_link_enabled: false,
            blocked_country_codes: Vec::new(),
        }
    }
}

impl Tx<'_, '_> {
    /// The settings as they are stored; inside a unit of work that writes, the instance is locked until its end, so that
    /// no change gets lost.
    pub fn find_settings(&mut self) -> Result<Settings, StorageError> {
        let parameters = params![self.instance_value()];
        let text = self
            .connection
            .query_locked("SELECT settings FROM instances WHERE id = $1", parameters, |row| row.get::<String>(0))?
            .ok_or(StorageError::RowVanished("instances"))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Moves a production instance to another domain, and to the host of its Frontend API there. `false` when another
    /// one has that domain.
    pub fn move_to_domain(&mut self, name: &str, frontend_api: &str) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), name];
        self.connection.execute("DELETE FROM home_domains WHERE instance_id = $1 AND name <> $2", parameters)?;
        self.connection.execute(
            "INSERT INTO home_domains (name, instance_id) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            params![name, self.instance_value()],
        )?;
        let sql = "SELECT instance_id FROM home_domains WHERE name = $1 UNION ALL
                   SELECT id FROM instances WHERE frontend_api = $2 AND environment_type = 'production'";
        let owners = self.connection.query(sql, params![name, frontend_api], |row| row.get::<String>(0))?;
        if owners.iter().any(|owner| *owner != *self.instance) {
            return Ok(false);
        }
        let changed = self.connection.execute(
            "UPDATE instances SET frontend_api = $1 WHERE id = $2",
            params![frontend_api, self.instance_value()],
        )?;
        Self::expect_row(changed, "instances")?;
        Ok(true)
    }

    /// Replaces the settings.
    pub fn update_settings(&mut self, settings: &Settings) -> Result<(), StorageError> {
        let parameters = params![serde_json::to_string(settings)?, self.instance_value()];
        let changed = self.connection.execute("UPDATE instances SET settings = $1 WHERE id = $2", parameters)?;
        Self::expect_row(changed, "instances")
    }
}
