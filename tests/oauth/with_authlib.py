"""Authlib, unmodified, with a person in front of a real browser."""

import json
import os
import pathlib
import subprocess
import unittest

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

HERE = pathlib.Path(__file__).resolve().parent
ISSUER, PASSWORD = os.environ["ISSUER"], os.environ["PASSWORD"]
CLIENTS = json.loads(os.environ["CLIENTS"])


def drive(address, redirect_uri):
    command = ["node", str(HERE / "drive.mjs"), address, redirect_uri, "ada@example.com", PASSWORD]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


class Client(unittest.TestCase):
    def from_discovery_to_revocation(self, kind, method):
        about = CLIENTS[kind]
        metadata = requests.get(f"{ISSUER}/.well-known/openid-configuration", timeout=30).json()
        session = OAuth2Session(about["client_id"], about.get("client_secret"), redirect_uri=about["redirect_uri"],
                                scope="openid profile email offline_access", code_challenge_method="S256",
                                token_endpoint_auth_method=method, revocation_endpoint_auth_method=method)
        verifier, nonce = generate_token(48), generate_token(20)
        address, state = session.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce, prompt="consent")
        back = drive(address, about["redirect_uri"])
        token = session.fetch_token(metadata["token_endpoint"], authorization_response=back, state=state,
                                    code_verifier=verifier)
        keys = KeySet.import_key_set(requests.get(metadata["jwks_uri"], timeout=30).json())
        claims = jwt.decode(token["id_token"], keys, algorithms=["RS256"]).claims
        said = {"iss": ISSUER, "aud": about["client_id"], "nonce": nonce}
        jwt.JWTClaimsRegistry(**{name: {"essential": True, "value": value} for name, value in said.items()}).validate(claims)
        person = session.get(metadata["userinfo_endpoint"]).json()
        self.assertEqual((person["sub"], person["email"]), (claims["sub"], "ada@example.com"))
        first = token["refresh_token"]
        second = session.refresh_token(metadata["token_endpoint"], refresh_token=first)["refresh_token"]
        self.assertNotEqual(first, second)
        asked = session.introspect_token(metadata["introspection_endpoint"], token=second).json()
        self.assertEqual((asked["active"], asked["sub"]), (True, claims["sub"]))
        self.assertEqual(session.revoke_token(metadata["revocation_endpoint"], token=second).status_code, 200)
        asked = session.introspect_token(metadata["introspection_endpoint"], token=second).json()
        self.assertEqual(asked, {"active": False})
        with self.assertRaises(OAuthError):
            session.refresh_token(metadata["token_endpoint"], refresh_token=first)

    def test_a_confidential_client(self):
        self.from_discovery_to_revocation("confidential", "client_secret_post")

    def test_a_public_client(self):
        self.from_discovery_to_revocation("public", "none")


if __name__ == "__main__":
    unittest.main()
