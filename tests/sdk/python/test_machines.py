"""Machines, their secret keys and their tokens, as the SDK sends them and as it authenticates requests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from clerk_backend_api import Clerk
from clerk_backend_api.security.types import (
    AuthStatus,
    RequestState,
    TokenVerificationError,
    TokenVerificationErrorReason,
    VerifyTokenOptions,
)
from clerk_backend_api.security.verifytoken import verify_token_async

from crypto import public_key, token_claims, token_header
from expect import assert_id, ids, refused
from maker import absent_id, unique
from settings import Settings


def create(clerk: Clerk, **fields: object):
    return clerk.machines.create(request={"name": unique("machine"), **fields})


def client_of(settings: Settings, key: str) -> Clerk:
    """The SDK of a program that has the key of its machine."""
    return Clerk(bearer_auth=key, server_url=settings.server_url, retry_config=None, timeout_ms=30_000)


@pytest.fixture
def pair(settings: Settings, clerk: Clerk) -> Iterator[tuple]:
    """Two machines, the first of which may talk to the second, each with a client of its own."""
    to = create(clerk)
    of = create(clerk, scoped_machines=[to.id])
    with client_of(settings, of.secret_key) as sender, client_of(settings, to.secret_key) as receiver:
        yield of, sender, to, receiver
    for machine in (of, to):
        clerk.machines.delete(machine_id=machine.id)


def test_a_machine_comes_and_goes(clerk: Clerk) -> None:
    other = create(clerk)
    machine = create(clerk, scoped_machines=[other.id], default_token_ttl=120)
    assert_id(machine.id, "mch")
    assert (machine.object, machine.default_token_ttl, ids(machine.scoped_machines)) == ("machine", 120, [other.id])
    found = clerk.machines.get(machine_id=machine.id)
    assert (found.name, ids(found.scoped_machines)) == (machine.name, [other.id])
    changed = clerk.machines.update(machine_id=machine.id, name=unique("renamed"), default_token_ttl=60)
    assert changed.default_token_ttl == 60
    listed = clerk.machines.list(query=changed.name, order_by="name")
    assert (listed.total_count, ids(listed.data)) == (1, [machine.id])
    deleted = clerk.machines.delete(machine_id=machine.id)
    assert (deleted.object, deleted.id, deleted.DELETED) == ("machine", machine.id, True)
    with refused(404, "resource_not_found"):
        clerk.machines.get(machine_id=machine.id)


def test_a_key_is_read_again_and_replaced(settings: Settings, clerk: Clerk) -> None:
    machine = create(clerk)
    assert clerk.machines.get_secret_key(machine_id=machine.id).secret == machine.secret_key
    rotated = clerk.machines.rotate_secret_key(machine_id=machine.id, previous_token_ttl=3600).secret
    for key in (machine.secret_key, rotated):
        with client_of(settings, key) as program:
            assert program.m2m.create_token().subject == machine.id
    clerk.machines.rotate_secret_key(machine_id=machine.id, previous_token_ttl=0)
    with client_of(settings, rotated) as program, refused(401, "machine_secret_key_invalid", declared=False):
        program.m2m.create_token()


def test_access_is_given_and_taken_away(clerk: Clerk) -> None:
    one, two = create(clerk), create(clerk)
    scope = clerk.machines.create_scope(machine_id=one.id, to_machine_id=two.id)
    assert (scope.from_machine_id, scope.to_machine_id) == (one.id, two.id)
    with refused(409, "conflict"):
        clerk.machines.create_scope(machine_id=one.id, to_machine_id=two.id)
    with refused(404, "resource_not_found", param="to_machine_id"):
        clerk.machines.create_scope(machine_id=one.id, to_machine_id=absent_id("mch"))
    assert clerk.machines.delete_scope(machine_id=one.id, other_machine_id=two.id).DELETED
    with refused(404, "resource_not_found"):
        clerk.machines.delete_scope(machine_id=one.id, other_machine_id=two.id)


def test_a_token_is_verified_listed_and_taken_back(clerk: Clerk, pair: tuple) -> None:
    of, sender, to, receiver = pair
    made = sender.m2m.create_token(claims={"permission": "read"}, seconds_until_expiration=600)
    assert (made.subject, made.scopes, made.claims) == (of.id, [to.id], {"permission": "read"})
    for client in (receiver, clerk):
        assert client.m2m.verify_token(token=made.token).id == made.id
    again = sender.m2m.create_token(
        claims={"permission": "read"}, seconds_until_expiration=600, min_remaining_ttl_seconds=60
    )
    assert again.token == made.token
    for client in (sender, clerk):
        listed = client.m2m.list_tokens(subject=of.id)
        assert (listed.total_count, ids(listed.m2m_tokens)) == (1, [made.id])
    revoked = sender.m2m.revoke_token(m2m_token_id=made.id, revocation_reason="Leaked")
    assert (revoked.revoked, revoked.revocation_reason) == (True, "Leaked")
    listed = clerk.m2m.list_tokens(subject=of.id, revoked=True)
    assert listed.total_count == 1


def test_a_jwt_is_signed_by_the_instance(clerk: Clerk, pair: tuple) -> None:
    of, sender, to, _ = pair
    made = sender.m2m.create_token(token_format="jwt", claims={"permission": "read"})
    assert token_header(made.token)["cat"] == "cl_B7d4PD333AAA"
    said = token_claims(made.token, public_key(clerk.jwks.get_jwks()))
    assert (said["sub"], said["jti"], said["permission"]) == (of.id, made.id, "read")
    assert (said["scopes"], said["aud"]) == (to.id, [to.id])


def test_the_token_of_a_request_is_verified(settings: Settings, clerk: Clerk, pair: tuple) -> None:
    # The other call of the SDK leaves its connection open.
    of, sender, to, _ = pair
    made = sender.m2m.create_token(claims={"permission": "read"})
    key_of_receiver = clerk.machines.get_secret_key(machine_id=to.id).secret
    key_of_sender = clerk.machines.get_secret_key(machine_id=of.id).secret
    for keys in ({"secret_key": settings.secret_key}, {"machine_secret_key": key_of_receiver}):
        options = VerifyTokenOptions(api_url=settings.api_url, **keys)
        payload = asyncio.run(verify_token_async(made.token, options))
        assert (payload["subject"], payload["scopes"]) == (of.id, [to.id])
        auth = RequestState(AuthStatus.SIGNED_IN, token=made.token, payload=payload).to_auth()
        assert (auth.machine_id, auth.id, auth.claims) == (of.id, made.id, {"permission": "read"})
    options = VerifyTokenOptions(api_url=settings.api_url, machine_secret_key=key_of_sender)
    with pytest.raises(TokenVerificationError) as caught:
        asyncio.run(verify_token_async(made.token, options))
    assert caught.value.reason == TokenVerificationErrorReason.TOKEN_INVALID
