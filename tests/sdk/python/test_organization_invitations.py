"""Invitations to an organization."""

from __future__ import annotations

from dataclasses import dataclass

import jwt
import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique_email

DAY = 86_400_000


@dataclass
class Host:
    """An organization and its administrator."""

    clerk: Clerk
    organization: models.Organization
    admin: models.User

    def invite(self, email: str | None = None, **fields: object) -> models.OrganizationInvitation:
        given = {"role": "org:member", "notify": False, "email_address": email or unique_email(), **fields}
        return self.clerk.organization_invitations.create(organization_id=self.organization.id, **given)

    def revoke(self, invitation_id: str, **fields: str) -> models.OrganizationInvitation:
        return self.clerk.organization_invitations.revoke(
            organization_id=self.organization.id, invitation_id=invitation_id, **fields
        )


@pytest.fixture
def host(clerk: Clerk, make: Maker) -> Host:
    admin = make.user(first_name="Host", last_name="Ess")
    return Host(clerk, make.organization(created_by=admin.id, max_allowed_memberships=0), admin)


def test_an_invitation_carries_everything(clerk: Clerk, host: Host) -> None:
    email = unique_email()
    invitation = host.invite(
        email.upper(),
        role="org:admin",
        inviter_user_id=host.admin.id,
        redirect_url="https://app.example.com/join",
        public_metadata={"team": ["x"]},
        private_metadata={"note": None},
        expires_in_days=3,
    )
    assert_id(invitation.id, "orginv")
    assert (invitation.object, invitation.status, invitation.email_address) == (
        "organization_invitation",
        "pending",
        email,
    )
    assert (invitation.role, invitation.role_name) == ("org:admin", "Admin")
    assert invitation.organization_id == host.organization.id
    assert invitation.inviter_id == host.admin.id
    inviter = invitation.public_inviter_data
    assert inviter is not None
    assert (inviter.user_id, inviter.first_name, inviter.last_name) == (host.admin.id, "Host", "Ess")
    assert inviter.identifier == host.admin.email_addresses[0].email_address
    assert (invitation.public_metadata, invitation.private_metadata) == ({"team": ["x"]}, {"note": None})
    assert invitation.expires_at is not None
    assert abs(invitation.expires_at - invitation.created_at - 3 * DAY) < 1000
    read = clerk.organization_invitations.get(organization_id=host.organization.id, invitation_id=invitation.id)
    assert read.model_dump(exclude={"url"}) == invitation.model_dump(exclude={"url"})


def test_the_link_of_an_invitation_is_a_signed_ticket(host: Host) -> None:
    invitation = host.invite()
    assert (invitation.inviter_id, invitation.public_inviter_data) == (None, None)
    assert invitation.expires_at is not None
    assert abs(invitation.expires_at - invitation.created_at - 30 * DAY) < 1000
    assert invitation.url is not None
    address, _, ticket = invitation.url.partition("?ticket=")
    assert address.startswith("https://") and address.endswith("/v1/tickets/accept")
    assert jwt.get_unverified_header(ticket)["alg"] == "RS256"
    claims = jwt.decode(ticket, options={"verify_signature": False})
    assert (claims["st"], claims["sid"]) == ("organization_invitation", invitation.id)


def test_what_cannot_be_invited_is_refused(clerk: Clerk, make: Maker, host: Host) -> None:
    email = host.invite().email_address
    with refused(400, "organization_invitation_not_unique"):
        host.invite(email)
    with refused(400, "already_a_member_in_organization"):
        host.invite(host.admin.email_addresses[0].email_address)
    with refused(404, "resource_not_found", param="role"):
        host.invite(role="org:astronaut")
    with refused(422, "form_param_format_invalid", param="email_address"):
        host.invite("nobody at nowhere")
    with refused(403, "not_a_member_in_organization"):
        host.invite(inviter_user_id=make.user().id)
    for days in (0, 366):
        with refused(422, "form_param_value_invalid", "form_param_value_too_large", param="expires_in_days"):
            host.invite(expires_in_days=days)
    with refused(404, "resource_not_found"):
        clerk.organization_invitations.create(
            organization_id=absent_id("org"), email_address=unique_email(), role="org:member"
        )
    assert clerk.organization_invitations.list(organization_id=host.organization.id).total_count == 1


def test_only_a_manager_invites(clerk: Clerk, make: Maker, host: Host) -> None:
    member = make.user()
    clerk.organization_memberships.create(organization_id=host.organization.id, user_id=member.id, role="org:member")
    with refused(403, "missing_organization_permission"):
        host.invite(inviter_user_id=member.id)


def test_an_invitation_is_revoked_once(clerk: Clerk, host: Host) -> None:
    invitation = host.invite()
    revoked = host.revoke(invitation.id, requesting_user_id=host.admin.id)
    assert (revoked.id, revoked.status) == (invitation.id, "revoked")
    with refused(404, "organization_invitation_not_pending"):
        host.revoke(invitation.id)
    read = clerk.organization_invitations.get(organization_id=host.organization.id, invitation_id=invitation.id)
    assert read.status == "revoked"

    again = host.invite(invitation.email_address)
    assert (again.status, again.id != invitation.id) == ("pending", True)


def test_many_are_invited_at_once(clerk: Clerk, host: Host) -> None:
    emails = [unique_email(letter) for letter in "abc"]
    answer = clerk.organization_invitations.bulk_create(
        organization_id=host.organization.id,
        request_body=[
            {"email_address": email, "role": role, "notify": False, "public_metadata": {"email": email}}
            for email, role in zip(emails, ["org:admin", "org:member", "org:member"], strict=True)
        ],
    )
    assert answer.total_count == 3
    assert [item.email_address for item in answer.data] == emails
    assert [item.role for item in answer.data] == ["org:admin", "org:member", "org:member"]
    assert [item.public_metadata for item in answer.data] == [{"email": email} for email in emails]
    listed = clerk.organization_invitations.list(organization_id=host.organization.id, order_by="email_address")
    assert ids(listed.data) == ids(answer.data)


def test_inviting_many_is_all_or_nothing(clerk: Clerk, host: Host) -> None:
    def invite(*emails: str, role: str = "org:member") -> None:
        clerk.organization_invitations.bulk_create(
            organization_id=host.organization.id,
            request_body=[{"email_address": email, "role": role, "notify": False} for email in emails],
        )

    twice = unique_email()
    with refused(400, "organization_invitation_not_unique"):
        invite(unique_email(), twice, twice)
    with refused(400, "bulk_size_exceeded"):
        invite(*[unique_email() for _ in range(11)])
    with refused(422, "form_param_format_invalid"):
        invite(unique_email(), "nowhere")
    with refused(404, "resource_not_found"):
        invite(unique_email(), role="org:astronaut")
    assert clerk.organization_invitations.list(organization_id=host.organization.id).total_count == 0


def test_invitations_are_listed_by_status(clerk: Clerk, host: Host) -> None:
    first, second, third = (host.invite(unique_email(letter)) for letter in "abc")
    host.revoke(second.id)
    organization_id = host.organization.id

    everything = clerk.organization_invitations.list(organization_id=organization_id, order_by="+email_address")
    assert (ids(everything.data), everything.total_count) == ([first.id, second.id, third.id], 3)
    newest = clerk.organization_invitations.list(organization_id=organization_id)
    assert ids(newest.data) == [third.id, second.id, first.id]

    status = models.ListOrganizationInvitationsQueryParamStatus
    pending = clerk.organization_invitations.list(
        organization_id=organization_id, status=status.PENDING, order_by="-email_address", limit=1
    )
    assert (ids(pending.data), pending.total_count) == ([third.id], 2)
    revoked = clerk.organization_invitations.list(organization_id=organization_id, status=status.REVOKED)
    assert ids(revoked.data) == [second.id]
    exact = clerk.organization_invitations.list(organization_id=organization_id, email_address=first.email_address)
    assert ids(exact.data) == [first.id]

    old_list = clerk.organization_invitations.list_pending(organization_id=organization_id)
    assert (sorted(ids(old_list.data)), old_list.total_count) == (sorted([first.id, third.id]), 2)
    page = clerk.organization_invitations.list_pending(organization_id=organization_id, limit=1, offset=1)
    assert (len(page.data), page.total_count) == (1, 2)
    counted = clerk.organizations.get(organization_id=organization_id, include_members_count=True)
    assert counted.members_count == 1


def test_invitations_of_the_whole_instance_are_searched(clerk: Clerk, host: Host) -> None:
    invitation = host.invite(unique_email("needle"))
    word = invitation.email_address.partition("@")[0]
    found = clerk.organization_invitations.get_all(query=word)
    assert (ids(found.data), found.total_count) == ([invitation.id], 1)
    data = found.data[0].public_organization_data
    assert data is not None
    assert (data.id, data.name, data.slug, data.has_image) == (
        host.organization.id,
        host.organization.name,
        host.organization.slug,
        False,
    )

    status = models.ListInstanceOrganizationInvitationsQueryParamStatus
    assert clerk.organization_invitations.get_all(query=word, status=status.REVOKED).data == []
    host.revoke(invitation.id)
    revoked = clerk.organization_invitations.get_all(query=word, status=status.REVOKED, order_by="+created_at")
    assert ids(revoked.data) == [invitation.id]
    with refused(422, "form_param_value_invalid", param="order_by"):
        clerk.organization_invitations.get_all(order_by="colour")


def test_an_unknown_invitation_is_not_found(clerk: Clerk, make: Maker, host: Host) -> None:
    with refused(404, "resource_not_found"):
        clerk.organization_invitations.get(organization_id=host.organization.id, invitation_id=absent_id("orginv"))
    with refused(404, "resource_not_found"):
        host.revoke(absent_id("orginv"))
    invitation, other = host.invite(), make.organization()
    with refused(404, "resource_not_found"):
        clerk.organization_invitations.get(organization_id=other.id, invitation_id=invitation.id)
    with refused(404, "resource_not_found"):
        clerk.organization_invitations.list(organization_id=absent_id("org"))
    with refused(404, "resource_not_found"):
        clerk.organization_invitations.list_pending(organization_id=absent_id("org"))
