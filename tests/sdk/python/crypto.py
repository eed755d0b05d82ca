"""What a scenario computes itself: one-time passwords, password digests, images and public keys."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import struct
import time
import zlib
from typing import Any

import jwt
from clerk_backend_api import models
from cryptography.hazmat.primitives import serialization
from jwt.algorithms import RSAAlgorithm


def totp_secret() -> str:
    """A base-32 secret of 160 bits."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def totp_code(secret: str, step: int = 0) -> str:
    """The code of now, or of `step` periods of 30 s from now (SHA-1, 6 digits)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def wrong_totp_code(secret: str) -> str:
    """A code of six digits that is right at no moment near now."""
    near = {totp_code(secret, step) for step in range(-10, 11)}
    return next(code for code in (f"{n:06}" for n in range(100)) if code not in near)


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A real picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", binascii.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + bytes(colour) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def public_key(jwks: models.Jwks, kid: str | None = None) -> str:
    """One key of the set as PEM; the only one if no id is given."""
    keys = [key for key in jwks.keys or [] if kid is None or key.kid == kid]
    assert len(keys) == 1, f"{len(keys)} keys for {kid}"
    key: Any = RSAAlgorithm.from_jwk(json.dumps(keys[0].model_dump()))
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def token_header(token: str) -> dict[str, Any]:
    """The header of a token, unverified."""
    return jwt.get_unverified_header(token)


def token_claims(token: str, pem: str) -> dict[str, Any]:
    """The claims of a token whose signature and times hold."""
    return jwt.decode(token, pem, algorithms=["RS256"], leeway=5, options={"verify_aud": False})
