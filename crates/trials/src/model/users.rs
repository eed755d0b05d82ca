//! Users: names, identifiers, metadata, bans and locks.

use fastrand::Rng;
use serde_json::{Value, json};

use super::email_addresses::{EmailAddress, State};
use super::values::{self, Field, Object, chance, field, maybe, put_field, put_value};
use super::{Done, Kind, Made, Model, NOT_FOUND, Outcome, Pick, REPEATED, Refusal, Request, TAKEN};
use super::{act, delete, patch, post, put};

/// What an imported time is set to: its text, and the same in milliseconds.
const TIMES: [(&str, i64); 3] = [
    ("2020-02-29T12:34:56.789Z", 1_582_979_696_789),
    ("2020-02-29T13:34:56.789999+01:00", 1_582_979_696_789),
    ("1969-12-31T23:59:59.9999Z", -1),
];

#[derive(Clone, Debug, Default)]
pub(crate) struct User {
    pub(super) external_id: Option<String>,
    pub(super) username: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    /// In the order in which they were added.
    pub(super) email_addresses: Vec<usize>,
    pub(super) primary: Option<usize>,
    public_metadata: Object,
    private_metadata: Object,
    unsafe_metadata: Object,
    pub(super) banned: bool,
    locked: bool,
}

/// The attributes that creating and updating share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes {
    external_id: Field<String>,
    username: Field<String>,
    first_name: Field<String>,
    last_name: Field<String>,
    public_metadata: Option<Object>,
    private_metadata: Option<Object>,
    unsafe_metadata: Option<Object>,
    created_at: Option<usize>,
}

/// Metadata of the three kinds.
#[derive(Clone, Debug)]
pub(crate) struct Metadata {
    public: Option<Object>,
    private: Option<Object>,
    not_trusted: Option<Object>,
}

#[derive(Clone, Debug)]
pub(crate) enum UserOperation {
    Create { email_addresses: Vec<String>, reserved: bool, banned: bool, locked: bool, attributes: Attributes },
    Update { user: Pick, primary: Option<Pick>, attributes: Attributes },
    MergeMetadata { user: Pick, metadata: Metadata },
    ReplaceMetadata { user: Pick, metadata: Metadata },
    Ban { user: Pick, banned: bool },
    BanAll { users: Vec<Pick>, banned: bool },
    Lock { user: Pick, locked: bool },
    Delete { user: Pick },
}

impl UserOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let user = Pick::random(random);
        match random.u32(..100) {
            0..38 => Self::Create {
                email_addresses: (0..[0, 1, 1, 1, 2, 3][random.usize(..6)])
                    .map(|_| values::email_address(random))
                    .collect(),
                reserved: chance(random, 15),
                banned: chance(random, 5),
                locked: chance(random, 5),
                attributes: Attributes::random(random),
            },
            38..60 => {
                Self::Update { user, primary: maybe(random, 15, Pick::random), attributes: Attributes::random(random) }
            }
            60..71 => Self::MergeMetadata { user, metadata: Metadata::random(random) },
            71..76 => Self::ReplaceMetadata { user, metadata: Metadata::random(random) },
            76..81 => Self::Ban { user, banned: random.bool() },
            81..86 => {
                let users = (0..random.usize(1..4)).map(|_| Pick::random(random)).collect();
                Self::BanAll { users, banned: random.bool() }
            }
            86..91 => Self::Lock { user, locked: random.bool() },
            _ => Self::Delete { user },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let path = |user: &Pick, rest: &str| format!("/users/{}{rest}", model.users.id_of(*user));
        match self {
            Self::Create { email_addresses, reserved, banned, locked, attributes } => {
                let mut body = attributes.body();
                if !email_addresses.is_empty() {
                    body.insert("email_address".to_owned(), json!(email_addresses));
                }
                if *reserved && !email_addresses.is_empty() {
                    let statuses = vec!["reserved"; email_addresses.len()];
                    body.insert("email_address_identification_status".to_owned(), json!(statuses));
                }
                for (name, flag) in [("banned", banned), ("locked", locked)] {
                    if *flag {
                        body.insert(name.to_owned(), json!(true));
                    }
                }
                post("/users", Value::Object(body))
            }
            Self::Update { user, primary, attributes } => {
                let mut body = attributes.body();
                if let Some(primary) = primary {
                    let id = model.email_addresses.id_of(*primary);
                    body.insert("primary_email_address_id".to_owned(), json!(id));
                }
                patch(path(user, ""), Value::Object(body))
            }
            Self::MergeMetadata { user, metadata } => patch(path(user, "/metadata"), metadata.body()),
            Self::ReplaceMetadata { user, metadata } => put(path(user, "/metadata"), metadata.body()),
            Self::Ban { user, banned } => act(path(user, if *banned { "/ban" } else { "/unban" })),
            Self::BanAll { users, banned } => {
                let ids: Vec<String> = users.iter().map(|user| model.users.id_of(*user)).collect();
                post(if *banned { "/users/ban" } else { "/users/unban" }, json!({ "user_ids": ids }))
            }
            Self::Lock { user, locked } => act(path(user, if *locked { "/lock" } else { "/unlock" })),
            Self::Delete { user } => delete(path(user, "")),
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        let find = |model: &Model, user: Pick| model.users.find(user).ok_or(NOT_FOUND);
        let handle = match self {
            Self::Create { email_addresses, reserved, banned, locked, attributes } => {
                let user = User { banned: *banned, locked: *locked, ..User::default() };
                return model.create_user(email_addresses, *reserved, user, attributes);
            }
            Self::Update { user, primary, attributes } => model.update_user(*user, *primary, attributes)?,
            Self::MergeMetadata { user, metadata } => {
                let handle = find(model, *user)?;
                let changed = model.user(handle).with_metadata(metadata, values::merged)?;
                model.put_user(handle, changed)
            }
            Self::ReplaceMetadata { user, metadata } => {
                let handle = find(model, *user)?;
                let changed = model.user(handle).with_metadata(metadata, |_, given| given.clone())?;
                model.put_user(handle, changed)
            }
            Self::Ban { user, banned } => {
                let handle = find(model, *user)?;
                model.put_user(handle, User { banned: *banned, ..model.user(handle) })
            }
            Self::BanAll { users, banned } => {
                let mut handles = users.iter().map(|user| find(model, *user)).collect::<Result<Vec<_>, _>>()?;
                let mut seen = Vec::new();
                handles.retain(|handle| {
                    !seen.contains(handle) && {
                        seen.push(*handle);
                        true
                    }
                });
                for &handle in &handles {
                    model.put_user(handle, User { banned: *banned, ..model.user(handle) });
                }
                return Ok(Done::nothing_new(move |model| {
                    handles.iter().map(|handle| model.show_user(*handle)).collect()
                }));
            }
            Self::Lock { user, locked } => {
                let handle = find(model, *user)?;
                model.put_user(handle, User { locked: *locked, ..model.user(handle) })
            }
            Self::Delete { user } => {
                let handle = find(model, *user)?;
                return Ok(model.delete_user(handle));
            }
        };
        Ok(Done::nothing_new(move |model| model.show_user(handle)))
    }
}

impl Attributes {
    fn random(random: &mut Rng) -> Self {
        Self {
            external_id: field(random, 25, |random| format!("ext{}", random.u32(..25))),
            username: field(random, 35, values::username),
            first_name: field(random, 40, values::name),
            last_name: field(random, 40, values::name),
            public_metadata: maybe(random, 25, values::metadata),
            private_metadata: maybe(random, 15, values::metadata),
            unsafe_metadata: maybe(random, 15, values::metadata),
            created_at: maybe(random, 5, |random| random.usize(..TIMES.len())),
        }
    }

    fn body(&self) -> Object {
        let mut body = Object::new();
        put_field(&mut body, "external_id", &self.external_id);
        put_field(&mut body, "username", &self.username);
        put_field(&mut body, "first_name", &self.first_name);
        put_field(&mut body, "last_name", &self.last_name);
        put_value(&mut body, "public_metadata", &self.public_metadata);
        put_value(&mut body, "private_metadata", &self.private_metadata);
        put_value(&mut body, "unsafe_metadata", &self.unsafe_metadata);
        put_value(&mut body, "created_at", &self.created_at.map(|time| TIMES[time].0));
        body
    }

    /// The user with these attributes: what is left out stays, `null` and an empty text clear.
    fn apply(&self, mut user: User) -> Result<User, Refusal> {
        let given = |field: &Field<String>| field.clone().map(|text| text.filter(|text| !text.is_empty()));
        let texts = [&self.external_id, &self.first_name, &self.last_name];
        texts.iter().filter_map(|field| given(field)).flatten().try_for_each(|text| values::check_length(&text))?;
        if let Some(external_id) = given(&self.external_id) {
            user.external_id = external_id;
        }
        if let Some(first_name) = given(&self.first_name) {
            user.first_name = first_name;
        }
        if let Some(last_name) = given(&self.last_name) {
            user.last_name = last_name;
        }
        if let Some(username) = given(&self.username) {
            user.username = username.map(|text| values::normal_username(&text)).transpose()?;
        }
        for (given, stored) in [
            (&self.public_metadata, &mut user.public_metadata),
            (&self.private_metadata, &mut user.private_metadata),
            (&self.unsafe_metadata, &mut user.unsafe_metadata),
        ] {
            if let Some(given) = given {
                values::check_size(given)?;
                stored.clone_from(given);
            }
        }
        Ok(user)
    }
}

impl Metadata {
    fn random(random: &mut Rng) -> Self {
        Self {
            public: maybe(random, 60, values::metadata),
            private: maybe(random, 40, values::metadata),
            not_trusted: maybe(random, 40, values::metadata),
        }
    }

    fn body(&self) -> Value {
        let mut body = Object::new();
        put_value(&mut body, "public_metadata", &self.public);
        put_value(&mut body, "private_metadata", &self.private);
        put_value(&mut body, "unsafe_metadata", &self.not_trusted);
        Value::Object(body)
    }
}

impl User {
    fn with_metadata(
        mut self,
        metadata: &Metadata,
        change: impl Fn(&Object, &Object) -> Object,
    ) -> Result<Self, Refusal> {
        for (given, stored) in [
            (&metadata.public, &mut self.public_metadata),
            (&metadata.private, &mut self.private_metadata),
            (&metadata.not_trusted, &mut self.unsafe_metadata),
        ] {
            if let Some(given) = given {
                *stored = change(stored, given);
                values::check_size(stored)?;
            }
        }
        Ok(self)
    }

    /// Whether there is anything to find the user by.
    pub(super) fn has_identifier(&self) -> bool {
        !self.email_addresses.is_empty() || self.username.is_some()
    }
}

impl Model {
    /// A copy of a user that lives.
    pub(super) fn user(&self, handle: usize) -> User {
        self.users.get(handle).cloned().unwrap_or_default()
    }

    pub(super) fn put_user(&mut self, handle: usize, user: User) -> usize {
        if let Some(stored) = self.users.get_mut(handle) {
            *stored = user;
        }
        handle
    }

    /// Whether another user has that username or external id.
    fn is_taken(&self, user: &User, own: Option<usize>) -> bool {
        self.users.iter().filter(|(handle, _)| Some(*handle) != own).any(|(_, other)| {
            let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
            same(&user.username, &other.username) || same(&user.external_id, &other.external_id)
        })
    }

    fn create_user(&mut self, texts: &[String], reserved: bool, user: User, attributes: &Attributes) -> Outcome {
        let mut addresses: Vec<String> = Vec::new();
        for text in texts {
            let address = values::normal_email(text)?;
            if addresses.contains(&address) {
                return Err(REPEATED);
            }
            addresses.push(address);
        }
        let mut user = attributes.apply(user)?;
        if addresses.is_empty() && user.username.is_none() {
            return Err(Refusal(422, "form_data_missing"));
        }
        if addresses.iter().any(|address| self.claimant(address).is_some()) || self.is_taken(&user, None) {
            return Err(TAKEN);
        }
        let state = if reserved { State::Reserved } else { State::Verified };
        let handle = self.users.add(User::default());
        let mut made = vec![Made::new(Kind::User, handle)];
        for (position, address) in addresses.into_iter().enumerate() {
            let email = self.email_addresses.add(EmailAddress { user: handle, address, state });
            user.email_addresses.push(email);
            made.push(Made::at(Kind::EmailAddress, email, &format!("/email_addresses/{position}")));
        }
        user.primary = user.email_addresses.first().copied();
        self.put_user(handle, user);
        Ok(Done::new(made, move |model| model.show_user(handle)))
    }

    fn update_user(&mut self, pick: Pick, primary: Option<Pick>, attributes: &Attributes) -> Result<usize, Refusal> {
        // What is wrong with the request comes before whom it is about.
        let checked = attributes.apply(User::default());
        checked?;
        let handle = self.users.find(pick).ok_or(NOT_FOUND)?;
        let before = self.user(handle);
        let mut user = attributes.apply(before.clone())?;
        if before.username.is_some() && !user.has_identifier() {
            return Err(Refusal(400, "identification_deletion_failed"));
        }
        if let Some(primary) = primary {
            let email = self.email_addresses.find(primary).filter(|email| user.email_addresses.contains(email));
            let email = email.ok_or(NOT_FOUND)?;
            if user.primary != Some(email) && !self.is_verified(email) {
                return Err(Refusal(422, "form_verification_needed"));
            }
            user.primary = Some(email);
        }
        if self.is_taken(&user, Some(handle)) {
            return Err(TAKEN);
        }
        if let Some(time) = attributes.created_at {
            self.users.set_created_at(handle, TIMES[time].1);
        }
        Ok(self.put_user(handle, user))
    }

    fn delete_user(&mut self, handle: usize) -> Done {
        let user = self.users.remove(handle).unwrap_or_default();
        for email in user.email_addresses {
            self.email_addresses.remove(email);
        }
        self.memberships.retain(|membership| membership.user != handle);
        let shown = json!({
            "object": "user", "id": self.users.id(handle), "deleted": true, "external_id": user.external_id,
        });
        Done::nothing_new(move |_| shown.clone())
    }

    pub(super) fn show_user(&self, handle: usize) -> Value {
        let user = self.user(handle);
        let emails: Vec<Value> = user.email_addresses.iter().map(|email| self.show_email_address(*email)).collect();
        json!({
            "object": "user",
            "id": self.users.id(handle),
            "external_id": user.external_id,
            "username": user.username,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "primary_email_address_id": user.primary.map(|email| self.email_addresses.id(email)),
            "email_addresses": emails,
            "public_metadata": user.public_metadata,
            "private_metadata": user.private_metadata,
            "unsafe_metadata": user.unsafe_metadata,
            "banned": user.banned,
            "locked": user.locked,
            "created_at": self.users.created_at(handle),
        })
    }
}
