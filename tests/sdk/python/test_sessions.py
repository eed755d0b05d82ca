"""Sessions: creation, reading, lists, revocation, refresh."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from crypto import public_key, token_claims
from expect import assert_id, ids, refused
from maker import Maker, absent_id
from settings import Settings

DAY = 86_400_000


def test_a_new_session_is_active(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    session = make.session(user)
    assert_id(session.id, "sess")
    assert_id(session.client_id, "client")
    assert (session.object, session.user_id, session.status) == ("session", user.id, "active")
    assert (session.actor, session.last_active_organization_id) == (None, None)
    assert session.expire_at - session.created_at == 7 * DAY
    assert session.abandon_at - session.created_at == 30 * DAY
    assert clerk.sessions.get(session_id=session.id) == session


def test_every_session_has_its_own_client(make: Maker) -> None:
    user = make.user()
    first, second = make.session(user), make.session(user)
    assert first.id != second.id
    assert first.client_id != second.client_id


def test_a_session_starts_in_an_organization(make: Maker) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    session = make.session(user, active_organization_id=organization.id)
    assert session.last_active_organization_id == organization.id
    other = make.organization()
    with refused(422, "form_resource_not_found", "form_param_value_invalid", param="active_organization_id"):
        make.session(user, active_organization_id=other.id)


def test_an_unknown_user_has_no_session(clerk: Clerk) -> None:
    with refused(404, "resource_not_found"):
        clerk.sessions.create(request={"user_id": absent_id("user")})


def test_sessions_are_listed_by_user_client_and_status(clerk: Clerk, make: Maker) -> None:
    user, other = make.user(), make.user()
    first, second, third = (make.session(user) for _ in range(3))
    make.session(other)
    clerk.sessions.revoke(session_id=second.id)

    newest = clerk.sessions.list(user_id=user.id)
    assert sorted(ids(newest)) == sorted([first.id, second.id, third.id])
    times = [session.created_at for session in newest]
    assert times == sorted(times, reverse=True)
    assert ids(clerk.sessions.list(user_id=user.id, limit=1, offset=1)) == ids(newest)[1:2]

    status = models.QueryParamStatus
    active = clerk.sessions.list(user_id=user.id, status=status.ACTIVE)
    assert sorted(ids(active)) == sorted([first.id, third.id])
    assert ids(clerk.sessions.list(user_id=user.id, status=status.REVOKED)) == [second.id]
    assert ids(clerk.sessions.list(client_id=third.client_id)) == [third.id]
    assert clerk.sessions.list(client_id=third.client_id, user_id=other.id) == []


def test_a_session_is_revoked_for_good(clerk: Clerk, make: Maker) -> None:
    session = make.session(make.user())
    revoked = clerk.sessions.revoke(session_id=session.id)
    assert (revoked.id, revoked.status) == (session.id, "revoked")
    again = clerk.sessions.revoke(session_id=session.id)
    assert (again.status, again.updated_at) == ("revoked", revoked.updated_at)
    with refused(404, "resource_not_found"):
        clerk.sessions.create_token(session_id=session.id)


def test_an_unknown_session_is_not_found(clerk: Clerk) -> None:
    session_id = absent_id("sess")
    with refused(404, "resource_not_found") as refusal:
        clerk.sessions.get(session_id=session_id)
    assert refusal.first.message == "Session not found"
    assert session_id in refusal.first.long_message
    with refused(404, "resource_not_found"):
        clerk.sessions.revoke(session_id=session_id)
    with refused(404, "resource_not_found"):
        clerk.sessions.create_token(session_id=session_id)
    with refused(404, "resource_not_found"):
        clerk.sessions.create_token_from_template(session_id=session_id, template_name="any")


def test_a_browser_session_is_refreshed(settings: Settings, clerk: Clerk) -> None:
    """The seed is consumed: an expired token is good for one refresh."""
    seed = settings.seed("browser_session")
    fields = {
        "session_id": seed["session_id"],
        "expired_token": seed["expired_token"],
        "refresh_token": seed["refresh_token"],
        "request_origin": seed["origin"],
    }
    with refused(401, "refresh_request_origin_azp_mismatch"):
        clerk.sessions.refresh(**{**fields, "request_origin": "https://elsewhere.example.com"})
    with refused(401, "refresh_token_not_found"):
        clerk.sessions.refresh(**{**fields, "refresh_token": "no-such-token"})

    try:
        refreshed = clerk.sessions.refresh(**fields, format_=models.Format.TOKEN)
    except models.ClerkErrors as error:
        # Only a seed that is shared may have been consumed by another suite.
        assert not settings.owns("browser_session"), error.body
        assert error.data.errors[0].code == "session_refresh_expired_session_token_consumed", error.body
        return
    assert isinstance(refreshed, models.Token)
    assert refreshed.object == "token"
    claims = token_claims(refreshed.jwt, public_key(clerk.jwks.get_jwks()))
    assert (claims["sid"], claims["sub"], claims["azp"]) == (seed["session_id"], seed["user_id"], seed["origin"])
    with refused(401, "session_refresh_expired_session_token_consumed"):
        clerk.sessions.refresh(**fields)


def test_a_refresh_checks_the_expired_token(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    session, other = make.session(user), make.session(user)
    token = str(clerk.sessions.create_token(session_id=session.id).jwt)

    def refresh(session_id: str, expired_token: str, origin: str = "https://app.example.com") -> None:
        clerk.sessions.refresh(
            session_id=session_id, expired_token=expired_token, refresh_token="none", request_origin=origin
        )

    with refused(401, "expired_session_token_invalid"):
        refresh(session.id, "not.a.token")
    head, payload, signature = token.split(".")
    with refused(401, "expired_session_token_invalid"):
        refresh(session.id, f"{head}.{payload}.{signature[::-1]}")
    with refused(401, "refresh_sid_mismatch"):
        refresh(other.id, token)
    with refused(401, "expired_session_token_missing_azp"):
        refresh(session.id, token)


@pytest.mark.parametrize("seconds", [29, 315_360_001])
def test_a_token_lives_neither_too_short_nor_too_long(clerk: Clerk, make: Maker, seconds: int) -> None:
    """The document lists no refusal for it, hence the SDK's general error."""
    session = make.session(make.user())
    with refused(
        422, "form_param_value_invalid", "form_param_value_too_large", param="expires_in_seconds", declared=False
    ):
        clerk.sessions.create_token(session_id=session.id, expires_in_seconds=seconds)
