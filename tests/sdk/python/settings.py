"""Where the server under test is, and what only a browser or an operator could have put into it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Settings:
    """The environment that the suite is given."""

    api_url: str
    secret_key: str
    publishable_key: str
    seeds: dict[str, Any]
    owned: frozenset[str]

    @property
    def server_url(self) -> str:
        """The only thing that is set on the SDK besides its key."""
        return f"{self.api_url}/v1"

    def seed(self, name: str) -> Any:
        """One thing that the API cannot create; the suite fails without it, since a skip would hide a hole."""
        if name not in self.seeds:
            pytest.fail(f"FRONTDESK_FIXTURES has no {name!r}")
        return self.seeds[name]

    def owns(self, name: str) -> bool:
        """Whether a seed was made for this suite alone; a shared one may have been consumed by another suite."""
        return name in self.owned


def read_settings() -> Settings:
    """Reads the environment; the seeds of this suite win over those shared by all suites."""
    missing = [
        name
        for name in ("FRONTDESK_API_URL", "FRONTDESK_SECRET_KEY", "FRONTDESK_PUBLISHABLE_KEY")
        if not os.environ.get(name)
    ]
    if missing:
        pytest.exit(f"not set: {', '.join(missing)}", returncode=4)
    path = os.environ.get("FRONTDESK_FIXTURES")
    shared = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    own = shared.get("python", {})
    return Settings(
        api_url=os.environ["FRONTDESK_API_URL"].rstrip("/"),
        secret_key=os.environ["FRONTDESK_SECRET_KEY"],
        publishable_key=os.environ["FRONTDESK_PUBLISHABLE_KEY"],
        seeds={**shared, **own},
        owned=frozenset(own),
    )
