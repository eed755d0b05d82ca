"""GET /jwks."""

from __future__ import annotations

import base64

from clerk_backend_api import Clerk

from crypto import token_header
from expect import assert_id
from maker import Maker


def test_the_key_set_has_the_key_that_signs(clerk: Clerk, make: Maker) -> None:
    keys = clerk.jwks.get_jwks().keys
    assert keys is not None and len(keys) == 1
    key = keys[0]
    assert (key.kty, key.use, key.alg, key.e) == ("RSA", "sig", "RS256", "AQAB")
    assert_id(key.kid, "ins")
    assert len(base64.urlsafe_b64decode(str(key.n) + "==")) * 8 == 2048
    token = clerk.sessions.create_token(session_id=make.session(make.user()).id).jwt
    assert token_header(str(token))["kid"] == key.kid


def test_the_key_set_stays(clerk: Clerk) -> None:
    assert clerk.jwks.get_jwks() == clerk.jwks.get_jwks()
