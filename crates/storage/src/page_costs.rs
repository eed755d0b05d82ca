//! The first page of a list costs the same however long the list is. Counted in the steps of SQLite's machine, which are
//! the same in every run; PostgreSQL chooses its plans by statistics, and is measured by the benchmarks.

use std::ops::Range;

use crate::api_keys::{ApiKey, ApiKeyFilter};
use crate::check::tests::empty;
use crate::invitations::{Invitation, InvitationDetails, InvitationFilter, InvitationOrder, NewInvitation};
use crate::listed_identifiers::{List, ListedIdentifier};
use crate::m2m_tokens::{M2mToken, M2mTokenFilter};
use crate::oauth_applications::{OauthApplication, OauthApplicationOrder};
use crate::waitlist_entries::{WaitlistEntry, WaitlistFilter, WaitlistOrder};
use crate::{StorageError, Store, Tx};

const SHORT: i64 = 100;
const LONG: i64 = 2000;
const PAGE: i64 = 10;

/// Adds the rows of these numbers to each list.
fn add(tx: &mut Tx<'_, '_>, numbers: Range<i64>) -> Result<(), StorageError> {
    let mut entries = Vec::new();
    let mut invitations = Vec::new();
    for number in numbers {
        add_bearers(tx, number)?;
        let email_address = format!("{number}@example.com");
        for list in [List::Allow, List::Block] {
            tx.insert_listed_identifier(
                list,
                &ListedIdentifier {
                    id: format!("{list:?}_{number}"),
                    identifier: email_address.clone(),
                    identifier_type: "email_address".to_owned(),
                    created_at: number,
                    ..ListedIdentifier::default()
                },
            )?;
        }
        entries.push(WaitlistEntry {
            id: format!("wle_{number}"),
            email_address: email_address.clone(),
            status: if number % 2 == 0 { "pending" } else { "rejected" }.to_owned(),
            created_at: number,
            ..WaitlistEntry::default()
        });
        invitations.push(NewInvitation {
            invitation: Invitation {
                id: format!("inv_{number}"),
                email_address,
                status: "pending".to_owned(),
                created_at: number,
                updated_at: number,
                expires_at: i64::MAX,
                details: InvitationDetails::default(),
            },
            ignore_existing: false,
        });
    }
    tx.insert_waitlist_entries(&entries)?;
    tx.insert_invitations(&invitations, 0).map(drop)
}

/// An OAuth application, and a token of a machine and a key of a user that never was, which work for ever as far as this
/// test goes.
fn add_bearers(tx: &mut Tx<'_, '_>, number: i64) -> Result<(), StorageError> {
    tx.insert_m2m_token(&M2mToken {
        id: format!("mt_{number}"),
        machine_id: "mch_1".to_owned(),
        hash: number.to_string(),
        expires_at: i64::MAX,
        created_at: number,
        ..M2mToken::default()
    })?;
    tx.insert_oauth_application(&OauthApplication {
        id: format!("oauthapp_{number}"),
        client_id: format!("client_{number}"),
        name: number.to_string(),
        created_at: number,
        ..OauthApplication::default()
    })?;
    let inserted = tx.insert_api_key(&ApiKey {
        id: format!("ak_{number}"),
        subject: "user_1".to_owned(),
        r#type: "api_key".to_owned(),
        name: number.to_string(),
        hash: number.to_string(),
        expires_at: (number % 2 == 0).then_some(i64::MAX),
        created_at: number,
        ..ApiKey::default()
    })?;
    assert!(inserted);
    Ok(())
}

/// What every kind of first page costs.
fn costs(tx: &mut Tx<'_, '_>) -> Result<Costs, StorageError> {
    let mut costs = Vec::new();
    let mut note = |tx: &mut Tx<'_, '_>, name: String| costs.push((name, std::mem::take(&mut tx.connection.steps)));
    tx.connection.steps = 0;
    for list in [List::Allow, List::Block] {
        assert_eq!(tx.list_listed_identifiers(list, PAGE, 0)?.len(), 10);
        note(tx, format!("{list:?}"));
    }
    for all in [false, true] {
        let filter = M2mTokenFilter { revoked: all, expired: all, now: 1 };
        assert_eq!(tx.list_m2m_tokens("mch_1", filter, PAGE, 0)?.len(), 10);
        assert!(tx.count_m2m_tokens("mch_1", filter)? > 0);
        note(tx, format!("M2M tokens {all}"));
        let (subject, r#type) = ("user_1".to_owned(), "api_key".to_owned());
        let filter = ApiKeyFilter { subject, r#type, invalid: all, query: None, now: 1 };
        assert_eq!(tx.list_api_keys(&filter, PAGE, 0)?.len(), 10);
        assert!(tx.count_api_keys(&filter)? > 0);
        note(tx, format!("API keys {all}"));
    }
    for descending in [false, true] {
        for order in [OauthApplicationOrder::CreatedAt, OauthApplicationOrder::Name] {
            assert_eq!(tx.list_oauth_applications(None, (order, descending), PAGE, 0)?.len(), 10);
            assert!(tx.count_oauth_applications(None)? > 0);
            note(tx, format!("OAuth applications {order:?} {descending}"));
        }
        for statuses in [&[][..], &["pending"], &["pending", "rejected"]] {
            let statuses: Vec<String> = statuses.iter().map(|status| (*status).to_owned()).collect();
            for order in [WaitlistOrder::CreatedAt, WaitlistOrder::EmailAddress, WaitlistOrder::InvitedAt] {
                let filter = WaitlistFilter { statuses: statuses.clone(), query: None };
                assert_eq!(tx.list_waitlist_entries(&filter, order, descending, PAGE, 0)?.len(), 10);
                assert!(tx.count_waitlist_entries(&filter)? > 0);
                note(tx, format!("waitlist {statuses:?} {order:?} {descending}"));
            }
        }
        for order in [InvitationOrder::CreatedAt, InvitationOrder::EmailAddress, InvitationOrder::ExpiresAt] {
            let filter = InvitationFilter { statuses: Vec::new(), query: None };
            assert_eq!(tx.list_invitations(&filter, order, descending, 1, PAGE, 0)?.len(), 10);
            assert!(tx.count_invitations(&filter, 1)? > 0);
            note(tx, format!("invitations {order:?} {descending}"));
        }
    }
    Ok(costs)
}

pub(crate) fn within<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
) -> T {
    store.system_blocking(move |tx| work(&mut tx.within("ins_a"))).expect("done")
}

type Costs = Vec<(String, i64)>;

/// What something costs must not depend on how much there is: `add` adds things of these numbers.
pub(crate) fn assert_costs_stay(
    (few, many): (i64, i64),
    add: fn(&mut Tx<'_, '_>, Range<i64>) -> Result<(), StorageError>,
    costs: fn(&mut Tx<'_, '_>) -> Result<Costs, StorageError>,
) {
    let (store, _folder) = empty();
    if store.engine_name() != "sqlite" {
        return;
    }
    within(&store, move |tx| add(tx, 0..few));
    let costs_of_few = within(&store, costs);
    within(&store, move |tx| add(tx, few..many));
    let costs_of_many = within(&store, costs);
    for ((name, with_few), (_, with_many)) in costs_of_few.iter().zip(&costs_of_many) {
        assert!(*with_few > 0, "{name}: nothing was counted");
        assert!(*with_many < 2 * with_few, "{name}: {with_few} steps for {few}, {with_many} for {many}");
    }
}

#[test]
fn a_first_page_costs_the_same_however_long_the_list_is() {
    assert_costs_stay((SHORT, LONG), add, costs);
}
