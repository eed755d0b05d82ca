//! An instance with a few of everything, for suites that ask all operations about it.

mod api_keys;
mod machines;
mod oauth;
mod values;

use std::collections::BTreeMap;

use frontdesk_server::NewInstance;
use frontdesk_storage::actor_tokens::{ActorToken, ActorTokenDetails};
use frontdesk_storage::agent_tasks::{AgentTask, AgentTaskDetails};
use frontdesk_storage::clients::Client;
use frontdesk_storage::domains::Domain;
use frontdesk_storage::images::ImageRow;
use frontdesk_storage::invitations::{Invitation, InvitationDetails, NewInvitation};
use frontdesk_storage::jwt_templates::JwtTemplate;
use frontdesk_storage::listed_identifiers::{List, ListedIdentifier};
use frontdesk_storage::organization_domains::{DomainVerification, Enrollment, Held, OrganizationDomain};
use frontdesk_storage::organization_invitations::OrganizationInvitation;
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::permissions::Permission;
use frontdesk_storage::redirect_urls::RedirectUrl;
use frontdesk_storage::role_sets::RoleSet;
use frontdesk_storage::roles::Role;
use frontdesk_storage::sessions::{Session, SessionDetails, SessionStatus};
use frontdesk_storage::sign_in_tokens::SignInToken;
use frontdesk_storage::sign_ups::{SignUp, SignUpDetails};
use frontdesk_storage::trusted_devices::TrustedDevice;
use frontdesk_storage::users::{
    EmailAddress, ExternalAccount, Image, Passkey, PhoneNumber, User, Verification, Web3Wallet,
};
use frontdesk_storage::waitlist_entries::WaitlistEntry;
use frontdesk_storage::{StorageError, Store, Tx};
use frontdesk_tokens::IdSource;
use serde_json::{Map, Value, json};

use crate::app::START;

pub(crate) use values::{Values, kind_of};

/// How many of everything there are.
const EACH: usize = 4;
/// The name of the template that tokens can be asked for by.
const TEMPLATE: &str = "hats";
/// Text that stands in the rows of one instance only; see [`World::marker`].
const MARKER: &str = "Onlyhere";

/// What an instance was filled with. Two worlds have the same identifiers and different ids.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) instance_id: String,
    pub(crate) secret_key: String,
    /// A word in names that no other world has.
    pub(crate) marker: String,
    /// Ids by the kind of thing.
    ids: BTreeMap<&'static str, Vec<String>>,
}

impl World {
    /// Makes an instance in `store` and fills it.
    pub(crate) async fn create(store: &Store) -> Self {
        let source = IdSource::random();
        let instance_id = source.new_id("ins", START);
        let id = instance_id.clone();
        let keys = store
            .system(move |tx| {
                let new = NewInstance::default();
                let pem = include_str!("signing_key.pem");
                frontdesk_server::create_instance(tx, &IdSource::random(), START, &new, pem, &id)
            })
            .await
            .unwrap();
        Self::fill(store, instance_id, keys.secret_key).await
    }

    /// Fills an instance that is empty.
    pub(crate) async fn fill(store: &Store, instance_id: String, secret_key: String) -> Self {
        let source = IdSource::random();
        let marker = format!("{MARKER}{}", source.new_id("w", START).to_lowercase().replace('_', ""));
        let mut ids: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for &(kind, prefix) in KINDS {
            ids.insert(kind, (0..EACH).map(|_| source.new_id(prefix, START)).collect());
        }
        ids.insert("template", vec![TEMPLATE.to_owned()]);
        ids.extend(machines::secrets(&source));
        ids.extend(api_keys::secrets(&source));
        ids.extend(oauth::secrets(&source));
        let world = Self { instance_id, secret_key, marker, ids };
        let filling = world.clone();
        let instance = world.instance_id.as_str().into();
        store.write(instance, move |tx| filling.insert(tx)).await.unwrap();
        world
    }

    /// Ids of one kind of thing: `user`, `organization`, `email_address`, …
    pub(crate) fn ids(&self, kind: &str) -> &[String] {
        self.ids.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Everything that tells this world from another: ids, and the word in its names.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let ids = self.ids.iter().filter(|(kind, _)| **kind != "template").flat_map(|(_, ids)| ids);
        ids.map(String::as_str).chain([self.marker.as_str(), self.instance_id.as_str()])
    }

    fn insert(&self, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        let id = |kind: &str, index: usize| self.ids[kind][index].clone();
        let metadata = |index: usize| -> Map<String, Value> {
            json!({ "color": "green", "nested": { "index": index, "word": self.marker } })
                .as_object()
                .cloned()
                .unwrap_or_default()
        };
        for index in 0..EACH {
            self.insert_rights(tx, index)?;
            let user = self.user(index, &metadata(index));
            assert_eq!(tx.insert_user(&user)?, frontdesk_storage::users::Claimed::All);
            tx.insert_image(&ImageRow {
                id: id("image", index),
                content_type: "image/png".to_owned(),
                bytes: vec![1, 2, 3],
                created_at: START,
            })?;
            let client = Client {
                id: id("client", index),
                rotating_token_hash: None,
                created_at: START + index as i64,
                updated_at: START,
            };
            tx.insert_client(&client)?;
            let organization = Organization {
                id: id("organization", index),
                slug: format!("acme-{index}"),
                name: format!("Acme {} {index}", self.marker),
                created_at: START + index as i64,
                updated_at: START,
                max_allowed_memberships: 100,
                admin_delete_enabled: true,
                role_set_key: "role_set:default".to_owned(),
                created_by: Some(user.id.clone()),
                public_metadata: metadata(index),
                private_metadata: metadata(index),
                ..Organization::default()
            };
            assert!(tx.insert_organization(&organization)?);
            for (member, role) in [(index, "org:admin"), ((index + 1) % EACH, "org:member")] {
                let membership = Membership {
                    organization_id: organization.id.clone(),
                    user_id: id("user", member),
                    id: format!("{}{}", id("membership", index), if member == index { "" } else { "B" }),
                    role: role.to_owned(),
                    created_at: START,
                    updated_at: START,
                    public_metadata: metadata(index),
                    private_metadata: metadata(index),
                };
                assert!(tx.insert_membership(&membership)?);
            }
            let invitation = OrganizationInvitation {
                id: id("organization_invitation", index),
                organization_id: organization.id.clone(),
                email_address: format!("guest{index}@example.com"),
                role: "org:member".to_owned(),
                status: "pending".to_owned(),
                created_at: START,
                expires_at: START + 30 * 86_400_000,
                updated_at: START,
                inviter_user_id: Some(user.id.clone()),
                public_metadata: metadata(index),
                private_metadata: metadata(index),
                ..OrganizationInvitation::default()
            };
            assert!(tx.insert_organization_invitation(&invitation)?);
            let domain = OrganizationDomain {
                id: id("organization_domain", index),
                organization_id: organization.id.clone(),
                name: format!("acme{index}.example"),
                enrollment_mode: "automatic_invitation".to_owned(),
                created_at: START,
                updated_at: START,
                affiliation: DomainVerification { status: "verified".to_owned(), ..DomainVerification::default() },
                ..OrganizationDomain::default()
            };
            assert_eq!(tx.insert_organization_domain(&domain)?, Held::ByThis);
            let enrollment = Enrollment {
                id: format!("{}E", id("organization_invitation", index)),
                user_id: id("user", (index + 2) % EACH),
                kind: "invitation",
                email_address: format!("ada{}@example.com", (index + 2) % EACH),
                created_at: START,
            };
            tx.insert_enrollments(&domain, &[enrollment])?;
            assert!(tx.insert_domain(&Domain {
                id: id("domain", index),
                name: format!("satellite{index}.example"),
                is_satellite: true,
                created_at: START,
                updated_at: START,
                ..Domain::default()
            })?);
            assert!(tx.insert_redirect_url(&RedirectUrl {
                id: id("redirect_url", index),
                url: format!("app{index}://back"),
                created_at: START,
                updated_at: START,
            })?);
            tx.insert_session(&Session {
                id: id("session", index),
                user_id: user.id.clone(),
                client_id: client.id,
                status: SessionStatus::Active,
                organization_id: Some(organization.id),
                created_at: START,
                updated_at: START,
                last_active_at: START,
                expire_at: START + 7 * 86_400_000,
                abandon_at: START + 30 * 86_400_000,
                refresh_token_hash: None,
                details: SessionDetails::default(),
            })?;
            self.insert_tickets(tx, index, &user.id)?;
            tx.insert_sign_in_token(&SignInToken {
                id: id("sign_in_token", index),
                user_id: user.id,
                organization_id: None,
                status: "pending".to_owned(),
                created_at: START,
                updated_at: START,
                expires_at: START + 86_400_000,
                ticket_hash: format!("hash {index}"),
            })?;
        }
        let new: Vec<NewInvitation> = (0..EACH).map(|index| self.invitation(index, metadata(index))).collect();
        assert!(tx.insert_invitations(&new, START)?.is_empty());
        self.insert_lists(tx)?;
        self.insert_machines(tx)?;
        self.insert_api_keys(tx)?;
        self.insert_oauth(tx)?;
        let mut settings = tx.find_settings()?;
        settings.organization_domains.enabled = true;
        settings.organization_domains.enrollment_modes =
            vec!["automatic_invitation".to_owned(), "automatic_suggestion".to_owned()];
        tx.update_settings(&settings)?;
        for index in 0..EACH {
            let template = JwtTemplate {
                id: id("jwt_template", index),
                name: if index == 0 { TEMPLATE.to_owned() } else { format!("hats of {} {index}", self.marker) },
                claims: json!({ "hat": "{{user.first_name}}" }).as_object().cloned().unwrap_or_default(),
                lifetime: 60,
                allowed_clock_skew: 5,
                signing_key: None,
                created_at: START,
                updated_at: START,
            };
            assert!(tx.insert_jwt_template(&template)?);
        }
        Ok(())
    }

    fn insert_tickets(&self, tx: &mut Tx<'_, '_>, index: usize, user_id: &str) -> Result<(), StorageError> {
        let id = |kind: &str| self.ids[kind][index].clone();
        tx.insert_actor_token(&ActorToken {
            id: id("actor_token"),
            user_id: user_id.to_owned(),
            status: "pending".to_owned(),
            created_at: START,
            updated_at: START,
            expires_at: START + 3_600_000,
            details: ActorTokenDetails {
                actor: json!({ "sub": self.marker }).as_object().cloned().unwrap_or_default(),
                session_max_duration_seconds: 60,
                ticket_hash: format!("actor hash {index}"),
            },
        })?;
        tx.insert_agent_task(&AgentTask {
            id: id("agent_task"),
            user_id: user_id.to_owned(),
            agent_id: format!("agent_{}", self.marker),
            status: "pending".to_owned(),
            created_at: START,
            updated_at: START,
            expires_at: START + 3_600_000,
            details: AgentTaskDetails { agent_name: self.marker.clone(), ..AgentTaskDetails::default() },
        })?;
        tx.insert_sign_up(&SignUp {
            id: id("sign_up"),
            status: "missing_requirements".to_owned(),
            created_user_id: None,
            created_at: START,
            updated_at: START,
            abandon_at: START + 86_400_000,
            details: SignUpDetails { first_name: Some(self.marker.clone()), ..SignUpDetails::default() },
        })?;
        tx.insert_trusted_device(&TrustedDevice {
            id: id("trusted_device"),
            user_id: user_id.to_owned(),
            status: "active".to_owned(),
            created_at: START,
            platform: "ios".to_owned(),
            app_identifier: "com.example.app".to_owned(),
            name: Some(self.marker.clone()),
            updated_at: START,
            ..TrustedDevice::default()
        })
    }

    /// A permission, a role that has it, and a role set that holds the role.
    fn insert_rights(&self, tx: &mut Tx<'_, '_>, index: usize) -> Result<(), StorageError> {
        let id = |kind: &str| self.ids[kind][index].clone();
        let permission = Permission {
            id: id("permission"),
            key: format!("org:hats_{index}:wear"),
            name: format!("Wear {}", self.marker),
            created_at: START,
            updated_at: START,
            ..Permission::default()
        };
        assert!(tx.insert_permission(&permission)?);
        let role = Role {
            key: format!("org:hatter_{index}"),
            id: id("role"),
            name: format!("Hatter {}", self.marker),
            permissions: vec![permission.key],
            created_at: START,
            updated_at: START,
            ..Role::default()
        };
        assert!(tx.insert_role(&role)?);
        let set = RoleSet {
            key: format!("role_set:hats_{index}"),
            id: id("role_set"),
            name: format!("Hats {}", self.marker),
            roles: vec![role.id.clone()],
            default_role: role.id.clone(),
            creator_role: role.id,
            created_at: START,
            updated_at: START,
            ..RoleSet::default()
        };
        assert!(tx.insert_role_set(&set, &[role.key])?);
        Ok(())
    }

    fn insert_lists(&self, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        for (list, kind) in [(List::Allow, "allowlist_identifier"), (List::Block, "blocklist_identifier")] {
            for (index, id) in self.ids[kind].iter().enumerate() {
                let identifier = ListedIdentifier {
                    id: id.clone(),
                    identifier: format!("listed{index}@example.com"),
                    identifier_type: "email_address".to_owned(),
                    created_at: START,
                    updated_at: START,
                    ..ListedIdentifier::default()
                };
                assert!(tx.insert_listed_identifier(list, &identifier)?);
            }
        }
        let entry = |(index, id): (usize, &String)| WaitlistEntry {
            id: id.clone(),
            email_address: format!("waiting{index}@example.com"),
            status: "pending".to_owned(),
            created_at: START,
            updated_at: START,
            ..WaitlistEntry::default()
        };
        let entries: Vec<WaitlistEntry> = self.ids["waitlist_entry"].iter().enumerate().map(entry).collect();
        assert_eq!(tx.insert_waitlist_entries(&entries)?.len(), EACH);
        Ok(())
    }

    fn user(&self, index: usize, metadata: &Map<String, Value>) -> User {
        let id = |kind: &str| self.ids[kind][index].clone();
        let verified = || Some(Verification::admin());
        let times = START + index as i64;
        User {
            id: id("user"),
            created_at: times,
            updated_at: times,
            last_active_at: Some(times),
            last_sign_in_at: Some(times),
            external_id: Some(format!("ext-{index}")),
            username: Some(format!("ada_{index}")),
            first_name: Some(format!("Ada {}", self.marker)),
            last_name: Some(format!("Lovelace {index}")),
            email_addresses: vec![EmailAddress {
                id: id("email_address"),
                email_address: format!("ada{index}@example.com"),
                verification: verified(),
                created_at: START,
                updated_at: START,
                ..EmailAddress::default()
            }],
            primary_email_address_id: Some(id("email_address")),
            phone_numbers: vec![PhoneNumber {
                id: id("phone_number"),
                phone_number: format!("+1415555010{index}"),
                verification: verified(),
                created_at: START,
                updated_at: START,
                ..PhoneNumber::default()
            }],
            primary_phone_number_id: Some(id("phone_number")),
            web3_wallets: vec![Web3Wallet {
                id: id("web3_wallet"),
                web3_wallet: format!("0x00000000000000000000000000000000000000a{index}"),
                verification: verified(),
                created_at: START,
                updated_at: START,
            }],
            primary_web3_wallet_id: Some(id("web3_wallet")),
            passkeys: vec![Passkey {
                id: id("passkey"),
                name: "Key".to_owned(),
                created_at: START,
                updated_at: START,
                ..Passkey::default()
            }],
            external_accounts: vec![ExternalAccount {
                id: id("external_account"),
                identification_id: format!("{}X", id("external_account").replace("eac_", "idn_")),
                provider: "oauth_google".to_owned(),
                provider_user_id: format!("google-{index}"),
                email_address: format!("ada{index}@example.com"),
                created_at: START,
                updated_at: START,
                ..ExternalAccount::default()
            }],
            public_metadata: metadata.clone(),
            private_metadata: metadata.clone(),
            unsafe_metadata: metadata.clone(),
            image: Some(Image { id: id("image") }),
            ..User::default()
        }
    }

    fn invitation(&self, index: usize, public_metadata: Map<String, Value>) -> NewInvitation {
        NewInvitation {
            invitation: Invitation {
                id: self.ids["invitation"][index].clone(),
                email_address: format!("new{index}@example.com"),
                status: "pending".to_owned(),
                created_at: START,
                updated_at: START,
                expires_at: START + 30 * 86_400_000,
                details: InvitationDetails { public_metadata, redirect_url: None, ticket_hash: format!("h{index}") },
            },
            ignore_existing: false,
        }
    }
}

/// Kinds of things that have ids, and how the ids begin.
const KINDS: &[(&str, &str)] = &[
    ("user", "user"),
    ("email_address", "idn"),
    ("phone_number", "idn"),
    ("web3_wallet", "idn"),
    ("passkey", "idn"),
    ("external_account", "eac"),
    ("image", "img"),
    ("client", "client"),
    ("session", "sess"),
    ("sign_in_token", "sit"),
    ("organization", "org"),
    ("membership", "orgmem"),
    ("organization_invitation", "orginv"),
    ("invitation", "inv"),
    ("permission", "perm"),
    ("role", "role"),
    ("role_set", "rset"),
    ("allowlist_identifier", "alid"),
    ("blocklist_identifier", "blid"),
    ("waitlist_entry", "wle"),
    ("organization_domain", "orgdmn"),
    ("domain", "dmn"),
    ("redirect_url", "ru"),
    ("jwt_template", "jtmp"),
    ("actor_token", "act"),
    ("agent_task", "agttsk"),
    ("sign_up", "sua"),
    ("trusted_device", "tdv"),
    ("machine", "mch"),
    ("oauth_application", "oauthapp"),
    ("oauth_client", "client"),
];
