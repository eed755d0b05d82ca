"""Invitations to the application."""

from __future__ import annotations

import jwt
import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique, unique_email

DAY = 86_400_000


def invite(clerk: Clerk, email: str, **fields: object) -> models.Invitation:
    request = models.CreateInvitationRequestBody(email_address=email, notify=False, **fields)
    return clerk.invitations.create(request=request)


def test_an_invitation_carries_everything(clerk: Clerk) -> None:
    email = unique_email()
    invitation = invite(clerk, email.upper(), public_metadata={"beta": True}, redirect_url="https://app.example.com/x")
    assert_id(invitation.id, "inv")
    assert (invitation.object, invitation.email_address, invitation.status) == ("invitation", email, "pending")
    assert invitation.public_metadata == {"beta": True}
    assert invitation.revoked is None
    assert invitation.created_at == invitation.updated_at
    assert isinstance(invitation.expires_at, int)
    assert abs(invitation.expires_at - invitation.created_at - 30 * DAY) < 1000

    assert invitation.url is not None
    address, _, ticket = invitation.url.partition("?ticket=")
    assert address.startswith("https://") and address.endswith("/v1/tickets/accept")
    claims = jwt.decode(ticket, options={"verify_signature": False})
    assert (claims["st"], claims["sid"]) == ("invitation", invitation.id)


def test_an_invitation_expires_when_asked(clerk: Clerk) -> None:
    invitation = invite(clerk, unique_email(), expires_in_days=365)
    assert isinstance(invitation.expires_at, int)
    assert abs(invitation.expires_at - invitation.created_at - 365 * DAY) < 1000
    for days in (0, 366):
        with refused(422, "form_param_value_invalid", "form_param_value_too_large", param="expires_in_days"):
            invite(clerk, unique_email(), expires_in_days=days)


def test_an_address_is_invited_once(clerk: Clerk) -> None:
    email = unique_email()
    invite(clerk, email)
    with refused(400, "duplicate_record") as refusal:
        invite(clerk, email)
    assert refusal.meta["email_addresses"] == [email]


def test_an_address_of_a_user_is_invited_only_on_purpose(clerk: Clerk, make: Maker) -> None:
    email = make.user().email_addresses[0].email_address
    with refused(422, "form_identifier_exists"):
        invite(clerk, email)
    assert invite(clerk, email, ignore_existing=True).status == "pending"


def test_a_malformed_address_is_refused(clerk: Clerk) -> None:
    with refused(422, "form_param_format_invalid", param="email_address"):
        invite(clerk, "nowhere")


def test_a_revoked_invitation_frees_the_address(clerk: Clerk) -> None:
    email = unique_email()
    invitation = invite(clerk, email, public_metadata={"a": 1})
    revoked = clerk.invitations.revoke(invitation_id=invitation.id)
    assert (revoked.id, revoked.status, revoked.REVOKED) == (invitation.id, "revoked", True)
    assert (revoked.public_metadata, revoked.url) == ({"a": 1}, None)
    assert revoked.updated_at >= invitation.updated_at
    with refused(400, "invitation_already_revoked"):
        clerk.invitations.revoke(invitation_id=invitation.id)
    assert invite(clerk, email).id != invitation.id


def test_an_unknown_invitation_is_not_found(clerk: Clerk) -> None:
    with refused(404, "resource_not_found"):
        clerk.invitations.revoke(invitation_id=absent_id("inv"))


def test_invitations_are_listed_and_searched(clerk: Clerk) -> None:
    word = unique("guests")
    first, second, third = (invite(clerk, f"{letter}.{word}@example.com") for letter in "abc")
    clerk.invitations.revoke(invitation_id=second.id)

    assert ids(clerk.invitations.list(query=word, order_by="email_address")) == [first.id, third.id]
    assert ids(clerk.invitations.list(query=word)) == [third.id, first.id]
    assert ids(clerk.invitations.list(query=word, order_by="+expires_at")) == [first.id, third.id]
    assert ids(clerk.invitations.list(query=word, order_by="-email_address", limit=1, offset=1)) == [first.id]
    assert ids(clerk.invitations.list(query=third.id)) == [third.id]

    status = models.ListInvitationsQueryParamStatus
    revoked = clerk.invitations.list(query=word, status=status.REVOKED)
    assert (ids(revoked), revoked[0].revoked) == ([second.id], True)
    assert ids(clerk.invitations.list(query=word, status=status.PENDING, order_by="email_address")) == [
        first.id,
        third.id,
    ]
    assert clerk.invitations.list(query=word, status=status.ACCEPTED) == []


@pytest.mark.parametrize(("field", "value"), [("limit", 501), ("offset", -1), ("order_by", "colour")])
def test_lists_of_invitations_have_bounds(clerk: Clerk, field: str, value: object) -> None:
    """The document lists no refusal for this operation, hence the SDK's general error."""
    codes = ("form_param_value_invalid", "form_param_format_invalid", "form_param_value_too_large")
    with refused(422, *codes, param=field, declared=False):
        clerk.invitations.list(**{field: value})


def test_many_are_invited_at_once(clerk: Clerk) -> None:
    emails = [unique_email(letter) for letter in "zya"]
    invitations = clerk.invitations.bulk_create(
        request=[
            {"email_address": email, "notify": False, "public_metadata": {"n": n}, "expires_in_days": n + 1}
            for n, email in enumerate(emails)
        ]
    )
    assert [item.email_address for item in invitations] == emails
    assert [item.public_metadata for item in invitations] == [{"n": 0}, {"n": 1}, {"n": 2}]
    for days, item in enumerate(invitations, start=1):
        assert item.status == "pending"
        assert isinstance(item.expires_at, int)
        assert abs(item.expires_at - item.created_at - days * DAY) < 1000


def test_inviting_many_is_all_or_nothing(clerk: Clerk) -> None:
    word = unique("bulk")
    good = f"good.{word}@example.com"
    invited = invite(clerk, unique_email()).email_address

    def bulk(*emails: str) -> None:
        clerk.invitations.bulk_create(request=[{"email_address": email, "notify": False} for email in emails])

    with refused(422, "form_param_format_invalid") as refusal:
        bulk(good, "nowhere")
    assert refusal.meta["email_addresses"] == ["nowhere"]
    with refused(400, "duplicate_record") as refusal:
        bulk(good, invited)
    assert refusal.meta["email_addresses"] == [invited]
    with refused(400, "bulk_size_exceeded"):
        bulk(*[f"{n}.{word}@example.com" for n in range(11)])
    assert clerk.invitations.list(query=word) == []
