"""Tickets by which somebody else acts as a user, and tokens for automated tests."""

from __future__ import annotations

import time

from clerk_backend_api import Clerk

from crypto import public_key, token_claims
from expect import assert_id, refused
from maker import Maker, absent_id, unique


def test_an_actor_token_is_a_ticket_for_an_hour(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    actor = {"sub": "user_support", "desk": {"floor": 3}}
    token = clerk.actor_tokens.create(request={"user_id": user.id, "actor": actor})
    assert_id(token.id, "act")
    assert (token.object, token.status, token.user_id) == ("actor_token", "pending", user.id)
    assert str(token.url).endswith(f"/v1/tickets/accept?ticket={token.token}")
    claims = token_claims(str(token.token), public_key(clerk.jwks.get_jwks()))
    assert (claims["st"], claims["sid"], claims["eis"]) == ("actor_token", token.id, 3600)


def test_an_actor_token_is_revoked_once(clerk: Clerk, make: Maker) -> None:
    token = clerk.actor_tokens.create(request={"user_id": make.user().id, "actor": {"sub": "somebody"}})
    revoked = clerk.actor_tokens.revoke(actor_token_id=token.id)
    assert (revoked.id, revoked.status) == (token.id, "revoked")
    with refused(400, "actor_token_cannot_be_revoked_code"):
        clerk.actor_tokens.revoke(actor_token_id=token.id)
    with refused(404, "resource_not_found"):
        clerk.actor_tokens.revoke(actor_token_id=absent_id("act"))


def test_an_actor_token_that_cannot_be_made_is_refused(clerk: Clerk, make: Maker) -> None:
    actor = {"sub": "somebody"}
    with refused(422, "form_resource_not_found", param="user_id"):
        clerk.actor_tokens.create(request={"user_id": absent_id("user"), "actor": actor})
    with refused(422, "form_param_value_invalid", param="session_max_duration_in_seconds"):
        clerk.actor_tokens.create(
            request={"user_id": make.user().id, "actor": actor, "session_max_duration_in_seconds": 0}
        )


def task(**fields: object) -> dict[str, object]:
    return {
        "permissions": "*",
        "agent_name": unique("agent"),
        "task_description": "Books a flight",
        "redirect_url": "https://app.example.com/start",
        **fields,
    }


def test_an_agent_task_is_a_link_that_is_revoked_once(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    body = task(on_behalf_of={"user_id": user.id})
    made = clerk.agent_tasks.create(request=body)
    assert_id(made.agent_task_id, "agttsk")
    assert_id(made.agent_id, "agent")
    assert made.task_id == made.agent_task_id
    ticket = str(made.url).split("/v1/agents/tasks?ticket=")[1]
    claims = token_claims(ticket, public_key(clerk.jwks.get_jwks()))
    assert (claims["st"], claims["sid"]) == ("agent_task", made.agent_task_id)
    address = (user.email_addresses or [])[0].email_address
    again = clerk.agent_tasks.create(request={**body, "on_behalf_of": {"identifier": address}})
    assert again.agent_id == made.agent_id
    revoked = clerk.agent_tasks.revoke(agent_task_id=made.agent_task_id)
    assert (revoked.agent_task_id, revoked.url) == (made.agent_task_id, None)
    with refused(400, "agent_task_cannot_be_revoked"):
        clerk.agent_tasks.revoke(agent_task_id=made.agent_task_id)
    with refused(404, "agent_task_not_found"):
        clerk.agent_tasks.revoke(agent_task_id=absent_id("agttsk"))


def test_an_agent_task_needs_exactly_one_user(clerk: Clerk, make: Maker) -> None:
    with refused(404, "agent_task_subject_not_found"):
        clerk.agent_tasks.create(request=task(on_behalf_of={"user_id": absent_id("user")}))
    with refused(422, "form_param_missing", param="on_behalf_of"):
        clerk.agent_tasks.create(request=task(on_behalf_of={}))
    both = {"user_id": make.user().id, "identifier": "x@example.com"}
    with refused(422, "form_param_value_invalid", param="on_behalf_of"):
        clerk.agent_tasks.create(request=task(on_behalf_of=both))


def test_a_testing_token_lasts_an_hour(clerk: Clerk) -> None:
    made = clerk.testing_tokens.create()
    assert made.object == "testing_token"
    assert made.token
    assert abs(made.expires_at - time.time() - 3600) < 300
