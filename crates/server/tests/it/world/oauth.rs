//! OAuth applications, and what a user granted to each, with an opaque access token and a refresh token.

use frontdesk_credentials::secret::hash_secret;
use frontdesk_storage::oauth_applications::{OauthApplication, OauthApplicationDetails};
use frontdesk_storage::oauth_grants::{OauthCode, OauthGrant, OauthGrantDetails, OauthRefreshToken, OauthTokens};
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::{IdSource, oauth_refresh_family};

use super::{EACH, World};
use crate::app::START;

/// What applications need besides ids that are like all others.
pub(super) fn secrets(source: &IdSource) -> [(&'static str, Vec<String>); 3] {
    let each = |make: &dyn Fn() -> String| (0..EACH).map(|_| make()).collect();
    [
        ("oauth_access_token", each(&|| source.token_id("oat"))),
        ("oauth_secret", each(&|| source.oauth_access_token())),
        ("oauth_refresh_token", each(&|| source.oauth_refresh_token(&source.oauth_refresh_family()))),
    ]
}

impl World {
    pub(super) fn insert_oauth(&self, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        for index in 0..EACH {
            let id = |kind: &str| self.ids[kind][index].clone();
            tx.insert_oauth_application(&OauthApplication {
                id: id("oauth_application"),
                client_id: id("oauth_client"),
                name: format!("Hats {} {index}", self.marker),
                client_secret_hash: Some(hash_secret(&format!("secret {index}"))),
                created_at: START + i64::try_from(index).unwrap(),
                updated_at: START,
                details: OauthApplicationDetails {
                    scopes: vec!["profile".to_owned(), "offline_access".to_owned()],
                    redirect_uris: vec![format!("https://app{index}.example.com/back")],
                    consent_screen_enabled: true,
                    client_uri: Some(format!("https://{}.example.com", self.marker)),
                    ..OauthApplicationDetails::default()
                },
            })?;
            let grant = OauthGrant {
                id: id("oauth_access_token").replace("oat_", "oagrant_"),
                application_id: id("oauth_application"),
                user_id: id("user"),
                code_hash: hash_secret(&format!("code {index}")),
                ends_at: START + 600_000,
                created_at: START,
                updated_at: START,
                details: OauthGrantDetails {
                    scopes: vec!["profile".to_owned(), "offline_access".to_owned()],
                    code: OauthCode { expires_at: START + 600_000, ..OauthCode::default() },
                    ..OauthGrantDetails::default()
                },
                ..OauthGrant::default()
            };
            assert!(tx.issue_oauth_code(&grant)?);
            let refresh_token = id("oauth_refresh_token");
            let family = oauth_refresh_family(&refresh_token).unwrap();
            let refresh =
                OauthRefreshToken { token_hash: hash_secret(&refresh_token), expires_at: START + 30 * 86_400_000 };
            let tokens = OauthTokens {
                access_token_id: id("oauth_access_token"),
                access_token_hash: Some(hash_secret(&id("oauth_secret"))),
                access_expires_at: START + 86_400_000,
                scopes: vec!["profile".to_owned()],
                refresh: Some((hash_secret(family), refresh)),
            };
            tx.redeem_oauth_code(&grant.application_id, &grant.code_hash, START, move |_| Some(tokens.clone()))?;
        }
        Ok(())
    }
}
