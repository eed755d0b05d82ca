//! Organizations: names, slugs, limits, metadata.

use anyhow::{Result, ensure};
use fastrand::Rng;
use serde_json::{Value, json};

use super::memberships::Membership;
use super::roles::CREATOR_ROLE;
use super::values::{self, Object, maybe, put_value};
use super::{Done, INVALID, Kind, Made, Model, More, NOT_FOUND, Outcome, Pick, Refusal, Request, TAKEN};
use super::{delete, patch, post, put};

/// The limit of members of an organization that none was asked for.
const LIMIT: i64 = 5;

#[derive(Clone, Debug)]
pub(crate) struct Organization {
    pub(super) name: String,
    /// `None` until the server has told which one it made.
    slug: Option<String>,
    pub(super) limit: i64,
    public_metadata: Object,
    private_metadata: Object,
    /// The id of the creator, which stays when the user is gone.
    created_by: String,
}

#[derive(Clone, Debug)]
pub(crate) enum OrganizationOperation {
    Create {
        name: String,
        slug: Option<String>,
        creator: Option<Pick>,
        limit: Option<i64>,
        public_metadata: Option<Object>,
        private_metadata: Option<Object>,
    },
    Update {
        organization: Pick,
        name: Option<String>,
        slug: Option<String>,
        limit: Option<i64>,
        public_metadata: Option<Object>,
    },
    MergeMetadata {
        organization: Pick,
        public_metadata: Option<Object>,
        private_metadata: Option<Object>,
    },
    ReplaceMetadata {
        organization: Pick,
        public_metadata: Option<Object>,
        private_metadata: Option<Object>,
    },
    Delete {
        organization: Pick,
        by_slug: bool,
    },
}

fn limit(random: &mut Rng) -> i64 {
    [0, 0, 1, 2, 3, 5, 8, -1][random.usize(..8)]
}

impl OrganizationOperation {
    pub(super) fn random(random: &mut Rng) -> Self {
        let organization = Pick::random(random);
        match random.u32(..20) {
            0..9 => Self::Create {
                name: values::organization_name(random),
                slug: maybe(random, 60, values::slug),
                creator: maybe(random, 75, Pick::random),
                limit: maybe(random, 50, limit),
                public_metadata: maybe(random, 20, values::metadata),
                private_metadata: maybe(random, 20, values::metadata),
            },
            9..13 => Self::Update {
                organization,
                name: maybe(random, 50, values::organization_name),
                slug: maybe(random, 40, values::slug),
                limit: maybe(random, 30, limit),
                public_metadata: maybe(random, 10, values::metadata),
            },
            13..16 => Self::MergeMetadata {
                organization,
                public_metadata: maybe(random, 60, values::metadata),
                private_metadata: maybe(random, 60, values::metadata),
            },
            16 => Self::ReplaceMetadata {
                organization,
                public_metadata: maybe(random, 60, values::metadata),
                private_metadata: maybe(random, 60, values::metadata),
            },
            _ => Self::Delete { organization, by_slug: random.bool() },
        }
    }

    pub(super) fn request(&self, model: &Model) -> Request {
        let path = |organization: &Pick, rest: &str| {
            format!("/organizations/{}{rest}", model.organizations.id_of(*organization))
        };
        let both = |public: &Option<Object>, private: &Option<Object>| {
            let mut body = Object::new();
            put_value(&mut body, "public_metadata", public);
            put_value(&mut body, "private_metadata", private);
            body
        };
        match self {
            Self::Create { name, slug, creator, limit, public_metadata, private_metadata } => {
                let mut body = both(public_metadata, private_metadata);
                body.insert("name".to_owned(), json!(name));
                put_value(&mut body, "slug", slug);
                put_value(&mut body, "created_by", &creator.map(|user| model.users.id_of(user)));
                put_value(&mut body, "max_allowed_memberships", limit);
                post("/organizations", Value::Object(body))
            }
            Self::Update { organization, name, slug, limit, public_metadata } => {
                let mut body = both(public_metadata, &None);
                put_value(&mut body, "name", name);
                put_value(&mut body, "slug", slug);
                put_value(&mut body, "max_allowed_memberships", limit);
                patch(path(organization, ""), Value::Object(body))
            }
            Self::MergeMetadata { organization, public_metadata, private_metadata } => {
                patch(path(organization, "/metadata"), Value::Object(both(public_metadata, private_metadata)))
            }
            Self::ReplaceMetadata { organization, public_metadata, private_metadata } => {
                put(path(organization, "/metadata"), Value::Object(both(public_metadata, private_metadata)))
            }
            Self::Delete { organization, by_slug } => {
                let living = model.organizations.find(*organization).and_then(|one| model.organizations.get(one));
                match living.filter(|_| *by_slug).and_then(|organization| organization.slug.as_ref()) {
                    Some(slug) => delete(format!("/organizations/{slug}")),
                    None => delete(path(organization, "")),
                }
            }
        }
    }

    pub(super) fn apply(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Create { name, slug, creator, limit, public_metadata, private_metadata } => {
                check_limit(*limit)?;
                values::check_organization_name(name)?;
                values::check_sizes([public_metadata, private_metadata])?;
                let creator = match creator {
                    Some(user) => Some(model.users.find(*user).ok_or(Refusal(400, "organization_creator_not_found"))?),
                    None => None,
                };
                if let Some(slug) = slug {
                    values::check_slug(slug)?;
                    model.check_slug_is_free(slug, None)?;
                }
                let organization = Organization {
                    name: name.clone(),
                    slug: slug.clone(),
                    limit: limit.unwrap_or(LIMIT),
                    public_metadata: public_metadata.clone().unwrap_or_default(),
                    private_metadata: private_metadata.clone().unwrap_or_default(),
                    created_by: creator.map(|user| model.users.id(user).to_owned()).unwrap_or_default(),
                };
                Ok(model.create_organization(organization, creator))
            }
            Self::Update { organization, name, slug, limit, public_metadata } => {
                check_limit(*limit)?;
                let handle = model.organizations.find(*organization).ok_or(NOT_FOUND)?;
                if let Some(name) = name {
                    values::check_organization_name(name)?;
                }
                if let Some(slug) = slug {
                    values::check_slug(slug)?;
                }
                values::check_sizes([public_metadata])?;
                if let Some(slug) = slug {
                    model.check_slug_is_free(slug, Some(handle))?;
                }
                if let Some(stored) = model.organizations.get_mut(handle) {
                    stored.name = name.clone().unwrap_or_else(|| stored.name.clone());
                    stored.slug = slug.clone().or_else(|| stored.slug.clone());
                    stored.limit = limit.unwrap_or(stored.limit);
                    stored.public_metadata = public_metadata.clone().unwrap_or_else(|| stored.public_metadata.clone());
                }
                Ok(Done::nothing_new(move |model| model.show_organization(handle)))
            }
            Self::MergeMetadata { organization, public_metadata, private_metadata } => {
                model.change_metadata(*organization, public_metadata, private_metadata, values::merged)
            }
            Self::ReplaceMetadata { organization, public_metadata, private_metadata } => {
                model.change_metadata(*organization, public_metadata, private_metadata, |_, given| given.clone())
            }
            Self::Delete { organization, .. } => {
                let handle = model.organizations.find(*organization).ok_or(NOT_FOUND)?;
                let slug = model.organizations.remove(handle).and_then(|organization| organization.slug);
                model.memberships.retain(|membership| membership.organization != handle);
                model.organization_invitations.retain(|invitation| invitation.organization != handle);
                let id = model.organizations.id(handle);
                let shown = json!({ "object": "organization", "id": id, "slug": slug, "deleted": true });
                Ok(Done::nothing_new(move |_| shown.clone()))
            }
        }
    }
}

fn check_limit(limit: Option<i64>) -> Result<(), Refusal> {
    if limit.is_some_and(|limit| limit < 0) { Err(INVALID) } else { Ok(()) }
}

impl Model {
    fn check_slug_is_free(&self, slug: &str, own: Option<usize>) -> Result<(), Refusal> {
        let mut others = self.organizations.iter().filter(|(handle, _)| Some(*handle) != own);
        if others.any(|(_, other)| other.slug.as_deref() == Some(slug)) { Err(TAKEN) } else { Ok(()) }
    }

    fn create_organization(&mut self, organization: Organization, creator: Option<usize>) -> Done {
        let handle = self.organizations.add(organization);
        let made = vec![Made::new(Kind::Organization, handle)];
        let mut done = Done::new(made, move |model| model.show_organization(handle));
        if let Some(user) = creator {
            let membership = self.memberships.add(Membership {
                organization: handle,
                user,
                role: CREATOR_ROLE,
                public_metadata: Object::new(),
                private_metadata: Object::new(),
            });
            done.more = Some(More {
                path: Box::new(move |model| format!("/organizations/{}/memberships", model.organizations.id(handle))),
                made: Made::at(Kind::Membership, membership, "/data/0"),
            });
        }
        done
    }

    /// Learns which slug the server made; one that was asked for must be that.
    pub(super) fn learn_slug(&mut self, handle: usize, slug: &str) -> Result<()> {
        if let Some(organization) = self.organizations.get_mut(handle) {
            let expected = organization.slug.get_or_insert_with(|| slug.to_owned());
            ensure!(expected == slug, "the slug was to be {expected} and is {slug}");
        }
        Ok(())
    }

    fn change_metadata(
        &mut self,
        organization: Pick,
        public: &Option<Object>,
        private: &Option<Object>,
        change: impl Fn(&Object, &Object) -> Object,
    ) -> Outcome {
        let handle = self.organizations.find(organization).ok_or(NOT_FOUND)?;
        let Some(stored) = self.organizations.get_mut(handle) else { return Err(NOT_FOUND) };
        let new_public = public.as_ref().map(|given| change(&stored.public_metadata, given));
        let new_private = private.as_ref().map(|given| change(&stored.private_metadata, given));
        values::check_sizes([&new_public, &new_private])?;
        if let Some(new) = new_public {
            stored.public_metadata = new;
        }
        if let Some(new) = new_private {
            stored.private_metadata = new;
        }
        Ok(Done::nothing_new(move |model| model.show_organization(handle)))
    }

    /// How many members and pending invitations an organization has.
    pub(super) fn counts(&self, organization: usize) -> (usize, usize) {
        let members = self.memberships.iter().filter(|(_, member)| member.organization == organization).count();
        let pending = self
            .organization_invitations
            .iter()
            .filter(|(_, invitation)| invitation.organization == organization && !invitation.revoked)
            .count();
        (members, pending)
    }

    /// Refuses more members and invitations than there is room for.
    pub(super) fn check_room(&self, organization: usize, more: usize) -> Result<(), Refusal> {
        let limit = self.organizations.get(organization).map_or(0, |organization| organization.limit);
        let (members, pending) = self.counts(organization);
        let wanted = i64::try_from(members + pending + more).unwrap_or(i64::MAX);
        if limit == 0 || wanted <= limit { Ok(()) } else { Err(Refusal(403, "organization_membership_quota_exceeded")) }
    }

    pub(super) fn slug(&self, handle: usize) -> Option<&str> {
        self.organizations.get(handle).and_then(|organization| organization.slug.as_deref())
    }

    pub(super) fn show_organization(&self, handle: usize) -> Value {
        let Some(organization) = self.organizations.get(handle) else { return Value::Null };
        json!({
            "object": "organization",
            "id": self.organizations.id(handle),
            "name": organization.name,
            "slug": organization.slug,
            "max_allowed_memberships": organization.limit,
            "public_metadata": organization.public_metadata,
            "private_metadata": organization.private_metadata,
            "created_by": organization.created_by,
            "created_at": self.organizations.created_at(handle),
        })
    }

    /// As lists show it with `include_members_count`.
    pub(super) fn show_organization_with_counts(&self, handle: usize) -> Value {
        let mut shown = self.show_organization(handle);
        let (members, pending) = self.counts(handle);
        shown["members_count"] = json!(members);
        shown["pending_invitations_count"] = json!(pending);
        shown["missing_member_with_elevated_permissions"] = json!(!self.has_manager(handle));
        shown
    }
}
