"""Passwords: policy, verification, imported digests, removal, compromise."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from digests import DIGESTS, PASSWORD
from expect import refused
from maker import Maker, absent_id, unique_email, unique_password


def verifies(clerk: Clerk, user: models.User, password: str) -> bool:
    """Whether the server takes this password for the user's."""
    try:
        answer = clerk.users.verify_password(user_id=user.id, password=password)
    except models.SDKError as error:
        assert (error.status_code, '"incorrect_password"' in error.body) == (422, True), error.body
        return False
    assert answer.verified is True
    return True


def test_a_password_is_verified(clerk: Clerk, make: Maker) -> None:
    password = unique_password()
    user = make.user(password=password)
    assert user.password_enabled is True
    assert verifies(clerk, user, password)
    with refused(422, "incorrect_password", declared=False):
        clerk.users.verify_password(user_id=user.id, password=password[:-1])


def test_a_user_without_a_password_has_none_to_verify(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    with refused(400, "no_password_set", declared=False):
        clerk.users.verify_password(user_id=user.id, password=unique_password())
    with refused(404, "resource_not_found", declared=False):
        clerk.users.verify_password(user_id=absent_id("user"), password=unique_password())


def test_a_short_password_is_refused_unless_checks_are_skipped(clerk: Clerk, make: Maker) -> None:
    with refused(422, "form_password_length_too_short", param="password"):
        clerk.users.create(email_address=[unique_email()], password="Ab1!x")
    user = make.user(password="Ab1!x", skip_password_checks=True)
    assert verifies(clerk, user, "Ab1!x")


def test_a_password_has_a_longest_length(clerk: Clerk, make: Maker) -> None:
    longest = unique_password().ljust(72, "x")
    user = make.user(password=longest)
    assert verifies(clerk, user, longest)
    assert not verifies(clerk, user, longest[:-1])
    with refused(422, "form_password_length_too_long", "form_password_size_in_bytes_exceeded", param="password"):
        clerk.users.create(email_address=[unique_email()], password=longest + "x")


def test_every_fault_of_a_user_is_reported(clerk: Clerk) -> None:
    # Attributes are checked together; the password, which takes time to judge, when they are right.
    with refused(422, "form_param_format_invalid") as refusal:
        clerk.users.create(email_address=["nobody"], username="no", password="short")
    assert refusal.codes == ["form_param_format_invalid", "form_username_invalid_length"]
    assert [(error.meta or {}).get("param_name") for error in refusal.errors] == ["email_address", "username"]


def test_a_password_is_changed(clerk: Clerk, make: Maker) -> None:
    old, new = unique_password(), unique_password()
    user = make.user(password=old)
    session = make.session(user)
    changed = clerk.users.update(user_id=user.id, password=new)
    assert changed.password_enabled is True
    assert changed.password_last_updated_at
    assert verifies(clerk, user, new)
    assert not verifies(clerk, user, old)
    assert clerk.sessions.get(session_id=session.id).status == "active"

    clerk.users.update(user_id=user.id, password=old, sign_out_of_other_sessions=True)
    assert clerk.sessions.get(session_id=session.id).status == "revoked"


def test_a_refused_password_changes_nothing(clerk: Clerk, make: Maker) -> None:
    password = unique_password()
    user = make.user(password=password, first_name="Before")
    with refused(422, "form_password_length_too_short", param="password"):
        clerk.users.update(user_id=user.id, first_name="After", password="short")
    assert clerk.users.get(user_id=user.id).first_name == "Before"
    assert verifies(clerk, user, password)


@pytest.mark.parametrize("hasher", sorted(DIGESTS))
def test_an_imported_digest_verifies(clerk: Clerk, make: Maker, hasher: str) -> None:
    user = make.user(password_digest=DIGESTS[hasher], password_hasher=hasher)
    assert user.password_enabled is True
    assert not verifies(clerk, user, f"{PASSWORD}x")
    assert verifies(clerk, user, PASSWORD)
    assert verifies(clerk, user, PASSWORD), "after the digest may have been upgraded"
    assert not verifies(clerk, user, PASSWORD.lower())


def test_a_digest_replaces_a_password(clerk: Clerk, make: Maker) -> None:
    password = unique_password()
    user = make.user(password=password)
    clerk.users.update(user_id=user.id, password_digest=DIGESTS["bcrypt"], password_hasher="bcrypt")
    assert verifies(clerk, user, PASSWORD)
    assert not verifies(clerk, user, password)


@pytest.mark.parametrize(
    ("fields", "codes", "param"),
    [
        ({"password_digest": DIGESTS["bcrypt"]}, ["form_conditional_param_missing"], "password_hasher"),
        ({"password_hasher": "bcrypt"}, ["form_conditional_param_missing"], "password_digest"),
        (
            {"password_digest": DIGESTS["bcrypt"], "password_hasher": "rot13"},
            ["form_param_value_invalid"],
            "password_hasher",
        ),
        (
            {"password_digest": DIGESTS["md5"], "password_hasher": "bcrypt"},
            ["form_password_digest_invalid_code"],
            "password_digest",
        ),
        (
            {"password_digest": DIGESTS["bcrypt"], "password_hasher": "bcrypt", "password": "Enough-1-characters"},
            ["form_conditional_param_disallowed"],
            None,
        ),
    ],
)
def test_a_digest_and_its_hasher_belong_together(
    clerk: Clerk, fields: dict[str, str], codes: list[str], param: str | None
) -> None:
    with refused(422, *codes, param=param):
        clerk.users.create(email_address=[unique_email()], **fields)


def test_a_password_is_removed(clerk: Clerk, make: Maker) -> None:
    password = unique_password()
    user = make.user(password=password)
    kept = make.session(user)
    removed = clerk.users.remove_password(user_id=user.id)
    assert removed.password_enabled is False
    assert clerk.sessions.get(session_id=kept.id).status == "active"
    with refused(400, "no_password_set", declared=False):
        clerk.users.verify_password(user_id=user.id, password=password)

    again = clerk.users.remove_password(user_id=user.id)
    assert again.updated_at == removed.updated_at

    clerk.users.update(user_id=user.id, password=password)
    ended = make.session(user)
    clerk.users.remove_password(user_id=user.id, sign_out_of_other_sessions=True)
    assert clerk.sessions.get(session_id=ended.id).status == "revoked"
    with refused(404, "resource_not_found"):
        clerk.users.remove_password(user_id=absent_id("user"))


def test_a_compromised_password_can_end_every_session(clerk: Clerk, make: Maker) -> None:
    password = unique_password()
    user = make.user(password=password)
    session = make.session(user)
    marked = clerk.users.set_password_compromised(user_id=user.id)
    assert (marked.id, marked.password_enabled) == (user.id, True)
    assert clerk.sessions.get(session_id=session.id).status == "active"

    clerk.users.set_password_compromised(user_id=user.id, revoke_all_sessions=True)
    assert clerk.sessions.get(session_id=session.id).status == "revoked"

    cleared = clerk.users.unset_password_compromised(user_id=user.id)
    assert (cleared.id, cleared.password_enabled) == (user.id, True)
    assert verifies(clerk, user, password)


@pytest.mark.parametrize("operation", ["set_password_compromised", "unset_password_compromised"])
def test_compromise_of_an_unknown_user_is_not_found(clerk: Clerk, operation: str) -> None:
    with refused(404, "resource_not_found"):
        getattr(clerk.users, operation)(user_id=absent_id("user"))
