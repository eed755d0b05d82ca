//! E-mail addresses of users: whose they are, and which of a user's is the primary one.

use fastrand::Rng;
use serde_json::{Value, json};

use super::users::User;
use super::values::{self, Object, chance};
use super::{Done, Kind, Made, Model, NOT_FOUND, Outcome, Pick, Refusal, Request, TAKEN};
use super::{delete, patch, post, put};

/// What is known of an address. Only one that is verified or reserved is nobody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Verified,
    Reserved,
    Unverified,
}

#[derive(Clone, Debug)]
pub(crate) struct EmailAddress {
    pub(super) user: usize,
    pub(super) address: String,
    pub(super) state: State,
}

#[derive(Clone, Debug)]
pub(crate) enum EmailAddressOperation {
    Create { user: Pick, address: String, verified: bool, primary: bool },
    Update { email_address: Pick, verified: bool, primary: bool },
    Delete { email_address: Pick },
    Replace { user: Pick, address: String, state: Option<State> },
}

const LAST: Refusal = Refusal(400, "identification_deletion_failed");

impl EmailAddressOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let pick = Pick::random(random);
        match random.u32(..10) {
            0..4 => Self::Create {
                user: pick,
                address: values::email_address(random),
                verified: random.bool(),
                primary: chance(random, 30),
            },
            4..6 => Self::Update { email_address: pick, verified: random.bool(), primary: random.bool() },
            6..9 => Self::Delete { email_address: pick },
            _ => Self::Replace {
                user: pick,
                address: values::email_address(random),
                state: [None, Some(State::Verified), Some(State::Reserved), Some(State::Unverified)][random.usize(..4)],
            },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let path = |email: &Pick| format!("/email_addresses/{}", model.email_addresses.id_of(*email));
        match self {
            Self::Create { user, address, verified, primary } => post(
                "/email_addresses",
                json!({
                    "user_id": model.users.id_of(*user), "email_address": address, "verified": verified,
                    "primary": primary,
                }),
            ),
            Self::Update { email_address, verified, primary } => {
                patch(path(email_address), json!({ "verified": verified, "primary": primary }))
            }
            Self::Delete { email_address } => delete(path(email_address)),
            Self::Replace { user, address, state } => {
                let mut body = Object::from_iter([("email_address".to_owned(), json!(address))]);
                let state = state.map(|state| match state {
                    State::Verified => "verified",
                    State::Reserved => "reserved",
                    State::Unverified => "unverified",
                });
                values::put_value(&mut body, "identification_status", &state);
                put(format!("/users/{}/email_address", model.users.id_of(*user)), Value::Object(body))
            }
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Create { user, address, verified, primary } => {
                let address = values::normal_email(address)?;
                let user = model.users.find(*user).ok_or(NOT_FOUND)?;
                model.add_email_address(user, address, *verified, *primary)
            }
            Self::Update { email_address, verified, primary } => {
                let email = model.email_addresses.find(*email_address).ok_or(NOT_FOUND)?;
                model.update_email_address(email, *verified, *primary)
            }
            Self::Delete { email_address } => {
                let email = model.email_addresses.find(*email_address).ok_or(NOT_FOUND)?;
                model.delete_email_address(email)
            }
            Self::Replace { user, address, state } => {
                let address = values::normal_email(address)?;
                let user = model.users.find(*user).ok_or(NOT_FOUND)?;
                model.replace_email_address(user, address, state.unwrap_or(State::Verified))
            }
        }
    }
}

impl Model {
    /// The user that has verified or reserved an address.
    pub(super) fn claimant(&self, address: &str) -> Option<usize> {
        let mut claims = self.email_addresses.iter().filter(|(_, email)| email.state != State::Unverified);
        claims.find(|(_, email)| email.address == address).map(|(_, email)| email.user)
    }

    pub(super) fn is_verified(&self, email: usize) -> bool {
        self.email_addresses.get(email).is_some_and(|email| email.state == State::Verified)
    }

    fn add_email_address(&mut self, handle: usize, address: String, verified: bool, primary: bool) -> Outcome {
        let mut user = self.user(handle);
        let has = |email: &usize| self.email_addresses.get(*email).is_some_and(|email| email.address == address);
        if user.email_addresses.iter().any(has) || self.claimant(&address).is_some() {
            return Err(TAKEN);
        }
        let is_first = user.email_addresses.is_empty();
        if primary && !verified && !is_first {
            return Err(Refusal(422, "form_verification_needed"));
        }
        let state = if verified { State::Verified } else { State::Unverified };
        let email = self.email_addresses.add(EmailAddress { user: handle, address, state });
        user.email_addresses.push(email);
        if primary || is_first || (verified && user.primary.is_none()) {
            user.primary = Some(email);
        }
        self.put_user(handle, user);
        Ok(Done::new(vec![Made::new(Kind::EmailAddress, email)], move |model| model.show_email_address(email)))
    }

    fn update_email_address(&mut self, email: usize, verified: bool, primary: bool) -> Outcome {
        let Some(row) = self.email_addresses.get(email).cloned() else { return Err(NOT_FOUND) };
        let mut user = self.user(row.user);
        let state = if verified { State::Verified } else { row.state };
        let becomes_verified = state != row.state;
        if becomes_verified && user.primary.is_none() {
            user.primary = Some(email);
        }
        if primary {
            if state != State::Verified && user.primary != Some(email) {
                return Err(Refusal(400, "identification_update_failed"));
            }
            user.primary = Some(email);
        }
        if becomes_verified && self.claimant(&row.address).is_some_and(|other| other != row.user) {
            return Err(Refusal(409, "conflict"));
        }
        self.put_user(row.user, user);
        self.set_state(email, state);
        Ok(Done::nothing_new(move |model| model.show_email_address(email)))
    }

    fn set_state(&mut self, email: usize, state: State) {
        if let Some(row) = self.email_addresses.get_mut(email) {
            row.state = state;
        }
    }

    /// How many identifiers somebody can sign in by: an address that is not proven may be another's.
    fn ways_in(&self, user: &User) -> usize {
        let claimed =
            |email: &&usize| self.email_addresses.get(**email).is_some_and(|email| email.state != State::Unverified);
        user.email_addresses.iter().filter(claimed).count() + usize::from(user.username.is_some())
    }

    fn delete_email_address(&mut self, email: usize) -> Outcome {
        let Some(row) = self.email_addresses.get(email).cloned() else { return Err(NOT_FOUND) };
        let before = self.user(row.user);
        let mut user = before.clone();
        user.email_addresses.retain(|other| *other != email);
        if user.primary == Some(email) {
            user.primary = user.email_addresses.iter().copied().find(|other| self.is_verified(*other));
        }
        if !user.has_identifier() || (self.ways_in(&before) > 0 && self.ways_in(&user) == 0) {
            return Err(LAST);
        }
        self.put_user(row.user, user);
        self.email_addresses.remove(email);
        let shown = json!({ "object": "email_address", "id": self.email_addresses.id(email), "deleted": true });
        Ok(Done::nothing_new(move |_| shown.clone()))
    }

    fn replace_email_address(&mut self, handle: usize, address: String, state: State) -> Outcome {
        if self.claimant(&address).is_some_and(|other| other != handle) {
            return Err(TAKEN);
        }
        let mut user = self.user(handle);
        let mut kept = None;
        for email in user.email_addresses {
            let is_same = self.email_addresses.get(email).is_some_and(|row| row.address == address);
            if is_same && kept.is_none() {
                kept = Some(email);
            } else {
                self.email_addresses.remove(email);
            }
        }
        let made = kept.is_none();
        let email = kept.unwrap_or_else(|| self.email_addresses.add(EmailAddress { user: handle, address, state }));
        self.set_state(email, state);
        user.email_addresses = vec![email];
        user.primary = Some(email);
        self.put_user(handle, user);
        let made = if made { vec![Made::new(Kind::EmailAddress, email)] } else { Vec::new() };
        Ok(Done::new(made, move |model| model.show_email_address(email)))
    }

    pub(super) fn show_email_address(&self, email: usize) -> Value {
        let Some(row) = self.email_addresses.get(email) else { return Value::Null };
        let verification = match row.state {
            State::Verified => json!({ "status": "verified", "strategy": "admin" }),
            State::Reserved | State::Unverified => Value::Null,
        };
        json!({
            "object": "email_address",
            "id": self.email_addresses.id(email),
            "email_address": row.address,
            "reserved": row.state == State::Reserved,
            "verification": verification,
            "created_at": self.email_addresses.created_at(email),
        })
    }
}
