//! Making, listing and deleting instances: the operator's side.

use frontdesk_storage::domains::Domain;
use frontdesk_storage::instances::{InstanceRow, SecretKeyRow, Settings};
use frontdesk_storage::{StorageError, SystemTx};
use frontdesk_tokens::{DevelopmentName, Environment, IdSource, PublishableKey, SigningKey};

/// What to make.
#[derive(Clone, Debug, Default)]
pub struct NewInstance {
    /// `production` instead of `development`.
    pub production: bool,
    /// The host of the Frontend API; development instances get a name of their own.
    pub frontend_api: Option<String>,
    /// The secret key to accept; a new one is made when there is none.
    pub secret_key: Option<String>,
    /// For keyless applications: the token that claims it.
    pub claim_token: Option<String>,
}

/// What an application needs to talk to an instance. The secret key is shown here and never again.
#[derive(Clone, Debug)]
pub struct Keys {
    /// `ins_…`.
    pub instance_id: String,
    /// `sk_test_…` or `sk_live_…`.
    pub secret_key: String,
    /// `pk_test_…` or `pk_live_…`.
    pub publishable_key: String,
}

fn environment(production: bool) -> Environment {
    if production { Environment::Live } else { Environment::Test }
}

/// The publishable key of an instance.
pub fn publishable_key(row: &InstanceRow) -> String {
    PublishableKey {
        environment: environment(row.environment_type == "production"),
        frontend_api_host: row.frontend_api.clone(),
    }
    .to_string()
}

/// Makes an instance with a key pair for tokens, default settings and a secret key. Generating the
/// key pair takes a moment, so it happens before the unit of work: hand it in.
pub fn create_instance(
    tx: &mut SystemTx<'_, '_>,
    ids: &IdSource,
    now: i64,
    new: &NewInstance,
    signing_key_pem: &str,
    instance_id: &str,
) -> Result<Keys, StorageError> {
    let kind = environment(new.production);
    let name = DevelopmentName::from_seed(instance_id);
    let domain_name = match &new.frontend_api {
        // In production the Frontend API has a name under the primary domain.
        Some(host) => host.strip_prefix("clerk.").unwrap_or(host).to_owned(),
        None => name.domain_name(),
    };
    let frontend_api = new.frontend_api.clone().unwrap_or_else(|| name.frontend_api_host());
    let mut settings = Settings { test_mode: !new.production, ..Settings::default() };
    // As the hosted service does: instances that are older keep the opaque tokens that they began with.
    settings.oauth_applications.jwt_access_tokens = true;
    let row = InstanceRow {
        id: instance_id.to_owned(),
        application_id: ids.new_id("app", now),
        environment_type: if new.production { "production" } else { "development" }.to_owned(),
        frontend_api,
        settings,
        signing_key: signing_key_pem.to_owned(),
        claim_token: new.claim_token.clone(),
        created_at: now,
    };
    tx.insert_instance(&row)?;
    crate::roles::seed_roles(&mut tx.within(instance_id), ids, now)?;
    tx.within(instance_id).insert_domain(&Domain {
        id: ids.new_id("dmn", now),
        name: domain_name,
        created_at: now,
        updated_at: now,
        ..Domain::default()
    })?;
    let secret_key = new.secret_key.clone().unwrap_or_else(|| ids.secret_key(kind));
    insert_key(tx, ids, now, &row.id, &secret_key)?;
    Ok(Keys { instance_id: row.id.clone(), secret_key, publishable_key: publishable_key(&row) })
}

/// A key pair for tokens of the instance of that id, as PEM.
pub fn generate_signing_key(instance_id: &str) -> Result<String, StorageError> {
    SigningKey::generate(instance_id)
        .and_then(|key| key.to_pkcs8_pem())
        .map_err(|error| StorageError::Statement(format!("no signing key could be made: {error}")))
}

fn insert_key(
    tx: &mut SystemTx<'_, '_>,
    ids: &IdSource,
    now: i64,
    instance_id: &str,
    secret_key: &str,
) -> Result<(), StorageError> {
    let inserted = tx.insert_secret_key(&SecretKeyRow {
        hash: crate::hash_secret(secret_key),
        instance_id: instance_id.to_owned(),
        id: ids.new_id("sk", now),
        prefix: secret_key.chars().take(10).collect(),
        created_at: now,
    })?;
    if inserted { Ok(()) } else { Err(StorageError::Unique("this secret key opens another instance".to_owned())) }
}

/// Every instance, oldest first.
pub fn list_instances(tx: &mut SystemTx<'_, '_>) -> Result<Vec<InstanceRow>, StorageError> {
    tx.list_instances()
}

/// Replaces every secret key of an instance by a new one. `None` when there is no such instance.
pub fn rotate_key(
    tx: &mut SystemTx<'_, '_>,
    ids: &IdSource,
    now: i64,
    instance_id: &str,
) -> Result<Option<Keys>, StorageError> {
    let Some(row) = tx.find_instance(instance_id)? else { return Ok(None) };
    tx.delete_secret_keys(instance_id)?;
    let secret_key = ids.secret_key(environment(row.environment_type == "production"));
    insert_key(tx, ids, now, instance_id, &secret_key)?;
    Ok(Some(Keys { instance_id: row.id.clone(), secret_key, publishable_key: publishable_key(&row) }))
}

/// Deletes an instance with everything in it. `false` when there is no such instance.
pub fn delete_instance(tx: &mut SystemTx<'_, '_>, instance_id: &str) -> Result<bool, StorageError> {
    tx.delete_instance(instance_id)
}

/// The keys of the instance that `secret_key` opens.
pub fn find_keys(tx: &mut SystemTx<'_, '_>, secret_key: &str) -> Result<Option<Keys>, StorageError> {
    let row = tx.find_instance_by_key(&crate::hash_secret(secret_key))?;
    Ok(row.map(|row| Keys {
        publishable_key: publishable_key(&row),
        instance_id: row.id,
        secret_key: secret_key.to_owned(),
    }))
}

/// Makes `secret_key` open an instance: the one that knows it, or else the oldest of its kind, or else
/// a new one with the given id and signing key.
pub fn ensure_key(
    tx: &mut SystemTx<'_, '_>,
    ids: &IdSource,
    now: i64,
    secret_key: &str,
    signing_key_pem: &str,
    instance_id: &str,
) -> Result<Keys, StorageError> {
    tx.lock_instances()?;
    if let Some(keys) = find_keys(tx, secret_key)? {
        return Ok(keys);
    }
    let production = secret_key.starts_with("sk_live_");
    let same_kind = |row: &InstanceRow| (row.environment_type == "production") == production;
    let Some(row) = tx.list_instances()?.into_iter().find(same_kind) else {
        let new = NewInstance { production, secret_key: Some(secret_key.to_owned()), ..NewInstance::default() };
        return create_instance(tx, ids, now, &new, signing_key_pem, instance_id);
    };
    insert_key(tx, ids, now, &row.id, secret_key)?;
    Ok(Keys { publishable_key: publishable_key(&row), instance_id: row.id, secret_key: secret_key.to_owned() })
}
