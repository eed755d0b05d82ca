"""Uniquely named data, so that scenarios and other suites can share one instance."""

from __future__ import annotations

import random
import uuid
from typing import Any

from clerk_backend_api import Clerk, models

# North American area codes of large cities; the exchange and the line are drawn at random.
AREA_CODES = (
    201,
    202,
    206,
    212,
    213,
    214,
    215,
    216,
    303,
    305,
    312,
    313,
    404,
    412,
    415,
    416,
    503,
    512,
    604,
    617,
    702,
    713,
)

_random = random.SystemRandom()


def unique(prefix: str = "py") -> str:
    """A name nobody else has: 12 hexadecimal digits after the prefix."""
    return f"{prefix}{uuid.uuid4().hex[:12]}"


def unique_email(prefix: str = "py") -> str:
    return f"{unique(prefix)}@example.com"


def unique_test_email() -> str:
    """An address whose codes are always 424242 and that gets no message."""
    return f"{unique()}+clerk_test@example.com"


def unique_phone() -> str:
    """A number in E.164 that a strict parser accepts and that is not one of the test numbers."""
    exchange = _random.choice([n for n in range(220, 999) if n % 100 != 11 and n != 555])
    return f"+1{_random.choice(AREA_CODES)}{exchange}{_random.randrange(10_000):04}"


def unique_test_phone() -> str:
    """A number whose codes are always 424242, in any area code."""
    return f"+1{_random.randrange(200, 1000)}55501{_random.randrange(100):02}"


def unique_wallet() -> str:
    return f"0x{uuid.uuid4().hex}{uuid.uuid4().hex[:8]}"


def unique_password() -> str:
    """Long, mixed and found in no list of leaked passwords."""
    return f"Fd!9{uuid.uuid4().hex}"


def absent_id(prefix: str) -> str:
    """A well-formed id that belongs to nothing."""
    return f"{prefix}_{'0' * 15}{uuid.uuid4().hex[:12]}"


class Maker:
    """Creates what a scenario needs and remembers it."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._users: list[str] = []
        self._organizations: list[str] = []

    def user(self, **fields: Any) -> models.User:
        """A user with a fresh e-mail address, unless the scenario says otherwise."""
        fields.setdefault("email_address", [unique_email()])
        if "password" not in fields and "password_digest" not in fields:
            fields.setdefault("skip_password_requirement", True)
        return self.adopt(self._clerk.users.create(**fields))

    def adopt(self, user: models.User) -> models.User:
        """Has a user removed that the scenario created itself."""
        self._users.append(user.id)
        return user

    def organization(self, **fields: Any) -> models.Organization:
        fields.setdefault("name", unique("Firm "))
        organization = self._clerk.organizations.create(request=models.CreateOrganizationRequestBody(**fields))
        self._organizations.append(organization.id)
        return organization

    def session(self, user: models.User, **fields: Any) -> models.Session:
        request = models.CreateSessionRequestBody(user_id=user.id, **fields)
        return self._clerk.sessions.create(request=request)

    def remove_all(self) -> None:
        """Removes everything; what the scenario removed itself answers 404."""
        for organization_id in self._organizations:
            self._ignore_absent(self._clerk.organizations.delete, organization_id=organization_id)
        for user_id in self._users:
            self._ignore_absent(self._clerk.users.delete, user_id=user_id)

    @staticmethod
    def _ignore_absent(delete: Any, **fields: str) -> None:
        try:
            delete(**fields)
        except models.ClerkErrors as error:
            if error.status_code != 404:
                raise
