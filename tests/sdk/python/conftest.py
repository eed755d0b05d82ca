"""What every scenario is given: the SDK, a maker of uniquely named data, and the settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clerk_backend_api import Clerk

from maker import Maker
from settings import Settings, read_settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    return read_settings()


@pytest.fixture(scope="session")
def clerk(settings: Settings) -> Iterator[Clerk]:
    """The SDK as published. Without retries: it would repeat a 5xx for an hour."""
    with Clerk(
        bearer_auth=settings.secret_key,
        server_url=settings.server_url,
        retry_config=None,
        timeout_ms=30_000,
    ) as sdk:
        yield sdk


@pytest.fixture
def make(clerk: Clerk) -> Iterator[Maker]:
    """Creates users and organizations, and removes them when the scenario is over."""
    maker = Maker(clerk)
    yield maker
    maker.remove_all()
