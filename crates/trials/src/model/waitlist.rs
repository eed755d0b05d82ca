//! The waitlist.

use fastrand::Rng;
use serde_json::{Value, json};

use super::values::{self, chance};
use super::{Done, FORMAT, Kind, Made, Model, NOT_FOUND, Outcome, Pick, REPEATED, Refusal, Request};
use super::{act, delete, post};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Pending,
    Invited,
    Rejected,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Invited => "invited",
            Self::Rejected => "rejected",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    address: String,
    pub(super) status: Status,
    invitation: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum WaitlistOperation {
    Join { address: String },
    JoinAll { addresses: Vec<String> },
    Invite { entry: Pick, ignore_existing: bool },
    Reject { entry: Pick },
    Delete { entry: Pick },
}

const ALREADY_INVITED: Refusal = Refusal(409, "waitlist_entry_already_invited");
const ALREADY_REJECTED: Refusal = Refusal(409, "waitlist_entry_already_rejected");

impl WaitlistOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let entry = Pick::random(random);
        match random.u32(..10) {
            0..4 => Self::Join { address: values::email_address(random) },
            4 => Self::JoinAll { addresses: (0..random.usize(1..5)).map(|_| values::email_address(random)).collect() },
            5..8 => Self::Invite { entry, ignore_existing: chance(random, 30) },
            8 => Self::Reject { entry },
            _ => Self::Delete { entry },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let path = |entry: &Pick, rest: &str| format!("/waitlist_entries/{}{rest}", model.waitlist.id_of(*entry));
        let body = |address: &String| json!({ "email_address": address, "notify": false });
        match self {
            Self::Join { address } => post("/waitlist_entries", body(address)),
            Self::JoinAll { addresses } => post("/waitlist_entries/bulk", addresses.iter().map(body).collect()),
            Self::Invite { entry, ignore_existing } => {
                post(path(entry, "/invite"), json!({ "ignore_existing": ignore_existing }))
            }
            Self::Reject { entry } => act(path(entry, "/reject")),
            Self::Delete { entry } => delete(path(entry, "")),
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Join { address } => {
                let (handles, made) = model.join(std::slice::from_ref(address))?;
                let handle = handles.first().copied().ok_or(NOT_FOUND)?;
                let made = made.iter().map(|(_, handle)| Made::new(Kind::WaitlistEntry, *handle)).collect();
                Ok(Done::new(made, move |model| model.show_entry(handle)))
            }
            Self::JoinAll { addresses } => {
                let (handles, made) = model.join(addresses)?;
                let at = |(position, handle): &(usize, usize)| {
                    Made::at(Kind::WaitlistEntry, *handle, &format!("/{position}"))
                };
                let made = made.iter().map(at).collect();
                Ok(Done::new(made, move |model| handles.iter().map(|handle| model.show_entry(*handle)).collect()))
            }
            Self::Invite { entry, ignore_existing } => {
                let handle = model.waitlist.find(*entry).ok_or(NOT_FOUND)?;
                let Some(entry) = model.waitlist.get(handle).cloned() else { return Err(NOT_FOUND) };
                let invitation = entry.invitation.and_then(|invitation| model.invitations.get(invitation));
                let is_waiting = invitation.is_some_and(|invitation| !invitation.revoked);
                if entry.status == Status::Invited && !ignore_existing && is_waiting {
                    return Err(ALREADY_INVITED);
                }
                let invitation = model.invite_one(&entry.address, *ignore_existing)?;
                if let Some(stored) = model.waitlist.get_mut(handle) {
                    *stored = Entry { status: Status::Invited, invitation: Some(invitation), ..entry };
                }
                let made = vec![Made::at(Kind::Invitation, invitation, "/invitation")];
                Ok(Done::new(made, move |model| model.show_entry(handle)))
            }
            Self::Reject { entry } => {
                let handle = model.waitlist.find(*entry).ok_or(NOT_FOUND)?;
                let Some(entry) = model.waitlist.get_mut(handle) else { return Err(NOT_FOUND) };
                if entry.status == Status::Rejected {
                    return Err(ALREADY_REJECTED);
                }
                entry.status = Status::Rejected;
                if let Some(invitation) = entry.invitation.and_then(|invitation| model.invitations.get_mut(invitation))
                {
                    invitation.revoked = true;
                }
                Ok(Done::nothing_new(move |model| model.show_entry(handle)))
            }
            Self::Delete { entry } => {
                let handle = model.waitlist.find(*entry).ok_or(NOT_FOUND)?;
                match model.waitlist.get(handle).map(|entry| entry.status) {
                    Some(Status::Invited) => return Err(ALREADY_INVITED),
                    Some(Status::Rejected) => return Err(ALREADY_REJECTED),
                    Some(Status::Pending) | None => {}
                }
                model.waitlist.remove(handle);
                let shown = json!({ "object": "waitlist_entry", "id": model.waitlist.id(handle), "deleted": true });
                Ok(Done::nothing_new(move |_| shown.clone()))
            }
        }
    }
}

/// Every entry that is answered, and position and number of those that are new.
type Joined = (Vec<usize>, Vec<(usize, usize)>);

impl Model {
    fn join(&mut self, texts: &[String]) -> Result<Joined, Refusal> {
        let addresses: Vec<String> =
            texts.iter().map(|text| values::normal_email(text)).collect::<Result<_, _>>().map_err(|_| FORMAT)?;
        let is_repeated = |(position, address): (usize, &String)| addresses[..position].contains(address);
        if addresses.iter().enumerate().any(is_repeated) {
            return Err(REPEATED);
        }
        let (mut handles, mut made) = (Vec::new(), Vec::new());
        for (position, address) in addresses.into_iter().enumerate() {
            let known = self.waitlist.iter().find(|(_, entry)| entry.address == address).map(|(handle, _)| handle);
            let handle = known.unwrap_or_else(|| {
                let handle = self.waitlist.add(Entry { address, status: Status::Pending, invitation: None });
                made.push((position, handle));
                handle
            });
            handles.push(handle);
        }
        Ok((handles, made))
    }

    pub(super) fn show_entry(&self, handle: usize) -> Value {
        let Some(entry) = self.waitlist.get(handle) else { return Value::Null };
        let mut shown = json!({
            "object": "waitlist_entry",
            "id": self.waitlist.id(handle),
            "email_address": entry.address,
            "status": entry.status.name(),
            "is_locked": false,
            "created_at": self.waitlist.created_at(handle),
        });
        if let Some(invitation) = entry.invitation {
            shown["invitation"] = self.show_invitation(invitation);
        }
        shown
    }
}
