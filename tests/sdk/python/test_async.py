"""The asynchronous client, with several requests under way at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from clerk_backend_api import Clerk, models

from expect import ids
from maker import Maker, unique, unique_email
from settings import Settings

T = TypeVar("T")


def run(settings: Settings, scenario: Callable[[Clerk], Awaitable[T]]) -> T:
    async def main() -> T:
        async with Clerk(
            bearer_auth=settings.secret_key, server_url=settings.server_url, retry_config=None, timeout_ms=30_000
        ) as clerk:
            return await scenario(clerk)

    return asyncio.run(main())


def test_of_many_who_want_one_address_one_gets_it(settings: Settings, make: Maker) -> None:
    email = unique_email("race")

    async def scenario(clerk: Clerk) -> list[models.User | BaseException]:
        return await asyncio.gather(
            *(clerk.users.create_async(email_address=[email], skip_password_requirement=True) for _ in range(8)),
            return_exceptions=True,
        )

    answers = run(settings, scenario)
    winners = [make.adopt(answer) for answer in answers if isinstance(answer, models.User)]
    assert len(winners) == 1
    losers = [answer for answer in answers if isinstance(answer, models.ClerkErrors)]
    assert len(losers) == 7
    for loser in losers:
        assert (loser.status_code, loser.data.errors[0].code) == (422, "form_identifier_exists")


def test_users_are_made_and_listed_at_once(settings: Settings, make: Maker) -> None:
    word = unique("async")

    async def scenario(clerk: Clerk) -> tuple[list[models.User], list[models.User], int]:
        made = await asyncio.gather(
            *(
                clerk.users.create_async(
                    email_address=[f"{n}.{word}@example.com"], username=f"{n}_{word}", skip_password_requirement=True
                )
                for n in range(5)
            )
        )
        listed, count = await asyncio.gather(
            clerk.users.list_async(request={"query": word, "order_by": "username"}),
            clerk.users.count_async(request={"query": word}),
        )
        return made, listed, count.total_count

    made, listed, count = run(settings, scenario)
    for user in made:
        make.adopt(user)
    assert ids(listed) == ids(made)
    assert count == 5


def test_members_are_counted_right_when_they_join_at_once(settings: Settings, make: Maker) -> None:
    organization = make.organization(max_allowed_memberships=3)
    users = [make.user() for _ in range(6)]

    async def scenario(clerk: Clerk) -> list[object]:
        return await asyncio.gather(
            *(
                clerk.organization_memberships.create_async(
                    organization_id=organization.id, user_id=user.id, role="org:member"
                )
                for user in users
            ),
            return_exceptions=True,
        )

    answers = run(settings, scenario)
    joined = [answer for answer in answers if isinstance(answer, models.OrganizationMembership)]
    refusals = [answer for answer in answers if isinstance(answer, models.ClerkErrors)]
    assert (len(joined), len(refusals)) == (3, 3)
    assert {error.data.errors[0].code for error in refusals} == {"organization_membership_quota_exceeded"}

    async def count(clerk: Clerk) -> models.Organization:
        return await clerk.organizations.get_async(organization_id=organization.id, include_members_count=True)

    assert run(settings, count).members_count == 3


def test_errors_are_the_same(settings: Settings, make: Maker) -> None:
    user = make.user()

    async def scenario(clerk: Clerk) -> tuple[models.Session, BaseException]:
        session = await clerk.sessions.create_async(request={"user_id": user.id})
        await clerk.sessions.revoke_async(session_id=session.id)
        (failure,) = await asyncio.gather(
            clerk.sessions.create_token_async(session_id=session.id), return_exceptions=True
        )
        assert isinstance(failure, BaseException)
        return await clerk.sessions.get_async(session_id=session.id), failure

    session, failure = run(settings, scenario)
    assert session.status == "revoked"
    assert isinstance(failure, models.ClerkErrors)
    assert (failure.status_code, failure.data.errors[0].code) == (404, "resource_not_found")
