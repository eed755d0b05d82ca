"""API keys, as the SDK sends them and as it authenticates requests."""

from __future__ import annotations

import asyncio
import re

import pytest
from clerk_backend_api import Clerk, models
from clerk_backend_api.security.types import (
    AuthStatus,
    RequestState,
    TokenVerificationError,
    TokenVerificationErrorReason,
    VerifyTokenOptions,
)
from clerk_backend_api.security.verifytoken import verify_token_async

from expect import ids, refused
from maker import Maker, absent_id, unique
from settings import Settings


def create(clerk: Clerk, subject: str, **fields: object) -> models.CreateAPIKeyResponseBody:
    return clerk.api_keys.create_api_key(**{"name": unique("key"), "subject": subject, **fields})


def test_a_key_comes_and_goes(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    made = create(
        clerk,
        user.id,
        description="Every night",
        claims={"plan": "gold"},
        scopes=["read", "write"],
        created_by=user.id,
        seconds_until_expiration=600,
    )
    assert re.fullmatch(r"ak_[0-9a-f]{32}", made.id)
    assert re.fullmatch(r"ak_[0-9A-Za-z]+", made.secret)
    assert (made.type, made.subject, made.description, made.created_by) == ("api_key", user.id, "Every night", user.id)
    assert (made.claims, made.scopes) == ({"plan": "gold"}, ["read", "write"])
    assert (made.expiration - made.created_at, made.last_used_at, made.revoked) == (600_000, None, False)
    found = clerk.api_keys.get_api_key(api_key_id=made.id)
    assert (found.name, found.claims) == (made.name, made.claims)
    assert clerk.api_keys.get_api_key_secret(api_key_id=made.id).secret == made.secret
    changed = clerk.api_keys.update_api_key(
        api_key_id=made.id, description=None, scopes=[], seconds_until_expiration=None
    )
    assert (changed.description, changed.scopes, changed.expiration) == (None, [], None)
    assert changed.claims == made.claims
    deleted = clerk.api_keys.delete_api_key(api_key_id=made.id)
    assert (deleted.id, deleted.DELETED) == (made.id, True)
    with refused(404, "resource_not_found", declared=models.GetAPIKeyAPIKeysResponseResponseBody):
        clerk.api_keys.get_api_key(api_key_id=made.id)


def test_a_key_is_verified_listed_and_taken_back(clerk: Clerk, make: Maker) -> None:
    organization = make.organization()
    made, other = create(clerk, organization.id), create(clerk, organization.id)
    verified = clerk.api_keys.verify_api_key(secret=made.secret)
    assert (verified.id, verified.subject) == (made.id, organization.id)
    assert verified.last_used_at >= made.created_at
    revoked = clerk.api_keys.revoke_api_key(api_key_id=made.id, revocation_reason="Leaked")
    assert (revoked.revoked, revoked.revocation_reason) == (True, "Leaked")
    with refused(404, "resource_not_found", declared=models.VerifyAPIKeyAPIKeysResponseResponseBody):
        clerk.api_keys.verify_api_key(secret=made.secret)
    listed = clerk.api_keys.get_api_keys(subject=organization.id)
    assert (listed.total_count, ids(listed.data)) == (1, [other.id])
    everything = models.IncludeInvalid.TRUE
    listed = clerk.api_keys.get_api_keys(subject=organization.id, include_invalid=everything, limit=1, offset=1)
    assert (listed.total_count, len(listed.data)) == (2, 1)
    listed = clerk.api_keys.get_api_keys(subject=organization.id, include_invalid=everything, query=made.name.upper())
    assert ids(listed.data) == [made.id]


def test_what_cannot_be_a_key_is_refused(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    made = create(clerk, user.id)
    with refused(
        409, "token_creation_conflict", param="name", declared=models.CreateAPIKeyAPIKeysResponseResponseBody
    ):
        create(clerk, user.id, name=made.name)
    bad = models.CreateAPIKeyAPIKeysResponseBody
    with refused(400, "bad_request", param="name", declared=bad):
        create(clerk, user.id, name="ab")
    with refused(400, "bad_request", param="seconds_until_expiration", declared=bad):
        create(clerk, user.id, seconds_until_expiration=0)
    # The document of the SDK does not list it.
    with refused(404, "resource_not_found", param="subject", declared=False):
        create(clerk, absent_id("org"))
    with refused(400, "bad_request", param="subject", declared=models.UpdateAPIKeyAPIKeysResponseBody):
        clerk.api_keys.update_api_key(api_key_id=made.id, subject=make.user().id)
    with refused(
        404, "resource_not_found", param="subject", declared=models.GetAPIKeysAPIKeysResponseResponseBody
    ):
        clerk.api_keys.get_api_keys(subject=absent_id("user"))


def test_the_key_of_a_request_is_verified(settings: Settings, clerk: Clerk, make: Maker) -> None:
    user, organization = make.user(), make.organization()
    # The other call of the SDK leaves its connection open.
    options = VerifyTokenOptions(api_url=settings.api_url, secret_key=settings.secret_key)
    for owner, user_id, org_id in ((user.id, user.id, None), (organization.id, None, organization.id)):
        made = create(clerk, owner, claims={"plan": "gold"}, scopes=["read"])
        payload = asyncio.run(verify_token_async(made.secret, options))
        auth = RequestState(AuthStatus.SIGNED_IN, token=made.secret, payload=payload).to_auth()
        assert (auth.id, auth.user_id, auth.org_id, auth.name) == (made.id, user_id, org_id, made.name)
        assert (auth.scopes, auth.claims) == (["read"], {"plan": "gold"})
        clerk.api_keys.revoke_api_key(api_key_id=made.id)
        with pytest.raises(TokenVerificationError) as caught:
            asyncio.run(verify_token_async(made.secret, options))
        assert caught.value.reason == TokenVerificationErrorReason.TOKEN_INVALID
