"""The table of verdicts that crates/sdk keeps to: where this SDK says something else than the one for JavaScript."""

from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from clerk_backend_api.security import AuthenticateRequestOptions, authenticate_request
from clerk_backend_api.security import verifytoken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

TABLE = json.loads((pathlib.Path(__file__).parents[1] / "authenticate-request.json").read_text())
ROWS = [row for row in TABLE["rows"] if "python" in row]
KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("own", "other")}


@dataclass
class Request:
    """What the SDK wants of a web framework's request."""

    headers: dict[str, str] = field(default_factory=dict)


def encode(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def merged(description: dict[str, Any], part: str) -> dict[str, Any]:
    both = {**TABLE["likes"][description["like"]][part], **description.get(part, {})}
    return {name: value for name, value in both.items() if value is not None}


def make(description: dict[str, Any], now: int) -> str:
    """A token as a row describes it: like another one but for what it says."""
    if "text" in description:
        return str(description["text"])
    key, damage = description.get("key", "own"), description.get("damage")
    header, claims = merged(description, "header"), merged(description, "claims")
    if "kid" not in description.get("header", {}):
        header["kid"] = "ins_other" if key == "other" else "ins_own"
    claims.update({name: now + claims[name] for name in ("exp", "iat", "nbf") if name in claims})
    text = f"{encode(header)}.{encode(claims)}"
    signer = KEYS["own" if key == "own" else "other"]
    signature = encode(signer.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))
    if damage == "claims":
        return f"{encode(header)}.{encode({**claims, 'sid': 'sess_2'})}.{signature}"
    if damage == "signature":
        return f"{text}.{'C' if signature[0] == 'B' else 'B'}{signature[1:]}"
    if damage == "unsigned":
        return f"{text}."
    return text if damage == "cut" else f"{text}.{signature}"


def answer(request: httpx.Request) -> httpx.Response:
    """What the API says: its keys, or what it knows of an opaque token."""
    if request.url.path == "/v1/jwks":
        numbers = KEYS["own"].public_key().public_numbers()
        modulus = encode(numbers.n.to_bytes(256, "big"))
        key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "ins_own", "n": modulus, "e": "AQAB"}
        return httpx.Response(200, json={"keys": [key]})
    state = json.loads(request.content)["secret"].split("_")[-1]
    statuses = {"active": 200, "unauthorized": 401, "broken": 500, "malformed": 400}
    return httpx.Response(statuses.get(state, 404), json={"id": "known", "subject": "user_1"})


@pytest.fixture(autouse=True)
def api(monkeypatch: pytest.MonkeyPatch) -> None:
    real = httpx.Client
    transport = httpx.MockTransport(answer)
    monkeypatch.setattr(verifytoken.httpx, "Client", lambda **given: real(**{**given, "transport": transport}))


def suffix() -> str:
    return encode(hashlib.sha1(TABLE["publishable_key"].encode()).digest())[:8]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_verdict(row: dict[str, Any]) -> None:
    now = int(time.time())

    def filled(text: str) -> str:
        return text.replace("{token}", make(row["token"], now)) if "{token}" in text else text

    headers = {}
    authorization = row.get("authorization", "Bearer {token}" if "token" in row and "cookies" not in row else None)
    if authorization is not None:
        headers["Authorization"] = filled(authorization)
    if "cookies" in row:
        pairs = []
        for name, value in row["cookies"].items():
            text = filled(value) if isinstance(value, str) else str(now + value)
            pairs.append(f"{name.replace('*', suffix())}={text}")
        headers["cookie"] = "; ".join(pairs)
    options = AuthenticateRequestOptions(
        secret_key="sk_live_0123456789abcdefghijklmnopqrstuvwxyz",
        accepts_token=["any"] if len(row["accepts"]) == 4 else row["accepts"],
        audience=row.get("audience"),
        authorized_parties=row.get("parties"),
    )
    state = authenticate_request(Request(headers), options)
    assert (None if state.is_signed_in else state.reason.value[0]) == row["python"]
