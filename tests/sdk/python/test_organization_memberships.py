"""Members of an organization: roles, limits, lists."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique, unique_email, unique_phone, unique_wallet


def users_of(members: models.OrganizationMemberships) -> list[str]:
    """The ids of the members, in their order."""
    return [item.public_user_data.user_id for item in members.data if item.public_user_data]


@dataclass
class Team:
    organization: models.Organization
    admin: models.User
    member: models.User


@pytest.fixture
def team(clerk: Clerk, make: Maker) -> Team:
    """An administrator named Zoe and a member named Abe."""
    admin = make.user(first_name="Zoe", last_name="Alpha", username=unique("z_"), phone_number=[unique_phone()])
    member = make.user(first_name="Abe", last_name="Omega", username=unique("a_"), web3_wallet=[unique_wallet()])
    organization = make.organization(created_by=admin.id)
    clerk.organization_memberships.create(organization_id=organization.id, user_id=member.id, role="org:member")
    return Team(organization, admin, member)


def test_a_membership_carries_everything(clerk: Clerk, make: Maker) -> None:
    email = unique_email()
    user = make.user(email_address=[email], first_name="Ada", last_name="L", username=unique("ada_"))
    organization = make.organization(name="Carrier")
    membership = clerk.organization_memberships.create(
        organization_id=organization.id,
        user_id=user.id,
        role="org:member",
        public_metadata={"desk": 7},
        private_metadata={"salary": {"band": "C"}},
    )
    assert_id(membership.id, "orgmem")
    assert (membership.object, membership.role, membership.role_name) == (
        "organization_membership",
        "org:member",
        "Member",
    )
    assert membership.permissions is not None
    assert "org:sys_memberships:read" in membership.permissions
    assert "org:sys_memberships:manage" not in membership.permissions
    assert membership.public_metadata == {"desk": 7}
    assert membership.private_metadata == {"salary": {"band": "C"}}
    assert (membership.organization.id, membership.organization.name) == (organization.id, "Carrier")
    data = membership.public_user_data
    assert data is not None
    assert (data.user_id, data.first_name, data.last_name) == (user.id, "Ada", "L")
    assert (data.identifier, data.username, data.has_image) == (email, user.username, False)
    assert data.image_url == user.image_url


def test_what_cannot_join_is_refused(clerk: Clerk, make: Maker, team: Team) -> None:
    def join(**change: str) -> None:
        fields = {"organization_id": team.organization.id, "user_id": make.user().id, "role": "org:member", **change}
        clerk.organization_memberships.create(**fields)

    with refused(400, "already_a_member_in_organization"):
        join(user_id=team.member.id)
    with refused(404, "resource_not_found", param="role"):
        join(role="org:astronaut")
    with refused(404, "resource_not_found"):
        join(user_id=absent_id("user"))
    with refused(404, "resource_not_found"):
        join(organization_id=absent_id("org"))
    assert clerk.organization_memberships.list(organization_id=team.organization.id).total_count == 2


def test_members_and_pending_invitations_fill_an_organization(clerk: Clerk, make: Maker) -> None:
    organization = make.organization(created_by=make.user().id, max_allowed_memberships=2)
    invitation = clerk.organization_invitations.create(
        organization_id=organization.id, email_address=unique_email(), role="org:member", notify=False
    )
    late = make.user()
    with refused(403, "organization_membership_quota_exceeded"):
        clerk.organization_memberships.create(organization_id=organization.id, user_id=late.id, role="org:member")
    with refused(403, "organization_membership_quota_exceeded"):
        clerk.organization_invitations.create(
            organization_id=organization.id, email_address=unique_email(), role="org:member", notify=False
        )
    clerk.organization_invitations.revoke(organization_id=organization.id, invitation_id=invitation.id)
    clerk.organization_memberships.create(organization_id=organization.id, user_id=late.id, role="org:member")
    with refused(403, "organization_membership_quota_exceeded"):
        clerk.organization_memberships.create(
            organization_id=organization.id, user_id=make.user().id, role="org:member"
        )
    clerk.organizations.update(organization_id=organization.id, max_allowed_memberships=0)
    clerk.organization_memberships.create(organization_id=organization.id, user_id=make.user().id, role="org:member")
    assert clerk.organization_memberships.list(organization_id=organization.id).total_count == 3


def test_a_role_changes(clerk: Clerk, team: Team) -> None:
    changed = clerk.organization_memberships.update(
        organization_id=team.organization.id, user_id=team.member.id, role="org:admin"
    )
    assert (changed.role, changed.role_name) == ("org:admin", "Admin")
    assert changed.permissions is not None
    assert {"org:sys_memberships:manage", "org:sys_profile:delete"} <= set(changed.permissions)
    with refused(404, "resource_not_found", param="role"):
        clerk.organization_memberships.update(
            organization_id=team.organization.id, user_id=team.member.id, role="org:astronaut"
        )
    with refused(404, "resource_not_found"):
        clerk.organization_memberships.update(
            organization_id=team.organization.id, user_id=absent_id("user"), role="org:admin"
        )


def test_the_last_administrator_stays(clerk: Clerk, team: Team) -> None:
    """The document of this version does not list the status, hence the SDK's general error."""
    organization_id = team.organization.id
    with refused(400, "organization_minimum_permissions_needed", declared=False):
        clerk.organization_memberships.update(organization_id=organization_id, user_id=team.admin.id, role="org:member")
    with refused(400, "organization_minimum_permissions_needed", declared=False):
        clerk.organization_memberships.delete(organization_id=organization_id, user_id=team.admin.id)
    roles = {item.role for item in clerk.organization_memberships.list(organization_id=organization_id).data}
    assert roles == {"org:admin", "org:member"}

    clerk.organization_memberships.update(organization_id=organization_id, user_id=team.member.id, role="org:admin")
    demoted = clerk.organization_memberships.update(
        organization_id=organization_id, user_id=team.admin.id, role="org:member"
    )
    assert demoted.role == "org:member"


def test_a_removed_member_is_answered_whole(clerk: Clerk, team: Team) -> None:
    organization_id = team.organization.id
    removed = clerk.organization_memberships.delete(organization_id=organization_id, user_id=team.member.id)
    assert removed.role == "org:member"
    assert removed.public_user_data is not None
    assert removed.public_user_data.user_id == team.member.id
    left = clerk.organization_memberships.list(organization_id=organization_id)
    assert (users_of(left), left.total_count) == ([team.admin.id], 1)
    counted = clerk.organizations.get(organization_id=organization_id, include_members_count=True)
    assert counted.members_count == 1
    with refused(404, "resource_not_found"):
        clerk.organization_memberships.delete(organization_id=organization_id, user_id=team.member.id)


def test_metadata_of_a_membership_is_merged(clerk: Clerk, team: Team) -> None:
    where = {"organization_id": team.organization.id, "user_id": team.member.id}
    clerk.organization_memberships.update_metadata(
        **where, public_metadata={"a": {"b": 1, "c": 2}}, private_metadata={"p": 1}
    )
    merged = clerk.organization_memberships.update_metadata(**where, public_metadata={"a": {"b": None, "d": 3}})
    assert (merged.public_metadata, merged.private_metadata) == ({"a": {"c": 2, "d": 3}}, {"p": 1})
    assert clerk.users.get(user_id=team.member.id).public_metadata == {}
    with refused(422, "form_param_exceeds_allowed_size", param="public_metadata"):
        clerk.organization_memberships.update_metadata(**where, public_metadata={"x": "y" * 8200})
    with refused(404, "resource_not_found"):
        clerk.organization_memberships.update_metadata(
            organization_id=team.organization.id, user_id=absent_id("user"), public_metadata={}
        )


def test_members_are_filtered(clerk: Clerk, team: Team) -> None:
    admin, member = team.admin, team.member
    searches: list[tuple[dict[str, object], models.User]] = [
        ({"user_id": [member.id]}, member),
        ({"email_address": [admin.email_addresses[0].email_address]}, admin),
        ({"phone_number": [admin.phone_numbers[0].phone_number]}, admin),
        ({"username": [member.username]}, member),
        ({"web3_wallet": [member.web3_wallets[0].web3_wallet]}, member),
        ({"role": ["org:admin"]}, admin),
        ({"role": ["org:member"]}, member),
        ({"query": "omega"}, member),
        ({"name_query": "ZOE"}, admin),
        ({"email_address_query": member.email_addresses[0].email_address[2:12]}, member),
        ({"phone_number_query": admin.phone_numbers[0].phone_number[4:]}, admin),
        ({"username_query": str(admin.username)[2:]}, admin),
    ]
    for search, expected in searches:
        found = clerk.organization_memberships.list(organization_id=team.organization.id, **search)
        assert (users_of(found), found.total_count) == ([expected.id], 1), search
    both = clerk.organization_memberships.list(organization_id=team.organization.id, role=["org:admin", "org:member"])
    assert both.total_count == 2
    moment = both.data[0].created_at
    later = clerk.organization_memberships.list(organization_id=team.organization.id, created_at_after=moment + 60_000)
    assert later.total_count == 0
    earlier = clerk.organization_memberships.list(
        organization_id=team.organization.id, created_at_before=moment + 60_000, created_at_after=moment - 60_000
    )
    assert earlier.total_count == 2


@pytest.mark.parametrize(
    ("order", "admin_first"), [("first_name", False), ("last_name", True), ("username", False), ("created_at", True)]
)
def test_members_are_ordered_and_paged(clerk: Clerk, team: Team, order: str, admin_first: bool) -> None:
    expected = [team.admin.id, team.member.id] if admin_first else [team.member.id, team.admin.id]
    where = {"organization_id": team.organization.id}
    assert users_of(clerk.organization_memberships.list(**where, order_by=f"+{order}")) == expected
    assert users_of(clerk.organization_memberships.list(**where, order_by=f"-{order}")) == expected[::-1]
    page = clerk.organization_memberships.list(**where, order_by=order, limit=1, offset=1)
    assert (users_of(page), page.total_count) == (expected[1:], 2)


def test_lists_of_members_have_bounds(clerk: Clerk, team: Team) -> None:
    where = {"organization_id": team.organization.id}
    with refused(
        422, "form_param_value_invalid", "form_param_format_invalid", "form_param_value_too_large", param="limit"
    ):
        clerk.organization_memberships.list(**where, limit=501)
    with refused(422, "form_param_value_invalid", param="order_by"):
        clerk.organization_memberships.list(**where, order_by="shoe_size")


def test_memberships_of_the_whole_instance_are_listed(clerk: Clerk, team: Team) -> None:
    """Other suites add members meanwhile, so the newest ones are looked through until ours appear."""
    mine = set(ids(clerk.organization_memberships.list(organization_id=team.organization.id).data))
    page = clerk.users.get_instance_organization_memberships(order_by="-created_at", limit=500)
    assert page.total_count >= len(page.data) >= 2
    assert mine <= set(ids(page.data))
    times = [item.created_at for item in page.data]
    assert times == sorted(times, reverse=True)
    assert len(clerk.users.get_instance_organization_memberships(limit=1).data) == 1
    with refused(422, "form_param_value_invalid", param="order_by"):
        clerk.users.get_instance_organization_memberships(order_by="shoe_size")
