//! Domains that an instance serves, and what checks of their proxies found.

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A domain. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Domain {
    /// `dmn_…`.
    pub id: String,
    /// The host, in development perhaps with a port; unique in the instance.
    pub name: String,
    /// Whether it is a satellite. An instance has one domain that is none: the primary one.
    pub is_satellite: bool,
    /// Whether it is for one of several applications under one registered domain.
    pub is_secondary: bool,
    /// Where a proxy of the customer takes requests for the Frontend API.
    pub proxy_url: Option<String>,
    /// When it was added.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

/// What a check of a domain's proxy found. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProxyCheck {
    /// `proxychk_…`.
    pub id: String,
    /// Which domain it is about.
    pub domain_id: String,
    /// The proxy that was tried.
    pub proxy_url: String,
    /// Whether the Frontend API answered through it.
    pub successful: bool,
    /// When it was last tried.
    pub last_run_at: i64,
    /// When this proxy was first tried for this domain.
    pub created_at: i64,
}

const COLUMNS: &str = "id, name, is_satellite, is_secondary, proxy_url, created_at, updated_at";

fn read_domain(row: &Row<'_>) -> Result<Domain, StorageError> {
    Ok(Domain {
        id: row.get(0)?,
        name: row.get(1)?,
        is_satellite: row.get(2)?,
        is_secondary: row.get(3)?,
        proxy_url: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts a domain. `false` when the name is taken, or there is a primary domain and this would be another.
    pub fn insert_domain(&mut self, domain: &Domain) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO domains (instance_id, id, name, is_satellite, is_secondary, proxy_url, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            params![
                instance,
                &domain.id,
                &domain.name,
                domain.is_satellite,
                domain.is_secondary,
                &domain.proxy_url,
                domain.created_at,
                domain.updated_at
            ],
        )?;
        Ok(inserted == 1)
    }

    /// The domain of that id, locked inside a unit of work that writes.
    pub fn find_domain(&mut self, id: &str) -> Result<Option<Domain>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM domains WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_domain)
    }

    /// The primary domain, locked inside a unit of work that writes.
    pub fn find_primary_domain(&mut self) -> Result<Option<Domain>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM domains WHERE instance_id = $1 AND NOT is_satellite");
        self.connection.query_locked(&sql, params![self.instance_value()], read_domain)
    }

    /// Every domain, the primary one first and then the oldest.
    pub fn list_domains(&mut self) -> Result<Vec<Domain>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM domains WHERE instance_id = $1 ORDER BY is_satellite, created_at, id");
        self.connection.query(&sql, params![self.instance_value()], read_domain)
    }

    /// Writes a domain over the stored one. `false` when its name is taken, in which case nothing may be kept.
    pub fn update_domain(&mut self, domain: &Domain) -> Result<bool, StorageError> {
        let changed = self.connection.execute(
            "UPDATE domains SET name = $1, is_secondary = $2, proxy_url = $3, updated_at = $4
             WHERE instance_id = $5 AND id = $6",
            params![
                &domain.name,
                domain.is_secondary,
                &domain.proxy_url,
                domain.updated_at,
                self.instance_value(),
                &domain.id
            ],
        );
        match changed {
            Err(StorageError::Unique(_)) => Ok(false),
            changed => Self::expect_row(changed?, "domains").map(|()| true),
        }
    }

    /// Deletes a domain and what was found of its proxy.
    pub fn delete_domain(&mut self, id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), id];
        let changed = self.connection.execute("DELETE FROM domains WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(changed, "domains")?;
        self.connection.execute("DELETE FROM proxy_checks WHERE instance_id = $1 AND domain_id = $2", parameters)?;
        Ok(())
    }

    /// Moves the Frontend API of the instance to another host, which its publishable key then spells.
    pub fn update_frontend_api(&mut self, host: &str) -> Result<(), StorageError> {
        let sql = "UPDATE instances SET frontend_api = $1 WHERE id = $2";
        let changed = self.connection.execute(sql, params![host, self.instance_value()])?;
        Self::expect_row(changed, "instances")
    }

    /// Notes the proxy in front of the Frontend API of the instance, which is the issuer of its tokens then.
    pub fn update_instance_proxy(&mut self, proxy_url: Option<&str>) -> Result<(), StorageError> {
        let mut settings = self.find_settings()?;
        settings.proxy_url = proxy_url.map(str::to_owned);
        self.update_settings(&settings)
    }

    /// Notes what a check found and gives the note as it is stored: one that tried the same proxy before keeps its
    /// id. The row of the domain must be locked.
    pub fn save_proxy_check(&mut self, check: &ProxyCheck) -> Result<ProxyCheck, StorageError> {
        let sql = "SELECT id, proxy_url, created_at FROM proxy_checks WHERE instance_id = $1 AND domain_id = $2";
        let parameters = params![self.instance_value(), &check.domain_id];
        let before = self.connection.query_optional(sql, parameters, |row| {
            Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?))
        })?;
        let mut check = check.clone();
        if let Some((id, proxy_url, created_at)) = before
            && proxy_url == check.proxy_url
        {
            (check.id, check.created_at) = (id, created_at);
        }
        self.connection.execute(
            "INSERT INTO proxy_checks (instance_id, domain_id, id, proxy_url, successful, last_run_at, created_at,
             updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $6)
             ON CONFLICT (instance_id, domain_id) DO UPDATE SET id = excluded.id, proxy_url = excluded.proxy_url,
             successful = excluded.successful, last_run_at = excluded.last_run_at, created_at = excluded.created_at,
             updated_at = excluded.updated_at",
            params![
                self.instance_value(),
                &check.domain_id,
                &check.id,
                &check.proxy_url,
                check.successful,
                check.last_run_at,
                check.created_at
            ],
        )?;
        Ok(check)
    }
}
