//! Users: one row each, with everything a `GET` of one needs.

mod list;
mod ranks;
mod user;

use std::sync::Arc;

use crate::identifications::{Identification, Kind};
use crate::search::SearchChange;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub(crate) use ranks::{MOVES_COUNTER, Ranks};

pub use list::{TimeBound, TimeColumn, UserFilter, UserOrder, UserPage};
pub use user::{
    EmailAddress, ExternalAccount, Image, LinkedTo, OauthToken, Passkey, PhoneNumber, StoredPassword, Totp, User,
    Verification, Web3Wallet,
};

/// The kept counter of all users.
pub const USERS_COUNTER: &str = "users";

/// Reads a user from the columns `data`.
pub(crate) fn read_user(row: &Row<'_>) -> Result<User, StorageError> {
    Ok(serde_json::from_str(row.text(0)?)?)
}

/// The outcome of an insert or update that may meet somebody else's identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// All identifiers are the user's now.
    All,
    /// This one belongs to somebody else; nothing may be kept.
    Taken(Kind, String),
}

impl Tx<'_, '_> {
    /// The user of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_user(&mut self, id: &str) -> Result<Option<User>, StorageError> {
        let parameters = params![self.instance_value(), id];
        self.connection.query_locked("SELECT data FROM users WHERE instance_id = $1 AND id = $2", parameters, read_user)
    }

    /// The users of those ids that exist, in no particular order.
    pub fn find_users(&mut self, ids: &[String]) -> Result<Vec<User>, StorageError> {
        self.query_users(ids, "")
    }

    /// The users of those ids that exist, to be changed: their rows are locked until the end of the unit of work.
    pub fn lock_users(&mut self, ids: &[String]) -> Result<Vec<User>, StorageError> {
        // In one order, so that two of these cannot wait for one another.
        self.query_users(ids, if self.connection.is_sqlite() { "" } else { " ORDER BY id FOR UPDATE" })
    }

    fn query_users(&mut self, ids: &[String], suffix: &str) -> Result<Vec<User>, StorageError> {
        let mut users = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(crate::sql::Value::from));
            let places: Vec<String> = (2..=parameters.len()).map(|number| format!("${number}")).collect();
            let places = places.join(", ");
            let sql = format!("SELECT data FROM users WHERE instance_id = $1 AND id IN ({places}){suffix}");
            users.extend(self.connection.query(&sql, &parameters, read_user)?);
        }
        Ok(users)
    }

    /// Inserts a user with its identifiers and counts it.
    pub fn insert_user(&mut self, user: &User) -> Result<Claimed, StorageError> {
        for identification in user.identifications() {
            if !self.insert_identification(&user.id, &identification)? {
                return Ok(Claimed::Taken(identification.kind, identification.value));
            }
        }
        let (instance, search) = (self.instance_value(), user.search_text());
        let parameters = params![
            instance,
            &user.id,
            user.created_at,
            user.updated_at,
            user.last_active_at,
            user.last_sign_in_at,
            &user.first_name,
            &user.last_name,
            &user.username,
            user.primary_email_address().map(|email| email.email_address.clone()),
            user.primary_phone_number().map(|phone| phone.phone_number.clone()),
            user.primary_web3_wallet().map(|wallet| wallet.web3_wallet.clone()),
            user.banned,
            serde_json::to_string(user)?,
            &search
        ];
        let rowid = self.connection.insert_row(
            "INSERT INTO users (instance_id, id, created_at, updated_at, last_active_at, last_sign_in_at, first_name,
             last_name, username, email_address, phone_number, web3_wallet, banned, data, search)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            parameters,
        )?;
        if let Some(rowid) = rowid {
            self.connection.search_changes.push(SearchChange {
                table: "users",
                instance: Arc::clone(&self.instance),
                rowid,
                text: Some(search),
            });
        }
        self.add_to_counter(USERS_COUNTER, 1)?;
        self.note_move(user.created_at)?;
        Ok(Claimed::All)
    }

    /// Writes a user over the stored one, `before`, and moves its identifiers along.
    pub fn update_user(&mut self, before: &User, user: &User) -> Result<Claimed, StorageError> {
        let (old, new) = (before.identifications(), user.identifications());
        for gone in old.iter().filter(|one| !new.contains(one)) {
            self.delete_identification(&gone.id)?;
        }
        for added in new.iter().filter(|one| !old.contains(one)) {
            if !self.insert_identification(&user.id, added)? {
                return Ok(Claimed::Taken(added.kind, added.value.clone()));
            }
        }
        let (instance, search) = (self.instance_value(), user.search_text());
        let changed = self.connection.execute(
            "UPDATE users SET created_at = $1, updated_at = $2, last_active_at = $3, last_sign_in_at = $4,
             first_name = $5, last_name = $6, username = $7, email_address = $8, phone_number = $9, web3_wallet = $10,
             banned = $11, data = $12, search = $13 WHERE instance_id = $14 AND id = $15",
            params![
                user.created_at,
                user.updated_at,
                user.last_active_at,
                user.last_sign_in_at,
                &user.first_name,
                &user.last_name,
                &user.username,
                user.primary_email_address().map(|email| email.email_address.clone()),
                user.primary_phone_number().map(|phone| phone.phone_number.clone()),
                user.primary_web3_wallet().map(|wallet| wallet.web3_wallet.clone()),
                user.banned,
                serde_json::to_string(user)?,
                &search,
                instance,
                &user.id
            ],
        )?;
        Self::expect_row(changed, "users")?;
        if before.created_at != user.created_at {
            self.note_move(before.created_at)?;
            self.note_move(user.created_at)?;
        }
        if before.search_text() != search {
            self.change_search("users", &user.id, Some(search))?;
        }
        Ok(Claimed::All)
    }

    /// Deletes a user with its identifiers, its API keys and what it granted to OAuth applications. What else belongs to
    /// it is deleted by the tables of sessions, memberships and tokens; the caller sees to that in the same unit of work.
    /// Of many keys and grants some are left for [`Self::delete_leftovers`], which is told; none of them works any more.
    pub fn delete_user(&mut self, user: &User) -> Result<bool, StorageError> {
        for identification in user.identifications() {
            self.delete_identification(&identification.id)?;
        }
        self.change_search("users", &user.id, None)?;
        let parameters = params![self.instance_value(), &user.id];
        let changed = self.connection.execute("DELETE FROM users WHERE instance_id = $1 AND id = $2", parameters)?;
        Self::expect_row(changed, "users")?;
        self.delete_verifications_of_user(&user.id)?;
        self.note_move(user.created_at)?;
        self.add_to_counter(USERS_COUNTER, -1)?;
        // Nearly all users have no key, and nothing but keys and grants of theirs is left over.
        if self.uncount_api_keys(&user.id)? { self.delete_owned(&user.id) } else { self.delete_grants_of(&user.id) }
    }

    /// The user that an identification of that kind and id belongs to, locked when writing.
    pub fn find_user_by_identification(&mut self, id: &str) -> Result<Option<User>, StorageError> {
        match self.find_identification_owner(id)? {
            Some(user_id) => self.find_user(&user_id),
            None => Ok(None),
        }
    }

    /// Notes that the searchable text of a row changed; PostgreSQL's index sees to it itself.
    pub(crate) fn change_search(
        &mut self,
        table: &'static str,
        id: &str,
        text: Option<String>,
    ) -> Result<(), StorageError> {
        if self.connection.is_sqlite() {
            let sql = format!("SELECT rowid FROM {table} WHERE instance_id = $1 AND id = $2");
            let rowid =
                self.connection.query_optional(&sql, params![self.instance_value(), id], |row| row.get::<i64>(0))?;
            if let Some(rowid) = rowid {
                let instance = Arc::clone(&self.instance);
                self.connection.search_changes.push(SearchChange { table, instance, rowid, text });
            }
        }
        Ok(())
    }
}

impl User {
    /// Every identification of the user, as the table of identifications holds it.
    pub fn identifications(&self) -> Vec<Identification> {
        let mut found = Vec::new();
        let mut add = |id: String, kind, value: &str, claimed| {
            found.push(Identification { id, kind, value: value.to_owned(), claimed });
        };
        for email in &self.email_addresses {
            add(email.id.clone(), Kind::EmailAddress, &email.email_address, email.reserved || email.is_verified());
        }
        for phone in &self.phone_numbers {
            add(phone.id.clone(), Kind::PhoneNumber, &phone.phone_number, phone.reserved || phone.is_verified());
        }
        for wallet in &self.web3_wallets {
            add(wallet.id.clone(), Kind::Web3Wallet, &wallet.web3_wallet, true);
        }
        for passkey in &self.passkeys {
            add(passkey.id.clone(), Kind::Passkey, &passkey.id, true);
        }
        for account in &self.external_accounts {
            let value = format!("{}/{}", account.provider, account.provider_user_id);
            add(account.id.clone(), Kind::ExternalAccount, &value, true);
        }
        if let Some(username) = &self.username {
            add(format!("username {}", self.id), Kind::Username, &username.to_lowercase(), true);
        }
        if let Some(external_id) = &self.external_id {
            add(format!("external_id {}", self.id), Kind::ExternalId, external_id, true);
        }
        found
    }

    /// What `query` looks through besides the beginning of the id: identifiers and names, in lower
    /// case, a line each.
    pub fn search_text(&self) -> String {
        let mut text = String::new();
        let mut add = |part: &str| {
            text.push_str(&part.to_lowercase());
            text.push('\n');
        };
        self.email_addresses.iter().for_each(|email| add(&email.email_address));
        self.phone_numbers.iter().for_each(|phone| add(&phone.phone_number));
        self.web3_wallets.iter().for_each(|wallet| add(&wallet.web3_wallet));
        for part in [&self.username, &self.first_name, &self.last_name].into_iter().flatten() {
            add(part);
        }
        text
    }
}
