//! Invitations to the application.

use fastrand::Rng;
use serde_json::{Value, json};

use super::values::{self, Object, chance, maybe, put_value};
use super::visible::ANY_TEXT;
use super::{DUPLICATE, Done, FORMAT, Kind, Made, Model, NOT_FOUND, Outcome, Pick, Refusal, Request, TAKEN};
use super::{act, post};

#[derive(Clone, Debug)]
pub(crate) struct Invitation {
    pub(super) address: String,
    pub(super) revoked: bool,
    public_metadata: Object,
}

#[derive(Clone, Debug)]
pub(crate) struct Wish {
    address: String,
    ignore_existing: bool,
    public_metadata: Option<Object>,
    redirect_url: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) enum InvitationOperation {
    Create { wish: Wish },
    CreateAll { wishes: Vec<Wish> },
    Revoke { invitation: Pick },
}

impl InvitationOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        match random.u32(..10) {
            0..5 => Self::Create { wish: Wish::random(random) },
            5..7 => Self::CreateAll { wishes: (0..random.usize(1..4)).map(|_| Wish::random(random)).collect() },
            _ => Self::Revoke { invitation: Pick::random(random) },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        match self {
            Self::Create { wish } => post("/invitations", wish.body()),
            Self::CreateAll { wishes } => post("/invitations/bulk", wishes.iter().map(Wish::body).collect()),
            Self::Revoke { invitation } => act(format!("/invitations/{}/revoke", model.invitations.id_of(*invitation))),
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Create { wish } => {
                let handles = model.invite(std::slice::from_ref(wish), false)?;
                let handle = handles.first().copied().ok_or(NOT_FOUND)?;
                Ok(Done::new(vec![Made::new(Kind::Invitation, handle)], move |model| model.show_invitation(handle)))
            }
            Self::CreateAll { wishes } => {
                let handles = model.invite(wishes, true)?;
                let at =
                    |(position, handle): (usize, &usize)| Made::at(Kind::Invitation, *handle, &format!("/{position}"));
                let made = handles.iter().enumerate().map(at).collect();
                Ok(Done::new(made, move |model| handles.iter().map(|handle| model.show_invitation(*handle)).collect()))
            }
            Self::Revoke { invitation } => {
                let handle = model.invitations.find(*invitation).ok_or(NOT_FOUND)?;
                match model.invitations.get_mut(handle) {
                    Some(invitation) if !invitation.revoked => invitation.revoked = true,
                    _ => return Err(Refusal(400, "invitation_already_revoked")),
                }
                Ok(Done::nothing_new(move |model| model.show_invitation(handle)))
            }
        }
    }
}

impl Wish {
    fn random(random: &mut Rng) -> Self {
        Self {
            address: values::email_address(random),
            ignore_existing: chance(random, 25),
            public_metadata: maybe(random, 20, values::metadata),
            redirect_url: maybe(random, 20, |random| {
                ["https://example.com/back", "my-app://back", "no url"][random.usize(..3)].to_owned()
            }),
        }
    }

    fn body(&self) -> Value {
        let mut body = Object::new();
        body.insert("email_address".to_owned(), json!(self.address));
        if self.ignore_existing {
            body.insert("ignore_existing".to_owned(), json!(true));
        }
        put_value(&mut body, "public_metadata", &self.public_metadata);
        put_value(&mut body, "redirect_url", &self.redirect_url);
        Value::Object(body)
    }

    fn check(&self) -> Result<String, Refusal> {
        let address = values::normal_email(&self.address)?;
        if self.redirect_url.as_ref().is_some_and(|url| !url.contains("://")) {
            return Err(FORMAT);
        }
        values::check_sizes([&self.public_metadata])?;
        Ok(address)
    }
}

impl Model {
    /// Invites all or, when anything is wrong with one, nobody. Several at once never go to users.
    fn invite(&mut self, wishes: &[Wish], bulk: bool) -> Result<Vec<usize>, Refusal> {
        let mut new = Vec::new();
        for wish in wishes {
            new.push((wish.check()?, wish.ignore_existing, wish.public_metadata.clone().unwrap_or_default()));
        }
        if new.iter().any(|(address, ignores, _)| (bulk || !ignores) && self.claimant(address).is_some()) {
            return Err(TAKEN);
        }
        let mut seen: Vec<&str> = Vec::new();
        for (address, ignores, _) in &new {
            let exists = seen.contains(&address.as_str()) || self.is_invited(address);
            if exists && !ignores {
                return Err(DUPLICATE);
            }
            seen.push(address);
        }
        let add = |(address, _, public_metadata)| {
            self.invitations.add(Invitation { address, revoked: false, public_metadata })
        };
        Ok(new.into_iter().map(add).collect())
    }

    /// Invites one address on somebody else's behalf.
    pub(super) fn invite_one(&mut self, address: &str, ignore_existing: bool) -> Result<usize, Refusal> {
        let wish = Wish { address: address.to_owned(), ignore_existing, public_metadata: None, redirect_url: None };
        let handles = self.invite(&[wish], false)?;
        handles.first().copied().ok_or(NOT_FOUND)
    }

    /// Whether the address has a pending invitation.
    pub(super) fn is_invited(&self, address: &str) -> bool {
        self.invitations.iter().any(|(_, invitation)| !invitation.revoked && invitation.address == address)
    }

    pub(super) fn show_invitation(&self, handle: usize) -> Value {
        let Some(invitation) = self.invitations.get(handle) else { return Value::Null };
        json!({
            "object": "invitation",
            "id": self.invitations.id(handle),
            "email_address": invitation.address,
            "public_metadata": invitation.public_metadata,
            "status": if invitation.revoked { "revoked" } else { "pending" },
            "url": if invitation.revoked { Value::Null } else { json!(ANY_TEXT) },
            "created_at": self.invitations.created_at(handle),
        })
    }
}
