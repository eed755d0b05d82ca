"""Session tokens, and the SDK's own verification of them."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from dataclasses import dataclass, field

import pytest
from clerk_backend_api import Clerk
from clerk_backend_api.security import (
    AuthenticateRequestOptions,
    AuthErrorReason,
    TokenVerificationError,
    TokenVerificationErrorReason,
    VerifyTokenOptions,
    authenticate_request,
    authenticate_request_async,
    verify_token,
    verify_token_async,
)
from clerk_backend_api.security.types import SessionAuthObjectV2

from crypto import public_key, token_claims, token_header
from expect import refused
from maker import Maker, unique
from settings import Settings


@dataclass
class Request:
    """What the SDK wants of a web framework's request."""

    headers: dict[str, str] = field(default_factory=dict)


def issuer(settings: Settings) -> str:
    """The front-end host is the third part of the publishable key, in base 64 and ending in a dollar sign."""
    encoded = settings.publishable_key.split("_", 2)[2].rstrip("=")
    host = base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    assert host.endswith("$")
    return host[:-1] if host.startswith("http") else f"https://{host[:-1]}"


def test_a_session_token_says_who_and_for_how_long(settings: Settings, clerk: Clerk, make: Maker) -> None:
    user = make.user()
    session = make.session(user)
    answer = clerk.sessions.create_token(session_id=session.id)
    assert answer.object == "token"
    token = str(answer.jwt)

    jwks = clerk.jwks.get_jwks()
    header = token_header(token)
    assert (header["alg"], header["typ"], header["cat"]) == ("RS256", "JWT", "cl_B7d4PD111AAA")
    claims = token_claims(token, public_key(jwks, header["kid"]))
    assert (claims["sub"], claims["sid"], claims["v"]) == (user.id, session.id, 2)
    assert claims["iss"] == issuer(settings)
    assert claims["exp"] - claims["iat"] == 60
    assert claims["iat"] - claims["nbf"] == 10
    assert abs(claims["iat"] - time.time()) < 30
    assert [type(age) for age in claims["fva"]] == [int, int]
    assert claims.get("sts", "active") == "active"
    assert not {"azp", "o", "act", "org_id"} & set(claims)


@pytest.mark.parametrize("seconds", [30, 3600, 315_360_000])
def test_a_token_lives_as_long_as_asked(clerk: Clerk, make: Maker, seconds: int) -> None:
    session = make.session(make.user())
    token = str(clerk.sessions.create_token(session_id=session.id, expires_in_seconds=seconds).jwt)
    claims = token_claims(token, public_key(clerk.jwks.get_jwks()))
    assert claims["exp"] - claims["iat"] == seconds


def test_a_token_names_the_active_organization(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    session = make.session(user, active_organization_id=organization.id)
    pem = public_key(clerk.jwks.get_jwks())

    def claims() -> dict[str, object]:
        return token_claims(str(clerk.sessions.create_token(session_id=session.id).jwt), pem)

    expected = {"id": organization.id, "slg": organization.slug, "rol": "admin"}
    first = claims()["o"]
    assert isinstance(first, dict)
    assert {key: first.get(key) for key in expected} == expected
    assert "sys_" not in json.dumps(first)

    clerk.organization_memberships.create(organization_id=organization.id, user_id=make.user().id, role="org:admin")
    clerk.organization_memberships.update(organization_id=organization.id, user_id=user.id, role="org:member")
    second = claims()["o"]
    assert isinstance(second, dict)
    assert second["rol"] == "member"
    clerk.organization_memberships.delete(organization_id=organization.id, user_id=user.id)
    assert "o" not in claims()


def test_a_template_makes_a_token_of_its_own(settings: Settings, clerk: Clerk, make: Maker) -> None:
    user = make.user()
    session = make.session(user)
    name = settings.seed("jwt_template")
    answer = clerk.sessions.create_token_from_template(session_id=session.id, template_name=name)
    assert answer.object == "token"
    token = str(answer.jwt)
    assert token_header(token)["cat"] == "cl_B7d4PD222AAA"
    claims = token_claims(token, public_key(clerk.jwks.get_jwks()))
    assert (claims["sub"], claims["iss"]) == (user.id, issuer(settings))
    assert claims["jti"]
    assert claims["exp"] > claims["iat"] >= claims["nbf"]
    assert not {"sid", "v", "fva", "pla", "fea", "o", "sts"} & set(claims)

    longer = clerk.sessions.create_token_from_template(
        session_id=session.id, template_name=name, expires_in_seconds=1234
    )
    claims = token_claims(str(longer.jwt), public_key(clerk.jwks.get_jwks()))
    assert claims["exp"] - claims["iat"] == 1234


def test_an_unknown_template_is_named(clerk: Clerk, make: Maker) -> None:
    session, name = make.session(make.user()), unique("template")
    with refused(404, "resource_not_found") as refusal:
        clerk.sessions.create_token_from_template(session_id=session.id, template_name=name)
    assert name in refusal.first.long_message


def test_the_sdk_verifies_a_token_with_the_servers_keys(settings: Settings, clerk: Clerk, make: Maker) -> None:
    user = make.user()
    token = str(clerk.sessions.create_token(session_id=make.session(user).id).jwt)
    options = VerifyTokenOptions(secret_key=settings.secret_key, api_url=settings.api_url)
    assert verify_token(token, options)["sub"] == user.id
    assert asyncio.run(verify_token_async(token, options))["sub"] == user.id

    stranger = VerifyTokenOptions(secret_key=f"sk_test_{unique()}", api_url=settings.api_url)
    with pytest.raises(TokenVerificationError) as caught:
        verify_token(token, stranger)
    assert caught.value.reason is TokenVerificationErrorReason.JWK_FAILED_TO_LOAD


def test_the_sdk_authenticates_a_request_without_a_network(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    session = make.session(user, active_organization_id=organization.id)
    token = str(clerk.sessions.create_token(session_id=session.id).jwt)
    options = AuthenticateRequestOptions(jwt_key=public_key(clerk.jwks.get_jwks()))

    for headers in ({"Authorization": f"Bearer {token}"}, {"cookie": f"other=1; __session={token}"}):
        state = clerk.authenticate_request(Request(headers), options)
        assert state.is_signed_in, state.reason
        auth = state.to_auth()
        assert isinstance(auth, SessionAuthObjectV2)
        assert (auth.sub, auth.sid) == (user.id, session.id)
        assert (auth.org_id, auth.org_slug, auth.org_role) == (organization.id, organization.slug, "admin")
    assert asyncio.run(authenticate_request_async(Request(headers), options)).is_signed_in


def test_the_sdk_turns_strangers_away(clerk: Clerk, make: Maker) -> None:
    token = str(clerk.sessions.create_token(session_id=make.session(make.user()).id).jwt)
    pem = public_key(clerk.jwks.get_jwks())
    options = AuthenticateRequestOptions(jwt_key=pem)
    nobody = authenticate_request(Request(), options)
    assert (nobody.is_signed_in, nobody.reason) == (False, AuthErrorReason.SESSION_TOKEN_MISSING)

    head, payload, signature = token.split(".")
    # Another first letter: other bytes, and still valid base64.
    forged_signature = ("B" if signature[0] != "B" else "C") + signature[1:]
    forged = authenticate_request(Request({"Authorization": f"Bearer {head}.{payload}.{forged_signature}"}), options)
    assert forged.reason is TokenVerificationErrorReason.TOKEN_INVALID_SIGNATURE

    # A token that the API makes has no `azp`, and this SDK wants one when parties are configured.
    parties = AuthenticateRequestOptions(jwt_key=pem, authorized_parties=["https://app.example.com"])
    refused_party = authenticate_request(Request({"Authorization": f"Bearer {token}"}), parties)
    assert refused_party.reason is TokenVerificationErrorReason.TOKEN_INVALID_AUTHORIZED_PARTIES


def test_old_tokens_keep_what_was_true(clerk: Clerk, make: Maker) -> None:
    """Revocation stops new tokens; those already made verify until they expire."""
    session = make.session(make.user())
    token = str(clerk.sessions.create_token(session_id=session.id).jwt)
    clerk.sessions.revoke(session_id=session.id)
    options = AuthenticateRequestOptions(jwt_key=public_key(clerk.jwks.get_jwks()))
    assert authenticate_request(Request({"Authorization": f"Bearer {token}"}), options).is_signed_in
    with refused(404, "resource_not_found"):
        clerk.sessions.create_token(session_id=session.id)
