"""What every refusal has in common."""

from __future__ import annotations

import json

import pytest
from clerk_backend_api import Clerk, models

from expect import refused
from maker import absent_id, unique
from settings import Settings


def test_a_key_that_belongs_to_nobody_is_refused(settings: Settings) -> None:
    with Clerk(bearer_auth=f"sk_test_{unique()}", server_url=settings.server_url, retry_config=None) as stranger:
        with refused(401, "clerk_key_invalid"):
            stranger.users.list()
        with refused(401, "clerk_key_invalid", declared=False):
            stranger.jwks.get_jwks()
        with refused(401, "clerk_key_invalid"):
            stranger.users.get(user_id=absent_id("user"))


def test_a_request_without_a_key_is_refused(settings: Settings) -> None:
    with Clerk(server_url=settings.server_url, retry_config=None) as nobody:
        with refused(401, "authorization_header_format_invalid", "authentication_invalid"):
            nobody.users.list()


def test_every_answer_has_a_trace_of_its_own(clerk: Clerk) -> None:
    traces = set()
    for _ in range(3):
        with pytest.raises(models.ClerkErrors) as caught:
            clerk.users.get(user_id=absent_id("user"))
        traces.add(json.loads(caught.value.body)["clerk_trace_id"])
    assert len(traces) == 3


def test_a_path_that_is_no_operation_is_not_found(settings: Settings) -> None:
    elsewhere = f"{settings.server_url}/nowhere"
    with Clerk(bearer_auth=settings.secret_key, server_url=elsewhere, retry_config=None) as lost:
        with refused(404, "resource_not_found", declared=False) as refusal:
            lost.users.list()
        assert refusal.first.message == "URL not found"


def test_strange_ids_are_merely_unknown(clerk: Clerk) -> None:
    for user_id in ("x", "user_\u00e9", "a b", "%00", "x" * 300):
        with refused(404, "resource_not_found"):
            clerk.users.get(user_id=user_id)


def test_text_that_a_database_dislikes_is_searched_for(clerk: Clerk) -> None:
    for text in ("%", "_", "'; --", "\\", "\u00e9\u4e16"):
        word = f"{unique()}{text}"
        assert clerk.users.list(request={"query": word}) == []
        assert clerk.organizations.list(query=word).total_count == 0
