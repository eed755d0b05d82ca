//! Invitations into organizations.

use fastrand::Rng;
use serde_json::{Value, json};

use super::memberships::ALREADY_A_MEMBER;
use super::post;
use super::roles::RoleChoice;
use super::values::{self, Object, maybe, put_value};
use super::visible::ANY_TEXT;
use super::{Done, Kind, Made, Model, NOT_FOUND, Outcome, Pick, Refusal, Request};

#[derive(Clone, Debug)]
pub(crate) struct OrganizationInvitation {
    pub(super) organization: usize,
    address: String,
    pub(super) role: usize,
    pub(super) revoked: bool,
    /// The number of the user who invites, who may be gone.
    inviter: Option<usize>,
    public_metadata: Object,
    private_metadata: Object,
}

/// What an invitation is asked for with.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    address: String,
    role: RoleChoice,
    inviter: Option<Pick>,
    public_metadata: Option<Object>,
    private_metadata: Option<Object>,
}

#[derive(Clone, Debug)]
pub(crate) enum OrganizationInvitationOperation {
    Create {
        organization: Pick,
        wish: Wish,
    },
    CreateAll {
        organization: Pick,
        wishes: Vec<Wish>,
    },
    Revoke {
        invitation: Pick,
        /// Another organization than that of the invitation.
        organization: Option<Pick>,
        revoker: Option<Pick>,
    },
}

impl OrganizationInvitationOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let pick = Pick::random(random);
        match random.u32(..10) {
            0..5 => Self::Create { organization: pick, wish: Wish::random(random) },
            5..7 => Self::CreateAll {
                organization: pick,
                wishes: (0..random.usize(1..4)).map(|_| Wish::random(random)).collect(),
            },
            _ => Self::Revoke {
                invitation: pick,
                organization: maybe(random, 8, Pick::random),
                revoker: maybe(random, 20, Pick::random),
            },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let path = |organization: &Pick, rest: &str| {
            format!("/organizations/{}/invitations{rest}", model.organizations.id_of(*organization))
        };
        match self {
            Self::Create { organization, wish } => post(path(organization, ""), wish.body(model)),
            Self::CreateAll { organization, wishes } => {
                post(path(organization, "/bulk"), wishes.iter().map(|wish| wish.body(model)).collect())
            }
            Self::Revoke { invitation, organization, revoker } => {
                let living = model.organization_invitations.find(*invitation);
                let own = living.and_then(|handle| model.organization_invitations.get(handle));
                let organization = match (organization, own) {
                    (Some(organization), _) => model.organizations.id_of(*organization),
                    (None, Some(own)) => model.organizations.id(own.organization).to_owned(),
                    (None, None) => "org_unknown".to_owned(),
                };
                let invitation = model.organization_invitations.id_of(*invitation);
                let mut body = Object::new();
                put_value(&mut body, "requesting_user_id", &revoker.map(|user| model.users.id_of(user)));
                post(format!("/organizations/{organization}/invitations/{invitation}/revoke"), Value::Object(body))
            }
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Create { organization, wish } => {
                let made = model.invite_into(*organization, std::slice::from_ref(wish))?;
                let handle = made.first().copied().ok_or(NOT_FOUND)?;
                let learned = vec![Made::new(Kind::OrganizationInvitation, handle)];
                Ok(Done::new(learned, move |model| model.show_organization_invitation(handle)))
            }
            Self::CreateAll { organization, wishes } => {
                let made = model.invite_into(*organization, wishes)?;
                let at = |(position, handle): (usize, &usize)| {
                    Made::at(Kind::OrganizationInvitation, *handle, &format!("/data/{position}"))
                };
                let learned = made.iter().enumerate().map(at).collect();
                Ok(Done::new(learned, move |model| {
                    let shown: Vec<Value> =
                        made.iter().map(|handle| model.show_organization_invitation(*handle)).collect();
                    json!({ "total_count": shown.len(), "data": shown })
                }))
            }
            Self::Revoke { invitation, organization, revoker } => {
                let handle = model.organization_invitations.find(*invitation).ok_or(NOT_FOUND)?;
                let Some(row) = model.organization_invitations.get(handle).cloned() else { return Err(NOT_FOUND) };
                if let Some(other) = organization
                    && model.organizations.find(*other) != Some(row.organization)
                {
                    return Err(NOT_FOUND);
                }
                if let Some(revoker) = revoker {
                    model.check_manager(row.organization, *revoker)?;
                }
                if row.revoked {
                    return Err(Refusal(404, "organization_invitation_not_pending"));
                }
                if let Some(row) = model.organization_invitations.get_mut(handle) {
                    row.revoked = true;
                }
                Ok(Done::nothing_new(move |model| model.show_organization_invitation(handle)))
            }
        }
    }
}

impl Wish {
    fn random(random: &mut Rng) -> Self {
        Self {
            address: values::email_address(random),
            role: RoleChoice::random(random),
            inviter: maybe(random, 30, Pick::random),
            public_metadata: maybe(random, 15, values::metadata),
            private_metadata: maybe(random, 15, values::metadata),
        }
    }

    fn body(&self, model: &Model) -> Value {
        let mut body = Object::new();
        body.insert("email_address".to_owned(), json!(self.address));
        body.insert("role".to_owned(), json!(model.key_of(&self.role)));
        put_value(&mut body, "inviter_user_id", &self.inviter.map(|user| model.users.id_of(user)));
        put_value(&mut body, "public_metadata", &self.public_metadata);
        put_value(&mut body, "private_metadata", &self.private_metadata);
        Value::Object(body)
    }
}

impl Model {
    /// Refuses a user that may not change who belongs to the organization, and gives the user's number.
    fn check_manager(&self, organization: usize, user: Pick) -> Result<usize, Refusal> {
        let user = self.users.find(user).and_then(|user| Some((user, self.membership_of(organization, user)?)));
        let (user, membership) = user.ok_or(Refusal(403, "not_a_member_in_organization"))?;
        let role = self.memberships.get(membership).map(|membership| membership.role);
        if role.is_some_and(|role| self.has_permission(role, "org:sys_memberships:manage")) {
            return Ok(user);
        }
        Err(Refusal(403, "missing_organization_permission"))
    }

    /// Invites all of them or, when anything is wrong with one, nobody.
    fn invite_into(&mut self, organization: Pick, wishes: &[Wish]) -> Result<Vec<usize>, Refusal> {
        let organization = self.organizations.find(organization).ok_or(NOT_FOUND)?;
        let mut new = Vec::new();
        for wish in wishes {
            let address = values::normal_email(&wish.address)?;
            values::check_sizes([&wish.public_metadata, &wish.private_metadata])?;
            let role = self.usable_role(&wish.role).ok_or(NOT_FOUND)?;
            let inviter = wish.inviter.map(|user| self.check_manager(organization, user)).transpose()?;
            if self.claimant(&address).is_some_and(|user| self.membership_of(organization, user).is_some()) {
                return Err(ALREADY_A_MEMBER);
            }
            new.push(OrganizationInvitation {
                organization,
                address,
                role,
                revoked: false,
                inviter,
                public_metadata: wish.public_metadata.clone().unwrap_or_default(),
                private_metadata: wish.private_metadata.clone().unwrap_or_default(),
            });
        }
        self.check_room(organization, new.len())?;
        let mut pending: Vec<&str> = self
            .organization_invitations
            .iter()
            .filter(|(_, one)| one.organization == organization && !one.revoked)
            .map(|(_, one)| one.address.as_str())
            .collect();
        for invitation in &new {
            if pending.contains(&invitation.address.as_str()) {
                return Err(Refusal(400, "organization_invitation_not_unique"));
            }
            pending.push(&invitation.address);
        }
        Ok(new.into_iter().map(|invitation| self.organization_invitations.add(invitation)).collect())
    }

    pub(super) fn show_organization_invitation(&self, handle: usize) -> Value {
        let Some(invitation) = self.organization_invitations.get(handle) else { return Value::Null };
        let inviter = invitation.inviter.filter(|user| self.users.get(*user).is_some()).map(|user| {
            let shown = self.user(user);
            json!({
                "user_id": self.users.id(user), "first_name": shown.first_name, "last_name": shown.last_name,
            })
        });
        let mut shown = json!({
            "object": "organization_invitation",
            "id": self.organization_invitations.id(handle),
            "organization_id": self.organizations.id(invitation.organization),
            "email_address": invitation.address,
            "status": if invitation.revoked { "revoked" } else { "pending" },
            "inviter_id": invitation.inviter.map(|user| self.users.id(user)),
            "public_inviter_data": inviter,
            "public_metadata": invitation.public_metadata,
            "private_metadata": invitation.private_metadata,
            "url": if invitation.revoked { Value::Null } else { json!(ANY_TEXT) },
            "created_at": self.organization_invitations.created_at(handle),
        });
        // One that was taken back remembers the key of a role that is gone.
        if self.roles.get(invitation.role).is_some() {
            shown["role"] = json!(self.role_key(invitation.role));
            shown["role_name"] = json!(self.role_name(invitation.role));
        }
        shown
    }

    /// The invitations in the order of lists, into one organization or into all.
    pub(super) fn organization_invitations_in_order(
        &self,
        organization: Option<usize>,
        revoked: Option<bool>,
    ) -> Vec<usize> {
        let mut handles = self.organization_invitations.newest_first();
        handles.retain(|handle| {
            self.organization_invitations.get(*handle).is_some_and(|one| {
                organization.is_none_or(|organization| one.organization == organization)
                    && revoked.is_none_or(|revoked| one.revoked == revoked)
            })
        });
        handles
    }
}
