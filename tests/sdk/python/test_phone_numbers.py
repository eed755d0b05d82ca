"""Phone numbers of a user: adding, verifying, second factor, replacing, removing."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique_phone, unique_test_phone


def add(clerk: Clerk, user: models.User, phone: str, **fields: bool) -> models.PhoneNumber:
    request = models.CreatePhoneNumberRequestBody(user_id=user.id, phone_number=phone, **fields)
    return clerk.phone_numbers.create(request=request)


def test_the_first_number_is_primary_and_unverified(clerk: Clerk, make: Maker) -> None:
    user, phone = make.user(), unique_phone()
    added = add(clerk, user, phone)
    assert_id(added.id, "idn")
    assert (added.object, added.phone_number, added.reserved) == ("phone_number", phone, False)
    assert (added.reserved_for_second_factor, added.default_second_factor) == (False, False)
    assert (added.verification, added.linked_to) == (None, [])
    assert clerk.phone_numbers.get(phone_number_id=str(added.id)) == added
    assert ids(clerk.users.get(user_id=user.id).phone_numbers) == [added.id]


def test_numbers_are_normalised(clerk: Clerk, make: Maker) -> None:
    phone = unique_phone()
    spaced = f"{phone[:2]} {phone[2:5]}-{phone[5:8]} {phone[8:]}"
    added = add(clerk, make.user(), spaced, verified=True)
    assert added.phone_number == phone
    with refused(422, "form_identifier_exists", param="phone_number"):
        add(clerk, make.user(), phone)


def test_a_number_is_verified_and_made_primary(clerk: Clerk, make: Maker) -> None:
    user = make.user(phone_number=[unique_phone()])
    added = add(clerk, user, unique_phone())
    changed = clerk.phone_numbers.update(phone_number_id=str(added.id), verified=True, primary=True)
    assert isinstance(changed.verification, models.VerificationAdmin)
    assert (changed.verification.status, changed.verification.strategy) == ("verified", "admin")
    assert clerk.users.get(user_id=user.id).primary_phone_number_id == added.id


def test_a_verified_number_can_be_a_second_factor(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    first = add(clerk, user, unique_phone(), verified=True, reserved_for_second_factor=True)
    second = add(clerk, user, unique_phone(), verified=True)
    assert (first.reserved_for_second_factor, first.default_second_factor) == (True, True)
    assert (second.reserved_for_second_factor, second.default_second_factor) == (False, False)
    read = clerk.users.get(user_id=user.id)
    assert read.two_factor_enabled is True
    assert read.mfa_enabled_at is not None

    changed = clerk.phone_numbers.update(phone_number_id=str(second.id), reserved_for_second_factor=True)
    assert (changed.reserved_for_second_factor, changed.default_second_factor) == (True, False)


def test_an_unverified_number_cannot_be_a_second_factor(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    with refused(400, "identification_create_second_factor_unverified"):
        add(clerk, user, unique_phone(), reserved_for_second_factor=True)
    added = add(clerk, user, unique_phone())
    with refused(400, "identification_update_second_factor_unverified"):
        clerk.phone_numbers.update(phone_number_id=str(added.id), reserved_for_second_factor=True)
    assert clerk.users.get(user_id=user.id).two_factor_enabled is False


def test_the_last_identifier_is_no_second_factor(clerk: Clerk, make: Maker) -> None:
    user = make.user(email_address=[], phone_number=[unique_phone()], skip_user_requirement=True)
    phone_id = str(user.primary_phone_number_id)
    with refused(400, "identification_update_failed"):
        clerk.phone_numbers.update(phone_number_id=phone_id, reserved_for_second_factor=True)
    with refused(400, "identification_deletion_failed", "last_required_identification_deletion_failed"):
        clerk.phone_numbers.delete(phone_number_id=phone_id)


def test_what_cannot_be_added_is_refused(clerk: Clerk, make: Maker) -> None:
    user, other = make.user(), make.user(phone_number=[unique_phone()])
    with refused(422, "form_identifier_exists", param="phone_number"):
        add(clerk, user, other.phone_numbers[0].phone_number)
    with refused(422, "form_param_format_invalid", param="phone_number"):
        add(clerk, user, "+1 call me")
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.create(request={"user_id": absent_id("user"), "phone_number": unique_phone()})


def test_a_removed_number_is_free_again(clerk: Clerk, make: Maker) -> None:
    user = make.user(phone_number=[unique_phone(), unique_phone()])
    first, second = user.phone_numbers
    deleted = clerk.phone_numbers.delete(phone_number_id=str(first.id))
    assert (deleted.object, deleted.id, deleted.deleted) == ("phone_number", first.id, True)
    read = clerk.users.get(user_id=user.id)
    assert (ids(read.phone_numbers), read.primary_phone_number_id) == ([second.id], second.id)
    assert make.user(phone_number=[first.phone_number]).phone_numbers[0].id != first.id
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.delete(phone_number_id=str(first.id))


def test_a_code_verifies_a_number(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    phone_id = str(add(clerk, user, unique_test_phone()).id)
    prepared = clerk.phone_numbers.prepare_verification(phone_number_id=phone_id)
    assert (prepared.object, prepared.strategy, prepared.status) == ("verification_otp", "phone_code", "unverified")
    assert prepared.channel == "sms"
    assert prepared.expire_at

    def attempt(code: str) -> models.VerificationResponse:
        return clerk.phone_numbers.attempt_verification(
            phone_number_id=phone_id, verification_id=str(prepared.id), code=code
        )

    assert (attempt("111111").status, attempt("222222").attempts) == ("unverified", 2)
    assert attempt("424242").status == "verified"
    number = clerk.phone_numbers.get(phone_number_id=phone_id)
    assert isinstance(number.verification, models.VerificationOTP)
    assert (number.verification.status, number.verification.strategy) == ("verified", "phone_code")
    with refused(400, "verification_already_verified"):
        attempt("424242")
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.attempt_verification(
            phone_number_id=phone_id, verification_id=absent_id("ver"), code="424242"
        )


@pytest.mark.parametrize("status", ["verified", "reserved", "unverified"])
def test_one_number_replaces_all_others(clerk: Clerk, make: Maker, status: str) -> None:
    user, phone = make.user(phone_number=[unique_phone(), unique_phone()]), unique_phone()
    only = clerk.phone_numbers.replace_for_user(
        user_id=user.id,
        phone_number=phone,
        identification_status=models.ReplaceUserPhoneNumberIdentificationStatus(status),
    )
    assert (only.phone_number, only.reserved) == (phone, status == "reserved")
    if status == "verified":
        assert isinstance(only.verification, models.VerificationAdmin)
    else:
        assert only.verification is None
    read = clerk.users.get(user_id=user.id)
    assert (ids(read.phone_numbers), read.primary_phone_number_id) == ([only.id], only.id)
    make.user(phone_number=[user.phone_numbers[0].phone_number])


def test_replacing_a_second_factor_turns_it_off(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    add(clerk, user, unique_phone(), verified=True, reserved_for_second_factor=True)
    only = clerk.phone_numbers.replace_for_user(user_id=user.id, phone_number=unique_phone())
    assert (only.reserved_for_second_factor, only.default_second_factor) == (False, False)
    read = clerk.users.get(user_id=user.id)
    assert read.two_factor_enabled is False
    assert read.mfa_disabled_at is not None


def test_a_number_cannot_be_replaced_by_anothers(clerk: Clerk, make: Maker) -> None:
    user, other = make.user(phone_number=[unique_phone()]), make.user(phone_number=[unique_phone()])
    with refused(422, "form_identifier_exists", param="phone_number"):
        clerk.phone_numbers.replace_for_user(user_id=user.id, phone_number=other.phone_numbers[0].phone_number)
    with refused(422, "form_param_format_invalid", param="phone_number"):
        clerk.phone_numbers.replace_for_user(user_id=user.id, phone_number="0")
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.replace_for_user(user_id=absent_id("user"), phone_number=unique_phone())
    assert clerk.users.get(user_id=user.id).phone_numbers == user.phone_numbers


def test_an_unknown_number_is_not_found(clerk: Clerk) -> None:
    phone_id = absent_id("idn")
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.get(phone_number_id=phone_id)
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.update(phone_number_id=phone_id, verified=True)
    with refused(404, "resource_not_found"):
        clerk.phone_numbers.prepare_verification(phone_number_id=phone_id)
