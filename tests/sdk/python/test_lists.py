"""The allow-list and the block-list."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import absent_id, unique, unique_email, unique_phone, unique_wallet

IDENTIFIERS = [
    (lambda: unique_email("Ada"), "email_address"),
    (lambda: f"*@{unique('firm')}.example", "email_address"),
    (unique_phone, "phone_number"),
    (unique_wallet, "web3_wallet"),
]


@pytest.mark.parametrize(("make_identifier", "kind"), IDENTIFIERS)
def test_an_identifier_is_allowed(clerk: Clerk, make_identifier, kind: str) -> None:
    request = models.CreateAllowlistIdentifierRequestBody(identifier=make_identifier())
    made = clerk.allowlist_identifiers.create(request=request)
    assert_id(made.id, "alid")
    assert made.identifier == request.identifier.lower()
    assert made.identifier_type == kind
    assert made.id in ids(clerk.allowlist_identifiers.list(limit=500))
    with refused(400, "duplicate_record"):
        clerk.allowlist_identifiers.create(request=request)
    assert clerk.allowlist_identifiers.delete(identifier_id=made.id).deleted is True
    with refused(404, "resource_not_found"):
        clerk.allowlist_identifiers.delete(identifier_id=made.id)


@pytest.mark.parametrize(("make_identifier", "kind"), IDENTIFIERS)
def test_an_identifier_is_blocked(clerk: Clerk, make_identifier, kind: str) -> None:
    request = models.CreateBlocklistIdentifierRequestBody(identifier=make_identifier())
    made = clerk.blocklist_identifiers.create(request=request)
    assert_id(made.id, "blid")
    assert (made.identifier, made.identifier_type) == (request.identifier.lower(), kind)
    listed = clerk.blocklist_identifiers.list()
    assert listed.data is not None and made.id in ids(listed.data)
    with refused(400, "duplicate_record"):
        clerk.blocklist_identifiers.create(request=request)
    assert clerk.blocklist_identifiers.delete(identifier_id=made.id).deleted is True
    with refused(404, "resource_not_found"):
        clerk.blocklist_identifiers.delete(identifier_id=absent_id("blid"))


@pytest.mark.parametrize("identifier", ["", "example.com", "*@*", "+12", "0x12"])
def test_what_no_list_can_hold_is_refused(clerk: Clerk, identifier: str) -> None:
    with refused(422, "form_param_format_invalid", param="identifier"):
        clerk.allowlist_identifiers.create(request=models.CreateAllowlistIdentifierRequestBody(identifier=identifier))
    with refused(422, "form_param_format_invalid", param="identifier"):
        clerk.blocklist_identifiers.create(request=models.CreateBlocklistIdentifierRequestBody(identifier=identifier))


def test_an_allowed_address_is_invited_along_the_way(clerk: Clerk) -> None:
    email = unique_email()
    request = models.CreateAllowlistIdentifierRequestBody(identifier=email, notify=True)
    made = clerk.allowlist_identifiers.create(request=request)
    assert_id(made.invitation_id, "inv")
    wildcard = models.CreateAllowlistIdentifierRequestBody(identifier=f"*@{unique('firm')}.example", notify=True)
    with refused(422, "form_param_value_invalid", param="notify"):
        clerk.allowlist_identifiers.create(request=wildcard)
