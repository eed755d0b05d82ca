use crate::{Maybe, object, values};

/// A trial of an enterprise connection: what the identity provider sent, and what was made of it.
#[object(closed)]
pub struct EnterpriseConnectionTestRun {
    /// The id of this object.
    pub id: String,
    /// How far it is, or how it ended.
    pub status: EnterpriseConnectionTestRunStatus,
    /// The protocol that was tried.
    pub connection_type: EnterpriseConnectionTestRunConnectionType,
    /// What was understood of the person who signed in.
    pub parsed_user_info: Maybe<EnterpriseConnectionTestRunParsedUserInfo>,
    /// What happened on the way, in order.
    pub logs: Option<Vec<EnterpriseConnectionTestRunLog>>,
    /// The messages that were exchanged, if the connection speaks SAML.
    pub saml: Maybe<EnterpriseConnectionTestRunSaml>,
    /// The tokens and claims that were received, if the connection speaks OpenID Connect.
    pub oauth: Maybe<EnterpriseConnectionTestRunOauth>,
    /// When it was started, in milliseconds since the epoch.
    pub created_at: i64,
}

/// How far a trial is, or how it ended.
#[values]
pub enum EnterpriseConnectionTestRunStatus {
    /// Nobody has come back from the identity provider yet.
    Pending,
    /// Signing in would have worked.
    Success,
    /// Signing in would have failed; the log says why.
    Failed,
}

/// The protocol of a trial.
#[values]
pub enum EnterpriseConnectionTestRunConnectionType {
    /// SAML 2.0.
    Saml,
    /// OpenID Connect.
    Oauth,
}

/// What a trial understood of the person who signed in.
#[object(closed)]
pub struct EnterpriseConnectionTestRunParsedUserInfo {
    /// The e-mail address.
    pub email_address: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
    /// The person's id at the identity provider.
    pub user_id: Option<String>,
}

/// A line of a trial's log.
#[object(closed)]
pub struct EnterpriseConnectionTestRunLog {
    /// How serious it is, such as `error`.
    pub level: String,
    /// A word for what happened, for programs.
    pub code: Option<String>,
    /// What happened, in a few words.
    pub short_message: Option<String>,
    /// What happened.
    pub message: String,
}

/// The SAML messages of a trial.
#[object(closed)]
pub struct EnterpriseConnectionTestRunSaml {
    /// The request that was sent to the identity provider.
    pub saml_request: Option<String>,
    /// The answer that came back.
    pub saml_response: Option<String>,
    /// The state that travelled along, by which the answer was told to belong to the request.
    pub relay_state: Option<String>,
}

/// What a trial received over OpenID Connect.
#[object(closed)]
pub struct EnterpriseConnectionTestRunOauth {
    /// The token that says who signed in.
    pub id_token: Option<String>,
    /// The token that reads the claims.
    pub access_token: Option<String>,
    /// The claims, as the identity provider sent them.
    pub user_info: Option<String>,
}
