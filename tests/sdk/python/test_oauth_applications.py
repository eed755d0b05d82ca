"""Applications that users sign in to with their account here, and the access tokens that they were issued."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

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

from crypto import png, public_key, token_claims, token_header
from expect import assert_id, ids, refused
from maker import absent_id, unique
from settings import Settings


@pytest.fixture
def application(clerk: Clerk) -> Iterator[models.OAuthApplicationWithSecret]:
    made = create(clerk, redirect_uris=["https://app.example.com/back", "my-app://back"], scopes="profile email openid")
    yield made
    clerk.oauth_applications.delete(oauth_application_id=made.id)


def create(clerk: Clerk, **fields: object) -> models.OAuthApplicationWithSecret:
    return clerk.oauth_applications.create(request={"name": unique("application"), **fields})


def logo(content: bytes) -> models.UploadOAuthApplicationLogoFile:
    return models.UploadOAuthApplicationLogoFile(file_name="logo.png", content=content, content_type="image/png")


def not_found(clerk: Clerk, token: str) -> None:
    """The SDK has errors of its own for this operation."""
    with pytest.raises(models.ClerkBaseError) as caught:
        clerk.oauth_access_tokens.verify(access_token=token)
    assert caught.value.status_code == 404
    assert json.loads(caught.value.body)["errors"][0]["code"] == "resource_not_found"


def test_an_application_comes_changes_and_goes(clerk: Clerk, application: models.OAuthApplicationWithSecret) -> None:
    assert_id(application.id, "oauthapp")
    assert_id(application.client_id, "client")
    assert application.client_secret is not None and len(application.client_secret) == 32
    assert application.callback_url == application.redirect_uris[0] == "https://app.example.com/back"
    assert (application.consent_screen_enabled, application.pkce_required, application.public) == (True, False, False)
    found = clerk.oauth_applications.get(oauth_application_id=application.id)
    assert (found.name, found.scopes, found.client_image_url) == (application.name, "profile email openid", None)
    changed = clerk.oauth_applications.update(
        oauth_application_id=application.id,
        name=unique("renamed"),
        redirect_uris=["my-app://other"],
        scopes="email",
        consent_screen_enabled=False,
        pkce_required=True,
    )
    assert (changed.redirect_uris, changed.scopes) == (["my-app://other"], "email")
    assert (changed.consent_screen_enabled, changed.pkce_required) == (False, True)
    listed = clerk.oauth_applications.list(name_query=changed.name.upper(), order_by="name")
    assert (listed.total_count, ids(listed.data)) == (1, [application.id])
    assert ids(clerk.oauth_applications.list(name_query=application.client_id).data) == [application.id]

    gone = create(clerk)
    deleted = clerk.oauth_applications.delete(oauth_application_id=gone.id)
    assert (deleted.object, deleted.id, deleted.deleted) == ("oauth_application", gone.id, True)
    with refused(404, "resource_not_found"):
        clerk.oauth_applications.get(oauth_application_id=gone.id)
    with refused(404, "resource_not_found"):
        clerk.oauth_applications.delete(oauth_application_id=gone.id)


def test_a_secret_is_replaced_and_public_applications_have_none(
    clerk: Clerk, application: models.OAuthApplicationWithSecret
) -> None:
    rotated = clerk.oauth_applications.rotate_secret(oauth_application_id=application.id)
    assert rotated.client_secret not in (None, "", application.client_secret)
    # The SDK sends what the document calls the default where nothing is said.
    public = create(clerk, public=True, pkce_required=True)
    assert (public.client_secret, public.pkce_required) == ("", True)
    with refused(403, "authorization_invalid"):
        clerk.oauth_applications.rotate_secret(oauth_application_id=public.id)
    with refused(422, "form_public_client_requires_pkce", param="pkce_required"):
        clerk.oauth_applications.update(oauth_application_id=public.id, pkce_required=False)
    clerk.oauth_applications.delete(oauth_application_id=public.id)


def test_a_logo_is_shown(clerk: Clerk, application: models.OAuthApplicationWithSecret) -> None:
    upload = clerk.oauth_applications.upload_logo
    first = upload(oauth_application_id=application.id, file=logo(png(40, 20, (1, 2, 3))))
    second = upload(oauth_application_id=application.id, file=logo(png(9, 9, (9, 9, 9))))
    assert first.client_image_url not in (None, second.client_image_url)
    found = clerk.oauth_applications.get(oauth_application_id=application.id)
    assert found.client_image_url == second.client_image_url
    with refused(400, "request_body_invalid"):
        upload(oauth_application_id=application.id, file=logo(b"<svg/>"))
    with refused(404, "resource_not_found"):
        upload(oauth_application_id=absent_id("oauthapp"), file=logo(png(8, 8, (0, 0, 0))))


@pytest.mark.parametrize(
    ("fields", "status", "code", "param"),
    [
        ({"redirect_uris": ["my-app://a", "my-app://a"]}, 400, "duplicate_record", "redirect_uris"),
        ({"redirect_uris": ["nowhere"]}, 422, "form_param_format_invalid", "redirect_uris"),
        ({"scopes": "hats"}, 422, "form_param_value_invalid", "scopes"),
        ({"name": ""}, 422, "form_param_nil", "name"),
        ({"public": True, "pkce_required": False}, 422, "form_public_client_requires_pkce", "pkce_required"),
    ],
)
def test_what_cannot_be_an_application_is_refused(
    clerk: Clerk, fields: dict[str, Any], status: int, code: str, param: str
) -> None:
    with refused(status, code, param=param):
        create(clerk, **fields)


def test_an_access_token_is_verified_and_revoked(settings: Settings, clerk: Clerk) -> None:
    granted = settings.seed("oauth_grants")["opaque"]
    for name in ("access_token", "secret"):
        verified = clerk.oauth_access_tokens.verify(**{name: granted["access_token"]})
        assert (verified.id, verified.client_id) == (granted["access_token_id"], granted["client_id"])
        assert (verified.subject, verified.scopes) == (granted["user_id"], granted["scopes"])
        assert (verified.revoked, verified.expired) == (False, False)
    options = VerifyTokenOptions(api_url=settings.api_url, secret_key=settings.secret_key)
    # The other call of the SDK leaves its connection open.
    payload = asyncio.run(verify_token_async(granted["access_token"], options))
    auth = RequestState(AuthStatus.SIGNED_IN, token=granted["access_token"], payload=payload).to_auth()
    assert (auth.id, auth.user_id, auth.client_id) == (granted["access_token_id"], granted["user_id"], granted["client_id"])
    assert auth.scopes == granted["scopes"]

    other = create(clerk)
    with refused(404, "resource_not_found"):
        clerk.oauth_applications.revoke_token(oauth_application_id=other.id, token=granted["access_token"])
    clerk.oauth_applications.delete(oauth_application_id=other.id)
    clerk.oauth_applications.revoke_token(oauth_application_id=granted["application_id"], token=granted["access_token"])
    not_found(clerk, granted["access_token"])
    with pytest.raises(TokenVerificationError) as caught:
        asyncio.run(verify_token_async(granted["access_token"], options))
    assert caught.value.reason == TokenVerificationErrorReason.TOKEN_INVALID


def test_a_refresh_token_names_its_grant_as_well(settings: Settings, clerk: Clerk) -> None:
    granted = settings.seed("oauth_grants")["refreshable"]
    clerk.oauth_applications.revoke_token(oauth_application_id=granted["application_id"], token=granted["refresh_token"])
    not_found(clerk, granted["access_token"])


def test_an_access_token_can_be_a_jwt(settings: Settings, clerk: Clerk) -> None:
    granted = settings.seed("oauth_grants")["jwt"]
    assert token_header(granted["access_token"])["typ"] == "at+jwt"
    said = token_claims(granted["access_token"], public_key(clerk.jwks.get_jwks()))
    assert (said["sub"], said["jti"], said["client_id"]) == tuple(
        granted[name] for name in ("user_id", "access_token_id", "client_id")
    )
    assert said["scope"].split() == granted["scopes"]
    verified = clerk.oauth_access_tokens.verify(access_token=granted["access_token"])
    assert (verified.id, verified.expiration) == (granted["access_token_id"], said["exp"] * 1000)
    with refused(404, "resource_not_found"):
        clerk.oauth_applications.revoke_token(
            oauth_application_id=granted["application_id"], token=granted["access_token"]
        )


def test_a_jwt_that_is_over_is_inactive(settings: Settings, clerk: Clerk) -> None:
    granted = settings.seed("oauth_grants")["expired"]
    verified = clerk.oauth_access_tokens.verify(access_token=granted["access_token"])
    assert verified.ACTIVE is False
