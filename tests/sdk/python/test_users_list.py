"""GET /users, /users/count and /users/{id}: filters, order and pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from clerk_backend_api import Clerk, models

from expect import ids, refused
from maker import Maker, absent_id, unique, unique_phone, unique_wallet


@dataclass
class Trio:
    """Three users who share a word in their last names and differ in everything else."""

    word: str
    users: list[models.User]

    @property
    def ids(self) -> list[str]:
        return ids(self.users)


@pytest.fixture
def trio(make: Maker) -> Trio:
    """Every sortable attribute ascends from the first user to the last."""
    word = unique("w")
    phones, wallets = sorted(unique_phone() for _ in "abc"), sorted(unique_wallet() for _ in "abc")
    users = [
        make.user(
            email_address=[f"{name}.{word}@example.com"],
            phone_number=[phones[index]],
            web3_wallet=[wallets[index]],
            username=f"{name}_{word}",
            external_id=f"{name}-{word}",
            first_name=name.title(),
            last_name=f"{name.title()} {word}",
            created_at=f"2021-05-0{index + 1}T00:00:00Z",
        )
        for index, name in enumerate(["anna", "bert", "cleo"])
    ]
    return Trio(word, users)


def test_a_user_is_read_back_whole(clerk: Clerk, trio: Trio) -> None:
    for user in trio.users:
        assert clerk.users.get(user_id=user.id) == user


def test_an_unknown_user_is_not_found(clerk: Clerk) -> None:
    user_id = absent_id("user")
    with refused(404, "resource_not_found") as refusal:
        clerk.users.get(user_id=user_id)
    assert refusal.first.message == "not found"
    assert user_id in refusal.first.long_message


@pytest.mark.parametrize(
    "order", ["created_at", "email_address", "web3wallet", "first_name", "last_name", "phone_number", "username"]
)
def test_users_are_ordered_both_ways(clerk: Clerk, trio: Trio, order: str) -> None:
    for prefix, expected in (("", trio.ids), ("+", trio.ids), ("-", trio.ids[::-1])):
        found = clerk.users.list(request={"user_id": trio.ids, "order_by": f"{prefix}{order}"})
        assert ids(found) == expected, f"{prefix}{order}"


@pytest.mark.parametrize("order", ["updated_at", "last_active_at", "last_sign_in_at"])
def test_users_are_ordered_by_times_of_activity(clerk: Clerk, trio: Trio, order: str) -> None:
    for index in (1, 2, 0):
        clerk.users.update(user_id=trio.ids[index], locale="de")
    for prefix in "+-":
        found = clerk.users.list(request={"user_id": trio.ids, "order_by": f"{prefix}{order}"})
        assert sorted(ids(found)) == sorted(trio.ids)
        times = [getattr(user, order) or 0 for user in found]
        assert times == sorted(times, reverse=prefix == "-")


def test_newest_users_come_first_unless_asked_otherwise(clerk: Clerk, trio: Trio) -> None:
    assert ids(clerk.users.list(request={"user_id": trio.ids})) == trio.ids[::-1]


def test_pages_visit_every_user_once(clerk: Clerk, trio: Trio) -> None:
    seen = []
    for offset in range(4):
        page = clerk.users.list(request={"name_query": trio.word, "order_by": "username", "limit": 1, "offset": offset})
        assert len(page) == (1 if offset < 3 else 0)
        seen += ids(page)
    assert seen == trio.ids
    assert ids(clerk.users.list(request={"query": trio.word, "order_by": "username", "limit": 2})) == trio.ids[:2]


@pytest.mark.parametrize(
    "field", ["email_address", "phone_number", "web3_wallet", "username", "external_id", "user_id"]
)
def test_users_are_found_by_an_exact_identifier(clerk: Clerk, trio: Trio, field: str) -> None:
    values = {
        "email_address": [user.email_addresses[0].email_address for user in trio.users],
        "phone_number": [user.phone_numbers[0].phone_number for user in trio.users],
        "web3_wallet": [user.web3_wallets[0].web3_wallet for user in trio.users],
        "username": [user.username for user in trio.users],
        "external_id": [user.external_id for user in trio.users],
        "user_id": trio.ids,
    }[field]
    absent = {
        "email_address": f"absent.{trio.word}@example.com",
        "phone_number": unique_phone(),
        "web3_wallet": unique_wallet(),
        "user_id": absent_id("user"),
    }.get(field, f"absent_{trio.word}")
    wanted = {field: [values[2], absent, values[0]]}

    assert ids(clerk.users.list(request={**wanted, "order_by": "username"})) == [trio.ids[0], trio.ids[2]]
    assert clerk.users.count(request=wanted).total_count == 2


def test_users_are_included_and_excluded_by_prefix(clerk: Clerk, trio: Trio) -> None:
    first, second, third = trio.ids
    order = {"order_by": "username"}
    assert ids(clerk.users.list(request={"user_id": [f"+{first}", f"+{second}"], **order})) == [first, second]
    assert ids(clerk.users.list(request={"query": trio.word, "user_id": [f"-{second}"], **order})) == [first, third]
    external = [user.external_id for user in trio.users]
    assert ids(clerk.users.list(request={"query": trio.word, "external_id": [f"-{external[0]}"], **order})) == [
        second,
        third,
    ]
    assert ids(clerk.users.list(request={"external_id": [f"+{external[1]}"], **order})) == [second]


def test_users_are_found_by_organization(clerk: Clerk, make: Maker, trio: Trio) -> None:
    organization = make.organization(created_by=trio.ids[0])
    clerk.organization_memberships.create(organization_id=organization.id, user_id=trio.ids[1], role="org:member")

    members = {"organization_id": [organization.id], "order_by": "username"}
    assert ids(clerk.users.list(request=members)) == trio.ids[:2]
    others = {"query": trio.word, "organization_id": [f"-{organization.id}"]}
    assert ids(clerk.users.list(request=others)) == trio.ids[2:]
    assert clerk.users.count(request={"organization_id": [f"+{organization.id}"]}).total_count == 2


def test_users_are_found_by_a_part_of_an_identifier(clerk: Clerk, trio: Trio) -> None:
    phone = trio.users[1].phone_numbers[0].phone_number
    searches = [
        ({"query": trio.word.upper()}, trio.ids),
        ({"query": f"bert.{trio.word}"}, trio.ids[1:2]),
        ({"query": trio.ids[2]}, trio.ids[2:]),
        ({"query": trio.users[0].web3_wallets[0].web3_wallet}, trio.ids[:1]),
        ({"email_address_query": f"CLEO.{trio.word}@EXAMPLE"}, trio.ids[2:]),
        ({"username_query": f"nna_{trio.word}"}, trio.ids[:1]),
        ({"name_query": f"cleo {trio.word}"}, trio.ids[2:]),
        ({"phone_number_query": phone[3:], "user_id": trio.ids}, trio.ids[1:2]),
    ]
    for search, expected in searches:
        found = clerk.users.list(request={**search, "order_by": "username"})
        assert ids(found) == expected, search
        assert clerk.users.count(request=search).total_count == len(expected), search


def test_users_are_found_by_date_of_creation(clerk: Clerk, trio: Trio) -> None:
    second = trio.users[1].created_at
    mine = {"user_id": trio.ids, "order_by": "created_at"}
    assert ids(clerk.users.list(request={**mine, "created_at_before": second})) == trio.ids[:1]
    assert ids(clerk.users.list(request={**mine, "created_at_after": second})) == trio.ids[2:]
    both = {"user_id": trio.ids, "created_at_after": second - 1, "created_at_before": second + 1}
    assert clerk.users.count(request=both).total_count == 1


def test_users_who_never_came_have_no_activity(clerk: Clerk, trio: Trio) -> None:
    far = 4_000_000_000_000
    for bound in ("last_active_at_before", "last_active_at_after", "last_sign_in_at_before", "last_sign_in_at_after"):
        moment = far if bound.endswith("before") else 0
        assert clerk.users.count(request={"user_id": trio.ids, bound: moment}).total_count == 0, bound
    assert clerk.users.list(request={"user_id": trio.ids, "last_active_at_since": 1}) == []


def test_users_are_found_by_ban(clerk: Clerk, trio: Trio) -> None:
    clerk.users.ban(user_id=trio.ids[1])
    mine = {"query": trio.word, "order_by": "username"}
    assert ids(clerk.users.list(request={**mine, "banned": True})) == [trio.ids[1]]
    assert ids(clerk.users.list(request={**mine, "banned": False})) == [trio.ids[0], trio.ids[2]]


def test_a_count_names_itself(clerk: Clerk, trio: Trio) -> None:
    count = clerk.users.count(request={"query": trio.word})
    assert (count.object, count.total_count) == ("total_count", 3)
    assert clerk.users.count(request={"query": unique("nobody")}).total_count == 0


@pytest.mark.parametrize(("field", "value"), [("limit", 0), ("limit", 501), ("offset", -1)])
def test_pages_have_bounds(clerk: Clerk, field: str, value: int) -> None:
    with refused(
        422, "form_param_value_invalid", "form_param_format_invalid", "form_param_value_too_large", param=field
    ):
        clerk.users.list(request={field: value})


def test_an_order_that_does_not_exist_is_refused(clerk: Clerk) -> None:
    with refused(422, "form_param_value_invalid", param="order_by"):
        clerk.users.list(request={"order_by": "-shoe_size"})


def test_a_filter_takes_a_hundred_values(clerk: Clerk, trio: Trio) -> None:
    others = [absent_id("user") for _ in range(99)]
    assert ids(clerk.users.list(request={"user_id": [*others, trio.ids[0]]})) == trio.ids[:1]
    with refused(422, "form_param_array_size_exceeded", param="user_id"):
        clerk.users.list(request={"user_id": [*others, *trio.ids]})


def test_a_provider_needs_an_id_of_that_provider(clerk: Clerk) -> None:
    assert clerk.users.list(request={"provider": "oauth_google", "provider_user_id": [unique("sub")]}) == []
    with refused(422, "form_conditional_param_missing"):
        clerk.users.list(request={"provider": "oauth_google"})
