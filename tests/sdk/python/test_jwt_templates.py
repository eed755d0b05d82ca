"""JWT templates, and their tokens read by a plain JOSE library."""

from __future__ import annotations

import httpx
import jwt
import pytest
from clerk_backend_api import Clerk
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from crypto import public_key, token_claims, token_header
from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique
from settings import Settings


def create(clerk: Clerk, **fields: object):
    return clerk.jwt_templates.create(request={"name": unique("template"), "claims": {}, **fields})


def send(settings: Settings, claims: dict[str, object], **fields: object) -> httpx.Response:
    """Creates a template by a plain request: the models of this SDK have no room for claims and send none."""
    body = {"name": unique("template"), "claims": claims, **fields}
    headers = {"Authorization": f"Bearer {settings.secret_key}", "Clerk-API-Version": "2025-11-10"}
    return httpx.post(f"{settings.server_url}/jwt_templates", json=body, headers=headers)


def mint(clerk: Clerk, make: Maker, name: str) -> str:
    session = make.session(make.user(first_name="Ada", public_metadata={"plan": {"seats": 3}}))
    return str(clerk.sessions.create_token_from_template(session_id=session.id, template_name=name).jwt)


def test_a_template_comes_and_goes(clerk: Clerk) -> None:
    template = create(clerk, claims={"hat": "{{user.first_name}}"})
    assert_id(template.id, "jtmp")
    assert (template.object, template.lifetime, template.allowed_clock_skew) == ("jwt_template", 60, 5)
    assert (template.custom_signing_key, template.signing_algorithm) == (False, "RS256")
    assert clerk.jwt_templates.get(template_id=template.id) == template
    listed = clerk.jwt_templates.list(limit=500)
    assert template.id in ids(listed)
    name = unique("renamed")
    changed = clerk.jwt_templates.update(template_id=template.id, name=name, claims={"a": 1}, lifetime=90)
    assert (changed.name, changed.lifetime, changed.allowed_clock_skew) == (name, 90, 5)
    deleted = clerk.jwt_templates.delete(template_id=template.id)
    assert (deleted.object, deleted.id, deleted.deleted) == ("jwt_template", template.id, True)
    with refused(404, "resource_not_found"):
        clerk.jwt_templates.get(template_id=template.id)
    with refused(404, "resource_not_found"):
        clerk.jwt_templates.delete(template_id=template.id)


def test_shortcodes_are_evaluated(settings: Settings, clerk: Clerk, make: Maker) -> None:
    claims = {
        "aud": "api",
        "nested": {"list": ["{{user.public_metadata.plan.seats}}", {"deep": "{{user.email_verified}}"}]},
        "text": "Dear {{user.first_name}} {{user.last_name || 'of nowhere'}}",
        "unknown": "{{user.shoe_size}}",
    }
    name = send(settings, claims, lifetime=300, allowed_clock_skew=30).json()["name"]
    said = token_claims(mint(clerk, make, name), public_key(clerk.jwks.get_jwks()))
    assert said["aud"] == "api"
    assert said["nested"] == {"list": [3, {"deep": True}]}
    assert said["text"] == "Dear Ada of nowhere"
    assert said["unknown"] is None
    assert (said["exp"] - said["iat"], said["iat"] - said["nbf"]) == (300, 30)


def own_keys() -> list[tuple[str, str, object]]:
    """An algorithm, the key that signs, and the one that verifies."""

    def pem(key: object) -> str:
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return key.private_bytes(encoding, form, serialization.NoEncryption()).decode()  # type: ignore[attr-defined]

    secret = "a secret that is long enough for every algorithm of this kind, up to 512 bits"
    keys: list[tuple[str, str, object]] = [(name, secret, secret) for name in ("HS256", "HS384", "HS512")]
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    keys += [(name, pem(key), key.public_key()) for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")]
    for name, curve in (("ES256", ec.SECP256R1()), ("ES384", ec.SECP384R1()), ("ES512", ec.SECP521R1())):
        curve_key = ec.generate_private_key(curve)
        keys.append((name, pem(curve_key), curve_key.public_key()))
    edwards = ed25519.Ed25519PrivateKey.generate()
    return [*keys, ("EdDSA", pem(edwards), edwards.public_key())]


@pytest.mark.parametrize(("algorithm", "key", "public"), own_keys(), ids=lambda value: value if isinstance(value, str) and len(value) < 6 else "")
def test_a_key_of_its_own(clerk: Clerk, make: Maker, algorithm: str, key: str, public: object) -> None:
    template = create(clerk, custom_signing_key=True, signing_algorithm=algorithm, signing_key=key)
    assert (template.custom_signing_key, template.signing_algorithm) == (True, algorithm)
    assert "signing_key" not in template.model_dump()
    token = mint(clerk, make, template.name)
    assert "kid" not in token_header(token)
    claims = jwt.decode(token, public, algorithms=[algorithm], leeway=5)  # type: ignore[arg-type]
    assert claims["sub"].startswith("user_")
    clerk.jwt_templates.delete(template_id=template.id)


def test_what_cannot_be_made_is_refused(settings: Settings, clerk: Clerk) -> None:
    template = create(clerk)
    with refused(422, "form_identifier_exists", param="name"):
        clerk.jwt_templates.create(request={"name": template.name, "claims": {}})
    answer = send(settings, {"sub": "x"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "jwt_template_reserved_claim")
    with refused(422, "form_param_value_invalid", param="lifetime"):
        create(clerk, lifetime=29)
    with refused(422, "form_param_value_invalid", param="signing_key"):
        create(clerk, custom_signing_key=True, signing_algorithm="ES256", signing_key="no key")
    with refused(422, "form_conditional_param_missing", param="signing_algorithm"):
        create(clerk, custom_signing_key=True, signing_key="no key")
    # The document lists no 404 for this operation.
    with refused(404, "resource_not_found", declared=False):
        clerk.jwt_templates.update(template_id=absent_id("jtmp"), name=unique("x"), claims={})
