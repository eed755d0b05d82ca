"""E-mail addresses of a user: adding, verifying, replacing, removing."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique_email, unique_test_email


def add(clerk: Clerk, user: models.User, email: str, **fields: bool) -> models.EmailAddress:
    request = models.CreateEmailAddressRequestBody(user_id=user.id, email_address=email, **fields)
    return clerk.email_addresses.create(request=request)


def test_an_added_address_is_unverified(clerk: Clerk, make: Maker) -> None:
    user, email = make.user(), unique_email("second")
    added = add(clerk, user, email)
    assert_id(added.id, "idn")
    assert (added.object, added.email_address, added.reserved, added.linked_to) == ("email_address", email, False, [])
    assert added.verification is None
    assert clerk.email_addresses.get(email_address_id=str(added.id)) == added

    read = clerk.users.get(user_id=user.id)
    assert ids(read.email_addresses) == [user.email_addresses[0].id, added.id]
    assert read.primary_email_address_id == user.primary_email_address_id


def test_an_address_is_added_verified_and_primary(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    added = add(clerk, user, unique_email("main"), verified=True, primary=True)
    assert isinstance(added.verification, models.Admin)
    assert added.verification.status == "verified"
    assert clerk.users.get(user_id=user.id).primary_email_address_id == added.id


def test_an_address_is_verified_and_made_primary_later(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    added = add(clerk, user, unique_email("later"))
    verified = clerk.email_addresses.update(email_address_id=str(added.id), verified=True)
    assert isinstance(verified.verification, models.Admin)
    assert clerk.users.get(user_id=user.id).primary_email_address_id == user.primary_email_address_id

    still = clerk.email_addresses.update(email_address_id=str(added.id), verified=False, primary=True)
    assert isinstance(still.verification, models.Admin)
    assert clerk.users.get(user_id=user.id).primary_email_address_id == added.id

    clerk.email_addresses.update(email_address_id=str(added.id), primary=False)
    assert clerk.users.get(user_id=user.id).primary_email_address_id == added.id


def test_an_unverified_address_belongs_to_nobody_yet(clerk: Clerk, make: Maker) -> None:
    email = unique_email("race")
    first, second = make.user(), make.user()
    mine, other = add(clerk, first, email), add(clerk, second, email)
    assert mine.id != other.id

    clerk.email_addresses.update(email_address_id=str(mine.id), verified=True)
    with refused(409, "form_identifier_exists", "identification_claimed", "conflict"):
        clerk.email_addresses.update(email_address_id=str(other.id), verified=True)
    assert clerk.email_addresses.get(email_address_id=str(other.id)).verification is None
    with refused(422, "form_identifier_exists", param="email_address"):
        add(clerk, make.user(), email)


def test_what_cannot_be_added_is_refused(clerk: Clerk, make: Maker) -> None:
    user, other = make.user(), make.user()
    with refused(422, "form_identifier_exists", param="email_address"):
        add(clerk, user, other.email_addresses[0].email_address)
    with refused(422, "form_param_format_invalid", param="email_address"):
        add(clerk, user, "two@signs@example.com")
    with refused(404, "resource_not_found"):
        clerk.email_addresses.create(request={"user_id": absent_id("user"), "email_address": unique_email()})
    assert len(clerk.users.get(user_id=user.id).email_addresses) == 1


def test_removing_the_primary_promotes_the_next_verified(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    add(clerk, user, unique_email("unverified"))
    verified = add(clerk, user, unique_email("verified"), verified=True)
    primary = str(user.primary_email_address_id)
    deleted = clerk.email_addresses.delete(email_address_id=primary)
    assert (deleted.object, deleted.id, deleted.deleted) == ("email_address", primary, True)

    read = clerk.users.get(user_id=user.id)
    assert read.primary_email_address_id == verified.id
    assert primary not in ids(read.email_addresses)
    with refused(404, "resource_not_found"):
        clerk.email_addresses.get(email_address_id=primary)
    make.user(email_address=[user.email_addresses[0].email_address])


def test_the_last_identifier_stays(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    with refused(400, "identification_deletion_failed", "last_required_identification_deletion_failed"):
        clerk.email_addresses.delete(email_address_id=str(user.primary_email_address_id))
    assert clerk.users.get(user_id=user.id).email_addresses == user.email_addresses


def test_a_code_verifies_an_address_once(clerk: Clerk, make: Maker) -> None:
    user, email = make.user(), unique_test_email()
    address_id = str(add(clerk, user, email).id)
    prepared = clerk.email_addresses.prepare_verification(email_address_id=address_id)
    assert (prepared.object, prepared.strategy, prepared.status) == ("verification_otp", "email_code", "unverified")
    assert prepared.attempts in (0, None)
    assert prepared.channel is None
    assert prepared.id and prepared.expire_at

    def attempt(code: str) -> models.VerificationResponse:
        return clerk.email_addresses.attempt_verification(
            email_address_id=address_id, verification_id=str(prepared.id), code=code
        )

    wrong = attempt("000000")
    assert (wrong.id, wrong.status, wrong.attempts) == (prepared.id, "unverified", 1)
    assert clerk.email_addresses.get(email_address_id=address_id).verification is None

    right = attempt("424242")
    assert (right.id, right.status, right.strategy) == (prepared.id, "verified", "email_code")
    address = clerk.email_addresses.get(email_address_id=address_id)
    assert isinstance(address.verification, models.Otp)
    assert (address.verification.status, address.verification.strategy) == ("verified", "email_code")
    with refused(400, "verification_already_verified"):
        attempt("424242")
    assert clerk.sessions.list(user_id=user.id) == []


def test_a_verification_fails_after_too_many_codes(clerk: Clerk, make: Maker) -> None:
    address_id = str(add(clerk, make.user(), unique_test_email()).id)
    prepared = clerk.email_addresses.prepare_verification(email_address_id=address_id)
    statuses = [
        clerk.email_addresses.attempt_verification(
            email_address_id=address_id, verification_id=str(prepared.id), code=code
        ).status
        for code in ("000000", "000001", "000002", "424242")
    ]
    assert statuses == ["unverified", "unverified", "failed", "failed"]
    assert clerk.email_addresses.get(email_address_id=address_id).verification is None


def test_a_verification_belongs_to_one_address(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    first, second = (str(add(clerk, user, unique_test_email()).id) for _ in range(2))
    prepared = clerk.email_addresses.prepare_verification(email_address_id=first)
    for address_id, verification_id in ((first, absent_id("ver")), (second, str(prepared.id))):
        with refused(404, "resource_not_found"):
            clerk.email_addresses.attempt_verification(
                email_address_id=address_id, verification_id=verification_id, code="424242"
            )


@pytest.mark.parametrize("status", ["verified", "reserved", "unverified"])
def test_one_address_replaces_all_others(clerk: Clerk, make: Maker, status: str) -> None:
    user = make.user(email_address=[unique_email("old"), unique_email("older")])
    email = unique_email("only")
    only = clerk.email_addresses.replace_for_user(
        user_id=user.id, email_address=email, identification_status=models.IdentificationStatus(status)
    )
    assert (only.email_address, only.reserved) == (email, status == "reserved")
    if status == "verified":
        assert isinstance(only.verification, models.Admin)
    else:
        assert only.verification is None

    read = clerk.users.get(user_id=user.id)
    assert ids(read.email_addresses) == [only.id]
    assert read.primary_email_address_id == only.id
    successor = make.user(email_address=[user.email_addresses[1].email_address])
    assert successor.id != user.id


def test_an_address_can_be_replaced_by_itself_but_not_by_anothers(clerk: Clerk, make: Maker) -> None:
    user, other = make.user(email_address=[unique_email("a"), unique_email("b")]), make.user()
    kept = clerk.email_addresses.replace_for_user(user_id=user.id, email_address=user.email_addresses[1].email_address)
    assert kept.email_address == user.email_addresses[1].email_address
    assert ids(clerk.users.get(user_id=user.id).email_addresses) == [kept.id]

    with refused(422, "form_identifier_exists", param="email_address"):
        clerk.email_addresses.replace_for_user(user_id=user.id, email_address=other.email_addresses[0].email_address)
    with refused(422, "form_param_format_invalid", param="email_address"):
        clerk.email_addresses.replace_for_user(user_id=user.id, email_address="nowhere")
    with refused(404, "resource_not_found"):
        clerk.email_addresses.replace_for_user(user_id=absent_id("user"), email_address=unique_email())


def test_an_unknown_address_is_not_found(clerk: Clerk) -> None:
    address_id = absent_id("idn")
    with refused(404, "resource_not_found") as refusal:
        clerk.email_addresses.get(email_address_id=address_id)
    assert refusal.first.message == "Resource not found"
    with refused(404, "resource_not_found"):
        clerk.email_addresses.update(email_address_id=address_id, verified=True)
    with refused(404, "resource_not_found"):
        clerk.email_addresses.delete(email_address_id=address_id)
    with refused(404, "resource_not_found"):
        clerk.email_addresses.prepare_verification(email_address_id=address_id)
