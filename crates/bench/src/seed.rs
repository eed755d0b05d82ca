//! Filling a database with users, through the storage itself.

use std::time::Instant;

use frontdesk_server::{Clock, NewInstance, create_instance, generate_signing_key};
use frontdesk_storage::users::{EmailAddress, User, Verification};
use frontdesk_storage::{Options, StorageError, Store, Tx};
use frontdesk_tokens::IdSource;

/// How many rows one unit of work inserts.
const GROUP: usize = 250;
/// How many units of work are under way at once; PostgreSQL takes each to a connection of its own.
const ABREAST: usize = 4;
/// How many users are made before they are inserted.
const BATCH: usize = GROUP * ABREAST;

/// What the measurements need to know of a filled database.
pub(crate) struct Seeded {
    pub(crate) secret_key: String,
    /// Ids of some users, spread over all.
    pub(crate) sample: Vec<String>,
    /// A fragment that a single user has in its address.
    pub(crate) fragment: String,
}

/// A user like those of a real application: a name, an address, a little metadata.
pub(crate) fn user(ids: &IdSource, number: usize, now: i64) -> User {
    let (id, email_id) = (ids.new_id("user", now), ids.new_id("idn", now));
    let created_at = now - 90 * 24 * 3600 * 1000 + i64::try_from(number).unwrap_or(0) * 7;
    let metadata = serde_json::json!({ "plan": "pro", "seats": number % 100, "onboarded": true });
    User {
        id,
        created_at,
        updated_at: created_at,
        last_sign_in_at: Some(created_at),
        last_active_at: Some(created_at),
        first_name: Some(format!("First{}", number % 5_000)),
        last_name: Some(format!("Last{}", number % 20_000)),
        primary_email_address_id: Some(email_id.clone()),
        email_addresses: vec![EmailAddress {
            id: email_id,
            email_address: format!("person{number:08}@example.com"),
            verification: Some(Verification::admin()),
            created_at,
            updated_at: created_at,
            ..EmailAddress::default()
        }],
        public_metadata: metadata.as_object().cloned().unwrap_or_default(),
        ..User::default()
    }
}

/// A new instance that is being filled.
pub(crate) struct Filling {
    pub(crate) store: Store,
    pub(crate) ids: IdSource,
    pub(crate) now: i64,
    pub(crate) instance_id: String,
    pub(crate) secret_key: String,
}

impl Filling {
    /// Makes the instance.
    pub(crate) fn begin(database: &str) -> anyhow::Result<Self> {
        let store = Store::open(&Options::new(database))?;
        let (ids, now) = (IdSource::random(), Clock::System.now());
        let instance_id = ids.new_id("ins", now);
        let pem = generate_signing_key(&instance_id)?;
        let id = instance_id.clone();
        let keys = store.system_blocking(move |tx| {
            create_instance(tx, &IdSource::random(), now, &NewInstance::default(), &pem, &id)
        })?;
        Ok(Self { store, ids, now, instance_id, secret_key: keys.secret_key })
    }

    /// Inserts rows in groups, a unit of work each.
    pub(crate) fn insert<T: Clone + Send + Sync + 'static>(
        &self,
        rows: &[T],
        insert: impl Fn(&mut Tx<'_, '_>, &[T]) -> Result<(), StorageError> + Send + Sync + Copy + 'static,
    ) -> anyhow::Result<()> {
        let insert_group = &|group: &[T]| {
            let (group, instance) = (group.to_vec(), self.instance_id.clone());
            self.store.system_blocking(move |tx| insert(&mut tx.within(&instance), &group))
        };
        for batch in rows.chunks(BATCH) {
            std::thread::scope(|scope| {
                let groups: Vec<_> =
                    batch.chunks(GROUP).map(|group| scope.spawn(move || insert_group(group))).collect();
                groups
                    .into_iter()
                    .try_for_each(|group| group.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            })?;
        }
        Ok(())
    }

    /// Inserts `count` users and hands each of them to `note`.
    pub(crate) fn insert_users(&self, count: usize, mut note: impl FnMut(usize, &User)) -> anyhow::Result<()> {
        let started = Instant::now();
        let mut number = 0;
        while number < count {
            let users: Vec<User> =
                (number..(number + BATCH).min(count)).map(|number| user(&self.ids, number, self.now)).collect();
            users.iter().enumerate().for_each(|(position, user)| note(position, user));
            number += users.len();
            self.insert(&users, |tx, users| users.iter().try_for_each(|user| tx.insert_user(user).map(drop)))?;
            if number % 100_000 == 0 {
                eprintln!("{number} users in {:.0} s", started.elapsed().as_secs_f64());
            }
        }
        Ok(())
    }
}

/// Fills the database with `count` users of one new instance.
pub(crate) fn fill(database: &str, count: usize) -> anyhow::Result<Seeded> {
    let filling = Filling::begin(database)?;
    let mut sample = Vec::new();
    filling.insert_users(count, |position, user| {
        if position % 97 == 0 && position < 970 {
            sample.push(user.id.clone());
        }
    })?;
    Ok(Seeded { secret_key: filling.secret_key, sample, fragment: format!("n{:08}@ex", count / 2) })
}
