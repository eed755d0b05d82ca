"""What the SDK makes of requests: reads them from the file that is named, writes a verdict for each."""

from __future__ import annotations

import asyncio
import functools
import json
import pathlib
import sys
from dataclasses import dataclass
from typing import Any

from clerk_backend_api.security import (
    AuthenticateRequestOptions,
    authenticate_request,
    authenticate_request_async,
    authenticaterequest,
)
from clerk_backend_api.security.types import RequestState, VerifyTokenOptions


@dataclass
class Request:
    """What the SDK wants of a web framework's request."""

    headers: dict[str, str]


def verdict(state: RequestState) -> dict[str, Any]:
    if not state.is_signed_in:
        return {"reason": state.reason.value[0]}
    # It does not say what kind of token it has looked at. Claims have `sub`, what the API knows of a token has `subject`.
    payload = state.payload
    return {"subject": payload["sub"] if "sub" in payload else payload["subject"]}


async def both(request: Request, options: AuthenticateRequestOptions) -> dict[str, Any]:
    """The two ways to ask have code of their own in this SDK."""
    said = verdict(authenticate_request(request, options))
    later = verdict(await authenticate_request_async(request, options))
    return said if said == later else {"reason": f"{said} at once, and {later} later"}


async def main() -> None:
    given = json.loads(pathlib.Path(sys.argv[1]).read_text())
    # Requests can be authenticated against the hosted API alone: where it is, is no option of this SDK.
    authenticaterequest.VerifyTokenOptions = functools.partial(VerifyTokenOptions, api_url=given["api_url"])
    verdicts = []
    for question in given["questions"]:
        options = AuthenticateRequestOptions(
            secret_key=given["secret_key"], accepts_token=question["accepts"], audience=question["audience"]
        )
        verdicts.append(await both(Request({"Authorization": question["authorization"]}), options))
    print(json.dumps(verdicts))


asyncio.run(main())
