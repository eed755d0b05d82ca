//! API keys, one of each user.

use frontdesk_credentials::secret::hash_secret;
use frontdesk_storage::api_keys::{ApiKey, ApiKeyDetails};
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::{IdSource, SigningKey};
use serde_json::json;

use super::{EACH, World};
use crate::app::START;

/// What keys need besides ids that are like all others.
pub(super) fn secrets(source: &IdSource) -> [(&'static str, Vec<String>); 2] {
    let each = |make: &dyn Fn() -> String| (0..EACH).map(|_| make()).collect();
    [("api_key", each(&|| source.token_id("ak"))), ("api_key_secret", each(&|| source.api_key_secret()))]
}

impl World {
    pub(super) fn insert_api_keys(&self, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        let signing_key = SigningKey::from_pkcs8_pem(&self.instance_id, include_str!("../signing_key.pem")).unwrap();
        for (index, id) in self.ids["api_key"].iter().enumerate() {
            let secret = &self.ids["api_key_secret"][index];
            let inserted = tx.insert_api_key(&ApiKey {
                id: id.clone(),
                subject: self.ids["user"][index].clone(),
                r#type: "api_key".to_owned(),
                name: format!("Key {} {index}", self.marker),
                hash: hash_secret(secret),
                sealed: signing_key.seal("secret of an API key", id, secret).unwrap(),
                expires_at: (index % 2 == 0).then_some(START + 3_600_000),
                created_at: START,
                updated_at: START,
                details: ApiKeyDetails {
                    claims: Some(json!({ "word": self.marker })),
                    scopes: vec!["read".to_owned()],
                    created_by: Some(self.ids["user"][0].clone()),
                    ..ApiKeyDetails::default()
                },
                ..ApiKey::default()
            })?;
            assert!(inserted);
        }
        Ok(())
    }
}
