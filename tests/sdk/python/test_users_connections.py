"""What hangs on a user: wallets, passkeys, external accounts, memberships and invitations."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import ids, refused
from maker import Maker, absent_id, unique_email, unique_wallet
from settings import Settings


def test_a_wallet_is_removed(clerk: Clerk, make: Maker) -> None:
    wallet = unique_wallet()
    user = make.user(web3_wallet=[wallet])
    item = user.web3_wallets[0]
    deleted = clerk.users.delete_web3_wallet(user_id=user.id, web3_wallet_identification_id=str(item.id))
    assert (deleted.object, deleted.id, deleted.deleted) == ("web3_wallet", item.id, True)

    read = clerk.users.get(user_id=user.id)
    assert (read.web3_wallets, read.primary_web3_wallet_id) == ([], None)
    assert make.user(web3_wallet=[wallet]).web3_wallets[0].web3_wallet == wallet
    with refused(404, "resource_not_found"):
        clerk.users.delete_web3_wallet(user_id=user.id, web3_wallet_identification_id=str(item.id))


def test_a_wallet_of_another_user_is_not_found(clerk: Clerk, make: Maker) -> None:
    owner, other = make.user(web3_wallet=[unique_wallet()]), make.user()
    with refused(404, "resource_not_found"):
        clerk.users.delete_web3_wallet(user_id=other.id, web3_wallet_identification_id=str(owner.web3_wallets[0].id))
    assert len(clerk.users.get(user_id=owner.id).web3_wallets) == 1


def test_a_passkey_is_removed(settings: Settings, clerk: Clerk) -> None:
    seed = settings.seed("passkey")
    user = clerk.users.get(user_id=seed["user_id"])
    if not settings.owns("passkey") and seed["passkey_id"] not in ids(user.passkeys):
        # Another suite that shares the seed was faster: then the second removal must find nothing.
        with refused(404, "resource_not_found"):
            clerk.users.delete_passkey(user_id=user.id, passkey_identification_id=seed["passkey_id"])
        return
    assert seed["passkey_id"] in ids(user.passkeys)
    deleted = clerk.users.delete_passkey(user_id=user.id, passkey_identification_id=seed["passkey_id"])
    assert (deleted.object, deleted.id, deleted.deleted) == ("passkey", seed["passkey_id"], True)
    assert seed["passkey_id"] not in ids(clerk.users.get(user_id=user.id).passkeys)


def test_an_external_account_shows_its_tokens_and_is_removed(settings: Settings, clerk: Clerk) -> None:
    seed = settings.seed("external_account")
    user = clerk.users.get(user_id=seed["user_id"])
    account_id = seed["external_account_id"]
    if not settings.owns("external_account") and account_id not in ids(user.external_accounts):
        # Another suite that shares the seed was faster: then the second removal must find nothing.
        with refused(404, "resource_not_found"):
            clerk.users.delete_external_account(user_id=user.id, external_account_id=account_id)
        return
    assert account_id in ids(user.external_accounts)
    (token,) = clerk.users.get_o_auth_access_token(user_id=user.id, provider="oauth_github")
    assert (token.provider, token.scopes) == ("oauth_github", ["read:user", "user:email"])
    assert token.token.startswith("gho_")
    assert clerk.users.get_o_auth_access_token(user_id=user.id, provider="oauth_google") == []
    deleted = clerk.users.delete_external_account(user_id=user.id, external_account_id=account_id)
    assert (deleted.object, deleted.id, deleted.deleted) == ("external_account", account_id, True)
    read = clerk.users.get(user_id=user.id)
    assert account_id not in ids(read.external_accounts)
    assert all(link.id != account_id for email in read.email_addresses for link in email.linked_to)


@pytest.mark.parametrize("known", [True, False])
def test_what_a_user_does_not_have_is_not_found(clerk: Clerk, make: Maker, known: bool) -> None:
    user_id = make.user().id if known else absent_id("user")
    with refused(404, "resource_not_found"):
        clerk.users.delete_passkey(user_id=user_id, passkey_identification_id=absent_id("idn"))
    with refused(404, "external_account_not_found" if known else "resource_not_found"):
        clerk.users.delete_external_account(user_id=user_id, external_account_id=absent_id("eac"))
    with refused(404, "resource_not_found"):
        clerk.users.delete_web3_wallet(user_id=user_id, web3_wallet_identification_id=absent_id("idn"))


def test_a_users_memberships_are_listed(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    assert clerk.users.get_organization_memberships(user_id=user.id).total_count == 0
    first, second, third = (make.organization(created_by=user.id) for _ in range(3))

    page = clerk.users.get_organization_memberships(user_id=user.id, limit=2)
    assert page.total_count == 3
    rest = clerk.users.get_organization_memberships(user_id=user.id, limit=2, offset=2)
    memberships = [*page.data, *rest.data]
    assert (len(page.data), len(rest.data)) == (2, 1)
    assert {item.organization.id for item in memberships} == {first.id, second.id, third.id}
    for item in memberships:
        assert item.role == "org:admin"
        assert item.public_user_data is not None
        assert item.public_user_data.user_id == user.id


def test_a_users_invitations_are_listed_by_its_addresses(clerk: Clerk, make: Maker) -> None:
    admin = make.user()
    organization = make.organization(created_by=admin.id, name="Inviting")
    email = unique_email()
    user = make.user(email_address=[email])
    invitation = clerk.organization_invitations.create(
        organization_id=organization.id, email_address=email, role="org:member", notify=False
    )
    clerk.organization_invitations.create(
        organization_id=organization.id, email_address=unique_email(), role="org:member", notify=False
    )

    listed = clerk.users.get_organization_invitations(user_id=user.id)
    assert (ids(listed.data), listed.total_count) == ([invitation.id], 1)
    item = listed.data[0]
    assert (item.email_address, item.role, item.status) == (email, "org:member", "pending")
    assert item.public_organization_data is not None
    assert (item.public_organization_data.id, item.public_organization_data.name) == (organization.id, "Inviting")
    assert item.public_organization_data.slug == organization.slug

    clerk.organization_invitations.revoke(organization_id=organization.id, invitation_id=invitation.id)
    status = models.UsersGetOrganizationInvitationsQueryParamStatus
    assert clerk.users.get_organization_invitations(user_id=user.id, status=status.PENDING).data == []
    revoked = clerk.users.get_organization_invitations(user_id=user.id, status=status.REVOKED)
    assert ids(revoked.data) == [invitation.id]


def test_an_unknown_user_has_no_lists(clerk: Clerk) -> None:
    with refused(404, "resource_not_found", declared=False):
        clerk.users.get_organization_memberships(user_id=absent_id("user"))
    with refused(404, "resource_not_found"):
        clerk.users.get_organization_invitations(user_id=absent_id("user"))
