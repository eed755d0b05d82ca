"""PATCH and PUT /users/{id}/metadata: merging and replacing."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk

from expect import refused
from maker import Maker, absent_id


def test_a_merge_goes_deep(clerk: Clerk, make: Maker) -> None:
    user = make.user(public_metadata={"a": {"b": {"c": 1, "d": 2}, "list": [1, 2, 3]}, "keep": True})
    merged = clerk.users.update_metadata(
        user_id=user.id, public_metadata={"a": {"b": {"d": 3, "e": {"f": 4}}, "list": [9]}, "new": "x"}
    )
    expected = {"a": {"b": {"c": 1, "d": 3, "e": {"f": 4}}, "list": [9]}, "keep": True, "new": "x"}
    assert merged.public_metadata == expected
    assert clerk.users.get(user_id=user.id).public_metadata == expected


def test_null_deletes_a_key_at_any_depth(clerk: Clerk, make: Maker) -> None:
    user = make.user(private_metadata={"a": {"b": 1, "c": {"d": 2, "e": 3}}, "f": 4})
    merged = clerk.users.update_metadata(
        user_id=user.id,
        private_metadata={"a": {"c": {"d": None}}, "f": None, "never": None, "deep": {"x": None, "y": 1}},
    )
    assert merged.private_metadata == {"a": {"b": 1, "c": {"e": 3}}, "deep": {"y": 1}}


def test_an_empty_merge_changes_nothing(clerk: Clerk, make: Maker) -> None:
    user = make.user(public_metadata={"a": 1}, private_metadata={"b": 2}, unsafe_metadata={"c": 3})
    merged = clerk.users.update_metadata(user_id=user.id, public_metadata={}, unsafe_metadata={"d": 4})
    assert (merged.public_metadata, merged.private_metadata) == ({"a": 1}, {"b": 2})
    assert merged.unsafe_metadata == {"c": 3, "d": 4}


def test_a_merge_replaces_values_of_another_type(clerk: Clerk, make: Maker) -> None:
    user = make.user(public_metadata={"object": {"a": 1}, "scalar": 5})
    merged = clerk.users.update_metadata(user_id=user.id, public_metadata={"object": 7, "scalar": {"b": 2}})
    assert merged.public_metadata == {"object": 7, "scalar": {"b": 2}}


def test_replacing_drops_what_is_not_given(clerk: Clerk, make: Maker) -> None:
    user = make.user(public_metadata={"a": {"b": 1}}, private_metadata={"keep": 1}, unsafe_metadata={"gone": 1})
    replaced = clerk.users.replace_metadata(
        user_id=user.id, public_metadata={"a": {"c": None}, "list": [None]}, unsafe_metadata={}
    )
    assert replaced.public_metadata == {"a": {"c": None}, "list": [None]}
    assert (replaced.private_metadata, replaced.unsafe_metadata) == ({"keep": 1}, {})
    assert clerk.users.get(user_id=user.id).public_metadata == replaced.public_metadata


@pytest.mark.parametrize("operation", ["update_metadata", "replace_metadata"])
def test_metadata_is_bounded_after_the_change(clerk: Clerk, make: Maker, operation: str) -> None:
    user = make.user(public_metadata={"half": "x" * 5000})
    change = getattr(clerk.users, operation)
    text = {"update_metadata": 5000, "replace_metadata": 8200}[operation]
    with refused(422, "form_param_exceeds_allowed_size", param="public_metadata"):
        change(user_id=user.id, public_metadata={"more": "y" * text})
    assert clerk.users.get(user_id=user.id).public_metadata == {"half": "x" * 5000}

    fits = change(user_id=user.id, public_metadata={"half": None, "more": "y" * 8000})
    assert len(fits.public_metadata["more"]) == 8000


@pytest.mark.parametrize("operation", ["update_metadata", "replace_metadata"])
def test_metadata_of_an_unknown_user_is_not_found(clerk: Clerk, operation: str) -> None:
    with refused(404, "resource_not_found"):
        getattr(clerk.users, operation)(user_id=absent_id("user"), public_metadata={"a": 1})
