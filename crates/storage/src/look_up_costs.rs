//! Looking one thing up costs the same however many there are. Counted in the steps of SQLite's machine, which are the
//! same in every run; PostgreSQL chooses its plans by statistics, and is measured by the benchmarks.

use std::ops::Range;

use crate::api_keys::ApiKey;
use crate::check::tests::empty;
use crate::m2m_tokens::M2mToken;
use crate::machines::{Machine, MachineSecretKey};
use crate::oauth_applications::OauthApplication;
use crate::oauth_grants::{OauthGrant, OauthRefreshToken, OauthTokens};
use crate::page_costs::{assert_costs_stay, within};
use crate::users::User;
use crate::{StorageError, Tx};

const FEW: i64 = 20;
const MANY: i64 = 500;

/// Adds things of these numbers, each of an owner of its own.
fn add(tx: &mut Tx<'_, '_>, numbers: Range<i64>) -> Result<(), StorageError> {
    for number in numbers {
        let user_id = format!("user_{number}");
        let machine_id = format!("mch_{number}");
        let application_id = format!("oauthapp_{number}");
        tx.insert_user(&User { id: user_id.clone(), ..User::default() })?;
        tx.insert_machine(&Machine { id: machine_id.clone(), ..Machine::default() })?;
        tx.insert_machine_secret_key(&MachineSecretKey {
            hash: format!("machine {number}"),
            machine_id: machine_id.clone(),
            ..MachineSecretKey::default()
        })?;
        tx.insert_m2m_token(&M2mToken {
            id: format!("mt_{number}"),
            machine_id,
            hash: format!("token {number}"),
            fingerprint: "all".to_owned(),
            ..M2mToken::default()
        })?;
        assert!(tx.insert_api_key(&ApiKey {
            id: format!("ak_{number}"),
            subject: user_id.clone(),
            r#type: "api_key".to_owned(),
            name: number.to_string(),
            hash: format!("key {number}"),
            ..ApiKey::default()
        })?);
        tx.insert_oauth_application(&OauthApplication {
            id: application_id.clone(),
            client_id: format!("client_{number}"),
            ..OauthApplication::default()
        })?;
        let code_hash = format!("code {number}");
        tx.issue_oauth_code(&OauthGrant {
            id: format!("oagrant_{number}"),
            application_id: application_id.clone(),
            user_id,
            code_hash: code_hash.clone(),
            ..OauthGrant::default()
        })?;
        let refresh = OauthRefreshToken { token_hash: format!("refresh {number}"), expires_at: i64::MAX };
        tx.redeem_oauth_code(&application_id, &code_hash, -1, |_| {
            Some(OauthTokens {
                access_token_id: format!("oat_{number}"),
                access_token_hash: Some(format!("access {number}")),
                refresh: Some((format!("family {number}"), refresh.clone())),
                ..OauthTokens::default()
            })
        })?;
    }
    Ok(())
}

/// What every kind of look-up costs.
fn costs(tx: &mut Tx<'_, '_>) -> Result<Vec<(String, i64)>, StorageError> {
    let mut costs = Vec::new();
    let mut note = |tx: &mut Tx<'_, '_>, name: &str, is_found: bool| {
        assert!(is_found, "{name}");
        costs.push((name.to_owned(), std::mem::take(&mut tx.connection.steps)));
    };
    tx.connection.steps = 0;
    // The last of the few and of the many alike.
    let number = FEW - 1;
    let found = tx.find_user(&format!("user_{number}"))?.is_some();
    note(tx, "user", found);
    let found = tx.find_api_key(&format!("ak_{number}"))?.is_some();
    note(tx, "API key", found);
    let found = tx.find_api_key_by_hash(&format!("key {number}"))?.is_some();
    note(tx, "API key by its hash", found);
    let found = tx.find_machine(&format!("mch_{number}"))?.is_some();
    note(tx, "machine", found);
    let found = tx.find_m2m_token(&format!("mt_{number}"))?.is_some();
    note(tx, "M2M token", found);
    let found = tx.find_m2m_token_by_hash(&format!("token {number}"))?.is_some();
    note(tx, "M2M token by its hash", found);
    let found = tx.find_reusable_m2m_token(&format!("mch_{number}"), "all", -1)?.is_some();
    note(tx, "M2M token by what it says", found);
    let found = tx.find_oauth_application(&format!("oauthapp_{number}"))?.is_some();
    note(tx, "OAuth application", found);
    let found = tx.find_oauth_client(&format!("client_{number}"))?.is_some();
    note(tx, "OAuth application by its client", found);
    let found = tx.find_oauth_access_token(&format!("oat_{number}"))?.is_some();
    note(tx, "access token", found);
    let found = tx.find_oauth_access_token_by_hash(&format!("access {number}"))?.is_some();
    note(tx, "access token by its hash", found);
    let found = tx.lock_oauth_grant_by_code(&format!("code {number}"))?.is_some();
    note(tx, "grant by its code", found);
    let found = tx.lock_oauth_grant_by_family(&format!("family {number}"))?.is_some();
    note(tx, "grant by its refresh token", found);
    let found = tx.lock_oauth_grant_by_access_token(&format!("access {number}"))?.is_some();
    note(tx, "grant by its access token", found);
    Ok(costs)
}

#[test]
fn a_look_up_costs_the_same_however_much_there_is() {
    assert_costs_stay((FEW, MANY), add, costs);
}

/// A plan costs more than the look-up itself, and the same statement is given other values each time.
#[test]
fn a_look_up_is_planned_once() {
    let (store, _folder) = empty();
    if store.engine_name() != "sqlite" {
        return;
    }
    within(&store, |tx| add(tx, 0..FEW));
    let plans = within(&store, |tx| {
        costs(tx)?;
        tx.connection.plans = 0;
        costs(tx)?;
        Ok(tx.connection.plans)
    });
    assert_eq!(plans, 0);
}
