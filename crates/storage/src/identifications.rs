//! What identifies users: one table whose key makes every claimed value unique.

use crate::select::Select;
use crate::{StorageError, Tx, params};

/// What kind of value identifies a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An e-mail address.
    EmailAddress,
    /// A phone number, E.164.
    PhoneNumber,
    /// The address of a wallet.
    Web3Wallet,
    /// The username.
    Username,
    /// The id in the customer's own system.
    ExternalId,
    /// A passkey.
    Passkey,
    /// An account at another provider: `provider/id there`.
    ExternalAccount,
}

impl Kind {
    /// The text in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
            Self::Web3Wallet => "web3_wallet",
            Self::Username => "username",
            Self::ExternalId => "external_id",
            Self::Passkey => "passkey",
            Self::ExternalAccount => "external_account",
        }
    }
}

/// One row: a value that identifies a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identification {
    /// `idn_…`; for usernames and external ids, which have none of their own, kind and user id.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// The value, normalised so that equal ones are the same text.
    pub value: String,
    /// Whether it is verified or reserved, and so nobody else's.
    pub claimed: bool,
}

impl Identification {
    fn claim(&self) -> String {
        // A space cannot be part of a normalised value, so the two forms never meet.
        if self.claimed { self.value.clone() } else { format!("{} {}", self.value, self.id) }
    }
}

impl Tx<'_, '_> {
    /// Inserts an identification. `false` when the value is claimed by somebody else already.
    pub fn insert_identification(&mut self, user_id: &str, row: &Identification) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let inserted = self.connection.execute(
            "INSERT INTO identifications (instance_id, kind, claim, id, user_id) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (instance_id, kind, claim) DO NOTHING",
            params![instance, row.kind.as_str(), row.claim(), &row.id, user_id],
        )?;
        Ok(inserted == 1)
    }

    /// Deletes an identification by its id.
    pub fn delete_identification(&mut self, id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), id];
        self.connection.execute("DELETE FROM identifications WHERE instance_id = $1 AND id = $2", parameters)?;
        Ok(())
    }

    /// The user that an identification belongs to.
    pub fn find_identification_owner(&mut self, id: &str) -> Result<Option<String>, StorageError> {
        let parameters = params![self.instance_value(), id];
        let sql = "SELECT user_id FROM identifications WHERE instance_id = $1 AND id = $2";
        self.connection.query_optional(sql, parameters, |row| row.get(0))
    }

    /// Those who have claimed an e-mail address that counts as `local@host`, and that address: with `subaddresses`, whatever follows a
    /// `+`, `=` or `#`; with `dots`, at Gmail, wherever its dots are. Two units of work that ask for the same address,
    /// to claim it, take turns.
    pub fn find_owners_of_alike_addresses(
        &mut self,
        local: &str,
        host: &str,
        subaddresses: bool,
        dots: bool,
    ) -> Result<Vec<(String, String)>, StorageError> {
        let local = if dots { local.replace('.', "") } else { local.to_owned() };
        if !self.connection.is_sqlite() && self.connection.writable {
            let key = format!("{} {local}@{}", self.instance, if dots { "gmail.com" } else { host });
            let sql = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS turn";
            self.connection.query(sql, params![key], |_| Ok(()))?;
        }
        let claim = if dots { "replace(claim, '.', '')" } else { "claim" };
        let mut select = Select::new("SELECT user_id, claim FROM identifications WHERE instance_id = ");
        select.bind(self.instance_value());
        select.push(" AND kind = 'email_address'");
        // The conditions of the index that knows addresses without their dots, or the host.
        if dots {
            select.push(" AND (claim LIKE '%@gmail.com' OR claim LIKE '%@googlemail.com')");
        } else {
            // What is not claimed ends in its id.
            select.push(" AND claim LIKE ").bind(format!("%@{host}"));
        }
        select.push(" AND (");
        if dots {
            select.push(claim).push(" = ").bind(format!("{local}@gmailcom"));
            select.push(" OR ").push(claim).push(" = ").bind(format!("{local}@googlemailcom"));
        } else {
            select.push(claim).push(" = ").bind(format!("{local}@{host}"));
        }
        if subaddresses {
            // Whatever begins so sorts before the next character.
            for (mark, next) in [('+', ','), ('=', '>'), ('#', '$')] {
                select.push(" OR (").push(claim).push(" >= ").bind(format!("{local}{mark}"));
                select.push(" AND ").push(claim).push(" < ").bind(format!("{local}{next}")).push(")");
            }
        }
        select.push(")");
        self.connection.query(&select.sql, &select.params, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The user that has claimed `value`, verified or reserved.
    pub fn find_claimant(&mut self, kind: Kind, value: &str) -> Result<Option<String>, StorageError> {
        let parameters = params![self.instance_value(), kind.as_str(), value];
        let sql = "SELECT user_id FROM identifications WHERE instance_id = $1 AND kind = $2 AND claim = $3";
        self.connection.query_optional(sql, parameters, |row| row.get(0))
    }
}
