//! Machines, each of which may talk to the next, and a token of each.

use frontdesk_contract::{Credential, Descriptor};
use frontdesk_credentials::secret::hash_secret;
use frontdesk_storage::m2m_tokens::{M2mToken, M2mTokenDetails};
use frontdesk_storage::machines::{Machine, MachineSecretKey};
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::{IdSource, SigningKey};
use serde_json::json;

use super::{EACH, World};
use crate::app::START;

/// What machines need besides ids that are like all others.
pub(super) fn secrets(source: &IdSource) -> [(&'static str, Vec<String>); 3] {
    let each = |make: &dyn Fn() -> String| (0..EACH).map(|_| make()).collect();
    [
        ("machine_key", each(&|| source.machine_secret_key())),
        ("m2m_token", each(&|| source.token_id("mt"))),
        ("m2m_secret", each(&|| source.machine_token())),
    ]
}

impl World {
    /// A secret key that the operation takes.
    pub(crate) fn key_for(&self, operation: &Descriptor) -> &str {
        if operation.credential == Credential::Machine { &self.ids["machine_key"][0] } else { &self.secret_key }
    }

    pub(super) fn insert_machines(&self, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        let ids = |kind: &str| &self.ids[kind];
        let signing_key = SigningKey::from_pkcs8_pem(&self.instance_id, include_str!("../signing_key.pem")).unwrap();
        for (index, id) in ids("machine").iter().enumerate() {
            tx.insert_machine(&Machine {
                id: id.clone(),
                name: format!("Machine {} {index}", self.marker),
                default_token_ttl: 3600,
                created_at: START,
                updated_at: START,
            })?;
            let secret = &ids("machine_key")[index];
            tx.insert_machine_secret_key(&MachineSecretKey {
                hash: hash_secret(secret),
                machine_id: id.clone(),
                sealed: signing_key.seal("secret key of a machine", id, secret).unwrap(),
                expires_at: None,
                created_at: START,
            })?;
        }
        for index in 0..EACH {
            let (from, to) = (&ids("machine")[index], &ids("machine")[(index + 1) % EACH]);
            assert!(tx.insert_machine_scopes(from, std::slice::from_ref(to), START)?);
            let (id, token) = (&ids("m2m_token")[index], &ids("m2m_secret")[index]);
            tx.insert_m2m_token(&M2mToken {
                id: id.clone(),
                machine_id: from.clone(),
                hash: hash_secret(token),
                sealed: signing_key.seal("token of a machine", id, token).unwrap(),
                expires_at: START + 3_600_000,
                created_at: START,
                updated_at: START,
                details: M2mTokenDetails {
                    claims: json!({ "word": self.marker }).as_object().cloned(),
                    scopes: vec![to.clone()],
                    revocation_reason: None,
                },
                ..M2mToken::default()
            })?;
        }
        Ok(())
    }
}
