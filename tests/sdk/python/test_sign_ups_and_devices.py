"""Sign-ups and trusted devices, which only a browser or an app makes."""

from __future__ import annotations

from clerk_backend_api import Clerk

from expect import ids, refused
from maker import absent_id, unique
from settings import Settings


def test_a_sign_up_is_found_and_marked(settings: Settings, clerk: Clerk) -> None:
    seed = settings.seed("sign_up")
    found = clerk.sign_ups.get(id=seed["sign_up_id"])
    assert (found.id, found.status) == (seed["sign_up_id"], "missing_requirements")
    assert found.email_address == seed["email_address"]
    assert "email_address" in found.unverified_fields
    external_id = unique("own")
    changed = clerk.sign_ups.update(id=found.id, external_id=external_id, custom_action=True)
    assert (changed.external_id, changed.custom_action) == (external_id, True)
    assert clerk.sign_ups.get(id=found.id) == changed


def test_a_sign_up_that_does_not_exist_is_refused(clerk: Clerk) -> None:
    # The document lists no 404 for these operations.
    with refused(404, "resource_not_found", declared=False):
        clerk.sign_ups.get(id=absent_id("sua"))
    with refused(404, "resource_not_found", declared=False):
        clerk.sign_ups.update(id=absent_id("sua"), custom_action=True)


def test_a_trusted_device_is_listed_and_revoked(settings: Settings, clerk: Clerk) -> None:
    seed = settings.seed("trusted_device")
    user_id, device_id = seed["user_id"], seed["trusted_device_id"]
    listed = clerk.users.list_trusted_devices(user_id=user_id)
    assert (ids(listed.data), listed.total_count) == ([device_id], 1)
    assert (listed.data[0].platform, listed.data[0].algorithm) == ("ios", "ES256")
    revoked = clerk.users.revoke_trusted_device(user_id=user_id, trusted_device_id=device_id)
    assert (revoked.id, revoked.status) == (device_id, "revoked")
    assert revoked.revoked_at is not None
    assert clerk.users.list_trusted_devices(user_id=user_id).total_count == 0
    with refused(404, "resource_not_found"):
        clerk.users.revoke_trusted_device(user_id=user_id, trusted_device_id=device_id)
    with refused(404, "resource_not_found"):
        clerk.users.list_trusted_devices(user_id=absent_id("user"))
