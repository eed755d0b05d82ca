"""Sign-in tokens: a link that signs a user in."""

from __future__ import annotations

from clerk_backend_api import Clerk

from crypto import public_key, token_claims, token_header
from expect import assert_id, refused
from maker import Maker, absent_id


def test_a_token_is_a_signed_ticket(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    token = clerk.sign_in_tokens.create(request={"user_id": user.id, "expires_in_seconds": 120})
    assert_id(token.id, "sit")
    assert (token.object, token.user_id, token.status) == ("sign_in_token", user.id, "pending")
    assert token.created_at == token.updated_at
    assert token.token is not None
    jwks = clerk.jwks.get_jwks()
    assert token_header(token.token)["alg"] == "RS256"
    claims = token_claims(token.token, public_key(jwks))
    assert (claims["st"], claims["sid"], claims["eis"]) == ("sign_in_token", token.id, 120)
    assert claims["iid"] == (jwks.keys or [])[0].kid
    assert isinstance(token.url, str)
    assert token.url.endswith(f"/v1/tickets/accept?ticket={token.token}")


def test_a_token_lives_thirty_days_by_itself(clerk: Clerk, make: Maker) -> None:
    token = clerk.sign_in_tokens.create(request={"user_id": make.user().id})
    claims = token_claims(str(token.token), public_key(clerk.jwks.get_jwks()))
    assert claims["eis"] == 2_592_000


def test_a_token_is_revoked_once(clerk: Clerk, make: Maker) -> None:
    token = clerk.sign_in_tokens.create(request={"user_id": make.user().id})
    revoked = clerk.sign_in_tokens.revoke(sign_in_token_id=token.id)
    assert (revoked.id, revoked.user_id, revoked.status) == (token.id, token.user_id, "revoked")
    with refused(400, "sign_in_token_cannot_be_revoked_code") as refusal:
        clerk.sign_in_tokens.revoke(sign_in_token_id=token.id)
    assert "revoked" in refusal.first.long_message


def test_what_cannot_be_made_is_refused(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    with refused(404, "resource_not_found"):
        clerk.sign_in_tokens.create(request={"user_id": absent_id("user")})
    with refused(422, "form_param_value_invalid", param="expires_in_seconds"):
        clerk.sign_in_tokens.create(request={"user_id": user.id, "expires_in_seconds": 0})
    with refused(404, "resource_not_found"):
        clerk.sign_in_tokens.revoke(sign_in_token_id=absent_id("sit"))


def test_a_token_can_open_an_organization(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    token = clerk.sign_in_tokens.create(request={"user_id": user.id, "org_id": organization.id})
    assert token.status == "pending"
    with refused(404, "resource_not_found"):
        clerk.sign_in_tokens.create(request={"user_id": user.id, "org_id": absent_id("org")})
