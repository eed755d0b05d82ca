"""Digests of one password, as other systems write them."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = "Imported-Pass-7c1f"

_SECRET = PASSWORD.encode()
_ROUNDS = 1000


def _pbkdf2(algorithm: str, salt: bytes, length: int) -> bytes:
    return hashlib.pbkdf2_hmac(algorithm, _SECRET, salt, _ROUNDS, length)


def _symfony(salt: str, rounds: int) -> str:
    salted = f"{PASSWORD}{{{salt}}}".encode()
    digest = hashlib.sha512(salted).digest()
    for _ in range(rounds - 1):
        digest = hashlib.sha512(digest + salted).digest()
    return b64encode(digest).decode()


def _firebase() -> str:
    salt, separator, signer, rounds, cost = b"pepper-and-salt!", b"\x0a", b"s" * 64, 8, 10
    key = hashlib.scrypt(_SECRET, salt=salt + separator, n=1 << cost, r=rounds, p=1, dklen=64)[:32]
    digest = Cipher(algorithms.AES(key), modes.CTR(bytes(16))).encryptor().update(signer)
    return "$".join(b64encode(part).decode() for part in (digest, salt, signer, separator)) + f"${rounds}${cost}"


# What the standard library cannot compute was computed once for PASSWORD.
DIGESTS = {
    "argon2i": "$argon2i$v=19$m=1024,t=1,p=1$Sy3y4skkd1oSHRUmZyISeQ$kkfuRqzKzsIDYw5HNjIiiklZBhf+cKAG868TMxCS4fg",
    "argon2id": "$argon2id$v=19$m=1024,t=1,p=1$DSohExth/K/zNezXDCUK5Q$zSEDt82Yglwm0VGUIFfrLWBeRLXqV2oIA1IALw0x7es",
    "bcrypt": "$2b$06$fBBS4q5.0OpYY5ehlNrY1OqVURuup1lYobFfzIfSssF7bJ6NqZFOu",
    "bcrypt_peppered": "$2b$06$odqWLXcc7GaA9ZTLInp/muQQQNiZoPWllPuEMj7.Fh329z0mXwnuq$pepper",
    "bcrypt_sha256_django": "bcrypt_sha256$$2b$06$pq2FhdbbEL7lHJTEk9f42.CnWpWZ6UMtzDfRF2KWh.A0L7seDYiXC",
    "md5": hashlib.md5(_SECRET).hexdigest(),
    "pbkdf2_sha1": f"pbkdf2_sha1${_ROUNDS}$0a1b2c3d${_pbkdf2('sha1', bytes.fromhex('0a1b2c3d'), 32).hex()}",
    "pbkdf2_sha256": f"pbkdf2_sha256${_ROUNDS}${b64encode(b'saltsalt').decode()}"
    f"${b64encode(_pbkdf2('sha256', b'saltsalt', 32)).decode()}",
    "pbkdf2_sha256_django": f"pbkdf2_sha256${_ROUNDS}$plainSalt"
    f"${b64encode(_pbkdf2('sha256', b'plainSalt', 32)).decode()}",
    "pbkdf2_sha512": f"pbkdf2_sha512${_ROUNDS}$plainSalt${_pbkdf2('sha512', b'plainSalt', 64).hex()}",
    "pbkdf2_sha512_hex": f"pbkdf2_sha512_hex${_ROUNDS}$0a1b2c3d"
    f"${_pbkdf2('sha512', bytes.fromhex('0a1b2c3d'), 64).hex()}",
    "phpass": "$P$6abcdefgh3SjTPNKWw5pMY2/VCiyiS0",
    "scrypt_firebase": _firebase(),
    "scrypt_werkzeug": "scrypt:1024:8:1$plainSalt"
    f"${hashlib.scrypt(_SECRET, salt=b'plainSalt', n=1024, r=8, p=1, dklen=64).hex()}",
    "sha256": hashlib.sha256(_SECRET).hexdigest(),
    "sha512_symfony": f"sha512_symfony$100$plainSalt${_symfony('plainSalt', 100)}",
}
