//! Real tokens of a real server.

use anyhow::{Context as _, Result};
use frontdesk_sdk::api_keys::{CreateApiKey, RevokeApiKey, RevokeApiKeyBody};
use frontdesk_sdk::m2m_tokens::{
    CreateM2mToken, CreateM2mTokenBody, M2mTokenFormat, RevokeM2mToken, RevokeM2mTokenBody,
};
use frontdesk_sdk::machines::{CreateMachine, CreateMachineBody, MachineWithSecretKey};
use frontdesk_sdk::oauth_applications::{
    CreateOauthApplication, RevokeOauthApplicationToken, RevokeOauthApplicationTokenBody,
};
use frontdesk_sdk::sessions::{
    CreateSession, CreateSessionBody, CreateSessionToken, CreateSessionTokenBody, RevokeSession,
};
use frontdesk_sdk::testing::TestServer;
use frontdesk_sdk::users::{CreateUser, CreateUserBody};
use frontdesk_sdk::{Client, Error, Maybe};
use serde_json::json;

use crate::token::{Kind, State, Token};

/// How long a token is good, where the server lets its maker say: longer than any run takes.
const LIFETIME_SECONDS: u16 = 3600;

/// Makes tokens of one instance.
pub(crate) struct Issuer<'a> {
    server: &'a TestServer,
    sender: MachineWithSecretKey,
    receiver: MachineWithSecretKey,
    application_id: String,
}

impl<'a> Issuer<'a> {
    pub(crate) async fn new(server: &'a TestServer) -> Result<Self> {
        let client = &server.client;
        let receiver = machine(client, "Receiver", Vec::new()).await?;
        let sender = machine(client, "Sender", vec![receiver.id.clone()]).await?;
        let body = serde_json::from_value(json!({ "name": "Mail", "scopes": "profile email" }))?;
        let application_id = client.send(CreateOauthApplication { body }).await?.id;
        Ok(Self { server, sender, receiver, application_id })
    }

    /// Whom a token of this kind names as its audience. A service that names none is none of its audience for the SDK for
    /// Python.
    pub(crate) fn audience(&self, kind: Kind) -> Option<&str> {
        (kind == Kind::M2mJwt).then_some(self.receiver.id.as_str())
    }

    /// A token that is good now, unless it is to be revoked, and for whom it speaks.
    pub(crate) async fn issue(&self, kind: Kind, state: State) -> Result<Token> {
        self.make(kind, state).await.with_context(|| format!("{kind:?}, {state:?}"))
    }

    async fn make(&self, kind: Kind, state: State) -> Result<Token> {
        let is_revoked = state == State::Revoked;
        let subject = match kind {
            Kind::M2mOpaque | Kind::M2mJwt => self.sender.id.clone(),
            // One each, by whom alone the token can be told from others. A second grant of one user to an application
            // would also end the tokens of the first.
            _ => self.user(&format!("{kind:?}.{state:?}@example.com")).await?,
        };
        let text = match kind {
            Kind::Session => self.session(&subject, is_revoked).await?,
            Kind::ApiKey => self.api_key(&subject, is_revoked).await?,
            Kind::M2mOpaque => self.m2m(M2mTokenFormat::Opaque, is_revoked).await?,
            Kind::M2mJwt => self.m2m(M2mTokenFormat::Jwt, is_revoked).await?,
            Kind::OauthOpaque => self.oauth(&subject, false, is_revoked).await?,
            Kind::OauthJwt => self.oauth(&subject, true, is_revoked).await?,
        };
        Ok(Token { kind, text, subject })
    }

    async fn user(&self, address: &str) -> Result<String> {
        let body = CreateUserBody {
            email_address: Some(vec![address.to_owned()]),
            skip_password_requirement: Maybe::Value(true),
            ..CreateUserBody::default()
        };
        Ok(self.server.client.send(CreateUser { body }).await?.id)
    }

    async fn session(&self, user_id: &str, is_revoked: bool) -> Result<String> {
        let client = &self.server.client;
        let body = CreateSessionBody { user_id: user_id.to_owned(), ..CreateSessionBody::default() };
        let session_id = client.send(CreateSession { body }).await?.id;
        let body = CreateSessionTokenBody { expires_in_seconds: Maybe::Value(LIFETIME_SECONDS.into()) };
        let token = client.send(CreateSessionToken { session_id: session_id.clone(), body }).await?;
        if is_revoked {
            client.send(RevokeSession { session_id }).await?;
        }
        Ok(token.jwt)
    }

    async fn api_key(&self, user_id: &str, is_revoked: bool) -> Result<String> {
        let client = &self.server.client;
        let body = json!({ "name": "Robot", "subject": user_id, "seconds_until_expiration": LIFETIME_SECONDS });
        let key = client.send(CreateApiKey { body: serde_json::from_value(body)? }).await?;
        if is_revoked {
            let body = RevokeApiKeyBody::default();
            client.send(RevokeApiKey { api_key_id: key.id, body }).await?;
        }
        Ok(key.secret)
    }

    /// Sees that a machine's JWT cannot be revoked, for which reason the matrix has none that is.
    pub(crate) async fn fail_to_revoke(&self) -> Result<()> {
        let error = self.m2m(M2mTokenFormat::Jwt, true).await.err().context("a machine's JWT was revoked")?;
        let is_unknown = error.downcast_ref::<Error>().is_some_and(Error::is_not_found);
        if is_unknown { Ok(()) } else { Err(error) }
    }

    async fn m2m(&self, format: M2mTokenFormat, is_revoked: bool) -> Result<String> {
        let client = &self.server.client;
        let body = CreateM2mTokenBody {
            token_format: Some(format),
            seconds_until_expiration: Maybe::Value(LIFETIME_SECONDS.into()),
            claims: Maybe::Absent,
            min_remaining_ttl_seconds: None,
        };
        let token = client.with_secret_key(&self.sender.secret_key)?.send(CreateM2mToken { body }).await?;
        if is_revoked {
            let body = RevokeM2mTokenBody::default();
            client.send(RevokeM2mToken { m2m_token_id: token.id, body }).await?;
        }
        Ok(token.token)
    }

    async fn oauth(&self, user_id: &str, jwt: bool, is_revoked: bool) -> Result<String> {
        let grant = json!({ "application": self.application_id, "user": user_id, "scopes": ["email"], "jwt": jwt });
        let seed = serde_json::from_value(json!({ "oauth_grants": [grant] }))?;
        let grant = self.server.seed(seed).await?.oauth_grants.pop().context("nothing was granted")?;
        if is_revoked {
            let body = RevokeOauthApplicationTokenBody { token: grant.refresh_token };
            let request = RevokeOauthApplicationToken { oauth_application_id: self.application_id.clone(), body };
            self.server.client.send(request).await?;
        }
        Ok(grant.access_token)
    }
}

async fn machine(client: &Client, name: &str, scoped_machines: Vec<String>) -> Result<MachineWithSecretKey> {
    let scoped_machines = Some(scoped_machines);
    let body = CreateMachineBody { name: name.to_owned(), scoped_machines, default_token_ttl: None };
    Ok(client.send(CreateMachine { body }).await?)
}
