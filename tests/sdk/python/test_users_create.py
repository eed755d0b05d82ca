"""POST /users: what a new user looks like, and what is refused."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, refused
from maker import Maker, unique, unique_email, unique_phone, unique_wallet


def test_a_new_user_has_every_default(make: Maker) -> None:
    email = unique_email()
    user = make.user(email_address=[email], first_name="Ada")

    assert_id(user.id, "user")
    assert user.object == "user"
    assert (user.first_name, user.last_name, user.username, user.external_id) == ("Ada", None, None, None)
    assert (user.public_metadata, user.private_metadata, user.unsafe_metadata) == ({}, {}, {})
    assert (user.password_enabled, user.two_factor_enabled, user.totp_enabled, user.backup_code_enabled) == (False,) * 4
    assert (user.banned, user.locked, user.lockout_expires_in_seconds) == (False, False, None)
    assert (user.last_sign_in_at, user.last_active_at, user.mfa_enabled_at, user.mfa_disabled_at) == (None,) * 4
    assert (user.delete_self_enabled, user.create_organization_enabled) == (True, True)
    assert user.has_image is False
    assert user.image_url is not None and user.image_url.startswith("http")
    assert (user.phone_numbers, user.web3_wallets, user.passkeys, user.external_accounts) == ([], [], [], [])
    assert user.legal_accepted_at is None
    assert user.created_at == user.updated_at


def test_identifiers_given_at_creation_are_verified_by_the_administrator(make: Maker) -> None:
    first, second = unique_email("a"), unique_email("b")
    user = make.user(email_address=[first, second])

    assert [item.email_address for item in user.email_addresses] == [first, second]
    assert user.primary_email_address_id == user.email_addresses[0].id
    for item in user.email_addresses:
        assert_id(item.id, "idn")
        assert item.reserved is False
        assert item.linked_to == []
        assert isinstance(item.verification, models.Admin)
        assert (item.verification.status, item.verification.strategy) == ("verified", "admin")
        assert (item.verification.attempts, item.verification.expire_at) == (None, None)


def test_every_attribute_is_kept(clerk: Clerk, make: Maker) -> None:
    phone, wallet = unique_phone(), unique_wallet()
    username, external_id = unique("grace_"), unique("ext-")
    created = make.user(
        username=username,
        external_id=external_id,
        first_name="Grace",
        last_name="Hopper",
        locale="en-US",
        phone_number=[phone],
        web3_wallet=[wallet],
        public_metadata={"plan": {"seats": 3, "tags": ["a", "b"]}},
        private_metadata={"camelCase": None},
        unsafe_metadata={"note": "\u00e9\u4e16\U0001f600"},
        delete_self_enabled=False,
        create_organization_enabled=False,
        create_organizations_limit=7,
        legal_accepted_at="2024-02-03T04:05:06.789Z",
        bypass_client_trust=True,
    )

    read = clerk.users.get(user_id=created.id)
    assert read == created
    assert (read.username, read.external_id, read.locale) == (username, external_id, "en-US")
    assert (read.first_name, read.last_name) == ("Grace", "Hopper")
    assert [item.phone_number for item in read.phone_numbers] == [phone]
    assert read.primary_phone_number_id == read.phone_numbers[0].id
    assert isinstance(read.phone_numbers[0].verification, models.VerificationAdmin)
    assert [item.web3_wallet for item in read.web3_wallets] == [wallet]
    assert read.primary_web3_wallet_id == read.web3_wallets[0].id
    assert read.public_metadata == {"plan": {"seats": 3, "tags": ["a", "b"]}}
    assert read.private_metadata == {"camelCase": None}
    assert read.unsafe_metadata == {"note": "\u00e9\u4e16\U0001f600"}
    assert (read.delete_self_enabled, read.create_organization_enabled) == (False, False)
    assert read.create_organizations_limit == 7
    assert read.legal_accepted_at == 1_706_933_106_789
    assert read.bypass_client_trust is True


def test_an_imported_user_keeps_its_date_of_creation(make: Maker) -> None:
    user = make.user(created_at="2020-01-02T03:04:05.678Z")
    assert user.created_at == 1_577_934_245_678


def test_a_user_can_be_created_banned_and_locked(make: Maker) -> None:
    user = make.user(banned=True, locked=True)
    assert (user.banned, user.locked) == (True, True)


def test_a_reserved_address_is_locked_but_not_verified(clerk: Clerk, make: Maker) -> None:
    email = unique_email()
    user = make.user(
        email_address=[email],
        email_address_identification_status=[models.EmailAddressIdentificationStatus.RESERVED],
    )
    assert user.email_addresses[0].reserved is True
    assert user.email_addresses[0].verification is None

    with refused(422, "form_identifier_exists", param="email_address"):
        clerk.users.create(email_address=[email], skip_password_requirement=True)


def test_identification_statuses_must_match_the_addresses(clerk: Clerk) -> None:
    with refused(422, "form_param_array_length_mismatch", param="email_address_identification_status"):
        clerk.users.create(
            email_address=[unique_email("a"), unique_email("b")],
            email_address_identification_status=[models.EmailAddressIdentificationStatus.VERIFIED],
            skip_password_requirement=True,
        )


def test_e_mail_addresses_are_compared_without_case(clerk: Clerk, make: Maker) -> None:
    email = unique_email()
    user = make.user(email_address=[email.upper()])
    assert user.email_addresses[0].email_address == email

    with refused(422, "form_identifier_exists", param="email_address"):
        clerk.users.create(email_address=[email.title()], skip_password_requirement=True)


@pytest.mark.parametrize("field", ["phone_number", "web3_wallet", "username", "external_id"])
def test_an_identifier_belongs_to_one_user(clerk: Clerk, make: Maker, field: str) -> None:
    value = {
        "phone_number": [unique_phone()],
        "web3_wallet": [unique_wallet()],
        "username": unique("Taken_"),
        "external_id": unique("ext-"),
    }[field]
    make.user(**{field: value})

    with refused(422, "form_identifier_exists", param=field):
        clerk.users.create(email_address=[unique_email()], skip_password_requirement=True, **{field: value})


def test_usernames_are_unique_without_case(clerk: Clerk, make: Maker) -> None:
    username = unique("case_")
    make.user(username=username)

    with refused(422, "form_identifier_exists", param="username"):
        clerk.users.create(email_address=[unique_email()], username=username.upper(), skip_password_requirement=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email_address", ["not an address"]),
        ("phone_number", ["12345"]),
        ("web3_wallet", ["0x123"]),
    ],
)
def test_a_malformed_identifier_is_refused(clerk: Clerk, field: str, value: list[str]) -> None:
    fields = {"email_address": [unique_email()], field: value}
    with refused(422, "form_param_format_invalid", param=field):
        clerk.users.create(**fields, skip_password_requirement=True)


@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("abc", "form_username_invalid_length"),
        ("a" * 65, "form_username_invalid_length"),
        ("under$core", "form_username_invalid_character"),
        ("20211231", "form_username_needs_non_number_char"),
    ],
)
def test_a_username_follows_the_rules(clerk: Clerk, username: str, code: str) -> None:
    with refused(422, code, param="username"):
        clerk.users.create(email_address=[unique_email()], username=username, skip_password_requirement=True)


def test_a_user_needs_an_identifier(clerk: Clerk) -> None:
    with refused(422, "form_data_missing") as refusal:
        clerk.users.create(first_name="Nobody", skip_password_requirement=True)
    names = refusal.meta["names"]
    assert isinstance(names, list) and names
    assert all(isinstance(name, str) for name in names)


def test_metadata_is_bounded(clerk: Clerk) -> None:
    with refused(422, "form_param_exceeds_allowed_size", param="public_metadata"):
        clerk.users.create(
            email_address=[unique_email()],
            public_metadata={"text": "x" * 8200},
            skip_password_requirement=True,
        )


@pytest.mark.parametrize("field", ["created_at", "legal_accepted_at"])
def test_dates_are_rfc_3339(clerk: Clerk, field: str) -> None:
    with refused(422, "form_param_invalid_time", param=field):
        clerk.users.create(email_address=[unique_email()], skip_password_requirement=True, **{field: "yesterday"})


def test_a_refused_user_leaves_nothing_behind(clerk: Clerk, make: Maker) -> None:
    email, username = unique_email(), unique("left_")
    taken = make.user(username=username)
    with refused(422, "form_identifier_exists", param="username"):
        clerk.users.create(email_address=[email], username=username, skip_password_requirement=True)

    assert clerk.users.list(request={"email_address": [email]}) == []
    other = make.user(email_address=[email])
    assert other.id != taken.id
