"""Bans, locks and deletion."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk

from expect import ids, refused
from maker import Maker, absent_id, unique, unique_email, unique_password, unique_phone


def test_a_ban_revokes_every_session(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    session = make.session(user)
    banned = clerk.users.ban(user_id=user.id)
    assert (banned.id, banned.banned, banned.locked) == (user.id, True, False)
    assert clerk.sessions.get(session_id=session.id).status == "revoked"

    again = clerk.users.ban(user_id=user.id)
    assert again.banned is True

    free = clerk.users.unban(user_id=user.id)
    assert free.banned is False
    assert clerk.sessions.get(session_id=session.id).status == "revoked"
    assert clerk.users.unban(user_id=user.id).banned is False


@pytest.mark.parametrize("operation", ["ban", "unban", "lock", "unlock"])
def test_an_unknown_user_has_no_state(clerk: Clerk, operation: str) -> None:
    with refused(404, "resource_not_found", declared=False):
        getattr(clerk.users, operation)(user_id=absent_id("user"))


def test_users_are_banned_together(clerk: Clerk, make: Maker) -> None:
    users = [make.user() for _ in range(3)]
    session = make.session(users[2])
    banned = clerk.users.bulk_ban(user_ids=ids(users))
    assert sorted(ids(banned)) == sorted(ids(users))
    assert all(user.banned for user in banned)
    assert clerk.sessions.get(session_id=session.id).status == "revoked"

    free = clerk.users.bulk_unban(user_ids=ids(users)[:2])
    assert sorted(ids(free)) == sorted(ids(users)[:2])
    assert not any(user.banned for user in free)
    assert [clerk.users.get(user_id=user.id).banned for user in users] == [False, False, True]


@pytest.mark.parametrize("operation", ["bulk_ban", "bulk_unban"])
def test_at_most_fifty_users_at_once(clerk: Clerk, operation: str) -> None:
    with refused(400, "bulk_size_exceeded"):
        getattr(clerk.users, operation)(user_ids=[absent_id("user") for _ in range(51)])


def test_a_bulk_ban_is_all_or_nothing(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    with refused(404, "resource_not_found", declared=False):
        clerk.users.bulk_ban(user_ids=[user.id, absent_id("user")])
    assert clerk.users.get(user_id=user.id).banned is False


def test_a_lock_ends_by_itself_or_by_hand_and_keeps_sessions(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    session = make.session(user)
    locked = clerk.users.lock(user_id=user.id)
    assert (locked.locked, locked.banned) == (True, False)
    assert locked.lockout_expires_in_seconds is not None
    assert 0 < locked.lockout_expires_in_seconds <= 3600
    assert clerk.sessions.get(session_id=session.id).status == "active"

    unlocked = clerk.users.unlock(user_id=user.id)
    assert (unlocked.locked, unlocked.lockout_expires_in_seconds) == (False, None)
    assert unlocked.verification_attempts_remaining == user.verification_attempts_remaining
    assert clerk.users.unlock(user_id=user.id).locked is False


def test_a_deleted_user_is_gone_with_all_it_had(clerk: Clerk, make: Maker) -> None:
    email, phone, username, external_id = unique_email(), unique_phone(), unique("gone_"), unique("ext-")
    identity = {"email_address": [email], "phone_number": [phone], "username": username, "external_id": external_id}
    user, colleague = make.user(**identity, password=unique_password()), make.user()
    session = make.session(user)
    organization = make.organization(created_by=colleague.id)
    clerk.organization_memberships.create(organization_id=organization.id, user_id=user.id, role="org:member")

    deleted = clerk.users.delete(user_id=user.id)
    assert (deleted.object, deleted.id, deleted.deleted) == ("user", user.id, True)

    with refused(404, "resource_not_found"):
        clerk.users.get(user_id=user.id)
    with refused(404, "resource_not_found"):
        clerk.users.delete(user_id=user.id)
    with refused(404, "resource_not_found"):
        clerk.email_addresses.get(email_address_id=user.email_addresses[0].id)
    with refused(404, "resource_not_found"):
        clerk.sessions.create_token(session_id=session.id)
    members = clerk.organization_memberships.list(organization_id=organization.id)
    assert members.total_count == 1
    assert [member.public_user_data.user_id for member in members.data if member.public_user_data] == [colleague.id]
    assert clerk.users.count(request={"email_address": [email]}).total_count == 0

    successor = make.user(**identity)
    assert successor.id != user.id
    assert (successor.username, successor.external_id) == (username, external_id)


def test_the_last_administrator_can_be_deleted(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    clerk.users.delete(user_id=user.id)
    read = clerk.organizations.get(organization_id=organization.id, include_members_count=True)
    assert read.members_count == 0
