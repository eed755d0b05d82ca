use super::PIECE;
use crate::check::tests::healthy;
use crate::organization_domains::{DomainVerification, Enrollment, OrganizationDomain};
use crate::organization_invitations::{
    ORGANIZATION_INVITATIONS_COUNTER, OrganizationInvitation, OrganizationInvitationFilter, OrganizationInvitationOrder,
};
use crate::organization_memberships::{MEMBERSHIPS_COUNTER, Membership, MembershipFilter, MembershipPage};
use crate::organizations::Organization;
use crate::select::Signed;
use crate::users::{User, UserFilter};
use crate::{StorageError, Store, Tx};

/// More than two units of work delete.
const CROWD: i64 = 2 * PIECE + 50;

fn within<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
) -> T {
    store.system_blocking(move |tx| work(&mut tx.within("ins_a"))).expect("done")
}

fn assert_clean(store: &Store) {
    assert_eq!(store.check_blocking().expect("checked").findings, []);
}

fn organization() -> Organization {
    Organization {
        id: "org_crowd".to_owned(),
        slug: "crowd".to_owned(),
        role_set_key: "role_set:default".to_owned(),
        ..Organization::default()
    }
}

/// An organization with a crowd of members and of invitations, and a domain that has offered something to all of them.
fn gather(tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
    let organization = organization();
    tx.insert_organization(&organization)?;
    let domain = OrganizationDomain {
        id: "orgdmn_crowd".to_owned(),
        organization_id: organization.id.clone(),
        name: "crowd.example".to_owned(),
        enrollment_mode: "automatic_invitation".to_owned(),
        affiliation: DomainVerification { status: "verified".to_owned(), ..DomainVerification::default() },
        ..OrganizationDomain::default()
    };
    tx.insert_organization_domain(&domain)?;
    let mut enrollments = Vec::new();
    for number in 0..CROWD {
        let user = User { id: format!("user_of_crowd_{number}"), ..User::default() };
        tx.insert_user(&user)?;
        tx.insert_membership(&Membership {
            id: format!("orgmem_{number}_of_crowd"),
            organization_id: organization.id.clone(),
            user_id: user.id.clone(),
            role: "org:hatter".to_owned(),
            ..Membership::default()
        })?;
        tx.insert_organization_invitation(&invitation(number))?;
        enrollments.push(Enrollment {
            id: format!("orginv_{number}_by_domain"),
            user_id: user.id,
            kind: "invitation",
            email_address: format!("{number}@crowd.example"),
            created_at: 1,
        });
    }
    tx.insert_enrollments(&domain, &enrollments)
}

fn invitation(number: i64) -> OrganizationInvitation {
    OrganizationInvitation {
        id: format!("orginv_{number}_of_crowd"),
        organization_id: "org_crowd".to_owned(),
        email_address: format!("{number}@elsewhere.example"),
        role: "org:hatter".to_owned(),
        status: "pending".to_owned(),
        expires_at: 9,
        ..OrganizationInvitation::default()
    }
}

/// Deletes the organization, and tells whether something is left over.
fn delete(tx: &mut Tx<'_, '_>) -> Result<bool, StorageError> {
    let organization = tx.find_organization("org_crowd")?.expect("there");
    let members = tx.count_members("org_crowd")?;
    tx.delete_organization(&organization, &members)
}

fn rows(tx: &mut Tx<'_, '_>) -> Result<Vec<i64>, StorageError> {
    let count = |(table, owner, _): &(&str, &str, &str)| {
        let sql = format!("SELECT count(*) FROM {table} WHERE {owner} IN ('org_crowd', 'orgdmn_crowd')");
        Ok(tx.connection.query_optional(&sql, &[], |row| row.get(0))?.unwrap_or(0))
    };
    // Tokens and keys have tests of their own.
    super::TABLES.iter().filter(|(table, ..)| !["m2m_tokens", "api_keys"].contains(table)).map(count).collect()
}

#[test]
fn a_crowd_goes_piece_by_piece_and_all_is_clean_at_every_step() {
    let (store, _folder) = healthy();
    within(&store, gather);
    assert_clean(&store);
    assert!(within(&store, delete));
    assert_eq!(within(&store, rows), [CROWD - PIECE, CROWD, CROWD - PIECE]);
    assert_clean(&store);
    let mut pieces = 0;
    for owner in ["org_crowd", "orgdmn_crowd"] {
        while within(&store, move |tx| tx.delete_leftovers(owner)) {
            pieces += 1;
            assert_clean(&store);
        }
    }
    // 250 members and 450 invitations make 700 rows in pieces of 200, and 250 offers two more.
    assert_eq!(pieces, 4);
    assert_eq!(within(&store, rows), [0, 0, 0]);
    assert_eq!(store.system_blocking(|tx| tx.list_leftovers()).expect("listed"), []);
    assert_clean(&store);
}

#[test]
fn what_is_left_over_shows_nowhere() {
    let (store, _folder) = healthy();
    let counts =
        |tx: &mut Tx<'_, '_>| Ok((tx.counter(MEMBERSHIPS_COUNTER)?, tx.counter(ORGANIZATION_INVITATIONS_COUNTER)?));
    let before = within(&store, counts);
    within(&store, gather);
    assert!(within(&store, delete));
    assert_eq!(within(&store, counts), before);
    within(&store, |tx| {
        let left = rows(tx)?;
        assert!(left.iter().all(|rows| *rows > 0), "nothing is tried: {left:?}");
        let page = MembershipPage { limit: 500, ..MembershipPage::default() };
        let memberships = tx.list_memberships(&MembershipFilter::default(), &page)?;
        assert_eq!(memberships.iter().map(|one| &*one.id).collect::<Vec<_>>(), ["orgmem_1"]);
        for number in (0..CROWD).step_by(10) {
            let user_id = format!("user_of_crowd_{number}");
            let users = UserFilter {
                user_ids: Signed { include: vec![user_id.clone()], ..Signed::default() },
                ..UserFilter::default()
            };
            assert_eq!(tx.count_memberships(&MembershipFilter { users, ..MembershipFilter::default() })?, 0);
            assert_eq!(tx.find_organization_invitation(&invitation(number).id)?, None);
            assert_eq!(tx.list_roles_of_user(&user_id)?, []);
        }
        let order = (OrganizationInvitationOrder::CreatedAt, true);
        let filter = OrganizationInvitationFilter {
            enrolled: Some(crate::organization_domains::Enrolled {
                user_id: format!("user_of_crowd_{}", CROWD - 1),
                role: "org:hatter".to_owned(),
            }),
            ..OrganizationInvitationFilter::default()
        };
        for filter in [OrganizationInvitationFilter::default(), filter] {
            let invitations = tx.list_organization_invitations(&filter, order, 2, 500, 0)?;
            assert_eq!(invitations.iter().map(|one| &*one.organization_id).collect::<Vec<_>>(), ["org_1", "org_1"]);
        }
        let organization_ids = Signed { include: vec!["org_crowd".to_owned()], ..Signed::default() };
        assert_eq!(tx.count_users(&UserFilter { organization_ids, ..UserFilter::default() })?, 0);
        assert_eq!(tx.all_memberships()?.len(), 1);
        assert_eq!(tx.all_organization_invitations()?.len(), 2);
        Ok(())
    });
}

#[test]
fn users_can_go_while_something_of_theirs_is_left_over() {
    let (store, _folder) = healthy();
    within(&store, gather);
    assert!(within(&store, delete));
    within(&store, |tx| {
        for number in 0..CROWD {
            let user = tx.find_user(&format!("user_of_crowd_{number}"))?.expect("there");
            tx.delete_memberships_of_user(&user.id)?;
            tx.delete_enrollments_of_user(&user.id)?;
            tx.delete_user(&user)?;
        }
        Ok(())
    });
    assert_clean(&store);
    assert_eq!(within(&store, rows), [0, CROWD, 0]);
}

#[test]
fn an_organization_that_has_the_id_of_a_deleted_one_begins_empty() {
    let (store, _folder) = healthy();
    within(&store, gather);
    assert!(within(&store, delete));
    within(&store, |tx| {
        let organization = organization();
        tx.insert_organization(&organization)?;
        assert_eq!(
            tx.list_memberships(
                &MembershipFilter { organization_id: Some(organization.id), ..MembershipFilter::default() },
                &MembershipPage::default()
            )?,
            []
        );
        Ok(())
    });
    assert_clean(&store);
}

#[test]
fn a_domain_with_many_offers_goes_piece_by_piece_too() {
    let (store, _folder) = healthy();
    within(&store, gather);
    let leaves = within(&store, |tx| {
        let domain = tx.find_organization_domain("orgdmn_crowd")?.expect("there");
        tx.delete_organization_domain(&domain)
    });
    assert!(leaves);
    assert_clean(&store);
    while within(&store, |tx| tx.delete_leftovers("orgdmn_crowd")) {}
    assert_eq!(within(&store, rows), [CROWD, CROWD, 0]);
    assert_clean(&store);
}
