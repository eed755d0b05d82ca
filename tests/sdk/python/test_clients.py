"""Clients: what a browser is known by."""

from __future__ import annotations

from clerk_backend_api import Clerk

from expect import ids, refused
from maker import Maker, absent_id
from settings import Settings


def test_a_client_carries_its_sessions(clerk: Clerk, make: Maker) -> None:
    session = make.session(make.user())
    client = clerk.clients.get(client_id=session.client_id)
    assert (client.object, client.id) == ("client", session.client_id)
    assert client.session_ids == [session.id]
    assert client.sessions == [session]
    assert client.last_active_session_id == session.id
    assert (client.sign_in_id, client.sign_up_id) == (None, None)


def test_a_revoked_session_is_the_last_active_no_more(clerk: Clerk, make: Maker) -> None:
    session = make.session(make.user())
    clerk.sessions.revoke(session_id=session.id)
    client = clerk.clients.get(client_id=session.client_id)
    assert client.last_active_session_id is None
    assert [item.status for item in client.sessions if item.id == session.id] in ([], ["revoked"])


def test_clients_are_listed_newest_first(clerk: Clerk, make: Maker) -> None:
    """Other suites make clients meanwhile, so ours are looked for among the newest."""
    user = make.user()
    mine = {make.session(user).client_id, make.session(user).client_id}
    clients = clerk.clients.list(limit=500)
    assert mine <= set(ids(clients))
    times = [client.created_at for client in clients]
    assert times == sorted(times, reverse=True)
    assert len(clerk.clients.list(limit=1, offset=1)) == 1


def test_an_unknown_client_is_not_found(clerk: Clerk) -> None:
    with refused(404, "resource_not_found") as refusal:
        clerk.clients.get(client_id=absent_id("client"))
    assert refusal.first.message == "Client not found"


def test_a_browser_is_recognised_by_its_token(settings: Settings, clerk: Clerk) -> None:
    seed = settings.seed("browser_session")
    client = clerk.clients.verify(request={"token": seed["client_token"]})
    assert client.id == seed["client_id"]
    assert seed["session_id"] in client.session_ids


def test_a_forged_token_is_recognised_by_nobody(clerk: Clerk, make: Maker) -> None:
    codes = ("invalid_session_token", "client_not_found", "cookie_invalid")
    with refused(400, *codes):
        clerk.clients.verify(request={"token": "not.a.token"})
    token = str(clerk.sessions.create_token(session_id=make.session(make.user()).id).jwt)
    with refused(400, *codes):
        clerk.clients.verify(request={"token": token[:-8] + token[:8]})
