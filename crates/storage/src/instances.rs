//! Instances, the tenants, and their secret keys. The keys are stored as hashes.

mod settings;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{StorageError, SystemTx, params};

pub use settings::{Communication, FrontEnd, OauthApplications, OrganizationDomains, Protect, Restrictions};

/// An instance: a tenant with users, keys and settings of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceRow {
    /// `ins_…`, also the id of the signing key.
    pub id: String,
    /// `app_…`.
    pub application_id: String,
    /// `development` or `production`.
    pub environment_type: String,
    /// The host of the Frontend API, which the publishable key spells.
    pub frontend_api: String,
    /// The settings.
    pub settings: Settings,
    /// The private key that signs tokens, PKCS#8 PEM.
    pub signing_key: String,
    /// For a keyless application: the token that claims it.
    pub claim_token: Option<String>,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

/// What an operator can set for an instance. Anything not stored has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the API")]
pub struct Settings {
    /// Whether organizations can be used.
    pub organizations_enabled: bool,
    /// Members an organization may have unless it says otherwise; 0 for no limit.
    pub max_allowed_memberships: i64,
    /// The role of the user that creates an organization.
    pub creator_role: String,
    /// Whether administrators may delete their organization.
    pub admin_delete_enabled: bool,
    /// Whether organizations have slugs.
    pub organization_slugs_enabled: bool,
    /// Where a proxy of the customer takes requests for the Frontend API; the issuer of tokens then.
    pub proxy_url: Option<String>,
    /// Whether e-mail addresses are used.
    pub email_address_enabled: bool,
    /// Whether phone numbers are used.
    pub phone_number_enabled: bool,
    /// Whether usernames are used.
    pub username_enabled: bool,
    /// Identifiers and names that a user must have; names as in the API's body.
    pub required_attributes: Vec<String>,
    /// Whether users may be locked.
    pub lockout_enabled: bool,
    /// Failed attempts until a lock.
    pub lockout_attempts: i64,
    /// Seconds a lock lasts; `None` for ever.
    pub lockout_seconds: Option<i64>,
    /// Addresses with `+clerk_test` take the code 424242 and get no message.
    pub test_mode: bool,
    /// The policy for passwords, read by whoever checks it.
    pub password_policy: serde_json::Value,
    /// The longest life of a session in seconds.
    pub session_lifetime_seconds: i64,
    /// The life of a session token in seconds.
    pub session_token_seconds: i64,
    /// The version of session tokens, 1 or 2; `None` goes by the version of the API that a request names.
    pub session_token_version: Option<i64>,
    /// The JWT template whose claims every session token has as well; `None` for none.
    pub session_token_template_id: Option<String>,
    /// The most users; `None` for no limit.
    pub max_users: Option<i64>,
    /// Whether users must have accepted the terms.
    pub legal_consent_required: bool,
    /// Whether passwords that are known from breaches are refused.
    pub hibp: bool,
    /// The most roles of the instance.
    pub max_allowed_roles: i64,
    /// The most role sets of the instance.
    pub max_role_sets_allowed: i64,
    /// The workspace that owns the application, `org_…`.
    pub workspace_id: Option<String>,
    /// Who may sign up.
    pub restrictions: Restrictions,
    /// What holds for messages to people.
    pub communication: Communication,
    /// What front ends are told.
    pub front_end: FrontEnd,
    /// What holds for the domains of organizations.
    pub organization_domains: OrganizationDomains,
    /// What holds for OAuth applications.
    pub oauth_applications: OauthApplications,
    /// What is kept for Protect.
    pub protect: Protect,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            organizations_enabled: true,
            max_allowed_memberships: 5,
            creator_role: "org:admin".to_owned(),
            admin_delete_enabled: true,
            organization_slugs_enabled: true,
            proxy_url: None,
            email_address_enabled: true,
            phone_number_enabled: true,
            username_enabled: true,
            required_attributes: Vec::new(),
            lockout_enabled: true,
            lockout_attempts: 100,
            lockout_seconds: Some(3600),
            test_mode: true,
            password_policy: serde_json::Value::Null,
            session_lifetime_seconds: 7 * 24 * 3600,
            session_token_seconds: 60,
            session_token_version: None,
            session_token_template_id: None,
            max_users: None,
            legal_consent_required: false,
            hibp: true,
            max_allowed_roles: 10,
            max_role_sets_allowed: 10,
            workspace_id: None,
            restrictions: Restrictions::default(),
            communication: Communication::default(),
            front_end: FrontEnd::default(),
            organization_domains: OrganizationDomains::default(),
            oauth_applications: OauthApplications::default(),
            protect: Protect::default(),
        }
    }
}

/// A secret key, without the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretKeyRow {
    /// The hash it is found by.
    pub hash: String,
    /// The instance it opens.
    pub instance_id: String,
    /// A name for it.
    pub id: String,
    /// Its first characters, to tell keys apart.
    pub prefix: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

const COLUMNS: &str =
    "id, application_id, environment_type, frontend_api, settings, signing_key, claim_token, created_at";

/// The columns of an instance under that short name, as [`read_instance_from`] reads them.
pub(crate) fn columns_of(short: &str) -> String {
    COLUMNS.split(", ").map(|column| format!("{short}.{column}")).collect::<Vec<_>>().join(", ")
}

fn read_instance(row: &crate::sql::Row<'_>) -> Result<InstanceRow, StorageError> {
    read_instance_from(row, 0)
}

/// Reads an instance whose columns begin at `first`.
pub(crate) fn read_instance_from(row: &crate::sql::Row<'_>, first: usize) -> Result<InstanceRow, StorageError> {
    Ok(InstanceRow {
        id: row.get(first)?,
        application_id: row.get(first + 1)?,
        environment_type: row.get(first + 2)?,
        frontend_api: row.get(first + 3)?,
        settings: serde_json::from_str(&row.get::<String>(first + 4)?)?,
        signing_key: row.get(first + 5)?,
        claim_token: row.get(first + 6)?,
        created_at: row.get(first + 7)?,
    })
}

impl SystemTx<'_, '_> {
    /// Lets no other unit of work make or delete instances or their keys until this one has ended, so
    /// that processes which start together see what the first of them has made.
    pub fn lock_instances(&mut self) -> Result<(), StorageError> {
        if self.connection.is_sqlite() {
            // There is one writer anyway.
            return Ok(());
        }
        self.connection.batch("LOCK TABLE instances, secret_keys IN SHARE ROW EXCLUSIVE MODE")
    }

    /// Inserts an instance.
    pub fn insert_instance(&mut self, row: &InstanceRow) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO instances (id, application_id, environment_type, frontend_api, settings, signing_key,
             claim_token, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                &row.id,
                &row.application_id,
                &row.environment_type,
                &row.frontend_api,
                serde_json::to_string(&row.settings)?,
                &row.signing_key,
                &row.claim_token,
                row.created_at
            ],
        )?;
        Ok(())
    }

    /// Replaces settings and claim token of an instance.
    pub fn update_instance(&mut self, row: &InstanceRow) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE instances SET settings = $1, claim_token = $2 WHERE id = $3",
            params![serde_json::to_string(&row.settings)?, &row.claim_token, &row.id],
        )?;
        crate::Tx::expect_row(changed, "instances")
    }

    /// Every instance, oldest first.
    pub fn list_instances(&mut self) -> Result<Vec<InstanceRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM instances ORDER BY created_at, id");
        self.connection.query(&sql, &[], read_instance)
    }

    /// The instance of that id.
    pub fn find_instance(&mut self, id: &str) -> Result<Option<InstanceRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM instances WHERE id = $1");
        self.connection.query_locked(&sql, params![id], read_instance)
    }

    /// The instance whose Frontend API has that host; `None` where more than one has.
    pub fn find_instance_by_host(&mut self, frontend_api: &str) -> Result<Option<InstanceRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM instances WHERE frontend_api = $1 LIMIT 2");
        let mut found = self.connection.query(&sql, params![frontend_api], read_instance)?;
        Ok(found.pop().filter(|_| found.is_empty()))
    }

    /// The instance that the secret key with that hash opens.
    pub fn find_instance_by_key(&mut self, hash: &str) -> Result<Option<InstanceRow>, StorageError> {
        let sql =
            format!("SELECT {COLUMNS} FROM instances WHERE id = (SELECT instance_id FROM secret_keys WHERE hash = $1)");
        self.connection.query_optional(&sql, params![hash], read_instance)
    }

    /// Inserts a secret key. `false` when it is in use already.
    pub fn insert_secret_key(&mut self, row: &SecretKeyRow) -> Result<bool, StorageError> {
        let inserted = self.connection.execute(
            "INSERT INTO secret_keys (hash, instance_id, id, prefix, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (hash) DO NOTHING",
            params![&row.hash, &row.instance_id, &row.id, &row.prefix, row.created_at],
        )?;
        Ok(inserted == 1)
    }

    /// The keys of an instance, oldest first.
    pub fn list_secret_keys(&mut self, instance_id: &str) -> Result<Vec<SecretKeyRow>, StorageError> {
        let sql = "SELECT hash, instance_id, id, prefix, created_at FROM secret_keys WHERE instance_id = $1
                   ORDER BY created_at";
        self.connection.query(sql, params![instance_id], |row| {
            Ok(SecretKeyRow {
                hash: row.get(0)?,
                instance_id: row.get(1)?,
                id: row.get(2)?,
                prefix: row.get(3)?,
                created_at: row.get(4)?,
            })
        })
    }

    /// Deletes every secret key of an instance and tells how many there were.
    pub fn delete_secret_keys(&mut self, instance_id: &str) -> Result<u64, StorageError> {
        self.connection.execute("DELETE FROM secret_keys WHERE instance_id = $1", params![instance_id])
    }

    /// Deletes an instance with everything in it. `false` when there is none of that id.
    pub fn delete_instance(&mut self, id: &str) -> Result<bool, StorageError> {
        if self.connection.is_sqlite() {
            for table in ["users", "organizations", "invitations", "waitlist_entries"] {
                let sql = format!(
                    "DELETE FROM {table}_search WHERE rowid IN (SELECT rowid FROM {table} WHERE instance_id = $1)"
                );
                self.connection.execute(&sql, params![id])?;
            }
        }
        for table in crate::TABLES {
            self.connection.execute(&format!("DELETE FROM {table} WHERE instance_id = $1"), params![id])?;
        }
        Ok(self.connection.execute("DELETE FROM instances WHERE id = $1", params![id])? == 1)
    }
}
