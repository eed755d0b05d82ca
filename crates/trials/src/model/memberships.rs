//! Memberships: who belongs to which organization, in which role.

use fastrand::Rng;
use serde_json::{Value, json};

use super::roles::RoleChoice;
use super::values::{self, Object, maybe, put_value};
use super::{Done, Kind, Made, Model, NOT_FOUND, Outcome, Pick, Refusal, Request};
use super::{delete, patch, post};

#[derive(Clone, Debug)]
pub(crate) struct Membership {
    pub(super) organization: usize,
    pub(super) user: usize,
    /// The number of the role, whose key may change.
    pub(super) role: usize,
    pub(super) public_metadata: Object,
    pub(super) private_metadata: Object,
}

/// Whose membership of which organization.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Member {
    /// One of the memberships that were made.
    Made(Pick),
    /// Any user and any organization.
    Of { organization: Pick, user: Pick },
}

#[derive(Clone, Debug)]
pub(crate) enum MembershipOperation {
    Create {
        organization: Pick,
        user: Pick,
        role: RoleChoice,
        public_metadata: Option<Object>,
        private_metadata: Option<Object>,
    },
    Update {
        member: Member,
        role: RoleChoice,
    },
    MergeMetadata {
        member: Member,
        public_metadata: Option<Object>,
        private_metadata: Option<Object>,
    },
    Delete {
        member: Member,
    },
}

const LAST_MANAGER: Refusal = Refusal(400, "organization_minimum_permissions_needed");
pub(super) const ALREADY_A_MEMBER: Refusal = Refusal(400, "already_a_member_in_organization");

impl MembershipOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        match random.u32(..20) {
            0..11 => Self::Create {
                organization: Pick::random(random),
                user: Pick::random(random),
                role: RoleChoice::random(random),
                public_metadata: maybe(random, 15, values::metadata),
                private_metadata: maybe(random, 15, values::metadata),
            },
            11..15 => Self::Update { member: Member::random(random), role: RoleChoice::random(random) },
            15..17 => Self::MergeMetadata {
                member: Member::random(random),
                public_metadata: maybe(random, 60, values::metadata),
                private_metadata: maybe(random, 60, values::metadata),
            },
            _ => Self::Delete { member: Member::random(random) },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let both = |public: &Option<Object>, private: &Option<Object>| {
            let mut body = Object::new();
            put_value(&mut body, "public_metadata", public);
            put_value(&mut body, "private_metadata", private);
            body
        };
        match self {
            Self::Create { organization, user, role, public_metadata, private_metadata } => {
                let mut body = both(public_metadata, private_metadata);
                body.insert("user_id".to_owned(), json!(model.users.id_of(*user)));
                body.insert("role".to_owned(), json!(model.key_of(role)));
                let organization = model.organizations.id_of(*organization);
                post(format!("/organizations/{organization}/memberships"), Value::Object(body))
            }
            Self::Update { member, role } => patch(member.path(model), json!({ "role": model.key_of(role) })),
            Self::MergeMetadata { member, public_metadata, private_metadata } => patch(
                format!("{}/metadata", member.path(model)),
                Value::Object(both(public_metadata, private_metadata)),
            ),
            Self::Delete { member } => delete(member.path(model)),
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Create { organization, user, role, public_metadata, private_metadata } => {
                values::check_sizes([public_metadata, private_metadata])?;
                let organization = model.organizations.find(*organization).ok_or(NOT_FOUND)?;
                let user = model.users.find(*user).ok_or(NOT_FOUND)?;
                let role = model.usable_role(role).ok_or(NOT_FOUND)?;
                if model.membership_of(organization, user).is_some() {
                    return Err(ALREADY_A_MEMBER);
                }
                model.check_room(organization, 1)?;
                let handle = model.memberships.add(Membership {
                    organization,
                    user,
                    role,
                    public_metadata: public_metadata.clone().unwrap_or_default(),
                    private_metadata: private_metadata.clone().unwrap_or_default(),
                });
                Ok(Done::new(vec![Made::new(Kind::Membership, handle)], move |model| model.show_membership(handle)))
            }
            Self::Update { member, role } => {
                let handle = member.find(model)?;
                let role = model.usable_role(role).ok_or(NOT_FOUND)?;
                if model.is_last_manager(handle) && !model.can_manage(role) {
                    return Err(LAST_MANAGER);
                }
                if let Some(membership) = model.memberships.get_mut(handle) {
                    membership.role = role;
                }
                Ok(Done::nothing_new(move |model| model.show_membership(handle)))
            }
            Self::MergeMetadata { member, public_metadata, private_metadata } => {
                let handle = member.find(model)?;
                let Some(membership) = model.memberships.get_mut(handle) else { return Err(NOT_FOUND) };
                let merge =
                    |patch: &Option<Object>, target: &Object| patch.as_ref().map(|patch| values::merged(target, patch));
                let public = merge(public_metadata, &membership.public_metadata);
                let private = merge(private_metadata, &membership.private_metadata);
                values::check_sizes([&public, &private])?;
                membership.public_metadata = public.unwrap_or_else(|| membership.public_metadata.clone());
                membership.private_metadata = private.unwrap_or_else(|| membership.private_metadata.clone());
                Ok(Done::nothing_new(move |model| model.show_membership(handle)))
            }
            Self::Delete { member } => {
                let handle = member.find(model)?;
                if model.is_last_manager(handle) {
                    return Err(LAST_MANAGER);
                }
                let shown = model.show_membership(handle);
                model.memberships.remove(handle);
                // What the organization counts is shown as it was, or as it is then.
                Ok(Done::nothing_new(move |_| shown.clone()))
            }
        }
    }
}

impl Member {
    fn random(random: &mut Rng) -> Self {
        if values::chance(random, 85) {
            Self::Made(Pick::random(random))
        } else {
            Self::Of { organization: Pick::random(random), user: Pick::random(random) }
        }
    }

    /// Organization and user of a membership that lives; a deleted one is looked for by neither.
    fn path(self, model: &Model) -> String {
        let (organization, user) = match self {
            Self::Made(pick) => match model.memberships.find(pick).and_then(|handle| model.memberships.get(handle)) {
                Some(membership) => (
                    model.organizations.id(membership.organization).to_owned(),
                    model.users.id(membership.user).to_owned(),
                ),
                None => ("org_unknown".to_owned(), "user_unknown".to_owned()),
            },
            Self::Of { organization, user } => (model.organizations.id_of(organization), model.users.id_of(user)),
        };
        format!("/organizations/{organization}/memberships/{user}")
    }

    fn find(self, model: &Model) -> Result<usize, Refusal> {
        match self {
            Self::Made(pick) => model.memberships.find(pick),
            Self::Of { organization, user } => {
                let organization = model.organizations.find(organization).ok_or(NOT_FOUND)?;
                let user = model.users.find(user).ok_or(NOT_FOUND)?;
                model.membership_of(organization, user)
            }
        }
        .ok_or(NOT_FOUND)
    }
}

impl Model {
    pub(super) fn membership_of(&self, organization: usize, user: usize) -> Option<usize> {
        let mut all = self.memberships.iter();
        all.find(|(_, one)| one.organization == organization && one.user == user).map(|(handle, _)| handle)
    }

    /// Whether anybody can run the organization.
    pub(super) fn has_manager(&self, organization: usize) -> bool {
        self.memberships.iter().any(|(_, one)| one.organization == organization && self.can_manage(one.role))
    }

    /// Whether nobody else could run the organization.
    fn is_last_manager(&self, handle: usize) -> bool {
        let Some(membership) = self.memberships.get(handle) else { return false };
        let mut others = self
            .memberships
            .iter()
            .filter(|(other, one)| *other != handle && one.organization == membership.organization);
        self.can_manage(membership.role) && !others.any(|(_, one)| self.can_manage(one.role))
    }

    pub(super) fn show_membership(&self, handle: usize) -> Value {
        let Some(membership) = self.memberships.get(handle) else { return Value::Null };
        let user = self.user(membership.user);
        let primary = user.primary.and_then(|email| self.email_addresses.get(email));
        let identifier = primary.map(|email| email.address.clone()).or(user.username.clone());
        json!({
            "object": "organization_membership",
            "id": self.memberships.id(handle),
            "role": self.role_key(membership.role),
            "role_name": self.role_name(membership.role),
            "permissions": self.role_permissions(membership.role),
            "public_metadata": membership.public_metadata,
            "private_metadata": membership.private_metadata,
            "organization": self.show_organization(membership.organization),
            "public_user_data": {
                "user_id": self.users.id(membership.user),
                "first_name": user.first_name,
                "last_name": user.last_name,
                "identifier": identifier,
                "username": user.username,
                "banned": user.banned,
            },
            "created_at": self.memberships.created_at(handle),
        })
    }

    /// The memberships of an organization, or of a user, in the order of lists.
    pub(super) fn memberships_in_order(&self, organization: Option<usize>, user: Option<usize>) -> Vec<usize> {
        let mut handles = self.memberships.newest_first();
        handles.retain(|handle| {
            self.memberships.get(*handle).is_some_and(|one| {
                organization.is_none_or(|organization| one.organization == organization)
                    && user.is_none_or(|user| one.user == user)
            })
        });
        if organization.is_some() {
            // Equal times by user within an organization.
            let user = |handle: &usize| self.memberships.get(*handle).map(|one| self.users.id(one.user));
            handles.sort_by(|one, other| {
                let key = |handle: &usize| (self.memberships.created_at(*handle), user(handle));
                key(other).cmp(&key(one))
            });
        }
        handles
    }
}
