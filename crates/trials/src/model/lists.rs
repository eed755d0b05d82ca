//! The allow-list, the block-list and the redirect URLs.

use fastrand::Rng;
use serde_json::{Value, json};

use super::values::{self, chance};
use super::{DUPLICATE, Done, FORMAT, INVALID, Kind, Made, Model, NOT_FOUND, Outcome, Pick, Refusal, Request};
use super::{delete, post};

/// An entry of the allow-list or the block-list.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    identifier: String,
    /// The invitation that went out with it.
    invitation: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct RedirectUrl {
    url: String,
}

#[derive(Clone, Debug)]
pub(crate) enum ListOperation {
    Allow { identifier: String, notify: bool },
    Disallow { entry: Pick },
    Block { identifier: String },
    Unblock { entry: Pick },
    AddRedirectUrl { url: String },
    DeleteRedirectUrl { url: Pick },
}

fn identifier(random: &mut Rng) -> String {
    match random.u32(..12) {
        0 => "nonsense".to_owned(),
        1 | 2 => format!("*@Host{}.example", random.u32(..5)),
        3 => format!("*@*.host{}.example", random.u32(..5)),
        _ => values::email_address(random),
    }
}

/// The form in which an entry is stored, and whether it is a single address. Only the block-list knows all hosts below
/// a domain.
fn normal_identifier(text: &str, block: bool) -> Result<(String, bool), Refusal> {
    let text = text.trim();
    match text.strip_prefix("*@") {
        Some(host) if host.starts_with("*.") && !block => Err(FORMAT),
        Some(_) => Ok((text.to_lowercase(), false)),
        None => Ok((values::normal_email(text)?, true)),
    }
}

fn url(random: &mut Rng) -> String {
    let number = random.u32(..8);
    match random.u32(..10) {
        0 => "http://example.com/back".to_owned(),
        1 => "javascript://alert".to_owned(),
        2 => "no url".to_owned(),
        3 => format!(" my-app://back{number} "),
        4 => format!("http://localhost:{}/back", 3000 + number),
        _ => format!("https://example.com/back{number}?a=1#b"),
    }
}

/// The URL as it is stored: HTTP is for this machine alone.
fn normal_url(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://").ok_or(INVALID)?;
    match scheme {
        "http" if rest.starts_with("localhost") => Ok(text.to_owned()),
        "http" | "javascript" => Err(INVALID),
        _ => Ok(text.to_owned()),
    }
}

impl ListOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let pick = Pick::random(random);
        match random.u32(..16) {
            0..5 => Self::Allow { identifier: identifier(random), notify: chance(random, 30) },
            5 | 6 => Self::Disallow { entry: pick },
            7..10 => Self::Block { identifier: identifier(random) },
            10 => Self::Unblock { entry: pick },
            11..15 => Self::AddRedirectUrl { url: url(random) },
            _ => Self::DeleteRedirectUrl { url: pick },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        match self {
            Self::Allow { identifier, notify } => {
                post("/allowlist_identifiers", json!({ "identifier": identifier, "notify": notify }))
            }
            Self::Disallow { entry } => delete(format!("/allowlist_identifiers/{}", model.allowed.id_of(*entry))),
            Self::Block { identifier } => post("/blocklist_identifiers", json!({ "identifier": identifier })),
            Self::Unblock { entry } => delete(format!("/blocklist_identifiers/{}", model.blocked.id_of(*entry))),
            Self::AddRedirectUrl { url } => post("/redirect_urls", json!({ "url": url })),
            Self::DeleteRedirectUrl { url } => delete(format!("/redirect_urls/{}", model.redirect_urls.id_of(*url))),
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Allow { identifier, notify } => model.allow(identifier, *notify),
            Self::Block { identifier } => {
                let (identifier, _) = normal_identifier(identifier, true)?;
                if model.blocked.iter().any(|(_, entry)| entry.identifier == identifier) {
                    return Err(DUPLICATE);
                }
                let handle = model.blocked.add(Listed { identifier, invitation: None });
                Ok(Done::new(vec![Made::new(Kind::Blocked, handle)], move |model| model.show_blocked(handle)))
            }
            Self::AddRedirectUrl { url } => {
                let url = normal_url(url)?;
                if model.redirect_urls.iter().any(|(_, known)| known.url == url) {
                    return Err(DUPLICATE);
                }
                let handle = model.redirect_urls.add(RedirectUrl { url });
                Ok(Done::new(vec![Made::new(Kind::RedirectUrl, handle)], move |model| model.show_redirect_url(handle)))
            }
            Self::Disallow { entry } => {
                let handle = model.allowed.find(*entry).ok_or(NOT_FOUND)?;
                model.allowed.remove(handle);
                Ok(deleted("allowlist_identifier", model.allowed.id(handle)))
            }
            Self::Unblock { entry } => {
                let handle = model.blocked.find(*entry).ok_or(NOT_FOUND)?;
                model.blocked.remove(handle);
                Ok(deleted("blocklist_identifier", model.blocked.id(handle)))
            }
            Self::DeleteRedirectUrl { url } => {
                let handle = model.redirect_urls.find(*url).ok_or(NOT_FOUND)?;
                model.redirect_urls.remove(handle);
                Ok(deleted("redirect_url", model.redirect_urls.id(handle)))
            }
        }
    }
}

fn deleted(object: &str, id: &str) -> Done {
    let shown = json!({ "object": object, "id": id, "deleted": true });
    Done::nothing_new(move |_| shown.clone())
}

impl Model {
    fn allow(&mut self, text: &str, notify: bool) -> Outcome {
        let (identifier, is_address) = normal_identifier(text, false)?;
        if notify && !is_address {
            return Err(INVALID);
        }
        if self.allowed.iter().any(|(_, entry)| entry.identifier == identifier) {
            return Err(DUPLICATE);
        }
        let invitation = if notify { Some(self.invite_one(&identifier, false)?) } else { None };
        let handle = self.allowed.add(Listed { identifier, invitation });
        let mut made = vec![Made::new(Kind::Allowed, handle)];
        if let Some(invitation) = invitation {
            // Both are of one moment.
            made.push(Made { id: "/invitation_id".to_owned(), ..Made::new(Kind::Invitation, invitation) });
        }
        Ok(Done::new(made, move |model| model.show_allowed(handle)))
    }

    pub(super) fn show_allowed(&self, handle: usize) -> Value {
        let Some(entry) = self.allowed.get(handle) else { return Value::Null };
        let mut shown = json!({
            "object": "allowlist_identifier",
            "id": self.allowed.id(handle),
            "identifier": entry.identifier,
            "identifier_type": "email_address",
            "created_at": self.allowed.created_at(handle),
        });
        if let Some(invitation) = entry.invitation {
            shown["invitation_id"] = json!(self.invitations.id(invitation));
        }
        shown
    }

    pub(super) fn show_blocked(&self, handle: usize) -> Value {
        let Some(entry) = self.blocked.get(handle) else { return Value::Null };
        json!({
            "object": "blocklist_identifier",
            "id": self.blocked.id(handle),
            "identifier": entry.identifier,
            "identifier_type": "email_address",
            "created_at": self.blocked.created_at(handle),
        })
    }

    pub(super) fn show_redirect_url(&self, handle: usize) -> Value {
        let Some(known) = self.redirect_urls.get(handle) else { return Value::Null };
        json!({
            "object": "redirect_url",
            "id": self.redirect_urls.id(handle),
            "url": known.url,
            "created_at": self.redirect_urls.created_at(handle),
        })
    }
}
