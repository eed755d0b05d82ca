"""What a refusal must look like, and other checks that many scenarios share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from clerk_backend_api import models


@dataclass
class Refusal:
    """The errors of an answer, filled in once the call has failed."""

    errors: list[models.ClerkError] = field(default_factory=list)

    @property
    def first(self) -> models.ClerkError:
        return self.errors[0]

    @property
    def meta(self) -> dict[str, Any]:
        return self.first.meta or {}

    @property
    def codes(self) -> list[str]:
        return [error.code for error in self.errors]


@contextmanager
def refused(
    status: int,
    *codes: str,
    param: str | None = None,
    declared: bool | type[models.ClerkBaseError] = True,
) -> Iterator[Refusal]:
    """Expects a call to fail with `status`, its first error having one of `codes` and naming `param`.

    The SDK raises `ClerkErrors` for the statuses that the document lists for an operation, an error of
    its own for those of some operations (`declared` is its class), and its general `SDKError` for the
    others (`declared=False`). The envelope must be complete in all cases.
    """
    if isinstance(declared, bool):
        declared = models.ClerkErrors if declared else models.SDKError
    refusal = Refusal()
    with pytest.raises(models.ClerkBaseError) as caught:
        yield refusal
    error = caught.value
    assert error.status_code == status, error.body
    assert type(error) is declared

    envelope = json.loads(error.body)
    data = models.ClerkErrorsData.model_validate(envelope)
    if isinstance(error, models.ClerkErrors):
        assert error.data == data
    assert error.headers["content-type"] == "application/json"
    assert re.fullmatch(r"[0-9a-f]{32}", envelope["clerk_trace_id"])
    assert error.headers["clerk-trace-id"] == envelope["clerk_trace_id"]

    refusal.errors = data.errors
    assert refusal.errors, "an answer without errors"
    for item in refusal.errors:
        assert item.message and item.long_message, item
    assert refusal.first.code in codes, error.body
    if param is not None:
        assert refusal.meta.get("param_name") == param, error.body


def ids(items: Any) -> list[str]:
    """The ids of a list, in its order."""
    return [item.id for item in items]


def assert_id(value: str | None, prefix: str) -> None:
    """A prefix and 27 base-62 characters."""
    assert value is not None
    assert re.fullmatch(rf"{prefix}_[0-9A-Za-z]{{27}}", value), value
