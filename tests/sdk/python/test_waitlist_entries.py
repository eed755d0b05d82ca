"""The waitlist."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique, unique_email


def join(clerk: Clerk, email: str) -> models.WaitlistEntry:
    request = models.CreateWaitlistEntryRequestBody(email_address=email, notify=False)
    return clerk.waitlist_entries.create(request=request)


def test_who_joins_waits_once(clerk: Clerk) -> None:
    email = unique_email()
    entry = join(clerk, email.upper())
    assert_id(entry.id, "wle")
    assert (entry.object, entry.email_address, entry.status, entry.is_locked) == (
        "waitlist_entry",
        email,
        "pending",
        False,
    )
    assert join(clerk, email).id == entry.id
    with refused(422, "form_param_format_invalid", param="email_address"):
        join(clerk, "nobody")


def test_several_join_at_once_or_nobody(clerk: Clerk) -> None:
    known = join(clerk, unique_email())
    emails = [unique_email("z"), known.email_address, unique_email("a")]
    item = models.CreateBulkWaitlistEntriesRequestBody
    made = clerk.waitlist_entries.bulk_create(request=[item(email_address=email, notify=False) for email in emails])
    assert [entry.email_address for entry in made] == emails
    assert made[1].id == known.id
    email = unique_email()
    with refused(422, "form_param_duplicate", param="email_address"):
        clerk.waitlist_entries.bulk_create(request=[item(email_address=email), item(email_address=email)])
    assert clerk.waitlist_entries.list(query=email).total_count == 0
    with refused(400, "bulk_size_exceeded"):
        clerk.waitlist_entries.bulk_create(request=[item(email_address=unique_email()) for _ in range(51)])


def test_the_waitlist_is_searched_filtered_and_sorted(clerk: Clerk) -> None:
    word = unique("queue")
    b, a = join(clerk, f"b.{word}@example.com"), join(clerk, f"a.{word}@example.com")
    clerk.waitlist_entries.invite(waitlist_entry_id=b.id)
    assert ids(clerk.waitlist_entries.list(query=word, order_by="+email_address").data) == [a.id, b.id]
    assert ids(clerk.waitlist_entries.list(query=word, order_by="invited_at").data) == [b.id, a.id]
    invited = clerk.waitlist_entries.list(query=word, status="invited")
    assert (ids(invited.data), invited.total_count) == ([b.id], 1)
    with refused(422, "form_param_value_invalid", param="order_by", declared=False):
        clerk.waitlist_entries.list(order_by="weight")


def test_who_waits_is_invited(clerk: Clerk, make: Maker) -> None:
    entry = join(clerk, unique_email())
    invited = clerk.waitlist_entries.invite(waitlist_entry_id=entry.id)
    assert invited.status == "invited"
    assert invited.invitation is not None and invited.invitation.email_address == entry.email_address
    with refused(409, "waitlist_entry_already_invited"):
        clerk.waitlist_entries.invite(waitlist_entry_id=entry.id)
    clerk.waitlist_entries.invite(waitlist_entry_id=entry.id, ignore_existing=True)
    taken = join(clerk, make.user().email_addresses[0].email_address)
    with refused(422, "form_identifier_exists", param="email_address"):
        clerk.waitlist_entries.invite(waitlist_entry_id=taken.id)


def test_who_waits_is_turned_down_or_goes(clerk: Clerk) -> None:
    entry = join(clerk, unique_email())
    assert clerk.waitlist_entries.reject(waitlist_entry_id=entry.id).status == "rejected"
    with refused(409, "waitlist_entry_already_rejected"):
        clerk.waitlist_entries.reject(waitlist_entry_id=entry.id)
    with refused(409, "waitlist_entry_already_rejected"):
        clerk.waitlist_entries.delete(waitlist_entry_id=entry.id)
    other = join(clerk, unique_email())
    assert clerk.waitlist_entries.delete(waitlist_entry_id=other.id).deleted is True


@pytest.mark.parametrize("operation", ["invite", "reject", "delete"])
def test_nobody_knows_an_entry_that_is_not_there(clerk: Clerk, operation: str) -> None:
    with refused(404, "resource_not_found"):
        getattr(clerk.waitlist_entries, operation)(waitlist_entry_id=absent_id("wle"))
