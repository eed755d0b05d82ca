"""One-time passwords and backup codes."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk

from crypto import totp_code, totp_secret, wrong_totp_code
from expect import refused
from maker import Maker, absent_id, unique_email, unique_phone

CODES = ["3f9ac2d1", "77b0e4aa", "c0ffee12"]


def test_a_one_time_password_is_verified(clerk: Clerk, make: Maker) -> None:
    secret = totp_secret()
    user = make.user(totp_secret=secret)
    assert (user.totp_enabled, user.two_factor_enabled, user.backup_code_enabled) == (True, True, False)
    assert user.mfa_enabled_at is not None
    assert user.mfa_disabled_at is None

    answer = clerk.users.verify_totp(user_id=user.id, code=totp_code(secret))
    assert (answer.verified, answer.code_type) == (True, "totp")
    with refused(422, "totp_incorrect_code", declared=False):
        clerk.users.verify_totp(user_id=user.id, code=wrong_totp_code(secret))
    with refused(422, "totp_invalid_length", declared=False):
        clerk.users.verify_totp(user_id=user.id, code="12345")


def test_a_backup_code_is_spent_once(clerk: Clerk, make: Maker) -> None:
    user = make.user(totp_secret=totp_secret(), backup_codes=CODES)
    assert user.backup_code_enabled is True
    for code in CODES[:2]:
        answer = clerk.users.verify_totp(user_id=user.id, code=code)
        assert (answer.verified, answer.code_type) == (True, "backup_code")
    with refused(422, "totp_incorrect_code", "totp_invalid_length", declared=False):
        clerk.users.verify_totp(user_id=user.id, code=CODES[0])


def test_a_user_without_one_time_passwords_has_none_to_verify(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    with refused(400, "totp_disabled", declared=False):
        clerk.users.verify_totp(user_id=user.id, code="123456")
    with refused(404, "resource_not_found", declared=False):
        clerk.users.verify_totp(user_id=absent_id("user"), code="123456")


def test_a_secret_is_base_32(clerk: Clerk) -> None:
    with refused(422, "invalid_totp_secret_code"):
        clerk.users.create(email_address=[unique_email()], totp_secret="not base 32!", skip_password_requirement=True)


def test_second_factors_are_set_later(clerk: Clerk, make: Maker) -> None:
    old, new = totp_secret(), totp_secret()
    user = make.user(totp_secret=old)
    changed = clerk.users.update(user_id=user.id, totp_secret=new, backup_codes=CODES[:1])
    assert (changed.totp_enabled, changed.backup_code_enabled) == (True, True)
    assert clerk.users.verify_totp(user_id=user.id, code=totp_code(new)).code_type == "totp"
    with refused(422, "totp_incorrect_code", declared=False):
        clerk.users.verify_totp(user_id=user.id, code=totp_code(old))


def test_disabling_second_factors_removes_them_all(clerk: Clerk, make: Maker) -> None:
    user = make.user(totp_secret=totp_secret(), backup_codes=CODES)
    phone = clerk.phone_numbers.create(
        request={
            "user_id": user.id,
            "phone_number": unique_phone(),
            "verified": True,
            "reserved_for_second_factor": True,
        }
    )
    assert phone.reserved_for_second_factor is True

    assert clerk.users.disable_mfa(user_id=user.id).user_id == user.id
    read = clerk.users.get(user_id=user.id)
    assert (read.totp_enabled, read.backup_code_enabled, read.two_factor_enabled) == (False,) * 3
    assert read.phone_numbers[0].reserved_for_second_factor is False
    assert read.mfa_disabled_at is not None
    assert read.mfa_enabled_at == user.mfa_enabled_at
    with refused(400, "totp_disabled", declared=False):
        clerk.users.verify_totp(user_id=user.id, code="123456")


def test_one_time_passwords_are_removed_alone(clerk: Clerk, make: Maker) -> None:
    user = make.user(totp_secret=totp_secret())
    assert clerk.users.delete_totp(user_id=user.id).user_id == user.id
    read = clerk.users.get(user_id=user.id)
    assert (read.totp_enabled, read.two_factor_enabled) == (False, False)
    assert read.mfa_disabled_at is not None


def test_backup_codes_are_removed_alone(clerk: Clerk, make: Maker) -> None:
    secret = totp_secret()
    user = make.user(totp_secret=secret, backup_codes=CODES)
    assert clerk.users.delete_backup_codes(user_id=user.id).user_id == user.id
    read = clerk.users.get(user_id=user.id)
    assert (read.totp_enabled, read.backup_code_enabled, read.two_factor_enabled) == (True, False, True)
    with refused(422, "totp_incorrect_code", "totp_invalid_length", declared=False):
        clerk.users.verify_totp(user_id=user.id, code=CODES[0])
    assert clerk.users.verify_totp(user_id=user.id, code=totp_code(secret)).verified is True


@pytest.mark.parametrize("operation", ["disable_mfa", "delete_totp", "delete_backup_codes"])
def test_an_unknown_user_has_no_second_factor(clerk: Clerk, operation: str) -> None:
    with refused(404, "resource_not_found"):
        getattr(clerk.users, operation)(user_id=absent_id("user"))
