"""PATCH /users/{id}."""

from __future__ import annotations

import httpx
import pytest
from clerk_backend_api import Clerk, models

from expect import refused
from maker import Maker, absent_id, unique, unique_email, unique_phone
from settings import Settings


def test_a_change_keeps_what_was_not_given(clerk: Clerk, make: Maker) -> None:
    user = make.user(first_name="Alan", last_name="Turing", username=unique("alan_"), public_metadata={"a": 1})
    changed = clerk.users.update(user_id=user.id, first_name="Alonzo", locale="en")

    assert (changed.first_name, changed.last_name, changed.locale) == ("Alonzo", "Turing", "en")
    assert (changed.username, changed.public_metadata) == (user.username, {"a": 1})
    assert changed.email_addresses == user.email_addresses
    assert changed.created_at == user.created_at
    assert changed.updated_at >= user.updated_at
    assert clerk.users.get(user_id=user.id) == changed


def test_null_clears_what_may_be_empty(clerk: Clerk, make: Maker) -> None:
    user = make.user(
        first_name="Kurt", last_name="G", external_id=unique("ext-"), username=unique("kurt_"), locale="de"
    )
    changed = clerk.users.update(
        user_id=user.id, first_name=None, last_name=None, external_id=None, username=None, locale=None
    )
    assert (changed.first_name, changed.last_name, changed.external_id, changed.username) == (None,) * 4
    assert not changed.locale


def test_an_empty_change_changes_nothing(clerk: Clerk, make: Maker) -> None:
    user = make.user(first_name="Emmy")
    unchanged = clerk.users.update(user_id=user.id)
    assert unchanged.model_dump(exclude={"updated_at"}) == user.model_dump(exclude={"updated_at"})


def test_a_freed_identifier_can_be_taken(clerk: Clerk, make: Maker) -> None:
    username, external_id = unique("free_"), unique("ext-")
    first, second = make.user(username=username, external_id=external_id), make.user()

    with refused(422, "form_identifier_exists", param="username"):
        clerk.users.update(user_id=second.id, username=username)
    with refused(422, "form_identifier_exists", param="external_id"):
        clerk.users.update(user_id=second.id, external_id=external_id)
    clerk.users.update(user_id=first.id, username=unique("other_"), external_id=None)
    taken = clerk.users.update(user_id=second.id, username=username, external_id=external_id)
    assert (taken.username, taken.external_id) == (username, external_id)


def test_a_user_may_be_given_what_it_has(clerk: Clerk, make: Maker) -> None:
    user = make.user(username=unique("same_"), external_id=unique("ext-"))
    same = clerk.users.update(user_id=user.id, username=user.username, external_id=user.external_id)
    assert (same.username, same.external_id) == (user.username, user.external_id)


def test_the_primary_identifiers_move(clerk: Clerk, make: Maker) -> None:
    user = make.user(
        email_address=[unique_email("a"), unique_email("b")], phone_number=[unique_phone(), unique_phone()]
    )
    email, phone = user.email_addresses[1].id, user.phone_numbers[1].id
    moved = clerk.users.update(user_id=user.id, primary_email_address_id=email, primary_phone_number_id=phone)
    assert (moved.primary_email_address_id, moved.primary_phone_number_id) == (email, phone)
    assert {item.id for item in moved.email_addresses} == {item.id for item in user.email_addresses}


def test_a_primary_identifier_must_be_the_users_own(clerk: Clerk, make: Maker) -> None:
    user, other = make.user(), make.user()
    with refused(404, "resource_not_found"):
        clerk.users.update(user_id=user.id, primary_email_address_id=other.primary_email_address_id)
    assert clerk.users.get(user_id=user.id).primary_email_address_id == user.primary_email_address_id


def test_a_primary_identifier_must_be_verified(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    email = clerk.email_addresses.create(request={"user_id": user.id, "email_address": unique_email("u")})
    with refused(422, "form_verification_needed", "form_param_value_invalid", param="primary_email_address_id"):
        clerk.users.update(user_id=user.id, primary_email_address_id=email.id)


def test_switches_and_limits_change(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    changed = clerk.users.update(
        user_id=user.id,
        delete_self_enabled=False,
        create_organization_enabled=False,
        create_organizations_limit=2,
        bypass_client_trust=True,
        legal_accepted_at="2023-01-01T00:00:00Z",
        created_at="2019-12-31T23:59:59.999Z",
    )
    assert (changed.delete_self_enabled, changed.create_organization_enabled) == (False, False)
    assert (changed.create_organizations_limit, changed.bypass_client_trust) == (2, True)
    assert (changed.legal_accepted_at, changed.created_at) == (1_672_531_200_000, 1_577_836_799_999)


def test_an_unknown_user_cannot_be_changed(clerk: Clerk) -> None:
    with refused(404, "resource_not_found"):
        clerk.users.update(user_id=absent_id("user"), first_name="Nobody")


@pytest.mark.parametrize("field", ["sign_out_of_other_sessions", "skip_password_checks"])
def test_flags_of_a_password_need_a_password(clerk: Clerk, make: Maker, field: str) -> None:
    user = make.user()
    with refused(422, "form_conditional_param_missing", "form_conditional_param_disallowed"):
        clerk.users.update(user_id=user.id, **{field: True})


def test_metadata_in_a_change_replaces_it_in_this_version(settings: Settings, clerk: Clerk, make: Maker) -> None:
    """The SDK speaks 2025-11-10 but its method has lost these fields, so this request is written out."""
    user = make.user(public_metadata={"a": 1, "b": {"c": 2}}, private_metadata={"p": 1}, unsafe_metadata={"u": 1})

    def change(version: str, body: dict[str, object]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {settings.secret_key}", "Clerk-API-Version": version}
        return httpx.patch(f"{settings.server_url}/users/{user.id}", json=body, headers=headers)

    answer = change("2025-11-10", {"public_metadata": {"b": {"d": None}}, "unsafe_metadata": {}})
    assert answer.status_code == 200, answer.text
    read = clerk.users.get(user_id=user.id)
    assert (read.public_metadata, read.unsafe_metadata) == ({"b": {"d": None}}, {})
    assert read.private_metadata == {"p": 1}

    answer = change("2026-05-12", {"public_metadata": {"e": 1}})
    errors = models.ClerkErrorsData.model_validate(answer.json()).errors
    assert (answer.status_code, errors[0].code, errors[0].meta) == (
        422,
        "form_param_unknown",
        {"param_name": "public_metadata"},
    )
    assert clerk.users.get(user_id=user.id).public_metadata == {"b": {"d": None}}
