//! The allow-list and the block-list: identifiers that may sign up, and that may not.

use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

/// One of the two lists; each is a table, and a kept counter, of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Who may sign up.
    Allow,
    /// Who may not.
    Block,
}

impl List {
    /// The table, which is also the name of the kept counter.
    pub(crate) const fn table(self) -> &'static str {
        match self {
            Self::Allow => "allowlist_identifiers",
            Self::Block => "blocklist_identifiers",
        }
    }
}

/// An entry of a list. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedIdentifier {
    /// `alid_…` or `blid_…`.
    pub id: String,
    /// An address, `*@` and a domain, a number or a wallet, in the form that identifiers of users are compared in.
    pub identifier: String,
    /// `email_address`, `phone_number` or `web3_wallet`.
    pub identifier_type: String,
    /// The invitation that was made along with it.
    pub invitation_id: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
}

pub(crate) const COLUMNS: &str = "id, identifier, identifier_type, invitation_id, created_at, updated_at";

pub(crate) fn read_identifier(row: &Row<'_>) -> Result<ListedIdentifier, StorageError> {
    Ok(ListedIdentifier {
        id: row.get(0)?,
        identifier: row.get(1)?,
        identifier_type: row.get(2)?,
        invitation_id: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
    })
}

impl Tx<'_, '_> {
    /// Adds an identifier to a list. `false` when it is there already.
    pub fn insert_listed_identifier(&mut self, list: List, row: &ListedIdentifier) -> Result<bool, StorageError> {
        let table = list.table();
        let sql = format!(
            "INSERT INTO {table} (instance_id, identifier, id, identifier_type, invitation_id, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (instance_id, identifier) DO NOTHING"
        );
        let parameters = params![
            self.instance_value(),
            &row.identifier,
            &row.id,
            &row.identifier_type,
            &row.invitation_id,
            row.created_at,
            row.updated_at
        ];
        if self.connection.execute(&sql, parameters)? == 0 {
            return Ok(false);
        }
        self.add_to_counter(table, 1)?;
        Ok(true)
    }

    /// Takes an identifier off a list. `false` when there is no entry of that id.
    pub fn delete_listed_identifier(&mut self, list: List, id: &str) -> Result<bool, StorageError> {
        let table = list.table();
        let sql = format!("DELETE FROM {table} WHERE instance_id = $1 AND id = $2");
        if self.connection.execute(&sql, params![self.instance_value(), id])? == 0 {
            return Ok(false);
        }
        self.add_to_counter(table, -1)?;
        Ok(true)
    }

    /// A page of a list, newest first.
    pub fn list_listed_identifiers(
        &mut self,
        list: List,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<ListedIdentifier>, StorageError> {
        let table = list.table();
        // The keys of a page are found in the index alone; only the page's own rows are read. SQLite keeps to the order of
        // a cross join: by itself it would walk through the whole list for the outer order.
        let sql = format!(
            "SELECT {COLUMNS} FROM (SELECT id AS page_id FROM {table} WHERE instance_id = $1
             ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3) page
             CROSS JOIN {table} WHERE id = page_id AND instance_id = $1 ORDER BY created_at DESC, id DESC"
        );
        self.connection.query(&sql, params![self.instance_value(), limit, offset], read_identifier)
    }

    /// How many identifiers a list has.
    pub fn count_listed_identifiers(&mut self, list: List) -> Result<i64, StorageError> {
        self.counter(list.table())
    }

    /// Those of the spellings that are on a list.
    pub fn find_listed_identifiers(&mut self, list: List, spellings: &[String]) -> Result<Vec<String>, StorageError> {
        if spellings.is_empty() {
            return Ok(Vec::new());
        }
        let mut parameters = vec![self.instance_value()];
        parameters.extend(spellings.iter().map(Value::from));
        let sql = format!(
            "SELECT identifier FROM {} WHERE instance_id = $1 AND identifier IN ({})",
            list.table(),
            places(2, spellings.len())
        );
        self.connection.query(&sql, &parameters, |row| row.get(0))
    }
}
