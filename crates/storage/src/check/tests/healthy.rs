//! A database with a row of everything, all of it as it must be.

use frontdesk_test_database::TestDatabase;

use crate::actor_tokens::{ActorToken, ActorTokenDetails};
use crate::agent_tasks::{AgentTask, AgentTaskDetails};
use crate::api_keys::ApiKey;
use crate::bearer_tokens::BearerKind;
use crate::clients::Client;
use crate::images::ImageRow;
use crate::instances::{InstanceRow, SecretKeyRow, Settings};
use crate::invitations::{Invitation, NewInvitation};
use crate::jwt_templates::JwtTemplate;
use crate::listed_identifiers::{List, ListedIdentifier};
use crate::m2m_tokens::M2mToken;
use crate::machines::{Machine, MachineSecretKey};
use crate::oauth_applications::{OauthApplication, OauthApplicationDetails};
use crate::oauth_grants::{OauthCode, OauthGrant, OauthGrantDetails, OauthRefreshToken, OauthTokens};
use crate::organization_domains::{DomainVerification, Enrollment, OrganizationDomain};
use crate::organization_invitations::OrganizationInvitation;
use crate::organization_memberships::Membership;
use crate::organizations::Organization;
use crate::permissions::Permission;
use crate::role_sets::RoleSet;
use crate::roles::Role;
use crate::sessions::{Session, SessionDetails, SessionStatus};
use crate::sign_in_tokens::SignInToken;
use crate::sign_ups::SignUp;
use crate::trusted_devices::TrustedDevice;
use crate::users::{EmailAddress, ExternalAccount, Image, Passkey, PhoneNumber, User, Verification, Web3Wallet};
use crate::waitlist_entries::WaitlistEntry;
use crate::{Options, StorageError, Store, Tx};

/// Such a database.
pub(crate) fn healthy() -> (Store, TestDatabase) {
    let (store, database) = empty();
    for instance in ["ins_a", "ins_b"] {
        store
            .system_blocking(move |tx| {
                tx.insert_secret_key(&SecretKeyRow {
                    hash: format!("hash {instance}"),
                    instance_id: instance.to_owned(),
                    id: "sk_1".to_owned(),
                    prefix: "sk_test_".to_owned(),
                    created_at: 1,
                })?;
                fill(&mut tx.within(instance))
            })
            .expect("filled");
    }
    if store.engine_name() == "sqlite" {
        // Checked here, as well as in the rows that wait.
        store.system_blocking(|tx| crate::search::index_backlog(tx.connection)).expect("indexed");
    }
    (store, database)
}

/// A database with two instances and nothing in them.
pub(crate) fn empty() -> (Store, TestDatabase) {
    let database = TestDatabase::new();
    let mut options = Options::new(database.address().to_owned());
    options.connections = Some(1);
    let store = Store::open(&options).expect("the store opens");
    for instance in ["ins_a", "ins_b"] {
        store.system_blocking(move |tx| tx.insert_instance(&instance_row(instance))).expect("inserted");
    }
    (store, database)
}

fn instance_row(id: &str) -> InstanceRow {
    InstanceRow {
        id: id.to_owned(),
        application_id: "app_1".to_owned(),
        environment_type: "development".to_owned(),
        frontend_api: "a.example.com".to_owned(),
        settings: Settings::default(),
        signing_key: String::new(),
        claim_token: None,
        created_at: 1,
    }
}

fn user() -> User {
    let text = str::to_owned;
    User {
        id: text("user_1"),
        created_at: 1,
        updated_at: 2,
        last_sign_in_at: Some(2),
        first_name: Some(text("Ädä")),
        username: Some(text("ada_L")),
        external_id: Some(text("their own")),
        email_addresses: vec![
            EmailAddress {
                id: text("idn_1"),
                email_address: text("ada@example.com"),
                verification: Some(Verification::admin()),
                ..EmailAddress::default()
            },
            EmailAddress { id: text("idn_2"), email_address: text("l@example.com"), ..EmailAddress::default() },
            EmailAddress {
                id: text("idn_3"),
                email_address: text("r@example.com"),
                reserved: true,
                ..EmailAddress::default()
            },
        ],
        primary_email_address_id: Some(text("idn_1")),
        phone_numbers: vec![PhoneNumber {
            id: text("idn_4"),
            phone_number: text("+14155550100"),
            ..PhoneNumber::default()
        }],
        primary_phone_number_id: Some(text("idn_4")),
        web3_wallets: vec![Web3Wallet { id: text("idn_5"), web3_wallet: text("0x1"), ..Web3Wallet::default() }],
        passkeys: vec![Passkey { id: text("idn_6"), ..Passkey::default() }],
        external_accounts: vec![ExternalAccount {
            id: text("eac_1"),
            provider: text("oauth_google"),
            provider_user_id: text("7"),
            ..ExternalAccount::default()
        }],
        image: Some(Image { id: text("img_1") }),
        banned: true,
        ..User::default()
    }
}

fn fill(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    let text = str::to_owned;
    for (index, user) in [user(), User { id: text("user_2"), ..User::default() }].iter().enumerate() {
        tx.insert_user(user)?;
        let client = Client { id: format!("client_{index}"), rotating_token_hash: None, created_at: 1, updated_at: 1 };
        tx.insert_client(&client)?;
        tx.insert_session(&Session {
            id: format!("sess_{index}"),
            user_id: user.id.clone(),
            client_id: client.id,
            status: SessionStatus::Active,
            organization_id: None,
            created_at: 1,
            updated_at: 1,
            last_active_at: 1,
            expire_at: 9,
            abandon_at: 9,
            refresh_token_hash: None,
            details: SessionDetails::default(),
        })?;
        tx.insert_refreshed_token(&format!("sess_{index}"), "hash", 5, 0)?;
    }
    tx.insert_image(&ImageRow { id: text("img_1"), content_type: text("image/png"), bytes: vec![1], created_at: 1 })?;
    tx.insert_sign_in_token(&SignInToken {
        id: text("sit_1"),
        user_id: text("user_1"),
        organization_id: None,
        status: text("pending"),
        created_at: 1,
        updated_at: 1,
        expires_at: 2,
        ticket_hash: text("hash"),
    })?;
    fill_tickets(tx)?;
    let permission = Permission { id: text("perm_1"), key: text("org:hats:wear"), ..Permission::default() };
    tx.insert_permission(&permission)?;
    for (key, id) in [("org:admin", "role_1"), ("org:hatter", "role_2")] {
        let permissions = vec![permission.key.clone()];
        tx.insert_role(&Role { key: text(key), id: text(id), permissions, ..Role::default() })?;
    }
    for (key, initial) in [("role_set:default", true), ("role_set:hats", false)] {
        let set = RoleSet {
            key: text(key),
            id: format!("rset_{}", if initial { 1 } else { 2 }),
            initial,
            roles: vec![text("role_1"), text("role_2")],
            default_role: text("role_2"),
            creator_role: text("role_1"),
            ..RoleSet::default()
        };
        tx.insert_role_set(&set, &[text("org:admin"), text("org:hatter")])?;
    }
    let organization = Organization {
        id: text("org_1"),
        slug: text("acme"),
        name: text("Acme"),
        role_set_key: text("role_set:default"),
        ..Default::default()
    };
    tx.insert_organization(&organization)?;
    tx.insert_membership(&Membership {
        id: text("orgmem_1"),
        organization_id: text("org_1"),
        user_id: text("user_1"),
        role: text("org:admin"),
        ..Membership::default()
    })?;
    for (id, address) in [("orginv_1", "a@example.com"), ("orginv_2", "b@example.com")] {
        let invitation = OrganizationInvitation {
            id: text(id),
            organization_id: text("org_1"),
            email_address: text(address),
            role: text("org:admin"),
            status: text("pending"),
            expires_at: if id == "orginv_1" { 1 } else { 9 },
            ..OrganizationInvitation::default()
        };
        tx.insert_organization_invitation(&invitation)?;
    }
    tx.expire_organization_invitations("org_1", 5)?;
    let domain = OrganizationDomain {
        id: text("orgdmn_1"),
        organization_id: text("org_1"),
        name: text("acme.example"),
        enrollment_mode: text("automatic_suggestion"),
        affiliation: DomainVerification { status: text("verified"), ..DomainVerification::default() },
        ..OrganizationDomain::default()
    };
    tx.insert_organization_domain(&domain)?;
    let enrollment = Enrollment {
        id: text("orgsug_1"),
        user_id: text("user_2"),
        kind: "suggestion",
        email_address: text("b@acme.example"),
        created_at: 1,
    };
    tx.insert_enrollments(&domain, &[enrollment])?;
    let new: Vec<NewInvitation> = ["a", "b", "c"].map(new_invitation).into();
    tx.insert_invitations(&new, 1)?;
    tx.revoke_invitation(&new[1].invitation, 2)?;
    tx.accept_invitation(&new[2].invitation, 2)?;
    fill_lists(tx)
}

fn fill_lists(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    let text = str::to_owned;
    for (list, id) in [(List::Allow, "alid_1"), (List::Block, "blid_1")] {
        let identifier = ListedIdentifier {
            id: text(id),
            identifier: text("a@example.com"),
            identifier_type: text("email_address"),
            invitation_id: Some(text("inv_a")).filter(|_| list == List::Allow),
            ..ListedIdentifier::default()
        };
        tx.insert_listed_identifier(list, &identifier)?;
    }
    let entries = ["pending", "invited", "rejected", "completed"].map(|status| WaitlistEntry {
        id: format!("wle_{status}"),
        email_address: format!("{status}@example.com"),
        status: text(status),
        invitation_id: Some(text("inv_b")).filter(|_| status == "invited"),
        ..WaitlistEntry::default()
    });
    tx.insert_waitlist_entries(&entries)?;
    fill_machines(tx)
}

/// Two machines, one of which may talk to the other, and a token of each fate.
fn fill_machines(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    for id in ["mch_1", "mch_2"] {
        tx.insert_machine(&Machine { id: id.to_owned(), ..Machine::default() })?;
        let hash = format!("{id} of {}", tx.instance());
        let key = MachineSecretKey { hash, machine_id: id.to_owned(), ..MachineSecretKey::default() };
        tx.insert_machine_secret_key(&key)?;
    }
    tx.insert_machine_scopes("mch_1", &["mch_2".to_owned()], 1)?;
    for number in 1..=4 {
        let (id, hash, machine_id) = (format!("mt_{number}"), format!("hash {number}"), "mch_1".to_owned());
        tx.insert_m2m_token(&M2mToken { id, hash, machine_id, expires_at: number, ..M2mToken::default() })?;
    }
    for id in ["mt_2", "mt_4"] {
        let token = tx.find_m2m_token(id)?.ok_or(StorageError::RowVanished("m2m_tokens"))?;
        tx.revoke_m2m_token(&token)?;
    }
    tx.expire_bearers(BearerKind::M2mToken, 2)?;
    fill_api_keys(tx)
}

/// A valid key, an expired one and one that was taken back, each of another owner.
fn fill_api_keys(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    for (number, subject) in ["user_1", "org_1", "mch_1"].into_iter().enumerate() {
        let key = ApiKey {
            id: format!("ak_{number}"),
            subject: subject.to_owned(),
            r#type: "api_key".to_owned(),
            hash: format!("hash {number}"),
            expires_at: (subject == "org_1").then_some(1),
            ..ApiKey::default()
        };
        assert!(tx.insert_api_key(&key)?);
    }
    let before = tx.find_api_key("ak_2")?.ok_or(StorageError::RowVanished("api_keys"))?;
    tx.update_api_key(&before, &ApiKey { revoked: true, ..before.clone() })?;
    tx.expire_bearers(BearerKind::ApiKey, 1)?;
    fill_oauth(tx)
}

/// An application with a logo, and a code of it that was redeemed.
fn fill_oauth(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    let text = str::to_owned;
    tx.insert_image(&ImageRow { id: text("img_2"), content_type: text("image/png"), bytes: vec![2], created_at: 1 })?;
    tx.insert_oauth_application(&OauthApplication {
        id: text("oauthapp_1"),
        client_id: text("client_1"),
        details: OauthApplicationDetails { image: Some(Image { id: text("img_2") }), ..Default::default() },
        ..OauthApplication::default()
    })?;
    tx.issue_oauth_code(&OauthGrant {
        id: text("oagrant_1"),
        application_id: text("oauthapp_1"),
        user_id: text("user_2"),
        code_hash: text("code"),
        ends_at: 9,
        details: OauthGrantDetails { code: OauthCode { expires_at: 9, ..OauthCode::default() }, ..Default::default() },
        ..OauthGrant::default()
    })?;
    let refresh = OauthRefreshToken { token_hash: text("refresh"), expires_at: 90 };
    let tokens = OauthTokens {
        access_token_id: text("oat_1"),
        access_token_hash: Some(text("access")),
        access_expires_at: 50,
        scopes: vec![text("profile")],
        refresh: Some((text("family"), refresh)),
    };
    tx.redeem_oauth_code("oauthapp_1", "code", 1, move |_| Some(tokens.clone())).map(drop)
}

fn fill_tickets(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    let text = str::to_owned;
    tx.insert_actor_token(&ActorToken {
        id: text("act_1"),
        user_id: text("user_1"),
        status: text("pending"),
        created_at: 1,
        updated_at: 1,
        expires_at: 2,
        details: ActorTokenDetails::default(),
    })?;
    tx.insert_agent_task(&AgentTask {
        id: text("agttsk_1"),
        user_id: text("user_1"),
        agent_id: text("agent_1"),
        status: text("pending"),
        created_at: 1,
        updated_at: 1,
        expires_at: 2,
        details: AgentTaskDetails::default(),
    })?;
    tx.insert_trusted_device(&TrustedDevice {
        id: text("tdv_1"),
        user_id: text("user_1"),
        status: text("active"),
        ..TrustedDevice::default()
    })?;
    for (id, user) in [("sua_1", Some("user_1")), ("sua_2", None)] {
        tx.insert_sign_up(&SignUp { id: text(id), created_user_id: user.map(text), ..SignUp::default() })?;
    }
    for name in ["one", "two", "three"] {
        let template = JwtTemplate { id: format!("jtmp_{name}"), name: text(name), ..JwtTemplate::default() };
        tx.insert_jwt_template(&template)?;
    }
    tx.delete_jwt_template("jtmp_three")
}

fn new_invitation(name: &str) -> NewInvitation {
    NewInvitation {
        invitation: Invitation {
            id: format!("inv_{name}"),
            email_address: format!("{name}@example.com"),
            status: "pending".to_owned(),
            created_at: 1,
            updated_at: 1,
            expires_at: 9,
            details: crate::invitations::InvitationDetails::default(),
        },
        ignore_existing: false,
    }
}
